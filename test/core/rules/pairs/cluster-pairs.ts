import {
  arnOf,
  BEHIND_GROUP,
  cluster,
  connect,
  container,
  front,
  hosted,
  IN_SUBNETS,
  instances,
  ON_FARGATE,
  otherTask,
  ref,
  targetGroup,
  task,
  template,
  WINDOWS,
  withPorts,
  type Data,
  type InstancesProps,
  type PlainTemplate,
  type Resource,
  type RulePair,
} from './template';

const tcp = (port: number, more: Data = {}): Data => ({ ContainerPort: port, Protocol: 'tcp', ...more });
const fixed = (port: number): Record<string, Resource> => task('bridge', [withPorts(tcp(80, { HostPort: port }))]);
const DYNAMIC: Record<string, Resource> = task('bridge', [withPorts(tcp(80))]);
const STOP_FIRST: Data = { DeploymentConfiguration: { MinimumHealthyPercent: 0, MaximumPercent: 100 } };
const percent = (least: number, most: number): Data => ({
  DeploymentConfiguration: { MinimumHealthyPercent: least, MaximumPercent: most },
});

/** Services in a cluster with one capacity provider. */
function on(props: InstancesProps, ...parts: Record<string, Resource>[]): PlainTemplate {
  return template(cluster(['Linux']), instances('Linux', props), ...parts);
}

const FOR_FARGATE: Record<string, Resource> = task('awsvpc', [container()], ON_FARGATE);
const AWSVPC: Record<string, Resource> = task('awsvpc', [container()]);
const tasks = (count: number, more: Data = {}): Data => ({ DesiredCount: count, ...more });
const NAMED: Record<string, Resource> = task('bridge', [withPorts(tcp(80, { Name: 'http' }))], { Memory: '512' });
const boot = (text: string): string =>
  `#!/bin/bash\necho ECS_CLUSTER=Cluster >> /etc/ecs/ecs.config\necho '${text}' >> /etc/ecs/ecs.config`;
const powershell = (options: string): string =>
  `<powershell>\nInitialize-ECSAgent -Cluster Cluster ${options}\n</powershell>`;

/** An Application Load Balancer that forwards to the target group called Group. */
const BALANCER: Record<string, Resource> = {
  BalancerGroup: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: {
      GroupDescription: 'balancer',
      VpcId: 'vpc-11111111',
      SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '0.0.0.0/0' }],
    },
  },
  Balancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Properties: {
      Type: 'application',
      SecurityGroups: [ref('BalancerGroup')],
      Subnets: ['subnet-11111111', 'subnet-22222222'],
    },
  },
  ...front({ LoadBalancerArn: ref('Balancer'), Port: 80 }),
};

/** The target group alone: the balancer has the listener. */
function group(properties: Data = {}): Record<string, Resource> {
  const { Group } = targetGroup(properties);
  return Group ? { Group } : {};
}

/** The balancer, whose group has one rule for what goes out. */
function letsOut(rule: Data): Record<string, Resource> {
  const { BalancerGroup, ...others } = BALANCER;
  const properties = { ...BalancerGroup?.Properties, SecurityGroupEgress: [rule] };
  return { ...others, BalancerGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: properties } };
}

/** The security group of instances or tasks; the balancer is let in on the ports given. */
function gate(ports?: readonly [number, number]): Record<string, Resource> {
  const rule = ports && {
    IpProtocol: 'tcp',
    FromPort: ports[0],
    ToPort: ports[1],
    SourceSecurityGroupId: { 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] },
  };
  return {
    Gate: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'gate',
        VpcId: 'vpc-11111111',
        ...(rule ? { SecurityGroupIngress: [rule] } : {}),
      },
    },
  };
}

/** Tasks behind a Network Load Balancer without security groups; their own group admits somebody. */
function behindNetworkBalancer(peer: Data): PlainTemplate {
  const { BalancerGroup, Balancer, ...others } = BALANCER;
  const rule = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, ...peer };
  return on(
    {},
    task('awsvpc', [withPorts(tcp(80))]),
    group({ TargetType: 'ip', Protocol: 'TCP' }),
    {
      ...others,
      ...(BalancerGroup ? { BalancerGroup } : {}),
      Balancer: {
        Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
        Properties: { Type: 'network', Subnets: Balancer?.Properties['Subnets'] },
      },
      ...front({ LoadBalancerArn: ref('Balancer'), Port: 80, Protocol: 'TCP' }),
      Gate: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: { GroupDescription: 'gate', VpcId: 'vpc-11111111', SecurityGroupIngress: [rule] },
      },
    },
    hosted(tasks(1, { ...BEHIND_GROUP, ...GATED_TASKS })),
  );
}

const GATED: InstancesProps = { securityGroups: [{ 'Fn::GetAtt': ['Gate', 'GroupId'] }] };
const GATED_TASKS: Data = {
  NetworkConfiguration: {
    AwsvpcConfiguration: { Subnets: ['subnet-11111111'], SecurityGroups: [{ 'Fn::GetAtt': ['Gate', 'GroupId'] }] },
  },
};

/** A service in some subnets behind a load balancer in others; First and Third are in one zone. */
function zoned(tasksIn: readonly string[], balancerIn: readonly string[]): Record<string, Resource> {
  const subnet = (index: number, block: string): Resource => ({
    Type: 'AWS::EC2::Subnet',
    Properties: {
      VpcId: 'vpc-11111111',
      CidrBlock: block,
      AvailabilityZone: { 'Fn::Select': [String(index), { 'Fn::GetAZs': '' }] },
    },
  });
  const network = { AwsvpcConfiguration: { Subnets: tasksIn.map(ref), SecurityGroups: ['sg-11111111'] } };
  return {
    ...BALANCER,
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Type: 'network', SecurityGroups: ['sg-22222222'], Subnets: balancerIn.map(ref) },
    },
    ...front({ LoadBalancerArn: ref('Balancer'), Port: 80, Protocol: 'TCP' }),
    First: subnet(0, '10.0.0.0/24'),
    Second: subnet(1, '10.0.1.0/24'),
    Third: subnet(0, '10.0.2.0/24'),
    ...group({ TargetType: 'ip', Protocol: 'TCP' }),
    ...hosted(tasks(1, { ...BEHIND_GROUP, NetworkConfiguration: network })),
  };
}

/** A strategy of one provider in place of a launch type. */
const from = (provider: unknown): Data => ({
  LaunchType: undefined,
  CapacityProviderStrategy: [{ CapacityProvider: provider, Weight: 1 }],
});

/** A schedule that starts the task on instances of a capacity provider. */
const nightly = (provider: unknown, properties: Data = {}): Record<string, Resource> => ({
  Nightly: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      ScheduleExpression: 'rate(1 day)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: arnOf('Cluster'),
        RoleArn: 'arn:aws:iam::111111111111:role/scheduler',
        EcsParameters: {
          TaskDefinitionArn: ref('Task'),
          CapacityProviderStrategy: [{ CapacityProvider: provider, Weight: 1 }],
          ...properties,
        },
      },
    },
  },
});

const nightlyOnFargate = (): Record<string, Resource> =>
  nightly('FARGATE_SPOT', {
    ...IN_SUBNETS,
  });

const GPU: Data = { ResourceRequirements: [{ Type: 'GPU', Value: '1' }] };

export const CLUSTER_PAIRS: readonly RulePair[] = [
  {
    rule: 'more-tasks-than-instances',
    severity: 'error',
    wrong: on({ max: 2 }, fixed(8080), hosted(tasks(3, STOP_FIRST))),
    right: on({ max: 3 }, fixed(8080), hosted(tasks(3, STOP_FIRST))),
    restsOnNumber: true,
  },
  {
    rule: 'more-tasks-than-instances',
    about: 'dynamic ports fit',
    severity: 'error',
    wrong: on({ max: 1 }, fixed(8080), hosted(tasks(5, STOP_FIRST))),
    right: on({ max: 1 }, DYNAMIC, hosted(tasks(5))),
    restsOnNumber: true,
  },
  {
    rule: 'rolling-deploy-without-room',
    severity: 'warning',
    wrong: on({ max: 2 }, fixed(8080), hosted(tasks(2, percent(100, 200)))),
    right: on({ max: 3 }, fixed(8080), hosted(tasks(2, percent(100, 200)))),
    restsOnNumber: true,
  },
  {
    rule: 'rolling-deploy-without-room',
    about: 'half of one task',
    severity: 'warning',
    wrong: on({ max: 1 }, fixed(8080), hosted(tasks(1, percent(50, 200)))),
    right: on({ max: 2 }, fixed(8080), hosted(tasks(2, percent(50, 200)))),
    restsOnNumber: true,
  },
  {
    rule: 'rolling-deploy-without-room',
    about: 'defaults',
    severity: 'warning',
    wrong: on({ max: 1 }, fixed(8080), hosted(tasks(1))),
    right: on({ max: 1 }, fixed(8080), hosted(tasks(1, STOP_FIRST))),
    restsOnNumber: true,
  },
  {
    rule: 'rolling-deploy-without-room',
    about: 'one task, which nobody asked for by number',
    severity: 'warning',
    wrong: on({ max: 1 }, fixed(8080), hosted(percent(50, 200))),
    right: on({ max: 1 }, fixed(8080), hosted(STOP_FIRST)),
    restsOnNumber: true,
  },
  {
    rule: 'host-port-contended',
    severity: 'error',
    wrong: on({ max: 2 }, fixed(8080), hosted(tasks(2, STOP_FIRST)), hosted(tasks(1, STOP_FIRST), 'Second')),
    right: on({ max: 3 }, fixed(8080), hosted(tasks(2, STOP_FIRST)), hosted(tasks(1, STOP_FIRST), 'Second')),
    restsOnNumber: true,
  },
  {
    rule: 'host-port-contended',
    about: 'two daemons',
    severity: 'error',
    wrong: on(
      { max: 2 },
      fixed(8080),
      hosted({ SchedulingStrategy: 'DAEMON' }),
      hosted({ SchedulingStrategy: 'DAEMON' }, 'Second'),
    ),
    right: on(
      { max: 2 },
      fixed(8080),
      otherTask('bridge', [withPorts(tcp(80, { HostPort: 8081 }))]),
      hosted({ SchedulingStrategy: 'DAEMON' }),
      hosted({ SchedulingStrategy: 'DAEMON', TaskDefinition: ref('Other') }, 'Second'),
    ),
    restsOnNumber: true,
  },
  {
    rule: 'ingress-port-override-contended',
    severity: 'warning',
    wrong: on({}, NAMED, hosted(tasks(2, connect([{ PortName: 'http', IngressPortOverride: 15000 }])))),
    right: on({}, NAMED, hosted(tasks(2, connect([{ PortName: 'http' }])))),
    restsOnNumber: true,
  },
  {
    rule: 'too-many-host-ports-on-instances',
    severity: 'error',
    wrong: on(
      { max: 1 },
      task('bridge', [withPorts(...Array.from({ length: 60 }, (_, index) => tcp(80, { HostPort: 1000 + index })))]),
      otherTask('bridge', [
        withPorts(...Array.from({ length: 60 }, (_, index) => tcp(80, { HostPort: 3000 + index }))),
      ]),
      hosted(tasks(1, STOP_FIRST)),
      hosted(tasks(1, { ...STOP_FIRST, TaskDefinition: ref('Other') }), 'Second'),
    ),
    right: on(
      { max: 2 },
      task('bridge', [withPorts(...Array.from({ length: 60 }, (_, index) => tcp(80, { HostPort: 1000 + index })))]),
      otherTask('bridge', [
        withPorts(...Array.from({ length: 60 }, (_, index) => tcp(80, { HostPort: 3000 + index }))),
      ]),
      hosted(tasks(1, STOP_FIRST)),
      hosted(tasks(1, { ...STOP_FIRST, TaskDefinition: ref('Other') }), 'Second'),
    ),
    restsOnNumber: true,
  },
  {
    rule: 'network-interfaces-exhausted',
    about: 'no trunking',
    severity: 'error',
    wrong: on({ type: 't3.micro', max: 1 }, AWSVPC, hosted({ ...IN_SUBNETS, ...tasks(3) })),
    right: on({ type: 't3.micro', max: 3 }, AWSVPC, hosted({ ...IN_SUBNETS, ...tasks(3) })),
    restsOnNumber: true,
  },
  {
    rule: 'network-interfaces-exhausted',
    about: 'trunking would do',
    severity: 'warning',
    wrong: on({ type: 'm5.large', max: 1 }, AWSVPC, hosted({ ...IN_SUBNETS, ...tasks(3) })),
    right: on({ type: 'm5.large', max: 1 }, AWSVPC, hosted({ ...IN_SUBNETS, ...tasks(2) })),
    restsOnNumber: true,
  },
  {
    rule: 'host-port-reserved-by-capacity',
    severity: 'error',
    wrong: on(
      { userData: boot('ECS_RESERVED_PORTS=[22, 2375, 2376, 8080, 51678, 51679]') },
      fixed(8080),
      hosted(tasks(1)),
    ),
    right: on(
      { userData: boot('ECS_RESERVED_PORTS=[22, 2375, 2376, 9090, 51678, 51679]') },
      fixed(8080),
      hosted(tasks(1)),
    ),
    restsOnNumber: true,
  },
  {
    rule: 'host-port-in-dynamic-range',
    severity: 'warning',
    wrong: on({ userData: boot('ECS_DYNAMIC_HOST_PORT_RANGE=20000-30000') }, fixed(25000), hosted(tasks(1))),
    right: on({ userData: boot('ECS_DYNAMIC_HOST_PORT_RANGE=20000-30000') }, fixed(8080), hosted(tasks(1))),
    restsOnNumber: true,
  },
  {
    rule: 'port-range-exceeds-window',
    severity: 'error',
    wrong: on(
      { userData: boot('ECS_DYNAMIC_HOST_PORT_RANGE=20000-20009') },
      task('bridge', [withPorts({ ContainerPortRange: '8000-8010', Protocol: 'tcp' })]),
      hosted(tasks(1)),
    ),
    right: on(
      { userData: boot('ECS_DYNAMIC_HOST_PORT_RANGE=20000-20010') },
      task('bridge', [withPorts({ ContainerPortRange: '8000-8010', Protocol: 'tcp' })]),
      hosted(tasks(1)),
    ),
  },
  {
    rule: 'port-range-exceeds-window',
    about: 'with ports of each protocol for themselves',
    severity: 'error',
    wrong: on(
      { userData: boot('ECS_DYNAMIC_HOST_PORT_RANGE=20000-20009') },
      task('bridge', [
        withPorts(
          { ContainerPortRange: '8000-8005', Protocol: 'udp' },
          { ContainerPortRange: '9000-9005', Protocol: 'udp' },
        ),
      ]),
      hosted(tasks(1)),
    ),
    right: on(
      { userData: boot('ECS_DYNAMIC_HOST_PORT_RANGE=20000-20009') },
      task('bridge', [
        withPorts(
          { ContainerPortRange: '8000-8005', Protocol: 'tcp' },
          { ContainerPortRange: '9000-9005', Protocol: 'udp' },
        ),
      ]),
      hosted(tasks(1)),
    ),
  },
  {
    rule: 'port-range-exceeds-window',
    about: 'the usual window',
    severity: 'warning',
    wrong: on({}, task('bridge', [withPorts({ ContainerPortRange: '1-65535', Protocol: 'tcp' })]), hosted(tasks(1))),
    right: on({}, task('bridge', [withPorts({ ContainerPortRange: '1-1000', Protocol: 'tcp' })]), hosted(tasks(1))),
  },
  {
    rule: 'task-on-other-system',
    about: 'made for Windows',
    severity: 'warning',
    wrong: on(
      {},
      task(undefined, [container()], { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }),
      hosted(tasks(1)),
    ),
    right: on(
      { image: WINDOWS, userData: powershell('') },
      task(undefined, [container()], { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } }),
      hosted(tasks(1)),
    ),
  },
  {
    rule: 'task-on-other-architecture',
    severity: 'warning',
    wrong: on({}, task('bridge', [container()], { RuntimePlatform: { CpuArchitecture: 'ARM64' } }), hosted(tasks(1))),
    right: on(
      { type: 'm6g.large' },
      task('bridge', [container()], { RuntimePlatform: { CpuArchitecture: 'ARM64' } }),
      hosted(tasks(1)),
    ),
  },
  {
    rule: 'gpu-missing',
    severity: 'error',
    wrong: on({}, task('bridge', [container(GPU)]), hosted(tasks(1))),
    right: on({ type: 'g4dn.xlarge' }, task('bridge', [container(GPU)]), hosted(tasks(1))),
  },
  {
    rule: 'task-on-other-system',
    about: 'needs a bridge',
    severity: 'warning',
    wrong: on(
      { image: WINDOWS, userData: powershell('') },
      task(undefined, [container({ Links: ['db'] }), container({ Name: 'db' })]),
      hosted(tasks(1)),
    ),
    right: on({ image: WINDOWS, userData: powershell('') }, task(undefined, [withPorts(tcp(80))]), hosted(tasks(1))),
  },
  {
    rule: 'windows-agent-switch-missing',
    severity: 'warning',
    wrong: on({ image: WINDOWS, userData: powershell('') }, AWSVPC, hosted({ ...IN_SUBNETS, ...tasks(1) })),
    right: on(
      { image: WINDOWS, userData: powershell('-EnableTaskENI') },
      AWSVPC,
      hosted({ ...IN_SUBNETS, ...tasks(1) }),
    ),
  },
  {
    rule: 'load-balancer-blocked',
    about: 'dynamic ports on a capacity provider',
    severity: 'warning',
    wrong: on(GATED, DYNAMIC, group(), BALANCER, gate(), hosted(tasks(1, BEHIND_GROUP))),
    right: on(GATED, DYNAMIC, group(), BALANCER, gate([32768, 60999]), hosted(tasks(1, BEHIND_GROUP))),
  },
  {
    rule: 'load-balancer-blocked',
    about: 'the container port of a bridge task',
    severity: 'warning',
    wrong: on(GATED, fixed(8080), group(), BALANCER, gate([80, 80]), hosted(tasks(1, BEHIND_GROUP))),
    right: on(GATED, fixed(8080), group(), BALANCER, gate([8080, 8080]), hosted(tasks(1, BEHIND_GROUP))),
    restsOnNumber: true,
  },
  {
    rule: 'load-balancer-blocked',
    about: 'awsvpc',
    severity: 'warning',
    wrong: on(
      {},
      task('awsvpc', [withPorts(tcp(80))]),
      group({ TargetType: 'ip' }),
      BALANCER,
      gate(),
      hosted(tasks(1, { ...BEHIND_GROUP, ...GATED_TASKS })),
    ),
    right: on(
      {},
      task('awsvpc', [withPorts(tcp(80))]),
      group({ TargetType: 'ip' }),
      BALANCER,
      gate([80, 80]),
      hosted(tasks(1, { ...BEHIND_GROUP, ...GATED_TASKS })),
    ),
  },
  {
    rule: 'load-balancer-blocked',
    about: 'a Network Load Balancer without groups, and tasks that admit a group',
    severity: 'warning',
    wrong: behindNetworkBalancer({ SourceSecurityGroupId: { 'Fn::GetAtt': ['BalancerGroup', 'GroupId'] } }),
    right: behindNetworkBalancer({ CidrIp: '0.0.0.0/0' }),
  },
  {
    rule: 'load-balancer-blocked',
    about: 'a health check on a port of its own',
    severity: 'warning',
    wrong: on(
      GATED,
      task('bridge', [withPorts(tcp(80, { HostPort: 8080 }), tcp(81, { HostPort: 9090 }))]),
      group({ HealthCheckPort: '9090' }),
      BALANCER,
      gate([8080, 8080]),
      hosted(tasks(1, BEHIND_GROUP)),
    ),
    right: on(
      GATED,
      task('bridge', [withPorts(tcp(80, { HostPort: 8080 }), tcp(81, { HostPort: 9090 }))]),
      group({ HealthCheckPort: '9090' }),
      BALANCER,
      gate([8080, 9090]),
      hosted(tasks(1, BEHIND_GROUP)),
    ),
    restsOnNumber: true,
  },
  {
    rule: 'load-balancer-blocked',
    about: 'a load balancer that lets nothing out',
    severity: 'warning',
    wrong: on(
      GATED,
      fixed(8080),
      group(),
      letsOut({ IpProtocol: 'icmp', FromPort: 252, ToPort: 86, CidrIp: '255.255.255.255/32' }),
      gate([8080, 8080]),
      hosted(tasks(1, BEHIND_GROUP)),
    ),
    right: on(
      GATED,
      fixed(8080),
      group(),
      letsOut({ IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, CidrIp: '10.0.0.0/16' }),
      gate([8080, 8080]),
      hosted(tasks(1, BEHIND_GROUP)),
    ),
  },
  {
    rule: 'load-balancer-misses-zone',
    about: 'awsvpc',
    severity: 'warning',
    wrong: on({}, task('awsvpc', [withPorts(tcp(80))]), zoned(['First', 'Second'], ['First'])),
    right: on({}, task('awsvpc', [withPorts(tcp(80))]), zoned(['First', 'Second'], ['Second', 'First'])),
  },
  {
    rule: 'load-balancer-misses-zone',
    about: 'other subnets of the same zones',
    severity: 'warning',
    wrong: on({}, task('awsvpc', [withPorts(tcp(80))]), zoned(['First', 'Second'], ['Third'])),
    right: on({}, task('awsvpc', [withPorts(tcp(80))]), zoned(['First'], ['Third'])),
  },
  {
    rule: 'service-connect-blocked',
    severity: 'warning',
    wrong: on(GATED, BALANCER, NAMED, group(), gate(), hosted(tasks(1, connect([{ PortName: 'http' }])))),
    right: on(GATED, BALANCER, NAMED, group(), gate([32768, 60999]), hosted(tasks(1, connect([{ PortName: 'http' }])))),
  },
  {
    rule: 'service-connect-namespace-missing',
    severity: 'error',
    wrong: on(
      {},
      NAMED,
      hosted(tasks(1, { ServiceConnectConfiguration: { Enabled: true, Services: [{ PortName: 'http' }] } })),
    ),
    right: template(
      cluster(['Linux'], { ServiceConnectDefaults: { Namespace: 'prod' } }),
      instances('Linux'),
      NAMED,
      hosted(tasks(1, { ServiceConnectConfiguration: { Enabled: true, Services: [{ PortName: 'http' }] } })),
    ),
  },
  {
    rule: 'service-connect-name-taken-in-namespace',
    severity: 'error',
    wrong: on(
      {},
      NAMED,
      hosted(tasks(1, connect([{ PortName: 'http' }]))),
      hosted(tasks(1, connect([{ PortName: 'http' }])), 'Second'),
    ),
    right: on(
      {},
      NAMED,
      hosted(tasks(1, connect([{ PortName: 'http' }]))),
      hosted(tasks(1, connect([{ PortName: 'http', DiscoveryName: 'second' }])), 'Second'),
    ),
  },
  {
    rule: 'service-connect-order',
    severity: 'warning',
    wrong: on({}, NAMED, hosted(tasks(1, connect([{ PortName: 'http' }]))), hosted(tasks(1, connect([])), 'Client')),
    right: on(
      {},
      NAMED,
      hosted(tasks(1, connect([{ PortName: 'http' }]))),
      hosted(tasks(1, connect([])), 'Client', ['Service']),
    ),
  },
  {
    rule: 'instances-of-other-cluster',
    severity: 'error',
    wrong: on({ userData: '#!/bin/bash\necho ECS_CLUSTER=shared >> /etc/ecs/ecs.config' }, DYNAMIC, hosted()),
    right: on({ userData: boot('') }, DYNAMIC, hosted()),
  },
  {
    rule: 'instances-of-other-cluster',
    about: 'without user data',
    severity: 'warning',
    wrong: on({ userData: null }, DYNAMIC, hosted()),
    right: on({ userData: boot('') }, DYNAMIC, hosted()),
  },
  {
    rule: 'launch-type-missing',
    severity: 'warning',
    wrong: template(cluster([]), FOR_FARGATE, hosted({ ...IN_SUBNETS, LaunchType: undefined })),
    right: template(cluster([]), FOR_FARGATE, hosted({ ...IN_SUBNETS, LaunchType: 'FARGATE' })),
  },
  {
    rule: 'capacity-provider-not-of-cluster',
    severity: 'error',
    wrong: on({}, DYNAMIC, hosted(from('other'))),
    right: on({}, DYNAMIC, hosted(from(ref('LinuxProvider')))),
  },
  {
    rule: 'capacity-provider-not-of-cluster',
    about: 'of a schedule',
    severity: 'error',
    wrong: on({}, DYNAMIC, nightly('other')),
    right: on({}, DYNAMIC, nightly(ref('LinuxProvider'))),
  },
  {
    rule: 'capacity-provider-not-of-cluster',
    about: 'of a schedule on Fargate',
    severity: 'error',
    wrong: on({}, nightlyOnFargate(), task('awsvpc', [withPorts(tcp(80))], ON_FARGATE)),
    right: template(
      {
        ...cluster([]),
        Capacity: {
          Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
          Properties: {
            Cluster: ref('Cluster'),
            CapacityProviders: ['FARGATE', 'FARGATE_SPOT'],
            DefaultCapacityProviderStrategy: [],
          },
        },
      },
      nightlyOnFargate(),
      task('awsvpc', [withPorts(tcp(80))], ON_FARGATE),
    ),
  },
];
