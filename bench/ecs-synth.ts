/**
 * Synth of an app with 200 services, once with our constructs and once with plain aws-cdk-lib giving the same template; and
 * NetworkValidation over that app against AWS's own validator and against reading the JSON.
 *
 * The two sides take turns in one process, and CPU time counts: what slows the machine slows both.
 *
 * node build/bench/ecs-synth.js [rounds]
 */
import { App, CloudFormationValidatePlugin, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BridgePort,
  BridgeService,
  BridgeTaskDefinition,
  ContainerInstances,
  NetworkValidation,
  Port,
} from '../lib/ecs';

const SERVICES = 200;
const PER_STACK = 40;
const ROUNDS = Number(process.argv[2] ?? 9);

process.env['CDK_VALIDATION'] = 'false';
const image = ecs.ContainerImage.fromRegistry('nginx:alpine');
const instanceType = new ec2.InstanceType('m5.large');
const deployment = { minHealthyPercent: 100, maxHealthyPercent: 200, circuitBreaker: { rollback: true } };

interface Site {
  readonly stack: Stack;
  readonly cluster: ecs.Cluster & ecs.ICluster;
  readonly listener: elbv2.ApplicationListener;
}

function site(app: App, index: number): Site {
  const stack = new Stack(app, `Stack${index}`);
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }) as ec2.IVpc;
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc }) as Site['cluster'];
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc });
  const listener = balancer.addListener('Http', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
  return { stack, cluster, listener };
}

const conditions = (index: number): elbv2.ListenerCondition[] => [
  elbv2.ListenerCondition.pathPatterns([`/${index}/*`]),
];

function withOurs(outdir: string): App {
  const app = new App({ outdir, treeMetadata: false });
  for (let first = 0; first < SERVICES; first += PER_STACK) {
    const { stack, cluster, listener } = site(app, first);
    new ContainerInstances(stack, 'Instances', { cluster, instanceType, maxCapacity: 20 });
    for (let index = first; index < first + PER_STACK; index++) {
      const taskDefinition = new BridgeTaskDefinition(stack, `Task${index}`);
      const port = taskDefinition
        .addContainer('web', { image, memoryLimitMiB: 128 })
        .addPort(BridgePort.dynamic(Port.tcp(80)));
      const service = new BridgeService(stack, `Service${index}`, { cluster, taskDefinition, ...deployment });
      service.listen(listener, port, { priority: index + 1, conditions: conditions(index) });
    }
  }
  return app;
}

function byHand(outdir: string): App {
  const app = new App({ outdir, treeMetadata: false });
  for (let first = 0; first < SERVICES; first += PER_STACK) {
    const { stack, cluster, listener } = site(app, first);
    const securityGroup = new ec2.SecurityGroup(stack, 'InstancesSecurityGroup', {
      vpc: cluster.vpc,
      description: 'Container instances',
    });
    const group = new autoscaling.AutoScalingGroup(stack, 'InstancesGroup', {
      vpc: cluster.vpc,
      minCapacity: 1,
      maxCapacity: 20,
      launchTemplate: new ec2.LaunchTemplate(stack, 'InstancesLaunchTemplate', {
        instanceType,
        machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.STANDARD),
        userData: ec2.UserData.forLinux(),
        role: new iam.Role(stack, 'InstancesRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
        securityGroup,
        requireImdsv2: true,
        httpPutResponseHopLimit: 1,
      }),
    });
    const provider = new ecs.AsgCapacityProvider(stack, 'Instances', {
      autoScalingGroup: group,
      enableManagedTerminationProtection: false,
      enableManagedDraining: true,
    });
    group.addUserData(
      'echo ECS_DYNAMIC_HOST_PORT_RANGE=20000-32767 >> /etc/ecs/ecs.config',
      'echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config',
    );
    cluster.addAsgCapacityProvider(provider);
    for (let index = first; index < first + PER_STACK; index++) {
      const taskDefinition = new ecs.Ec2TaskDefinition(stack, `Task${index}`, { networkMode: ecs.NetworkMode.BRIDGE });
      taskDefinition.addContainer('web', {
        image,
        memoryLimitMiB: 128,
        portMappings: [{ containerPort: 80, hostPort: 0, protocol: ecs.Protocol.TCP }],
      });
      const service = new ecs.Ec2Service(stack, `Service${index}`, { cluster, taskDefinition, ...deployment });
      const target = service.loadBalancerTarget({ containerName: 'web', containerPort: 80 });
      const id = `Service${index}-web-80`;
      const targetGroup = new elbv2.ApplicationTargetGroup(stack, `${id}Group`, {
        vpc: cluster.vpc,
        port: 80,
        protocol: elbv2.ApplicationProtocol.HTTP,
        targetType: elbv2.TargetType.INSTANCE,
        healthCheck: { port: 'traffic-port' },
      });
      target.attachToNetworkTargetGroup(targetGroup as unknown as elbv2.INetworkTargetGroup);
      targetGroup.registerConnectable(securityGroup, ec2.Port.tcpRange(20000, 32767));
      listener.addTargetGroups(id, { targetGroups: [targetGroup], priority: index + 1, conditions: conditions(index) });
    }
  }
  return app;
}

function timed<T>(work: () => T): { readonly ms: number; readonly result: T } {
  globalThis.gc?.();
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000, result };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** The same text for the same template, in whatever order its parts were made. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function main(): void {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-bench-'));
  const sides = { ours: withOurs, hand: byHand };
  const times: Record<keyof typeof sides, number[]> = { ours: [], hand: [] };
  const templates: Partial<Record<keyof typeof sides, unknown[]>> = {};
  for (let round = -1; round < ROUNDS; round++) {
    for (const side of round % 2 === 0 ? (['ours', 'hand'] as const) : (['hand', 'ours'] as const)) {
      const { ms, result } = timed(() => sides[side](join(folder, side)).synth());
      if (round >= 0) times[side].push(ms);
      templates[side] = result.stacks.map((stack) => stack.template as unknown);
    }
  }
  const same = canonical(templates.ours) === canonical(templates.hand);
  const ratios = times.ours.map((ms, index) => ms / (times.hand[index] ?? NaN));
  print(`templates of both sides are the same: ${same ? 'yes' : 'no'}`);
  print(
    `synth of ${SERVICES} services: ours ${median(times.ours).toFixed(0)} ms, by hand ${median(times.hand).toFixed(0)} ms`,
  );
  const least = Math.min(...times.ours) / Math.min(...times.hand);
  print(`ratio of the least disturbed rounds: ${least.toFixed(3)}`);
  print(`ratio, median of ${ROUNDS} pairs: ${median(ratios).toFixed(3)} (aim: at most 1.05)`);
  validation(folder);
  rmSync(folder, { recursive: true });
}

/** Milliseconds of the least disturbed round, and of the median one, once warm. */
function measured(work: () => unknown, rounds: number): Measured {
  for (let round = 0; round < rounds; round++) work();
  const times = Array.from({ length: rounds }, () => {
    const start = process.hrtime.bigint();
    work();
    return Number(process.hrtime.bigint() - start) / 1e6;
  });
  return { least: Math.min(...times), median: median(times) };
}

interface Measured {
  readonly least: number;
  readonly median: number;
}

/** Our plugin, AWS's validator and plain JSON.parse over the same files, warm. */
function validation(folder: string): void {
  const app = byHand(join(folder, 'validated'));
  const stackTemplates = app.synth().stacks.map((stack) => ({
    stackConstructPath: stack.hierarchicalId,
    templatePath: stack.templateFullPath,
    accountId: undefined,
    region: undefined,
  }));
  const templatePaths = stackTemplates.map(({ templatePath }) => templatePath);
  const context = { stackTemplates, templatePaths, appConstruct: app };
  const texts = templatePaths.map((path) => readFileSync(path, 'utf8'));
  const plugin = new NetworkValidation();
  const aws = new CloudFormationValidatePlugin();
  const [parse, ours, theirs] = [
    measured(() => texts.map((text) => JSON.parse(text) as unknown), 100),
    measured(() => plugin.validate(context), 100),
    measured(() => aws.validate(context), 3),
  ];
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  const times = ({ least, median: middle }: Measured): string => `${least.toFixed(1)} ms (median ${middle.toFixed(1)})`;
  const ratios = (a: Measured, b: Measured): string =>
    `${(a.least / b.least).toFixed(2)} (medians ${(a.median / b.median).toFixed(2)})`;
  print(`validation of ${(size / 1e6).toFixed(1)} MB: JSON.parse ${times(parse)}, NetworkValidation ${times(ours)}, AWS's validator ${times(theirs)}`); // prettier-ignore
  print(`NetworkValidation takes ${ratios(ours, parse)} times JSON.parse (aim: at most 3)`);
  print(`AWS's validator takes ${ratios(theirs, ours)} times NetworkValidation (aim: at least 100)`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

main();
