import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { isDeferredNumber, ModelError, PortRange, quoted } from '../core';
import { open, type Reachable } from './port-opening';
import { type PortHandle, portText } from './port-handle';
import { type Entry } from './entry';

/** How a listener's target group treats the port. */
export interface ListenProps extends Omit<elbv2.BaseTargetGroupProps, 'vpc' | 'targetType'> {
  /**
   * Order among the rules of an application load balancer's listener; lower is asked first.
   * @default - the target group is the listener's default action
   */
  readonly priority?: number;
  /**
   * When the rule applies; with `priority`, application load balancers only.
   * @default - always
   */
  readonly conditions?: elbv2.ListenerCondition[];
  /**
   * What the load balancer speaks to the task.
   * @default - HTTP behind an application load balancer (HTTP/2 or gRPC where the port says so)
   */
  readonly protocol?: elbv2.Protocol;
}

/**
 * Puts a port of a service behind a listener: target group, health check on the port that traffic uses, and what the security
 * group has to let in.
 */
export function listen(
  to: Reachable,
  listener: elbv2.IApplicationListener,
  handle: PortHandle,
  props: ListenProps,
  entry: Entry,
): elbv2.ApplicationTargetGroup {
  assertOwnSinglePort(to, handle, entry);
  if (handle.protocol === 'udp') {
    throw new ModelError(
      'listener-without-udp',
      `an application load balancer speaks HTTP over TCP, got ${handle.toString()}`,
      'declare the port as TCP, or put it behind a listener of a NetworkLoadBalancer',
      entry,
    );
  }
  const { priority, conditions, protocol = elbv2.Protocol.HTTP, ...rest } = props;
  const id = targetGroupId(to, handle);
  const known = to.targetGroups.get(handle);
  const group =
    known instanceof elbv2.ApplicationTargetGroup
      ? known
      : newTargetGroup(to, listener, `${id}Group`, handle, { ...rest, protocol });
  to.targetGroups.set(handle, group);
  listener.addTargetGroups(id, {
    targetGroups: [group],
    ...(priority !== undefined && { priority }),
    ...(conditions && { conditions }),
  });
  return group;
}

/**
 * A load balancer and service discovery take one port of this very task.
 * @throws ModelError port-of-another-task, port-range-as-target
 */
export function assertOwnSinglePort({ service }: Reachable, handle: PortHandle, entry: Entry): void {
  if (handle.container.taskDefinition !== service.taskDefinition) {
    throw new ModelError(
      'port-of-another-task',
      `${quoted(service.node.path)} runs ${quoted(service.taskDefinition.node.path)}, got a port of another task: ${handle.toString()}`,
      "pass a handle that addPort() of one of this task's containers gave",
      entry,
    );
  }
  if (handle.port instanceof PortRange) {
    throw new ModelError(
      'port-range-as-target',
      `a single port is needed, got the range ${portText(handle.port)} of ${handle.container.node.path}`,
      'declare the port that clients use as a mapping of its own',
      entry,
    );
  }
}

function newTargetGroup(
  to: Reachable,
  listener: elbv2.IApplicationListener,
  id: string,
  handle: PortHandle,
  props: Omit<ListenProps, 'priority' | 'conditions'> & { protocol: elbv2.Protocol },
): elbv2.ApplicationTargetGroup {
  const { service, mode } = to;
  const { healthCheck, protocol, ...rest } = props;
  // not below the service: there a dependency of the service on its load balancer would close a circle
  const group = new elbv2.ApplicationTargetGroup(Stack.of(listener), id, {
    ...rest,
    vpc: service.cluster.vpc,
    port: numberOf(handle),
    protocol: protocol === elbv2.Protocol.HTTPS ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP,
    ...(handle.appProtocol === 'grpc' && { protocolVersion: elbv2.ApplicationProtocolVersion.GRPC }),
    ...(handle.appProtocol === 'http2' && { protocolVersion: elbv2.ApplicationProtocolVersion.HTTP2 }),
    targetType: mode.targetType === 'ip' ? elbv2.TargetType.IP : elbv2.TargetType.INSTANCE,
    // said out loud, because a dynamic port has no other that could be checked
    healthCheck: { port: 'traffic-port', ...healthCheck },
  });
  attach(service, group, handle);
  open(to, handle, (target, port) => {
    group.registerConnectable(target, port);
  });
  const checked = healthCheck?.port;
  if (checked !== undefined && /^\d+$/.test(checked)) {
    open(to, handle, (target) => {
      group.registerConnectable(target, ec2.Port.tcp(Number(checked)));
    });
  }
  return group;
}

/** Makes the service register its tasks in the group, under this very port. */
export function attach(service: ecs.BaseService, group: elbv2.TargetGroupBase, handle: PortHandle): void {
  const target = service.loadBalancerTarget({
    containerName: handle.container.containerName,
    containerPort: numberOf(handle),
    protocol: handle.protocol === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP,
  });
  // of the two ways to attach, this one leaves the security groups alone; what it does is the same for every group
  target.attachToNetworkTargetGroup(group as unknown as elbv2.INetworkTargetGroup);
}

function numberOf({ port }: PortHandle): number {
  return port instanceof PortRange ? port.first : port.number;
}

/** Stable while the declaration stays: container and port, or the place of the mapping when the number comes later. */
function targetGroupId({ service }: Reachable, handle: PortHandle): string {
  const number = numberOf(handle);
  const { container } = handle;
  const last = isDeferredNumber(number)
    ? `Port${container.portMappings.findIndex((mapping) => mapping.containerPort === number)}`
    : `${String(number)}${handle.protocol === 'udp' ? 'Udp' : ''}`;
  return [...service.node.path.split('/').slice(1), container.node.id, last].join('-');
}
