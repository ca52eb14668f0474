import { Annotations } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type NetworkMode, PortRange } from '../core';
import { seenFrom } from './instance-group';
import { type PortHandle } from './port-handle';
import { Synthesis } from './synthesis';

/** A service that can be reached through ports of its task. */
export interface Reachable {
  readonly service: ecs.BaseService;
  readonly mode: NetworkMode;
  /** Names of the capacity providers it asks for; undefined: any instance of its cluster. */
  readonly strategy: readonly string[] | undefined;
  /** Target groups by the port behind them: a port keeps its group, however many listeners it has. */
  readonly targetGroups: Map<PortHandle, elbv2.TargetGroupBase>;
}

/** What wiring has to know about a service. */
export function reachable(
  service: ecs.BaseService,
  mode: NetworkMode,
  { capacityProviderStrategies }: ecs.BaseServiceOptions,
): Reachable {
  const strategy = capacityProviderStrategies?.map(({ capacityProvider }) => capacityProvider);
  return { service, mode, strategy, targetGroups: new Map() };
}

/** Lets traffic to a connectable in, on a port of it. */
export type Admission = (target: ec2.IConnectable, port: ec2.Port) => void;

/**
 * Opens what a port needs, and nothing else, on the security group that carries its traffic: the task's own, or that of every
 * instance which can host the task. The latter are known when the tree is complete.
 */
export function open(to: Reachable, handle: PortHandle, admit: Admission): void {
  const { service, mode, strategy } = to;
  if (mode.securityGroup === 'task') {
    admit(service, openingOf(handle, [0, 0]));
    return;
  }
  const done = new Set<ec2.ISecurityGroup>();
  Synthesis.of(service).defer((instances) => {
    const groups = instances.of(service.cluster, strategy);
    if (groups.length === 0) warnOfUnknownCapacity(service, handle);
    for (const { securityGroups, dynamicPorts } of groups) {
      const fresh = securityGroups.filter((group) => !done.has(group));
      for (const group of fresh) done.add(group);
      if (fresh.length === 0) continue;
      const connections = new ec2.Connections({ securityGroups: seenFrom(service, fresh) });
      admit({ connections }, openingOf(handle, dynamicPorts));
    }
  });
}

/** The ports on the security group that stand for a declared port. */
export function openingOf({ mapping, protocol }: PortHandle, dynamicPorts: readonly [number, number]): ec2.Port {
  const one = protocol === 'udp' ? ec2.Port.udp : ec2.Port.tcp;
  const many = protocol === 'udp' ? ec2.Port.udpRange : ec2.Port.tcpRange;
  const { container, published, networkMode } = mapping;
  switch (published.kind) {
    case 'fixed':
      return one(published.hostPort);
    case 'dynamic':
      return many(...dynamicPorts);
    case 'same':
      return container instanceof PortRange ? many(container.first, container.last) : one(container.number);
    case 'range':
      // behind a bridge a range is a run of dynamic ports, wherever the instance finds one
      return networkMode === 'awsvpc' ? many(published.range.first, published.range.last) : many(...dynamicPorts);
  }
}

function warnOfUnknownCapacity(service: ecs.BaseService, handle: PortHandle): void {
  Annotations.of(service).addWarningV2(
    'portwright:capacity-out-of-sight',
    `no security group of the cluster's instances is known, so nothing lets traffic in to ${handle.toString()}\n` +
      '  fix: pass securityGroups to Cluster.fromClusterAttributes(), or add capacity to the cluster in this app',
  );
}
