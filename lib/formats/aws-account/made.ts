import { emptyRecord, isData, own, type Data } from '../../core/reading/field';
import { escaped } from '../../core/values/place';

/** How a property is made from what the API says: by the way to it, or by a function of what stands there. */
export type Property = string | readonly [way: string, make: (value: unknown) => unknown];

/** Properties by their names in CloudFormation; a way has steps divided by slashes, and none of them is the whole. */
export type Shape = Readonly<Record<string, Property>>;

/** A resource of CloudFormation that something of the account is. */
export interface Made {
  readonly type: string;
  readonly properties: Data;
  /** Tells apart several that one thing is. @default - it is one */
  readonly part?: string;
  /** Where it stands, from the thing. @default - it is the thing itself */
  readonly way?: string;
}

/** Makes properties of what the API says, and remembers the way to each. */
export class Wording {
  readonly #ways = new WeakMap<object, Map<string, string>>();

  /** The way to a property, steps divided by slashes; undefined where it is called the same. */
  of(data: unknown, key: string | number): string | undefined {
    return typeof data === 'object' && data !== null ? this.#ways.get(data)?.get(String(key)) : undefined;
  }

  /** An object of a shape; what is left out or empty is left out. */
  object(from: unknown, shape: Shape): Record<string, unknown> {
    const made = emptyRecord();
    const ways = new Map<string, string>();
    for (const [name, property] of Object.entries(shape)) {
      const [way, make] = typeof property === 'string' ? [property, undefined] : property;
      const raw = at(from, way);
      if (isLeftOut(raw)) continue;
      const value = make ? make(raw) : raw;
      if (value === undefined) continue;
      made[name] = value;
      ways.set(name, way);
    }
    this.#ways.set(made, ways);
    return made;
  }

  /** A list in which each item is made from one of another list; those that are undefined are left out. */
  list(from: unknown, make: (item: unknown, index: number) => unknown, way = ''): unknown[] | undefined {
    if (!Array.isArray(from)) return undefined;
    const made: unknown[] = [];
    const ways = new Map<string, string>();
    for (const [index, item] of from.entries()) {
      const value = make(item, index);
      if (value === undefined) continue;
      ways.set(String(made.length), way === '' ? String(index) : `${index}/${way}`);
      made.push(value);
    }
    this.#ways.set(made, ways);
    return made;
  }

  /** A list of what is made from others, each with the way to it. */
  items<T>(from: readonly T[], make: (item: T) => { readonly way: string; readonly value: unknown }): unknown[] {
    const items = from.map(make);
    const made = items.map(({ value }) => value);
    this.#ways.set(made, new Map(items.map(({ way }, index) => [String(index), way])));
    return made;
  }

  /** What the API of ECS says, with names as CloudFormation spells them. */
  readonly capitalized = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(this.capitalized);
    if (!isData(value)) return value ?? undefined;
    const made = emptyRecord();
    const ways = new Map<string, string>();
    for (const [key, item] of Object.entries(value)) {
      if (item === null) continue;
      const name = key.charAt(0).toUpperCase() + key.slice(1);
      ways.set(name, escaped(key));
      made[name] = OWN_KEYS.has(name) ? item : this.capitalized(item);
    }
    this.#ways.set(made, ways);
    return made;
  };
}

/** Fields whose keys are the author's own. */
const OWN_KEYS: ReadonlySet<string> = new Set(['DockerLabels', 'Options', 'DriverOpts', 'Labels']);

function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** What stands at the end of a way; undefined where it ends before. */
export function at(from: unknown, way: string): unknown {
  let value = from;
  if (way === '') return value;
  for (const step of way.split('/')) {
    if (Array.isArray(value)) value = (value as unknown[])[Number(step)];
    else value = isData(value) ? own(value, step) : undefined;
  }
  return value;
}

/** The objects of a list. */
export function objectsIn(value: unknown): readonly Data[] {
  return Array.isArray(value) ? value.filter(isData) : [];
}

/** A text; undefined for everything else, and for an empty one. */
export function textIn(from: unknown, way: string): string | undefined {
  const value = at(from, way);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
