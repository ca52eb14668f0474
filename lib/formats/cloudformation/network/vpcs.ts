import { type TrafficFilter } from '../../../core/ecs/security-group';
import { type SecurityGroup } from '../../security-group';
import { Cidr } from '../../../core/values/address';
import { joined, type Listed, NOTHING } from '../../../core/values/listed';
import { isKnown, type Knowable, Unknown } from '../../../core/values/unknown';
import { type AclEntry, type NetworkAcl, type PrefixList, type Subnet, type Vpc } from '../../../core/vpc/aws-network';
import { type Field } from '../../../core/reading/field';
import { type Resource, type Resources } from '../resources';
import { separate } from '../security';
import { zoneOf } from '../zones';
import { blockOf, elementOf, groupedBy, keyOf, keysOf } from './parts';
import { type Strangers } from './strangers';

export function readVpcs(resources: Resources, strangers: Strangers, groups: readonly SecurityGroup[]): Vpc[] {
  const taken = groupedBy(
    resources.of('securityGroup').filter(({ properties }) => properties.boolean('isDefault') === true),
    'vpcId',
  );
  const blocks = groupedBy(resources.of('vpcBlock'), 'vpcId');
  const options = groupedBy(resources.of('dhcpAssociation'), 'vpcId');
  const [ingress, egress] = [separate(resources, 'ingress'), separate(resources, 'egress')];
  const emptied = resources
    .of('restrictedDefaultGroup')
    .map(({ properties }) => properties.get('defaultSecurityGroupId').identity());
  return resources.of('vpc').map((resource) => {
    const { key, properties } = resource;
    const more = (blocks.get(key) ?? []).map((one) => blockOf(one.properties.get('cidrBlock')));
    const group = `${key}.DefaultSecurityGroup`;
    return {
      ...elementOf(resource),
      blocks: {
        items: [blockOf(properties.get('cidrBlock')), ...more].filter((block) => block !== undefined),
        complete: !properties.get('cidrBlock').isAbsent,
      },
      dnsSupport: properties.boolean('enableDnsSupport') ?? true,
      dnsHostnames: properties.boolean('enableDnsHostnames') ?? false,
      ...resolversOf(resources, options.get(key) ?? []),
      defaultGroup:
        groups.find((one) => one.key === taken.get(key)?.[0]?.key) ??
        defaultGroup(resource, group, emptied, ingress(group), egress(group)),
      open: strangers.opens(key),
    };
  });
}

function resolversOf(
  resources: Resources,
  [association]: readonly Resource[],
): Pick<Vpc, 'asksAmazonDns' | 'otherResolvers' | 'hasOwnDomain'> {
  if (!association) return { asksAmazonDns: true };
  const options = resources.target('dhcpOptions', association.properties.get('dhcpOptionsId'));
  if (!options) return { asksAmazonDns: new Unknown('its DHCP options are not in sight') };
  const domain = options.properties.text('domainName');
  const hasOwnDomain = domain === undefined ? false : isKnown(domain) ? !DOMAIN_OF_AMAZON.test(domain) : domain;
  return { ...serversOf(options), hasOwnDomain };
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html */
const DOMAIN_OF_AMAZON = /^(?:ec2|[a-z0-9-]+\.compute)\.internal$/i;

function serversOf(options: Resource): Pick<Vpc, 'asksAmazonDns' | 'otherResolvers'> {
  const servers = options.properties.get('domainNameServers').strings();
  if (servers.items.includes('AmazonProvidedDNS')) return { asksAmazonDns: true };
  if (servers.items.length === 0 && servers.complete) return { asksAmazonDns: true };
  const why = 'its resolvers are not those of Amazon, and may or may not ask them';
  return { asksAmazonDns: new Unknown(why), otherResolvers: elementOf(options) };
}

/** In from itself and out to everywhere, unless a resource of the CDK has emptied it. */
function defaultGroup(
  { key: vpc, properties: { at } }: Resource,
  key: string,
  emptied: readonly (Knowable<string> | undefined)[],
  ingress: TrafficFilter['ingress'] | undefined,
  egress: TrafficFilter['ingress'] | undefined,
): TrafficFilter {
  const isEmptied = emptied.includes(key);
  const own: TrafficFilter['ingress'] = isEmptied
    ? NOTHING
    : {
        items: [{ at, protocol: '-1', from: undefined, to: undefined, peer: { kind: 'group', group: key } }],
        complete: true,
      };
  // rules beside it add to those that it has
  const out = isEmptied ? { egress: egress ?? NOTHING } : {};
  return { at, key, vpc, ingress: joined([own, ingress ?? NOTHING]), ...out };
}

export function readSubnets(resources: Resources): Subnet[] {
  const tables = groupedBy(resources.of('tableAssociation'), 'subnetId');
  const acls = groupedBy(resources.of('aclAssociation'), 'subnetId');
  const blocks = groupedBy(resources.of('subnetBlock'), 'subnetId');
  const mains = replacedMains(resources);
  return resources.of('subnet').map((resource) => {
    const { key, properties } = resource;
    const own6 = blockOf(properties.get('ipv6CidrBlock'));
    const [added] = blocks.get(key) ?? [];
    return {
      ...elementOf(resource),
      vpc: keyOf(properties.get('vpcId')),
      zone: zoneKey(properties.get('availabilityZone'), properties.get('availabilityZoneId')),
      block: ipv4Of(properties),
      block6:
        own6 ??
        (added ? (blockOf(added.properties.get('ipv6CidrBlock')) ?? BY_POOL) : byPool(properties, 'ipv6IpamPoolId')),
      mapsPublicIp: properties.boolean('mapPublicIpOnLaunch') ?? false,
      dns64: properties.boolean('enableDns64') ?? false,
      table:
        associated(tables.get(key), 'routeTableId') ??
        openAssociation(resources, 'tableAssociation') ??
        mains(properties.get('vpcId')),
      acl: associated(acls.get(key), 'networkAclId') ?? openAssociation(resources, 'aclAssociation'),
    };
  });
}

/** The table that was put in the place of the main one of a VPC; undefined: none was. */
function replacedMains(resources: Resources): (vpc: Field) => Knowable<string> | undefined {
  const byVpc = new Map<string, Knowable<string>>();
  let open: Unknown | undefined;
  for (const { properties } of resources.of('mainTableAssociation')) {
    const vpc = properties.get('vpcId').identity();
    if (typeof vpc !== 'string') open = new Unknown('for which VPC a main route table is chosen is not known');
    else byVpc.set(vpc, byVpc.has(vpc) ? SEVERAL_MAINS : keyOf(properties.get('routeTableId')));
  }
  if (byVpc.size === 0) return () => open;
  const named = namedTables(resources);
  return (field) => {
    const vpc = field.identity();
    if (typeof vpc !== 'string') return OTHER_VPC;
    const table = byVpc.get(vpc);
    return table !== undefined && named.has(`\${${vpc}.main_route_table_id}`) ? OLD_OR_NEW : (table ?? open);
  };
}

const SEVERAL_MAINS = new Unknown('two tables are chosen as the main one of its VPC');
const OTHER_VPC = new Unknown('whether the main route table of its VPC was replaced is not known');
const OLD_OR_NEW = new Unknown(
  'main_route_table_id is the old main table or the new one, depending on when it is read',
);

/** What routes, endpoints and gateways call the tables that they write to. */
function namedTables(resources: Resources): ReadonlySet<Knowable<string> | undefined> {
  const listed = [...resources.of('endpoint'), ...resources.of('propagation')].flatMap(
    ({ properties }) => keysOf(properties.get('routeTableIds')).items,
  );
  return new Set([
    ...resources.of('route').map(({ properties }) => properties.get('routeTableId').identity()),
    ...listed,
  ]);
}

const BY_POOL = new Unknown('the block is taken from a pool at deployment');

function byPool(properties: Field, name: string): Unknown | undefined {
  return properties.get(name).isAbsent ? undefined : BY_POOL;
}

function ipv4Of(properties: Field): Subnet['block'] {
  const block = blockOf(properties.get('cidrBlock'));
  if (block !== undefined) return block;
  return properties.boolean('ipv6Native') === true ? undefined : BY_POOL;
}

function zoneKey(zone: Field, id: Field): Knowable<string> {
  const named = zone.isAbsent ? id : zone;
  return zoneOf(named) ?? named.identity() ?? new Unknown('its zone is chosen at deployment');
}

/** An association of a subnet that is not known may be of any. */
function openAssociation(resources: Resources, kind: 'tableAssociation' | 'aclAssociation'): Unknown | undefined {
  const open = resources.of(kind).some(({ properties }) => typeof properties.get('subnetId').identity() !== 'string');
  return open ? new Unknown('which subnet an association is for is not known') : undefined;
}

/** What the one association of a subnet names. */
function associated(associations: readonly Resource[] | undefined, name: string): Knowable<string> | undefined {
  const [first] = associations ?? [];
  return first && keyOf(first.properties.get(name));
}

export function readAcls(resources: Resources): NetworkAcl[] {
  const entries = groupedBy(resources.of('aclEntry'), 'networkAclId');
  const isOpen = resources.of('aclEntry').some(({ properties }) => {
    const key = properties.get('networkAclId').identity();
    return key === undefined || !isKnown(key);
  });
  const own = resources
    .of('networkAcl')
    .map((resource) => aclOf(elementOf(resource), entries.get(resource.key) ?? [], isOpen));
  const taken = groupedBy(resources.of('networkAcl'), 'defaultOf');
  const defaults = resources.of('vpc').flatMap(({ key: vpc, properties }) => {
    const key = `${vpc}.DefaultNetworkAcl`;
    const added = entries.get(key) ?? [];
    const [instead] = taken.get(key) ?? [];
    // Terraform takes away what AWS has put there
    if (instead)
      return [aclOf({ key, at: instead.properties.at }, [...(entries.get(instead.key) ?? []), ...added], isOpen)];
    return added.length > 0 ? [withDefaults(aclOf({ key, at: properties.at }, added, isOpen))] : [];
  });
  return [...own, ...defaults];
}

function aclOf(element: Pick<NetworkAcl, 'at' | 'key'>, entries: readonly Resource[], isOpen: boolean): NetworkAcl {
  const listed = (direction: 'ingress' | 'egress'): Listed<AclEntry> => ({
    items: entries.filter((entry) => directionOf(entry) === direction).map(readEntry),
    complete: !isOpen && entries.every((entry) => directionOf(entry) !== undefined),
  });
  return { ...element, ingress: listed('ingress'), egress: listed('egress') };
}

function directionOf({ properties }: Resource): 'ingress' | 'egress' | undefined {
  const egress = properties.boolean('egress') ?? false;
  return isKnown(egress) ? (egress ? 'egress' : 'ingress') : undefined;
}

function readEntry(resource: Resource): AclEntry {
  const { properties } = resource;
  const action = properties.text('ruleAction') ?? new Unknown('its action is left out');
  const six = properties.get('ipv6CidrBlock');
  const range = properties.get('portRange');
  const [from, to] = [range.number('from'), range.number('to')];
  return {
    ...elementOf(resource),
    number: properties.number('ruleNumber') ?? new Unknown('its number is left out'),
    allows: isKnown(action) ? action.toLowerCase() === 'allow' : action,
    protocol: properties.number('protocol') ?? -1,
    block: blockOf(six.isAbsent ? properties.get('cidrBlock') : six) ?? new Unknown('its block is left out'),
    ports: rangeOf(from, to),
  };
}

function rangeOf(from: Knowable<number> | undefined, to: Knowable<number> | undefined): AclEntry['ports'] {
  if (from === undefined || to === undefined) return undefined;
  if (!isKnown(from)) return from;
  return isKnown(to) ? [from, to] : to;
}

const EVERYWHERE = [
  { number: 100, block: Cidr.parse('0.0.0.0/0') },
  { number: 101, block: Cidr.parse('::/0') },
];

/** The default ACL lets everything through at number 100, and what is added comes before or after that. */
function withDefaults(acl: NetworkAcl): NetworkAcl {
  const lines = EVERYWHERE.map(({ number, block }): AclEntry => ({
    at: acl.at,
    key: acl.key,
    number,
    allows: true,
    protocol: -1,
    block,
    ports: undefined,
  }));
  const added = ({ items, complete }: Listed<AclEntry>): Listed<AclEntry> => ({
    items: [...items, ...lines],
    complete,
  });
  return { ...acl, ingress: added(acl.ingress), egress: added(acl.egress) };
}

export function readPrefixLists(resources: Resources): PrefixList[] {
  return resources.of('prefixList').map((resource) => ({
    ...elementOf(resource),
    blocks: resource.properties
      .get('entries')
      .list((entry) => blockOf(entry.get('cidr')) ?? new Unknown('it has no block')),
  }));
}
