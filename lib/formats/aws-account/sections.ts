import { isData, own, type Data } from '../../core/reading/field';
import { escaped } from '../../core/values/place';
import { at, textIn } from './made';

/** A list in what a call of the AWS command line prints, or the one thing that it prints. */
interface Section {
  /** The key at the top. */
  readonly key: string;
  /** A field that each item has, and no item of another list of that key: its name in the account. */
  readonly id: string;
  /** The call that prints it. */
  readonly call: string;
  /** What it is called in reports. @default - its id */
  readonly name?: string;
  /** Other names that fields of other things have for it. @default - none */
  readonly aliases?: readonly string[];
}

/** Things of an account by what they are here. */
export const SECTIONS = {
  cluster: { key: 'clusters', id: 'clusterArn', name: 'clusterName', call: 'aws ecs describe-clusters' },
  service: { key: 'services', id: 'serviceArn', name: 'serviceName', call: 'aws ecs describe-services' },
  task: { key: 'taskDefinition', id: 'containerDefinitions', name: 'family', call: 'aws ecs describe-task-definition' },
  provider: { key: 'capacityProviders', id: 'capacityProviderArn', name: 'name', call: 'aws ecs describe-capacity-providers' },
  containerInstance: { key: 'containerInstances', id: 'containerInstanceArn', call: 'aws ecs describe-container-instances' },
  runningTask: { key: 'tasks', id: 'taskArn', call: 'aws ecs describe-tasks' },
  vpc: { key: 'Vpcs', id: 'VpcId', call: 'aws ec2 describe-vpcs' },
  dhcpOptions: { key: 'DhcpOptions', id: 'DhcpOptionsId', call: 'aws ec2 describe-dhcp-options' },
  subnet: { key: 'Subnets', id: 'SubnetId', call: 'aws ec2 describe-subnets' },
  routeTable: { key: 'RouteTables', id: 'RouteTableId', call: 'aws ec2 describe-route-tables' },
  networkAcl: { key: 'NetworkAcls', id: 'NetworkAclId', call: 'aws ec2 describe-network-acls' },
  securityGroup: { key: 'SecurityGroups', id: 'GroupId', name: 'GroupName', call: 'aws ec2 describe-security-groups' },
  groupRule: { key: 'SecurityGroupRules', id: 'SecurityGroupRuleId', call: 'aws ec2 describe-security-group-rules' },
  endpoint: { key: 'VpcEndpoints', id: 'VpcEndpointId', call: 'aws ec2 describe-vpc-endpoints' },
  natGateway: { key: 'NatGateways', id: 'NatGatewayId', call: 'aws ec2 describe-nat-gateways' },
  internetGateway: { key: 'InternetGateways', id: 'InternetGatewayId', call: 'aws ec2 describe-internet-gateways' },
  egressOnlyGateway: { key: 'EgressOnlyInternetGateways', id: 'EgressOnlyInternetGatewayId', call: 'aws ec2 describe-egress-only-internet-gateways' },
  peering: { key: 'VpcPeeringConnections', id: 'VpcPeeringConnectionId', call: 'aws ec2 describe-vpc-peering-connections' },
  prefixList: { key: 'PrefixLists', id: 'PrefixListId', name: 'PrefixListName', call: 'aws ec2 describe-prefix-lists' },
  networkInterface: { key: 'NetworkInterfaces', id: 'NetworkInterfaceId', call: 'aws ec2 describe-network-interfaces' },
  reservation: { key: 'Reservations', id: 'ReservationId', call: 'aws ec2 describe-instances' },
  launchTemplate: { key: 'LaunchTemplates', id: 'LaunchTemplateId', name: 'LaunchTemplateName', call: 'aws ec2 describe-launch-templates' },
  launchVersion: { key: 'LaunchTemplateVersions', id: 'LaunchTemplateData', name: 'LaunchTemplateName', call: 'aws ec2 describe-launch-template-versions' },
  balancer: { key: 'LoadBalancers', id: 'LoadBalancerArn', name: 'LoadBalancerName', aliases: ['LoadBalancerName'], call: 'aws elbv2 describe-load-balancers' },
  listener: { key: 'Listeners', id: 'ListenerArn', call: 'aws elbv2 describe-listeners' },
  listenerRule: { key: 'Rules', id: 'RuleArn', call: 'aws elbv2 describe-rules' },
  targetGroup: { key: 'TargetGroups', id: 'TargetGroupArn', name: 'TargetGroupName', call: 'aws elbv2 describe-target-groups' },
  targetHealth: { key: 'TargetHealthDescriptions', id: 'TargetHealth', call: 'aws elbv2 describe-target-health' },
  group: { key: 'AutoScalingGroups', id: 'AutoScalingGroupName', name: 'AutoScalingGroupName', aliases: ['AutoScalingGroupARN'], call: 'aws autoscaling describe-auto-scaling-groups' },
  launchConfiguration: { key: 'LaunchConfigurations', id: 'LaunchConfigurationName', name: 'LaunchConfigurationName', call: 'aws autoscaling describe-launch-configurations' },
  scalableTarget: { key: 'ScalableTargets', id: 'ScalableDimension', name: 'ResourceId', call: 'aws application-autoscaling describe-scalable-targets' },
  namespace: { key: 'Namespaces', id: 'Id', name: 'Name', aliases: ['Arn'], call: 'aws servicediscovery list-namespaces' },
  registry: { key: 'Services', id: 'Id', name: 'Name', aliases: ['Arn'], call: 'aws servicediscovery list-services' },
  database: { key: 'DBInstances', id: 'DBInstanceIdentifier', name: 'DBInstanceIdentifier', call: 'aws rds describe-db-instances' },
  databaseCluster: { key: 'DBClusters', id: 'DBClusterIdentifier', name: 'DBClusterIdentifier', call: 'aws rds describe-db-clusters' },
  databaseSubnets: { key: 'DBSubnetGroups', id: 'DBSubnetGroupName', name: 'DBSubnetGroupName', call: 'aws rds describe-db-subnet-groups' },
} as const satisfies Readonly<Record<string, Section>>; // prettier-ignore

/** What something of an account is. */
export type ThingKind = keyof typeof SECTIONS;

/** Keys at the top that hold one thing in place of a list. */
const SINGLE: readonly (readonly [key: string, kind: ThingKind])[] = [
  ['taskDefinition', 'task'],
  ['Namespace', 'namespace'],
  ['Service', 'registry'],
];

/** Keys at the top that hold names alone. */
const NAMES = [
  ...['clusterArns', 'serviceArns', 'taskArns', 'containerInstanceArns', 'taskDefinitionArns', 'families'],
  ...['taskDefinitionFamilies', 'failures'],
];

/** One item in the answer of a call. */
export interface Thing {
  readonly kind: ThingKind;
  readonly data: Data;
  readonly file: string | undefined;
  readonly pointer: string;
}

/** One document, parsed. */
export interface AccountInput {
  readonly data: unknown;
  readonly file?: string;
}

const KINDS = Object.keys(SECTIONS) as readonly ThingKind[];

/** A section as every other one is seen. */
export function sectionOf(kind: ThingKind): Section {
  return SECTIONS[kind];
}

/** The things that a document tells of. */
export function* thingsIn({ data, file }: AccountInput): Generator<Thing> {
  if (!isData(data)) return;
  for (const [key, kind] of SINGLE) {
    const one = own(data, key);
    if (isData(one) && isOf(kind, one)) yield { kind, data: one, file, pointer: `/${key}` };
  }
  for (const kind of KINDS) {
    const { key } = sectionOf(kind);
    const list = own(data, key);
    if (!Array.isArray(list)) continue;
    for (const [index, item] of list.entries()) {
      if (isData(item) && isOf(kind, item)) yield { kind, data: item, file, pointer: `/${escaped(key)}/${index}` };
    }
  }
}

function isOf(kind: ThingKind, data: Data): boolean {
  if (kind === 'namespace' || kind === 'registry') return /:servicediscovery:/.test(textIn(data, 'Arn') ?? '');
  return Object.hasOwn(data, sectionOf(kind).id);
}

/** What a document is a list of, whether or not something is in it. */
export function listsIn(data: unknown): readonly ThingKind[] {
  if (!isData(data)) return [];
  return KINDS.filter((kind) => {
    const list = own(data, sectionOf(kind).key);
    return Array.isArray(list) && list.every((item) => isData(item) && isOf(kind, item));
  });
}

/** Kinds that formats of their own read where nothing else of the account is given. */
const OF_OTHERS: ReadonlySet<ThingKind> = new Set(['service', 'task']);

/** Whether a document is what the AWS command line prints of an account, and nothing that another format reads. */
export function isOfAccount(data: unknown): boolean {
  if (!isData(data)) return false;
  if (attributeOf(data) ?? balancingOf(data)) return true;
  const kinds = listsIn(data);
  const [first] = kinds;
  if (first === undefined) return [...thingsIn({ data })].some(({ kind }) => !OF_OTHERS.has(kind));
  return kinds.some((kind) => {
    if (OF_OTHERS.has(kind)) return false;
    // a list of nothing by a word that other files may have at their top
    return !isEmptyList(data, kind) || isTelling(data);
  });
}

function isEmptyList(data: Data, kind: ThingKind): boolean {
  const list = own(data, sectionOf(kind).key);
  return Array.isArray(list) && list.length === 0;
}

/** Whether nothing stands at the top but lists that calls print. */
function isTelling(data: Data): boolean {
  const known = new Set<string>([
    ...KINDS.map((kind) => sectionOf(kind).key),
    ...NAMES,
    'NextToken',
    'ResponseMetadata',
  ]);
  return Object.keys(data).every((key) => known.has(key));
}

/** Whether a document goes with those of an account: what services run, or a list of names. */
export function goesWithAccount(data: unknown): boolean {
  if (!isData(data)) return false;
  if ([...thingsIn({ data })].length > 0) return true;
  return [...NAMES, 'services'].some((key) => Array.isArray(own(data, key)));
}

const ATTRIBUTES = ['EnableDnsSupport', 'EnableDnsHostnames'] as const;

/** What `aws ec2 describe-vpc-attribute` prints: one attribute of a VPC. */
export function attributeOf(
  data: unknown,
): { readonly vpc: string; readonly name: (typeof ATTRIBUTES)[number]; readonly value: unknown } | undefined {
  const vpc = textIn(data, 'VpcId');
  const name = ATTRIBUTES.find((one) => isData(at(data, one)));
  return vpc === undefined || name === undefined ? undefined : { vpc, name, value: at(data, `${name}/Value`) };
}

/**
 * Attributes of a load balancer or a target group, with the ARN that was asked for beside them: what `aws elbv2
 * describe-target-group-attributes` prints does not say whose they are.
 */
export function balancingOf(
  data: unknown,
): { readonly arn: string; readonly attributes: readonly unknown[] } | undefined {
  const arn = textIn(data, 'TargetGroupArn') ?? textIn(data, 'LoadBalancerArn');
  const attributes = at(data, 'Attributes');
  return arn !== undefined && Array.isArray(attributes) ? { arn, attributes } : undefined;
}

/** Whether a list goes on in an answer that was not asked for. */
export function goesOn(data: unknown): boolean {
  return ['NextToken', 'nextToken', 'NextMarker', 'Marker'].some((key) => textIn(data, key) !== undefined);
}
