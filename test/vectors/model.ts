import {
  type Action,
  type ContainerSpec,
  DEFAULT_ENGINE,
  type Destination,
  type DockerHost,
  type EndpointDefinition,
  ENGINE_HOST,
  IpAddress,
  isKnown,
  type Listed,
  type Listener,
  type Namespace,
  type NetworkDefinition,
  NOTHING,
  type Origin,
  OTHER_MACHINE,
  Port,
  type Protocol,
  type PublishedPort,
  Topology,
  within,
} from '../../lib/core';
import type { Outcome, Vector, VectorAction, VectorContainer, VectorNetwork, VectorQuery } from './vector';

export type Generation = '20.10' | '29';

/** What the model says to one question. */
export type Answer = { readonly kind: 'answer'; readonly outcome: Outcome } | { readonly kind: 'unknown'; readonly why: string };

/** A vector's topology as the model's input, and its state before the first action. */
export function topologyOf(vector: Vector, generation: Generation): Topology {
  const flags = [vector.daemon ?? []].flat().join(' ');
  const hostAddress = hostAddressOf(vector);
  const at = { path: vector.id };
  const host: DockerHost = {
    at,
    engine: {
      ...DEFAULT_ENGINE,
      version: generation === '29' ? 29 : 20,
      icc: !flags.includes('--icc=false'),
      userlandProxy: !flags.includes('--userland-proxy=false'),
      addresses: hostAddress === undefined ? [] : [hostAddress],
      routedFromOutside: true,
    },
    networks: all((vector.topology.networks ?? []).map((network) => networkOf(network, vector.id))),
    containers: all(vector.topology.containers.map((container) => containerOf(container, vector.id))),
  };
  return Topology.of(host, {
    startsInOrder: true,
    outside: { address: outsideAddressOf(vector) ?? '192.0.2.1', listeners: [{ port: 8499, protocol: 'tcp' }] },
  });
}

/** What the model answers to one question of a vector. */
export function answer(topology: Topology, query: VectorQuery): Answer {
  if (query.probe === 'exec') return { kind: 'unknown', why: 'the output of a command is not a question about the network' };
  const from = originOf(query.from);
  const target = query.target ?? '';
  if (query.probe === 'resolve') {
    const resolution = topology.resolve(from, target);
    if (resolution.kind === 'unknown') return { kind: 'unknown', why: resolution.missing };
    if (resolution.kind === 'no-such-name') return outcome({ resolved: false, failure: 'no-such-name' });
    const addresses = resolution.answers.map(({ address }) => (isKnown(address) ? address.toString() : '?'));
    return outcome({ resolved: true, addresses: addresses.sort() });
  }
  const port = portOf(topology, query);
  if (typeof port === 'string') return { kind: 'unknown', why: port };
  const verdict = topology.reach({ from, to: destinationOf(topology, target), ...(port ? { port } : {}) });
  switch (verdict.kind) {
    case 'unknown':
      return { kind: 'unknown', why: verdict.missing };
    case 'blocked':
      return outcome({
        reached: false,
        failure: verdict.failure,
        ...(verdict.address && isKnown(verdict.address) ? { address: verdict.address.toString() } : {}),
      });
    case 'reachable':
      return outcome({
        reached: true,
        by: verdict.by.map((one) => (one === 'outside' ? 'external' : one)).join('|'),
        ...(verdict.address && isKnown(verdict.address) ? { address: verdict.address.toString() } : {}),
      });
  }
}

/** The facts of an outcome that an answer gets wrong; empty when they agree. */
export function disagreements(observed: Outcome, given: Outcome): string[] {
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

/** The model's action for an action of a vector. */
export function actionOf(action: VectorAction): Action {
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
      };
    case 'start':
    case 'stop':
    case 'restart':
      return { do: action.do, container };
  }
}

function outcome(value: Outcome): Answer {
  return { kind: 'answer', outcome: value };
}

function all<T>(items: readonly T[]): Listed<T> {
  return { items, complete: true };
}

function originOf(from: string): Origin {
  if (from === 'host') return ENGINE_HOST;
  return from === 'external' ? OTHER_MACHINE : from;
}

/** `@c/n#6`, `gw(n)`, `host`, `external`, an address or a name. */
function destinationOf(topology: Topology, target: string): Destination {
  if (target === 'host') return ENGINE_HOST;
  if (target === 'external') return OTHER_MACHINE;
  const gateway = /^gw\((.*)\)$/.exec(target)?.[1];
  if (gateway !== undefined) return { gatewayOf: gateway };
  const endpoint = /^@([^/#]+)(?:\/([^#]+))?(#6)?$/.exec(target);
  if (!endpoint) return IpAddress.tryParse(target) ? { address: target } : { name: target };
  const node = topology.node(endpoint[1] ?? '');
  const network = endpoint[2] ?? (typeof node.attachments[0]?.network === 'string' ? node.attachments[0].network : '');
  const found = node.sandbox?.endpoints.find((one) => one.network.name === network);
  const address = endpoint[3] === undefined ? found?.ipv4 : found?.ipv6;
  if (address === undefined || !isKnown(address)) throw new Error(`${target} has no address in the model`);
  return { address: address.toString() };
}

function portOf(topology: Topology, { port, probe }: VectorQuery): Port | string | undefined {
  if (port === undefined) return undefined;
  const protocol: Protocol = probe === 'udp' ? 'udp' : 'tcp';
  if (typeof port === 'number') return Port.of(port, protocol);
  const [, container = '', inside = ''] = /^port\(([^:]+):(.+)\)$/.exec(port) ?? [];
  const number = topology.hostPortOf(container, Port.parse(inside));
  if (number === undefined) return `${inside} of ${container} is not published`;
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
  const attach: EndpointDefinition[] = (container.attach ?? []).map(({ network, ip, ip6, aliases = [], links = [] }) => ({
    at,
    network,
    aliases: all(aliases),
    links: all(links),
    ...(ip === undefined ? {} : { ipv4: ip }),
    ...(ip6 === undefined ? {} : { ipv6: ip6 }),
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
    dns: NOTHING,
    links: all(container.links ?? []),
    extraHosts: all(
      (container.extraHosts ?? []).map((entry) => {
        const colon = entry.indexOf(':');
        return { hostname: entry.slice(0, colon), address: entry.slice(colon + 1) };
      }),
    ),
    published: all((container.publish ?? []).map((form) => publishedOf(form, at))),
    publishAll: false,
    exposed: all((container.expose ?? []).map(Port.parse).map(({ number, protocol }) => ({ port: number, protocol }))),
    listeners: (container.listen ?? []).map(({ port, protocol = 'tcp', address }): Listener =>
      address === undefined ? { port, protocol } : { port, protocol, address },
    ),
    running: true,
  };
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
function publishedOf(form: string, at: PublishedPort['at']): PublishedPort {
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
  for (const { queries } of vector.phases) {
    for (const { target, observed } of queries) if (target === token && observed.target !== undefined) return observed.target;
  }
  return undefined;
}

function hostAddressOf(vector: Vector): string | undefined {
  return recordedAddress(vector, 'host') ?? '198.51.100.1';
}

function outsideAddressOf(vector: Vector): string | undefined {
  return recordedAddress(vector, 'external');
}
