import { isData, type Data } from '../../core/reading/field';

/** One JSON input of the ECS API, already parsed. */
export interface ApiInput {
  /** The file, parsed. */
  readonly data: unknown;
  /** For places. */
  readonly file?: string;
}

/** One task definition, service or start of tasks in it. */
export interface Part {
  readonly data: Data;
  readonly file: string | undefined;
  readonly pointer: string;
}

/** Whether data looks like an input of the ECS API. */
export function isApiInput(data: unknown): boolean {
  return isContainerList(data) || [...partsOf({ data })].some(isRead);
}

export function isRead({ data }: Part): boolean {
  return isTask(data) || isService(data) || isLaunch(data);
}

const WRAPPERS = ['taskDefinition', 'service'] as const;
const LISTS = ['taskDefinitions', 'services'] as const;

/** What may be read of an input: itself, what is wrapped in it, and the items of its lists. */
export function* partsOf({ data, file }: ApiInput): Generator<Part> {
  if (Array.isArray(data)) {
    for (const [index, item] of data.entries()) if (isData(item)) yield { data: item, file, pointer: `/${index}` };
    return;
  }
  if (!isData(data)) return;
  for (const name of WRAPPERS) {
    const inner = data[name];
    if (isData(inner)) yield { data: inner, file, pointer: `/${name}` };
  }
  for (const name of LISTS) {
    const inner = data[name];
    if (!Array.isArray(inner)) continue;
    for (const [index, item] of inner.entries())
      if (isData(item)) yield { data: item, file, pointer: `/${name}/${index}` };
  }
  yield { data, file, pointer: '' };
}

export function isTask(data: Data): boolean {
  return Object.hasOwn(data, 'containerDefinitions');
}

/** Whether it is what `register-task-definition --container-definitions` takes: containers without their task. */
export function isContainerList(data: unknown): data is readonly Data[] {
  const looksLikeContainer = (item: unknown): boolean =>
    isData(item) && typeof item['name'] === 'string' && typeof item['image'] === 'string';
  return Array.isArray(data) && data.length > 0 && data.every(looksLikeContainer);
}

/** Fields that services have, and neither task sets nor single runs; their name may come from the command line. */
const OF_SERVICES = [
  ...['serviceName', 'schedulingStrategy', 'desiredCount', 'deploymentConfiguration', 'deploymentController'],
  ...['healthCheckGracePeriodSeconds', 'serviceConnectConfiguration', 'vpcLatticeConfigurations', 'forceNewDeployment'],
  ...['availabilityZoneRebalancing', 'role'],
];

/** Fields that task sets have, and neither services nor single runs. */
const OF_TASK_SETS = ['externalId', 'scale'];

/** Fields that `run-task` takes beside the task definition; `start-task` names instances. */
const OF_RUNS = [
  ...['cluster', 'count', 'group', 'launchType', 'capacityProviderStrategy', 'networkConfiguration', 'overrides'],
  ...['placementConstraints', 'placementStrategy', 'platformVersion', 'startedBy', 'referenceId', 'clientToken'],
  ...['enableExecuteCommand', 'enableECSManagedTags', 'propagateTags', 'volumeConfigurations', 'containerInstances'],
];

function hasOneOf(data: Data, fields: readonly string[]): boolean {
  return fields.some((field) => Object.hasOwn(data, field));
}

/** Whether it names the task definition that tasks are made from. */
function startsTasks(data: Data): boolean {
  return Object.hasOwn(data, 'taskDefinition') && !isData(data['taskDefinition']);
}

export function isService(data: Data): boolean {
  if (!startsTasks(data) || isTaskSet(data)) return false;
  return hasOneOf(data, [...OF_SERVICES, 'loadBalancers', 'serviceRegistries']) || isUpdate(data);
}

/** Whether it is what `create-task-set` takes: a launch type or what is of task sets alone, and no field of services. */
export function isTaskSet(data: Data): boolean {
  if (!startsTasks(data) || hasOneOf(data, OF_SERVICES)) return false;
  return hasOneOf(data, OF_TASK_SETS) || (typeof data['service'] === 'string' && Object.hasOwn(data, 'launchType'));
}

/** Whether it is what `update-service` takes. */
export function isUpdate(data: Data): boolean {
  return startsTasks(data) && typeof data['service'] === 'string' && !isTaskSet(data);
}

/** Whether it starts tasks that belong to no service of ECS's own deployments: a task set, or a single run. */
export function isLaunch(data: Data): boolean {
  return isTaskSet(data) || (startsTasks(data) && !isService(data) && hasOneOf(data, OF_RUNS));
}
