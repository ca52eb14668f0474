import { type App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as cloudmap from 'aws-cdk-lib/aws-servicediscovery';
import {
  AwsvpcPort,
  AwsvpcService,
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeService,
  BridgeTaskDefinition,
  ContainerInstances,
  Port,
  type PortHandle,
} from '../../../lib/ecs';
import { admissions, newStack, small, type World } from '../helpers';

type Site = Pick<World, 'stack' | 'vpc' | 'cluster'>;

/** A cluster with instances and a private namespace. */
function newSite(): Site {
  const stack = newStack();
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }) as ec2.IVpc;
  const cluster = new ecs.Cluster(stack, 'Cluster', {
    vpc,
    defaultCloudMapNamespace: { name: 'lab.internal' },
  }) as World['cluster'];
  new ContainerInstances(stack, 'Instances', {
    cluster,
    instanceType: new ec2.InstanceType('t3.medium'),
    maxCapacity: 2,
  });
  return { stack, vpc, cluster };
}

function bridge(
  { stack, cluster }: Site,
  id: string,
  mapping: BridgePort,
): { service: BridgeService; port: PortHandle } {
  const taskDefinition = new BridgeTaskDefinition(stack, `${id}Task`, { memoryMiB: '512' });
  const port = taskDefinition.addContainer('web', small).addPort(mapping);
  return { service: new BridgeService(stack, id, { cluster, taskDefinition }), port };
}

function awsvpc(
  { stack, cluster }: Site,
  id: string,
  mapping: AwsvpcPort,
): { service: AwsvpcService; port: PortHandle } {
  const taskDefinition = new AwsvpcTaskDefinition(stack, `${id}Task`, { memoryMiB: '512' });
  const port = taskDefinition.addContainer('web', small).addPort(mapping);
  return { service: new AwsvpcService(stack, id, { cluster, taskDefinition }), port };
}

const http = { name: 'http' };

/** What the security groups let in from addresses, as `source protocol from-to`. */
function cidrAdmissions(stack: World['stack']): string[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup')).flatMap((group) => {
    const { SecurityGroupIngress = [] } = (
      group as { Properties: { SecurityGroupIngress?: Record<string, unknown>[] } }
    ).Properties;
    return SecurityGroupIngress.map(({ CidrIp, IpProtocol, FromPort, ToPort }) => {
      const source = typeof CidrIp === 'string' ? CidrIp : 'Vpc';
      return `${source} ${String(IpProtocol)} ${String(FromPort)}-${String(ToPort)}`;
    });
  });
}

describe('a network load balancer', () => {
  test('with a security group is let in by it, for UDP and for the health check', () => {
    const site = newSite();
    const group = new ec2.SecurityGroup(site.stack, 'Front', { vpc: site.vpc });
    const balancer = new elbv2.NetworkLoadBalancer(site.stack, 'Nlb', { vpc: site.vpc, securityGroups: [group] });
    const { service, port } = bridge(site, 'Dns', BridgePort.fixed(Port.udp(53), 5353));
    service.listen(balancer.addListener('Udp', { port: 53, protocol: elbv2.Protocol.UDP }), port);
    expect(admissions(site.stack)).toEqual([
      'InstancesSecurityGroup <- Front tcp 5353-5353',
      'InstancesSecurityGroup <- Front udp 5353-5353',
    ]);
    Template.fromStack(site.stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Protocol: 'UDP',
      TargetType: 'instance',
      HealthCheckPort: 'traffic-port',
    });
  });

  test('without one has its clients let in where the task sees them, else the VPC', () => {
    const site = newSite();
    const balancer = new elbv2.NetworkLoadBalancer(site.stack, 'Nlb', {
      vpc: site.vpc,
      internetFacing: true,
      disableSecurityGroups: true,
    });
    const direct = bridge(site, 'Direct', BridgePort.fixed(Port.tcp(80), 8080));
    direct.service.listen(balancer.addListener('One', { port: 80 }), direct.port);
    const proxied = awsvpc(site, 'Proxied', AwsvpcPort.same(Port.tcp(81)));
    proxied.service.listen(balancer.addListener('Two', { port: 81 }), proxied.port);
    const template = Template.fromStack(site.stack);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [Match.objectLike({ CidrIp: '0.0.0.0/0', FromPort: 8080, IpProtocol: 'tcp' })],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupIngress: [
        Match.objectLike({ CidrIp: { 'Fn::GetAtt': [Match.anyValue(), 'CidrBlock'] }, FromPort: 81 }),
      ],
    });
  });

  test('lets clients in for UDP alone: its own TCP health checks come from the VPC', () => {
    const site = newSite();
    const balancer = new elbv2.NetworkLoadBalancer(site.stack, 'Nlb', {
      vpc: site.vpc,
      internetFacing: true,
      disableSecurityGroups: true,
    });
    const dns = bridge(site, 'Dns', BridgePort.fixed(Port.udp(53), 5353));
    dns.service.listen(balancer.addListener('Dns', { port: 53, protocol: elbv2.Protocol.UDP }), dns.port);
    const log = bridge(site, 'Log', BridgePort.fixed(Port.udp(514), 5140));
    log.service.listen(balancer.addListener('Log', { port: 514, protocol: elbv2.Protocol.UDP }), log.port, {
      clients: ec2.Peer.ipv4('203.0.113.0/24'),
      healthCheck: { port: '8080' },
    });
    expect(cidrAdmissions(site.stack)).toEqual([
      '0.0.0.0/0 udp 5353-5353',
      'Vpc tcp 5353-5353',
      '203.0.113.0/24 udp 5140-5140',
      'Vpc udp 5140-5140',
      'Vpc tcp 8080-8080',
    ]);
  });

  test('has a UDP port behind a TCP listener found', () => {
    const site = newSite();
    const balancer = new elbv2.NetworkLoadBalancer(site.stack, 'Nlb', { vpc: site.vpc });
    const { service, port } = bridge(site, 'Dns', BridgePort.fixed(Port.udp(53), 5353));
    service.listen(balancer.addListener('Dns', { port: 53 }), port);
    expect(() => (site.stack.node.root as App).synth()).toThrow(
      'a listener for TCP forwards to a target group that speaks UDP',
    );
  });

  test('that faces the internet needs no addresses of an imported VPC for TCP', () => {
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: ['a', 'b'],
      publicSubnetIds: ['subnet-1', 'subnet-2'],
      privateSubnetIds: ['subnet-3', 'subnet-4'],
    });
    const cluster = new ecs.Cluster(stack, 'Cluster', { vpc }) as World['cluster'];
    const instanceType = new ec2.InstanceType('t3.medium');
    new ContainerInstances(stack, 'Instances', { cluster, instanceType, maxCapacity: 2 });
    const balancer = new elbv2.NetworkLoadBalancer(stack, 'Nlb', {
      vpc,
      internetFacing: true,
      disableSecurityGroups: true,
    });
    const { service, port } = bridge({ stack, vpc, cluster }, 'Web', BridgePort.fixed(Port.tcp(80), 8080));
    service.listen(balancer.addListener('Tcp', { port: 80 }), port);
    expect(cidrAdmissions(stack)).toEqual(['0.0.0.0/0 tcp 8080-8080']);
  });

  test('is let in for both protocols of a TCP_UDP target group, whichever handle it is given', () => {
    const site = newSite();
    const balancer = new elbv2.NetworkLoadBalancer(site.stack, 'Nlb', {
      vpc: site.vpc,
      securityGroups: [new ec2.SecurityGroup(site.stack, 'Front', { vpc: site.vpc })],
    });
    const protocol = elbv2.Protocol.TCP_UDP;
    for (const [index, port] of [Port.tcp(53), Port.udp(5353)].entries()) {
      const dns = awsvpc(site, `Dns${index}`, AwsvpcPort.same(port));
      dns.service.listen(balancer.addListener(`Dns${index}`, { port: port.number, protocol }), dns.port, { protocol });
    }
    expect(admissions(site.stack)).toEqual([
      'Dns0SecurityGroup <- Front tcp 53-53',
      'Dns0SecurityGroup <- Front udp 53-53',
      'Dns1SecurityGroup <- Front tcp 5353-5353',
      'Dns1SecurityGroup <- Front udp 5353-5353',
    ]);
  });

  test('has its protocols named when another is asked for', () => {
    const site = newSite();
    const balancer = new elbv2.NetworkLoadBalancer(site.stack, 'Nlb', { vpc: site.vpc });
    const { service, port } = bridge(site, 'Web', BridgePort.dynamic(Port.tcp(80)));
    const listener = balancer.addListener('Tcp', { port: 80 });
    expect(() => service.listen(listener, port, { protocol: elbv2.Protocol.HTTP })).toThrowErrorMatchingInlineSnapshot(`
     "the target group of a network load balancer speaks TCP, UDP, TCP_UDP, TLS, got "HTTP"
       fix: leave protocol out, or put the port behind a listener of the other kind of load balancer"
    `);
  });
});

describe('allowFrom and allowTo', () => {
  test('open the dynamic range between instances, for UDP as UDP', () => {
    const site = newSite();
    const server = bridge(site, 'Server', BridgePort.dynamic(Port.udp(53)));
    const client = bridge(site, 'Client', BridgePort.dynamic(Port.tcp(80)));
    client.service.allowTo(server.service, server.port);
    expect(admissions(site.stack)).toEqual(['InstancesSecurityGroup <- InstancesSecurityGroup udp 20000-32767']);
  });

  test('lets a service out of a group that lets everything out without a warning of CDK', () => {
    const site = newSite();
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(9000)));
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(80)));
    client.service.allowTo(server.service, server.port);
    expect(admissions(site.stack)).toEqual(['ServerSecurityGroup <- ClientSecurityGroup tcp 9000-9000']);
    Annotations.fromStack(site.stack).hasNoWarning('*', Match.stringLikeRegexp('Ignoring Egress'));
  });

  test('open a fixed port of instances to tasks with a group of their own, and the other way round', () => {
    const site = newSite();
    const instance = bridge(site, 'Instance', BridgePort.fixed(Port.tcp(80), 8080));
    const task = awsvpc(site, 'Task', AwsvpcPort.same(Port.tcp(9000)));
    instance.service.allowFrom(task.service, instance.port);
    task.service.allowFrom(instance.service, task.port);
    expect(admissions(site.stack)).toEqual([
      'InstancesSecurityGroup <- TaskSecurityGroup tcp 8080-8080',
      'TaskSecurityGroup <- InstancesSecurityGroup tcp 9000-9000',
    ]);
  });

  test('open the port of the Service Connect proxy too, offered before or after', () => {
    const site = newSite();
    const before = bridge(site, 'Before', BridgePort.fixed(Port.tcp(80), 8080, http));
    before.service.connect({ offers: [{ port: before.port, discoveryName: 'before' }] });
    const after = awsvpc(site, 'After', AwsvpcPort.same(Port.tcp(82), http));
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(81)));
    before.service.allowFrom(client.service, before.port);
    client.service.allowTo(after.service, after.port);
    after.service.connect({ offers: [{ port: after.port, ingressPortOverride: 9001 }] });
    expect(admissions(site.stack)).toEqual([
      'AfterSecurityGroup <- ClientSecurityGroup tcp 82-82',
      'AfterSecurityGroup <- ClientSecurityGroup tcp 9001-9001',
      'InstancesSecurityGroup <- ClientSecurityGroup tcp 20000-32767',
      'InstancesSecurityGroup <- ClientSecurityGroup tcp 8080-8080',
    ]);
  });

  test('put the rules into the stack of the service that asked for them', () => {
    const site = newSite();
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80)));
    const stack = new Stack(site.stack.node.root, 'Clients');
    const client = awsvpc({ ...site, stack }, 'Client', AwsvpcPort.same(Port.tcp(81)));
    client.service.allowTo(server.service, server.port);
    (site.stack.node.root as App).synth();
    expect(admissions(site.stack)).toEqual([]);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    expect(stack.dependencies).toEqual([site.stack]);
  });

  test('refuse a service whose mode they do not know, and a port of another task', () => {
    const site = newSite();
    const { service, port } = bridge(site, 'Web', BridgePort.dynamic(Port.tcp(80)));
    const taskDefinition = new ecs.Ec2TaskDefinition(site.stack, 'PlainTask');
    const plain = new ecs.Ec2Service(site.stack, 'Plain', { cluster: site.cluster, taskDefinition });
    expect(() => {
      service.allowTo(plain, port);
    }).toThrowErrorMatchingInlineSnapshot(`
     "the security groups of a service follow from its mode, which CDK's own classes do not tell, got "Stack/Plain"
       fix: make it a BridgeService, HostService, AwsvpcService or FargateAwsvpcService, or use its connections"
    `);
    const other = bridge(site, 'Other', BridgePort.dynamic(Port.tcp(80)));
    expect(() => {
      service.allowTo(other.service, port);
    }).toThrow('got a port of another task');
  });
});

describe('services of several stacks on instances that they share', () => {
  /** A load balancer and instances in one stack, and a service in each of two others. */
  function platform(mapping: BridgePort): { site: Site; listener: elbv2.ApplicationListener; services: Served[] } {
    const site = newSite();
    const app = site.stack.node.root as App;
    const balancer = new elbv2.ApplicationLoadBalancer(site.stack, 'Balancer', { vpc: site.vpc });
    const listener = balancer.addListener('Http', {
      port: 80,
      defaultAction: elbv2.ListenerAction.fixedResponse(404),
    });
    const services = ['One', 'Two'].map((id) => bridge({ ...site, stack: new Stack(app, id) }, 'Web', mapping));
    return { site, listener, services };
  }
  type Served = ReturnType<typeof bridge>;

  const rulesIn = (stack: Stack): number =>
    Object.keys(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress')).length;

  test('have one rule for their load balancer, where the instances are', () => {
    const { site, listener, services } = platform(BridgePort.dynamic(Port.tcp(80)));
    services.forEach(({ service, port }, index) => {
      const conditions = [elbv2.ListenerCondition.pathPatterns([`/${index}/*`])];
      service.listen(listener, port, { priority: index + 1, conditions });
    });
    expect(admissions(site.stack)).toEqual(['InstancesSecurityGroup <- BalancerSecurityGroup tcp 20000-32767']);
    for (const { service } of services) {
      expect(rulesIn(Stack.of(service))).toBe(0);
      expect(Stack.of(service).dependencies).toEqual([site.stack]);
    }
    expect(site.stack.dependencies).toEqual([]);
  });

  test('have one rule for each other', () => {
    const { site, services } = platform(BridgePort.fixed(Port.tcp(80), 8080));
    const [one, two] = services as [Served, Served];
    one.service.allowFrom(two.service, one.port);
    two.service.allowTo(one.service, one.port);
    expect(admissions(site.stack)).toEqual(['InstancesSecurityGroup <- InstancesSecurityGroup tcp 8080-8080']);
    expect(services.map(({ service }) => rulesIn(Stack.of(service)))).toEqual([0, 0]);
  });

  test('have a rule of their own for a client of their own', () => {
    const { site, services } = platform(BridgePort.fixed(Port.tcp(80), 8080));
    for (const { service, port } of services) {
      const client = new ec2.SecurityGroup(Stack.of(service), 'Client', { vpc: site.vpc });
      service.allowFrom(client, port);
    }
    expect(services.map(({ service }) => rulesIn(Stack.of(service)))).toEqual([1, 1]);
    expect(admissions(site.stack)).toEqual([]);
  });
});

describe('discover', () => {
  test('registers address and port where tasks share the instance’s address', () => {
    const site = newSite();
    const { service, port } = bridge(site, 'Web', BridgePort.dynamic(Port.tcp(80)));
    service.discover(port, { name: 'web' });
    const template = Template.fromStack(site.stack);
    template.hasResourceProperties('AWS::ServiceDiscovery::Service', {
      Name: 'web',
      DnsConfig: { DnsRecords: [{ TTL: 60, Type: 'SRV' }] },
    });
    template.hasResourceProperties('AWS::ECS::Service', {
      ServiceRegistries: [Match.objectLike({ ContainerName: 'web', ContainerPort: 80 })],
    });
  });

  test('registers the port that was asked for, not the first of the first container', () => {
    const site = newSite();
    const taskDefinition = new BridgeTaskDefinition(site.stack, 'Task');
    taskDefinition.addContainer('sidecar', small).addPort(BridgePort.dynamic(Port.tcp(9901)));
    const port = taskDefinition.addContainer('web', small).addPort(BridgePort.dynamic(Port.tcp(80)));
    new BridgeService(site.stack, 'Web', { cluster: site.cluster, taskDefinition }).discover(port);
    Template.fromStack(site.stack).hasResourceProperties('AWS::ECS::Service', {
      ServiceRegistries: [Match.objectLike({ ContainerName: 'web', ContainerPort: 80 })],
    });
  });

  test('registers the address alone where each task has one', () => {
    const site = newSite();
    const { service, port } = awsvpc(site, 'Web', AwsvpcPort.same(Port.tcp(80)));
    service.discover(port);
    const template = Template.fromStack(site.stack);
    template.hasResourceProperties('AWS::ServiceDiscovery::Service', {
      DnsConfig: { DnsRecords: [{ TTL: 60, Type: 'A' }] },
    });
    template.hasResourceProperties('AWS::ECS::Service', {
      ServiceRegistries: [{ RegistryArn: Match.anyValue(), ContainerName: Match.absent() }],
    });
  });

  test('refuses a record that the mode cannot have, and a second registration', () => {
    const site = newSite();
    const { service, port } = bridge(site, 'Web', BridgePort.dynamic(Port.tcp(80)));
    const recordType = cloudmap.DnsRecordType.A;
    expect(() => service.discover(port, { recordType })).toThrowErrorMatchingInlineSnapshot(`
     "tasks in mode bridge are registered with SRV records, got "A" for "Stack/Web"
       fix: leave recordType out, and have clients look up address and port; or use connect()"
    `);
    service.discover(port);
    expect(() => service.discover(port)).toThrowErrorMatchingInlineSnapshot(`
     "a service has one registry, got Stack/WebTask/web 80/tcp for "Stack/Web", which is registered already
       fix: register the port that clients look up; offer others through connect() or a load balancer"
    `);
  });
});

describe('connect', () => {
  test('offers a named port, starts the server first and lets the client in', () => {
    const site = newSite();
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80), { ...http, appProtocol: 'http' }));
    server.service.connect({ offers: [{ port: server.port, dnsName: 'web', clientPort: 8080 }] });
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(81)));
    client.service.connect({ calls: [server.service] });
    expect(admissions(site.stack)).toEqual(['ServerSecurityGroup <- ClientSecurityGroup tcp 80-80']);
    const template = Template.fromStack(site.stack);
    template.hasResourceProperties('AWS::ECS::Service', {
      ServiceConnectConfiguration: {
        Services: [{ PortName: 'http', ClientAliases: [{ DnsName: 'web', Port: 8080 }] }],
      },
    });
    template.hasResource('AWS::ECS::Service', {
      Properties: { ServiceConnectConfiguration: { Services: Match.absent() } },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^ServerService')]),
    });
  });

  test('opens the proxy’s port behind a bridge: a dynamic one even for a fixed mapping', () => {
    const site = newSite();
    const server = bridge(site, 'Server', BridgePort.fixed(Port.tcp(80), 8080, http));
    server.service.connect({ offers: [{ port: server.port }] });
    const other = bridge(site, 'Other', BridgePort.dynamic(Port.tcp(80), http));
    other.service.connect({ offers: [{ port: other.port, discoveryName: 'other', ingressPortOverride: 15000 }] });
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(81)));
    client.service.connect({ calls: [server.service, other.service] });
    expect(admissions(site.stack)).toEqual([
      'InstancesSecurityGroup <- ClientSecurityGroup tcp 15000-15000',
      'InstancesSecurityGroup <- ClientSecurityGroup tcp 20000-32767',
    ]);
  });

  test('lets the client in whichever of the two is connected first', () => {
    const site = newSite();
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80), http));
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(81)));
    client.service.connect({ calls: [server.service] });
    server.service.connect({ offers: [{ port: server.port }] });
    expect(admissions(site.stack)).toEqual(['ServerSecurityGroup <- ClientSecurityGroup tcp 80-80']);
  });

  test('says so when what is called offers nothing', () => {
    const site = newSite();
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80), http));
    const client = awsvpc(site, 'Client', AwsvpcPort.same(Port.tcp(81)));
    client.service.connect({ calls: [server.service] });
    Annotations.fromStack(site.stack).hasWarning(
      '/Stack/Client',
      Match.stringLikeRegexp('^it calls "Stack/Server" by Service Connect, which offers no port'),
    );
  });

  test('from another stack needs nothing of that stack in the one of the server', () => {
    const site = newSite();
    const server = awsvpc(site, 'Server', AwsvpcPort.same(Port.tcp(80), http));
    server.service.connect({ offers: [{ port: server.port }] });
    const stack = new Stack(site.stack.node.root, 'Clients');
    const client = awsvpc({ ...site, stack }, 'Client', AwsvpcPort.same(Port.tcp(81)));
    client.service.connect({ calls: [server.service] });
    (site.stack.node.root as App).synth();
    expect(stack.dependencies).toEqual([site.stack]);
    expect(site.stack.dependencies).toEqual([]);
  });

  test('refuses a port without a name, and calls in a circle', () => {
    const site = newSite();
    const one = awsvpc(site, 'One', AwsvpcPort.same(Port.tcp(80)));
    expect(() => {
      one.service.connect({ offers: [{ port: one.port }] });
    }).toThrowErrorMatchingInlineSnapshot(`
     "Service Connect offers named TCP ports, got Stack/OneTask/web 80/tcp without a name
       fix: declare it as TCP with a name: BridgePort.dynamic(Port.tcp(80), { name: 'http' })"
    `);
    const two = awsvpc(site, 'Two', AwsvpcPort.same(Port.tcp(81)));
    two.service.connect({ calls: [one.service] });
    expect(() => {
      one.service.connect({ calls: [two.service] });
    }).toThrowErrorMatchingInlineSnapshot(`
     "each of two services cannot be deployed before the other, got a call from "Stack/One" to "Stack/Two"
       fix: leave one of the calls out: redeploy that service once after the first deployment, and use allowTo() for its traffic"
    `);
  });
});

describe('a deployment', () => {
  const percents = (site: Site): unknown[] =>
    Object.values(Template.fromStack(site.stack).findResources('AWS::ECS::Service')).map((service) => {
      const { MinimumHealthyPercent, MaximumPercent } = (
        service as { Properties: { DeploymentConfiguration: Record<string, unknown> } }
      ).Properties.DeploymentConfiguration;
      return [MinimumHealthyPercent, MaximumPercent];
    });

  test('stops a copy first where it holds host ports, declared before or after', () => {
    const of = (count: { readonly desiredCount?: number }): unknown[] => {
      const site = newSite();
      const taskDefinition = new BridgeTaskDefinition(site.stack, 'Task');
      const web = taskDefinition.addContainer('web', small);
      new BridgeService(site.stack, 'Service', { cluster: site.cluster, taskDefinition, ...count });
      web.addPort(BridgePort.fixed(Port.tcp(80), 8080));
      return percents(site);
    };
    expect([of({}), of({ desiredCount: 2 })]).toEqual([[[0, 100]], [[50, 100]]]);
  });

  test('starts the successor first where it does not', () => {
    const site = newSite();
    bridge(site, 'Web', BridgePort.dynamic(Port.tcp(80)));
    awsvpc(site, 'Api', AwsvpcPort.same(Port.tcp(80)));
    expect(percents(site)).toEqual([
      [100, 200],
      [100, 200],
    ]);
  });

  test('takes the least that stays up from the author, and what may be added from the ports', () => {
    const site = newSite();
    const taskDefinition = new BridgeTaskDefinition(site.stack, 'Task');
    const web = taskDefinition.addContainer('web', small);
    const service = { cluster: site.cluster, taskDefinition, desiredCount: 2 };
    new BridgeService(site.stack, 'Half', { ...service, minHealthyPercent: 50 });
    const free = new AwsvpcTaskDefinition(site.stack, 'Free', { memoryMiB: '512' });
    free.addContainer('web', small).addPort(AwsvpcPort.same(Port.tcp(80)));
    new AwsvpcService(site.stack, 'None', { cluster: site.cluster, taskDefinition: free, minHealthyPercent: 0 });
    web.addPort(BridgePort.fixed(Port.tcp(80), 8080));
    expect(percents(site)).toEqual([
      [50, 100],
      [0, 200],
    ]);
  });

  test('that cannot make progress is a warning with the count: the first one works', () => {
    const site = newSite();
    const taskDefinition = new BridgeTaskDefinition(site.stack, 'Task');
    taskDefinition.addContainer('web', small).addPort(BridgePort.fixed(Port.tcp(80), 8080));
    new BridgeService(site.stack, 'Stuck', {
      cluster: site.cluster,
      taskDefinition,
      desiredCount: 2,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
    });
    Annotations.fromStack(site.stack).hasWarning(
      '/Stack/Stuck',
      Match.stringLikeRegexp(
        '^2 of 2 tasks have to stay up, and 2 instances have no room for one more with the same host ports',
      ),
    );
  });
});
