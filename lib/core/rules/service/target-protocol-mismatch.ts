import { type NetworkMode } from '../../ecs/network-mode';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isDynamic, namedPort, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { type PortMappingDefinition } from '../../ecs/task';
import { protocolOf } from '../../ecs/task-reading';
import { isKnown } from '../../values/unknown';
import { FINE, inEach } from '../violations';

const WANTED: ReadonlyMap<string, readonly ('tcp' | 'udp')[]> = new Map(
  Object.entries({
    HTTP: ['tcp'],
    HTTPS: ['tcp'],
    TCP: ['tcp'],
    TLS: ['tcp'],
    UDP: ['udp'],
    TCP_UDP: ['tcp', 'udp'],
  }),
);

const TWO_HOST_PORTS = 'which gets one host port for tcp and another for udp';

type Facts = { container: string; port: number; targetProtocol: string; problem: string };

export const targetProtocolMismatch = defineRule<'service', Facts>({
  id: 'target-protocol-mismatch',
  subject: 'service',
  effect: 'cannot work',
  title: 'target group of another protocol than the port behind it',
  why: 'an Application Load Balancer speaks HTTP, so TCP; a Network Load Balancer sends TCP or UDP as it comes',
  broken: 'silently, nothing answers: targets stay unhealthy',
  fix: ({ field, either }) =>
    `map the port for the protocol of the target group, or ${either('give listen() a handle of the right protocol', `set ${field('containerPort')} of the load balancer to a port of the right protocol`)}`,
  fixFor: ({ problem }) =>
    problem === TWO_HOST_PORTS ? 'map the port for tcp and for udp to one fixed host port, or use awsvpc' : undefined,
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html',
  ],
  catalogue: ['LB-07', 'LB-08'],
  explain: ({ container, port, targetProtocol, problem }) =>
    `the target group sends ${targetProtocol} to port ${port} of container ${container}, ${problem}`,
  check(service) {
    if (service.loadBalancers.items.length === 0) return FINE;
    const task = taskOf(service);
    const mode = serviceModeOf(service);
    if (!task || !mode) return FINE;
    return inEach(service.loadBalancers.items, (attachment) => {
      const { targetGroup, containerName: container, containerPort: port } = attachment;
      if (!targetGroup || !isKnown(targetGroup) || typeof container !== 'string' || typeof port !== 'number')
        return undefined;
      const targetProtocol = targetGroup.protocol;
      const wanted = typeof targetProtocol === 'string' ? WANTED.get(targetProtocol) : undefined;
      if (wanted === undefined || typeof targetProtocol !== 'string') return undefined;
      const { mappings, decided } = namedPort(task, container, port);
      if (!decided || mappings.length === 0) return undefined;
      const problem = problemOf(mappings, wanted, mode);
      if (problem === undefined) return undefined;
      // where Docker translates, nothing but the mapped protocol gets through; elsewhere a mapping is a declaration
      const sure = mode.hostPort === 'chosen' && wanted.length === 1;
      return {
        at: atField(attachment.at, 'containerPort'),
        facts: { container, port, targetProtocol, problem },
        others: [targetGroup.at],
        ...(sure ? {} : { effect: 'may go wrong' }),
      };
    });
  },
});

function problemOf(
  mappings: readonly PortMappingDefinition[],
  wanted: readonly ('tcp' | 'udp')[],
  mode: NetworkMode,
): string | undefined {
  if (mappings.some((mapping) => protocolOf(mapping) === undefined)) return undefined;
  const missing = wanted.filter((protocol) => !mappings.some((mapping) => mapping.protocol === protocol));
  if (missing.length === wanted.length) return `which is not mapped for ${wanted.join(' or ')}`;
  if (mode.hostPort !== 'chosen' || wanted.length === 1) return undefined;
  if (missing.length > 0) return `which is not mapped for ${missing.join()}`;
  if (mappings.some((mapping) => isDynamic(mapping, mode) === true)) {
    return TWO_HOST_PORTS;
  }
  return undefined;
}
