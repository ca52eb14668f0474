import { Reference } from '../../../core/reading/field';
import { FunctionError, number, text } from './arguments';
import { Composed, jsonText, openIn, openOf, plain, textOf } from './value';
import { charactersOf } from './characters';

const VERB = /%(?:%|([-+0 #]*)(\d*)(?:\.(\d+))?(?:\[(\d+)\])?([a-zA-Z])|)/g;

/** A text with values where its verbs stand, as `format` makes it. */
export function formatted(pattern: string, values: readonly unknown[]): unknown {
  const parts: unknown[] = [];
  let used = 0;
  let most = 0;
  let at = 0;
  for (const match of pattern.matchAll(VERB)) {
    parts.push(pattern.slice(at, match.index));
    at = match.index + match[0].length;
    if (match[0] === '%%') {
      parts.push('%');
      continue;
    }
    if (match[5] === undefined) throw new FunctionError(`${JSON.stringify(pattern.slice(match.index))} is not a verb`);
    if (match[4] !== undefined) used = Number(match[4]) - 1;
    if (used < 0 || used >= values.length) throw new FunctionError('there are more verbs than arguments');
    parts.push(verb(match, plain(values[used++])));
    most = Math.max(most, used);
  }
  if (most < values.length) throw new FunctionError('there are more arguments than verbs');
  parts.push(pattern.slice(at));
  return composed(parts);
}

/** A text of known and unknown parts. */
export function composed(values: readonly unknown[]): unknown {
  const parts = values.flatMap((value) => {
    const one = plain(value);
    if (one instanceof Composed) return [...one.parts];
    // a reference stays one: what it refers to may be asked for
    return [one instanceof Reference ? one : (openOf(one) ?? text(one))];
  });
  return parts.every((part) => typeof part === 'string') ? parts.join('') : new Composed(parts);
}

function verb([raw, flags = '', width = '', precision, , letter = '']: RegExpMatchArray, value: unknown): unknown {
  if (openOf(value)) return value;
  const size = width === '' ? 0 : Math.min(Number(width), 1024);
  const padded = (shown: string): string => {
    const blank = (flags.includes('0') ? '0' : ' ').repeat(Math.max(0, size - charactersOf(shown).length));
    return flags.includes('-') ? shown + blank : blank + shown;
  };
  if (letter === 'v') return padded(asItIs(value, flags.includes('#')));
  if (value === null) throw new FunctionError(`${raw} does not take null`);
  switch (letter) {
    case 't': {
      const shown = text(value);
      if (shown !== 'true' && shown !== 'false') throw new FunctionError('true or false is expected');
      return shown;
    }
    case 's':
    case 'q': {
      const whole = text(value);
      const cut = Number(precision ?? 0) > 0 ? charactersOf(whole).slice(0, Number(precision)).join('') : whole;
      return padded(letter === 'q' ? jsonText(cut) : cut);
    }
    case 'b':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
      return inWidth(integer(number(value), letter, flags), flags, size);
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
      return inWidth(float(number(value), letter, flags, precision), flags, size);
    default:
      throw new FunctionError(`there is no verb %${letter}`);
  }
}

function asItIs(value: unknown, isSharp: boolean): string {
  if (!isSharp && typeof value === 'string') return value;
  if (!isSharp && typeof value === 'number') return shortest(value, 21);
  if (openIn(value)) throw new FunctionError('a part of it is decided later');
  return jsonText(value);
}

const BASES: Readonly<Record<string, readonly [number, string]>> = {
  ...{ b: [2, '0b'], d: [10, ''], o: [8, '0'], x: [16, '0x'], X: [16, '0X'] },
};

function integer(value: number, letter: string, flags: string): string {
  if (!Number.isInteger(value)) throw new FunctionError('a whole number is expected');
  const [base, prefix] = BASES[letter] ?? [10, ''];
  const digits = BigInt(Math.abs(value)).toString(base);
  const cased = letter === 'X' ? digits.toUpperCase() : digits;
  return signed(value, `${flags.includes('#') ? prefix : ''}${cased}`, flags);
}

function float(value: number, letter: string, flags: string, precision: string | undefined): string {
  const places = precision === undefined ? undefined : Number(precision);
  const size = Math.abs(value);
  let shown: string;
  if (letter === 'f') shown = fixed(size, places ?? 6);
  else if (letter === 'e' || letter === 'E') shown = twoDigits(size.toExponential(Math.min(places ?? 6, 100)));
  else if (places === undefined) shown = shortest(size, 21);
  else shown = significant(size, Math.max(places, 1));
  return signed(value, letter === 'E' || letter === 'G' ? shown.toUpperCase() : shown, flags);
}

/** Halves are rounded to the even digit, as far as they are halves. */
function fixed(value: number, places: number): string {
  const most = Math.min(places, 100);
  const shifted = value * 10 ** most;
  const isHalf = Number.isSafeInteger(shifted * 2) && !Number.isInteger(shifted) && shifted / 10 ** most === value;
  if (!isHalf) return value.toFixed(most);
  const even = 2 * Math.round(shifted / 2);
  return (even / 10 ** most).toFixed(most);
}

/** As few digits as tell the number from others, with an exponent for those that are very large or small. */
function shortest(value: number, most: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (value !== 0 && (power < -4 || power >= most)) return twoDigits(`${digits}e${exponent}`);
  return textOf(value) ?? String(value);
}

function significant(value: number, digits: number): string {
  const [, exponent = '0'] = value.toExponential(Math.min(digits, 100) - 1).split('e');
  const power = Number(exponent);
  const shown =
    power < -4 || power >= digits
      ? value.toExponential(digits - 1)
      : value.toFixed(Math.max(0, Math.min(100, digits - 1 - power)));
  const [plainDigits = '', more] = shown.split('e');
  const cut = plainDigits.includes('.') ? plainDigits.replace(/\.?0+$/, '') : plainDigits;
  return more === undefined ? cut : twoDigits(`${cut}e${more}`);
}

function twoDigits(shown: string): string {
  return shown.replace(/e([+-])(\d)$/, 'e$10$2');
}

function signed(value: number, shown: string, flags: string): string {
  return (value < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '') + shown;
}

/** Zeros stand behind the sign. */
function inWidth(shown: string, flags: string, size: number): string {
  if (flags.includes('-')) return shown.padEnd(size);
  if (!flags.includes('0')) return shown.padStart(size);
  const sign = /^[-+ ]/.exec(shown)?.[0] ?? '';
  return sign + shown.slice(sign.length).padStart(size - sign.length, '0');
}
