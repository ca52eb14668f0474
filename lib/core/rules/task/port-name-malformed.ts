import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { isPortName } from '../../values/port-mapping';
import { defineRule, type Violation } from '../rule';
import { nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition, type PortMappingDefinition } from '../../ecs/task';
import { API_PORT_MAPPING } from '../sources';
import { inMappings } from '../violations';

type Facts = { container: string; name: string };

export const portNameMalformed = defineRule<'task', Facts>({
  id: 'port-name-malformed',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'port name with characters or a length that ECS refuses',
  why: 'Service Connect makes names of it',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: "use lower case and no dots, such as 'http' or 'admin-api'",
  sources: [API_PORT_MAPPING],
  catalogue: ['PM-18'],
  explain: ({ container, name }) =>
    `container ${container} has the port name ${quoted(name)}; allowed are 1 to 64 characters out of a-z, 0-9, "_" and "-"`,
  check: (task) => inMappings(task, malformed),
});

function malformed({ at, name }: PortMappingDefinition, container: ContainerDefinition): Violation<Facts> | undefined {
  if (typeof name !== 'string' || isPortName(name)) return undefined;
  return { at: atField(at, 'name'), facts: { container: nameOf(container), name } };
}
