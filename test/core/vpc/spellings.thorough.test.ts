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

/** A way to write the same with what a template says beside its resources. */
type Authorship = (template: Template) => Pick<VpcVector, 'resources' | 'sections'>;

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

const isFunction = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).every((key) => key === 'Ref' || key.startsWith('Fn::')) &&
  Object.keys(value).length === 1;
const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** Properties in another way; what functions are given stays as it is. */
const inProperties =
  (change: (value: unknown, key: string) => unknown): Respelling =>
  (template) => {
    const walk = (value: unknown, key: string): unknown => {
      const changed = change(value, key);
      if (changed !== undefined) return changed;
      if (isFunction(value) || typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return value.map((item) => walk(item, key));
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, name)]));
    };
    return Object.fromEntries(
      Object.entries(template).map(([id, { Properties: properties, ...resource }]) => [
        id,
        properties ? { ...resource, Properties: walk(properties, '') as Resource['Properties'] } : resource,
      ]),
    ) as Template;
  };

/** Every plain value under a name of its own that another section gives. */
const named = (
  call: (name: string) => unknown,
  section: (values: ReadonlyMap<string, unknown>) => object,
): Authorship => {
  return (template) => {
    const values = new Map<string, unknown>();
    const resources = inProperties((value) => {
      if (!isPlain(value)) return undefined;
      const name = `Value${values.size}`;
      values.set(name, value);
      return call(name);
    })(template);
    return { resources, sections: { ...section(values) } };
  };
};

const parameters = (values: ReadonlyMap<string, unknown>): object => ({
  Parameters: Object.fromEntries(
    [...values].map(([name, value]) => [
      name,
      { Type: typeof value === 'number' ? 'Number' : 'String', Default: isPlain(value) ? String(value) : value },
    ]),
  ),
});

const CONDITIONS = {
  Parameters: { Stage: { Type: 'String', Default: 'prod' } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsTest: { 'Fn::Not': [{ 'Fn::Or': [{ Condition: 'IsProd' }, { 'Fn::Equals': ['a', 'b'] }] }] },
  },
};
const NOTHING = { Ref: 'AWS::NoValue' };
const underConditions =
  (change: (value: unknown, key: string) => unknown): Authorship =>
  (template) => ({ resources: inProperties(change)(template), sections: CONDITIONS });

const AUTHORSHIPS: Readonly<Record<string, Authorship>> = {
  'values as parameters': named((name) => ({ Ref: name }), parameters),
  'values as parameters in texts': named((name) => ({ 'Fn::Sub': `\${${name}}` }), parameters),
  'values by a mapping of regions': named(
    (name) => ({ 'Fn::FindInMap': ['Net', { Ref: 'AWS::Region' }, name] }),
    (values) => ({ Mappings: { Net: { 'eu-west-1': {}, 'us-east-1': Object.fromEntries(values) } } }),
  ),
  'values under a condition': underConditions((value) =>
    isPlain(value) ? { 'Fn::If': ['IsProd', value, NOTHING] } : undefined,
  ),
  'references under a condition': underConditions((value) =>
    isFunction(value) ? { 'Fn::If': ['IsTest', NOTHING, value] } : undefined,
  ),
  'lists under a condition': underConditions((value) =>
    Array.isArray(value) ? { 'Fn::If': ['IsProd', value, []] } : undefined,
  ),
  'items under conditions': underConditions((value) =>
    Array.isArray(value)
      ? [
          ...value.map((item: unknown) => ({ 'Fn::If': ['IsProd', item, NOTHING] })),
          { 'Fn::If': ['IsTest', 'x', NOTHING] },
        ]
      : undefined,
  ),
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
  'texts joined of two parts': inProperties((value) =>
    typeof value === 'string' && value.length > 1
      ? { 'Fn::Join': ['', [value.slice(0, value.length >> 1), value.slice(value.length >> 1)]] }
      : undefined,
  ),
  'texts by variables of their own': inProperties((value) =>
    typeof value === 'string' ? { 'Fn::Sub': ['${Own}', { Own: value }] } : undefined,
  ),
  'texts selected of a split text': inProperties((value) =>
    typeof value === 'string' ? { 'Fn::Select': [0, { 'Fn::Split': ['|', `${value}|other`] }] } : undefined,
  ),
  'lists of references split from a joined text': inProperties((value) =>
    Array.isArray(value) && value.length > 0 && value.every(isFunction)
      ? { 'Fn::Split': [',', { 'Fn::Join': [',', value] }] }
      : undefined,
  ),
  'region and account by their names': inProperties((value) =>
    typeof value === 'string' && value.includes('us-east-1')
      ? {
          'Fn::Sub': value.replaceAll('us-east-1', '${AWS::Region}').replaceAll('111122223333', '${AWS::AccountId}'),
        }
      : undefined,
  ),
  'blocks of subnets cut from that of the VPC': (template) =>
    inProperties((value, key) => {
      const third =
        key === 'CidrBlock' && typeof value === 'string' ? /^10\.0\.(\d+)\.0\/24$/.exec(value)?.[1] : undefined;
      return third !== undefined && template['Vpc']?.Properties?.['CidrBlock'] === '10.0.0.0/16'
        ? { 'Fn::Select': [Number(third), { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 256, 8] }] }
        : undefined;
    })(template),
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

const plain = (respell: Respelling): Authorship => {
  return (template) => ({ resources: respell(template) });
};
const ALL = [
  ...Object.entries(RESPELLINGS).map(([name, respell]) => [name, plain(respell)] as const),
  ...Object.entries(AUTHORSHIPS),
];

describe.each(ALL)('%s', (_, write) => {
  test.each(vectors.map((vector) => [vector.id, vector] as const))('%s has the same answer', (_id, vector) => {
    expect(answerVpcVector({ ...vector, ...write(vector.resources as Template) })).toEqual(answers.get(vector.id));
  });
});
