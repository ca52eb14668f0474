import { inspectContainer, inspectNetwork, listNetworks } from '../../lib/core/engine/answers/docker-view';
import { type ResolverFile, resolverFile } from '../../lib/core/engine/answers/resolver-file';
import {
  defaultRouteOf,
  namesOf,
  type Binding,
  type Endpoint,
  type Network,
  type Node,
} from '../../lib/core/engine/state/sandbox';
import type { Topology } from '../../lib/core/engine/topology';
import type { IpAddress, IpFamily } from '../../lib/core/values/address';
import type { Finding } from '../../lib/core/values/finding';
import { Port } from '../../lib/core/values/port';
import { isKnown, Unknown, type Knowable } from '../../lib/core/values/unknown';

/** What a fact is asked of. */
export interface Asked {
  readonly topology: Topology;
  readonly findings: readonly Finding[];
}

/** A fact by what it is called; what it gives has the form of what is wanted. */
interface Fact {
  readonly label: RegExp;
  readonly of: (asked: Asked, match: RegExpExecArray, want: unknown) => unknown;
}

/**
 * What the model says to a fact that a case has in words. The form of what is wanted says in which form it is given.
 * Undefined: there is no fact of that name.
 */
export function factOf(label: string, want: unknown, asked: Asked): unknown {
  for (const fact of FACTS) {
    const match = fact.label.exec(label);
    const given = match && fact.of(asked, match, want);
    if (given !== undefined && given !== null) return openIn(given) ?? given;
  }
  return severalOf(label, want, asked);
}

/** `c2 runs, ports differ`: several facts, of which each is wanted. */
function severalOf(label: string, want: unknown, asked: Asked): unknown {
  const parts = label.split(', ');
  if (!Array.isArray(want) || parts.length < 2 || parts.length !== want.length) return undefined;
  const given = parts.map((part, at) => factOf(part, want[at], asked));
  return given.includes(undefined) ? undefined : (openIn(given) ?? given);
}

const FACTS: readonly Fact[] = [
  { label: /^(?:IP)?v([46])(?: address)?(?: of (\S+))?$/i, of: addressOf },
  { label: /^(?:(?:IP)?v([46])(?: address)?|address) of (\S+) on (\S+)$/i, of: addressOn },
  { label: /^address(?:es)?(?: of (\S+))?$/, of: firstAddresses },
  { label: /^(?:(v6) )?gateways?(?: shown)?(?: of (\S+))?$/, of: gatewaysOf },
  { label: /^(?:way out v([46])|IPv([46]) way out)$/, of: wayOut },
  { label: /^(.*\S)? ?\b(?:runs?|(?:is )?running|starts?|started)$/, of: runs },
  { label: /^host ports?(?: of (\d+))?$/, of: hostPorts },
  { label: /^(?:published|ports|inspect|NetworkSettings\.Ports)$/i, of: published },
  { label: /^(?:networks|endpoints|names|n)$/, of: networks },
  { label: /^members(?: of (\S+))?$/, of: members },
  {
    label: /^subnet(?: of (\S+))?$/,
    of: ({ topology }, [, name]) => networkOf(topology, name)?.subnets[0]?.toString(),
  },
  { label: /^driver(?: of (\S+))?$/, of: ({ topology }, [, name]) => networkOf(topology, name)?.driver.name },
  { label: /^internal(?: (\S+))?$/, of: ({ topology }, [, name]) => networkOf(topology, name)?.internal },
  { label: /^aliases of (\S+)(?: on (\S+))?$/, of: aliasesOf },
  { label: /^(?:(\S+) -> (?:(\S+):)?port|answers)$/, of: dialsPicked },
  { label: /^different addresses$/, of: ({ topology }) => addressesDiffer(topology) },
  { label: /^(?:\w+ )?different (?:host )?ports$|^(?:host )?ports differ$/, of: differentPorts },
  {
    label: /^no warning that the option is unknown$/,
    of: ({ findings }) => findings.some(({ rule }) => rule === 'driver-option-unknown'),
  },
  { label: /^MAC of (\S+)$/, of: macOf },
  { label: /^MTU of (\S+)$/, of: mtuOf },
  { label: /^(nameservers|search|options|upstream) of (\S+)$/, of: resolverOf },
  { label: /^interface of (\S+) on (\S+)$/, of: interfaceOf },
  { label: /^link-local of (\S+)$/, of: linkLocalOf },
  { label: /^(\S+) is translated(?: to the IPv6 address on (\S+))?$/, of: translatedTo },
  { label: /^IPv6 host port is translated to the IPv6 address on (\S+)$/, of: translatedTo },
  { label: /^sequence$/, of: pickedAnew },
  {
    label: /^DNS names of (\S+)$/,
    of: ({ topology }, [, name = '']) => [...namesOf(topology.node(name).sandbox!.endpoints[0]!)],
  },
  { label: /^IPv6 of the default bridge$/, of: ({ topology }) => topology.network('bridge').ipv6 },
  { label: /^no IPv4 binding$/, of: ({ topology }) => bindings(topology).some((one) => familiesOf(one).includes(4)) },
  { label: /^(\S+)$/, of: pairOf },
];

/** Why one of the values is not known, when one is not. */
function openIn(value: unknown): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (!Array.isArray(value)) return undefined;
  return value.map(openIn).find((one) => one !== undefined);
}

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];

/** A container by its name or its number; the only one, or the first, where none is named. */
function nodeOf(topology: Topology, name: string | undefined): Node | undefined {
  const nodes = [...topology.nodes.values()];
  if (name === undefined) return nodes[0];
  const place = ORDINALS.includes(name) ? ORDINALS.indexOf(name) : Number(/^(\d+)(?:st|nd|rd|th)$/.exec(name)?.[1]) - 1;
  return topology.nodes.get(name) ?? nodes[place];
}

/** A network by its name; the first that is defined where none is named. */
function networkOf(topology: Topology, name: string | undefined): Network | undefined {
  const own = topology.host.networks.items[0]?.name;
  return topology.networks.get(name ?? (own !== undefined && isKnown(own) ? own : 'bridge'));
}

function addressOn({ topology }: Asked, [, family = '4', name = '', network = '']: RegExpExecArray): unknown {
  return addressIn(endpointOn(topology, name, network), family === '6' ? 6 : 4);
}

function aliasesOf({ topology }: Asked, [, name = '', network]: RegExpExecArray): unknown {
  const endpoints = nodeOf(topology, name)?.sandbox?.endpoints ?? [];
  return endpoints.find((one) => network === undefined || one.network.name === network)?.aliases;
}

/** Whether all host ports differ, or how many there are. */
function differentPorts({ topology }: Asked, _match: RegExpExecArray, want: unknown): unknown {
  const all = everyHostPort(topology);
  const count = new Set(all).size;
  return typeof want === 'number' ? count : (openIn(all) ?? count === all.length);
}

function textOf(value: Knowable<IpAddress> | undefined): Knowable<string> {
  return value instanceof Unknown ? value : (value?.toString() ?? '');
}

function addressIn(endpoint: Endpoint | undefined, family: IpFamily): Knowable<string> {
  return textOf(family === 4 ? endpoint?.ipv4 : endpoint?.ipv6);
}

function addressOf({ topology }: Asked, [, family, name]: RegExpExecArray, want: unknown): unknown {
  const endpoint = nodeOf(topology, name)?.sandbox?.endpoints[0];
  const address = addressIn(endpoint, family === '6' ? 6 : 4);
  // one that the engine picks is one, whichever it is
  if (typeof want === 'boolean' && endpoint?.network.undecided === undefined && !isKnown(address)) return true;
  return typeof want === 'boolean' && isKnown(address) ? address !== '' : address;
}

function macOf({ topology }: Asked, [, name = '']: RegExpExecArray): unknown {
  return Object.values(inspectContainer(topology, name).NetworkSettings.Networks)[0]?.MacAddress;
}

function mtuOf({ topology }: Asked, [, name = '']: RegExpExecArray): unknown {
  const { mtu } = topology.engine.defaultBridge ?? {};
  const own = inspectNetwork(topology, name).Options['com.docker.network.driver.mtu'];
  return own ?? (name === 'bridge' && mtu !== undefined ? String(mtu) : undefined);
}

function resolverOf({ topology }: Asked, [, part = '', name = '']: RegExpExecArray): unknown {
  return resolverFile(topology, name)[part as keyof ResolverFile];
}

function interfaceOf({ topology }: Asked, [, name = '', network = '']: RegExpExecArray): unknown {
  return endpointOn(topology, name, network)?.interfaceName;
}

function linkLocalOf({ topology }: Asked, [, name = '']: RegExpExecArray): unknown {
  return topology.node(name).sandbox?.endpoints.flatMap(({ linkLocal }) => linkLocal.map(String));
}

function endpointOn(topology: Topology, name: string, network: string): Endpoint | undefined {
  return topology.node(name).sandbox?.endpoints.find((one) => one.network.name === network);
}

/** Whether the port of the host at IPv6 leads to the address of a network. */
function translatedTo({ topology }: Asked, [, network = '']: RegExpExecArray): unknown {
  return bindings(topology).every(
    ({ publishers, families }) => families.includes(6) && publishers[6]?.network.name === network,
  );
}

/**
 * Whether a picked host port changes when another network carries the ports, again when that one is left, and not for one
 * that does not carry them.
 */
function pickedAnew({ topology }: Asked): unknown {
  const [node] = topology.nodes.values();
  const [first = '', other = ''] = topology.host.networks.items.map(({ name }) => (isKnown(name) ? name : ''));
  const pick = (after: Topology): string =>
    after
      .node(node?.name ?? '')
      .bindings.map(({ hostPort }) => (isKnown(hostPort) ? hostPort : '?'))
      .join();
  const container = node?.name ?? '';
  const joined = topology.after({ do: 'connect', container, network: first });
  const left = joined.after({ do: 'disconnect', container, network: first });
  const beside = left.after({ do: 'connect', container, network: other });
  return [pick(joined) !== pick(topology), pick(left) !== pick(joined), pick(beside) === pick(left)];
}

function everyAddress(topology: Topology): Knowable<string>[] {
  return [...topology.nodes.values()].map(({ sandbox }) => addressIn(sandbox?.endpoints[0], 4));
}

/** An engine gives no address of a bridge twice, and picks no subnets that overlap, whichever they are. */
function addressesDiffer(topology: Topology): Knowable<boolean> {
  const endpoints = [...topology.nodes.values()].flatMap(({ sandbox }) => sandbox?.endpoints.slice(0, 1) ?? []);
  const open = endpoints.find(({ ipv4, network }) => ipv4 && !isKnown(ipv4) && network.lan !== undefined)?.ipv4;
  if (open instanceof Unknown) return open;
  const known = endpoints.map((one) => addressIn(one, 4)).filter(isKnown);
  return new Set(known).size === known.length;
}

function firstAddresses({ topology }: Asked, [, name]: RegExpExecArray, want: unknown): unknown {
  if (Array.isArray(want)) return everyAddress(topology);
  return addressIn(nodeOf(topology, name)?.sandbox?.endpoints[0], 4);
}

/** The default gateway as inspection shows it. */
function gatewayOf(topology: Topology, node: Node | undefined, family: IpFamily): string {
  const shown = node && Object.values(inspectContainer(topology, node.name).NetworkSettings.Networks)[0];
  return (family === 4 ? shown?.Gateway : shown?.IPv6Gateway) ?? '';
}

function gatewaysOf({ topology }: Asked, [, six, name]: RegExpExecArray, want: unknown): unknown {
  const node = nodeOf(topology, name);
  if (Array.isArray(want)) return [gatewayOf(topology, node, 4), gatewayOf(topology, node, 6)];
  if (typeof want !== 'boolean') return gatewayOf(topology, node, six === undefined ? 4 : 6);
  const own = topology.host.networks.items.flatMap((one) => (isKnown(one.name) ? [one.name] : []));
  return own.every((network) => inspectNetwork(topology, network).IPAM.Config.every((block) => block.Gateway));
}

function wayOut({ topology }: Asked, [, four, six]: RegExpExecArray): unknown {
  const sandbox = nodeOf(topology, undefined)?.sandbox;
  const family = (four ?? six) === '6' ? 6 : 4;
  return sandbox && (defaultRouteOf(sandbox, family, topology.engine)?.network.name ?? '');
}

function runsFor({ running, doubt }: Node): Knowable<boolean> {
  return doubt === undefined ? running : new Unknown(doubt);
}

/** `cc`, or `l1, l2`; nothing is the only one, or each where a list is wanted. */
function runs({ topology }: Asked, [, names]: RegExpExecArray, want: unknown): unknown {
  const nodes = [...topology.nodes.values()];
  const named = names?.split(/(?: (?:runs?|starts?))?(?:, | and )/).map((name) => nodeOf(topology, name));
  if (Array.isArray(want)) return (named ?? nodes.slice(0, want.length)).map((node) => node && runsFor(node));
  const [node] = named ?? nodes;
  return node && runsFor(node);
}

function bindings(topology: Topology): Binding[] {
  return [...topology.nodes.values()].flatMap((node) => node.bindings);
}

function everyHostPort(topology: Topology): Knowable<number>[] {
  return bindings(topology).map(({ hostPort }) => hostPort);
}

function hostPorts({ topology }: Asked, [, inside]: RegExpExecArray, want: unknown): unknown {
  if (typeof want === 'boolean') return bindings(topology).length > 0;
  if (typeof want === 'number') {
    const node = nodeOf(topology, undefined);
    return node && topology.hostPortOf(node.name, Port.tcp(Number(inside)));
  }
  const pairs = bindings(topology).map(({ containerPort, hostPort }): Knowable<string | number> => {
    if (!isKnown(hostPort)) return hostPort;
    return isPairs(want) ? `${containerPort},${hostPort}` : hostPort;
  });
  return [...new Set(pairs)].sort();
}

function isPairs(want: unknown): boolean {
  return Array.isArray(want) && want.every((one) => typeof one === 'string' && one.includes(','));
}

function familiesOf({ hostAddress }: Binding): readonly IpFamily[] {
  if (hostAddress === undefined) return [4, 6];
  return isKnown(hostAddress) ? [hostAddress.family] : [];
}

/** Published ports: how many, which numbers, whether each exposed one is, or as inspection lists them. */
function published({ topology }: Asked, _match: RegExpExecArray, want: unknown): unknown {
  const node = nodeOf(topology, undefined);
  if (!node) return undefined;
  if (typeof want === 'number') return node.spec.published.items.length;
  if (Array.isArray(want)) return listOfPorts(node, want);
  if (typeof want !== 'object' || want === null) return undefined;
  const all = Object.entries(inspectContainer(topology, node.name).NetworkSettings.Ports);
  // ports that are open inside only are left out by whoever names none of them
  const shown = Object.values(want).includes(null) ? all : all.filter(([, at]) => at !== null);
  if (Object.keys(want).every((key) => key.includes('/'))) return Object.fromEntries(shown);
  return Object.fromEntries(
    shown.map(([key, at]) => [key.split('/')[0], at?.map(({ HostIp, HostPort }) => `${HostIp}:${HostPort}`).sort()]),
  );
}

function listOfPorts({ spec, bindings: bound }: Node, want: readonly unknown[]): unknown {
  const [first] = want;
  if (typeof first === 'boolean') {
    return spec.exposed.items.map(({ port, protocol }) =>
      bound.some((one) => one.containerPort === port && one.protocol === protocol),
    );
  }
  if (typeof first === 'number') return bound.map(({ hostPort }) => hostPort);
  if (!Array.isArray(first)) return undefined;
  return spec.published.items.map(({ containerPort, hostPort, hostPortLast, protocol }) => [
    hostPortLast === undefined ? hostPort : [hostPort, hostPortLast].map((one) => isKnown(one!) && one).join('-'),
    containerPort,
    protocol,
  ]);
}

/** The networks of the host where its predefined ones are wanted, or of what it defines; else those of the container. */
function networks({ topology }: Asked, [label]: RegExpExecArray, want: unknown): unknown {
  const all = listNetworks(topology);
  const wanted: readonly unknown[] = Array.isArray(want) ? want : [];
  if (wanted.includes('bridge') && wanted.includes('none')) return all.map(({ Name }) => Name);
  if (wanted.some((one) => typeof one === 'string' && one.includes(':'))) {
    return all.map(({ Name, Driver }) => `${Name}:${Driver}`);
  }
  const node = nodeOf(topology, undefined);
  const joined = node?.sandbox?.endpoints.map(({ network }) => network.name).sort() ?? [];
  if (typeof want === 'number') return joined.length;
  if (Array.isArray(wanted[0])) return [joined, addressIn(node?.sandbox?.endpoints[0], 4)];
  if (label === 'endpoints' || topology.host.terraform !== false || wanted.length <= joined.length) return joined;
  return all.map(({ Name }) => Name).filter((name) => wanted.includes(name) || joined.includes(name));
}

function members({ topology }: Asked, [, name]: RegExpExecArray): unknown {
  return Object.keys(inspectNetwork(topology, networkOf(topology, name)?.name ?? name ?? '').Containers);
}

/** Whether a host port that the engine picked answers where it is dialled. */
function dialsPicked({ topology }: Asked, [, from = 'host', target = '127.0.0.1']: RegExpExecArray): unknown {
  const binding = bindings(topology)[0];
  if (!binding) return 'nothing is published';
  const { hostPort, protocol } = binding;
  if (!isKnown(hostPort)) return hostPort;
  const verdict = topology.reach({
    from: topology.nodes.has(from) ? from : { kind: 'host' },
    to: { name: target.replace(/[[\]]/g, '') },
    port: Port.of(hostPort, protocol),
  });
  return verdict.kind === 'unknown' ? new Unknown(verdict.missing) : verdict.kind;
}

/** The addresses of the first container on a network, the gateways of a container, or the address of a numbered one. */
function pairOf({ topology }: Asked, [, name = '']: RegExpExecArray, want: unknown): unknown {
  const node = nodeOf(topology, name);
  if (Array.isArray(want) && want.length === 6 && topology.networks.has(name)) return inspected(topology, name);
  if (typeof want === 'string' && node) return addressIn(node.sandbox?.endpoints[0], 4);
  if (!Array.isArray(want) || want.length !== 2) return undefined;
  if (node) return [gatewayOf(topology, node, 4), gatewayOf(topology, node, 6)];
  const [endpoint] = topology.networks.get(name)?.members ?? [];
  return endpoint && [addressIn(endpoint, 4), addressIn(endpoint, 6)];
}

function inspected(topology: Topology, name: string): unknown {
  const { Driver, Scope, Internal, EnableIPv6, IPAM } = inspectNetwork(topology, name);
  return [Driver, Scope, Internal, EnableIPv6, IPAM.Driver, IPAM.Config.length];
}
