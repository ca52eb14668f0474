import { type Unknown } from '../../../core/values/unknown';
import { isData, type Data } from '../../../core/reading/field';
import { type Expression } from './expression';
import { isSet, plain, textOf } from './value';

/** What functions read from outside. */
export interface FunctionContext {
  /** The text of a file, by the name as written. */
  file(name: string): string | Unknown;
  /** The template in a file. */
  template(name: string): Expression | Unknown;
  /** Reads YAML; undefined when it is none. */
  yaml(text: string): unknown;
}

/** What a function does not take. */
export class FunctionError extends Error {}

/**
 * A function of Terraform's language. Its arguments are known by themselves, but what lists and objects hold may not be.
 */
export type TerraformFunction = (given: readonly unknown[], context: FunctionContext) => unknown;

/** The text of an argument. */
export function text(value: unknown): string {
  const found = textOf(plain(value));
  if (found === undefined) throw new FunctionError('a text is expected');
  return found;
}

export function number(value: unknown): number {
  const found = typeof value === 'number' ? value : typeof value === 'string' ? (numberOf(value) ?? NaN) : NaN;
  if (Number.isNaN(found)) throw new FunctionError('a number is expected');
  return found;
}

/** The number that a text is; undefined for one that is none to Terraform. */
export function numberOf(text: string): number | undefined {
  return /^-?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?$/.test(text) ? Number(text) : undefined;
}

export function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new FunctionError('a list is expected');
  return value;
}

/** A list that has an order: a set has none. */
export function orderedList(value: unknown): readonly unknown[] {
  const items = list(value);
  if (isSet(items)) throw new FunctionError('a list is expected, not a set');
  return items;
}

export function object(value: unknown): Data {
  if (!isData(value)) throw new FunctionError('a map is expected');
  return value;
}
