import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type IConstruct } from 'constructs';

/** Keys of the rules that services have added to each stack. */
const MADE = new WeakMap<Stack, Set<string>>();

/**
 * Connections that add a rule only once for all services of a stack. CDK distinguishes rules by their constructs, but a security
 * group of another stack is imported by each service, and a range of addresses that is a token has no id of its own; EC2
 * refuses the second of two equal rules.
 */
export function distinct(scope: IConstruct, connections: ec2.Connections): ec2.Connections {
  const stack = Stack.of(scope);
  const made = MADE.get(stack) ?? new Set();
  MADE.set(stack, made);
  const allowFrom: ec2.Connections['allowFrom'] = (other, port, description) => {
    const peer = peerKey(other);
    const rule = JSON.stringify([idsOf(connections), peer, port.toRuleJson()]);
    if (peer !== undefined && made.has(rule)) return;
    made.add(rule);
    connections.allowFrom(other, port, description);
  };
  return new Proxy(connections, {
    get: (target, name): unknown => (name === 'allowFrom' ? allowFrom : Reflect.get(target, name)),
  });
}

/** A key for the peer of a rule; undefined when peers cannot be compared. */
function peerKey(peer: ec2.IConnectable): unknown {
  if ('toIngressRuleConfig' in peer) return (peer as ec2.IPeer).toIngressRuleConfig();
  const ids = idsOf(peer.connections);
  return ids.length > 0 ? ids : undefined;
}

function idsOf({ securityGroups }: ec2.Connections): string[] {
  return securityGroups.map(({ securityGroupId }) => securityGroupId);
}
