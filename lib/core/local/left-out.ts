import { type TaskDefinition } from '../ecs/task';
import { type VolumeInput } from '../ecs/task-input';
import { inputOf, type KnownInput } from '../reading/known-input';
import { joined } from '../values/phrase';
import { AS_ENGINE_SETTINGS } from './engine-settings';

/** Fields of a task that a local run takes over, speaks of in a claim, or has no use for. */
const OF_TASK: ReadonlySet<string> = new Set([
  ...['family', 'networkMode', 'containerDefinitions', 'ipcMode', 'pidMode', 'volumes', 'runtimePlatform'],
  ...['requiresCompatibilities', 'taskRoleArn', 'executionRoleArn', 'tags'],
]);

/** The same of a container; what stands in linuxParameters, by its own names. */
const OF_CONTAINER: ReadonlySet<string> = new Set([
  ...[
    'name',
    'image',
    'essential',
    'portMappings',
    'links',
    'hostname',
    'dnsServers',
    'dnsSearchDomains',
    'extraHosts',
  ],
  ...['disableNetworking', 'systemControls', 'dependsOn', 'healthCheck', 'memory', 'entryPoint', 'command'],
  ...['workingDirectory', 'environment', 'secrets', 'user', 'privileged', 'readonlyRootFilesystem', 'mountPoints'],
  ...[
    'volumesFrom',
    'linuxParameters',
    'capabilities',
    'initProcessEnabled',
    'logConfiguration',
    'firelensConfiguration',
  ],
  ...['resourceRequirements', 'versionConsistency'],
  ...AS_ENGINE_SETTINGS,
]);

/** Fields of a container that go to the engine as they are; where they are not known, nothing else speaks of them. */
const OF_ENGINE: ReadonlySet<string> = new Set([...AS_ENGINE_SETTINGS, 'linuxParameters']);

/** Fields of a definition that a local run does without. */
export interface LeftOut {
  /** Name of the container; undefined: of the task. */
  readonly container: string | undefined;
  /** What is left out; lower case, no final period. */
  readonly text: string;
}

/** What of a definition no container of a local run has, and nothing else speaks of. */
export function leftOutOf(task: TaskDefinition): readonly LeftOut[] {
  const known = inputOf(task);
  if (known === undefined) return [];
  const { input } = known;
  const { containerDefinitions: containers, runtimePlatform: platform } = input;
  const architecture = platform?.cpuArchitecture;
  const devices = containers.flatMap(({ name, resourceRequirements = [] }) =>
    resourceRequirements
      .filter(({ type }) => type !== 'GPU')
      .map(({ type, value }) => ({ container: name, text: `${type} ${value} is left out: a local run has none` })),
  );
  const volumes = (input.volumes ?? []).flatMap((volume) =>
    lostOf(volume).map((lost) => ({
      container: undefined,
      text: `volume ${volume.name} is an empty one of the engine: ${lost} left out`,
    })),
  );
  const processors =
    architecture === undefined
      ? []
      : [{ container: undefined, text: `cpuArchitecture ${architecture} is left out: the engine runs what it pulls` }];
  return [...leftOutFields(known), ...processors, ...devices, ...volumes];
}

/** What a volume of the engine does not have of the one that was asked for; file systems in EFS are spoken of elsewhere. */
function lostOf(volume: VolumeInput): readonly string[] {
  const { driver = 'local', driverOpts = {}, labels = {} } = volume.dockerVolumeConfiguration ?? {};
  return [
    ...(volume.fsxWindowsFileServerVolumeConfiguration ? ['its file system in FSx is'] : []),
    ...(volume.s3filesVolumeConfiguration ? ['its file system in S3 Files is'] : []),
    ...(volume.configuredAtLaunch === true ? ['what is attached at launch is'] : []),
    ...(driver === 'local' ? [] : [`its driver ${driver} is`]),
    ...(Object.keys(driverOpts).length > 0 ? ['the options of its driver are'] : []),
    ...(Object.keys(labels).length > 0 ? ['its labels are'] : []),
  ];
}

function leftOutFields({ input, dropped, others }: KnownInput): readonly LeftOut[] {
  const { containerDefinitions: containers } = input;
  const othersOf = (name: string | undefined): readonly string[] =>
    others.filter(({ container }) => container === name).map(({ field }) => field);
  const unknown = dropped.filter(({ container, field }) => container !== undefined && OF_ENGINE.has(field));
  const fields = [
    { container: undefined, fields: [...filledFields(input, OF_TASK), ...othersOf(undefined)] },
    ...containers.map((container) => ({
      container: container.name,
      fields: [
        ...filledFields(container, OF_CONTAINER),
        ...filledFields(container.linuxParameters ?? {}, OF_CONTAINER).map((field) => `linuxParameters.${field}`),
        ...othersOf(container.name),
      ],
    })),
  ]
    .filter(({ fields }) => fields.length > 0)
    .map(({ container, fields }) => {
      const are = fields.length === 1 ? 'is' : 'are';
      return {
        container,
        text: `${joined(fields, 'and')} ${are} left out: a local run does not set ${fields.length === 1 ? 'it' : 'them'}`,
      };
    });
  return [
    ...fields,
    ...unknown.map(({ container, field, why }) => ({
      container,
      text: `what is not known of ${field} is left out: ${why}`,
    })),
  ];
}

function filledFields(object: object, carried: ReadonlySet<string>): readonly string[] {
  return Object.entries(object)
    .filter(([name, value]) => !carried.has(name) && isFilled(value))
    .map(([name]) => name);
}

/** An empty list, and a switch that is off, ask for nothing. */
function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
