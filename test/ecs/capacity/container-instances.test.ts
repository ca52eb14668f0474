import { Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ContainerInstances, type ContainerInstancesProps, PortRange } from '../../../lib/ecs';
import { newStack } from '../helpers';

function made(props: Partial<ContainerInstancesProps> = {}): { instances: ContainerInstances; template: Template } {
  const stack = newStack();
  const cluster = new ecs.Cluster(stack, 'Cluster');
  const instanceType = new ec2.InstanceType('t3.medium');
  const instances = new ContainerInstances(stack, 'Instances', { cluster, instanceType, maxCapacity: 2, ...props });
  return { instances, template: Template.fromStack(stack) };
}

/** What an instance boots, line by line; references stand as their JSON. */
function userData(template: Template): string[] {
  const [launch] = Object.values(template.findResources('AWS::EC2::LaunchTemplate')) as {
    Properties: { LaunchTemplateData: { UserData: { 'Fn::Base64': unknown } } };
  }[];
  const raw = launch!.Properties.LaunchTemplateData.UserData['Fn::Base64'] as { 'Fn::Join': [string, unknown[]] };
  const [, parts] = raw['Fn::Join'];
  return parts
    .map((part) => (typeof part === 'string' ? part : '<Cluster>'))
    .join('')
    .split('\n');
}

describe('container instances', () => {
  test('tell the agent one dynamic range, below the kernel’s own, and block the instance role', () => {
    const { instances, template } = made();
    expect(instances.dynamicPortWindow).toEqual([20000, 32767]);
    expect(userData(template)).toMatchInlineSnapshot(`
     [
       "#!/bin/bash",
       "echo ECS_DYNAMIC_HOST_PORT_RANGE=20000-32767 >> /etc/ecs/ecs.config",
       "echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config",
       "echo ECS_CLUSTER=<Cluster> >> /etc/ecs/ecs.config",
     ]
    `);
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { MetadataOptions: { HttpPutResponseHopLimit: 1, HttpTokens: 'required' } },
    });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', { MinSize: '1', MaxSize: '2' });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('are a capacity provider of the cluster', () => {
    const { instances, template } = made({ capacityProviderName: 'blue' });
    expect(instances).toBeInstanceOf(ecs.AsgCapacityProvider);
    template.hasResourceProperties('AWS::ECS::ClusterCapacityProviderAssociations', {
      CapacityProviders: [{ Ref: 'InstancesDEF31E5F' }],
    });
  });

  test('take another range, more reserved ports, and tasks that may use the instance role', () => {
    const { instances, template } = made({
      dynamicPorts: PortRange.tcp(30000, 31000),
      reservedTcpPorts: [9100],
      blockInstanceMetadata: false,
    });
    expect(instances.describe()).toBe('up to 2 t3.medium (amazon-linux-2023), dynamic host ports 30000-31000');
    expect(userData(template)).toMatchInlineSnapshot(`
     [
       "#!/bin/bash",
       "echo ECS_DYNAMIC_HOST_PORT_RANGE=30000-31000 >> /etc/ecs/ecs.config",
       "echo 'ECS_RESERVED_PORTS=[22,2375,2376,51678,51679,9100]' >> /etc/ecs/ecs.config",
       "echo ECS_CLUSTER=<Cluster> >> /etc/ecs/ecs.config",
     ]
    `);
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { MetadataOptions: { HttpTokens: 'required' } },
    });
  });

  test('of Bottlerocket have the range that the system has', () => {
    const { instances, template } = made({ amiFamily: 'bottlerocket' });
    expect(instances.dynamicPortWindow).toEqual([32768, 60999]);
    expect(userData(template).slice(1)).toEqual([
      '[settings.ecs]',
      'cluster = "<Cluster>"',
      'awsvpc-block-imds = true',
    ]);
    const dynamicPorts = PortRange.tcp(30000, 31000);
    expect(() => made({ amiFamily: 'bottlerocket', dynamicPorts })).toThrowErrorMatchingInlineSnapshot(`
     "dynamic ports of bottlerocket instances are 32768 to 60999, got 30000-31000/tcp
       fix: leave dynamicPorts out, or use amiFamily 'amazon-linux-2023'"
    `);
    expect(() => made({ amiFamily: 'bottlerocket', reservedTcpPorts: [8080] })).toThrowErrorMatchingInlineSnapshot(`
     "Bottlerocket has no setting for reserved ports, got 8080
       fix: leave reservedTcpPorts out, or use amiFamily 'amazon-linux-2023'"
    `);
  });

  test('of Windows keep the port that the roles of tasks need', () => {
    expect(made({ amiFamily: 'windows' }).instances.reservedTcpPorts).toContain(80);
    expect(made().instances.reservedTcpPorts).not.toContain(80);
  });

  test('refuse a reserved port that cannot exist, and take one that is decided at deployment', () => {
    expect(() => made({ reservedTcpPorts: [99999] })).toThrow('99999');
    const { template } = made({ reservedTcpPorts: [Lazy.number({ produce: () => 9100 })] });
    expect(userData(template).join()).toContain('51679,9100]');
  });

  test('need the processors where the instance type is decided at deployment', () => {
    const instanceType = new ec2.InstanceType(Lazy.string({ produce: () => 'm7g.large' }));
    expect(() => made({ instanceType })).toThrowErrorMatchingInlineSnapshot(`
     "the image follows from the processors of the instance type, which is decided at deployment
       fix: say which of the two it is: architecture: ec2.InstanceArchitecture.X86_64"
    `);
    made({ instanceType, architecture: ec2.InstanceArchitecture.ARM_64 }).template.hasResourceProperties(
      'AWS::EC2::LaunchTemplate',
      { LaunchTemplateData: { InstanceType: 'm7g.large' } },
    );
  });
});

describe('container instances of what is there already', () => {
  test('take an image, user data, block devices and a role of your own', () => {
    const userDataOfMine = ec2.UserData.forLinux();
    userDataOfMine.addCommands('yum install -y htop');
    const { template } = made({
      machineImage: ec2.MachineImage.genericLinux({ 'us-east-1': 'ami-1' }),
      userData: userDataOfMine,
      blockDevices: [{ deviceName: '/dev/xvda', volume: ec2.BlockDeviceVolume.ebs(50) }],
    });
    expect(userData(template).slice(0, 3)).toEqual([
      '#!/bin/bash',
      'yum install -y htop',
      'echo ECS_DYNAMIC_HOST_PORT_RANGE=20000-32767 >> /etc/ecs/ecs.config',
    ]);
    template.hasResourceProperties('AWS::EC2::LaunchTemplate', {
      LaunchTemplateData: { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { VolumeSize: 50 } }] },
    });
  });

  test('mix instance types and Spot Instances', () => {
    const { template } = made({
      mixedInstances: {
        instanceTypes: [new ec2.InstanceType('t3.medium'), new ec2.InstanceType('t3a.medium')],
        distribution: { onDemandPercentageAboveBaseCapacity: 0 },
      },
    });
    template.hasResourceProperties('AWS::AutoScaling::AutoScalingGroup', {
      MixedInstancesPolicy: {
        InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: 0 },
        LaunchTemplate: { Overrides: [{ InstanceType: 't3.medium' }, { InstanceType: 't3a.medium' }] },
      },
    });
  });

  test('use an Auto Scaling group, and read the dynamic range that its user data sets', () => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Cluster');
    const userDataOfMine = ec2.UserData.forLinux();
    userDataOfMine.addCommands('echo ECS_DYNAMIC_HOST_PORT_RANGE=40000-41000 >> /etc/ecs/ecs.config');
    const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Group', {
      vpc: cluster.vpc,
      maxCapacity: 3,
      launchTemplate: new ec2.LaunchTemplate(stack, 'Template', {
        instanceType: new ec2.InstanceType('t3.medium'),
        machineImage: ecs.EcsOptimizedImage.amazonLinux2023(),
        userData: userDataOfMine,
        role: new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
        securityGroup: new ec2.SecurityGroup(stack, 'SecurityGroup', { vpc: cluster.vpc }),
      }),
    });
    const instances = new ContainerInstances(stack, 'Instances', { cluster, autoScalingGroup });
    expect(instances.maxCapacity).toBe(3);
    expect(instances.dynamicPortWindow).toEqual([40000, 41000]);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::LaunchTemplate', 1);
    template.resourceCountIs('AWS::AutoScaling::AutoScalingGroup', 1);
    expect(userData(template).filter((line) => line.includes('ECS_DYNAMIC'))).toHaveLength(1);
  });

  test('say what is missing or does not fit, at the line that made them', () => {
    const stack = newStack();
    const cluster = new ecs.Cluster(stack, 'Cluster');
    const instanceType = new ec2.InstanceType('t3.medium');
    expect(() => new ContainerInstances(stack, 'A', { cluster, instanceType })).toThrow('give maxCapacity');
    expect(() => new ContainerInstances(stack, 'B', { cluster, maxCapacity: 1 })).toThrow('give instanceType');
    const imported = ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'c', vpc: cluster.vpc });
    // @ts-expect-error an imported cluster takes no capacity
    expect(() => new ContainerInstances(stack, 'C', { cluster: imported, instanceType, maxCapacity: 1 })).toThrow(
      'capacity is added to an ecs.Cluster of this app, got one that was imported',
    );
  });
});
