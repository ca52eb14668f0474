import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import {
  BridgeService,
  BridgeTaskDefinition,
  ContainerInstances,
  NoneService,
  type NoneServiceProps,
  NoneTaskDefinition,
  RunTaskCommand,
  WindowsService,
  WindowsTaskDefinition,
} from '../../../lib/ecs';
import { containersIn, newStack, small } from '../helpers';

const CHANNELS = {
  PolicyDocument: {
    Statement: Match.arrayWith([Match.objectLike({ Action: Match.arrayWith(['ssmmessages:OpenDataChannel']) })]),
  },
};

describe('ECS Exec', () => {
  test('gets the session channels and an init process from the task definition', () => {
    const stack = newStack();
    const task = new BridgeTaskDefinition(stack, 'Task', { enableExecuteCommand: true });
    task.addContainer('web', small);
    expect(containersIn(stack)[0]!['LinuxParameters']).toEqual({ Capabilities: {}, InitProcessEnabled: true });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', CHANNELS);
  });

  test('gets them from the service too, for containers before and after', () => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Cluster') as ecs.Cluster & ecs.ICluster;
    new ContainerInstances(stack, 'Instances', {
      cluster,
      instanceType: new ec2.InstanceType('t3.medium'),
      maxCapacity: 1,
    });
    const taskDefinition = new BridgeTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('before', small);
    new BridgeService(stack, 'Service', { cluster, taskDefinition, enableExecuteCommand: true });
    taskDefinition.addContainer('after', small);
    expect(containersIn(stack).map((container) => container['LinuxParameters'])).toEqual([
      { Capabilities: {}, InitProcessEnabled: true },
      { Capabilities: {}, InitProcessEnabled: true },
    ]);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', CHANNELS);
  });

  test('leaves the author’s own Linux parameters alone', () => {
    const stack = newStack();
    const task = new BridgeTaskDefinition(stack, 'Task', { enableExecuteCommand: true });
    const linuxParameters = new ecs.LinuxParameters(stack, 'Own', { sharedMemorySize: 64 });
    task.addContainer('web', { ...small, linuxParameters });
    expect(containersIn(stack)[0]!['LinuxParameters']).toEqual({ Capabilities: {}, SharedMemorySize: 64 });
  });

  test('gives no Linux parameters to Windows', () => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Cluster') as ecs.Cluster & ecs.ICluster;
    const instanceType = new ec2.InstanceType('t3.medium');
    new ContainerInstances(stack, 'Instances', { cluster, instanceType, maxCapacity: 1, amiFamily: 'windows' });
    const taskDefinition = new WindowsTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('before', small);
    new WindowsService(stack, 'Service', { cluster, taskDefinition, enableExecuteCommand: true });
    taskDefinition.addContainer('after', small);
    expect(containersIn(stack).map((container) => container['LinuxParameters'])).toEqual([undefined, undefined]);
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', CHANNELS);
  });

  test('into a single task gets what the command asks for, and what the cluster asks of sessions', () => {
    const stack = newStack();
    const kmsKey = new kms.Key(stack, 'Key');
    const cluster = new ecs.Cluster(stack, 'Cluster', {
      executeCommandConfiguration: {
        kmsKey,
        logging: ecs.ExecuteCommandLogging.OVERRIDE,
        logConfiguration: {
          cloudWatchLogGroup: new logs.LogGroup(stack, 'Sessions'),
          s3Bucket: new s3.Bucket(stack, 'Bucket') as s3.Bucket & s3.IBucket,
          s3EncryptionEnabled: true,
        },
      },
    }) as ecs.ICluster;
    const taskDefinition = new BridgeTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('web', small);
    new RunTaskCommand(stack, 'Run', { cluster, taskDefinition, enableExecuteCommand: true });
    expect(containersIn(stack)[0]!['LinuxParameters']).toEqual({ Capabilities: {}, InitProcessEnabled: true });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', CHANNELS);
    const [policy] = Object.values(template.findResources('AWS::IAM::Policy')) as [
      { Properties: { PolicyDocument: { Statement: { Action: string | string[] }[] } } },
    ];
    expect(policy.Properties.PolicyDocument.Statement.flatMap(({ Action: action }) => action).slice(4)).toEqual([
      'kms:Decrypt',
      'logs:DescribeLogGroups',
      'logs:CreateLogStream',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      's3:GetBucketLocation',
      's3:PutObject',
      's3:GetEncryptionConfiguration',
    ]);
  });

  test('is refused where there is no route to its endpoints', () => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Cluster') as ecs.Cluster & ecs.ICluster;
    const taskDefinition = new NoneTaskDefinition(stack, 'Task');
    const props = { cluster, taskDefinition, enableExecuteCommand: true };
    // a variable slips past the compiler's check of literals
    const loose: NoneServiceProps = props;
    expect(() => new NoneService(stack, 'Service', loose)).toThrowErrorMatchingInlineSnapshot(`
     "ECS Exec needs a route to its endpoints, got network mode none on Stack/Task
       fix: leave enableExecuteCommand out, or choose bridge, host or awsvpc while you need to look inside"
    `);
    expect(() => new RunTaskCommand(stack, 'Run', props)).toThrow('got network mode none on Stack/Task');
  });
});
