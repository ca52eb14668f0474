import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import { type Construct } from 'constructs';
import { type NetworkMode } from '../../core/ecs/network-mode';
import { type ModedTaskDefinition } from '../tasks/capability-report';
import { type PortHandle } from '../tasks/port-handle';
import { cdkScope } from '../tree/cdk-root';
import { type DiscoverProps } from '../wiring/discover';
import { type ListenProps, type PortListener } from '../wiring/listen-props';
import { deploymentPercents } from './deployment';
import { assertServiceProps, WiredServiceBody, type WiredService } from './wired-service';

/** Props that every service of this library without instances of your own takes. */
export interface WiredFargateServiceProps extends Omit<ecs.FargateServiceProps, 'taskDefinition'> {
  /** The task definition of its tasks. */
  readonly taskDefinition: ModedTaskDefinition;
}

/** A service without instances of your own whose load balancers, names and security group rules follow from its ports. */
export abstract class WiredFargateService extends ecs.FargateService implements WiredService {
  /**
   * The behaviour that all wired services share.
   *
   * @internal
   */
  protected readonly _body: WiredServiceBody;

  constructor(scope: Construct, id: string, props: WiredFargateServiceProps, mode: NetworkMode) {
    assertServiceProps(props, [mode], new.target);
    super(cdkScope(scope, new.target), id, { ...props, ...deploymentPercents(props.taskDefinition, props) });
    this._body = new WiredServiceBody(this, mode, props, new.target);
  }

  /** {@inheritDoc WiredService.listen} */
  listen(listener: PortListener, port: PortHandle, props: ListenProps = {}): elbv2.TargetGroupBase {
    return this._body.listen(listener, port, props);
  }

  /** {@inheritDoc WiredService.discover} */
  discover(port: PortHandle, props: DiscoverProps = {}): cloudmap.Service {
    return this._body.discover(port, props);
  }

  /** {@inheritDoc WiredService.allowFrom} */
  allowFrom(client: ec2.IConnectable, port: PortHandle): void {
    this._body.allowFrom(client, port);
  }

  /** {@inheritDoc WiredService.allowTo} */
  allowTo(server: ecs.BaseService, port: PortHandle): void {
    this._body.allowTo(server, port);
  }
}
