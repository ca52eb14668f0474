import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { BRIDGE, DEFAULT, HOST, NONE } from '../../core/ecs/network-mode';
import { assertServiceProps } from './wired-service';
import { cdkScope } from '../tree/cdk-root';
import { deploymentPercents } from './deployment';
import { constructorOf } from '../../constructs/entry';
import { allowExecuteCommand } from '../tasks/execute-command';
import { type ExternalBridgeTaskDefinition } from '../tasks/external-bridge-task-definition';
import { type ExternalHostTaskDefinition } from '../tasks/external-host-task-definition';
import { type ExternalNoneTaskDefinition } from '../tasks/external-none-task-definition';
import { type ExternalWindowsTaskDefinition } from '../tasks/external-windows-task-definition';

/** Props of a service on machines of your own: no load balancer, no discovery, no Service Connect. */
export interface ExternalMachinesServiceProps extends Omit<
  ecs.ExternalServiceProps,
  'taskDefinition' | 'securityGroups' | 'cloudMapOptions' | 'serviceConnectConfiguration' | 'healthCheckGracePeriod'
> {
  /** The task definition of its tasks. */
  readonly taskDefinition:
    | ExternalNoneTaskDefinition
    | ExternalBridgeTaskDefinition
    | ExternalHostTaskDefinition
    | ExternalWindowsTaskDefinition;
}

/**
 * Keeps copies of a task running on machines of your own (ECS Anywhere).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class ExternalMachinesService extends ecs.ExternalService {
  /** @throws ModelError foreign-root, exec-without-network */
  constructor(scope: Construct, id: string, props: ExternalMachinesServiceProps) {
    assertServiceProps(props, [NONE, BRIDGE, HOST, DEFAULT], ExternalMachinesService);
    const { taskDefinition: task } = props;
    if (props.enableExecuteCommand) allowExecuteCommand(task, task.mode, constructorOf(ExternalMachinesService));
    super(cdkScope(scope, ExternalMachinesService), id, { ...props, ...deploymentPercents(task, props) });
  }
}
