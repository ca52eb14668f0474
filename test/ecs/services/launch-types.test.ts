import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import {
  AwsvpcPort,
  BridgePort,
  ContainerInstances,
  ExternalBridgeTaskDefinition,
  ExternalHostTaskDefinition,
  ExternalMachinesService,
  ExternalNoneTaskDefinition,
  ExternalWindowsTaskDefinition,
  FargateAwsvpcService,
  FargateAwsvpcTaskDefinition,
  HostPort,
  ManagedAwsvpcService,
  ManagedAwsvpcTaskDefinition,
  ManagedHostService,
  ManagedHostTaskDefinition,
  NatPort,
  Port,
  RunTaskCommand,
  WindowsAwsvpcService,
  WindowsAwsvpcTaskDefinition,
  WindowsService,
  WindowsTaskDefinition,
} from '../../../lib/ecs';
import { admissions, newStack, newWorld, small, type World } from '../helpers';

/** The task definition of a stack as AWS is told it, without roles. */
function told(stack: Parameters<typeof Template.fromStack>[0]): Record<string, unknown> {
  const [task] = Object.values(Template.fromStack(stack).findResources('AWS::ECS::TaskDefinition')) as {
    Properties: { NetworkMode?: string; RequiresCompatibilities: string[]; RuntimePlatform?: object };
  }[];
  const { NetworkMode, RequiresCompatibilities, RuntimePlatform } = task!.Properties;
  return { NetworkMode, RequiresCompatibilities, RuntimePlatform };
}

function windows({ stack, cluster }: World): ContainerInstances {
  return new ContainerInstances(stack, 'Instances', {
    cluster,
    instanceType: new ec2.InstanceType('m5.large'),
    maxCapacity: 2,
    amiFamily: 'windows',
  });
}

function managed({ stack, cluster, vpc }: World): ecs.CapacityProviderStrategy[] {
  const provider = new ecs.ManagedInstancesCapacityProvider(stack, 'Managed', {
    subnets: vpc.privateSubnets,
    securityGroups: [new ec2.SecurityGroup(stack, 'Machines', { vpc })],
  });
  cluster.addManagedInstancesCapacityProvider(provider);
  return [{ capacityProvider: provider.capacityProviderName, weight: 1 }];
}

describe('on Fargate', () => {
  test('a task has an interface of its own, and its service opens the container port', () => {
    const { stack, cluster, listener } = newWorld();
    const taskDefinition = new FargateAwsvpcTaskDefinition(stack, 'Task');
    const port = taskDefinition.addContainer('web', small).addPort(AwsvpcPort.same(Port.tcp(80)));
    new FargateAwsvpcService(stack, 'Service', { cluster, taskDefinition }).listen(listener, port);
    new RunTaskCommand(stack, 'Run', { cluster, taskDefinition });
    expect(admissions(stack)).toEqual(['ServiceSecurityGroup <- BalancerSecurityGroup tcp 80-80']);
    expect(told(stack)).toEqual({ NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'] });
    expect(JSON.stringify(Template.fromStack(stack).findOutputs('Run'))).toContain('--launch-type FARGATE');
  });
});

describe('on machines of your own', () => {
  test.each([
    ['none', ExternalNoneTaskDefinition],
    ['bridge', ExternalBridgeTaskDefinition],
    ['host', ExternalHostTaskDefinition],
  ] as const)('a task can have mode %s', (name, TaskDefinition) => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Cluster') as World['cluster'];
    const taskDefinition = new TaskDefinition(stack, 'Task');
    taskDefinition.addContainer('web', small);
    new ExternalMachinesService(stack, 'Service', { cluster, taskDefinition });
    expect(told(stack)).toEqual({ NetworkMode: name, RequiresCompatibilities: ['EXTERNAL'] });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { LaunchType: 'EXTERNAL' });
  });

  test('a task for Windows has the default mode, which is written by leaving it out', () => {
    const stack = newStack();
    const web = new ExternalWindowsTaskDefinition(stack, 'Task').addContainer('web', small);
    web.addPort(NatPort.fixed(Port.tcp(80), 8080));
    expect(told(stack)).toEqual({
      RequiresCompatibilities: ['EXTERNAL'],
      RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_FULL' },
    });
  });
});

describe('on Windows instances', () => {
  test('a task in the default mode is reached through the instances, on dynamic ports of Windows', () => {
    const world = newWorld();
    windows(world);
    const taskDefinition = new WindowsTaskDefinition(world.stack, 'Task');
    const port = taskDefinition.addContainer('web', small).addPort(NatPort.dynamic(Port.tcp(80)));
    const service = new WindowsService(world.stack, 'Service', { cluster: world.cluster, taskDefinition });
    service.listen(world.listener, port);
    expect(admissions(world.stack)).toEqual(['InstancesSecurityGroup <- BalancerSecurityGroup tcp 49152-65535']);
    expect(told(world.stack)).toEqual({
      RequiresCompatibilities: ['EC2'],
      RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_FULL' },
    });
  });

  test('a task with its own interface finds the agent started for that', () => {
    const world = newWorld();
    windows(world);
    const taskDefinition = new WindowsAwsvpcTaskDefinition(world.stack, 'Task');
    const port = taskDefinition.addContainer('web', small).addPort(AwsvpcPort.same(Port.tcp(80)));
    const service = new WindowsAwsvpcService(world.stack, 'Service', { cluster: world.cluster, taskDefinition });
    service.listen(world.listener, port);
    expect(admissions(world.stack)).toEqual(['ServiceSecurityGroup <- BalancerSecurityGroup tcp 80-80']);
    expect(JSON.stringify(Template.fromStack(world.stack).findResources('AWS::EC2::LaunchTemplate'))).toContain(
      "' -EnableTaskIAMRole -EnableTaskENI -AwsvpcBlockIMDS",
    );
  });

  test('what Windows has not does not compile', () => {
    const task = new WindowsTaskDefinition(newStack(), 'Task');
    // @ts-expect-error Windows has no Linux parameters
    task.addContainer('privileged', { ...small, privileged: true });
    const web = task.addContainer('web', small);
    // @ts-expect-error a port behind a Linux bridge
    expect(() => web.addPort(BridgePort.dynamic(Port.tcp(80)))).toThrow('takes ports of its own network mode');
  });
});

describe('on instances that ECS manages', () => {
  test('a task in host mode has no network configuration, and its port is opened on the instances', () => {
    const world = newWorld();
    const capacityProviderStrategies = managed(world);
    const taskDefinition = new ManagedHostTaskDefinition(world.stack, 'Task');
    const port = taskDefinition.addContainer('web', small).addPort(HostPort.same(Port.tcp(8080)));
    new ManagedHostService(world.stack, 'Service', {
      cluster: world.cluster,
      taskDefinition,
      capacityProviderStrategies,
    }).listen(world.listener, port);
    expect(admissions(world.stack)).toEqual(['Machines <- BalancerSecurityGroup tcp 8080-8080']);
    expect(told(world.stack)).toEqual({ NetworkMode: 'host', RequiresCompatibilities: ['MANAGED_INSTANCES'] });
    const [service] = Object.values(Template.fromStack(world.stack).findResources('AWS::ECS::Service')) as {
      Properties: object;
    }[];
    expect(service!.Properties).not.toHaveProperty('NetworkConfiguration');
  });

  test('a task with its own interface has its port opened on its own group', () => {
    const world = newWorld();
    const capacityProviderStrategies = managed(world);
    const taskDefinition = new ManagedAwsvpcTaskDefinition(world.stack, 'Task');
    const port = taskDefinition.addContainer('web', small).addPort(AwsvpcPort.same(Port.tcp(8080)));
    new ManagedAwsvpcService(world.stack, 'Service', {
      cluster: world.cluster,
      taskDefinition,
      capacityProviderStrategies,
    }).listen(world.listener, port);
    expect(admissions(world.stack)).toEqual(['ServiceSecurityGroup <- BalancerSecurityGroup tcp 8080-8080']);
    expect(told(world.stack)).toEqual({ NetworkMode: 'awsvpc', RequiresCompatibilities: ['MANAGED_INSTANCES'] });
  });
});
