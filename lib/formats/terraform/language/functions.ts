import { basename, dirname, normalize } from 'node:path/posix';
import { Unknown } from '../../../core/values/unknown';
import { ADDRESS_FUNCTIONS } from './address-functions';
import { FunctionError, list, number, text, type FunctionContext, type TerraformFunction } from './arguments';
import { COLLECTION_FUNCTIONS } from './collection-functions';
import { Composed, Encoded, objectOf, openIn, openOf, plain, sorted, textOf } from './value';

/**
 * Calls a function.
 * @throws FunctionError for arguments that it does not take
 */
export function call(name: string, given: readonly unknown[], context: FunctionContext): unknown {
  const open = Object.hasOwn(OPEN, name) ? OPEN[name] : undefined;
  if (open) return open(given, context);
  const known = given.map(plain);
  for (const value of known) {
    const unknown = openOf(value);
    if (unknown) return unknown;
  }
  const closed =
    (Object.hasOwn(CLOSED, name) ? CLOSED[name] : undefined) ??
    (Object.hasOwn(COLLECTION_FUNCTIONS, name) ? COLLECTION_FUNCTIONS[name] : undefined) ??
    (Object.hasOwn(ADDRESS_FUNCTIONS, name) ? ADDRESS_FUNCTIONS[name] : undefined);
  return closed ? closed(known, context) : new Unknown(`${name}() is worked out by Terraform`);
}

/** Functions that look at arguments which may be unknown. */
const OPEN: Readonly<Record<string, TerraformFunction>> = {
  jsonencode: ([value]) => new Encoded(value),
  base64encode: ([value]) => encoded(value),
  sensitive: ([value]) => value,
  nonsensitive: ([value]) => value,
  ephemeralasnull: () => null,
  coalesce: (given) => {
    for (const value of given) {
      if (openOf(value)) return value;
      if (value !== null && value !== '') return value;
    }
    throw new FunctionError('there is no value that is neither null nor empty');
  },
  tostring: ([value]) => openOf(value) ?? (value === null ? null : text(value)),
  issensitive: () => false,
  format: ([pattern, ...values]) => {
    const shape = plain(pattern);
    return typeof shape === 'string' ? formatted(shape, values) : openOf(shape);
  },
  join: ([separator, ...lists]) => {
    const between = plain(separator);
    const open = openOf(between) ?? lists.map((one) => openOf(one)).find((one) => one !== undefined);
    if (open) return open;
    const items = lists.flatMap((one) => [...list(one)]).map(plain);
    return composed(items.flatMap((item, index) => (index === 0 ? [item] : [text(between), item])));
  },
};

/** A script stands for itself: what reads it wants the text, whether it is carried encoded or not. */
function encoded(value: unknown): unknown {
  return plain(value);
}

/** A text of known and unknown parts. */
function composed(values: readonly unknown[]): unknown {
  const parts = values.flatMap((value) => {
    const one = plain(value);
    if (one instanceof Composed) return [...one.parts];
    return [openOf(one) ? (one as Unknown) : text(one)];
  });
  return parts.every((part) => typeof part === 'string') ? parts.join('') : new Composed(parts);
}

function formatted(pattern: string, values: readonly unknown[]): unknown {
  const parts: unknown[] = [];
  let used = 0;
  let at = 0;
  for (const match of pattern.matchAll(/%(?:%|([-+0 #]*)(\d*)(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z]))/g)) {
    parts.push(pattern.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[0] === '%%') {
      parts.push('%');
      continue;
    }
    if (match[4] !== undefined) used = Number(match[4]) - 1;
    if (used >= values.length) throw new FunctionError('there are more verbs than arguments');
    parts.push(verb(match, plain(values[used++])));
  }
  parts.push(pattern.slice(at));
  return composed(parts);
}

function verb([, flags = '', width, precision, , letter]: RegExpMatchArray, value: unknown): unknown {
  if (openOf(value)) return value;
  let shown: string;
  if (letter === 'd') shown = String(Math.trunc(number(value)));
  else if (letter === 'f') shown = number(value).toFixed(precision === undefined ? 6 : Number(precision));
  else if (letter === 'x') shown = number(value).toString(16);
  else if (letter === 'X') shown = number(value).toString(16).toUpperCase();
  else if (letter === 'b') shown = number(value).toString(2);
  else if (letter === 'o') shown = number(value).toString(8);
  else if (letter === 'q') shown = JSON.stringify(text(value));
  else if (letter === 't') shown = text(value);
  else if (letter === 's') shown = precision === undefined ? text(value) : text(value).slice(0, Number(precision));
  else if (letter === 'v') shown = textOf(value) ?? jsonOf(value);
  else throw new FunctionError(`there is no verb %${letter ?? ''}`);
  const size = Math.min(Number(width ?? 0), 1024);
  if (flags.includes('-')) return shown.padEnd(size);
  return shown.padStart(size, flags.includes('0') && letter !== 's' ? '0' : ' ');
}

function jsonOf(value: unknown): string {
  if (openIn(value)) throw new FunctionError('a part of it is decided later');
  return JSON.stringify(sorted(value));
}

/** A regular expression of Go's syntax, as far as it is JavaScript's too. */
function pattern(source: unknown, flags: string): RegExp {
  const written = text(source);
  const start = /^\(\?([imsU]+)\)/.exec(written);
  if (/\\[AzQEC]|\(\?[imsU-]*:|\[\[:/.test(written.replace(/\(\?:/g, '')))
    throw new FunctionError('the pattern is worked out by Terraform');
  // patterns that repeat a repetition can take for ever
  if (/[+*}]\)?[+*{]/.test(written) || written.length > 500) throw new FunctionError('the pattern is worked out by Terraform'); // prettier-ignore
  try {
    const letters = (start?.[1] ?? '').replace('U', '');
    return new RegExp(written.slice(start?.[0].length ?? 0).replace(/\(\?P</g, '(?<'), flags + letters);
  } catch {
    throw new FunctionError('the pattern is not a regular expression');
  }
}

function matched(match: RegExpMatchArray): unknown {
  if (match.groups) return objectOf(Object.entries(match.groups));
  return match.length > 1 ? match.slice(1).map((part) => (part as string | undefined) ?? null) : match[0];
}

const CLOSED: Readonly<Record<string, TerraformFunction>> = {
  // texts
  upper: ([value]) => text(value).toUpperCase(),
  lower: ([value]) => text(value).toLowerCase(),
  title: ([value]) => text(value).replace(/(^|\s)\S/g, (letter) => letter.toUpperCase()),
  trimspace: ([value]) => text(value).trim(),
  trim: ([value, set]) => trimStart(trimEnd(text(value), text(set)), text(set)),
  trimprefix: ([value, prefix]) => (text(value).startsWith(text(prefix)) ? text(value).slice(text(prefix).length) : text(value)), // prettier-ignore
  trimsuffix: ([value, suffix]) => (text(suffix) !== '' && text(value).endsWith(text(suffix)) ? text(value).slice(0, -text(suffix).length) : text(value)), // prettier-ignore
  chomp: ([value]) => text(value).replace(/[\r\n]+$/, ''),
  startswith: ([value, prefix]) => text(value).startsWith(text(prefix)),
  endswith: ([value, suffix]) => text(value).endsWith(text(suffix)),
  strcontains: ([value, part]) => text(value).includes(text(part)),
  strrev: ([value]) => Array.from(text(value)).reverse().join(''),
  indent: ([spaces, value]) => text(value).replaceAll('\n', `\n${' '.repeat(Math.min(number(spaces), 100))}`),
  substr: ([value, offset, length]) => {
    const letters = Array.from(text(value));
    const start = number(offset) < 0 ? letters.length + number(offset) : number(offset);
    const count = number(length);
    return letters.slice(start, count < 0 ? undefined : start + count).join('');
  },
  replace: ([value, search, replacement]) => {
    const what = text(search);
    if (what.length < 2 || !what.startsWith('/') || !what.endsWith('/')) {
      return text(value).replaceAll(what, () => text(replacement));
    }
    return text(value).replace(pattern(what.slice(1, -1), 'g'), text(replacement).replace(/\$\{(\w+)\}/g, '$$$1'));
  },
  split: ([separator, value]) => {
    if (text(value) === '') return [''];
    return text(value).split(text(separator));
  },
  regex: ([source, value]) => {
    const match = pattern(source, '').exec(text(value));
    if (!match) throw new FunctionError('the pattern does not match');
    return matched(match);
  },
  regexall: ([source, value]) => [...text(value).matchAll(pattern(source, 'g'))].map(matched),
  formatlist: ([shape, ...values]) => {
    const length = Math.max(...values.map((value) => (Array.isArray(value) ? value.length : 1)), 0);
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
  parseint: ([value, base]) => {
    const found = Number.parseInt(text(value), number(base));
    if (Number.isNaN(found)) throw new FunctionError('a number is expected');
    return found;
  },
  tonumber: ([value]) => (value === null ? null : number(value)),
  tobool: ([value]) => {
    if (value === null || typeof value === 'boolean') return value;
    if (value === 'true') return true;
    if (value === 'false') return false;
    throw new FunctionError('true or false is expected');
  },

  // texts that hold values
  jsondecode: ([value]) => {
    try {
      return JSON.parse(text(value)) as unknown;
    } catch {
      throw new FunctionError('the text is not JSON');
    }
  },
  yamldecode: ([value], context) => context.yaml(text(value)),
  base64decode: ([value]) => Buffer.from(text(value), 'base64').toString('utf8'),
  csvdecode: ([value]) => csv(text(value)),
  urlencode: ([value]) => encodeURIComponent(text(value)).replaceAll('%20', '+'),
  textencodebase64: ([value]) => encoded(value),

  // files
  file: ([name], context) => context.file(text(name)),
  filebase64: ([name], context) => context.file(text(name)),
  fileexists: ([name], context) => {
    const found = context.file(text(name));
    return found instanceof Unknown ? found : true;
  },
  abspath: ([name]) => normalize(text(name)),
  basename: ([name]) => {
    const last = basename(text(name));
    return /^\.{0,2}$/.test(last) ? new Unknown('the folder that Terraform runs in is not known') : last;
  },
  dirname: ([name]) => dirname(text(name)),
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

function csv(value: string): unknown {
  if (value.includes('"')) throw new FunctionError('quoted values are worked out by Terraform');
  const [head = '', ...rows] = value.split(/\r?\n/).filter((line) => line !== '');
  const names = head.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    return objectOf(names.map((name, index) => [name, cells[index] ?? '']));
  });
}
