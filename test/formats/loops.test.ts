import { findingsOf, readCloudFormation, readInputs, type Reading } from '../../lib/formats';
import { testThoroughly } from '../thoroughness';

type Data = Readonly<Record<string, unknown>>;

const EXTENSIONS = { Transform: 'AWS::LanguageExtensions' };
const NAMES = { Parameters: { Names: { Type: 'CommaDelimitedList' } } };

const read = (body: Data, parameters: Data = {}): Reading =>
  readCloudFormation({ body, file: 'a.json' }, { parameters });

/** A task definition that cannot work, with a port. */
const task = (port: unknown = 80): Data => ({
  Type: 'AWS::ECS::TaskDefinition',
  Properties: {
    NetworkMode: 'none',
    ContainerDefinitions: [{ Name: 'web', Image: 'web', Memory: 64, PortMappings: [{ ContainerPort: port }] }],
  },
});
const pathsOf = (reading: Reading): string[] => reading.tasks.map(({ at }) => at.path);
const whysOf = (reading: Reading): string[] => reading.unknown.map(({ what, why }) => `${what}: ${why}`);
const messagesOf = (reading: Reading): string[] => reading.problems.map(({ message }) => message);

/** A service that a load balancer calls on port 8080; the rules into its security group come from `more`. */
const behindBalancer = (more: Data): Data => ({
  ...EXTENSIONS,
  ...NAMES,
  Resources: {
    Cluster: { Type: 'AWS::ECS::Cluster' },
    Task: {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        NetworkMode: 'awsvpc',
        ContainerDefinitions: [{ Name: 'web', Image: 'web', PortMappings: [{ ContainerPort: 8080 }] }],
      },
    },
    Front: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: 'vpc-1' } },
    Inside: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: 'vpc-1' } },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { SecurityGroups: [{ Ref: 'Front' }] },
    },
    Targets: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: { TargetType: 'ip', Port: 80, Protocol: 'HTTP' },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Balancer' },
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Targets' } }],
      },
    },
    Service: {
      Type: 'AWS::ECS::Service',
      DependsOn: 'Listener',
      Properties: {
        Cluster: { Ref: 'Cluster' },
        TaskDefinition: { Ref: 'Task' },
        LaunchType: 'FARGATE',
        NetworkConfiguration: {
          AwsvpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: [{ 'Fn::GetAtt': ['Inside', 'GroupId'] }] },
        },
        LoadBalancers: [{ ContainerName: 'web', ContainerPort: 8080, TargetGroupArn: { Ref: 'Targets' } }],
      },
    },
    ...more,
  },
});
const ingress = (group: unknown, port: unknown): Data => ({
  Type: 'AWS::EC2::SecurityGroupIngress',
  Properties: { GroupId: group, IpProtocol: 'tcp', FromPort: port, ToPort: port, CidrIp: '0.0.0.0/0' },
});
const rulesOf = (body: Data): string[] => findingsOf(read(body)).map(({ rule }) => rule);

describe('loops of a template', () => {
  test('are written out, each element with its own name and values', () => {
    const body = {
      ...EXTENSIONS,
      Resources: { 'Fn::ForEach::T': ['N', ['80', '443'], { 'Task${N}': task({ Ref: 'N' }) }] },
    };
    expect(pathsOf(read(body))).toEqual(['Task80', 'Task443']);
    expect(read(body).tasks[1]?.containers.items[0]?.portMappings.items[0]?.containerPort).toBe(443);
    expect(findingsOf(read(body)).map(({ rule, at, severity }) => [rule, at.path, severity])).toEqual([
      ['ports-on-none', 'Task80/web', 'error'],
      ['ports-on-none', 'Task443/web', 'error'],
    ]);
  });

  test('go over a parameter, are nested, and keep letters and digits only after an ampersand', () => {
    const inner = ['M', ['x.1'], { 'T${N}&{M}': task() }];
    const body = {
      Transform: ['AWS::Serverless-2016-10-31', 'AWS::LanguageExtensions'],
      ...NAMES,
      Resources: { 'Fn::ForEach::A': ['N', { Ref: 'Names' }, { 'Fn::ForEach::B': inner }] },
    };
    expect(pathsOf(read(body, { Names: 'a, b' }))).toEqual(['Tax1', 'Tbx1']);
  });

  test('in properties and in conditions are written out too', () => {
    const body = {
      ...EXTENSIONS,
      Conditions: { 'Fn::ForEach::C': ['X', ['No'], { 'Is${X}': { 'Fn::Equals': [{ Ref: 'X' }, 'Yes'] } }] },
      Resources: {
        Left: { ...task(), Condition: 'IsNo' },
        Task: {
          Type: 'AWS::ECS::TaskDefinition',
          Properties: { 'Fn::ForEach::P': ['P', ['NetworkMode'], { '${P}': 'host' }], ContainerDefinitions: [] },
        },
      },
    };
    const reading = read(body);
    expect(reading.tasks.map(({ at, networkMode }) => [at.path, networkMode])).toMatchObject([
      ['Task', { name: 'host' }],
    ]);
    expect(reading.problems).toEqual([]);
  });

  test('over what is not known are written out once, with the values open', () => {
    const body = {
      ...EXTENSIONS,
      ...NAMES,
      Resources: { 'Fn::ForEach::T': ['N', { Ref: 'Names' }, { 'Task${N}': task({ Ref: 'N' }) }] },
    };
    const reading = read(body);
    expect(pathsOf(reading)).toEqual(['Task${N}']);
    expect(whysOf(reading)).toEqual([
      'Fn::ForEach::T: parameter Names has no value',
      'ContainerPort: parameter Names has no value',
    ]);
    expect(reading.problems).toEqual([]);
  });

  test('of rules into a security group count, and open what they may add to', () => {
    const inside = { 'Fn::GetAtt': ['Inside', 'GroupId'] };
    const loop = (values: unknown, group: unknown): Data => ({
      'Fn::ForEach::In': ['P', values, { 'In${P}': ingress(group, { Ref: 'P' }) }],
    });
    expect(rulesOf(behindBalancer({}))).toContain('load-balancer-blocked');
    expect(rulesOf(behindBalancer(loop(['1', '2'], inside)))).toContain('load-balancer-blocked');
    expect(rulesOf(behindBalancer(loop(['1', '8080'], inside)))).not.toContain('load-balancer-blocked');
    expect(rulesOf(behindBalancer(loop({ Ref: 'Names' }, inside)))).not.toContain('load-balancer-blocked');
    expect(rulesOf(behindBalancer(loop({ Ref: 'Names' }, { Ref: 'P' })))).not.toContain('load-balancer-blocked');
  });

  test('go over what another template exports or gives out, whichever is read first', () => {
    const loop = (name: string, collection: unknown): Data => ({
      [`Fn::ForEach::${name}`]: ['N', collection, { [`${name}\${N}`]: task() }],
    });
    const far = { 'Fn::GetStackOutput': { StackName: 'base', OutputName: 'More' } };
    const templates = [
      {
        stack: 'top',
        body: {
          ...EXTENSIONS,
          Resources: {
            ...loop('Web', { 'Fn::Split': [',', { 'Fn::ImportValue': 'names' }] }),
            ...loop('Job', { 'Fn::Split': [',', far] }),
            Late: task({ 'Fn::ImportValue': 'port' }),
          },
        },
      },
      {
        stack: 'base',
        body: {
          ...EXTENSIONS,
          Resources: {},
          Outputs: {
            More: { Value: 'C' },
            'Fn::ForEach::Exports': [
              'N',
              ['port'],
              { 'Out${N}': { Value: '8080', Export: { Name: { 'Fn::Sub': '${N}' } } } },
            ],
            Names: { Value: 'A,B', Export: { Name: 'names' } },
          },
        },
      },
    ];
    const reading = readCloudFormation(templates);
    expect(pathsOf(reading)).toEqual(['WebA', 'WebB', 'JobC', 'Late']);
    expect(whysOf(reading)).toEqual([]);
  });

  test('in conditions may name a resource, which they cannot go over', () => {
    const body = {
      ...EXTENSIONS,
      Resources: { Task: task() },
      Conditions: { 'Fn::ForEach::C': ['N', { Ref: 'Task' }, { 'Is${N}': { 'Fn::Equals': ['a', 'a'] } }] },
    };
    expect(pathsOf(read(body))).toEqual(['Task']);
  });

  testThoroughly('that would never end a reading are cut short', () => {
    const many = Array.from({ length: 200 }, (_, index) => `${index}`);
    const inner = { 'Fn::ForEach::B': ['M', many, { 'T${N}x${M}': task() }] };
    const reading = read({ ...EXTENSIONS, Resources: { 'Fn::ForEach::A': ['N', many, inner] } });
    expect(reading.tasks.length).toBeLessThan(11_000);
    expect(whysOf(reading)).toContain('Fn::ForEach::B: its loops make more than 10000 elements');
  });

  test.each<[string, Data, string[]]>([
    ['without the transform', {}, ['a loop works in templates with Transform: AWS::LanguageExtensions only']],
    ['that are malformed', EXTENSIONS, ['a loop takes an identifier, a collection and an object by key']],
    ['for a transform that nobody knows', { Transform: 'Mine' }, []],
  ])('%s are a problem only where nothing makes sense of them', (_name, more, expected) => {
    expect(messagesOf(read({ ...more, Resources: { 'Fn::ForEach::T': ['N', ['a']] } }))).toEqual(expected);
  });

  test('lead to the lines that they were written on', () => {
    const text = JSON.stringify(
      { ...EXTENSIONS, Resources: { 'Fn::ForEach::T': ['N', ['a'], { 'Task${N}': task() }] } },
      undefined,
      1,
    );
    const [input] = readInputs([{ name: 'a.json', text }]);
    const [finding] = input ? findingsOf(input.reading) : [];
    const line = text.split('\n').findIndex((one) => one.includes('"PortMappings"')) + 1;
    expect(finding && input?.locate(finding.at)?.line).toBeGreaterThan(line - 2);
    expect(finding && input?.locate(finding.at)?.line).toBeLessThan(line + 4);
  });
});
