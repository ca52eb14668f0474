import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type PathVerdict } from '../../../lib/core/vpc/path-verdict';
import { reachInNetwork, type NetworkQuestion } from '../../../lib/core/vpc/reach';
import { networkOf, type Resources } from './random-network';
import { aclOf, changed, entry, resource, type Changes } from './variations';

/** What says the same before a deployment: a reason of a cause, a step of the trace, `unknown`, or why nothing does. */
type Saying =
  | { readonly reason: string; readonly of: Example }
  | { readonly step: string; readonly of: Example }
  | { readonly unknown: Example }
  | { readonly never: 'not decidable before the deployment' | 'not asked' };

/** A recorded template with its question, and what differs. */
type Example = readonly [base: string, changes?: Changes, question?: NetworkQuestion];

const from = (source: string, to: string, port: number): NetworkQuestion => ({ from: source, to, port });
const says = (reason: string, ...of: Example): Saying => ({ reason, of });
const shows = (step: string, ...of: Example): Saying => ({ step, of });
const unknown = (...of: Example): Saying => ({ unknown: of });
const STATE: Saying = { never: 'not decidable before the deployment' };
const FILTER: Saying = { never: 'not asked' };

const OWN_TABLE: Changes = {
  'Tgw.DefaultRouteTableAssociation': 'disable',
  'Tgw.DefaultRouteTablePropagation': 'disable',
  Rt: resource('EC2::TransitGatewayRouteTable', { TransitGatewayId: '@Tgw' }),
  RtA: resource('EC2::TransitGatewayRouteTableAssociation', {
    TransitGatewayAttachmentId: '@AttachA',
    TransitGatewayRouteTableId: '@Rt',
  }),
};
const line = (id: string, block: string, more: Readonly<Record<string, unknown>>): Changes => ({
  [id]: resource('EC2::TransitGatewayRoute', {
    TransitGatewayRouteTableId: '@Rt',
    DestinationCidrBlock: block,
    ...more,
  }),
});
const learns = (attachment: string): Changes => ({
  [`${attachment}Learnt`]: resource('EC2::TransitGatewayRouteTablePropagation', {
    TransitGatewayAttachmentId: `@${attachment}`,
    TransitGatewayRouteTableId: '@Rt',
  }),
});
const edge: Changes = {
  Edge: resource('EC2::RouteTable', { VpcId: '@Vpc' }),
  EdgeRoute: resource('EC2::Route', {
    RouteTableId: '@Edge',
    DestinationCidrBlock: '10.0.101.0/24',
    VpcEndpointId: 'vpce-1',
  }),
  EdgeOf: resource('EC2::GatewayRouteTableAssociation', { GatewayId: '@Igw', RouteTableId: '@Edge' }),
};
const regional: Changes = {
  Nat: resource('EC2::NatGateway', {
    AvailabilityMode: 'regional',
    VpcId: '@Vpc',
    AvailabilityZoneAddresses: [{ AvailabilityZone: 'us-east-1b', AllocationIds: ['eipalloc-1'] }],
  }),
};

/** A Classic Load Balancer in one zone that sends to one port of an instance, which admits it on 8080. */
const classic = (port = '8080', subnet = 'PrivA'): Changes => ({
  Elb: resource('ElasticLoadBalancing::LoadBalancer', {
    Subnets: ['@PubA'],
    SecurityGroups: ['@AlbSg.GroupId'],
    Instances: ['@Box'],
    Listeners: [{ LoadBalancerPort: '80', InstancePort: port, Protocol: 'HTTP' }],
  }),
  Box: resource('EC2::Instance', { ImageId: 'ami-1', SubnetId: `@${subnet}`, SecurityGroupIds: ['@AppSg.GroupId'] }),
});

const CODES: Readonly<Record<string, Saying>> = {
  BAD_STATE: STATE,
  BAD_STATE_ATTACHMENT: says('gateway-unattached', 'di-01', { IgwAttachment: null }),
  BAD_STATE_ROUTE: says('gateway-unattached', 'st-38', { IgwAttachment: null }, from('Service', 'internet', 443)),
  BAD_STATE_VPN: STATE,
  CANNOT_ROUTE: says('route-missing', 'pe-04'),
  ELB_ACL_RESTRICTION: says(
    'acl-denies',
    'lb-01',
    { ...classic('8080', 'PubA'), ...aclOf('Acl', 'PubA'), In: entry('Acl', 100, false, '0.0.0.0/0', [80, 8080]) },
    from('Elb', 'Box', 8080),
  ),
  ELB_INSTALLED_AZ_RESTRICTION: says(
    'zone-not-enabled',
    'lb-01',
    classic('8080', 'PrivB'),
    from('internet', 'Elb', 80),
  ),
  ELB_LISTENER_PORT_RESTRICTION: says('group-does-not-admit', 'lb-01', classic('9090'), from('internet', 'Elb', 80)),
  ELB_LISTENERS_MISMATCH: says('port-not-listened-on', 'lb-01', classic(), from('internet', 'Elb', 443)),
  ELB_NOT_CROSSZONE: says('zone-not-enabled', 'lb-01', classic('8080', 'PrivB'), from('internet', 'Elb', 80)),
  ELBV2_LISTENER_HAS_NO_TG: says('forwards-nowhere', 'lb-01', {
    'Listener.DefaultActions': [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
  }),
  ELBV2_LISTENER_PORT_RESTRICTION: says('port-not-listened-on', 'lb-11'),
  ELBV2_LISTENER_REQUIRES_TG_ACCEPT: says('port-not-listened-on', 'nl-01', {
    'Listener.Protocol': 'UDP',
    'TargetGroup.Protocol': 'UDP',
  }),
  ELBV2_LISTENERS_MISMATCH: says('port-not-listened-on', 'lb-11'),
  ELBV2_NO_TARGETS_IN_AZ: says('zone-not-enabled', 'nl-11'),
  ELBV2_SOURCE_ADDRESS_PRESERVATION: says('group-does-not-admit', 'nl-02'),
  ENI_ADDRESS_RESTRICTION: unknown('ss-01', {}, from('A', '10.0.9.9', 8080)),
  ENI_SG_RULES_MISMATCH: says('group-does-not-admit', 'ss-03'),
  ENI_SOURCE_DEST_CHECK_RESTRICTION: says('instance-does-not-forward', 'un-05', {
    'Default.NetworkInterfaceId': null,
    'Default.InstanceId': '@Box',
    Box: resource('EC2::Instance', { SubnetId: '@PrivA' }),
  }),
  FIREWALL_RULES_RESTRICTION: unknown('un-06'),
  GATEWAY_REJECTS_SPOOFED_TRAFFIC: FILTER,
  GWLB_DESTINATION_PORT_RESTRICTION: unknown('un-06'),
  GWLB_PROTOCOL_RESTRICTION: unknown('un-06'),
  HIGHER_PRIORITY_ROUTE: unknown('un-08', {}, from('Service', '198.51.100.7', 443)),
  IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS: unknown('in-10', {}, from('Fn', '10.0.200.9', 443)),
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS: says('address-private', 'in-10', {}, from('Fn', '192.168.7.7', 443)),
  IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS: says('address-private', 'in-10', {}, from('Fn', '100.64.7.7', 443)),
  IGW_EXPECTS_PUBLIC_ADDRESS: FILTER,
  IGW_NAT_REFLECTION: says('group-does-not-admit', 'lb-20'),
  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: says('no-public-address', 'di-02'),
  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS: says('no-public-address', 'in-13'),
  IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS: says('address-private', 'di-01', {}, from('192.168.7.7', 'Service', 8080)),
  IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS: says('address-private', 'di-01', {}, from('100.64.7.7', 'Service', 8080)),
  INGRESS_RTB_NO_PUBLIC_IP: says('no-public-address', 'di-02', edge),
  INGRESS_RTB_TRAFFIC_REDIRECTION: unknown('di-01', edge),
  MORE_SPECIFIC_ROUTE: says('peering-not-transitive', 'pe-07'),
  NGW_DEST_ADDRESS_PRESERVATION: shows('nat-gateway', 'in-10'),
  NGW_REQUIRES_SOURCE_IN_VPC: says(
    'peering-not-transitive',
    'pe-01',
    {
      Out: resource('EC2::Route', {
        RouteTableId: '@TableA',
        DestinationCidrBlock: '0.0.0.0/0',
        VpcPeeringConnectionId: '@Peering',
      }),
    },
    from('A', 'internet', 443),
  ),
  NGW_SOURCE_ADDRESS_REASSIGN: shows('nat-gateway', 'in-10'),
  NO_POSSIBLE_DESTINATION: says('route-missing', 'pe-02'),
  NO_ROUTE_TO_DESTINATION: says('route-missing', 'pe-02'),
  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR: says('peering-not-transitive', 'pe-07'),
  PROTOCOL_RESTRICTION: says(
    'port-not-listened-on',
    'lb-01',
    {},
    { from: 'internet', to: 'Alb', port: 80, protocol: 'udp' },
  ),
  REGIONAL_NGW_ROUTE_AZ_RESTRICTION: says('nat-zone-missing', 'in-10', regional),
  REMAP_EPHEMERAL_PORT: shows('nat-gateway', 'in-10'),
  SG_HAS_NO_RULES: says('group-does-not-admit', 'ss-02'),
  SG_REFERENCES_NOT_PRESERVED: says('group-does-not-admit', 'lb-20'),
  SG_REFERENCING_SUPPORT: says('group-does-not-admit', 'tg-06'),
  SUBNET_ACL_RESTRICTION: says('acl-denies', 'na-02'),
  TARGET_ADDRESS_RESTRICTION: unknown('lb-01', {
    'Service.LoadBalancers': null,
    'TargetGroup.Targets': [{ Id: '10.0.1.9', Port: 8080 }],
  }),
  TARGET_PORT_RESTRICTION: says('port-not-listened-on', 'db-05'),
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: says('transit-not-associated', 'tg-05', {
    ...OWN_TABLE,
    RtA: null,
  }),
  TGW_ATTACH_VPC_AZ_RESTRICTION: says('transit-zone-missing', 'tg-05', { 'AttachA.SubnetIds': ['@PrivA2'] }),
  TGW_BAD_STATE_VPN: STATE,
  TGW_ROUTE_AZ_RESTRICTION: says('transit-zone-missing', 'tg-05', { 'AttachA.SubnetIds': ['@PrivA2'] }),
  TGW_RTB_BAD_STATE_ROUTE: says('transit-route-drops', 'tg-05', {
    ...OWN_TABLE,
    ...line('Hole', '10.1.0.0/16', { Blackhole: true }),
  }),
  TGW_RTB_CANNOT_ROUTE: says('transit-route-missing', 'tg-05', {
    ...OWN_TABLE,
    ...line('There', '10.77.0.0/16', { TransitGatewayAttachmentId: '@AttachB' }),
  }),
  TGW_RTB_HIGHER_PRIORITY_ROUTE: says('transit-route-drops', 'tg-05', {
    ...OWN_TABLE,
    ...learns('AttachB'),
    ...line('Hole', '10.1.0.0/16', { Blackhole: true }),
  }),
  TGW_RTB_MORE_SPECIFIC_ROUTE: says('transit-route-drops', 'tg-05', {
    ...OWN_TABLE,
    ...learns('AttachB'),
    ...line('Hole', '10.1.1.0/24', { Blackhole: true }),
  }),
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: says('transit-route-missing', 'tg-05', OWN_TABLE),
  TGW_RTB_ROUTES_ARE_UNKNOWN: unknown('un-04'),
  UNKNOWN_DESTINATION: unknown('un-17'),
  UNKNOWN_PEERED_SGS: unknown('pe-01', {
    'BSg.SecurityGroupIngress': [
      { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: { 'Fn::ImportValue': 'group' } },
    ],
    'A.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups': [{ 'Fn::ImportValue': 'other' }],
  }),
  UNKNOWN_RESOURCE: unknown('un-17'),
  VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS: unknown('un-08', {}, from('Service', '198.51.100.7', 443)),
  VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS: FILTER,
  VPC_BLOCK_PUBLIC_ACCESS_ENABLED: says('public-access-blocked', 'in-14'),
  VPC_LOCAL_ROUTE_CIDR_RESTRICTION: says('route-missing', 'pe-02'),
  VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION: says(
    'route-missing',
    'st-06',
    {},
    { from: 'Service', to: 'aws:s3', port: 443 },
  ),
  VPCE_GATEWAY_PROTOCOL_RESTRICTION: FILTER,
  VPCE_INTRA_VPC_TRAFFIC: FILTER,
  VPCE_SERVICE_NOT_INSTALLED_IN_AZ: STATE,
  DISCONNECTED_VPCS: says('route-missing', 'pe-02', { Peering: null, BToA: null }),
  NO_PATH: says('route-missing', 'pe-02'),
  NO_SOURCE_OR_DESTINATION: FILTER,
  UNASSOCIATED_COMPONENT: says('gateway-unattached', 'di-01', { IgwAttachment: null }),
  UNSUPPORTED_COMPONENT: unknown('un-06'),
  COMPONENT_FILTER_RESTRICTION: FILTER,
  COMPONENT_FILTER_RESTRICTION_REMOVED_COMPONENT: FILTER,
};

function verdictOf([base, changes = {}, question]: Example): PathVerdict {
  const vector = changed(base, changes);
  const asked = question ?? (vector.question as NetworkQuestion);
  return reachInNetwork(networkOf(vector.resources as Resources, 'us-east-1'), asked);
}

const page = readFileSync(join(__dirname, '../../../docs/vpc.md'), 'utf8');
const rows = new Map(
  [...page.matchAll(/^\| ([A-Z][A-Z0-9_]+) \| (.+) \|$/gm)].map(([, code = '', text = '']) => [code, text]),
);

describe('the explanation codes of Reachability Analyzer', () => {
  test('each has a row in the documentation, and no other has', () => {
    expect([...rows.keys()].sort()).toEqual(Object.keys(CODES).sort());
  });

  test.each(Object.entries(CODES))('%s is said as the documentation has it', (code, saying) => {
    const row = rows.get(code);
    if ('never' in saying) expect(row).toContain(saying.never);
    else if ('unknown' in saying) {
      expect(row).toContain('unknown');
      expect(verdictOf(saying.unknown).kind).toBe('unknown');
    } else if ('step' in saying) {
      expect(row).toContain(`\`${saying.step}\``);
      expect(verdictOf(saying.of).trace.map(({ step }) => step)).toContain(saying.step);
    } else {
      expect(row).toContain(`\`${saying.reason}\``);
      const verdict = verdictOf(saying.of);
      expect(verdict.kind === 'blocked' && verdict.causes.map(({ reason }) => reason)).toContain(saying.reason);
    }
  });
});
