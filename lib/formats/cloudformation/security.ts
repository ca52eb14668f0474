import { type TrafficPeer, type TrafficRule } from '../../core/ecs/security-group';
import { joined, type Listed, NOTHING } from '../../core/values/listed';
import { type Knowable } from '../../core/values/unknown';
import { isKnown } from '../../core/values/unknown';
import { type Field } from '../../core/reading/field';
import { type SecurityGroup } from '../security-group';
import { listeningPort } from './network/hosts';
import { type Resource, type Resources } from './resources';

/** Security groups with their own rules and those of resources beside them. */
export function readSecurityGroups(resources: Resources): SecurityGroup[] {
  const ingress = separate(resources, 'ingress');
  const egress = separate(resources, 'egress');
  return resources.of('securityGroup').map((resource) => {
    const { key, properties, scope } = resource;
    const closed = scope.template.closedByDefault === true;
    const out = properties
      .get('securityGroupEgress')
      .list((rule, index) => inline(resources, rule, resource, 'egress', index));
    const more = egress(key);
    return {
      at: properties.at,
      key,
      vpc: properties.get('vpcId').identity(),
      ingress: joined([
        properties
          .get('securityGroupIngress')
          .list((rule, index) => inline(resources, rule, resource, 'ingress', index)),
        ingress(key) ?? NOTHING,
      ]),
      // the rule that lets everything out stays until one is given: an empty list gives none
      egress:
        out.complete && out.items.length === 0 && !closed
          ? more && joined([more, OPEN])
          : joined([out, more ?? NOTHING]),
    };
  });
}

/** Rules beside the group may or may not have replaced the one that lets everything out. */
const OPEN: Listed<TrafficRule> = { items: [], complete: false };

function inline(
  resources: Resources,
  rule: Field,
  { properties: owner, scope }: Resource,
  direction: Direction,
  index: number,
): TrafficRule {
  const { exists = false } = scope.template;
  rule.placeIn(owner.at, `${direction}${index}`);
  const read = readRule(resources, rule, direction);
  // an existing resource is not part of a circle in the template
  if (exists) return read;
  return { ...read, isInline: true, isSelf: rule.boolean('isSelf') === true };
}

type Direction = 'ingress' | 'egress';

/** Gives the rules beside a group; undefined where there is none. One that may be for any group leaves all of them open. */
export function separate(resources: Resources, direction: Direction): (key: string) => Listed<TrafficRule> | undefined {
  const byGroup = new Map<string, { items: TrafficRule[]; complete: boolean }>();
  let some: Listed<TrafficRule> | undefined;
  for (const resource of resources.of(direction)) {
    const group = groupOf(resource);
    if (group === undefined) continue;
    if (!isKnown(group)) {
      some = OPEN;
      continue;
    }
    const listed = byGroup.get(group) ?? { items: [], complete: true };
    byGroup.set(group, listed);
    if (resource.certain) listed.items.push(readRule(resources, resource.properties, direction));
    else listed.complete = false;
  }
  return (key) => {
    const own = byGroup.get(key);
    return own && some ? joined([own, some]) : (own ?? some);
  };
}

function groupOf({ properties }: Resource): Knowable<string> | undefined {
  const id = properties.get('groupId');
  return (id.isAbsent ? properties.get('groupName') : id).identity();
}

function readRule(resources: Resources, field: Field, direction: Direction): TrafficRule {
  return {
    at: field.at,
    protocol: protocolOf(field.string('ipProtocol') ?? '-1'),
    from: portIn(resources, field, 'fromPort'),
    to: portIn(resources, field, 'toPort'),
    peer: peerOf(field, direction === 'ingress' ? 'source' : 'destination'),
    peerFields: PEER_FIELDS[direction].filter((name) => !field.get(name).isAbsent),
  };
}

/** A port as it is written, or that of a database whose attribute is named. */
function portIn(resources: Resources, field: Field, name: 'fromPort' | 'toPort'): Knowable<number> | undefined {
  const reference = field.get(name).reference();
  const named = reference && field.get(name).identity();
  const port = typeof named === 'string' ? listeningPort(resources, named) : undefined;
  return port !== undefined && isKnown(port) ? port : field.number(name);
}

/** EC2 takes names of protocols in any case. */
function protocolOf(given: Knowable<string>): Knowable<string> {
  return isKnown(given) ? given.toLowerCase() : given;
}

const PEER_FIELDS: Readonly<Record<Direction, readonly string[]>> = {
  ingress: ['cidrIp', 'cidrIpv6', 'sourceSecurityGroupId', 'sourceSecurityGroupName', 'sourcePrefixListId'],
  egress: ['cidrIp', 'cidrIpv6', 'destinationSecurityGroupId', 'destinationPrefixListId'],
};

function peerOf(field: Field, side: 'source' | 'destination'): TrafficPeer | undefined {
  const group = field.get(`${side}SecurityGroupId`).identity() ?? field.get(`${side}SecurityGroupName`).identity();
  if (group !== undefined) return { kind: 'group', group };
  const four = field.string('cidrIp');
  if (four !== undefined) return { kind: 'block', block: four, family: 4 };
  const six = field.string('cidrIpv6');
  if (six !== undefined) return { kind: 'block', block: six, family: 6 };
  const list = field.get(`${side}PrefixListId`).identity();
  return list === undefined ? undefined : { kind: 'prefix-list', list };
}
