import { HOLE } from '../../core/values/program';
import { Unknown, type Knowable } from '../../core/values/unknown';

/** A text in which some parts may not be known: each stands as one hole. */
export interface Marked {
  readonly text: string;
  /** Why the holes are not known; undefined when there are none. */
  readonly unknown: Unknown | undefined;
}

type Variables = Readonly<Record<string, string>>;

const MAX_DEPTH = 20;

/**
 * Puts values in the place of variables: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME?message}`, `${NAME:+other}`; `$$` is
 * a plain dollar. A variable without value and default is not known: the shell of whoever runs it may have it.
 *
 * @see https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md
 */
export function interpolate(text: string, variables: Variables, depth = 0): Marked {
  if (!text.includes('$') || depth > MAX_DEPTH) return { text, unknown: undefined };
  let result = '';
  let unknown: Unknown | undefined;
  for (let at = 0; at < text.length;) {
    const dollar = text.indexOf('$', at);
    if (dollar < 0) {
      result += text.slice(at);
      break;
    }
    result += text.slice(at, dollar);
    const [part, end] = variable(text, dollar, variables, depth);
    result += part.text;
    unknown ??= part.unknown;
    at = end;
  }
  return { text: result, unknown };
}

/** The text, or why it is not known. */
export function interpolated(text: string, variables: Variables): Knowable<string> {
  const marked = interpolate(text, variables);
  return marked.unknown ?? marked.text;
}

const NAME = /[A-Za-z_]\w*/y;

function variable(text: string, dollar: number, variables: Variables, depth: number): [Marked, number] {
  const plain = (end: number): [Marked, number] => [{ text: text.slice(dollar, end), unknown: undefined }, end];
  const next = text.charAt(dollar + 1);
  if (next === '$') return [{ text: '$', unknown: undefined }, dollar + 2];
  const braced = next === '{';
  NAME.lastIndex = dollar + (braced ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return plain(dollar + 1);
  if (!braced) return [valueOf(name, variables), NAME.lastIndex];
  const end = closing(text, NAME.lastIndex);
  if (end < 0) return plain(text.length);
  return [expression(name, text.slice(NAME.lastIndex, end), variables, depth), end + 1];
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('${', at)) depth++;
    else if (text.charAt(at) === '}' && depth-- === 0) return at;
  }
  return -1;
}

function valueOf(name: string, variables: Variables): Marked {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value !== undefined) return { text: value, unknown: undefined };
  return { text: HOLE, unknown: new Unknown(`variable ${name} has no value`) };
}

function expression(name: string, rest: string, variables: Variables, depth: number): Marked {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  const colon = rest.startsWith(':');
  const operator = rest.charAt(colon ? 1 : 0);
  const operand = rest.slice(colon ? 2 : 1);
  const isSet = value !== undefined && (!colon || value !== '');
  if (operator === '-') return isSet ? valueOf(name, variables) : interpolate(operand, variables, depth + 1);
  if (operator === '+') return isSet ? interpolate(operand, variables, depth + 1) : { text: '', unknown: undefined };
  return valueOf(name, variables);
}
