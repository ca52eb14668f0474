import { InputError, type Position } from './input-error';
import { Lines } from './lines';
import { AS_WRITTEN, stepsOf, type Spelling } from './pointer';

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

interface Level {
  readonly list: boolean;
  /** Duplicate keys that were found; undefined when they are not wanted. */
  readonly keys: Set<string> | undefined;
  index: number;
}

/** What is called for the members of a text as it is scanned. */
interface Visitor {
  /**
   * The depth down to which members are reported, 1 for those of the value itself; deeper ones are skipped.
   * @default - all are
   */
  readonly depth?: number;
  /** A member begins: the offset of its key, or of an item. */
  enter?(depth: number, step: string | number, offset: number): void;
  duplicate?(key: string, offset: number): void;
}

class Unreadable extends Error {
  constructor(
    readonly offset: number,
    readonly expected: string,
  ) {
    super(expected);
  }
}

/** Goes through a JSON text once. */
function scan(text: string, visitor: Visitor): void {
  const end = scanValue(text, blank(text, 0), visitor);
  if (end < text.length) throw new Unreadable(end, 'the end of the file');
}

/** Goes through a value without building anything, to what is behind it; iterative, so depth is no danger. */
function scanValue(text: string, start: number, visitor: Visitor): number {
  const levels: Level[] = [];
  let at = start;
  for (;;) {
    // a value stands here
    const code = text.charCodeAt(at);
    let level: Level | undefined;
    if (code === OPEN_OBJECT || code === OPEN_LIST) {
      level = { list: code === OPEN_LIST, keys: visitor.duplicate && new Set(), index: 0 };
      levels.push(level);
      at = blank(text, at + 1);
      if (text.charCodeAt(at) === (level.list ? CLOSE_LIST : CLOSE_OBJECT)) {
        levels.pop();
        at = blank(text, at + 1);
      } else if (visitor.depth !== undefined && levels.length > visitor.depth) {
        levels.pop();
        at = blank(text, endOfNested(text, at));
      } else {
        at = member(text, at, level, levels.length, visitor);
        continue;
      }
    } else at = blank(text, code === QUOTE ? endOfString(text, at) : endOfWord(text, at));

    // behind a value
    for (;;) {
      level = levels.at(-1);
      if (!level) return at;
      const next = text.charCodeAt(at);
      if (next === COMMA) {
        level.index++;
        at = member(text, blank(text, at + 1), level, levels.length, visitor);
        break;
      }
      if (next !== (level.list ? CLOSE_LIST : CLOSE_OBJECT)) {
        throw new Unreadable(at, level.list ? 'a comma or ]' : 'a comma or }');
      }
      levels.pop();
      at = blank(text, at + 1);
    }
  }
}

/** Goes to the value of the next member. */
function member(text: string, at: number, level: Level, depth: number, visitor: Visitor): number {
  const isTold = depth <= (visitor.depth ?? depth);
  if (level.list) {
    if (isTold) visitor.enter?.(depth, level.index, at);
    return at;
  }
  if (text.charCodeAt(at) !== QUOTE) throw new Unreadable(at, 'a key in double quotes');
  const end = endOfString(text, at);
  if (isTold || level.keys) {
    const raw = text.slice(at + 1, end - 1);
    const key = raw.includes('\\') ? unescaped(text, at, end) : raw;
    if (level.keys?.has(key) === true) visitor.duplicate?.(key, at);
    level.keys?.add(key);
    if (isTold) visitor.enter?.(depth, key, at);
  }
  const colon = blank(text, end);
  if (text.charCodeAt(colon) !== COLON) throw new Unreadable(colon, 'a colon');
  return blank(text, colon + 1);
}

function unescaped(text: string, at: number, end: number): string {
  try {
    return JSON.parse(text.slice(at, end)) as string;
  } catch {
    throw new Unreadable(at, 'a text without control characters and unknown escapes');
  }
}

function blank(text: string, at: number): number {
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
  }
  return at;
}

function endOfString(text: string, at: number): number {
  for (let end = at + 1; ;) {
    const quote = text.indexOf('"', end);
    if (quote < 0) throw new Unreadable(at, 'a closing double quote');
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
    end = quote + 1;
  }
}

const QUOTE_OR_BRACKET = /["[\]{}]/g;

/** Skips a list or an object; `at` is the position after its opening bracket. */
function endOfNested(text: string, at: number): number {
  let end = at;
  for (let depth = 1; depth > 0;) {
    QUOTE_OR_BRACKET.lastIndex = end;
    const match = QUOTE_OR_BRACKET.exec(text);
    if (!match) throw new Unreadable(text.length, 'a closing bracket');
    const code = text.charCodeAt(match.index);
    end = code === QUOTE ? endOfString(text, match.index) : match.index + 1;
    if (code === OPEN_LIST || code === OPEN_OBJECT) depth++;
    else if (code !== QUOTE) depth--;
  }
  return end;
}

const WORD = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function endOfWord(text: string, at: number): number {
  WORD.lastIndex = at;
  const match = WORD.exec(text);
  if (!match)
    throw new Unreadable(at, 'a value: an object, a list, a text in double quotes, a number, true, false or null');
  return at + match[0].length;
}

/**
 * Parses JSON, and says where it is not.
 * @throws InputError with the place, also for a key that stands twice in an object
 */
export function parseJson(text: string, file: string): unknown {
  const fail = (offset: number, problem: string): never => {
    throw new InputError(file, new Lines(text).at(offset), problem);
  };
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    try {
      scan(text, {});
    } catch (found) {
      if (found instanceof Unreadable) {
        const there =
          found.offset < text.length ? JSON.stringify(text.slice(found.offset, found.offset + 12)) : 'the end';
        fail(found.offset, `expected ${found.expected}, got ${there}`);
      }
    }
    fail(offsetOf(error), `not valid JSON: ${(error as Error).message}`);
  }
  // going through the whole text again takes longer than parsing it did
  if (keysIn(data) === keysOf(text)) return data;
  scan(text, { duplicate: (key, offset) => fail(offset, `key ${JSON.stringify(key)} stands twice in one object`) });
  return data;
}

/** How many keys the objects of the data have. */
function keysIn(data: unknown): number {
  let count = 0;
  const open: unknown[] = [data];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) {
      for (const item of next as unknown[]) if (typeof item === 'object' && item !== null) open.push(item);
      continue;
    }
    for (const key in next as object) {
      count++;
      const value = (next as Record<string, unknown>)[key];
      if (typeof value === 'object' && value !== null) open.push(value);
    }
  }
  return count;
}

/** How many keys a valid text has, or more where a text in it looks like the end of a key. */
function keysOf(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) <= 32) before--;
    if (text.charCodeAt(before) === QUOTE) count++;
  }
  return count;
}

function offsetOf(error: unknown): number {
  const match = /position (\d+)/.exec((error as Error).message);
  return match ? Number(match[1]) : 0;
}

/** A value of a text: where its key or item begins, and its members, which are parsed on demand. */
interface Spot {
  readonly offset: number;
  readonly hasKey: boolean;
  members?: Map<string, Spot>;
}

/** How many levels below a value are parsed together: those of a template down to the fields of its resources. */
const DEPTH = 3;

/** The positions of the values of a JSON text. Each value is parsed at most once. */
export class JsonPlaces {
  readonly #text: string;
  readonly #lines: Lines;
  readonly #root: Spot;

  constructor(text: string) {
    this.#text = text;
    this.#lines = new Lines(text);
    this.#root = { offset: blank(text, 0), hasKey: false };
  }

  /** Where the value of a pointer stands: at its key. What is not there is looked for as far as it goes. */
  locate(pointer: string, spellings: Spelling = AS_WRITTEN): Position {
    let spot = this.#root;
    for (const step of stepsOf(pointer)) {
      const members = this.#membersOf(spot);
      let first = members.get(step);
      for (const spelling of spellings(step)) {
        const other = members.get(spelling);
        if (other && other.offset < (first?.offset ?? Infinity)) first = other;
      }
      if (!first) break;
      spot = first;
    }
    return this.#lines.at(spot.offset);
  }

  #membersOf(spot: Spot): ReadonlyMap<string, Spot> {
    if (spot.members) return spot.members;
    const members = (spot.members = new Map<string, Spot>());
    // the enclosing values that are open, outermost first
    const open = [spot];
    const enter: Visitor['enter'] = (depth, step, offset) => {
      const inner: Spot = { offset, hasKey: typeof step === 'string' };
      const outer = open[depth - 1];
      const around = outer && (outer.members ??= new Map<string, Spot>());
      // of a key that stands there twice, the first counts
      if (around && !around.has(String(step))) around.set(String(step), inner);
      open[depth] = inner;
    };
    try {
      scanValue(this.#text, this.#valueOf(spot), { enter, depth: DEPTH });
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
    }
    return members;
  }

  /** Where the value itself begins, behind its key. */
  #valueOf({ offset, hasKey }: Spot): number {
    const text = this.#text;
    return hasKey ? blank(text, blank(text, endOfString(text, offset)) + 1) : offset;
  }
}
