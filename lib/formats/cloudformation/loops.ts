import { isKnown, Unknown } from '../../core/values/unknown';
import { escaped } from '../../core/values/place';
import { emptyRecord, isData, type Data } from '../../core/reading/field';
import { intrinsicOf } from './intrinsic';

/** How the key of a loop begins; the name of the loop follows. */
export const LOOP = 'Fn::ForEach::';

/** Elements that the loops of a template may make in all: far more than a stack may have resources. */
const MAX_COPIES = 10_000;
const MAX_DEPTH = 500;

/** What stands for each identifier of the loops around a value. */
type Variables = ReadonlyMap<string, string | Unknown>;

/** What is unknown because of a loop that cannot be expanded. */
export interface OpenLoop {
  readonly pointer: string;
  readonly why: string;
}

/**
 * Writes out the loops of a template, as the transform AWS::LanguageExtensions does at deployment.
 *
 * A loop over what is not known is written out once, with an unknown value for its identifier.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export class Loops {
  /** Where the elements of a section stand that loops made, by section and name. */
  readonly pointers = new Map<string, string>();
  /** Elements of which it is not known how many there are, by section and name. */
  readonly uncertain = new Set<string>();
  readonly open: OpenLoop[] = [];
  #copies = 0;

  /** @param resolve follows what a collection refers to */
  constructor(private readonly resolve: (raw: unknown) => unknown) {}

  /** A section of the template with its loops written out. */
  section(data: Data, name: string): Data {
    const result = emptyRecord();
    this.#fill(result, data, new Map(), `/${name}`, 0, (key, pointer, uncertain) => {
      this.pointers.set(`${name}/${key}`, pointer);
      if (uncertain) this.uncertain.add(`${name}/${key}`);
    });
    return result;
  }

  /** Writes the fields of an object; false when it is not known which there are. */
  #fill(
    into: Record<string, unknown>,
    data: Data,
    variables: Variables,
    pointer: string,
    depth: number,
    met?: (key: string, pointer: string, uncertain: boolean) => void,
  ): boolean {
    let whole = true;
    for (const [key, value] of Object.entries(data)) {
      const here = `${pointer}/${escaped(key)}`;
      const loop = key.startsWith(LOOP) ? loopOf(value) : undefined;
      if (!loop) {
        const name = replaced(key, variables);
        into[typeof name === 'string' ? name : key] = this.#value(value, variables, here, depth + 1);
        met?.(typeof name === 'string' ? name : key, here, [...variables.values()].some(isOpen));
        whole &&= isKnown(name);
        continue;
      }
      const values = this.#values(loop.collection, variables, here);
      whole &&= !values.some(isOpen);
      for (const one of values) {
        const inside = new Map(variables).set(loop.identifier, one);
        whole = this.#fill(into, loop.body, inside, `${here}/2`, depth + 1, met) && whole;
      }
    }
    return whole;
  }

  #value(raw: unknown, variables: Variables, pointer: string, depth: number): unknown {
    if (typeof raw === 'string') return replaced(raw, variables);
    if (typeof raw !== 'object' || raw === null || depth > MAX_DEPTH) return raw;
    if (Array.isArray(raw)) {
      return raw.map((item: unknown, index) => this.#value(item, variables, `${pointer}/${index}`, depth + 1));
    }
    if (!isData(raw)) return raw;
    const name = intrinsicOf(raw);
    const variable = name === 'Ref' && typeof raw['Ref'] === 'string' ? variables.get(raw['Ref']) : undefined;
    if (variable !== undefined) return variable;
    const result = emptyRecord();
    if (!this.#fill(result, raw, variables, pointer, depth)) return firstUnknown([...variables.values()]) ?? OPEN;
    // with a branch of a condition the other one still counts; the result of any other function is open
    const unknown = name === undefined || name === 'Fn::If' ? undefined : firstUnknown(result[name]);
    return unknown ?? result;
  }

  /** What a loop goes over: one unknown value where that is not known. */
  #values(collection: unknown, variables: Variables, pointer: string): readonly (string | Unknown)[] {
    const list = this.resolve(this.#value(collection, variables, pointer, 0));
    const values = Array.isArray(list) ? list.map((item) => textOf(this.resolve(item))) : [textOf(list)];
    this.#copies += values.length;
    const unknown =
      this.#copies > MAX_COPIES
        ? new Unknown(`its loops make more than ${MAX_COPIES} elements`)
        : (firstUnknown(values) ?? (Array.isArray(list) ? undefined : OPEN));
    if (!unknown) return values;
    if (!this.open.some((one) => one.pointer === pointer)) this.open.push({ pointer, why: unknown.why });
    return [unknown];
  }
}

const OPEN = new Unknown('the collection of a loop is decided at deployment');

interface Loop {
  readonly identifier: string;
  readonly collection: unknown;
  readonly body: Data;
}

function loopOf(value: unknown): Loop | undefined {
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [identifier, collection, body] = value as readonly unknown[];
  return typeof identifier === 'string' && isData(body) ? { identifier, collection, body } : undefined;
}

function isOpen(value: string | Unknown): boolean {
  return !isKnown(value);
}

function textOf(value: unknown): string | Unknown {
  if (typeof value === 'string' || value instanceof Unknown) return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : OPEN;
}

/** The first unknown value in lists and objects. */
function firstUnknown(value: unknown): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const item of Object.values(value)) {
    const unknown = firstUnknown(item);
    if (unknown) return unknown;
  }
  return undefined;
}

/** A text with the values of identifiers in place of `${Name}`, and of `&{Name}`, which keeps letters and digits only. */
function replaced(text: string, variables: Variables): string | Unknown {
  if (variables.size === 0 || !text.includes('{')) return text;
  let unknown: Unknown | undefined;
  const result = text.replace(/([$&])\{([^{}]+)\}/g, (whole, sign: string, name: string) => {
    const value = variables.get(name.trim());
    if (value instanceof Unknown) unknown ??= value;
    if (typeof value !== 'string') return whole;
    return sign === '&' ? value.replace(/[^A-Za-z0-9]/g, '') : value;
  });
  return unknown ?? result;
}
