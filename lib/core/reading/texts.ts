import { type Listed } from '../values/listed';
import { type Knowable, Unknown } from '../values/unknown';
import { type Field } from './field';

/** A list in which something is, or of which not all is known; nothing otherwise. */
export function someOf<T>(list: Listed<T>): Listed<T> | undefined {
  return list.items.length === 0 && list.complete ? undefined : list;
}

/** An empty text stands for nothing. */
export function filled<T>(value: T | ''): T | undefined {
  return value === '' ? undefined : value;
}

/** A mapping of texts; numbers and switches count as their text. */
export function textsIn(field: Field): Record<string, Knowable<string>> {
  if (field.value instanceof Unknown) return {};
  return Object.fromEntries([...field.entries()].map(([key, value]) => [key, value.text() ?? '']));
}

/** A mapping of texts in which something is; nothing otherwise. */
export function someTextsIn(field: Field): Readonly<Record<string, Knowable<string>>> | undefined {
  const all = textsIn(field);
  return Object.keys(all).length === 0 ? undefined : all;
}
