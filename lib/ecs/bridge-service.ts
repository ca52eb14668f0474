import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type Construct } from 'constructs';
import { type BridgeTaskDefinition } from './bridge-task-definition';
import { cdkScope } from './cdk-root';
import { allowExecuteCommand } from './execute-command';
import { listen, type ListenProps } from './listen';
import { type PortHandle } from './port-handle';
import { reachable, type Reachable } from './port-opening';
import { constructorOf, method } from './entry';

export interface BridgeServiceProps extends Omit<
  ecs.Ec2ServiceProps,
  'taskDefinition' | 'assignPublicIp' | 'vpcSubnets' | 'securityGroups'
> {
  readonly taskDefinition: BridgeTaskDefinition;
}

/**
 * Keeps copies of a task behind the instances' bridges running.
 *
 * Its traffic passes the instances' security groups: `listen` opens the fixed host port, or the range of dynamic ones.
 */
export class BridgeService extends ecs.Ec2Service {
  readonly #reachable: Reachable;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: BridgeServiceProps) {
    super(cdkScope(scope, BridgeService), id, props);
    const { taskDefinition } = props;
    this.#reachable = reachable(this, taskDefinition.mode, props);
    if (props.enableExecuteCommand)
      allowExecuteCommand(taskDefinition, taskDefinition.mode, constructorOf(BridgeService));
  }

  /**
   * Puts a port behind a load balancer's listener: target group, health check and security group rules follow from how the
   * port was declared.
   * @throws ModelError port-of-another-task, port-range-as-target, listener-without-udp
   */
  listen(
    listener: elbv2.IApplicationListener,
    port: PortHandle,
    props: ListenProps = {},
  ): elbv2.ApplicationTargetGroup {
    return listen(this.#reachable, listener, port, props, method(this, 'listen'));
  }
}
