import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { joined } from '../../values/phrase';
import { type TaskDefinition } from '../../ecs/task';
import { meantPort, namedPort, serviceModeOf, taskOf, whatIsThere } from '../../ecs/service-reading';
import { API_LOAD_BALANCER, preflight } from '../sources';
import { FINE, inEach } from '../violations';

type Facts = {
  container: string;
  port: number;
  inRange: boolean;
  there: string;
  /** The one container and port that can be meant; empty and 0 where there is none, or are several. */
  meant: string;
  number: number;
};

export const loadBalancerPortMissing = defineRule<'service', Facts>({
  id: 'load-balancer-port-missing',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'load balancer for a container or port that the task definition does not map',
  why: 'the service registers the host port of that mapping with the target group',
  broken: 'CreateService refuses it: "The container X did not have a container port N defined"',
  fix: ({ field, either }) =>
    either(
      'give listen() the handle that addPort returned',
      `set ${field('containerName')} and ${field('containerPort')} of the load balancer to a container of the task and a port that it maps`,
    ),
  fixFor: ({ container, port, meant, number }) =>
    meant === ''
      ? undefined
      : ({ set, either }) => {
          const settings = [
            ...(meant === container ? [] : [set('containerName', meant)]),
            ...(number === port ? [] : [set('containerPort', number)]),
          ];
          return either('give listen() the handle that addPort returned', `set ${joined(settings, 'and')}`);
        },
  sources: [API_LOAD_BALANCER, preflight('pf-ecs-svc-lb-container-port-missing')],
  catalogue: ['LB-03'],
  explain: ({ container, port, inRange, there }) =>
    inRange
      ? `the load balancer asks for port ${port} of container ${container}, which is mapped as part of a range only`
      : `the load balancer names container ${container}, port ${port}; ${there}`,
  check(service) {
    if (service.loadBalancers.items.length === 0) return FINE;
    const task = taskOf(service);
    if (!task || serviceModeOf(service)?.targetType === undefined) return FINE;
    return inEach(service.loadBalancers.items, ({ at, containerName: container, containerPort: port }) => {
      if (typeof container !== 'string' || typeof port !== 'number') return undefined;
      const { mappings, inRange, decided } = namedPort(task, container, port);
      if (mappings.length > 0 || !decided) return undefined;
      const facts = {
        container,
        port,
        inRange,
        there: whatIsThere(task, container, port),
        ...meantIn(task, container, port),
      };
      return {
        at: atField(at, 'containerPort'),
        facts,
        others: [task.at],
        ...(inRange ? { effect: 'may go wrong' } : {}),
      };
    });
  },
});

function meantIn(task: TaskDefinition, container: string, port: number): Pick<Facts, 'meant' | 'number'> {
  const found = meantPort(task, container, port);
  return { meant: found?.container ?? '', number: found?.port ?? 0 };
}
