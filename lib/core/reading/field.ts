import { type Listed } from '../values/listed';
import { type Place } from '../values/place';
import { type Knowable } from '../values/unknown';
import { quoted } from '../values/model-error';
import { escaped, within } from '../values/place';
import { NOTHING } from '../values/listed';
import { isKnown, Unknown } from '../values/unknown';

/** A value that matters and could not be known. */
export interface UnknownPart {
  /** What it belongs to. */
  readonly at: Place;
  /** Which field of it, such as `PortMappings.0.HostPort`. */
  readonly what: string;
  /** What decides it. */
  readonly why: string;
}

/** Something that the format itself refuses, such as a reference to something that does not exist. */
export interface Problem {
  /** Where it is. */
  readonly at: Place;
  /** What is there and what was expected; lower case, no final period. */
  readonly message: string;
}

export type Data = Readonly<Record<string, unknown>>;

/** Stands for a resource of the input where a value refers to one. */
export class Reference {
  constructor(
    readonly id: string,
    /** Undefined: the resource's own id. */
    readonly attribute: string | undefined,
    readonly resource: Data,
    /** Where it is defined, for readers of several inputs. */
    readonly scope: unknown,
  ) {}
}

/** Where something is written: a file, and a pointer that its document finds again. */
export interface Written {
  readonly file: string | undefined;
  readonly pointer: string;
}

/** A value that is decided later and has a name: equal names mean the same value. */
export class Named extends Unknown {
  constructor(
    readonly name: string,
    why: string,
  ) {
    super(why);
  }
}

/** An attribute of something whose type is known, though its value is decided later. */
export class NamedAttribute extends Named {
  constructor(
    name: string,
    why: string,
    /** The attribute as CloudFormation calls it, after its type; the type alone: what stands for the thing itself. */
    readonly of: string,
  ) {
    super(name, why);
  }
}

/** A text put together of parts, some of which are decided later. */
export class Composite extends Unknown {
  constructor(
    /** The parts in their order, each resolved. */
    readonly parts: readonly unknown[],
    why: string,
  ) {
    super(why);
  }
}

/** What a value begins with: the first part of a text that is put together, and any other value itself. */
function beginningOf(value: unknown): unknown {
  if (!(value instanceof Composite)) return value;
  for (const part of value.parts) {
    const first = beginningOf(part);
    if (first !== '' && first !== undefined) return first;
  }
  return undefined;
}

/** A reference to something that does not exist. */
export class Dangling extends Unknown {}

/** How a format writes things, and where what was found goes. */
export interface Source {
  readonly unknown: UnknownPart[];
  readonly problems: Problem[];
  /** Keys of the format by the names of the ECS API, as far as they were worked out; undefined: they are the same. */
  readonly keys: Map<string, string> | undefined;
  /** Works out the key for a name. */
  spell?(name: string): string;
  /** A value with what it refers to put in its place; undefined when there is none. */
  resolve(raw: unknown): unknown;
  /** Steps that the last `resolve` went into, such as a branch of a condition. */
  hop: string;
  /** A name for the value that is the same wherever the same thing is meant. */
  identify(raw: unknown): Knowable<string> | undefined;
  /** Where a value was written, if that is not where it is used. */
  written?(value: unknown): Written | undefined;
  /** How the input says a field, its parts divided by slashes, where it is not by the key; empty: not at all. */
  wording?(data: unknown, key: string | number): string | undefined;
  /** Whether any text can hold a reference. */
  readonly interpolates: boolean;
  /** Whether a single block may stand for a list of one. */
  readonly blocks: boolean;
}

export function isData(value: unknown): value is Data {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Reference)
  );
}

/** A field of an object by a name that comes from the input; what objects inherit is no field. */
export function own<T>(data: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(data, name) ? data[name] : undefined;
}

/** An object for names that come from the input: it inherits nothing, and every name is a field. */
export function emptyRecord(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

/**
 * One value of the input, on the way down from a root.
 *
 * Its place is worked out only when it is asked for: most values need none.
 */
export class Field {
  static root(source: Source, raw: unknown, at: Place): Field {
    const field = Field.child(source, undefined, '', raw);
    field.#at = at.pointer === undefined || field.hop === '' ? at : { ...at, pointer: at.pointer + field.hop };
    return field;
  }

  private static child(source: Source, parent: Field | undefined, step: string | number, raw: unknown): Field {
    if (typeof raw === 'object' ? raw === null : typeof raw !== 'string' || !refers(source, raw)) {
      return new Field(source, parent, step, raw, raw ?? undefined, '');
    }
    source.hop = '';
    const value = source.resolve(raw);
    const field = new Field(source, parent, step, raw, value, source.hop);
    if (value !== raw && value instanceof Dangling) {
      source.problems.push({ at: field.here, message: value.why });
    }
    return field;
  }

  #at: Place | undefined;
  #absent: Field | undefined;
  /** The value where it is an object. */
  readonly #data: Data | undefined;

  private constructor(
    readonly source: Source,
    readonly parent: Field | undefined,
    readonly step: string | number,
    readonly raw: unknown,
    /** Plain data, an {@link Unknown} or a {@link Reference}; undefined when absent. */
    readonly value: unknown,
    readonly hop: string,
  ) {
    this.#data = typeof value === 'object' && isData(value) ? value : undefined;
  }

  get isAbsent(): boolean {
    return this.value === undefined;
  }

  /** Whether it is absent or a list of nothing. */
  get isEmpty(): boolean {
    const { value } = this;
    return value === undefined || (Array.isArray(value) && value.length === 0);
  }

  /** The field of an object. */
  get(name: string): Field {
    const data = this.#data;
    if (data !== undefined) {
      const { keys } = this.source;
      const key = keys === undefined ? name : (keys.get(name) ?? spelled(this.source, name));
      // names are of the API, none of which every object inherits
      const raw = data[key];
      if (raw !== undefined) return Field.child(this.source, this, key, raw);
      // most fields are left out, and the place of one is never needed: one object stands for all of them
      return (this.#absent ??= new Field(this.source, this, key, undefined, undefined, ''));
    }
    const { value } = this;
    if (value === undefined) return this;
    const key = spelled(this.source, name);
    if (value instanceof Unknown) return new Field(this.source, this, key, value, value, '');
    if (this.source.blocks && Array.isArray(value)) return this.item(0, value[0]).get(name);
    const why = new Unknown(this.wants('an object'));
    return new Field(this.source, this, key, why, why, '');
  }

  /** The value of a field that needs no resolving: undefined when it is left out, null when {@link get} has to resolve it. */
  #plain(name: string): unknown {
    const data = this.#data;
    if (data === undefined) return this.value === undefined ? undefined : null;
    const { keys } = this.source;
    const raw = data[keys === undefined ? name : (keys.get(name) ?? spelled(this.source, name))];
    if (typeof raw === 'string') return refers(this.source, raw) ? null : raw;
    return typeof raw === 'object' ? null : raw;
  }

  /** Whether there can be something in a field of an object; what has to be worked out can turn out to be nothing. */
  mayHave(name: string): boolean {
    return this.#plain(name) !== undefined;
  }

  /** Fields of an object by the names the input uses. */
  *entries(): Generator<[string, Field]> {
    if (!isData(this.value)) return;
    for (const key of Object.keys(this.value)) yield [key, Field.child(this.source, this, key, this.value[key])];
  }

  /** The place of this value, which belongs to `owner`; remembered for the parts of it. */
  placeIn(owner: Place, name: string | number): Place {
    const at = within({ path: owner.path }, name);
    const { pointer, file = owner.file } = this;
    this.#at = {
      path: at.path,
      ...(file === undefined ? {} : { file }),
      ...(pointer === undefined ? {} : { pointer }),
    };
    return this.#at;
  }

  /** The nearest place at or above this value. */
  get at(): Place {
    return this.#at ?? this.parent?.at ?? { path: '' };
  }

  /** The place of this very value: the path of what it belongs to, and its own pointer. */
  get here(): Place {
    const { pointer, at, file } = this;
    if (pointer === undefined) return at;
    return file === undefined ? { ...at, pointer } : { ...at, file, pointer };
  }

  /** The file that the pointer is for. */
  private get file(): string | undefined {
    if (this.#at) return this.#at.file;
    return this.source.written?.(this.value)?.file ?? this.parent?.file;
  }

  get pointer(): string | undefined {
    if (this.#at) return this.#at.pointer;
    const own = this.source.written?.(this.value);
    if (own) return own.pointer;
    const above = this.parent?.pointer;
    return above === undefined ? undefined : `${above}${this.steps}${this.hop}`;
  }

  /** The steps from the value above to this one, as a pointer has them. */
  private get steps(): string {
    const words = this.source.wording?.(this.parent?.value, this.step);
    if (words === undefined) return `/${escaped(this.step)}`;
    return words === '' ? '' : `/${words}`;
  }

  /** The text of this value, or of a field of it. */
  string(name?: string): Knowable<string> | undefined {
    if (name === undefined) return this.noted(this.text());
    const plain = this.#plain(name);
    return plain === undefined || typeof plain === 'string' ? plain : this.get(name).string();
  }

  /** Like {@link string}, for values that decide nothing: it is not reported when unknown. */
  text(name?: string): Knowable<string> | undefined {
    if (name !== undefined) {
      const plain = this.#plain(name);
      return plain === undefined || typeof plain === 'string' ? plain : this.get(name).text();
    }
    const { value } = this;
    if (typeof value === 'string') return value;
    if (value === undefined || value instanceof Unknown) return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (value instanceof Reference) return new Unknown(`${describeReference(value)} is decided at deployment`);
    return new Unknown(this.wants('a text'));
  }

  number(name?: string): Knowable<number> | undefined {
    if (name !== undefined) {
      const plain = this.#plain(name);
      return plain === undefined || typeof plain === 'number' ? plain : this.get(name).number();
    }
    const { value } = this;
    if (typeof value === 'number' || value === undefined) return value;
    if (typeof value === 'string') {
      const number = value.trim() === '' ? NaN : Number(value);
      return this.noted(Number.isNaN(number) ? new Unknown(this.wants('a number')) : number);
    }
    if (value instanceof Unknown) return this.noted(value);
    if (value instanceof Reference)
      return this.noted(new Unknown(`${describeReference(value)} is decided at deployment`));
    return this.noted(new Unknown(this.wants('a number')));
  }

  boolean(name?: string): Knowable<boolean> | undefined {
    if (name !== undefined) {
      const plain = this.#plain(name);
      return plain === undefined || typeof plain === 'boolean' ? plain : this.get(name).boolean();
    }
    const { value } = this;
    if (typeof value === 'boolean' || value === undefined) return value;
    if (typeof value === 'string') {
      const known = BOOLEANS.get(value.toLowerCase());
      return known ?? this.noted(new Unknown(this.wants('true or false')));
    }
    if (value instanceof Unknown) return this.noted(value);
    return this.noted(new Unknown(this.wants('true or false')));
  }

  /** The value as the name of a thing: equal wherever the same thing is meant. */
  identity(): Knowable<string> | undefined {
    return this.noted(this.value === undefined ? undefined : this.source.identify(this.raw));
  }

  reference(): Reference | undefined {
    return this.value instanceof Reference ? this.value : undefined;
  }

  /**
   * The type and attribute that a text begins with, such as `AWS::RDS::DBInstance.Endpoint.Address`; the type alone where
   * it is the thing's own id. Undefined where it begins with anything else.
   */
  begunWith(): string | undefined {
    const first = beginningOf(this.value);
    if (first instanceof NamedAttribute) return first.of;
    if (!(first instanceof Reference)) return undefined;
    const type = first.resource['Type'];
    if (typeof type !== 'string') return '';
    return first.attribute === undefined ? type : `${type}.${first.attribute}`;
  }

  /** A list of objects. Those that are unknown are missing from it, and then it is not complete. */
  list<T>(read: (item: Field, index: number) => T | undefined): Listed<T> {
    if (this.value === undefined) return NOTHING;
    const array = this.array();
    if (array instanceof Unknown) return INCOMPLETE;
    if (array === undefined || array.length === 0) return NOTHING;
    const items: T[] = [];
    let complete = true;
    for (let index = 0; index < array.length; index++) {
      const item = this.item(index, array[index]);
      if (item.value === undefined) continue;
      const made = item.#data === undefined ? undefined : read(item, index);
      if (made !== undefined) items.push(made);
      else {
        complete = false;
        item.noted(item.value instanceof Unknown ? item.value : new Unknown(item.wants('an object')));
      }
    }
    return { items, complete };
  }

  /** A list of texts. Those that are unknown stay in it as such. */
  strings(read: (item: Field) => Knowable<string> | undefined = (item) => item.string()): Listed<Knowable<string>> {
    if (this.value === undefined) return NOTHING;
    const array = this.array();
    if (array instanceof Unknown) return INCOMPLETE;
    if (array === undefined || array.length === 0) return NOTHING;
    const items: Knowable<string>[] = [];
    for (let index = 0; index < array.length; index++) {
      const item = read(this.item(index, array[index]));
      if (item !== undefined) items.push(item);
    }
    return { items, complete: true };
  }

  /** The value as a list; undefined when absent. */
  array(): readonly unknown[] | Unknown | undefined {
    const { value } = this;
    if (Array.isArray(value) || value === undefined) return value as readonly unknown[] | undefined;
    if (this.source.blocks && isData(value)) return [value];
    return this.noted(value instanceof Unknown ? value : new Unknown(this.wants('a list')));
  }

  item(index: number, raw: unknown): Field {
    return Field.child(this.source, this, index, raw);
  }

  /** The value; unknown ones are put on the list of unknown parts. */
  noted<T>(value: Knowable<T> | undefined): Knowable<T> | undefined {
    if (value === undefined || isKnown(value)) return value;
    this.source.unknown.push({ at: this.here, what: this.name, why: value.why });
    return value;
  }

  /** What a field of this value is called, as a person writes it: also one that is left out. */
  nameOf(field: string): string {
    const { name } = this;
    const key = spelled(this.source, field);
    const own = this.source.wording?.(this.value, key)?.replaceAll('/', '.') ?? key;
    return name === '' ? own : `${name}.${own}`;
  }

  /** The steps from the nearest place to here, as a person writes them. */
  get name(): string {
    if (this.#at || !this.parent) return '';
    const above = this.parent.name;
    const own = this.source.wording?.(this.parent.value, this.step)?.replaceAll('/', '.') ?? String(this.step);
    return above === '' || own === '' ? above + own : `${above}.${own}`;
  }

  private wants(what: string): string {
    const shown =
      typeof this.value === 'object' ? (Array.isArray(this.value) ? 'a list' : 'an object') : quoted(this.value);
    return `${this.step} should be ${what}, got ${shown.length > 60 ? `${shown.slice(0, 57)}...` : shown}`;
  }
}

/** Reads something without a report of its unknown values: whoever needs one of them reports it. */
export function unreported<T>({ source: { unknown } }: Field, read: () => T): T {
  const before = unknown.length;
  const result = read();
  unknown.length = before;
  return result;
}

/** The key of the format for a name. */
export function spelled(source: Source, name: string): string {
  const key = source.keys?.get(name) ?? source.spell?.(name) ?? name;
  source.keys?.set(name, key);
  return key;
}

/** Whether a text can stand for something else: it may hold dynamic references of CloudFormation, anywhere in it. */
function refers({ interpolates }: Source, text: string): boolean {
  return interpolates || text.includes('{{resolve:');
}

const INCOMPLETE: Listed<never> = { items: [], complete: false };

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
]);

function describeReference({ id, attribute }: Reference): string {
  return attribute === undefined ? `the id of ${id}` : `${attribute} of ${id}`;
}

/**
 * Takes an object whose left-out fields hold undefined for one whose fields are left out: for whoever reads it, they are
 * the same.
 */
export function made<T>(object: { readonly [K in keyof T]: T[K] | undefined }): T {
  return object as T;
}
