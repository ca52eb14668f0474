import {
  container,
  front,
  ref,
  service,
  task,
  template,
  withPorts,
  type Data,
  type PlainTemplate,
  type Resource,
  type RulePair,
} from './template';

const WEB = task('bridge', [withPorts({ ContainerPort: 80 })]);

const serviceWith = (properties: Data): PlainTemplate => template(WEB, service(properties));

const groupNamed = (Name: string): PlainTemplate =>
  template({
    Group: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { Name, VpcId: 'vpc-11111111', Protocol: 'HTTP', Port: 80, TargetType: 'ip' },
    },
  });

const latticeOf = (properties: Data): PlainTemplate => {
  const role = 'arn:aws:iam::111111111111:role/ecs';
  const named = task('bridge', [withPorts({ ContainerPort: 80, Name: 'http' })]);
  return template(named, service({ VpcLatticeConfigurations: [{ RoleArn: role, PortName: 'http', ...properties }] }));
};

const TARGET: Data = { TargetGroupArn: 'arn:aws:vpc-lattice:eu-west-1:111111111111:targetgroup/tg-11111111' };

const ofType = (Type: string, Properties: Data): Resource => ({ Type, Properties });

const association = (SubnetId: string): Resource =>
  ofType('AWS::EC2::SubnetRouteTableAssociation', { SubnetId, RouteTableId: ref('Table') });

const associated = (second: string): PlainTemplate =>
  template({
    Table: ofType('AWS::EC2::RouteTable', { VpcId: 'vpc-11111111' }),
    First: association('subnet-11111111'),
    Second: association(second),
  });

const route = (DestinationCidrBlock: string): Resource =>
  ofType('AWS::EC2::Route', { RouteTableId: 'rtb-11111111', DestinationCidrBlock, GatewayId: 'igw-11111111' });

const routeTo = (properties: Data): PlainTemplate =>
  template({ Route: ofType('AWS::EC2::Route', { RouteTableId: 'rtb-11111111', ...properties }) });

const ANYWHERE: Data = { DestinationCidrBlock: '0.0.0.0/0' };

const routed = (second: string): PlainTemplate => template({ First: route('0.0.0.0/0'), Second: route(second) });

const namespaces = (second: string): PlainTemplate => {
  const called = (Name: string): Resource =>
    ofType('AWS::ServiceDiscovery::PrivateDnsNamespace', { Name, Vpc: 'vpc-11111111' });
  return template({ First: called('shop.local'), Second: called(second) });
};

const admitting = (second: string): PlainTemplate => {
  const from = (CidrIp: string): Data => ({ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp });
  const separate = ofType('AWS::EC2::SecurityGroupIngress', { GroupId: ref('Gate'), ...from(second) });
  return template({
    Gate: ofType('AWS::EC2::SecurityGroup', {
      GroupDescription: 'gate',
      VpcId: 'vpc-11111111',
      SecurityGroupIngress: [from('10.0.0.0/16')],
    }),
    More: separate,
  });
};

const hookedAt = (stage: string): PlainTemplate =>
  serviceWith({
    DeploymentConfiguration: {
      LifecycleHooks: [
        {
          HookTargetArn: 'arn:aws:lambda:eu-west-1:111111111111:function:hook',
          RoleArn: 'arn:aws:iam::111111111111:role/hook',
          LifecycleStages: [stage],
        },
      ],
    },
  });

const BALANCING = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111';

const verified = (MutualAuthentication: Data): PlainTemplate =>
  template({
    Listener: ofType('AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: `${BALANCING}:loadbalancer/app/web/1111111111111111`,
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/11111111' }],
      MutualAuthentication,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    }),
  });

const executing = (ExecuteCommandConfiguration: Data): PlainTemplate =>
  template({ Cluster: ofType('AWS::ECS::Cluster', { Configuration: { ExecuteCommandConfiguration } }) });

const latticeTargets = (properties: Data): PlainTemplate =>
  template({ Targets: ofType('AWS::VpcLattice::TargetGroup', properties) });

const mounted = (RootDirectory: string): PlainTemplate => {
  const AuthorizationConfig = { AccessPointId: 'fsap-11111111' };
  const EFSVolumeConfiguration = {
    ...{ FilesystemId: 'fs-11111111', TransitEncryption: 'ENABLED', AuthorizationConfig, RootDirectory },
  };
  return template(
    task('bridge', [withPorts({ ContainerPort: 80 })], { Volumes: [{ Name: 'data', EFSVolumeConfiguration }] }),
  );
};

const scaled = (
  MaxCapacity: number,
  ScalableDimension = 'ecs:service:DesiredCount',
  ResourceId = 'service/web/web',
): PlainTemplate => {
  const properties = { MinCapacity: 4, MaxCapacity, ServiceNamespace: 'ecs', ScalableDimension, ResourceId };
  return template({ Target: ofType('AWS::ApplicationAutoScaling::ScalableTarget', properties) });
};

const EXECUTION: Data = { ExecutionRoleArn: 'arn:aws:iam::111111111111:role/ecs' };

const withFiles = (count: number): PlainTemplate => {
  const files = Array.from({ length: count }, (_, index) => ({
    Type: 's3',
    Value: `arn:aws:s3:::settings/${index}.env`,
  }));
  return template(task('bridge', [container({ EnvironmentFiles: files })], EXECUTION));
};

/** A task definition with a volume that its container mounts. */
const withVolume = (volume: Data, properties: Data = {}): Record<string, Resource> =>
  task('bridge', [container({ MountPoints: [{ SourceVolume: 'data', ContainerPath: '/data' }] })], {
    Volumes: [{ Name: 'data', ...volume }],
    ...properties,
  });

/** A service that gives each of its tasks a volume of Elastic Block Store. */
const withBlocks = (volume: Data): PlainTemplate =>
  template(
    withVolume({ ConfiguredAtLaunch: true }),
    service({
      VolumeConfigurations: [
        { Name: 'data', ManagedEBSVolume: { RoleArn: 'arn:aws:iam::111111111111:role/ecs', ...volume } },
      ],
    }),
  );

const readingSecret = (ValueFrom: string): PlainTemplate =>
  template(task('bridge', [container({ Secrets: [{ Name: 'KEY', ValueFrom }] })], EXECUTION));

const answering = (properties: Data): PlainTemplate =>
  template(
    front({
      LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/front/1',
      Port: 80,
      DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' }, ...properties }],
    }),
  );

const express = (Memory: string): PlainTemplate =>
  template({
    Shop: ofType('AWS::ECS::ExpressGatewayService', {
      ...EXECUTION,
      InfrastructureRoleArn: 'arn:aws:iam::111111111111:role/ecs',
      PrimaryContainer: { Image: 'public.ecr.aws/docker/library/nginx:alpine' },
      Cpu: '256',
      Memory,
    }),
  });

/** A capacity provider that keeps ECS from ending instances with tasks. */
const keeping = (group: Data): PlainTemplate =>
  template({
    Group: ofType('AWS::AutoScaling::AutoScalingGroup', {
      MinSize: '0',
      MaxSize: '2',
      VPCZoneIdentifier: ['subnet-11111111'],
      LaunchTemplate: { LaunchTemplateId: 'lt-11111111111111111', Version: '1' },
      ...group,
    }),
    Provider: ofType('AWS::ECS::CapacityProvider', {
      AutoScalingGroupProvider: {
        AutoScalingGroupArn: ref('Group'),
        ManagedScaling: { Status: 'ENABLED' },
        ManagedTerminationProtection: 'ENABLED',
      },
    }),
  });

/** A scalable target whose id is made of what the cluster and the service give. */
const scaledBy = (cluster: unknown): PlainTemplate =>
  template(WEB, service({ Cluster: ref('Cluster') }), {
    Cluster: ofType('AWS::ECS::Cluster', {}),
    Target: ofType('AWS::ApplicationAutoScaling::ScalableTarget', {
      ...{ MinCapacity: 1, MaxCapacity: 4, ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' },
      ResourceId: { 'Fn::Join': ['/', ['service', cluster, { 'Fn::GetAtt': ['Service', 'Name'] }]] },
    }),
  });

const policy = (properties: Data): PlainTemplate =>
  template({
    Policy: ofType('AWS::ApplicationAutoScaling::ScalingPolicy', {
      ...{ PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling', ...properties },
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        TargetValue: 60,
      },
    }),
  });

const starting = (target: Data): PlainTemplate =>
  template(WEB, {
    Cluster: ofType('AWS::ECS::Cluster', {}),
    Rule: ofType('AWS::Events::Rule', {
      ScheduleExpression: 'rate(1 hour)',
      Targets: [
        {
          ...{ Id: 'web', Arn: { 'Fn::GetAtt': ['Cluster', 'Arn'] }, ...target },
          EcsParameters: { TaskDefinitionArn: ref('Task'), TaskCount: 1 },
        },
      ],
    }),
  });

const job = (PlatformCapabilities: readonly string[], container: Data): PlainTemplate =>
  template({
    Job: ofType('AWS::Batch::JobDefinition', {
      ...{ Type: 'container', PlatformCapabilities },
      ContainerProperties: { Image: 'public.ecr.aws/docker/library/busybox:1', ...container },
    }),
  });

const registered = (InstanceAttributes: Data): PlainTemplate =>
  template({
    Namespace: ofType('AWS::ServiceDiscovery::PrivateDnsNamespace', { Name: 'shop.internal', Vpc: 'vpc-11111111' }),
    Registry: ofType('AWS::ServiceDiscovery::Service', {
      Name: 'db',
      DnsConfig: { NamespaceId: ref('Namespace'), DnsRecords: [{ Type: 'A', TTL: 60 }] },
    }),
    Instance: ofType('AWS::ServiceDiscovery::Instance', { ServiceId: ref('Registry'), InstanceAttributes }),
  });

/** An entry of a network ACL about one port. */
const filtering = (Protocol: number, port: number): PlainTemplate =>
  template({
    Vpc: ofType('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
    Acl: ofType('AWS::EC2::NetworkAcl', { VpcId: ref('Vpc') }),
    Entry: ofType('AWS::EC2::NetworkAclEntry', {
      ...{ NetworkAclId: ref('Acl'), RuleNumber: 100, RuleAction: 'allow', CidrBlock: '0.0.0.0/0' },
      ...{ Protocol, PortRange: { From: port, To: 443 } },
    }),
  });

const listening = (properties: Data): PlainTemplate =>
  template({
    Balancer: ofType('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      ...{ Type: 'application', Subnets: ['subnet-11111111', 'subnet-22222222'] },
    }),
    Listener: ofType('AWS::ElasticLoadBalancingV2::Listener', {
      ...{ LoadBalancerArn: ref('Balancer'), Port: 80, Protocol: 'HTTP', ...properties },
    }),
  });

export const SETTINGS_PAIRS: readonly RulePair[] = [
  {
    rule: 'setting-missing',
    severity: 'error',
    about: 'what a listener does',
    wrong: listening({}),
    right: listening({ DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }] }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'a scalable target with the ARN of its cluster',
    wrong: scaledBy({ 'Fn::GetAtt': ['Cluster', 'Arn'] }),
    right: scaledBy(ref('Cluster')),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'ports of a network ACL where its protocol has ports',
    wrong: filtering(6, -1),
    right: filtering(-1, -1),
  },
  {
    rule: 'setting-choice-malformed',
    severity: 'error',
    about: 'a scaling policy of nothing',
    wrong: policy({}),
    right: policy({ ScalingTargetId: 'service/web/web|ecs:service:DesiredCount|ecs' }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'a target that starts tasks in the name of nobody',
    wrong: starting({}),
    right: starting({ RoleArn: 'arn:aws:iam::111111111111:role/events' }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'a job on instances with the network of Fargate',
    wrong: job(['EC2'], { NetworkConfiguration: { AssignPublicIp: 'ENABLED' } }),
    right: job(['FARGATE'], {
      NetworkConfiguration: { AssignPublicIp: 'ENABLED' },
      ExecutionRoleArn: 'arn:aws:iam::111111111111:role/batch',
    }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'an instance of Cloud Map without the address of its record',
    wrong: registered({ AWS_INSTANCE_IPV6: '2001:db8::5' }),
    right: registered({ AWS_INSTANCE_IPV4: '10.0.0.5' }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'memory that Express services with so much CPU do not have',
    wrong: express('8192'),
    right: express('2048'),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'a capacity provider that protects instances of a group that does not',
    wrong: keeping({}),
    right: keeping({ NewInstancesProtectedFromScaleIn: true }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'a scalable target that is no service',
    wrong: scaled(8, 'ecs:service:DesiredCount', 'web/web'),
    right: scaled(8),
  },
  {
    rule: 'list-length-refused',
    severity: 'error',
    about: 'environment files',
    wrong: withFiles(11),
    right: withFiles(10),
  },
  {
    rule: 'setting-choice-malformed',
    severity: 'error',
    about: 'a volume of two kinds',
    wrong: template(
      withVolume({ EFSVolumeConfiguration: { FilesystemId: 'fs-11111111' }, Host: { SourcePath: '/mnt' } }),
    ),
    right: template(withVolume({ EFSVolumeConfiguration: { FilesystemId: 'fs-11111111' } })),
  },
  {
    rule: 'setting-choice-malformed',
    severity: 'error',
    about: 'an EBS volume without a size',
    wrong: withBlocks({ VolumeType: 'gp3' }),
    right: withBlocks({ VolumeType: 'gp3', SizeInGiB: 10 }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'throughput of an EBS volume that has none',
    wrong: withBlocks({ VolumeType: 'gp2', SizeInGiB: 10, Throughput: 200 }),
    right: withBlocks({ VolumeType: 'gp3', SizeInGiB: 10, Throughput: 200 }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'an action with what another type of action says',
    wrong: answering({ RedirectConfig: { StatusCode: 'HTTP_301', Port: '443' } }),
    right: answering({}),
  },
  {
    rule: 'setting-value-refused',
    severity: 'error',
    about: 'a secret that is kept nowhere',
    wrong: readingSecret('arn:aws:s3:::secrets/key'),
    right: readingSecret('arn:aws:ssm:eu-west-1:111111111111:parameter/key'),
  },
  {
    rule: 'setting-value-refused',
    severity: 'error',
    about: 'the launch type of a service',
    wrong: serviceWith({ LaunchType: 'ec2' }),
    right: serviceWith({ LaunchType: 'EC2' }),
  },
  {
    rule: 'setting-value-refused',
    severity: 'error',
    about: 'a negative number of tasks',
    wrong: serviceWith({ DesiredCount: -1 }),
    right: serviceWith({ DesiredCount: 1 }),
    restsOnNumber: true,
  },
  {
    rule: 'setting-value-refused',
    severity: 'error',
    about: 'the name of a target group',
    wrong: groupNamed('web_targets'),
    right: groupNamed('web-targets'),
  },
  {
    rule: 'setting-value-refused',
    severity: 'error',
    about: 'the stage of a lifecycle hook',
    wrong: hookedAt('AFTER_SCALE_UP'),
    right: hookedAt('POST_SCALE_UP'),
  },
  {
    rule: 'setting-missing',
    severity: 'error',
    about: 'the target group of VPC Lattice',
    wrong: latticeOf({}),
    right: latticeOf(TARGET),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'a verified client without a trust store',
    wrong: verified({ Mode: 'verify' }),
    right: verified({ Mode: 'verify', TrustStoreArn: `${BALANCING}:truststore/clients/11111111` }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'ECS Exec that logs elsewhere and does not say where',
    wrong: executing({ Logging: 'OVERRIDE' }),
    right: executing({ Logging: 'OVERRIDE', LogConfiguration: { CloudWatchLogGroupName: 'commands' } }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'a target group of VPC Lattice for functions with a port',
    wrong: latticeTargets({ Type: 'LAMBDA', Config: { Port: 80 } }),
    right: latticeTargets({ Type: 'LAMBDA' }),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'an access point with a folder of its own',
    wrong: mounted('/data'),
    right: mounted('/'),
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'a service that scales to more tasks at least than at most',
    wrong: scaled(2),
    right: scaled(4),
    restsOnNumber: true,
  },
  {
    rule: 'setting-combination-refused',
    severity: 'error',
    about: 'a dimension that services do not have',
    wrong: scaled(4, 'ecs:service:Count'),
    right: scaled(4),
  },
  {
    rule: 'setting-choice-malformed',
    severity: 'error',
    about: 'a route without a target',
    wrong: routeTo(ANYWHERE),
    right: routeTo({ ...ANYWHERE, GatewayId: 'igw-11111111' }),
  },
  {
    rule: 'setting-choice-malformed',
    severity: 'error',
    about: 'a route with two targets',
    wrong: routeTo({ ...ANYWHERE, GatewayId: 'igw-11111111', NatGatewayId: 'nat-11111111' }),
    right: routeTo({ ...ANYWHERE, NatGatewayId: 'nat-11111111' }),
  },
  {
    rule: 'setting-choice-malformed',
    severity: 'error',
    about: 'a route without a destination',
    wrong: routeTo({ GatewayId: 'igw-11111111' }),
    right: routeTo({ GatewayId: 'igw-11111111', DestinationIpv6CidrBlock: '::/0' }),
  },
  {
    rule: 'setting-choice-malformed',
    severity: 'error',
    about: 'a route with two destinations',
    wrong: routeTo({ ...ANYWHERE, GatewayId: 'igw-11111111', DestinationIpv6CidrBlock: '::/0' }),
    right: routeTo({ ...ANYWHERE, GatewayId: 'igw-11111111' }),
  },
  {
    rule: 'setting-value-refused',
    severity: 'error',
    about: 'the destination of a route',
    wrong: routeTo({ GatewayId: 'igw-11111111', DestinationCidrBlock: '::/0' }),
    right: routeTo({ GatewayId: 'igw-11111111', DestinationCidrBlock: '0.0.0.0/0' }),
  },
  {
    rule: 'resource-made-twice',
    severity: 'error',
    about: 'the route table of a subnet',
    wrong: associated('subnet-11111111'),
    right: associated('subnet-22222222'),
  },
  {
    rule: 'resource-made-twice',
    severity: 'warning',
    about: 'a route',
    wrong: routed('0.0.0.0/0'),
    right: routed('10.9.0.0/16'),
  },
  {
    rule: 'resource-made-twice',
    severity: 'error',
    about: 'a namespace',
    wrong: namespaces('shop.local'),
    right: namespaces('store.local'),
  },
  {
    rule: 'resource-made-twice',
    severity: 'warning',
    about: 'a rule beside a security group',
    wrong: admitting('10.0.0.0/16'),
    right: admitting('10.1.0.0/16'),
  },
];
