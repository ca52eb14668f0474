import { type Stack } from 'aws-cdk-lib';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ModelError } from '../../core/values/model-error';
import { numberOf } from '../../constructs/declared-port';
import { type Entry } from '../../constructs/entry';
import { assertGiven, has } from '../../constructs/given';
import { listenOnNetwork } from './listen-network';
import { type Admission, open, type ServiceWiring } from './port-opening';
import { type PortHandle } from '../tasks/port-handle';
import { type ListenProps, type PortListener, type TargetGroupProps } from './listen-props';
import { assertProtocol } from '../../constructs/target-protocol';
import { assertOwnSinglePort, attach, ownHealthPort } from './target';
import { without } from '../../constructs/props';
import { listenerRuleId, targetGroupFor } from './target-group';

/**
 * Puts a port of a service behind a listener: target group, health check on the traffic port, and rules of the
 * security group.
 */
export function listen(
  to: ServiceWiring,
  listener: PortListener,
  handle: PortHandle,
  props: ListenProps,
  entry: Entry,
): elbv2.TargetGroupBase {
  assertOwnSinglePort(to, handle, entry);
  assertGiven(
    has(listener, 'addTargetGroups', 'listenerArn'),
    'the listener',
    listener,
    'pass what addListener() of an application or network load balancer gave',
    entry,
  );
  if (listener instanceof elbv2.NetworkListener) return listenOnNetwork(to, listener, handle, props, entry);
  if (handle.protocol === 'udp') {
    throw new ModelError(
      'listener-without-udp',
      `an application load balancer speaks HTTP over TCP, got ${handle.toString()}`,
      'declare the port as TCP, or put it behind a listener of a NetworkLoadBalancer',
      entry,
    );
  }
  assertProtocol(props.protocol, [elbv2.Protocol.HTTP, elbv2.Protocol.HTTPS], 'an application', entry);
  const { priority, conditions, ...rest } = without(props, 'clients');
  const { group } = targetGroupFor(to, listener, handle, rest, (...place) =>
    newTargetGroup(to, listener, handle, ...place),
  );
  listener.addTargetGroups(listenerRuleId(to, listener, handle, priority), {
    targetGroups: [group],
    ...(priority !== undefined && { priority }),
    ...(conditions && { conditions }),
  });
  return group;
}

function newTargetGroup(
  to: ServiceWiring,
  listener: elbv2.IApplicationListener,
  handle: PortHandle,
  scope: Stack,
  id: string,
  { healthCheck, protocol, ...rest }: TargetGroupProps,
): elbv2.ApplicationTargetGroup {
  const { service, mode } = to;
  const group = new elbv2.ApplicationTargetGroup(scope, id, {
    ...(handle.appProtocol === 'grpc' && { protocolVersion: elbv2.ApplicationProtocolVersion.GRPC }),
    ...(handle.appProtocol === 'http2' && { protocolVersion: elbv2.ApplicationProtocolVersion.HTTP2 }),
    ...rest,
    vpc: service.cluster.vpc,
    port: numberOf(handle),
    protocol: protocol === elbv2.Protocol.HTTPS ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP,
    targetType: mode.targetType === 'ip' ? elbv2.TargetType.IP : elbv2.TargetType.INSTANCE,
    // explicit, because a dynamic port has no other port that could be checked
    healthCheck: { port: 'traffic-port', ...healthCheck },
  });
  attach(service, group, handle);
  const balancer = { itself: listener, seen: listener };
  const register: Admission = (target, _, port) => {
    group.registerConnectable(target, port);
  };
  open(to, handle, balancer, register);
  const checked = ownHealthPort(service, healthCheck);
  if (checked) open(to, handle, balancer, register, () => checked);
  return group;
}
