import { Unknown } from '../../../core/values/unknown';
import { isData, Named, Reference, type Data } from '../../../core/reading/field';
import { type Written } from './expression';

export { Named };

/** What Terraform refuses to work out, such as an attribute that an object does not have. */
export class Failed extends Unknown {}

/** A text of which parts are decided later. */
export class Composed extends Unknown {
  constructor(readonly parts: readonly (string | Unknown | Reference)[]) {
    const open = parts.find((part) => typeof part !== 'string');
    super(open instanceof Unknown ? open.why : open ? decidedLater(open) : '');
  }
}

/** A list that is decided later: the value of a variable of that type. */
export class NamedList extends Named {}

/** The JSON of a value: kept as what it is made from, so that its parts have their places, known or not. */
export class Encoded extends Unknown {
  #text: string | Unknown | undefined;

  constructor(readonly data: unknown) {
    super('a part of it is decided later');
  }

  /** The text, where nothing in it is decided later. */
  get text(): string | Unknown {
    return (this.#text ??= openIn(this.data) ?? jsonText(this.data));
  }
}

/** A resource as a value: its attributes are asked for one by one. */
export abstract class Thing extends Reference {
  abstract ask(name: string): unknown;
  /** Stands for each of its copies, of which it is not known how many there are. */
  abstract readonly isUncounted: boolean;
}

/** A name before the dot, such as `var`: no value by itself. */
export class Namespace extends Unknown {
  constructor(readonly ask: (name: string) => unknown) {
    super('it is not a value');
  }
}

export function decidedLater({ id, attribute }: Reference): string {
  return `${attribute === undefined ? id : `${id}.${attribute}`} is decided when Terraform applies`;
}

/** A value in which JSON texts are kept as texts. */
export function plain(value: unknown): unknown {
  return value instanceof Encoded ? value.text : value;
}

/** What is decided later, in a value by itself. */
export function openOf(value: unknown): Unknown | undefined {
  if (value instanceof Encoded) return value.text instanceof Unknown ? value.text : undefined;
  if (value instanceof Unknown) return value;
  if (value instanceof Reference) return new Named(value.attribute === undefined ? value.id : `${value.id}.${value.attribute}`, decidedLater(value)); // prettier-ignore
  return undefined;
}

/** What is decided later, in a value or anywhere inside of it. */
export function openIn(value: unknown, depth = 0): Unknown | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const open = openOf(value);
  if (open) return open;
  if (value instanceof Encoded) return undefined;
  if (depth > 100) return new Unknown('values are nested deeper than 100');
  for (const item of Array.isArray(value) ? (value as unknown[]) : Object.values(value)) {
    const inner = openIn(item, depth + 1);
    if (inner) return inner;
  }
  return undefined;
}

const SETS = new WeakSet();

/** The list as a set: going over it, each item is its own key. */
export function inSet(items: readonly unknown[]): readonly unknown[] {
  SETS.add(items);
  return items;
}

export function isSet(value: object): boolean {
  return SETS.has(value);
}

const TYPED = new WeakSet();

/** The list as one whose items have one type: it never equals one that is written out. */
export function asTyped<T extends object>(items: T): T {
  TYPED.add(items);
  return items;
}

export function isTyped(value: object): boolean {
  return TYPED.has(value);
}

/** Terraform goes through maps in the order of their keys. */
export function entriesOf(data: Data): [string, unknown][] {
  return Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What is written as JSON, with keys in Terraform's order. */
export function sorted(value: unknown): unknown {
  if (value instanceof Encoded) return value.text;
  if (Array.isArray(value)) return value.map(sorted);
  if (!isData(value)) return value ?? null;
  return objectOf(entriesOf(value).map(([key, item]) => [key, sorted(item)]));
}

/** JSON as Terraform writes it: without blanks, and fit for a page of HTML. */
export function jsonText(value: unknown): string {
  return JSON.stringify(sorted(value)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An object for keys that come from the input. */
export function objectOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of entries) setKey(result, key, value);
  return result;
}

export function setKey(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}

/** The text of a value in a template; undefined where there is none. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return decimal(value);
  return typeof value === 'boolean' ? String(value) : undefined;
}

/** A number without an exponent. */
function decimal(value: number): string {
  const shown = String(value);
  const [digits = '', exponent] = shown.split('e');
  if (exponent === undefined) return shown;
  if (Number(exponent) > 0) return BigInt(value).toString();
  const sign = value < 0 ? '-' : '';
  return `${sign}0.${'0'.repeat(-Number(exponent) - 1)}${digits.replace(/[-.]/g, '')}`;
}

/** A result of arithmetic without what binary fractions leave behind: Terraform counts to far more digits. */
export function rounded(value: number): number {
  if (Number.isInteger(value) || !Number.isFinite(value)) return value;
  const near = Number(value.toPrecision(15));
  return String(near).length + 2 < String(value).length ? near : value;
}

/** What keeps Terraform from working out a value, anywhere inside of it. */
export function failureIn(value: unknown, depth = 0): Failed | undefined {
  if (typeof value !== 'object' || value === null || depth > 100) return undefined;
  if (value instanceof Failed) return value;
  if (value instanceof Encoded) return failureIn(value.data, depth + 1);
  if (value instanceof Unknown && !(value instanceof Composed)) return undefined;
  if (value instanceof Reference) return undefined;
  const inside = value instanceof Composed ? value.parts : Object.values(value);
  for (const item of inside) {
    const failure = failureIn(item, depth + 1);
    if (failure) return failure;
  }
  return undefined;
}

/** A name for a value that is the same wherever the value is the same; undefined when that cannot be decided. */
export function nameOfValue(value: unknown, depth = 0): string | undefined {
  if (value instanceof Named) return value.name;
  if (value instanceof Reference) return value.attribute === undefined ? value.id : `${value.id}.${value.attribute}`;
  if (value instanceof Encoded) return undefined;
  if (value instanceof Composed) {
    const names = value.parts.map((part) => (typeof part === 'string' ? part : bracketed(nameOfValue(part))));
    return names.includes(undefined) ? undefined : names.join('');
  }
  if (value instanceof Unknown || depth > 8) return undefined;
  if (Array.isArray(value)) {
    const names = value.map((item) => nameOfValue(item, depth + 1));
    return names.includes(undefined) || names.length > 32 ? undefined : `[${names.join(', ')}]`;
  }
  if (isData(value)) return openIn(value) ? undefined : short(JSON.stringify(sorted(value)));
  return JSON.stringify(value ?? null);
}

function short(text: string): string | undefined {
  return text.length > 200 ? undefined : text;
}

function bracketed(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `\${${name}}`;
}

/** Where lists and objects were written, as far as they were written out. */
export class Origins {
  readonly #written = new WeakMap<object, Written>();

  note<T extends object>(value: T, written: Written): T {
    this.#written.set(value, written);
    return value;
  }

  of(value: unknown): Written | undefined {
    return typeof value === 'object' && value !== null ? this.#written.get(value) : undefined;
  }
}
