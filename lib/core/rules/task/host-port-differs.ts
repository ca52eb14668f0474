import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { modeOf, nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition, type PortMappingDefinition, type TaskDefinition } from '../../ecs/task';
import { API_PORT_MAPPING, issue, preflight } from '../sources';
import { FINE, inMappings } from '../violations';

type Facts = { container: string; containerPort: number; hostPort: number; mode: string };

export const hostPortDiffers = defineRule<'task', Facts>({
  id: 'host-port-differs',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'host port that differs from the container port in host or awsvpc mode',
  why: 'nothing translates ports there: a container in host mode listens on the instance itself, one in awsvpc on the address of its task',
  broken: `RegisterTaskDefinition refuses it: "When networkMode=awsvpc, the host ports and container ports in port mappings must match."`,
  fix: ({ containerField, either }) =>
    `${either('use HostPort.same() or AwsvpcPort.same() with the port the process listens on', `leave ${containerField('hostPort')} out and set ${containerField('containerPort')} to the port the process listens on`)}, or use bridge mode to choose the host port`,
  sources: [
    API_PORT_MAPPING,
    preflight('pf-ecs-host-network-host-port-mismatch'),
    issue('pulumi/pulumi-awsx', 935),
    issue('aws/amazon-ecs-cli', 1014),
  ],
  catalogue: ['PM-02', 'PM-03'],
  explain: ({ container, containerPort, hostPort, mode }) =>
    `container ${container} maps container port ${containerPort} to host port ${hostPort}, but in ${mode} mode both must be the same`,
  check: (task) => (modeOf(task)?.hostPort === 'same' ? inMappings(task, differs) : FINE),
});

function differs(
  { at, containerPort, hostPort, containerPortRange }: PortMappingDefinition,
  container: ContainerDefinition,
  task: TaskDefinition,
): Violation<Facts> | undefined {
  if (typeof containerPort !== 'number' || typeof hostPort !== 'number') return undefined;
  if (hostPort === containerPort || containerPortRange !== undefined) return undefined;
  const mode = modeOf(task);
  const facts = { container: nameOf(container), containerPort, hostPort, mode: mode?.name ?? '' };
  // sources disagree on whether awsvpc takes 0 for "left out"
  const unsure = hostPort === 0 && mode?.namespace === 'task';
  return { at: atField(at, 'hostPort'), facts, ...(unsure ? { effect: 'may go wrong' } : {}) };
}
