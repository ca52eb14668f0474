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

const privB: Changes = {
  PrivB: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.2.0/24', AvailabilityZone: 'us-east-1b' }),
};
const tableB: Changes = {
  ...privB,
  TableB: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
  AssociationB: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivB', RouteTableId: '@TableB' }),
};
/** Both services of a template have IPv6 only. */
const SIX: Changes = {
  Vpc6: resource('EC2::VPCCidrBlock', { VpcId: '@Vpc', AmazonProvidedIpv6CidrBlock: true }),
  'PrivA.CidrBlock': null,
  'PrivA.Ipv6Native': true,
  'PrivA.Ipv6CidrBlock': '2001:db8:0:1::/64',
  'PrivB.CidrBlock': null,
  'PrivB.Ipv6Native': true,
  'PrivB.Ipv6CidrBlock': '2001:db8:0:2::/64',
};
const route = (table: string, block: string, target: Readonly<Record<string, unknown>>): object =>
  resource('EC2::Route', { RouteTableId: `@${table}`, DestinationCidrBlock: block, ...target });
const ALL = { Protocol: -1 };

const ROUTES: readonly Variation[] = [
  [
    'in-10',
    'the longest prefix wins, whatever is behind it',
    { Half: route('PrivTable', '198.0.0.0/8', { TransitGatewayId: { 'Fn::ImportValue': 'tgw' } }) },
    'open',
    from('Fn', '203.0.113.7', 443),
  ],
  [
    'in-10',
    'a longer prefix leads elsewhere',
    { Half: route('PrivTable', '203.0.0.0/8', { TransitGatewayId: { 'Fn::ImportValue': 'tgw' } }) },
    'unknown route Half',
    from('Fn', '203.0.113.7', 443),
  ],
  [
    'in-10',
    'two halves in the place of a default route',
    {
      PrivDefault: route('PrivTable', '0.0.0.0/1', { NatGatewayId: '@Nat' }),
      Upper: route('PrivTable', '128.0.0.0/1', { NatGatewayId: '@Nat' }),
    },
    'open',
    from('Fn', '203.0.113.7', 443),
  ],
  [
    'in-10',
    'one half in the place of a default route',
    { PrivDefault: route('PrivTable', '0.0.0.0/1', { NatGatewayId: '@Nat' }) },
    'blocked route PrivTable',
    from('Fn', '203.0.113.7', 443),
  ],
  [
    'in-10',
    'a prefix list as the destination that holds the address',
    {
      Hosts: resource('EC2::PrefixList', {
        PrefixListName: 'hosts',
        AddressFamily: 'IPv4',
        MaxEntries: 2,
        Entries: [{ Cidr: '203.0.113.0/24' }],
      }),
      'PrivDefault.DestinationCidrBlock': null,
      'PrivDefault.DestinationPrefixListId': '@Hosts',
    },
    'open',
    from('Fn', '203.0.113.7', 443),
  ],
  [
    'in-10',
    'a prefix list as the destination that does not hold the address',
    {
      Hosts: resource('EC2::PrefixList', {
        PrefixListName: 'hosts',
        AddressFamily: 'IPv4',
        MaxEntries: 2,
        Entries: [{ Cidr: '203.0.113.0/24' }],
      }),
      'PrivDefault.DestinationCidrBlock': null,
      'PrivDefault.DestinationPrefixListId': '@Hosts',
    },
    'blocked route PrivTable',
    from('Fn', '198.51.100.7', 443),
  ],
  [
    'in-10',
    'a written block wins over the same one of a prefix list',
    {
      Hosts: resource('EC2::PrefixList', {
        PrefixListName: 'hosts',
        AddressFamily: 'IPv4',
        MaxEntries: 2,
        Entries: [{ Cidr: '203.0.113.0/24' }],
      }),
      Listed: resource('EC2::Route', {
        RouteTableId: '@PrivTable',
        DestinationPrefixListId: '@Hosts',
        TransitGatewayId: { 'Fn::ImportValue': 'tgw' },
      }),
      Written: route('PrivTable', '203.0.113.0/24', { NatGatewayId: '@Nat' }),
    },
    'open',
    from('Fn', '203.0.113.7', 443),
  ],
  [
    'in-10',
    'a prefix list of another stack as the destination of the only route',
    {
      'PrivDefault.DestinationCidrBlock': null,
      'PrivDefault.DestinationPrefixListId': { 'Fn::ImportValue': 'list' },
    },
    'unknown route PrivDefault',
    from('Fn', '203.0.113.7', 443),
  ],
  [
    'ss-01',
    'a route within the VPC that leads through something else',
    {
      ATable: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
      AAssociation: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivA', RouteTableId: '@ATable' }),
      Detour: route('ATable', '10.0.2.0/24', { NetworkInterfaceId: { 'Fn::ImportValue': 'fw' } }),
    },
    'unknown route Detour',
  ],
  [
    'ss-01',
    'a route within the VPC that leads another subnet through something else',
    {
      ATable: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
      AAssociation: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivA', RouteTableId: '@ATable' }),
      Detour: route('ATable', '10.0.3.0/24', { NetworkInterfaceId: { 'Fn::ImportValue': 'fw' } }),
    },
    'open',
  ],
  [
    'ss-01',
    'the answers that something else is put into the way of',
    {
      BTable: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
      BAssociation: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivB', RouteTableId: '@BTable' }),
      Detour: route('BTable', '10.0.1.0/24', { NetworkInterfaceId: { 'Fn::ImportValue': 'fw' } }),
    },
    'unknown route Detour',
  ],
  [
    'ss-01',
    'a table with a default route changes nothing between two subnets',
    {
      ATable: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
      AAssociation: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivA', RouteTableId: '@ATable' }),
      Default: route('ATable', '0.0.0.0/0', { NetworkInterfaceId: { 'Fn::ImportValue': 'fw' } }),
    },
    'open',
  ],
  [
    'in-10',
    'a NAT gateway serves the subnets of other zones',
    { ...privB, 'Fn.VpcConfig.SubnetIds': ['@PrivB'], 'PrivAAssociation.SubnetId': '@PrivB' },
    'open',
  ],
  [
    'in-10',
    'two subnets, one of which has no way out',
    { ...tableB, 'Fn.VpcConfig.SubnetIds': ['@PrivA', '@PrivB'] },
    'blocked route TableB may',
  ],
  ['in-10', 'over UDP', {}, 'open', from('Fn', 'internet', 53, 'udp')],
  [
    'in-10',
    'to a private address behind a NAT gateway that leads to the internet only',
    {},
    'blocked route PrivTable',
    from('Fn', '192.168.7.7', 443),
  ],
  [
    'st-38',
    'to a private address behind an internet gateway',
    {},
    'blocked route PubTable',
    from('Service', '192.168.7.7', 443),
  ],
  [
    'st-38',
    'to an address of the network of carriers behind an internet gateway',
    {},
    'blocked route PubTable',
    from('Service', '100.64.7.7', 443),
  ],
  [
    'un-08',
    'a virtual private gateway that the VPC learns routes from, for an address that no written route is more specific for',
    {
      Learnt: resource('EC2::VPNGatewayRoutePropagation', { RouteTableIds: ['@PrivTable'], VpnGatewayId: '@Vgw' }),
    },
    'unknown route Learnt',
    from('Service', '203.0.113.7', 443),
  ],
  [
    'un-17',
    'a core network',
    {
      'Default.TransitGatewayId': null,
      'Default.NatGatewayId': null,
      'Default.GatewayId': null,
      'Default.CoreNetworkArn': 'arn:aws:networkmanager::111122223333:core-network/c',
    },
    'unknown route Default',
  ],
];

const ACLS: readonly Variation[] = [
  [
    'na-01',
    'a port range on a line for all protocols is ignored on the way back too',
    { 'OutReturn.Protocol': -1, 'OutReturn.PortRange': { From: 1, To: 2 } },
    'open',
  ],
  ['na-01', 'a line for ICMP does not let TCP through', { 'InApp.Protocol': 1 }, 'blocked nacl-in BNacl'],
  ['na-01', 'the protocol by a number as text', { 'InApp.Protocol': '6' }, 'open'],
  ['na-01', 'a line for a range that holds the port', { 'InApp.PortRange': { From: 8000, To: 9000 } }, 'open'],
  [
    'na-01',
    'a line for IPv6 only',
    { 'InApp.CidrBlock': null, 'InApp.Ipv6CidrBlock': '::/0' },
    'blocked nacl-in BNacl',
  ],
  ['na-01', 'answers let out to another subnet', { 'OutReturn.CidrBlock': '10.0.9.0/24' }, 'blocked nacl-return BNacl'],
  [
    'na-01',
    'answers let out to the VPC',
    { 'OutReturn.CidrBlock': '10.0.0.0/16', 'OutReturn.PortRange': { From: 1024, To: 65535 } },
    'open',
  ],
  ['na-01', 'the range of AWS for Linux', { 'OutReturn.PortRange': { From: 32768, To: 61000 } }, 'open'],
  ['na-01', 'answers over UDP only', { 'OutReturn.Protocol': 17 }, 'blocked nacl-return BNacl'],
  [
    'na-01',
    'a caller over UDP',
    { 'BSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' }, 'udp')] },
    'blocked nacl-in BNacl',
    from('A', 'B', 8080, 'udp'),
  ],
  [
    'na-01',
    'a caller over UDP that both lines are for',
    {
      'InApp.Protocol': 17,
      'OutReturn.Protocol': 17,
      'BSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' }, 'udp')],
    },
    'open',
    from('A', 'B', 8080, 'udp'),
  ],
  [
    'na-01',
    'a denying line of the same number in the other direction',
    { Deny: entry('BNacl', 1, true, '10.0.1.0/24', [8080, 8080], { RuleAction: 'deny' }) },
    'open',
  ],
  [
    'na-01',
    'two callers, one of which is let in',
    {
      'A.NetworkConfiguration.AwsvpcConfiguration.Subnets': ['@PrivA', '@PrivC'],
      PrivC: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.3.0/24', AvailabilityZone: 'us-east-1c' }),
    },
    'blocked nacl-in BNacl may',
  ],
  [
    'na-01',
    'callee in the subnet of the caller, whatever its ACL is',
    { 'B.NetworkConfiguration.AwsvpcConfiguration.Subnets': ['@PrivA'] },
    'open',
  ],
  ['na-01', 'an ACL without lines', { InApp: null, OutReturn: null }, 'blocked nacl-in BNacl'],
  [
    'na-01',
    'an ACL without lines at the caller',
    { PrivBNacl: null, ...aclOf('Acl', 'PrivA') },
    'blocked nacl-out Acl',
  ],
  ['na-01', 'the number of a line is a parameter', { 'InApp.RuleNumber': { 'Fn::ImportValue': 'number' } }, 'open'],
  [
    'na-01',
    'the action of a line is a parameter',
    { 'InApp.RuleAction': { 'Fn::ImportValue': 'action' } },
    'unknown nacl-in BNacl',
  ],
  [
    'na-01',
    'the block of a line is a parameter',
    { 'InApp.CidrBlock': { 'Fn::ImportValue': 'block' } },
    'unknown nacl-in BNacl',
  ],
  [
    'na-01',
    'the block of a denying line after the one that allows is a parameter',
    {
      Deny: entry('BNacl', 200, false, '0.0.0.0/0', undefined, {
        ...ALL,
        RuleAction: 'deny',
        CidrBlock: { 'Fn::ImportValue': 'block' },
      }),
    },
    'open',
  ],
  [
    'na-01',
    'an ACL of another stack',
    { 'PrivBNacl.NetworkAclId': { 'Fn::ImportValue': 'acl' } },
    'unknown nacl-in PrivB',
  ],
  [
    'na-01',
    'names are asked whatever the ACL of the caller lets out',
    {
      PrivBNacl: null,
      ...aclOf('Acl', 'PrivA'),
      Out: entry('Acl', 1, true, '10.0.2.0/24', [8080, 8080]),
      Back: entry('Acl', 1, false, '10.0.2.0/24', [32768, 60999]),
      Zone: resource('Route53::HostedZone', { Name: 'in.example', VPCs: [{ VPCId: '@Vpc', VPCRegion: 'us-east-1' }] }),
      Namespace: resource('ServiceDiscovery::PrivateDnsNamespace', { Name: 'shop', Vpc: '@Vpc' }),
      Name: resource('ServiceDiscovery::Service', {
        Name: 'b',
        NamespaceId: '@Namespace.Id',
        DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] },
      }),
      'B.ServiceRegistries': [{ RegistryArn: '@Name.Arn' }],
    },
    'open',
    from('A', 'b.shop', 8080),
  ],
  [
    'in-10',
    'an ACL at the function that lets answers in on the ports of Linux only',
    {
      ...aclOf('Acl', 'PrivA'),
      Out: entry('Acl', 1, true, '0.0.0.0/0', [443, 443]),
      Back: entry('Acl', 1, false, '0.0.0.0/0', [32768, 60999]),
    },
    'blocked nacl-return Acl may',
  ],
  [
    'in-10',
    'an ACL at the NAT gateway that lets answers in on the ports of Linux only',
    {
      ...aclOf('Acl', 'PubA'),
      In: entry('Acl', 1, false, '10.0.1.0/24', [443, 443]),
      Out: entry('Acl', 1, true, '0.0.0.0/0', [443, 443]),
      Back: entry('Acl', 2, false, '0.0.0.0/0', [32768, 60999]),
      Client: entry('Acl', 2, true, '10.0.1.0/24', [1024, 65535]),
    },
    'blocked nacl-return Acl may',
  ],
  [
    'in-10',
    'an ACL at the NAT gateway that admits another subnet',
    {
      ...aclOf('Acl', 'PubA'),
      In: entry('Acl', 1, false, '10.0.9.0/24', [443, 443]),
      Out: entry('Acl', 1, true, '0.0.0.0/0', [1, 65535]),
      Back: entry('Acl', 2, false, '0.0.0.0/0', [1024, 65535], { CidrBlock: '8.0.0.0/8' }),
      Client: entry('Acl', 2, true, '10.0.1.0/24', [1024, 65535]),
    },
    'blocked nacl-in Acl',
  ],
  [
    'db-01',
    'an ACL at the database that admits the caller and its answers',
    {
      ...aclOf('Acl', 'PrivA'),
      AclOfPrivB: resource('EC2::SubnetNetworkAclAssociation', { SubnetId: '@PrivB', NetworkAclId: '@Acl' }),
      In: entry('Acl', 1, false, '10.0.0.0/16', [5432, 5432]),
      Out: entry('Acl', 1, true, '10.0.0.0/16', [5432, 5432]),
      Back: entry('Acl', 2, true, '10.0.0.0/16', [1024, 65535]),
      BackIn: entry('Acl', 2, false, '10.0.0.0/16', [1024, 65535]),
    },
    'open',
  ],
  [
    'st-01',
    'an ACL at the task that admits answers from S3 only in the VPC',
    {
      ...aclOf('Acl', 'PrivA'),
      Out: entry('Acl', 1, true, '0.0.0.0/0', [443, 443]),
      Back: entry('Acl', 1, false, '10.0.0.0/16', [1024, 65535]),
    },
    'blocked nacl-return Acl',
  ],
  [
    'st-01',
    'an ACL at the task that lets 443 out to the VPC only',
    {
      ...aclOf('Acl', 'PrivA'),
      Out: entry('Acl', 1, true, '10.0.0.0/16', [443, 443]),
      Back: entry('Acl', 1, false, '0.0.0.0/0', [1024, 65535]),
    },
    'blocked nacl-out Acl',
  ],
];

const groups = (service: string, ...ids: readonly string[]): Changes => ({
  [`${service}.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups`]: ids.map((id) => `@${id}.GroupId`),
});

const GROUPS: readonly Variation[] = [
  [
    'ss-01',
    'a rule with no ports is for all of them',
    {
      'BSg.SecurityGroupIngress': [
        { IpProtocol: 'tcp', FromPort: -1, ToPort: -1, SourceSecurityGroupId: '@ASg.GroupId' },
      ],
    },
    'open',
  ],
  [
    'ss-01',
    'a rule for ICMP',
    {
      'BSg.SecurityGroupIngress': [
        { IpProtocol: 'icmp', FromPort: -1, ToPort: -1, SourceSecurityGroupId: '@ASg.GroupId' },
      ],
    },
    'blocked sg-in BSg',
  ],
  [
    'ss-01',
    'a range that ends before the port',
    {
      'BSg.SecurityGroupIngress': [
        { IpProtocol: 'tcp', FromPort: 8000, ToPort: 8079, SourceSecurityGroupId: '@ASg.GroupId' },
      ],
    },
    'blocked sg-in BSg',
  ],
  [
    'ss-01',
    'everything for everybody in IPv6 only',
    { 'BSg.SecurityGroupIngress': [{ IpProtocol: '-1', CidrIpv6: '::/0' }] },
    'blocked sg-in BSg',
  ],
  ['ss-01', 'the whole VPC', { 'BSg.SecurityGroupIngress': [{ IpProtocol: '-1', CidrIp: '@Vpc.CidrBlock' }] }, 'open'],
  [
    'ss-01',
    'one address of the subnet of the caller',
    { 'BSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.1.9/32' })] },
    'blocked sg-in BSg may',
  ],
  [
    'ss-01',
    'a block that is a parameter',
    { 'BSg.SecurityGroupIngress': [rule(8080, { CidrIp: { 'Fn::ImportValue': 'block' } })] },
    'unknown sg-in BSg',
  ],
  [
    'ss-01',
    'a group that is a parameter',
    { 'BSg.SecurityGroupIngress': [rule(8080, { SourceSecurityGroupId: { 'Fn::ImportValue': 'group' } })] },
    'blocked sg-in BSg',
  ],
  ['ss-01', 'an empty list of outgoing rules, of which AWS says nothing', { 'ASg.SecurityGroupEgress': [] }, 'open'],
  [
    'ss-01',
    'the rule by which the CDK means nothing, beside another one',
    {
      'ASg.SecurityGroupEgress': [
        { CidrIp: '255.255.255.255/32', IpProtocol: 'icmp', FromPort: 252, ToPort: 86 },
        rule(8080, { CidrIp: '10.0.2.0/24' }),
      ],
    },
    'open',
  ],
  [
    'ss-01',
    'outgoing rules for the other subnet',
    { 'ASg.SecurityGroupEgress': [rule(8080, { CidrIp: '10.0.3.0/24' })] },
    'blocked sg-out ASg',
  ],
  [
    'ss-01',
    'outgoing rules for UDP',
    { 'ASg.SecurityGroupEgress': [rule(8080, { CidrIp: '0.0.0.0/0' }, 'udp')] },
    'blocked sg-out ASg',
  ],
  [
    'ss-01',
    'a second group of the caller whose outgoing rules are wide',
    {
      'ASg.SecurityGroupEgress': [rule(443, { CidrIp: '0.0.0.0/0' })],
      Wide: resource('EC2::SecurityGroup', { GroupDescription: 'w', VpcId: '@Vpc' }),
      ...groups('A', 'ASg', 'Wide'),
    },
    'open',
  ],
  [
    'ss-01',
    'a rule that names the second group of the caller',
    {
      Second: resource('EC2::SecurityGroup', { GroupDescription: 's', VpcId: '@Vpc' }),
      ...groups('A', 'ASg', 'Second'),
      'BSg.SecurityGroupIngress': [rule(8080, { SourceSecurityGroupId: '@Second.GroupId' })],
    },
    'open',
  ],
  [
    'ss-01',
    'the outgoing rules of the callee play no part',
    { 'BSg.SecurityGroupEgress': [rule(1, { CidrIp: '10.9.9.9/32' })] },
    'open',
  ],
  ['ss-01', 'the other direction is not opened by it', {}, 'blocked sg-in ASg', from('B', 'A', 8080)],
  [
    'ss-01',
    'a prefix list for outgoing calls that holds the callee',
    {
      List: resource('EC2::PrefixList', {
        PrefixListName: 'l',
        AddressFamily: 'IPv4',
        MaxEntries: 1,
        Entries: [{ Cidr: '10.0.2.0/24' }],
      }),
      'ASg.SecurityGroupEgress': [rule(8080, { DestinationPrefixListId: '@List' })],
    },
    'open',
  ],
  [
    'ss-01',
    'a prefix list for outgoing calls that does not hold the callee',
    {
      List: resource('EC2::PrefixList', {
        PrefixListName: 'l',
        AddressFamily: 'IPv4',
        MaxEntries: 1,
        Entries: [{ Cidr: '10.0.3.0/24' }],
      }),
      'ASg.SecurityGroupEgress': [rule(8080, { DestinationPrefixListId: '@List' })],
    },
    'blocked sg-out ASg',
  ],
  [
    'ss-01',
    'a list that AWS keeps for S3 does not hold an interface of the VPC',
    { 'BSg.SecurityGroupIngress': [rule(8080, { SourcePrefixListId: 'pl-63a5400a' })] },
    'blocked sg-in BSg',
  ],
  [
    'ss-01',
    'a group of another VPC that the VPC is associated with',
    {
      Other: resource('EC2::VPC', { CidrBlock: '10.8.0.0/16' }),
      'ASg.VpcId': '@Other',
      Shared: resource('EC2::SecurityGroupVpcAssociation', { GroupId: '@ASg', VpcId: '@Vpc' }),
    },
    'open',
  ],
  ['ss-13', 'the default group, emptied of what comes in', { Empty: resource('Custom::VpcRestrictDefaultSG') }, 'open'],
  [
    'ss-13',
    'a rule beside the default group for a port',
    {
      'A.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': ['@Own.GroupId'],
      Own: resource('EC2::SecurityGroup', { GroupDescription: 'o', VpcId: '@Vpc' }),
      Beside: resource('EC2::SecurityGroupIngress', {
        GroupId: '@Vpc.DefaultSecurityGroup',
        IpProtocol: 'tcp',
        FromPort: 8080,
        ToPort: 8080,
        CidrIp: '10.0.0.0/16',
      }),
    },
    'open',
  ],
  [
    'pe-01',
    'a rule that names the group of the peer, over IPv4 routes both ways',
    {
      'BSg.SecurityGroupIngress': [rule(8080, { SourceSecurityGroupId: '@ASg.GroupId' })],
      'ASg.SecurityGroupEgress': [rule(8080, { DestinationSecurityGroupId: '@BSg.GroupId' })],
    },
    'open',
  ],
  [
    'pe-01',
    'the peer in another region, and a rule that names its group',
    {
      'Peering.PeerRegion': 'eu-west-1',
      'BSg.SecurityGroupIngress': [rule(8080, { SourceSecurityGroupId: '@ASg.GroupId' })],
    },
    'unknown route Peering',
  ],
  [
    'pe-01',
    'an outgoing rule that leaves the peer out',
    { 'ASg.SecurityGroupEgress': [rule(8080, { CidrIp: '10.0.0.0/16' })] },
    'blocked sg-out ASg',
  ],
  [
    'pe-01',
    'the group of the callee admits its own VPC only',
    { 'BSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.1.0.0/16' })] },
    'blocked sg-in BSg',
  ],
];

const SIXES: readonly Variation[] = [
  [
    'ss-01',
    'both with IPv6 only, and a rule that names the group',
    { ...SIX, 'ASg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIpv6: '::/0' }] },
    'open',
  ],
  ['ss-01', 'both with IPv6 only, and outgoing rules of which nothing is said', SIX, 'unknown sg-out ASg'],
  [
    'ss-01',
    'both with IPv6 only, and outgoing rules for IPv4',
    { ...SIX, 'ASg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] },
    'blocked sg-out ASg',
  ],
  [
    'ss-01',
    'both with IPv6 only, and an incoming rule for IPv4',
    {
      ...SIX,
      'ASg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIpv6: '::/0' }],
      'BSg.SecurityGroupIngress': [rule(8080, { CidrIp: '0.0.0.0/0' })],
    },
    'blocked sg-in BSg',
  ],
  [
    'ss-01',
    'both with IPv6 only, and an incoming rule for the block of the caller',
    {
      ...SIX,
      'ASg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIpv6: '::/0' }],
      'BSg.SecurityGroupIngress': [rule(8080, { CidrIpv6: '2001:db8:0:1::/64' })],
    },
    'open',
  ],
  [
    'na-01',
    'both with IPv6 only, and lines of the ACL for IPv4',
    { ...SIX, 'ASg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIpv6: '::/0' }] },
    'blocked nacl-in BNacl',
  ],
  [
    'na-01',
    'both with IPv6 only, and lines of the ACL for IPv6',
    {
      ...SIX,
      'ASg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIpv6: '::/0' }],
      'InApp.CidrBlock': null,
      'InApp.Ipv6CidrBlock': '2001:db8:0:1::/64',
      'OutReturn.CidrBlock': null,
      'OutReturn.Ipv6CidrBlock': '::/0',
    },
    'open',
  ],
  [
    'na-01',
    'both with IPv6 only, and a line for the answers in IPv4',
    {
      ...SIX,
      'ASg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIpv6: '::/0' }],
      'InApp.CidrBlock': null,
      'InApp.Ipv6CidrBlock': '2001:db8:0:1::/64',
    },
    'blocked nacl-return BNacl',
  ],
  [
    'v6-01',
    'the default route for IPv4 in the place of that for IPv6',
    { 'Default6.DestinationIpv6CidrBlock': null, 'Default6.DestinationCidrBlock': '0.0.0.0/0' },
    'blocked route Table6',
  ],
  [
    'v6-01',
    'an egress-only gateway of another VPC',
    { Other: resource('EC2::VPC', { CidrBlock: '10.9.0.0/16' }), 'Eigw.VpcId': '@Other' },
    'blocked route Default6',
  ],
  [
    'v6-01',
    'block public access in both directions',
    { Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-bidirectional' }) },
    'blocked bpa Bpa',
  ],
  [
    'v6-01',
    'block public access for what comes in',
    { Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }) },
    'open',
  ],
  [
    'v6-03',
    'block public access for what comes in, out by an internet gateway',
    { Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }) },
    'blocked bpa Bpa',
  ],
  [
    'v6-08',
    'block public access for what comes in',
    { Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }) },
    'blocked bpa Bpa',
  ],
  ['v6-08', 'an internet gateway that is not attached', { IgwAttachment: null }, 'blocked route Default6'],
  [
    'v6-08',
    'an ACL that lets the port in and no answers out',
    {
      ...aclOf('Acl', 'Priv6'),
      In: entry('Acl', 1, false, '', [8080, 8080], { CidrBlock: undefined, Ipv6CidrBlock: '::/0' }),
    },
    'blocked nacl-return Acl',
  ],
  [
    'v6-08',
    'a task without IPv6 asked by it',
    {
      'Priv6.Ipv6CidrBlock': null,
      'Priv6.Ipv6Native': null,
      'Priv6.AssignIpv6AddressOnCreation': null,
      'Priv6.CidrBlock': '10.0.6.0/24',
    },
    'blocked no-public-ip Service',
  ],
  ['v6-11', 'the subnet of the NAT gateway leads nowhere', { PubDefault: null }, 'blocked nat-misplaced Nat'],
  [
    'v6-11',
    'a search domain outside of the VPC, over DNS64',
    { Search: resource('OpenSearchService::Domain', { EngineVersion: 'OpenSearch_2.11' }) },
    'open',
    from('Service', 'Search', 443),
  ],
  [
    'v6-11',
    'the route leads to an egress-only gateway',
    { 'Nat64.NatGatewayId': null, 'Nat64.EgressOnlyInternetGatewayId': '@Eigw' },
    'blocked route Table6',
  ],
  [
    'v6-11',
    'a group that lets IPv4 out only',
    { 'AppSg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] },
    'blocked sg-out AppSg',
  ],
  [
    'v6-11',
    'its image of Docker Hub over DNS64',
    { 'TaskDef.ContainerDefinitions.0.Image': 'nginx:alpine' },
    'open',
    { startup: 'Service' },
  ],
  [
    'v6-12',
    'its image of the public registry of AWS, by the name that has IPv4 only, without DNS64',
    { 'TaskDef.ContainerDefinitions.0.Image': 'public.ecr.aws/nginx/nginx:1' },
    'blocked dns Priv6',
    { startup: 'Service' },
  ],
  [
    'v6-01',
    'a NAT gateway as the way out for IPv6',
    {
      ...Object.fromEntries([]),
      'Default6.EgressOnlyInternetGatewayId': null,
      'Default6.NatGatewayId': '@Nat',
      Nat: resource('EC2::NatGateway', { SubnetId: '@Pub', AllocationId: 'eipalloc-1' }),
      Pub: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.101.0/24', AvailabilityZone: 'us-east-1a' }),
    },
    'blocked route Default6',
  ],
];

const ENDPOINTS: readonly Variation[] = [
  ['st-01', 'the type of an endpoint left out is a gateway', { 'S3.VpcEndpointType': null }, 'open'],
  [
    'st-01',
    'the gateway endpoint of S3 named with the interface of the same service switched off for callers inside',
    { S3i: endpoint('s3', { DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: 'OnlyInboundResolver' } }) },
    'open',
  ],
  [
    'st-01',
    'a gateway endpoint in another VPC',
    { Other: resource('EC2::VPC', { CidrBlock: '10.9.0.0/16' }), 'S3.VpcId': '@Other' },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.s3',
  ],
  [
    'st-01',
    'a port of an endpoint that its group does not admit',
    {},
    'blocked endpoint-sg EndpointSg',
    from('Service', 'Logs', 80),
  ],
  [
    'st-01',
    'a port of an endpoint of which AWS says nothing',
    { 'EndpointSg.SecurityGroupIngress': [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] },
    'unknown listener Logs',
    from('Service', 'Logs', 80),
  ],
  [
    'st-01',
    'DynamoDB without an endpoint',
    {},
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.dynamodb',
    from('Service', 'aws:dynamodb', 443),
  ],
  [
    'st-01',
    'DynamoDB with a gateway endpoint',
    {
      Dynamo: resource('EC2::VPCEndpoint', {
        ServiceName: 'com.amazonaws.us-east-1.dynamodb',
        VpcId: '@Vpc',
        RouteTableIds: ['@PrivTable'],
      }),
    },
    'open',
    from('Service', 'aws:dynamodb', 443),
  ],
  [
    'st-01',
    'DynamoDB with a gateway endpoint of no table',
    { Dynamo: resource('EC2::VPCEndpoint', { ServiceName: 'com.amazonaws.us-east-1.dynamodb', VpcId: '@Vpc' }) },
    'blocked route PrivTable',
    from('Service', 'aws:dynamodb', 443),
  ],
  ['st-01', 'S3 with a gateway endpoint', {}, 'open', from('Service', 'aws:s3', 443)],
  [
    'st-01',
    'another service of AWS',
    {},
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.sqs',
    from('Service', 'aws:sqs', 443),
  ],
  [
    'st-01',
    'another service of AWS with an endpoint',
    { Sqs: endpoint('sqs') },
    'open',
    from('Service', 'aws:sqs', 443),
  ],
  ['in-12', 'a service of AWS over a NAT gateway', {}, 'open', from('Service', 'aws:sqs', 443)],
  [
    'in-12',
    'an endpoint with private names whose group shuts what the NAT gateway let through',
    {
      Sqs: endpoint('sqs', { SecurityGroupIds: ['@Shut.GroupId'] }),
      Shut: resource('EC2::SecurityGroup', { GroupDescription: 's', VpcId: '@Vpc' }),
    },
    'blocked endpoint-sg Shut',
    from('Service', 'aws:sqs', 443),
  ],
  [
    'in-12',
    'an endpoint without private names is passed by over the NAT gateway',
    {
      Sqs: endpoint('sqs', { SecurityGroupIds: ['@Shut.GroupId'], PrivateDnsEnabled: false }),
      Shut: resource('EC2::SecurityGroup', { GroupDescription: 's', VpcId: '@Vpc' }),
    },
    'open',
    from('Service', 'aws:sqs', 443),
  ],
  [
    'in-12',
    'an endpoint of which nothing is said of private names is passed by',
    {
      Sqs: endpoint('sqs', { SecurityGroupIds: ['@Shut.GroupId'], PrivateDnsEnabled: undefined }),
      Shut: resource('EC2::SecurityGroup', { GroupDescription: 's', VpcId: '@Vpc' }),
    },
    'open',
    from('Service', 'aws:sqs', 443),
  ],
  [
    'st-01',
    'whether an endpoint has private names is a parameter',
    { 'Logs.PrivateDnsEnabled': { 'Fn::ImportValue': 'dns' } },
    'unknown endpoint-dns Logs',
  ],
  [
    'st-01',
    'the groups of an endpoint are of another stack',
    { 'Logs.SecurityGroupIds': [{ 'Fn::ImportValue': 'group' }] },
    'unknown endpoint-sg Logs',
  ],
  [
    'st-01',
    'the service of an endpoint is a parameter',
    { 'Logs.ServiceName': { 'Fn::ImportValue': 'name' } },
    'unknown endpoint-missing Logs',
  ],
  [
    'st-01',
    'a peered VPC does not see the private names of endpoints',
    {
      VpcB: resource('EC2::VPC', { CidrBlock: '10.1.0.0/16', EnableDnsHostnames: true }),
      'PrivA.VpcId': '@VpcB',
      'PrivA.CidrBlock': '10.1.1.0/24',
      'PrivTable.VpcId': '@VpcB',
      'AppSg.VpcId': '@VpcB',
      'S3.VpcId': '@VpcB',
      Inner: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.9.0/24', AvailabilityZone: 'us-east-1a' }),
      ...Object.fromEntries(['EcrApi', 'EcrDkr', 'Logs'].map((id) => [`${id}.SubnetIds`, ['@Inner']])),
      Peering: resource('EC2::VPCPeeringConnection', { VpcId: '@Vpc', PeerVpcId: '@VpcB' }),
      ToA: route('PrivTable', '10.0.0.0/16', { VpcPeeringConnectionId: '@Peering' }),
    },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ecr.api',
  ],
  [
    'pe-01',
    'the NAT gateway of the peer cannot be used',
    { ADefault: route('TableA', '0.0.0.0/0', { VpcPeeringConnectionId: '@Peering' }) },
    'blocked route ADefault',
    from('A', 'internet', 443),
  ],
  [
    'pe-01',
    'a gateway endpoint of the peer cannot be used',
    {
      S3: resource('EC2::VPCEndpoint', {
        ServiceName: 'com.amazonaws.us-east-1.s3',
        VpcId: '@VpcB',
        RouteTableIds: ['@TableB'],
      }),
    },
    'blocked endpoint-missing TableA com.amazonaws.us-east-1.s3',
    from('A', 'aws:s3', 443),
  ],
  [
    'st-01',
    'an endpoint over UDP, which its group does not admit',
    {},
    'blocked endpoint-sg EndpointSg',
    from('Service', 'Logs', 443, 'udp'),
  ],
];

const cache = (more: Readonly<Record<string, unknown>>): Changes => ({
  Cache: resource('ElastiCache::ReplicationGroup', {
    ReplicationGroupDescription: 'c',
    CacheSubnetGroupName: '@CacheSubnets',
    SecurityGroupIds: ['@DbSg.GroupId'],
    ...more,
  }),
  CacheSubnets: resource('ElastiCache::SubnetGroup', { Description: 'c', SubnetIds: ['@PrivB'] }),
});
const admits = (port: number): Changes => ({
  'DbSg.SecurityGroupIngress': [rule(port, { SourceSecurityGroupId: '@AppSg.GroupId' })],
});
const engine = (name: string, port: number): Changes => ({ 'Db.Engine': name, ...admits(port) });
const kafka = (authentication: object): Changes => ({
  'Kafka.ClientAuthentication': authentication,
  'KafkaSg.SecurityGroupIngress': [{ IpProtocol: 'tcp', FromPort: 9000, ToPort: 9999, CidrIp: '10.0.0.0/16' }],
});

const DATABASES: readonly Variation[] = [
  ['db-01', 'MySQL at its port', engine('mysql', 3306), 'open', from('Service', 'Db', 3306)],
  ['db-01', 'MariaDB at its port', engine('mariadb', 3306), 'open', from('Service', 'Db', 3306)],
  ['db-01', 'SQL Server at its port', engine('sqlserver-ex', 1433), 'open', from('Service', 'Db', 1433)],
  ['db-01', 'Oracle at its port', engine('oracle-se2', 1521), 'open', from('Service', 'Db', 1521)],
  ['db-01', 'Db2 at its port', engine('db2-se', 50000), 'open', from('Service', 'Db', 50000)],
  ['db-01', 'MySQL at the port of PostgreSQL', engine('mysql', 5432), 'blocked listener Db'],
  [
    'db-01',
    'the port of a database is a parameter',
    { 'Db.Port': { 'Fn::ImportValue': 'port' } },
    'unknown listener Db',
  ],
  ['db-01', 'over UDP', {}, 'blocked listener Db', from('Service', 'Db', 5432, 'udp')],
  [
    'db-01',
    'outgoing rules for the port of the database',
    { 'AppSg.SecurityGroupEgress': [rule(5432, { CidrIp: '10.0.0.0/16' })] },
    'open',
  ],
  [
    'db-01',
    'outgoing rules for one of the two subnets of the database',
    { 'AppSg.SecurityGroupEgress': [rule(5432, { CidrIp: '10.0.1.0/24' })] },
    'blocked sg-out AppSg may',
  ],
  [
    'db-01',
    'the subnet group is of another stack',
    { 'Db.DBSubnetGroupName': { 'Fn::ImportValue': 'subnets' } },
    'unknown route Db',
  ],
  [
    'db-01',
    'a group of the database that names nobody, with one of another stack beside',
    { 'Db.VPCSecurityGroups': ['@DbSg.GroupId', { 'Fn::ImportValue': 'g' }], 'DbSg.SecurityGroupIngress': null },
    'unknown sg-in DbSg',
  ],
  [
    'db-01',
    'from another service without the group',
    {
      Other: resource('EC2::SecurityGroup', { GroupDescription: 'o', VpcId: '@Vpc' }),
      'Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': ['@Other.GroupId'],
    },
    'blocked sg-in DbSg',
  ],
  [
    'db-01',
    'from a service without groups to a database without groups',
    { 'Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': null, 'Db.VPCSecurityGroups': null },
    'open',
  ],
  [
    'db-01',
    'Aurora for MySQL at its port',
    {
      Aurora: resource('RDS::DBCluster', {
        Engine: 'aurora-mysql',
        DBSubnetGroupName: '@DbSubnets',
        VpcSecurityGroupIds: ['@DbSg.GroupId'],
      }),
      ...admits(3306),
    },
    'open',
    from('Service', 'Aurora', 3306),
  ],
  [
    'db-11',
    'Aurora for PostgreSQL without a port, dialled where it listens',
    { 'DbSg.SecurityGroupIngress': [rule(3306, { CidrIp: '10.0.0.0/16' })] },
    'open',
    from('Service', 'Db', 3306),
  ],
  [
    'db-11',
    'Aurora for PostgreSQL, serverless of the first kind',
    { 'Db.EngineMode': 'serverless', 'DbSg.SecurityGroupIngress': [rule(5432, { CidrIp: '10.0.0.0/16' })] },
    'open',
  ],
  [
    'db-11',
    'a cluster of PostgreSQL that is not Aurora',
    { 'Db.Engine': 'postgres', 'DbSg.SecurityGroupIngress': [rule(5432, { CidrIp: '10.0.0.0/16' })] },
    'open',
  ],
  [
    'db-01',
    'Redis with a port of its own',
    { ...cache({ Port: 6380 }), ...admits(6380) },
    'open',
    from('Service', 'Cache', 6380),
  ],
  [
    'db-01',
    'Redis with a port of its own, dialled at the usual one',
    { ...cache({ Port: 6380 }), ...admits(6379) },
    'blocked listener Cache',
    from('Service', 'Cache', 6379),
  ],
  [
    'db-01',
    'a cache without groups, of which AWS says nothing',
    cache({ SecurityGroupIds: undefined }),
    'unknown sg-in Cache',
    from('Service', 'Cache', 6379),
  ],
  [
    'db-01',
    'a cache from the internet',
    { ...cache({}), ...admits(6379) },
    'blocked no-public-ip Cache',
    from('internet', 'Cache', 6379),
  ],
  [
    'db-01',
    'Memcached at its port',
    {
      ...admits(11211),
      Mem: resource('ElastiCache::CacheCluster', {
        Engine: 'memcached',
        CacheSubnetGroupName: '@CacheSubnets',
        VpcSecurityGroupIds: ['@DbSg.GroupId'],
      }),
      CacheSubnets: resource('ElastiCache::SubnetGroup', { Description: 'c', SubnetIds: ['@PrivB'] }),
    },
    'open',
    from('Service', 'Mem', 11211),
  ],
  [
    'db-01',
    'a serverless cache at the port for reads',
    {
      ...admits(6380),
      Less: resource('ElastiCache::ServerlessCache', {
        Engine: 'valkey',
        ServerlessCacheName: 'l',
        SubnetIds: ['@PrivB'],
        SecurityGroupIds: ['@DbSg.GroupId'],
      }),
    },
    'open',
    from('Service', 'Less', 6380),
  ],
  [
    'db-01',
    'a serverless cache that admits one of its two ports',
    {
      ...admits(6379),
      Less: resource('ElastiCache::ServerlessCache', {
        Engine: 'valkey',
        ServerlessCacheName: 'l',
        SubnetIds: ['@PrivB'],
        SecurityGroupIds: ['@DbSg.GroupId'],
      }),
    },
    'blocked sg-in DbSg',
    from('Service', 'Less', 6380),
  ],
  [
    'db-01',
    'a serverless warehouse',
    {
      ...admits(5439),
      House: resource('RedshiftServerless::Workgroup', {
        WorkgroupName: 'w',
        SubnetIds: ['@PrivA', '@PrivB'],
        SecurityGroupIds: ['@DbSg.GroupId'],
      }),
    },
    'open',
    from('Service', 'House', 5439),
  ],
  ['db-14', 'plain text', kafka({ Unauthenticated: { Enabled: true } }), 'open', from('Service', 'Kafka', 9094)],
  ['db-14', 'SCRAM', kafka({ Sasl: { Scram: { Enabled: true } } }), 'open', from('Service', 'Kafka', 9096)],
  [
    'db-14',
    'SCRAM, dialled at the port of IAM',
    kafka({ Sasl: { Scram: { Enabled: true } } }),
    'blocked listener Kafka',
    from('Service', 'Kafka', 9098),
  ],
  ['db-14', 'brokers without groups', { 'Kafka.BrokerNodeGroupInfo.SecurityGroups': null }, 'blocked sg-in Kafka'],
  ['db-16', 'without groups', { 'Search.VPCOptions.SecurityGroupIds': null }, 'blocked sg-in Search'],
  [
    'db-18',
    'a search domain outside of the VPC, with a way out',
    {
      Igw: resource('EC2::InternetGateway'),
      At: resource('EC2::VPCGatewayAttachment', { VpcId: '@Vpc', InternetGatewayId: '@Igw' }),
      T: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
      Ta: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivA', RouteTableId: '@T' }),
      D: resource('EC2::Route', { RouteTableId: '@T', DestinationCidrBlock: '0.0.0.0/0', GatewayId: '@Igw' }),
      'Service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp': 'ENABLED',
    },
    'open',
  ],
  [
    'db-21',
    'a cluster without groups, of which AWS says nothing',
    { 'Mem.SecurityGroupIds': null },
    'unknown sg-in Mem',
  ],
  ['db-23', 'a cluster of documents without groups', { 'Docs.VpcSecurityGroupIds': null }, 'blocked sg-in Docs'],
  ['db-23', 'a cluster of documents at another port', { 'Docs.Port': 27018 }, 'blocked listener Docs'],
  [
    'db-25',
    'a function whose outgoing rules leave the database out',
    { 'FnSg.SecurityGroupEgress': [rule(443, { CidrIp: '0.0.0.0/0' })] },
    'blocked sg-out FnSg',
  ],
  [
    'db-25',
    'answers to a function, which opens connections from any port',
    {
      ...aclOf('Acl', 'PrivB'),
      AclOfPrivA: resource('EC2::SubnetNetworkAclAssociation', { SubnetId: '@PrivC', NetworkAclId: '@Acl' }),
      PrivC: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.3.0/24', AvailabilityZone: 'us-east-1c' }),
      'DbSubnets.SubnetIds': ['@PrivB', '@PrivC'],
      In: entry('Acl', 1, false, '10.0.0.0/16', [5432, 5432]),
      Back: entry('Acl', 1, true, '10.0.0.0/16', [32768, 60999]),
    },
    'blocked nacl-return Acl may',
  ],
  [
    'db-01',
    'answers to a task, which opens connections from the ports of Linux',
    {
      ...aclOf('Acl', 'PrivB'),
      'DbSubnets.SubnetIds': ['@PrivB'],
      In: entry('Acl', 1, false, '10.0.0.0/16', [5432, 5432]),
      Back: entry('Acl', 1, true, '10.0.0.0/16', [32768, 60999]),
    },
    'open',
  ],
];

const alone: Changes = { 'Service.DesiredCount': 1 };
const pubC: Changes = {
  PubC: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.103.0/24', AvailabilityZone: 'us-east-1c' }),
  PubCAssociation: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PubC', RouteTableId: '@PubTable' }),
};

const BALANCERS: readonly Variation[] = [
  [
    'lb-01',
    'a node in a third zone that no task is in',
    { ...pubC, 'Alb.Subnets': ['@PubA', '@PubB', '@PubC'] },
    'open',
  ],
  ['lb-01', 'the listener on another port', { 'Listener.Port': 81 }, 'blocked listener Alb'],
  ['lb-01', 'over UDP', {}, 'blocked listener Alb', from('internet', 'Alb', 80, 'udp')],
  [
    'lb-01',
    'a listener of TLS',
    {
      'Listener.Port': 443,
      'Listener.Protocol': 'HTTPS',
      'AlbSg.SecurityGroupIngress': [rule(443, { CidrIp: '0.0.0.0/0' })],
    },
    'open',
    from('internet', 'Alb', 443),
  ],
  [
    'lb-01',
    'from one address that its group admits',
    { 'AlbSg.SecurityGroupIngress': [rule(80, { CidrIp: '198.51.100.0/24' })] },
    'open',
    from('198.51.100.9', 'Alb', 80),
  ],
  [
    'lb-01',
    'from one address that its group does not admit',
    { 'AlbSg.SecurityGroupIngress': [rule(80, { CidrIp: '198.51.100.0/24' })] },
    'blocked sg-in AlbSg',
    from('203.0.113.9', 'Alb', 80),
  ],
  [
    'lb-01',
    'a group that admits some of the internet',
    { 'AlbSg.SecurityGroupIngress': [rule(80, { CidrIp: '198.51.100.0/24' })] },
    'blocked sg-in AlbSg may',
  ],
  [
    'lb-01',
    'a group that admits a list that AWS keeps',
    { 'AlbSg.SecurityGroupIngress': [rule(80, { SourcePrefixListId: { 'Fn::ImportValue': 'cloudfront' } })] },
    'unknown sg-in AlbSg',
  ],
  ['lb-01', 'an internet gateway that is not attached', { IgwAttachment: null }, 'blocked lb-subnet Alb'],
  [
    'lb-01',
    'subnets that lead to a NAT gateway',
    {
      Nat: resource('EC2::NatGateway', { SubnetId: '@PubA', AllocationId: 'eipalloc-1' }),
      'PubDefault.GatewayId': null,
      'PubDefault.NatGatewayId': '@Nat',
    },
    'blocked lb-subnet Alb',
  ],
  [
    'lb-01',
    'block public access for what comes in',
    { Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }) },
    'blocked bpa Bpa',
  ],
  [
    'lb-01',
    'block public access for what comes in, with an exclusion',
    {
      Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }),
      Ex: resource('EC2::VPCBlockPublicAccessExclusion', {
        VpcId: '@Vpc',
        InternetGatewayExclusionMode: 'allow-bidirectional',
      }),
    },
    'open',
  ],
  [
    'lb-01',
    'block public access for what comes in, with an exclusion for what goes out',
    {
      Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }),
      Ex: resource('EC2::VPCBlockPublicAccessExclusion', {
        VpcId: '@Vpc',
        InternetGatewayExclusionMode: 'allow-egress',
      }),
    },
    'blocked bpa Bpa',
  ],
  [
    'lb-01',
    'the task admits the subnets of the nodes',
    {
      'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.101.0/24' }), rule(8080, { CidrIp: '10.0.102.0/24' })],
    },
    'open',
  ],
  [
    'lb-01',
    'the task admits the subnet of one node',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.101.0/24' })] },
    'blocked sg-in AppSg may',
  ],
  [
    'lb-01',
    'the task admits the port of the listener',
    { 'AppSg.SecurityGroupIngress': [rule(80, { SourceSecurityGroupId: '@AlbSg.GroupId' })] },
    'blocked sg-in AppSg',
  ],
  [
    'lb-01',
    'a task in a public subnet admits clients, not the nodes',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '198.51.100.0/24' })] },
    'blocked sg-in AppSg',
  ],
  [
    'lb-01',
    'dual-stack, asked by IPv6, in subnets without IPv6',
    { 'Alb.IpAddressType': 'dualstack' },
    'blocked no-public-ip Alb',
    from('internet6', 'Alb', 80),
  ],
  [
    'lb-01',
    'crossing zones off at the target group, tasks in both zones',
    { 'TargetGroup.TargetGroupAttributes': [{ Key: 'load_balancing.cross_zone.enabled', Value: 'false' }] },
    'open',
  ],
  ['lb-01', 'a target group with nobody registered', { 'Service.LoadBalancers': null }, 'unknown listener TargetGroup'],
  [
    'lb-01',
    'the target group of a listener is of another stack',
    { 'Listener.DefaultActions': [{ Type: 'forward', TargetGroupArn: { 'Fn::ImportValue': 'tg' } }] },
    'unknown listener Listener',
  ],
  ['lb-01', 'the scheme is a parameter', { 'Alb.Scheme': { 'Fn::ImportValue': 'scheme' } }, 'unknown lb-scheme Alb'],
  [
    'lb-01',
    'its subnets are of another stack',
    { 'Alb.Subnets': { 'Fn::Split': [',', { 'Fn::ImportValue': 'subnets' }] } },
    'unknown lb-subnet Alb',
  ],
  [
    'lb-13',
    'health checks over a rule for a range',
    {
      'AppSg.SecurityGroupIngress': [
        { IpProtocol: 'tcp', FromPort: 8080, ToPort: 9000, SourceSecurityGroupId: '@AlbSg.GroupId' },
      ],
    },
    'open',
  ],
  [
    'lb-13',
    'health checks that the outgoing rules of the balancer leave out',
    {
      'AppSg.SecurityGroupIngress': [
        { IpProtocol: 'tcp', FromPort: 8080, ToPort: 9000, SourceSecurityGroupId: '@AlbSg.GroupId' },
      ],
      'AlbSg.SecurityGroupEgress': [rule(8080, { CidrIp: '0.0.0.0/0' })],
    },
    'blocked sg-out AlbSg',
  ],
  [
    'lb-19',
    'a client of another group',
    {
      Other: resource('EC2::SecurityGroup', { GroupDescription: 'o', VpcId: '@Vpc' }),
      'Client.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': ['@Other.GroupId'],
    },
    'blocked sg-in AlbSg',
  ],
  [
    'lb-19',
    'a client whose outgoing rules leave the balancer out',
    { 'ClientSg.SecurityGroupEgress': [rule(443, { CidrIp: '0.0.0.0/0' })] },
    'blocked sg-out ClientSg',
  ],
  [
    'lb-19',
    'a service that calls itself through an ALB',
    { 'AlbSg.SecurityGroupIngress': [rule(80, { CidrIp: '10.0.0.0/16' })], ...alone },
    'open',
    from('Service', 'Alb', 80),
  ],
  [
    'lb-19',
    'an internet-facing one, called by a task with a public address',
    {
      'Alb.Scheme': 'internet-facing',
      'AlbSg.SecurityGroupIngress': [rule(80, { CidrIp: '0.0.0.0/0' })],
      'Client.NetworkConfiguration.AwsvpcConfiguration.Subnets': ['@PubA'],
      'Client.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp': 'ENABLED',
    },
    'open',
  ],
  [
    'lb-19',
    'an internet-facing one, called by a task without a public address',
    {
      'Alb.Scheme': 'internet-facing',
      'AlbSg.SecurityGroupIngress': [rule(80, { CidrIp: '0.0.0.0/0' })],
      'Client.NetworkConfiguration.AwsvpcConfiguration.Subnets': ['@PubA'],
    },
    'blocked no-public-ip Client',
  ],
  [
    'lb-19',
    'an internet-facing one that admits the VPC, called from inside',
    { 'Alb.Scheme': 'internet-facing', 'AlbSg.SecurityGroupIngress': [rule(80, { CidrIp: '10.0.0.0/16' })] },
    'blocked sg-in AlbSg',
  ],
  [
    'nl-01',
    'TLS, client addresses not kept by default',
    { 'TargetGroup.Protocol': 'TLS', 'TargetGroup.TargetGroupAttributes': null },
    'open',
  ],
  [
    'nl-01',
    'client addresses kept, and a task that admits everybody',
    {
      'TargetGroup.TargetGroupAttributes': [{ Key: 'preserve_client_ip.enabled', Value: 'true' }],
      'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '0.0.0.0/0' })],
    },
    'open',
  ],
  [
    'nl-01',
    'whether client addresses are kept is a parameter, and the task admits the VPC',
    {
      'TargetGroup.TargetGroupAttributes': [
        { Key: 'preserve_client_ip.enabled', Value: { 'Fn::ImportValue': 'keep' } },
      ],
    },
    'unknown sg-in TargetGroup',
  ],
  [
    'nl-01',
    'whether client addresses are kept is a parameter, and the task admits everybody',
    {
      'TargetGroup.TargetGroupAttributes': [
        { Key: 'preserve_client_ip.enabled', Value: { 'Fn::ImportValue': 'keep' } },
      ],
      'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '0.0.0.0/0' })],
    },
    'open',
  ],
  [
    'nl-01',
    'TCP and UDP together keep client addresses',
    { 'Listener.Protocol': 'TCP_UDP', 'TargetGroup.Protocol': 'TCP_UDP', 'TargetGroup.TargetGroupAttributes': null },
    'blocked sg-in AppSg',
  ],
  ['nl-01', 'in private subnets', { PubAAssociation: null, PubBAssociation: null }, 'blocked lb-subnet Nlb'],
  ['nl-01', 'its health checks', {}, 'open', from('Nlb', 'Service', 8080)],
  ['nl-02', 'client addresses kept, health checks from its own addresses', {}, 'open', from('Nlb', 'Service', 8080)],
  [
    'nl-05',
    'UDP with a task that admits clients and not the nodes, whose health checks fail',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '203.0.113.0/24' }, 'udp')] },
    'blocked sg-in AppSg',
    from('Nlb', 'Service', 8080),
  ],
  [
    'nl-06',
    'health checks of an NLB whose group lets nobody in',
    { 'NlbSg.SecurityGroupIngress': [] },
    'open',
    from('Nlb', 'Service', 8080),
  ],
  [
    'nl-06',
    'health checks of an NLB whose group lets nothing out',
    { 'NlbSg.SecurityGroupEgress': [rule(1, { CidrIp: '10.9.9.9/32' })] },
    'blocked sg-out NlbSg',
    from('Nlb', 'Service', 8080),
  ],
  [
    'nl-06',
    'a task that admits the nodes by their subnets where client addresses are kept',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' })] },
    'blocked sg-in AppSg',
  ],
  [
    'nl-06',
    'a task that admits the nodes by their subnets where client addresses are not kept',
    {
      'TargetGroup.TargetGroupAttributes': null,
      'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' })],
    },
    'open',
  ],
  [
    'nl-11',
    'crossing zones on',
    { 'Nlb.LoadBalancerAttributes': [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }] },
    'blocked lb-zone Nlb',
  ],
  [
    'nl-10',
    'the zone of the only targets is not the one of the asked address',
    { 'Nlb.LoadBalancerAttributes': [{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }] },
    'open',
  ],
  [
    'un-14',
    'a client of a peered VPC by the address that is kept',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.1.0/24' })] },
    'open',
  ],
  [
    'un-14',
    'client addresses not kept, and a rule for the block of the nodes',
    {
      'TargetGroup.TargetGroupAttributes': null,
      'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' })],
    },
    'open',
  ],
  [
    'un-14',
    'client addresses not kept, and a rule that names the group of the client',
    { 'TargetGroup.TargetGroupAttributes': null },
    'blocked sg-in AppSg',
  ],
  [
    'un-14',
    'a service that calls itself, with any count',
    { 'Service.DesiredCount': null, 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' })] },
    'blocked lb-hairpin TargetGroup may',
    from('Service', 'Nlb', 80),
  ],
];

const start = { startup: 'Service' };
const image = (name: string): Changes => ({ 'TaskDef.ContainerDefinitions.0.Image': name });
const ECR = '111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1';
const secret = (from: string): Changes => ({
  'TaskDef.ContainerDefinitions.0.Secrets': [{ Name: 'S', ValueFrom: from }],
});
const isolated: Changes = { PubDefault: null };
const shutGroup: Changes = {
  EndpointSg: resource('EC2::SecurityGroup', {
    GroupDescription: 'e',
    VpcId: '@Vpc',
    SecurityGroupIngress: [rule(443, { CidrIp: '10.0.0.0/16' })],
  }),
};
/** Endpoints in the public subnet of a template that has no private one. */
const endpoints = (...services: readonly string[]): Changes => ({
  ...shutGroup,
  ...Object.fromEntries(
    services.map((service) => [`E${service.replace(/\W/g, '')}`, endpoint(service, { SubnetIds: ['@PubA'] })]),
  ),
});
const gateway: Changes = {
  S3: resource('EC2::VPCEndpoint', {
    ServiceName: 'com.amazonaws.us-east-1.s3',
    VpcId: '@Vpc',
    RouteTableIds: ['@PubTable'],
  }),
};
const AGENT = ['ecs', 'ecs-agent', 'ecs-telemetry'] as const;

const STARTS: readonly Variation[] = [
  [
    'st-01',
    'no endpoint for ecr.dkr, and a NAT gateway',
    {
      EcrDkr: null,
      Default: route('PrivTable', '0.0.0.0/0', { NatGatewayId: '@Nat' }),
      Nat: resource('EC2::NatGateway', { AvailabilityMode: 'regional', VpcId: '@Vpc' }),
      Igw: resource('EC2::InternetGateway'),
      At: resource('EC2::VPCGatewayAttachment', { VpcId: '@Vpc', InternetGatewayId: '@Igw' }),
    },
    'open',
  ],
  [
    'st-10',
    'endpoints that let nobody in, and a NAT gateway',
    {
      Default: route('PrivTable', '0.0.0.0/0', { NatGatewayId: '@Nat' }),
      Nat: resource('EC2::NatGateway', { AvailabilityMode: 'regional', VpcId: '@Vpc' }),
      Igw: resource('EC2::InternetGateway'),
      At: resource('EC2::VPCGatewayAttachment', { VpcId: '@Vpc', InternetGatewayId: '@Igw' }),
    },
    'blocked endpoint-sg EndpointSg',
  ],
  [
    'st-07',
    'private names off, and a NAT gateway',
    {
      Default: route('PrivTable', '0.0.0.0/0', { NatGatewayId: '@Nat' }),
      Nat: resource('EC2::NatGateway', { AvailabilityMode: 'regional', VpcId: '@Vpc' }),
      Igw: resource('EC2::InternetGateway'),
      At: resource('EC2::VPCGatewayAttachment', { VpcId: '@Vpc', InternetGatewayId: '@Igw' }),
    },
    'open',
  ],
  ['st-01', 'the platform called LATEST', { 'Service.PlatformVersion': 'LATEST' }, 'open'],
  [
    'st-18',
    'the platform called LATEST',
    { 'Service.PlatformVersion': 'LATEST' },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ecr.api',
  ],
  [
    'st-18',
    'the platform is left out',
    { 'Service.PlatformVersion': null },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ecr.api',
  ],
  [
    'st-17',
    'no way to S3 on the old platform',
    { S3: null },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.s3',
  ],
  [
    'st-17',
    'no way to the logs on the old platform',
    { Logs: null },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.logs',
  ],
  ['st-17', 'Docker Hub on the old platform', image('nginx'), 'blocked route PrivTable'],
  [
    'st-01',
    'a parameter by its bare name',
    { ...secret('/app/key') },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ssm',
  ],
  [
    'st-01',
    'a parameter by its ARN',
    { ...secret('arn:aws:ssm:us-east-1:111122223333:parameter/app/key') },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ssm',
  ],
  [
    'st-01',
    'a secret by its ARN',
    { ...secret('arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf') },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.secretsmanager',
  ],
  [
    'st-01',
    'a secret of another region',
    {
      ...secret('arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-AbCdEf'),
      Secrets: endpoint('secretsmanager'),
    },
    'blocked route PrivTable',
  ],
  [
    'st-01',
    'a secret of the log driver',
    {
      'TaskDef.ContainerDefinitions.0.LogConfiguration.SecretOptions': [
        { Name: 'x', ValueFrom: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf' },
      ],
    },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.secretsmanager',
  ],
  [
    'st-01',
    'credentials of a registry',
    {
      'TaskDef.ContainerDefinitions.0.RepositoryCredentials': {
        CredentialsParameter: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:app-AbCdEf',
      },
    },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.secretsmanager',
  ],
  [
    'st-01',
    'a second container from Docker Hub',
    { 'TaskDef.ContainerDefinitions.1': { Name: 'side', Image: 'envoyproxy/envoy:v1' } },
    'blocked route PrivTable',
  ],
  ['st-01', 'quay.io', image('quay.io/a/b:1'), 'blocked route PrivTable'],
  ['st-01', 'a registry that may stand anywhere', image('registry.example.com/a:1'), 'unknown route Service'],
  [
    'st-01',
    'the image is a parameter',
    { 'TaskDef.ContainerDefinitions.0.Image': { 'Fn::ImportValue': 'image' } },
    'unknown route Service',
  ],
  [
    'st-01',
    'an image of a repository of the template',
    {
      Repo: resource('ECR::Repository'),
      'TaskDef.ContainerDefinitions.0.Image': { 'Fn::Sub': '${Repo.RepositoryUri}:1' },
    },
    'open',
  ],
  [
    'st-01',
    'another endpoint for the logs',
    { 'TaskDef.ContainerDefinitions.0.LogConfiguration.Options.awslogs-endpoint': 'https://logs.example' },
    'unknown route Service',
  ],
  [
    'st-01',
    'a router for logs from ECR Public',
    {
      'TaskDef.ContainerDefinitions.1': {
        Name: 'router',
        Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:stable',
        FirelensConfiguration: { Type: 'fluentbit' },
      },
      'TaskDef.ContainerDefinitions.0.LogConfiguration': { LogDriver: 'awsfirelens' },
    },
    'blocked route PrivTable',
  ],
  [
    'st-01',
    'containers that only depend on themselves need no rule for health checks',
    { 'TaskDef.ContainerDefinitions.0.HealthCheck': { Command: ['CMD-SHELL', 'curl -f http://localhost/'] } },
    'open',
  ],
  ['st-01', 'ECS Exec is not needed to start', { 'Service.EnableExecuteCommand': true }, 'open'],
  ['st-01', 'Service Connect switched off', { 'Service.ServiceConnectConfiguration': { Enabled: false } }, 'open'],
  [
    'st-38',
    'Service Connect over the internet',
    { 'Service.ServiceConnectConfiguration': { Enabled: true, Namespace: 'shop' } },
    'open',
  ],
  [
    'st-38',
    'outgoing rules for 80 only',
    { 'AppSg.SecurityGroupEgress': [rule(80, { CidrIp: '0.0.0.0/0' })] },
    'blocked sg-out AppSg',
  ],
  ['st-38', 'outgoing rules for 443', { 'AppSg.SecurityGroupEgress': [rule(443, { CidrIp: '0.0.0.0/0' })] }, 'open'],
  [
    'st-38',
    'outgoing rules for 443 over UDP',
    { 'AppSg.SecurityGroupEgress': [rule(443, { CidrIp: '0.0.0.0/0' }, 'udp')] },
    'blocked sg-out AppSg',
  ],
  [
    'st-38',
    'outgoing rules for IPv6',
    { 'AppSg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIpv6: '::/0' }] },
    'blocked sg-out AppSg',
  ],
  [
    'st-38',
    'whether it has a public address is a parameter',
    { 'Service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp': { 'Fn::ImportValue': 'public' } },
    'unknown no-public-ip Service',
  ],
  [
    'st-38',
    'its groups are of another stack',
    { 'Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': [{ 'Fn::ImportValue': 'g' }] },
    'unknown sg-out Service',
  ],
  [
    'st-38',
    'its groups are of another stack, and it has no public address',
    {
      'Service.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': [{ 'Fn::ImportValue': 'g' }],
      'Service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp': 'DISABLED',
    },
    'blocked no-public-ip Service',
  ],
  [
    'st-38',
    'block public access in both directions',
    { Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-bidirectional' }) },
    'blocked bpa Bpa',
  ],
  [
    'st-38',
    'block public access for what comes in',
    { Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }) },
    'blocked bpa Bpa',
  ],
  ['st-38', 'on instances', { 'Service.LaunchType': 'EC2' }, 'unknown route Service'],
  ['st-38', 'on machines outside of AWS', { 'Service.LaunchType': 'EXTERNAL' }, 'unknown route Service'],
  [
    'st-38',
    'on Fargate by a strategy',
    {
      'Service.LaunchType': null,
      'Service.CapacityProviderStrategy': [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
    },
    'open',
  ],
  [
    'st-39',
    'on Fargate by a strategy',
    {
      'Service.LaunchType': null,
      'Service.CapacityProviderStrategy': [{ CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
    },
    'blocked no-public-ip Service',
  ],
  [
    'st-53',
    'instances in an isolated subnet with nothing',
    isolated,
    'blocked endpoint-missing PubTable com.amazonaws.us-east-1.ecs',
  ],
  [
    'st-53',
    'instances with the endpoints of the agent, and an image of Docker Hub',
    { ...isolated, ...endpoints(...AGENT, 'logs') },
    'blocked route PubTable',
  ],
  [
    'st-53',
    'instances with all endpoints',
    { ...isolated, ...endpoints(...AGENT, 'logs', 'ecr.api', 'ecr.dkr'), ...gateway, ...image(ECR) },
    'open',
  ],
  [
    'st-53',
    'instances with all endpoints but that of the logs',
    { ...isolated, ...endpoints(...AGENT, 'ecr.api', 'ecr.dkr'), ...gateway, ...image(ECR) },
    'blocked endpoint-missing PubTable com.amazonaws.us-east-1.logs',
  ],
  [
    'st-53',
    'instances whose group lets nothing out',
    { 'InstanceSg.SecurityGroupEgress': [rule(1, { CidrIp: '10.9.9.9/32' })] },
    'blocked sg-out InstanceSg',
  ],
  [
    'st-54',
    'bridge tasks, with the address given by an entry of its subnet',
    { 'PubA.MapPublicIpOnLaunch': true },
    'blocked no-public-ip LaunchTemplate',
  ],
  ['in-12', 'an awsvpc task on instances that have a public address', {}, 'open', start],
  [
    'in-12',
    'an awsvpc task in a subnet without a way out, on instances with one',
    { PrivDefault: null },
    'open',
    start,
  ],
  [
    'in-12',
    'an awsvpc task with a way out, on instances without one',
    { PubDefault: null },
    'blocked endpoint-missing PubTable com.amazonaws.us-east-1.ecs',
    start,
  ],
  [
    'in-12',
    'an awsvpc task on instances that asks for a public address',
    {
      'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets': ['@PubA'],
      'Service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp': 'ENABLED',
    },
    'blocked no-public-ip Service',
  ],
  [
    'in-12',
    'ECS Exec of an awsvpc task on instances is a matter of the task',
    { PrivDefault: null },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ssmmessages',
    from('Service', 'aws:ssmmessages', 443),
  ],
  [
    'st-53',
    'ECS Exec of a bridge task is a matter of the instance',
    {},
    'open',
    from('Service', 'aws:ssmmessages', 443),
  ],
  [
    'st-43',
    'on instances, which mount for their tasks',
    { ...{ 'Service.LaunchType': 'EC2' } },
    'unknown route Service',
  ],
  [
    'st-43',
    'a rule that names the group of the task',
    { 'EfsSg.SecurityGroupIngress': [rule(2049, { SourceSecurityGroupId: '@AppSg.GroupId' })] },
    'open',
  ],
  [
    'st-43',
    'a rule for UDP',
    { 'EfsSg.SecurityGroupIngress': [rule(2049, { CidrIp: '10.0.0.0/16' }, 'udp')] },
    'blocked sg-in EfsSg',
  ],
  [
    'st-43',
    'the outgoing rules of the mount target play no part',
    { 'EfsSg.SecurityGroupEgress': [rule(1, { CidrIp: '10.9.9.9/32' })] },
    'open',
  ],
  ['st-43', 'no DNS in the VPC', { 'Vpc.EnableDnsSupport': false }, 'blocked dns Vpc'],
  [
    'st-43',
    'mount targets of the two zones of the tasks',
    {
      ...subnetsOf('PrivA', 'PrivB'),
      AssociationB: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivB', RouteTableId: '@PrivTable' }),
      MountTargetB: resource('EFS::MountTarget', {
        FileSystemId: '@FileSystem',
        SubnetId: '@PrivB',
        SecurityGroups: ['@EfsSg.GroupId'],
      }),
    },
    'open',
  ],
  [
    'st-43',
    'mount targets of the two zones of the tasks, one of which admits nobody',
    {
      ...subnetsOf('PrivA', 'PrivB'),
      AssociationB: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivB', RouteTableId: '@PrivTable' }),
      Shut: resource('EC2::SecurityGroup', { GroupDescription: 's', VpcId: '@Vpc' }),
      MountTargetB: resource('EFS::MountTarget', {
        FileSystemId: '@FileSystem',
        SubnetId: '@PrivB',
        SecurityGroups: ['@Shut.GroupId'],
      }),
    },
    'blocked sg-in Shut may',
  ],
  [
    'st-43',
    'a mount target in another subnet of the zone',
    {
      PrivC: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.3.0/24', AvailabilityZone: 'us-east-1a' }),
      'MountTarget.SubnetId': '@PrivC',
    },
    'open',
  ],
  [
    'st-43',
    'an ACL at the mount target that lets no answers out',
    {
      PrivC: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.3.0/24', AvailabilityZone: 'us-east-1a' }),
      'MountTarget.SubnetId': '@PrivC',
      ...aclOf('Acl', 'PrivC'),
      In: entry('Acl', 1, false, '10.0.0.0/16', [2049, 2049]),
    },
    'blocked nacl-return Acl',
  ],
  [
    'st-43',
    'a file system of another stack',
    { 'TaskDef.Volumes.0.EFSVolumeConfiguration.FilesystemId': { 'Fn::ImportValue': 'fs' } },
    'unknown dns Service',
  ],
];

const INTERNET: readonly Variation[] = [
  [
    'in-14',
    'an exclusion for both directions',
    {
      Ex: resource('EC2::VPCBlockPublicAccessExclusion', {
        VpcId: '@Vpc',
        InternetGatewayExclusionMode: 'allow-bidirectional',
      }),
    },
    'open',
  ],
  [
    'in-14',
    'an exclusion for another VPC',
    {
      Other: resource('EC2::VPC', { CidrBlock: '10.9.0.0/16' }),
      Ex: resource('EC2::VPCBlockPublicAccessExclusion', {
        VpcId: '@Other',
        InternetGatewayExclusionMode: 'allow-bidirectional',
      }),
    },
    'blocked bpa Bpa',
  ],
  [
    'in-14',
    'the mode is a parameter',
    { 'Bpa.InternetGatewayBlockMode': { 'Fn::ImportValue': 'mode' } },
    'unknown bpa Bpa',
  ],
  [
    'in-15',
    'what goes out of an interface with a public address',
    {
      'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets': ['@PubA'],
      'Service.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp': 'ENABLED',
    },
    'blocked bpa Bpa',
  ],
  [
    'di-01',
    'asked at an address that the group does not admit',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '203.0.113.0/24' })] },
    'blocked sg-in AppSg',
    from('198.51.100.9', 'Service', 8080),
  ],
  [
    'di-01',
    'the group admits another group',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { SourceSecurityGroupId: '@AppSg.GroupId' })] },
    'blocked sg-in AppSg',
  ],
  [
    'di-01',
    'an internet gateway of another VPC',
    { Other: resource('EC2::VPC', { CidrBlock: '10.9.0.0/16' }), 'IgwAttachment.VpcId': '@Other' },
    'blocked route PubDefault',
  ],
  [
    'di-01',
    'an ACL that lets the port in and answers out',
    {
      ...aclOf('Acl', 'PubA'),
      In: entry('Acl', 1, false, '0.0.0.0/0', [8080, 8080]),
      Back: entry('Acl', 1, true, '0.0.0.0/0', [1024, 65535]),
    },
    'open',
  ],
  [
    'di-01',
    'an ACL that lets answers out on the ports of Linux only',
    {
      ...aclOf('Acl', 'PubA'),
      In: entry('Acl', 1, false, '0.0.0.0/0', [8080, 8080]),
      Back: entry('Acl', 1, true, '0.0.0.0/0', [32768, 60999]),
    },
    'blocked nacl-return Acl may',
  ],
  [
    'di-01',
    'an ACL that lets no answers out',
    { ...aclOf('Acl', 'PubA'), In: entry('Acl', 1, false, '0.0.0.0/0', [8080, 8080]) },
    'blocked nacl-return Acl',
  ],
  [
    'di-01',
    'a default route for what comes in by UDP',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '0.0.0.0/0' }, 'udp')] },
    'open',
    from('internet', 'Service', 8080, 'udp'),
  ],
  [
    'di-01',
    'the subnets of two, one of which leads nowhere',
    {
      PubB: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.102.0/24', AvailabilityZone: 'us-east-1b' }),
      ...subnetsOf('PubA', 'PubB'),
    },
    'blocked route PubB may',
  ],
  ['di-01', 'a private address as the caller', {}, 'blocked route PubTable', from('192.168.7.7', 'Service', 8080)],
  [
    'db-01',
    'public, in public subnets',
    {
      'Db.PubliclyAccessible': true,
      'DbSg.SecurityGroupIngress': [rule(5432, { CidrIp: '0.0.0.0/0' })],
      Igw: resource('EC2::InternetGateway'),
      At: resource('EC2::VPCGatewayAttachment', { VpcId: '@Vpc', InternetGatewayId: '@Igw' }),
      T: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
      Ta: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivA', RouteTableId: '@T' }),
      Tb: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivB', RouteTableId: '@T' }),
      D: route('T', '0.0.0.0/0', { GatewayId: '@Igw' }),
    },
    'open',
    from('internet', 'Db', 5432),
  ],
  ['in-10', 'a function from the internet', {}, 'blocked listener Fn', from('internet', 'Fn', 443)],
  [
    'di-01',
    'an internet gateway is attached by the route of another stack',
    { 'PubDefault.GatewayId': { 'Fn::ImportValue': 'igw' } },
    'unknown route PubDefault',
  ],
];

const HUBS: readonly Variation[] = [
  ['tg-05', 'a default route to the transit gateway', { 'AToB.DestinationCidrBlock': '0.0.0.0/0' }, 'open'],
  [
    'tg-05',
    'a rule for the block of the caller',
    {
      'BSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' })],
      'Tgw.SecurityGroupReferencingSupport': null,
    },
    'open',
  ],
  [
    'tg-05',
    'referencing left out at the gateway',
    { 'Tgw.SecurityGroupReferencingSupport': null },
    'blocked sg-in BSg',
  ],
  ['tg-05', 'referencing left out at the attachments', { 'AttachA.Options': null, 'AttachB.Options': null }, 'open'],
  [
    'tg-05',
    'the attachment of the callee in another zone than the caller',
    {
      'AttachB.SubnetIds': ['@PrivB2'],
      PrivB2: resource('EC2::Subnet', { VpcId: '@VpcB', CidrBlock: '10.1.2.0/24', AvailabilityZone: 'us-east-1b' }),
      AssocB2: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivB2', RouteTableId: '@TableB' }),
    },
    'blocked route AttachB',
  ],
  [
    'tg-05',
    'an ACL at the callee that admits nobody',
    {
      Acl: resource('EC2::NetworkAcl', { VpcId: '@VpcB' }),
      AclOf: resource('EC2::SubnetNetworkAclAssociation', { SubnetId: '@PrivB', NetworkAclId: '@Acl' }),
      'AttachB.SubnetIds': ['@PrivB2'],
      PrivB2: resource('EC2::Subnet', { VpcId: '@VpcB', CidrBlock: '10.1.2.0/24', AvailabilityZone: 'us-east-1a' }),
    },
    'blocked nacl-in Acl',
  ],
  [
    'tg-05',
    'the gateway is of another account',
    {
      Tgw: null,
      'AToB.TransitGatewayId': { 'Fn::ImportValue': 'tgw' },
      'BToA.TransitGatewayId': { 'Fn::ImportValue': 'tgw' },
      'AttachA.TransitGatewayId': { 'Fn::ImportValue': 'tgw' },
      'AttachB.TransitGatewayId': { 'Fn::ImportValue': 'tgw' },
    },
    'unknown route AToB',
  ],
  [
    'tg-05',
    'whether it associates by default is a parameter',
    { 'Tgw.DefaultRouteTableAssociation': { 'Fn::ImportValue': 'x' } },
    'unknown route AttachA',
  ],
  [
    'pe-01',
    'peering connections do not carry what is for the internet',
    { ADefault: route('TableA', '0.0.0.0/0', { VpcPeeringConnectionId: '@Peering' }) },
    'blocked route ADefault',
    from('A', '203.0.113.7', 443),
  ],
  [
    'pe-01',
    'a route of the peer for a part of the caller',
    { 'BToA.DestinationCidrBlock': '10.0.1.0/25' },
    'blocked route TableB may',
  ],
  [
    'pe-01',
    'the peering is of another stack',
    {
      Peering: null,
      'AToB.VpcPeeringConnectionId': { 'Fn::ImportValue': 'p' },
      'BToA.VpcPeeringConnectionId': { 'Fn::ImportValue': 'p' },
    },
    'unknown route AToB',
  ],
  [
    'pe-01',
    'the VPC of the peer is of another stack',
    { 'Peering.PeerVpcId': { 'Fn::ImportValue': 'vpc' } },
    'unknown route Peering',
  ],
];

const NAMES: readonly Variation[] = [
  [
    'dn-01',
    'an address record of a private address of the database',
    {
      'Record.Type': 'A',
      'Record.ResourceRecords': null,
      'Record.AliasTarget': { DNSName: '@Db.Endpoint.Address', HostedZoneId: 'Z' },
    },
    'open',
  ],
  [
    'dn-01',
    'the zone with a dot at its end',
    { 'Zone.Name': 'internal.example.', 'Record.Name': 'db.internal.example.' },
    'open',
  ],
  ['dn-01', 'a name of another zone is public', {}, 'blocked route PrivA', from('Service', 'db.public.example', 5432)],
  ['dn-01', 'the zone is public', { 'Zone.VPCs': null }, 'blocked route PrivA'],
  [
    'dn-01',
    'the zone answers in both VPCs',
    {
      'Zone.VPCs': [
        { VPCId: '@OtherVpc', VPCRegion: 'us-east-1' },
        { VPCId: '@Vpc', VPCRegion: 'us-east-1' },
      ],
    },
    'open',
  ],
  [
    'dn-01',
    'the VPCs of the zone are of another stack',
    { 'Zone.VPCs': [{ VPCId: { 'Fn::ImportValue': 'vpc' }, VPCRegion: 'us-east-1' }] },
    'unknown dns Zone',
  ],
  [
    'dn-01',
    'a more specific zone of another VPC',
    {
      Deep: resource('Route53::HostedZone', {
        Name: 'db.internal.example',
        VPCs: [{ VPCId: '@OtherVpc', VPCRegion: 'us-east-1' }],
      }),
    },
    'open',
  ],
  [
    'dn-01',
    'a group of records',
    {
      Record: resource('Route53::RecordSetGroup', {
        HostedZoneId: '@Zone',
        RecordSets: [
          { Name: 'db.internal.example', Type: 'CNAME', TTL: '60', ResourceRecords: ['@Db.Endpoint.Address'] },
        ],
      }),
    },
    'open',
  ],
  [
    'dn-01',
    "DHCP options with Amazon's resolver",
    {
      Dhcp: resource('EC2::DHCPOptions', { DomainNameServers: ['AmazonProvidedDNS'] }),
      DhcpOf: resource('EC2::VPCDHCPOptionsAssociation', { VpcId: '@Vpc', DhcpOptionsId: '@Dhcp' }),
    },
    'open',
  ],
  [
    'dn-01',
    'DNS host names left out, which CloudFormation has off',
    { 'Vpc.EnableDnsHostnames': null },
    'blocked dns Vpc',
  ],
  ['dn-01', 'DNS support left out, which is on', { 'Vpc.EnableDnsSupport': null }, 'open'],
  [
    'dn-01',
    'whether DNS host names are on is a parameter',
    { 'Vpc.EnableDnsHostnames': { 'Fn::ImportValue': 'x' } },
    'unknown dns Vpc',
  ],
  [
    'dn-06',
    'records that hold ports, not addresses',
    { 'BName.DnsConfig.DnsRecords': [{ Type: 'SRV', TTL: 10 }] },
    'blocked dns Namespace',
  ],
  [
    'dn-06',
    'a namespace for the API only',
    { Namespace: resource('ServiceDiscovery::HttpNamespace', { Name: 'shop.internal' }) },
    'blocked dns Namespace',
  ],
  ['dn-06', 'no DNS in the VPC', { 'Vpc.EnableDnsSupport': false }, 'blocked dns Vpc'],
  ['dn-06', 'the name of the namespace by itself', {}, 'blocked dns Namespace', from('A', 'shop.internal', 8080)],
  ['dn-06', 'in capitals', {}, 'open', from('A', 'B.Shop.Internal', 8080)],
  ['lb-19', 'the name of a balancer without DNS', { 'Vpc.EnableDnsSupport': false }, 'blocked dns Vpc'],
  [
    'lb-19',
    'an alias to the balancer',
    {
      Zone: resource('Route53::HostedZone', { Name: 'in.example', VPCs: [{ VPCId: '@Vpc', VPCRegion: 'us-east-1' }] }),
      Record: resource('Route53::RecordSet', {
        HostedZoneId: '@Zone',
        Name: 'api.in.example',
        Type: 'A',
        AliasTarget: { DNSName: { 'Fn::Sub': 'dualstack.${Alb.DNSName}' }, HostedZoneId: '@Alb.CanonicalHostedZoneID' },
      }),
    },
    'open',
    from('Client', 'api.in.example', 80),
  ],
  [
    'lb-19',
    'an alias to the balancer, whose group does not admit the client',
    {
      'AlbSg.SecurityGroupIngress': null,
      Zone: resource('Route53::HostedZone', { Name: 'in.example', VPCs: [{ VPCId: '@Vpc', VPCRegion: 'us-east-1' }] }),
      Record: resource('Route53::RecordSet', {
        HostedZoneId: '@Zone',
        Name: 'api.in.example',
        Type: 'A',
        AliasTarget: { DNSName: '@Alb.DNSName', HostedZoneId: '@Alb.CanonicalHostedZoneID' },
      }),
    },
    'blocked sg-in AlbSg',
    from('Client', 'api.in.example', 80),
  ],
];

describeVariations({
  routes: ROUTES,
  'network ACLs': ACLS,
  'security groups': GROUPS,
  IPv6: SIXES,
  endpoints: ENDPOINTS,
  databases: DATABASES,
  'load balancers': BALANCERS,
  starts: STARTS,
  'the internet': INTERNET,
  'VPCs beside each other': HUBS,
  names: NAMES,
});
