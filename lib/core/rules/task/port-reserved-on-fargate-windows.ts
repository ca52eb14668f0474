import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { nameOf, requires } from '../../ecs/task-reading';
import { type ContainerDefinition, type PortMappingDefinition } from '../../ecs/task';
import { GUIDE_PARAMETERS } from '../sources';
import { FINE, inMappings } from '../violations';

/** Taken on Fargate instances that run Windows. */
const RESERVED = 3150;

type Facts = { container: string };

export const portReservedOnFargateWindows = defineRule<'task', Facts>({
  id: 'port-reserved-on-fargate-windows',
  subject: 'task',
  effect: 'cannot work',
  title: `container port ${RESERVED} on Fargate for Windows`,
  why: 'the platform keeps the port for itself',
  broken: 'registration or the start of the task fails',
  fix: 'let the process listen on another port',
  sources: [GUIDE_PARAMETERS],
  catalogue: ['PM-21'],
  explain: ({ container }) => `container ${container} uses port ${RESERVED}, which Fargate on Windows keeps for itself`,
  check: (task) =>
    task.operatingSystem === 'windows' && requires(task, 'FARGATE') ? inMappings(task, reserved) : FINE,
});

function reserved(
  { at, containerPort }: PortMappingDefinition,
  container: ContainerDefinition,
): Violation<Facts> | undefined {
  if (containerPort !== RESERVED) return undefined;
  return { at: atField(at, 'containerPort'), facts: { container: nameOf(container) } };
}
