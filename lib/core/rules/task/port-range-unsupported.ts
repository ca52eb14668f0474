import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { modeOf, nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition, type PortMappingDefinition, type TaskDefinition } from '../../ecs/task';
import { API_PORT_MAPPING } from '../sources';
import { FINE, inMappings } from '../violations';

type Facts = { container: string; range: string; mode: string };

export const portRangeUnsupported = defineRule<'task', Facts>({
  id: 'port-range-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'port range in a mode that has none',
  why: 'in host mode there is nothing to map, and for the default mode of Windows ranges are not documented',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: ({ containerField, either }) =>
    `map each port with ${either('HostPort.same()', `${containerField('containerPort')} of its own`)}, or use bridge or awsvpc`,
  sources: [API_PORT_MAPPING],
  catalogue: ['PM-10'],
  explain: ({ container, range, mode }) =>
    `container ${container} maps the range ${range}, but network mode ${mode} has no ranges`,
  check(task) {
    const mode = modeOf(task);
    return !mode || mode.takesPortRanges || mode.hostPort === 'absent' ? FINE : inMappings(task, mapsRange);
  },
});

function mapsRange(
  { at, containerPortRange: range }: PortMappingDefinition,
  container: ContainerDefinition,
  task: TaskDefinition,
): Violation<Facts> | undefined {
  if (typeof range !== 'string') return undefined;
  const mode = modeOf(task);
  const facts = { container: nameOf(container), range, mode: mode?.name ?? '' };
  const documented = mode?.hostPort === 'same';
  return { at: atField(at, 'containerPortRange'), facts, ...(documented ? {} : { effect: 'may go wrong' }) };
}
