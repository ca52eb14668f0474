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
const vpcOnly: Changes = { 'AppSg.SecurityGroupEgress': [rule(443, { CidrIp: '10.0.0.0/16' })] };

const STARTS: readonly Variation[] = [
  [
    'st-01',
    'no endpoint for ecr.api',
    { EcrApi: null },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ecr.api',
  ],
  ['st-01', 'no endpoint for logs', { Logs: null }, 'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.logs'],
  ['st-01', 'no endpoint for S3', { S3: null }, 'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.s3'],
  ['st-01', 'DNS host names off', { 'Vpc.EnableDnsHostnames': false }, 'blocked endpoint-dns Vpc'],
  ['st-01', 'DNS host names left out', { 'Vpc.EnableDnsHostnames': null }, 'blocked endpoint-dns Vpc'],
  ['st-01', 'no DNS at all', { 'Vpc.EnableDnsSupport': false, 'Vpc.EnableDnsHostnames': false }, 'blocked dns Vpc'],
  [
    'st-01',
    'a group of the endpoints that admits another subnet',
    { 'EndpointSg.SecurityGroupIngress': [rule(443, { CidrIp: '10.0.9.0/24' })] },
    'blocked endpoint-sg EndpointSg',
  ],
  [
    'st-01',
    'a group of the endpoints that admits another port',
    { 'EndpointSg.SecurityGroupIngress': [rule(80, { CidrIp: '10.0.0.0/16' })] },
    'blocked endpoint-sg EndpointSg',
  ],
  [
    'st-01',
    'a rule beside the group of the endpoints',
    {
      'EndpointSg.SecurityGroupIngress': null,
      Rule: resource('EC2::SecurityGroupIngress', {
        GroupId: '@EndpointSg.GroupId',
        IpProtocol: 'tcp',
        FromPort: '443',
        ToPort: '443',
        SourceSecurityGroupId: '@AppSg',
      }),
    },
    'open',
  ],
  ['st-01', 'outgoing rules for the VPC only', vpcOnly, 'blocked sg-out AppSg'],
  [
    'st-01',
    'outgoing rules for the VPC and the prefix list of S3',
    {
      'AppSg.SecurityGroupEgress': [
        rule(443, { CidrIp: '10.0.0.0/16' }),
        rule(443, { DestinationPrefixListId: 'pl-63a5400a' }),
      ],
    },
    'open',
  ],
  [
    'st-01',
    'outgoing rules for the VPC and a prefix list that is given at deployment',
    {
      'AppSg.SecurityGroupEgress': [
        rule(443, { CidrIp: '10.0.0.0/16' }),
        rule(443, { DestinationPrefixListId: { 'Fn::ImportValue': 's3-list' } }),
      ],
    },
    'unknown sg-out AppSg',
  ],
  [
    'st-01',
    'outgoing rules for the group of the endpoints and the prefix list of S3',
    {
      'AppSg.SecurityGroupEgress': [
        rule(443, { DestinationSecurityGroupId: '@EndpointSg.GroupId' }),
        rule(443, { DestinationPrefixListId: 'pl-63a5400a' }),
      ],
    },
    'open',
  ],
  [
    'st-19',
    'a secret on platform 1.3.0 without an endpoint for it',
    { 'Service.PlatformVersion': '1.3.0', Secrets: null },
    'open',
  ],
  [
    'st-01',
    'a second subnet whose table is not listed by the endpoint for S3',
    {
      ...privB,
      TableB: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
      AssociationB: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivB', RouteTableId: '@TableB' }),
      ...subnetsOf('PrivA', 'PrivB'),
    },
    'blocked route TableB may',
  ],
  [
    'st-01',
    'a second subnet without a table of its own',
    { ...privB, ...subnetsOf('PrivA', 'PrivB') },
    'blocked route PrivB may',
  ],
  ['st-01', 'a subnet without a table of its own', { PrivAAssociation: null }, 'blocked route PrivA'],
  ['st-24', 'Docker Hub in a subnet without a table of its own', { PrivAAssociation: null }, 'blocked route PrivA'],
  ['in-02', 'Docker Hub over a NAT gateway', {}, 'open', { startup: 'Service' }],
  ['in-10', 'NAT gateway in the subnet that it serves', { 'Nat.SubnetId': '@PrivA' }, 'blocked nat-misplaced Nat'],
  [
    'in-10',
    'NAT gateway in another VPC',
    {
      Other: resource('EC2::VPC', { CidrBlock: '10.9.0.0/16' }),
      Igw2: resource('EC2::InternetGateway'),
      Igw2Attachment: resource('EC2::VPCGatewayAttachment', { VpcId: '@Other', InternetGatewayId: '@Igw2' }),
      OtherPub: resource('EC2::Subnet', {
        VpcId: '@Other',
        CidrBlock: '10.9.0.0/24',
        AvailabilityZone: 'us-east-1a',
      }),
      OtherTable: resource('EC2::RouteTable', { VpcId: '@Other' }),
      OtherDefault: resource('EC2::Route', {
        RouteTableId: '@OtherTable',
        DestinationCidrBlock: '0.0.0.0/0',
        GatewayId: '@Igw2',
      }),
      OtherAssociation: resource('EC2::SubnetRouteTableAssociation', {
        SubnetId: '@OtherPub',
        RouteTableId: '@OtherTable',
      }),
      'Nat.SubnetId': '@OtherPub',
    },
    'blocked nat-misplaced Nat',
  ],
  [
    'in-10',
    'a route of the subnet of the NAT gateway to some public addresses only',
    { 'PubDefault.DestinationCidrBlock': '198.51.100.0/24' },
    'blocked route PubTable may',
  ],
  [
    'in-10',
    'NAT gateway in another private subnet',
    { ...privB, 'Nat.SubnetId': '@PrivB' },
    'blocked nat-misplaced Nat',
  ],
  [
    'in-10',
    'NAT gateway in a public subnet that has lost its route',
    { PubDefault: null },
    'blocked nat-misplaced Nat',
  ],
  [
    'in-10',
    'a private NAT gateway',
    { 'Nat.ConnectivityType': 'private', 'Nat.AllocationId': null },
    'blocked nat-misplaced Nat',
  ],
  [
    'in-10',
    'a regional NAT gateway',
    { Nat: resource('EC2::NatGateway', { AvailabilityMode: 'regional', VpcId: '@Vpc' }) },
    'open',
  ],
  [
    'in-10',
    'a regional NAT gateway that no route leads to',
    { Nat: resource('EC2::NatGateway', { AvailabilityMode: 'regional', VpcId: '@Vpc' }), PrivDefault: null },
    'blocked route PrivTable',
  ],
  [
    'in-10',
    'a regional NAT gateway in a VPC without an internet gateway',
    {
      Nat: resource('EC2::NatGateway', { AvailabilityMode: 'regional', VpcId: '@Vpc' }),
      IgwAttachment: null,
      PubDefault: null,
    },
    'blocked nat-misplaced Nat',
  ],
  ['in-10', 'an internet gateway that is not attached', { IgwAttachment: null }, 'blocked nat-misplaced Nat'],
  [
    'st-38',
    'an internet gateway that is not attached, asked directly',
    { IgwAttachment: null },
    'blocked route PubDefault',
  ],
  [
    'st-53',
    'instances with the endpoints of the agent, one missing',
    {
      PubDefault: null,
      EndpointSg: resource('EC2::SecurityGroup', {
        GroupDescription: 'e',
        VpcId: '@Vpc',
        SecurityGroupIngress: [rule(443, { CidrIp: '10.0.0.0/16' })],
      }),
      Ecs: endpoint('ecs', { SubnetIds: ['@PubA'] }),
      EcsAgent: endpoint('ecs-agent', { SubnetIds: ['@PubA'] }),
    },
    'blocked endpoint-missing PubTable com.amazonaws.us-east-1.ecs-telemetry',
  ],
  [
    'st-53',
    'instances with public addresses by their subnet',
    {
      'LaunchTemplate.LaunchTemplateData.NetworkInterfaces': null,
      'LaunchTemplate.LaunchTemplateData.SecurityGroupIds': ['@InstanceSg.GroupId'],
      'PubA.MapPublicIpOnLaunch': true,
    },
    'open',
  ],
  [
    'st-53',
    'instances without public addresses by their subnet',
    {
      'LaunchTemplate.LaunchTemplateData.NetworkInterfaces': null,
      'LaunchTemplate.LaunchTemplateData.SecurityGroupIds': ['@InstanceSg.GroupId'],
    },
    'blocked no-public-ip LaunchTemplate',
  ],
  [
    'st-01',
    'Service Connect without the endpoint for ecs-agent',
    { 'Service.ServiceConnectConfiguration': { Enabled: true, Namespace: 'shop' } },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.ecs-agent',
  ],
  [
    'st-01',
    'Service Connect with the endpoint for ecs-agent',
    { 'Service.ServiceConnectConfiguration': { Enabled: true, Namespace: 'shop' }, EcsAgent: endpoint('ecs-agent') },
    'open',
  ],
  [
    'st-01',
    'an image by the name with IPv6',
    { 'TaskDef.ContainerDefinitions.0.Image': '111122223333.dkr-ecr.us-east-1.on.aws/app:1', EcrDkr: null },
    'blocked route PrivTable',
  ],
  [
    'st-01',
    'an image of another region',
    { 'TaskDef.ContainerDefinitions.0.Image': '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1' },
    'blocked route PrivTable',
  ],
  [
    'st-01',
    'an endpoint for another region',
    { 'Logs.ServiceName': 'com.amazonaws.eu-west-1.logs' },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.logs',
  ],
  [
    'st-01',
    'environment files without a way to S3',
    {
      'TaskDef.ContainerDefinitions.0.Image': '111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1',
      'TaskDef.ContainerDefinitions.0.EnvironmentFiles': [{ Type: 's3', Value: 'arn:aws:s3:::bucket/app.env' }],
      S3: null,
    },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.s3',
  ],
  [
    'st-01',
    'names of services by Fn::Sub',
    {
      'Logs.ServiceName': { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.logs' },
      'EcrApi.ServiceName': { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.ecr.api']] },
      'S3.VpcEndpointType': null,
    },
    'open',
  ],
  [
    'st-01',
    'endpoints in another VPC',
    {
      Other: resource('EC2::VPC', { CidrBlock: '10.9.0.0/16' }),
      'Logs.VpcId': '@Other',
    },
    'blocked endpoint-missing PrivTable com.amazonaws.us-east-1.logs',
  ],
  [
    'st-01',
    'an ACL of the subnet of the endpoints that shuts them off',
    {
      ...privB,
      ...aclOf('Acl', 'PrivB'),
      'Logs.SubnetIds': ['@PrivB'],
    },
    'blocked nacl-in Acl',
  ],
  [
    'st-01',
    'endpoints with addresses in two subnets, one of which is shut off',
    {
      ...privB,
      ...aclOf('Acl', 'PrivB'),
      'Logs.SubnetIds': ['@PrivA', '@PrivB'],
    },
    'blocked nacl-in Acl may',
  ],
  [
    'st-43',
    'a mount target with no rule for NFS',
    { 'EfsSg.SecurityGroupIngress': [rule(443, { CidrIp: '10.0.0.0/16' })] },
    'blocked sg-in EfsSg',
  ],
  [
    'st-43',
    'mount targets in one zone, tasks in two',
    {
      ...subnetsOf('PrivA', 'PrivB'),
      AssociationB: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PrivB', RouteTableId: '@PrivTable' }),
    },
    'blocked dns MountTarget may',
  ],
  [
    'st-39',
    'a public subnet that maps public addresses, and a task that asks for none',
    { 'PubA.MapPublicIpOnLaunch': true },
    'blocked no-public-ip Service',
  ],
];

const WAYS: readonly Variation[] = [
  [
    'ss-01',
    'both in one subnet, under an ACL that lets nothing through',
    { ...aclOf('Acl', 'PrivA'), 'B.NetworkConfiguration.AwsvpcConfiguration.Subnets': ['@PrivA'] },
    'open',
  ],
  [
    'ss-01',
    'two subnets under one ACL that lets nothing through',
    {
      ...aclOf('Acl', 'PrivA'),
      AclOfB: resource('EC2::SubnetNetworkAclAssociation', { SubnetId: '@PrivB', NetworkAclId: '@Acl' }),
    },
    'blocked nacl-out Acl',
  ],
  [
    'na-01',
    'a line for all protocols that names ports',
    { InApp: entry('BNacl', 100, false, '10.0.1.0/24', [1, 2], { Protocol: -1 }) },
    'open',
  ],
  [
    'na-01',
    'a line for a protocol that has no ports',
    { InApp: entry('BNacl', 100, false, '10.0.1.0/24', [8080, 8080], { Protocol: 50 }) },
    'blocked nacl-in BNacl',
  ],
  ['na-01', 'a line for UDP', { 'InApp.Protocol': 17 }, 'blocked nacl-in BNacl'],
  ['na-01', 'a block that is not written in its canonical form', { 'InApp.CidrBlock': '10.0.1.77/24' }, 'open'],
  [
    'na-01',
    'a denying line of all protocols before the one that allows',
    { Deny: entry('BNacl', 50, false, '10.0.0.0/16', undefined, { Protocol: '-1', RuleAction: 'deny' }) },
    'blocked nacl-in BNacl',
  ],
  [
    'na-01',
    'a denying line for a part of the subnet of the caller',
    { Deny: entry('BNacl', 50, false, '10.0.1.128/25', undefined, { Protocol: '-1', RuleAction: 'deny' }) },
    'blocked nacl-in BNacl may',
  ],
  [
    'na-01',
    'a denying line for a part of the ports of the answers',
    { Deny: entry('BNacl', 50, true, '10.0.1.0/24', [40000, 50000], { RuleAction: 'deny' }) },
    'blocked nacl-return BNacl may',
  ],
  [
    'na-01',
    'a caller on Windows',
    { 'ATask.RuntimePlatform': { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE', CpuArchitecture: 'X86_64' } },
    'blocked nacl-return BNacl may',
  ],
  [
    'na-01',
    'a caller with a range of its own',
    {
      'ATask.ContainerDefinitions.0.SystemControls': [
        { Namespace: 'net.ipv4.ip_local_port_range', Value: '10000 20000' },
      ],
    },
    'blocked nacl-return BNacl',
  ],
  [
    'na-01',
    'an entry of the default ACL that shuts answers to the caller off',
    {
      Deny: resource('EC2::NetworkAclEntry', {
        NetworkAclId: '@Vpc.DefaultNetworkAcl',
        RuleNumber: 1,
        Protocol: -1,
        RuleAction: 'deny',
        CidrBlock: '0.0.0.0/0',
      }),
      PrivANacl: null,
    },
    'blocked nacl-return Vpc',
  ],
  [
    'ss-01',
    'an entry of the default ACL that denies',
    {
      Deny: resource('EC2::NetworkAclEntry', {
        NetworkAclId: '@Vpc.DefaultNetworkAcl',
        RuleNumber: 1,
        Protocol: -1,
        RuleAction: 'deny',
        Egress: true,
        CidrBlock: '0.0.0.0/0',
      }),
    },
    'blocked nacl-out Vpc',
  ],
  [
    'ss-01',
    'an entry of the default ACL that denies after its own',
    {
      Deny: resource('EC2::NetworkAclEntry', {
        NetworkAclId: '@Vpc.DefaultNetworkAcl',
        RuleNumber: 200,
        Protocol: -1,
        RuleAction: 'deny',
        Egress: true,
        CidrBlock: '0.0.0.0/0',
      }),
    },
    'open',
  ],
  [
    'ss-01',
    'one group for both, with a rule for itself',
    {
      'ASg.SecurityGroupIngress': null,
      Self: resource('EC2::SecurityGroupIngress', { GroupId: '@ASg', IpProtocol: '-1', SourceSecurityGroupId: '@ASg' }),
      'B.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': ['@ASg.GroupId'],
    },
    'open',
  ],
  [
    'ss-01',
    'one group for both, without a rule for itself',
    { 'B.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': ['@ASg.GroupId'] },
    'blocked sg-in ASg',
  ],
  [
    'ss-01',
    'a rule for all ports',
    {
      'BSg.SecurityGroupIngress': [
        { IpProtocol: '-1', FromPort: 443, ToPort: 443, SourceSecurityGroupId: '@ASg.GroupId' },
      ],
    },
    'open',
  ],
  [
    'ss-01',
    'a rule for a range that holds the port',
    {
      'BSg.SecurityGroupIngress': [
        { IpProtocol: '6', FromPort: 8000, ToPort: 8999, SourceSecurityGroupId: '@ASg.GroupId' },
      ],
    },
    'open',
  ],
  [
    'ss-01',
    'a rule for IPv6 only',
    { 'BSg.SecurityGroupIngress': [rule(8080, { CidrIpv6: '::/0' })] },
    'blocked sg-in BSg',
  ],
  [
    'ss-01',
    'a rule for a part of the subnet of the caller',
    { 'BSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.1.0/25' })] },
    'blocked sg-in BSg may',
  ],
  [
    'ss-01',
    'two rules for the halves of the subnet of the caller',
    { 'BSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.1.0/25' }), rule(8080, { CidrIp: '10.0.1.128/25' })] },
    'open',
  ],
  [
    'ss-01',
    'two groups, one of which admits',
    {
      Extra: resource('EC2::SecurityGroup', { GroupDescription: 'x', VpcId: '@Vpc' }),
      'B.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': ['@Extra.GroupId', '@BSg.GroupId'],
    },
    'open',
  ],
  [
    'ss-01',
    'two groups, one of another stack',
    { 'B.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': [{ 'Fn::ImportValue': 'x' }, '@BSg.GroupId'] },
    'open',
  ],
  [
    'ss-02',
    'no rule, and a second group of another stack',
    { 'B.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': [{ 'Fn::ImportValue': 'x' }, '@BSg.GroupId'] },
    'unknown sg-in BSg',
  ],
  [
    'ss-01',
    'outgoing rules beside the group, for another port',
    { Out: resource('EC2::SecurityGroupEgress', { GroupId: '@ASg', ...rule(443, { CidrIp: '0.0.0.0/0' }) }) },
    'unknown sg-out ASg',
  ],
  [
    'ss-01',
    'outgoing rules beside the group, for the port',
    {
      Out: resource('EC2::SecurityGroupEgress', {
        GroupId: '@ASg',
        ...rule(8080, { DestinationSecurityGroupId: '@BSg' }),
      }),
    },
    'open',
  ],
  [
    'ss-01',
    'an outgoing rule that names another group',
    { 'ASg.SecurityGroupEgress': [rule(8080, { DestinationSecurityGroupId: '@ASg.GroupId' })] },
    'blocked sg-out ASg',
  ],
  [
    'ss-01',
    'the caller in the default group by name',
    { 'A.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': ['@Vpc.DefaultSecurityGroup'] },
    'blocked sg-in BSg',
  ],
  [
    'ss-01',
    'the callee admits the default group by name',
    {
      'A.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': null,
      'BSg.SecurityGroupIngress': [rule(8080, { SourceSecurityGroupId: '@Vpc.DefaultSecurityGroup' })],
    },
    'open',
  ],
  [
    'ss-13',
    'a callee that names no group, a caller that does',
    { 'A.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': ['@ASg.GroupId'] },
    'blocked sg-in B',
  ],
  [
    'ss-01',
    'subnets in a second block of the VPC',
    {
      More: resource('EC2::VPCCidrBlock', { VpcId: '@Vpc', CidrBlock: '100.64.0.0/16' }),
      'PrivB.CidrBlock': '100.64.1.0/24',
    },
    'open',
  ],
  ['ss-01', 'UDP through a rule for TCP', {}, 'blocked sg-in BSg', from('A', 'B', 8080, 'udp')],
  [
    'ss-01',
    'two VPCs without a connection',
    {
      Other: resource('EC2::VPC', { CidrBlock: '10.7.0.0/16' }),
      'PrivB.VpcId': '@Other',
      'PrivB.CidrBlock': '10.7.1.0/24',
      'BSg.VpcId': '@Other',
    },
    'blocked route PrivA',
  ],
  [
    'un-12',
    'a prefix list that holds a half of the callers',
    { 'Callers.Entries': [{ Cidr: '10.0.1.0/25' }] },
    'blocked sg-in BSg may',
  ],
  [
    'pe-01',
    'a rule that names the group of the peer',
    {
      'BSg.SecurityGroupIngress': [
        rule(8080, { SourceSecurityGroupId: '@ASg.GroupId', SourceSecurityGroupOwnerId: '111122223333' }),
      ],
    },
    'open',
  ],
  [
    'pe-01',
    'a route for the half of the VPC that the callee is not in',
    { 'AToB.DestinationCidrBlock': '10.1.128.0/17' },
    'blocked route TableA',
  ],
  ['pe-01', 'a route for the subnet of the callee only', { 'AToB.DestinationCidrBlock': '10.1.1.0/24' }, 'open'],
  [
    'pe-01',
    'a route for a half of the subnet of the callee',
    { 'AToB.DestinationCidrBlock': '10.1.1.0/25' },
    'blocked route TableA may',
  ],
  [
    'pe-01',
    'a peering connection with another account',
    { 'Peering.PeerOwnerId': '444455556666' },
    'unknown route Peering',
  ],
  [
    'pe-01',
    'an ACL at the callee that lets no answers out',
    {
      BNacl: resource('EC2::NetworkAcl', { VpcId: '@VpcB' }),
      BNaclOf: resource('EC2::SubnetNetworkAclAssociation', { SubnetId: '@PrivB', NetworkAclId: '@BNacl' }),
      In: entry('BNacl', 1, false, '10.0.0.0/16', [8080, 8080]),
    },
    'blocked nacl-return BNacl',
  ],
  ['pe-01', 'a callee in a subnet without a table of its own', { AssocB: null }, 'blocked route PrivB'],
  ['tg-05', 'no route to the transit gateway', { AToB: null }, 'blocked route TableA'],
  ['tg-05', 'no route back', { BToA: null }, 'blocked route TableB'],
  [
    'tg-05',
    'an attachment without a subnet in the zone of the caller',
    { 'AttachA.SubnetIds': ['@PrivA2'] },
    'blocked route AttachA',
  ],
  [
    'tg-05',
    'an attachment without a subnet in one zone of the callers',
    { 'AttachA.SubnetIds': ['@PrivA2'], 'A.NetworkConfiguration.AwsvpcConfiguration.Subnets': ['@PrivA', '@PrivA2'] },
    'blocked route AttachA may',
  ],
  ['tg-05', 'no association by default', { 'Tgw.DefaultRouteTableAssociation': 'disable' }, 'blocked route Tgw'],
  ['tg-05', 'no propagation by default', { 'Tgw.DefaultRouteTablePropagation': 'disable' }, 'blocked route Tgw'],
  [
    'tg-05',
    'a table of its own without routes',
    {
      'Tgw.DefaultRouteTableAssociation': 'disable',
      'Tgw.DefaultRouteTablePropagation': 'disable',
      Rt: resource('EC2::TransitGatewayRouteTable', { TransitGatewayId: '@Tgw' }),
      RtA: resource('EC2::TransitGatewayRouteTableAssociation', {
        TransitGatewayAttachmentId: '@AttachA',
        TransitGatewayRouteTableId: '@Rt',
      }),
      RtB: resource('EC2::TransitGatewayRouteTableAssociation', {
        TransitGatewayAttachmentId: '@AttachB',
        TransitGatewayRouteTableId: '@Rt',
      }),
    },
    'blocked route Rt',
  ],
  [
    'tg-05',
    'a table of its own with a route there only',
    {
      'Tgw.DefaultRouteTableAssociation': 'disable',
      'Tgw.DefaultRouteTablePropagation': 'disable',
      Rt: resource('EC2::TransitGatewayRouteTable', { TransitGatewayId: '@Tgw' }),
      RtA: resource('EC2::TransitGatewayRouteTableAssociation', {
        TransitGatewayAttachmentId: '@AttachA',
        TransitGatewayRouteTableId: '@Rt',
      }),
      RtB: resource('EC2::TransitGatewayRouteTableAssociation', {
        TransitGatewayAttachmentId: '@AttachB',
        TransitGatewayRouteTableId: '@Rt',
      }),
      There: resource('EC2::TransitGatewayRoute', {
        TransitGatewayRouteTableId: '@Rt',
        DestinationCidrBlock: '10.1.0.0/16',
        TransitGatewayAttachmentId: '@AttachB',
      }),
    },
    'blocked route Rt',
  ],
  [
    'tg-05',
    'a table of its own with routes both ways',
    {
      'Tgw.DefaultRouteTableAssociation': 'disable',
      'Tgw.DefaultRouteTablePropagation': 'disable',
      Rt: resource('EC2::TransitGatewayRouteTable', { TransitGatewayId: '@Tgw' }),
      RtA: resource('EC2::TransitGatewayRouteTableAssociation', {
        TransitGatewayAttachmentId: '@AttachA',
        TransitGatewayRouteTableId: '@Rt',
      }),
      RtB: resource('EC2::TransitGatewayRouteTableAssociation', {
        TransitGatewayAttachmentId: '@AttachB',
        TransitGatewayRouteTableId: '@Rt',
      }),
      There: resource('EC2::TransitGatewayRoute', {
        TransitGatewayRouteTableId: '@Rt',
        DestinationCidrBlock: '10.1.0.0/16',
        TransitGatewayAttachmentId: '@AttachB',
      }),
      Back: resource('EC2::TransitGatewayRouteTablePropagation', {
        TransitGatewayAttachmentId: '@AttachA',
        TransitGatewayRouteTableId: '@Rt',
      }),
    },
    'open',
  ],
  [
    'tg-05',
    'a static route for other addresses',
    {
      'Tgw.DefaultRouteTableAssociation': 'disable',
      'Tgw.DefaultRouteTablePropagation': 'disable',
      Rt: resource('EC2::TransitGatewayRouteTable', { TransitGatewayId: '@Tgw' }),
      RtA: resource('EC2::TransitGatewayRouteTableAssociation', {
        TransitGatewayAttachmentId: '@AttachA',
        TransitGatewayRouteTableId: '@Rt',
      }),
      RtB: resource('EC2::TransitGatewayRouteTableAssociation', {
        TransitGatewayAttachmentId: '@AttachB',
        TransitGatewayRouteTableId: '@Rt',
      }),
      There: resource('EC2::TransitGatewayRoute', {
        TransitGatewayRouteTableId: '@Rt',
        DestinationCidrBlock: '10.77.0.0/16',
        TransitGatewayAttachmentId: '@AttachB',
      }),
    },
    'blocked route Rt',
  ],
  [
    'tg-05',
    'a blackhole that is more specific than what is propagated',
    {
      'Tgw.DefaultRouteTableAssociation': 'disable',
      'Tgw.DefaultRouteTablePropagation': 'disable',
      Rt: resource('EC2::TransitGatewayRouteTable', { TransitGatewayId: '@Tgw' }),
      RtA: resource('EC2::TransitGatewayRouteTableAssociation', {
        TransitGatewayAttachmentId: '@AttachA',
        TransitGatewayRouteTableId: '@Rt',
      }),
      RtB: resource('EC2::TransitGatewayRouteTableAssociation', {
        TransitGatewayAttachmentId: '@AttachB',
        TransitGatewayRouteTableId: '@Rt',
      }),
      PropA: resource('EC2::TransitGatewayRouteTablePropagation', {
        TransitGatewayAttachmentId: '@AttachA',
        TransitGatewayRouteTableId: '@Rt',
      }),
      PropB: resource('EC2::TransitGatewayRouteTablePropagation', {
        TransitGatewayAttachmentId: '@AttachB',
        TransitGatewayRouteTableId: '@Rt',
      }),
      Hole: resource('EC2::TransitGatewayRoute', {
        TransitGatewayRouteTableId: '@Rt',
        DestinationCidrBlock: '10.1.1.0/24',
        Blackhole: true,
      }),
    },
    'blocked route Hole',
  ],
  [
    'tg-05',
    'referencing off at one attachment',
    { 'AttachB.Options.SecurityGroupReferencingSupport': 'disable' },
    'blocked sg-in BSg',
  ],
  [
    'tg-05',
    'an outgoing rule that names the group on the other side',
    { 'ASg.SecurityGroupEgress': [rule(8080, { DestinationSecurityGroupId: '@BSg.GroupId' })] },
    'blocked sg-out ASg',
  ],
  ['tg-05', 'one VPC is not attached', { AttachB: null }, 'blocked route AToB'],
];

/** A VPC in the middle with the only way to the internet. */
const HUB: Changes = {
  'Tgw.DefaultRouteTableAssociation': 'disable',
  'Tgw.DefaultRouteTablePropagation': 'disable',
  Rt: resource('EC2::TransitGatewayRouteTable', { TransitGatewayId: '@Tgw' }),
  ...Object.fromEntries(
    ['AttachA', 'AttachHub'].flatMap((attachment) => [
      [
        `${attachment}Table`,
        resource('EC2::TransitGatewayRouteTableAssociation', {
          TransitGatewayAttachmentId: `@${attachment}`,
          TransitGatewayRouteTableId: '@Rt',
        }),
      ],
      [
        `${attachment}Learnt`,
        resource('EC2::TransitGatewayRouteTablePropagation', {
          TransitGatewayAttachmentId: `@${attachment}`,
          TransitGatewayRouteTableId: '@Rt',
        }),
      ],
    ]),
  ),
  TgwDefault: resource('EC2::TransitGatewayRoute', {
    TransitGatewayRouteTableId: '@Rt',
    DestinationCidrBlock: '0.0.0.0/0',
    TransitGatewayAttachmentId: '@AttachHub',
  }),
  ADefault: resource('EC2::Route', {
    RouteTableId: '@TableA',
    DestinationCidrBlock: '0.0.0.0/0',
    TransitGatewayId: '@Tgw',
  }),
  Hub: resource('EC2::VPC', { CidrBlock: '10.9.0.0/16' }),
  AttachHub: resource('EC2::TransitGatewayVpcAttachment', {
    TransitGatewayId: '@Tgw',
    VpcId: '@Hub',
    SubnetIds: ['@HubInner'],
  }),
  HubGateway: resource('EC2::InternetGateway'),
  HubAttached: resource('EC2::VPCGatewayAttachment', { VpcId: '@Hub', InternetGatewayId: '@HubGateway' }),
  HubInner: resource('EC2::Subnet', { VpcId: '@Hub', CidrBlock: '10.9.1.0/24', AvailabilityZone: 'us-east-1a' }),
  HubOuter: resource('EC2::Subnet', { VpcId: '@Hub', CidrBlock: '10.9.2.0/24', AvailabilityZone: 'us-east-1a' }),
  HubPrivate: resource('EC2::RouteTable', { VpcId: '@Hub' }),
  HubPublic: resource('EC2::RouteTable', { VpcId: '@Hub' }),
  HubInnerTable: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@HubInner', RouteTableId: '@HubPrivate' }),
  HubOuterTable: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@HubOuter', RouteTableId: '@HubPublic' }),
  HubNat: resource('EC2::NatGateway', { SubnetId: '@HubOuter', AllocationId: 'eipalloc-1' }),
  HubOut: resource('EC2::Route', {
    RouteTableId: '@HubPrivate',
    DestinationCidrBlock: '0.0.0.0/0',
    NatGatewayId: '@HubNat',
  }),
  HubDefault: resource('EC2::Route', {
    RouteTableId: '@HubPublic',
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: '@HubGateway',
  }),
  HubBack: resource('EC2::Route', {
    RouteTableId: '@HubPublic',
    DestinationCidrBlock: '10.0.0.0/8',
    TransitGatewayId: '@Tgw',
  }),
};

const ENDS: readonly Variation[] = [
  ['st-01', 'to an endpoint', {}, 'open', from('Service', 'Logs', 443)],
  [
    'st-10',
    'to an endpoint whose group lets nobody in',
    {},
    'blocked endpoint-sg EndpointSg',
    from('Service', 'Logs', 443),
  ],
  ['st-07', 'to an endpoint by its own name', {}, 'open', from('Service', 'EcrApi', 443)],
  ['st-01', 'to a gateway endpoint', {}, 'open', from('Service', 'S3', 443)],
  [
    'ss-01',
    'an interface by itself',
    { Nic: resource('EC2::NetworkInterface', { SubnetId: '@PrivB', GroupSet: ['@BSg.GroupId'] }) },
    'open',
    from('A', 'Nic', 8080),
  ],
  [
    'ss-01',
    'an instance with an interface that stands by itself',
    {
      Nic: resource('EC2::NetworkInterface', { SubnetId: '@PrivB' }),
      Box: resource('EC2::Instance', { NetworkInterfaces: [{ DeviceIndex: '0', NetworkInterfaceId: '@Nic' }] }),
    },
    'blocked sg-in Box',
    from('A', 'Box', 8080),
  ],
  [
    'ss-01',
    'an instance with an interface of another stack',
    {
      Box: resource('EC2::Instance', {
        NetworkInterfaces: [{ DeviceIndex: '0', NetworkInterfaceId: { 'Fn::ImportValue': 'nic' } }],
      }),
    },
    'unknown route Box',
    from('A', 'Box', 8080),
  ],
  [
    'di-01',
    'an instance with an address that stays',
    {
      Box: resource('EC2::Instance', { SubnetId: '@PubA', SecurityGroupIds: ['@AppSg.GroupId'] }),
      Eip: resource('EC2::EIP', { InstanceId: '@Box' }),
    },
    'open',
    from('internet', 'Box', 8080),
  ],
  [
    'di-01',
    'an instance in a subnet that gives no public addresses',
    { Box: resource('EC2::Instance', { SubnetId: '@PubA', SecurityGroupIds: ['@AppSg.GroupId'] }) },
    'blocked no-public-ip Box',
    from('internet', 'Box', 8080),
  ],
  [
    'un-05',
    'an instance that is not told to forward',
    {
      'Default.NetworkInterfaceId': null,
      'Default.InstanceId': '@Box',
      Box: resource('EC2::Instance', { SubnetId: '@PrivA' }),
    },
    'blocked route Default',
  ],
  [
    'un-05',
    'an instance that is told to forward',
    {
      'Default.NetworkInterfaceId': null,
      'Default.InstanceId': '@Box',
      Box: resource('EC2::Instance', { SubnetId: '@PrivA', SourceDestCheck: false }),
    },
    'unknown route Default',
  ],
  [
    'di-01',
    'a firewall in front of what comes in',
    {
      Edge: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
      EdgeRoute: resource('EC2::Route', {
        RouteTableId: '@Edge',
        DestinationCidrBlock: '10.0.101.0/24',
        VpcEndpointId: 'vpce-1',
      }),
      EdgeOf: resource('EC2::GatewayRouteTableAssociation', { GatewayId: '@Igw', RouteTableId: '@Edge' }),
    },
    'unknown route Igw',
  ],
  [
    'st-43',
    'zones by name and by id',
    { 'PrivB.AvailabilityZone': null, 'PrivB.AvailabilityZoneId': 'use1-az2', 'MountTarget.SubnetId': '@PrivB' },
    'unknown dns MountTarget',
  ],
  ['tg-05', 'out by the NAT gateway of another VPC', HUB, 'open', from('A', 'internet', 443)],
  [
    'tg-05',
    'out by another VPC without a way back',
    { ...HUB, HubBack: null },
    'blocked route HubPublic',
    from('A', 'internet', 443),
  ],
  [
    'tg-05',
    'out by another VPC that leads nowhere',
    { ...HUB, HubOut: null },
    'blocked route HubPrivate',
    from('A', 'internet', 443),
  ],
  [
    'tg-05',
    'out by a gateway that knows no default route',
    { ...HUB, TgwDefault: null },
    'blocked route Rt',
    from('A', 'internet', 443),
  ],
];

const DATABASES: readonly Variation[] = [
  [
    'db-01',
    'a rule for the port that the database has, by its attribute',
    {
      'DbSg.SecurityGroupIngress': [
        { IpProtocol: 'tcp', FromPort: '@Db.Endpoint.Port', ToPort: '@Db.Endpoint.Port', CidrIp: '10.0.0.0/16' },
      ],
    },
    'open',
  ],
  [
    'db-01',
    'an outgoing rule that leaves its port out',
    { 'AppSg.SecurityGroupEgress': [rule(443, { CidrIp: '0.0.0.0/0' })] },
    'blocked sg-out AppSg',
  ],
  [
    'db-01',
    'an outgoing rule that names its group',
    { 'AppSg.SecurityGroupEgress': [rule(5432, { DestinationSecurityGroupId: '@DbSg.GroupId' })] },
    'open',
  ],
  [
    'db-01',
    'it admits one of the two subnets of the tasks',
    { ...subnetsOf('PrivA', 'PrivB'), 'DbSg.SecurityGroupIngress': [rule(5432, { CidrIp: '10.0.1.0/24' })] },
    'blocked sg-in DbSg may',
  ],
  [
    'db-01',
    'an ACL at one of its subnets that lets no answers out',
    { ...aclOf('Acl', 'PrivB'), In: entry('Acl', 1, false, '10.0.0.0/16', [5432, 5432]) },
    'blocked nacl-return Acl may',
  ],
  [
    'db-01',
    'an ACL at both of its subnets that lets no answers out',
    {
      ...subnetsOf('PrivC'),
      PrivC: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.3.0/24', AvailabilityZone: 'us-east-1a' }),
      ...aclOf('Acl', 'PrivB'),
      AclOfA: resource('EC2::SubnetNetworkAclAssociation', { SubnetId: '@PrivA', NetworkAclId: '@Acl' }),
      In: entry('Acl', 1, false, '10.0.0.0/16', [5432, 5432]),
    },
    'blocked nacl-return Acl',
  ],
  [
    'db-01',
    'ElastiCache that admits its port',
    {
      Cache: resource('ElastiCache::ReplicationGroup', {
        ReplicationGroupDescription: 'c',
        CacheSubnetGroupName: '@CacheSubnets',
        SecurityGroupIds: ['@DbSg.GroupId'],
      }),
      CacheSubnets: resource('ElastiCache::SubnetGroup', { Description: 'c', SubnetIds: ['@PrivB'] }),
      'DbSg.SecurityGroupIngress': [rule(6379, { SourceSecurityGroupId: '@AppSg.GroupId' })],
    },
    'open',
    from('Service', 'Cache', 6379),
  ],
  [
    'db-01',
    'ElastiCache that admits another port',
    {
      Cache: resource('ElastiCache::ReplicationGroup', {
        ReplicationGroupDescription: 'c',
        CacheSubnetGroupName: '@CacheSubnets',
        SecurityGroupIds: ['@DbSg.GroupId'],
      }),
      CacheSubnets: resource('ElastiCache::SubnetGroup', { Description: 'c', SubnetIds: ['@PrivB'] }),
    },
    'blocked sg-in DbSg',
    from('Service', 'Cache', 6379),
  ],
  [
    'db-01',
    'Memcached dialled at the port of Redis',
    {
      Cache: resource('ElastiCache::CacheCluster', {
        Engine: 'memcached',
        NumCacheNodes: 1,
        CacheNodeType: 'cache.t4g.micro',
        CacheSubnetGroupName: '@CacheSubnets',
        VpcSecurityGroupIds: ['@DbSg.GroupId'],
      }),
      CacheSubnets: resource('ElastiCache::SubnetGroup', { Description: 'c', SubnetIds: ['@PrivB'] }),
    },
    'blocked listener Cache',
    from('Service', 'Cache', 6379),
  ],
  [
    'db-01',
    'Redshift that admits its port',
    {
      House: resource('Redshift::Cluster', {
        ClusterType: 'single-node',
        DBName: 'd',
        NodeType: 'ra3.large',
        MasterUsername: 'u',
        ClusterSubnetGroupName: '@HouseSubnets',
        VpcSecurityGroupIds: ['@DbSg.GroupId'],
      }),
      HouseSubnets: resource('Redshift::ClusterSubnetGroup', { Description: 'c', SubnetIds: ['@PrivB'] }),
      'DbSg.SecurityGroupIngress': [rule(5439, { SourceSecurityGroupId: '@AppSg.GroupId' })],
    },
    'open',
    from('Service', 'House', 5439),
  ],
  [
    'db-01',
    'Redshift without a group of its own',
    {
      House: resource('Redshift::Cluster', {
        ClusterType: 'single-node',
        DBName: 'd',
        NodeType: 'ra3.large',
        MasterUsername: 'u',
        ClusterSubnetGroupName: '@HouseSubnets',
      }),
      HouseSubnets: resource('Redshift::ClusterSubnetGroup', { Description: 'c', SubnetIds: ['@PrivB'] }),
    },
    'blocked sg-in House',
    from('Service', 'House', 5439),
  ],
  [
    'db-01',
    'Neptune at its port',
    {
      Graph: resource('Neptune::DBCluster', {
        DBSubnetGroupName: '@GraphSubnets',
        VpcSecurityGroupIds: ['@DbSg.GroupId'],
      }),
      GraphSubnets: resource('Neptune::DBSubnetGroup', { DBSubnetGroupDescription: 'c', SubnetIds: ['@PrivB'] }),
      'DbSg.SecurityGroupIngress': [rule(8182, { CidrIp: '10.0.0.0/8' })],
    },
    'open',
    from('Service', 'Graph', 8182),
  ],
  [
    'db-10',
    'an instance of the Aurora cluster',
    {
      Writer: resource('RDS::DBInstance', {
        DBClusterIdentifier: '@Db',
        DBInstanceClass: 'db.t4g.medium',
        Engine: 'aurora-postgresql',
      }),
    },
    'open',
    from('Service', 'Writer', 5432),
  ],
  [
    'db-01',
    'a proxy in front, which admits the task',
    {
      Proxy: resource('RDS::DBProxy', {
        EngineFamily: 'POSTGRESQL',
        VpcSubnetIds: ['@PrivA', '@PrivB'],
        VpcSecurityGroupIds: ['@DbSg.GroupId'],
      }),
    },
    'open',
    from('Service', 'Proxy', 5432),
  ],
  [
    'db-01',
    'a proxy in front, to the database that does not admit it',
    {
      Proxy: resource('RDS::DBProxy', {
        EngineFamily: 'POSTGRESQL',
        VpcSubnetIds: ['@PrivA', '@PrivB'],
        VpcSecurityGroupIds: ['@ProxySg.GroupId'],
      }),
      ProxySg: resource('EC2::SecurityGroup', { GroupDescription: 'p', VpcId: '@Vpc' }),
    },
    'blocked sg-in DbSg',
    from('Proxy', 'Db', 5432),
  ],
  ['db-01', 'from the internet', {}, 'blocked no-public-ip Db', from('internet', 'Db', 5432)],
  [
    'db-01',
    'from the internet, in a VPC without an internet gateway, of which nothing is said',
    { 'Db.PubliclyAccessible': null },
    'blocked no-public-ip Db',
    from('internet', 'Db', 5432),
  ],
  [
    'db-01',
    'public, in subnets that lead nowhere',
    { 'Db.PubliclyAccessible': true, 'DbSg.SecurityGroupIngress': [rule(5432, { CidrIp: '0.0.0.0/0' })] },
    'blocked route PrivA',
    from('internet', 'Db', 5432),
  ],
  ['db-25', 'a function is not called over the network', {}, 'blocked listener Fn', from('Db', 'Fn', 443)],
  ['db-16', 'at the port of the internet', {}, 'blocked listener Search', from('Service', 'Search', 9200)],
  ['db-14', 'at the port of plain text', {}, 'blocked listener Kafka', from('Service', 'Kafka', 9092)],
  [
    'db-01',
    'a broker of RabbitMQ',
    {
      Broker: resource('AmazonMQ::Broker', {
        EngineType: 'RABBITMQ',
        DeploymentMode: 'SINGLE_INSTANCE',
        SubnetIds: ['@PrivB'],
        SecurityGroups: ['@DbSg.GroupId'],
      }),
      'DbSg.SecurityGroupIngress': [rule(5671, { SourceSecurityGroupId: '@AppSg.GroupId' })],
    },
    'open',
    from('Service', 'Broker', 5671),
  ],
  [
    'db-01',
    'a broker of RabbitMQ at its port without TLS',
    {
      Broker: resource('AmazonMQ::Broker', {
        EngineType: 'RABBITMQ',
        DeploymentMode: 'SINGLE_INSTANCE',
        SubnetIds: ['@PrivB'],
        SecurityGroups: ['@DbSg.GroupId'],
      }),
    },
    'blocked listener Broker',
    from('Service', 'Broker', 5672),
  ],
  ['db-01', 'names do not resolve in the VPC', { 'Vpc.EnableDnsSupport': false }, 'blocked dns Vpc'],
];

const INTERNET: readonly Variation[] = [
  [
    'in-10',
    'an ACL at the NAT gateway that lets nothing from the client in',
    {
      ...aclOf('Acl', 'PubA'),
      Out: entry('Acl', 1, true, '0.0.0.0/0', [443, 443]),
      Back: entry('Acl', 2, false, '0.0.0.0/0', [1024, 65535]),
      Client: entry('Acl', 2, true, '10.0.1.0/24', [1024, 65535]),
    },
    'blocked nacl-in Acl',
  ],
  [
    'in-10',
    'an ACL at the NAT gateway that lets nothing out to the internet',
    {
      ...aclOf('Acl', 'PubA'),
      In: entry('Acl', 1, false, '10.0.1.0/24', [443, 443]),
      Back: entry('Acl', 2, false, '0.0.0.0/0', [1024, 65535]),
      Client: entry('Acl', 2, true, '10.0.1.0/24', [1024, 65535]),
    },
    'blocked nacl-out Acl',
  ],
  [
    'in-10',
    'an ACL at the NAT gateway that lets no answers in',
    {
      ...aclOf('Acl', 'PubA'),
      In: entry('Acl', 1, false, '10.0.1.0/24', [443, 443]),
      Out: entry('Acl', 1, true, '0.0.0.0/0', [443, 443]),
      Client: entry('Acl', 2, true, '10.0.1.0/24', [1024, 65535]),
    },
    'blocked nacl-return Acl',
  ],
  [
    'in-10',
    'an ACL at the NAT gateway that lets no answers out to the client',
    {
      ...aclOf('Acl', 'PubA'),
      In: entry('Acl', 1, false, '10.0.1.0/24', [443, 443]),
      Out: entry('Acl', 1, true, '0.0.0.0/0', [443, 443]),
      Back: entry('Acl', 2, false, '0.0.0.0/0', [1024, 65535]),
    },
    'blocked nacl-return Acl',
  ],
  [
    'in-10',
    'an ACL at the NAT gateway with the four lines that it needs',
    {
      ...aclOf('Acl', 'PubA'),
      In: entry('Acl', 1, false, '10.0.1.0/24', [443, 443]),
      Out: entry('Acl', 1, true, '0.0.0.0/0', [443, 443]),
      Back: entry('Acl', 2, false, '0.0.0.0/0', [1024, 65535]),
      Client: entry('Acl', 2, true, '10.0.1.0/24', [1024, 65535]),
    },
    'open',
  ],
  [
    'di-01',
    'a public address in a subnet that leads to a NAT gateway',
    {
      Eip: resource('EC2::EIP', { Domain: 'vpc' }),
      PubB: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.102.0/24', AvailabilityZone: 'us-east-1b' }),
      PubBAssociation: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PubB', RouteTableId: '@PubTable' }),
      Nat: resource('EC2::NatGateway', { SubnetId: '@PubB', AllocationId: '@Eip.AllocationId' }),
      PrivTable: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
      PrivDefault: resource('EC2::Route', {
        RouteTableId: '@PrivTable',
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: '@Nat',
      }),
      'PubAAssociation.RouteTableId': '@PrivTable',
    },
    'blocked route PrivDefault',
  ],
  ['di-01', 'a public address in a subnet without a way back', { PubDefault: null }, 'blocked route PubTable'],
  [
    'di-01',
    'the group admits one network of the internet',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '203.0.113.0/24' })] },
    'blocked sg-in AppSg may',
  ],
  [
    'di-01',
    'the group admits the VPC only',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/8' })] },
    'blocked sg-in AppSg',
  ],
  [
    'di-01',
    'an address that the group admits',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '203.0.113.0/24' })] },
    'open',
    from('203.0.113.9', 'Service', 8080),
  ],
  [
    'di-01',
    'public access blocked for what comes in',
    { Bpa: resource('EC2::VPCBlockPublicAccessOptions', { InternetGatewayBlockMode: 'block-ingress' }) },
    'blocked bpa Bpa',
  ],
  [
    'in-14',
    'an exclusion for the subnet of the NAT gateway, what goes out',
    {
      Ex: resource('EC2::VPCBlockPublicAccessExclusion', {
        SubnetId: '@PubA',
        InternetGatewayExclusionMode: 'allow-egress',
      }),
    },
    'open',
  ],
  [
    'v6-01',
    'a group that lets IPv4 out only',
    { 'AppSg.SecurityGroupEgress': [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0' }] },
    'blocked sg-out AppSg',
  ],
  ['v6-01', 'a group of which nothing is said', { 'AppSg.SecurityGroupEgress': null }, 'unknown sg-out AppSg'],
  [
    'v6-01',
    'an ACL that lets no IPv6 answers in',
    {
      ...aclOf('Acl', 'Priv6'),
      Out: entry('Acl', 1, true, '0.0.0.0/0', undefined, { Protocol: -1, CidrBlock: undefined, Ipv6CidrBlock: '::/0' }),
    },
    'blocked nacl-return Acl',
  ],
  [
    'v6-01',
    'an egress-only gateway of another VPC',
    { Other: resource('EC2::VPC', { CidrBlock: '10.9.0.0/16' }), 'Eigw.VpcId': '@Other' },
    'blocked route Default6',
  ],
  ['in-02', 'IPv6 from a subnet that has none', {}, 'blocked route PrivA', from('Service', 'internet6', 443)],
  ['in-10', "a private address that is nobody's", {}, 'blocked route PrivTable', from('Fn', '192.168.7.7', 443)],
  [
    'in-10',
    'a half of the internet by another gateway',
    {
      More: resource('EC2::Route', {
        RouteTableId: '@PrivTable',
        DestinationCidrBlock: '203.0.113.0/24',
        InstanceId: 'i-1',
      }),
    },
    'unknown route More',
    from('Fn', '203.0.113.7', 443),
  ],
  [
    'un-08',
    'an address that the more specific route holds',
    {},
    'unknown route Office',
    from('Service', '198.51.100.7', 443),
  ],
  [
    'in-10',
    'routes learnt from a virtual private gateway, with a default route',
    {
      Vgw: resource('EC2::VPNGateway', { Type: 'ipsec.1' }),
      Learn: resource('EC2::VPNGatewayRoutePropagation', { RouteTableIds: ['@PrivTable'], VpnGatewayId: '@Vgw' }),
    },
    'open',
  ],
  [
    'un-05',
    'routes learnt from a virtual private gateway, without a default route',
    {
      Default: null,
      Vgw: resource('EC2::VPNGateway', { Type: 'ipsec.1' }),
      Learn: resource('EC2::VPNGatewayRoutePropagation', { RouteTableIds: ['@PrivTable'], VpnGatewayId: '@Vgw' }),
    },
    'unknown route Learn',
  ],
  [
    'un-05',
    'an outgoing rule that shuts an unknown way off',
    { 'AppSg.SecurityGroupEgress': [rule(5432, { CidrIp: '0.0.0.0/0' })] },
    'blocked sg-out AppSg',
  ],
  [
    'un-05',
    'a route to a gateway of a parameter',
    { 'Default.InstanceId': null, 'Default.NatGatewayId': '@NatParameter' },
    'unknown route Default',
  ],
];

const BALANCERS: readonly Variation[] = [
  [
    'lb-01',
    'targets in a zone that is not enabled',
    {
      'Alb.Subnets': ['@PubA', '@PubC'],
      PubC: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.103.0/24', AvailabilityZone: 'us-east-1c' }),
      PubCAssociation: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PubC', RouteTableId: '@PubTable' }),
      ...subnetsOf('PrivB'),
    },
    'blocked lb-zone Alb',
  ],
  [
    'lb-01',
    'targets in two zones, one of which is not enabled',
    {
      'Alb.Subnets': ['@PubA', '@PubC'],
      PubC: resource('EC2::Subnet', { VpcId: '@Vpc', CidrBlock: '10.0.103.0/24', AvailabilityZone: 'us-east-1c' }),
      PubCAssociation: resource('EC2::SubnetRouteTableAssociation', { SubnetId: '@PubC', RouteTableId: '@PubTable' }),
    },
    'blocked lb-zone Alb may',
  ],
  [
    'lb-01',
    'an ACL at the nodes that lets no clients in',
    {
      ...aclOf('Acl', 'PubA'),
      AclOfB: resource('EC2::SubnetNetworkAclAssociation', { SubnetId: '@PubB', NetworkAclId: '@Acl' }),
      Out: entry('Acl', 1, true, '0.0.0.0/0', undefined, { Protocol: -1 }),
      In: entry('Acl', 1, false, '10.0.0.0/16', undefined, { Protocol: -1 }),
    },
    'blocked nacl-in Acl',
  ],
  [
    'lb-01',
    'an ACL at the nodes that lets no answers of the targets in',
    {
      ...aclOf('Acl', 'PubA'),
      AclOfB: resource('EC2::SubnetNetworkAclAssociation', { SubnetId: '@PubB', NetworkAclId: '@Acl' }),
      Out: entry('Acl', 1, true, '0.0.0.0/0', undefined, { Protocol: -1 }),
      In: entry('Acl', 1, false, '0.0.0.0/0', [80, 80]),
    },
    'blocked nacl-return Acl',
  ],
  [
    'lb-01',
    'an ACL at the targets that lets answers out to the ephemeral ports of Linux only',
    {
      ...aclOf('Acl', 'PrivA'),
      AclOfB: resource('EC2::SubnetNetworkAclAssociation', { SubnetId: '@PrivB', NetworkAclId: '@Acl' }),
      In: entry('Acl', 1, false, '10.0.0.0/16', [8080, 8080]),
      Out: entry('Acl', 1, true, '10.0.0.0/16', [32768, 60999]),
    },
    'blocked nacl-return Acl may',
  ],
  [
    'lb-01',
    'an ACL at the targets that is wide enough',
    {
      ...aclOf('Acl', 'PrivA'),
      AclOfB: resource('EC2::SubnetNetworkAclAssociation', { SubnetId: '@PrivB', NetworkAclId: '@Acl' }),
      In: entry('Acl', 1, false, '10.0.0.0/16', [8080, 8080]),
      Out: entry('Acl', 1, true, '10.0.0.0/16', [1024, 65535]),
    },
    'open',
  ],
  ['lb-01', 'without groups', { 'Alb.SecurityGroups': null }, 'blocked sg-in Alb'],
  [
    'lb-01',
    'a rule that forwards, a default action that answers itself',
    {
      'Listener.DefaultActions': [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
      Rule: resource('ElasticLoadBalancingV2::ListenerRule', {
        ListenerArn: '@Listener',
        Priority: 1,
        Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
        Actions: [
          { Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: '@TargetGroup', Weight: 1 }] } },
        ],
      }),
    },
    'open',
  ],
  [
    'lb-01',
    'a listener that only redirects',
    {
      'Listener.DefaultActions': [
        { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } },
      ],
    },
    'blocked listener Listener',
  ],
  ['lb-01', 'a node in a subnet without a table of its own', { PubBAssociation: null }, 'blocked lb-subnet PubB may'],
  [
    'lb-01',
    'a function as target',
    {
      'TargetGroup.TargetType': 'lambda',
      'TargetGroup.Protocol': null,
      'TargetGroup.Port': null,
      'TargetGroup.VpcId': null,
      'TargetGroup.Targets': [{ Id: '@Fn.Arn' }],
      Fn: resource('Lambda::Function', { Runtime: 'nodejs22.x', Handler: 'i.h', Role: 'r', Code: {} }),
      'Service.LoadBalancers': null,
    },
    'open',
  ],
  ['lb-01', 'IPv6 to one that has IPv4 only', {}, 'blocked no-public-ip Alb', from('internet6', 'Alb', 80)],
  ['nl-01', 'without client addresses kept by default', { 'TargetGroup.TargetGroupAttributes': null }, 'open'],
  [
    'nl-01',
    'instances keep client addresses by default',
    { 'TargetGroup.TargetGroupAttributes': null, 'TargetGroup.TargetType': 'instance' },
    'blocked sg-in AppSg',
  ],
  [
    'nl-06',
    'a group whose outgoing rules leave the targets out',
    { 'NlbSg.SecurityGroupEgress': [rule(443, { CidrIp: '0.0.0.0/0' })] },
    'blocked sg-out NlbSg',
  ],
  [
    'nl-06',
    'a group that the CDK shuts',
    { 'NlbSg.SecurityGroupEgress': [{ CidrIp: '255.255.255.255/32', IpProtocol: 'icmp', FromPort: 252, ToPort: 86 }] },
    'blocked sg-out NlbSg',
  ],
  [
    'nl-06',
    'targets that admit clients of the internet, not the group',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '0.0.0.0/0' })] },
    'open',
  ],
  ['nl-10', 'two zones, targets in one, not crossing zones', {}, 'open'],
  [
    'nl-01',
    'no group, targets that name one',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { SourceSecurityGroupId: '@AppSg.GroupId' })] },
    'blocked sg-in AppSg',
  ],
  [
    'un-14',
    'a task that calls itself through a balancer that keeps its address',
    { 'Service.DesiredCount': 1, 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' })] },
    'blocked lb-hairpin TargetGroup',
    from('Service', 'Nlb', 80),
  ],
  [
    'un-14',
    'one of two tasks that calls itself',
    { 'Service.DesiredCount': 2, 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' })] },
    'blocked lb-hairpin TargetGroup may',
    from('Service', 'Nlb', 80),
  ],
  [
    'un-14',
    'a task that calls itself through a balancer that does not keep its address',
    {
      'TargetGroup.TargetGroupAttributes': null,
      'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' })],
    },
    'open',
    from('Service', 'Nlb', 80),
  ],
  [
    'un-14',
    'a rule for the block of the VPC',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.0.0.0/16' })] },
    'open',
  ],
  [
    'un-14',
    'a rule for the block of another VPC',
    { 'AppSg.SecurityGroupIngress': [rule(8080, { CidrIp: '10.1.0.0/16' })] },
    'blocked sg-in AppSg',
  ],
  ['un-14', 'internal, asked from the internet', {}, 'blocked lb-scheme Nlb', from('internet', 'Nlb', 80)],
  [
    'un-14',
    'an ALB as the target of the NLB',
    {
      'TargetGroup.TargetType': 'alb',
      'TargetGroup.Port': 80,
      'TargetGroup.TargetGroupAttributes': null,
      'TargetGroup.Targets': [{ Id: '@Alb' }],
      'Service.LoadBalancers.0.TargetGroupArn': '@Inner',
      Inner: resource('ElasticLoadBalancingV2::TargetGroup', {
        VpcId: '@Vpc',
        TargetType: 'ip',
        Protocol: 'HTTP',
        Port: 8080,
      }),
      Alb: resource('ElasticLoadBalancingV2::LoadBalancer', {
        Scheme: 'internal',
        Subnets: ['@PrivA', '@PrivB'],
        SecurityGroups: ['@AlbSg.GroupId'],
      }),
      AlbSg: resource('EC2::SecurityGroup', {
        GroupDescription: 'a',
        VpcId: '@Vpc',
        SecurityGroupIngress: [rule(80, { CidrIp: '10.0.0.0/16' })],
      }),
      AlbListener: resource('ElasticLoadBalancingV2::Listener', {
        LoadBalancerArn: '@Alb',
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: '@Inner' }],
      }),
      'AppSg.SecurityGroupIngress': [rule(8080, { SourceSecurityGroupId: '@AlbSg.GroupId' })],
    },
    'open',
  ],
  [
    'un-14',
    'an ALB behind the NLB that does not admit the clients',
    {
      'TargetGroup.TargetType': 'alb',
      'TargetGroup.Port': 80,
      'TargetGroup.TargetGroupAttributes': null,
      'TargetGroup.Targets': [{ Id: '@Alb' }],
      'Service.LoadBalancers.0.TargetGroupArn': '@Inner',
      Inner: resource('ElasticLoadBalancingV2::TargetGroup', {
        VpcId: '@Vpc',
        TargetType: 'ip',
        Protocol: 'HTTP',
        Port: 8080,
      }),
      Alb: resource('ElasticLoadBalancingV2::LoadBalancer', {
        Scheme: 'internal',
        Subnets: ['@PrivA', '@PrivB'],
        SecurityGroups: ['@AlbSg.GroupId'],
      }),
      AlbSg: resource('EC2::SecurityGroup', { GroupDescription: 'a', VpcId: '@Vpc' }),
      AlbListener: resource('ElasticLoadBalancingV2::Listener', {
        LoadBalancerArn: '@Alb',
        Protocol: 'HTTP',
        Port: 80,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: '@Inner' }],
      }),
      'AppSg.SecurityGroupIngress': [rule(8080, { SourceSecurityGroupId: '@AlbSg.GroupId' })],
    },
    'blocked sg-in AlbSg',
  ],
  [
    'lb-19',
    'an internet-facing one that admits everybody, called from inside over a NAT gateway',
    { 'Alb.Scheme': 'internet-facing', 'AlbSg.SecurityGroupIngress': [rule(80, { CidrIp: '0.0.0.0/0' })] },
    'open',
  ],
  [
    'lb-19',
    'an internet-facing one, called from a subnet without a way out',
    {
      'Alb.Scheme': 'internet-facing',
      'AlbSg.SecurityGroupIngress': [rule(80, { CidrIp: '0.0.0.0/0' })],
      PrivDefault: null,
    },
    'blocked route PrivTable',
  ],
  ['lb-13', 'health checks on the port of the traffic', {}, 'open', from('Alb', 'Service', 8080)],
];

const NAMES: readonly Variation[] = [
  [
    'dn-01',
    'other resolvers, of which nothing is known',
    {
      Dhcp: resource('EC2::DHCPOptions', { DomainNameServers: ['10.0.0.9'] }),
      DhcpOf: resource('EC2::VPCDHCPOptionsAssociation', { VpcId: '@Vpc', DhcpOptionsId: '@Dhcp' }),
    },
    'unknown dns Dhcp',
  ],
  [
    'dn-01',
    'a more specific zone without the record',
    {
      Deep: resource('Route53::HostedZone', {
        Name: 'db.internal.example.',
        VPCs: [{ VPCId: '@Vpc', VPCRegion: 'us-east-1' }],
      }),
    },
    'blocked dns Deep',
  ],
  [
    'dn-01',
    'a record by the name of the zone',
    { 'Record.HostedZoneId': null, 'Record.HostedZoneName': 'internal.example.' },
    'open',
  ],
  ['dn-01', 'a wildcard', { 'Record.Name': '*.internal.example' }, 'open'],
  [
    'dn-01',
    'a record with an address of the VPC that nothing is known of',
    { 'Record.Type': 'A', 'Record.ResourceRecords': ['10.0.2.9'] },
    'unknown sg-in PrivB',
  ],
  [
    'dn-06',
    'the namespace by the configuration of the names',
    { 'BName.NamespaceId': null, 'BName.DnsConfig.NamespaceId': '@Namespace.Id' },
    'open',
  ],
  ['dn-06', 'a name that nobody registers', {}, 'blocked dns Namespace', from('A', 'c.shop.internal', 8080)],
  [
    'dn-06',
    'the name resolves, and the group does not admit',
    { 'BSg.SecurityGroupIngress': null },
    'blocked sg-in BSg',
  ],
];

describeVariations({
  'starts of tasks': STARTS,
  'ways between interfaces': WAYS,
  'ends of other kinds, and what lies between': ENDS,
  'ways to databases': DATABASES,
  'ways to and from the internet': INTERNET,
  'ways through load balancers': BALANCERS,
  'ways by names': NAMES,
});
