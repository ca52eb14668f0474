/** Numbers for texts, from 0: the same for the same text. */
export class Numbering {
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}

/** What is kept by such numbers. */
export class Numbered<T> {
  readonly #items: (T | undefined)[] = [];

  get(number: number): T | undefined {
    return this.#items[number];
  }

  set(number: number, item: T): void {
    this.#items[number] = item;
  }
}
