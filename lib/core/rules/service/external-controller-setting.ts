import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE, preflight } from '../sources';

export const externalControllerSetting = defineRule<'service', { setting: string }>({
  id: 'external-controller-setting',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'a service with an external controller that sets what belongs to its task sets',
  why: 'with that controller the task definition, the network and the load balancers are those of the task sets',
  broken: 'CreateService refuses it: "LoadBalancers must be empty or null", "TaskDefinition must be blank"',
  fix: 'put it into the task sets, or use the deployment controller ECS',
  sources: [
    API_SERVICE,
    preflight('pf-ecs-svc-external-with-load-balancers'),
    preflight('pf-ecs-svc-external-with-taskdef'),
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ setting }) => `the service is deployed by an external controller and has ${setting} of its own`,
  check({ at, kind, deploymentController, loadBalancers, namesTask, platformVersion, networkConfiguration }) {
    if (deploymentController !== 'EXTERNAL' || (kind !== undefined && kind !== 'service')) return FINE;
    if (loadBalancers.items.length > 0) {
      return [{ at: atField(at, 'loadBalancers'), facts: { setting: 'load balancers' } }];
    }
    if (namesTask) return [{ at: atField(at, 'taskDefinition'), facts: { setting: 'a task definition' } }];
    const others = [
      ['platformVersion', platformVersion, 'a platform version'],
      ['networkConfiguration', networkConfiguration, 'a network'],
    ] as const;
    return others.flatMap(([field, value, setting]) =>
      value === undefined || !isKnown(value)
        ? []
        : [{ at: atField(at, field), facts: { setting }, effect: 'may go wrong' as const }],
    );
  },
});
