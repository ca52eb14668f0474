import { Cidr } from '../../../core/values/address';
import { type Element } from '../../../core/values/element';
import { type Listed } from '../../../core/values/listed';
import { isKnown, type Knowable, Unknown } from '../../../core/values/unknown';
import { type Field } from '../../../core/reading/field';
import { type Resource } from '../resources';

/** What a verdict names a resource by. */
export function elementOf({ key, properties }: Resource): Element {
  return { key, at: properties.at };
}

/** The key of what a field names; unknown where it names nothing. */
export function keyOf(field: Field): Knowable<string> {
  return field.identity() ?? new Unknown('it is not written down');
}

export function keysOf(field: Field): Listed<Knowable<string>> {
  return field.strings((item) => item.identity());
}

/** A list that is left out where the API has a default. */
export function keysGiven(field: Field): Listed<Knowable<string>> | undefined {
  return field.isAbsent ? undefined : keysOf(field);
}

export const OUT_OF_SIGHT: Listed<never> = { items: [], complete: false };

/** A block of addresses; undefined where it is left out. */
export function blockOf(field: Field): Knowable<Cidr> | undefined {
  const text = field.text();
  if (text === undefined || !isKnown(text)) return text;
  return Cidr.around(text) ?? new Unknown('it is not a block of addresses');
}

/** A word that switches something on. */
export function isEnabled(field: Field, byDefault: boolean): Knowable<boolean> {
  const word = field.text();
  if (word === undefined || !isKnown(word)) return word ?? byDefault;
  return word.toLowerCase() === 'enable';
}

/** Resources by what they name in a field. */
export function groupedBy(resources: readonly Resource[], name: string): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = resource.properties.get(name).identity();
    if (key === undefined || !isKnown(key)) continue;
    const group = groups.get(key);
    if (group) group.push(resource);
    else groups.set(key, [resource]);
  }
  return groups;
}
