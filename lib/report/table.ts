import { wrapped } from './lines';

type Row = readonly string[];

const GAP = '  ';

/** The least width to which a column is reduced. */
const NARROWEST = 6;

/**
 * A table of text; the first row is the head. Text that does not fit into a cell is wrapped.
 * @param width the greatest width of the table, in characters; exceeded where columns would get too narrow
 */
export function table(rows: readonly Row[], width = Infinity): string {
  const widths = widthsOf(rows, width);
  const [head = [], ...body] = rows.map((row) => linesOf(row, widths));
  return [head, widths.map((one) => '-'.repeat(one)).join(GAP), ...body].flat().join('\n');
}

/**
 * A table whose columns are spread over several tables, one below the other, each of which begins with the first column: for
 * cells that must not be wrapped.
 */
export function tablesBelow(rows: readonly Row[], width = Infinity): string {
  const [first = 0, ...others] = naturalWidths(rows);
  const groups: number[][] = [];
  let room = 0;
  for (const [index, one] of others.entries()) {
    if (groups.length === 0 || room < GAP.length + one) {
      groups.push([]);
      room = width - first;
    }
    groups.at(-1)?.push(index + 1);
    room -= GAP.length + one;
  }
  return groups
    .map((columns) =>
      table(
        rows.map((row) => [0, ...columns].map((column) => row[column] ?? '')),
        width,
      ),
    )
    .join('\n\n');
}

function naturalWidths(rows: readonly Row[]): number[] {
  return (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
}

/** The widths of the columns: the widest are reduced, first only so far that no word is broken. */
function widthsOf(rows: readonly Row[], width: number): readonly number[] {
  const widths = naturalWidths(rows);
  const words = naturalWidths(rows.map((row) => row.map((cell) => longestWord(cell))));
  for (const least of [words, words.map(() => NARROWEST)]) {
    while (totalOf(widths) > width) {
      const room = widths.map((one, column) => (one > (least[column] ?? 0) ? one : 0));
      const widest = Math.max(...room);
      if (widest === 0) break;
      widths[room.indexOf(widest)] = widest - 1;
    }
  }
  return widths;
}

function totalOf(widths: readonly number[]): number {
  return widths.reduce((sum, one) => sum + one, (widths.length - 1) * GAP.length);
}

/** The longest word of a cell. */
function longestWord(cell: string): string {
  return cell.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest), '');
}

function linesOf(row: Row, widths: readonly number[]): readonly string[] {
  const cells = widths.map((width, column) => wrapped(row[column] ?? '', width).flatMap((line) => pieces(line, width)));
  const height = Math.max(1, ...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    cells
      .map((cell, column) => (cell[line] ?? '').padEnd(widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
}

/** A word broken into pieces that fit its column. */
function pieces(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line];
  return [line.slice(0, width), ...pieces(line.slice(width), width)];
}
