import { Unknown } from '../../../core/values/unknown';
import { isData, type Data } from '../../../core/reading/field';
import { openOf } from '../language/value';
import { bound } from './ecs';
import { type Made, type Maker } from './made';
import { type Shape, type Shaper } from './shape';

const ROUTE: Shape = {
  DestinationCidrBlock: 'cidr_block',
  DestinationIpv6CidrBlock: 'ipv6_cidr_block',
  DestinationPrefixListId: 'destination_prefix_list_id',
  GatewayId: 'gateway_id',
  NatGatewayId: 'nat_gateway_id',
  TransitGatewayId: 'transit_gateway_id',
  VpcPeeringConnectionId: 'vpc_peering_connection_id',
  NetworkInterfaceId: 'network_interface_id',
  EgressOnlyInternetGatewayId: 'egress_only_gateway_id',
  VpcEndpointId: 'vpc_endpoint_id',
  CarrierGatewayId: 'carrier_gateway_id',
  LocalGatewayId: 'local_gateway_id',
  InstanceId: 'instance_id',
  CoreNetworkArn: 'core_network_arn',
  OdbNetworkArn: 'odb_network_arn',
};

/** VPCs, subnets, routes, network ACLs, gateways, endpoints, names. */
export function vpcMakers(shaper: Shaper): Readonly<Record<string, Maker>> {
  const { list, only } = bound(shaper);
  const made =
    (type: string, shape: Shape): Maker =>
    (values) => [{ type, properties: shaper.object(values, shape) }];
  const vpc = made('AWS::EC2::VPC', {
    CidrBlock: 'cidr_block',
    EnableDnsSupport: 'enable_dns_support',
    EnableDnsHostnames: 'enable_dns_hostnames',
  });
  const subnet = made('AWS::EC2::Subnet', {
    VpcId: 'vpc_id',
    CidrBlock: 'cidr_block',
    Ipv6CidrBlock: 'ipv6_cidr_block',
    AvailabilityZone: 'availability_zone',
    AvailabilityZoneId: 'availability_zone_id',
    MapPublicIpOnLaunch: 'map_public_ip_on_launch',
    Ipv6Native: 'ipv6_native',
    EnableDns64: 'enable_dns64',
  });
  const entry: Shape = {
    RuleNumber: 'rule_number',
    Protocol: ['protocol', (value) => aclProtocol(shaper.value(value))],
    RuleAction: 'rule_action',
    Egress: 'egress',
    CidrBlock: 'cidr_block',
    Ipv6CidrBlock: 'ipv6_cidr_block',
    PortRange: [
      '',
      (whole) => (isData(whole) ? shaper.object(whole, { From: 'from_port', To: 'to_port' }) : undefined),
    ],
  };
  const acl: Maker = (values, own) => [
    {
      type: 'AWS::EC2::NetworkAcl',
      properties: shaper.object(values, { VpcId: 'vpc_id', DefaultOf: 'default_network_acl_id' }),
    },
    ...(['ingress', 'egress'] as const).flatMap((direction) => inlineEntries(shaper, values, own, direction)),
    ...associations(shaper, values, own),
  ];
  return {
    aws_vpc: vpc,
    aws_default_vpc: vpc,
    aws_subnet: subnet,
    aws_default_subnet: subnet,
    aws_internet_gateway: (values, own) => {
      const attached = shaper.object(values, { VpcId: 'vpc_id' });
      const properties = { ...attached, InternetGatewayId: own };
      return [
        { type: 'AWS::EC2::InternetGateway', properties: {} },
        ...(Object.keys(attached).length === 0
          ? []
          : [{ type: 'AWS::EC2::VPCGatewayAttachment', part: 'attachment', properties }]),
      ];
    },
    aws_internet_gateway_attachment: made('AWS::EC2::VPCGatewayAttachment', {
      VpcId: 'vpc_id',
      InternetGatewayId: 'internet_gateway_id',
    }),
    aws_egress_only_internet_gateway: made('AWS::EC2::EgressOnlyInternetGateway', { VpcId: 'vpc_id' }),
    aws_nat_gateway: made('AWS::EC2::NatGateway', {
      SubnetId: 'subnet_id',
      AllocationId: 'allocation_id',
      ConnectivityType: 'connectivity_type',
      AvailabilityMode: 'availability_mode',
      VpcId: 'vpc_id',
      AvailabilityZoneAddresses: [
        'availability_zone_address',
        list({ AvailabilityZone: 'availability_zone', AvailabilityZoneId: 'availability_zone_id' }),
      ],
    }),
    aws_vpc_endpoint: made('AWS::EC2::VPCEndpoint', {
      VpcId: 'vpc_id',
      ServiceName: 'service_name',
      VpcEndpointType: 'vpc_endpoint_type',
      SubnetIds: 'subnet_ids',
      SecurityGroupIds: 'security_group_ids',
      RouteTableIds: 'route_table_ids',
      PrivateDnsEnabled: 'private_dns_enabled',
      ServiceRegion: 'service_region',
      PolicyDocument: 'policy',
      DnsOptions: [
        'dns_options',
        only({
          PrivateDnsOnlyForInboundResolverEndpoint: [
            'private_dns_only_for_inbound_resolver_endpoint',
            (value) => inboundOnly(shaper.value(value)),
          ],
        }),
      ],
    }),
    aws_vpc_endpoint_route_table_association: made('AWS::EC2::VPCEndpointAssociation', {
      VpcEndpointId: 'vpc_endpoint_id',
      RouteTableId: 'route_table_id',
    }),
    aws_vpc_endpoint_subnet_association: made('AWS::EC2::VPCEndpointAssociation', {
      VpcEndpointId: 'vpc_endpoint_id',
      SubnetId: 'subnet_id',
    }),
    aws_vpc_endpoint_security_group_association: made('AWS::EC2::VPCEndpointAssociation', {
      VpcEndpointId: 'vpc_endpoint_id',
      SecurityGroupId: 'security_group_id',
    }),
    aws_vpc_peering_connection: made('AWS::EC2::VPCPeeringConnection', {
      VpcId: 'vpc_id',
      PeerVpcId: 'peer_vpc_id',
      PeerOwnerId: 'peer_owner_id',
      PeerRegion: 'peer_region',
      AutoAccept: 'auto_accept',
    }),
    aws_vpc_peering_connection_accepter: made('AWS::EC2::VPCPeeringConnectionAccepter', {
      VpcPeeringConnectionId: 'vpc_peering_connection_id',
      AutoAccept: 'auto_accept',
    }),
    ...transitMakers(shaper),
    aws_vpc_ipv4_cidr_block_association: made('AWS::EC2::VPCCidrBlock', { VpcId: 'vpc_id', CidrBlock: 'cidr_block' }),
    aws_ec2_managed_prefix_list: made('AWS::EC2::PrefixList', { Entries: ['entry', list({ Cidr: 'cidr' })] }),
    aws_vpc_block_public_access_options: made('AWS::EC2::VPCBlockPublicAccessOptions', {
      InternetGatewayBlockMode: 'internet_gateway_block_mode',
    }),
    aws_vpc_block_public_access_exclusion: made('AWS::EC2::VPCBlockPublicAccessExclusion', {
      VpcId: 'vpc_id',
      SubnetId: 'subnet_id',
      InternetGatewayExclusionMode: 'internet_gateway_exclusion_mode',
    }),
    aws_network_interface: made('AWS::EC2::NetworkInterface', { SubnetId: 'subnet_id', GroupSet: 'security_groups' }),
    aws_vpn_gateway: made('AWS::EC2::VPNGateway', { AmazonSideAsn: 'amazon_side_asn' }),
    aws_route_table: (values, own) => [
      { type: 'AWS::EC2::RouteTable', properties: shaper.object(values, { VpcId: 'vpc_id' }) },
      ...inlineRoutes(shaper, values, own),
    ],
    aws_default_route_table: (values, own) => [
      { type: 'AWS::EC2::RouteTable', properties: shaper.object(values, { MainOf: 'default_route_table_id' }) },
      ...inlineRoutes(shaper, values, own),
    ],
    aws_route: made('AWS::EC2::Route', {
      ...ROUTE,
      RouteTableId: 'route_table_id',
      DestinationCidrBlock: 'destination_cidr_block',
      DestinationIpv6CidrBlock: 'destination_ipv6_cidr_block',
    }),
    aws_route_table_association: made('AWS::EC2::SubnetRouteTableAssociation', {
      SubnetId: 'subnet_id',
      RouteTableId: 'route_table_id',
    }),
    aws_main_route_table_association: made('AWS::EC2::MainRouteTableAssociation', {
      VpcId: 'vpc_id',
      RouteTableId: 'route_table_id',
    }),
    aws_vpn_gateway_route_propagation: made('AWS::EC2::VPNGatewayRoutePropagation', {
      RouteTableIds: ['route_table_id', (value) => [shaper.value(value)]],
      VpnGatewayId: 'vpn_gateway_id',
    }),
    aws_network_acl: acl,
    aws_default_network_acl: acl,
    aws_network_acl_rule: made('AWS::EC2::NetworkAclEntry', { NetworkAclId: 'network_acl_id', ...entry }),
    aws_network_acl_association: made('AWS::EC2::SubnetNetworkAclAssociation', {
      NetworkAclId: 'network_acl_id',
      SubnetId: 'subnet_id',
    }),
    aws_service_discovery_private_dns_namespace: made('AWS::ServiceDiscovery::PrivateDnsNamespace', {
      Name: 'name',
      Vpc: 'vpc',
    }),
    aws_service_discovery_public_dns_namespace: made('AWS::ServiceDiscovery::PublicDnsNamespace', { Name: 'name' }),
    aws_service_discovery_http_namespace: made('AWS::ServiceDiscovery::HttpNamespace', { Name: 'name' }),
    aws_vpclattice_target_group: made('AWS::VpcLattice::TargetGroup', {
      Name: 'name',
      Type: 'type',
      Config: [
        'config',
        only({
          Port: 'port',
          Protocol: 'protocol',
          ProtocolVersion: 'protocol_version',
          IpAddressType: 'ip_address_type',
          VpcIdentifier: 'vpc_identifier',
          HealthCheck: [
            'health_check',
            only({
              Enabled: 'enabled',
              Port: 'port',
              Protocol: 'protocol',
              ProtocolVersion: 'protocol_version',
              Path: 'path',
              HealthCheckIntervalSeconds: 'health_check_interval_seconds',
              HealthCheckTimeoutSeconds: 'health_check_timeout_seconds',
              HealthyThresholdCount: 'healthy_threshold_count',
              UnhealthyThresholdCount: 'unhealthy_threshold_count',
            }),
          ],
        }),
      ],
    }),
    aws_service_discovery_service: made('AWS::ServiceDiscovery::Service', {
      Name: 'name',
      NamespaceId: 'namespace_id',
      Type: 'type',
      DnsConfig: [
        'dns_config',
        only({
          NamespaceId: 'namespace_id',
          RoutingPolicy: 'routing_policy',
          DnsRecords: ['dns_records', list({ Type: 'type', TTL: 'ttl' })],
        }),
      ],
      HealthCheckConfig: ['health_check_config', only({ Type: 'type', ResourcePath: 'resource_path' })],
      HealthCheckCustomConfig: ['health_check_custom_config', only({ FailureThreshold: 'failure_threshold' })],
    }),
    aws_eip: made('AWS::EC2::EIP', { InstanceId: 'instance', NetworkInterfaceId: 'network_interface' }),
    aws_eip_association: made('AWS::EC2::EIPAssociation', {
      InstanceId: 'instance_id',
      NetworkInterfaceId: 'network_interface_id',
    }),
    aws_vpc_dhcp_options: made('AWS::EC2::DHCPOptions', {
      DomainName: 'domain_name',
      DomainNameServers: 'domain_name_servers',
    }),
    aws_vpc_dhcp_options_association: made('AWS::EC2::VPCDHCPOptionsAssociation', {
      VpcId: 'vpc_id',
      DhcpOptionsId: 'dhcp_options_id',
    }),
    aws_route53_zone: made('AWS::Route53::HostedZone', { Name: 'name', VPCs: ['vpc', list({ VPCId: 'vpc_id' })] }),
    aws_route53_resolver_rule: made('AWS::Route53Resolver::ResolverRule', {
      DomainName: 'domain_name',
      RuleType: 'rule_type',
    }),
    aws_route53_resolver_rule_association: made('AWS::Route53Resolver::ResolverRuleAssociation', {
      ResolverRuleId: 'resolver_rule_id',
      VPCId: 'vpc_id',
    }),
    aws_route53_record: made('AWS::Route53::RecordSet', {
      HostedZoneId: 'zone_id',
      Name: 'name',
      Type: 'type',
      ResourceRecords: 'records',
      AliasTarget: ['alias', only({ DNSName: 'name', HostedZoneId: 'zone_id' })],
    }),
  };
}

/** Transit gateways with their attachments and tables. */
function transitMakers(shaper: Shaper): Readonly<Record<string, Maker>> {
  const { only } = bound(shaper);
  const made =
    (type: string, shape: Shape): Maker =>
    (values) => [{ type, properties: shaper.object(values, shape) }];
  const connection: Shape = {
    TransitGatewayAttachmentId: 'transit_gateway_attachment_id',
    TransitGatewayRouteTableId: 'transit_gateway_route_table_id',
  };
  return {
    aws_ec2_transit_gateway: made('AWS::EC2::TransitGateway', {
      DefaultRouteTableAssociation: 'default_route_table_association',
      DefaultRouteTablePropagation: 'default_route_table_propagation',
      SecurityGroupReferencingSupport: 'security_group_referencing_support',
    }),
    aws_ec2_transit_gateway_vpc_attachment: made('AWS::EC2::TransitGatewayVpcAttachment', {
      TransitGatewayId: 'transit_gateway_id',
      VpcId: 'vpc_id',
      SubnetIds: 'subnet_ids',
      AssociatesByDefault: 'transit_gateway_default_route_table_association',
      PropagatesByDefault: 'transit_gateway_default_route_table_propagation',
      Options: ['', only({ SecurityGroupReferencingSupport: 'security_group_referencing_support' })],
    }),
    aws_ec2_transit_gateway_route_table: made('AWS::EC2::TransitGatewayRouteTable', {
      TransitGatewayId: 'transit_gateway_id',
    }),
    aws_ec2_transit_gateway_route_table_association: made('AWS::EC2::TransitGatewayRouteTableAssociation', connection),
    aws_ec2_transit_gateway_route_table_propagation: made('AWS::EC2::TransitGatewayRouteTablePropagation', connection),
    aws_ec2_transit_gateway_route: made('AWS::EC2::TransitGatewayRoute', {
      ...connection,
      DestinationCidrBlock: 'destination_cidr_block',
      Blackhole: 'blackhole',
    }),
  };
}

function inboundOnly(value: unknown): unknown {
  if (value === true || value === 'true') return 'OnlyInboundResolver';
  return value === false || value === 'false' ? 'AllResolvers' : value;
}

/** The network ACLs of AWS have numbers for protocols. */
function aclProtocol(value: unknown): unknown {
  const numbers: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, all: -1, '-1': -1, icmpv6: 58 };
  return typeof value === 'string' && Object.hasOwn(numbers, value.toLowerCase())
    ? numbers[value.toLowerCase()]
    : value;
}

function inlineRoutes(shaper: Shaper, values: Data, own: Data): Made[] {
  return itemsOf(values['route']).map((item, index) => ({
    type: 'AWS::EC2::Route',
    part: `route ${index + 1}`,
    properties: isData(item)
      ? { ...shaper.object(item, ROUTE), RouteTableId: own }
      : { RouteTableId: own, DestinationCidrBlock: shaper.value(item), GatewayId: shaper.value(item) },
  }));
}

function inlineEntries(shaper: Shaper, values: Data, own: Data, direction: 'ingress' | 'egress'): Made[] {
  const entry: Shape = {
    RuleNumber: 'rule_no',
    RuleAction: 'action',
    CidrBlock: 'cidr_block',
    Ipv6CidrBlock: 'ipv6_cidr_block',
    Protocol: ['protocol', (value) => aclProtocol(shaper.value(value))],
    PortRange: ['', (whole) => (isData(whole) ? shaper.object(whole, { From: 'from_port', To: 'to_port' }) : undefined)], // prettier-ignore
  };
  return itemsOf(values[direction]).map((item, index) => {
    const open = shaper.value(item);
    const made = isData(item) ? shaper.object(item, entry) : { RuleNumber: open, RuleAction: open, CidrBlock: open };
    return {
      type: 'AWS::EC2::NetworkAclEntry',
      part: `${direction} ${index + 1}`,
      properties: { ...made, Egress: direction === 'egress', NetworkAclId: own },
    };
  });
}

/** The blocks of a type; what is decided later stands for all that there may be. */
function itemsOf(blocks: unknown): readonly unknown[] {
  if (blocks === undefined || blocks === null) return [];
  return Array.isArray(blocks) ? (blocks as unknown[]) : [blocks];
}

function associations(shaper: Shaper, values: Data, own: Data): Made[] {
  const subnets = values['subnet_ids'];
  const open = openOf(subnets);
  // a list goes by no name: it may have any subnet
  return itemsOf(open ? new Unknown(open.why) : subnets).map((subnet, index) => ({
    type: 'AWS::EC2::SubnetNetworkAclAssociation',
    part: `subnet ${index + 1}`,
    properties: { SubnetId: shaper.value(subnet), NetworkAclId: own },
  }));
}
