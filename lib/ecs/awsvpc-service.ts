import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type Construct } from 'constructs';
import { type AwsvpcTaskDefinition } from './awsvpc-task-definition';
import { cdkScope } from './cdk-root';
import { allowExecuteCommand } from './execute-command';
import { listen, type ListenProps } from './listen';
import { type PortHandle } from './port-handle';
import { reachable, type Reachable } from './port-opening';
import { constructorOf, method } from './entry';

export interface AwsvpcServiceProps extends Omit<ecs.Ec2ServiceProps, 'taskDefinition' | 'assignPublicIp'> {
  readonly taskDefinition: AwsvpcTaskDefinition;
}

/**
 * Keeps copies of a task with network interfaces of their own running.
 *
 * Its traffic passes the tasks' own security group: `listen` opens the container port there.
 */
export class AwsvpcService extends ecs.Ec2Service {
  readonly #reachable: Reachable;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: AwsvpcServiceProps) {
    super(cdkScope(scope, AwsvpcService), id, props);
    const { taskDefinition } = props;
    this.#reachable = reachable(this, taskDefinition.mode, props);
    if (props.enableExecuteCommand)
      allowExecuteCommand(taskDefinition, taskDefinition.mode, constructorOf(AwsvpcService));
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
