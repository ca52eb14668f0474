import {
  ref,
  registered,
  service,
  task,
  template,
  withPorts,
  type Data,
  type PlainTemplate,
  type Resource,
  type RulePair,
} from './template';

const vpc = (name: string, properties: Data = {}): Record<string, Resource> => ({
  [name]: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16', ...properties } },
});

const subnet = (properties: Data = {}, name = 'Subnet'): Record<string, Resource> => ({
  [name]: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24', ...properties } },
});

const HTTP: Data = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIp: '10.0.0.0/16' };

const gate = (rule: Data, properties: Data = {}, name = 'Gate'): Record<string, Resource> => ({
  [name]: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { GroupDescription: 'gate', VpcId: 'vpc-11111111', SecurityGroupIngress: [rule], ...properties },
  },
});

const fromGroup = (name: string): Data => ({
  IpProtocol: 'tcp',
  FromPort: 80,
  ToPort: 80,
  SourceSecurityGroupId: { 'Fn::GetAtt': [name, 'GroupId'] },
});

/** Two groups, of which the second admits the first, and the first somebody. */
const twoGroups = (first: Data): PlainTemplate =>
  template(gate(first, {}, 'First'), gate(fromGroup('First'), {}, 'Second'));

const WEB = task('awsvpc', [withPorts({ ContainerPort: 80, Protocol: 'tcp' })]);

/** A service in the subnet of the VPC called Vpc, and more. */
function inVpc(network: Data, properties: Data, ...more: Record<string, Resource>[]): PlainTemplate {
  const configuration = {
    AwsvpcConfiguration: { Subnets: [ref('Subnet')], SecurityGroups: ['sg-11111111'], ...network },
  };
  return template(
    WEB,
    vpc('Vpc'),
    vpc('Other', { EnableDnsSupport: true, EnableDnsHostnames: true, CidrBlock: '10.1.0.0/16' }),
    subnet(),
    service({ NetworkConfiguration: configuration, ...properties }),
    ...more,
  );
}

const guarded = (name: string): PlainTemplate =>
  inVpc({ SecurityGroups: [ref('Gate')] }, {}, gate(HTTP, { VpcId: ref(name) }));

/** A load balancer in the VPC called Vpc, and a target group of another or of the same. */
const balanced = (name: string): PlainTemplate =>
  template(vpc('Vpc'), vpc('Other'), subnet(), subnet({ CidrBlock: '10.0.1.0/24' }, 'Second'), {
    Group: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { VpcId: ref(name), Protocol: 'HTTP', Port: 80, TargetType: 'ip' },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Subnets: [ref('Subnet'), ref('Second')] },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: ref('Balancer'),
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Group') }],
      },
    },
  });

/** An Express service in the subnet of the VPC called Vpc. */
const express = (network: Data, ...more: Record<string, Resource>[]): PlainTemplate =>
  template(vpc('Vpc'), vpc('Other', { CidrBlock: '10.1.0.0/16' }), subnet(), ...more, {
    Express: {
      Type: 'AWS::ECS::ExpressGatewayService',
      Properties: {
        ExecutionRoleArn: 'arn:aws:iam::111111111111:role/execution',
        InfrastructureRoleArn: 'arn:aws:iam::111111111111:role/infrastructure',
        PrimaryContainer: { Image: 'public.ecr.aws/docker/library/nginx:alpine', ContainerPort: 80 },
        NetworkConfiguration: { Subnets: [ref('Subnet')], ...network },
      },
    },
  });

const expressBehind = (name: string): PlainTemplate =>
  express({ SecurityGroups: [ref('Gate')] }, gate(HTTP, { VpcId: ref(name) }));

/** An Express service in a second subnet, of one VPC or another. */
const expressIn = (name: string, block: string): PlainTemplate =>
  express({ Subnets: [ref('Subnet'), ref('Second')] }, subnet({ VpcId: ref(name), CidrBlock: block }, 'Second'));

/** A registry in a namespace of a VPC. */
const registryOf = (name: string): Record<string, Resource> => ({
  Namespace: { Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', Properties: { Name: 'prod.local', Vpc: ref(name) } },
  Registry: {
    Type: 'AWS::ServiceDiscovery::Service',
    Properties: { NamespaceId: ref('Namespace'), DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 60 }] } },
  },
});

/** A subnet with a route table of one of the VPCs. */
const routedBy = (name: string): PlainTemplate =>
  template(vpc('Vpc'), vpc('Other', { CidrBlock: '10.1.0.0/16' }), subnet(), {
    Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref(name) } },
    Association: {
      Type: 'AWS::EC2::SubnetRouteTableAssociation',
      Properties: { SubnetId: ref('Subnet'), RouteTableId: ref('Table') },
    },
  });

/** An endpoint with a security group of one of the VPCs. */
const endpointIn = (name: string): PlainTemplate =>
  template(vpc('Vpc'), vpc('Other', { CidrBlock: '10.1.0.0/16' }), subnet(), gate(HTTP, { VpcId: ref(name) }), {
    Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcEndpointType: 'Interface',
        ServiceName: 'com.amazonaws.eu-west-1.ecr.api',
        VpcId: ref('Vpc'),
        SubnetIds: [ref('Subnet')],
        SecurityGroupIds: [ref('Gate')],
      },
    },
  });

/** A NAT gateway on its own. */
const nat = (properties: Data): PlainTemplate =>
  template({ Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: 'subnet-11111111', ...properties } } });

const ADDRESS: Data = { AllocationId: 'eipalloc-11111111' };

/** A route to an internet gateway that is attached beside it. */
const routedAfter = (...DependsOn: readonly string[]): PlainTemplate =>
  template(vpc('Vpc'), {
    Gateway: { Type: 'AWS::EC2::InternetGateway', Properties: {} },
    Attachment: {
      Type: 'AWS::EC2::VPCGatewayAttachment',
      Properties: { VpcId: ref('Vpc'), InternetGatewayId: ref('Gateway') },
    },
    Table: { Type: 'AWS::EC2::RouteTable', Properties: { VpcId: ref('Vpc') } },
    Out: {
      Type: 'AWS::EC2::Route',
      ...(DependsOn.length > 0 ? { DependsOn } : {}),
      Properties: { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', GatewayId: ref('Gateway') },
    },
  });

export const VPC_PLAN_PAIRS: readonly RulePair[] = [
  { rule: 'route-before-attachment', severity: 'warning', wrong: routedAfter(), right: routedAfter('Attachment') },
  { rule: 'nat-gateway-address-mismatch', severity: 'error', wrong: nat({}), right: nat(ADDRESS) },
  {
    rule: 'nat-gateway-address-mismatch',
    severity: 'error',
    about: 'a private one',
    wrong: nat({ ...ADDRESS, ConnectivityType: 'private' }),
    right: nat({ ConnectivityType: 'private' }),
  },
  { rule: 'route-table-of-other-vpc', severity: 'error', wrong: routedBy('Other'), right: routedBy('Vpc') },
  {
    rule: 'security-group-of-other-vpc',
    severity: 'error',
    about: 'of an endpoint',
    wrong: endpointIn('Other'),
    right: endpointIn('Vpc'),
  },
  {
    rule: 'security-group-ports-missing',
    severity: 'error',
    wrong: template(gate({ IpProtocol: 'tcp', CidrIp: '10.0.0.0/16' })),
    right: template(gate({ IpProtocol: '-1', CidrIp: '10.0.0.0/16' })),
  },
  {
    rule: 'security-group-ports-missing',
    severity: 'error',
    about: 'of ICMP',
    wrong: template(gate({ IpProtocol: 'icmp', CidrIp: '10.0.0.0/16' })),
    right: template(gate({ IpProtocol: 'icmp', FromPort: -1, ToPort: -1, CidrIp: '10.0.0.0/16' })),
  },
  {
    rule: 'security-group-ports-ignored',
    severity: 'warning',
    wrong: template(gate({ ...HTTP, IpProtocol: '-1' })),
    right: template(gate({ ...HTTP, IpProtocol: '-1', FromPort: 0, ToPort: 0 })),
    restsOnNumber: true,
  },
  {
    rule: 'security-group-peer-missing',
    severity: 'warning',
    wrong: template(gate({ IpProtocol: 'tcp', FromPort: 80, ToPort: 80 })),
    right: template(gate(HTTP)),
  },
  {
    rule: 'security-group-block-malformed',
    severity: 'error',
    about: 'of IPv6 in the field of IPv4',
    wrong: template(gate({ ...HTTP, CidrIp: '::/0' })),
    right: template(gate({ ...HTTP, CidrIp: '0.0.0.0/0' })),
  },
  {
    rule: 'security-group-ports-reversed',
    severity: 'error',
    wrong: template(gate({ ...HTTP, FromPort: 90 })),
    right: template(gate({ ...HTTP, FromPort: 70 })),
    restsOnNumber: true,
  },
  {
    rule: 'security-group-block-malformed',
    severity: 'error',
    wrong: template(gate({ ...HTTP, CidrIp: '10.0.0.0' })),
    right: template(gate({ ...HTTP, CidrIp: '10.0.0.0/32' })),
  },
  {
    rule: 'security-group-peer-ambiguous',
    severity: 'error',
    wrong: template(gate({ ...HTTP, SourceSecurityGroupId: 'sg-11111111' })),
    right: template(gate(HTTP)),
  },
  {
    rule: 'security-groups-in-a-circle',
    severity: 'error',
    wrong: twoGroups(fromGroup('Second')),
    right: twoGroups(HTTP),
  },
  {
    rule: 'subnet-outside-vpc',
    severity: 'error',
    wrong: template(vpc('Vpc'), subnet({ CidrBlock: '10.9.0.0/24' })),
    right: template(vpc('Vpc'), subnet({ CidrBlock: '10.0.9.0/24' })),
  },
  {
    rule: 'vpc-subnets-overlap',
    severity: 'error',
    wrong: template(vpc('Vpc'), subnet(), subnet({ CidrBlock: '10.0.0.128/25' }, 'Second')),
    right: template(vpc('Vpc'), subnet(), subnet({ CidrBlock: '10.0.1.128/25' }, 'Second')),
  },
  {
    rule: 'subnet-size-unsupported',
    severity: 'error',
    wrong: template(vpc('Vpc'), subnet({ CidrBlock: '10.0.0.0/29' })),
    right: template(vpc('Vpc'), subnet({ CidrBlock: '10.0.0.0/28' })),
  },
  {
    rule: 'subnets-of-two-vpcs',
    severity: 'error',
    wrong: inVpc(
      { Subnets: [ref('Subnet'), ref('Second')] },
      {},
      subnet({ VpcId: ref('Other'), CidrBlock: '10.1.0.0/24' }, 'Second'),
    ),
    right: inVpc(
      { Subnets: [ref('Subnet'), ref('Second')] },
      {},
      subnet({ VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24' }, 'Second'),
    ),
  },
  {
    rule: 'security-group-of-other-vpc',
    severity: 'error',
    wrong: guarded('Other'),
    right: guarded('Vpc'),
  },
  {
    rule: 'security-group-of-other-vpc',
    about: 'of an Express service',
    severity: 'error',
    wrong: expressBehind('Other'),
    right: expressBehind('Vpc'),
  },
  {
    rule: 'subnets-of-two-vpcs',
    about: 'of an Express service',
    severity: 'error',
    wrong: expressIn('Other', '10.1.0.0/24'),
    right: expressIn('Vpc', '10.0.1.0/24'),
  },
  {
    rule: 'target-group-of-other-vpc',
    severity: 'error',
    wrong: balanced('Other'),
    right: balanced('Vpc'),
  },
  {
    rule: 'namespace-of-other-vpc',
    severity: 'warning',
    wrong: inVpc({}, registered(), registryOf('Other')),
    right: inVpc({}, registered(), registryOf('Vpc'), vpc('Vpc', { EnableDnsSupport: true, EnableDnsHostnames: true })),
  },
];
