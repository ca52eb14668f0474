import { IpAddress } from './address';
import { parseLink, type Endpoint, type Link, type Network, type Node, type Sandbox } from './sandbox';
import type { Topology } from './topology';
import { isKnown, Unknown, type Knowable } from './unknown';
import { type NameAnswer, type Origin, type Resolution } from './verdict';

const LOOPBACKS = [IpAddress.parse('127.0.0.1'), IpAddress.parse('::1')];

const FILE_ORDER = 'the first line that has the name comes first';
const DNS_ORDER = 'all addresses are given, their order rotates from question to question';

/** Members of a network by lower-case name; made when the first question on that network is asked. */
const indexes = new WeakMap<Topology, Map<Network, Map<string, Endpoint[]>>>();

/**
 * The answers to a name, in the engine's order: the hosts file, links of the default bridge, links of each network, then
 * the members of each network. The first network that has an answer gives it alone.
 */
export function resolve(topology: Topology, from: Origin, name: string): Resolution {
  if (name.toLowerCase() === 'localhost') return fromFile(LOOPBACKS.map((address) => ({ address })));
  if (typeof from !== 'string') {
    return denied(
      `${from.kind === 'host' ? 'the host' : 'another machine'} does not ask the engine's resolver`,
      'dial a published port at an address of the host',
    );
  }
  const node = topology.node(from);
  const { sandbox } = node;
  if (!sandbox) return denied(`container ${from} does not run`, `start ${from}`);
  return (
    fromHostsFile(topology, node, sandbox, name) ??
    fromLinks(topology, sandbox, name) ??
    fromNetworks(topology, sandbox, name) ??
    absent(topology, sandbox, name)
  );
}

/** A sandbox has one hosts file: its owner's. Containers in host mode have one each. */
function fromHostsFile(topology: Topology, node: Node, sandbox: Sandbox, name: string): Resolution | undefined {
  const { spec } = sandbox.owner ?? node;
  for (const { hostname, address } of spec.extraHosts.items) {
    if (!isKnown(hostname) || hostname.toLowerCase() !== name.toLowerCase()) continue;
    if (!isKnown(address)) return { kind: 'unknown', missing: address.why };
    if (address === 'host-gateway') return fromFile([{ address: hostGateway(topology) }]);
    const parsed = IpAddress.tryParse(address);
    if (!parsed) return denied(`the hosts entry ${name} has no readable address`, 'give it an address');
    return fromFile([answerAt(topology, parsed)]);
  }
  if (typeof spec.hostname === 'string' && spec.hostname.toLowerCase() === name.toLowerCase()) {
    const own = sandbox.endpoints.flatMap(addressesOf);
    return own.length > 0 ? fromFile(own) : undefined;
  }
  return undefined;
}

function hostGateway(topology: Topology): Knowable<IpAddress> {
  return topology.network('bridge').gateways[0] ?? new Unknown('the default bridge has no gateway');
}

function answerAt(topology: Topology, address: IpAddress): NameAnswer {
  const endpoint = topology.endpointAt(address);
  const owner = endpoint?.sandbox.owner;
  return owner ? { address, container: owner.name, network: endpoint.network.name } : { address };
}

function fromLinks(topology: Topology, sandbox: Sandbox, name: string): Resolution | undefined {
  // the links of the default bridge stand in the hosts file, so they come first
  const ordered = [...sandbox.endpoints].sort(
    (a, b) => Number(b.network.name === 'bridge') - Number(a.network.name === 'bridge'),
  );
  for (const endpoint of ordered) {
    const legacy = endpoint.network.name === 'bridge';
    for (const link of linksOn(sandbox, endpoint)) {
      const target = topology.nodes.get(link.target);
      if (!namesOfLink(link, target, legacy).includes(name.toLowerCase())) continue;
      const there = target?.sandbox?.endpoints.find(({ network }) => network === endpoint.network);
      if (target?.running !== true || there?.sandbox.owner !== target) continue;
      const answers = addressesOf(there);
      return legacy ? fromFile(answers) : fromDns(answers);
    }
  }
  return undefined;
}

/** Links that count on an endpoint: its own, and for the first network those of the container. */
export function linksOn(sandbox: Sandbox, endpoint: Endpoint): Link[] {
  const owner = sandbox.owner;
  const first = owner?.attachments[0]?.network === endpoint.network.name;
  return [...endpoint.links, ...(first ? owner.spec.links.items.filter(isKnown).map(parseLink) : [])];
}

function namesOfLink({ alias, target }: Link, node: Node | undefined, legacy: boolean): string[] {
  const names = legacy
    ? [alias, target, ...(typeof node?.spec.hostname === 'string' ? [node.spec.hostname] : [])]
    : [alias];
  return names.map((one) => one.toLowerCase());
}

function fromNetworks(topology: Topology, sandbox: Sandbox, name: string): Resolution | undefined {
  const known = name.toLowerCase();
  // a name or label longer than 63 is stored and never found
  if (known.split('.').some((label) => label.length > 63)) return undefined;
  const endpoints = sandbox.endpoints.filter(({ network }) => network.name !== 'bridge');
  for (const { network } of endpoints) {
    const members = membersOf(topology, network).get(known);
    if (members) return fromDns(members.flatMap(addressesOf));
  }
  for (const { network } of endpoints) {
    // the question is made lower case, the name of the network is not
    const suffix = `.${network.name}`;
    if (!known.endsWith(suffix)) continue;
    const members = membersOf(topology, network).get(known.slice(0, -suffix.length));
    if (members) return fromDns(members.flatMap(addressesOf));
  }
  return undefined;
}

function membersOf(topology: Topology, network: Network): Map<string, Endpoint[]> {
  let networks = indexes.get(topology);
  if (!networks) indexes.set(topology, (networks = new Map<Network, Map<string, Endpoint[]>>()));
  let index = networks.get(network);
  if (index) return index;
  networks.set(network, (index = new Map<string, Endpoint[]>()));
  for (const endpoint of network.members) {
    for (const name of namesOf(endpoint)) {
      const endpoints = index.get(name);
      if (endpoints) endpoints.push(endpoint);
      else index.set(name, [endpoint]);
    }
  }
  return index;
}

/** The names by which the members of its network know an endpoint, in lower case. */
export function namesOf({ sandbox, aliases }: Endpoint): Set<string> {
  const { owner } = sandbox;
  if (!owner) return new Set();
  const hostname = typeof owner.spec.hostname === 'string' ? [owner.spec.hostname] : [];
  return new Set([owner.name, ...aliases, ...hostname].map((name) => name.toLowerCase()));
}

function addressesOf({ ipv4, ipv6, sandbox, network }: Endpoint): NameAnswer[] {
  const container = sandbox.owner?.name;
  const place = container === undefined ? { network: network.name } : { container, network: network.name };
  return [ipv4, ipv6].flatMap((address) => (address === undefined ? [] : [{ address, ...place }]));
}

function absent(topology: Topology, sandbox: Sandbox, name: string): Resolution {
  if (sandbox.incomplete !== undefined) return { kind: 'unknown', missing: sandbox.incomplete };
  const hidden = sandbox.endpoints.find(({ network }) =>
    [...network.members].some((one) => one.sandbox.incomplete !== undefined),
  );
  if (hidden) return { kind: 'unknown', missing: `not all names on network ${hidden.network.name} are known` };
  const user = sandbox.endpoints.filter(({ network }) => network.name !== 'bridge').map(({ network }) => network.name);
  if (sandbox.kind === 'host') {
    return denied(
      'a container in host mode has the resolver of the host',
      'dial a published port, or add a hosts entry',
    );
  }
  if (sandbox.endpoints.length === 0) return denied('it has no network', 'connect it to a network');
  if (user.length === 0) {
    return denied(
      'on the default bridge nothing has a name',
      `connect both to a network of your own, or link to ${name}`,
    );
  }
  const target = topology.nodes.get(name);
  if (target && !target.running) return denied(`container ${name} does not run`, `start ${name}`);
  if (target?.sandbox && target.sandbox.owner !== target) {
    return denied(
      `${name} is in the namespace of another container and has no name of its own`,
      `use the name of ${target.sandbox.owner?.name ?? 'the host'}`,
    );
  }
  return denied(
    `nothing on ${user.join(', ')} is called ${name}`,
    target ? `connect ${name} to ${user[0] ?? ''}` : 'check the name',
  );
}

function fromFile(answers: readonly NameAnswer[]): Resolution {
  return { kind: 'resolved', answers, resolver: 'hosts file', order: FILE_ORDER };
}

function fromDns(answers: readonly NameAnswer[]): Resolution {
  return { kind: 'resolved', answers, resolver: 'embedded DNS', order: DNS_ORDER };
}

function denied(why: string, fix: string): Resolution {
  return { kind: 'no-such-name', why, fix };
}
