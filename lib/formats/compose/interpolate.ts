import { own } from '../../core/reading/field';
import { HOLE } from '../../core/values/program';
import { Unknown, type Knowable } from '../../core/values/unknown';

/** A text with one hole for each part that is not known. */
export interface Marked {
  readonly text: string;
  /** Why the holes are not known; undefined when there are none. */
  readonly unknown: Unknown | undefined;
}

type Variables = Readonly<Record<string, string>>;

const MAX_DEPTH = 20;

/**
 * Puts values in the place of variables: `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME?message}`, `${NAME:+other}`; `$$` is
 * a plain dollar. A variable without value and default is not known, since the environment of the command may have it.
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
    const [marked, end] = partAt(text, dollar, variables, depth);
    result += marked.text;
    unknown ??= marked.unknown;
    at = end;
  }
  return { text: result, unknown };
}

/** The text, or why it is not known. */
export function interpolated(text: string, variables: Variables): Knowable<string> {
  const marked = interpolate(text, variables);
  return marked.unknown ?? marked.text;
}

/**
 * What Compose refuses about the variables of a text: one that is not written as it reads them, and one that has to have a
 * value and is empty. The text itself is not repeated, since it may be a secret.
 */
export function templateProblem(text: string, variables: Variables, depth = 0): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  for (let at = text.indexOf('$'); at >= 0;) {
    const part = referenceAt(text, at);
    if (!part) return UNREADABLE;
    const { name, operator = '', operand = '', end } = part;
    const inside = templateProblem(operand, variables, depth + 1);
    if (inside !== undefined) return inside;
    if (operator === ':?' && name !== undefined && own(variables, name) === '')
      return `variable ${name} is empty, and this place requires it to have a value`;
    at = text.indexOf('$', end);
  }
  return undefined;
}

const UNREADABLE =
  'Compose cannot read this variable; it is written ${NAME}, ${NAME:-default}, ${NAME:?message} or ${NAME:+other}, and a plain dollar sign is $$';

/** A variable of a text. */
interface Reference {
  /** Undefined for a dollar sign alone, and for one that stands for itself. */
  readonly name?: string;
  readonly operator?: string;
  readonly operand?: string;
  readonly end: number;
}

const NAME = /[A-Za-z_]\w*/y;
const OPERATOR = /:?[-+?]/y;

/** The variable that begins at a dollar sign; undefined when Compose cannot read it. */
function referenceAt(text: string, dollar: number): Reference | undefined {
  const next = text.charAt(dollar + 1);
  if (next === '$') return { end: dollar + 2 };
  const isBraced = next === '{';
  NAME.lastIndex = dollar + (isBraced ? 2 : 1);
  const name = NAME.exec(text)?.[0];
  if (!isBraced) return name === undefined ? { end: dollar + 1 } : { name, end: NAME.lastIndex };
  if (name === undefined) return undefined;
  const from = NAME.lastIndex;
  if (text.charAt(from) === '}') return { name, end: from + 1 };
  OPERATOR.lastIndex = from;
  const operator = OPERATOR.exec(text)?.[0];
  const end = operator === undefined ? -1 : closing(text, OPERATOR.lastIndex);
  if (operator === undefined || end < 0) return undefined;
  return { name, operator, operand: text.slice(OPERATOR.lastIndex, end), end: end + 1 };
}

/** Where a variable ends: at the brace that closes it, or else at the last brace of the line. */
function closing(text: string, from: number): number {
  let depth = 1;
  let last = -1;
  for (let at = from; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '\n') break;
    if (letter === '}') {
      last = at;
      if (--depth === 0) return at;
    } else if (letter === '{') {
      depth++;
      // what follows an opening brace closes nothing
      if (text.charAt(++at) === '}') last = at;
    }
  }
  return last;
}

/** What stands at a dollar sign, and where it ends. */
function partAt(text: string, dollar: number, variables: Variables, depth: number): [Marked, number] {
  const reference = referenceAt(text, dollar);
  if (!reference) return [{ text: text.slice(dollar), unknown: undefined }, text.length];
  const { name, operator, operand = '', end } = reference;
  if (name === undefined) return [{ text: '$', unknown: undefined }, end];
  if (operator === undefined) return [valueOf(name, variables), end];
  return [expression(name, operator, operand, variables, depth), end];
}

function valueOf(name: string, variables: Variables): Marked {
  const value = own(variables, name);
  if (value !== undefined) return { text: value, unknown: undefined };
  return { text: HOLE, unknown: new Unknown(`variable ${name} has no value`) };
}

function expression(name: string, operator: string, operand: string, variables: Variables, depth: number): Marked {
  const value = own(variables, name);
  const isSet = value !== undefined && (operator.length === 1 || value !== '');
  if (operator.endsWith('-')) return isSet ? valueOf(name, variables) : interpolate(operand, variables, depth + 1);
  if (operator.endsWith('+'))
    return isSet ? interpolate(operand, variables, depth + 1) : { text: '', unknown: undefined };
  return valueOf(name, variables);
}
