import fc, { type GeneratorValue } from 'fast-check';

/** Draws by name; every choice comes from the seed of the arbitrary. */
export class Draw {
  constructor(private readonly value: GeneratorValue) {}

  /** An integer from `min` to `max`, both included. */
  integer(min: number, max: number): number {
    return this.value(fc.integer, { min, max });
  }

  chance(probability: number): boolean {
    return this.integer(0, 999) < probability * 1000;
  }

  /** @throws Error when there is nothing to choose from */
  one<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('nothing to choose from');
    return items[this.integer(0, items.length - 1)] as T;
  }

  /** Some of the items, in their order. */
  some<T>(items: readonly T[], probability: number): T[] {
    return items.filter(() => this.chance(probability));
  }

  shuffled<T>(items: readonly T[]): T[] {
    const left = [...items];
    const out: T[] = [];
    while (left.length > 0) out.push(...left.splice(this.integer(0, left.length - 1), 1));
    return out;
  }

  weighted<T>(choices: readonly (readonly [number, T])[]): T {
    let at = this.integer(1, choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, item] of choices) {
      at -= weight;
      if (at <= 0) return item;
    }
    throw new Error('nothing to choose from');
  }
}
