import { emptyRecord, isData, own, type Data } from '../field';

/** Where a value of a merged project was written. */
export interface Origin {
  readonly file: string;
  readonly pointer: string;
}

/** Remembers where objects and lists were written, and the items of merged ones. */
export class Origins {
  readonly #own = new WeakMap<object, Origin>();
  readonly #parts = new WeakMap<object, ReadonlyMap<string | number, Origin>>();

  /** Notes a whole tree as it stands in a file. */
  note(value: unknown, file: string, pointer: string): void {
    const open: [unknown, string][] = [[value, pointer]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [node, at] = next;
      if (typeof node !== 'object' || node === null || this.#own.has(node)) continue;
      this.#own.set(node, { file, pointer: at });
      for (const [key, inner] of Object.entries(node))
        open.push([inner, `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`]);
    }
  }

  /** Where a part of an object or list was written. */
  of(owner: object, part?: string | number): Origin | undefined {
    if (part === undefined) return this.#own.get(owner);
    const known = this.#parts.get(owner)?.get(part);
    if (known) return known;
    const own = this.#own.get(owner);
    return (
      own && { file: own.file, pointer: `${own.pointer}/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}` }
    );
  }

  /** Notes a value made of others: its own place and those of its parts. */
  made<T extends object>(value: T, like: object, parts: ReadonlyMap<string | number, Origin>): T {
    const own = this.#own.get(like);
    if (own) this.#own.set(value, own);
    this.#parts.set(value, parts);
    return value;
  }
}

/** Fields whose list form means a mapping. */
const MAPPINGS: ReadonlySet<string> = new Set([
  'networks',
  'depends_on',
  'environment',
  'labels',
  'extra_hosts',
  'sysctls',
]);

/** Those of them whose items hold name and value. */
const PAIRED: ReadonlySet<string> = new Set(['environment', 'labels', 'extra_hosts', 'sysctls']);

/** Fields that the later file replaces as a whole. */
const REPLACED: ReadonlySet<string> = new Set(['command', 'entrypoint', 'test']);

const RESET = 'Fn::reset';
const OVERRIDE = 'Fn::override';

/**
 * Merges two values as Compose does: mappings by key, lists one behind the other, the rest by replacement; `!reset` takes
 * a value away, `!override` replaces it.
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/13-merge.md
 */
export function merge(below: unknown, above: unknown, origins: Origins, key = ''): unknown {
  if (isTagged(above, RESET)) return undefined;
  if (isTagged(above, OVERRIDE)) return above[OVERRIDE];
  if (above === undefined || above === null) return below;
  if (below === undefined || below === null || REPLACED.has(key)) return above;
  if (MAPPINGS.has(key)) {
    return mergeObjects(
      asMapping(below, origins, PAIRED.has(key)),
      asMapping(above, origins, PAIRED.has(key)),
      origins,
    );
  }
  if (Array.isArray(below) && Array.isArray(above)) return mergeLists(below, above, origins);
  if (isData(below) && isData(above)) return mergeObjects(below, above, origins);
  // a text and a list of texts, as in dns or env_file
  if (Array.isArray(below) && typeof above === 'string') return mergeLists(below, [above], origins);
  return above;
}

function mergeObjects(below: Data, above: Data, origins: Origins): Data {
  const merged = emptyRecord();
  const parts = new Map<string, Origin>();
  for (const key of new Set([...Object.keys(below), ...Object.keys(above)])) {
    const value = merge(own(below, key), own(above, key), origins, key);
    if (value === undefined) continue;
    merged[key] = value;
    const origin = origins.of(own(above, key) === undefined ? below : above, key);
    if (origin) parts.set(key, origin);
  }
  return origins.made(merged, below, parts);
}

function mergeLists(below: readonly unknown[], above: readonly unknown[], origins: Origins): unknown[] {
  const merged: unknown[] = [];
  const parts = new Map<number, Origin>();
  const seen = new Set<string>();
  for (const list of [below, above]) {
    for (const [index, item] of list.entries()) {
      const text = JSON.stringify(item);
      if (seen.has(text)) continue;
      seen.add(text);
      const origin = origins.of(list, index);
      if (origin) parts.set(merged.length, origin);
      merged.push(item);
    }
  }
  return origins.made(merged, below, parts);
}

/** The mapping that a list stands for: `[a, b]`, or in pairs `[A=1]` and `["host:1.2.3.4"]`. */
export function asMapping(value: unknown, origins: Origins, paired = false): Data {
  if (isData(value)) return value;
  if (!Array.isArray(value)) return {};
  const mapping = emptyRecord();
  const parts = new Map<string, Origin>();
  for (const [index, item] of value.entries()) {
    if (typeof item !== 'string' && typeof item !== 'number') continue;
    const text = String(item);
    const at = paired ? text.search(/[=:]/) : -1;
    const key = at < 0 ? text : text.slice(0, at);
    mapping[key] = at < 0 ? null : text.slice(at + 1);
    const origin = origins.of(value, index);
    if (origin) parts.set(key, origin);
  }
  return origins.made(mapping, value, parts);
}

function isTagged(value: unknown, tag: string): value is Data {
  return isData(value) && Object.hasOwn(value, tag);
}
