import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Folder, run } from './run';

const folder = new Folder();
afterAll(() => {
  folder.remove();
});

const container = (name: string, more: object = {}): object => ({ name, image: 'busybox', memory: 64, ...more });
const task = (networkMode: string | undefined, ...containerDefinitions: object[]): object => ({
  family: 'shop',
  ...(networkMode === undefined ? {} : { networkMode }),
  containerDefinitions,
});

interface Compose {
  readonly services: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly networks?: object;
}

/** The compose file of a task, and what was printed. */
function local(
  definition: object,
  ...args: readonly string[]
): { compose: Compose; out: string; err: string; code: number } {
  const out = join(folder.path, `out${readdirSync(folder.path).length}`);
  const ran = run('local', folder.file('task.json', definition), '--out', out, ...args);
  const file = join(out, 'compose.yaml');
  const compose = existsSync(file) ? (parse(readFileSync(file, 'utf8')) as Compose) : { services: {} };
  return { compose, ...ran };
}

describe('local', () => {
  test('bridge: on the default bridge, with links; a dynamic host port is left to the engine', () => {
    const { compose } = local(
      task(
        'bridge',
        container('web', { links: ['db:database'], portMappings: [{ containerPort: 80, hostPort: 8080 }] }),
        container('db', { portMappings: [{ containerPort: 5432 }] }),
      ),
    );
    expect(compose.services).toMatchObject({
      'shop-1-web': {
        network_mode: 'bridge',
        links: ['shop-1-db:database'],
        ports: [{ target: 80, published: '8080', protocol: 'tcp' }],
        depends_on: { 'shop-1-db': { condition: 'service_started' } },
      },
      'shop-1-db': { network_mode: 'bridge', ports: [{ target: 5432, protocol: 'tcp' }] },
    });
    expect(Object.keys(compose.services)).toEqual(['shop-1-db', 'shop-1-web']);
  });

  test('awsvpc: a pause container has the address and the ports, the others share its stack', () => {
    const { compose } = local(
      task('awsvpc', container('web', { portMappings: [{ containerPort: 80 }] }), container('side')),
    );
    expect(compose.services).toMatchObject({
      'shop-1-pause': { networks: { vpc: {} }, ports: [{ target: 80, host_ip: '127.0.0.1' }] },
      'shop-1-web': { network_mode: 'service:shop-1-pause' },
      'shop-1-side': { network_mode: 'service:shop-1-pause' },
    });
    expect(compose.services['shop-1-web']).not.toHaveProperty('ports');
  });

  test('host and none: no ports are published', () => {
    const { compose } = local(task('host', container('web', { portMappings: [{ containerPort: 80 }] })));
    expect(compose.services['shop-1-web']).toMatchObject({ network_mode: 'host' });
    expect(compose.services['shop-1-web']).not.toHaveProperty('ports');
    expect(local(task('none', container('job'))).compose.services['shop-1-job']).toMatchObject({
      network_mode: 'none',
    });
  });

  test('a variable that is decided at deployment is named, and gets the value that is given', () => {
    const url = { 'Fn::GetAtt': ['Database', 'Endpoint.Address'] };
    const definition = { Name: 'web', Image: 'busybox', Memory: 64, Environment: [{ Name: 'DB', Value: url }] };
    const template = {
      Resources: {
        Database: { Type: 'AWS::RDS::DBInstance', Properties: {} },
        Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [definition] } },
      },
    };
    expect(local(template).out).toMatch(/the variable DB is not set, .*; --env DB=VALUE sets it/);
    const { compose, out } = local(template, '--env', 'DB=db');
    expect(out).not.toContain('the variable DB');
    expect(Object.values(compose.services)).toEqual([expect.objectContaining({ environment: { DB: 'db' } })]);
  });

  test('what no container has locally is named, and only that', () => {
    const web = container('web', {
      memory: 256,
      memoryReservation: 128,
      linuxParameters: { initProcessEnabled: true, maxSwap: 64, swappiness: 10 },
      dockerLabels: {},
      interactive: false,
    });
    const properties = Object.entries({
      IgnoredUID: '1337',
      AppPorts: '80',
      ProxyIngressPort: '15000',
      ProxyEgressPort: '15001',
      EgressIgnoredIPs: '169.254.170.2',
    }).map(([name, value]) => ({ name, value }));
    const mesh = { proxyConfiguration: { type: 'APPMESH', containerName: 'web', properties } };
    const { out } = local({ ...task('awsvpc', web), ...mesh });
    expect(out).toContain('shop: proxyConfiguration is left out: a local run does not set it');
    expect(out).toContain(
      'shop/web: memoryReservation and linuxParameters.swappiness are left out: a local run does not set them',
    );
  });

  test('copies have names of their own, and ranges host ports of their own', () => {
    const range = { portMappings: [{ containerPortRange: '7000-7002' }] };
    const { compose } = local(task('bridge', container('web', range)), '--copies', '2');
    const published = (key: string): unknown =>
      ((compose.services[key]?.['ports'] ?? []) as readonly { published: string }[]).map((port) => port.published);
    expect(published('shop-1-web')).toEqual(['32768', '32769', '32770']);
    expect(published('shop-2-web')).toEqual(['32771', '32772', '32773']);
  });

  test('a second copy with a fixed host port is refused before anything is written, by the rule of compose files', () => {
    const fixed = { portMappings: [{ containerPort: 80, hostPort: 8080 }] };
    const { code, err, compose } = local(task('bridge', container('web', fixed)), '--copies', '2');
    expect(code).toBe(1);
    expect(err).toMatch(/error published-port-taken/);
    expect(compose.services).toEqual({});
  });

  test('two awsvpc containers on one port are refused, by the rule that check has', () => {
    const port = { portMappings: [{ containerPort: 80 }] };
    const definition = task('awsvpc', container('web', port), container('side', port));
    const { code, err, compose } = local(definition);
    const checked = run('check', folder.file('same.json', definition), '--format', 'json').out;
    const [rule] = /"rule": "([a-z-]+)"/.exec(checked)?.slice(1) ?? [];
    expect(code).toBe(1);
    expect(rule).toBeDefined();
    expect(err).toContain(`error ${rule}`);
    expect(compose.services).toEqual({});
  });

  test.each<[string, object, RegExp]>([
    [
      'Windows',
      { ...task(undefined, container('web')), runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      /Windows/,
    ],
    ['a GPU', task('bridge', container('web', { resourceRequirements: [{ type: 'GPU', value: '1' }] })), /GPU/],
    ['an image with a placeholder', task('bridge', container('web', { image: '${ACCOUNT}/web' })), /--image web=IMAGE/],
    ['no image', task('bridge', { name: 'web', memory: 64, image: '' }), /--image web=IMAGE/],
    [
      'an image that no engine takes for one',
      task('bridge', container('web', { image: '<IMAGE>' })),
      /"<IMAGE>" is not the name of an image; --image web=IMAGE/,
    ],
    ['two network modes', { ...task(undefined, container('web')), networkMode: ['bridge', 'host'] }, /got a list/],
  ])('%s is refused with the reason, at its line', (_what, definition, reason) => {
    const { code, err } = local(definition);
    expect(err).toMatch(/\.json:\d+:\d+: cannot be run/);
    expect(code).toBe(1);
    expect(err).toMatch(reason);
    expect(err).toMatch(/nothing was written/);
  });

  test('a definition whose network mode stands twice is no definition, and the line is named', () => {
    const text = '{ "family": "shop",\n"networkMode": "bridge",\n"networkMode": "host", "containerDefinitions": [] }';
    const { code, err } = run('local', folder.file('twice.json', text));
    expect(code).toBe(2);
    expect(err).toMatch(/twice\.json:3:1: key "networkMode" stands twice/);
  });

  test('a network mode that Terraform spells otherwise is an error at its line', () => {
    const containers = JSON.stringify([{ name: 'web', image: 'nginx', memory: 64 }]);
    const web = { family: 'web', network_mode: 'None', container_definitions: containers };
    const file = folder.file('mode.tf.json', { resource: { aws_ecs_task_definition: { web } } });
    const { code, err } = run('local', file);
    expect(code).toBe(1);
    expect(err).toMatch(/mode\.tf\.json:\d+:\d+: error network-mode-unknown: there is no network mode "None"/);
  });

  test('volumes are those of each copy, but for what tasks have in common', () => {
    const mount = (volume: string): object => ({ sourceVolume: volume, containerPath: `/${volume}` });
    const volumes = ['own', 'folder', 'common', 'files', 'same'];
    const efs = (rootDirectory: string): object => ({
      efsVolumeConfiguration: { fileSystemId: 'fs-1', rootDirectory },
    });
    const definition = {
      ...task('bridge', container('web', { mountPoints: volumes.map(mount) })),
      volumes: [
        { name: 'own' },
        { name: 'folder', host: { sourcePath: '/srv' } },
        { name: 'common', dockerVolumeConfiguration: { scope: 'shared', autoprovision: true } },
        { name: 'files', ...efs('/a') },
        { name: 'same', ...efs('/a') },
      ],
    };
    const { compose } = local(definition, '--copies', '2');
    const sources = (key: string): unknown =>
      ((compose.services[key]?.['volumes'] ?? []) as readonly { source: string }[]).map(({ source }) => source);
    expect(sources('shop-1-web')).toEqual(['shop-1.own', '/srv', 'common', 'fs-1--a', 'fs-1--a']);
    expect(sources('shop-2-web')).toEqual(['shop-2.own', '/srv', 'common', 'fs-1--a', 'fs-1--a']);
  });

  test('fields that nobody here knows are named, and so is a processor that the engine may not have', () => {
    const definition = {
      ...task('bridge', container('web', { novelty: { on: true }, linuxParameters: { zeal: 1 } })),
      runtimePlatform: { cpuArchitecture: 'ARM64' },
      fashion: 'new',
      placementConstraints: [{ type: 'memberOf', expression: 'attribute:zone == a' }],
      // what the API says of a definition that is registered
      revision: 3,
      status: 'ACTIVE',
      registeredBy: 'me',
    };
    const { out } = local(definition);
    expect(out).toContain('shop: placementConstraints and fashion are left out');
    expect(out).toContain('shop/web: novelty and linuxParameters.zeal are left out');
    expect(out).toContain('shop: cpuArchitecture ARM64 is left out');
    expect(out).not.toMatch(/revision|status|registeredBy/);
  });

  test('a limit that is decided at deployment is named', () => {
    const limit = { Name: 'nofile', SoftLimit: { Ref: 'Files' }, HardLimit: 4096 };
    const web = { Name: 'web', Image: 'busybox', Memory: 64, Ulimits: [limit] };
    const { out } = local({
      Parameters: { Files: { Type: 'Number' } },
      Resources: { Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [web] } } },
    });
    expect(out).toMatch(/Task\/web: what is not known of ulimits is left out: .*Files/);
  });

  test('a service that wants more copies than run here is spoken of', () => {
    const web = { Name: 'web', Image: 'busybox', Memory: 64 };
    const template = {
      Resources: {
        Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { ContainerDefinitions: [web] } },
        Service: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'Task' }, DesiredCount: 3 } },
      },
    };
    expect(local(template).out).toContain('not as many as the desiredCount of the service says');
    expect(local(template, '--copies', '3').out).not.toContain('desiredCount');
  });

  test('an image can be given in place of the one that is not known', () => {
    const definition = task('bridge', container('web', { image: '${ACCOUNT}/web' }));
    expect(local(definition, '--image', 'web=nginx').compose.services['shop-1-web']).toMatchObject({ image: 'nginx' });
  });

  test('every reduction is printed: secrets, EFS, log drivers', () => {
    const definition = {
      ...task(
        'bridge',
        container('web', {
          secrets: [{ name: 'TOKEN', valueFrom: 'token' }],
          logConfiguration: { logDriver: 'syslog' },
          mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }],
        }),
      ),
      executionRoleArn: 'arn:aws:iam::123456789012:role/run',
      volumes: [{ name: 'data', efsVolumeConfiguration: { fileSystemId: 'fs-1' } }],
    };
    const { out, compose } = local(definition);
    expect(out).toMatch(/the secret TOKEN is not set; --env TOKEN=VALUE sets it/);
    expect(out).toMatch(/the file system fs-1 is an empty volume/);
    expect(out).toMatch(/log driver syslog is left out/);
    expect(compose.services['shop-1-web']).toMatchObject({
      volumes: [{ type: 'volume', source: 'fs-1', target: '/data' }],
    });
    expect(local(definition, '--env', 'TOKEN=x').compose.services['shop-1-web']).toMatchObject({
      environment: { TOKEN: 'x' },
    });
  });

  test('a dollar in a command stays one', () => {
    const definition = task('bridge', container('web', { command: ['sh', '-c', 'echo $HOME'] }));
    expect(local(definition).compose.services['shop-1-web']).toMatchObject({ command: ['sh', '-c', 'echo $$HOME'] });
  });

  test('the report comes as text, Markdown and data, and says the same claims', () => {
    const file = folder.file('task.json', task('awsvpc', container('web'), container('side')));
    const data = JSON.parse(run('local', file, '--report', 'json').out) as {
      tasks: readonly { claims: readonly { id: string; text: string }[] }[];
    };
    const { claims } = data.tasks[0]!;
    expect(claims.map(({ id }) => id)).toContain('shared-loopback');
    const text = run('local', file).out;
    for (const claim of claims) expect(text).toContain(claim.text);
    expect(run('local', file, '--report', 'markdown').out).toMatch(/^\| namespace \| same \| /m);
  });

  test('a task that is not there is named together with those that are', () => {
    const { code, err } = run('local', folder.file('task.json', task('bridge', container('web'))), '--task', 'other');
    expect(code).toBe(2);
    expect(err).toMatch(/there is no task "other"; there is shop/);
  });
});
