import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type NetworkMode } from '../../core/ecs/network-mode';
import { containersOf } from './port-handle';
import { type Entry } from '../../constructs/entry';
import { assertEnterable, SESSION_ACTIONS } from '../../constructs/execute-command';
import { isForWindows } from './windows-task';

/** Task definitions with ECS Exec, so that containers that are added later get it too. */
const OPENED = new WeakSet<ecs.TaskDefinition>();

/**
 * Enables ECS Exec for the containers of a task: permission for the session channels in the task role, and on Linux an init
 * process that reaps what a session leaves behind.
 *
 * @throws ModelError exec-without-network
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function allowExecuteCommand(task: ecs.TaskDefinition, mode: NetworkMode, entry: Entry): void {
  assertEnterable({ mode, node: task.node }, entry);
  if (OPENED.has(task)) return;
  OPENED.add(task);
  task.addToTaskRolePolicy(
    new iam.PolicyStatement({
      actions: [...SESSION_ACTIONS],
      resources: ['*'],
    }),
  );
  for (const container of containersOf(task)) giveInitProcess(container);
}

/**
 * Allows a task to encrypt and log sessions as its cluster demands; CDK does this for services only.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
 */
export function allowSessionsOf({ executeCommandConfiguration: exec }: ecs.ICluster, task: ecs.TaskDefinition): void {
  const allow = (actions: string[], resource = '*'): void => {
    task.addToTaskRolePolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
  };
  if (exec?.kmsKey) allow(['kms:Decrypt'], exec.kmsKey.keyArn);
  const { cloudWatchLogGroup: group, s3Bucket: bucket, s3EncryptionEnabled } = exec?.logConfiguration ?? {};
  if (group) {
    allow(['logs:DescribeLogGroups']);
    allow(['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], group.logGroupRef.logGroupArn);
  }
  if (bucket) {
    allow(['s3:GetBucketLocation']);
    allow(['s3:PutObject'], bucket.arnForObjects('*'));
    if (s3EncryptionEnabled === true) allow(['s3:GetEncryptionConfiguration'], bucket.bucketArn);
  }
}

/** Prepares a container that is added to a task after ECS Exec was enabled for it. */
export function prepareForExecuteCommand<C extends ecs.ContainerDefinition>(container: C): C {
  if (OPENED.has(container.taskDefinition)) giveInitProcess(container);
  return container;
}

function giveInitProcess(container: ecs.ContainerDefinition): void {
  // parameters that the author set are not changed; a rule warns when they lack the init process
  if (container.linuxParameters || isForWindows(container.taskDefinition)) return;
  (container as { linuxParameters?: ecs.LinuxParameters }).linuxParameters = new ecs.LinuxParameters(
    container,
    'LinuxParameters',
    { initProcessEnabled: true },
  );
}
