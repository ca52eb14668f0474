/** Marks text for a terminal, or leaves it as it is. */
export interface Style {
  error(text: string): string;
  warning(text: string): string;
  good(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

const same = (text: string): string => text;

/** Text without marks. */
export const PLAIN: Style = { error: same, warning: same, good: same, strong: same, faint: same };

const mark =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

/** Text with the colours of a terminal. */
export const COLOURED: Style = {
  error: mark(31, 39),
  warning: mark(33, 39),
  good: mark(32, 39),
  strong: mark(1, 22),
  faint: mark(2, 22),
};
