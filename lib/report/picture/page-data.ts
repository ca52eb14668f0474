import { type Drawing } from './draw';
import { printableLines } from '../style';
import { type FlowState, type PictureNode } from './picture';

/** The data of a page, in the compact form that its script reads: every text once, everything else as numbers. */
export interface PageData {
  readonly nodes: readonly {
    readonly label: string;
    readonly kind: string;
    readonly members: readonly string[];
    readonly lines: readonly string[];
    /** The names that a mark in a text can stand for: those of the node, then those of what belongs to it. */
    readonly names: readonly string[];
  }[];
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly state: FlowState;
    readonly because: readonly string[];
  }[];
  /**
   * The answers about each node, in the order of the nodes. Three numbers for each answer: of the other node, of the text that
   * says what was asked, and of the outcome.
   */
  readonly answers: readonly (readonly number[])[];
  /** For each outcome: the number of its state, then those of its lines of text. */
  readonly outcomes: readonly (readonly number[])[];
  /** Texts in which marks stand for the names of both ends of an answer, and for what is asked. */
  readonly texts: readonly string[];
}

/** In the order of their numbers. */
const STATES: readonly FlowState[] = ['open', 'blocked', 'unknown'];

/**
 * The first character of a mark, which occurs in no printable text. The second character is the index of the name, counted from
 * `FIRST_NAME`.
 */
const MARKS = { from: '\u0001', to: '\u0002', what: '\u0003' } as const;

/** The second character of a mark for the first name. */
const FIRST_NAME = 0xe000;

/** The data of a page. */
export function pageData({ picture, answers }: Drawing): PageData {
  const numbers = new Map(picture.nodes.map(({ id }, index) => [id, index]));
  const names = picture.nodes.map(namesOf);
  const marked = names.map((all) => ({ from: new Marker(MARKS.from, all), to: new Marker(MARKS.to, all) }));
  const asked = new Map<string, Marker>();
  const texts = new Numbers();
  const outcomes = new Outcomes(texts);
  const rows = picture.nodes.map((): number[] => []);
  for (const { from, to, what, state, lines } of answers()) {
    const [first = -1, second = -1] = [numbers.get(from), numbers.get(to)];
    const [caller, called] = [marked[first]?.from, marked[second]?.to];
    if (!caller || !called) continue;
    let port = asked.get(what);
    if (!port) asked.set(what, (port = new Marker(MARKS.what, [what, ...(/^\d+(?=\/)/.exec(what) ?? [])])));
    const text = port.marked(called.marked(caller.marked(printableLines(lines.join('\n')))));
    rows[first]?.push(second, texts.of(what), outcomes.of(state, text));
  }
  return {
    nodes: picture.nodes.map(({ label, kind, members, lines, details }, index) => ({
      ...{ label, kind, members, lines: [...lines, ...details], names: names[index] ?? [] },
    })),
    edges: picture.edges.map(({ from, to, state, because }) => ({
      ...{ from: numbers.get(from) ?? 0, to: numbers.get(to) ?? 0, state, because },
    })),
    answers: rows,
    outcomes: outcomes.all,
    texts: texts.all,
  };
}

/** Gives each distinct text a number. */
class Numbers {
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) this.#numbers.set(text, (number = this.#numbers.size));
    return number;
  }

  get all(): readonly string[] {
    return [...this.#numbers.keys()];
  }
}

function namesOf({ members, label, words = [] }: PictureNode): string[] {
  return [...new Set([...members.slice(0, 1), label, ...words])].filter((name) => name !== '');
}

/** Replaces names in a text by marks. */
class Marker {
  /** Longer names first, since they may contain shorter ones. */
  readonly #marks: readonly (readonly [name: string, mark: string])[];

  constructor(mark: string, names: readonly string[]) {
    this.#marks = names
      .map((name, index) => [name, mark + String.fromCharCode(FIRST_NAME + index)] as const)
      .sort(([a], [b]) => b.length - a.length);
  }

  marked(text: string): string {
    // the next occurrence of each name; no part of the text is searched twice
    const places = this.#marks.map(([name]) => placeOf(name, text, 0));
    let done = '';
    let from = 0;
    for (;;) {
      let first = -1;
      for (let index = 0; index < places.length; index++) {
        const place = places[index] ?? -1;
        if (place >= 0 && (first < 0 || place < (places[first] ?? -1))) first = index;
      }
      const found = this.#marks[first];
      if (!found) return from === 0 ? text : done + text.slice(from);
      const at = places[first] ?? 0;
      done += text.slice(from, at) + found[1];
      from = at + found[0].length;
      for (const [index, [name]] of this.#marks.entries()) {
        const place = places[index] ?? -1;
        if (place >= 0 && place < from) places[index] = placeOf(name, text, from);
      }
    }
  }
}

/** The position of a name as a whole word that does not follow the first character of a mark; -1 when there is none. */
function placeOf(name: string, text: string, from: number): number {
  let at = text.indexOf(name, from);
  while (at >= 0 && (isPartOfWord(text.charCodeAt(at + name.length)) || isBefore(text.charCodeAt(at - 1))))
    at = text.indexOf(name, at + 1);
  return at;
}

/** Whether no name can begin behind a character: letters and the like, and control characters. */
function isBefore(code: number): boolean {
  return isPartOfWord(code) || code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/** Whether a character is one of A-Z, a-z, 0-9, _ and -; NaN, beyond the ends of a text, is not. */
function isPartOfWord(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f ||
    code === 0x2d
  );
}

/** Gives each distinct outcome a number. The whole text is looked up first, so that most outcomes are not split into lines. */
class Outcomes {
  readonly #numbers = new Map<string, number>();
  readonly #all: number[][] = [];

  constructor(private readonly texts: Numbers) {}

  of(state: FlowState, text: string): number {
    const key = `${state}\n${text}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      this.#numbers.set(key, (number = this.#all.length));
      this.#all.push([STATES.indexOf(state), ...text.split('\n').map((line) => this.texts.of(line))]);
    }
    return number;
  }

  get all(): readonly (readonly number[])[] {
    return this.#all;
  }
}
