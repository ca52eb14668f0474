/**
 * Synth of an app with 200 services, once with our constructs and once with plain aws-cdk-lib giving the same template; and
 * NetworkValidation over that app against AWS's own validator and against reading the JSON.
 *
 * Every synth has a process of its own, as `cdk synth` has: what aws-cdk-lib keeps of an earlier one would slow the next
 * down. The two sides take turns. The time is that of construction and synthesis, without the loading of modules.
 *
 * node build/bench/ecs-synth.js [pairs]
 */
import { App, CloudFormationValidatePlugin, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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

const SIDES = { ours: withOurs, hand: byHand };
type Side = keyof typeof SIDES;

interface Times {
  /** Milliseconds that passed. */
  readonly wall: number;
  /** Milliseconds of all processors, with what garbage collection and compilation do beside the main thread. */
  readonly cpu: number;
}

function synth(side: Side, folder: string): Times {
  const start = performance.now();
  const cpu = process.cpuUsage();
  SIDES[side](join(folder, side)).synth();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

/** Runs a part of this benchmark in a process of its own. */
function apart(...args: readonly string[]): string {
  return execFileSync(process.execPath, [__filename, ...args], { encoding: 'utf8' });
}

function main(pairs: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-bench-'));
  const times: Record<Side, Times[]> = { ours: [], hand: [] };
  for (let pair = 0; pair < pairs; pair++) {
    for (const side of pair % 2 === 0 ? (['ours', 'hand'] as const) : (['hand', 'ours'] as const)) {
      times[side].push(JSON.parse(apart(side, folder)) as Times);
    }
  }
  const same = templatesIn(join(folder, 'ours')) === templatesIn(join(folder, 'hand'));
  print(`templates of both sides are the same: ${same ? 'yes' : 'no'}`);
  for (const kind of ['wall', 'cpu'] as const) {
    const [ours, hand] = [times.ours.map((one) => one[kind]), times.hand.map((one) => one[kind])];
    const ratios = ours.map((ms, index) => ms / (hand[index] ?? NaN));
    const least = Math.min(...ours) / Math.min(...hand);
    print(
      `synth of ${SERVICES} services, ${kind}: ours ${median(ours).toFixed(0)} ms, by hand ${median(hand).toFixed(0)} ms`,
    );
    print(`  ratio, median of ${pairs} pairs: ${median(ratios).toFixed(3)}, of the least disturbed: ${least.toFixed(3)} (aim: at most 1.05)`); // prettier-ignore
  }
  print(apart('validation', folder).trimEnd());
  rmSync(folder, { recursive: true });
}

function templatesIn(folder: string): string {
  const files = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
  return canonical(files.sort().map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown));
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

const [part, folder = ''] = process.argv.slice(2);
if (part === 'ours' || part === 'hand') print(JSON.stringify(synth(part, folder)));
else if (part === 'validation') validation(folder);
else main(Number(part ?? 15));
