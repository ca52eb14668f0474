import { Unknown } from '../../core/values/unknown';
import { type Account } from './account';
import { at, objectsIn, textIn, type Made, type Shape } from './made';
import { type Thing } from './sections';

export function vpcOf(account: Account, { data }: Thing): readonly Made[] {
  const { wording } = account;
  const id = textIn(data, 'VpcId') ?? '';
  const blocks = (way: string, name: 'CidrBlock' | 'Ipv6CidrBlock'): Made[] =>
    objectsIn(data[way]).flatMap((one, index) => {
      // the first block stands in the VPC itself
      if (name === 'CidrBlock' && one['CidrBlock'] === data['CidrBlock']) return [];
      if (NOT_OF_VPC.has(textIn(one, `${name}State/State`))) return [];
      const properties = { ...wording.object(one, { [name]: name }), VpcId: id };
      return [{ type: 'AWS::EC2::VPCCidrBlock', part: `${way} ${index}`, way: `${way}/${index}`, properties }];
    });
  return [
    {
      type: 'AWS::EC2::VPC',
      properties: {
        ...wording.object(data, { CidrBlock: 'CidrBlock' }),
        EnableDnsSupport: account.attribute(id, 'EnableDnsSupport'),
        EnableDnsHostnames: account.attribute(id, 'EnableDnsHostnames'),
      },
    },
    ...blocks('CidrBlockAssociationSet', 'CidrBlock'),
    {
      type: 'AWS::EC2::VPCDHCPOptionsAssociation',
      part: 'options',
      properties: wording.object(data, {
        VpcId: 'VpcId',
        DhcpOptionsId: ['DhcpOptionsId', (one) => (one === 'default' ? undefined : one)],
      }),
    },
  ];
}

/** Blocks that are still listed after they were taken from a VPC, or were never added. */
const NOT_OF_VPC: ReadonlySet<unknown> = new Set(['disassociating', 'disassociated', 'failing', 'failed']);

export function dhcpOptionsOf({ wording }: Account, { data }: Thing): readonly Made[] {
  const configurations = objectsIn(data['DhcpConfigurations']);
  const indexOf = (key: string): number => configurations.findIndex((one) => one['Key'] === key);
  const [servers, domain] = [indexOf('domain-name-servers'), indexOf('domain-name')];
  const shape: Shape = {
    ...(servers < 0
      ? {}
      : {
          DomainNameServers: [
            `DhcpConfigurations/${servers}/Values`,
            (values) => wording.list(values, (value) => at(value, 'Value'), 'Value'),
          ],
        }),
    ...(domain < 0 ? {} : { DomainName: `DhcpConfigurations/${domain}/Values/0/Value` }),
  };
  return [{ type: 'AWS::EC2::DHCPOptions', properties: wording.object(data, shape) }];
}

export function subnetOf({ wording }: Account, { data }: Thing): readonly Made[] {
  return [
    {
      type: 'AWS::EC2::Subnet',
      properties: wording.object(data, {
        VpcId: 'VpcId',
        CidrBlock: 'CidrBlock',
        Ipv6CidrBlock: 'Ipv6CidrBlockAssociationSet/0/Ipv6CidrBlock',
        Ipv6Native: 'Ipv6Native',
        AvailabilityZone: 'AvailabilityZone',
        MapPublicIpOnLaunch: 'MapPublicIpOnLaunch',
        EnableDns64: 'EnableDns64',
      }),
    },
  ];
}

const TABLE_NOT_SEEN = new Unknown('its route table is in no file given; aws ec2 describe-route-tables prints it');
const ACL_NOT_SEEN = new Unknown('its network ACL is in no file given; aws ec2 describe-network-acls prints it');

export function routeTableOf(account: Account, { data }: Thing): readonly Made[] {
  const { wording } = account;
  const id = textIn(data, 'RouteTableId') ?? '';
  const associations = objectsIn(data['Associations']);
  return [
    { type: 'AWS::EC2::RouteTable', properties: wording.object(data, { VpcId: 'VpcId' }) },
    ...objectsIn(data['Routes']).flatMap((route, index): Made[] => {
      const properties = routeOf(account, route);
      return properties === undefined
        ? []
        : [
            {
              type: 'AWS::EC2::Route',
              part: `route ${index + 1}`,
              way: `Routes/${index}`,
              properties: { ...properties, RouteTableId: id },
            },
          ];
    }),
    ...associations.flatMap((one, index): Made[] => {
      const gateway = textIn(one, 'GatewayId');
      const made = { part: `association ${index + 1}`, way: `Associations/${index}` };
      if (gateway !== undefined) {
        const properties = { GatewayId: gateway, RouteTableId: id };
        return [{ ...made, type: 'AWS::EC2::GatewayRouteTableAssociation', properties }];
      }
      const subnet = textIn(one, 'SubnetId');
      return subnet === undefined ? [] : [{ ...made, ...associated(subnet, id) }];
    }),
  ];
}

function associated(SubnetId: string, RouteTableId: unknown): Pick<Made, 'type' | 'properties'> {
  return { type: 'AWS::EC2::SubnetRouteTableAssociation', properties: { SubnetId, RouteTableId } };
}

/** What subnets that no table and no ACL names take: the main table of their VPC, where that was seen. */
export function restOfSubnets(account: Account): readonly (Made & { readonly of: Thing })[] {
  const named = new Set<string>();
  const mains = new Map<string, string>();
  for (const { data } of account.of('routeTable')) {
    for (const one of objectsIn(data['Associations'])) {
      const subnet = textIn(one, 'SubnetId');
      if (subnet !== undefined) named.add(subnet);
      const [vpc, id] = [textIn(data, 'VpcId'), textIn(data, 'RouteTableId')];
      if (one['Main'] === true && vpc !== undefined && id !== undefined) mains.set(vpc, id);
    }
  }
  const withAcl = new Set(
    account
      .of('networkAcl')
      .flatMap(({ data }) => objectsIn(data['Associations']).map((one) => textIn(one, 'SubnetId'))),
  );
  return account.of('subnet').flatMap((of) => {
    const id = textIn(of.data, 'SubnetId') ?? '';
    const main = account.sees('routeTable') ? mains.get(textIn(of.data, 'VpcId') ?? '') : undefined;
    const table = { of, part: 'route table', ...associated(id, main ?? TABLE_NOT_SEEN) };
    const acl = {
      of,
      part: 'network ACL',
      type: 'AWS::EC2::SubnetNetworkAclAssociation',
      properties: { SubnetId: id, NetworkAclId: ACL_NOT_SEEN },
    };
    return [...(named.has(id) ? [] : [table]), ...(withAcl.has(id) ? [] : [acl])];
  });
}

/** A route as templates have it; undefined for what is there without a route. */
function routeOf({ wording }: Account, data: Made['properties']): Made['properties'] | undefined {
  const gateway = textIn(data, 'GatewayId') ?? '';
  // the local route, and those of gateway endpoints, which say themselves for which tables they are
  if (gateway === 'local' || (gateway.startsWith('vpce-') && textIn(data, 'DestinationPrefixListId'))) return undefined;
  const isGone = data['State'] === 'blackhole';
  return {
    ...wording.object(data, {
      DestinationCidrBlock: 'DestinationCidrBlock',
      DestinationIpv6CidrBlock: 'DestinationIpv6CidrBlock',
      DestinationPrefixListId: 'DestinationPrefixListId',
      ...(isGone
        ? {}
        : {
            [gateway.startsWith('vpce-') ? 'VpcEndpointId' : 'GatewayId']: 'GatewayId',
            NatGatewayId: 'NatGatewayId',
            EgressOnlyInternetGatewayId: 'EgressOnlyInternetGatewayId',
            VpcPeeringConnectionId: 'VpcPeeringConnectionId',
            TransitGatewayId: 'TransitGatewayId',
            CarrierGatewayId: 'CarrierGatewayId',
            LocalGatewayId: 'LocalGatewayId',
            CoreNetworkArn: 'CoreNetworkArn',
            NetworkInterfaceId: 'NetworkInterfaceId',
          }),
    }),
    ...(isGone ? { Blackhole: true } : {}),
  };
}

/** Gateways that routes lead to and that no file tells of: a route that works has one that is attached to its VPC. */
export function glimpsedGateways(account: Account): readonly (Made & { readonly of: Thing; readonly id: string })[] {
  const found = new Map<string, Made & { of: Thing; id: string }>();
  for (const of of account.of('routeTable')) {
    const VpcId = textIn(of.data, 'VpcId') ?? new Unknown('the VPC of its route table is not said');
    for (const [index, route] of objectsIn(of.data['Routes']).entries()) {
      const id = textIn(route, 'GatewayId') ?? '';
      const way = `Routes/${index}`;
      if (found.has(id) || account.find('internetGateway', id) || account.find('endpoint', id)) continue;
      if (id.startsWith('igw-') && route['State'] !== 'blackhole') {
        found.set(id, { of, id, way, type: 'AWS::EC2::InternetGateway', properties: {} });
        const properties = { InternetGatewayId: id, VpcId };
        found.set(`${id} attachment`, { of, id: `${id} attachment`, way, type: 'AWS::EC2::VPCGatewayAttachment', properties }); // prettier-ignore
      } else if (id.startsWith('vgw-')) {
        found.set(id, { of, id, way, type: 'AWS::EC2::VPNGateway', properties: {} });
      }
    }
  }
  return [...found.values()];
}

export function aclOf({ wording }: Account, { data }: Thing): readonly Made[] {
  const NetworkAclId = textIn(data, 'NetworkAclId') ?? '';
  return [
    { type: 'AWS::EC2::NetworkAcl', properties: wording.object(data, { VpcId: 'VpcId' }) },
    ...objectsIn(data['Entries']).flatMap((entry, index): Made[] => {
      // the last entry of every list denies the rest, as does its end
      if (entry['RuleNumber'] === LAST_ENTRY) return [];
      const properties = {
        ...wording.object(entry, {
          RuleNumber: 'RuleNumber',
          Protocol: 'Protocol',
          RuleAction: 'RuleAction',
          Egress: 'Egress',
          CidrBlock: 'CidrBlock',
          Ipv6CidrBlock: 'Ipv6CidrBlock',
          PortRange: 'PortRange',
        }),
        NetworkAclId,
      };
      return [{ type: 'AWS::EC2::NetworkAclEntry', part: `entry ${index + 1}`, way: `Entries/${index}`, properties }];
    }),
    ...objectsIn(data['Associations']).map((one, index) => ({
      type: 'AWS::EC2::SubnetNetworkAclAssociation',
      part: `association ${index + 1}`,
      way: `Associations/${index}`,
      properties: { SubnetId: textIn(one, 'SubnetId'), NetworkAclId },
    })),
  ];
}

const LAST_ENTRY = 32767;

/** Which lists of a permission hold peers, by what templates call them. */
const PEERS = [
  ['CidrIp', 'IpRanges', 'CidrIp'],
  ['CidrIpv6', 'Ipv6Ranges', 'CidrIpv6'],
  ['SecurityGroupId', 'UserIdGroupPairs', 'GroupId'],
  ['PrefixListId', 'PrefixListIds', 'PrefixListId'],
] as const;

export function securityGroupOf(account: Account, { data }: Thing): readonly Made[] {
  const { wording } = account;
  return [
    {
      type: 'AWS::EC2::SecurityGroup',
      properties: wording.object(data, {
        GroupName: 'GroupName',
        VpcId: 'VpcId',
        SecurityGroupIngress: ['IpPermissions', (list) => permissions(account, list, 'Source')],
        SecurityGroupEgress: ['IpPermissionsEgress', (list) => permissions(account, list, 'Destination')],
      }),
    },
  ];
}

/** A rule for each peer of each permission. */
function permissions({ wording }: Account, list: unknown, side: 'Source' | 'Destination'): unknown {
  const flat = objectsIn(list).flatMap((permission, index) =>
    PEERS.flatMap(([name, key, field]) =>
      objectsIn(permission[key]).map((_peer, at) => ({ permission, index, name, way: `${key}/${at}/${field}` })),
    ),
  );
  return wording.items(flat, ({ permission, index, name, way }) => ({
    way: String(index),
    value: wording.object(permission, {
      IpProtocol: 'IpProtocol',
      FromPort: 'FromPort',
      ToPort: 'ToPort',
      [name.startsWith('Cidr') ? name : `${side}${name}`]: way,
    }),
  }));
}

/** Groups of which only the rules were asked for. */
export function groupsOfRules(account: Account): readonly (Made & { readonly of: Thing; readonly id: string })[] {
  const groups = new Map<string, Thing>();
  for (const rule of account.of('groupRule')) {
    const id = textIn(rule.data, 'GroupId');
    if (id !== undefined && !account.find('securityGroup', id) && !groups.has(id)) groups.set(id, rule);
  }
  return [...groups].map(([id, of]) => ({
    of,
    id,
    type: 'AWS::EC2::SecurityGroup',
    properties: { VpcId: new Unknown('its VPC is in no file given; aws ec2 describe-security-groups prints it') },
  }));
}

/** A rule by itself; those of groups that tell their rules themselves are not needed. */
export function groupRuleOf(account: Account, { data }: Thing): readonly Made[] {
  if (account.find('securityGroup', data['GroupId'])) return [];
  const egress = data['IsEgress'] === true;
  const side = egress ? 'Destination' : 'Source';
  return [
    {
      type: egress ? 'AWS::EC2::SecurityGroupEgress' : 'AWS::EC2::SecurityGroupIngress',
      properties: account.wording.object(data, {
        GroupId: 'GroupId',
        IpProtocol: 'IpProtocol',
        FromPort: 'FromPort',
        ToPort: 'ToPort',
        CidrIp: 'CidrIpv4',
        CidrIpv6: 'CidrIpv6',
        [`${side}SecurityGroupId`]: 'ReferencedGroupInfo/GroupId',
        [`${side}PrefixListId`]: 'PrefixListId',
      }),
    },
  ];
}

const GONE: ReadonlySet<unknown> = new Set(['deleted', 'deleting', 'failed', 'rejected', 'expired']);

export function endpointOf({ wording }: Account, { data }: Thing): readonly Made[] {
  if (GONE.has(textIn(data, 'State')?.toLowerCase())) return [];
  return [
    {
      type: 'AWS::EC2::VPCEndpoint',
      properties: wording.object(data, {
        VpcId: 'VpcId',
        ServiceName: 'ServiceName',
        VpcEndpointType: 'VpcEndpointType',
        SubnetIds: 'SubnetIds',
        RouteTableIds: 'RouteTableIds',
        SecurityGroupIds: ['Groups', (groups) => wording.list(groups, (one) => at(one, 'GroupId'), 'GroupId')],
        PrivateDnsEnabled: 'PrivateDnsEnabled',
        DnsOptions: [
          'DnsOptions',
          (options) =>
            wording.object(options, {
              PrivateDnsOnlyForInboundResolverEndpoint: [
                'PrivateDnsOnlyForInboundResolverEndpoint',
                (only) => (only === true ? 'OnlyInboundResolver' : 'AllResolvers'),
              ],
            }),
        ],
        PolicyDocument: 'PolicyDocument',
      }),
    },
  ];
}

export function natGatewayOf({ wording }: Account, { data }: Thing): readonly Made[] {
  if (GONE.has(data['State'])) return [];
  const isRegional = data['AvailabilityMode'] === 'regional';
  return [
    {
      type: 'AWS::EC2::NatGateway',
      properties: wording.object(data, {
        ConnectivityType: 'ConnectivityType',
        ...(isRegional ? { AvailabilityMode: 'AvailabilityMode', VpcId: 'VpcId' } : { SubnetId: 'SubnetId' }),
      }),
    },
  ];
}

export function internetGatewayOf(_account: Account, { data }: Thing): readonly Made[] {
  const InternetGatewayId = textIn(data, 'InternetGatewayId');
  return [
    { type: 'AWS::EC2::InternetGateway', properties: {} },
    ...objectsIn(data['Attachments']).map((one, index) => ({
      type: 'AWS::EC2::VPCGatewayAttachment',
      part: `attachment ${index + 1}`,
      way: `Attachments/${index}`,
      properties: { InternetGatewayId, VpcId: textIn(one, 'VpcId') },
    })),
  ];
}

export function egressOnlyGatewayOf({ wording }: Account, { data }: Thing): readonly Made[] {
  const properties = wording.object(data, { VpcId: 'Attachments/0/VpcId' });
  return [{ type: 'AWS::EC2::EgressOnlyInternetGateway', properties }];
}

export function peeringOf({ wording }: Account, { data }: Thing): readonly Made[] {
  if (GONE.has(textIn(data, 'Status/Code'))) return [];
  return [
    {
      type: 'AWS::EC2::VPCPeeringConnection',
      properties: wording.object(data, {
        VpcId: 'RequesterVpcInfo/VpcId',
        PeerVpcId: 'AccepterVpcInfo/VpcId',
        // one that is not active waits for the other side
        AutoAccept: ['Status/Code', (code) => code === 'active'],
      }),
    },
  ];
}

export function prefixListOf({ wording }: Account, { data }: Thing): readonly Made[] {
  return [
    {
      type: 'AWS::EC2::PrefixList',
      properties: {
        // a list of managed prefix lists has no blocks in it
        Entries: BLOCKS_NOT_SEEN,
        ...wording.object(data, {
          PrefixListName: 'PrefixListName',
          Entries: ['Cidrs', (blocks) => wording.list(blocks, (Cidr) => ({ Cidr }))],
        }),
      },
    },
  ];
}

const BLOCKS_NOT_SEEN = new Unknown(
  'its blocks are in no file given; aws ec2 describe-prefix-lists prints those of AWS',
);

/** Instances by themselves: those of Auto Scaling groups stand for their group. */
export function instancesOf(account: Account, { data }: Thing): readonly Made[] {
  const { wording } = account;
  return objectsIn(data['Instances']).flatMap((instance, index): Made[] => {
    if (textIn(instance, 'State/Name') === 'terminated') return [];
    const group = objectsIn(instance['Tags']).find(({ Key }) => Key === 'aws:autoscaling:groupName')?.['Value'];
    if (account.find('group', group)) return [];
    const userData = new Unknown('aws ec2 describe-instances does not print the user data');
    return [
      {
        type: 'AWS::EC2::Instance',
        part: textIn(instance, 'InstanceId') ?? `instance ${index + 1}`,
        way: `Instances/${index}`,
        properties: {
          ...wording.object(instance, {
            SubnetId: 'SubnetId',
            InstanceType: 'InstanceType',
            SourceDestCheck: 'SourceDestCheck',
            SecurityGroupIds: [
              'SecurityGroups',
              (groups) => wording.list(groups, (one) => at(one, 'GroupId'), 'GroupId'),
            ],
          }),
          UserData: userData,
        },
      },
    ];
  });
}
