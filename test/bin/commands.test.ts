import { contentOf } from '../../lib/cli/folder';
import { InputError } from '../../lib/formats/text/input-error';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SHAPES } from '../../lib/cli/main';
import { Folder, run } from './run';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const COMPOSE = `
services:
  web: {image: web, ports: ["8080:80"], networks: [front, back]}
  db: {image: db, networks: [back]}
  lone: {image: lone, networks: [front]}
networks: {front: {}, back: {internal: true}}
`;
const compose = folder.file('compose.yaml', COMPOSE);

describe('reach', () => {
  test('gives one verdict with its trace', () => {
    const { code, out } = run('reach', compose, '--from', 'web', '--to', 'db', '--port', '5432/tcp');
    expect(code).toBe(0);
    expect(out).toContain('web -> db 5432/tcp: reachable if it listens: dial db:5432');
  });

  test('ends with 1 when the way is blocked, and says by what', () => {
    const { code, out } = run('reach', compose, '--from', 'lone', '--to', 'db');
    expect(code).toBe(1);
    expect(out).toContain('blocked');
    expect(out).toContain('fix:');
  });

  test('gives the matrix of all containers in each format', () => {
    expect(run('reach', compose).out).toContain('lone reaches');
    expect(run('reach', compose, '--format', 'markdown').out).toContain('| from \\ to |');
    const data = JSON.parse(run('reach', compose, '--format', 'json').out) as {
      hosts: { matrix: object[]; exposed: object[] }[];
    };
    expect(data.hosts[0]?.matrix).toHaveLength(12);
    expect(data.hosts[0]?.exposed).toMatchObject([{ port: '80/tcp', hostPort: 8080, to: 'other machines' }]);
  });

  test('draws open and blocked flows for Mermaid', () => {
    const { out } = run('reach', compose, '--format', 'mermaid');
    expect(out.split('\n')[0]).toBe('flowchart LR');
    expect(out).toContain('<-->');
    expect(out).toContain('x-.-x');
    expect(out).toContain('outside -->|"8080 → 80/tcp"|');
  });

  test('takes the formats of a verdict for a verdict only', () => {
    const asked = ['reach', compose, '--from', 'web', '--to', 'db', '--format'];
    expect(JSON.parse(run(...asked, 'json').out)).toMatchObject({ version: 1, from: 'web', to: 'db', port: 'ping' });
    expect(run(...asked, 'mermaid').err).toContain(
      '--format mermaid does not show the answers to questions about containers',
    );
  });

  test('takes the names and ports that people type, or says what was meant', () => {
    const asked = (...args: string[]): string => {
      const { out, err } = run('reach', compose, ...args);
      return out + err;
    };
    expect(asked('--from', 'WEB', '--to', 'db:5432')).toContain('web -> db 5432/tcp: reachable');
    expect(asked('--from', 'outside', '--to', 'web', '--port', '8080')).toContain('dial host:8080');
    expect(asked('--from', 'web', '--to', 'db', '-p', '5432')).toContain('a port to dial is --port 5432');
    expect(asked('--to', 'localhost')).toContain('inside a container localhost is that container itself');
    expect(asked('--to', 'web')).toContain('another machine -> web 80/tcp: reachable if it listens: dial host:8080');
    expect(asked('--to', 'db:1', '--port', '2')).toContain('one of them is enough');
  });

  test('says of a container that is not in a part of a host that it was not read', () => {
    const { containers } = JSON.parse(
      readFileSync(join(__dirname, '../formats/docker-inspect/host-29.json'), 'utf8'),
    ) as { readonly containers: readonly { readonly Name: string }[] };
    const one = folder.file(
      'web-alone.json',
      containers.filter(({ Name }) => Name === '/web'),
    );
    const { code, err } = run('reach', one, '--from', 'web', '--to', 'db');
    expect(code).toBe(2);
    expect(err).toContain('container "db" was not read, as the files have only a part of the host; there is web');
  });

  test('names the containers there are when one is not', () => {
    const { code, err } = run('reach', compose, '--from', 'wbe', '--to', 'db');
    expect(code).toBe(2);
    expect(err).toContain('there is no container "wbe"; did you mean web? there is ');
  });
});

describe('reach over a template with subnets', () => {
  const tcp = (port: number, peer: object): object => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...peer });
  const body = {
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Subnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1a' },
      },
      WebGroup: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'web', VpcId: { Ref: 'Vpc' } } },
      DbGroup: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: {
          GroupDescription: 'db',
          VpcId: { Ref: 'Vpc' },
          SecurityGroupIngress: [tcp(3306, { SourceSecurityGroupId: { Ref: 'WebGroup' } })],
        },
      },
      Subnets: { Type: 'AWS::RDS::DBSubnetGroup', Properties: { SubnetIds: [{ Ref: 'Subnet' }] } },
      Db: {
        Type: 'AWS::RDS::DBInstance',
        Properties: {
          Engine: 'postgres',
          DBSubnetGroupName: { Ref: 'Subnets' },
          VPCSecurityGroups: [{ Ref: 'DbGroup' }],
        },
      },
      Task: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          NetworkMode: 'awsvpc',
          RequiresCompatibilities: ['FARGATE'],
          ContainerDefinitions: [{ Name: 'app', Image: 'nginx' }],
        },
      },
      Web: {
        Type: 'AWS::ECS::Service',
        Properties: {
          TaskDefinition: { Ref: 'Task' },
          LaunchType: 'FARGATE',
          NetworkConfiguration: {
            AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }], SecurityGroups: [{ Ref: 'WebGroup' }] },
          },
        },
      },
    },
  };
  const template = folder.file('network.json', body);

  test('says what each task needs to start, and who gets to which database', () => {
    const { code, out } = run('reach', template);
    expect(code).toBe(0);
    expect(out).toContain('Web -> all that its tasks need to start: blocked');
    expect(out).toContain('Web -> Db 5432/tcp: blocked');
    expect(out).toContain('DbGroup has no incoming rule that admits Web on 5432/tcp');
    const data = JSON.parse(run('reach', template, '--format', 'json').out) as { clusters: object[]; paths: object[] };
    expect(data.clusters).toHaveLength(1);
    expect(data.paths).toHaveLength(2);
  });

  test('answers one question, with the element that blocks and the way out', () => {
    const { code, out } = run('reach', template, '--from', 'Web', '--to', 'internet');
    expect(code).toBe(1);
    expect(out).toContain('Subnet has no route to the internet');
    expect(out).toContain('fix: add a default route to a NAT gateway');
    expect(run('reach', template, '--from', 'Web', '--to', 'Db', '--port', '3306/tcp').out).toContain(
      'Db does not listen on 3306, but on 5432',
    );
  });

  test('calls what has to be set as the file does', () => {
    const Vpc = { ...body.Resources.Vpc, Properties: { ...body.Resources.Vpc.Properties, EnableDnsSupport: false } };
    const dark = folder.file('dark.json', { Resources: { ...body.Resources, Vpc } });
    const configuration = {
      resource: {
        aws_vpc: { main: { cidr_block: '10.0.0.0/16', enable_dns_support: false } },
        aws_subnet: { a: { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.1.0/24' } },
        aws_instance: { box: { ami: 'ami-1', subnet_id: '${aws_subnet.a.id}' } },
      },
    };
    const asked = ['--from', 'Web', '--to', 'aws:ecr.api'];
    expect(run('reach', dark, ...asked).out).toContain('fix: set EnableDnsSupport of Vpc to true');
    const tf = folder.file('dark.tf.json', configuration);
    const out = run('reach', tf, '--from', 'aws_instance.box', '--to', 'aws:ecr.api').out;
    expect(out).toContain('fix: set enable_dns_support of aws_vpc.main to true');
  });

  test('says why a list of what the internet reaches is empty', () => {
    const empty = run('reach', template, '--from', 'internet');
    expect(empty.code).toBe(0);
    expect(empty.err).toContain('internet reaches nothing here');
    const bare = folder.file('bare.json', {
      Resources: {
        Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
        Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' } },
      },
    });
    expect(run('reach', bare, '--from', 'internet').err).toContain('there is nothing here that internet could reach');
  });

  test('draws the subnets of a VPC in which nothing stands, and says when there are none', () => {
    const Vpc = { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } };
    const Subnet = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' } };
    const bare = folder.file('subnets.json', { Resources: { Vpc, Subnet } });
    const drawn = run('graph', bare);
    expect(drawn.code).toBe(0);
    expect(drawn.out).toContain('no route out of the VPC');
    const nothing = run('graph', folder.file('vpc.json', { Resources: { Vpc } }));
    expect(nothing.code).toBe(2);
    expect(nothing.err).toContain('no container, task, service, cluster, load balancer or subnet in these files');
  });

  test.each(['n.png', 'N.PDF', 'a.b/n.gif'])('draws no %s, and says what there is', (name) => {
    const refused = run('graph', compose, '-o', name);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('and there is .svg, .html, .htm, .mmd, .mermaid');
  });

  test('says which compose files are left out: the one that is merged unasked, and those of other stages in a folder', () => {
    const project = new Folder();
    const named = project.file('compose.yaml', COMPOSE);
    const override = project.file('compose.override.yaml', 'services: {}');
    project.file('compose.prod.yaml', 'services: {}');
    expect(run('check', named).err).toMatch(/compose\.override\.yaml is not read; docker compose merges it/);
    expect(run('check', named).err).not.toContain('compose.prod.yaml');
    expect(run('check', named, override).err).not.toContain('is not read');
    expect(run('check', dirname(named)).err).toMatch(/compose\.prod\.yaml is not read; name it too/);
    expect(run('check', dirname(named)).err).not.toContain('compose.override.yaml');
    project.remove();
  });

  test('wants a port where none is known', () => {
    const { code, err } = run('reach', template, '--from', 'internet', '--to', 'Web');
    expect(code).toBe(2);
    expect(err).toContain('name one with --port');
  });
});

describe('reach over a template', () => {
  const task = (id: string): object => ({
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      NetworkMode: 'awsvpc',
      ContainerDefinitions: [{ Name: id, Image: 'x', Memory: 64, PortMappings: [{ ContainerPort: 80 }] }],
    },
  });
  const service = (id: string): object => ({
    Type: 'AWS::ECS::Service',
    Properties: {
      Cluster: { Ref: 'Cluster' },
      TaskDefinition: { Ref: `${id}Task` },
      LaunchType: 'EC2',
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: [{ Ref: `${id}Group` }] } },
    },
  });
  const group = (rules: readonly object[]): object => ({
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { GroupDescription: 'x', VpcId: 'vpc-1', SecurityGroupIngress: rules },
  });
  const fromWeb = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, SourceSecurityGroupId: { Ref: 'WebGroup' } };
  const template = folder.file('services.json', {
    Resources: {
      Cluster: { Type: 'AWS::ECS::Cluster' },
      ...{ WebTask: task('web'), Web: service('Web'), WebGroup: group([]) },
      ...{ ApiTask: task('api'), Api1234ABCD: service('Api'), ApiGroup: group([fromWeb]) },
    },
  });

  test('says which services get through to which, and what blocks the others', () => {
    expect(run('reach', template)).toEqual({
      code: 0,
      err: '',
      out: `cluster Cluster
Web -> Api1234ABCD api 80/tcp: open: comes in on 80, admitted by ApiGroup
Api1234ABCD -> Web web 80/tcp: blocked: WebGroup does not admit ApiGroup on 80/tcp
  fix: give WebGroup an incoming rule that admits ApiGroup on 80/tcp
`,
    });
    expect(run('reach', template, '--format', 'markdown').out).toContain('| Web | Api1234ABCD 80/tcp | open |');
    expect(JSON.parse(run('reach', template, '--format', 'json').out)).toMatchObject({
      clusters: [
        { cluster: 'Cluster', services: [{ from: 'Web', kind: 'open', ports: [80, 80] }, { kind: 'blocked' }] },
      ],
    });
  });

  test('gives one verdict, and ends with 1 when it is not open', () => {
    expect(run('reach', template, '--from', 'Web', '--to', 'Api', '--port', '80/tcp').code).toBe(0);
    expect(run('reach', template, '--from', 'Api', '--to', 'Web').code).toBe(1);
    expect(JSON.parse(run('reach', template, '--from', 'Web', '--to', 'Api', '-f', 'json').out)).toMatchObject({
      version: 1,
      flows: [{ from: 'Web', kind: 'open' }],
    });
    expect(run('reach', template, '--from', 'Wbe', '--to', 'Api').err).toContain(
      'there is no service "Wbe"; there is Web, Api1234ABCD',
    );
  });

  test.each([
    ['a port that is not mapped', 'Web', 'Api', ['--port', '81/tcp'], 'Api maps no port 81/tcp; there is 80/tcp'],
    ['the way from a service to itself', 'Web', 'Web', [], 'Web is asked about itself, expected two services'],
    ['a service without ports', 'Web', 'Job', [], 'Job maps no port that others could call'],
    [
      'a service whose task is not in sight',
      'Web',
      'Far',
      [],
      'the ports of Far are not known: the task definition is',
    ],
  ])('says what is wrong with a question about %s', (_what, from, to, more, expected) => {
    const resources = {
      Cluster: { Type: 'AWS::ECS::Cluster' },
      ...{ WebTask: task('web'), Web: service('Web'), WebGroup: group([]) },
      ...{ ApiTask: task('api'), Api: service('Api'), ApiGroup: group([fromWeb]) },
      ...{
        JobTask: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [] } },
        Job: service('Job'),
      },
      JobGroup: group([]),
      Far: { Type: 'AWS::ECS::Service', Properties: { Cluster: { Ref: 'Cluster' }, TaskDefinition: 'far:1' } },
    };
    const file = folder.file('asked.json', { Resources: resources });
    const { code, err } = run('reach', file, '--from', from, '--to', to, ...more);
    expect({ code, err: err.slice(12, 12 + expected.length) }).toEqual({ code: 2, err: expected });
  });

  test('names what to dial: an alias of Service Connect, a record of Cloud Map, and takes its port', () => {
    const connect = (services: readonly object[]): object => ({
      ServiceConnectConfiguration: { Enabled: true, Namespace: 'shop', Services: services },
    });
    const withMore = (id: string, more: object): object => {
      const made = service(id) as { Type: string; Properties: object };
      return { ...made, Properties: { ...made.Properties, ...more } };
    };
    const offered = { PortName: 'http', ClientAliases: [{ Port: 8000, DnsName: 'api' }] };
    const named = {
      Type: 'AWS::ECS::TaskDefinition',
      Properties: {
        NetworkMode: 'awsvpc',
        ContainerDefinitions: [{ Name: 'api', PortMappings: [{ ContainerPort: 80, Name: 'http' }] }],
      },
    };
    const record = {
      Type: 'AWS::ServiceDiscovery::Service',
      Properties: { Name: 'api', NamespaceId: { Ref: 'Zone' }, DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] } },
    };
    const registry = { ServiceRegistries: [{ RegistryArn: { 'Fn::GetAtt': ['Record', 'Arn'] } }] };
    const file = folder.file('names.json', {
      Resources: {
        Cluster: { Type: 'AWS::ECS::Cluster' },
        Zone: { Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace', Properties: { Name: 'shop.local', Vpc: 'vpc-1' } },
        Record: record,
        ...{ WebTask: task('web'), Web: withMore('Web', connect([])), WebGroup: group([]) },
        ...{ ApiTask: named, Api: withMore('Api', { ...connect([offered]), ...registry }), ApiGroup: group([fromWeb]) },
      },
    });
    const verdict =
      'Web -> Api api 80/tcp: open: dial api:8000 or api.shop.local:80, comes in on 80, admitted by ApiGroup\n';
    for (const port of ['80/tcp', '8000/tcp']) {
      expect(run('reach', file, '--from', 'Web', '--to', 'Api', '--port', port)).toEqual({
        code: 0,
        err: '',
        out: verdict,
      });
    }
  });
});

test('control characters of the input reach no terminal, and a name begins no line', () => {
  const hostile = folder.file(
    'hostile.yaml',
    'services:\n  "x\\n::error::y":\n    image: x\n    ports: ["82:99999"]\n  "b\\e[31m\\u202e": {image: x, networks: {n: {}}}\n',
  );
  const odd = folder.file('odd.json', { Resources: { '\n::error::\u001b[2J': 7 } });
  for (const argv of [
    ...[['check'], ['ls'], ['reach'], ['reach', '-f', 'markdown'], ['reach', '-f', 'mermaid']].map((one) => [
      ...one,
      hostile,
    ]),
    ['check', odd],
    ['check', '-f', 'markdown', odd],
    ['diff', compose, hostile],
    ['reach', hostile, '--from', 'x\n::error::y', '--to', 'host'],
    ['reach', compose, '--from', 'x', '--to', hostile],
  ]) {
    const { out, err } = run(...argv);
    // eslint-disable-next-line no-control-regex -- they are what must not be there
    expect([argv, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]|^(?:.*-)?::error/m.exec(out + err)]).toEqual([
      argv,
      null,
    ]);
  }
});

describe('diff', () => {
  test('says what became reachable and what came', () => {
    const publishing = (port: string): string =>
      folder.file(
        'changed.yaml',
        COMPOSE.replace('lone, networks: [front]', `lone, networks: [front, back], ports: ["${port}"]`),
      );
    const opened = run('diff', compose, publishing('8081:1'));
    expect(opened.out).toMatch(/\+ \S+-lone-1 reaches \S+-db-1/);
    expect(opened.out).toMatch(/\+ other machines: 8081 -> \S+-lone-1 1\/tcp/);
    const changed = publishing('8080:1');
    const { code, out } = run('diff', compose, changed);
    expect(code).toBe(1);
    expect(out).toContain('+ error published-port-taken');
    // who starts first has the port, and the other one does not run
    expect(out).toMatch(/\+ not known: 8080 -> \S+-lone-1 1\/tcp/);
    expect(run('diff', compose, changed, '--format', 'markdown').out).toMatch(/^```diff\n- [^]*\n\+ [^]*\n```\n$/);
    expect(JSON.parse(run('diff', compose, changed, '-f', 'json').out)).toMatchObject({
      version: 1,
      hosts: [{ added: [], exposed: [{ hostPort: 8080, to: 'not known' }, { hostPort: 8080 }] }],
      findings: { came: [{ rule: 'published-port-taken', severity: 'error' }], went: [] },
    });
    expect(run('diff', compose, compose)).toEqual({ code: 0, out: 'no change\n', err: '' });
  });

  test('compares a project with itself in another folder', () => {
    const wrong = COMPOSE.replace('lone, networks: [front]', 'lone, ports: ["8080:1"]');
    const elsewhere = new Folder();
    const [one, other] = [folder.file('wrong.yaml', wrong), elsewhere.file('compose.yaml', wrong)];
    for (const files of [
      [one, other],
      [other, one],
    ]) {
      expect(run('diff', ...files)).toEqual({ code: 0, out: 'no change\n', err: '' });
    }
    const { code, out } = run('diff', compose, other);
    elsewhere.remove();
    expect({ code, out }).toMatchObject({
      code: 1,
      out: expect.stringContaining('+ error published-port-taken') as string,
    });
    expect(out).not.toMatch(/^[+-] container/m);
  });
});

test('diff of templates says which services came, and which ways between the others opened and closed', () => {
  const service = (groups: readonly string[]): object => ({
    Type: 'AWS::ECS::Service',
    Properties: {
      Cluster: { Ref: 'Cluster' },
      TaskDefinition: { Ref: 'Task' },
      NetworkConfiguration: {
        AwsvpcConfiguration: { Subnets: ['subnet-1'], SecurityGroups: groups.map((group) => ({ Ref: group })) },
      },
    },
  });
  const state = (name: string, port: number, more: object = {}): string =>
    folder.file(name, {
      Resources: {
        Cluster: { Type: 'AWS::ECS::Cluster' },
        Task: {
          Type: 'AWS::ECS::TaskDefinition',
          Properties: {
            NetworkMode: 'awsvpc',
            ContainerDefinitions: [{ Name: 'app', PortMappings: [{ ContainerPort: 80 }, { ContainerPort: 81 }] }],
          },
        },
        Front: { Type: 'AWS::EC2::SecurityGroup', Properties: {} },
        Back: {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: {
            SecurityGroupIngress: [
              { IpProtocol: 'tcp', FromPort: port, ToPort: port, SourceSecurityGroupId: { Ref: 'Front' } },
            ],
          },
        },
        Web: service(['Front']),
        Api: service(['Back']),
        ...more,
      },
    });
  const [old, now] = [state('old.json', 80), state('now.json', 81, { Late: service([]) })];
  expect(run('diff', old, now).out).toBe('+ service Late\n+ Web reaches Api on 81/tcp\n- Web reaches Api on 80/tcp\n');
  expect(JSON.parse(run('diff', now, old, '-f', 'json').out)).toMatchObject({
    services: { added: [], removed: ['Late'], opened: [{ from: 'Web', to: 'Api', port: '80/tcp' }] },
  });
  expect(run('diff', old, old).out).toBe('no change\n');
  // a way that is not known any more is not said to be closed
  const unknown = state('unknown.json', 80, {
    Api: { ...service(['Back']), DependsOn: 'Web' },
    Web: service([]),
  });
  expect(run('diff', old, unknown).out).toBe('no change\n');
});

test('ls and inspect show what was read', () => {
  expect(run('ls', compose).out).toMatch(/container\s+web\s+\S+-web-1 on/);
  expect(JSON.parse(run('inspect', 'db', compose).out)).toMatchObject({ kind: 'container', image: 'db' });
});

test('explain suggests the rule that was probably meant', () => {
  expect(run('explain', 'host-port-difers').err).toContain('did you mean "host-port-differs"?');
});

test('explain says why, what happens and what to do', () => {
  const { out } = run('explain', 'host-port-taken');
  for (const part of [
    'why:',
    'when broken:',
    'fix (Portwright constructs):',
    'fix (plain CDK):',
    'fix (CloudFormation):',
    'see:',
  ])
    expect(out).toContain(part);
});

describe('what was probably meant is said', () => {
  test.each([
    ['a command', ['chek', compose], 'did you mean check?'],
    ['a file in the place of a command', [compose], `to check a file, run: portwright check ${compose}`],
    ['an option', ['check', compose, '--fromat', 'json'], 'did you mean --format?'],
    ['the option of another tool', ['check', compose, '--var', 'a=b'], 'did you mean --param?'],
    ['a file', ['check', compose.replace('.yaml', '.yml')], `no such file; did you mean ${compose}?`],
    ['no file at all', ['check'], 'such as: portwright check .'],
    ['ends without their options', ['reach', compose, 'web', 'db'], 'given with --from and --to'],
    ['a port behind -p', ['reach', compose, '--from', 'web', '-p', '80'], 'see: portwright reach --help'],
    ['a name', ['inspect', 'wbe', compose], 'did you mean web?'],
  ])('of %s', (_what, args, said) => {
    const { code, err } = run(...args);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  test('an address that was copied from a setting is an end', () => {
    const { out } = run('reach', compose, '--from', 'web', '--to', 'postgres://shop@db:5432/shop?sslmode=off');
    expect(out).toContain('web -> db 5432/tcp');
    expect(run('reach', compose, '--from', 'web', '--to', 'http://db/').out).toContain('web -> db 80/tcp');
  });
});

describe('a folder', () => {
  test('gives its name to the project, wherever the command runs', () => {
    mkdirSync(join(folder.path, 'shop'));
    folder.file('shop/compose.yaml', 'services: {web: {image: a}}');
    expect(run('ls', join(folder.path, 'shop')).out).toContain('shop-web-1');
  });

  test('that CDK for Terraform wrote is read with its stacks', () => {
    mkdirSync(join(folder.path, 'cdktf.out/stacks/lab'), { recursive: true });
    const resource = { docker_network: { n: { name: 'net', driver: 'nosuch' } } };
    folder.file('cdktf.out/stacks/lab/cdk.tf.json', { resource });
    folder.file('cdktf.out/manifest.json', { version: '0', stacks: {} });
    expect(run('check', join(folder.path, 'cdktf.out')).out).toContain('network-driver-unknown');
  });

  test('is read by what is in it, and what else lies there is passed over', () => {
    const out = join(folder.path, 'out');
    mkdirSync(out);
    const template = {
      Resources: { Job: { Type: 'AWS::ECS::TaskDefinition', Properties: { NetworkMode: 'nonsense' } } },
    };
    folder.file('out/stack.template.json', JSON.stringify(template));
    folder.file('out/assets.json', '{"version": "1", "files": {}}');
    folder.file('out/broken.json', '{');
    expect(run('check', out).out).toContain('network-mode-unknown');
  });

  test('with a compose file is the project that Compose makes of it', () => {
    const project = join(folder.path, 'project');
    mkdirSync(project);
    folder.file('project/compose.yaml', 'services: {web: {image: a, ports: ["80:80"]}}');
    folder.file('project/compose.override.yaml', 'services: {web: {ports: ["81:81"]}}');
    folder.file('project/values.yaml', 'a: 1');
    expect(run('ls', project).out).toContain(':80');
    expect(run('ls', project).out).toContain(':81');
  });

  describe('with files of several kinds', () => {
    const mixed = join(folder.path, 'mixed');
    const task = (port: number): string =>
      JSON.stringify({ containerDefinitions: [{ name: 'a', image: 'b', portMappings: [{ containerPort: port }] }] });
    beforeAll(() => {
      mkdirSync(mixed);
      folder.file('mixed/compose.yaml', 'services: {web: {image: a, ports: ["99999:80"]}}');
    });

    test('is read with what runs on Amazon ECS', () => {
      folder.file('mixed/task.json', task(99999));
      const { out } = run('check', mixed);
      expect(out).toContain('port-out-of-range at ' + join(mixed, 'task.json'));
      expect(out).toContain('published-port-out-of-range at ' + join(mixed, 'compose.yaml'));
    });

    test('names what would be another Docker host', () => {
      folder.file('mixed/dev.yaml', 'services: {db: {image: a}}');
      expect(run('check', mixed).err).toContain(`${join(mixed, 'dev.yaml')} is not read; name it to check it`);
    });

    test('does not pass over a template with a mistake in its syntax', () => {
      folder.file('mixed/template.yaml', 'AWSTemplateFormatVersion: "2010-09-09"\nResources: {A: [}');
      expect(run('check', mixed).err).toContain(`${join(mixed, 'template.yaml')}:2:`);
    });

    test('leaves to Terraform what it reads by itself', () => {
      const written = join(folder.path, 'written');
      mkdirSync(written);
      folder.file(
        'written/main.tf',
        'resource "aws_ecs_task_definition" "t" {\n  family = "t"\n  container_definitions = file("task.json")\n}\n',
      );
      folder.file('written/task.json', '[{"name": "a", "image": "b", "portMappings": [{"containerPort": 80}]}]');
      expect(run('ls', written).out).not.toContain('task.json');
    });
  });

  test('with files below it alone is answered with the folders of these', () => {
    const outer = join(folder.path, 'outer');
    mkdirSync(join(outer, 'a', 'b'), { recursive: true });
    mkdirSync(join(outer, 'c'));
    folder.file('outer/a/b/compose.yaml', 'services: {}');
    folder.file('outer/c/stack.json', '{"Resources": {"A": {"Type": "AWS::ECS::Cluster"}}}');
    expect(run('check', outer).err).toContain(
      `below it there are some in ${join(outer, 'c')}, ${join(outer, 'a', 'b')}:`,
    );
  });

  test('names a folder called dev, which is a stage and no folder of the kernel', () => {
    const stages = join(folder.path, 'stages');
    mkdirSync(join(stages, 'envs', 'dev'), { recursive: true });
    folder.file('stages/envs/dev/main.tf', '');
    expect(run('check', stages).err).toContain(`below it there are some in ${join(stages, 'envs', 'dev')}:`);
  });

  test('is read where a file beside the named ones cannot be', () => {
    const unread = (file: string): string => {
      throw new InputError(file, { line: 1, column: 1 }, 'it is too large');
    };
    expect(contentOf(['compose.yaml'], ['compose.yaml', 'dump.json'], unread)).toEqual({
      read: ['compose.yaml'],
      left: [],
    });
  });

  test('of nothing that is read is answered with what to do', () => {
    const empty = join(folder.path, 'empty');
    mkdirSync(empty);
    expect(run('check', empty).err).toContain('a folder with none of the files that are read');
  });
});

describe('help', () => {
  test.each(SHAPES.map(({ name }) => [name]))('of %s names its options and an example', (name) => {
    const { code, out } = run(name, '--help');
    expect(code).toBe(0);
    expect(out).toContain(`usage: portwright ${name}`);
    expect(out).toContain('--help');
    expect(out).toContain('examples:');
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  test('without a command is the overview', () => {
    expect(run('--help').code).toBe(0);
    expect(run().code).toBe(2);
  });
});

test('the completion of bash completes commands, options and choices', () => {
  const script = `${run('completion', 'bash').out}
complete_words() { COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _portwright; echo "\${COMPREPLY[*]}"; }
complete_words portwright rea
complete_words portwright check --fail
complete_words portwright check --format sa`;
  expect(execFileSync('bash', ['-c', script], { encoding: 'utf8', cwd: '/' }).trim().split('\n')).toEqual([
    'reach',
    '--fail-on',
    'sarif',
  ]);
});
