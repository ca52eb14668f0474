import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { type TargetGroup } from '../../ecs/service';
import { isKnown } from '../../values/unknown';
import { issue } from '../sources';
import { FINE, inEach } from '../violations';

/** What the target groups of a listener may speak. */
const SPOKEN: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP', ['HTTP', 'HTTPS']],
  ['HTTPS', ['HTTP', 'HTTPS']],
  ['TCP', ['TCP', 'TCP_UDP']],
  ['TLS', ['TCP', 'TLS']],
  ['UDP', ['UDP', 'TCP_UDP']],
  ['TCP_UDP', ['TCP_UDP']],
]);

export const listenerProtocolMismatch = defineRule<'service', { listener: string; group: string }>({
  id: 'listener-protocol-mismatch',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'listener that forwards to a target group of a protocol it does not take',
  why: 'a TCP listener takes no UDP and the other way round, TCP_UDP has to be said on both sides, and gRPC and HTTP/2 to targets need an HTTPS listener',
  broken:
    'Elastic Load Balancing refuses it: "The listener and the following target groups have incompatible protocols", or "Listener protocol \'HTTP\' is not supported with a target group with the protocol-version \'GRPC\'"',
  fix: ({ field, either }) =>
    `give the listener the protocol of the target group (HTTPS with a certificate for gRPC and HTTP/2), or ${either('pass another protocol or protocolVersion to listen()', `set another ${field('protocol')} or ${field('protocolVersion')} on the target group`)}`,
  sources: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
    issue('aws/copilot-cli', 4551),
  ],
  catalogue: ['LB-08'],
  explain: ({ listener, group }) => `a listener for ${listener} forwards to a target group that speaks ${group}`,
  check(service) {
    if (service.loadBalancers.items.length === 0) return FINE;
    return inEach(service.loadBalancers.items, ({ at, targetGroup }) => {
      if (!targetGroup || !isKnown(targetGroup)) return undefined;
      for (const listener of targetGroup.listenerProtocols.items) {
        const group = isKnown(listener) ? unspoken(targetGroup, listener) : undefined;
        if (group === undefined || !isKnown(listener)) continue;
        return { at: atField(at, 'targetGroupArn'), facts: { listener, group }, others: [targetGroup.at] };
      }
      return undefined;
    });
  },
});

/** What a target group speaks that a listener cannot take. */
function unspoken({ protocol, protocolVersion }: TargetGroup, listener: string): string | undefined {
  const spoken = SPOKEN.get(listener);
  if (spoken === undefined || typeof protocol !== 'string' || !SPOKEN.has(protocol)) return undefined;
  if (!spoken.includes(protocol)) return protocol;
  return listener === 'HTTP' && (protocolVersion === 'GRPC' || protocolVersion === 'HTTP2')
    ? `${protocol} in version ${protocolVersion}`
    : undefined;
}
