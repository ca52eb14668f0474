import { type ContainerSpec, DEFAULT_ENGINE, type DockerHost, type EndpointDefinition, type Listener, type Namespace, type NetworkDefinition, type PublishedPort } from '../../lib/core/engine/definition/docker-host';
import { type Destination, ENGINE_HOST, type Origin, OTHER_MACHINE } from '../../lib/core/engine/flow/verdict';
import { type Action } from '../../lib/core/engine/state/action';
import { Topology } from '../../lib/core/engine/topology';
import { IpAddress } from '../../lib/core/values/address';
import { type Listed, NOTHING } from '../../lib/core/values/listed';
import { readDaemonFlags } from '../../lib/formats/daemon/daemon-settings';
import { within } from '../../lib/core/values/place';
import { Port, type Protocol } from '../../lib/core/values/port';
import { isKnown } from '../../lib/core/values/unknown';
import {
  createdBy,
  flagsOf,
  type Outcome,
  type PhaseAction,
  type Question,
  type Vector,
  type VectorAction,
  type VectorContainer,
  type VectorListener,
  type VectorNetwork,
} from './vector';

export type Generation = '20.10' | '29';

/** What the model says to one question. */
export type Answer =
  /** One of these; several when a name has several addresses, which come in any order. */
  | { readonly kind: 'answer'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'unknown'; readonly why: string }
  /** The question names an address or a port that is not there, so nobody can ask it. */
  | { readonly kind: 'impossible'; readonly why: string };

/** Where the two machines are; recorded vectors say it themselves. */
export interface Addresses {
  readonly host?: string;
  readonly outside?: string;
}

/** A vector's topology as the model's input, and its state before the first action. */
export function topologyOf(vector: Vector, generation: Generation, addresses: Addresses = {}): Topology {
  const { networks = [], containers = [] } = vector.topology;
  const { engine, notRead } = readDaemonFlags(flagsOf(vector), {
    ...DEFAULT_ENGINE,
    version: generation === '29' ? 29 : 20,
    addresses: [
      addresses.host ?? recordedAddress(vector, 'host') ?? '198.51.100.1',
      ...(vector.lan6 === true ? ['fd00:200::1'] : []),
    ],
    forwardPolicy: vector.forward ?? 'DROP',
    routedFromOutside: true,
    listeners: (vector.hostListen ?? []).map(listenerOf),
  });
  if (notRead.length > 0) throw new Error(`unknown daemon flag ${notRead.map((key) => `--${key}`).join(', ')}`);
  const host: DockerHost = {
    at: { path: vector.id },
    engine,
    networks: all(networks.map((network) => networkOf(network, vector.id))),
    containers: all(containers.map((container) => containerOf(container, vector.id))),
  };
  const outside = addresses.outside ?? recordedAddress(vector, 'external') ?? '192.0.2.1';
  return Topology.of(host, {
    startsInOrder: true,
    outside: {
      address: outside,
      ...(vector.lan6 === true ? { addresses: ['fd00:200::2'] } : {}),
      listeners: [{ port: 8499, protocol: 'tcp' }],
    },
  });
}

/** What the model answers to one question of a vector. */
export function answer(topology: Topology, question: Question): Answer {
  const { probe, target = '' } = question;
  if (!PROBES.has(probe)) {
    const why = probe === 'exec' ? 'the output of a command' : `probe ${JSON.stringify(probe)}`;
    return { kind: 'unknown', why: `${why} is not a question about the network` };
  }
  const from = originOf(question.from);
  if (typeof from === 'string' && topology.nodes.get(from)?.sandbox === undefined)
    return { kind: 'impossible', why: `container ${from} does not run` };
  if (probe === 'resolve') return namesOf(topology, from, target);
  const port = portOf(topology, question);
  if (port instanceof Impossible) return { kind: 'impossible', why: port.message };
  if (typeof port === 'string') return { kind: 'unknown', why: port };
  const destinations = destinationsOf(topology, from, target);
  if (destinations instanceof Impossible) return { kind: 'impossible', why: destinations.message };
  const outcomes: Outcome[] = [];
  for (const to of destinations) {
    const verdict = topology.reach({ from, to, ...(port ? { port } : {}) });
    if (verdict.kind === 'unknown') return { kind: 'unknown', why: verdict.missing };
    const dialled = verdict.address === undefined || !isKnown(verdict.address) ? undefined : verdict.address.toString();
    const address = dialled === undefined ? {} : { address: dialled };
    outcomes.push(
      verdict.kind === 'blocked'
        ? { reached: false, failure: verdict.failure, ...address }
        : { reached: true, by: verdict.by.map((one) => (one === 'outside' ? 'external' : one)).join('|'), ...address },
    );
  }
  return { kind: 'answer', outcomes };
}

const PROBES: ReadonlySet<string> = new Set(['ping', 'tcp', 'udp', 'resolve']);

class Impossible extends Error {}

function namesOf(topology: Topology, from: Origin, name: string): Answer {
  const resolution = topology.resolve(from, name);
  if (resolution.kind === 'unknown') return { kind: 'unknown', why: resolution.missing };
  if (resolution.kind === 'no-such-name') {
    return { kind: 'answer', outcomes: [{ resolved: false, failure: 'no-such-name' }] };
  }
  const addresses: string[] = [];
  for (const { address } of resolution.answers) {
    if (!isKnown(address)) return { kind: 'unknown', why: address.why };
    addresses.push(address.toString());
  }
  return { kind: 'answer', outcomes: [{ resolved: true, addresses: [...new Set(addresses)].sort() }] };
}

/** The facts of an outcome that an answer gets wrong; empty when they agree. */
export function disagreements(observed: Outcome, outcomes: readonly Outcome[]): string[] {
  const wrong = outcomes.map((given) => wrongIn(observed, given));
  return wrong.find((facts) => facts.length === 0) ?? wrong[0] ?? ['the model gives no answer'];
}

function wrongIn(observed: Outcome, given: Outcome): string[] {
  const wrong: string[] = [];
  for (const fact of ['reached', 'resolved', 'failure', 'by', 'address'] as const) {
    if (observed[fact] === undefined) continue;
    // a name with several answers may be answered by any of them
    const agrees = fact === 'by' ? given.by?.split('|').includes(observed.by ?? '') : observed[fact] === given[fact];
    if (agrees !== true) wrong.push(`${fact}: engine ${String(observed[fact])}, model ${String(given[fact])}`);
  }
  if (observed.addresses !== undefined) {
    const [engine, model] = [[...observed.addresses].sort(), [...(given.addresses ?? [])].sort()];
    if (engine.join() !== model.join()) wrong.push(`addresses: engine ${engine.join()}, model ${model.join()}`);
  }
  return wrong;
}

/** The model's actions for an action of a vector; none for what changes nothing. */
export function actionsOf(action: PhaseAction): Action[] {
  if (action.do === 'create') return [{ do: 'create', spec: containerOf(createdBy(action), 'created') }];
  if ('container' in action) return [actionOf(action)];
  switch (action.do) {
    case 'wait':
      return [];
    case 'network-create': {
      const { network } = action;
      const definition = typeof network === 'string' ? { name: network } : network;
      return [{ do: 'create-network', definition: networkOf(definition, 'created') }];
    }
    case 'network-rm': {
      const { network } = action;
      return [{ do: 'remove-network', network: typeof network === 'string' ? network : network.name }];
    }
    case 'daemon-restart':
      return [{ do: 'restart-engine' }];
  }
}

function actionOf(action: VectorAction): Action {
  const { container, network = '' } = action;
  switch (action.do) {
    case 'rm':
      return { do: 'remove', container };
    case 'disconnect':
      return { do: 'disconnect', container, network };
    case 'connect':
      return {
        do: 'connect',
        container,
        network,
        ...(action.aliases ? { aliases: action.aliases } : {}),
        ...(action.links ? { links: action.links } : {}),
        ...(action.ip === undefined ? {} : { ipv4: action.ip }),
        ...(action.ip6 === undefined ? {} : { ipv6: action.ip6 }),
        ...(action.gwPriority === undefined ? {} : { gatewayPriority: action.gwPriority }),
      };
    case 'kill':
      return { do: 'stop', container };
    case 'rename':
      return { do: 'rename', container, to: action.to ?? '' };
    case 'start':
    case 'stop':
    case 'restart':
    case 'pause':
    case 'unpause':
      return { do: action.do, container };
  }
}

function all<T>(items: readonly T[]): Listed<T> {
  return { items, complete: true };
}

function originOf(from: string): Origin {
  if (from === 'host') return ENGINE_HOST;
  return from === 'external' ? OTHER_MACHINE : from;
}

/**
 * `@c/n#6`, `gw(n)`, `host`, `external`, an address or a name. A name with several answers is as many destinations as it
 * has addresses of the family that programs prefer.
 */
function destinationsOf(topology: Topology, from: Origin, target: string): Destination[] | Impossible {
  if (target === 'host') return [ENGINE_HOST];
  if (target === 'external') return [OTHER_MACHINE];
  const gateway = /^gw\((.*)\)$/.exec(target)?.[1];
  if (gateway !== undefined) return [{ gatewayOf: gateway }];
  const [, container, network, six] = /^@([^/#]+)(?:\/([^#]+))?(#6)?$/.exec(target) ?? [];
  if (container === undefined) return IpAddress.tryParse(target) ? [{ address: target }] : byName(topology, from, target);
  const node = topology.nodes.get(container);
  const first = node?.attachments[0]?.network;
  const on = network ?? (typeof first === 'string' ? first : '');
  const endpoint = node?.sandbox?.owner === node && node?.sandbox?.endpoints.find((one) => one.network.name === on);
  const family = six === undefined ? 4 : 6;
  if (!endpoint || endpoint[family === 6 ? 'ipv6' : 'ipv4'] === undefined)
    return new Impossible(`${target} has no address`);
  return [{ container, on, family }];
}

function byName(topology: Topology, from: Origin, name: string): Destination[] {
  const resolution = topology.resolve(from, name);
  if (resolution.kind !== 'resolved' || resolution.answers.length < 2) return [{ name }];
  const addresses = resolution.answers.map(({ address }) => address);
  if (!addresses.every(isKnown)) return [{ name }];
  const preferred = addresses.filter(({ family }) => family === 4);
  return (preferred.length > 0 ? preferred : addresses).map((address) => ({ address: address.toString() }));
}

function portOf(topology: Topology, { port, probe }: Question): Port | string | Impossible | undefined {
  if (port === undefined) return undefined;
  const protocol: Protocol = probe === 'udp' ? 'udp' : 'tcp';
  if (typeof port === 'number') return Port.of(port, protocol);
  const [, container = '', inside = ''] = /^port\(([^:]+):(.+)\)$/.exec(port) ?? [];
  const number = topology.nodes.has(container) ? topology.hostPortOf(container, Port.parse(inside)) : undefined;
  if (number === undefined) return new Impossible(`${inside} of ${container} is not published`);
  return isKnown(number) ? Port.of(number, protocol) : number.why;
}

function networkOf(network: VectorNetwork, path: string): NetworkDefinition {
  const at = within({ path }, network.name);
  return {
    at,
    name: network.name,
    driver: network.driver ?? 'bridge',
    ipam: all(
      (network.ipam ?? []).map(({ subnet, gateway, ipRange, aux = {} }) => ({
        at,
        ...(subnet === undefined ? {} : { subnet }),
        ...(gateway === undefined ? {} : { gateway }),
        ...(ipRange === undefined ? {} : { ipRange }),
        auxiliary: aux,
      })),
    ),
    ipv6: network.ipv6 ?? false,
    internal: network.internal ?? false,
    attachable: false,
    ingress: false,
    options: network.options ?? {},
    existing: false,
  };
}

function containerOf(container: VectorContainer, path: string): ContainerSpec {
  const at = within({ path }, container.name);
  const attach: EndpointDefinition[] = (container.attach ?? []).map(({ network, ip, ip6, aliases = [], links = [], gwPriority, mac, driverOpts, linkLocal }) => ({
    at,
    network,
    aliases: all(aliases),
    links: all(links),
    ...(ip === undefined ? {} : { ipv4: ip }),
    ...(ip6 === undefined ? {} : { ipv6: ip6 }),
    ...(gwPriority === undefined ? {} : { gatewayPriority: gwPriority }),
    ...(mac === undefined ? {} : { macAddress: mac }),
    ...(driverOpts === undefined ? {} : { driverOptions: driverOpts }),
    ...(linkLocal === undefined ? {} : { linkLocal: all(linkLocal) }),
  }));
  const namespace = namespaceOf(container.mode);
  // a network as the mode is an attachment without settings that comes first
  const first = container.mode !== undefined && namespace.kind === 'own' ? [bare(at, container.mode)] : [];
  return {
    at,
    name: container.name,
    namespace,
    endpoints: all([...first, ...attach]),
    ...(container.hostname === undefined ? {} : { hostname: container.hostname }),
    ...(container.domainname === undefined ? {} : { domainname: container.domainname }),
    dns: all(container.dns ?? []),
    ...(container.dnsSearch === undefined ? {} : { dnsSearch: all(container.dnsSearch) }),
    ...(container.dnsOptions === undefined ? {} : { dnsOptions: all(container.dnsOptions) }),
    ...(container.mac === undefined ? {} : { macAddress: container.mac }),
    ...(container.sysctls === undefined ? {} : { sysctls: container.sysctls }),
    ...(container.restart === undefined ? {} : { restart: container.restart }),
    links: all(container.links ?? []),
    extraHosts: all(
      (container.extraHosts ?? []).map((entry) => {
        const colon = entry.indexOf(':');
        return { hostname: entry.slice(0, colon), address: entry.slice(colon + 1) };
      }),
    ),
    published: all((container.publish ?? []).map((form) => publishedOf(form, at))),
    publishAll: container.publishAll ?? false,
    exposed: all((container.expose ?? []).map(Port.parse).map(({ number, protocol }) => ({ port: number, protocol }))),
    listeners: (container.listen ?? []).map(listenerOf),
    running: true,
  };
}

function listenerOf({ port, protocol = 'tcp', address }: VectorListener): Listener {
  return address === undefined ? { port, protocol } : { port, protocol, address };
}

function bare(at: EndpointDefinition['at'], network: string): EndpointDefinition {
  return { at, network, aliases: NOTHING, links: NOTHING };
}

function namespaceOf(mode: string | undefined): Namespace {
  if (mode === 'host' || mode === 'none') return { kind: mode };
  if (mode?.startsWith('container:')) return { kind: 'container', container: mode.slice('container:'.length) };
  return { kind: 'own' };
}

/** `8181:80`, `80`, `0:80`, `127.0.0.1::80`, `127.0.0.1:8181:80/udp`, `[::1]:8181:80`, `8181-8190:80`. */
export function publishedOf(form: string, at: PublishedPort['at']): PublishedPort {
  const match = /^(?:(?:(\[[^\]]+\]|[^:]+):)?(\d*)(?:-(\d+))?:)?(\d+)(?:\/(\w+))?$/.exec(form);
  if (!match) throw new Error(`publish form ${form} is not understood`);
  const [, address, host, last, container, protocol = 'tcp'] = match;
  return {
    at,
    containerPort: Number(container),
    protocol,
    ...(host === undefined || host === '' || host === '0' ? {} : { hostPort: Number(host) }),
    ...(last === undefined ? {} : { hostPortLast: Number(last) }),
    ...(address === undefined ? {} : { hostAddress: address.replace(/[[\]]/g, '') }),
  };
}

/** Recorded outcomes say which address a token stood for. */
function recordedAddress(vector: Vector, token: string): string | undefined {
  for (const { queries = [] } of vector.phases) {
    for (const { target, observed } of queries)
      if (target === token && observed?.target !== undefined) return observed.target;
  }
  return undefined;
}
