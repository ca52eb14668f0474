import { type Drawing } from './draw';
import { printable } from '../style';
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
  const [texts, outcomes] = [new Numbers(), new Numbers()];
  const rows = answers().flatMap(({ from, to, what, state, lines }): PageData['answers'] => {
    const [first, second] = [numbers.get(from), numbers.get(to)];
    if (first === undefined || second === undefined) return [];
    const [one, other] = [picture.nodes[first], picture.nodes[second]];
    const marks = [one?.members[0], other?.members[0], one?.label, other?.label, what].map(
      (text, mark) => [text ?? '', String.fromCharCode(mark + 1)] as const,
    );
    // the longer ones first: they may hold the others
    marks.sort(([a], [b]) => b.length - a.length);
    const marked = lines.map((line) => texts.of(withMarks(line, marks)));
    return [[first, second, texts.of(what), outcomes.of(JSON.stringify([STATES.indexOf(state), ...marked]))]];
  });
  return {
    nodes: picture.nodes.map(({ label, kind, members, lines, details }) => ({
      ...{ label, kind, members, lines: [...lines, ...details] },
    })),
    edges: picture.edges.map(({ from, to, state, because }) => ({
      ...{ from: numbers.get(from) ?? 0, to: numbers.get(to) ?? 0, state, because },
    })),
    answers: rows,
    outcomes: outcomes.all.map((text) => JSON.parse(text) as readonly number[]),
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

function withMarks(line: string, marks: readonly (readonly [text: string, mark: string])[]): string {
  // the marks are control characters, which the input may hold too
  const clean = printable(line);
  return marks.reduce((text, [name, mark]) => (name === '' ? text : text.replaceAll(name, mark)), clean);
}
