import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { type Construct } from 'constructs';
import { type NetworkMode } from '../../core/ecs/network-mode';
import { type ModedTaskDefinition } from '../tasks/capability-report';
import { cdkScope } from '../tree/cdk-root';
import { allow } from '../wiring/connect';
import { deploymentPercents } from './deployment';
import { discover, type DiscoverProps } from '../wiring/discover';
import { constructorOf, method } from '../tree/entry';
import { allowExecuteCommand } from '../tasks/execute-command';
import { listen, type ListenProps, type PortListener } from '../wiring/listen';
import { type PortHandle } from '../tasks/port-handle';
import { Reachable } from '../wiring/port-opening';
import { assertOwnPort } from '../wiring/target';
import { assertWired } from './wired-service';

/** Props that every service of this library without instances of your own takes. */
export interface WiredFargateServiceProps extends Omit<ecs.FargateServiceProps, 'taskDefinition'> {
  readonly taskDefinition: ModedTaskDefinition;
}

/** A service without instances of your own whose load balancers, names and security group rules follow from its ports. */
export abstract class WiredFargateService extends ecs.FargateService {
  /** @internal */
  protected readonly _wiring: Reachable;

  constructor(scope: Construct, id: string, props: WiredFargateServiceProps, mode: NetworkMode) {
    const { taskDefinition: task } = props;
    super(cdkScope(scope, new.target), id, { ...props, ...deploymentPercents(task, props) });
    this._wiring = new Reachable(this, mode, props);
    if (props.enableExecuteCommand) allowExecuteCommand(task, mode, constructorOf(new.target));
  }

  /**
   * Puts a port behind a load balancer's listener: target group, health check and security group rules follow from how the
   * port was declared.
   * @throws ModelError port-of-another-task, port-range-as-target, listener-without-udp, listener-protocol
   */
  listen(listener: PortListener, port: PortHandle, props: ListenProps = {}): elbv2.TargetGroupBase {
    return listen(this._wiring, listener, port, props, method(this, 'listen'));
  }

  /**
   * Registers a port in service discovery (AWS Cloud Map).
   * @throws ModelError port-of-another-task, port-range-as-target, discovered-twice, record-not-in-mode
   */
  discover(port: PortHandle, props: DiscoverProps = {}): cloudmap.Service {
    return discover(this._wiring, port, props, method(this, 'discover'));
  }

  /**
   * Lets a client in on a port of this service, on the security group that carries its traffic; where Service Connect offers
   * the port, at its proxy too.
   * @throws ModelError port-of-another-task
   */
  allowFrom(client: ec2.IConnectable, port: PortHandle): void {
    assertOwnPort(this._wiring, port, method(this, 'allowFrom'));
    allow(this._wiring, client, port, 'server');
  }

  /**
   * Lets this service out to, and into, a port of another. The rules are in the stack of this service.
   * @throws ModelError port-of-another-task, service-not-wired
   */
  allowTo(server: ecs.BaseService, port: PortHandle): void {
    const entry = method(this, 'allowTo');
    const to = assertWired(server, entry);
    assertOwnPort(to, port, entry);
    allow(to, this, port, 'client');
  }
}
