import { Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerInstances, type ContainerInstancesProps, PortRange } from '../../lib/ecs';
import { newStack } from './helpers';

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
