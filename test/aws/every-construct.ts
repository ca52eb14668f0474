import { App, Stack } from 'aws-cdk-lib';
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
  ContainerInstances,
  ExternalBridgeTaskDefinition,
  ExternalHostTaskDefinition,
  ExternalMachinesService,
  ExternalNoneTaskDefinition,
  ExternalWindowsTaskDefinition,
  FargateAwsvpcService,
  FargateAwsvpcTaskDefinition,
  HostPort,
  HostService,
  HostTaskDefinition,
  ManagedAwsvpcService,
  ManagedAwsvpcTaskDefinition,
  ManagedHostService,
  ManagedHostTaskDefinition,
  NatPort,
  NoneService,
  NoneTaskDefinition,
  Port,
  PortRange,
  RunTaskCommand,
  WindowsAwsvpcService,
  WindowsAwsvpcTaskDefinition,
  WindowsService,
  WindowsTaskDefinition,
} from '../../lib/ecs';

const container = { image: ecs.ContainerImage.fromRegistry('nginx:alpine'), memoryLimitMiB: 128 };

interface Site {
  readonly stack: Stack;
  readonly vpc: ec2.IVpc;
  readonly cluster: ecs.Cluster & ecs.ICluster;
}

function newSite(app: App, id: string): Site {
  const stack = new Stack(app, id);
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }) as ec2.IVpc;
  const cluster = new ecs.Cluster(stack, 'Cluster', {
    vpc,
    defaultCloudMapNamespace: { name: `${id.toLowerCase()}.internal` },
  }) as Site['cluster'];
  return { stack, vpc, cluster };
}

function webListener({ stack, vpc }: Site): elbv2.ApplicationListener {
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc, internetFacing: true });
  return balancer.addListener('Http', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
}

function rule(priority: number): { priority: number; conditions: elbv2.ListenerCondition[] } {
  return { priority, conditions: [elbv2.ListenerCondition.pathPatterns([`/${priority}/*`])] };
}

/** Linux instances: all four modes, both kinds of load balancer, discovery, Service Connect, links, exec. */
function linux(app: App): void {
  const site = newSite(app, 'Linux');
  const { stack, vpc, cluster } = site;
  const instances = new ContainerInstances(stack, 'Instances', {
    cluster,
    instanceType: new ec2.InstanceType('m5.large'),
    maxCapacity: 6,
  });
  const running = { cluster, capacityProviderStrategies: instances.strategy };
  const listener = webListener(site);

  const none = new NoneTaskDefinition(stack, 'NoneTask');
  none.addContainer('job', container);
  new NoneService(stack, 'None', { ...running, taskDefinition: none });

  const bridge = new BridgeTaskDefinition(stack, 'BridgeTask', { enableExecuteCommand: true });
  const web = bridge.addContainer('web', container);
  const dynamic = web.addPort(BridgePort.dynamic(Port.tcp(80), { name: 'http', appProtocol: 'http' }));
  const front = new BridgeService(stack, 'Bridge', { ...running, taskDefinition: bridge, enableExecuteCommand: true });
  front.listen(listener, dynamic, rule(1));
  front.discover(dynamic, { name: 'web' });
  front.connect({ offers: [{ port: dynamic, dnsName: 'front', clientPort: 8080 }] });

  const dns = new BridgeTaskDefinition(stack, 'FixedTask');
  const server = dns.addContainer('dns', container);
  server.link(dns.addContainer('cache', container), 'store');
  const fixed = server.addPort(BridgePort.fixed(Port.udp(53), 5353));
  const resolver = new BridgeService(stack, 'Fixed', { ...running, taskDefinition: dns, desiredCount: 2 });
  const udp = new elbv2.NetworkLoadBalancer(stack, 'Nlb', { vpc }).addListener('Udp', {
    port: 53,
    protocol: elbv2.Protocol.UDP,
  });
  resolver.listen(udp, fixed);

  const ranged = new BridgeTaskDefinition(stack, 'RangeTask');
  ranged.addContainer('media', container).addPort(BridgePort.range(PortRange.udp(10000, 10010)));
  new BridgeService(stack, 'Range', { ...running, taskDefinition: ranged });

  const host = new HostTaskDefinition(stack, 'HostTask');
  const same = host.addContainer('agent', container).addPort(HostPort.same(Port.tcp(9100)));
  const agent = new HostService(stack, 'Host', { ...running, taskDefinition: host });
  agent.listen(listener, same, rule(2));
  agent.allowFrom(front, same);

  const awsvpc = new AwsvpcTaskDefinition(stack, 'AwsvpcTask');
  const own = awsvpc.addContainer('api', container).addPort(AwsvpcPort.same(Port.tcp(8080), { name: 'api' }));
  const api = new AwsvpcService(stack, 'Awsvpc', { ...running, taskDefinition: awsvpc });
  api.listen(listener, own, rule(3));
  api.connect({ offers: [{ port: own }], calls: [front] });
  api.discover(own, { name: 'api' });

  for (const taskDefinition of [none, bridge, host, awsvpc]) {
    new RunTaskCommand(stack, `Run${taskDefinition.node.id}`, { cluster, taskDefinition });
  }
}

function windows(app: App): void {
  const site = newSite(app, 'Windows');
  const { stack, cluster } = site;
  const listener = webListener(site);
  const instances = new ContainerInstances(stack, 'Instances', {
    cluster,
    instanceType: new ec2.InstanceType('m5.large'),
    maxCapacity: 2,
    amiFamily: 'windows',
  });
  const running = { cluster, capacityProviderStrategies: instances.strategy };
  const nat = new WindowsTaskDefinition(stack, 'NatTask');
  const natPort = nat.addContainer('web', container).addPort(NatPort.dynamic(Port.tcp(80)));
  new WindowsService(stack, 'Nat', { ...running, taskDefinition: nat }).listen(listener, natPort, rule(1));
  const awsvpc = new WindowsAwsvpcTaskDefinition(stack, 'AwsvpcTask');
  const own = awsvpc.addContainer('web', container).addPort(AwsvpcPort.same(Port.tcp(80)));
  new WindowsAwsvpcService(stack, 'Awsvpc', { ...running, taskDefinition: awsvpc }).listen(listener, own, rule(2));
}

function fargate(app: App): void {
  const site = newSite(app, 'Fargate');
  const { stack, cluster } = site;
  const taskDefinition = new FargateAwsvpcTaskDefinition(stack, 'Task');
  const port = taskDefinition.addContainer('web', container).addPort(AwsvpcPort.same(Port.tcp(80), { name: 'web' }));
  const service = new FargateAwsvpcService(stack, 'Service', { cluster, taskDefinition });
  service.listen(webListener(site), port, rule(1));
  service.discover(port);
  service.connect({ offers: [{ port }] });
}

function managed(app: App): void {
  const site = newSite(app, 'Managed');
  const { stack, vpc, cluster } = site;
  const listener = webListener(site);
  const provider = new ecs.ManagedInstancesCapacityProvider(stack, 'Machines', {
    subnets: vpc.privateSubnets,
    securityGroups: [new ec2.SecurityGroup(stack, 'MachinesGroup', { vpc })],
  });
  cluster.addManagedInstancesCapacityProvider(provider);
  const running = { cluster, capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName }] };
  const host = new ManagedHostTaskDefinition(stack, 'HostTask');
  const same = host.addContainer('web', container).addPort(HostPort.same(Port.tcp(8080)));
  new ManagedHostService(stack, 'Host', { ...running, taskDefinition: host }).listen(listener, same, rule(1));
  const awsvpc = new ManagedAwsvpcTaskDefinition(stack, 'AwsvpcTask');
  const own = awsvpc.addContainer('web', container).addPort(AwsvpcPort.same(Port.tcp(80)));
  new ManagedAwsvpcService(stack, 'Awsvpc', { ...running, taskDefinition: awsvpc }).listen(listener, own, rule(2));
}

function external(app: App): void {
  const stack = new Stack(app, 'External');
  const cluster = new ecs.Cluster(stack, 'Cluster') as Site['cluster'];
  const tasks = [
    new ExternalNoneTaskDefinition(stack, 'NoneTask'),
    new ExternalBridgeTaskDefinition(stack, 'BridgeTask'),
    new ExternalHostTaskDefinition(stack, 'HostTask'),
    new ExternalWindowsTaskDefinition(stack, 'WindowsTask'),
  ];
  for (const taskDefinition of tasks) {
    taskDefinition.addContainer('web', container);
    new ExternalMachinesService(stack, `${taskDefinition.node.id}Service`, { cluster, taskDefinition });
  }
}

/** An app with every construct that makes resources, wired in every way that its mode has. */
export function everyConstruct(outdir: string): App {
  const app = new App({ outdir });
  for (const build of [linux, windows, fargate, managed, external]) build(app);
  return app;
}
