import { type OperatingSystem } from '../ecs/launch-type';
import { type NetworkMode } from '../ecs/network-mode';
import { type ProxyProperty, type TaskDefinition, type TaskProxy } from '../ecs/task';
import { type Listed } from '../values/listed';
import { type Knowable } from '../values/unknown';
import { quoted } from '../values/model-error';
import { networkModeOf } from '../ecs/network-mode';
import { isKnown, Unknown } from '../values/unknown';
import { made, unreported, type Field } from './field';
import { readContainer } from './container';
import { rememberInput } from './known-input';

/** A task definition, in any of the formats that spell it as the ECS API does; the field has its place. */
export function readTask(field: Field, containers: Field = field.get('containerDefinitions')): TaskDefinition {
  const family = field.get('runtimePlatform').string('operatingSystemFamily');
  const operatingSystem = operatingSystemOf(family);
  const networkModeGiven = field.string('networkMode');
  const proxy = field.get('proxyConfiguration');
  const task = made<TaskDefinition>({
    at: field.at,
    family: field.string('family'),
    networkModeGiven,
    networkMode: networkMode(networkModeGiven, operatingSystem),
    compatibilities: compatibilities(field.get('requiresCompatibilities')),
    operatingSystem,
    operatingSystemGiven: family !== undefined,
    memory: amount(field.get('memory'), 'GB'),
    cpu: amount(field.get('cpu'), 'vCPU'),
    hasTaskRole: !field.get('taskRoleArn').isAbsent && field.get('taskRoleArn').value !== '',
    hasProxyConfiguration: !proxy.isAbsent,
    proxy: proxy.isAbsent || proxy.value instanceof Unknown ? undefined : readProxy(proxy),
    hasExecutionRole: !field.get('executionRoleArn').isAbsent && field.get('executionRoleArn').value !== '',
    volumes: readVolumes(field, ({ name }) => name),
    instanceSettings: [
      ...(field.get('placementConstraints').isEmpty ? [] : ['placementConstraints']),
      ...new Set(readVolumes(field, ({ setting }) => setting).items.filter((setting) => setting !== undefined)),
    ],
    isConstrained: !field.get('placementConstraints').isEmpty,
    enableFaultInjection: field.boolean('enableFaultInjection') ?? false,
    ipcMode: field.string('ipcMode'),
    pidMode: field.string('pidMode'),
    containers: containers.list((container, index) => readContainer(container, field, index)),
    fileSystems: fileSystems(field),
    hostPaths: hostPaths(field),
    sharedVolumes: sharedVolumes(field),
    launchVolumes: namesOf(field, ({ atLaunch }) => atLaunch),
    volumesOfRole: namesOf(field, ({ ofRole }) => ofRole),
    ephemeralStorage: field.get('ephemeralStorage').number('sizeInGiB'),
    architecture: field.get('runtimePlatform').string('cpuArchitecture'),
  });
  return rememberInput(task, field, containers);
}

/** File systems of the volumes; what they are decides nothing by itself, so none is reported as unknown. */
function fileSystems(field: Field): Listed<Knowable<string>> {
  const { items, complete } = unreported(field, () =>
    volumesOf(field).list((volume) => ({ id: fileSystemOf(efsOf(volume)) })),
  );
  return { items: items.map(({ id }) => id).filter((id) => id !== undefined), complete };
}

/** The list of volumes; Terraform has a block for each. */
function volumesOf(field: Field): Field {
  const plural = field.get('volumes');
  return plural.isAbsent ? field.get('volume') : plural;
}

function efsOf(volume: Field): Field {
  const lower = volume.get('efsVolumeConfiguration');
  return lower.isAbsent ? volume.get('eFSVolumeConfiguration') : lower;
}

/** The file system of a volume in EFS; empty where it is not known which, undefined where it is in none. */
function fileSystemOf(efs: Field): Knowable<string> | undefined {
  if (efs.isAbsent) return undefined;
  const [inCloudFormation, inApi] = [efs.get('filesystemId'), efs.get('fileSystemId')];
  return efs.source.identify(inCloudFormation.isAbsent ? inApi.raw : inCloudFormation.raw) ?? '';
}

/** Volumes that outlive their tasks: those of Docker with that scope, and folders of file systems. */
function sharedVolumes(field: Field): NonNullable<TaskDefinition['sharedVolumes']> {
  const { items, complete } = unreported(field, () =>
    volumesOf(field).list((volume) => {
      const name = volume.text('name') ?? '';
      const efs = efsOf(volume);
      const fileSystem = fileSystemOf(efs);
      if (fileSystem === undefined) {
        const isShared = volume.get('dockerVolumeConfiguration').string('scope') === 'shared';
        return { volume: name, as: isShared ? name : undefined };
      }
      const parts = [fileSystem, efs.string('rootDirectory'), efs.get('authorizationConfig').string('accessPointId')];
      const known = parts.flatMap((part) => (typeof part === 'string' && part !== '' ? [part] : []));
      return { volume: name, as: known.length > 0 ? known.join('-') : name };
    }),
  );
  return { items: items.flatMap(({ volume, as }) => (as === undefined ? [] : [{ volume, as }])), complete };
}

function hostPaths(field: Field): NonNullable<TaskDefinition['hostPaths']> {
  const { items, complete } = readVolumes(field, ({ name, hostPath }) => ({ volume: name, path: hostPath }));
  return { items: items.flatMap(({ volume, path }) => (path === undefined ? [] : [{ volume, path }])), complete };
}

/** The names of volumes of a kind. */
function namesOf(field: Field, isOne: (volume: Volume) => Knowable<boolean>): Listed<Knowable<string>> {
  const { items, complete } = readVolumes(field, (volume) => volume);
  return {
    items: items.filter((volume) => isOne(volume) === true).map(({ name }) => name),
    complete: complete && items.every((volume) => isKnown(isOne(volume))),
  };
}

function readProxy(field: Field): TaskProxy {
  // the API has a list of names and values, CloudFormation has it by another name, and Terraform has a map
  const map = field.get('properties');
  const list = Array.isArray(map.value) ? map : field.get('proxyConfigurationProperties');
  const listed = list.list((item) => item.text('name') ?? '');
  const valued = (name: Knowable<string> | undefined, value: Field): ProxyProperty[] =>
    name === undefined || !isKnown(name) ? [] : [{ at: value.here, name, value: value.text() ?? '' }];
  const values = [
    ...list.list((item) => valued(item.text('name'), item.get('value'))).items.flat(),
    ...[...map.entries()].flatMap(([name, value]) => valued(name, value)),
  ];
  const properties = {
    items: [...listed.items, ...[...map.entries()].map(([name]) => name)],
    complete: listed.complete && !(map.value instanceof Unknown),
  };
  return { at: field.here, container: field.string('containerName') ?? '', properties, values };
}

interface Volume {
  readonly name: Knowable<string>;
  /** What only instances have, where it uses that. */
  readonly setting: string | undefined;
  /** Folder of the instance; undefined: none is named. */
  readonly hostPath: Knowable<string> | undefined;
  /** Whether it is described only when the task is started. */
  readonly atLaunch: Knowable<boolean>;
  /** Whether it is mounted with the rights of the task role. */
  readonly ofRole: boolean;
}

function readVolumes<T>(field: Field, part: (volume: Volume) => T): Listed<T> {
  const { items, complete } = volumesOf(field).list((item): Volume => {
    const path = item.get('host').get('sourcePath');
    const hostPath = path.isAbsent && item.source.blocks ? item.get('hostPath') : path;
    const rights = efsOf(item).get('authorizationConfig');
    return {
      name: item.text('name') ?? '',
      atLaunch: item.boolean('configuredAtLaunch') ?? item.boolean('configureAtLaunch') ?? false,
      ofRole: rights.string('iam') === 'ENABLED' || rights.string('iAM') === 'ENABLED',
      hostPath: hostPath.value === '' ? undefined : hostPath.text(),
      setting: !item.get('dockerVolumeConfiguration').isAbsent
        ? 'dockerVolumeConfiguration'
        : typeof hostPath.value === 'string' && hostPath.value !== ''
          ? 'sourcePath'
          : undefined,
    };
  });
  return { items: items.map(part), complete };
}

function operatingSystemOf(family: Knowable<string> | undefined): Knowable<OperatingSystem> {
  if (family === undefined) return 'linux';
  if (!isKnown(family)) return family;
  return family.toUpperCase().startsWith('WINDOWS') ? 'windows' : 'linux';
}

function networkMode(
  given: Knowable<string> | undefined,
  operatingSystem: Knowable<OperatingSystem>,
): Knowable<NetworkMode> {
  if (given instanceof Unknown) return given;
  if (given === undefined && operatingSystem instanceof Unknown) return operatingSystem;
  const mode = networkModeOf(given, isKnown(operatingSystem) ? operatingSystem : 'linux');
  return mode ?? new Unknown(`there is no network mode ${quoted(given)}`);
}

function compatibilities(field: Field): Knowable<readonly string[]> {
  const { items, complete } = field.strings();
  const unknown = items.find((item) => item instanceof Unknown);
  if (unknown instanceof Unknown) return unknown;
  return complete ? items.filter(isKnown) : new Unknown('requiresCompatibilities is decided later');
}

/** `512`, `"512"`, `"0.5 GB"`, `"1 vCPU"`: 1024 of them make one of the large unit. */
function amount(field: Field, unit: 'GB' | 'vCPU'): Knowable<number> | undefined {
  const { value } = field;
  if (typeof value !== 'string') return field.number();
  const text = value.trim();
  if (!text.toUpperCase().endsWith(unit.toUpperCase())) return field.number();
  const number = Number(text.slice(0, -unit.length));
  return Number.isNaN(number) ? field.number() : number * 1024;
}
