import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { nameOf } from '../../ecs/task-reading';
import { type ContainerDefinition, type PortMappingDefinition } from '../../ecs/task';
import { API_PORT_MAPPING, GUIDE_CONNECT } from '../sources';
import { inMappings } from '../violations';

const APP_PROTOCOLS = ['http', 'http2', 'grpc'];

type Facts = { container: string; appProtocol: string; problem: string };

export const appProtocolMisplaced = defineRule<'task', Facts>({
  id: 'app-protocol-misplaced',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'appProtocol on a port that cannot have it',
  why: 'it tells the Service Connect proxy what to speak, and the proxy knows TCP only',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: ({ containerField }) => `give the port a name and TCP, or leave ${containerField('appProtocol')} out`,
  sources: [API_PORT_MAPPING, GUIDE_CONNECT],
  catalogue: ['PM-19'],
  explain: ({ container, appProtocol, problem }) =>
    `container ${container} has appProtocol ${quoted(appProtocol)} ${problem}`,
  check: (task) => inMappings(task, misplaced),
});

function misplaced(mapping: PortMappingDefinition, container: ContainerDefinition): Violation<Facts> | undefined {
  const { at, appProtocol, protocol, name } = mapping;
  if (typeof appProtocol !== 'string') return undefined;
  const [problem, unsure] = !APP_PROTOCOLS.includes(appProtocol)
    ? ['which does not exist', false]
    : protocol === 'udp'
      ? ['on a UDP port', false]
      : name === undefined
        ? ['on a port without a name', true]
        : ['', false];
  if (problem === '') return undefined;
  return {
    at: atField(at, 'appProtocol'),
    facts: { container: nameOf(container), appProtocol, problem },
    ...(unsure ? { effect: 'may go wrong' } : {}),
  };
}
