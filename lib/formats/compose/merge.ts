import { escaped } from '../../core/values/place';
import { emptyRecord, isData, own, type Data } from '../../core/reading/field';

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
      for (const [key, inner] of Object.entries(node)) open.push([inner, `${at}/${escaped(key)}`]);
    }
  }

  /** Where a part of an object or list was written. */
  of(owner: object, part?: string | number): Origin | undefined {
    if (part === undefined) return this.#own.get(owner);
    const known = this.#parts.get(owner)?.get(part);
    if (known) return known;
    const own = this.#own.get(owner);
    return own && { file: own.file, pointer: `${own.pointer}/${escaped(part)}` };
  }

  /** Notes a value made of others: its own place and those of its parts. */
  made<T extends object>(value: T, like: object, parts: ReadonlyMap<string | number, Origin>): T {
    const own = this.#own.get(like);
    if (own) this.#own.set(value, own);
    this.#parts.set(value, parts);
    return value;
  }
}

const RESET = 'Fn::reset';
const OVERRIDE = 'Fn::override';

type Join = (below: unknown, above: unknown, origins: Origins) => unknown;

/** Fields that do not merge as mappings, lists and single values do by default, by their position; a star is any name. */
export interface MergeRules {
  readonly [field: string]: MergeRules | Join;
}

const asMappings: Join = (below, above, origins) =>
  mergeObjects(asMapping(below, origins), asMapping(above, origins), origins, {});
const asLists: Join = (below, above, origins) => mergeLists(asList(below, origins), asList(above, origins), origins);

const asDependencies: Join = (below, above, origins) =>
  mergeObjects(dependencies(below, origins), dependencies(above, origins), origins, {});

const bySettings: Join = (below, above, origins) =>
  mergeObjects(asSettings(below, origins), asSettings(above, origins), origins, {});
const replaced: Join = (_below, above) => above;

/** How two services merge, whether from two files or by `extends`. */
export const SERVICE_MERGE: MergeRules = {
  networks: asMappings,
  depends_on: asDependencies,
  environment: bySettings,
  labels: bySettings,
  command: replaced,
  entrypoint: replaced,
  healthcheck: { test: replaced },
  extra_hosts: asLists,
  dns: asLists,
  dns_search: asLists,
  env_file: asLists,
  sysctls: bySettings,
};

/** How two files merge. */
export const FILE_MERGE: MergeRules = {
  services: { '*': SERVICE_MERGE },
  networks: { '*': { ipam: { config: mergeBlocks } } },
};

/**
 * Merges two values as Compose does: mappings by key, lists by appending, the rest by replacement; `!reset` takes
 * a value away, `!override` replaces it. The tags of the later value stay, for what lies further below.
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/13-merge.md
 */
export function merge(below: unknown, above: unknown, origins: Origins, rules: MergeRules): unknown {
  return join(untagged(below, origins), above, origins, rules);
}

/** Values that are known to have no tag in them, so that each of many files is searched once, and not again for each further file. */
const PLAIN = new WeakSet();

/** A value after its tags: without what is reset, and with what overrides in place of the tag. */
export function untagged(value: unknown, origins: Origins): unknown {
  if (typeof value !== 'object' || value === null || PLAIN.has(value)) return value;
  const result = withoutTags(value, origins);
  if (typeof result === 'object' && result !== null) PLAIN.add(result);
  return result;
}

function withoutTags(value: object, origins: Origins): unknown {
  if (isTagged(value, RESET)) return undefined;
  if (isTagged(value, OVERRIDE)) return untagged(value[OVERRIDE], origins);
  if (!isData(value) && !Array.isArray(value)) return value;
  const entries = Object.entries(value);
  const plain = entries.map(([key, inner]) => [key, untagged(inner, origins)] as const);
  if (plain.every(([, inner], index) => inner === entries[index]?.[1])) return value;
  const kept = plain.filter(([, inner]) => inner !== undefined);
  const parts = new Map<string | number, Origin>();
  for (const [index, [key]] of kept.entries()) {
    const origin = origins.of(value, key);
    if (origin) parts.set(Array.isArray(value) ? index : key, origin);
  }
  const made = Array.isArray(value)
    ? kept.map(([, inner]) => inner)
    : Object.assign(emptyRecord(), Object.fromEntries(kept));
  return origins.made(made, value, parts);
}

function join(below: unknown, above: unknown, origins: Origins, rules: MergeRules | Join): unknown {
  if (isTagged(above, RESET) || isTagged(above, OVERRIDE)) return above;
  if (above === undefined || above === null) return below === undefined ? above : below;
  if (below === undefined || below === null) return above;
  if (typeof rules === 'function') return rules(below, above, origins);
  if (Array.isArray(below) && Array.isArray(above)) return mergeLists(below, above, origins);
  if (isData(below) && isData(above)) return mergeObjects(below, above, origins, rules);
  return above;
}

const NO_RULES: MergeRules = {};

function mergeObjects(below: Data, above: Data, origins: Origins, rules: MergeRules): Data {
  const merged = emptyRecord();
  const parts = new Map<string, Origin>();
  for (const key of new Set([...Object.keys(below), ...Object.keys(above)])) {
    const inner = (Object.hasOwn(rules, key) ? rules[key] : rules['*']) ?? NO_RULES;
    const value = join(own(below, key), own(above, key), origins, inner);
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

/** Blocks of addresses: the later list counts, each of its blocks merged over that of the same subnet in the earlier list. */
function mergeBlocks(below: unknown, above: unknown, origins: Origins): unknown {
  if (!Array.isArray(below) || !Array.isArray(above)) return above;
  const parts = new Map<number, Origin>();
  const merged = above.map((block: unknown, index) => {
    const origin = origins.of(above, index);
    if (origin) parts.set(index, origin);
    const same = isData(block) ? below.filter(isData).find(({ subnet }) => subnet === block['subnet']) : undefined;
    return join(same, block, origins, NO_RULES);
  });
  return origins.made(merged, above, parts);
}

/** The list that a text or a mapping stands for: `1.1.1.1`, or `{host: 1.2.3.4}` as `[host=1.2.3.4]`. */
export function asList(value: unknown, origins: Origins): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (!isData(value)) return value === undefined || value === null ? [] : [value];
  const list: unknown[] = [];
  const parts = new Map<number, Origin>();
  for (const [key, given] of Object.entries(value)) {
    for (const one of Array.isArray(given) ? (given as unknown[]) : [given]) {
      const origin = origins.of(value, key);
      if (origin) parts.set(list.length, origin);
      list.push(`${key}=${typeof one === 'string' || typeof one === 'number' ? one : ''}`);
    }
  }
  return origins.made(list, value, parts);
}

/** The mapping that a list stands for. */
export function asMapping(value: unknown, origins: Origins): Data {
  if (isData(value)) return value;
  if (!Array.isArray(value)) return {};
  const mapping = emptyRecord();
  const parts = new Map<string, Origin>();
  for (const [index, item] of value.entries()) {
    if (typeof item !== 'string' && typeof item !== 'number') continue;
    const key = String(item);
    mapping[key] = null;
    const origin = origins.of(value, index);
    if (origin) parts.set(key, origin);
  }
  return origins.made(mapping, value, parts);
}

/** The services that a service starts after, with their conditions; a list means that they have started. */
function dependencies(value: unknown, origins: Origins): Data {
  const mapping = asMapping(value, origins);
  if (!Array.isArray(value)) return mapping;
  const started = emptyRecord();
  const parts = new Map<string, Origin>();
  for (const name of Object.keys(mapping)) {
    started[name] = { condition: 'service_started' };
    const origin = origins.of(mapping, name);
    if (origin) parts.set(name, origin);
  }
  return origins.made(started, mapping, parts);
}

/** The mapping that a list of `NAME=VALUE` stands for; null for a name without a value. */
export function asSettings(value: unknown, origins: Origins): Data {
  if (!Array.isArray(value)) return isData(value) ? value : {};
  const settings = emptyRecord();
  const parts = new Map<string, Origin>();
  for (const [index, item] of value.entries()) {
    if (typeof item !== 'string') continue;
    const at = item.indexOf('=');
    const name = at < 0 ? item : item.slice(0, at);
    settings[name] = at < 0 ? null : item.slice(at + 1);
    const origin = origins.of(value, index);
    if (origin) parts.set(name, origin);
  }
  return origins.made(settings, value, parts);
}

function isTagged(value: unknown, tag: string): value is Data {
  return isData(value) && Object.hasOwn(value, tag);
}
