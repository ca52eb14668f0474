import { Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type IConstruct } from 'constructs';

/** Rules that the services of a stack have made so far. */
const MADE = new WeakMap<Stack, Set<string>>();

/**
 * Connections that make a rule once for all services of a stack. CDK tells rules apart by their constructs, but a security
 * group of another stack is imported by every service, and a range of addresses that is a token has no name; EC2 refuses the
 * second of two equal rules.
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

/** What a rule says about who is let in; undefined when it cannot be told. */
function peerKey(peer: ec2.IConnectable): unknown {
  if ('toIngressRuleConfig' in peer) return (peer as ec2.IPeer).toIngressRuleConfig();
  const ids = idsOf(peer.connections);
  return ids.length > 0 ? ids : undefined;
}

function idsOf({ securityGroups }: ec2.Connections): string[] {
  return securityGroups.map(({ securityGroupId }) => securityGroupId);
}
