import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Files } from '../../lib/cli/files';
import { readInputs, type Input } from '../../lib/formats';

type Data = Readonly<Record<string, unknown>>;

const CLUSTER = { Type: 'AWS::ECS::Cluster', Properties: {} };
const TASK = { Type: 'AWS::ECS::TaskDefinition', Properties: { Family: 'web', ContainerDefinitions: [] } };

/** A service on whatever cluster it is handed. */
const SERVICE: Data = {
  Parameters: { Cluster: { Type: 'String' } },
  Resources: {
    Task: TASK,
    Service: {
      Type: 'AWS::ECS::Service',
      Properties: { Cluster: { Ref: 'Cluster' }, TaskDefinition: { Ref: 'Task' } },
    },
  },
};

const CORE: Data = { Resources: { Cluster: CLUSTER }, Outputs: { Name: { Value: { Ref: 'Cluster' } } } };

const stack = (TemplateURL: unknown, Parameters: Data = {}, Metadata?: Data): Data => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL, Parameters },
  ...(Metadata ? { Metadata } : {}),
});

const holder = (core: unknown, service: unknown): Data => ({
  Resources: { Core: stack(core), Web: stack(service, { Cluster: { 'Fn::GetAtt': ['Core', 'Outputs.Name'] } }) },
});

/** Reads what is given of files that lie there. */
function read(there: Readonly<Record<string, Data>>, given: readonly string[]): Input[] {
  const files = given.map((name) => ({ name, text: JSON.stringify(there[name]) }));
  return readInputs(files, {
    load: (name) => (Object.hasOwn(there, name) ? JSON.stringify(there[name]) : undefined),
  });
}

const clustersOf = (inputs: readonly Input[]): (readonly [string, readonly string[]])[] =>
  inputs.flatMap(({ reading }) =>
    reading.clusters.map(({ at, services: { items } }) => [at.path, items.map((one) => one.at.path)] as const),
  );

describe('a nested stack', () => {
  const joined = [['Core/Cluster', ['Web/Service']]];

  test.each([
    ['beside the one that names it', './parts/core.json', './parts/web.json'],
    ['at an address that ends as it lies', 'https://s3.amazonaws.com/bucket/parts/core.json', { 'Fn::Sub': 'https://${Bucket}.s3.amazonaws.com/v1/parts/web.json' }], // prettier-ignore
    ['in a bucket', 's3://bucket/parts/core.json', { 'Fn::Join': ['/', ['https://s3.amazonaws.com', { Ref: 'Bucket' }, 'parts/web.json']] }], // prettier-ignore
  ])('%s is joined by its parameters and outputs', (_where, core, web) => {
    const there = { 'app/main.json': holder(core, web), 'app/parts/core.json': CORE, 'app/parts/web.json': SERVICE };
    expect(clustersOf(read(there, ['app/main.json']))).toEqual(joined);
    expect(clustersOf(read(there, Object.keys(there)))).toEqual(joined);
  });

  test('that is given elsewhere is found by the last part of its address', () => {
    const address = 'https://s3.amazonaws.com/bucket/core.json';
    const there = { 'main.json': holder(address, address.replace('core', 'web')), 'x/core.json': CORE, 'y/web.json': SERVICE }; // prettier-ignore
    expect(clustersOf(read(there, Object.keys(there)))).toEqual(joined);
  });

  test('that is nowhere leaves what it gives unknown', () => {
    const there = { 'main.json': { Resources: { ...(holder('./core.json', './web.json')['Resources'] as Data), Own: CLUSTER } } }; // prettier-ignore
    expect(clustersOf(read(there, ['main.json']))).toEqual([['Own', []]]);
  });

  test('that holds itself is read as it stands', () => {
    const there = { 'a.json': { Resources: { Self: stack('./b.json'), Own: CLUSTER } }, 'b.json': { Resources: { Back: stack('./a.json') } } }; // prettier-ignore
    expect(clustersOf(read(there, ['a.json', 'b.json']))).toEqual([['Own', []]]);
  });

  test('is pointed at in its own file', () => {
    const there = { 'main.json': holder('./core.json', './web.json'), 'core.json': CORE, 'web.json': SERVICE };
    const [input] = read(there, ['main.json']);
    const [service] = input!.reading.services;
    expect(service!.at).toEqual({ path: 'Web/Service', file: 'web.json', pointer: '/Resources/Service/Properties' });
    expect(input!.locate(service!.at)).toBeDefined();
  });
});

describe('the folder that cdk synth writes', () => {
  const artifact = (templateFile: string, stackName: string, environment: string): Data => ({
    type: 'aws:cloudformation:stack',
    environment,
    properties: { templateFile, stackName },
  });

  /** Writes an assembly and gives the files that are meant by its folder. */
  function assembly(files: Readonly<Record<string, Data>>): { readonly inputs: Input[]; readonly names: string[] } {
    const folder = mkdtempSync(join(tmpdir(), 'portwright-assembly-'));
    try {
      for (const [name, data] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), JSON.stringify(data));
      }
      const access = new Files();
      const names = access.named(folder);
      const inputs = readInputs(
        names.map((name) => access.input(name)),
        { load: (name) => access.tryRead(name) },
      );
      return { inputs, names: names.map((name) => name.slice(folder.length + 1)) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  test('has the stacks that its manifest names, with nested ones, and no asset', () => {
    const { inputs, names } = assembly({
      'manifest.json': {
        version: '48.0.0',
        artifacts: { App: artifact('App.template.json', 'app', 'aws://1/eu-west-1') },
      },
      'App.template.json': {
        Resources: { Core: stack('x', {}, { 'aws:asset:path': 'AppCore.nested.template.json' }), Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: { 'Fn::GetAtt': ['Core', 'Outputs.Name'] } } } }, // prettier-ignore
      },
      'AppCore.nested.template.json': CORE,
      'asset.1.json': { Resources: { Other: CLUSTER } },
    });
    expect(names).toEqual(['App.template.json']);
    expect(clustersOf(inputs)).toEqual([['Core/Cluster', ['Service']]]);
    expect(inputs[0]!.reading.networks.map(({ region }) => region)).toEqual(['eu-west-1']);
  });

  test('has stages of their own: a name in one means nothing in the other', () => {
    const stage = (environment: string): Readonly<Record<string, Data>> => ({
      'manifest.json': { version: '48.0.0', artifacts: { App: artifact('App.template.json', 'app', environment) } },
      'App.template.json': { Resources: { Cluster: { ...CLUSTER, Properties: { ClusterName: 'prod' } } } },
    });
    const inside = (name: string, files: Readonly<Record<string, Data>>): Readonly<Record<string, Data>> =>
      Object.fromEntries(Object.entries(files).map(([file, data]) => [`${name}/${file}`, data]));
    const of = (directoryName: string): Data => ({ type: 'cdk:cloud-assembly', properties: { directoryName } });
    const { inputs } = assembly({
      'manifest.json': { version: '48.0.0', artifacts: { A: of('assembly-A'), B: of('assembly-B') } },
      ...inside('assembly-A', stage('aws://1/eu-west-1')),
      ...inside('assembly-B', stage('aws://2/eu-west-1')),
    });
    expect(inputs).toHaveLength(1);
    expect(clustersOf(inputs)).toHaveLength(2);
  });
});

describe('what is imported', () => {
  const importing: Data = {
    Resources: {
      Service: { Type: 'AWS::ECS::Service', Properties: { Cluster: { 'Fn::ImportValue': 'shared-cluster' } } },
    },
  };

  test.each([
    [
      'aws cloudformation list-exports',
      { Exports: [{ ExportingStackId: 'x', Name: 'shared-cluster', Value: 'prod' }] },
    ],
    ['aws cloudformation describe-stacks', { Stacks: [{ StackName: 'core', Outputs: [{ OutputKey: 'Name', OutputValue: 'prod', ExportName: 'shared-cluster' }] }] }], // prettier-ignore
  ])('has the value that %s prints', (_call, told) => {
    const there = { 'app.json': importing, 'told.json': told };
    expect(clustersOf(read(there, Object.keys(there)))).toEqual([['prod', ['Service']]]);
  });

  test('is what a change set gives for a parameter', () => {
    const there = {
      'app.json': { Parameters: { Cluster: { Type: 'String' } }, Resources: SERVICE['Resources'] as Data },
      'change.json': { ChangeSetName: 'next', Changes: [], Parameters: [{ ParameterKey: 'Cluster', ParameterValue: 'prod' }] }, // prettier-ignore
    };
    expect(clustersOf(read(there, Object.keys(there)))).toEqual([['prod', ['Service']]]);
  });
});

describe('subnets and zones handed to a nested stack', () => {
  const subnet = (zone: unknown): Data => ({
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.1.0/24', AvailabilityZone: zone },
  });
  const network: Data = {
    Parameters: { First: { Type: 'AWS::EC2::AvailabilityZone::Name' }, Second: { Type: 'String' } },
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      A: subnet({ Ref: 'First' }),
      B: subnet({ Ref: 'Second' }),
    },
    Outputs: { Subnets: { Value: { 'Fn::Join': [',', [{ Ref: 'A' }, { Ref: 'B' }]] } } },
  };
  const tasks: Data = {
    Parameters: { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } },
    Resources: {
      Cluster: CLUSTER,
      Task: { ...TASK, Properties: { ...TASK.Properties, NetworkMode: 'awsvpc' } },
      Service: {
        Type: 'AWS::ECS::Service',
        Properties: {
          Cluster: { Ref: 'Cluster' },
          TaskDefinition: { Ref: 'Task' },
          NetworkConfiguration: { AwsvpcConfiguration: { Subnets: { Ref: 'Subnets' } } },
        },
      },
    },
  };
  const zone = (at: number): Data => ({ 'Fn::Select': [at, { 'Fn::GetAZs': { Ref: 'AWS::Region' } }] });
  const whole: Data = {
    Resources: {
      Network: stack('network.json', { First: zone(0), Second: zone(1) }),
      Tasks: stack('tasks.json', { Subnets: { 'Fn::GetAtt': ['Network', 'Outputs.Subnets'] } }),
    },
  };
  const networksOf = (): Input['reading']['networks'] =>
    read({ 'whole.json': whole, 'network.json': network, 'tasks.json': tasks }, ['whole.json']).flatMap(
      ({ reading }) => reading.networks,
    );

  test('are the same subnets, though the list is joined on its way', () => {
    const host = networksOf().flatMap(({ hosts }) => hosts)[0];
    const subnets = networksOf().flatMap((one) => one.subnets.map(({ key }) => key));
    expect(host?.placements.items[0]?.subnets.items).toEqual(subnets);
    expect(subnets).toHaveLength(2);
  });

  test('are the same zones, though which ones these are is not known', () => {
    expect(networksOf().flatMap((one) => one.subnets.map((subnetRead) => subnetRead.zone))).toEqual(['#0', '#1']);
  });
});
