import { basename, dirname, normalize } from 'node:path/posix';
import { Named, Reference } from '../../../core/reading/field';
import { Unknown } from '../../../core/values/unknown';
import { ADDRESS_FUNCTIONS } from './address-functions';
import { FunctionError, list, number, text, type FunctionContext, type TerraformFunction } from './arguments';
import { COLLECTION_FUNCTIONS } from './collection-functions';
import { charactersOf } from './characters';
import { unified } from './conversion';
import { ENCODING_FUNCTIONS } from './encoding-functions';
import { composed, formatted } from './format-verbs';
import { matched, matchesOf, replacementOf } from './regular-expression';
import { Composed, Encoded, Failed, nameOfValue, openOf, plain } from './value';

/**
 * Calls a function.
 * @throws FunctionError for arguments that it does not take
 */
export function call(called: string, given: readonly unknown[], context: FunctionContext): unknown {
  const name = called.startsWith('core::') ? called.slice('core::'.length) : called;
  checkNumber(name, given.length);
  const open = Object.hasOwn(OPEN, name) ? OPEN[name] : undefined;
  if (open) return open(given, context);
  const known = given.map(plain);
  for (const value of known) {
    const unknown = openOf(value);
    // what is made of it is something else, and goes by another name
    if (unknown) return unknown instanceof Failed ? unknown : new Unknown(unknown.why);
  }
  const closed =
    (Object.hasOwn(CLOSED, name) ? CLOSED[name] : undefined) ??
    (Object.hasOwn(COLLECTION_FUNCTIONS, name) ? COLLECTION_FUNCTIONS[name] : undefined) ??
    (Object.hasOwn(ADDRESS_FUNCTIONS, name) ? ADDRESS_FUNCTIONS[name] : undefined) ??
    (Object.hasOwn(ENCODING_FUNCTIONS, name) ? ENCODING_FUNCTIONS[name] : undefined);
  return closed ? closed(known, context) : new Unknown(`${name}() is worked out by Terraform`);
}

/** Functions by how many arguments they take. */
const NUMBERS: readonly (readonly [least: number, most: number, names: readonly string[]])[] = [
  [
    1,
    1,
    [
      ...[
        'abs',
        'ceil',
        'floor',
        'signum',
        'upper',
        'lower',
        'title',
        'trimspace',
        'chomp',
        'strrev',
        'length',
        'keys',
      ],
      ...['values', 'flatten', 'compact', 'distinct', 'sort', 'reverse', 'one', 'toset', 'tolist', 'tomap', 'tostring'],
      ...['tonumber', 'tobool', 'sum', 'alltrue', 'anytrue', 'transpose', 'jsonencode', 'jsondecode', 'yamldecode'],
      ...['base64encode', 'base64decode', 'urlencode', 'csvdecode', 'file', 'filebase64', 'fileexists', 'basename'],
      ...[
        'dirname',
        'abspath',
        'pathexpand',
        'cidrnetmask',
        'sensitive',
        'nonsensitive',
        'md5',
        'sha1',
        'sha256',
        'sha512',
      ],
    ],
  ],
  [
    2,
    2,
    [
      ...[
        'split',
        'trim',
        'trimprefix',
        'trimsuffix',
        'startswith',
        'endswith',
        'strcontains',
        'indent',
        'regex',
        'regexall',
      ],
      ...['pow', 'log', 'parseint', 'zipmap', 'element', 'index', 'contains', 'chunklist', 'cidrhost'],
    ],
  ],
  [3, 3, ['substr', 'replace', 'slice', 'matchkeys', 'cidrsubnet']],
  [2, 3, ['lookup']],
  [1, 3, ['range']],
  [1, Infinity, ['max', 'min', 'coalesce', 'coalescelist', 'concat', 'setunion', 'setintersection', 'cidrsubnets', 'format', 'formatlist', 'join']], // prettier-ignore
  [2, Infinity, ['setsubtract', 'setproduct']],
];

const NUMBER_OF = new Map(NUMBERS.flatMap(([least, most, names]) => names.map((name) => [name, { least, most }])));

function checkNumber(name: string, got: number): void {
  const { least = 0, most = Infinity } = NUMBER_OF.get(name) ?? {};
  if (got < least || got > most) throw new FunctionError(`it does not take ${got} arguments`);
}

/** Functions that look at arguments which may be unknown. */
const OPEN: Readonly<Record<string, TerraformFunction>> = {
  jsonencode: ([value]) => new Encoded(value),
  base64encode: ([value]) => encoded(value),
  sensitive: ([value]) => value,
  nonsensitive: ([value]) => value,
  ephemeralasnull: ([value]) => value,
  coalesce: (given) => {
    for (const value of unified(given)) {
      if (openOf(value)) return value;
      if (value !== null && value !== '') return value;
    }
    throw new FunctionError('there is no value that is neither null nor empty');
  },
  tostring: ([value]) => openOf(value) ?? (value === null ? null : text(value)),
  format: ([pattern, ...values]) => {
    const shape = plain(pattern);
    return typeof shape === 'string' ? formatted(shape, values) : openOf(shape);
  },
  split: ([separator, value]) => {
    const [between, whole] = [plain(separator), plain(value)];
    const open = openOf(between) ?? (whole instanceof Composed ? undefined : openOf(whole));
    if (open) return open instanceof Failed ? open : new Unknown(open.why);
    const pieces = whole instanceof Composed ? piecesOf(whole, text(between)) : undefined;
    if (whole instanceof Composed) return pieces ?? new Unknown(whole.why);
    return text(whole) === '' ? [''] : text(whole).split(text(between));
  },
  join: ([separator, ...lists]) => {
    if (lists.length === 0) throw new FunctionError('a list is expected');
    const between = plain(separator);
    const open = openOf(between) ?? lists.map((one) => openOf(one)).find((one) => one !== undefined);
    if (open) return open;
    const items = lists.flatMap((one) => [...list(one)]).map(plain);
    return composed(items.flatMap((item, index) => (index === 0 ? [item] : [text(between), item])));
  },
};

/** The parts between the commas of a text made of ids and names of resources; undefined when they are not known. */
function piecesOf({ parts }: Composed, separator: string): readonly unknown[] | undefined {
  const hasNoComma = parts.every(
    (part) =>
      typeof part === 'string' ||
      ((part instanceof Named || part instanceof Reference) && /\.(?:id|arn|name)$/.test(nameOfValue(part) ?? '')),
  );
  if (separator !== ',' || !hasNoComma) return undefined;
  const pieces: (string | Unknown | Reference)[][] = [[]];
  for (const part of parts) {
    const [first = part, ...more] = typeof part === 'string' ? part.split(separator) : [];
    if (first !== '') pieces.at(-1)?.push(first);
    for (const one of more) pieces.push(one === '' ? [] : [one]);
  }
  return pieces.map((piece) => (piece.length === 1 ? piece[0] : composed(piece)));
}

/** A script of which a part is decided later stands for itself: what reads it wants the text. */
function encoded(value: unknown): unknown {
  const known = plain(value);
  return openOf(known) ? known : Buffer.from(text(known)).toString('base64');
}

const CLOSED: Readonly<Record<string, TerraformFunction>> = {
  // texts
  upper: ([value]) => text(value).replace(/[^ß]+/g, (part) => part.toUpperCase()),
  lower: ([value]) => text(value).toLowerCase(),
  title: ([value]) => text(value).replace(/(?<![\p{L}\p{N}_])[\p{L}\p{N}_]/gu, (letter) => letter.toUpperCase()),
  trimspace: ([value]) => text(value).trim(),
  trim: ([value, set]) => trimStart(trimEnd(text(value), text(set)), text(set)),
  trimprefix: ([value, prefix]) => (text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value)), // prettier-ignore
  trimsuffix: ([value, suffix]) => (text(suffix) !== '' && text(value).endsWith(text(suffix)) ? text(value).slice(0, -text(suffix).length) : text(value)), // prettier-ignore
  chomp: ([value]) => text(value).replace(/[\r\n]+$/, ''),
  startswith: ([value, prefix]) => text(value).startsWith(text(prefix)),
  endswith: ([value, suffix]) => text(value).endsWith(text(suffix)),
  strcontains: ([value, part]) => text(value).includes(text(part)),
  strrev: ([value]) => charactersOf(text(value)).reverse().join(''),
  indent: ([spaces, value]) => text(value).replaceAll('\n', `\n${' '.repeat(Math.min(number(spaces), 100))}`),
  substr: ([value, offset, length]) => {
    const letters = charactersOf(text(value));
    const start = number(offset) < 0 ? letters.length + number(offset) : number(offset);
    const count = number(length);
    return letters.slice(start, count < 0 ? undefined : start + count).join('');
  },
  replace: ([value, search, replacement]) => {
    const what = text(search);
    if (what.length < 2 || !what.startsWith('/') || !what.endsWith('/')) {
      return text(value).replaceAll(what, () => text(replacement));
    }
    return replaced(text(value), what.slice(1, -1), text(replacement));
  },
  regex: ([source, value]) => {
    const found = matchesOf(text(source), text(value));
    if (found instanceof Unknown) return found;
    const [match] = found;
    if (!match) throw new FunctionError('the pattern does not match');
    return matched(match);
  },
  regexall: ([source, value]) => {
    const found = matchesOf(text(source), text(value));
    return found instanceof Unknown ? found : found.map(matched);
  },
  formatlist: ([shape, ...values]) => {
    const lists = values.filter((value) => Array.isArray(value));
    const length = lists[0]?.length ?? 1;
    if (lists.some((one) => one.length !== length)) throw new FunctionError('lists of one length are expected');
    return Array.from(
      { length },
      (_, index) =>
      formatted(text(shape), values.map((value) => (Array.isArray(value) ? (value as unknown[])[index] : value))), // prettier-ignore
    );
  },

  // numbers
  abs: ([value]) => Math.abs(number(value)),
  ceil: ([value]) => Math.ceil(number(value)),
  floor: ([value]) => Math.floor(number(value)),
  signum: ([value]) => Math.sign(number(value)),
  pow: ([value, exponent]) => number(value) ** number(exponent),
  log: ([value, base]) => Math.log(number(value)) / Math.log(number(base)),
  parseint: ([value, base]) => whole(value, number(base)),
  tonumber: ([value]) => (value === null ? null : number(value)),
  tobool: ([value]) => {
    if (value === null || typeof value === 'boolean') return value;
    if (value === 'true' || value === '1') return true;
    if (value === 'false' || value === '0') return false;
    throw new FunctionError('true or false is expected');
  },

  // files
  file: ([name], context) => context.file(text(name)),
  filebase64: ([name], context) => encoded(context.file(text(name))),
  fileexists: ([name], context) => {
    const found = context.file(text(name));
    return found instanceof Unknown ? found : true;
  },
  abspath: () => HERE,
  basename: ([name]) => {
    if (/^\/+$/.test(text(name))) return '/';
    const last = basename(text(name));
    return /^\.{0,2}$/.test(last) ? HERE : last;
  },
  dirname: ([name]) => (text(name).length > 1 && text(name).endsWith('/') ? normalize(text(name).slice(0, -1)) : dirname(text(name))), // prettier-ignore
  pathexpand: ([name]) => (text(name).startsWith('~') ? new Unknown('the home folder is not known') : text(name)),
};

function trimStart(value: string, set: string): string {
  let at = 0;
  while (at < value.length && set.includes(value.charAt(at))) at++;
  return value.slice(at);
}

function trimEnd(value: string, set: string): string {
  let end = value.length;
  while (end > 0 && set.includes(value.charAt(end - 1))) end--;
  return value.slice(0, end);
}

const HERE = new Unknown('the folder that Terraform runs in is not known');

/** What a pattern finds in a text, with something else in its place. */
function replaced(value: string, source: string, replacement: string): unknown {
  const found = matchesOf(source, value);
  if (found instanceof Unknown) return found;
  let result = '';
  let at = 0;
  for (const match of found) {
    const start = match.index ?? 0;
    result += value.slice(at, start) + replacementOf(match, replacement);
    at = start + match[0].length;
  }
  return result + value.slice(at);
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The whole number that a text is in a base up to 62; up to 36 capitals are the same as small letters. */
function whole(value: unknown, base: number): number {
  if (typeof value !== 'string' || !Number.isInteger(base) || base < 2 || base > 62)
    throw new FunctionError('a text and a base from 2 to 62 are expected');
  const digits = Array.from(value.replace(/^[-+]/, ''), (digit) => DIGITS.indexOf(base <= 36 ? digit.toLowerCase() : digit)); // prettier-ignore
  if (digits.length === 0 || digits.some((digit) => digit < 0 || digit >= base)) throw new FunctionError('a number is expected'); // prettier-ignore
  return digits.reduce((sum, digit) => sum * base + digit, 0) * (value.startsWith('-') ? -1 : 1);
}
