import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition, type TaskDefinition } from '../../ecs/task';
import { isKnown } from '../../values/unknown';
import { agent } from '../sources';
import { inContainers } from '../violations';

/** The name that the agent gives to its own proxy. */
const RESERVED = 'service-connect';

type Facts = { healthCheck: boolean };

export const containerNamedServiceConnect = defineRule<'task', Facts>({
  id: 'container-named-service-connect',
  subject: 'task',
  effect: 'cannot work',
  title: `container called ${RESERVED}`,
  why: 'by that name the agent knows the proxy that it adds for Service Connect',
  broken:
    'without a health check the task stops: "Task dependencies cannot be resolved"; with one the image of the agent\'s proxy runs in its place',
  fix: 'rename the container',
  sources: [agent('agent/engine/serviceconnect')],
  catalogue: ['CT-40'],
  explain: ({ healthCheck }) =>
    `the agent takes a container called ${RESERVED} for its own proxy ${healthCheck ? 'and runs another image in its place' : 'and stops the task'}`,
  check: (task) => inContainers(task, isReserved),
});

function isReserved(container: ContainerDefinition, task: TaskDefinition): Violation<Facts> | undefined {
  if (container.name !== RESERVED) return undefined;
  // seen with the agent of EC2; whether Fargate does the same is not known
  const onFargate = !isKnown(task.compatibilities) || task.compatibilities.includes('FARGATE');
  return {
    at: atField(container.at, 'name'),
    facts: { healthCheck: container.healthCheck !== undefined },
    ...(onFargate ? { effect: 'may go wrong' } : {}),
  };
}
