import { ModelError, quoted } from '../../values/model-error';
import { DEFAULT_ENGINE } from './docker-host';
import { behaviourOf, type BehaviourId } from './engine-behaviours';

/** Something with the version of an engine: a number is a major version, a text may have minor and patch. */
export interface VersionedEngine {
  readonly version: number | string;
}

const VERSION = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+~ ].*)?$/;

/** A version of Docker Engine. What is left out is the newest there is: `29` is the last of all 29s. */
export class EngineVersion {
  static readonly #read = new Map<number | string, EngineVersion>();

  /**
   * Reads `29`, `29.4` or `29.4.1`; what stands behind, as in `20.10.24+dfsg1`, does not count.
   *
   * @param entry the public function that was called
   * @throws ModelError engine-version-unreadable
   */
  static of(version: number | string, entry: (...args: never[]) => unknown = EngineVersion.of): EngineVersion {
    const known = EngineVersion.#read.get(version);
    if (known) return known;
    const match = VERSION.exec(String(version));
    if (!match) {
      throw new ModelError(
        'engine-version-unreadable',
        `a version of Docker Engine is a number or numbers with dots, got ${quoted(version)}`,
        "write it as docker version shows it: 29 or '29.4.1'",
        entry,
      );
    }
    const parts: (string | undefined)[] = match.slice(1);
    const read = new EngineVersion(parts.map((part) => Number(part ?? Infinity)));
    EngineVersion.#read.set(version, read);
    return read;
  }

  /** Whether a text is a version that can be read. */
  static isReadable(version: string): boolean {
    return VERSION.test(version);
  }

  readonly #parts: readonly number[];
  readonly #answers = new Map<BehaviourId, boolean>();

  private constructor(parts: readonly number[]) {
    this.#parts = parts;
  }

  /** Negative, zero or positive: an order from old to new. */
  compare(other: EngineVersion): number {
    for (const [at, part] of this.#parts.entries()) {
      const others = other.#parts[at] ?? 0;
      if (part !== others) return part < others ? -1 : 1;
    }
    return 0;
  }

  isAtLeast(first: number | string): boolean {
    // a change of version 29 is in 29.0.0 already
    const parts = String(first).split('.').map(Number);
    for (const [at, part] of this.#parts.entries()) {
      const others = parts[at] ?? 0;
      if (part !== others) return part > others;
    }
    return true;
  }

  /** Whether engines of this version behave so. */
  does(id: BehaviourId): boolean {
    let answer = this.#answers.get(id);
    if (answer === undefined) this.#answers.set(id, (answer = this.isAtLeast(behaviourOf(id).since)));
    return answer;
  }

  toString(): string {
    return this.#parts.filter((part) => part !== Infinity).join('.');
  }
}

/** Whether an engine behaves so. */
export function does({ version }: VersionedEngine, id: BehaviourId): boolean {
  return EngineVersion.of(version).does(id);
}

/** The engine of the newest version among some; without any, the one that is taken by default. */
export function newestOf(engines: readonly VersionedEngine[]): VersionedEngine {
  const order = (one: VersionedEngine): EngineVersion => EngineVersion.of(one.version);
  return engines.reduce(
    (best, one) => (order(one).compare(order(best)) > 0 ? one : best),
    engines[0] ?? DEFAULT_ENGINE,
  );
}
