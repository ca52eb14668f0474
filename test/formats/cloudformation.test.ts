import { type TaskDefinition } from '../../lib/core/ecs/task';
import { isKnown } from '../../lib/core/values/unknown';
import { findingsOf, readCloudFormation, readInputs, type Reading } from '../../lib/formats';

type Data = Readonly<Record<string, unknown>>;

/** A template with one bridge task whose container maps the ports. */
function template(mappings: unknown, more: Data = {}, properties: Data = {}): Data {
  return {
    Resources: {
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          NetworkMode: 'bridge',
          ContainerDefinitions: [{ Name: 'web', Image: 'web', Memory: 128, PortMappings: mappings }],
          ...properties,
        },
      },
    },
    ...more,
  };
}

const read = (body: unknown, parameters: Data = {}): Reading =>
  readCloudFormation({ body, file: 'a.json' }, { parameters });
const portsOf = ({ tasks }: Reading): unknown[] =>
  tasks.flatMap(({ containers }: TaskDefinition) =>
    containers.items.flatMap((one) => one.portMappings.items.map(({ containerPort }) => containerPort)),
  );
const portOf = (value: unknown, more: Data = {}, parameters: Data = {}): unknown =>
  portsOf(read(template([{ ContainerPort: value }], more), parameters))[0];

describe('intrinsic functions', () => {
  const PARAMETERS = {
    Parameters: {
      Port: { Type: 'Number', Default: 8080 },
      Ports: { Type: 'CommaDelimitedList', Default: '80, 443' },
      Open: { Type: 'String' },
      Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/port' },
    },
    Mappings: { Sizes: { prod: { Port: 9000 } } },
  };

  test.each<[string, unknown, unknown]>([
    ['a text that is a number', '80', 80],
    ['Ref to a parameter with a default', { Ref: 'Port' }, 8080],
    ['Fn::Select from a list parameter', { 'Fn::Select': [1, { Ref: 'Ports' }] }, 443],
    ['Fn::Select from Fn::Split', { 'Fn::Select': ['0', { 'Fn::Split': ['-', '81-82'] }] }, 81],
    ['Fn::Split of a joined text with an open part', { 'Fn::Select': [1, { 'Fn::Split': [',', { 'Fn::Join': [',', [{ Ref: 'Open' }, { Ref: 'Port' }]] }] }] }, 8080], // prettier-ignore
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', 'prod', 'Port'] }, 9000],
    ['Fn::FindInMap with a default', { 'Fn::FindInMap': ['Sizes', 'dev', 'Port', { DefaultValue: 1 }] }, 1],
    ['Fn::Join', { 'Fn::Join': ['', ['8', { Ref: 'Port' }]] }, 88080],
    ['Fn::Sub', { 'Fn::Sub': '${Port}' }, 8080],
    ['Fn::Sub with variables', { 'Fn::Sub': ['1${X}', { X: '0' }] }, 10],
    ['Fn::Base64', { 'Fn::Base64': '70' }, 70],
  ])('follows %s', (_name, value, expected) => {
    expect(portOf(value, PARAMETERS)).toBe(expected);
  });

  test.each<[string, unknown, string]>([
    ['a parameter without a value', { Ref: 'Open' }, 'parameter Open has no value'],
    ['a stored parameter', { Ref: 'Stored' }, '/port is looked up at deployment'],
    ['a dynamic reference', '{{resolve:ssm:/port}}', 'ssm:/port is looked up at deployment'],
    ['a pseudo parameter', { Ref: 'AWS::AccountId' }, 'AWS::AccountId is decided at deployment'],
    ['a text with an open part', { 'Fn::Sub': '${Open}1' }, 'parameter Open has no value'],
    ['an import from elsewhere', { 'Fn::ImportValue': 'there' }, 'export "there" is not in the templates given'],
    ['the zones of a region', { 'Fn::GetAZs': '' }, 'the availability zones are known at deployment'],
    ['one of the zones', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, 'which zone that is, is known at deployment'],
    [
      'a text joined of parts that are open',
      { 'Fn::Join': ['', ['8', { Ref: 'Open' }]] },
      'parameter Open has no value',
    ],
    ['a function that only the service has', { 'Fn::Transform': '' }, 'Fn::Transform is worked out at deployment'],
    ['a value of another kind', [80], 'ContainerPort should be a number, got a list'],
  ])('takes %s for unknown, with the reason', (_name, value, why) => {
    expect(portOf(value, PARAMETERS)).toMatchObject({ why });
  });

  test('a parameter that allows one value has it', () => {
    const Parameters = { One: { Type: 'Number', AllowedValues: [81] }, Two: { Type: 'Number', AllowedValues: [1, 2] } };
    expect(portOf({ Ref: 'One' }, { Parameters })).toBe(81);
    expect(portOf({ Ref: 'Two' }, { Parameters })).toMatchObject({ why: 'parameter Two has no value' });
  });

  test('a value on the command line wins over the default', () => {
    expect(portOf({ Ref: 'Port' }, PARAMETERS, { Port: '99' })).toBe(99);
  });

  test('a reference to nothing is a problem with its place', () => {
    expect(read(template([{ ContainerPort: { Ref: 'Nowhere' } }])).problems).toEqual([
      {
        at: {
          path: 'Task/web/port0',
          file: 'a.json',
          pointer: '/Resources/Task/Properties/ContainerDefinitions/0/PortMappings/0/ContainerPort',
        },
        message: '"Nowhere" is neither a resource nor a parameter of this template',
      },
    ]);
  });

  test('a reference to nothing may be what a transform adds', () => {
    const reading = read({
      ...template([{ ContainerPort: { Ref: 'Nowhere' } }]),
      Transform: 'AWS::Serverless-2016-10-31',
    });
    expect(reading.problems).toEqual([]);
  });

  test('a condition that is not there is a problem, unless a transform may add it', () => {
    const body = template([{ ContainerPort: { 'Fn::If': ['Nope', 1, 2] } }]);
    expect(read(body).problems).toMatchObject([{ message: '"Nope" is not a condition of this template' }]);
    expect(read({ ...body, Transform: 'Mine' }).problems).toEqual([]);
  });

  test('conditions that refer to themselves end', () => {
    const body = template([{ ContainerPort: { 'Fn::If': ['A', 1, 2] } }], {
      Conditions: { A: { 'Fn::Not': [{ Condition: 'A' }] } },
    });
    expect(read(body).ways.length).toBeLessThanOrEqual(2);
  });

  test('AWS::NoValue leaves a value out', () => {
    expect(read(template({ Ref: 'AWS::NoValue' })).tasks[0]?.containers.items[0]?.portMappings).toEqual({
      items: [],
      complete: true,
    });
  });
});

test('the name of a namespace stands in a longer name as it is written', () => {
  const of = (Type: string, Properties: Data): Data => ({ Type: `AWS::ServiceDiscovery::${Type}`, Properties });
  const url = { 'Fn::Sub': 'http://${Api.Name}.${Space.Name}:8080/${Space.Arn}' };
  const container = { Name: 'web', Image: 'web', Memory: 128, Environment: [{ Name: 'API_URL', Value: url }] };
  const { Resources } = template([], {}, { ContainerDefinitions: [container] }) as { readonly Resources: Data };
  const body = {
    Resources: {
      ...Resources,
      Space: of('PrivateDnsNamespace', { Name: 'shop.local', Vpc: 'vpc-11111111' }),
      Api: of('Service', { Name: 'api', NamespaceId: { Ref: 'Space' } }),
    },
  };
  const [setting] = read(body).tasks[0]!.containers.items[0]!.program.environment.items;
  expect(setting!.value).toContain('http://api.shop.local:8080/');
});

describe('conditions', () => {
  const STAGE = {
    Parameters: { Stage: { Type: 'String' }, Known: { Type: 'String', Default: 'prod' } },
    Conditions: {
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
      IsKnown: {
        'Fn::And': [{ 'Fn::Equals': [{ Ref: 'Known' }, 'prod'] }, { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }],
      },
    },
  };
  const twice = [
    { ContainerPort: 80, HostPort: 8080 },
    { ContainerPort: 81, HostPort: 8080 },
  ];
  const severities = (reading: Reading): string[] =>
    findingsOf(reading).map(({ rule, severity }) => `${severity} ${rule}`);

  test('are decided where the values are known', () => {
    const reading = read(template([{ ContainerPort: { 'Fn::If': ['IsKnown', 1, 2] } }], STAGE));
    expect(reading.ways).toHaveLength(1);
    expect(portsOf(reading)).toEqual([1]);
  });

  test('open ones are looked at both ways: what holds in one only is a warning', () => {
    const reading = read(template({ 'Fn::If': ['IsProd', twice, []] }, STAGE));
    expect(reading.ways).toHaveLength(2);
    expect(severities(reading)).toEqual(['warning host-port-taken']);
  });

  test('what holds in every branch is an error', () => {
    expect(severities(read(template({ 'Fn::If': ['IsProd', twice, [...twice]] }, STAGE)))).toEqual([
      'error host-port-taken',
    ]);
  });

  test('what is not under a condition stays an error beside open ones', () => {
    const open = { Memory: { 'Fn::If': ['IsProd', '512', '256'] } };
    expect(severities(read(template(twice, STAGE, open)))).toEqual(['error host-port-taken']);
  });

  test('two branches that exclude each other are never taken together', () => {
    const mappings = [
      { 'Fn::If': ['IsProd', { ContainerPort: 80, HostPort: 8080 }, { Ref: 'AWS::NoValue' }] },
      { 'Fn::If': ['IsDev', { ContainerPort: 81, HostPort: 8080 }, { Ref: 'AWS::NoValue' }] },
    ];
    const reading = read(template(mappings, STAGE));
    expect(reading.ways).toHaveLength(3);
    expect(severities(reading)).toEqual([]);
  });

  test('allowed values limit the ways', () => {
    const Parameters = { Stage: { Type: 'String', AllowedValues: ['prod'] } };
    const reading = read(template({ 'Fn::If': ['IsProd', twice, []] }, { ...STAGE, Parameters }));
    expect(severities(reading)).toEqual(['error host-port-taken']);
  });

  test('with too many ways the first are looked at, and the reading says so', () => {
    const names = Array.from({ length: 10 }, (_none, index) => `P${index}`);
    const Parameters = Object.fromEntries(names.map((name) => [name, { Type: 'String' }]));
    const Conditions = Object.fromEntries(names.map((name) => [`Is${name}`, { 'Fn::Equals': [{ Ref: name }, 'a'] }]));
    const mappings = names.map((name, index) => ({ ContainerPort: { 'Fn::If': [`Is${name}`, index, 80] } }));
    const reading = read(template(mappings, { Parameters, Conditions }));
    expect(reading.ways).toHaveLength(65);
    expect(portsOf(reading).filter((port) => isKnown(port))).toEqual([]);
    expect(reading.unknown[0]).toEqual({
      at: { path: '', file: 'a.json' },
      what: 'Conditions',
      why: 'they can fall in more than 64 ways, and 64 of them were looked at',
    });
    // a mistake in the ways that were looked at is told, as a warning
    const wrong = names.map((name) => ({ 'Fn::If': [`Is${name}`, { ContainerPort: 0 }, { ContainerPort: 70_000 }] }));
    expect(new Set(severities(read(template(wrong, { Parameters, Conditions }))))).toEqual(
      new Set(['warning port-out-of-range']),
    );
  });

  test('a resource whose condition fails is not there', () => {
    const body = template(twice, STAGE);
    const { Task } = body['Resources'] as { Task: Data };
    const reading = read({ ...body, Resources: { Task: { ...Task, Condition: 'IsProd' } } }, { Stage: 'dev' });
    expect(reading.tasks).toEqual([]);
  });
});

describe('several templates', () => {
  const NETWORK = {
    Resources: { Shared: { Type: 'AWS::ECS::Cluster' } },
    Outputs: { Name: { Value: { Ref: 'Shared' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-cluster' } } } },
  };
  const SERVICE = {
    Resources: {
      Web: {
        Type: 'AWS::ECS::Service',
        Properties: { Cluster: { 'Fn::ImportValue': 'network-cluster' }, TaskDefinition: 'web:1' },
      },
    },
  };

  test('import from each other', () => {
    const reading = readCloudFormation([
      { body: NETWORK, file: 'network.yaml', stack: 'network' },
      { body: SERVICE, file: 'web.yaml', stack: 'web' },
    ]);
    expect(reading.clusters.map(({ at, services }) => [at.path, services.items.map((one) => one.at.path)])).toEqual([
      ['Shared', ['Web']],
    ]);
  });

  test('are named by their files', () => {
    const inputs = readInputs([
      { name: 'stacks/network.yaml', text: JSON.stringify(NETWORK) },
      { name: 'stacks/web.template.json', text: JSON.stringify(SERVICE) },
    ]);
    expect(inputs.flatMap(({ reading }) => reading.clusters.map(({ at }) => at.path))).toEqual(['Shared']);
  });
});

describe('what is around a service', () => {
  test('user data says what the agent keeps and gives out', () => {
    const body = {
      Resources: {
        Cluster: { Type: 'AWS::ECS::Cluster' },
        Group: {
          Type: 'AWS::AutoScaling::AutoScalingGroup',
          Properties: { MaxSize: '3', LaunchConfigurationName: { Ref: 'Launch' } },
        },
        Launch: {
          Type: 'AWS::AutoScaling::LaunchConfiguration',
          Properties: {
            InstanceType: 't3.medium',
            UserData: {
              'Fn::Base64': {
                'Fn::Join': [
                  '',
                  [
                    '#!/bin/bash\necho ECS_CLUSTER=',
                    { Ref: 'Cluster' },
                    " >> /etc/ecs/ecs.config\necho 'ECS_RESERVED_PORTS=[22,9000]' >> /etc/ecs/ecs.config\necho ECS_DYNAMIC_HOST_PORT_RANGE=40000-40999 >> /etc/ecs/ecs.config",
                  ],
                ],
              },
            },
          },
        },
      },
    };
    expect(read(body).clusters[0]?.capacity).toMatchObject({
      complete: true,
      items: [
        {
          instanceType: 't3.medium',
          maxInstances: 3,
          operatingSystem: 'linux',
          reservedTcpPorts: [22, 9000],
          dynamicPorts: { first: 40000, last: 40999 },
          dynamicPortsGiven: true,
        },
      ],
    });
  });

  describe('what cfn-init does', () => {
    const SUB = (text: string): object => ({ 'Fn::Sub': text });
    const COMMAND = { command: SUB('echo ECS_CLUSTER=${Cluster} >> /etc/ecs/ecs.config') };

    function capacityOf(init: object, script: string, metadataOf: 'Launch' | 'Group' = 'Launch'): unknown {
      const Metadata = { 'AWS::CloudFormation::Init': init };
      const body = {
        Parameters: { Line: { Type: 'String' } },
        Resources: {
          Cluster: { Type: 'AWS::ECS::Cluster' },
          Group: {
            Type: 'AWS::AutoScaling::AutoScalingGroup',
            Properties: { MaxSize: '3', LaunchConfigurationName: { Ref: 'Launch' } },
            ...(metadataOf === 'Group' ? { Metadata } : {}),
          },
          Launch: {
            Type: 'AWS::AutoScaling::LaunchConfiguration',
            Properties: { UserData: { 'Fn::Base64': `#!/bin/bash\n${script}` } },
            ...(metadataOf === 'Launch' ? { Metadata } : {}),
          },
        },
      };
      const { items = [], complete } = read(body).clusters[0]?.capacity ?? {};
      return [items.map(({ reservedTcpPorts }) => reservedTcpPorts), complete];
    }

    const CALL = (id: string): string => `cfn-init -v --stack s --resource ${id} --region r`;

    test('is part of the boot of an instance: the commands in the order of their names, after the files', () => {
      const init = {
        config: {
          files: { '/etc/ecs/ecs.config': { content: 'ECS_RESERVED_PORTS=[1]' } },
          commands: {
            b: { command: ['echo', 'ECS_RESERVED_PORTS=[22,9000]', '>>', '/etc/ecs/ecs.config'] },
            a: { command: 'echo ECS_RESERVED_PORTS=[2] >> /etc/ecs/ecs.config' },
            c: COMMAND,
          },
        },
      };
      expect(capacityOf(init, CALL('Launch'))).toEqual([[[22, 9000]], true]);
      expect(capacityOf(init, CALL('Group'), 'Group')).toEqual([[[22, 9000]], true]);
    });

    test('is nothing where user data does not call it', () => {
      expect(capacityOf({ config: { commands: { a: COMMAND } } }, 'yum update')).toEqual([[], true]);
    });

    test('leaves open which cluster is joined while a command is not known', () => {
      const init = { config: { commands: { a: { command: { Ref: 'Line' } } } } };
      expect(capacityOf(init, CALL('Launch'))).toEqual([[], false]);
    });
  });

  test('user data of Windows says it in PowerShell, and with task roles port 80 is kept too', () => {
    const reserved = (script: string): unknown => {
      const UserData = { 'Fn::Base64': `<powershell>${script}</powershell>` };
      const body = {
        Resources: {
          Group: {
            Type: 'AWS::AutoScaling::AutoScalingGroup',
            Properties: { MaxSize: '3', LaunchConfigurationName: { Ref: 'Launch' } },
          },
          Launch: { Type: 'AWS::AutoScaling::LaunchConfiguration', Properties: { UserData } },
          Provider: {
            Type: 'AWS::ECS::CapacityProvider',
            Properties: { Name: 'own', AutoScalingGroupProvider: { AutoScalingGroupArn: { Ref: 'Group' } } },
          },
          Cluster: { Type: 'AWS::ECS::Cluster', Properties: { CapacityProviders: [{ Ref: 'Provider' }] } },
        },
      };
      return read(body).clusters[0]?.capacity.items[0]?.reservedTcpPorts;
    };
    const set = '[Environment]::SetEnvironmentVariable("ECS_RESERVED_PORTS", "[53,9000]", "Machine")';
    expect(reserved(`${set}\nInitialize-ECSAgent -Cluster lab`)).toEqual([53, 9000]);
    expect(reserved(`${set}\nInitialize-ECSAgent -Cluster lab -EnableTaskIAMRole`)).toEqual([53, 9000, 80]);
    expect(reserved('Initialize-ECSAgent -Cluster lab -EnableTaskIAMRole')).toContain(80);
    expect(reserved('Initialize-ECSAgent -Cluster lab')).not.toContain(80);
  });

  test('construct paths name what CDK made', () => {
    const body = template([]);
    const { Task } = body['Resources'] as { Task: Data };
    const Metadata = { 'aws:cdk:path': 'Net/Web/Resource' };
    expect(read({ Resources: { Task: { ...Task, Metadata } } }).tasks[0]?.at.path).toBe('Net/Web');
  });
});

test('an empty list of outgoing rules leaves the one that lets everything out', () => {
  const group = (egress: readonly object[]): Data => ({
    Resources: { Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupEgress: egress } } },
  });
  expect(read(group([])).securityGroups[0]?.egress).toBeUndefined();
  expect(read(group([{ IpProtocol: 'tcp' }])).securityGroups[0]?.egress?.items).toHaveLength(1);
});

test('short tags of YAML are the functions they stand for, with places behind them', () => {
  const text = [
    'Conditions:',
    '  Big: !Equals [!Ref Size, big]',
    'Parameters:',
    '  Size: {Type: String, Default: big}',
    'Resources:',
    '  Task:',
    '    Type: AWS::ECS::TaskDefinition',
    '    Properties:',
    '      NetworkMode: none',
    '      ContainerDefinitions: !If',
    '        - Big',
    '        - - Name: !Sub "${Size}-web"',
    '            Image: web',
    '            PortMappings: [{ContainerPort: 80}]',
    '        - []',
  ].join('\n');
  const [input] = readInputs([{ name: 'a.yaml', text }]);
  const [finding] = input ? findingsOf(input.reading) : [];
  expect(finding).toMatchObject({ rule: 'ports-on-none', severity: 'error', at: { path: 'Task/big-web' } });
  expect(finding && input?.locate(finding.at)).toEqual({ line: 14, column: 13 });
});

test.each<[string, unknown]>([
  ['a list', []],
  ['a text', 'x'],
  ['nothing', null],
  ['no resources', {}],
  ['resources that are a list', { Resources: [] }],
  ['a resource that is a text', { Resources: { A: 'x' } }],
])('%s is a problem and never an exception', (_name, body) => {
  expect(read(body).problems).toHaveLength(1);
});

test('a resource whose type is a word that objects inherit something under is of no kind', () => {
  const body = { Resources: { Odd: { Type: 'constructor', Properties: { Name: 'x' } } } };
  expect(findingsOf(readCloudFormation({ body }))).toEqual([]);
});

describe('two parameters with one default', () => {
  const subnets = (id: string): readonly unknown[] => {
    const parameter = { Type: 'AWS::EC2::Subnet::Id', Default: id };
    const template = {
      Parameters: { One: parameter, Two: parameter },
      Resources: {
        Balancer: {
          Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
          Properties: { Type: 'application', Subnets: [{ Ref: 'One' }, { Ref: 'Two' }] },
        },
      },
    };
    const [input] = readInputs([{ name: 'template.json', text: JSON.stringify(template) }]);
    return input?.reading.loadBalancing.flatMap(({ balancers }) => balancers.flatMap((one) => one.subnets.items)) ?? [];
  };

  test.each(['subnet-xxxx', 'subnet-12345', 'subnet-', 'subnet-0123456z'])('are not known to be one: %s', (id) => {
    expect(subnets(id)).toHaveLength(2);
    expect(subnets(id)).not.toContain(id);
  });

  test.each(['subnet-0123abcd', 'subnet-0123456789abcdef0'])('are one where it is an id: %s', (id) => {
    expect(subnets(id)).toEqual([id, id]);
  });
});
