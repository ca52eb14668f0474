import fc from 'fast-check';
import { type AwsNetwork } from '../../../lib/core/vpc/aws-network';
import { type NetworkQuestion } from '../../../lib/core/vpc/reach';
import { readCloudFormation } from '../../../lib/formats/cloudformation/reader';

export type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> };
export type Resources = Readonly<Record<string, Resource>>;

const of = (type: string, Properties: Readonly<Record<string, unknown>> = {}): Resource => ({
  Type: `AWS::${type}`,
  Properties,
});
const ref = (id: string): object => ({ Ref: id });

const BLOCKS = [
  '0.0.0.0/0',
  '10.0.0.0/16',
  '10.0.1.0/24',
  '10.0.2.0/24',
  '10.1.0.0/16',
  '10.0.0.0/8',
  '198.51.100.0/24',
];
const RANGES = [
  [443, 443],
  [80, 80],
  [1024, 65535],
  [32768, 60999],
  [0, 65535],
] as const;
const PORTS = [80, 443];

const block = fc.constantFrom(...BLOCKS);
const range = fc.constantFrom(...RANGES);
const protocol = fc.constantFrom('tcp', 'udp', '-1');
const subnets: fc.Arbitrary<string> = fc.constantFrom('S0', 'S1', 'S2', 'S3');

/** A rule of a security group, inline. */
export function groupRule(peer: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.tuple(protocol, range, peer).map(([IpProtocol, [FromPort, ToPort], who]) => ({
    IpProtocol,
    FromPort,
    ToPort,
    ...who,
  }));
}

const source = fc.oneof(
  block.map((CidrIp) => ({ CidrIp })),
  fc.constantFrom('G0', 'G1').map((id) => ({ SourceSecurityGroupId: ref(id) })),
);
const destination = fc.oneof(
  block.map((CidrIp) => ({ CidrIp })),
  fc.constantFrom('G0', 'G1').map((id) => ({ DestinationSecurityGroupId: ref(id) })),
);

const group = fc
  .tuple(fc.array(groupRule(source), { maxLength: 3 }), fc.option(fc.array(groupRule(destination), { maxLength: 3 })))
  .map(([SecurityGroupIngress, egress]) => ({
    SecurityGroupIngress,
    ...(egress && egress.length > 0 ? { SecurityGroupEgress: egress } : {}),
  }));

const entry = fc.record({
  RuleNumber: fc.integer({ min: 1, max: 20 }),
  Protocol: fc.constantFrom(6, 17, -1),
  RuleAction: fc.constantFrom('allow', 'allow', 'deny'),
  Egress: fc.boolean(),
  CidrBlock: block,
  PortRange: range.map(([From, To]) => ({ From, To })),
});

const route = fc.record({
  table: fc.constantFrom('T0', 'T1', 'T2'),
  DestinationCidrBlock: fc.constantFrom('0.0.0.0/0', '10.0.0.0/16', '10.1.0.0/16', '198.51.100.0/24'),
  target: fc.constantFrom('gateway', 'nat', 'peering', 'other'),
});

const TARGETS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  gateway: { GatewayId: ref('Gateway') },
  nat: { NatGatewayId: ref('Nat') },
  peering: { VpcPeeringConnectionId: ref('Peering') },
  other: { InstanceId: 'i-0123456789abcdef0' },
};

function service(task: string, subnetIds: readonly string[], groups: readonly string[], isPublic: boolean): Resource {
  return of('ECS::Service', {
    Cluster: ref('Cluster'),
    TaskDefinition: ref(task),
    LaunchType: 'FARGATE',
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        Subnets: subnetIds.map(ref),
        ...(groups.length > 0 ? { SecurityGroups: groups.map(ref) } : {}),
        AssignPublicIp: isPublic ? 'ENABLED' : 'DISABLED',
      },
    },
  });
}

const vpcOf = (subnet: string): string => (subnet === 'S3' ? 'V1' : 'V0');

/** Subnets of one VPC: the first one that was drawn decides. */
function together(drawn: readonly string[]): string[] {
  const [first = 'S0'] = drawn;
  return [...new Set(drawn.filter((one) => vpcOf(one) === vpcOf(first)))];
}

/** Two VPCs with subnets, tables, ACLs and groups as they come, and two services in them. */
export const network: fc.Arbitrary<Resources> = fc
  .record({
    groups: fc.tuple(group, group),
    entries: fc.uniqueArray(entry, {
      maxLength: 6,
      selector: ({ RuleNumber, Egress }) => `${RuleNumber} ${Egress}`,
    }),
    aclOf: fc.array(subnets, { maxLength: 2 }),
    routes: fc.uniqueArray(route, {
      maxLength: 6,
      selector: ({ table, DestinationCidrBlock }) => `${table} ${DestinationCidrBlock}`,
    }),
    tables: fc.tuple(...[0, 1, 2, 3].map(() => fc.constantFrom('T0', 'T1', undefined))),
    natIn: subnets,
    attached: fc.boolean(),
    from: fc.array(subnets, { minLength: 1, maxLength: 3 }),
    to: fc.array(subnets, { minLength: 1, maxLength: 3 }),
    grouped: fc.tuple(fc.boolean(), fc.boolean()),
    isPublic: fc.boolean(),
  })
  .map((drawn): Resources => {
    const resources: Record<string, Resource> = {
      V0: of('EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true }),
      V1: of('EC2::VPC', { CidrBlock: '10.1.0.0/16', EnableDnsHostnames: true }),
      Gateway: of('EC2::InternetGateway'),
      Peering: of('EC2::VPCPeeringConnection', { VpcId: ref('V0'), PeerVpcId: ref('V1') }),
      Nat: of('EC2::NatGateway', { SubnetId: ref(drawn.natIn), AllocationId: 'eipalloc-1' }),
      T0: of('EC2::RouteTable', { VpcId: ref('V0') }),
      T1: of('EC2::RouteTable', { VpcId: ref('V0') }),
      T2: of('EC2::RouteTable', { VpcId: ref('V1') }),
      Acl: of('EC2::NetworkAcl', { VpcId: ref('V0') }),
      Cluster: of('ECS::Cluster'),
      Task: of('ECS::TaskDefinition', {
        NetworkMode: 'awsvpc',
        RequiresCompatibilities: ['FARGATE'],
        Cpu: '256',
        Memory: '512',
        ContainerDefinitions: [{ Name: 'app', Image: 'nginx', PortMappings: [{ ContainerPort: 80 }] }],
      }),
      A: service('Task', together(drawn.from), drawn.grouped[0] ? ['G0'] : [], drawn.isPublic),
      B: service('Task', together(drawn.to), drawn.grouped[1] ? ['G1'] : [], drawn.isPublic),
    };
    if (drawn.attached) {
      resources['Attachment'] = of('EC2::VPCGatewayAttachment', {
        VpcId: ref('V0'),
        InternetGatewayId: ref('Gateway'),
      });
    }
    drawn.groups.forEach((properties, at) => {
      resources[`G${at}`] = of('EC2::SecurityGroup', { GroupDescription: 'g', VpcId: ref('V0'), ...properties });
    });
    ['S0', 'S1', 'S2', 'S3'].forEach((id, at) => {
      resources[id] = of('EC2::Subnet', {
        VpcId: ref(vpcOf(id)),
        CidrBlock: id === 'S3' ? '10.1.0.0/24' : `10.0.${at}.0/24`,
        AvailabilityZone: `eu-west-1${'abca'[at] ?? 'a'}`,
      });
      const table = id === 'S3' ? drawn.tables[at] && 'T2' : drawn.tables[at];
      if (table) {
        resources[`${id}Table`] = of('EC2::SubnetRouteTableAssociation', {
          SubnetId: ref(id),
          RouteTableId: ref(table),
        });
      }
      if (drawn.aclOf.includes(id)) {
        resources[`${id}Acl`] = of('EC2::SubnetNetworkAclAssociation', { SubnetId: ref(id), NetworkAclId: ref('Acl') });
      }
    });
    drawn.entries.forEach((properties, at) => {
      resources[`Entry${at}`] = of('EC2::NetworkAclEntry', { NetworkAclId: ref('Acl'), ...properties });
    });
    drawn.routes.forEach(({ table, DestinationCidrBlock, target }, at) => {
      resources[`Route${at}`] = of('EC2::Route', {
        RouteTableId: ref(table),
        DestinationCidrBlock,
        ...TARGETS[target],
      });
    });
    return resources;
  });

const endpointOf = fc.record({
  service: fc.constantFrom('logs', 's3', 'ecr.api'),
  gateway: fc.boolean(),
  privateDns: fc.boolean(),
  subnet: fc.constantFrom('S0', 'S1', 'S2'),
  tables: fc.subarray(['T0', 'T1']),
  grouped: fc.boolean(),
});

const balancerOf = fc.record({
  network: fc.boolean(),
  internal: fc.boolean(),
  subnets: fc.subarray(['S0', 'S1', 'S2'], { minLength: 1 }),
  grouped: fc.boolean(),
  crosses: fc.boolean(),
  keeps: fc.option(fc.boolean()),
  port: fc.constantFrom(80, 443),
  forwards: fc.boolean(),
});

/** The same with endpoints, a load balancer, a database, a function, IPv6 and a transit gateway. */
export const topology: fc.Arbitrary<Resources> = fc
  .record({
    base: network,
    endpoints: fc.array(endpointOf, { maxLength: 3 }),
    balancer: balancerOf,
    databaseIn: fc.subarray(['S0', 'S1', 'S2'], { minLength: 1 }),
    databasePort: fc.constantFrom(80, 443),
    isPublicDatabase: fc.option(fc.boolean()),
    functionIn: fc.subarray(['S0', 'S1', 'S2'], { minLength: 1 }),
    six: fc.subarray(['S0', 'S1', 'S2']),
    sixTarget: fc.constantFrom('gateway', 'egress', undefined),
    transit: fc.record({ attached: fc.subarray(['V0', 'V1']), byDefault: fc.boolean(), routed: fc.boolean() }),
    blocked: fc.constantFrom(undefined, 'off', 'block-ingress', 'block-bidirectional'),
    dns: fc.boolean(),
  })
  .map((drawn): Resources => {
    const resources: Record<string, Resource> = { ...drawn.base };
    const alter = (id: string, properties: Readonly<Record<string, unknown>>): void => {
      const own = resources[id];
      if (own) resources[id] = { ...own, Properties: { ...own.Properties, ...properties } };
    };
    alter('V0', { EnableDnsSupport: drawn.dns });
    drawn.endpoints.forEach(({ service: name, gateway, privateDns, subnet, tables, grouped }, at) => {
      const common = { VpcId: ref('V0'), ServiceName: `com.amazonaws.eu-west-1.${name}` };
      resources[`Endpoint${at}`] = of('EC2::VPCEndpoint', {
        ...common,
        ...(gateway
          ? { RouteTableIds: tables.map(ref) }
          : {
              VpcEndpointType: 'Interface',
              PrivateDnsEnabled: privateDns,
              SubnetIds: [ref(subnet)],
              ...(grouped ? { SecurityGroupIds: [ref('G1')] } : {}),
            }),
      });
    });
    const { balancer } = drawn;
    resources['Balancer'] = of('ElasticLoadBalancingV2::LoadBalancer', {
      Type: balancer.network ? 'network' : 'application',
      Scheme: balancer.internal ? 'internal' : 'internet-facing',
      Subnets: balancer.subnets.map(ref),
      ...(balancer.grouped ? { SecurityGroups: [ref('G0')] } : {}),
      LoadBalancerAttributes: [{ Key: 'load_balancing.cross_zone.enabled', Value: String(balancer.crosses) }],
    });
    resources['Targets'] = of('ElasticLoadBalancingV2::TargetGroup', {
      VpcId: ref('V0'),
      TargetType: 'ip',
      Protocol: balancer.network ? 'TCP' : 'HTTP',
      Port: 80,
      ...(balancer.keeps === null
        ? {}
        : { TargetGroupAttributes: [{ Key: 'preserve_client_ip.enabled', Value: String(balancer.keeps) }] }),
    });
    resources['Listener'] = of('ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: ref('Balancer'),
      Protocol: balancer.network ? 'TCP' : 'HTTP',
      Port: balancer.port,
      DefaultActions: balancer.forwards
        ? [{ Type: 'forward', TargetGroupArn: ref('Targets') }]
        : [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
    });
    alter('B', { LoadBalancers: [{ ContainerName: 'app', ContainerPort: 80, TargetGroupArn: ref('Targets') }] });
    resources['DatabaseSubnets'] = of('RDS::DBSubnetGroup', { SubnetIds: drawn.databaseIn.map(ref) });
    resources['Database'] = of('RDS::DBInstance', {
      Engine: 'postgres',
      Port: String(drawn.databasePort),
      DBSubnetGroupName: ref('DatabaseSubnets'),
      VPCSecurityGroups: [ref('G1')],
      ...(drawn.isPublicDatabase === null ? {} : { PubliclyAccessible: drawn.isPublicDatabase }),
    });
    resources['Function'] = of('Lambda::Function', {
      VpcConfig: { SubnetIds: drawn.functionIn.map(ref), SecurityGroupIds: [ref('G0')] },
    });
    drawn.six.forEach((id) => alter(id, { Ipv6CidrBlock: `2001:db8:0:${id.slice(1)}::/64` }));
    if (drawn.sixTarget) {
      resources['Egress'] = of('EC2::EgressOnlyInternetGateway', { VpcId: ref('V0') });
      resources['Six'] = of('EC2::Route', {
        RouteTableId: ref('T0'),
        DestinationIpv6CidrBlock: '::/0',
        ...(drawn.sixTarget === 'egress'
          ? { EgressOnlyInternetGatewayId: ref('Egress') }
          : { GatewayId: ref('Gateway') }),
      });
    }
    const { attached, byDefault, routed } = drawn.transit;
    resources['Transit'] = of('EC2::TransitGateway', byDefault ? {} : { DefaultRouteTablePropagation: 'disable' });
    for (const vpc of attached) {
      resources[`Attach${vpc}`] = of('EC2::TransitGatewayVpcAttachment', {
        TransitGatewayId: ref('Transit'),
        VpcId: ref(vpc),
        SubnetIds: [ref(vpc === 'V0' ? 'S0' : 'S3')],
      });
    }
    if (routed) {
      resources['ToTransit'] = of('EC2::Route', {
        RouteTableId: ref('T1'),
        DestinationCidrBlock: '10.1.0.0/24',
        TransitGatewayId: ref('Transit'),
      });
    }
    if (drawn.blocked) {
      resources['Blocked'] = of('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: drawn.blocked });
    }
    return resources;
  });

/** A question between any two ends of such a network. */
export const anyQuestion: fc.Arbitrary<NetworkQuestion> = fc.oneof(
  fc.record({
    from: fc.constantFrom('A', 'B', 'Function', 'Database'),
    to: fc.constantFrom(
      ...['A', 'B', 'Function', 'Database', 'Balancer', 'internet', 'internet6', 'aws:logs', 'aws:s3'],
      ...['198.51.100.7', '10.0.1.9', '10.9.9.9', 'db.example.com'],
    ),
    port: fc.constantFrom(...PORTS),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  }),
  fc.record({
    from: fc.constantFrom('internet', 'internet6', '203.0.113.9'),
    to: fc.constantFrom('A', 'B', 'Function', 'Database', 'Balancer'),
    port: fc.constantFrom(...PORTS),
    protocol: fc.constantFrom('tcp' as const, 'udp' as const),
  }),
);

/** A question between the ends that every such network has. */
export const question = fc.record({
  from: fc.constantFrom('A', 'B', 'internet'),
  to: fc.constantFrom('A', 'B'),
  port: fc.constantFrom(...PORTS),
});

export const outward = fc.record({
  from: fc.constantFrom('A', 'B'),
  to: fc.constantFrom('internet', '198.51.100.7', 'aws:logs'),
  port: fc.constantFrom(...PORTS),
});

export function networkOf(resources: Resources, region = 'eu-west-1'): AwsNetwork {
  const [read] = readCloudFormation(
    { body: { Resources: resources } },
    { parameters: { 'AWS::Region': region } },
  ).networks;
  if (!read) throw new Error('the template has no network');
  return read;
}
