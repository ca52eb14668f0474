import { isData, type Data } from '../../../core/reading/field';

/** Marks a value of a plan that the apply decides, with the resources that it comes from. */
export class AfterApply {
  constructor(readonly references: readonly string[]) {}
}

/**
 * Attributes that the providers fill in when they are left out: a plan marks them as known after apply, and until then
 * they are what they are by default. Blocks are none of them, since a `dynamic` one leaves no trace in a plan but the mark.
 */
const FILLED_IN: ReadonlySet<string> = new Set([
  ...['driver', 'internal', 'options', 'hostname', 'external'],
  ...['cluster', 'launch_type', 'platform_version', 'availability_zone_rebalancing', 'network_mode'],
]);

/**
 * The values of a resource or of a block in it, with a mark for those that the apply decides.
 * @param later where the plan has `true` for what is decided by the apply
 * @param written what the configuration says; undefined when it is not there
 */
export function withLater(values: Data, later: Data, written: Data | undefined): Data {
  let result: Record<string, unknown> | undefined;
  for (const [key, mark] of Object.entries(later)) {
    const expression = written?.[key];
    if (mark === true && written && expression === undefined && FILLED_IN.has(key)) continue;
    const value = marked(values[key], mark, expression);
    if (value !== values[key]) (result ??= { ...values })[key] = value;
  }
  return result ?? values;
}

function marked(value: unknown, mark: unknown, expression: unknown): unknown {
  if (mark === true) return new AfterApply(referencesOf(expression));
  if (!isMarked(mark)) return value;
  if (Array.isArray(mark) && Array.isArray(value)) {
    const marks = mark as unknown[];
    const items = value as unknown[];
    const blocks = Array.isArray(expression) ? writtenFor(items, marks, expression.filter(isData)) : undefined;
    return items.map((item, index) => {
      const one = marks[index];
      return blocks && isData(item) && isData(one)
        ? withLater(item, one, blocks[index])
        : marked(item, one, expression);
    });
  }
  if (!isData(mark) || !isData(value)) return value;
  const entries = Object.entries(mark).map(([key, one]) => [key, marked(value[key], one, expression)] as const);
  return { ...value, ...Object.fromEntries(entries) };
}

/** Whether a mark says of anything that the apply decides it. */
function isMarked(mark: unknown): boolean {
  if (typeof mark !== 'object' || mark === null) return mark === true;
  return Object.values(mark).some(isMarked);
}

/**
 * What is written for each block of a list. A plan has the blocks of a set in an order of its own, so they are told apart
 * by what is written out in them; where several fit, what they do not agree on is left open.
 */
function writtenFor(
  items: readonly unknown[],
  marks: readonly unknown[],
  blocks: readonly Data[],
): (Data | undefined)[] {
  // of blocks that a dynamic one makes nothing is written
  if (items.length !== blocks.length) return items.map(() => undefined);
  if (items.length === 1) return [...blocks];
  let open = items.map((item, index) => blocks.filter((block) => fits(item, marks[index], block)));
  for (let before = 0; open.flat().length !== before;) {
    before = open.flat().length;
    // what one certainly comes from is not written for another
    const taken = new Set(open.flatMap((some) => (some.length === 1 ? some : [])));
    open = open.map((some) => (some.length === 1 ? some : some.filter((block) => !taken.has(block))));
  }
  return open.map(agreed);
}

/** Whether a block of a plan can come from what is written. */
function fits(item: unknown, mark: unknown, block: Data): boolean {
  if (!isData(item)) return false;
  return Object.keys({ ...item, ...block }).every((key) => {
    const expression = block[key];
    const decidedLater = isData(mark) && isMarked(mark[key]);
    // a list is never there by default
    if (expression === undefined) return decidedLater || !Array.isArray(item[key]) || item[key].length === 0;
    if (!isData(expression) || !Object.hasOwn(expression, 'constant_value')) return true;
    return !decidedLater && plain(item[key] ?? '') === plain(expression['constant_value'] ?? '');
  });
}

/** A value for comparing: Terraform turns numbers into texts and the reverse, and a set has an order of its own. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).sort().join();
  return JSON.stringify(typeof value === 'number' || typeof value === 'boolean' ? String(value) : value);
}

/** What is the same in all blocks; what is not refers to nothing that is known. */
function agreed([first, ...others]: readonly Data[]): Data | undefined {
  if (!first || others.length === 0) return first;
  const keys = Object.keys(Object.assign({}, first, ...others) as object);
  return Object.fromEntries(
    keys.map((key) => {
      const same = others.every((one) => JSON.stringify(one[key]) === JSON.stringify(first[key]));
      return [key, same ? first[key] : {}];
    }),
  );
}

function referencesOf(expression: unknown): readonly string[] {
  const references = isData(expression) ? expression['references'] : undefined;
  return Array.isArray(references) ? references.filter((one) => typeof one === 'string') : [];
}
