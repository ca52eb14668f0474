import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerVpcVector, type VpcVector } from '../../vectors/vpc';

const file = join(__dirname, '../../vectors/vpc-vectors.json');
const recorded = new Map((JSON.parse(readFileSync(file, 'utf8')) as readonly VpcVector[]).map((one) => [one.id, one]));

/**
 * What differs from a recorded template: a resource by its id, or a property by its path, such as `Db.Port` or
 * `Group.SecurityGroupIngress.0.CidrIp`; null takes it away. `@Id` stands for a reference, `@Id.Name` for an attribute.
 */
export type Changes = Readonly<Record<string, unknown>>;

/** A resource, as changes write it. */
export const resource = (type: string, properties: Readonly<Record<string, unknown>> = {}): object => ({
  Type: `AWS::${type}`,
  Properties: properties,
});

function written(value: unknown): unknown {
  if (typeof value === 'string' && value.startsWith('@')) {
    const [id = '', ...attribute] = value.slice(1).split('.');
    return attribute.length === 0 ? { Ref: id } : { 'Fn::GetAtt': [id, attribute.join('.')] };
  }
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(inner)]));
}

type Tree = Record<string, unknown>;

function change(resources: Tree, path: string, value: unknown): void {
  const [id = '', ...steps] = path.split('.');
  const inner = steps.length === 0 ? [] : ['Properties', ...steps];
  let at = resources;
  const whole = [id, ...inner];
  for (const step of whole.slice(0, -1)) at = (at[step] ??= {}) as Tree;
  const last = whole.at(-1) ?? id;
  if (value === null) Reflect.deleteProperty(at, last);
  else at[last] = written(value);
}

/** A recorded template with changes. */
export function changed(id: string, changes: Changes): VpcVector {
  const base = recorded.get(id);
  if (!base) throw new Error(`${id} is not recorded`);
  return { ...base, resources: withChanges(base.resources, changes) };
}

/** Resources with changes. */
export function withChanges(base: VpcVector['resources'], changes: Changes): VpcVector['resources'] {
  const resources = structuredClone(base) as Tree;
  for (const [path, value] of Object.entries(changes)) change(resources, path, value);
  return resources;
}

/** What the model says, in one line: verdict, kind, element, extent where it is not `never`, what is missing. */
export function saidOf(vector: VpcVector): string {
  const { verdict, by, element, severity, missing } = answerVpcVector(vector);
  return [verdict, by, element, severity === 'may' ? 'may' : undefined, missing].filter(Boolean).join(' ');
}

type Question = VpcVector['question'];

/** A recorded template, what differs, what is asked where it is not the recorded question, and the answer. */
export type Variation = readonly [base: string, title: string, changes: Changes, says: string, question?: Question];

export const endpoint = (service: string, more: Readonly<Record<string, unknown>> = {}): object =>
  resource('EC2::VPCEndpoint', {
    VpcEndpointType: 'Interface',
    ServiceName: `com.amazonaws.us-east-1.${service}`,
    VpcId: '@Vpc',
    SubnetIds: ['@PrivA'],
    SecurityGroupIds: ['@EndpointSg.GroupId'],
    PrivateDnsEnabled: true,
    ...more,
  });
export const from = (source: string, to: string, port: number, protocol: 'tcp' | 'udp' = 'tcp'): Question => ({
  from: source,
  to,
  port,
  protocol,
});
export const entry = (
  acl: string,
  number: number,
  egress: boolean,
  block: string,
  ports?: readonly [number, number],
  more: Readonly<Record<string, unknown>> = {},
): object =>
  resource('EC2::NetworkAclEntry', {
    NetworkAclId: `@${acl}`,
    RuleNumber: number,
    Egress: egress,
    RuleAction: 'allow',
    Protocol: 6,
    CidrBlock: block,
    ...(ports ? { PortRange: { From: ports[0], To: ports[1] } } : {}),
    ...more,
  });
export const aclOf = (acl: string, subnet: string): Changes => ({
  [acl]: resource('EC2::NetworkAcl', { VpcId: '@Vpc' }),
  [`${acl}Of${subnet}`]: resource('EC2::SubnetNetworkAclAssociation', {
    SubnetId: `@${subnet}`,
    NetworkAclId: `@${acl}`,
  }),
});
export const subnetsOf = (...ids: readonly string[]): Changes => ({
  'Service.NetworkConfiguration.AwsvpcConfiguration.Subnets': ids.map((id) => `@${id}`),
});
export const rule = (port: number, peer: Readonly<Record<string, unknown>>, protocol = 'tcp'): object => ({
  IpProtocol: protocol,
  FromPort: port,
  ToPort: port,
  ...peer,
});

/** Every variation of each topic says what is written with it. */
export function describeVariations(topics: Readonly<Record<string, readonly Variation[]>>): void {
  describe.each(Object.entries(topics))('%s', (_, variations) => {
    test.each(variations.map((one) => [one[0], one[1], one] as const))('%s, %s', (_base, _title, variation) => {
      const [base, , changes, says, question] = variation;
      const vector = changed(base, changes);
      expect(saidOf(question ? { ...vector, question } : vector)).toBe(says);
    });
  });
}
