import { isData, type Data } from '../field';
import { type TerraformSource } from './source';

/** One of the copies that `count` or `for_each` makes of a resource, or the only one. */
export interface Copy {
  /** As references write it, in its brackets; empty for an only one. */
  readonly index: string;
  readonly count?: { readonly index: number };
  readonly each?: { readonly key: string; readonly value: unknown };
}

const ONLY: readonly Copy[] = [{ index: '' }];

/** More are not read one by one. */
const MAX_COPIES = 256;

/** The copies of a resource; undefined when Terraform works out how many there are. */
export function copiesOf(body: Data, source: TerraformSource): readonly Copy[] | undefined {
  const [count, forEach] = [body['count'], body['for_each']].map((raw) => source.resolve(raw));
  if (count === undefined && forEach === undefined) return ONLY;
  if (forEach === undefined) {
    const number = typeof count === 'string' ? Number(count) : count;
    return isSmall(number) ? Array.from({ length: number }, (_, index) => counted(index)) : undefined;
  }
  const entries = Array.isArray(forEach) ? setEntries(forEach) : isData(forEach) ? Object.entries(forEach) : undefined;
  return entries && isSmall(entries.length) ? entries.map(([key, value]) => ofEach(key, value)) : undefined;
}

function isSmall(number: unknown): number is number {
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= MAX_COPIES;
}

function counted(index: number): Copy {
  return { index: `[${index}]`, count: { index } };
}

function ofEach(key: string, value: unknown): Copy {
  return { index: `[${JSON.stringify(key)}]`, each: { key, value } };
}

/** In a set each text is key and value; one with a reference left in it is decided later. */
function setEntries(items: readonly unknown[]): [string, unknown][] | undefined {
  const texts = items.filter((item) => typeof item === 'string' && !item.includes('${')) as string[];
  return texts.length < items.length ? undefined : [...new Set(texts)].map((text) => [text, text]);
}
