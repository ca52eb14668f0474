import { type TaskDefinition } from '../ecs/task';
import { inputOf } from '../reading/known-input';
import { joined } from '../values/phrase';
import { AS_ENGINE_SETTINGS } from './engine-settings';

/** Fields of a task that a local run takes over, speaks of in a claim, or has no use for. */
const OF_TASK: ReadonlySet<string> = new Set([
  ...['family', 'networkMode', 'containerDefinitions', 'ipcMode', 'pidMode', 'volumes', 'runtimePlatform'],
  ...['requiresCompatibilities', 'taskRoleArn', 'executionRoleArn', 'placementConstraints', 'tags'],
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

/** Fields of a definition that a local run does without. */
export interface LeftOut {
  /** Name of the container; undefined: of the task. */
  readonly container: string | undefined;
  /** What is left out; lower case, no final period. */
  readonly text: string;
}

/** What of a definition no container of a local run has, and nothing else speaks of. */
export function leftOutOf(task: TaskDefinition): readonly LeftOut[] {
  const input = inputOf(task)?.input;
  if (input === undefined) return [];
  const { containerDefinitions: containers } = input;
  return [
    { container: undefined, fields: filledFields(input, OF_TASK) },
    ...containers.map((container) => ({
      container: container.name,
      fields: [
        ...filledFields(container, OF_CONTAINER),
        ...filledFields(container.linuxParameters ?? {}, OF_CONTAINER).map((field) => `linuxParameters.${field}`),
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
