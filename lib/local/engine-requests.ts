import { type PortWindow } from '../core/local/host-port-window';
import { type LocalPlan, networksIn, type PlannedContainer } from '../core/local/local-plan';
import { dynamicRange, filled, type Setting, volumesOf } from './settings';

/** The label of everything that a local run makes on an engine; its value is the name of the run. */
export const RUN_LABEL = 'portwright.run';

/** A container as the API of the engine creates it. */
export interface ContainerRequest {
  /** Its name on the engine. */
  readonly name: string;
  readonly image: string;
  /** What is sent to create it. */
  readonly body: Setting;
  /** Networks that it joins after it was created: older engines take one at creation. */
  readonly joins: readonly { readonly network: string; readonly body: Setting }[];
  /** What it waits for before it starts. */
  readonly startsAfter: PlannedContainer['startsAfter'];
}

/** What the API of the engine is told for a local run, in that order. */
export interface EngineRequests {
  readonly networks: readonly Setting[];
  readonly volumes: readonly Setting[];
  readonly containers: readonly ContainerRequest[];
}

/** A plan as what the API of the engine is told. */
export function engineRequests(plan: LocalPlan, run: string): EngineRequests {
  const labels = { [RUN_LABEL]: run };
  const nameOf = (name: string): string => `${run}_${name}`;
  return {
    networks: networksIn(plan).map((name) => ({
      Name: nameOf(name),
      Driver: 'bridge',
      CheckDuplicate: true,
      Labels: labels,
    })),
    volumes: volumesOf(plan).map((name) => ({ Name: nameOf(name), Labels: labels })),
    containers: plan.containers.map((container) => {
      const { key, image, networks, startsAfter } = container;
      const [first, ...others] = networks.map(({ name, aliases }) => ({
        network: nameOf(name),
        endpoint: filled({ Aliases: aliases }),
      }));
      const body = {
        Image: image,
        ...settingsOf(container),
        Labels: { ...container.local.spec?.engineSettings?.labels, ...labels },
        HostConfig: hostSettingsOf(container, plan.window, first?.network, nameOf),
        ...(first && { NetworkingConfig: { EndpointsConfig: { [first.network]: first.endpoint } } }),
      };
      const joins = others.map(({ network, endpoint }) => ({
        network,
        body: { Container: key, EndpointConfig: endpoint },
      }));
      return { name: key, image, body, joins, startsAfter };
    }),
  };
}

function settingsOf({ local, command, environment }: PlannedContainer): Setting {
  const { settings, spec } = local;
  const engine = spec?.engineSettings;
  const health = spec?.healthCheck;
  return filled({
    Entrypoint: spec?.entryPoint,
    Cmd: command,
    WorkingDir: spec?.workingDirectory,
    User: settings.user,
    Env: environment.map(({ name, value }) => `${name}=${value}`),
    Hostname: settings.hostname,
    StopTimeout: engine?.stopSeconds,
    OpenStdin: engine?.interactive,
    Tty: engine?.terminal,
    ExposedPorts: Object.fromEntries(settings.exposedPorts.map((port) => [port, {}])),
    Healthcheck:
      health && health.test.length > 0
        ? filled({
            Test: health.test,
            Interval: nanoseconds(health.intervalSeconds),
            Timeout: nanoseconds(health.timeoutSeconds),
            Retries: health.retries,
            StartPeriod: nanoseconds(health.startPeriodSeconds),
          })
        : undefined,
  });
}

function hostSettingsOf(
  container: PlannedContainer,
  window: PortWindow,
  network: string | undefined,
  nameOf: (volume: string) => string,
): Setting {
  const { local, links, mounts, volumesFrom, processesOf, memoryOf } = container;
  const { settings, spec } = local;
  const engine = spec?.engineSettings;
  return filled({
    NetworkMode: network ?? modeOf(container),
    Dns: settings.dns,
    DnsSearch: settings.dnsSearch,
    ExtraHosts: settings.extraHosts,
    Links: links.map(({ key, alias }) => `${key}:${alias}`),
    PortBindings: bindingsOf(container, window),
    Sysctls: settings.sysctls,
    PidMode: processesOf === undefined ? settings.pidMode : `container:${processesOf}`,
    IpcMode: memoryOf === undefined ? settings.ipcMode : `container:${memoryOf}`,
    Init: settings.init,
    Privileged: settings.privileged,
    ReadonlyRootfs: spec?.readonlyRootFilesystem ?? false,
    CapAdd: settings.capAdd,
    CapDrop: settings.capDrop,
    Memory: bytes(spec?.memory),
    MemorySwap: bytes(engine?.memoryAndSwap),
    ShmSize: bytes(engine?.sharedMemory),
    CpuShares: engine?.cpuShares,
    Ulimits: engine?.ulimits.map(({ name, softLimit, hardLimit }) => ({
      Name: name,
      Soft: softLimit,
      Hard: hardLimit,
    })),
    Devices: engine?.devices.map((device) => ({
      PathOnHost: device.host,
      PathInContainer: device.container,
      CgroupPermissions: device.permissions,
    })),
    Tmpfs: engine?.tmpfs,
    SecurityOpt: engine?.securityOptions,
    Binds: mounts.map(({ source, isFolder, path, readOnly }) => {
      return `${isFolder ? source : nameOf(source)}:${path}${readOnly ? ':ro' : ''}`;
    }),
    VolumesFrom: volumesFrom,
  });
}

/** Of a container that is on no network of the plan. */
function modeOf({ local, sharesWith }: PlannedContainer): string {
  const { networkMode, networkDisabled } = local.settings;
  if (networkDisabled) return 'none';
  if (sharesWith !== undefined) return `container:${sharesWith}`;
  return networkMode === '' ? 'bridge' : networkMode;
}

/** What is published, by port. */
function bindingsOf(container: PlannedContainer, window: PortWindow): Setting {
  const bindings: Record<string, Setting[]> = {};
  const { local } = container;
  const chosen = dynamicRange(container, window) ?? '';
  for (const { port, protocol, host } of local.settings.portBindings) {
    const published = {
      ...(local.isPublishedForDeveloper && { HostIp: '127.0.0.1' }),
      HostPort: host.chosen ? chosen : String(host.number),
    };
    (bindings[`${port}/${protocol}`] ??= []).push(published);
  }
  return bindings;
}

function bytes(mebibytes: number | undefined): number | undefined {
  return mebibytes === undefined ? undefined : mebibytes * 1024 * 1024;
}

function nanoseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1_000_000_000;
}
