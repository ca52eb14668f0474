import { acknowledgementId } from '../../core/values/finding';
import { Annotations, Reference, Stack, Token, Tokenization } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { type NetworkMode } from '../../core/ecs/network-mode';
import { openedPorts } from '../../core/ecs/opened-ports';
import { type Protocol } from '../../core/values/port';
import { distinct } from '../tree/distinct-rules';
import { type InstancesInSight, seenFrom } from '../tree/instance-group';
import { type PortHandle } from '../tasks/port-handle';
import { Synthesis } from '../tree/synthesis';
import { type TargetGroupOfPort } from './listen-props';

/** What wiring needs to know about a service. */
export class ServiceWiring {
  /** The wiring of a service of this library; undefined for anything else. */
  static of(connectable: ec2.IConnectable): ServiceWiring | undefined {
    return WIRED.get(connectable);
  }

  /** The target groups of its ports so far. */
  readonly targetGroups: TargetGroupOfPort[] = [];
  /** Names of its capacity providers; undefined when it runs on any instance of its cluster. */
  readonly #strategy: readonly string[] | undefined;

  constructor(
    readonly service: ecs.BaseService,
    readonly mode: NetworkMode,
    { capacityProviderStrategies }: ecs.BaseServiceOptions,
  ) {
    this.#strategy = capacityProviderStrategies?.map(({ capacityProvider }) => capacityProvider);
    WIRED.set(service, this);
  }

  /** Whether it has security groups of its own; otherwise those of the instances filter its traffic. */
  get hasOwnGroup(): boolean {
    return this.mode.securityGroup === 'task';
  }

  /** The security groups that filter its traffic, each with the range of dynamic host ports behind it. */
  carriers(instances: InstancesInSight): CarryingGroups[] {
    if (this.hasOwnGroup) return [{ connections: this.service.connections, dynamicPorts: [0, 0] }];
    return instances.of(this.service.cluster, this.#strategy).map(({ securityGroups, dynamicPorts }) => ({
      connections: new ec2.Connections({ securityGroups: [...securityGroups] }),
      dynamicPorts,
    }));
  }
}

const WIRED = new WeakMap<ec2.IConnectable, ServiceWiring>();

export interface CarryingGroups extends ec2.IConnectable {
  readonly dynamicPorts: readonly [number, number];
}

/** A peer to admit: as itself, and as seen from the stack that creates the rule. */
export interface Caller {
  readonly itself: ec2.IConnectable;
  readonly seen: ec2.IConnectable;
}

/** Adds the rules that admit a caller to a port. */
export type Admission = (target: ec2.IConnectable, caller: ec2.IConnectable, port: ec2.Port) => void;

/** The ports to open in a security group for a declared port, given the range of dynamic host ports. */
export type Opening = (handle: PortHandle, dynamicPorts: readonly [number, number]) => ec2.Port;

/**
 * Opens exactly what a port needs in the security group that filters its traffic: that of the task, or those of all instances
 * that can host the task. The latter are known when the tree is complete.
 */
export function open(
  to: ServiceWiring,
  handle: PortHandle,
  caller: Caller,
  admit: Admission,
  opening: Opening = openingOf,
): void {
  const { service } = to;
  if (to.hasOwnGroup) {
    admit({ connections: distinct(service, service.connections) }, caller.seen, opening(handle, [0, 0]));
    return;
  }
  const done = new Map<ec2.ISecurityGroup, Set<string>>();
  Synthesis.of(service).defer(service, (instances) => {
    const carriers = to.carriers(instances);
    if (carriers.length === 0) warnOfUnknownCapacity(service, handle);
    for (const { connections, dynamicPorts } of carriers) {
      const port = opening(handle, dynamicPorts);
      const key = JSON.stringify(port.toRuleJson());
      const fresh = connections.securityGroups.filter((group) => !done.get(group)?.has(key));
      for (const group of fresh) done.set(group, (done.get(group) ?? new Set()).add(key));
      const [shared, own] = parted(fresh, (group) => belongsTo(Stack.of(group), caller.itself, port));
      const [first] = shared;
      if (first) {
        admit({ connections: distinct(first, new ec2.Connections({ securityGroups: shared })) }, caller.itself, port);
      }
      if (own.length === 0) continue;
      const seen = new ec2.Connections({ securityGroups: seenFrom(service, own) });
      admit({ connections: distinct(service, seen) }, caller.seen, port);
    }
  });
}

/**
 * Whether a rule for a caller refers to nothing outside of a stack. Such a rule is created in that stack, once for services of
 * several stacks: EC2 refuses the second of two equal rules.
 */
function belongsTo(stack: Stack, caller: ec2.IConnectable, port: ec2.Port): boolean {
  if (Object.values(port.toRuleJson() as object).some((value) => Token.isUnresolved(value))) return false;
  const { securityGroups } = caller.connections;
  if (securityGroups.length > 0) return securityGroups.every((group) => Stack.of(group) === stack);
  if (!('toIngressRuleConfig' in caller)) return false;
  return Object.values((caller as ec2.IPeer).toIngressRuleConfig() as object).every(
    (value) =>
      typeof value !== 'string' ||
      Tokenization.reverseString(value).tokens.every(
        (token) => Reference.isReference(token) && Stack.of(token.target) === stack,
      ),
  );
}

function parted<T>(items: readonly T[], test: (item: T) => boolean): [yes: T[], no: T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** Calls back with a caller, at once or, if its security groups are not known before, when the tree is complete. */
export function withCaller(caller: ec2.IConnectable, use: (caller: Caller) => void): void {
  const wired = ServiceWiring.of(caller);
  if (!wired || wired.hasOwnGroup) {
    use({ itself: caller, seen: caller });
    return;
  }
  const { service } = wired;
  const done = new Set<ec2.ISecurityGroup>();
  Synthesis.of(service).defer(service, (instances) => {
    for (const { connections } of wired.carriers(instances)) {
      for (const group of connections.securityGroups) {
        if (done.has(group)) continue;
        done.add(group);
        const itself = { connections: new ec2.Connections({ securityGroups: [group] }) };
        const seen = { connections: new ec2.Connections({ securityGroups: seenFrom(service, [group]) }) };
        use({ itself, seen });
      }
    }
  });
}

/** The ports to open for a declared port, in its own protocol. */
export function openingOf(handle: PortHandle, dynamicPorts: readonly [number, number]): ec2.Port {
  return openingIn(handle.protocol, handle, dynamicPorts);
}

/** The same port numbers over TCP, which health checks of UDP targets use. */
export function tcpOpeningOf(handle: PortHandle, dynamicPorts: readonly [number, number]): ec2.Port {
  return openingIn('tcp', handle, dynamicPorts);
}

/** The same port numbers over UDP. */
export function udpOpeningOf(handle: PortHandle, dynamicPorts: readonly [number, number]): ec2.Port {
  return openingIn('udp', handle, dynamicPorts);
}

function openingIn(protocol: Protocol, { mapping }: PortHandle, dynamicPorts: readonly [number, number]): ec2.Port {
  const one = protocol === 'udp' ? ec2.Port.udp : ec2.Port.tcp;
  const many = protocol === 'udp' ? ec2.Port.udpRange : ec2.Port.tcpRange;
  const [from, to] = openedPorts(mapping, dynamicPorts);
  return from === to ? one(from) : many(from, to);
}

function warnOfUnknownCapacity(service: ecs.BaseService, handle: PortHandle): void {
  Annotations.of(service).addWarningV2(
    acknowledgementId('capacity-out-of-sight'),
    `no security group of the cluster's instances is known, so nothing lets traffic in to ${handle.toString()}\n` +
      '  fix: pass securityGroups to Cluster.fromClusterAttributes(), or add capacity to the cluster in this app',
  );
}
