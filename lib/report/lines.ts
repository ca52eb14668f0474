/** What gives a text its colours, and takes no room on a terminal. */
// eslint-disable-next-line no-control-regex -- control characters are what it is about
const MARKS = /\u001b\[\d+m/g;

/** Room that the right column of a line keeps at least; with less, it goes on below the left one. */
const NARROWEST = 30;

/** The words of a text in lines of a length; a longer word, such as an address, stays whole. */
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
 * A text whose lines fit a terminal: what is too long goes on in the next line, below its last column.
 * @param columns of the terminal; undefined where output goes to none: the lines stay as they are
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
