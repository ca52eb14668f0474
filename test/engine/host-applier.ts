import type Docker from 'dockerode';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  PREDEFINED_NETWORKS,
  type ContainerSpec,
  type DockerHost,
  type EndpointDefinition,
  type Namespace,
  type NetworkDefinition,
} from '../../lib/core/engine/definition/docker-host';
import { givenInterface } from '../../lib/core/engine/definition/docker-reading';
import { isKnown, type Knowable } from '../../lib/core/values/unknown';
import { type PrivateEngine } from './private-engine';

/** One request that the engine refused, with its message. */
export interface Refusal {
  readonly step: 'create network' | 'create container' | 'connect' | 'start';
  readonly of: string;
  readonly message: string;
}

/**
 * Creates what a host model defines through the engine's API, in the order of the provider: networks, then each
 * container on its mode, off the default bridge, onto its networks; then the start of all that are meant to run. Goes on
 * after a refusal, as independent resources of a plan do.
 */
export async function applyHost(engine: PrivateEngine, host: DockerHost): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  const attempt = async (step: Refusal['step'], of: string, request: () => Promise<unknown>): Promise<boolean> => {
    try {
      await request();
      return true;
    } catch (error) {
      refusals.push({ step, of, message: messageOf(error) });
      return false;
    }
  };
  for (const network of host.networks.items) {
    if (network.existing) continue;
    await attempt('create network', decided(network.name), () => engine.docker.createNetwork(networkBody(network)));
  }
  const created: (readonly [ContainerSpec, Docker.Container])[] = [];
  for (const spec of host.containers.items) {
    const name = decided(spec.name);
    let container: Docker.Container | undefined;
    await attempt('create container', name, async () => {
      container = await engine.docker.createContainer(containerBody(spec));
    });
    if (!container) continue;
    const { id } = container;
    if (spec.endpoints.items.length > 0) await leaveDefaultBridge(engine, id);
    for (const endpoint of spec.endpoints.items) {
      const body = { Container: id, EndpointConfig: endpointBody(endpoint) };
      const network = engine.docker.getNetwork(encodeURIComponent(decided(endpoint.network)));
      await attempt('connect', name, () => network.connect(body));
    }
    created.push([spec, container]);
  }
  for (const [spec, container] of created) {
    if (decided(spec.running)) await attempt('start', decided(spec.name), () => container.start());
  }
  return refusals;
}

/** Removes what {@link applyHost} created. */
export async function removeHost(engine: PrivateEngine, host: DockerHost): Promise<void> {
  const containers = await engine.docker.listContainers({ all: true });
  for (const { Id } of containers) await engine.docker.getContainer(Id).remove({ force: true, v: true });
  const mine = new Set(host.networks.items.flatMap(({ name, existing }) => (existing ? [] : [decided(name)])));
  const left = async (): Promise<Docker.NetworkInspectInfo[]> =>
    (await engine.docker.listNetworks()).filter(
      ({ Name }) => mine.has(Name) && !(PREDEFINED_NETWORKS as readonly string[]).includes(Name),
    );
  for (const { Id } of await left()) await engine.docker.getNetwork(Id).remove();
  // the networks of a swarm take a moment to go
  for (let tries = 0; tries < 100 && (await left()).length > 0; tries++) await sleep(100);
}

/** A definition for an engine has no values that are decided later. */
function decided<T>(value: Knowable<T>): T {
  if (isKnown(value)) return value;
  throw new Error(`cannot be applied: ${value.why}`);
}

function messageOf(error: unknown): string {
  const { json } = error as { readonly json?: { readonly message?: string } };
  return json?.message ?? (error as Error).message;
}

async function leaveDefaultBridge(engine: PrivateEngine, container: string): Promise<void> {
  try {
    await engine.docker.getNetwork('bridge').disconnect({ Container: container });
  } catch (error) {
    if (!messageOf(error).includes('is not connected to')) throw error;
  }
}

function networkBody(network: NetworkDefinition): Docker.NetworkCreateOptions {
  const config = network.ipam.items.map(({ subnet, gateway, ipRange, auxiliary }) => ({
    ...(subnet === undefined ? {} : { Subnet: decided(subnet) }),
    ...(gateway === undefined ? {} : { Gateway: decided(gateway) }),
    ...(ipRange === undefined ? {} : { IPRange: decided(ipRange) }),
    AuxiliaryAddresses: recordOf(auxiliary),
  }));
  return {
    Name: decided(network.name),
    CheckDuplicate: true,
    Driver: decided(network.driver),
    Internal: decided(network.internal),
    Attachable: decided(network.attachable),
    Ingress: decided(network.ingress),
    // the provider sends it when it is on: where it is not sent, a driver option may decide
    ...(decided(network.ipv6) ? { EnableIPv6: true } : {}),
    Options: recordOf(network.options),
    IPAM: { Driver: decided(network.ipamDriver ?? 'default'), Config: config },
  };
}

function recordOf(values: Readonly<Record<string, Knowable<string>>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, decided(value)]));
}

function containerBody(spec: ContainerSpec): Docker.ContainerCreateOptions {
  const portBindings: Record<string, { HostIp: string; HostPort: string }[]> = {};
  for (const { containerPort, hostPort, hostPortLast, hostAddress, protocol } of spec.published.items) {
    const first = hostPort === undefined ? '' : String(decided(hostPort));
    const binding = {
      HostIp: hostAddress === undefined ? '' : decided(hostAddress),
      HostPort: hostPortLast === undefined ? first : `${first}-${decided(hostPortLast)}`,
    };
    (portBindings[`${decided(containerPort)}/${decided(protocol)}`] ??= []).push(binding);
  }
  const namespace = decided(spec.namespace);
  return {
    name: decided(spec.name),
    Image: 'busybox',
    Cmd: ['sleep', '1000'],
    StopSignal: 'SIGKILL',
    ...(spec.hostname === undefined ? {} : { Hostname: decided(spec.hostname) }),
    ...(spec.domainname === undefined ? {} : { Domainname: decided(spec.domainname) }),
    ...macAddress(spec, namespace),
    ExposedPorts: Object.fromEntries(
      [...exposed(spec), ...Object.keys(portBindings)].map((port): [string, object] => [port, {}]),
    ),
    HostConfig: {
      NetworkMode: spec.networkMode === undefined ? modeOf(namespace) : decided(spec.networkMode),
      PortBindings: portBindings,
      PublishAllPorts: decided(spec.publishAll),
      Dns: spec.dns.items.map(decided),
      ...(spec.hostIpc === true ? { IpcMode: 'host' } : {}),
      ExtraHosts: spec.extraHosts.items.map(({ hostname, address }) => `${decided(hostname)}:${decided(address)}`),
      Links: spec.links.items.map(decided),
      ...(spec.sysctls === undefined
        ? {}
        : { Sysctls: Object.fromEntries(Object.entries(spec.sysctls).map(([key, value]) => [key, decided(value)])) }),
    },
  };
}

/** Of the container for older engines, of its endpoint for newer ones: each looks at one of the two. */
function macAddress(
  { macAddress: given }: ContainerSpec,
  namespace: Namespace,
): Partial<Docker.ContainerCreateOptions> {
  if (given === undefined) return {};
  const MacAddress = decided(given);
  return { MacAddress, NetworkingConfig: { EndpointsConfig: { [modeOf(namespace)]: { MacAddress } } } };
}

function exposed({ exposed: { items } }: ContainerSpec): string[] {
  return items.map(({ port, protocol }) => `${port}/${protocol}`);
}

function modeOf(namespace: Namespace): string {
  if (namespace.kind === 'container') return `container:${decided(namespace.container)}`;
  return namespace.kind === 'own' ? 'bridge' : namespace.kind;
}

function endpointBody(endpoint: EndpointDefinition): Docker.EndpointSettings {
  const { aliases, links, ipv4, ipv6 } = endpoint;
  const ifname = givenInterface(endpoint);
  const addresses = {
    ...(ipv4 === undefined ? {} : { IPv4Address: decided(ipv4) }),
    ...(ipv6 === undefined ? {} : { IPv6Address: decided(ipv6) }),
  };
  return {
    ...(aliases.items.length === 0 ? {} : { Aliases: aliases.items.map(decided) }),
    ...(links.items.length === 0 ? {} : { Links: links.items.map(decided) }),
    ...(Object.keys(addresses).length === 0 ? {} : { IPAMConfig: addresses }),
    ...(ifname === undefined ? {} : { DriverOpts: { 'com.docker.network.endpoint.ifname': decided(ifname) } }),
  };
}
