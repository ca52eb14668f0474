import { TerraformStack, TerraformVariable, Token } from 'cdktf';
import { type TaskDefinition } from '../../../lib/core/ecs/task';
import { check } from '../../../lib/core/rules/check';
import { Port } from '../../../lib/core/values/port';
import { BridgePort } from '../../../lib/core/values/port-mapping';
import { type DockerEngine, DockerContainer, LocalTask, type LocalTaskProps } from '../../../lib/docker';
import { readTaskDefinitions } from '../../../lib/formats';
import { type Reading } from '../../../lib/formats/reading';
import { runLocally } from '../../../lib/local/local-run';
import { newApp, newEngine, resources, synthesize, thrown, warnings } from '../synth';

const container = (name: string, more: object = {}): object => ({ name, image: 'busybox', memory: 64, ...more });

function read(networkMode: string | undefined, containerDefinitions: readonly object[], more: object = {}): Reading {
  const mode = networkMode === undefined ? {} : { networkMode };
  return readTaskDefinitions({ data: { family: 'shop', ...mode, containerDefinitions, ...more } });
}

function task(networkMode: string | undefined, ...containers: readonly object[]): TaskDefinition {
  return read(networkMode, containers).tasks[0]!;
}

const web = container('web', {
  links: ['db:database'],
  command: ['sh', '-c', 'echo ${HOME} $HOME'],
  dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }],
  portMappings: [
    { containerPort: 80, hostPort: 8080 },
    { containerPort: 53, protocol: 'udp' },
  ],
  environment: [{ name: 'MODE', value: 'test' }],
});
const db = container('db', {
  image: 'postgres:17',
  healthCheck: { command: ['CMD-SHELL', 'pg_isready'], interval: 5 },
  portMappings: [{ containerPort: 5432 }],
  mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
  systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }],
});
const MODES: readonly (readonly [string, TaskDefinition])[] = [
  ['bridge', read('bridge', [web, db], { volumes: [{ name: 'data' }] }).tasks[0]!],
  ['bridge with a range', task('bridge', container('web', { portMappings: [{ containerPortRange: '7000-7002' }] }))],
  ['no mode', task(undefined, container('web', { portMappings: [{ containerPort: 80 }] }))],
  ['host', task('host', container('web', { portMappings: [{ containerPort: 80 }] }), container('db'))],
  ['none', task('none', container('job', { essential: true }), container('other', { essential: false }))],
  ['awsvpc', task('awsvpc', container('web', { portMappings: [{ containerPort: 80 }] }), container('side'))],
  [
    'shared processes',
    read('awsvpc', [container('web'), container('side')], { pidMode: 'task', ipcMode: 'task' }).tasks[0]!,
  ],
];

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** The blocks by their names on the engine, with those names in place of the labels that references hold. */
function named(blocks: Blocks): Record<string, unknown> {
  const names = Object.entries(blocks).flatMap(([type, byLabel]) =>
    Object.entries(byLabel).map(
      ([label, block]) => [`${type}.${label}`, `${type}.<${String(block['name'])}>`] as const,
    ),
  );
  const byLength = names.sort(([a], [b]) => b.length - a.length);
  let text = JSON.stringify(blocks['docker_container'] ?? {});
  for (const [address, name] of byLength) {
    for (const end of ['.', '"']) text = text.replaceAll(`${address}${end}`, `${name}${end}`);
  }
  const containers = JSON.parse(text) as Record<string, Record<string, unknown>>;
  return Object.fromEntries(
    Object.values(containers).map(({ '//': _, provider: __, ...block }) => [String(block['name']), block]),
  );
}

/** What the file of a local run has in places where a construct has names of its own. */
function renamed(blocks: Record<string, unknown>): unknown {
  const text = JSON.stringify(blocks)
    .replaceAll('docker_network.<stack-local_vpc>', 'docker_network.<p_vpc>')
    .replaceAll('${docker_volume.<stack-local-web_shop-1.data>.name}', 'p_shop-1.data');
  return JSON.parse(text) as unknown;
}

function written(definition: TaskDefinition, copies: number): Blocks {
  const { file, obstacles } = runLocally([{ task: definition }], 'terraform', 'p', { copies });
  if (!file) throw new Error(JSON.stringify(obstacles));
  return (JSON.parse(file.text) as { resource: Blocks }).resource;
}

function local(props: Partial<LocalTaskProps> & Pick<LocalTaskProps, 'task'>): {
  engine: DockerEngine;
  task: LocalTask;
} {
  const engine = newEngine();
  return { engine, task: new LocalTask(engine, 'web', props) };
}

describe('an ECS task on an engine', () => {
  test.each(MODES)('in mode %s is what `portwright local --format terraform` writes', (_mode, definition) => {
    const { engine } = local({ task: definition });
    const { resource } = synthesize(engine) as { resource: Blocks };
    expect(renamed(named(resource))).toEqual(named(written(definition, 1)));
    const images = (blocks: Blocks): unknown[] =>
      Object.values(blocks['docker_image'] ?? {})
        .map(({ name, keep_locally }) => `${String(name)} ${String(keep_locally)}`)
        .sort();
    expect(images(resource)).toEqual(images(written(definition, 1)));
  });

  test('runs as many copies as asked, each with host ports of its own', () => {
    const [, definition] = MODES[1]!;
    const { engine } = local({ task: definition, copies: 3 });
    const { resource } = synthesize(engine) as { resource: Blocks };
    expect(renamed(named(resource))).toEqual(named(written(definition, 3)));
  });

  test('a second copy with a fixed host port fails the synth', () => {
    const { engine } = local({ task: MODES[0]![1], copies: 2 });
    expect(thrown(() => synthesize(engine)).message).toMatch(/8080/);
    expect(engine.findings.map(({ rule }) => rule)).toContain('published-port-taken');
  });

  test('a host port that another container of the engine has fails the synth', () => {
    const engine = newEngine();
    const fixed = container('web', { portMappings: [{ containerPort: 80, hostPort: 8080 }] });
    new LocalTask(engine, 'web', { task: task('bridge', fixed) });
    expect(engine.errorReport()).toBeUndefined();
    new DockerContainer(engine, 'other', { image: 'busybox' }).publish(BridgePort.fixed(Port.tcp(80), 8080));
    expect(engine.errorReport()).toMatch(/8080/);
  });

  test('port ranges of two tasks get host ports of their own', () => {
    const engine = newEngine();
    const range = container('web', { portMappings: [{ containerPortRange: '7000-7001' }] });
    for (const family of ['shop', 'blog']) {
      new LocalTask(engine, family, { task: read('bridge', [range], { family }).tasks[0]! });
    }
    const published = Object.values(resources(engine, 'docker_container')).flatMap(({ ports }) =>
      (ports as readonly { readonly external: number }[]).map(({ external }) => external),
    );
    expect(published.sort()).toEqual([32768, 32769, 32770, 32771]);
  });

  test('one task twice is refused for the names of its containers: copies are what was meant', () => {
    const { engine, task: first } = local({ task: task('bridge', container('web')) });
    new LocalTask(engine, 'again', { task: task('bridge', container('web')) });
    expect(first.resources.size).toBe(1);
    expect(engine.errorReport()).toMatch(/shop-1-web/);
  });

  test('what ECS would refuse fails the synth in words of the task definition', () => {
    const port = { portMappings: [{ containerPort: 80 }] };
    const definition = task('awsvpc', container('web', port), container('side', port));
    const { engine } = local({ task: definition });
    expect(engine.findings.map(({ rule }) => rule)).toEqual(check({ tasks: [definition] }).map(({ rule }) => rule));
    expect(thrown(() => synthesize(engine)).message).toMatch(/\[shop\/side.*80/);
  });

  test.each<[string, TaskDefinition, RegExp]>([
    [
      'for Windows',
      read(undefined, [container('web')], { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } })
        .tasks[0]!,
      /\[shop\] it is a task for Windows/,
    ],
    [
      'that needs a GPU',
      task('bridge', container('web', { resourceRequirements: [{ type: 'GPU', value: '1' }] })),
      /\[shop\/web\] it needs a GPU/,
    ],
    ['without an image', task('bridge', { name: 'web', memory: 64 }), /images: \{ "web": IMAGE \} says what to run/],
  ])('a task %s fails the synth, and nothing of it is written', (_what, definition, reason) => {
    const { engine, task: made } = local({ task: definition });
    expect(thrown(() => synthesize(engine)).message).toMatch(reason);
    expect(made.resources.size).toBe(0);
    expect(resources(engine, 'docker_container', false)).toEqual({});
  });

  test('what is left out is a warning at the construct, and says how a value is given', () => {
    const definition = read('bridge', [container('web', { secrets: [{ name: 'TOKEN', valueFrom: 'token' }] })], {
      executionRoleArn: 'arn:aws:iam::123456789012:role/run',
    }).tasks[0]!;
    const { engine, task: made } = local({ task: definition });
    expect(warnings(engine)).toContainEqual(
      expect.stringMatching(/the secret TOKEN is not set; environment: \{ "TOKEN": VALUE \} sets it/),
    );
    expect(made.node.metadata.map(({ type }) => type)).toContain('@cdktf/warn');
  });

  test('a variable of Terraform can be the value of a secret; a text of the definition is never an expression', () => {
    const definition = read(
      'bridge',
      [
        container('web', {
          command: ['echo', '${var.x} %{if}'],
          secrets: [{ name: 'TOKEN', valueFrom: 'token' }],
        }),
      ],
      { executionRoleArn: 'arn:aws:iam::123456789012:role/run' },
    ).tasks[0]!;
    const engine = newEngine();
    const token = new TerraformVariable(engine, 'token', { type: 'string', sensitive: true });
    const web = new LocalTask(engine, 'web', { task: definition, environment: { TOKEN: token.stringValue } });
    const [key] = [...web.resources.keys()];
    const block = resources(engine, 'docker_container')[key!]!;
    expect(block['env']).toEqual([expect.stringMatching(/^TOKEN=\$\{var\.\w+\}$/)]);
    expect(block['command']).toEqual(['echo', '$${var.x} %%{if}']);
  });

  test('images can be given in place of those that are written', () => {
    const definition = task('bridge', container('web'), container('db'));
    const { engine } = local({ task: definition, images: { web: 'nginx', '*': 'alpine' } });
    expect(Object.keys(resources(engine, 'docker_image')).sort()).toEqual(['alpine', 'nginx']);
  });

  test('tasks with interfaces of their own meet on one network, which others may join', () => {
    const engine = newEngine();
    const port = { portMappings: [{ containerPort: 80 }] };
    const web = new LocalTask(engine, 'web', { task: task('awsvpc', container('web', port)) });
    const other = { family: 'other' };
    const api = new LocalTask(engine, 'api', { task: read('awsvpc', [container('api')], other).tasks[0]! });
    expect(api.network).toBe(web.network);
    new DockerContainer(engine, 'probe', { image: 'busybox', networks: [web.network!] });
    expect(Object.keys(resources(engine, 'docker_network'))).toEqual(['stack-local_vpc']);
    const dial = (from: string, name: string): string =>
      engine.topology.reach({ from, to: { name }, port: Port.tcp(80) }).kind;
    expect([dial('probe', 'shop-1-pause'), dial('other-1-api', 'web')]).toEqual(['reachable', 'blocked']);
  });

  test('a name of Service Connect resolves for tasks that take part in its namespace, and for no others', () => {
    const engine = newEngine();
    const families = ['web', 'client', 'stranger'];
    const port = { portMappings: [{ containerPort: 80, name: 'http' }] };
    const definition = (family: string): object => ({
      family,
      networkMode: 'awsvpc',
      containerDefinitions: [container(family, port)],
    });
    const offer = [{ portName: 'http', clientAliases: [{ port: 80, dnsName: 'web.internal' }] }];
    const service = (family: string, connect: object): object => ({
      serviceName: family,
      taskDefinition: family,
      serviceConnectConfiguration: connect,
    });
    const { tasks, services } = readTaskDefinitions([
      ...families.map((family) => ({ data: definition(family) })),
      { data: service('web', { enabled: true, namespace: 'internal', services: offer }) },
      { data: service('client', { enabled: true, namespace: 'internal' }) },
      { data: service('stranger', { enabled: true, namespace: 'elsewhere' }) },
    ]);
    for (const [at, one] of tasks.entries()) new LocalTask(engine, `task${at}`, { task: one, services });
    const dial = (from: string): string =>
      engine.topology.reach({ from, to: { name: 'web.internal' }, port: Port.tcp(80) }).kind;
    expect([dial('client-1-client'), dial('stranger-1-stranger')]).toEqual(['reachable', 'blocked']);
  });

  test('says what is the same as on ECS, what is different and what is absent', () => {
    const { task: made } = local({ task: task('awsvpc', container('web'), container('side')) });
    expect(made.claims.map(({ id }) => id)).toContain('shared-loopback');
    expect(new Set(made.claims.map(({ likeness }) => likeness))).toEqual(new Set(['same', 'different', 'absent']));
  });

  test('the task is a TaskDefinition, and copies are a number of at least one', () => {
    const engine = newEngine();
    const wrong = JSON.parse('{ "family": "shop" }') as TaskDefinition;
    expect(thrown(() => new LocalTask(engine, 'a', { task: wrong })).message).toMatch(/readTaskDefinitions/);
    const good = task('bridge', container('web'));
    for (const copies of [0, 1.5, Number.NaN, Token.asNumber('${var.copies}')]) {
      expect(thrown(() => new LocalTask(engine, 'b', { task: good, copies })).message).toMatch(/whole number from 1/);
    }
    expect(engine.host.containers.items).toEqual([]);
  });

  test('needs an engine above it', () => {
    const stack = new TerraformStack(newApp(), 'bare');
    expect(thrown(() => new LocalTask(stack, 'web', { task: task('none', container('job')) })).message).toMatch(
      /DockerEngine/,
    );
  });
});
