import { type Cluster } from '../../core/ecs/cluster';
import { type Service } from '../../core/ecs/service';
import { type TaskDefinition } from '../../core/ecs/task';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { type NamedService } from '../../core/vpc/task-hosts';
import { asChosen, readService, servicesByCluster, type ServiceLinks } from '../ecs/service';
import { readTask } from '../ecs/task';
import { Field, isData, type Data } from '../field';
import { PlainSource } from '../plain-source';
import { readingOf, type Reading } from '../reading';

/** One JSON input of the ECS API, already parsed. */
export interface ApiInput {
  /** The file, parsed. */
  readonly data: unknown;
  /** For places. */
  readonly file?: string;
}

interface Part {
  readonly data: Data;
  readonly file: string | undefined;
  readonly pointer: string;
}

/**
 * Reads task definitions and services as the ECS API takes them (`register-task-definition`, `create-service`) and gives
 * them back (`describe-task-definition`, `describe-services`). Several inputs are read together, so that a service finds its task definition.
 */
export function readTaskDefinitions(inputs: ApiInput | readonly ApiInput[]): Reading {
  const source = new PlainSource();
  const list: readonly ApiInput[] = 'data' in inputs ? [inputs] : inputs;
  const tasks: Registered[] = [];
  const services: Part[] = [];
  for (const input of list) {
    if (isContainerList(input.data)) {
      tasks.push(readContainers(source, input.data, input.file));
      continue;
    }
    const found = [...partsOf(input)];
    for (const part of found) {
      if (isTask(part.data)) tasks.push(readPart(source, part));
      else if (isService(part.data)) services.push(part);
    }
    if (found.some(({ data }) => isTask(data) || isService(data))) continue;
    source.problems.push({
      at: placeOf(input.file, '', input.file ?? ''),
      message: 'expected a task definition with containerDefinitions, or a service with taskDefinition',
    });
  }
  const links = linksTo(tasks);
  const read = services.map((part) => {
    const name = part.data['serviceName'];
    const at = placeOf(part.file, part.pointer, typeof name === 'string' ? name : 'service');
    const service = readService(Field.root(source, part.data, at), links);
    // only the API gives an ARN, and a desired count to each daemon service
    return Object.hasOwn(part.data, 'serviceArn') ? asChosen(service) : service;
  });
  const clusters = clustersOf(read);
  const made = tasks.map(({ task }) => task);
  return readingOf({
    tasks: made,
    services: read,
    clusters,
    taskPrograms: [{ tasks: made, services: namedIn(clusters), network: undefined, namespaces: [] }],
    unknown: source.unknown,
    problems: source.problems,
  });
}

/** Whether data looks like something this reader reads. */
export function isApiInput(data: unknown): boolean {
  return isContainerList(data) || [...partsOf({ data })].some((part) => isTask(part.data) || isService(part.data));
}

interface Registered {
  readonly task: TaskDefinition;
  readonly revision: string | undefined;
}

const WRAPPERS = ['taskDefinition', 'service'] as const;
const LISTS = ['taskDefinitions', 'services'] as const;

function* partsOf({ data, file }: ApiInput): Generator<Part> {
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

function isTask(data: Data): boolean {
  return Object.hasOwn(data, 'containerDefinitions');
}

/** Whether it is what `register-task-definition --container-definitions` takes: containers without their task. */
function isContainerList(data: unknown): data is readonly Data[] {
  const looksLikeContainer = (item: unknown): boolean =>
    isData(item) && typeof item['name'] === 'string' && typeof item['image'] === 'string';
  return Array.isArray(data) && data.length > 0 && data.every(looksLikeContainer);
}

/** Fields of a task definition that decide what its containers may say. */
const OF_TASKS = ['cpu', 'memory', 'requiresCompatibilities', 'executionRoleArn', 'taskRoleArn', 'volumes'] as const;

/** A task of which only the containers are given; a network mode that is left out is `bridge`, as for the API. */
function readContainers(source: PlainSource, data: readonly Data[], file: string | undefined): Registered {
  const why = new Unknown('only the containers of the task are given');
  const at = placeOf(file, '', file ?? 'task');
  const task = Field.root(source, Object.fromEntries(OF_TASKS.map((field) => [field, why])), at);
  return { task: readTask(task, Field.root(source, data, at)), revision: undefined };
}

/** Fields that only services have; their name may come from the command line. */
const OF_SERVICES = [
  'serviceName',
  'loadBalancers',
  'serviceRegistries',
  'schedulingStrategy',
  'desiredCount',
] as const;

function isService(data: Data): boolean {
  if (!Object.hasOwn(data, 'taskDefinition') || isData(data['taskDefinition'])) return false;
  return OF_SERVICES.some((field) => Object.hasOwn(data, field));
}

function readPart(source: PlainSource, { data, file, pointer }: Part): Registered {
  const { family, revision } = data;
  const at = placeOf(file, pointer, typeof family === 'string' ? family : (file ?? 'task'));
  return {
    task: readTask(Field.root(source, data, at)),
    revision: revision === undefined ? undefined : JSON.stringify(revision),
  };
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
