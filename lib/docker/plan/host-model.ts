import {
  type ContainerSpec,
  type DockerHost,
  type EndpointDefinition,
  type EngineSettings,
  type Namespace,
  type NetworkDefinition,
} from '../../core/engine/definition/docker-host';
import { NOTHING, type Listed } from '../../core/values/listed';
import { type Program } from '../../core/values/program';
import { type Place, within } from '../../core/values/place';
import { type Knowable, Unknown } from '../../core/values/unknown';
import { hostAddressOf, hostsOf, type Plan, sortedAttachments, sortedPublications } from './plan';
import { DEFAULT_BRIDGE, type ContainerState, type NetworkState, type ProgramState } from './state';
import { knowable } from '../../terraform/tokens';

/** The core's model of what the constructs define, before escape hatches. */
export function hostModel(
  at: Place,
  engine: EngineSettings,
  networks: readonly NetworkState[],
  containers: readonly ContainerState[],
  plan: Plan,
): DockerHost {
  return {
    at,
    engine,
    networks: listed(networks.map((network) => networkDefinition(network, plan))),
    containers: listed(containers.map((container) => containerSpec(container, plan))),
  };
}

export function listed<T>(items: readonly T[]): Listed<T> {
  return items.length === 0 ? NOTHING : { items, complete: true };
}

const LOOKED_UP = new Unknown('the network already exists, and nothing was said about it');

export function networkDefinition(network: NetworkState, plan: Plan): NetworkDefinition {
  const { construct } = network;
  const at = { path: construct.node.path };
  const blocks = plan.blocks.get(network) ?? [];
  const ipam = blocks.map(({ subnet, gateway, ipRange, auxiliary }, index) => ({
    at: within(at, `subnet ${index + 1}`),
    subnet: subnet.toString(),
    ...(gateway && { gateway: gateway.toString() }),
    ...(ipRange && { ipRange: ipRange.toString() }),
    auxiliary: Object.fromEntries(Object.entries(auxiliary).map(([key, address]) => [key, address.toString()])),
  }));
  return {
    at,
    name: knowable(construct, network.name),
    driver: network.driver === '' ? LOOKED_UP : network.driver,
    ipam: { items: ipam, complete: network.requests !== undefined },
    ipv6: network.ipv6 ?? LOOKED_UP,
    internal: network.internal ?? LOOKED_UP,
    attachable: network.attachable ?? LOOKED_UP,
    ingress: network.ingress,
    options: mapValues(network.options, (value) => knowable(construct, value)),
    existing: network.existing,
  };
}

export function containerSpec(container: ContainerState, plan: Plan): ContainerSpec {
  const { construct } = container;
  const at = { path: construct.node.path };
  const known = (value: string): Knowable<string> => knowable(construct, value);
  return {
    at,
    name: known(container.name),
    image: known(container.image),
    namespace: namespaceOf(container),
    endpoints: listed(endpoints(container, plan, at)),
    ...(container.hostname === undefined ? {} : { hostname: known(container.hostname) }),
    ...(container.domainname === undefined ? {} : { domainname: known(container.domainname) }),
    dns: listed(container.dns.map(known)),
    ...(container.dnsSearch === undefined ? {} : { dnsSearch: listed(container.dnsSearch.map(known)) }),
    ...(container.dnsOptions === undefined ? {} : { dnsOptions: listed(container.dnsOptions.map(known)) }),
    ...(container.sysctls === undefined
      ? {}
      : {
          sysctls: Object.fromEntries(Object.entries(container.sysctls).map(([key, value]) => [key, known(value)])),
        }),
    links: NOTHING,
    extraHosts: listed(
      hostsOf(container, plan).map(({ hostname, address }) => ({
        hostname: known(hostname),
        address: known(address),
      })),
    ),
    published: listed(
      sortedPublications(container).map((publication) => {
        const { port, hostPort } = publication;
        const address = hostAddressOf(container, publication);
        return {
          at: within(at, `port ${port.toString()}`),
          containerPort: knowable(construct, port.number),
          ...(hostPort === undefined ? {} : { hostPort: knowable(construct, hostPort) }),
          // the provider sends this address where none is given
          hostAddress: address === undefined ? '0.0.0.0' : known(address),
          protocol: port.protocol,
        };
      }),
    ),
    publishAll: container.publishAll,
    // the image exposes what it likes
    exposed: {
      items: container.exposed.map(({ number, protocol }) => ({ port: number, protocol })),
      complete: false,
    },
    ...(container.listeners === undefined ? {} : { listeners: container.listeners }),
    running: container.running,
    program: program(container.program, known),
  };
}

function program(state: ProgramState, known: (value: string) => Knowable<string>): Program {
  const settings = (texts: Readonly<Record<string, string>>): Program['environment'] =>
    listed(Object.entries(texts).map(([name, value]) => ({ name, value: known(value) })));
  return {
    environment: settings(state.environment),
    labels: settings(state.labels),
    mounts: listed(state.mounts.map(known)),
    startsAfter: NOTHING,
    isBuilt: state.isBuilt,
    ...(state.command && { command: listed(state.command.map(known)) }),
    ...(state.healthCheck && { healthCheck: listed(state.healthCheck.map(known)) }),
  };
}

function namespaceOf({ namespace, attachments }: ContainerState): Namespace {
  switch (namespace.kind) {
    case 'container':
      return { kind: 'container', container: knowable(namespace.owner.construct, namespace.owner.name) };
    case 'own':
      return { kind: attachments.length === 0 ? 'none' : 'own' };
    case 'host':
    case 'none':
      return { kind: namespace.kind };
  }
}

function endpoints(container: ContainerState, plan: Plan, at: Place): EndpointDefinition[] {
  const { construct, attachments } = container;
  if (attachments.length === 1 && attachments[0]?.network === DEFAULT_BRIDGE) return [];
  return sortedAttachments(container).map((attachment) => {
    const { network, aliases, ipv6 } = attachment;
    const ipv4 = attachment.ipv4 ?? plan.fixed.get(attachment);
    const name = network === DEFAULT_BRIDGE ? network : knowable(network.construct, network.name);
    return {
      at: within(at, typeof name === 'string' ? name : 'network'),
      network: name,
      aliases: listed(aliases.map((alias) => knowable(construct, alias))),
      ...(ipv4 === undefined ? {} : { ipv4: knowable(construct, ipv4) }),
      ...(ipv6 === undefined ? {} : { ipv6: knowable(construct, ipv6) }),
      links: NOTHING,
    };
  });
}

export function mapValues<T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
