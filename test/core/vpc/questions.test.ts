import {
  aclOf,
  describeVariations,
  endpoint,
  entry,
  from,
  resource,
  rule,
  subnetsOf,
  type Changes,
  type Variation,
} from './variations';

const start = { startup: 'Service' };
const anywhere = { CidrIp: '0.0.0.0/0' };
const inZone = (id: string, block: string, zone: string): Changes => ({
  [id]: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: block, AvailabilityZone: `us-east-1${zone}` }),
});
const regional = (more: Readonly<Record<string, unknown>> = {}): Changes => ({
  Nat: resource('EC2::NatGateway', { AvailabilityMode: 'regional', VpcId: '@Vpc', ...more }),
});

const NATS: readonly Variation[] = [
  [
    'in-10',
    'a private NAT gateway',
    { 'Nat.ConnectivityType': 'private', 'Nat.AllocationId': null },
    'blocked nat-misplaced Nat',
  ],
  ['in-10', 'a regional NAT gateway needs no subnet', regional(), 'open'],
  [
    'in-10',
    'a regional NAT gateway with addresses in the zone of the caller',
    regional({ AvailabilityZoneAddresses: [{ AvailabilityZone: 'us-east-1a', AllocationIds: ['@Eip.AllocationId'] }] }),
    'open',
  ],
  [
    'in-10',
    'a regional NAT gateway with addresses in another zone',
    regional({ AvailabilityZoneAddresses: [{ AvailabilityZone: 'us-east-1b', AllocationIds: ['@Eip.AllocationId'] }] }),
    'blocked nat-misplaced Nat',
  ],
  [
    'in-10',
    'a regional NAT gateway with addresses in one of the zones of the caller',
    {
      ...regional({
        AvailabilityZoneAddresses: [{ AvailabilityZone: 'us-east-1a', AllocationIds: ['@Eip.AllocationId'] }],
      }),
      ...inZone('PrivB', '10.0.2.0/24', 'b'),
      PrivBAssociation: resource('EC2::SubnetRouteTableAssociation', {
        SubnetId: '@PrivB',
        RouteTableId: '@PrivTable',
      }),
      'Fn.VpcConfig.SubnetIds': ['@PrivA', '@PrivB'],
    },
    'blocked nat-misplaced Nat may',
  ],
  [
    'in-10',
    'a regional NAT gateway in a VPC without an internet gateway',
    { ...regional(), IgwAttachment: null, PubDefault: null },
    'blocked nat-misplaced Nat',
  ],
  ['in-10', 'a NAT gateway in the subnet that it serves', { 'Nat.SubnetId': '@PrivA' }, 'blocked nat-misplaced Nat'],
  [
    'in-10',
    'the ACL of the NAT gateway lets no answers in from the internet',
    {
      ...aclOf('NatAcl', 'PubA'),
      In: entry('NatAcl', 100, false, '10.0.1.0/24', [443, 443]),
      Out: entry('NatAcl', 100, true, '0.0.0.0/0', [443, 443]),
      Home: entry('NatAcl', 110, true, '10.0.1.0/24', [1024, 65535]),
    },
    'blocked nacl-return NatAcl',
  ],
  [
    'in-10',
    'the ACL of the NAT gateway has all four rules',
    {
      ...aclOf('NatAcl', 'PubA'),
      In: entry('NatAcl', 100, false, '10.0.1.0/24', [443, 443]),
      Answers: entry('NatAcl', 110, false, '0.0.0.0/0', [1024, 65535]),
      Out: entry('NatAcl', 100, true, '0.0.0.0/0', [443, 443]),
      Home: entry('NatAcl', 110, true, '10.0.1.0/24', [1024, 65535]),
    },
    'open',
  ],
];

const bpa = (mode: string): Changes => ({
  Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: mode }),
});
const exclusion = (mode: string, where: Readonly<Record<string, unknown>>): Changes => ({
  Exclusion: resource('EC2::VPCBlockPublicAccessExclusion', { InternetGatewayExclusionMode: mode, ...where }),
});
const SHUT: readonly Variation[] = [
  ['di-01', 'block public access in neither direction', bpa('off'), 'open'],
  ['di-01', 'block public access keeps out what comes in', bpa('block-ingress'), 'blocked bpa Bpa'],
  [
    'di-01',
    'an instance of its own goes out by the internet gateway where what comes in is blocked',
    bpa('block-ingress'),
    'blocked bpa Bpa',
    from('Service', 'internet', 443),
  ],
  [
    'di-01',
    'the subnet is excluded in both directions',
    { ...bpa('block-bidirectional'), ...exclusion('allow-bidirectional', { SubnetId: '@PubA' }) },
    'open',
  ],
  [
    'di-01',
    'the subnet is excluded for what goes out',
    { ...bpa('block-bidirectional'), ...exclusion('allow-egress', { SubnetId: '@PubA' }) },
    'blocked bpa Bpa',
  ],
  [
    'in-14',
    'the VPC is excluded for what goes out by a NAT gateway',
    exclusion('allow-egress', { VpcId: '@Vpc' }),
    'open',
  ],
];

const dual: Changes = {
  Vpc6: resource('EC2::VPCCidrBlock', { VpcId: '@Vpc', AmazonProvidedIpv6CidrBlock: true }),
  'PubA.Ipv6CidrBlock': '2001:db8:0:1::/64',
};
const route6 = (target: Readonly<Record<string, unknown>>): Changes => ({
  Default6: resource('EC2::Route', { RouteTableId: '@PubTable', DestinationIpv6CidrBlock: '::/0', ...target }),
});
const everyone6: Changes = { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIpv6: '::/0' })] };
const SIX: readonly Variation[] = [
  [
    'di-01',
    'IPv6 into a dual-stack subnet',
    { ...dual, ...everyone6, ...route6({ GatewayId: '@Igw' }) },
    'open',
    from('internet6', 'Service', 8080),
  ],
  [
    'di-01',
    'IPv6 into a group that admits IPv4 only',
    { ...dual, ...route6({ GatewayId: '@Igw' }) },
    'blocked sg-in AppSg',
    from('internet6', 'Service', 8080),
  ],
  [
    'di-01',
    'IPv6 into a subnet with a route for IPv4 only',
    { ...dual, ...everyone6 },
    'blocked route PubTable',
    from('internet6', 'Service', 8080),
  ],
  [
    'di-01',
    'IPv6 in by an egress-only gateway',
    {
      ...dual,
      ...everyone6,
      Egress: resource('EC2::EgressOnlyInternetGateway', { VpcId: '@Vpc' }),
      ...route6({ EgressOnlyInternetGatewayId: '@Egress' }),
    },
    'blocked route Default6',
    from('internet6', 'Service', 8080),
  ],
  [
    'v6-01',
    'IPv6 out of a group that lets IPv4 out only',
    { 'AppSg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] },
    'blocked sg-out AppSg',
  ],
  ['v6-01', 'IPv6 out with public access blocked both ways', bpa('block-bidirectional'), 'blocked bpa Bpa'],
  ['v6-01', 'IPv6 out with public access blocked for what comes in', bpa('block-ingress'), 'open'],
];

const container = 'TaskDef.ContainerDefinitions.0';
const secret = (valueFrom: string): Changes => ({ [`${container}.Secrets`]: [{ Name: 'KEY', ValueFrom: valueFrom }] });
const ENDPOINTS: readonly Variation[] = [
  [
    'st-01',
    'a policy of an endpoint is not looked at',
    { 'EcrApi.PolicyDocument': { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' }] } },
    'open',
  ],
  [
    'st-01',
    'endpoints in another zone are reached over the local route',
    {
      ...inZone('PrivB', '10.0.2.0/24', 'b'),
      'EcrApi.SubnetIds': ['@PrivB'],
      'EcrDkr.SubnetIds': ['@PrivB'],
      'Logs.SubnetIds': ['@PrivB'],
    },
    'open',
  ],
  [
    'st-01',
    'a group of the endpoints that admits the block of the subnet',
    { 'EndpointSg.SecurityGroupIngress': [rule(443, { CidrIp: '10.0.1.0/24' })] },
    'open',
  ],
  [
    'st-01',
    'a group of the endpoints that admits another subnet',
    { 'EndpointSg.SecurityGroupIngress': [rule(443, { CidrIp: '10.0.9.0/24' })] },
    'blocked endpoint-sg EndpointSg',
  ],
  [
    'st-01',
    'a group of the tasks that lets out to the endpoints only',
    { 'AppSg.SecurityGroupEgress': [rule(443, { DestinationSecurityGroupId: '@EndpointSg.GroupId' })] },
    'blocked sg-out AppSg',
  ],
  [
    'st-01',
    'and to the addresses of S3 by the prefix list of the Region',
    {
      'AppSg.SecurityGroupEgress': [
        rule(443, { DestinationSecurityGroupId: '@EndpointSg.GroupId' }),
        rule(443, { DestinationPrefixListId: 'pl-63a5400a' }),
      ],
    },
    'open',
  ],
  [
    'st-01',
    'the gateway endpoint is in the table of another subnet',
    { Other: resource('EC2::RouteTable', { VpcId: '@Vpc' }), 'S3.RouteTableIds': ['@Other'] },
    'blocked route PrivTable',
  ],
  [
    'st-01',
    'an image of another Region',
    { [`${container}.Image`]: '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1' },
    'blocked route PrivTable',
  ],
  [
    'st-01',
    'a secret of another Region beside the endpoint of this one',
    {
      ...secret('arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-AbCdEf'),
      Secrets: endpoint('secretsmanager'),
    },
    'blocked route PrivTable',
  ],
  [
    'st-01',
    'a parameter by its bare name',
    secret('/app/key'),
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ssm',
  ],
  [
    'st-01',
    'environment files by the gateway endpoint',
    { [`${container}.EnvironmentFiles`]: [{ Type: 's3', Value: 'arn:aws:s3:::config/app.env' }] },
    'open',
  ],
  [
    'st-01',
    'platform 1.4.0 asks for the registry over its own interface',
    { EcrApi: null, 'Service.PlatformVersion': '1.4.0' },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ecr.api',
  ],
  [
    'st-17',
    'platform 1.3.0 fetches secrets over an interface of Fargate',
    secret('arn:aws:secretsmanager:us-east-1:111122223333:secret:key-AbCdEf'),
    'open',
  ],
  [
    'st-17',
    'platform 1.3.0 sends logs over its own interface',
    { Logs: null },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.logs',
  ],
  [
    'st-01',
    'Service Connect without an endpoint for its proxy',
    { 'Service.ServiceConnectConfiguration': { Enabled: true, Namespace: 'shop' } },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ecs-agent',
  ],
  [
    'st-01',
    'Service Connect with an endpoint for its proxy',
    { 'Service.ServiceConnectConfiguration': { Enabled: true, Namespace: 'shop' }, Agent: endpoint('ecs-agent') },
    'open',
  ],
  [
    'st-01',
    'a log router from a public registry',
    {
      'TaskDef.ContainerDefinitions.1': {
        Name: 'router',
        Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
        FirelensConfiguration: { Type: 'fluentbit' },
      },
    },
    'blocked route PrivTable',
  ],
];

const onInstance = { SubnetIds: ['@PubA'], SecurityGroupIds: ['@EndpointSg.GroupId'] };
const isolated: Changes = {
  PubDefault: null,
  'LaunchTemplate.LaunchTemplateData.NetworkInterfaces.0.AssociatePublicIpAddress': false,
  EndpointSg: resource('EC2::SecurityGroup', {
    GroupDescription: 'endpoints',
    VpcId: '@Vpc',
    SecurityGroupIngress: [rule(443, { SourceSecurityGroupId: '@InstanceSg.GroupId' })],
  }),
};
const INSTANCES: readonly Variation[] = [
  [
    'st-53',
    'instances without a way to the agent',
    { ...isolated, Ecs: endpoint('ecs', onInstance) },
    'blocked endpoint-missing PubTable com.amazonaws.us-east-1.ecs-agent',
    start,
  ],
  [
    'st-53',
    'instances with all three endpoints and an image of a public registry',
    {
      ...isolated,
      Ecs: endpoint('ecs', onInstance),
      Agent: endpoint('ecs-agent', onInstance),
      Telemetry: endpoint('ecs-telemetry', onInstance),
    },
    'blocked route PubTable',
    start,
  ],
];

/** Tasks with both families, of which IPv6 alone has a way out. */
const outBy6 = (image: string): Changes => ({
  Vpc6: resource('EC2::VPCCidrBlock', { VpcId: '@Vpc', AmazonProvidedIpv6CidrBlock: true }),
  'PrivA.Ipv6CidrBlock': '2001:db8:0:1::/64',
  Egress: resource('EC2::EgressOnlyInternetGateway', { VpcId: '@Vpc' }),
  Out6: resource('EC2::Route', {
    RouteTableId: '@PrivTable',
    DestinationIpv6CidrBlock: '::/0',
    EgressOnlyInternetGatewayId: '@Egress',
  }),
  'AppSg.SecurityGroupEgress': [
    { IpProtocol: '-1', CidrIp: '0.0.0.0/0' },
    { IpProtocol: '-1', CidrIpv6: '::/0' },
  ],
  EcrApi: null,
  EcrDkr: null,
  S3: null,
  [`${container}.Image`]: image,
});
const REGISTRIES: readonly Variation[] = [
  ['st-01', 'Docker Hub has both families', outBy6('nginx:alpine'), 'open'],
  [
    'st-01',
    'the public registry of AWS has IPv6 by another name',
    outBy6('public.ecr.aws/nginx/nginx:1'),
    'blocked route PrivTable',
  ],
  ['st-01', 'the public registry of AWS by that name', outBy6('ecr-public.aws.com/nginx/nginx:1'), 'open'],
  ['st-01', 'whether other registries have it is not known', outBy6('ghcr.io/shop/web:1'), 'unknown route Service'],
  [
    'st-01',
    'by which name a private registry is asked for the login is not known',
    outBy6('111122223333.dkr-ecr.us-east-1.on.aws/app:1'),
    'unknown route Service',
  ],
  [
    'st-01',
    'a private registry by its name for IPv4',
    outBy6('111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1'),
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ecr.api',
  ],
  [
    'st-53',
    'by which name an agent on IPv6 alone asks is a matter of its age',
    {
      Vpc6: resource('EC2::VPCCidrBlock', { VpcId: '@Vpc', AmazonProvidedIpv6CidrBlock: true }),
      'PubA.CidrBlock': null,
      'PubA.Ipv6Native': true,
      'PubA.Ipv6CidrBlock': '2001:db8:0:1::/64',
      'LaunchTemplate.LaunchTemplateData.NetworkInterfaces.0.AssociatePublicIpAddress': null,
      Default6: resource('EC2::Route', {
        RouteTableId: '@PubTable',
        DestinationIpv6CidrBlock: '::/0',
        GatewayId: '@Igw',
      }),
      'InstanceSg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIpv6: '::/0' }],
    },
    'unknown route Service',
    start,
  ],
];

const BALANCERS: readonly Variation[] = [
  [
    'lb-12',
    'health checks of gRPC are connections to the same port',
    {
      'TargetGroup.HealthCheckPort': null,
      'TargetGroup.ProtocolVersion': 'GRPC',
      'TargetGroup.HealthCheckProtocol': 'HTTP',
      'TargetGroup.Matcher': { GrpcCode: '0' },
    },
    'open',
    from('Alb', 'Service', 8080),
  ],
  [
    'lb-12',
    'targets in a zone that the balancer has not',
    { ...inZone('PrivC', '10.0.3.0/24', 'c'), ...subnetsOf('PrivC') },
    'blocked lb-zone Alb',
    from('internet', 'Alb', 80),
  ],
  [
    'lb-12',
    'targets in a zone that the balancer has and in one that it has not',
    { ...inZone('PrivC', '10.0.3.0/24', 'c'), ...subnetsOf('PrivB', 'PrivC') },
    'blocked lb-zone Alb may',
    from('internet', 'Alb', 80),
  ],
  [
    'lb-12',
    'a balancer that lets nothing out to its targets',
    { 'AlbSg.SecurityGroupEgress': [rule(443, anywhere)] },
    'blocked sg-out AlbSg',
    from('internet', 'Alb', 80),
  ],
  [
    'lb-12',
    'a balancer that lets out to the group of its targets',
    { 'AlbSg.SecurityGroupEgress': [rule(8080, { DestinationSecurityGroupId: '@AppSg.GroupId' })] },
    'open',
    from('internet', 'Alb', 80),
  ],
  [
    'nl-01',
    'TCP and UDP keep the address of the client, whatever the attribute says',
    {
      'TargetGroup.Protocol': 'TCP_UDP',
      'Listener.Protocol': 'TCP_UDP',
    },
    'blocked sg-in AppSg',
  ],
  [
    'nl-01',
    'TLS to ip targets hides the address of the client',
    { 'TargetGroup.Protocol': 'TLS', 'TargetGroup.TargetGroupAttributes': null },
    'open',
  ],
  [
    'nl-06',
    'the group of the NLB lets nothing out to the targets',
    { 'NlbSg.SecurityGroupEgress': [rule(443, anywhere)] },
    'blocked sg-out NlbSg',
  ],
  [
    'nl-06',
    'health checks pass a group of the NLB that admits nobody',
    { 'NlbSg.SecurityGroupIngress': [] },
    'open',
    from('Nlb', 'Service', 8080),
  ],
  [
    'nl-12',
    'a target alone that calls itself through an NLB with client addresses',
    {
      'TargetGroup.TargetGroupAttributes': [{ Key: 'preserve_client_ip.enabled', Value: 'true' }],
      'Service.DesiredCount': 1,
    },
    'blocked lb-hairpin TargetGroup',
    from('Service', 'Nlb', 80),
  ],
  [
    'nl-12',
    'one of two targets that calls itself through an NLB with client addresses',
    { 'TargetGroup.TargetGroupAttributes': [{ Key: 'preserve_client_ip.enabled', Value: 'true' }] },
    'blocked lb-hairpin TargetGroup may',
    from('Service', 'Nlb', 80),
  ],
  [
    'nl-12',
    'a target that calls itself through an NLB without client addresses',
    { 'TargetGroup.TargetGroupAttributes': [{ Key: 'preserve_client_ip.enabled', Value: 'false' }] },
    'open',
    from('Service', 'Nlb', 80),
  ],
];

const ENDS: readonly Variation[] = [
  [
    'db-14',
    'brokers with IAM alone do not listen for TLS clients',
    { 'KafkaSg.SecurityGroupIngress': [rule(9094, { SourceSecurityGroupId: '@AppSg.GroupId' })] },
    'blocked listener Kafka',
    from('Service', 'Kafka', 9094),
  ],
  [
    'db-01',
    'the reads of a serverless cache',
    {
      Cache: resource('ElastiCache::ServerlessCache', {
        ServerlessCacheName: 'cache',
        Engine: 'valkey',
        SubnetIds: ['@PrivA', '@PrivB'],
        SecurityGroupIds: ['@DbSg.GroupId'],
      }),
      'DbSg.SecurityGroupIngress': [rule(6379, { SourceSecurityGroupId: '@AppSg.GroupId' })],
    },
    'blocked sg-in DbSg',
    from('Service', 'Cache', 6380),
  ],
  [
    'db-01',
    'a proxy of the database',
    {
      Proxy: resource('RDS::DBProxy', {
        DBProxyName: 'proxy',
        EngineFamily: 'POSTGRESQL',
        VpcSubnetIds: ['@PrivA', '@PrivB'],
        VpcSecurityGroupIds: ['@DbSg.GroupId'],
        RoleArn: 'arn:aws:iam::111122223333:role/proxy',
        Auth: [{ AuthScheme: 'SECRETS' }],
      }),
    },
    'open',
    from('Service', 'Proxy', 5432),
  ],
  [
    'db-01',
    'a proxy of another engine does not listen there',
    {
      Proxy: resource('RDS::DBProxy', {
        DBProxyName: 'proxy',
        EngineFamily: 'MYSQL',
        VpcSubnetIds: ['@PrivA', '@PrivB'],
        VpcSecurityGroupIds: ['@DbSg.GroupId'],
        RoleArn: 'arn:aws:iam::111122223333:role/proxy',
        Auth: [{ AuthScheme: 'SECRETS' }],
      }),
    },
    'blocked listener Proxy',
    from('Service', 'Proxy', 5432),
  ],
  [
    'db-01',
    'a cluster of DocumentDB on its usual port',
    {
      DocumentSubnets: resource('DocDB::DBSubnetGroup', { SubnetIds: ['@PrivA', '@PrivB'] }),
      Documents: resource('DocDB::DBCluster', {
        DBSubnetGroupName: '@DocumentSubnets',
        VpcSecurityGroupIds: ['@DbSg.GroupId'],
      }),
      'DbSg.SecurityGroupIngress': [rule(27017, { SourceSecurityGroupId: '@AppSg.GroupId' })],
    },
    'open',
    from('Service', 'Documents', 27017),
  ],
  [
    'db-01',
    'a workgroup of Redshift on its usual port',
    {
      Warehouse: resource('RedshiftServerless::Workgroup', {
        WorkgroupName: 'w',
        SubnetIds: ['@PrivA', '@PrivB'],
        SecurityGroupIds: ['@DbSg.GroupId'],
      }),
      'DbSg.SecurityGroupIngress': [rule(5439, { SourceSecurityGroupId: '@AppSg.GroupId' })],
    },
    'open',
    from('Service', 'Warehouse', 5439),
  ],
  [
    'st-43',
    'a mount target of another zone has no name in that of the task',
    { 'MountTarget.SubnetId': '@PrivB' },
    'blocked dns MountTarget',
  ],
  ['st-43', 'a mount target by its address', {}, 'open', from('Service', 'MountTarget', 2049)],
];

const SIBLING = resource('Route53::HostedZone', {
  Name: 'db.internal.example',
  VPCs: [{ VPCId: '@Vpc', VPCRegion: 'us-east-1' }],
});
const NAMES: readonly Variation[] = [
  ['dn-01', 'a record for all names of a zone', { 'Record.Name': '*.internal.example' }, 'open'],
  [
    'dn-01',
    'of two wildcard records the more specific one answers',
    {
      'Record.Name': '*.internal.example',
      Narrow: resource('Route53::RecordSet', {
        HostedZoneId: '@Zone',
        Name: '*.db.internal.example',
        Type: 'A',
        TTL: '60',
        ResourceRecords: ['203.0.113.9'],
      }),
    },
    'blocked route PrivA',
    from('Service', 'one.db.internal.example', 5432),
  ],
  ['dn-01', 'a more specific zone answers alone', { Narrow: SIBLING }, 'blocked dns Narrow'],
  [
    'dn-01',
    'a more specific zone of another VPC does not',
    { Narrow: SIBLING, 'Narrow.VPCs': [{ VPCId: '@OtherVpc', VPCRegion: 'us-east-1' }] },
    'open',
  ],
  [
    'dn-01',
    'a name that stands for another name of the zone',
    {
      Alias: resource('Route53::RecordSet', {
        HostedZoneId: '@Zone',
        Name: 'store.internal.example',
        Type: 'CNAME',
        TTL: '60',
        ResourceRecords: ['db.internal.example'],
      }),
    },
    'open',
    from('Service', 'store.internal.example', 5432),
  ],
  [
    'dn-06',
    'a service of Cloud Map with records for ports only',
    { 'BName.DnsConfig.DnsRecords': [{ Type: 'SRV', TTL: 10 }] },
    'blocked dns Namespace',
  ],
];

const HOSTS: readonly Variation[] = [
  [
    'st-01',
    'a service by its name, with an endpoint',
    {},
    'open',
    from('Service', 'logs.us-east-1.amazonaws.com', 443),
  ],
  [
    'st-01',
    'a service by its name, without one',
    {},
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.sqs',
    from('Service', 'sqs.us-east-1.amazonaws.com', 443),
  ],
  ['st-01', 'a registry by its name', {}, 'open', from('Service', '111122223333.dkr.ecr.us-east-1.amazonaws.com', 443)],
  ['st-01', 'a bucket by its name', {}, 'open', from('Service', 'config.s3.us-east-1.amazonaws.com', 443)],
  [
    'st-01',
    'a stream by its name, which that of its endpoint is not',
    { Streams: endpoint('kinesis-streams') },
    'open',
    from('Service', 'kinesis.us-east-1.amazonaws.com', 443),
  ],
  [
    'st-01',
    'a database of another stack may have a private address',
    {},
    'unknown dns Vpc',
    from('Service', 'orders.c0ffee.us-east-1.rds.amazonaws.com', 5432),
  ],
  [
    'st-01',
    'so may a balancer',
    {},
    'unknown dns Vpc',
    from('Service', 'internal-shop-1234567890.us-east-1.elb.amazonaws.com', 80),
  ],
  [
    'st-01',
    'a host of somebody else has a public one',
    {},
    'blocked route PrivTable',
    from('Service', 'api.example.com', 443),
  ],
];

const BESIDE: readonly Variation[] = [
  [
    'pe-01',
    'a group of the other side of a peering can be named',
    { 'BSg.SecurityGroupIngress': [rule(8080, { SourceSecurityGroupId: '@ASg.GroupId' })] },
    'open',
  ],
  [
    'pe-01',
    'a default route to a peering leads to no internet',
    { 'AToB.DestinationCidrBlock': '0.0.0.0/0' },
    'blocked route AToB',
    from('A', 'internet', 443),
  ],
  [
    'pe-01',
    'a name of a zone of the other VPC',
    {
      Zone: resource('Route53::HostedZone', {
        Name: 'internal.example',
        VPCs: [{ VPCId: '@VpcB', VPCRegion: 'us-east-1' }],
      }),
      Record: resource('Route53::RecordSet', {
        HostedZoneId: '@Zone',
        Name: 'b.internal.example',
        Type: 'A',
        TTL: '60',
        ResourceRecords: ['10.1.1.10'],
      }),
    },
    'blocked dns Zone',
    from('A', 'b.internal.example', 8080),
  ],
  [
    'tg-05',
    'an attachment without a subnet in the zone',
    { 'AttachA.SubnetIds': ['@PrivA2'] },
    'blocked route AttachA',
  ],
  ['tg-05', 'no route back', { BToA: null }, 'blocked route TableB'],
  ['tg-05', 'nothing is propagated', { 'Tgw.DefaultRouteTablePropagation': 'disable' }, 'blocked route Tgw'],
];

const ACLS: readonly Variation[] = [
  ['na-01', 'all protocols mean all ports', { 'InApp.Protocol': -1, 'InApp.PortRange': { From: 22, To: 22 } }, 'open'],
  [
    'na-01',
    'nothing is filtered inside of a subnet',
    { 'A.NetworkConfiguration.AwsvpcConfiguration.Subnets': ['@PrivB'], InApp: null, OutReturn: null },
    'open',
  ],
  [
    'na-01',
    'a part of the ephemeral ports',
    { 'OutReturn.PortRange': { From: 32768, To: 50000 } },
    'blocked nacl-return BNacl may',
  ],
];

const list = (...blocks: readonly string[]): object =>
  resource('EC2::PrefixList', {
    PrefixListName: 'list',
    AddressFamily: 'IPv4',
    MaxEntries: 5,
    Entries: blocks.map((Cidr) => ({ Cidr })),
  });
const LISTS: readonly Variation[] = [
  [
    'db-01',
    'out to a list that holds the database',
    {
      List: list('10.0.1.0/24', '10.0.2.0/24'),
      'AppSg.SecurityGroupEgress': [rule(5432, { DestinationPrefixListId: '@List.PrefixListId' })],
    },
    'open',
  ],
  [
    'db-01',
    'out to a list that holds one of the subnets of the database',
    {
      List: list('10.0.1.0/24'),
      'AppSg.SecurityGroupEgress': [rule(5432, { DestinationPrefixListId: '@List.PrefixListId' })],
    },
    'blocked sg-out AppSg may',
  ],
  [
    'db-01',
    'out to a list of another stack',
    { 'AppSg.SecurityGroupEgress': [rule(5432, { DestinationPrefixListId: 'pl-0123456789abcdef0' })] },
    'unknown sg-out AppSg',
  ],
];

describeVariations({
  'NAT gateways': NATS,
  'public access': SHUT,
  IPv6: SIX,
  'endpoints and starts': ENDPOINTS,
  'starts on instances': INSTANCES,
  'registries over IPv6': REGISTRIES,
  'load balancers': BALANCERS,
  'databases and their like': ENDS,
  names: NAMES,
  'names of AWS and of others': HOSTS,
  'VPCs beside each other': BESIDE,
  'network ACLs': ACLS,
  'prefix lists': LISTS,
});
