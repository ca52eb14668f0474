import type Docker from 'dockerode';
import { labels, list, milliseconds, text } from './provider-send';
import { type Attributes, blocksOf } from './terraform-json';

/** One attribute that the provider would read back differently from what is configured. */
export interface Difference {
  readonly attribute: string;
  readonly configured: unknown;
  readonly read: unknown;
}

type Facts = Readonly<Record<string, unknown>>;

/** Null, nothing, zero and an empty collection are one and the same to the provider's framework. */
function plain(value: unknown): unknown {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return null;
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(plain);
  if (typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, one]) => [key, plain(one)] as const);
  const kept = entries.filter(([, one]) => one !== null).sort(([a], [b]) => (a < b ? -1 : 1));
  return kept.length === 0 ? null : Object.fromEntries(kept);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b));
}

function asSet(value: unknown): unknown {
  const items = (Array.isArray(value) ? value : []).map((item) => JSON.stringify(plain(item)));
  return items.sort();
}

/** `computed` attributes only count when configured; all others also when the engine has a value and the stack none. */
function differences(wanted: Attributes, read: Facts, computed: readonly string[]): Difference[] {
  return Object.entries(read).flatMap(([attribute, value]) => {
    const configured = wanted[attribute];
    if (computed.includes(attribute) && plain(configured) === null) return [];
    return same(configured, value) ? [] : [{ attribute, configured, read: value }];
  });
}

function withDefaults(wanted: Attributes, defaults: Attributes): Attributes {
  return { ...defaults, ...wanted };
}

export function networkDifferences(wanted: Attributes, network: Docker.NetworkInspectInfo): Difference[] {
  const pools = (network.IPAM?.Config ?? []) as Record<string, unknown>[];
  const config = blocksOf(wanted['ipam_config']).map((one) => ({ ...one }));
  const read = {
    name: network.Name,
    driver: network.Driver,
    internal: network.Internal,
    attachable: network.Attachable,
    ingress: network.Ingress,
    ipv6: network.EnableIPv6,
    ipam_driver: network.IPAM?.Driver,
    ipam_options: network.IPAM?.Options,
    options: network.Options,
    labels: asSet(Object.entries(network.Labels ?? {}).map(([label, value]) => ({ label, value }))),
    ipam_config: asSet(
      pools.map((pool) => ({
        subnet: pool['Subnet'],
        gateway: pool['Gateway'],
        ip_range: pool['IPRange'],
        aux_address: pool['AuxiliaryAddresses'],
      })),
    ),
  };
  const configured = {
    ...withDefaults(wanted, { ipam_driver: 'default' }),
    labels: asSet(Object.entries(labels(wanted['labels'])).map(([label, value]) => ({ label, value }))),
    ipam_config: asSet(config),
  };
  return differences(configured, read, ['driver', 'options', 'internal', 'ipam_config']);
}

interface Published {
  readonly internal: number;
  readonly external: number;
  readonly ip: string;
  readonly protocol: string;
}

/** Ports as the provider's state holds them: sorted by container port. */
function publishedOf(container: Docker.ContainerInspectInfo): Published[] {
  const ports = container.NetworkSettings.Ports as Record<string, { HostIp: string; HostPort: string }[] | null>;
  const published = Object.entries(ports).flatMap(([key, bindings]) => {
    const [internal, protocol = 'tcp'] = key.split('/');
    return (bindings ?? []).map(({ HostIp, HostPort }) => ({
      internal: Number(internal),
      external: Number(HostPort),
      ip: HostIp,
      protocol,
    }));
  });
  return published.sort((a, b) => a.internal - b.internal);
}

/** In another order than the state's, the provider looks at the first port of each container port and protocol only. */
function portsDiffer(wanted: Attributes, read: readonly Published[]): boolean {
  const configured = blocksOf(wanted['ports']).map((port, at): Published => ({
    internal: Number(port['internal']),
    external: Number(port['external'] ?? read[at]?.external ?? 0),
    ip: text(port['ip']) || '0.0.0.0',
    protocol: text(port['protocol'], 'tcp'),
  }));
  if (same(configured, read)) return false;
  if (configured.length !== read.length) return true;
  return read.some((old) => {
    const alike = configured.filter(({ internal }) => internal === old.internal);
    const elsewhere = alike.some(({ protocol }) => protocol === old.protocol);
    const first = elsewhere ? alike.find(({ protocol }) => protocol === old.protocol) : undefined;
    return first?.external !== old.external || first.ip !== old.ip;
  });
}

const CONTAINER_DEFAULTS = { restart: 'no', network_mode: 'bridge' };
const CONTAINER_COMPUTED = [
  ...['hostname', 'command', 'entrypoint', 'stop_signal', 'stop_timeout', 'log_driver', 'ipc_mode', 'init'],
  ...['healthcheck', 'security_opts', 'user', 'working_dir', 'capabilities'],
];
const CONTAINER_SETS = ['dns', 'dns_opts', 'dns_search', 'group_add', 'security_opts', 'host'];

export function containerDifferences(wanted: Attributes, container: Docker.ContainerInspectInfo): Difference[] {
  const { Config, HostConfig } = container;
  const image = text(wanted['image']).startsWith('sha256:') ? container.Image : Config.Image;
  const check = Config.Healthcheck;
  const mebibytes = (bytes: number | undefined): number =>
    (bytes ?? 0) > 0 ? (bytes ?? 0) / 1024 / 1024 : (bytes ?? 0);
  const hosts = ((HostConfig.ExtraHosts ?? []) as string[]).map((entry) => {
    const [host, ip] = entry.split(':');
    return { host, ip };
  });
  const read: Facts = {
    name: container.Name.replace(/^\/+/, ''),
    image,
    hostname: Config.Hostname,
    domainname: Config.Domainname,
    command: Config.Cmd,
    entrypoint: Config.Entrypoint,
    user: Config.User,
    working_dir: Config.WorkingDir,
    tty: Config.Tty,
    stdin_open: Config.OpenStdin,
    rm: HostConfig.AutoRemove,
    read_only: HostConfig.ReadonlyRootfs,
    privileged: HostConfig.Privileged,
    publish_all_ports: HostConfig.PublishAllPorts,
    restart: HostConfig.RestartPolicy?.Name,
    max_retry_count: HostConfig.RestartPolicy?.MaximumRetryCount,
    network_mode: HostConfig.NetworkMode,
    pid_mode: HostConfig.PidMode,
    ipc_mode: HostConfig.IpcMode,
    init: HostConfig.Init,
    dns: HostConfig.Dns,
    dns_opts: HostConfig.DnsOptions,
    dns_search: HostConfig.DnsSearch,
    group_add: HostConfig.GroupAdd,
    security_opts: HostConfig.SecurityOpt,
    host: hosts,
    sysctls: HostConfig.Sysctls,
    tmpfs: HostConfig.Tmpfs,
    memory: mebibytes(HostConfig.Memory),
    memory_swap: mebibytes(HostConfig.MemorySwap),
    cpu_shares: HostConfig.CpuShares,
    cpu_set: HostConfig.CpusetCpus,
    log_driver: HostConfig.LogConfig?.Type,
    log_opts: HostConfig.LogConfig?.Config as unknown,
    capabilities: [{ add: asSet(HostConfig.CapAdd), drop: asSet(HostConfig.CapDrop) }],
    ...(check === undefined ? {} : { healthcheck: [healthOf(check)] }),
  };
  const configured: Facts = {
    ...withDefaults(wanted, CONTAINER_DEFAULTS),
    capabilities: blocksOf(wanted['capabilities']).map(({ add, drop }) => ({ add: asSet(add), drop: asSet(drop) })),
    healthcheck: blocksOf(wanted['healthcheck']).map((block) => ({ ...healthOf(undefined), ...block })),
    host: blocksOf(wanted['host']),
  };
  const sets = (facts: Facts): Facts => ({
    ...facts,
    ...Object.fromEntries(CONTAINER_SETS.map((key) => [key, asSet(facts[key])])),
  });
  const found = differences(sets(configured), sets(read), CONTAINER_COMPUTED);
  const ports = publishedOf(container);
  if (portsDiffer(wanted, ports)) found.push({ attribute: 'ports', configured: wanted['ports'], read: ports });
  if (!container.State.Running && wanted['must_run'] !== false && wanted['start'] !== false) {
    found.push({ attribute: 'must_run', configured: true, read: container.State.Status });
  }
  return found;
}

/** A healthcheck as the provider keeps it, with durations in Go's own spelling, so that "60s" comes back as "1m0s". */
function healthOf(check: Docker.HealthConfig | undefined): Facts {
  const duration = (nanoseconds: number | undefined): string => goDuration((nanoseconds ?? 0) / 1_000_000);
  return {
    test: list(check?.Test),
    interval: duration(check?.Interval),
    timeout: duration(check?.Timeout),
    start_period: duration(check?.StartPeriod),
    start_interval: '0s',
    retries: check?.Retries ?? 0,
  };
}

/** Go's `Duration.String` for whole milliseconds. */
export function goDuration(total: number): string {
  if (total === 0) return '0s';
  if (total < 1000) return `${total}ms`;
  const hours = Math.floor(total / milliseconds('1h'));
  const minutes = Math.floor((total % milliseconds('1h')) / milliseconds('1m'));
  const seconds = (total % milliseconds('1m')) / 1000;
  const head = hours > 0 ? `${hours}h${minutes}m` : minutes > 0 ? `${minutes}m` : '';
  return `${head}${seconds}s`;
}
