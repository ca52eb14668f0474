import {
  type ContainerSpec,
  DEFAULT_ENGINE,
  type DockerHost,
  type EndpointDefinition,
  type EngineSettings,
  type Namespace,
  type NetworkDefinition,
  type PublishedPort,
} from '../../../lib/core/engine/definition/docker-host';
import { type TopologyOptions } from '../../../lib/core/engine/state/topology-options';
import { Topology } from '../../../lib/core/engine/topology';
import { IpAddress } from '../../../lib/core/values/address';
import { NOTHING } from '../../../lib/core/values/listed';
import { type Knowable } from '../../../lib/core/values/unknown';

export interface ContainerSketch {
  readonly name: string;
  readonly on?: readonly {
    readonly network: string;
    readonly ipv4?: string;
    readonly aliases?: readonly string[];
    readonly links?: readonly string[];
  }[];
  readonly namespace?: Namespace;
  readonly hostname?: string;
  readonly publish?: readonly Partial<PublishedPort>[];
  readonly listen?: readonly number[];
  /** What else the definition says. */
  readonly more?: Partial<ContainerSpec>;
}

export interface NetworkSketch {
  readonly name: string;
  readonly subnet?: string;
  readonly internal?: boolean;
  readonly icc?: boolean;
  readonly driver?: NetworkDefinition['driver'];
  readonly gateway?: string;
  readonly options?: NetworkDefinition['options'];
  /** What else the definition says. */
  readonly more?: Partial<NetworkDefinition>;
}

/** A host for tests: what is not said is the default. */
export function hostOf(
  networks: readonly NetworkSketch[],
  containers: readonly ContainerSketch[],
  engine: Partial<EngineSettings> = {},
): DockerHost {
  return {
    at: { path: 'local' },
    engine: { ...DEFAULT_ENGINE, addresses: ['192.0.2.1'], ...engine },
    networks: { complete: true, items: networks.map(networkOf) },
    containers: { complete: true, items: containers.map(containerOf) },
  };
}

export function topologyOf(
  networks: readonly NetworkSketch[],
  containers: readonly ContainerSketch[],
  engine: Partial<EngineSettings> = {},
  options: TopologyOptions = {},
): Topology {
  return Topology.of(hostOf(networks, containers, engine), options);
}

function networkOf({
  name,
  subnet,
  internal = false,
  icc = true,
  driver = 'bridge',
  gateway,
  options = {},
  more = {},
}: NetworkSketch): NetworkDefinition {
  const at = { path: `local/${name}` };
  return {
    at,
    name,
    driver,
    ipam: {
      complete: true,
      items: subnet === undefined ? [] : [{ at, subnet, ...(gateway === undefined ? {} : { gateway }), auxiliary: {} }],
    },
    ipv6: false,
    internal,
    attachable: false,
    ingress: false,
    options: icc ? options : { ...options, 'com.docker.network.bridge.enable_icc': 'false' },
    existing: false,
    ...more,
  };
}

function containerOf({
  name,
  on = [],
  namespace = { kind: 'own' },
  hostname,
  publish = [],
  listen,
  more = {},
}: ContainerSketch): ContainerSpec {
  const at = { path: `local/${name}` };
  return {
    at,
    name,
    namespace,
    endpoints: {
      complete: true,
      items: on.map(({ network, ipv4, aliases = [], links = [] }): EndpointDefinition => {
        const endpoint = {
          at,
          network,
          aliases: { complete: true, items: aliases },
          links: { complete: true, items: links },
        };
        return ipv4 === undefined ? endpoint : { ...endpoint, ipv4 };
      }),
    },
    ...(hostname === undefined ? {} : { hostname }),
    dns: NOTHING,
    links: NOTHING,
    extraHosts: NOTHING,
    published: { complete: true, items: publish.map((port) => ({ at, protocol: 'tcp', containerPort: 80, ...port })) },
    publishAll: false,
    exposed: NOTHING,
    ...(listen === undefined ? {} : { listeners: listen.map((port) => ({ port, protocol: 'tcp' as const })) }),
    running: true,
    ...more,
  };
}

/** An address as it is written; undefined where there is none, or it is not known. */
export function addressText(address: Knowable<IpAddress> | undefined): string | undefined {
  return address instanceof IpAddress ? address.toString() : undefined;
}
