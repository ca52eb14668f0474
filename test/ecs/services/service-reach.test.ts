import { type App, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Cluster } from '../../../lib/core/ecs/cluster';
import { isolationsBetween, serviceIsolationText } from '../../../lib/core/ecs/reach/service-isolation';
import { flowsBetween, servicePorts, serviceReach } from '../../../lib/core/ecs/reach/service-reach';
import { type ServiceVerdict } from '../../../lib/core/ecs/reach/service-verdict';
import {
  AwsvpcPort,
  AwsvpcService,
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeService,
  BridgeTaskDefinition,
  ContainerInstances,
  FargateAwsvpcService,
  FargateAwsvpcTaskDefinition,
  NoneService,
  NoneTaskDefinition,
  Port,
  readStage,
} from '../../../lib/ecs';
import { newStack, small, type World } from '../helpers';

interface Site {
  readonly stack: Stack;
  readonly cluster: World['cluster'];
  readonly instances: ContainerInstances;
}

function newSite(): Site {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }) as ec2.IVpc;
  const cluster = new ecs.Cluster(stack, 'Cluster', {
    vpc,
    defaultCloudMapNamespace: { name: 'lab.internal' },
  }) as World['cluster'];
  const instances = new ContainerInstances(stack, 'Instances', {
    cluster,
    instanceType: new ec2.InstanceType('m5.large'),
    maxCapacity: 4,
  });
  return { stack, cluster, instances };
}

function bridge({ stack, cluster, instances }: Site, id: string, mapping: BridgePort) {
  const taskDefinition = new BridgeTaskDefinition(stack, `${id}Task`, { memoryMiB: '512' });
  const port = taskDefinition.addContainer('app', small).addPort(mapping);
  const props = { cluster, taskDefinition, capacityProviderStrategies: instances.strategy };
  return { service: new BridgeService(stack, id, props), port };
}

function awsvpc({ stack, cluster, instances }: Site, id: string, mapping: AwsvpcPort) {
  const taskDefinition = new AwsvpcTaskDefinition(stack, `${id}Task`, { memoryMiB: '512' });
  const port = taskDefinition.addContainer('app', small).addPort(mapping);
  const props = { cluster, taskDefinition, capacityProviderStrategies: instances.strategy };
  return { service: new AwsvpcService(stack, id, props), port };
}

function withoutNetwork({ stack, cluster }: Site, id: string): void {
  const taskDefinition = new NoneTaskDefinition(stack, `${id}Task`);
  taskDefinition.addContainer('app', small);
  new NoneService(stack, id, { cluster, taskDefinition });
}

/** A caller whose only security group lets nothing out. */
function letsNothingOut({ stack, cluster, instances }: Site, id: string): void {
  const closed = new ec2.SecurityGroup(stack, 'Closed', { vpc: cluster.vpc, allowAllOutbound: false });
  const taskDefinition = new AwsvpcTaskDefinition(stack, `${id}Task`);
  taskDefinition.addContainer('app', small);
  const props = { cluster, taskDefinition, capacityProviderStrategies: instances.strategy };
  new AwsvpcService(stack, id, { ...props, securityGroups: [closed] });
}

/** The verdict about the first port of a service. */
function ask({ stack }: Site, from: string, to: string): ServiceVerdict {
  const app = stack.node.root as App;
  app.synth({ force: true });
  const [cluster] = readStage(app).clusters;
  const caller = cluster!.services.items.find(({ at }) => at.path === `Stack/${from}`);
  const port = servicePorts(cluster!).find(({ service }) => service.at.path === `Stack/${to}`);
  return serviceReach({ cluster: cluster!, service: caller! }, port!);
}

describe('between services of a cluster', () => {
  test('nothing passes until a group admits it, and then exactly on the ports that it needs', () => {
    const site = newSite();
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(80)));
    const server = bridge(site, 'Server', BridgePort.dynamic(Port.tcp(8080)));
    expect(ask(site, 'Client', 'Server')).toMatchObject({
      kind: 'blocked',
      because: 'Stack/InstancesSecurityGroup does not admit Stack/Client/SecurityGroup on 20000-32767/tcp',
    });
    client.service.allowTo(server.service, server.port);
    expect(ask(site, 'Client', 'Server')).toEqual({
      kind: 'open',
      ports: [20000, 32767],
      names: [],
      groups: ['Stack/InstancesSecurityGroup'],
    });
    expect(ask(site, 'Server', 'Client')).toMatchObject({ kind: 'blocked' });
  });

  test('a group does not keep tasks of one instance apart, so it depends on where they are placed', () => {
    const site = newSite();
    bridge(site, 'Client', BridgePort.dynamic(Port.tcp(80)));
    bridge(site, 'Server', BridgePort.fixed(Port.tcp(80), 8080));
    const groups = ['Stack/InstancesSecurityGroup'];
    expect(ask(site, 'Client', 'Server')).toEqual({
      kind: 'unknown',
      reason: { code: 'not-admitted-unless-together', facts: { from: groups, to: groups, port: '8080/tcp' } },
      why: 'Stack/InstancesSecurityGroup does not admit Stack/InstancesSecurityGroup on 8080/tcp; tasks that share an instance get through all the same',
      fix: 'give Stack/InstancesSecurityGroup an incoming rule that admits Stack/InstancesSecurityGroup on 8080/tcp',
    });
  });

  test('instances of two groups are kept apart', () => {
    const site = newSite();
    const others = new ContainerInstances(site.stack, 'Others', {
      cluster: site.cluster,
      instanceType: new ec2.InstanceType('m5.large'),
      maxCapacity: 4,
    });
    bridge(site, 'Client', BridgePort.dynamic(Port.tcp(80)));
    bridge({ ...site, instances: others }, 'Server', BridgePort.fixed(Port.tcp(80), 8080));
    expect(ask(site, 'Client', 'Server')).toMatchObject({
      kind: 'blocked',
      because: 'Stack/OthersSecurityGroup does not admit Stack/InstancesSecurityGroup on 8080/tcp',
    });
  });

  test('a part of the dynamic ports is not decided', () => {
    const site = newSite();
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(80)));
    bridge(site, 'Server', BridgePort.dynamic(Port.tcp(8080)));
    site.instances.connections.allowFrom(client.service, ec2.Port.tcpRange(20000, 25000));
    expect(ask(site, 'Client', 'Server').kind).toBe('unknown');
  });

  test('the name is that of Service Connect where both take part', () => {
    const site = newSite();
    const named = { name: 'http', appProtocol: 'http' } as const;
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80), named));
    server.service.connect({ offers: [{ port: server.port, dnsName: 'web', clientPort: 8080 }] });
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(81)));
    client.service.connect({ calls: [server.service] });
    expect(ask(site, 'Client', 'Server')).toEqual({
      kind: 'open',
      ports: [80, 80],
      names: ['web:8080'],
      groups: ['Stack/Server/SecurityGroup'],
    });
  });

  test('the proxy of Service Connect has a dynamic port, also where the host port of the application is fixed', () => {
    const site = newSite();
    const server = bridge(site, 'Server', BridgePort.fixed(Port.tcp(80), 8080, { name: 'http' }));
    server.service.connect({ offers: [{ port: server.port, dnsName: 'web' }] });
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(81)));
    client.service.connect({ calls: [server.service] });
    expect(ask(site, 'Client', 'Server')).toMatchObject({ kind: 'open', ports: [20000, 32767] });
  });

  test('a caller whose group lets nothing out is blocked there', () => {
    const site = newSite();
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80)));
    server.service.connections.allowFrom(ec2.Peer.anyIpv4(), ec2.Port.tcp(80));
    letsNothingOut(site, 'Client');
    expect(ask(site, 'Client', 'Server')).toMatchObject({
      kind: 'blocked',
      because: 'Stack/Closed lets nothing out to 80/tcp of Stack/Server/SecurityGroup',
    });
  });

  test('a task without a network calls nobody', () => {
    const site = newSite();
    awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80)));
    withoutNetwork(site, 'Job');
    expect(ask(site, 'Job', 'Server')).toMatchObject({
      kind: 'blocked',
      because: 'tasks in mode none have no network',
    });
  });
});

describe('between services of several clusters', () => {
  function twoSites(): { readonly one: Site; readonly other: Site; readonly clusters: () => readonly Cluster[] } {
    const one = newSite();
    const { stack } = one;
    const cluster = new ecs.Cluster(stack, 'OtherCluster', { vpc: one.cluster.vpc }) as World['cluster'];
    const instances = new ContainerInstances(stack, 'OtherInstances', {
      cluster,
      instanceType: new ec2.InstanceType('m5.large'),
      maxCapacity: 4,
    });
    const app = stack.node.root as App;
    const clusters = () => {
      app.synth({ force: true });
      return readStage(app).clusters;
    };
    return { one, other: { stack, cluster, instances }, clusters };
  }

  test('the groups of both decide, as within one', () => {
    const { one, other, clusters } = twoSites();
    const client = awsvpc(one, 'Client', AwsvpcPort.same(Port.tcp(81)));
    const server = bridge(other, 'Server', BridgePort.fixed(Port.tcp(80), 8080));
    const verdicts = () => flowsBetween(clusters(), 'Client', 'Server', Port.tcp(80)).map(({ verdict }) => verdict);
    expect(verdicts()).toMatchObject([{ kind: 'blocked' }]);
    client.service.allowTo(server.service, server.port);
    expect(verdicts()).toMatchObject([{ kind: 'open', ports: [8080, 8080] }]);
  });

  test('what another VPC admits is not decided', () => {
    const { one, clusters } = twoSites();
    const { stack } = one;
    const vpc = new ec2.Vpc(stack, 'Far', { maxAzs: 2 }) as ec2.IVpc;
    const cluster = new ecs.Cluster(stack, 'FarCluster', { vpc }) as World['cluster'];
    const taskDefinition = new FargateAwsvpcTaskDefinition(stack, 'ServerTask');
    taskDefinition.addContainer('app', small).addPort(AwsvpcPort.same(Port.tcp(80)));
    const server = new FargateAwsvpcService(stack, 'Server', { cluster, taskDefinition });
    awsvpc(one, 'Client', AwsvpcPort.same(Port.tcp(81)));
    const verdicts = () => flowsBetween(clusters(), 'Client', 'Server').map(({ verdict }) => verdict);
    expect(verdicts()).toMatchObject([{ kind: 'blocked' }]);
    server.connections.allowFromAnyIpv4(ec2.Port.tcp(80));
    expect(verdicts()).toEqual([
      {
        kind: 'unknown',
        reason: { code: 'vpcs-differ', facts: {} },
        why: 'they are in different VPCs, and what joins these is not looked at',
      },
    ]);
  });
});

describe('isolation of services', () => {
  /** How isolated a service is from another one. */
  function isolation({ stack }: Site, from: string, to: string): string {
    const app = stack.node.root as App;
    app.synth({ force: true });
    return isolationsBetween(readStage(app).clusters, from, to).map(serviceIsolationText).join('\n');
  }

  test('a port that no mapping names is looked at too', () => {
    const site = newSite();
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80)));
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(81)));
    expect(isolation(site, 'Client', 'Server')).toBe(
      'Stack/Client -> Stack/Server: blocked: Stack/Server/SecurityGroup does not admit Stack/Client/SecurityGroup',
    );
    server.service.connections.allowFrom(client.service, ec2.Port.udp(5353));
    expect(isolation(site, 'Client', 'Server')).toBe(
      'Stack/Client -> Stack/Server: open: admitted by Stack/Server/SecurityGroup',
    );
    expect(ask(site, 'Client', 'Server')).toMatchObject({ kind: 'blocked' });
  });

  test('tasks that can share an instance are not isolated', () => {
    const site = newSite();
    bridge(site, 'Client', BridgePort.dynamic(Port.tcp(80)));
    bridge(site, 'Server', BridgePort.dynamic(Port.tcp(80)));
    expect(isolation(site, 'Client', 'Server')).toBe(
      'Stack/Client -> Stack/Server: unknown: Stack/InstancesSecurityGroup does not admit Stack/InstancesSecurityGroup; tasks that share an instance get through all the same',
    );
  });

  test('a task without a network is isolated both ways', () => {
    const site = newSite();
    awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80)));
    withoutNetwork(site, 'Job');
    expect(isolation(site, 'Job', 'Server')).toBe(
      'Stack/Job -> Stack/Server: blocked: tasks in mode none have no network',
    );
    expect(isolation(site, 'Server', 'Job')).toBe(
      'Stack/Server -> Stack/Job: blocked: tasks in mode none have no network',
    );
  });

  test('a group that lets nothing out isolates what is behind it', () => {
    const site = newSite();
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80)));
    server.service.connections.allowFromAnyIpv4(ec2.Port.allTraffic());
    letsNothingOut(site, 'Client');
    expect(isolation(site, 'Client', 'Server')).toBe(
      'Stack/Client -> Stack/Server: blocked: Stack/Closed lets nothing out to Stack/Server/SecurityGroup',
    );
  });
});
