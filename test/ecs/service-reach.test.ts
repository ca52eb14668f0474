import { type App, type Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { servicePorts, serviceReach, type ServiceVerdict } from '../../lib/core';
import {
  AwsvpcPort,
  AwsvpcService,
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeService,
  BridgeTaskDefinition,
  ContainerInstances,
  NoneService,
  NoneTaskDefinition,
  Port,
  readStage,
} from '../../lib/ecs';
import { newStack, small, type World } from './helpers';

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

/** The verdict about the first port of a service. */
function ask({ stack }: Site, from: string, to: string): ServiceVerdict {
  const app = stack.node.root as App;
  app.synth({ force: true });
  const [cluster] = readStage(app).clusters;
  const caller = cluster!.services.items.find(({ at }) => at.path === `Stack/${from}`);
  const port = servicePorts(cluster!).find(({ service }) => service.at.path === `Stack/${to}`);
  return serviceReach(cluster!, caller!, port!);
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

  test('a group does not keep tasks of one instance apart, and the verdict says so', () => {
    const site = newSite();
    bridge(site, 'Client', BridgePort.dynamic(Port.tcp(80)));
    bridge(site, 'Server', BridgePort.fixed(Port.tcp(80), 8080));
    expect(ask(site, 'Client', 'Server')).toMatchObject({
      kind: 'blocked',
      because:
        'Stack/InstancesSecurityGroup does not admit Stack/InstancesSecurityGroup on 8080/tcp; tasks that share an instance get through all the same',
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

  test('a caller whose group lets nothing out is blocked there', () => {
    const site = newSite();
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80)));
    const { stack, cluster, instances } = site;
    const closed = new ec2.SecurityGroup(stack, 'Closed', { vpc: cluster.vpc, allowAllOutbound: false });
    server.service.connections.allowFrom(ec2.Peer.anyIpv4(), ec2.Port.tcp(80));
    const taskDefinition = new AwsvpcTaskDefinition(stack, 'ClientTask');
    taskDefinition.addContainer('app', small);
    const props = { cluster, taskDefinition, capacityProviderStrategies: instances.strategy };
    new AwsvpcService(stack, 'Client', { ...props, securityGroups: [closed] });
    expect(ask(site, 'Client', 'Server')).toMatchObject({
      kind: 'blocked',
      because: 'Stack/Closed lets nothing out to 80/tcp of Stack/Server/SecurityGroup',
    });
  });

  test('a task without a network calls nobody', () => {
    const site = newSite();
    awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80)));
    const taskDefinition = new NoneTaskDefinition(site.stack, 'JobTask');
    taskDefinition.addContainer('app', small);
    new NoneService(site.stack, 'Job', { cluster: site.cluster, taskDefinition });
    expect(ask(site, 'Job', 'Server')).toMatchObject({
      kind: 'blocked',
      because: 'tasks in mode none have no network',
    });
  });
});
