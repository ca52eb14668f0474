import { byPrecedence, Cidr, DEFAULT_ENGINE, type IpAddress, quoted, type Place, type Precedence } from '../core';
import { automaticAddress, automaticIpv6, AutomaticSubnets, DOCKER_POOLS } from './automatic-address';
import {
  DEFAULT_BRIDGE,
  type AttachmentState,
  type ContainerState,
  type NetworkState,
  type PublicationState,
  type SubnetRequest,
} from './state';
import { knownText } from './tokens';

/** One subnet of a network as it is written. */
export interface Block {
  readonly subnet: Cidr;
  readonly gateway: IpAddress | undefined;
  readonly ipRange: Cidr | undefined;
  readonly auxiliary: Readonly<Record<string, IpAddress>>;
}

/** Something that cannot be written at all, with its place. */
export interface Problem {
  readonly at: Place;
  readonly text: string;
}

/** What follows from everything on an engine together: automatic subnets, addresses for links, host entries. */
export interface Plan {
  readonly blocks: ReadonlyMap<NetworkState, readonly Block[]>;
  /** Addresses that nobody gave, fixed because a link needs them. */
  readonly fixed: ReadonlyMap<AttachmentState, string>;
  readonly linkEntries: ReadonlyMap<ContainerState, readonly { readonly hostname: string; readonly address: string }[]>;
  readonly problems: readonly Problem[];
}

export interface PlanInput {
  readonly networks: readonly NetworkState[];
  readonly containers: readonly ContainerState[];
  /** Ranges to stay away from. */
  readonly outside: readonly Cidr[];
}

/** A text that says which part it is, whatever the order of the definitions. */
function keyOf(part: { readonly construct: NetworkState['construct']; readonly name: string }): string {
  return knownText(part.construct, part.name) ?? part.construct.node.path;
}

export function makePlan(input: PlanInput): Plan {
  const problems: Problem[] = [];
  const blocks = planBlocks(input, problems);
  const { fixed, linkEntries } = planLinks(input, blocks, problems);
  return { blocks, fixed, linkEntries, problems };
}

function planBlocks({ networks, outside }: PlanInput, problems: Problem[]): Map<NetworkState, readonly Block[]> {
  const given = networks.flatMap(({ requests = [] }) => requests.flatMap(({ subnet }) => subnet ?? []));
  const free = new AutomaticSubnets([...DOCKER_POOLS, ...outside, ...given]);
  const chosen = new Map<SubnetRequest, Cidr>();
  const wishes = networks.flatMap((network) =>
    (network.requests ?? []).filter(({ subnet }) => !subnet).map((request) => ({ network, request })),
  );
  // sorted by what does not change, so that the order of definitions decides nothing
  const keyed = wishes.map((wish) => ({ ...wish, key: keyOf(wish.network) }));
  for (const { network, request, key } of keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))) {
    const subnet = request.family === 4 ? free.take(key) : automaticIpv6(key);
    if (subnet) chosen.set(request, subnet);
    else {
      const text = 'no subnet is left to choose from: the ranges to stay away from leave no free block';
      problems.push({ at: { path: network.construct.node.path }, text: `${text}\n  fix: give subnets yourself` });
    }
  }
  const blocksOf = ({ requests = [] }: NetworkState): Block[] =>
    requests.flatMap((request) => {
      const subnet = request.subnet ?? chosen.get(request);
      if (!subnet) return [];
      // of a chosen subnet the upper half is for fixed addresses, for links or by hand
      const halved = request.subnet === undefined && request.family === 4;
      return blockOf(halved ? { ...request, ipRange: Cidr.of(subnet.first, subnet.prefix + 1) } : request, subnet);
    });
  const sorted = (blocks: Block[]): Block[] => blocks.sort((a, b) => a.subnet.first.compare(b.subnet.first));
  return new Map(networks.map((network) => [network, sorted(blocksOf(network))]));
}

function blockOf({ gateway, gatewayOptional, ipRange, auxiliary }: SubnetRequest, subnet: Cidr): Block {
  if (gateway || gatewayOptional === true) return { subnet, gateway, ipRange, auxiliary };
  const taken = new Set(Object.values(auxiliary).map(String));
  let first = subnet.first.plus(1);
  while (taken.has(first.toString())) first = first.plus(1);
  return { subnet, gateway: first, ipRange, auxiliary };
}

function planLinks(
  { containers }: PlanInput,
  blocks: ReadonlyMap<NetworkState, readonly Block[]>,
  problems: Problem[],
): Pick<Plan, 'fixed' | 'linkEntries'> {
  const linkers = containers.filter(({ links }) => links.length > 0);
  const fixed = fixAddresses(containers, linkers, blocks, problems);
  const linkEntries = new Map<ContainerState, { hostname: string; address: string }[]>();
  for (const linker of linkers) {
    const entries: { hostname: string; address: string }[] = [];
    for (const link of linker.links) {
      const endpoint = link.target.attachments.find(({ network }) => network === link.network);
      const address = endpoint && (endpoint.ipv4 ?? fixed.get(endpoint) ?? endpoint.ipv6);
      if (address !== undefined) entries.push({ hostname: link.alias, address });
    }
    linkEntries.set(linker, entries);
  }
  return { fixed, linkEntries };
}

/** Every link target gets an address that is known before anything runs. */
function fixAddresses(
  containers: readonly ContainerState[],
  linkers: readonly ContainerState[],
  blocks: ReadonlyMap<NetworkState, readonly Block[]>,
  problems: Problem[],
): Map<AttachmentState, string> {
  const wanted = new Map<AttachmentState, { target: ContainerState; network: NetworkState }>();
  for (const linker of linkers) {
    for (const { target, alias, network } of linker.links) {
      const at = { path: linker.construct.node.path };
      const names = `link ${quoted(alias)} to container ${quoted(keyOf(target))} on network ${quoted(keyOf(network))}`;
      if (!linker.attachments.some((one) => one.network === network)) {
        const fix = `connect container ${quoted(keyOf(linker))} to the network, or link on a network that both are on`;
        problems.push({ at, text: `${names} cannot work: the linking container is not on it\n  fix: ${fix}` });
        continue;
      }
      const endpoint = target.attachments.find((one) => one.network === network);
      if (!endpoint) {
        const fix = `connect container ${quoted(keyOf(target))} to the network, or remove the link`;
        problems.push({ at, text: `${names} cannot work: the target is not on it\n  fix: ${fix}` });
      } else if (endpoint.ipv4 === undefined && endpoint.ipv6 === undefined) wanted.set(endpoint, { target, network });
    }
  }
  const fixed = new Map<AttachmentState, string>();
  if (wanted.size === 0) return fixed;
  const taken = takenAddresses(containers, blocks);
  const sorted = [...wanted].map(([endpoint, wish]) => ({ endpoint, ...wish, key: keyOf(wish.target) }));
  for (const { endpoint, target, network, key } of sorted.sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const block = (blocks.get(network) ?? []).find(({ subnet }) => subnet.family === 4);
    const used = taken.get(network) ?? new Set();
    const address = block && automaticAddress(`${key}@${keyOf(network)}`, block.subnet, block.ipRange, used);
    if (address) {
      used.add(address.toString());
      fixed.set(endpoint, address.toString());
      continue;
    }
    const why = block ? 'its network has no address left' : 'the subnet of its network is not known here';
    problems.push({
      at: { path: target.construct.node.path },
      text: `a link needs the address of container ${quoted(key)} on network ${quoted(keyOf(network))}, but ${why}\n  fix: give its endpoint there an address: endpoint({ ipv4 })`,
    });
  }
  return fixed;
}

function takenAddresses(
  containers: readonly ContainerState[],
  blocks: ReadonlyMap<NetworkState, readonly Block[]>,
): Map<NetworkState, Set<string>> {
  const taken = new Map<NetworkState, Set<string>>();
  for (const [network, written] of blocks) {
    const used = written.flatMap(({ gateway, auxiliary }) => [
      ...(gateway ? [gateway] : []),
      ...Object.values(auxiliary),
    ]);
    taken.set(network, new Set(used.map(String)));
  }
  for (const { attachments } of containers) {
    for (const { network, ipv4 } of attachments) {
      if (network !== DEFAULT_BRIDGE && ipv4 !== undefined) taken.get(network)?.add(ipv4);
    }
  }
  return taken;
}

/** Entries of the hosts file, links included. */
export function hostsOf(
  container: ContainerState,
  plan: Plan,
): { readonly hostname: string; readonly address: string }[] {
  const text = (entry: { hostname: string; address: string }): string => `${entry.hostname} ${entry.address}`;
  return [...container.extraHosts, ...(plan.linkEntries.get(container) ?? [])].sort((a, b) =>
    text(a) < text(b) ? -1 : 1,
  );
}

/** Endpoints in an order that is not that of the calls; the provider connects them in an order of its own anyway. */
export function sortedAttachments({ attachments }: ContainerState): AttachmentState[] {
  const key = ({ network }: AttachmentState): string => (network === DEFAULT_BRIDGE ? '' : network.construct.node.path);
  return [...attachments].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Ports in the order in which the provider reads them back: by container port, then protocol. */
export function sortedPublications(container: ContainerState): PublicationState[] {
  const address = ({ address }: PublicationState): string => address ?? '';
  return [...container.publications].sort(
    (a, b) =>
      a.port.number - b.port.number ||
      a.port.protocol.localeCompare(b.port.protocol) ||
      (a.hostPort ?? 0) - (b.hostPort ?? 0) ||
      address(a).localeCompare(address(b)),
  );
}

/**
 * The host address a port is bound to: the one given, else the default of the network that carries published ports.
 *
 * The provider always sends an address, so the engine never looks at the network's own default.
 */
export function hostAddressOf(container: ContainerState, publication: PublicationState): string | undefined {
  if (publication.address !== undefined) return publication.address;
  const carriers = container.attachments.map(carrier).filter(({ bridge, network }) => bridge && !network.internal);
  // the version of the engine matters to internal networks only
  return carriers.sort(byPrecedence(DEFAULT_ENGINE.version))[0]?.hostBinding;
}

/** Where an attachment comes in the engine's order, and what it would bind ports to. */
interface Carrier extends Precedence {
  /** Only bridges publish ports; of what is there already the driver may be unknown. */
  readonly bridge: boolean;
  readonly hostBinding: string | undefined;
}

function carrier({ network, ipv6 }: AttachmentState): Carrier {
  const on = network === DEFAULT_BRIDGE ? undefined : network;
  return {
    priority: 0,
    network: { name: on ? keyOf(on) : DEFAULT_BRIDGE, internal: on?.internal === true },
    ipv6: on?.ipv6 === true ? true : ipv6,
    bridge: !on || on.driver === 'bridge' || on.driver === '',
    hostBinding: on?.hostBinding,
  };
}
