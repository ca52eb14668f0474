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
  ])('%s is refused with the reason', (_what, definition, reason) => {
    const { code, err } = local(definition);
    expect(code).toBe(1);
    expect(err).toMatch(reason);
    expect(err).toMatch(/nothing was written/);
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
      volumes: [{ type: 'volume', source: 'data', target: '/data' }],
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
