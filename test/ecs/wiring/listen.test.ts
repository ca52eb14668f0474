import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
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
  HostPort,
  HostService,
  HostTaskDefinition,
  Port,
  type PortHandle,
  PortRange,
} from '../../../lib/ecs';
import { admissions, newWorld, small, type World } from '../helpers';

const t3 = new ec2.InstanceType('t3.medium');

function bridge({ stack, cluster }: World, mapping: BridgePort): { service: BridgeService; port: PortHandle } {
  const taskDefinition = new BridgeTaskDefinition(stack, 'Web');
  const port = taskDefinition.addContainer('nginx', small).addPort(mapping);
  return { service: new BridgeService(stack, 'Service', { cluster, taskDefinition }), port };
}

function instances({ stack, cluster }: World, id = 'Instances', dynamicPorts?: PortRange): ContainerInstances {
  return new ContainerInstances(stack, id, {
    cluster,
    instanceType: t3,
    maxCapacity: 2,
    ...(dynamicPorts && { dynamicPorts }),
  });
}

describe('listen', () => {
  test('opens the dynamic range of the instances for a dynamic port', () => {
    const world = newWorld();
    instances(world);
    const { service, port } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
    service.listen(world.listener, port);
    expect(admissions(world.stack)).toEqual(['InstancesSecurityGroup <- BalancerSecurityGroup tcp 20000-32767']);
    Template.fromStack(world.stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'instance',
      Port: 80,
      Protocol: 'HTTP',
      HealthCheckPort: 'traffic-port',
    });
  });

  test('opens the host port for a fixed one', () => {
    const world = newWorld();
    instances(world);
    const { service, port } = bridge(world, BridgePort.fixed(Port.tcp(80), 8080));
    service.listen(world.listener, port);
    expect(admissions(world.stack)).toEqual(['InstancesSecurityGroup <- BalancerSecurityGroup tcp 8080-8080']);
  });

  test('opens the container port on the instances for host mode', () => {
    const world = newWorld();
    instances(world);
    const taskDefinition = new HostTaskDefinition(world.stack, 'Web');
    const port = taskDefinition.addContainer('nginx', small).addPort(HostPort.same(Port.tcp(8000)));
    new HostService(world.stack, 'Service', { cluster: world.cluster, taskDefinition }).listen(world.listener, port);
    expect(admissions(world.stack)).toEqual(['InstancesSecurityGroup <- BalancerSecurityGroup tcp 8000-8000']);
  });

  test('opens the container port on the task’s own group for awsvpc', () => {
    const world = newWorld();
    instances(world);
    const taskDefinition = new AwsvpcTaskDefinition(world.stack, 'Web');
    const port = taskDefinition.addContainer('nginx', small).addPort(AwsvpcPort.same(Port.tcp(8000)));
    new AwsvpcService(world.stack, 'Service', { cluster: world.cluster, taskDefinition }).listen(world.listener, port);
    expect(admissions(world.stack)).toEqual(['ServiceSecurityGroup <- BalancerSecurityGroup tcp 8000-8000']);
    Template.fromStack(world.stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'ip',
    });
  });

  test('counts capacity that is added after the service was wired', () => {
    const world = newWorld();
    const { service, port } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
    service.listen(world.listener, port);
    instances(world, 'Later', PortRange.tcp(30000, 31000));
    world.cluster.addCapacity('Added', { instanceType: t3 });
    expect(admissions(world.stack)).toEqual([
      'ClusterAddedInstanceSecurityGroup <- BalancerSecurityGroup tcp 32768-60999',
      'LaterSecurityGroup <- BalancerSecurityGroup tcp 30000-31000',
    ]);
  });

  test('opens the ranges of all instances that share a security group, and a fixed port once', () => {
    const world = newWorld();
    const { cluster, stack, vpc } = world;
    const securityGroup = new ec2.SecurityGroup(stack, 'Shared', { vpc });
    for (const [index, dynamicPorts] of [PortRange.tcp(21000, 22000), PortRange.tcp(10000, 11000)].entries()) {
      const capacity = { cluster, instanceType: t3, maxCapacity: 2, securityGroup, dynamicPorts };
      new ContainerInstances(stack, `Instances${index}`, capacity);
    }
    const taskDefinition = new BridgeTaskDefinition(stack, 'Web');
    const nginx = taskDefinition.addContainer('nginx', small);
    const service = new BridgeService(stack, 'Service', { cluster, taskDefinition });
    service.listen(world.listener, nginx.addPort(BridgePort.dynamic(Port.tcp(80))));
    const fixed = world.balancer.addListener('Fixed', { port: 81, protocol: elbv2.ApplicationProtocol.HTTP });
    service.listen(fixed, nginx.addPort(BridgePort.fixed(Port.tcp(81), 8081)));
    expect(admissions(stack)).toEqual([
      'Shared <- BalancerSecurityGroup tcp 10000-11000',
      'Shared <- BalancerSecurityGroup tcp 21000-22000',
      'Shared <- BalancerSecurityGroup tcp 8081-8081',
    ]);
  });

  test('opens only the groups of the capacity providers that the service asks for', () => {
    const world = newWorld();
    const taskDefinition = new BridgeTaskDefinition(world.stack, 'Web');
    const port = taskDefinition.addContainer('nginx', small).addPort(BridgePort.dynamic(Port.tcp(80)));
    const mine = instances(world, 'Mine');
    instances(world, 'Others');
    new BridgeService(world.stack, 'Service', {
      cluster: world.cluster,
      taskDefinition,
      capacityProviderStrategies: mine.strategy,
    }).listen(world.listener, port);
    expect(admissions(world.stack)).toEqual(['MineSecurityGroup <- BalancerSecurityGroup tcp 20000-32767']);
  });

  test('finds a capacity provider by its own name too', () => {
    const world = newWorld();
    const { cluster, stack } = world;
    const capacity = { cluster, instanceType: t3, maxCapacity: 2, capacityProviderName: 'mine' };
    new ContainerInstances(stack, 'Mine', capacity);
    instances(world, 'Others');
    const taskDefinition = new BridgeTaskDefinition(stack, 'Web');
    const port = taskDefinition.addContainer('nginx', small).addPort(BridgePort.dynamic(Port.tcp(80)));
    const capacityProviderStrategies = [{ capacityProvider: 'mine', weight: 1 }];
    const service = new BridgeService(stack, 'Service', { cluster, taskDefinition, capacityProviderStrategies });
    service.listen(world.listener, port);
    expect(admissions(stack)).toEqual(['MineSecurityGroup <- BalancerSecurityGroup tcp 20000-32767']);
  });

  test('opens the groups that an imported cluster was given, once', () => {
    const world = newWorld();
    const groups = ['One', 'Two'].map((id) => new ec2.SecurityGroup(world.stack, id, { vpc: world.vpc }));
    const cluster = ecs.Cluster.fromClusterAttributes(world.stack, 'Imported', {
      clusterName: 'prod',
      vpc: world.vpc,
      securityGroups: groups,
    });
    const { service, port } = bridge(
      { ...world, cluster: cluster as World['cluster'] },
      BridgePort.dynamic(Port.tcp(80)),
    );
    service.listen(world.listener, port);
    expect(admissions(world.stack)).toEqual([
      'One <- BalancerSecurityGroup tcp 32768-60999',
      'Two <- BalancerSecurityGroup tcp 32768-60999',
    ]);
  });

  test('passes over Auto Scaling groups whose launch templates do not tell their security groups', () => {
    const world = newWorld();
    const { stack, vpc } = world;
    const launchTemplate = ec2.LaunchTemplate.fromLaunchTemplateAttributes(stack, 'Template', {
      launchTemplateId: 'lt-1',
    });
    const autoScalingGroup = new autoscaling.AutoScalingGroup(stack, 'Group', { vpc, launchTemplate, maxCapacity: 1 });
    const provider = new ecs.AsgCapacityProvider(stack, 'Provider', { autoScalingGroup });
    const securityGroups = [new ec2.SecurityGroup(stack, 'One', { vpc })];
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Imported', { clusterName: 'prod', vpc, securityGroups });
    const taskDefinition = new BridgeTaskDefinition(stack, 'Web');
    const port = taskDefinition.addContainer('nginx', small).addPort(BridgePort.dynamic(Port.tcp(80)));
    const capacityProviderStrategies = [{ capacityProvider: provider.capacityProviderName }];
    const service = new BridgeService(stack, 'Service', { cluster, taskDefinition, capacityProviderStrategies });
    service.listen(world.listener, port);
    expect(admissions(stack)).toEqual(['One <- BalancerSecurityGroup tcp 32768-60999']);
  });

  test('says so when no security group of an imported cluster is known', () => {
    const world = newWorld();
    const cluster = ecs.Cluster.fromClusterAttributes(world.stack, 'Imported', { clusterName: 'prod', vpc: world.vpc });
    const { service, port } = bridge(
      { ...world, cluster: cluster as World['cluster'] },
      BridgePort.dynamic(Port.tcp(80)),
    );
    service.listen(world.listener, port);
    expect(admissions(world.stack)).toEqual([]);
    Annotations.fromStack(world.stack).hasWarning('/Stack/Service', Match.stringLikeRegexp('nothing lets traffic in'));
  });

  test('puts the rule into the service’s stack when the capacity is in another', () => {
    const app = new App();
    const base = newWorld(new Stack(app, 'Base'));
    base.listener.addAction('Default', { action: elbv2.ListenerAction.fixedResponse(404) });
    instances(base);
    const stack = new Stack(app, 'Top');
    const world = { ...base, stack };
    const { service, port } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
    const { listener } = newWorld(stack, base.vpc);
    service.listen(listener, port);
    expect(Template.fromStack(base.stack).findResources('AWS::EC2::SecurityGroupIngress')).toEqual({});
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 20000,
      ToPort: 32767,
      GroupId: { 'Fn::ImportValue': Match.stringLikeRegexp('InstancesSecurityGroup') },
    });
  });

  test.each([
    [true, 1],
    [false, 0],
  ])('adds rules to a security group imported into another stack with mutable: %s: %i', (mutable, count) => {
    const app = new App();
    const base = newWorld(new Stack(app, 'Base'));
    base.listener.addAction('Default', { action: elbv2.ListenerAction.fixedResponse(404) });
    const imported = ec2.SecurityGroup.fromSecurityGroupId(base.stack, 'Imported', 'sg-1', { mutable });
    const attributes = { clusterName: 'prod', vpc: base.vpc, securityGroups: [imported] };
    const cluster = ecs.Cluster.fromClusterAttributes(base.stack, 'Prod', attributes) as World['cluster'];
    const world = { ...newWorld(new Stack(app, 'Top'), base.vpc), cluster };
    const { service, port } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
    service.listen(world.listener, port);
    Template.fromStack(world.stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', count);
    Template.fromStack(base.stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('makes a rule that services of another stack share once', () => {
    const app = new App();
    const base = newWorld(new Stack(app, 'Base'));
    base.listener.addAction('Default', { action: elbv2.ListenerAction.fixedResponse(404) });
    instances(base);
    const stack = new Stack(app, 'Top');
    const { listener, balancer } = newWorld(stack, base.vpc);
    const network = new elbv2.NetworkLoadBalancer(stack, 'Network', { vpc: base.vpc, disableSecurityGroups: true });
    const taskDefinition = new BridgeTaskDefinition(stack, 'Web');
    const port = taskDefinition.addContainer('nginx', small).addPort(BridgePort.dynamic(Port.tcp(80)));
    const [one, two] = ['One', 'Two'].map((id, index) => {
      const service = new BridgeService(stack, id, { cluster: base.cluster, taskDefinition });
      const other = { port: 81 + index, protocol: elbv2.ApplicationProtocol.HTTP };
      service.listen(index === 0 ? listener : balancer.addListener(id, other), port);
      service.listen(network.addListener(id, { port: 80 + index }), port);
      return service;
    });
    one!.allowFrom(two!, port);
    two!.allowFrom(one!, port);
    const sourcesIn = (of: Stack): string[] =>
      Object.values(Template.fromStack(of).findResources('AWS::EC2::SecurityGroupIngress')).map((rule) =>
        JSON.stringify((rule as { Properties: Record<string, unknown> }).Properties['SourceSecurityGroupId']),
      );
    expect(sourcesIn(stack)).toEqual([expect.stringContaining('BalancerSecurityGroup')]);
    // what the other stack knows by itself is there
    expect(sourcesIn(base.stack)).toEqual([expect.stringContaining('InstancesSecurityGroup')]);
    Template.fromStack(base.stack).hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Container instances',
      SecurityGroupIngress: [{ CidrIp: Match.anyValue(), FromPort: 20000, ToPort: 32767 }],
    });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupEgress', 1);
  });

  test('gives a port one target group, however many listeners it has', () => {
    const world = newWorld();
    instances(world);
    const { service, port } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
    const first = service.listen(world.listener, port);
    const second = service.listen(
      world.balancer.addListener('Other', { port: 81, protocol: elbv2.ApplicationProtocol.HTTP }),
      port,
    );
    expect(second).toBe(first);
    Template.fromStack(world.stack).resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 1);
  });

  test('gives a port a target group for each load balancer, and lets each of them in', () => {
    const world = newWorld();
    instances(world);
    const { service, port } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
    const { stack, vpc } = world;
    const inside = new elbv2.ApplicationLoadBalancer(stack, 'Inside', { vpc });
    const network = new elbv2.NetworkLoadBalancer(stack, 'Network', {
      vpc,
      securityGroups: [new ec2.SecurityGroup(stack, 'Front', { vpc })],
    });
    const groups = [
      service.listen(world.listener, port),
      service.listen(network.addListener('Tcp', { port: 80 }), port),
      service.listen(inside.addListener('Http', { port: 80 }), port),
    ];
    expect(groups.map(({ node }) => node.id)).toEqual([
      'Service-nginx-80Group',
      'Service-nginx-80-Network-TcpGroup',
      'Service-nginx-80-Inside-HttpGroup',
    ]);
    expect(admissions(stack)).toEqual([
      'InstancesSecurityGroup <- BalancerSecurityGroup tcp 20000-32767',
      'InstancesSecurityGroup <- Front tcp 20000-32767',
      'InstancesSecurityGroup <- InsideSecurityGroup tcp 20000-32767',
    ]);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ECS::Service', {
      LoadBalancers: groups.map(() => Match.objectLike({ ContainerName: 'nginx', ContainerPort: 80 })),
    });
    const targets = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::Listener')).map((listener) =>
      JSON.stringify((listener as { Properties: { DefaultActions: unknown } }).Properties.DefaultActions),
    );
    expect(new Set(targets).size).toBe(3);
  });

  test('tells the load balancers of imported listeners by their ARNs', () => {
    const world = newWorld();
    instances(world);
    const { service, port } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
    const [first, second, other] = ['app/one/1/a', 'app/one/1/b', 'app/two/2/c'].map((path, index) =>
      service.listen(
        elbv2.ApplicationListener.fromApplicationListenerAttributes(world.stack, `Imported${index}`, {
          listenerArn: `arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/${path}`,
          securityGroup: ec2.SecurityGroup.fromSecurityGroupId(world.stack, `Group${index}`, 'sg-1'),
        }),
        port,
        { priority: 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/'])] },
      ),
    );
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  test('gives a listener that asks for other settings a target group of its own', () => {
    const world = newWorld();
    instances(world);
    const { service, port } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
    const [first, again, other] = [
      { healthCheck: { path: '/up', interval: Duration.seconds(10) } },
      { healthCheck: { path: '/up', interval: Duration.seconds(10) } },
      { protocol: elbv2.Protocol.HTTPS },
    ].map((props, index) => {
      const listener = world.balancer.addListener(`Other${index}`, {
        port: 81 + index,
        protocol: elbv2.ApplicationProtocol.HTTP,
      });
      return service.listen(listener, port, props);
    });
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(service.listen(world.listener, port)).toBe(first);
    Template.fromStack(world.stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Protocol: 'HTTPS',
      HealthCheckPath: Match.absent(),
    });
  });

  test('takes several rules of one listener for a port', () => {
    const world = newWorld();
    instances(world);
    world.listener.addAction('Default', { action: elbv2.ListenerAction.fixedResponse(404) });
    const { service, port } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
    const deferred = new CfnParameter(world.stack, 'Priority', { type: 'Number' }).valueAsNumber;
    for (const priority of [1, 2, deferred, deferred]) {
      const conditions = [elbv2.ListenerCondition.pathPatterns([`/${priority}`])];
      service.listen(world.listener, port, { priority, conditions });
    }
    const rules = world.listener.node.children.map(({ node }) => node.id).filter((id) => id.endsWith('Rule'));
    expect(rules).toEqual([
      'Service-nginx-80Rule',
      'Service-nginx-80-2Rule',
      'Service-nginx-80-3Rule',
      'Service-nginx-80-4Rule',
    ]);
    Template.fromStack(world.stack).resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 1);
  });

  test('tells services of the same path in two stacks apart at a shared listener', () => {
    const app = new App();
    const base = newWorld(new Stack(app, 'Base'));
    instances(base);
    base.listener.addAction('Default', { action: elbv2.ListenerAction.fixedResponse(404) });
    const groups = ['One', 'Two'].map((id, index) => {
      const { service, port } = bridge({ ...base, stack: new Stack(app, id) }, BridgePort.dynamic(Port.tcp(80)));
      const conditions = [elbv2.ListenerCondition.pathPatterns([`/${id}`])];
      return service.listen(base.listener, port, { priority: index + 1, conditions });
    });
    expect(groups.map(({ node }) => node.id)).toEqual([
      'Service-nginx-80Group',
      'Two-Service-nginx-80-Balancer-HttpGroup',
    ]);
    Template.fromStack(base.stack).resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerRule', 2);
  });

  test('opens a health check port of its own too', () => {
    const world = newWorld();
    instances(world);
    const { service, port } = bridge(world, BridgePort.fixed(Port.tcp(80), 8080));
    service.listen(world.listener, port, { healthCheck: { port: '9000', interval: Duration.seconds(10) } });
    expect(admissions(world.stack)).toEqual([
      'InstancesSecurityGroup <- BalancerSecurityGroup tcp 8080-8080',
      'InstancesSecurityGroup <- BalancerSecurityGroup tcp 9000-9000',
    ]);
  });

  test('says so when the health check port is decided at deploy time, as it may be the traffic port', () => {
    const world = newWorld();
    instances(world);
    const number = new CfnParameter(world.stack, 'Port');
    const { service, port } = bridge(world, BridgePort.fixed(Port.tcp(80), 8080));
    service.listen(world.listener, port, { healthCheck: { port: number.valueAsString } });
    expect(admissions(world.stack)).toEqual(['InstancesSecurityGroup <- BalancerSecurityGroup tcp 8080-8080']);
    const text = Match.stringLikeRegexp('port of a health check is decided at deploy time');
    Annotations.fromStack(world.stack).hasWarning('/Stack/Service', text);
  });

  test('takes a rule’s priority and conditions, and the protocol of the port', () => {
    const world = newWorld();
    instances(world);
    const taskDefinition = new BridgeTaskDefinition(world.stack, 'Web');
    const nginx = taskDefinition.addContainer('nginx', small);
    const grpc = nginx.addPort(BridgePort.dynamic(Port.tcp(50051), { name: 'rpc', appProtocol: 'grpc' }));
    const service = new BridgeService(world.stack, 'Service', { cluster: world.cluster, taskDefinition });
    world.listener.addAction('Default', { action: elbv2.ListenerAction.fixedResponse(404) });
    const conditions = [elbv2.ListenerCondition.pathPatterns(['/rpc/*'])];
    const certificates = [elbv2.ListenerCertificate.fromArn('arn:aws:acm:eu-west-1:111111111111:certificate/1')];
    const secure = world.balancer.addListener('Https', {
      port: 443,
      certificates,
      defaultAction: elbv2.ListenerAction.fixedResponse(404),
    });
    service.listen(secure, grpc, { priority: 10, conditions });
    const template = Template.fromStack(world.stack);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', { Priority: 10 });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { ProtocolVersion: 'GRPC' });
  });

  test('finds a gRPC port behind an HTTP listener, and takes another version for it', () => {
    const build = (protocolVersion?: elbv2.ApplicationProtocolVersion): World => {
      const world = newWorld();
      instances(world);
      const { service, port } = bridge(
        world,
        BridgePort.dynamic(Port.tcp(50051), { name: 'rpc', appProtocol: 'grpc' }),
      );
      service.listen(world.listener, port, protocolVersion && { protocolVersion });
      return world;
    };
    expect(() => (build().stack.node.root as App).synth()).toThrow(
      'a listener for HTTP forwards to a target group that speaks HTTP in version GRPC',
    );
    const { stack } = build(elbv2.ApplicationProtocolVersion.HTTP1);
    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      ProtocolVersion: 'HTTP1',
    });
  });

  test('takes a port that is decided at deploy time', () => {
    const world = newWorld();
    instances(world);
    const number = new CfnParameter(world.stack, 'Port', { type: 'Number' }).valueAsNumber;
    const { service, port } = bridge(world, BridgePort.fixed(Port.tcp(number), number));
    service.listen(world.listener, port);
    Template.fromStack(world.stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: { Ref: 'Port' },
      ToPort: { Ref: 'Port' },
    });
  });

  test('refuses a handle of another task', () => {
    const world = newWorld();
    const { service } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
    const other = new BridgeTaskDefinition(world.stack, 'Other').addContainer('nginx', small);
    const port = other.addPort(BridgePort.dynamic(Port.tcp(80)));
    expect(() => service.listen(world.listener, port)).toThrowErrorMatchingInlineSnapshot(`
     ""Stack/Service" runs "Stack/Web", got a port of another task: Stack/Other/nginx 80/tcp
       fix: pass a handle that addPort() of one of this task's containers gave"
    `);
  });

  test('refuses a range and a UDP port', () => {
    const world = newWorld();
    const range = bridge(world, BridgePort.range(PortRange.tcp(8000, 8010)));
    expect(() => range.service.listen(world.listener, range.port)).toThrowErrorMatchingInlineSnapshot(`
     "a single port is needed, got the range 8000-8010/tcp of Stack/Web/nginx
       fix: declare the port that clients use as a mapping of its own"
    `);
    const udp = bridge(newWorld(), BridgePort.dynamic(Port.udp(53)));
    expect(() => udp.service.listen(world.listener, udp.port)).toThrowErrorMatchingInlineSnapshot(`
     "an application load balancer speaks HTTP over TCP, got Stack/Web/nginx 53/udp
       fix: declare the port as TCP, or put it behind a listener of a NetworkLoadBalancer"
    `);
  });
});

test('a synth that is asked twice wires once', () => {
  const world = newWorld();
  instances(world);
  const { service, port } = bridge(world, BridgePort.dynamic(Port.tcp(80)));
  service.listen(world.listener, port);
  const app = world.stack.node.root as App;
  const first = app.synth().getStackByName('Stack').template as unknown;
  expect(app.synth({ force: true }).getStackByName('Stack').template).toEqual(first);
});
