/**
 * Goes through the ways in which open questions can be answered, one reading at a time.
 *
 * A reading asks in a fixed order, so its answers so far are the whole state: only questions that matter are asked, and
 * what one answer rules out is never tried.
 */
export class Ways {
  readonly #answers: { option: number; readonly options: number }[] = [];
  #asked = 0;

  /** The answer to the next question of this reading: 0 up to, not including, `options`. */
  choose(options: number): number {
    const known = this.#answers[this.#asked++];
    if (known) return known.option;
    this.#answers.push({ option: 0, options });
    return 0;
  }

  /** Whether this reading asked anything. */
  get isOpen(): boolean {
    return this.#answers.length > 0;
  }

  /** Turns to the next way; false when all were seen. */
  next(): boolean {
    this.#asked = 0;
    for (let last = this.#answers.at(-1); last; last = this.#answers.at(-1)) {
      if (++last.option < last.options) return true;
      this.#answers.pop();
    }
    return false;
  }
}
