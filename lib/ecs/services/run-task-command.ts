import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { constructorOf } from '../../constructs/entry';
import { assertEnterable } from '../../constructs/execute-command';
import { assertGiven, has } from '../../constructs/given';
import { allowExecuteCommand, allowSessionsOf } from '../tasks/execute-command';
import { type RunnableTaskDefinition } from '../tasks/existing-task-definition';

/** Props of RunTaskCommand. */
export interface RunTaskCommandProps {
  /** Where the task runs. */
  readonly cluster: ecs.ICluster;
  /** One of this library, or an existing one, such as `BridgeTaskDefinition.fromBridgeTaskDefinitionArn`. */
  readonly taskDefinition: RunnableTaskDefinition;
  /**
   * The capacity providers to run it on. Only these scale with the tasks that wait for room.
   * @default - the launch type of the task definition; for Managed Instances, which have none, the strategy of the cluster
   */
  readonly capacityProviderStrategies?: readonly ecs.CapacityProviderStrategy[];
  /**
   * Whether `aws ecs execute-command` may be used. Gives a task definition of this app what that needs: the session channels, an
   * init process, and permissions for the encryption and logging of sessions that the cluster demands.
   * @default false
   */
  readonly enableExecuteCommand?: boolean;
  /**
   * Where the task's network interface is placed; tasks without one have none.
   * @default - the private subnets of the cluster's VPC
   */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /**
   * Security groups of the task's network interface.
   * @default - the default security group of the VPC
   */
  readonly securityGroups?: readonly ec2.ISecurityGroup[];
}

/**
 * A stack output with the exact `aws ecs run-task` command that starts one copy of a task.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export class RunTaskCommand extends CfnOutput {
  /** @throws ModelError exec-without-network */
  constructor(scope: Construct, id: string, props: RunTaskCommandProps) {
    const entry = constructorOf(RunTaskCommand);
    assertGiven(has(props), 'the third argument of RunTaskCommand', props, 'pass { cluster, taskDefinition }', entry);
    const { cluster, taskDefinition: task, enableExecuteCommand = false } = props;
    assertGiven(
      has(cluster, 'clusterName'),
      'cluster of RunTaskCommand',
      cluster,
      'pass { cluster: an ecs.Cluster }',
      entry,
    );
    assertGiven(
      has(task, 'mode'),
      'taskDefinition of RunTaskCommand',
      task,
      'pass a task definition of this library',
      entry,
    );
    if (enableExecuteCommand) assertEnterable(task, entry);
    // the role and the containers of an imported task definition are not in this app
    if (enableExecuteCommand && 'addToTaskRolePolicy' in task) {
      allowExecuteCommand(task, task.mode, constructorOf(RunTaskCommand));
      allowSessionsOf(cluster, task);
    }
    const words = [
      'aws ecs run-task',
      `--region ${Stack.of(scope).region}`,
      `--cluster ${cluster.clusterName}`,
      `--task-definition ${task.taskDefinitionArn}`,
      ...infrastructure(props),
      ...(enableExecuteCommand ? ['--enable-execute-command'] : []),
      ...(task.mode.needsNetworkConfiguration ? [networkConfiguration(props)] : []),
    ];
    super(scope, id, {
      description: `Starts one ${task.node.id} task (network mode ${task.mode.name})`,
      value: words.join(' '),
    });
  }
}

/** A launch type and capacity providers exclude each other; Managed Instances are reached through the latter only. */
function infrastructure({ taskDefinition: task, capacityProviderStrategies = [] }: RunTaskCommandProps): string[] {
  if (capacityProviderStrategies.length > 0) {
    const items = capacityProviderStrategies.map(({ capacityProvider, weight, base }) =>
      [
        `capacityProvider=${capacityProvider}`,
        ...(weight === undefined ? [] : [`weight=${weight}`]),
        ...(base === undefined ? [] : [`base=${base}`]),
      ].join(','),
    );
    return [`--capacity-provider-strategy ${items.join(' ')}`];
  }
  if (task.isManagedInstancesCompatible && !task.isEc2Compatible) return [];
  return [`--launch-type ${task.isFargateCompatible ? 'FARGATE' : task.isExternalCompatible ? 'EXTERNAL' : 'EC2'}`];
}

function networkConfiguration({ cluster, vpcSubnets, securityGroups = [] }: RunTaskCommandProps): string {
  const subnets = Fn.join(',', cluster.vpc.selectSubnets(vpcSubnets).subnetIds);
  const groups = securityGroups.map((group) => group.securityGroupId).join(',');
  const parts = [`subnets=[${subnets}]`, ...(groups === '' ? [] : [`securityGroups=[${groups}]`])];
  return `--network-configuration 'awsvpcConfiguration={${parts.join(',')}}'`;
}
