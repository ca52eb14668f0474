import { type ContainerOverride, type Service } from '../../core/ecs/service';
import { type Listed } from '../../core/values/listed';
import { Unknown } from '../../core/values/unknown';
import { readLaunch, type LaunchFields, type ServiceLinks } from '../ecs/service';
import { isData, type Field } from '../../core/reading/field';
import { type Resource, type Resources } from './resources';
import { runningStates } from './state-machines';

/** Something that starts tasks beside services, with the resource it stands in. */
export interface Launch {
  readonly resource: Resource;
  readonly service: Service;
  /** Its entries of registries, which only task sets have. */
  readonly registries: Field;
}

type Spellings = NonNullable<LaunchFields['nesting']>;

/** In task sets and rules of EventBridge the V is a capital letter, elsewhere it is not. */
const CAPITAL: Spellings = ['awsVpcConfiguration'];
const SMALL: Spellings = ['awsvpcConfiguration'];

/** What exists already is spelled as the call that describes it spells it. */
function spelledIn({ scope }: Resource, spelling: Spellings): Spellings {
  return scope.template.exists === true ? [...CAPITAL, ...SMALL] : spelling;
}

/** Task sets, and what rules, schedules, pipes and state machines start. */
export function readLaunches(resources: Resources, links: ServiceLinks): Launch[] {
  return [
    ...resources.of('taskSet').map((resource) => {
      const { properties } = resource;
      return {
        resource,
        service: readLaunch(properties, links, {
          kind: 'task set',
          at: properties.at,
          cluster: properties.get('cluster'),
          task: properties.get('taskDefinition'),
          owner: properties,
          nesting: spelledIn(resource, resource.scope.template.isComplete === true ? SMALL : CAPITAL),
        }),
        registries: properties.get('serviceRegistries'),
      };
    }),
    ...resources.of('eventRule').flatMap((resource) => {
      const { properties } = resource;
      const launches: Launch[] = [];
      properties.get('targets').list((target, index) => {
        const at = target.placeIn(properties.at, `target${index}`);
        const launch = started(
          resource,
          target.get('ecsParameters'),
          target.get('arn'),
          at,
          links,
          overridesIn(target),
          spelledIn(resource, CAPITAL),
        );
        if (launch) launches.push(launch);
        return true;
      });
      return launches;
    }),
    ...resources.of('schedule').flatMap((resource) => {
      const target = resource.properties.get('target');
      const { at } = resource.properties;
      return started(resource, target.get('ecsParameters'), target.get('arn'), at, links, overridesIn(target)) ?? [];
    }),
    ...resources.of('pipe').flatMap((resource) => {
      const { properties } = resource;
      const task = properties.get('targetParameters').get('ecsTaskParameters');
      const overrides = namedContainers(task.get('overrides'), 'containerOverrides');
      return started(resource, task, properties.get('target'), properties.at, links, overrides) ?? [];
    }),
    ...resources.of('stateMachine').flatMap((resource) =>
      runningStates(resource).map(({ parameters, overrides }): Launch => {
        const service = readLaunch(parameters, links, {
          kind: 'task',
          at: parameters.at,
          cluster: parameters.get('cluster'),
          task: parameters.get('taskDefinition'),
          owner: parameters,
        });
        return { resource, service: { ...service, overrides }, registries: parameters.get('serviceRegistries') };
      }),
    ),
  ];
}

/** What a target of EventBridge starts; undefined when it is no task. */
function started(
  resource: Resource,
  task: Field,
  cluster: Field,
  at: Service['at'],
  links: ServiceLinks,
  overrides: Listed<ContainerOverride>,
  nesting?: LaunchFields['nesting'],
): Launch | undefined {
  if (task.get('taskDefinitionArn').isAbsent) return undefined;
  const service = readLaunch(task, links, {
    kind: 'scheduled task',
    at,
    cluster,
    task: task.get('taskDefinitionArn'),
    owner: task,
    nesting: nesting ?? spelledIn(resource, SMALL),
  });
  return { resource, service: { ...service, overrides }, registries: task.get('serviceRegistries') };
}

/** The containers that the input of a target overrides: JSON as RunTask takes it, or a template of such. */
function overridesIn(target: Field): Listed<ContainerOverride> {
  const input = target.get('input');
  const template = target.get('inputTransformer').get('inputTemplate');
  const given = input.isAbsent ? template : input;
  const data = inputOf(given);
  const listed: unknown = isData(data) ? data['containerOverrides'] : undefined;
  if (!Array.isArray(listed)) return { items: [], complete: data !== undefined };
  const at = given.here;
  const items = listed.flatMap((item): ContainerOverride[] => {
    const name: unknown = isData(item) ? item['name'] : undefined;
    return typeof name === 'string' ? [{ at, container: name }] : [];
  });
  return { items, complete: items.length === listed.length };
}

/** What the text of an input says, with what is filled in later as it stands there. */
function inputOf({ value, raw }: Field): unknown {
  if (isData(value)) return value;
  const written: unknown = value instanceof Unknown && isData(raw) ? raw['Fn::Sub'] : value;
  const text: unknown = Array.isArray(written) ? written[0] : written;
  if (typeof text !== 'string') return undefined;
  try {
    // names in angle brackets stand for values of any type
    return JSON.parse(text.replaceAll(/<[\w.-]+>/g, 'null')) as unknown;
  } catch {
    return undefined;
  }
}

function namedContainers(field: Field, list: string): Listed<ContainerOverride> {
  return field.get(list).list((item) => ({
    at: item.get('name').here,
    container: item.string('name') ?? new Unknown('the override names no container'),
  }));
}
