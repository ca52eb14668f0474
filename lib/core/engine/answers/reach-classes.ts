import { carrierOf, type Network, type Node, type Sandbox } from '../state/sandbox';
import { type Topology } from '../topology';

/** Containers that reach, and are reached by, the same others. */
export interface ReachClass {
  readonly members: readonly string[];
  /** Networks they are on, in the order that decides the default route. */
  readonly networks: readonly string[];
  readonly kind: 'host' | 'own';
  /** Whether they get out: to other machines and, unless by a macvlan or ipvlan network, to the host's addresses. */
  readonly leaves: boolean;
}

/** Classes that all reach each other at their own addresses, and what makes it so. */
export interface ReachGroup {
  readonly by: string;
  readonly classes: readonly ReachClass[];
}

/**
 * Who reaches whom at its own address, for any number of containers: classes of equals, and groups of classes in which
 * everyone reaches everyone. Two containers reach each other exactly when they are of one namespace or their classes share
 * a group.
 */
export class ReachClasses {
  static of(topology: Topology): ReachClasses {
    const byKey = new Map<string, { node: Node; sandbox: Sandbox; members: string[] }>();
    for (const node of topology.nodes.values()) {
      const { sandbox } = node;
      if (!sandbox) continue;
      const key = keyOf(sandbox);
      const entry = byKey.get(key);
      if (entry) entry.members.push(node.name);
      else byKey.set(key, { node, sandbox, members: [node.name] });
    }
    const groups = new Map<Network, ReachClass[]>();
    const classes: ReachClass[] = [];
    for (const { sandbox, members } of byKey.values()) {
      const one: ReachClass = {
        members,
        networks: sandbox.endpoints.map(({ network }) => network.name),
        kind: sandbox.kind,
        leaves: sandbox.kind === 'host' || carrierOf(sandbox) !== undefined,
      };
      classes.push(one);
      for (const { network } of sandbox.endpoints) {
        if (!network.icc) continue;
        const group = groups.get(network);
        if (group) group.push(one);
        else groups.set(network, [one]);
      }
    }
    return new ReachClasses(
      classes,
      [...groups].map(([network, members]) => ({ by: network.name, classes: members })),
    );
  }

  readonly #groupsOf = new Map<ReachClass, ReachGroup[]>();
  readonly #classOf = new Map<string, ReachClass>();

  private constructor(
    readonly classes: readonly ReachClass[],
    readonly groups: readonly ReachGroup[],
  ) {
    for (const group of groups) {
      for (const one of group.classes) {
        const known = this.#groupsOf.get(one);
        if (known) known.push(group);
        else this.#groupsOf.set(one, [group]);
      }
    }
    for (const one of classes) for (const name of one.members) this.#classOf.set(name, one);
  }

  classOf(container: string): ReachClass | undefined {
    return this.#classOf.get(container);
  }

  /** The networks through which members of two classes reach each other; empty when they do not. */
  between(a: ReachClass, b: ReachClass): string[] {
    const mine = this.#groupsOf.get(a) ?? [];
    return mine.filter((group) => group.classes.includes(b)).map(({ by }) => by);
  }
}

/** Members of one namespace are equal; apart from that, containers on the same networks are. */
function keyOf(sandbox: Sandbox): string {
  if (sandbox.kind === 'host') return 'host';
  if (sandbox.members.length > 1 || sandbox.incomplete !== undefined || sandbox.endpoints.length === 0) {
    return `container ${sandbox.owner?.name ?? ''}`;
  }
  return sandbox.endpoints.map(({ network }) => network.name).join('\n');
}
