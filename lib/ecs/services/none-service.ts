import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { NONE } from '../../core/ecs/network-mode';
import { assertServiceProps } from './wired-service';
import { cdkScope } from '../tree/cdk-root';
import { allowExecuteCommand } from '../tasks/execute-command';
import { type NoneTaskDefinition } from '../tasks/none-task-definition';
import { constructorOf } from '../../constructs/entry';

/** Props of a service whose tasks have no network: no listeners, no discovery, no ECS Exec. */
export interface NoneServiceProps extends Omit<
  ecs.Ec2ServiceProps,
  | 'taskDefinition'
  | 'assignPublicIp'
  | 'vpcSubnets'
  | 'securityGroups'
  | 'cloudMapOptions'
  | 'serviceConnectConfiguration'
  | 'enableExecuteCommand'
  | 'healthCheckGracePeriod'
> {
  /** The task definition of its tasks. */
  readonly taskDefinition: NoneTaskDefinition;
}

/** Keeps copies of a task without a network running: workers that exchange their work through volumes. */
export class NoneService extends ecs.Ec2Service {
  /** @throws ModelError foreign-root, exec-without-network */
  constructor(scope: Construct, id: string, props: NoneServiceProps) {
    assertServiceProps(props, [NONE], NoneService);
    if ((props as ecs.Ec2ServiceProps).enableExecuteCommand) {
      allowExecuteCommand(props.taskDefinition, props.taskDefinition.mode, constructorOf(NoneService));
    }
    super(cdkScope(scope, NoneService), id, props);
  }
}
