import { type LocalPlan, type PlannedContainer } from '../core/local/local-plan';
import { filled, healthCheckOf, rewritten, type Setting } from './settings';

/** What the blocks of a configuration are called, for those that refer to them. */
export interface BlockNames {
  /** The block of a container, such as `docker_container.web`. */
  readonly container: (key: string) => string;
  /** An expression for the id of an image. */
  readonly image: (name: string) => string;
  /** An expression for the id of a network of the plan. */
  readonly network: (name: string) => string;
  /** What a volume is called on the engine, or an expression for it. */
  readonly volume: (name: string) => string;
  /** A text as it is written, so that what looks like an expression in a definition is none. */
  readonly text: (text: string) => string;
}

/** A label of a block: it begins with a letter. */
export function labelOf(name: string): string {
  const label = name.replace(/[^a-zA-Z0-9_-]+/g, '-').replace(/^-+/, '');
  return /^[a-zA-Z]/.test(label) ? label : `c-${label}`;
}

/** A label for each of some names, no two of them the same. */
export function labelsOf(names: Iterable<string>): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const used = new Set<string>();
  for (const name of names) {
    if (labels.has(name)) continue;
    const wanted = labelOf(name);
    let label = wanted;
    for (let number = 2; used.has(label); number++) label = `${wanted}-${number}`;
    used.add(label);
    labels.set(name, label);
  }
  return labels;
}

/** A text in which nothing is an expression. */
export function literal(text: string): string {
  return text.replaceAll('${', '$$${').replaceAll('%{', '%%{');
}

/** The containers of a plan as blocks of the docker provider, by their names on the engine. */
export function containerBlocks({ containers }: LocalPlan, names: BlockNames): ReadonlyMap<string, Setting> {
  const awaited = new Set(
    containers.flatMap(({ startsAfter }) => startsAfter.map(({ key, condition }) => `${condition} ${key}`)),
  );
  return new Map(containers.map((container) => [container.key, blockOf(container, names, awaited)]));
}

function blockOf(container: PlannedContainer, names: BlockNames, awaited: ReadonlySet<string>): Setting {
  const { key, local, image, command, environment, links, startsAfter, mounts, volumesFrom } = container;
  const { settings, spec } = local;
  const engine = spec?.engineSettings;
  const id = (other: string): string => reference(names.container(other), 'id');
  const own = filled({
    name: key,
    entrypoint: spec?.entryPoint,
    command,
    working_dir: spec?.workingDirectory,
    user: settings.user,
    env: environment.map(({ name, value }) => `${name}=${value}`).sort(),
    hostname: settings.hostname,
    dns: settings.dns,
    dns_search: settings.dnsSearch,
    sysctls: settings.sysctls,
    init: settings.init,
    privileged: settings.privileged,
    read_only: spec?.readonlyRootFilesystem ?? false,
    capabilities: filled({ add: settings.capAdd, drop: settings.capDrop }),
    memory: spec?.memory,
    memory_swap: engine?.memoryAndSwap,
    shm_size: engine?.sharedMemory,
    cpu_shares: engine?.cpuShares,
    labels: Object.entries(engine?.labels ?? {}).map(([label, value]) => ({ label, value })),
    ulimit: engine?.ulimits.map(({ name, softLimit, hardLimit }) => ({ name, soft: softLimit, hard: hardLimit })),
    stop_timeout: engine?.stopSeconds,
    devices: engine?.devices.map((device) => ({
      host_path: device.host,
      container_path: device.container,
      permissions: device.permissions,
    })),
    tmpfs: engine?.tmpfs,
    stdin_open: engine?.interactive,
    tty: engine?.terminal,
    security_opts: engine?.securityOptions,
    healthcheck: healthCheckOf(spec?.healthCheck),
    // a job may end, and what waits for its end waits for the whole of it
    attach: awaited.has(`SUCCESS ${key}`) || awaited.has(`COMPLETE ${key}`),
    wait: awaited.has(`HEALTHY ${key}`),
  });
  return {
    ...(rewritten(own, names.text) as Setting),
    ...(spec?.essential === false && { must_run: false }),
    image: names.image(image),
    ...namespaceOf(container, names),
    ...filled({
      mounts: mounts.map(({ source, isFolder, path, readOnly }) => ({
        type: isFolder ? 'bind' : 'volume',
        source: isFolder ? names.text(source) : names.volume(source),
        target: names.text(path),
        read_only: readOnly,
      })),
      pid_mode: container.processesOf === undefined ? settings.pidMode : `container:${id(container.processesOf)}`,
      ipc_mode: container.memoryOf === undefined ? settings.ipcMode : `container:${id(container.memoryOf)}`,
      host: [
        ...settings.extraHosts.map((entry) => {
          const at = entry.indexOf(':');
          return { host: names.text(entry.slice(0, at)), ip: names.text(entry.slice(at + 1)) };
        }),
        // the provider sends no links: an entry in the hosts file resolves as one does
        ...links.map((link) => ({
          host: names.text(link.alias),
          ip: reference(names.container(link.key), 'network_data[0].ip_address'),
        })),
      ],
      ports: portsOf(container),
      volumes: volumesFrom.map((from) => {
        const [source = '', mode] = from.split(':');
        return { from_container: id(source), read_only: mode === 'ro' };
      }),
      depends_on: [...new Set(startsAfter.map((wait) => names.container(wait.key)))],
    }),
  };
}

function namespaceOf({ local, sharesWith, networks }: PlannedContainer, names: BlockNames): Setting {
  const { networkMode, networkDisabled } = local.settings;
  if (networkDisabled) return { network_mode: 'none' };
  if (sharesWith !== undefined) return { network_mode: `container:${reference(names.container(sharesWith), 'id')}` };
  if (networks.length === 0) return { network_mode: networkMode === '' ? 'bridge' : networkMode };
  const joined = networks.map(({ name, aliases }) =>
    filled({ name: names.network(name), aliases: aliases.map(names.text) }),
  );
  return { network_mode: 'bridge', networks_advanced: joined };
}

/** In the order in which the engine reads them back. */
function portsOf({ local }: PlannedContainer): readonly Setting[] {
  return [...local.settings.portBindings]
    .sort((one, other) => Number(one.port) - Number(other.port) || one.protocol.localeCompare(other.protocol))
    .map(({ port, protocol, host }) => ({
      internal: port,
      ...(!host.chosen && { external: host.number }),
      protocol,
      ...(local.isPublishedForDeveloper && { ip: '127.0.0.1' }),
    }));
}

function reference(block: string, attribute: string): string {
  return `\${${block}.${attribute}}`;
}
