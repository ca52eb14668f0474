import { quoted } from '../../model-error';
import { atField } from '../../place';
import { defineRule, type Violation } from '../../rule';
import { nameOf } from '../../task-reading';
import { type ContainerDefinition, type PortMappingDefinition } from '../../task';
import { agent, API_PORT_MAPPING } from '../sources';
import { inMappings } from '../violations';

type Facts = { container: string; protocol: string };

export const portProtocolUnknown = defineRule<'task', Facts>({
  id: 'port-protocol-unknown',
  subject: 'task',
  severity: 'error',
  title: 'a port mapping is for tcp or udp, in lower case',
  why: 'Amazon ECS maps no other protocol',
  broken: 'the API refuses the value, and the agent a task that has one',
  fix: "write 'tcp' or 'udp'",
  sources: [API_PORT_MAPPING, agent('agent/acs/session')],
  catalogue: [],
  explain: ({ container, protocol }) => `container ${container} maps a port for protocol ${quoted(protocol)}`,
  check: (task) => inMappings(task, unknownProtocol),
});

function unknownProtocol(
  { at, protocol }: PortMappingDefinition,
  container: ContainerDefinition,
): Violation<Facts> | undefined {
  if (typeof protocol !== 'string' || protocol === 'tcp' || protocol === 'udp') return undefined;
  const known = protocol.toLowerCase() === 'tcp' || protocol.toLowerCase() === 'udp';
  return {
    at: atField(at, 'protocol'),
    facts: { container: nameOf(container), protocol },
    ...(known ? { severity: 'warning' } : {}),
  };
}
