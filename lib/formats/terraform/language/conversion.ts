import { isData, type Data } from '../../../core/reading/field';
import { objectOf, openOf, plain, textOf } from './value';

/**
 * Values as one type has them all, as Terraform makes them the items of a list or the results of a condition: beside a text
 * numbers become texts too. Where there is no such type they are left as they are.
 */
export function unified(values: readonly unknown[], depth = 0): readonly unknown[] {
  const known = values.filter((value) => value !== null && !openOf(plain(value)));
  if (known.length < 2 || depth > 20) return values;
  if (known.every(isPrimitive)) return known.some(isText) ? values.map(asText) : values;
  if (known.length < values.length) return values;
  if (known.every((value) => Array.isArray(value))) return unifiedLists(known, depth);
  return known.every(isData) ? unifiedObjects(known, depth) : values;
}

function unifiedLists(lists: readonly (readonly unknown[])[], depth: number): readonly unknown[] {
  const length = lists[0]?.length ?? 0;
  if (lists.every((list) => list.length === length)) {
    const columns = Array.from({ length }, (_, at) => unified(lists.map((list) => list[at]), depth + 1)); // prettier-ignore
    return lists.map((list, row) => kept(list, columns.map((column) => column[row]))); // prettier-ignore
  }
  const items = unified(lists.flat(), depth + 1);
  let from = 0;
  return lists.map((list) => kept(list, items.slice(from, (from += list.length))));
}

function unifiedObjects(objects: readonly Data[], depth: number): readonly unknown[] {
  const shapes = new Set(objects.map((object) => JSON.stringify(Object.keys(object).sort())));
  if (shapes.size === 1) {
    const columns = new Map(
      Object.keys(objects[0] ?? {}).map((key) => [key, unified(objects.map((object) => object[key]), depth + 1)]), // prettier-ignore
    );
    return objects.map((object, row) => keptObject(object, (key) => columns.get(key)?.[row]));
  }
  const all = objects.flatMap(Object.values) as unknown[];
  const values = unified(all, depth + 1);
  let at = 0;
  return objects.map((object) => keptObject(object, () => values[at++]));
}

function keptObject(object: Data, value: (key: string) => unknown): Data {
  const entries = Object.keys(object).map((key) => [key, value(key)] as const);
  return entries.every(([key, one]) => one === object[key]) ? object : objectOf(entries);
}

/** The list itself where nothing about it is different, so that its place is known. */
function kept(list: readonly unknown[], made: readonly unknown[]): readonly unknown[] {
  return made.every((item, index) => item === list[index]) ? list : made;
}

function isText(value: unknown): boolean {
  return typeof plain(value) === 'string';
}

function isPrimitive(value: unknown): boolean {
  return textOf(plain(value)) !== undefined;
}

function asText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? textOf(value) : value;
}
