import { App, Stack, Stage } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type Construct } from 'constructs';
import { ModelError } from '../../lib/core/values/model-error';
import '../../lib/testing';

/** A network without a way out in one stack, and a service that has to pull its image there in another one. */
function shopIn(scope: Construct): { network: Stack; services: Stack } {
  const network = new Stack(scope, 'Network');
  const vpc = new ec2.Vpc(network, 'Vpc', {
    maxAzs: 2,
    subnetConfiguration: [{ name: 'inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
  }) as ec2.IVpc;
  const services = new Stack(scope, 'Services');
  const cluster = new ecs.Cluster(services, 'Cluster', { vpc }) as ecs.ICluster;
  const taskDefinition = new ecs.FargateTaskDefinition(services, 'Task');
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('nginx') });
  new ecs.FargateService(services, 'Service', {
    ...{ cluster, taskDefinition, desiredCount: 1 },
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
  });
  return { network, services };
}

describe('an app of CDK', () => {
  test('has what is found between its stacks, and so has the stack that it is about', () => {
    const app = new App();
    const { network, services } = shopIn(app);
    const idle = new Stack(app, 'Idle');
    expect(app).toHaveFinding('task-cannot-pull-image');
    expect(services).toHaveFinding('task-cannot-pull-image');
    // the other place of the finding is a route table there
    expect(network).toHaveFinding('task-cannot-pull-image');
    expect(idle).not.toHaveFinding('task-cannot-pull-image');
  });

  test('is judged as it is deployed, before anybody synthesized it', () => {
    const stack = new Stack(new App(), 'Shop');
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2 }) as ec2.IVpc;
    const ec2Cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
    ec2Cluster.addCapacity('Instances', { instanceType: new ec2.InstanceType('t3.medium') });
    const cluster = ec2Cluster as ecs.ICluster;
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', {
      ...{ image: ecs.ContainerImage.fromRegistry('nginx'), memoryLimitMiB: 128 },
      portMappings: [{ containerPort: 80 }],
    });
    const service = new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, desiredCount: 1 });
    const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc });
    balancer.addListener('Http', { port: 80 }).addTargets('Web', { port: 80, targets: [service] });
    expect(stack).not.toHaveFinding('listener-not-awaited');
    expect(stack).not.toHaveFinding('route-before-attachment');
  });

  test('of several stages is judged stage by stage, and asked of one of them', () => {
    const app = new App();
    const stages = ['Beta', 'Live'].map((name) => new Stage(app, name));
    for (const stage of stages) shopIn(stage);
    expect(app).toHaveFinding({ rule: 'task-cannot-pull-image', path: 'Beta/Services' });
    expect(app).toHaveFinding({ rule: 'task-cannot-pull-image', path: 'Live/Services' });
    expect(stages[0]).toHaveFinding('task-cannot-pull-image');
    const ask = (subject: object): void => expect(subject).toReach({ from: 'Service', to: { name: 'internet' } });
    expect(() => ask(app)).toThrow(ModelError);
    expect(() => ask(app)).toThrow('has the stages Beta, Live');
  });
});
