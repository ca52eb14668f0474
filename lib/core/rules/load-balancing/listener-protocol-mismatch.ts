import { forwardsOf, groupOf } from '../../ecs/load-balancing';
import { type TargetGroup } from '../../ecs/service';
import { defineRule, type Violation } from '../rule';
import { issue } from '../sources';
import { FINE } from '../violations';

/** What the target groups of a listener may speak. */
const SPOKEN: ReadonlyMap<string, readonly string[]> = new Map([
  ['HTTP', ['HTTP', 'HTTPS']],
  ['HTTPS', ['HTTP', 'HTTPS']],
  ['TCP', ['TCP', 'TCP_UDP']],
  ['TLS', ['TCP', 'TLS']],
  ['UDP', ['UDP', 'TCP_UDP']],
  ['TCP_UDP', ['TCP_UDP']],
]);

export const listenerProtocolMismatch = defineRule<'loadBalancing', { listener: string; group: string }>({
  id: 'listener-protocol-mismatch',
  subject: 'loadBalancing',
  effect: 'cannot deploy',
  title: 'listener that forwards to a target group of an incompatible protocol',
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
  check(all) {
    let found: Violation<{ listener: string; group: string }>[] | undefined;
    for (const { listener, actions } of forwardsOf(all)) {
      const spoken = listener?.protocol;
      if (typeof spoken !== 'string') continue;
      for (const target of actions.items.flatMap(({ targets }) => targets.items)) {
        const targetGroup = groupOf(all, target);
        const group = targetGroup && unspoken(targetGroup, spoken);
        if (!targetGroup || group === undefined) continue;
        (found ??= []).push({ at: target.at, facts: { listener: spoken, group }, others: [targetGroup.at] });
      }
    }
    return found ?? FINE;
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
