import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { type PortWindow } from '../core/local/host-port-window';
import { type LocalPlan, networksIn, type PlannedContainer } from '../core/local/local-plan';
import { dynamicRange, filled, healthCheckOf, rewritten, seconds, type Setting, volumesOf } from './settings';

/** What a condition of a task definition is called in a compose file. */
const CONDITIONS: Readonly<Record<string, string>> = {
  HEALTHY: 'service_healthy',
  SUCCESS: 'service_completed_successfully',
  COMPLETE: 'service_completed_successfully',
};

/** A plan as a compose file. */
export function composeFile(plan: LocalPlan, project: string): string {
  const networks = networksIn(plan);
  const volumes = volumesOf(plan);
  const content = {
    name: project,
    services: Object.fromEntries(
      plan.containers.map((container) => [container.key, serviceOf(container, plan.window)]),
    ),
    ...(networks.length > 0 && { networks: Object.fromEntries(networks.map((name) => [name, {}])) }),
    ...(volumes.length > 0 && { volumes: Object.fromEntries(volumes.map((name) => [name, {}])) }),
  };
  const { stringify } = createRequire(__filename)('yaml') as typeof Yaml;
  // a dollar is the beginning of a variable
  return stringify(
    rewritten(content, (text) => text.replaceAll('$', '$$$$')),
    { lineWidth: 120 },
  );
}

function serviceOf(container: PlannedContainer, window: PortWindow): Setting {
  const { key, local, image, command, environment, links, startsAfter, mounts } = container;
  const { settings, spec } = local;
  const engine = spec?.engineSettings;
  return filled({
    container_name: key,
    image,
    entrypoint: spec?.entryPoint,
    command,
    working_dir: spec?.workingDirectory,
    user: settings.user,
    environment: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
    ...namespaceOf(container),
    hostname: settings.hostname,
    dns: settings.dns,
    dns_search: settings.dnsSearch,
    extra_hosts: settings.extraHosts,
    links: links.map((link) => `${link.key}:${link.alias}`),
    ports: portsOf(container, window),
    sysctls: settings.sysctls,
    pid: container.processesOf === undefined ? settings.pidMode : `service:${container.processesOf}`,
    ipc: container.memoryOf === undefined ? settings.ipcMode : `service:${container.memoryOf}`,
    init: settings.init,
    privileged: settings.privileged,
    read_only: spec?.readonlyRootFilesystem ?? false,
    cap_add: settings.capAdd,
    cap_drop: settings.capDrop,
    mem_limit: mebibytes(spec?.memory),
    memswap_limit: mebibytes(engine?.memoryAndSwap),
    shm_size: mebibytes(engine?.sharedMemory),
    cpu_shares: engine?.cpuShares,
    labels: engine?.labels,
    ulimits: Object.fromEntries(
      (engine?.ulimits ?? []).map(({ name, softLimit, hardLimit }) => [name, { soft: softLimit, hard: hardLimit }]),
    ),
    stop_grace_period: seconds(engine?.stopSeconds),
    devices: engine?.devices.map((device) => `${device.host}:${device.container}:${device.permissions}`),
    tmpfs: Object.entries(engine?.tmpfs ?? {}).map(([path, options]) => `${path}:${options}`),
    stdin_open: engine?.interactive,
    tty: engine?.terminal,
    security_opt: engine?.securityOptions,
    volumes: mounts.map(({ source, isFolder, path, readOnly }) => ({
      type: isFolder ? 'bind' : 'volume',
      source,
      target: path,
      ...(readOnly && { read_only: true }),
    })),
    volumes_from: container.volumesFrom,
    depends_on: Object.fromEntries(
      startsAfter.map((wait) => [wait.key, { condition: CONDITIONS[wait.condition] ?? 'service_started' }]),
    ),
    healthcheck: healthCheckOf(spec?.healthCheck),
  });
}

function mebibytes(count: number | undefined): string | undefined {
  return count === undefined ? undefined : `${count}m`;
}

function namespaceOf({ local, sharesWith, networks }: PlannedContainer): Setting {
  const { networkMode, networkDisabled } = local.settings;
  if (networkDisabled) return { network_mode: 'none' };
  if (sharesWith !== undefined) return { network_mode: `service:${sharesWith}` };
  if (networks.length === 0) return { network_mode: networkMode === '' ? 'bridge' : networkMode };
  return {
    networks: Object.fromEntries(networks.map(({ name, aliases }) => [name, filled({ aliases: [...aliases] })])),
  };
}

function portsOf(container: PlannedContainer, window: PortWindow): readonly Setting[] {
  const { settings, isPublishedForDeveloper } = container.local;
  const dynamic = dynamicRange(container, window);
  return settings.portBindings.map(({ port, protocol, host }) => {
    const published = host.chosen ? dynamic : String(host.number);
    return {
      target: port,
      ...(isPublishedForDeveloper && { host_ip: '127.0.0.1' }),
      ...(published !== undefined && { published }),
      protocol,
    };
  });
}
