import { type Service } from '../../core/ecs/service';
import { readLaunch, type ServiceLinks } from '../ecs/service';
import { type Field } from '../field';
import { type Resource, type Resources } from './resources';

/** Something that starts tasks beside services, with the resource it stands in. */
export interface Launch {
  readonly resource: Resource;
  readonly service: Service;
  /** Its entries of registries, which only task sets have. */
  readonly registries: Field;
}

/** Task sets, and what rules, schedules and pipes start. */
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
          network: properties.get('networkConfiguration'),
        }),
        registries: properties.get('serviceRegistries'),
      };
    }),
    ...resources.of('eventRule').flatMap((resource) => {
      const { properties } = resource;
      const launches: Launch[] = [];
      properties.get('targets').list((target, index) => {
        const at = target.placeIn(properties.at, `target${index}`);
        const launch = started(resource, target.get('ecsParameters'), target.get('arn'), at, links);
        if (launch) launches.push(launch);
        return true;
      });
      return launches;
    }),
    ...resources.of('schedule').flatMap((resource) => {
      const target = resource.properties.get('target');
      const { at } = resource.properties;
      return started(resource, target.get('ecsParameters'), target.get('arn'), at, links) ?? [];
    }),
    ...resources.of('pipe').flatMap((resource) => {
      const { properties } = resource;
      const task = properties.get('targetParameters').get('ecsTaskParameters');
      return started(resource, task, properties.get('target'), properties.at, links) ?? [];
    }),
  ];
}

/** What a target of EventBridge starts; undefined when it is no task. */
function started(
  resource: Resource,
  task: Field,
  cluster: Field,
  at: Service['at'],
  links: ServiceLinks,
): Launch | undefined {
  if (task.get('taskDefinitionArn').isAbsent) return undefined;
  const service = readLaunch(task, links, {
    kind: 'scheduled task',
    at,
    cluster,
    task: task.get('taskDefinitionArn'),
    network: task.get('networkConfiguration'),
  });
  return { resource, service, registries: task.get('serviceRegistries') };
}
