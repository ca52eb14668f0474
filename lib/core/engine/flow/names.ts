import { does } from '../definition/engine-version';
import { IpAddress, type IpFamily } from '../../values/address';
import { type ContainerSpec } from '../definition/docker-host';
import { unresolvable } from '../definition/docker-reading';
import { parseLink } from '../definition/links';
import {
  isWithoutIpv6,
  namesOf,
  type Endpoint,
  type HostsLine,
  type Network,
  type Node,
  type Sandbox,
} from '../state/sandbox';
import { type RunningHost } from '../state/running-host';
import { resolverSettings } from '../state/resolver-settings';
import { walk } from '../../values/graph';
import { isKnown, knownOr, Unknown, type Knowable } from '../../values/unknown';
import { attachmentFacts } from './question';
import { type NameAnswer, type Origin, originText, type Resolution } from './verdict';
import { type UnknownCode, type UnknownFacts, type UnknownReason, unknownReason, unknownText } from './unknown-reason';

const [LOOPBACK_4, LOOPBACK_6] = [IpAddress.parse('127.0.0.1'), IpAddress.parse('::1')];
/** Names that every hosts file has. */
const LOOPBACK_NAMES: ReadonlyMap<string, readonly IpAddress[]> = new Map([
  ['localhost', [LOOPBACK_4, LOOPBACK_6]],
  ['ip6-localhost', [LOOPBACK_6]],
  ['ip6-loopback', [LOOPBACK_6]],
]);

/** Names of IPv6 that the engine writes into every hosts file besides. */
const GROUP_NAMES: ReadonlyMap<string, IpAddress> = new Map([
  ['ip6-localnet', IpAddress.parse('fe00::')],
  ['ip6-mcastprefix', IpAddress.parse('ff00::')],
  ['ip6-allnodes', IpAddress.parse('ff02::1')],
  ['ip6-allrouters', IpAddress.parse('ff02::2')],
]);

const FILE_ORDER = 'the first line that has the name comes first';
const DNS_ORDER = 'all addresses are given, their order rotates from question to question';

/** Members of a network. */
interface Members {
  /** By lower-case name. */
  readonly byName: ReadonlyMap<string, readonly Endpoint[]>;
  /** Why they may have names that are not known. */
  readonly open: UnknownReason | undefined;
}

/** Made when the first question on a network is asked. */
const indexes = new WeakMap<RunningHost, Map<Network, Members>>();

/**
 * The answers to a name, in the engine's order: the hosts file, links of the default bridge, links of each network, then
 * the members of each network. The first network that has an answer gives it alone.
 */
export function resolve(topology: RunningHost, from: Origin, asked: string): Resolution {
  return lookedUp(topology, from, asked, (node, sandbox, name) => absent(topology, node, sandbox, name));
}

/** The same; undefined where nothing has the name. */
export function knownAnswers(topology: RunningHost, from: Origin, asked: string): Resolution | undefined {
  return lookedUp(topology, from, asked, () => undefined);
}

function lookedUp<T>(
  topology: RunningHost,
  from: Origin,
  asked: string,
  whenAbsent: (node: Node, sandbox: Sandbox, name: string) => T,
): Resolution | T {
  // a final dot says that the name is complete: no hosts file has it so
  const complete = asked.length > 1 && asked.endsWith('.');
  const name = complete ? asked.slice(0, -1) : asked;
  const loopbacks = complete ? [] : (LOOPBACK_NAMES.get(name.toLowerCase()) ?? []);
  const local = loopbacks.filter((address) => hasLineOf(topology, sandboxOf(topology, from), address));
  if (local.length > 0) return fromFile(local.map((address) => ({ address })));
  if (IpAddress.tryParse(name))
    return denied(`${name} reads as an address, so no resolver is asked`, 'use another name');
  if (typeof from !== 'string') {
    if (isForeign(topology, name)) return unknown('name-for-other-resolvers', { of: originText(from), name });
    return denied(
      `${from.kind === 'host' ? 'the host' : 'another machine'} does not ask the engine's resolver`,
      'dial a published port at an address of the host',
    );
  }
  const node = topology.node(from);
  const { sandbox } = node;
  if (!sandbox) return denied(`container ${from} does not run`, `start ${from}`);
  const group = complete || !sandbox.owner ? undefined : GROUP_NAMES.get(name.toLowerCase());
  if (group && hasLineOf(topology, sandbox, group)) return fromFile([{ address: group }]);
  const filed = complete ? undefined : fromHostsFile(topology, node, sandbox, name);
  if (filed) return filed;
  for (const tried of complete ? [name] : candidates(topology, node, name)) {
    const found = fromNetworks(topology, sandbox, tried);
    if (found) return found;
  }
  return whenAbsent(node, sandbox, name);
}

function sandboxOf({ nodes }: RunningHost, from: Origin): Sandbox | undefined {
  return typeof from === 'string' ? nodes.get(from)?.sandbox : undefined;
}

/** Lines of IPv6 are left out of the hosts file of a container that has none, those it was given too. */
function hasLineOf({ engine }: RunningHost, sandbox: Sandbox | undefined, address: Knowable<IpAddress>): boolean {
  if (!sandbox || !isKnown(address) || address.family === 4) return true;
  return isWithoutIpv6(sandbox) !== true || !does(engine, 'ipv6-switched-off');
}

/**
 * The names that a program's resolver asks for one after the other: those with a domain of the search list behind them, before
 * or after the plain one, by the number of dots. The search list of the host is not known, and has no names of containers.
 */
function candidates(topology: RunningHost, node: Node, name: string): string[] {
  const { search, options } = resolverSettings(topology.engine, node);
  const dots = (isKnown(options) ? options : []).flatMap((one) => /^ndots:(\d+)$/.exec(one)?.[1] ?? []).at(-1) ?? 0;
  const behind = (isKnown(search) ? search : []).map((domain) => `${name}.${domain}`);
  return dotsIn(name).length >= Number(dots) ? [name, ...behind] : [...behind, name];
}

/**
 * A sandbox has one hosts file, its owner's; containers in host mode have one each. All lines with the name count. Who shares
 * the namespace of a container that started again has the old namespace and the new file.
 */
function fromHostsFile(topology: RunningHost, node: Node, sandbox: Sandbox, name: string): Resolution | undefined {
  const { spec } = sandbox.owner ?? sharedWith(topology, node);
  const { hosts, erased } = sandbox.owner?.sandbox ?? sandbox;
  const why = openLines(topology, sandbox, spec);
  if (why !== undefined) return unknown('hosts-file-unknown', { container: node.name, why });
  const lines: NameAnswer[] = [];
  for (const { hostname, address } of spec.extraHosts.items) {
    if (!isKnown(hostname) || hostname.toLowerCase() !== name.toLowerCase() || erased.includes(hostname)) continue;
    if (!isKnown(address)) return unknown('hosts-file-unknown', { container: node.name, why: address.why });
    const parsed = address === 'host-gateway' ? undefined : IpAddress.tryParse(address);
    if (parsed) lines.push(answerAt(topology, parsed));
    else if (address === 'host-gateway') lines.push(...hostGateways(topology).map((one) => ({ address: one })));
    else return denied(`the hosts entry ${name} has no readable address`, 'give it an address');
  }
  for (const line of hosts) if (line.names.includes(name.toLowerCase())) lines.push(answerOf(topology, line));
  const left = lines.filter(({ address }) => hasLineOf(topology, sandbox, address));
  return left.length > 0 ? fromFile(left) : undefined;
}

/** Why a hosts file may have lines that are not known. */
function openLines({ nodes }: RunningHost, { endpoints }: Sandbox, spec: ContainerSpec) {
  const { extraHosts, hostname, domainname, links } = spec;
  const bridged = endpoints.some(({ network }) => network.name === 'bridge');
  const texts = [
    ...extraHosts.items.map((entry) => entry.hostname),
    ...(endpoints.length > 0 ? [hostname, domainname] : []),
    ...(bridged ? links.items.flatMap((link) => [link, nodes.get(targetOf(link) ?? '')?.spec.hostname]) : []),
  ];
  const open = texts.find((one) => one instanceof Unknown);
  if (open) return open.why;
  if (!extraHosts.complete) return 'not all entries of its hosts file are known';
  return links.complete || !bridged ? undefined : 'not all of its links are known';
}

function targetOf(link: Knowable<string>): string | undefined {
  return isKnown(link) ? parseLink(link)?.target : undefined;
}

/** Who shares the namespace of a container in host mode shares its hosts file too, also when that one has stopped. */
function sharedWith(topology: RunningHost, node: Node): Node {
  const owners = walk([node], ({ spec: { namespace } }) => {
    const shared = isKnown(namespace) && namespace.kind === 'container' && isKnown(namespace.container);
    const owner = shared ? topology.nodes.get(namespace.container) : undefined;
    return owner ? [owner] : [];
  });
  return [...owners].at(-1) ?? node;
}

function hostGateways(topology: RunningHost): Knowable<IpAddress>[] {
  const gateways = topology.networks.get('bridge')?.gateways ?? [];
  const both = does(topology.engine, 'host-gateway-of-both-families');
  const given = gateways.filter(({ family }) => both || family === 4);
  return given.length > 0 ? given : [new Unknown('the default bridge has no gateway')];
}

/** Where a line of a hosts file leads to. */
export function answerOf(topology: RunningHost, { address, container, network }: HostsLine): NameAnswer {
  if (container !== undefined && network !== undefined) return { address, container, network };
  return isKnown(address) ? answerAt(topology, address) : { address };
}

function answerAt(topology: RunningHost, address: IpAddress): NameAnswer {
  const endpoint = topology.endpointAt(address);
  const owner = endpoint?.sandbox.owner;
  return owner ? { address, container: owner.name, network: endpoint.network.name } : { address };
}

/** The plain name on each network, then the name with a network behind a dot: of several the shortest comes first. */
function fromNetworks(topology: RunningHost, sandbox: Sandbox, name: string): Resolution | undefined {
  if (unresolvable(name) !== undefined) return undefined;
  const endpoints = sandbox.endpoints.filter(({ network }) => network.name !== 'bridge');
  let found = fromEndpoints(topology, endpoints, name);
  for (const dot of dotsIn(name)) {
    if (found) return found;
    const named = endpoints.filter(({ network }) => network.name === name.slice(dot + 1));
    found = fromEndpoints(topology, named, name.slice(0, dot));
  }
  return found;
}

/** Where the dots of a name are, the last one first. */
function dotsIn(name: string): number[] {
  if (!name.includes('.')) return [];
  return [...name.matchAll(/\./g)].map(({ index }) => index).reverse();
}

/** Links first, on whatever network; a linked alias is no name of a member on its network, even when it leads nowhere. */
function fromEndpoints(topology: RunningHost, endpoints: readonly Endpoint[], name: string): Resolution | undefined {
  const linked: Lookup[] = [];
  const plain: Lookup[] = [];
  for (const { network, links, openLinks } of endpoints) {
    if (openLinks !== undefined) return unknown('links-unknown', { network: network.name, why: openLinks });
    const link = [...links].reverse().find(({ alias }) => alias === name); // of two with one alias the last one counts
    if (link) linked.push({ network, name: link.target });
    else plain.push({ network, name });
  }
  const answers = firstAnswers(topology, linked) ?? firstAnswers(topology, plain);
  if (!answers) return undefined;
  return 'code' in answers ? unresolved(answers) : fromDns(answers);
}

interface Lookup {
  readonly network: Network;
  readonly name: string;
}

/**
 * The first network that has an answer gives it alone; until then a name that is not known may be the one asked for. Engines before 27 go on to look for the other family on the next
 * networks.
 */
function firstAnswers(topology: RunningHost, lookups: readonly Lookup[]): NameAnswer[] | UnknownReason | undefined {
  const answers: NameAnswer[] = [];
  for (const family of does(topology.engine, 'names-of-one-network') ? [undefined] : ([4, 6] as const)) {
    for (const { network, name } of lookups) {
      const { byName, open } = membersOf(topology, network);
      if (open) return open;
      const members = byName.get(name.toLowerCase()) ?? [];
      const doubtful = members.find(({ sandbox }) => sandbox.owner?.doubt !== undefined)?.sandbox.owner;
      if (doubtful?.doubt !== undefined)
        return unknownReason('container-state-unknown', { container: doubtful.name, why: doubtful.doubt });
      const some = members.flatMap((member) => addressesOf(member, family));
      answers.push(...some);
      if (some.length > 0) break;
    }
  }
  return answers.length > 0 ? answers : undefined;
}

function membersOf(topology: RunningHost, network: Network): Members {
  let networks = indexes.get(topology);
  if (!networks) indexes.set(topology, (networks = new Map<Network, Members>()));
  let index = networks.get(network);
  if (index) return index;
  const byName = new Map<string, Endpoint[]>();
  for (const endpoint of network.members) {
    for (const name of namesOf(endpoint)) {
      const endpoints = byName.get(name);
      if (endpoints) endpoints.push(endpoint);
      else byName.set(name, [endpoint]);
    }
  }
  const why = [...network.members].find(({ openNames }) => openNames !== undefined)?.openNames;
  const open = why === undefined ? undefined : unknownReason('names-unknown', { network: network.name, why });
  networks.set(network, (index = { byName, open }));
  return index;
}

function addressesOf({ ipv4, ipv6, sandbox, network }: Endpoint, family?: IpFamily): NameAnswer[] {
  const container = sandbox.owner?.name;
  const place = container === undefined ? { network: network.name } : { container, network: network.name };
  const asked = family === undefined ? [ipv4, ipv6] : [family === 4 ? ipv4 : ipv6];
  return asked.flatMap((address) => (address === undefined ? [] : [{ address, ...place }]));
}

function absent(topology: RunningHost, node: Node, sandbox: Sandbox, name: string): Resolution {
  const reason = unresolvable(name);
  if (reason !== undefined) return denied(`no resolver finds it: ${reason}`, 'use another name');
  if (sandbox.incomplete !== undefined)
    return unknown('container-networks-unknown', attachmentFacts(sandbox, sandbox.incomplete));
  const maybe = sandbox.endpoints.length > 0 ? maybeNamed(topology, name) : undefined;
  if (maybe) return unresolved(maybe);
  const user = sandbox.endpoints.filter(({ network }) => network.name !== 'bridge').map(({ network }) => network.name);
  const shared = user.find((one) => topology.host.networks.items.some((each) => each.existing && each.name === one));
  if (shared !== undefined) return unknown('network-has-others', { network: shared });
  if ((sandbox.kind === 'host' || sandbox.endpoints.length > 0) && isForeign(topology, name))
    return atOtherResolvers(topology, node, sandbox, name);
  if (sandbox.kind === 'host') {
    return denied(
      'a container in host mode has the resolver of the host',
      'dial a published port, or add a hosts entry',
    );
  }
  if (sandbox.endpoints.length === 0) return denied('it has no network', 'connect it to a network');
  if (user.length === 0) {
    return denied(
      'containers have no names on the default bridge',
      `connect both to a network of your own, or link to ${name}`,
    );
  }
  const target = topology.nodes.get(name);
  if (target?.hindrance !== undefined)
    return denied(`container ${name} does not start: ${target.hindrance}`, 'change what keeps it from starting');
  if (target && !target.running) return denied(`container ${name} does not run`, `start ${name}`);
  if (target?.sandbox?.kind === 'host') {
    return denied(
      `${name} runs in the network of the host and has no name of its own`,
      'give the container that asks the hosts entry host.docker.internal:host-gateway, and dial host.docker.internal',
    );
  }
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

/** A name that only resolvers outside of the engine may know. */
function atOtherResolvers(topology: RunningHost, node: Node, sandbox: Sandbox, name: string): Resolution {
  const { upstream } = resolverSettings(topology.engine, node);
  const given = isKnown(upstream) ? upstream.flatMap((text) => IpAddress.tryParse(text) ?? []) : [];
  const inside = given.find((one) =>
    sandbox.endpoints.some(({ network }) => network.subnets.some((each) => each.contains(one))),
  );
  if (inside) return unknown('name-for-a-server', { server: inside.toString(), name });
  const { endpoints } = sandbox;
  const shut =
    endpoints.length > 0 && endpoints.every(({ network }) => network.internal && network.undecided === undefined);
  if (shut && does(topology.engine, 'names-kept-inside') && sandbox.incomplete === undefined) {
    return denied(
      'for a container without a way out the engine asks no resolver outside',
      'connect it to a network that is not internal',
    );
  }
  return given.length > 0
    ? unknown('name-for-a-server', { server: given.map(String).join(' or '), name })
    : unknown('name-for-other-resolvers', { of: 'the host', name });
}

/**
 * Whether a name can only mean something outside of the engine, so that the resolvers of the host are asked: it has several
 * labels and is not the name of a container or network here.
 */
function isForeign({ networks, nodes }: RunningHost, name: string): boolean {
  const lower = name.toLowerCase();
  if (unresolvable(name) !== undefined || dotsIn(lower).length === 0) return false;
  if (lower.startsWith('tasks.')) return false; // of a service
  if ([...networks.keys()].some((network) => lower.endsWith(`.${network.toLowerCase()}`))) return false;
  for (const { sandbox, spec, name: own } of nodes.values()) {
    if (own.toLowerCase() === lower || knownOr(spec.hostname ?? '', '').toLowerCase() === lower) return false;
    if (sandbox?.endpoints.some(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === lower)) === true)
      return false;
  }
  return true;
}

/** Why something may have a name all the same that no network is known to have. */
function maybeNamed({ host, incomplete }: RunningHost, name: string): UnknownReason | undefined {
  const forms = [name, ...dotsIn(name).map((dot) => name.slice(0, dot))].map((form) => form.toLowerCase());
  if (forms.some((form) => /^[0-9a-f]{12}$/.test(form))) return unknownReason('name-maybe-container-id', { name });
  for (const node of incomplete) {
    const { spec, sandbox, attachments } = node;
    const why = sandbox?.incomplete;
    if (why === undefined || sandbox?.owner !== node) continue;
    const names = [spec.name, spec.hostname, ...attachments.flatMap(({ aliases }) => aliases.items)];
    const all = spec.endpoints.complete && attachments.every(({ aliases }) => aliases.complete);
    if (!all || names.some((one) => one instanceof Unknown || forms.includes(one?.toLowerCase() ?? '')))
      return unknownReason('container-networks-unknown', attachmentFacts(sandbox, why));
  }
  return host.containers.complete ? undefined : unknownReason('containers-unknown', {});
}

function fromFile(answers: readonly NameAnswer[]): Resolution {
  return { kind: 'resolved', answers, resolver: 'hosts file', order: FILE_ORDER };
}

function fromDns(answers: readonly NameAnswer[]): Resolution {
  return { kind: 'resolved', answers, resolver: 'embedded DNS', order: DNS_ORDER };
}

function unknown<C extends UnknownCode>(code: C, facts: UnknownFacts<C>): Resolution {
  return unresolved(unknownReason(code, facts));
}

function unresolved(reason: UnknownReason): Resolution {
  return { kind: 'unknown', reason, missing: unknownText(reason) };
}

function denied(why: string, fix: string): Resolution {
  return { kind: 'no-such-name', why, fix };
}
