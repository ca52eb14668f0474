import { acknowledgementId } from '../../core/values/finding';
import { Annotations, Token } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { isDeferredNumber } from '../../core/values/port';
import { assertPortOfTask, assertSinglePort, numberOf } from '../../constructs/declared-port';
import { type Entry } from '../../constructs/entry';
import { assertGiven } from '../../constructs/given';
import { type ServiceWiring } from './port-opening';
import { PortHandle } from '../tasks/port-handle';

/**
 * Asserts that a port is a single port of the task of this service, as load balancers and service discovery require.
 * @throws ModelError port-of-another-task, port-range-as-target
 */
export function assertOwnSinglePort(to: ServiceWiring, handle: PortHandle, entry: Entry): void {
  assertOwnPort(to, handle, entry);
  assertSinglePort(handle, entry);
}

/** @throws ModelError port-of-another-task */
export function assertOwnPort({ service }: ServiceWiring, handle: PortHandle, entry: Entry): void {
  assertGiven(
    handle instanceof PortHandle,
    'the port',
    handle,
    'pass what addPort() of a container of this task gave',
    entry,
  );
  assertPortOfTask(service, handle, handle.container.taskDefinition, entry);
}

/** The port of a health check, if it differs from the traffic port. */
export function ownHealthPort(
  service: ecs.BaseService,
  healthCheck: elbv2.HealthCheck | undefined,
): ec2.Port | undefined {
  const port = healthCheck?.port;
  if (port === undefined) return undefined;
  if (Token.isUnresolved(port)) {
    // the token may become a number or "traffic-port", and no rule is right for both
    Annotations.of(service).addWarningV2(
      acknowledgementId('health-check-port-deferred'),
      'the port of a health check is decided at deploy time, so nothing lets the load balancer in to it\n' +
        "  fix: give its number, as in healthCheck: { port: '8080' }, or allow it in the security group of the targets",
    );
  }
  return /^\d+$/.test(port) ? ec2.Port.tcp(Number(port)) : undefined;
}

/** Makes the service register its tasks in a target group with this port. */
export function attach(service: ecs.BaseService, group: elbv2.TargetGroupBase, handle: PortHandle): void {
  const target = service.loadBalancerTarget({
    containerName: handle.container.containerName,
    containerPort: numberOf(handle),
    protocol: handle.protocol === 'udp' ? ecs.Protocol.UDP : ecs.Protocol.TCP,
  });
  // unlike attachToApplicationTargetGroup this does not touch security groups; otherwise both do the same
  target.attachToNetworkTargetGroup(group as unknown as elbv2.INetworkTargetGroup);
}

/**
 * A stable id: service, container and port, or the index of the mapping when the port number is a token.
 * @param withRoot whether the first part of the service's path counts, normally its stack
 */
export function pathOfPort({ service }: ServiceWiring, handle: PortHandle, withRoot = false): string {
  const number = numberOf(handle);
  const { container } = handle;
  const last = isDeferredNumber(number)
    ? `Port${container.portMappings.findIndex((mapping) => mapping.containerPort === number)}`
    : `${String(number)}${handle.protocol === 'udp' ? 'Udp' : ''}`;
  return [...service.node.path.split('/').slice(withRoot ? 0 : 1), container.node.id, last].join('-');
}
