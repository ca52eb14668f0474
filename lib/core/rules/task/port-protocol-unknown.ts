import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition, type PortMappingDefinition } from '../../ecs/task';
import { agent, API_PORT_MAPPING, issue } from '../sources';
import { inMappings } from '../violations';

type Facts = { container: string; protocol: string };

export const portProtocolUnknown = defineRule<'task', Facts>({
  id: 'port-protocol-unknown',
  subject: 'task',
  effect: 'may go wrong',
  title: 'port mapping for a protocol that is neither tcp nor udp',
  why: 'Amazon ECS maps no other protocol',
  broken: 'the API registers tcp in its place, the console refuses it, and an agent refuses a task that has one',
  fix: "write 'tcp' or 'udp'",
  sources: [API_PORT_MAPPING, agent('agent/acs/session'), issue('hashicorp/terraform-provider-aws', 3645)],
  catalogue: ['§1.2'],
  explain: ({ container, protocol }) =>
    `container ${container} maps a port for protocol ${quoted(protocol)}, which is neither tcp nor udp`,
  check: (task) => inMappings(task, unknownProtocol),
});

function unknownProtocol(
  { at, protocol }: PortMappingDefinition,
  container: ContainerDefinition,
): Violation<Facts> | undefined {
  if (typeof protocol !== 'string' || protocol === 'tcp' || protocol === 'udp') return undefined;
  return { at: atField(at, 'protocol'), facts: { container: nameOf(container), protocol } };
}
