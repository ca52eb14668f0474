import { type VersionedEngine } from '../definition/engine-version';
import { IpAddress } from '../../values/address';
import { isKnown, type Knowable, known, Unknown } from '../../values/unknown';
import { type ContainerSpec, type EndpointDefinition, type NetworkDefinition } from '../definition/docker-host';
import { nameOf } from '../definition/docker-reading';
import { byPrecedence } from '../definition/precedence';
import { placementOf } from './placement';
import { type DockerSwarm, type SwarmNode, type SwarmService } from './swarm';
import { type SwarmAnswer } from './swarm-verdict';

/** A container of a node, where it is on a network. */
export interface Member {
  readonly node: SwarmNode;
  readonly container: ContainerSpec;
  readonly endpoint: EndpointDefinition;
}

/** Who is on each overlay network: containers of all nodes, and services. */
export class OverlayMembers {
  readonly #containers = new Map<string, Member[]>();
  readonly #services = new Map<string, SwarmService[]>();

  constructor(
    private readonly swarm: DockerSwarm,
    private readonly overlays: ReadonlyMap<string, NetworkDefinition>,
  ) {
    for (const node of swarm.nodes.items) {
      for (const container of node.host.containers.items) {
        if (container.running !== true) continue;
        for (const endpoint of container.endpoints.items) {
          const network = known(endpoint.network);
          if (network !== undefined && overlays.has(network))
            push(this.#containers, network, { node, container, endpoint });
        }
      }
    }
    for (const service of swarm.services.items) {
      for (const { network } of service.networks.items) if (isKnown(network)) push(this.#services, network, service);
    }
  }

  containersOn(network: string): readonly Member[] {
    return this.#containers.get(network) ?? [];
  }

  servicesOn(network: string): readonly SwarmService[] {
    return this.#services.get(network) ?? [];
  }

  /** The overlay networks of a container or service in the order in which names are looked for. */
  ordered(
    endpoints: readonly Pick<EndpointDefinition, 'network' | 'gatewayPriority'>[],
    engine: VersionedEngine,
  ): string[] {
    const found = endpoints.flatMap(({ network, gatewayPriority = 0 }) => {
      const overlay = isKnown(network) ? this.overlays.get(network) : undefined;
      if (!overlay || !isKnown(network)) return [];
      return [
        {
          priority: isKnown(gatewayPriority) ? gatewayPriority : 0,
          network: { name: network, internal: overlay.internal === true },
          ipv6: overlay.ipv6 === true ? true : undefined,
        },
      ];
    });
    return found.sort(byPrecedence(engine)).map(({ network }) => network.name);
  }

  /** The answers of one overlay network to a name, or to one with the network behind a dot. */
  answers(network: string, name: string): Knowable<SwarmAnswer[]> {
    const plain = this.#answersTo(network, name.toLowerCase());
    const behind = `.${network}`;
    if (!isKnown(plain) || plain.length > 0 || !name.endsWith(behind)) return plain;
    return this.#answersTo(network, name.slice(0, -behind.length).toLowerCase());
  }

  /** Containers, services and their tasks. */
  #answersTo(network: string, asked: string): Knowable<SwarmAnswer[]> {
    const answers: SwarmAnswer[] = [];
    for (const { node, container, endpoint } of this.containersOn(network)) {
      const names = [container.name, container.hostname, ...endpoint.aliases.items];
      const open = names.find((one) => one instanceof Unknown);
      if (open instanceof Unknown) return open;
      if (!names.some((one) => typeof one === 'string' && one.toLowerCase() === asked)) continue;
      const of = { container: nameOf(container), node: node.name };
      answers.push({ address: addressOf(endpoint, network), network, of });
    }
    for (const service of this.servicesOn(network)) {
      const some = this.#answersOf(service, network, asked);
      if (!isKnown(some)) return some;
      answers.push(...some);
    }
    return answers;
  }

  /** A service by its name or an alias; `tasks.` before it means each of its tasks. */
  #answersOf(service: SwarmService, network: string, asked: string): Knowable<SwarmAnswer[]> {
    if (!isKnown(service.name)) return service.name;
    const { name, endpointMode } = service;
    const aliases = service.networks.items.filter((one) => one.network === network).flatMap((one) => one.aliases.items);
    const open = aliases.find((one) => one instanceof Unknown);
    if (open instanceof Unknown) return open;
    const isTasks = asked === `tasks.${name.toLowerCase()}`;
    if (!isTasks && ![name, ...aliases].some((one) => isKnown(one) && one.toLowerCase() === asked)) return [];
    const of = { service: name };
    if (!isTasks && !isKnown(endpointMode)) return endpointMode;
    const { tasks, some } = placementOf(this.swarm, service);
    if (!isTasks && endpointMode === 'vip')
      return [{ address: new Unknown(`the virtual address of service ${name}`), network, of, virtual: true }];
    if (!isKnown(tasks) && some !== true) return tasks;
    const address = new Unknown(`the swarm picks the addresses of the tasks of ${name}`);
    // while the number is not known, one answer stands for all
    return Array.from({ length: isKnown(tasks) ? tasks : 1 }, () => ({ address, network, of }));
  }
}

function addressOf({ ipv4, ipv6 }: EndpointDefinition, network: string): Knowable<IpAddress> {
  const given = ipv4 ?? ipv6;
  if (given === undefined) return new Unknown(`the engine picks an address of network ${network}`);
  if (!isKnown(given)) return given;
  return IpAddress.tryParse(given) ?? new Unknown(`${given} is not an address`);
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
