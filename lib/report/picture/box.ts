import { type NodeKind, type PictureNode } from './picture';

/** Sizes in pixels, as they are drawn. */
export const PADDING = 10;
export const LABEL_HEIGHT = 18;
export const LINE_HEIGHT = 15;

/** Width of a letter on average: in the label, in the lines below it, and on an edge. */
const LETTER = { label: 8.2, line: 6.4, edge: 6.2 } as const;

const LETTER_OF_TITLE = 7.2;

/** How many letters of its title fit into a box at least, however narrow its content. */
const LETTERS_OF_TITLE = 44;

const WIDEST = 280;
const NARROWEST = 84;

/** How many letters of a label fit into the widest box. */
export const LABEL_LETTERS = Math.floor((WIDEST - 2 * PADDING) / LETTER.label);

/** The size of a node, and its text cut to that size. */
export interface NodeBox {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly lines: readonly string[];
}

/** Whether a node of this kind is drawn with half circles at both ends. */
export function hasRoundEnds(kind: NodeKind): boolean {
  return kind === 'network' || kind === 'outside';
}

/** How large a node is drawn, and how much of its text fits. */
export function boxOf({ kind, label, lines }: PictureNode): NodeBox {
  const room = WIDEST - 2 * PADDING;
  const shown = cut(label, LABEL_LETTERS);
  const below = lines.map((line) => cut(line, room / LETTER.line));
  const widths = [shown.length * LETTER.label, ...below.map((line) => line.length * LETTER.line)];
  const height = 2 * PADDING + LABEL_HEIGHT + below.length * LINE_HEIGHT;
  // round ends leave less room for text
  const round = hasRoundEnds(kind) ? 16 : 0;
  return {
    width: Math.ceil(Math.max(NARROWEST, ...widths) + 2 * PADDING + round),
    height,
    label: shown,
    lines: below,
  };
}

/** The size of the label of an edge. */
export function edgeLabelBox(label: string): {
  readonly width: number;
  readonly height: number;
  readonly text: string;
} {
  const text = cut(label, 34);
  return { width: Math.ceil(text.length * LETTER.edge) + 8, height: 16, text };
}

/** How wide a box has to be for its title. */
export function titleWidth(title: string): number {
  return Math.ceil(Math.min(title.length, LETTERS_OF_TITLE) * LETTER_OF_TITLE + 2 * PADDING);
}

/** The title of a box, cut to a width. */
export function titleIn(width: number, title: string): string {
  return cut(title, (width - 2 * PADDING) / LETTER_OF_TITLE);
}

function cut(text: string, letters: number): string {
  return text.length <= letters ? text : `${text.slice(0, Math.floor(letters) - 1)}…`;
}
