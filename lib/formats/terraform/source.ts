import { type Place } from '../../core/values/place';
import { Unknown, type Knowable } from '../../core/values/unknown';
import { Reference, type Source } from '../../core/reading/field';
import { type Problem, type UnknownPart } from '../reading';
import { blockOf, type Block } from './configuration/block';
import { type Written } from './language/expression';
import { nameOfValue, plain, type Origins } from './language/value';

/** Values as Terraform worked them out: names are in snake case, a single block may stand for a list. */
export class TerraformSource implements Source {
  readonly unknown: UnknownPart[] = [];
  readonly problems: Problem[] = [];
  readonly blocks = true;
  readonly interpolates = false;
  readonly keys = new Map<string, string>();
  hop = '';
  readonly #byAddress: ReadonlyMap<string, Block>;
  readonly #byId: ReadonlyMap<string, Block>;

  constructor(
    readonly all: readonly Block[],
    private readonly origins: Origins,
  ) {
    this.#byAddress = new Map(all.map((block) => [block.address, block]));
    this.#byId = new Map(
      all.flatMap((block) => {
        const id = block.copy && block.value('id');
        return typeof id === 'string' ? [[id, block] as const] : [];
      }),
    );
  }

  at(address: string): Block | undefined {
    return this.#byAddress.get(address);
  }

  /** The resource that has an id already, as a state knows it. */
  made(id: string): Block | undefined {
    return this.#byId.get(id);
  }

  spell(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  resolve(raw: unknown): unknown {
    return plain(raw) ?? undefined;
  }

  written(value: unknown): Written | undefined {
    return this.origins.of(value);
  }

  identify(raw: unknown): Knowable<string> | undefined {
    const value = this.resolve(raw);
    if (typeof value === 'string' || value === undefined) return value;
    if (value instanceof Reference) return value.id;
    if (value instanceof Unknown) return nameOfValue(value) ?? value;
    return typeof value === 'number' ? String(value) : new Unknown('it is not a name');
  }

  note(at: Place, what: string, why: string): void {
    this.unknown.push({ at, what, why });
  }
}

/** The text of a value; what the value refers to by its id counts as that thing's name where `nameOf` knows it. */
export function nameOr(
  value: unknown,
  nameOf: (block: Block | undefined) => Knowable<string> | undefined,
): Knowable<string> | undefined {
  if (value instanceof Reference)
    return nameOf(blockOf(value)) ?? new Unknown(`${value.id} is decided when Terraform applies`);
  if (typeof value === 'string' || value === undefined) return value;
  if (value instanceof Unknown) return value;
  return typeof value === 'number' ? String(value) : new Unknown('it is not a name');
}
