import { type IpAddress } from '../../values/address';
import { isKnown, type Knowable } from '../../values/unknown';
import { carrierOf, type Network, type Sandbox } from '../state/sandbox';
import { type Topology } from '../topology';

/** Containers that reach, and are reached by, the same others. */
export interface ReachClass {
  /** Names of the containers. */
  readonly members: readonly string[];
  /** Networks they are on, in the order that decides the default route. */
  readonly networks: readonly string[];
  /** Whether they have the network of the host, or one of their own. */
  readonly kind: 'host' | 'own';
  /** Whether they get out: to other machines and, unless by a macvlan or ipvlan network, to the host's addresses. */
  readonly leaves: boolean;
}

/** Classes that all reach each other at their own addresses, and what makes it so. */
export interface ReachGroup {
  /** Name of the network. */
  readonly by: string;
  /** The classes whose members reach each other there. */
  readonly classes: readonly ReachClass[];
}

/**
 * Who reaches whom at its own address, for any number of containers: classes of equals, and groups of classes in which
 * everyone reaches everyone. What holds between two classes is asked of the topology, one member for all.
 */
export class ReachClasses {
  /** The classes of what runs on a host. */
  static of(topology: Topology): ReachClasses {
    const byKey = new Map<string, { sandbox: Sandbox; members: string[] }>();
    for (const { name, sandbox, doubt } of topology.nodes.values()) {
      if (!sandbox) continue;
      const key = `${keyOf(sandbox)}\n${doubt ?? ''}`;
      const entry = byKey.get(key);
      if (entry) entry.members.push(name);
      else byKey.set(key, { sandbox, members: [name] });
    }
    const classes = [...byKey.values()].map(({ sandbox, members }): ReachClass => ({
      members,
      networks: sandbox.endpoints.map(({ network }) => network.name),
      kind: sandbox.kind,
      leaves: sandbox.kind === 'host' || carrierOf(sandbox) !== undefined,
    }));
    return new ReachClasses(topology, classes);
  }

  readonly #topology: Topology;
  readonly #classOf = new Map<string, ReachClass>();
  #groups: readonly ReachGroup[] | undefined;

  private constructor(
    topology: Topology,
    /** The classes; every container is in one of them. */
    readonly classes: readonly ReachClass[],
  ) {
    this.#topology = topology;
    for (const one of classes) for (const name of one.members) this.#classOf.set(name, one);
  }

  /** For each network the classes whose members all reach each other there; none of one container only. */
  get groups(): readonly ReachGroup[] {
    return (this.#groups ??= this.#group());
  }

  /** The class of a running container. */
  classOf(container: string): ReachClass | undefined {
    return this.#classOf.get(container);
  }

  /** The networks at whose addresses members of one class reach those of another; empty when they do not. */
  between(from: ReachClass, to: ReachClass): string[] {
    return to.networks.filter((network) => this.#reaches(from, to, network));
  }

  #reaches(from: ReachClass, to: ReachClass, on: string): boolean {
    const [asking] = from.members;
    const asked = to.members.find((name) => name !== asking) ?? asking;
    if (asking === undefined || asked === undefined) return false;
    return this.#topology.reach({ from: asking, to: { container: asked, on } }).kind === 'reachable';
  }

  #group(): ReachGroup[] {
    const byNetwork = new Map<string, ReachClass[]>();
    for (const one of this.classes) {
      for (const network of one.networks) {
        const there = byNetwork.get(network);
        if (there) there.push(one);
        else byNetwork.set(network, [one]);
      }
    }
    return [...byNetwork].flatMap(([by, there]) => {
      // one that may not run tells nothing about whether the network lets others through
      const first = there.find(({ members }) => members.some((name) => this.#topology.node(name).doubt === undefined));
      const classes = there.filter((one) => first && this.#reaches(one, first, by) && this.#reaches(first, one, by));
      const size = classes.reduce((sum, { members }) => sum + members.length, 0);
      return size > 1 ? [{ by, classes }] : [];
    });
  }
}

/** Members of one namespace are equal; apart from that, containers that differ in names and addresses only. */
function keyOf(sandbox: Sandbox): string {
  if (sandbox.kind === 'host') return 'host';
  if (sandbox.members.length > 1 || sandbox.incomplete !== undefined || sandbox.endpoints.length === 0) {
    return `container ${sandbox.owner?.name ?? ''}`;
  }
  return sandbox.endpoints
    .map(({ network, ipv4, ipv6 }) => [network.name, placeOf(ipv4, network), placeOf(ipv6, network)].join(' '))
    .join('\n');
}

/** Which address of a network one is, apart from its number. */
function placeOf(address: Knowable<IpAddress> | undefined, { subnets }: Network): string {
  if (address === undefined) return 'none';
  return isKnown(address) ? `${subnets.findIndex((subnet) => subnet.contains(address))}` : 'any';
}
