import { Unknown } from '../../../core/values/unknown';
import { isData, type Data } from '../../../core/reading/field';
import { openOf, plain } from '../language/value';
import { type Made, type Maker } from './made';
import { type Shaper } from './shape';

type Direction = 'ingress' | 'egress';

const TYPES = {
  ingress: 'AWS::EC2::SecurityGroupIngress',
  egress: 'AWS::EC2::SecurityGroupEgress',
} as const;

/** Security groups and the rules beside them. */
export function securityMakers(shaper: Shaper): Readonly<Record<string, Maker>> {
  const group = (values: Data, own: Data): Made[] => [
    {
      type: 'AWS::EC2::SecurityGroup',
      properties: shaper.object(values, {
        GroupName: 'name',
        GroupDescription: 'description',
        VpcId: 'vpc_id',
        SecurityGroupIngress: ['ingress', (value) => rules(shaper, value, own, 'ingress')],
        SecurityGroupEgress: ['egress', (value) => rules(shaper, value, own, 'egress')],
      }),
    },
  ];
  const single =
    (direction: Direction): Maker =>
    (values) => [
      {
        type: TYPES[direction],
        properties: shaper.object(values, {
          GroupId: 'security_group_id',
          IpProtocol: ['ip_protocol', protocol],
          FromPort: 'from_port',
          ToPort: 'to_port',
          CidrIp: 'cidr_ipv4',
          CidrIpv6: 'cidr_ipv6',
          [`${SIDE[direction]}SecurityGroupId`]: 'referenced_security_group_id',
          [`${SIDE[direction]}PrefixListId`]: 'prefix_list_id',
        }),
      },
    ];
  return {
    aws_security_group: group,
    aws_default_security_group: (values, own) =>
      group(values, own).map((made) => ({
        ...made,
        properties: shaper.with(made.properties, 'IsDefault', true, 'vpc_id'),
      })),
    aws_security_group_rule: (values) => separate(shaper, values),
    aws_vpc_security_group_ingress_rule: single('ingress'),
    aws_vpc_security_group_egress_rule: single('egress'),
  };
}

const SIDE = { ingress: 'Source', egress: 'Destination' } as const;

function protocol(value: unknown): unknown {
  const known = plain(value);
  return known === 'all' || known === -1 ? '-1' : typeof known === 'string' ? known.toLowerCase() : known;
}

/** The rules of a list of blocks, each of which may be for several peers. */
function rules(shaper: Shaper, value: unknown, own: unknown, direction: Direction): unknown {
  const open = openOf(value);
  if (open) return open;
  const blocks: unknown[] = Array.isArray(value) ? value : [value];
  return blocks.flatMap((block) => (isData(block) ? peers(shaper, block, own, direction) : [shaper.value(block)]));
}

/** A rule beside a group: one for each of its peers. */
function separate(shaper: Shaper, values: Data): readonly Made[] {
  const direction = plain(values['type']);
  const group = shaper.value(values['security_group_id']);
  // it may open either side
  if (direction instanceof Unknown) {
    return (['ingress', 'egress'] as const).map((side) => ({
      type: TYPES[side],
      part: side,
      properties: { GroupId: group, IpProtocol: direction, CidrIp: direction },
    }));
  }
  if (direction !== 'ingress' && direction !== 'egress') return [];
  return peers(shaper, values, group, direction).map((rule, index) => ({
    type: TYPES[direction],
    properties: isData(rule) ? shaper.with(rule, 'GroupId', group, 'security_group_id') : { GroupId: group },
    ...(index === 0 ? {} : { part: `peer ${index + 1}` }),
  }));
}

/** The arguments that name peers. */
const PEERS = [
  'cidr_blocks',
  'ipv6_cidr_blocks',
  'security_groups',
  'source_security_group_id',
  'prefix_list_ids',
  'self',
] as const;

/** One rule for each peer of a block, and one without where none is named. */
function peers(shaper: Shaper, values: Data, own: unknown, direction: Direction): unknown[] {
  const side = SIDE[direction];
  const bare = (): Data =>
    shaper.object(values, { IpProtocol: ['protocol', protocol], FromPort: 'from_port', ToPort: 'to_port' });
  const rule = (property: string, key: string, value: unknown): Data => {
    const made = bare();
    return shaper.with(made, property, value === own ? own : shaper.value(value), key);
  };
  const found: unknown[] = [];
  const each = (property: string, key: string): void => {
    const value = plain(values[key]);
    if (value === undefined || value === null) return;
    if (value instanceof Unknown) found.push(rule(property, key, value));
    else if (Array.isArray(value)) value.forEach((item, index) => found.push(rule(property, `${key}/${index}`, item)));
    else if (value !== '') found.push(rule(property, key, value));
  };
  each('CidrIp', 'cidr_blocks');
  each('CidrIpv6', 'ipv6_cidr_blocks');
  each(`${side}SecurityGroupId`, 'security_groups');
  each(`${side}SecurityGroupId`, 'source_security_group_id');
  each(`${side}PrefixListId`, 'prefix_list_ids');
  const self = plain(values['self']);
  if (self === true || self === 'true') {
    found.push(shaper.with(rule(`${side}SecurityGroupId`, 'self', own), 'IsSelf', true, 'self'));
  } else if (self instanceof Unknown) found.push(rule(`${side}SecurityGroupId`, 'self', new Unknown(self.why)));
  // a list that is empty may be meant so
  return PEERS.every((key) => (plain(values[key]) ?? undefined) === undefined) ? [bare()] : found;
}
