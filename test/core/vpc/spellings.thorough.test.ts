import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerVpcVector, type VpcVector } from '../../vectors/vpc';

const file = join(__dirname, '../../vectors/vpc-vectors.json');
const vectors = JSON.parse(readFileSync(file, 'utf8')) as readonly VpcVector[];

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
type Template = Readonly<Record<string, Resource>>;

/** Another way to write the same template. */
type Respelling = (template: Template) => Template;

const each =
  (change: (resource: Resource, id: string) => Template): Respelling =>
  (template) =>
    Object.assign({}, ...Object.entries(template).map(([id, resource]) => change(resource, id))) as Template;

/** Every value of a template in another way. */
const deep =
  (change: (value: unknown, key: string) => unknown): Respelling =>
  (template) => {
    const walk = (value: unknown, key: string): unknown => {
      const changed = change(value, key);
      if (changed !== value) return changed;
      if (Array.isArray(value)) return value.map((item) => walk(item, key));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, name)]));
    };
    return walk(template, '') as Template;
  };

const withProperties = (resource: Resource, id: string, properties: Readonly<Record<string, unknown>>): Template => ({
  [id]: { ...resource, Properties: properties },
});

const incomingRulesBeside = each((resource, id) => {
  const { SecurityGroupIngress: rules, ...properties } = resource.Properties ?? {};
  if (resource.Type !== 'AWS::EC2::SecurityGroup' || !Array.isArray(rules)) return { [id]: resource };
  const beside = rules.map((rule: object, at) => [
    `${id}In${at}`,
    { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { ...rule, GroupId: { 'Fn::GetAtt': [id, 'GroupId'] } } },
  ]);
  return { ...withProperties(resource, id, properties), ...(Object.fromEntries(beside) as Template) };
});

const subnetsMapped = each((resource, id) => {
  const { Subnets: subnets, ...properties } = resource.Properties ?? {};
  if (!resource.Type.endsWith('::LoadBalancer') || !Array.isArray(subnets)) return { [id]: resource };
  return withProperties(resource, id, {
    ...properties,
    SubnetMappings: subnets.map((SubnetId: unknown) => ({ SubnetId })),
  });
});

const byStrategy = each((resource, id) => {
  const { LaunchType: launch, ...properties } = resource.Properties ?? {};
  if (resource.Type !== 'AWS::ECS::Service' || launch !== 'FARGATE') return { [id]: resource };
  return withProperties(resource, id, {
    ...properties,
    CapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Weight: 1 }],
  });
});

const PROTOCOLS: Readonly<Record<string, string>> = { tcp: '6', udp: '17' };
const ZONES: Readonly<Record<string, number>> = { 'us-east-1a': 0, 'us-east-1b': 1, 'us-east-1c': 2 };

const RESPELLINGS: Readonly<Record<string, Respelling>> = {
  'incoming rules beside their groups': incomingRulesBeside,
  'subnets of load balancers by mappings': subnetsMapped,
  'Fargate by a strategy': byStrategy,
  'resources in the opposite order': (template) => Object.fromEntries(Object.entries(template).reverse()),
  'protocols by their numbers': deep((value, key) =>
    key === 'IpProtocol' && typeof value === 'string' ? (PROTOCOLS[value] ?? value) : value,
  ),
  'numbers as texts': deep((value) => (typeof value === 'number' ? String(value) : value)),
  'switches as texts': deep((value) => (typeof value === 'boolean' ? String(value) : value)),
  'attributes by their short form': deep((value) => {
    const attribute: unknown =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['Fn::GetAtt'] : undefined;
    return Array.isArray(attribute) ? { 'Fn::GetAtt': attribute.join('.') } : value;
  }),
  'references by Fn::Sub': deep((value) => {
    const ref: unknown =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['Ref'] : undefined;
    return typeof ref === 'string' && Object.keys(value as object).length === 1 ? { 'Fn::Sub': `\${${ref}}` } : value;
  }),
  'zones by their numbers': deep((value, key) =>
    key === 'AvailabilityZone' && typeof value === 'string' && ZONES[value] !== undefined
      ? { 'Fn::Select': [ZONES[value], { 'Fn::GetAZs': '' }] }
      : value,
  ),
  'blocks with the bits of hosts': deep((value, key) =>
    key === 'CidrBlock' && value === '10.0.1.0/24' ? '10.0.1.77/24' : value,
  ),
  'another VPC beside': (template) => ({
    ...template,
    Bystander: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '172.31.0.0/16' } },
    BystanderSubnet: {
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: { Ref: 'Bystander' }, CidrBlock: '172.31.1.0/24', AvailabilityZone: 'us-east-1a' },
    },
  }),
};

const answers = new Map(vectors.map((vector) => [vector.id, answerVpcVector(vector)]));

describe.each(Object.entries(RESPELLINGS))('%s', (_, respell) => {
  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s has the same answer', (_id, vector) => {
    const respelled = { ...vector, resources: respell(vector.resources as Template) };
    expect(answerVpcVector(respelled)).toEqual(answers.get(vector.id));
  });
});
