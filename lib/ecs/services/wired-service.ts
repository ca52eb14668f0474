import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { type NetworkMode } from '../../core/ecs/network-mode';
import { ModelError, quoted } from '../../core/values/model-error';
import { type ModedTaskDefinition } from '../tasks/capability-report';
import { allowExecuteCommand } from '../tasks/execute-command';
import { type PortHandle } from '../tasks/port-handle';
import { constructorOf, type Entry, method } from '../../constructs/entry';
import { assertGiven, has } from '../../constructs/given';
import { allow } from '../wiring/connect';
import { discover, type DiscoverProps } from '../wiring/discover';
import { listen } from '../wiring/listen';
import { type ListenProps, type PortListener } from '../wiring/listen-props';
import { ServiceWiring } from '../wiring/port-opening';
import { assertOwnPort } from '../wiring/target';

/** A service whose load balancers, names and security group rules are derived from the ports of its task. */
export interface WiredService {
  /**
   * Puts a port behind a load balancer's listener: target group, health check and security group rules follow from how the
   * port was declared.
   * @throws ModelError port-of-another-task, port-range-as-target, listener-without-udp, listener-protocol
   */
  listen(listener: PortListener, port: PortHandle, props?: ListenProps): elbv2.TargetGroupBase;

  /**
   * Registers a port in service discovery (AWS Cloud Map).
   * @throws ModelError port-of-another-task, port-range-as-target, discovered-twice, record-not-in-mode
   */
  discover(port: PortHandle, props?: DiscoverProps): cloudmap.Service;

  /**
   * Allows a client to connect to a port of this service, in the security group that filters its traffic; where Service Connect
   * offers the port, at its proxy too.
   * @throws ModelError port-of-another-task
   */
  allowFrom(client: ec2.IConnectable, port: PortHandle): void;

  /**
   * Allows this service to connect to a port of another one. The rules are in the stack of this service.
   * @throws ModelError port-of-another-task, service-not-wired
   */
  allowTo(server: ecs.BaseService, port: PortHandle): void;
}

/**
 * The props of a service, with a cluster and a task definition of a mode that it takes.
 * @throws ModelError wrong-type
 */
export function assertServiceProps(
  props: Partial<{ readonly cluster: ecs.ICluster; readonly taskDefinition: ModedTaskDefinition }> | undefined,
  modes: readonly NetworkMode[],
  made: abstract new (...args: never[]) => unknown,
): void {
  const entry = constructorOf(made);
  const { cluster, taskDefinition } = props ?? {};
  assertGiven(
    has(cluster, 'clusterName'),
    `cluster of ${made.name}`,
    cluster,
    'pass { cluster: an ecs.Cluster }',
    entry,
  );
  assertGiven(
    taskDefinition !== undefined && modes.includes(taskDefinition.mode),
    `taskDefinition of ${made.name}`,
    taskDefinition,
    `pass a task definition of this library in network mode ${modes.map(({ name }) => name).join(' or ')}`,
    entry,
  );
}

type Made = ecs.BaseService & WiredService;

/** The implementation of a wired service, whichever class of CDK it extends. */
export class WiredServiceBody {
  readonly wiring: ServiceWiring;

  constructor(
    private readonly service: Made,
    mode: NetworkMode,
    props: ConstructorParameters<typeof ServiceWiring>[2] & {
      readonly taskDefinition: ModedTaskDefinition;
      readonly enableExecuteCommand?: boolean;
    },
    made: abstract new (...args: never[]) => unknown,
  ) {
    this.wiring = new ServiceWiring(service, mode, props);
    if (props.enableExecuteCommand) allowExecuteCommand(props.taskDefinition, mode, constructorOf(made));
  }

  listen(listener: PortListener, port: PortHandle, props: ListenProps): elbv2.TargetGroupBase {
    return listen(this.wiring, listener, port, props, method(this.service, 'listen'));
  }

  discover(port: PortHandle, props: DiscoverProps): cloudmap.Service {
    return discover(this.wiring, port, props, method(this.service, 'discover'));
  }

  allowFrom(client: ec2.IConnectable, port: PortHandle): void {
    const entry = method(this.service, 'allowFrom');
    assertOwnPort(this.wiring, port, entry);
    assertGiven(
      has(client, 'connections'),
      'the client',
      client,
      'pass a service, a load balancer or a security group',
      entry,
    );
    allow(this.wiring, client, port, 'server');
  }

  allowTo(server: ecs.BaseService, port: PortHandle): void {
    const entry = method(this.service, 'allowTo');
    const to = assertWired(server, entry);
    assertOwnPort(to, port, entry);
    allow(to, this.service, port, 'client');
  }
}

/**
 * The wiring of a service of this library.
 * @throws ModelError service-not-wired
 */
function assertWired(service: ecs.BaseService, entry: Entry): ServiceWiring {
  assertGiven(has(service, 'node'), 'the server', service, 'pass a service of this library', entry);
  const wired = ServiceWiring.of(service);
  if (wired) return wired;
  throw new ModelError(
    'service-not-wired',
    `the security groups of a service follow from its mode, which CDK's own classes do not tell, got ${quoted(service.node.path)}`,
    'make it a BridgeService, HostService, AwsvpcService or FargateAwsvpcService, or use its connections',
    entry,
  );
}
