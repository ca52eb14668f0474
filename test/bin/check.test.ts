import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { Folder, run } from './run';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const NONE_WITH_PORT = {
  family: 'job',
  networkMode: 'none',
  containerDefinitions: [{ name: 'sleep', image: 'busybox', memory: 64, portMappings: [{ containerPort: 80 }] }],
};
const NONE = { ...NONE_WITH_PORT, containerDefinitions: [{ name: 'sleep', image: 'busybox', memory: 64 }] };
const WARNED = {
  family: 'web',
  networkMode: 'bridge',
  containerDefinitions: [
    { name: 'nginx', image: 'nginx', memory: 64, portMappings: [{ containerPort: 80, hostPort: 40000 }] },
  ],
};

describe('check', () => {
  test('ends with 0 and says so when nothing is wrong', () => {
    expect(run('check', folder.file('none.json', NONE))).toEqual({
      code: 0,
      out: '1 file: no errors, no warnings\n',
      err: '',
    });
  });

  test('ends with 1 and names rule, place, cause and fix', () => {
    const { code, out } = run('check', folder.file('task.json', NONE_WITH_PORT));
    expect(code).toBe(1);
    expect(folder.short(out)).toMatchInlineSnapshot(`
"task.json (task-definition)

job/sleep
  error ports-on-none at task.json:9:7 (cannot deploy)
    container sleep maps ports, but network mode none has none
    fix: leave the port mappings out, or choose bridge, host or awsvpc
    see: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html

1 file: 1 error, no warnings
"
`);
  });

  test('gives stable JSON', () => {
    const { out } = run('check', folder.file('task.json', NONE_WITH_PORT), '--format', 'json');
    expect(JSON.parse(folder.short(out))).toEqual({
      version: 1,
      inputs: [
        {
          file: 'task.json',
          type: 'task-definition',
          problems: [],
          findings: [
            {
              rule: 'ports-on-none',
              severity: 'error',
              effect: 'cannot deploy',
              path: 'job/sleep',
              where: { file: 'task.json', line: 9, column: 7 },
              facts: { container: 'sleep' },
              message: 'container sleep maps ports, but network mode none has none',
              fix: 'leave the port mappings out, or choose bridge, host or awsvpc',
              source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html',
              others: [],
            },
          ],
          unknown: [],
          acknowledged: [],
        },
      ],
      coverage: { judged: { 'task definitions': 1 }, notJudged: [] },
      summary: { problem: 0, error: 1, warning: 0, unknown: 0 },
    });
  });

  test('says beside a clean result what was not looked at', () => {
    const template = {
      Parameters: { TaskArn: { Type: 'String' } },
      Resources: { Web: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'TaskArn' } } } },
    };
    const { out } = run('check', folder.file('by-parameter.json', template));
    expect(out).toContain('judged: 1 service; not judged: task definition of Web (parameter TaskArn has no value)');
  });

  test('counts what was judged, and names resources that no rule is about', () => {
    const template = {
      Resources: {
        Mesh: { Type: 'AWS::AppMesh::Mesh', Properties: {} },
        Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
        Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: 'x', VpcId: { Ref: 'Vpc' } } },
      },
    };
    const { out } = run('check', folder.file('mesh.json', template));
    expect(out).toContain(
      'judged: 1 security group, 1 VPC; not judged: a resource AWS::AppMesh::Mesh (no rule is about this type)',
    );
  });

  test('one service of a swarm is told of in the singular', () => {
    const docker = { docker_service: { web: { name: 'web', task_spec: { container_spec: { image: 'nginx' } } } } };
    const { out } = run('check', folder.file('service.tf.json', { resource: docker }));
    expect(out).toContain('1 service of a swarm');
  });

  test('counts warnings only when asked to', () => {
    const file = folder.file('web.json', WARNED);
    const { code, out } = run('check', file);
    expect(out).toContain('warning host-port-ephemeral');
    expect(code).toBe(0);
    expect(run('check', file, '--fail-on', 'warning').code).toBe(1);
    expect(run('check', folder.file('task.json', NONE_WITH_PORT), '--fail-on', 'never').code).toBe(0);
  });

  test('sets acknowledged warnings apart, with the reason', () => {
    const file = folder.file('web.json', WARNED);
    const { code, out } = run('check', file, '--fail-on', 'warning', '-a', 'host-port-ephemeral@web/nginx=agreed');
    expect(code).toBe(0);
    expect(out).toContain('acknowledged: host-port-ephemeral at web/nginx/port0: agreed');
    expect(run('check', file, '--fail-on', 'warning', '-a', 'host-port-ephemeral@other=agreed').code).toBe(1);
  });

  test('takes the same from a config file', () => {
    const config = folder.file('config.json', {
      acknowledge: [{ rule: 'host-port-ephemeral', reason: 'agreed' }],
      failOn: 'warning',
    });
    expect(run('check', folder.file('web.json', WARNED), '--config', config).code).toBe(0);
  });

  test('says in every format that a file was not understood', () => {
    const template = '{"Resources": {"A/B": 1}}';
    const [file, place] = [folder.file('refused.json', template), 'refused.json:1:16: '];
    const message = 'a resource is an object, got 1';
    const as = (format: string): string => {
      const { code, out, err } = run('check', file, '--type', 'cloudformation', '--format', format);
      expect({ code, err: folder.short(err) }).toEqual({ code: 2, err: `${place}${message}\n` });
      return folder.short(out);
    };
    expect(as('text')).toBe('1 file: 1 problem, no errors, no warnings\njudged: nothing\n');
    expect(JSON.parse(as('json'))).toMatchObject({
      inputs: [{ problems: [{ path: 'A/B', message, where: { file: 'refused.json', line: 1, column: 16 } }] }],
      summary: { problem: 1, error: 0 },
    });
    expect(JSON.parse(as('sarif'))).toMatchObject({
      runs: [
        {
          results: [],
          invocations: [{ executionSuccessful: false, toolExecutionNotifications: [{ level: 'error' }] }],
        },
      ],
    });
    expect(as('markdown')).toContain(`- problem in line 1: ${message}\n`);
  });

  test.each(['utf16le', 'utf16be'])('reads %s with its mark, as PowerShell writes it', (encoding) => {
    const text = Buffer.from(`\ufeff${JSON.stringify(NONE_WITH_PORT)}`, 'utf16le');
    const file = folder.file('wide.json', encoding === 'utf16be' ? text.swap16() : text);
    expect(run('check', file)).toMatchObject({ code: 1, err: '' });
  });

  test('acknowledges errors too, by the same id that CDK has, and says which acknowledgement matches nothing', () => {
    const file = folder.file('task.json', NONE_WITH_PORT);
    for (const id of ['ports-on-none', 'Portwright::ports-on-none']) {
      const { code, out, err } = run('check', file, '-a', `${id}=never registered`);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('acknowledged: ports-on-none at job/sleep: never registered');
    }
    expect(run('check', file, '-a', 'ports-on-none@elsewhere=why not')).toMatchObject({
      code: 1,
      err: 'portwright: the acknowledgement of ports-on-none at elsewhere matches no finding; remove it\n',
    });
  });
});

describe('values of parameters', () => {
  const file = folder.file(
    'parameters.yaml',
    'Parameters:\n  Stage: {Type: String, AllowedValues: [prod, dev]}\nResources: {}\n',
  );

  test('are taken by their names, and pseudo parameters too', () => {
    expect(run('check', file, '-p', 'Stage=dev', '-p', 'AWS::Region=eu-west-1')).toMatchObject({ code: 0, err: '' });
  });

  test('end with 2 when no template declares the name, with the names that there are', () => {
    expect(run('check', file, '-p', 'Stag=dev')).toMatchObject({
      code: 2,
      err: 'portwright: --param names "Stag", which no template declares; there is Stage\n  see: portwright check --help\n',
    });
    // a variable of a compose file can have any name, and a config file goes for several files
    expect(run('check', file, folder.file('compose.yaml', 'services: {}\n'), '-p', 'TAG=1').code).toBe(0);
    expect(run('check', file, '-c', folder.file('config.json', { parameters: { Stag: 'dev' } })).code).toBe(0);
  });

  test('end with 2 when the template does not allow them', () => {
    const { code, err } = run('check', file, '-p', 'Stage=bogus');
    expect({ code, err: folder.short(err) }).toEqual({
      code: 2,
      err: 'parameters.yaml:2:25: parameter Stage is given "bogus", and allows prod, dev\n',
    });
  });
});

describe('what is refused in part ends with 1, says where, and the rest is judged', () => {
  test.each<[string, string, string, string]>([
    [
      'an unknown key in a compose file',
      'compose.yaml',
      'services:\n  a:\n    image: x\n    port: ["80"]\n',
      '4:5: a service has no "port"; perhaps ports',
    ],
    [
      'a service that extends itself',
      'compose.yaml',
      'services:\n  a: {extends: b}\n  b: {extends: a}\n',
      ': service a extends itself: a -> b -> a',
    ],
    [
      'a service on a network that is not declared',
      'compose.yaml',
      'services:\n  a: {image: x, networks: [n]}\n',
      '2:28: service a is on network "n"',
    ],
    [
      'a service that starts after one that is not on',
      'compose.yaml',
      'services:\n  a: {image: x, depends_on: [b]}\n  b: {image: y, profiles: [p]}\n',
      '2:17: depends_on names service "b", which does not exist or is off',
    ],
    [
      'a template with a reference to nothing',
      'a.json',
      '{"Resources": {"T": {"Type": "AWS::ECS::TaskDefinition",\n"Properties": {"NetworkMode": {"Ref": "X"}}}}}',
      '2:16: "X" is neither a resource nor a parameter',
    ],
  ])('%s', (_what, name, content, expected) => {
    const { code, err, out } = run('check', folder.file(name, content));
    expect({ code, found: folder.short(err).includes(expected) ? expected : folder.short(err) }).toEqual({
      code: 1,
      found: expected,
    });
    expect(out).toMatch(/\d problems?, /);
  });

  const broken = folder.file('broken.json', '{\n  "a": [1,,]\n}');
  const missing = join(folder.path, 'missing.json');
  const foreign = folder.file('appspec.yaml', 'Resources:\n  - TargetService:\n      Type: AWS::ECS::Service\n');
  const wrong = folder.file('wrong.json', NONE_WITH_PORT);
  const right = folder.file('right.json', {
    family: 'a',
    containerDefinitions: [{ name: 'a', image: 'b', memory: 64 }],
  });
  const check = (...argv: readonly string[]): { code: number; out: string; err: string } => {
    const { code, out, err } = run('check', ...argv);
    return { code, out: folder.short(out), err: folder.short(err) };
  };

  test('of several files, those that are broken or not there are named, in the order in which they were given', () => {
    const { code, out, err } = check(broken, right, missing);
    expect({ code, err: err.split('\n') }).toEqual({
      code: 1,
      err: [
        expect.stringMatching(/^missing.json:1:1: no such file/) as string,
        expect.stringMatching(/^broken.json:2:11: expected a value/) as string,
        '',
      ],
    });
    expect(out).toMatch(/3 files: 2 problems, no errors, no warnings/);
    expect(out).toMatch(
      /judged: 1 task definition; not judged: file missing.json \(no such file.*\), file broken.json/,
    );
  });

  test('what is found in the others is there, in every format', () => {
    const { code, out } = check(broken, wrong, '--format', 'json');
    expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({
      code: 1,
      inputs: [
        { file: 'wrong.json', findings: [{ rule: 'ports-on-none' }] },
        { file: 'broken.json', type: 'unread', problems: [{ where: { file: 'broken.json', line: 2, column: 11 } }] },
      ],
      summary: { problem: 1, error: 1 },
    });
    expect(JSON.parse(check(broken, wrong, '--format', 'sarif').out)).toMatchObject({
      runs: [
        {
          results: [{ ruleId: 'ports-on-none' }],
          invocations: [
            {
              executionSuccessful: false,
              toolExecutionNotifications: [
                { locations: [{ physicalLocation: { artifactLocation: {}, region: { startLine: 2 } } }] },
              ],
            },
          ],
        },
      ],
    });
    expect(check(broken, wrong, '--format', 'markdown').out).toContain('- problem in line 2: expected a value');
  });

  test('a file of no format that is read is named, and is no mistake beside others', () => {
    expect(check(foreign, right)).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^appspec.yaml:1:1: an AppSpec file/) as string,
      out: expect.stringContaining('not judged: file appspec.yaml (an AppSpec file') as string,
    });
    expect(check(foreign, wrong).code).toBe(1);
    expect(check(foreign)).toMatchObject({ code: 2, out: '' });
  });

  test('where none of them can be read, all are named, and the code is 2', () => {
    expect(check(broken, foreign, missing)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(/missing.json:1:1: [^]*broken.json:2:11: [^]*appspec.yaml:1:1: /) as string,
    });
  });

  test('--fail-on never lets it pass where something was judged', () => {
    expect(check(broken, right, '--fail-on', 'never').code).toBe(0);
    expect(check(broken, '--fail-on', 'never').code).toBe(2);
  });

  test('every other command answers of the rest', () => {
    const compose = folder.file('shop.compose.yaml', 'services:\n  web: {image: x}\n  db: {image: y}\n');
    for (const argv of [
      ['reach'],
      ['ls'],
      ['flows'],
      ['graph'],
      ['inspect', 'web'],
      ['reach', '--from', 'web', '--to', 'db'],
    ]) {
      const { code, out, err } = run(...argv, compose, broken);
      expect({ argv, code, err: folder.short(err) }).toEqual({
        argv,
        code: 1,
        err: expect.stringContaining('broken.json:2:11: expected a value') as string,
      });
      expect(out).not.toBe('');
    }
  });
});

describe('what cannot be read ends with 2 and says where', () => {
  const nested = `${'['.repeat(20_000)}1${']'.repeat(20_000)}`;
  test.each<[string, string, string | Buffer, string]>([
    ['text that is neither', 'a.txt', 'hello there', '1:1: expected a CloudFormation template'],
    ['broken JSON', 'a.json', '{\n  "a": [1,,]\n}', '2:11: expected a value'],
    ['broken YAML', 'a.yaml', 'a:\n  - b\n c: d\n', ':'],
    ['a binary', 'a.bin', Buffer.from([0x89, 0x50, 0, 1, 2]), '1:1: a binary file, expected JSON or YAML'],
    ['an empty file', 'a.yaml', '', '1:1: the file is empty, expected JSON or YAML'],
    [
      'a key that stands twice in JSON',
      'a.json',
      '{\n "family": "a",\n "family": "b", "containerDefinitions": []}',
      '3:2: key "family" stands twice',
    ],
    [
      'a key that stands twice in a compose file',
      'compose.yaml',
      'services:\n  a: {image: x}\n  a: {image: y}\n',
      '3:3: ',
    ],
    ['a tab as indent', 'compose.yaml', 'services:\n\ta: {image: x}\n', '2:1: '],
    ['an alias to nothing', 'compose.yaml', 'services:\n  a: *b\n', '2:6: '],
    ['lists in lists without end', 'a.json', nested, '1:1: expected a CloudFormation template'],
    ['the same in YAML', 'a.yaml', nested, '1:502: values are nested deeper than 500'],
    ['lists in lists of YAML', 'a.yaml', `${'- '.repeat(20_000)}x`, ': values are nested deeper than 500'],
    ['a second document', 'a.yaml', 'Resources: {}\n---\nResources: {}\n', '3:1: a second document begins here'],
    [
      'a resource whose properties are a list',
      'a.json',
      '{"Resources": {"T": {"Type": "AWS::ECS::TaskDefinition",\n"Properties": []}}}',
      '1:16: the properties of a resource are an object, got a list',
    ],
  ])('%s', (_what, name, content, expected) => {
    const { code, err } = run('check', folder.file(name, content));
    expect({ code, found: folder.short(err).includes(expected) ? expected : folder.short(err) }).toEqual({
      code: 2,
      found: expected,
    });
    expect(folder.short(err).split('\n')[0]).toMatch(/^[^:]+:\d+:\d+: \S/);
  });

  test.each(['cloudformation', 'task-definition', 'terraform', 'compose'])(
    'a file of another type than --type says: %s',
    (type) => {
      const compose = 'services: {a: {image: x}}\n';
      const file = folder.file('other.yaml', type === 'compose' ? 'Resources: {}\n' : compose);
      const { code, err } = run('check', '--type', type, file);
      expect({ code, err: folder.short(err) }).toEqual({
        code: 2,
        err: expect.stringMatching(/^other.yaml:1:1: (?:expected|a template has|a compose file has)/) as string,
      });
    },
  );

  test('a YAML bomb, before it goes off', () => {
    const levels = Array.from({ length: 12 }, (_none, index) =>
      index === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]'
        : `a${index}: &a${index} [${Array(9)
            .fill(`*a${index - 1}`)
            .join(', ')}]`,
    );
    const { code, err } = run(
      'check',
      folder.file('bomb.yaml', `services:\n  web: {image: x}\n${levels.join('\n')}\n`),
    );
    expect(code).toBe(2);
    expect(err).toContain('aliases stand for more than 1000000 values');
  });

  test('a file of 100 MB, without reading it', () => {
    const large = folder.file('large.json', '');
    truncateSync(large, 100 * 1024 * 1024);
    const { code, err } = run('check', large);
    expect(code).toBe(2);
    expect(err).toContain('the file has 100 MiB, expected 64 MiB at most');
  });

  test('a device that never ends, in bounded time', () => {
    expect(run('check', '/dev/zero')).toEqual({
      code: 2,
      out: '',
      err: '/dev/zero:1:1: it goes on after 64 MiB, expected 64 MiB at most\n',
    });
  });

  test.each([
    ['a file that is not there', ['check', '/nowhere/a.json'], '/nowhere/a.json:1:1: no such file'],
    ['a folder', ['check', '/'], '/:1:1: a folder with none of the files that are read'],
    ['no file', ['check'], 'portwright: check takes at least one file'],
    ['a command that is not there', ['chek'], 'portwright: there is no command "chek"'],
    ['an option that is not there', ['check', '--fromat', 'json'], "portwright: unknown option '--fromat'"],
    [
      'a value that an option cannot have',
      ['check', '-f', 'xml', 'a'],
      'portwright: --format is one of text, json, sarif, markdown',
    ],
    [
      'an acknowledgement without a reason',
      ['check', 'a', '-a', 'host-port-taken'],
      'portwright: --acknowledge is RULE[@PATH]=REASON',
    ],
    ['a rule that is not there', ['explain', 'nothing'], 'portwright: there is no rule "nothing"'],
  ])('%s', (_what, argv, expected) => {
    const { code, err } = run(...argv);
    expect({ code, err: err.slice(0, expected.length) }).toEqual({ code: 2, err: expected });
  });
});
