import fc from 'fast-check';
import { type AwsNetwork } from '../../../lib/core/vpc/aws-network';
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

export function networkOf(resources: Resources): AwsNetwork {
  const [read] = readCloudFormation(
    { body: { Resources: resources } },
    { parameters: { 'AWS::Region': 'eu-west-1' } },
  ).networks;
  if (!read) throw new Error('the template has no network');
  return read;
}
