import { Unknown } from '../../../core/values/unknown';
import { FunctionError } from './arguments';
import { objectOf } from './value';

/** A regular expression as JavaScript has it, and how much it can take to try it. */
interface Pattern {
  readonly expression: RegExp;
  /** Parts that repeat without end. */
  readonly loops: number;
  /** Something that repeats holds something that varies. */
  readonly isNested: boolean;
}

/**
 * What a regular expression of Terraform's syntax, which is that of RE2, finds in a text, from the left. What JavaScript has
 * no words for, or would take too long for, is unknown.
 * @throws FunctionError for what is no regular expression
 */
export function matchesOf(source: string, text: string): readonly RegExpMatchArray[] | Unknown {
  const pattern = patternOf(source);
  if (pattern instanceof Unknown) return pattern;
  const steps = pattern.isNested ? 2 ** Math.min(text.length, 1000) : (text.length + 1) ** pattern.loops;
  if (steps > MAX_STEPS) return OPEN;
  const found: RegExpMatchArray[] = [];
  let end = -1;
  for (const match of text.matchAll(pattern.expression)) {
    // nothing, right behind something that was found, is not found again
    if (match[0] !== '' || match.index !== end) found.push(match);
    end = match.index + match[0].length;
  }
  return found;
}

/** What `regex` gives for a match: its groups by their names or numbers, or the whole of it. */
export function matched(match: RegExpMatchArray): unknown {
  if (match.groups) return objectOf(Object.entries(match.groups).map(([name, part]) => [name, orNull(part)]));
  return match.length > 1 ? match.slice(1).map(orNull) : match[0];
}

function orNull(part: string | undefined): string | null {
  return part ?? null;
}

/** What stands for a match in a replacement: `$1`, `${1}`, `$name`. */
export function replacementOf(match: RegExpMatchArray, replacement: string): string {
  return replacement.replace(/\$(?:\$|\{(\w+)\}|(\w+))/g, (whole, braced?: string, bare?: string) => {
    if (whole === '$$') return '$';
    const name = braced ?? bare ?? '';
    return (/^\d+$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
  });
}

const MAX_STEPS = 4_000_000;
const OPEN = new Unknown('the pattern is worked out by Terraform');

const CLASSES: Readonly<Record<string, string>> = {
  ...{ alpha: 'A-Za-z', digit: '0-9', alnum: '0-9A-Za-z', upper: 'A-Z', lower: 'a-z', punct: '!-\\/:-@\\[-`{-~' },
  ...{
    space: '\\t\\n\\v\\f\\r ',
    blank: '\\t ',
    word: '\\w',
    xdigit: '0-9A-Fa-f',
    cntrl: '\\0-\\x1f\\x7f',
    print: ' -~',
  },
};

const SPACE = '\\t\\n\\f\\r ';

function patternOf(source: string): Pattern | Unknown {
  if (source.length > 500) return OPEN;
  const flags = /^\(\?([a-zA-Z]+)\)/.exec(source);
  const letters = flags?.[1] ?? '';
  if (/[^ims]/.test(letters)) return OPEN;
  const parts = source.slice(flags?.[0].length ?? 0).match(PARTS) ?? [];
  let loops = 0;
  let isNested = false;
  // for each group that is open, whether what it holds varies
  const groups: boolean[] = [];
  let closed = false;
  let made = '';
  for (const part of parts) {
    const piece = translated(part, letters);
    if (piece instanceof Unknown) return piece;
    made += piece;
    if (part.startsWith('(')) groups.push(false);
    const isLoop = /^(?:[*+]|\{\d+,\d*\}|\?)/.test(part) || /^\{\d+\}/.test(part);
    if (isLoop && closed) isNested = true;
    if (/^(?:[*+]|\{\d+,\}|\{\d+,\d+\})/.test(part)) loops++;
    if ((isLoop || part === '|') && groups.length > 0) groups[groups.length - 1] = true;
    closed = part === ')' && (groups.pop() ?? false);
    // what varies in a group does so in the group around it
    if (closed && groups.length > 0) groups[groups.length - 1] = true;
  }
  try {
    return { expression: new RegExp(made, `gu${letters.includes('i') ? 'i' : ''}`), loops, isNested };
  } catch {
    throw new FunctionError('the pattern is not a regular expression');
  }
}

/** Escapes, classes, openings of groups, repetitions, and single characters. */
const PARTS =
  /\\(?:p\{\^?\w+\}|P\{\^?\w+\}|x\{[\da-fA-F]+\}|[\s\S])|\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]|\((?:\?P?<\w+>|\?[a-zA-Z-]*[:)]|\?<?[=!])?|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/gu;

function translated(part: string, flags: string): string | Unknown {
  const [first] = part;
  if (first === '\\') return escape(part);
  if (first === '[' && part.length > 1) return bracket(part);
  if (first === '(' && part.length > 1) {
    if (part === '(?:') return part;
    const name = /^\(\?P?<(\w+)>$/.exec(part);
    if (name) return `(?<${name[1]}>`;
    if (/^\(\?<?[=!]/.test(part)) throw new FunctionError('the pattern is not a regular expression');
    return OPEN;
  }
  if (part === '.') return flags.includes('s') ? '[^]' : '[^\\n]';
  if (part === '^') return flags.includes('m') ? '(?<=\\n|(?<![^]))' : '(?<![^])';
  if (part === '$') return flags.includes('m') ? '(?=\\n|(?![^]))' : '(?![^])';
  // by themselves these are no more than what they are
  return part === '{' || part === '}' || part === ']' ? `\\${part}` : part;
}

function escape(part: string): string | Unknown {
  const letter = part.charAt(1);
  if (part.length > 2) return letter === 'x' ? `\\u${part.slice(2)}` : property(part);
  if (letter === 'A') return '(?<![^])';
  if (letter === 'z') return '(?![^])';
  if (letter === 's') return `[${SPACE}]`;
  if (letter === 'S') return `[^${SPACE}]`;
  if (/[dDwWbBtnrfv]/.test(letter)) return part;
  if (letter === 'a') return '\\x07';
  if (/[1-9CZ]/.test(letter)) throw new FunctionError('the pattern is not a regular expression');
  if (/\w/.test(letter)) return OPEN;
  return /[\^$\\.*+?()[\]{}|/-]/.test(letter) ? (letter === '-' ? '-' : part) : letter;
}

/** Properties of letters that have the same names in both. */
function property(part: string): string | Unknown {
  return /^\\[pP]\{[A-Z][a-z]?\}$/.test(part) ? part : OPEN;
}

function bracket(part: string): string | Unknown {
  const isNegated = part.startsWith('[^');
  let made = '';
  const inner = part.slice(isNegated ? 2 : 1, -1);
  for (const piece of inner.match(/\[:\^?\w+:\]|\\(?:[pP]\{\w+\}|x\{[\da-fA-F]+\}|[\s\S])|[\s\S]/gu) ?? []) {
    const name = /^\[:(\w+):\]$/.exec(piece)?.[1];
    if (name !== undefined) {
      const characters = CLASSES[name];
      if (characters === undefined) return OPEN;
      made += characters;
    } else if (piece.startsWith('[:')) return OPEN;
    else if (piece === '\\s') made += SPACE;
    else if (piece === '\\S') return OPEN;
    else if (piece === '\\-') made += piece;
    else if (piece.startsWith('\\')) {
      const one = escape(piece);
      if (one instanceof Unknown || one.startsWith('(')) return OPEN;
      made += one;
    } else made += /[[\](){}|/^]/.test(piece) ? `\\${piece}` : piece;
  }
  return `[${isNegated ? '^' : ''}${made}]`;
}
