import { type Place } from '../../../core/values/place';
import { Unknown } from '../../../core/values/unknown';
import { Reference, type Data } from '../../../core/reading/field';
import { type Presence } from '../../presence';
import { Failed, Namespace, Thing } from '../language/value';

/** One of the copies that `count` or `for_each` makes, or the only one. */
export interface Copy {
  /** As references write it, in its brackets; empty for an only one. */
  readonly index: string;
  readonly count?: number;
  readonly each?: { readonly key: unknown; readonly value: unknown };
}

/** A resource or data source of the input. */
export interface Block {
  readonly type: string;
  readonly name: string;
  /** The one of all modules and copies, such as `module.net["a"].docker_network.isolated[0]`. */
  readonly address: string;
  /** The address of its module, empty for the root. */
  readonly module: string;
  readonly isData: boolean;
  /** All of its values, worked out. */
  readonly body: Data;
  /** `docker`, or `docker.remote` with an alias. */
  readonly provider: string;
  readonly place: Place;
  /** Addresses and module addresses that it waits for. */
  readonly dependsOn: readonly string[];
  /** Undefined when how many copies there are is decided later: then it stands for all of them. */
  readonly copy: Copy | undefined;
  /** What has to be for there to be any, where that is not known. */
  readonly presence: Presence | undefined;
  /** The attribute that decides how many copies there are, where that is not known. */
  readonly copiesOf?: string;
  /** Whether it is of a plan or a state, which Terraform accepted and from which values may have been left out since. @default false */
  readonly isShown?: boolean;
  /** The value of an attribute, or the list of the blocks of a type. */
  value(name: string): unknown;
}

/** Attributes that identify a resource: a reference to one of them means the resource, whether or not its value is known. */
const NAMING: ReadonlySet<string> = new Set(['id', 'arn', 'name', 'family', 'cluster_name', 'key_name', 'name_prefix']);

/** A resource where a value refers to it. */
export class BlockThing extends Thing {
  constructor(
    readonly block: Block,
    private readonly special: (block: Block, name: string) => unknown,
  ) {
    super(block.address, undefined, {}, block);
  }

  get isUncounted(): boolean {
    return this.block.copy === undefined;
  }

  ask(name: string): unknown {
    const special = this.special(this.block, name);
    if (special !== undefined) return special;
    const value = this.block.value(name);
    const isOpen = value instanceof Unknown && !(value instanceof Failed);
    if (value === undefined || value === null || (isOpen && NAMING.has(name)) || value instanceof Namespace) {
      return new Reference(this.block.address, name, {}, this.block);
    }
    return value;
  }
}

/** The block that a reference is to. */
export function blockOf(value: unknown): Block | undefined {
  return value instanceof Reference ? (value.scope as Block | undefined) : undefined;
}

/** The address without the index of a copy. */
export function resourceOf({ module, isData: looked, type, name }: Block): string {
  return `${module === '' ? '' : `${module}.`}${looked ? 'data.' : ''}${type}.${name}`;
}
