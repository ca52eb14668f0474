import { IpAddress, type IpFamily } from './address';
import { legacyLinksOf, type Endpoint, type Link, type Network, type Node, type Sandbox } from './sandbox';
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
    fromNetworks(topology, sandbox, name) ??
    absent(topology, sandbox, name)
  );
}

/**
 * A sandbox has one hosts file, its owner's; containers in host mode have one each. All lines with the name count. Who shares
 * the namespace of a container that started again has the old namespace and the new file.
 */
function fromHostsFile(topology: Topology, node: Node, sandbox: Sandbox, name: string): Resolution | undefined {
  const { spec } = sandbox.owner ?? sharedWith(topology, node);
  const { hosts, erased } = sandbox.owner?.sandbox ?? sandbox;
  const lines: NameAnswer[] = [];
  for (const { hostname, address } of spec.extraHosts.items) {
    if (!isKnown(hostname) || hostname.toLowerCase() !== name.toLowerCase() || erased.has(hostname)) continue;
    if (!isKnown(address)) return { kind: 'unknown', missing: address.why };
    const parsed = address === 'host-gateway' ? undefined : IpAddress.tryParse(address);
    if (parsed) lines.push(answerAt(topology, parsed));
    else if (address === 'host-gateway') lines.push({ address: hostGateway(topology) });
    else return denied(`the hosts entry ${name} has no readable address`, 'give it an address');
  }
  for (const { names, address, container, network } of hosts) {
    if (names.includes(name.toLowerCase())) lines.push({ address, container, network });
  }
  return lines.length > 0 ? fromFile(lines) : undefined;
}

/** Who shares the namespace of a container in host mode shares its hosts file too, also when that one has stopped. */
function sharedWith(topology: Topology, node: Node): Node {
  const { namespace } = node.spec;
  if (!isKnown(namespace) || namespace.kind !== 'container' || !isKnown(namespace.container)) return node;
  const owner = topology.nodes.get(namespace.container);
  return owner && owner !== node ? sharedWith(topology, owner) : node;
}

function hostGateway(topology: Topology): Knowable<IpAddress> {
  return topology.network('bridge').gateways[0] ?? new Unknown('the default bridge has no gateway');
}

function answerAt(topology: Topology, address: IpAddress): NameAnswer {
  const endpoint = topology.endpointAt(address);
  const owner = endpoint?.sandbox.owner;
  return owner ? { address, container: owner.name, network: endpoint.network.name } : { address };
}

/** Links that count on an endpoint: its own, and on the default bridge those of the container. */
export function linksOn({ owner }: Sandbox, { network, links }: Endpoint): Link[] {
  return [...links, ...(owner && network.name === 'bridge' ? legacyLinksOf(owner.spec) : [])];
}

/** The plain name on each network, then the name with the network behind a dot. */
function fromNetworks(topology: Topology, sandbox: Sandbox, name: string): Resolution | undefined {
  // a name or label longer than 63 is stored and never found
  if (name.split('.').some((label) => label.length > 63)) return undefined;
  const endpoints = sandbox.endpoints.filter(({ network }) => network.name !== 'bridge');
  const suffixed = endpoints.filter(({ network }) => name.endsWith(`.${network.name}`));
  return (
    fromEndpoints(topology, endpoints, name) ??
    fromEndpoints(topology, suffixed, name.slice(0, -1 - (suffixed[0]?.network.name.length ?? 0)))
  );
}

/** Links first, on whatever network; a linked alias is no name of a member on its network, even when it leads nowhere. */
function fromEndpoints(topology: Topology, endpoints: readonly Endpoint[], name: string): Resolution | undefined {
  const linked: Lookup[] = [];
  const plain: Lookup[] = [];
  for (const { network, links } of endpoints) {
    const link = links.find(({ alias }) => alias === name);
    if (link) linked.push({ network, name: link.target });
    else plain.push({ network, name });
  }
  const answers = firstAnswers(topology, linked) ?? firstAnswers(topology, plain);
  return answers && fromDns(answers);
}

interface Lookup {
  readonly network: Network;
  readonly name: string;
}

/**
 * The first network that has an answer gives it alone. Engines before 27 go on to look for the other family on the next
 * networks.
 */
function firstAnswers(topology: Topology, lookups: readonly Lookup[]): NameAnswer[] | undefined {
  const found = lookups.map(({ network, name }) => membersOf(topology, network).get(name.toLowerCase()) ?? []);
  if (topology.engine.version >= 27) return found.find((some) => some.length > 0)?.flatMap((one) => addressesOf(one));
  const answers = ([4, 6] as const).flatMap((family) => {
    const all = found.map((members) => members.flatMap((member) => addressesOf(member, family)));
    return all.find((some) => some.length > 0) ?? [];
  });
  return answers.length > 0 ? answers : undefined;
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

function addressesOf({ ipv4, ipv6, sandbox, network }: Endpoint, family?: IpFamily): NameAnswer[] {
  const container = sandbox.owner?.name;
  const place = container === undefined ? { network: network.name } : { container, network: network.name };
  const asked = family === undefined ? [ipv4, ipv6] : [family === 4 ? ipv4 : ipv6];
  return asked.flatMap((address) => (address === undefined ? [] : [{ address, ...place }]));
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
