import { type Drawing } from './draw';
import { printableLines } from '../style';
import { type FlowState } from './picture';

/** What a page knows, as its script reads it: texts once, everything else by numbers. */
export interface PageData {
  readonly nodes: readonly {
    readonly label: string;
    readonly kind: string;
    readonly members: readonly string[];
    readonly lines: readonly string[];
  }[];
  readonly edges: readonly {
    readonly from: number;
    readonly to: number;
    readonly state: FlowState;
    readonly because: readonly string[];
  }[];
  /** Numbers of two nodes, of a text that says what is asked, and of an outcome. */
  readonly answers: readonly (readonly [from: number, to: number, what: number, outcome: number])[];
  /** Number of a state, then those of the lines of text. */
  readonly outcomes: readonly (readonly number[])[];
  /** With marks where the names of the two ends of an answer stand, and what is asked. */
  readonly texts: readonly string[];
}

/** In the order of their numbers. */
const STATES: readonly FlowState[] = ['open', 'blocked', 'unknown'];

/** The data of a page. */
export function pageData({ picture, answers }: Drawing): PageData {
  const numbers = new Map(picture.nodes.map(({ id }, index) => [id, index]));
  const texts = new Numbers();
  const outcomes = new Outcomes(texts);
  const rows: PageData['answers'][number][] = [];
  for (const { from, to, what, state, lines } of answers()) {
    const [first, second] = [numbers.get(from), numbers.get(to)];
    if (first === undefined || second === undefined) continue;
    const [one, other] = [picture.nodes[first], picture.nodes[second]];
    const marks = marksOf([one?.members[0], other?.members[0], one?.label, other?.label, what]);
    rows.push([first, second, texts.of(what), outcomes.of(state, lines, marks)]);
  }
  return {
    nodes: picture.nodes.map(({ label, kind, members, lines, details }) => ({
      ...{ label, kind, members, lines: [...lines, ...details] },
    })),
    edges: picture.edges.map(({ from, to, state, because }) => ({
      ...{ from: numbers.get(from) ?? 0, to: numbers.get(to) ?? 0, state, because },
    })),
    answers: rows,
    outcomes: outcomes.all,
    texts: texts.all,
  };
}

/** Texts with a number each. */
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

type Marks = readonly (readonly [text: string, mark: string])[];

/** A mark for each text, the longer ones first: they may hold the others. */
function marksOf(names: readonly (string | undefined)[]): Marks {
  const marks = names.flatMap((text, mark) =>
    text === undefined || text === '' ? [] : [[text, String.fromCharCode(mark + 1)] as const],
  );
  return marks.sort(([a], [b]) => b.length - a.length);
}

/** Outcomes with a number each: what is asked is found again by one text, before lines are told apart. */
class Outcomes {
  readonly #numbers = new Map<string, number>();
  readonly #all: number[][] = [];

  constructor(private readonly texts: Numbers) {}

  of(state: FlowState, lines: readonly string[], marks: Marks): number {
    const key = `${state}\n${withMarks(printableLines(lines.join('\n')), marks)}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      this.#numbers.set(key, (number = this.#all.length));
      const marked = key.split('\n').slice(1);
      this.#all.push([STATES.indexOf(state), ...marked.map((line) => this.texts.of(line))]);
    }
    return number;
  }

  get all(): readonly (readonly number[])[] {
    return this.#all;
  }
}

/** The marks are control characters, which no printable text has. */
function withMarks(text: string, marks: Marks): string {
  return marks.reduce((marked, [name, mark]) => marked.replaceAll(name, mark), text);
}
