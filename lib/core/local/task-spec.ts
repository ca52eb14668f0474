import { type ContainerDefinition, type PortMappingDefinition, type TaskDefinition } from '../ecs/task';
import { nameOf } from '../ecs/task-reading';
import { type Listed } from '../values/listed';
import { atField, type Place } from '../values/place';
import { isOpenText } from '../values/program';
import { isKnown, type Knowable, Unknown } from '../values/unknown';
import { type PassedSettings, engineSettingsOf } from './engine-settings';

/** A port mapping of which everything is known. */
export interface PortSpec {
  readonly containerPort: number | undefined;
  readonly containerPortRange: string | undefined;
  readonly hostPort: number | undefined;
  readonly protocol: string;
  readonly name: string | undefined;
}

/** A container of which everything is known: what can be run. */
export interface ContainerSpec {
  readonly at: Place;
  readonly name: string;
  /** Undefined: not said. */
  readonly image: string | undefined;
  readonly essential: boolean;
  readonly ports: readonly PortSpec[];
  readonly links: readonly string[];
  readonly hostname: string | undefined;
  readonly dnsServers: readonly string[];
  readonly dnsSearchDomains: readonly string[];
  /** As Docker takes them: `name:address`. */
  readonly extraHosts: readonly string[];
  readonly disableNetworking: boolean;
  readonly systemControls: Readonly<Record<string, string>>;
  readonly dependsOn: readonly { readonly container: string; readonly condition: string }[];
  /** Undefined: none in the definition. */
  readonly healthCheck: HealthCheckSpec | undefined;
  readonly user: string | undefined;
  readonly privileged: boolean;
  readonly readonlyRootFilesystem: boolean;
  readonly init: boolean;
  readonly addedCapabilities: readonly string[];
  readonly droppedCapabilities: readonly string[];
  readonly volumesFrom: readonly { readonly container: string; readonly readOnly: boolean }[];
  readonly mounts: readonly { readonly volume: string; readonly path: string; readonly readOnly: boolean }[];
  /** fluentd or fluentbit; undefined: it is no log router. */
  readonly firelens: string | undefined;
  readonly logDriver: string | undefined;
  readonly logOptions: Readonly<Record<string, string>>;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** Names of the variables whose values are secrets. */
  readonly secretNames: readonly string[];
  /** The variables whose values are not known, and why. */
  readonly openVariables: readonly { readonly name: string; readonly why: string }[];
  /** Undefined: that of the image. */
  readonly entryPoint: readonly string[] | undefined;
  /** Undefined: that of the image. */
  readonly command: readonly string[] | undefined;
  readonly workingDirectory: string | undefined;
  /** MiB; undefined: no limit. */
  readonly memory: number | undefined;
  readonly usesGpu: boolean;
  /** Undefined: it is not known what the definition was read from. */
  readonly engineSettings: PassedSettings | undefined;
}

/** A health check of which everything is known. */
export interface HealthCheckSpec {
  /** The kind first: CMD, CMD-SHELL or NONE. */
  readonly test: readonly string[];
  readonly intervalSeconds: number | undefined;
  readonly timeoutSeconds: number | undefined;
  readonly retries: number | undefined;
  readonly startPeriodSeconds: number | undefined;
}

/** A task definition of which everything is known: what can be run. */
export interface TaskSpec {
  readonly at: Place;
  readonly family: string;
  /** As written; undefined when left out. */
  readonly networkMode: string | undefined;
  readonly pidMode: string | undefined;
  readonly ipcMode: string | undefined;
  readonly hasTaskRole: boolean;
  readonly containers: readonly ContainerSpec[];
  /** Folders of the instance by the name of the volume. */
  readonly hostPaths: ReadonlyMap<string, string>;
  /** What the volumes that tasks have in common are called in all of them, by their names here. */
  readonly sharedVolumes: ReadonlyMap<string, string>;
  /** File systems in EFS, by their ids. */
  readonly fileSystems: readonly string[];
}

/** A value that a run would need and that is not known. */
export interface MissingValue {
  readonly at: Place;
  /** The field, as the ECS API calls it. */
  readonly field: string;
  readonly why: string;
}

/** A definition as it can be run, and what of it was left out because it is not known. */
export interface Settled {
  readonly spec: TaskSpec;
  readonly missing: readonly MissingValue[];
}

/** Takes what is known of a task definition, and says what is not. */
export function settle(task: TaskDefinition): Settled {
  const missing: MissingValue[] = [];
  const taken = new Taken(missing);
  const engineSettings = engineSettingsOf(task);
  const family = taken.value(task.family, task.at, 'family') ?? lastOf(task.at.path);
  const spec: TaskSpec = {
    at: task.at,
    family,
    networkMode: taken.value(task.networkModeGiven, task.at, 'networkMode'),
    pidMode: taken.value(task.pidMode, task.at, 'pidMode'),
    ipcMode: taken.value(task.ipcMode, task.at, 'ipcMode'),
    hasTaskRole: isKnown(task.hasTaskRole) ? task.hasTaskRole : true,
    containers: taken
      .items(task.containers, task.at, 'containerDefinitions')
      .map((container, index) => ({ ...settledContainer(container, taken), engineSettings: engineSettings[index] })),
    hostPaths: new Map(
      taken
        .items(task.hostPaths, task.at, 'volumes')
        .flatMap(({ volume, path }) => (isKnown(volume) && isKnown(path) ? [[volume, path]] : [])),
    ),
    sharedVolumes: new Map(
      (task.sharedVolumes?.items ?? []).flatMap(({ volume, as }) =>
        isKnown(volume) && isKnown(as) ? [[volume, as]] : [],
      ),
    ),
    fileSystems: taken.known(task.fileSystems, task.at, 'volumes'),
  };
  return { spec, missing };
}

function lastOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}

/** Takes known values out of definitions; those that are not known are put on a list. */
class Taken {
  constructor(private readonly missing: MissingValue[]) {}

  value<T>(value: Knowable<T> | undefined, at: Place, field: string): T | undefined {
    if (value === undefined || isKnown(value)) return value;
    this.missing.push({ at: atField(at, field), field, why: value.why });
    return undefined;
  }

  items<T>(list: Listed<T> | undefined, at: Place, field: string): readonly T[] {
    if (list?.complete === false) {
      this.missing.push({ at: atField(at, field), field, why: 'some of it is not written down' });
    }
    return list?.items ?? [];
  }

  known(list: Listed<Knowable<string>> | undefined, at: Place, field: string): readonly string[] {
    return this.items(list, at, field).flatMap((item) => this.value(item, at, field) ?? []);
  }
}

function settledContainer(container: ContainerDefinition, taken: Taken): Omit<ContainerSpec, 'engineSettings'> {
  const { at, run, supplies, linuxParameters } = container;
  const value = <T>(of: Knowable<T> | undefined, field: string): T | undefined => taken.value(of, at, field);
  const known = (list: Listed<Knowable<string>> | undefined, field: string): readonly string[] =>
    taken.known(list, at, field);
  const items = <T>(list: Listed<T> | undefined, field: string): readonly T[] => taken.items(list, at, field);
  // with a word missing, a command would be another one
  const words = (list: Listed<Knowable<string>> | undefined, field: string): readonly string[] | undefined => {
    const all = list && known(list, field);
    return list?.complete === true && all?.length === list.items.length ? all : undefined;
  };
  const secretNames = known(run?.secretNames, 'secrets');
  return {
    at,
    name: nameOf(container),
    // an empty text names none
    image: value(closedImage(container), 'image') || undefined,
    essential: value(container.essential, 'essential') ?? true,
    ports: items(container.portMappings, 'portMappings').flatMap((mapping) => settledPort(mapping, taken)),
    links: known(container.links, 'links'),
    hostname: value(container.hostname, 'hostname'),
    dnsServers: known(container.dnsServers, 'dnsServers'),
    dnsSearchDomains: known(container.dnsSearchDomains, 'dnsSearchDomains'),
    extraHosts: items(container.extraHosts, 'extraHosts').flatMap(({ hostname, ipAddress }) => {
      const name = value(hostname, 'extraHosts');
      const address = value(ipAddress, 'extraHosts');
      return name === undefined || address === undefined ? [] : [`${name}:${address}`];
    }),
    disableNetworking: value(container.disableNetworking, 'disableNetworking') ?? false,
    systemControls: Object.fromEntries(
      items(container.systemControls, 'systemControls').flatMap((control) => {
        const name = value(control.namespace, 'systemControls');
        const set = value(control.value, 'systemControls');
        return name === undefined || set === undefined ? [] : [[name, set]];
      }),
    ),
    dependsOn: items(container.dependsOn, 'dependsOn').flatMap((dependency) => {
      const target = value(dependency.container, 'dependsOn');
      const condition = value(dependency.condition, 'dependsOn');
      return target === undefined || condition === undefined ? [] : [{ container: target, condition }];
    }),
    healthCheck: container.healthCheck && {
      test: words(run?.healthCheck, 'healthCheck') ?? [],
      intervalSeconds: value(container.healthCheck.intervalSeconds, 'healthCheck'),
      timeoutSeconds: value(container.healthCheck.timeoutSeconds, 'healthCheck'),
      retries: value(container.healthCheck.retries, 'healthCheck'),
      startPeriodSeconds: value(container.healthCheck.startPeriodSeconds, 'healthCheck'),
    },
    user: value(container.user, 'user'),
    privileged: value(container.privileged, 'privileged') ?? false,
    readonlyRootFilesystem: value(container.readonlyRootFilesystem, 'readonlyRootFilesystem') ?? false,
    init: value(linuxParameters?.initProcessEnabled, 'linuxParameters') ?? false,
    addedCapabilities: known(linuxParameters?.addedCapabilities, 'linuxParameters'),
    droppedCapabilities: known(run?.droppedCapabilities, 'linuxParameters'),
    volumesFrom: items(run?.volumesFrom, 'volumesFrom').flatMap((source) => {
      const from = value(source.container, 'volumesFrom');
      return from === undefined ? [] : [{ container: from, readOnly: value(source.readOnly, 'volumesFrom') ?? false }];
    }),
    mounts: items(run?.mounts, 'mountPoints').flatMap((mount) => {
      const volume = value(mount.volume, 'mountPoints');
      const path = value(mount.path, 'mountPoints');
      if (volume === undefined || path === undefined) return [];
      return [{ volume, path, readOnly: value(mount.readOnly, 'mountPoints') ?? false }];
    }),
    firelens: value(container.firelens, 'firelensConfiguration'),
    logDriver: value(container.logDriver, 'logConfiguration'),
    logOptions: Object.fromEntries(
      items(supplies?.logOptions, 'logConfiguration').flatMap((option) =>
        isKnown(option.value) ? [[option.name, option.value]] : [],
      ),
    ),
    environment: items(container.program.environment, 'environment').flatMap((variable) => {
      const name = value(variable.name, 'environment');
      // the values of secrets are not known, and are spoken of by their names
      if (name === undefined || secretNames.includes(name)) return [];
      const set = closed(variable.value);
      return isKnown(set) ? [{ name, value: set }] : [];
    }),
    secretNames,
    openVariables: container.program.environment.items.flatMap((variable) => {
      const [name, set] = [variable.name, closed(variable.value)];
      return isKnown(name) && !isKnown(set) && !secretNames.includes(name) ? [{ name, why: set.why }] : [];
    }),
    entryPoint: words(run?.entryPoint, 'entryPoint'),
    command: words(run?.command, 'command'),
    workingDirectory: value(run?.workingDirectory, 'workingDirectory'),
    memory: value(container.memory, 'memory'),
    usesGpu: container.instanceSettings.includes('GPU'),
  };
}

/** The name of an image; one with a placeholder in it cannot be had. */
function closedImage({ image, supplies }: ContainerDefinition): Knowable<string> | undefined {
  const name = image ?? supplies?.image;
  const isOpen = name !== undefined && isKnown(name) && name.includes('${');
  return isOpen ? new Unknown('a part of it is decided at deployment') : name;
}

/** A text of which a part is decided at deployment is not known. */
function closed(text: Knowable<string>): Knowable<string> {
  return isKnown(text) && isOpenText(text) ? new Unknown('a part of it is decided at deployment') : text;
}

function settledPort(mapping: PortMappingDefinition, taken: Taken): PortSpec[] {
  const { at } = mapping;
  const protocol = taken.value(mapping.protocol, at, 'protocol');
  const { containerPort, containerPortRange } = mapping;
  const hasPort = [containerPort, containerPortRange].some((one) => one !== undefined && isKnown(one));
  const port: PortSpec = {
    containerPort: taken.value(containerPort, at, 'containerPort'),
    // an empty text is no range to the agent
    containerPortRange: taken.value(containerPortRange, at, 'containerPortRange') || undefined,
    hostPort: taken.value(mapping.hostPort, at, 'hostPort'),
    protocol: protocol ?? 'tcp',
    name: taken.value(mapping.name, at, 'name'),
  };
  return protocol === undefined || !hasPort ? [] : [port];
}
