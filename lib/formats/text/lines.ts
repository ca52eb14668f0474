import { type Position } from './input-error';

/** The lines of a text, for places in it. They are counted once, on demand. */
export class Lines {
  #starts: readonly number[] | undefined;

  constructor(private readonly text: string) {}

  /** Line and column of an offset. */
  at(offset: number): Position {
    this.#starts ??= startsIn(this.text);
    const starts = this.#starts;
    let low = 0;
    for (let high = starts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }
}

function startsIn(text: string): readonly number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
