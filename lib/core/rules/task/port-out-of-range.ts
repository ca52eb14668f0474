import { isPortNumber, MAX_PORT } from '../../values/port';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { modeOf, nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition, type PortMappingDefinition, type TaskDefinition } from '../../ecs/task';
import { API_PORT_MAPPING, issue } from '../sources';
import { inMappings } from '../violations';

type Facts = { container: string; side: string; port: number };

export const portOutOfRange = defineRule<'task', Facts>({
  id: 'port-out-of-range',
  subject: 'task',
  effect: 'cannot deploy',
  title: `port outside of 1 to ${MAX_PORT}`,
  why: 'there are no other ports; host port 0 stands for one that the instance picks',
  broken: `RegisterTaskDefinition refuses it: "Invalid 'containerPort' setting for container 'x'."`,
  fix: ({ containerField }) => `set ${containerField('containerPort')} to the port that the process listens on`,
  fixFor: ({ side }) =>
    side === 'host'
      ? ({ dynamicHostPort }) => `use a port of 1 to ${MAX_PORT}, or ${dynamicHostPort} for one that the instance picks`
      : undefined,
  sources: [API_PORT_MAPPING, issue('aws/aws-cli', 7288), issue('aws/aws-cdk', 8762)],
  catalogue: ['PM-07'],
  explain: ({ container, side, port }) =>
    `${side} port ${port} of container ${container} is out of range (1 to ${MAX_PORT})`,
  check: (task) => inMappings(task, outOfRange),
});

function outOfRange(
  { at, containerPort, hostPort, containerPortRange }: PortMappingDefinition,
  container: ContainerDefinition,
  task: TaskDefinition,
): Violation<Facts> | undefined {
  if (containerPortRange !== undefined) return undefined;
  if (typeof containerPort === 'number' && !isPortNumber(containerPort)) {
    return {
      at: atField(at, 'containerPort'),
      facts: { container: nameOf(container), side: 'container', port: containerPort },
    };
  }
  if (typeof hostPort !== 'number' || hostPort === 0 || isPortNumber(hostPort)) return undefined;
  // where both have to be the same, that they differ is the finding
  if (modeOf(task)?.hostPort === 'same' && typeof containerPort === 'number') return undefined;
  return { at: atField(at, 'hostPort'), facts: { container: nameOf(container), side: 'host', port: hostPort } };
}
