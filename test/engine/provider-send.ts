import type Docker from 'dockerode';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tarOf } from './run';
import { type Attributes, blocksOf } from './terraform-json';

/** What the provider of kreuzwerker/docker 3.6.2 sends to the engine for each resource, in its order. */

export function text(value: unknown, otherwise = ''): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;
}

export function list(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : []) as readonly string[];
}

export function labels(value: unknown): Record<string, string> {
  return Object.fromEntries(blocksOf(value).map(({ label, value: one }) => [text(label), text(one)]));
}

/** Milliseconds of a Go duration such as `1m30s`. */
export function milliseconds(duration: unknown): number {
  const unit = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 0.001, ns: 0.000001 };
  return [...text(duration, '0s').matchAll(/([\d.]+)(h|ms|us|ns|m|s)/g)].reduce(
    (sum, [, number, name]) => sum + Number(number) * unit[name as keyof typeof unit],
    0,
  );
}

async function orExplain<T>(what: string, promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    const reason = (error as { json?: { message?: string } | null }).json?.message ?? String(error);
    throw new Error(`${what}: Error response from daemon: ${reason}`, { cause: error });
  }
}

export async function createNetwork(docker: Docker, wanted: Attributes): Promise<Attributes> {
  const config = blocksOf(wanted['ipam_config']).map(({ subnet, gateway, ip_range: range, aux_address: aux }) => ({
    Subnet: text(subnet),
    Gateway: text(gateway),
    IPRange: text(range),
    AuxiliaryAddresses: (aux ?? {}) as Record<string, string>,
  }));
  const options = {
    Name: text(wanted['name']),
    // The client asks older engines to refuse a second network of one name.
    CheckDuplicate: true,
    ...(wanted['driver'] === undefined ? {} : { Driver: text(wanted['driver']) }),
    Options: (wanted['options'] ?? {}) as Record<string, string>,
    Labels: labels(wanted['labels']),
    Internal: wanted['internal'] === true,
    Attachable: wanted['attachable'] === true,
    Ingress: wanted['ingress'] === true,
    ...(wanted['ipv6'] === true ? { EnableIPv6: true } : {}),
    IPAM: {
      Driver: text(wanted['ipam_driver'], 'default'),
      Options: (wanted['ipam_options'] ?? {}) as Record<string, string>,
      ...(config.length > 0 ? { Config: config.map(withoutBlanks) } : {}),
    },
  };
  const network = await orExplain(
    'Unable to create network',
    docker.createNetwork(options as Docker.NetworkCreateOptions),
  );
  return { ...wanted, id: network.id };
}

function withoutBlanks<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== '')) as T;
}

/** Exposed ports and bindings: the host address is always sent, and an unset host port asks for any. */
function portsOf(wanted: Attributes): {
  exposed: Record<string, object>;
  bindings: Record<string, Docker.PortBinding[]>;
} {
  const exposed: Record<string, object> = {};
  const bindings: Record<string, Docker.PortBinding[]> = {};
  for (const { internal, external, ip, protocol } of blocksOf(wanted['ports'])) {
    const key = `${text(internal)}/${text(protocol, 'tcp')}`;
    exposed[key] = {};
    (bindings[key] ??= []).push({ HostIp: text(ip) || '0.0.0.0', HostPort: text(external, '0') });
  }
  return { exposed, bindings };
}

function healthcheckOf(wanted: Attributes): Docker.HealthConfig | undefined {
  const [check] = blocksOf(wanted['healthcheck']);
  if (check === undefined) return undefined;
  const nanoseconds = (key: string): number => milliseconds(check[key]) * 1_000_000;
  return {
    Test: [...list(check['test'])],
    Interval: nanoseconds('interval'),
    Timeout: nanoseconds('timeout'),
    StartPeriod: nanoseconds('start_period'),
    Retries: Number(check['retries'] ?? 0),
  };
}

function volumesOf(wanted: Attributes): { binds: string[]; from: string[]; anonymous: Record<string, object> } {
  const result = { binds: [] as string[], from: [] as string[], anonymous: {} as Record<string, object> };
  for (const volume of blocksOf(wanted['volumes'])) {
    const path = text(volume['container_path']);
    const source = text(volume['volume_name']) || text(volume['host_path']);
    if (text(volume['from_container']) !== '') result.from.push(text(volume['from_container']));
    else result.anonymous[path] = {};
    if (path !== '' && source !== '')
      result.binds.push(`${source}:${path}:${volume['read_only'] === true ? 'ro' : 'rw'}`);
  }
  return result;
}

function containerOptions(wanted: Attributes): Docker.ContainerCreateOptions {
  const { exposed, bindings } = portsOf(wanted);
  const volumes = volumesOf(wanted);
  const [capabilities] = blocksOf(wanted['capabilities']);
  const healthcheck = healthcheckOf(wanted);
  const megabytes = (key: string): number => Number(wanted[key] ?? 0) * 1024 * 1024;
  return {
    name: text(wanted['name']),
    Image: text(wanted['image']),
    Hostname: text(wanted['hostname']),
    Domainname: text(wanted['domainname']),
    Tty: wanted['tty'] === true,
    OpenStdin: wanted['stdin_open'] === true,
    User: text(wanted['user']),
    WorkingDir: text(wanted['working_dir']),
    Env: [...list(wanted['env'])],
    Labels: labels(wanted['labels']),
    ...(list(wanted['command']).length > 0 ? { Cmd: [...list(wanted['command'])] } : {}),
    ...(list(wanted['entrypoint']).length > 0 ? { Entrypoint: [...list(wanted['entrypoint'])] } : {}),
    ...(wanted['stop_signal'] === undefined ? {} : { StopSignal: text(wanted['stop_signal']) }),
    ...(wanted['stop_timeout'] === undefined ? {} : { StopTimeout: Number(wanted['stop_timeout']) }),
    ...(healthcheck === undefined ? {} : { Healthcheck: healthcheck }),
    ExposedPorts: exposed,
    Volumes: volumes.anonymous,
    HostConfig: {
      NetworkMode: text(wanted['network_mode'], 'bridge'),
      PortBindings: bindings,
      PublishAllPorts: wanted['publish_all_ports'] === true,
      Privileged: wanted['privileged'] === true,
      ReadonlyRootfs: wanted['read_only'] === true,
      AutoRemove: wanted['rm'] === true,
      Init: wanted['init'] === true,
      RestartPolicy: {
        Name: text(wanted['restart'], 'no'),
        MaximumRetryCount: Number(wanted['max_retry_count'] ?? 0),
      },
      ExtraHosts: blocksOf(wanted['host']).map(({ host, ip }) => `${text(host)}:${text(ip)}`),
      Dns: [...list(wanted['dns'])],
      DnsOptions: [...list(wanted['dns_opts'])],
      DnsSearch: [...list(wanted['dns_search'])],
      CapAdd: [...list(capabilities?.['add'])],
      CapDrop: [...list(capabilities?.['drop'])],
      SecurityOpt: [...list(wanted['security_opts'])],
      GroupAdd: [...list(wanted['group_add'])],
      Sysctls: (wanted['sysctls'] ?? {}) as Record<string, string>,
      Tmpfs: (wanted['tmpfs'] ?? {}) as Record<string, string>,
      Binds: volumes.binds,
      VolumesFrom: volumes.from,
      Memory: megabytes('memory'),
      MemorySwap:
        Number(wanted['memory_swap'] ?? 0) > 0 ? megabytes('memory_swap') : Number(wanted['memory_swap'] ?? 0),
      CpuShares: Number(wanted['cpu_shares'] ?? 0),
      ...(wanted['shm_size'] === undefined ? {} : { ShmSize: megabytes('shm_size') }),
      Ulimits: blocksOf(wanted['ulimit']).map(({ name, soft, hard }) => ({
        Name: text(name),
        Soft: Number(soft),
        Hard: Number(hard),
      })),
      Devices: blocksOf(wanted['devices']).map(({ host_path: host, container_path: path, permissions }) => ({
        PathOnHost: text(host),
        PathInContainer: text(path) || text(host),
        CgroupPermissions: text(permissions) || 'rwm',
      })),
      CpusetCpus: text(wanted['cpu_set']),
      PidMode: text(wanted['pid_mode']),
      ...(wanted['ipc_mode'] === undefined ? {} : { IpcMode: text(wanted['ipc_mode']) }),
      LogConfig: { Type: text(wanted['log_driver']), Config: (wanted['log_opts'] ?? {}) as Record<string, string> },
    },
  };
}

/** What this applier does not send; a stack that uses it must not pass as applied. */
const NOT_SENT = ['mounts', 'gpus', 'cpus', 'storage_opts', 'userns_mode', 'runtime'];

export async function createContainer(docker: Docker, wanted: Attributes): Promise<Attributes> {
  const beyond = NOT_SENT.filter((key) => wanted[key] !== undefined && wanted[key] !== false);
  if (beyond.length > 0) throw new Error(`the applier does not know how to send ${beyond.join(', ')}`);
  if (list(wanted['command']).includes('')) throw new Error('values for command may not be empty');
  const container = await orExplain('Unable to create container', docker.createContainer(containerOptions(wanted)));
  return { ...wanted, id: container.id };
}

/** Everything that follows a container's creation: networks, files, start, health. */
export async function bringUpContainer(docker: Docker, wanted: Attributes, id: string): Promise<void> {
  const container = docker.getContainer(id);
  const networks = blocksOf(wanted['networks_advanced']);
  if (networks.length > 0) {
    await docker
      .getNetwork('bridge')
      .disconnect({ Container: id })
      .catch((error: unknown) => {
        if (!String(error).includes('is not connected to the network bridge')) throw error as Error;
      });
  }
  // A set has no order that a user could rely on; the names give one.
  for (const network of [...networks].sort((a, b) => (text(a['name']) < text(b['name']) ? -1 : 1))) {
    const settings = {
      Aliases: [...list(network['aliases'])],
      IPAMConfig: withoutBlanks({
        IPv4Address: text(network['ipv4_address']),
        IPv6Address: text(network['ipv6_address']),
      }),
    };
    const name = text(network['name']);
    const joined = docker.getNetwork(name).connect({ Container: id, EndpointConfig: settings });
    await orExplain(`Unable to connect to network '${name}'`, joined);
  }
  for (const upload of blocksOf(wanted['upload'])) await container.putArchive(archive(upload), { path: '/' });
  if (wanted['start'] === false) return;
  await orExplain('Unable to start container', container.start());
  if (wanted['wait'] === true) await untilHealthy(container, Number(wanted['wait_timeout'] ?? 60));
  if (wanted['attach'] === true) {
    await container.wait();
    return;
  }
  if (wanted['must_run'] === false) return;
  await sleep(100);
  const { State } = await container.inspect();
  if (State.Running) return;
  await container.remove({ force: true, v: true });
  throw new Error('container exited immediately');
}

function archive(upload: Attributes): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-upload-'));
  try {
    const path = join(folder, text(upload['file']));
    mkdirSync(dirname(path), { recursive: true });
    const content =
      upload['source'] !== undefined
        ? readFileSync(text(upload['source']))
        : Buffer.from(
            text(upload['content_base64'] ?? upload['content']),
            upload['content'] === undefined ? 'base64' : 'utf8',
          );
    const mode = upload['permissions'] ?? (upload['executable'] === true ? '0744' : '0644');
    writeFileSync(path, content, { mode: parseInt(text(mode), 8) });
    return tarOf(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function untilHealthy(container: Docker.Container, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const { Health } = (await container.inspect()).State;
    if (Health === undefined)
      throw new Error("you have supplied a 'wait' argument, but the container has no healthcheck");
    if (Health.Status === 'healthy') return;
    if (Date.now() > deadline) throw new Error('container failed to be in healthy state');
    await sleep(250);
  }
}
