import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  AwsvpcPort,
  AwsvpcService,
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeService,
  BridgeTaskDefinition,
  HostPort,
  HostService,
  HostTaskDefinition,
  NoneService,
  NoneTaskDefinition,
  Port,
} from '../../../lib/ecs';

const image = ecs.ContainerImage.fromRegistry('nginx:alpine');
const container = { image, memoryLimitMiB: 128 };
const deployment = { desiredCount: 2, minHealthyPercent: 50, maxHealthyPercent: 200 };

interface Ground {
  readonly stack: Stack;
  readonly cluster: ecs.ICluster;
  readonly vpc: ec2.IVpc;
}

/** What both templates stand on: a cluster with capacity added the way that CDK wires by itself. */
function ground(): Ground {
  const stack = new Stack(new App(), 'S');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }) as ec2.IVpc;
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
  cluster.addCapacity('Capacity', { instanceType: new ec2.InstanceType('t3.medium'), maxCapacity: 4 });
  return { stack, cluster: cluster as ecs.ICluster, vpc };
}

function listenerOf({ stack, vpc }: Ground): elbv2.ApplicationListener {
  return new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc }).addListener('Http', { port: 80, open: false });
}

type Json = Readonly<Record<string, unknown>>;

/** A template in which target groups and security group rules, whose ids say who made them, go by their kind. */
function template(build: (on: Ground) => void): Json {
  const on = ground();
  build(on);
  const { Resources = {} } = Template.fromStack(on.stack).toJSON() as { Resources?: Record<string, { Type: string }> };
  let text = JSON.stringify(Resources);
  for (const [id, { Type }] of Object.entries(Resources)) {
    const kind = /TargetGroup$|SecurityGroup(?:In|E)gress$/.exec(Type)?.[0];
    if (kind !== undefined) text = text.replaceAll(id, `the ${kind}`);
  }
  return JSON.parse(text) as Json;
}

/** Paths at which two templates differ, with what each says. */
function differences(hand: unknown, ours: unknown, path = ''): string[] {
  if (JSON.stringify(hand) === JSON.stringify(ours)) return [];
  if (typeof hand !== 'object' || typeof ours !== 'object' || hand === null || ours === null || Array.isArray(hand)) {
    return [`${path}: by hand ${JSON.stringify(hand)}, ours ${JSON.stringify(ours)}`];
  }
  const keys = [...new Set([...Object.keys(hand), ...Object.keys(ours)])].sort();
  return keys.flatMap((key) => differences((hand as Json)[key], (ours as Json)[key], `${path}/${key}`));
}

describe('the template of a service is the one written by hand', () => {
  test('in mode none, to the letter', () => {
    const hand = template(({ stack, cluster }) => {
      const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.NONE });
      taskDefinition.addContainer('app', container);
      new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, ...deployment });
    });
    const ours = template(({ stack, cluster }) => {
      const taskDefinition = new NoneTaskDefinition(stack, 'Task');
      taskDefinition.addContainer('app', container);
      new NoneService(stack, 'Service', { cluster, taskDefinition, ...deployment });
    });
    expect(differences(hand, ours)).toMatchInlineSnapshot(`[]`);
  });

  test('in bridge mode with a dynamic port', () => {
    const hand = template((on) => {
      const { stack, cluster } = on;
      const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.BRIDGE });
      taskDefinition.addContainer('app', { ...container, portMappings: [{ containerPort: 80, hostPort: 0 }] });
      const service = new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, ...deployment });
      listenerOf(on).addTargets('Targets', {
        port: 80,
        targets: [service.loadBalancerTarget({ containerName: 'app', containerPort: 80 })],
      });
    });
    const ours = template((on) => {
      const { stack, cluster } = on;
      const taskDefinition = new BridgeTaskDefinition(stack, 'Task');
      const port = taskDefinition.addContainer('app', container).addPort(BridgePort.dynamic(Port.tcp(80)));
      new BridgeService(stack, 'Service', { cluster, taskDefinition, ...deployment }).listen(listenerOf(on), port);
    });
    expect(differences(hand, ours)).toMatchInlineSnapshot(`
     [
       "/ServiceD69D759B/DependsOn: by hand ["BalancerHttp9ACE1518","the TargetGroup","TaskTaskRoleE98524A1"], ours ["BalancerHttp9ACE1518","TaskTaskRoleE98524A1"]",
       "/the SecurityGroupEgress/Properties/ToPort: by hand 65535, ours 60999",
       "/the SecurityGroupIngress/Properties/ToPort: by hand 65535, ours 60999",
       "/the TargetGroup/Properties/HealthCheckPort: by hand undefined, ours "traffic-port"",
     ]
    `);
  });

  test('in host mode', () => {
    const hand = template((on) => {
      const { stack, cluster } = on;
      const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.HOST });
      taskDefinition.addContainer('app', { ...container, portMappings: [{ containerPort: 80 }] });
      const service = new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, ...deployment });
      listenerOf(on).addTargets('Targets', {
        port: 80,
        targets: [service.loadBalancerTarget({ containerName: 'app', containerPort: 80 })],
      });
    });
    const ours = template((on) => {
      const { stack, cluster } = on;
      const taskDefinition = new HostTaskDefinition(stack, 'Task');
      const port = taskDefinition.addContainer('app', container).addPort(HostPort.same(Port.tcp(80)));
      new HostService(stack, 'Service', { cluster, taskDefinition, ...deployment }).listen(listenerOf(on), port);
    });
    expect(differences(hand, ours)).toMatchInlineSnapshot(`
     [
       "/ServiceD69D759B/DependsOn: by hand ["BalancerHttp9ACE1518","the TargetGroup","TaskTaskRoleE98524A1"], ours ["BalancerHttp9ACE1518","TaskTaskRoleE98524A1"]",
       "/ServiceD69D759B/Properties/PlacementConstraints: by hand undefined, ours [{"Type":"distinctInstance"}]",
       "/the TargetGroup/Properties/HealthCheckPort: by hand undefined, ours "traffic-port"",
     ]
    `);
  });

  test('in awsvpc mode', () => {
    const hand = template((on) => {
      const { stack, cluster } = on;
      const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task', { networkMode: ecs.NetworkMode.AWS_VPC });
      taskDefinition.addContainer('app', { ...container, portMappings: [{ containerPort: 80 }] });
      const service = new ecs.Ec2Service(stack, 'Service', { cluster, taskDefinition, ...deployment });
      listenerOf(on).addTargets('Targets', {
        port: 80,
        targets: [service.loadBalancerTarget({ containerName: 'app', containerPort: 80 })],
      });
    });
    const ours = template((on) => {
      const { stack, cluster } = on;
      const taskDefinition = new AwsvpcTaskDefinition(stack, 'Task');
      const port = taskDefinition.addContainer('app', container).addPort(AwsvpcPort.same(Port.tcp(80)));
      new AwsvpcService(stack, 'Service', { cluster, taskDefinition, ...deployment }).listen(listenerOf(on), port);
    });
    expect(differences(hand, ours)).toMatchInlineSnapshot(`
     [
       "/ServiceD69D759B/DependsOn: by hand ["BalancerHttp9ACE1518","the TargetGroup","TaskTaskRoleE98524A1"], ours ["BalancerHttp9ACE1518","TaskTaskRoleE98524A1"]",
       "/the TargetGroup/Properties/HealthCheckPort: by hand undefined, ours "traffic-port"",
     ]
    `);
  });
});
