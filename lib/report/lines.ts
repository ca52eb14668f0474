/** Escape sequences for colours, which take no columns on a terminal. */
// eslint-disable-next-line no-control-regex -- it matches control characters
const MARKS = /\u001b\[\d+m/g;

/** The least width of the right column of a line; with less room, it continues below the left one. */
const NARROWEST = 30;

/** Wraps a text at a width; a word that is longer, such as an address, stays whole. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let room = 0;
  for (const word of text.split(' ')) {
    const length = shownLength(word);
    const last = lines.at(-1);
    if (last === undefined || room < length + 1) {
      lines.push(word);
      room = width - length;
    } else {
      lines[lines.length - 1] = `${last} ${word}`;
      room -= length + 1;
    }
  }
  return lines;
}

/**
 * A text whose lines fit a terminal: a long line continues in the next one, indented to its last column.
 * @param columns width of the terminal; undefined when the output is no terminal, and lines stay as they are
 */
export function fitted(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  return text
    .split('\n')
    .flatMap((line) => (shownLength(line) <= columns ? [line] : fittedLine(line, columns)))
    .join('\n');
}

function fittedLine(line: string, columns: number): readonly string[] {
  const [indent = ''] = /^ */.exec(line) ?? [];
  const [column = indent] = /^.*\S {2,}(?=\S)/.exec(line) ?? [];
  const start = columns - shownLength(column) < NARROWEST ? indent : column;
  const hang = start === indent ? indent.length + 2 : shownLength(start);
  const [first = '', ...more] = wrapped(line.slice(start.length), columns - hang);
  return [start + first, ...more.map((one) => ' '.repeat(hang) + one)];
}

function shownLength(text: string): number {
  return text.replace(MARKS, '').length;
}
