import {
  arnOf,
  BEHIND_GROUP,
  connect,
  container,
  CERTIFIED,
  front,
  IN_SUBNETS,
  instances,
  ON_FARGATE,
  ref,
  registered,
  registry,
  service,
  targetGroup,
  task,
  template,
  withoutFront,
  withPorts,
  type Data,
  type PlainTemplate,
  type Resource,
  type RulePair,
} from './template';

const tcp = (port: number, more: Data = {}): Data => ({ ContainerPort: port, Protocol: 'tcp', ...more });
const udp = (port: number, more: Data = {}): Data => ({ ContainerPort: port, Protocol: 'udp', ...more });
const HTTP = tcp(80, { Name: 'http' });
const WITH_MEMORY: Data = { Memory: '512' };
const TRAFFIC_PORT: Data = { HealthCheckPort: 'traffic-port' };

/** A template of a task definition, a service of it, and more. */
function of(
  definition: Record<string, Resource>,
  properties: Data,
  ...more: Record<string, Resource>[]
): PlainTemplate {
  return template(definition, service(properties), ...more);
}

/** Instances that register in target groups. */
function registeredIn(...TargetGroupARNs: readonly Data[]): Record<string, Resource> {
  const { FleetTemplate, FleetGroup } = instances('Fleet');
  if (!FleetTemplate || !FleetGroup) return {};
  return { FleetTemplate, FleetGroup: { ...FleetGroup, Properties: { ...FleetGroup.Properties, TargetGroupARNs } } };
}

const plain = (mode: string | undefined): Record<string, Resource> => task(mode, [container()]);
const web = (mode: string): Record<string, Resource> => task(mode, [withPorts(tcp(80))]);
/** A task with a named port and memory to spare for the proxy. */
const named = (mode: string, mapping: Data = HTTP, more: Data = {}): Record<string, Resource> =>
  task(mode, [{ ...withPorts(mapping), ...more }], WITH_MEMORY);
const daemon = (properties: Data): Data => ({ SchedulingStrategy: 'DAEMON', ...properties });
const percent = (least: number, most: number): Data => ({
  DeploymentConfiguration: { MinimumHealthyPercent: least, MaximumPercent: most },
});
const groups = (count: number): Data => ({
  LoadBalancers: Array.from({ length: count }, (_, index) => ({
    ContainerName: 'app',
    ContainerPort: 80,
    // the same block twice is one to Terraform
    TargetGroupArn:
      index === 0
        ? ref('Group')
        : `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/other-${index}/0123456789abcdef`,
  })),
});
const network = (properties: Data): Data => ({
  NetworkConfiguration: {
    AwsvpcConfiguration: { Subnets: ['subnet-11111111'], SecurityGroups: ['sg-11111111'], ...properties },
  },
});

const WITH_ROLE: Data = { TaskRoleArn: 'arn:aws:iam::111111111111:role/web' };

/** A registry in a private namespace of a VPC. */
function registryIn(vpc: Data): Record<string, Resource> {
  return {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', ...vpc } },
    Namespace: {
      Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
      Properties: { Name: 'prod.local', Vpc: ref('Vpc') },
    },
    Registry: {
      Type: 'AWS::ServiceDiscovery::Service',
      Properties: { NamespaceId: ref('Namespace'), DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 60 }] } },
    },
  };
}

const both = task('bridge', [withPorts(tcp(80, { HostPort: 80 }), udp(80, { HostPort: 80 }))]);

/** A listener that forwards to the target group. */
const listener = (Protocol: string): Record<string, Resource> =>
  front({ Protocol, ...(Protocol === 'HTTPS' || Protocol === 'TLS' ? CERTIFIED : {}) });
const CLASSIC: Data = { LoadBalancers: [{ ContainerName: 'app', ContainerPort: 80, LoadBalancerName: 'classic' }] };
const fixedWeb = (mode: string): Record<string, Resource> => task(mode, [withPorts(tcp(80, { HostPort: 80 }))]);

/** The same service, made without waiting for anything. */
function early(resources: Record<string, Resource>): Record<string, Resource> {
  return Object.fromEntries(
    Object.entries(resources).map(([id, { Type, Properties }]) => [id, { Type, Properties }] as const),
  );
}

/** A cluster that is made after something. */
const LATER = (...dependsOn: readonly string[]): Record<string, Resource> => ({
  Later: { Type: 'AWS::ECS::Cluster', ...(dependsOn.length > 0 ? { DependsOn: dependsOn } : {}), Properties: {} },
});

function withoutTask(properties: Data): Record<string, Resource> {
  const made = service(properties)['Service'];
  const { TaskDefinition: _left, ...rest } = made?.Properties ?? {};
  return made ? { Service: { ...made, Properties: rest } } : {};
}

const BREAKER: Data = { DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: false } } };
const BLUE_GREEN: Data = { DeploymentConfiguration: { Strategy: 'BLUE_GREEN' } };
const ROLE: Data = { Role: 'arn:aws:iam::111111111111:role/balancing' };
const fargate = (): Record<string, Resource> => task('awsvpc', [container()], ON_FARGATE);
const strategy = (...items: readonly Data[]): Data => ({ CapacityProviderStrategy: items });

/** A service of awsvpc tasks without a launch type. */
function launched(properties: Data): PlainTemplate {
  const made = service({ ...IN_SUBNETS, ...properties })['Service'];
  const { LaunchType: _left, ...rest } = made?.Properties ?? {};
  return template(task('awsvpc', [container()]), made ? { Service: { ...made, Properties: rest } } : {});
}

const behindClassic = (): Data => ({
  LoadBalancers: [{ ContainerName: 'app', ContainerPort: 80, LoadBalancerName: ref('Classic') }],
});

const classic = (instancePort: number): Record<string, Resource> => ({
  Classic: {
    Type: 'AWS::ElasticLoadBalancing::LoadBalancer',
    Properties: {
      Subnets: ['subnet-11111111'],
      Listeners: [{ LoadBalancerPort: '80', InstancePort: String(instancePort), Protocol: 'HTTP' }],
    },
  },
});

/** A subnet with eleven addresses to give. */
const small = (): Record<string, Resource> => ({
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-11111111', CidrBlock: '10.0.0.0/28' } },
});

const SHIFTING: Data = {
  ProductionListenerRule: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener-rule/app/web/1/1/1',
  RoleArn: 'arn:aws:iam::111111111111:role/traffic',
};

const alternate = (name = 'Other', shifting: Data = SHIFTING): Data => ({
  LoadBalancers: [
    {
      ContainerName: 'app',
      ContainerPort: 80,
      TargetGroupArn: ref('Group'),
      AdvancedConfiguration: { AlternateTargetGroupArn: ref(name), ...shifting },
    },
  ],
});

function otherGroup(properties: Data): Record<string, Resource> {
  const { Group } = targetGroup(properties);
  return Group ? { Other: Group } : {};
}

const OF_EVENTS: Data = { NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ['subnet-11111111'] } } };

/** A rule that starts the task. */
const scheduled = (properties: Data): Record<string, Resource> => ({
  Schedule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(1 hour)',
      Targets: [
        {
          Id: 'task',
          Arn: 'arn:aws:ecs:eu-west-1:111111111111:cluster/shared',
          RoleArn: 'arn:aws:iam::111111111111:role/events',
          EcsParameters: { TaskDefinitionArn: ref('Task'), ...properties },
        },
      ],
    },
  },
});

const taskSet = (name: string): Record<string, Resource> => ({
  Set: {
    Type: 'AWS::ECS::TaskSet',
    DependsOn: ['Front'],
    Properties: {
      Cluster: 'shared',
      Service: 'web',
      TaskDefinition: ref('Task'),
      LaunchType: 'EC2',
      LoadBalancers: [{ ContainerName: name, ContainerPort: 80, TargetGroupArn: ref('Group') }],
    },
  },
});

/** A port in a target group of VPC Lattice. */
const offered = (PortName: string): Data => ({
  PortName,
  RoleArn: 'arn:aws:iam::111111111111:role/ecs',
  TargetGroupArn: 'arn:aws:vpc-lattice:eu-west-1:111111111111:targetgroup/tg-11111111',
});

/** A rule of EventBridge that starts the task with settings of its own for a container. */
const hourly = (name: string): PlainTemplate =>
  template(web('bridge'), {
    Hourly: {
      Type: 'AWS::Events::Rule',
      Properties: {
        ScheduleExpression: 'rate(1 hour)',
        Targets: [
          {
            Id: 'task',
            Arn: 'arn:aws:ecs:eu-west-1:111111111111:cluster/shared',
            RoleArn: 'arn:aws:iam::111111111111:role/events',
            EcsParameters: { TaskDefinitionArn: ref('Task'), LaunchType: 'EC2' },
            Input: JSON.stringify({ containerOverrides: [{ name, command: ['report'] }] }),
          },
        ],
      },
    },
  });

/** A task definition whose container mounts a volume. */
const withVolume = (volume: Data): Record<string, Resource> =>
  task('bridge', [container({ MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] })], {
    Volumes: [{ Name: 'data', ...volume }],
  });
const AT_LAUNCH: Data = { ConfiguredAtLaunch: true };

/** A service that gives each of its tasks a disk of a name. */
const giving = (Name: string): Data => ({
  VolumeConfigurations: [{ Name, ManagedEBSVolume: { RoleArn: 'arn:aws:iam::111111111111:role/ecs', SizeInGiB: 10 } }],
});

/** A service behind VPC Lattice. */
const behindLattice = (Type: string): PlainTemplate => {
  const { Properties } = {
    Properties: { Type, Config: { Port: 80, Protocol: 'HTTP', VpcIdentifier: 'vpc-11111111' } },
  };
  const lattice = {
    RoleArn: 'arn:aws:iam::111111111111:role/ecs',
    PortName: 'http',
    TargetGroupArn: arnOf('Lattice'),
  };
  return of(
    named('awsvpc'),
    { ...IN_SUBNETS, VpcLatticeConfigurations: [lattice] },
    { Lattice: { Type: 'AWS::VpcLattice::TargetGroup', Properties } },
  );
};

const onVersion = (PlatformVersion: string): PlainTemplate =>
  of(fargate(), { LaunchType: 'FARGATE', PlatformVersion, ...IN_SUBNETS });

const RULE_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener-rule/app/web/1/1';

/** A blue/green service whose production traffic comes by the listener called Front. */
const shiftedBy = (front: Record<string, Resource>): PlainTemplate =>
  template(
    web('bridge'),
    service(
      { ...BLUE_GREEN, ...alternate('Other', { ...SHIFTING, ProductionListenerRule: ref('Front') }) },
      'Service',
      ['Second'],
    ),
    targetGroup(),
    otherGroup({}),
    front,
    {
      Third: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Properties: { VpcId: 'vpc-11111111', Protocol: 'HTTP', Port: 80 },
      },
      Second: {
        Type: 'AWS::ElasticLoadBalancingV2::Listener',
        Properties: {
          LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/net/front/1',
          Port: 444,
          Protocol: 'HTTP',
          DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }],
        },
      },
    },
  );

/** A state machine that runs the task definition called Task. */
const stateMachine = (parameters: Data): Record<string, Resource> => {
  const Run = {
    Type: 'Task',
    Resource: 'arn:aws:states:::ecs:runTask.sync',
    Parameters: { LaunchType: 'FARGATE', Cluster: 'shared', TaskDefinition: '${Task}', ...parameters },
    End: true,
  };
  return {
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: 'arn:aws:iam::111111111111:role/states',
        DefinitionString: { 'Fn::Sub': JSON.stringify({ StartAt: 'Run', States: { Run } }) },
      },
    },
  };
};

export const SERVICE_PAIRS: readonly RulePair[] = [
  {
    rule: 'network-configuration-missing',
    about: 'a state machine',
    severity: 'error',
    wrong: template(fargate(), stateMachine({})),
    right: template(fargate(), stateMachine(IN_SUBNETS)),
  },
  {
    rule: 'override-container-missing',
    about: 'a state machine',
    severity: 'error',
    wrong: template(
      fargate(),
      stateMachine({ ...IN_SUBNETS, Overrides: { ContainerOverrides: [{ Name: 'worker' }] } }),
    ),
    right: template(fargate(), stateMachine({ ...IN_SUBNETS, Overrides: { ContainerOverrides: [{ Name: 'app' }] } })),
  },
  {
    rule: 'launch-volume-missing',
    severity: 'error',
    wrong: of(withVolume({}), giving('data')),
    right: of(withVolume(AT_LAUNCH), giving('data')),
  },
  {
    rule: 'launch-volume-not-given',
    severity: 'warning',
    wrong: of(withVolume(AT_LAUNCH), {}),
    right: of(withVolume(AT_LAUNCH), giving('data')),
  },
  {
    rule: 'platform-version-retired',
    severity: 'error',
    wrong: onVersion('1.3.0'),
    right: onVersion('1.4.0'),
  },
  {
    rule: 'lattice-target-type-mismatch',
    severity: 'warning',
    wrong: behindLattice('INSTANCE'),
    right: behindLattice('IP'),
  },
  {
    rule: 'test-rule-of-production',
    severity: 'warning',
    wrong: of(
      web('bridge'),
      { ...BLUE_GREEN, ...alternate('Other', { ...SHIFTING, TestListenerRule: SHIFTING['ProductionListenerRule'] }) },
      targetGroup(),
      otherGroup({}),
    ),
    right: of(
      web('bridge'),
      { ...BLUE_GREEN, ...alternate('Other', { ...SHIFTING, TestListenerRule: `${RULE_ARN}/2` }) },
      targetGroup(),
      otherGroup({}),
    ),
  },
  {
    rule: 'production-rule-forwards-elsewhere',
    severity: 'warning',
    wrong: shiftedBy(front({ DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Third') }] })),
    right: shiftedBy(front()),
  },
  {
    rule: 'network-configuration-missing',
    severity: 'error',
    wrong: of(plain('awsvpc'), {}),
    right: of(plain('awsvpc'), IN_SUBNETS),
  },
  {
    rule: 'network-configuration-superfluous',
    severity: 'error',
    wrong: of(plain('bridge'), IN_SUBNETS),
    right: of(plain('bridge'), {}),
  },
  {
    rule: 'launch-type-unsupported',
    severity: 'error',
    wrong: of(plain('bridge'), { LaunchType: 'FARGATE' }),
    right: of(plain('bridge'), { LaunchType: 'EC2' }),
  },
  {
    rule: 'target-type-mismatch',
    about: 'instance for awsvpc',
    severity: 'error',
    wrong: of(web('awsvpc'), { ...IN_SUBNETS, ...BEHIND_GROUP }, targetGroup()),
    right: of(web('awsvpc'), { ...IN_SUBNETS, ...BEHIND_GROUP }, targetGroup({ TargetType: 'ip' })),
  },
  {
    rule: 'target-type-mismatch',
    about: 'ip for bridge',
    severity: 'error',
    wrong: of(web('bridge'), BEHIND_GROUP, targetGroup({ TargetType: 'ip', ...TRAFFIC_PORT })),
    right: of(web('bridge'), BEHIND_GROUP, targetGroup({ TargetType: 'instance', ...TRAFFIC_PORT })),
  },
  {
    rule: 'load-balancer-on-none',
    severity: 'error',
    wrong: of(plain('none'), BEHIND_GROUP, targetGroup()),
    right: of(plain('none'), {}),
  },
  {
    rule: 'load-balancer-port-missing',
    severity: 'error',
    wrong: of(task('host', [withPorts(tcp(81))]), BEHIND_GROUP, targetGroup()),
    right: of(web('host'), BEHIND_GROUP, targetGroup()),
    restsOnNumber: true,
  },
  {
    rule: 'load-balancer-port-missing',
    about: 'container',
    severity: 'error',
    wrong: of(task('host', [{ ...withPorts(tcp(80)), Name: 'web' }]), BEHIND_GROUP, targetGroup()),
    right: of(web('host'), BEHIND_GROUP, targetGroup()),
  },
  {
    rule: 'classic-load-balancer-unsupported',
    severity: 'error',
    wrong: of(web('awsvpc'), { ...IN_SUBNETS, ...CLASSIC }),
    right: of(fixedWeb('bridge'), CLASSIC),
  },
  {
    rule: 'classic-load-balancer-dynamic-port',
    severity: 'warning',
    wrong: of(web('bridge'), CLASSIC),
    right: of(fixedWeb('bridge'), CLASSIC),
    restsOnNumber: true,
  },
  {
    rule: 'too-many-load-balancers',
    severity: 'error',
    wrong: of(web('host'), groups(6), targetGroup()),
    right: of(web('host'), groups(5), targetGroup()),
  },
  {
    rule: 'too-many-load-balancers',
    about: 'with CodeDeploy',
    severity: 'error',
    wrong: of(web('host'), { ...groups(2), DeploymentController: { Type: 'CODE_DEPLOY' } }, targetGroup()),
    right: of(web('host'), { ...groups(1), DeploymentController: { Type: 'CODE_DEPLOY' } }, targetGroup()),
  },
  {
    rule: 'health-check-port-fixed',
    severity: 'warning',
    wrong: of(web('bridge'), BEHIND_GROUP, targetGroup({ HealthCheckPort: '8080' })),
    right: of(web('bridge'), BEHIND_GROUP, targetGroup()),
  },
  {
    rule: 'health-check-port-fixed',
    about: 'a fixed port of the same task',
    severity: 'warning',
    wrong: of(web('bridge'), BEHIND_GROUP, targetGroup({ HealthCheckPort: '8080' })),
    right: of(
      task('bridge', [withPorts(tcp(80), tcp(9000, { HostPort: 8080 }))]),
      BEHIND_GROUP,
      targetGroup({ HealthCheckPort: '8080' }),
    ),
  },
  {
    rule: 'target-group-of-instances',
    severity: 'warning',
    wrong: of(web('bridge'), BEHIND_GROUP, targetGroup(), registeredIn(ref('Group'))),
    right: of(web('bridge'), BEHIND_GROUP, targetGroup(), registeredIn()),
  },
  {
    rule: 'target-protocol-mismatch',
    about: 'HTTP to a UDP port',
    severity: 'error',
    wrong: of(task('bridge', [withPorts(udp(80))]), BEHIND_GROUP, targetGroup()),
    right: of(web('bridge'), BEHIND_GROUP, targetGroup()),
  },
  {
    rule: 'target-protocol-mismatch',
    about: 'a UDP port that is declared only',
    severity: 'warning',
    wrong: of(
      task('awsvpc', [withPorts(udp(80))]),
      { ...IN_SUBNETS, ...BEHIND_GROUP },
      targetGroup({ TargetType: 'ip', Protocol: 'TCP' }),
    ),
    right: of(
      task('awsvpc', [withPorts(udp(80), tcp(80))]),
      { ...IN_SUBNETS, ...BEHIND_GROUP },
      targetGroup({ TargetType: 'ip', Protocol: 'UDP' }),
    ),
  },
  {
    rule: 'udp-health-check-unanswered',
    about: 'in awsvpc mode',
    severity: 'warning',
    wrong: of(
      task('awsvpc', [withPorts(udp(80))]),
      { ...IN_SUBNETS, ...BEHIND_GROUP },
      targetGroup({ TargetType: 'ip', Protocol: 'UDP' }),
    ),
    right: of(
      task('awsvpc', [withPorts(udp(80), tcp(80))]),
      { ...IN_SUBNETS, ...BEHIND_GROUP },
      targetGroup({ TargetType: 'ip', Protocol: 'UDP' }),
    ),
  },
  {
    rule: 'target-protocol-mismatch',
    about: 'one host port for tcp and another for udp',
    severity: 'warning',
    wrong: of(task('bridge', [withPorts(tcp(80), udp(80))]), BEHIND_GROUP, targetGroup({ Protocol: 'TCP_UDP' })),
    right: of(
      task('bridge', [withPorts(tcp(80, { HostPort: 80 }), udp(80, { HostPort: 80 }))]),
      BEHIND_GROUP,
      targetGroup({ Protocol: 'TCP_UDP' }),
    ),
    restsOnNumber: true,
  },
  {
    rule: 'listener-protocol-mismatch',
    about: 'UDP behind a TCP listener',
    severity: 'error',
    wrong: of(both, BEHIND_GROUP, targetGroup({ Protocol: 'UDP' }), listener('TCP')),
    right: of(both, BEHIND_GROUP, targetGroup({ Protocol: 'TCP_UDP' }), listener('TCP')),
  },
  {
    rule: 'listener-protocol-mismatch',
    about: 'TCP_UDP on one side only',
    severity: 'error',
    wrong: of(fixedWeb('bridge'), BEHIND_GROUP, targetGroup({ Protocol: 'TCP' }), listener('TCP_UDP')),
    right: of(fixedWeb('bridge'), BEHIND_GROUP, targetGroup({ Protocol: 'TCP' }), listener('TLS')),
  },
  {
    rule: 'listener-protocol-mismatch',
    about: 'gRPC without TLS',
    severity: 'error',
    wrong: of(web('bridge'), BEHIND_GROUP, targetGroup({ ProtocolVersion: 'GRPC' }), listener('HTTP')),
    right: of(web('bridge'), BEHIND_GROUP, targetGroup({ ProtocolVersion: 'GRPC' }), listener('HTTPS')),
  },
  {
    rule: 'udp-health-check-unanswered',
    severity: 'warning',
    wrong: of(task('bridge', [withPorts(udp(80))]), BEHIND_GROUP, targetGroup({ Protocol: 'UDP' })),
    right: of(
      task('bridge', [withPorts(udp(80), tcp(8080, { HostPort: 8080 }))]),
      BEHIND_GROUP,
      targetGroup({ Protocol: 'UDP', HealthCheckPort: '8080' }),
    ),
  },
  {
    rule: 'load-balancer-on-external',
    severity: 'error',
    wrong: of(fixedWeb('bridge'), { ...BEHIND_GROUP, LaunchType: 'EXTERNAL' }, targetGroup()),
    right: of(fixedWeb('bridge'), { LaunchType: 'EXTERNAL' }),
  },
  {
    rule: 'discovery-on-none',
    severity: 'error',
    wrong: of(plain('none'), registered(), registry('A')),
    right: of(plain('none'), {}, registry('A')),
  },
  {
    rule: 'discovery-record-unsupported',
    severity: 'error',
    wrong: of(web('bridge'), registered({ ContainerName: 'app', ContainerPort: 80 }), registry('A')),
    right: of(web('bridge'), registered({ ContainerName: 'app', ContainerPort: 80 }), registry('SRV')),
  },
  {
    rule: 'discovery-port-missing',
    about: 'behind an instance',
    severity: 'error',
    wrong: of(web('host'), registered(), registry('SRV')),
    right: of(web('host'), registered({ ContainerName: 'app', ContainerPort: 80 }), registry('SRV')),
  },
  {
    rule: 'discovery-port-missing',
    about: 'SRV in awsvpc',
    severity: 'error',
    wrong: of(web('awsvpc'), { ...IN_SUBNETS, ...registered() }, registry('SRV')),
    right: of(web('awsvpc'), { ...IN_SUBNETS, ...registered({ Port: 80 }) }, registry('SRV')),
  },
  {
    rule: 'discovery-port-superfluous',
    severity: 'error',
    wrong: of(
      web('awsvpc'),
      { ...IN_SUBNETS, ...registered({ ContainerName: 'app', ContainerPort: 80 }) },
      registry('A'),
    ),
    right: of(web('awsvpc'), { ...IN_SUBNETS, ...registered() }, registry('A')),
  },
  {
    rule: 'discovery-port-superfluous',
    about: 'a container name without a port',
    severity: 'error',
    wrong: of(
      web('awsvpc'),
      { ...IN_SUBNETS, ...registered({ ContainerName: 'app', ContainerPort: 80 }) },
      registry('A'),
    ),
    right: of(web('awsvpc'), { ...IN_SUBNETS, ...registered({ ContainerName: 'app' }) }, registry('A')),
    restsOnNumber: true,
  },
  {
    rule: 'discovery-port-ambiguous',
    severity: 'error',
    wrong: of(
      web('awsvpc'),
      { ...IN_SUBNETS, ...registered({ ContainerName: 'app', ContainerPort: 80, Port: 80 }) },
      registry('SRV'),
    ),
    right: of(
      web('awsvpc'),
      { ...IN_SUBNETS, ...registered({ ContainerName: 'app', ContainerPort: 80 }) },
      registry('SRV'),
    ),
    restsOnNumber: true,
  },
  {
    rule: 'discovery-container-port-missing',
    severity: 'error',
    wrong: of(web('bridge'), registered({ ContainerName: 'app', ContainerPort: 81 }), registry('SRV')),
    right: of(web('bridge'), registered({ ContainerName: 'app', ContainerPort: 80 }), registry('SRV')),
    restsOnNumber: true,
  },
  {
    rule: 'too-many-registries',
    severity: 'error',
    wrong: of(
      web('awsvpc'),
      { ...IN_SUBNETS, ServiceRegistries: [{ RegistryArn: arnOf('Registry') }, { RegistryArn: arnOf('Registry') }] },
      registry('A'),
    ),
    right: of(web('awsvpc'), { ...IN_SUBNETS, ...registered() }, registry('A')),
  },
  {
    rule: 'discovery-with-classic-load-balancer',
    severity: 'error',
    wrong: of(
      fixedWeb('bridge'),
      { ...CLASSIC, ...registered({ ContainerName: 'app', ContainerPort: 80 }) },
      registry('SRV'),
    ),
    right: of(fixedWeb('bridge'), registered({ ContainerName: 'app', ContainerPort: 80 }), registry('SRV')),
  },
  {
    rule: 'discovery-names-unresolvable',
    severity: 'warning',
    wrong: of(web('awsvpc'), { ...IN_SUBNETS, ...registered() }, registryIn({})),
    right: of(web('awsvpc'), { ...IN_SUBNETS, ...registered() }, registryIn({ EnableDnsHostnames: true })),
  },
  {
    rule: 'discovery-on-external',
    severity: 'error',
    wrong: of(
      fixedWeb('bridge'),
      { LaunchType: 'EXTERNAL', ...registered({ ContainerName: 'app', ContainerPort: 80 }) },
      registry('SRV'),
    ),
    right: of(fixedWeb('bridge'), registered({ ContainerName: 'app', ContainerPort: 80 }), registry('SRV')),
  },
  {
    rule: 'too-many-tasks',
    severity: 'warning',
    wrong: of(web('awsvpc'), { ...IN_SUBNETS, ...registered(), DesiredCount: 1001 }, registry('A')),
    right: of(web('awsvpc'), { ...IN_SUBNETS, DesiredCount: 1001 }),
    restsOnNumber: true,
  },
  {
    rule: 'service-connect-mode',
    severity: 'error',
    wrong: of(named('host', HTTP), connect([offered('http')])),
    right: of(named('bridge', HTTP), connect([offered('http')])),
  },
  {
    rule: 'service-connect-mode',
    about: 'a client',
    severity: 'warning',
    wrong: of(task('none', [container()], WITH_MEMORY), connect([])),
    right: of(task('bridge', [container()], WITH_MEMORY), connect([])),
  },
  {
    rule: 'service-connect-platform',
    severity: 'error',
    wrong: of(named('bridge'), { LaunchType: 'EXTERNAL', ...connect([offered('http')]) }),
    right: of(named('bridge'), connect([offered('http')])),
  },
  {
    rule: 'service-connect-platform',
    about: 'platform version',
    severity: 'error',
    wrong: of(task('awsvpc', [withPorts(HTTP)], ON_FARGATE), {
      LaunchType: 'FARGATE',
      PlatformVersion: '1.3.0',
      ...IN_SUBNETS,
      ...connect([offered('http')]),
    }),
    right: of(task('awsvpc', [withPorts(HTTP)], ON_FARGATE), {
      LaunchType: 'FARGATE',
      PlatformVersion: '1.4.0',
      ...IN_SUBNETS,
      ...connect([offered('http')]),
    }),
  },
  {
    rule: 'service-connect-controller',
    severity: 'error',
    wrong: of(
      named('bridge'),
      { DeploymentController: { Type: 'CODE_DEPLOY' }, ...BEHIND_GROUP, ...connect([offered('http')]) },
      targetGroup(),
    ),
    right: of(named('bridge'), { DeploymentController: { Type: 'ECS' }, ...connect([offered('http')]) }),
  },
  {
    rule: 'service-connect-task-memory',
    severity: 'warning',
    wrong: of(task('bridge', [withPorts(HTTP)]), connect([offered('http')])),
    right: of(named('bridge'), connect([offered('http')])),
  },
  {
    rule: 'service-connect-task-memory',
    about: 'nothing left',
    severity: 'warning',
    wrong: of(task('bridge', [withPorts(HTTP)], { Memory: '128' }), connect([offered('http')])),
    right: of(task('bridge', [withPorts(HTTP)], { Memory: '256' }), connect([offered('http')])),
    restsOnNumber: true,
  },
  {
    rule: 'service-connect-udp',
    severity: 'error',
    wrong: of(named('bridge', udp(80, { Name: 'dns' })), connect([{ PortName: 'dns' }])),
    right: of(named('bridge', tcp(80, { Name: 'dns' })), connect([{ PortName: 'dns' }])),
  },
  {
    rule: 'service-connect-port-unknown',
    severity: 'error',
    wrong: of(named('bridge'), connect([{ PortName: 'web' }])),
    right: of(named('bridge'), connect([offered('http')])),
  },
  {
    rule: 'service-connect-range',
    severity: 'warning',
    wrong: of(
      named('bridge', { ContainerPortRange: '80-90', Protocol: 'tcp', Name: 'http' }),
      connect([offered('http')]),
    ),
    right: of(named('bridge'), connect([offered('http')])),
  },
  {
    rule: 'client-alias-malformed',
    severity: 'error',
    wrong: of(named('bridge'), connect([{ PortName: 'http', ClientAliases: [{ DnsName: 'Web', Port: 80 }] }])),
    right: of(named('bridge'), connect([{ PortName: 'http', ClientAliases: [{ DnsName: 'web.prod', Port: 80 }] }])),
  },
  {
    rule: 'too-many-client-aliases',
    severity: 'error',
    wrong: of(named('bridge'), connect([{ PortName: 'http', ClientAliases: [{ Port: 80 }, { Port: 81 }] }])),
    right: of(named('bridge'), connect([{ PortName: 'http', ClientAliases: [{ Port: 80 }] }])),
  },
  {
    rule: 'discovery-name-malformed',
    severity: 'error',
    wrong: of(named('bridge'), connect([{ PortName: 'http', DiscoveryName: 'web.prod' }])),
    right: of(named('bridge'), connect([{ PortName: 'http', DiscoveryName: 'web-prod' }])),
  },
  {
    rule: 'service-connect-name-taken',
    severity: 'error',
    wrong: of(
      task('bridge', [withPorts(HTTP, tcp(81, { Name: 'admin' }))], WITH_MEMORY),
      connect([
        { PortName: 'http', DiscoveryName: 'web' },
        { PortName: 'admin', DiscoveryName: 'web' },
      ]),
    ),
    right: of(
      task('bridge', [withPorts(HTTP, tcp(81, { Name: 'admin' }))], WITH_MEMORY),
      connect([{ PortName: 'http', DiscoveryName: 'web' }, { PortName: 'admin' }]),
    ),
  },
  {
    rule: 'ingress-port-override-privileged',
    severity: 'error',
    wrong: of(named('awsvpc'), { ...IN_SUBNETS, ...connect([{ PortName: 'http', IngressPortOverride: 81 }]) }),
    right: of(named('awsvpc'), { ...IN_SUBNETS, ...connect([{ PortName: 'http', IngressPortOverride: 8081 }]) }),
    restsOnNumber: true,
  },
  {
    rule: 'ingress-port-override-clash',
    severity: 'warning',
    wrong: of(named('awsvpc', tcp(8080, { Name: 'http' })), {
      ...IN_SUBNETS,
      ...connect([{ PortName: 'http', IngressPortOverride: 8080 }]),
    }),
    right: of(named('awsvpc', tcp(8080, { Name: 'http' })), {
      ...IN_SUBNETS,
      ...connect([{ PortName: 'http', IngressPortOverride: 8081 }]),
    }),
    restsOnNumber: true,
  },
  ...(
    [
      ['hostname', { Hostname: 'web' }],
      ['dnsServers', { DnsServers: ['10.0.0.2'] }],
      ['extraHosts', { ExtraHosts: [{ Hostname: 'db', IpAddress: '10.0.0.9' }] }],
    ] as const
  ).map(([about, setting]): RulePair => ({
    rule: 'service-connect-forbids-setting',
    about,
    severity: 'error',
    wrong: of(named('bridge', HTTP, setting), connect([offered('http')])),
    right: of(named('bridge', HTTP, setting), {}),
  })),
  {
    rule: 'service-connect-forbids-setting',
    about: 'links',
    severity: 'error',
    wrong: of(
      task('bridge', [{ ...withPorts(HTTP), Links: ['db'] }, container({ Name: 'db' })], WITH_MEMORY),
      connect([offered('http')]),
    ),
    right: of(task('bridge', [{ ...withPorts(HTTP), Links: ['db'] }, container({ Name: 'db' })], WITH_MEMORY), {}),
  },
  {
    rule: 'public-ip-unsupported',
    severity: 'error',
    wrong: of(plain('awsvpc'), network({ AssignPublicIp: 'ENABLED' })),
    right: of(task('awsvpc', [container()], ON_FARGATE), {
      LaunchType: 'FARGATE',
      ...network({ AssignPublicIp: 'ENABLED' }),
    }),
  },
  {
    rule: 'too-many-subnets',
    severity: 'error',
    wrong: of(
      plain('awsvpc'),
      network({ Subnets: Array.from({ length: 17 }, (_, index) => `subnet-111111${10 + index}`) }),
    ),
    right: of(
      plain('awsvpc'),
      network({ Subnets: Array.from({ length: 16 }, (_, index) => `subnet-111111${10 + index}`) }),
    ),
  },
  {
    rule: 'too-many-security-groups',
    severity: 'error',
    wrong: of(plain('awsvpc'), network({ SecurityGroups: ['sg-1', 'sg-2', 'sg-3', 'sg-4', 'sg-5', 'sg-6'] })),
    right: of(plain('awsvpc'), network({ SecurityGroups: ['sg-1', 'sg-2', 'sg-3', 'sg-4', 'sg-5'] })),
  },
  {
    rule: 'default-security-group',
    severity: 'warning',
    wrong: of(
      web('awsvpc'),
      { ...BEHIND_GROUP, ...network({ SecurityGroups: [] }) },
      targetGroup({ TargetType: 'ip' }),
    ),
    right: of(web('awsvpc'), { ...BEHIND_GROUP, ...IN_SUBNETS }, targetGroup({ TargetType: 'ip' })),
  },
  {
    rule: 'deployment-percent-out-of-range',
    about: 'minimum',
    severity: 'error',
    wrong: of(plain('bridge'), percent(150, 200)),
    right: of(plain('bridge'), percent(100, 200)),
    restsOnNumber: true,
  },
  {
    rule: 'deployment-percent-out-of-range',
    about: 'maximum',
    severity: 'error',
    wrong: of(plain('bridge'), percent(0, 50)),
    right: of(plain('bridge'), percent(0, 100)),
    restsOnNumber: true,
  },
  {
    rule: 'deployment-blocked',
    severity: 'error',
    wrong: of(plain('bridge'), percent(100, 100)),
    right: of(plain('bridge'), percent(0, 100)),
    restsOnNumber: true,
  },
  {
    rule: 'deployment-blocked',
    about: 'a daemon',
    severity: 'error',
    wrong: of(plain('bridge'), daemon(percent(100, 100))),
    right: of(plain('bridge'), daemon(percent(0, 100))),
    restsOnNumber: true,
  },
  {
    rule: 'rolling-deploy-stuck',
    severity: 'warning',
    wrong: of(plain('bridge'), { DesiredCount: 2, ...percent(75, 100) }),
    right: of(plain('bridge'), { DesiredCount: 2, ...percent(50, 100) }),
    restsOnNumber: true,
  },
  {
    rule: 'rolling-deploy-stuck',
    about: 'too little above',
    severity: 'warning',
    wrong: of(plain('bridge'), { DesiredCount: 3, ...percent(100, 125) }),
    right: of(plain('bridge'), { DesiredCount: 4, ...percent(100, 125) }),
    restsOnNumber: true,
  },
  {
    rule: 'rolling-deploy-stuck',
    about: 'one task, which nobody asked for by number',
    severity: 'warning',
    wrong: of(plain('bridge'), percent(100, 150)),
    right: of(plain('bridge'), percent(100, 200)),
    restsOnNumber: true,
  },
  {
    rule: 'daemon-desired-count',
    severity: 'error',
    wrong: of(plain('bridge'), daemon({ DesiredCount: 1 })),
    right: of(plain('bridge'), daemon({})),
    restsOnNumber: true,
  },
  {
    rule: 'daemon-maximum-percent',
    severity: 'error',
    wrong: of(plain('bridge'), daemon(percent(0, 200))),
    right: of(plain('bridge'), daemon(percent(0, 100))),
    restsOnNumber: true,
  },
  {
    rule: 'daemon-placement-strategy',
    severity: 'error',
    wrong: of(plain('bridge'), daemon({ PlacementStrategies: [{ Type: 'spread', Field: 'instanceId' }] })),
    right: of(plain('bridge'), { PlacementStrategies: [{ Type: 'spread', Field: 'instanceId' }] }),
  },
  {
    rule: 'daemon-controller',
    severity: 'error',
    wrong: of(web('host'), daemon({ DeploymentController: { Type: 'CODE_DEPLOY' }, ...BEHIND_GROUP }), targetGroup()),
    right: of(web('host'), daemon({ DeploymentController: { Type: 'ECS' }, ...BEHIND_GROUP }), targetGroup()),
  },
  {
    rule: 'daemon-on-fargate',
    severity: 'error',
    wrong: of(task('awsvpc', [container()], ON_FARGATE), daemon({ LaunchType: 'FARGATE', ...IN_SUBNETS })),
    right: of(task('awsvpc', [container()], ON_FARGATE), { LaunchType: 'FARGATE', ...IN_SUBNETS }),
  },
  {
    rule: 'daemon-rebalancing',
    severity: 'error',
    wrong: of(plain('bridge'), daemon({ AvailabilityZoneRebalancing: 'ENABLED' })),
    right: of(plain('bridge'), daemon({ AvailabilityZoneRebalancing: 'DISABLED' })),
  },
  {
    rule: 'exec-without-network',
    severity: 'error',
    wrong: of(task('none', [container()], { TaskRoleArn: 'arn:aws:iam::111111111111:role/web' }), {
      EnableExecuteCommand: true,
    }),
    right: of(task('bridge', [container()], WITH_ROLE), {
      EnableExecuteCommand: true,
    }),
  },
  {
    rule: 'exec-read-only-root',
    severity: 'warning',
    wrong: of(
      task('bridge', [container({ ReadonlyRootFilesystem: true })], {
        TaskRoleArn: 'arn:aws:iam::111111111111:role/web',
      }),
      { EnableExecuteCommand: true },
    ),
    right: of(
      task('bridge', [container({ ReadonlyRootFilesystem: true })], {
        TaskRoleArn: 'arn:aws:iam::111111111111:role/web',
      }),
      {},
    ),
  },
  {
    rule: 'exec-without-task-role',
    severity: 'warning',
    wrong: of(plain('bridge'), { EnableExecuteCommand: true }),
    right: of(task('bridge', [container()], WITH_ROLE), {
      EnableExecuteCommand: true,
    }),
  },
  {
    rule: 'target-group-unattached',
    severity: 'error',
    wrong: withoutFront(of(web('bridge'), BEHIND_GROUP, targetGroup())),
    right: of(web('bridge'), BEHIND_GROUP, targetGroup()),
  },
  {
    rule: 'listener-not-awaited',
    severity: 'warning',
    wrong: template(web('bridge'), targetGroup(), early(service(BEHIND_GROUP))),
    right: template(web('bridge'), targetGroup(), service(BEHIND_GROUP)),
  },
  {
    rule: 'listener-not-awaited',
    about: 'through what it needs',
    severity: 'warning',
    wrong: template(web('bridge'), targetGroup(), early(service({ ...BEHIND_GROUP, Cluster: ref('Later') })), LATER()),
    right: template(
      web('bridge'),
      targetGroup(),
      early(service({ ...BEHIND_GROUP, Cluster: ref('Later') })),
      LATER('Front'),
    ),
  },
  {
    rule: 'grace-period-unused',
    severity: 'warning',
    wrong: of(web('bridge'), { HealthCheckGracePeriodSeconds: 60 }),
    right: of(web('bridge'), { HealthCheckGracePeriodSeconds: 60, ...BEHIND_GROUP }, targetGroup()),
    restsOnNumber: true,
  },
  {
    rule: 'external-controller-setting',
    severity: 'error',
    wrong: template(withoutTask({ DeploymentController: { Type: 'EXTERNAL' }, ...BEHIND_GROUP }), targetGroup()),
    right: template(withoutTask({ DeploymentController: { Type: 'EXTERNAL' } }), targetGroup()),
  },
  {
    rule: 'code-deploy-without-load-balancer',
    severity: 'error',
    wrong: of(web('host'), { DeploymentController: { Type: 'CODE_DEPLOY' } }),
    right: of(web('host'), { DeploymentController: { Type: 'CODE_DEPLOY' }, ...BEHIND_GROUP }, targetGroup()),
  },
  {
    rule: 'circuit-breaker-unsupported',
    severity: 'error',
    wrong: of(
      web('host'),
      { DeploymentController: { Type: 'CODE_DEPLOY' }, ...BEHIND_GROUP, ...BREAKER },
      targetGroup(),
    ),
    right: of(web('host'), { DeploymentController: { Type: 'ECS' }, ...BEHIND_GROUP, ...BREAKER }, targetGroup()),
  },
  {
    rule: 'service-role-unsupported',
    severity: 'error',
    wrong: of(web('awsvpc'), { ...ROLE, ...IN_SUBNETS, ...BEHIND_GROUP }, targetGroup({ TargetType: 'ip' })),
    right: of(web('bridge'), { ...ROLE, ...BEHIND_GROUP }, targetGroup()),
  },
  {
    rule: 'service-role-unsupported',
    about: 'without a load balancer',
    severity: 'error',
    wrong: of(web('bridge'), ROLE),
    right: of(web('bridge'), {}),
  },
  {
    rule: 'launch-type-and-strategy',
    severity: 'error',
    wrong: of(fargate(), {
      LaunchType: 'FARGATE',
      ...IN_SUBNETS,
      ...strategy({ CapacityProvider: 'FARGATE', Weight: 1 }),
    }),
    right: of(fargate(), { LaunchType: 'FARGATE', ...IN_SUBNETS }),
  },
  {
    rule: 'strategy-malformed',
    severity: 'error',
    wrong: launched(
      strategy(
        { CapacityProvider: 'FARGATE', Base: 1, Weight: 1 },
        { CapacityProvider: 'FARGATE_SPOT', Base: 1, Weight: 1 },
      ),
    ),
    right: launched(
      strategy({ CapacityProvider: 'FARGATE', Base: 1, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }),
    ),
    restsOnNumber: true,
  },
  {
    rule: 'strategy-malformed',
    about: 'no weight',
    severity: 'error',
    wrong: launched(strategy({ CapacityProvider: 'FARGATE', Weight: 0 })),
    right: launched(strategy({ CapacityProvider: 'FARGATE', Weight: 1 })),
    restsOnNumber: true,
  },
  {
    rule: 'strategy-malformed',
    about: 'Fargate and instances',
    severity: 'error',
    wrong: launched(strategy({ CapacityProvider: 'FARGATE', Weight: 1 }, { CapacityProvider: 'mine', Weight: 1 })),
    right: launched(strategy({ CapacityProvider: 'mine', Weight: 1 })),
  },
  {
    rule: 'platform-version-unsupported',
    severity: 'error',
    wrong: of(web('bridge'), { PlatformVersion: 'LATEST' }),
    right: of(web('bridge'), {}),
  },
  {
    rule: 'placement-on-fargate',
    severity: 'error',
    wrong: of(fargate(), {
      LaunchType: 'FARGATE',
      ...IN_SUBNETS,
      PlacementConstraints: [{ Type: 'distinctInstance' }],
    }),
    right: of(fargate(), { LaunchType: 'EC2', ...IN_SUBNETS, PlacementConstraints: [{ Type: 'distinctInstance' }] }),
  },
  {
    rule: 'placement-malformed',
    severity: 'error',
    wrong: of(web('bridge'), { PlacementStrategies: [{ Type: 'binpack', Field: 'instanceId' }] }),
    right: of(web('bridge'), { PlacementStrategies: [{ Type: 'binpack', Field: 'memory' }] }),
  },
  {
    rule: 'placement-malformed',
    about: 'spread over something that is no attribute',
    severity: 'warning',
    wrong: of(web('bridge'), { PlacementStrategies: [{ Type: 'spread', Field: 'ecs.availability-zone' }] }),
    right: of(web('bridge'), { PlacementStrategies: [{ Type: 'spread', Field: 'attribute:ecs.availability-zone' }] }),
  },
  {
    rule: 'placement-malformed',
    about: 'an expression where there is none',
    severity: 'error',
    wrong: of(web('bridge'), { PlacementConstraints: [{ Type: 'distinctInstance', Expression: 'true' }] }),
    right: of(web('bridge'), { PlacementConstraints: [{ Type: 'memberOf', Expression: 'true' }] }),
  },
  {
    rule: 'override-container-missing',
    severity: 'error',
    wrong: hourly('web'),
    right: hourly('app'),
  },
  {
    rule: 'lattice-port-unknown',
    severity: 'error',
    wrong: of(named('bridge'), { VpcLatticeConfigurations: [offered('htpp')] }),
    right: of(named('bridge'), { VpcLatticeConfigurations: [offered('http')] }),
  },
  {
    rule: 'subnets-missing',
    severity: 'error',
    wrong: of(web('awsvpc'), network({ Subnets: [] })),
    right: of(web('awsvpc'), network({})),
  },
  {
    rule: 'classic-instance-port-differs',
    severity: 'error',
    wrong: of(fixedWeb('bridge'), behindClassic(), classic(8080)),
    right: of(fixedWeb('bridge'), behindClassic(), classic(80)),
    restsOnNumber: true,
  },
  {
    rule: 'subnet-addresses-exhausted',
    severity: 'error',
    wrong: of(web('awsvpc'), { ...network({ Subnets: [ref('Subnet')] }), DesiredCount: 12 }, small()),
    right: of(web('awsvpc'), { ...network({ Subnets: [ref('Subnet')] }), DesiredCount: 11 }, small()),
    restsOnNumber: true,
  },
  {
    rule: 'alternate-target-group-same',
    severity: 'warning',
    wrong: of(web('bridge'), { ...BLUE_GREEN, ...alternate('Group') }, targetGroup()),
    right: of(web('bridge'), { ...BLUE_GREEN, ...alternate() }, targetGroup(), otherGroup({})),
  },
  {
    rule: 'blue-green-settings-missing',
    about: 'the listener rule and the role',
    severity: 'warning',
    wrong: of(web('bridge'), { ...BLUE_GREEN, ...alternate('Other', {}) }, targetGroup(), otherGroup({})),
    right: of(web('bridge'), { ...BLUE_GREEN, ...alternate() }, targetGroup(), otherGroup({})),
  },
  {
    rule: 'blue-green-settings-missing',
    severity: 'warning',
    wrong: of(web('bridge'), { ...BLUE_GREEN, ...BEHIND_GROUP }, targetGroup()),
    right: of(web('bridge'), { ...BLUE_GREEN }, targetGroup()),
  },
  {
    rule: 'target-type-mismatch',
    about: 'the alternate group of a blue/green deployment',
    severity: 'error',
    wrong: of(web('bridge'), { ...BLUE_GREEN, ...alternate() }, targetGroup(), otherGroup({ TargetType: 'ip' })),
    right: of(web('bridge'), { ...BLUE_GREEN, ...alternate() }, targetGroup(), otherGroup({ TargetType: 'instance' })),
  },
  {
    rule: 'health-check-port-unmapped',
    severity: 'warning',
    wrong: of(web('host'), BEHIND_GROUP, targetGroup({ HealthCheckPort: '8080' })),
    right: of(web('host'), BEHIND_GROUP, targetGroup({ HealthCheckPort: '80' })),
    restsOnNumber: true,
  },
  {
    rule: 'network-configuration-missing',
    about: 'a schedule',
    severity: 'error',
    wrong: template(fargate(), scheduled({ LaunchType: 'FARGATE' })),
    right: template(fargate(), scheduled({ LaunchType: 'FARGATE', ...OF_EVENTS })),
  },
  {
    rule: 'load-balancer-port-missing',
    about: 'a task set',
    severity: 'error',
    wrong: template(web('host'), targetGroup(), taskSet('wep')),
    right: template(web('host'), targetGroup(), taskSet('app')),
  },
  {
    rule: 'network-configuration-missing',
    about: 'a task definition by the name of its family',
    severity: 'error',
    wrong: of(web('awsvpc'), { TaskDefinition: 'web' }),
    right: of(web('awsvpc'), { TaskDefinition: 'web', ...IN_SUBNETS }),
  },
];
