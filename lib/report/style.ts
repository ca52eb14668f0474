/** Characters that control a terminal, end a line or change the direction of text. */
// eslint-disable-next-line no-control-regex -- it matches control characters
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/**
 * A text from the input, made safe to print in one line of a terminal or of a CI log: control characters are escaped as in
 * JSON.
 */
export function printable(text: string): string {
  return text.replace(CONTROL, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** All control characters but the line feed. */
const CONTROL_IN_LINE = new RegExp(CONTROL.source.replace('\\u0000-', '\\u0000-\\u0009\\u000b-'), 'g');

/** Makes a text of several lines safe to print; its line breaks are kept. */
export function printableLines(text: string): string {
  return text.replace(CONTROL_IN_LINE, printable);
}

/** A control character in JSON text, whether JSON escapes it or not. */
const IN_JSON = /\\[bfnrtu]|[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

/** Plain data in which every string is made safe to print. */
export function printableData<T>(data: T): T {
  const json = JSON.stringify(data);
  // nearly always there is nothing to do
  if (!IN_JSON.test(json)) return data;
  return JSON.parse(json, (_key, value: unknown) => (typeof value === 'string' ? printable(value) : value)) as T;
}

/** Marks text for a terminal, or leaves it as it is. */
export interface Style {
  /** What does not work. */
  error(text: string): string;
  /** What may go wrong. */
  warning(text: string): string;
  /** What works. */
  good(text: string): string;
  /** What stands out. */
  strong(text: string): string;
  /** What stays in the background. */
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
