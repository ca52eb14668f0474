import { App, CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type Construct } from 'constructs';
import {
  AwsvpcPort,
  AwsvpcService,
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeService,
  BridgeTaskDefinition,
  ContainerInstances,
  HostPort,
  HostService,
  HostTaskDefinition,
  NoneService,
  NoneTaskDefinition,
  Port,
  RunTaskCommand,
  type ModedTaskDefinition,
  capabilityText,
  readStage,
} from '../lib/ecs';
import { describe } from '../lib/core/rules/check';
import { knownOr } from '../lib/core/values/unknown';
import { findingsOf, type SecurityGroup } from '../lib/formats';

/** The networking lab of the ECS workshop: one cluster, and a task definition and a service for each network mode. */
export class EcsLab extends Stack {
  readonly tasks: readonly ModedTaskDefinition[];
  readonly instances: ContainerInstances;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const vpc = new ec2.Vpc(this, 'Vpc', {
      ipAddresses: ec2.IpAddresses.cidr('10.0.0.0/16'),
      maxAzs: 2,
      natGateways: 1,
    }) as ec2.IVpc;
    const cluster = new ecs.Cluster(this, 'Cluster', { vpc });
    const instances = new ContainerInstances(this, 'Instances', {
      cluster,
      instanceType: new ec2.InstanceType('t3.medium'),
      desiredCapacity: 1,
      maxCapacity: 6,
      amiFamily: 'amazon-linux-2',
    });
    instances.connections.allowInternally(ec2.Port.allTraffic(), 'Members of the lab reach each other');
    this.instances = instances;

    const logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: '/aws/ecs/ecs-networking-demo',
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const size = { cpu: '256', memoryMiB: '512' };
    const entered = { ...size, enableExecuteCommand: true };
    const nginx = {
      image: ecs.ContainerImage.fromRegistry('nginx:alpine'),
      logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'container-stdout', logGroup }),
    };

    const none = new NoneTaskDefinition(this, 'None', { ...size, family: 'ecs-networking-demo-none' });
    none.addContainer('sleep', {
      ...nginx,
      image: ecs.ContainerImage.fromRegistry('busybox'),
      entryPoint: ['sh', '-c'],
      command: ['sleep 3600'],
      linuxParameters: new ecs.LinuxParameters(none, 'InitProcess', { initProcessEnabled: true }),
    });

    const dynamic = new BridgeTaskDefinition(this, 'BridgeDynamic', {
      ...entered,
      family: 'ecs-networking-demo-bridge-dyn',
    });
    const web = dynamic.addContainer('nginx', nginx).addPort(BridgePort.dynamic(Port.tcp(80)));

    const fixed = new BridgeTaskDefinition(this, 'BridgeStatic', {
      ...entered,
      family: 'ecs-networking-demo-bridge-stat',
    });
    fixed.addContainer('nginx', nginx).addPort(BridgePort.fixed(Port.tcp(80), 8080));

    const host = new HostTaskDefinition(this, 'Host', { ...entered, family: 'ecs-networking-demo-host' });
    host.addContainer('nginx', nginx).addPort(HostPort.same(Port.tcp(80)));

    const awsvpc = new AwsvpcTaskDefinition(this, 'Awsvpc', { ...entered, family: 'ecs-networking-demo-awsvpc' });
    awsvpc.addContainer('nginx', nginx).addPort(AwsvpcPort.same(Port.tcp(80)));
    this.tasks = [none, dynamic, fixed, host, awsvpc];

    const running = {
      cluster: cluster as ecs.ICluster,
      desiredCount: 1,
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
      circuitBreaker: { rollback: true },
      capacityProviderStrategies: instances.strategy,
    };
    const open = { ...running, enableExecuteCommand: true };
    new NoneService(this, 'NoneService', { ...running, taskDefinition: none });
    const webService = new BridgeService(this, 'BridgeDynamicService', {
      ...open,
      taskDefinition: dynamic,
      desiredCount: 2,
      minHealthyPercent: 50,
      maxHealthyPercent: 200,
    });
    new BridgeService(this, 'BridgeStaticService', { ...open, taskDefinition: fixed });
    new HostService(this, 'HostService', { ...open, taskDefinition: host });
    new AwsvpcService(this, 'AwsvpcService', {
      ...open,
      taskDefinition: awsvpc,
      securityGroups: instances.connections.securityGroups,
    });

    const balancer = new elbv2.ApplicationLoadBalancer(this, 'LoadBalancer', { vpc, internetFacing: true });
    webService.listen(balancer.addListener('Http', { port: 80 }), web);

    new CfnOutput(this, 'Url', { value: `http://${balancer.loadBalancerDnsName}/` });
    for (const task of this.tasks) {
      new RunTaskCommand(this, `Run${task.node.id}`, {
        cluster: cluster as ecs.ICluster,
        taskDefinition: task,
        enableExecuteCommand: task.mode.reachesNetwork,
        securityGroups: instances.connections.securityGroups,
      });
    }
  }
}

/** Synthesizes the lab: to `outdir`, or where the CDK command line says. */
export function ecsLab(outdir?: string): { app: App; lab: EcsLab; assembly: CloudAssembly } {
  const app = new App(outdir === undefined ? {} : { outdir });
  const lab = new EcsLab(app, 'EcsLab');
  return { app, lab, assembly: app.synth() };
}

/** The lab for people: modes, ports, what the security groups let in, what is found. */
export function ecsLabText({ app, lab }: { readonly app: App; readonly lab: EcsLab }): string {
  const reading = readStage(app);
  const pathOf = new Map(reading.securityGroups.map(({ key, at }) => [key, at.path]));
  const groups = reading.securityGroups.map(({ at, ingress }) =>
    [at.path, ...ingress.items.map((rule) => `  lets in ${admission(rule, pathOf)}`)].join('\n'),
  );
  const findings = findingsOf(reading);
  return [
    ...lab.tasks.map(capabilityText),
    `Instances: ${lab.instances.describe()}`,
    `Security groups\n${groups.join('\n')}`,
    `Findings\n${findings.length === 0 ? 'none' : findings.map(describe).join('\n')}`,
  ].join('\n\n');
}

type SecurityGroupRule = SecurityGroup['ingress']['items'][number];

function admission({ protocol, from, to, peer }: SecurityGroupRule, pathOf: ReadonlyMap<string, string>): string {
  const [first, last] = [knownOr(from, undefined), knownOr(to, undefined)];
  const name = knownOr(protocol, 'a protocol decided at deploy time');
  const ports = name === '-1' ? 'everything' : `${name} ${first === last ? `${first}` : `${first}-${last}`}`;
  if (!peer) return `${ports} from nobody`;
  const source = peer.kind === 'group' ? peer.group : peer.kind === 'block' ? peer.block : peer.list;
  const known = knownOr(source, 'a source decided at deploy time');
  return `${ports} from ${pathOf.get(known) ?? known}`;
}

if (require.main === module) ecsLab();
