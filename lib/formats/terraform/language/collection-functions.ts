import { Unknown } from '../../../core/values/unknown';
import { isData, Reference, type Data } from '../../../core/reading/field';
import { FunctionError, list, number, object, orderedList, text, type TerraformFunction } from './arguments';
import { charactersOf } from './characters';
import { unified } from './conversion';
import {
  asTyped,
  entriesOf,
  inSet,
  isTyped,
  nameOfValue,
  objectOf,
  openIn,
  openOf,
  plain,
  rounded,
  textOf,
} from './value';

/** Whether two values are the same; unknown ones are when they have one name. */
function keyOf(value: unknown): string | undefined {
  return nameOfValue(plain(value));
}

/** Items without those that were there before. Undefined when it is not known which are the same. */
function distinct(items: readonly unknown[]): unknown[] | undefined {
  const seen = new Map<string, unknown>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) return undefined;
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

/** A set: each item once, texts in order. */
export function asSet(items: readonly unknown[]): unknown {
  const once = distinct(unified(items));
  if (!once) return items.map((item) => openIn(item)).find((item) => item !== undefined) ?? new Unknown('it is not known which of its items are the same'); // prettier-ignore
  if (!once.some((item) => openIn(item))) {
    const [missing, there] = [once.filter((item) => item === null), once.filter((item) => item !== null)];
    there.sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : orderOf(a) < orderOf(b) ? -1 : 1));
    return inSet([...there, ...missing]);
  }
  return inSet(once);
}

function orderOf(value: unknown): string {
  return textOf(value) ?? keyOf(value) ?? '';
}

/** What must be known to the last item. */
function closed(items: readonly unknown[]): readonly unknown[] | Unknown {
  for (const item of items) {
    const open = openIn(plain(item));
    if (open) return open;
  }
  return items.map(plain);
}

function flattened(items: readonly unknown[], depth = 0): unknown[] | Unknown {
  if (depth > 50) throw new FunctionError('lists are nested deeper than 50');
  const result: unknown[] = [];
  for (const item of items) {
    if (Array.isArray(item)) {
      const inner = flattened(item, depth + 1);
      if (inner instanceof Unknown) return inner;
      result.push(...inner);
    } else result.push(item);
  }
  return result;
}

function members(value: unknown): Set<string> | Unknown {
  const keys = new Set<string>();
  for (const item of list(value)) {
    const key = keyOf(item);
    if (key === undefined) return openIn(item) ?? new Unknown('it is decided later');
    keys.add(key);
  }
  return keys;
}

/** Items of the first set by whether they are in the others. */
function inOthers([first, ...others]: readonly unknown[], keep: (found: readonly boolean[]) => boolean): unknown {
  const sets: Set<string>[] = [];
  const lists = [first, ...others].map(list);
  const all = unified(lists.flat());
  let at = 0;
  const [own = [], ...rest] = lists.map((one) => all.slice(at, (at += one.length)));
  for (const other of rest) {
    const found = members(other);
    if (found instanceof Unknown) return found;
    sets.push(found);
  }
  return asSet(own.filter((item) => keep(sets.map((set) => set.has(keyOf(item) ?? '')))));
}

function merged(given: readonly unknown[]): unknown {
  const result = new Map<string, unknown>();
  for (const one of given) {
    if (one === null) continue;
    for (const [key, value] of Object.entries(object(one))) result.set(key, value);
  }
  return objectOf(result);
}

function numbersIn(items: unknown): number[] | Unknown {
  const known = closed(list(items));
  return known instanceof Unknown ? known : known.map(number);
}

/** A map: an object whose values have one type. */
function mapOf(value: Data): unknown {
  const [keys, items] = [Object.keys(value), Object.values(value)];
  const made = unified(items);
  const isSame = made.every((item, index) => item === items[index]);
  return asTyped(isSame ? { ...value } : objectOf(keys.map((key, index) => [key, made[index]])));
}

function transposed(value: unknown): unknown {
  const result = new Map<string, unknown[]>();
  for (const [key, items] of entriesOf(object(value))) {
    for (const item of list(items)) {
      const name = text(item);
      result.set(name, [...(result.get(name) ?? []), key]);
    }
  }
  return objectOf([...result].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function product(lists: readonly (readonly unknown[])[]): unknown[][] {
  const size = lists.reduce((all, one) => all * one.length, 1);
  if (size > 10_000) throw new FunctionError('there are more than 10000 combinations');
  return lists.reduce<unknown[][]>((all, one) => all.flatMap((before) => one.map((item) => [...before, item])), [[]]);
}

/** Functions of lists, sets and maps. */
export const COLLECTION_FUNCTIONS: Readonly<Record<string, TerraformFunction>> = {
  length: ([value]) =>
    typeof value === 'string'
      ? charactersOf(value).length
      : isData(value)
        ? Object.keys(value).length
        : list(value).length,
  merge: merged,
  concat: (given) => {
    const items = given.flatMap((one) => [...orderedList(one)]);
    return given.every((one) => isTyped(list(one))) ? asTyped([...unified(items)]) : items;
  },
  flatten: ([value]) => flattened(list(value)),
  compact: ([value]) => {
    const items = list(value);
    const open = items.find((item) => openOf(item) && !isThere(item));
    return openOf(open) ?? items.filter((item) => item !== null && item !== '').map((item) => textOf(item) ?? item);
  },
  distinct: ([value]) => distinct(unified(list(value))) ?? openIn(value),
  keys: ([value]) => entriesOf(object(value)).map(([key]) => key),
  values: ([value]) => entriesOf(object(value)).map(([, item]) => item),
  zipmap: ([keys, values]) => {
    const [names, items] = [list(keys), list(values)];
    if (names.length !== items.length) throw new FunctionError('as many values as keys are expected');
    return objectOf(names.map((name, index) => [text(name), items[index]]));
  },
  lookup: ([value, key, fallback]) => {
    const data = object(value);
    const name = text(key);
    if (Object.hasOwn(data, name)) return data[name];
    if (fallback === undefined) throw new FunctionError(`there is no ${name}`);
    return isTyped(data) ? unified([...Object.values(data), fallback]).at(-1) : fallback;
  },
  element: ([value, index]) => {
    const items = orderedList(value);
    if (items.length === 0) throw new FunctionError('the list is empty');
    const at = number(index);
    if (!Number.isInteger(at)) throw new FunctionError('a whole number is expected');
    // OpenTofu and newer versions of Terraform count from the end, 1.11 refuses it
    if (at < 0) return new Unknown('what an index below 0 means depends on the version of Terraform');
    return items[at % items.length];
  },
  index: ([value, item]) => {
    const at = list(value).findIndex((one) => keyOf(one) !== undefined && keyOf(one) === keyOf(item));
    if (at < 0) throw new FunctionError('the list does not have it');
    return at;
  },
  contains: ([value, item]) => {
    const key = keyOf(item);
    if (item === null) throw new FunctionError('null is in no list');
    if (list(value).some((one) => keyOf(one) === key)) return true;
    return openIn(value) ?? false;
  },
  slice: ([value, from, to]) => {
    const items = orderedList(value);
    if (number(from) < 0 || number(to) > items.length || number(from) > number(to))
      throw new FunctionError(`a list of ${items.length} has no such part`);
    return items.slice(number(from), number(to));
  },
  chunklist: ([value, size]) => {
    const [items, count] = [list(value), number(size)];
    if (count < 0) throw new FunctionError('a number from 0 on is expected');
    if (count < 1) return items.length === 0 ? [] : [items];
    return Array.from({ length: Math.ceil(items.length / count) }, (_, at) => items.slice(at * count, (at + 1) * count)); // prettier-ignore
  },
  sort: ([value]) => {
    const items = closed(list(value));
    return items instanceof Unknown ? items : items.map(text).sort();
  },
  reverse: ([value]) => [...list(value)].reverse(),
  one: ([value]) => {
    const items = list(value);
    if (items.length > 1) throw new FunctionError(`a list of one item at most is expected, got ${items.length}`);
    return items[0] ?? null;
  },
  range: (given) => {
    const [a = 0, b, c] = given.map(number);
    const [start, end] = b === undefined ? [0, a] : [a, b];
    const by = c ?? (end < start ? -1 : 1);
    if (by === 0 || (end - start) * by < 0 || Math.abs((end - start) / by) > 1024)
      throw new FunctionError('a range of 1024 numbers at most is expected, with a step towards its end');
    const result: number[] = [];
    for (let value = start; by > 0 ? value < end : value > end; value += by) result.push(value);
    return result;
  },
  coalescelist: (given) => {
    const found = given.find((one) => list(one).length > 0);
    if (found === undefined) throw new FunctionError('all lists are empty');
    return found;
  },
  matchkeys: ([values, keys, wanted]) => {
    const names = members(wanted);
    if (names instanceof Unknown) return names;
    if (list(keys).length !== list(values).length) throw new FunctionError('as many values as keys are expected');
    return list(values).filter((_, index) => names.has(keyOf(list(keys)[index]) ?? ''));
  },
  setunion: (given) => asSet(given.flatMap((one) => [...list(one)])),
  setintersection: (given) => inOthers(given, (found) => found.every((one) => one)),
  setsubtract: (given) => inOthers(given, (found) => !found.some((one) => one)),
  setproduct: (given) => product(given.map((one) => unified(list(one)))),
  toset: ([value]) => (value === null ? null : asSet(list(value))),
  tolist: ([value]) => (value === null ? null : asTyped([...unified(list(value))])),
  tomap: ([value]) => (value === null ? null : mapOf(object(value))),
  transpose: ([value]) => transposed(value),
  max: (given) => extreme(given, Math.max),
  min: (given) => extreme(given, Math.min),
  sum: (given) => {
    const all = numbersIn(given[0]);
    if (all instanceof Unknown) return all;
    if (all.length === 0) throw new FunctionError('the list is empty');
    return rounded(all.reduce((sum, one) => sum + one, 0));
  },
  alltrue: ([value]) => every(list(value), 'true'),
  anytrue: ([value]) => {
    const none = every(list(value), 'false', true);
    return typeof none === 'boolean' ? !none : none;
  },
};

function extreme(given: readonly unknown[], choose: (...values: number[]) => number): unknown {
  const all = numbersIn(given);
  if (all instanceof Unknown) return all;
  if (all.length === 0) throw new FunctionError('there are no numbers');
  return choose(...all);
}

/** Whether all items are true, or all are false. */
function every(items: readonly unknown[], wanted: string, orNull = false): unknown {
  for (const item of items) {
    const isBoolean =
      item === null || openOf(item) !== undefined || textOf(item) === 'true' || textOf(item) === 'false';
    if (!isBoolean) throw new FunctionError('true or false is expected');
  }
  if (items.some((item) => !openOf(item) && !(item === null && orNull) && textOf(item) !== wanted)) return false;
  return items.map((item) => openOf(item)).find((item) => item !== undefined) ?? true;
}

/** What is known to be there, though not what it is: an attribute of a resource. */
function isThere(value: unknown): boolean {
  return plain(value) instanceof Reference;
}
