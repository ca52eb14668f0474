import { type Cluster } from '../../core/ecs/cluster';
import { type Setting } from '../../core/ecs/resource-settings';
import { type Service } from '../../core/ecs/service';
import { type TaskDefinition } from '../../core/ecs/task';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { type NamedService } from '../../core/vpc/task-hosts';
import { settingsOf } from '../cloudformation/settings';
import { asChosen, readLaunch, readService, servicesByCluster, type ServiceLinks } from '../ecs/service';
import { readTask } from '../../core/reading/task';
import { Field, type Data } from '../../core/reading/field';
import { PlainSource } from '../../core/reading/plain-source';
import { readingOf, type Reading } from '../reading';
import {
  isContainerList,
  isLaunch,
  isRead,
  isService,
  isTask,
  isTaskSet,
  isUpdate,
  partsOf,
  type ApiInput,
  type Part,
} from './api-input';

/**
 * Reads task definitions, services and what else starts tasks, as the ECS API takes them (`register-task-definition`,
 * `create-service`, `update-service`, `create-task-set`, `run-task`) and gives them back (`describe-task-definition`,
 * `describe-services`). Several inputs are read together, so that a service finds its task definition.
 */
export function readTaskDefinitions(inputs: ApiInput | readonly ApiInput[]): Reading {
  const source = new PlainSource();
  const list: readonly ApiInput[] = 'data' in inputs ? [inputs] : inputs;
  const tasks: Registered[] = [];
  const services: Part[] = [];
  const launches: Part[] = [];
  for (const input of list) {
    if (isContainerList(input.data)) {
      tasks.push(readContainers(source, input.data, input.file));
      continue;
    }
    const found = [...partsOf(input)];
    for (const part of found) {
      if (isTask(part.data)) tasks.push(readPart(source, part));
      else if (isService(part.data)) services.push(part);
      else if (isLaunch(part.data)) launches.push(part);
    }
    if (found.some(isRead)) continue;
    source.problems.push({
      at: placeOf(input.file, '', input.file ?? ''),
      message: 'expected a task definition with containerDefinitions, or what starts its tasks with taskDefinition',
    });
  }
  const links = linksTo(tasks);
  const read = services.map((part) => {
    const name = part.data['serviceName'];
    const at = placeOf(part.file, part.pointer, typeof name === 'string' ? name : 'service');
    const service = readService(Field.root(source, isUpdate(part.data) ? withKept(part.data) : part.data, at), links);
    // only the API gives an ARN, and a desired count to each daemon service
    return Object.hasOwn(part.data, 'serviceArn') ? asChosen(service) : service;
  });
  const clusters = clustersOf(read);
  const made = tasks.map(({ task }) => task);
  const settings = tasks.flatMap((task) => task.settings);
  return readingOf({
    tasks: made,
    services: read,
    launches: launches.map((part) => readPartLaunch(source, part, links)),
    settings: settings.length === 0 ? [] : [{ settings, claims: [], choices: [], clashes: [], miscounts: [] }],
    clusters,
    taskPrograms: [{ tasks: made, services: namedIn(clusters), network: undefined, namespaces: [] }],
    unknown: source.unknown,
    problems: source.problems,
  });
}

interface Registered {
  /** Lists of containers that are none. */
  readonly settings: readonly Setting[];
  readonly task: TaskDefinition;
  readonly revision: string | undefined;
}

/** Fields of a task definition that decide what its containers may say. */
const OF_TASKS = ['cpu', 'memory', 'requiresCompatibilities', 'executionRoleArn', 'taskRoleArn', 'volumes'] as const;

/** A task of which only the containers are given; a network mode that is left out is `bridge`, as for the API. */
function readContainers(source: PlainSource, data: readonly Data[], file: string | undefined): Registered {
  const why = new Unknown('only the containers of the task are given');
  const at = placeOf(file, '', file ?? 'task');
  const task = Field.root(source, Object.fromEntries(OF_TASKS.map((field) => [field, why])), at);
  const settings = wrongLists(Field.root(source, { containerDefinitions: data }, at));
  return { task: readTask(task, Field.root(source, data, at)), revision: undefined, settings };
}

/** What an update that says nothing of it leaves as it is. */
const KEPT = [
  ...['launchType', 'capacityProviderStrategy', 'platformVersion', 'schedulingStrategy', 'desiredCount'],
  ...['deploymentController', 'deploymentConfiguration', 'healthCheckGracePeriodSeconds', 'networkConfiguration'],
  ...['loadBalancers', 'serviceRegistries', 'serviceConnectConfiguration', 'placementConstraints', 'placementStrategy'],
  ...['role', 'availabilityZoneRebalancing', 'vpcLatticeConfigurations', 'enableExecuteCommand'],
];

function withKept(data: Data): Data {
  const why = new Unknown('the update leaves it as it is');
  return { ...Object.fromEntries(KEPT.map((field) => [field, why])), ...data };
}

function readPartLaunch(source: PlainSource, { data, file, pointer }: Part, links: ServiceLinks): Service {
  const kind = isTaskSet(data) ? 'task set' : 'task';
  const at = placeOf(file, pointer, file ?? kind);
  const field = Field.root(source, data, at);
  return readLaunch(field, links, {
    kind,
    at,
    cluster: field.get('cluster'),
    task: field.get('taskDefinition'),
    owner: field,
  });
}

function readPart(source: PlainSource, { data, file, pointer }: Part): Registered {
  const { family, revision } = data;
  const at = placeOf(file, pointer, typeof family === 'string' ? family : (file ?? 'task'));
  return {
    task: readTask(Field.root(source, data, at)),
    revision: revision === undefined ? undefined : JSON.stringify(revision),
    settings: wrongLists(Field.root(source, data, at)),
  };
}

/** Objects where the API takes lists; without a word of it nothing of what they say would be looked at. */
function wrongLists(task: Field): Setting[] {
  return settingsOf('AWS::ECS::TaskDefinition', task, false).filter(({ form }) => form.isList === true);
}

function placeOf(
  file: string | undefined,
  pointer: string,
  path: string,
): { path: string; file?: string; pointer: string } {
  return file === undefined ? { path, pointer } : { path, file, pointer };
}

function linksTo(tasks: readonly Registered[]): ServiceLinks {
  return {
    cluster: (field) => lastPart(field.identity() ?? 'default'),
    task: (field) => {
      const name = lastPart(field.string() ?? new Unknown('the service names no task definition'));
      if (!isKnown(name)) return name;
      const [family, revision] = name.split(':');
      const found = tasks.find(
        ({ task, revision: given }) =>
          task.family === family && (revision === undefined || given === undefined || given === revision),
      );
      return found?.task ?? new Unknown(`task definition ${name} is not in the files given`);
    },
    targetGroup: () => new Unknown('the target group is not in the files given'),
    recordTypes: () => new Unknown('the registry is not in the files given'),
  };
}

/** The name at the end of an ARN; other names as they are. */
function lastPart(name: Knowable<string>): Knowable<string> {
  return isKnown(name) && name.startsWith('arn:') ? name.slice(name.lastIndexOf('/') + 1) : name;
}

function namedIn(clusters: readonly Cluster[]): NamedService[] {
  return clusters.flatMap((cluster) =>
    cluster.services.items.map((service) => ({ key: service.at.path, service, cluster })),
  );
}

/** The clusters that services name; what else runs there was not read. */
export function clustersOf(services: readonly Service[]): Cluster[] {
  return [...servicesByCluster(services)].map(([key, items]) => {
    const file = items[0]?.at.file;
    return {
      at: file === undefined ? { path: key } : { path: key, file },
      services: { items, complete: false },
      capacity: { items: [], complete: false },
    };
  });
}
