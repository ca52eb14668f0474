import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition, type PortMappingDefinition } from '../../ecs/task';
import { API_PORT_MAPPING, preflight } from '../sources';
import { inMappings } from '../violations';

type Facts = { container: string; besides: string };

export const portRangeAndPort = defineRule<'task', Facts>({
  id: 'port-range-and-port',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'one mapping with a range and a single port',
  why: 'the host ports of a range are picked by the instance, and a range replaces the single port',
  broken: `RegisterTaskDefinition refuses it: "Invalid port mapping for container 'x', cannot specify both single port and port range."`,
  fix: ({ portRange }) => `use ${portRange} and a second mapping for the single port`,
  sources: [API_PORT_MAPPING, preflight('pf-ecs-port-range-with-host-port')],
  catalogue: ['PM-09'],
  explain: ({ container, besides }) => `container ${container} gives both a range and a ${besides} in one mapping`,
  check: (task) => inMappings(task, both),
});

function both(mapping: PortMappingDefinition, container: ContainerDefinition): Violation<Facts> | undefined {
  const { at, containerPort, hostPort, containerPortRange } = mapping;
  if (containerPortRange === undefined) return undefined;
  // a value that is decided later may turn out to be none at all
  if (typeof containerPortRange !== 'string') return undefined;
  const besides =
    typeof containerPort === 'number' ? 'containerPort' : typeof hostPort === 'number' ? 'hostPort' : undefined;
  if (besides === undefined) return undefined;
  return { at: atField(at, besides), facts: { container: nameOf(container), besides } };
}
