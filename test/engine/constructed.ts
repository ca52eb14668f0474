import { App, TerraformStack } from 'cdktf';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Topology } from '../../lib/core/engine/topology';
import { Cidr } from '../../lib/core/values/address';
import { BridgePort } from '../../lib/core/values/port-mapping';
import { Port } from '../../lib/core/values/port';
import {
  BridgeNetwork,
  DockerContainer,
  DockerEngine,
  type DockerNetwork,
  DockerVolume,
  type EngineContainer,
  type EngineContainerProps,
  type HealthCheck,
  HostContainer,
  IsolatedContainer,
  type PublishOptions,
  type RestartPolicy,
  SidecarContainer,
  type Subnet,
} from '../../lib/docker';
import type { Generation } from '../vectors/model';
import type { OpenVector } from '../vectors/random';
import {
  flagsOf,
  type VectorContainer,
  type VectorEndpoint,
  type VectorNetwork,
  type VectorTopology,
} from '../vectors/vector';
import { synthesized } from './terraform';
import type { TerraformJson } from './terraform-json';

const OPTION = 'com.docker.network.bridge.';
const ENTRY = /^([^:]+):(.+)$/;

/** What the constructs can say of a topology; the rest is left out, so that the same vector describes the result. */
export function constructible({ networks, containers }: Required<VectorTopology>): Required<VectorTopology> {
  const made: VectorContainer[] = [];
  const closed = new Set(networks.flatMap(({ name, internal }) => (internal === true ? [name] : [])));
  for (const container of containers) made.push(constructibleContainer(container, made, closed));
  return { networks, containers: made };
}

function constructibleContainer(
  container: VectorContainer,
  before: readonly VectorContainer[],
  closed: ReadonlySet<string>,
): VectorContainer {
  const { name, mode, listen = [], hostname, domainname, publish = [], attach = [] } = container;
  // the provider reads the address of an entry up to its first colon back, so that IPv6 is a change at every plan
  const extraHosts = (container.extraHosts ?? []).filter((entry) => entry.split(':').length === 2);
  const listens = { name, listen };
  if (mode?.startsWith('container:')) return { ...listens, mode };
  const named = { ...listens, ...(hostname === undefined ? {} : { hostname }) };
  if (mode === 'none') return { ...named, mode };
  const hosts = extraHosts.length === 0 ? {} : { extraHosts };
  if (mode === 'host') return { ...named, mode, ...hosts };
  // a network as the mode is a network like any other
  const first = mode === undefined || attach.some(({ network }) => network === mode) ? [] : [{ network: mode }];
  const endpoints = [...first, ...attach];
  const taken = new Set(extraHosts.map((entry) => ENTRY.exec(entry)?.[1]?.toLowerCase()));
  // ports that nobody can reach are refused
  const shut = endpoints.length > 0 && endpoints.every(({ network }) => closed.has(network));
  const published = publish.filter((form) => !shut && !/^\d+-\d+:/.test(form));
  return {
    ...named,
    ...(domainname === undefined ? {} : { domainname }),
    ...hosts,
    ...(published.length === 0 ? {} : { publish: published }),
    ...(endpoints.length === 0 ? {} : { attach: endpoints.map((one) => constructibleEndpoint(one, before, taken)) }),
  };
}

/** A link leads to a container on the same network, under a name that the container does not have yet. */
function constructibleEndpoint(
  { links = [], ...endpoint }: VectorEndpoint,
  before: readonly VectorContainer[],
  taken: Set<string | undefined>,
): VectorEndpoint {
  const kept = links.filter((link) => {
    const [, target, alias = ''] = ENTRY.exec(link) ?? [];
    const there = before.find(({ name }) => name === target);
    if (taken.has(alias) || !there?.attach?.some(({ network }) => network === endpoint.network)) return false;
    taken.add(alias);
    return true;
  });
  return { ...endpoint, ...(kept.length === 0 ? {} : { links: kept }) };
}

/** What a container has beside its network. */
export interface Details {
  readonly environment?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
  readonly restart?: RestartPolicy;
  readonly healthCheck?: HealthCheck;
  /** Name of a volume. */
  readonly volume?: string;
  /** Name of the container before it that has to be there first. */
  readonly after?: string;
}

export interface Constructed {
  readonly stack: TerraformJson;
  /** What the constructs say about who reaches whom, when everything starts in the order of the definitions. */
  readonly topology: Topology;
  /** What is wrong with it by our own rules. */
  readonly errors: string | undefined;
  /** Names of containers of which our rules say that Terraform finds a change in them at every plan. */
  readonly neverSettled: ReadonlySet<string>;
}

export interface Machines {
  readonly generation: Generation;
  readonly hostAddress: string;
  readonly externalAddress: string;
}

/** Makes a vector's topology out of constructs and synthesizes it. */
export function construct(
  vector: Pick<OpenVector, 'daemon' | 'forward' | 'topology'>,
  { generation, hostAddress, externalAddress }: Machines,
  details: Readonly<Record<string, Details>> = {},
): Constructed {
  const outdir = mkdtempSync(join(tmpdir(), 'portwright-random-'));
  try {
    const app = new App({ outdir });
    const flags = flagsOf(vector);
    const engine = new DockerEngine(new TerraformStack(app, 'random'), 'local', {
      settings: {
        version: generation === '29' ? 29 : 20,
        icc: !flags.includes('--icc=false'),
        userlandProxy: !flags.includes('--userland-proxy=false'),
        addresses: [hostAddress],
        forwardPolicy: vector.forward ?? 'DROP',
        routedFromOutside: true,
      },
    });
    define(engine, vector.topology, details);
    const topology = Topology.of(engine.host, {
      startsInOrder: true,
      outside: { address: externalAddress, listeners: [{ port: 8499, protocol: 'tcp' }] },
    });
    const errors = engine.errorReport();
    const twice = engine.findings.filter(({ rule }) => rule === 'published-port-twice');
    const neverSettled = new Set(twice.map(({ facts }) => String(facts['container'])));
    if (errors !== undefined) return { stack: {}, topology, errors, neverSettled };
    app.synth();
    return { stack: synthesized(outdir, 'random'), topology, errors, neverSettled };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function define(
  engine: DockerEngine,
  { networks, containers }: Required<VectorTopology>,
  details: Readonly<Record<string, Details>>,
): void {
  const made = new Map<string, DockerNetwork>();
  for (const network of networks) made.set(network.name, defineNetwork(engine, network));
  const all = new Map<string, EngineContainer>();
  const volumes = new Map<string, DockerVolume>();
  for (const container of containers) {
    const { volume, after, ...rest } = details[container.name] ?? {};
    if (volume !== undefined && !volumes.has(volume)) volumes.set(volume, new DockerVolume(engine, volume));
    const source = volumes.get(volume ?? '');
    const extra = { ...rest, ...(source && { mounts: [{ source, path: '/data' }] }) };
    const one = defineContainer(engine, container, made, all, extra);
    const before = all.get(after ?? '');
    if (before) one.startAfter(before, { healthy: details[before.containerName]?.healthCheck !== undefined });
    all.set(container.name, one);
  }
}

function defineNetwork(engine: DockerEngine, network: VectorNetwork): BridgeNetwork {
  const { name, internal, ipv6, ipam = [], options = {} } = network;
  const hostBinding = options[`${OPTION}host_binding_ipv4`];
  return new BridgeNetwork(engine, name, {
    ...(internal === undefined ? {} : { internal }),
    ...(ipv6 === undefined ? {} : { ipv6 }),
    ...(options[`${OPTION}enable_icc`] === undefined ? {} : { icc: false }),
    ...(options[`${OPTION}enable_ip_masquerade`] === undefined ? {} : { masquerade: false }),
    ...(hostBinding === undefined ? {} : { hostBinding }),
    ...(ipam.length === 0 ? {} : { subnets: ipam.map(subnetOf) }),
  });
}

function subnetOf({ subnet = '', gateway, ipRange, aux }: NonNullable<VectorNetwork['ipam']>[number]): Subnet {
  return {
    subnet: Cidr.parse(subnet),
    ...(gateway === undefined ? {} : { gateway }),
    ...(ipRange === undefined ? {} : { ipRange: Cidr.parse(ipRange) }),
    ...(aux === undefined ? {} : { auxiliary: aux }),
  };
}

function defineContainer(
  engine: DockerEngine,
  container: VectorContainer,
  networks: ReadonlyMap<string, DockerNetwork>,
  all: ReadonlyMap<string, EngineContainer>,
  extra: Partial<EngineContainerProps>,
): EngineContainer {
  const { name, mode, listen = [], hostname, extraHosts = [], attach = [], publish = [] } = container;
  const props: EngineContainerProps & { hostname?: string } = {
    image: 'busybox:latest',
    command: ['sleep', '100000'],
    ...extra,
    listens: listen.map(({ port, protocol = 'tcp', address }) =>
      address === undefined ? { port, protocol } : { port, protocol, address },
    ),
    ...(hostname === undefined ? {} : { hostname }),
  };
  const hosts = Object.fromEntries(extraHosts.map((entry) => (ENTRY.exec(entry) ?? []).slice(1) as [string, string]));
  const owner = all.get(mode?.replace('container:', '') ?? '');
  if (owner) return new SidecarContainer(engine, name, { ...props, of: owner });
  if (mode === 'none') return new IsolatedContainer(engine, name, props);
  if (mode === 'host') return new HostContainer(engine, name, { ...props, extraHosts: hosts });
  const [first, ...rest] = attach.map(({ network, ip, ip6, aliases = [], links = [] }) => {
    const on = networks.get(network);
    return on === undefined
      ? engine.defaultBridge
      : on.endpoint({
          aliases,
          ...(ip === undefined ? {} : { ipv4: ip }),
          ...(ip6 === undefined ? {} : { ipv6: ip6 }),
          links: links.map((link) => {
            const [, target = '', alias = ''] = ENTRY.exec(link) ?? [];
            return (all.get(target) as DockerContainer).as(alias);
          }),
        });
  });
  const made = new DockerContainer(engine, name, {
    ...props,
    ...(container.domainname === undefined ? {} : { domainname: container.domainname }),
    extraHosts: hosts,
    ...(first === undefined ? {} : { networks: [first, ...rest] }),
  });
  for (const form of publish) publishPort(made, form);
  return made;
}

/** `8181:80`, `80`, `127.0.0.1::80`, `[::1]:8181:80/udp`. */
function publishPort(container: DockerContainer, form: string): void {
  const [, address, host = '', inside = '', protocol = 'tcp'] =
    /^(?:(?:(\[[^\]]+\]|[^:]+):)?(\d*):)?(\d+)(?:\/(\w+))?$/.exec(form) ?? [];
  const options: PublishOptions = address === undefined ? {} : { address: address.replace(/^\[|\]$/g, '') };
  const port = Port.of(Number(inside), protocol === 'udp' ? 'udp' : 'tcp');
  if (host === '') container.publish(BridgePort.dynamic(port), options);
  else container.publish(BridgePort.fixed(port, Number(host)), options);
}
