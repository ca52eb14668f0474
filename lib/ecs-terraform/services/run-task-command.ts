import { Fn, TerraformOutput } from 'cdktf';
import { type Construct } from 'constructs';
import { constructorOf, type Entry } from '../../constructs/entry';
import { assertEnterable } from '../../constructs/execute-command';
import { assertGiven } from '../../constructs/given';
import { assertTerraformTree } from '../../terraform/root';
import { Cluster, type InstanceGroup } from '../network/cluster';
import { type SecurityGroup } from '../network/security-group';
import { TaskDefinition } from '../tasks/task-definition';

/** Props of RunTaskCommand. */
export interface RunTaskCommandProps {
  /** Where the task runs. */
  readonly cluster: Cluster;
  /** What the task is made from. */
  readonly taskDefinition: TaskDefinition;
  /**
   * Instances to run it on. A cluster that scales with its tasks starts instances for these only.
   * @default - the launch type of the task definition; for Managed Instances, which have none, the strategy of the cluster
   */
  readonly instances?: readonly InstanceGroup[];
  /**
   * Whether `aws ecs execute-command` may enter the task. Gives the task definition what that needs.
   * @default false
   */
  readonly enableExecuteCommand?: boolean;
  /** Ids of the subnets that the task's network interface is placed in; needed in mode awsvpc, and for it alone. */
  readonly subnets?: readonly string[];
  /**
   * Security groups of the task's network interface.
   * @default - the default security group of the VPC
   */
  readonly securityGroups?: readonly SecurityGroup[];
  /**
   * Whether the network interface gets a public address; on Fargate only.
   * @default false
   */
  readonly assignPublicIp?: boolean;
}

/**
 * An output with the exact `aws ecs run-task` command that starts one copy of a task.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html
 */
export class RunTaskCommand extends TerraformOutput {
  /** @throws ModelError foreign-root, stack-missing, wrong-type, exec-without-network */
  constructor(scope: Construct, id: string, props: RunTaskCommandProps) {
    const entry = constructorOf(RunTaskCommand);
    assertTerraformTree(scope, id, RunTaskCommand);
    const { cluster, taskDefinition: task, enableExecuteCommand = false } = props;
    assertGiven(cluster instanceof Cluster, 'cluster of RunTaskCommand', cluster, 'pass a Cluster', entry);
    assertGiven(
      task instanceof TaskDefinition,
      'taskDefinition of RunTaskCommand',
      task,
      'pass a task definition of this package',
      entry,
    );
    if (enableExecuteCommand) {
      assertEnterable(task, entry);
      task._letEnter(entry);
    }
    const words = [
      'aws ecs run-task',
      `--region ${Fn.element(Fn.split(':', cluster.resource.arn), 3) as string}`,
      `--cluster ${cluster.resource.attribute('name')}`,
      `--task-definition ${task.arn}`,
      ...infrastructure(props),
      ...(enableExecuteCommand ? ['--enable-execute-command'] : []),
      ...(task.mode.needsNetworkConfiguration ? [networkConfiguration(props, entry)] : []),
    ];
    super(scope, id, {
      description: `Starts one ${task.node.id} task (network mode ${task.mode.name})`,
      value: words.join(' '),
    });
  }
}

/** A launch type and capacity providers exclude each other; Managed Instances are reached through the latter only. */
function infrastructure({ taskDefinition: { _launchTypes: types }, instances = [] }: RunTaskCommandProps): string[] {
  if (instances.length > 0) {
    const items = instances.map(
      ({ capacityProvider }) => `capacityProvider=${capacityProvider.attribute('name')},weight=1`,
    );
    return [`--capacity-provider-strategy ${items.join(' ')}`];
  }
  const known = ['FARGATE', 'EXTERNAL', 'EC2'].find((type) => types.includes(type));
  return types.length === 0 ? ['--launch-type EC2'] : known === undefined ? [] : [`--launch-type ${known}`];
}

function networkConfiguration(props: RunTaskCommandProps, entry: Entry): string {
  const { subnets = [], securityGroups = [], assignPublicIp = false } = props;
  assertGiven(
    subnets.length > 0,
    'subnets of RunTaskCommand',
    props.subnets,
    'pass the ids of the subnets that the interface of the task can stand in',
    entry,
  );
  const groups = securityGroups.map(({ id }) => id).join(',');
  const parts = [
    `subnets=[${subnets.join(',')}]`,
    ...(groups === '' ? [] : [`securityGroups=[${groups}]`]),
    ...(assignPublicIp ? ['assignPublicIp=ENABLED'] : []),
  ];
  return `--network-configuration 'awsvpcConfiguration={${parts.join(',')}}'`;
}
