import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Folder, run, runAwaited, type Outcome } from './run';

const folder = new Folder();
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  folder.remove();
});

interface Running {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  state: Record<string, unknown>;
}

/** A daemon that keeps the containers, networks and volumes that it is told to make. */
class FakeDaemon {
  readonly containers = new Map<string, Running>();
  readonly networks = new Map<string, Readonly<Record<string, string>>>();
  readonly volumes = new Map<string, Readonly<Record<string, string>>>();
  readonly started: string[] = [];
  /** What was told to end, with the seconds that it was given. */
  readonly stopped: string[] = [];
  readonly url: string;
  /** What a start does, by the name of the container. */
  onStart: (name: string) => Record<string, unknown> | string = () => ({ Running: true });
  readonly images = new Set(['busybox']);

  constructor() {
    const server = createServer();
    const path = join(folder.path, `${servers.length}.sock`);
    this.url = `unix://${path}`;
    servers.push(server);
    server.listen(path);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {};
        const [status, answer] = this.#answer(`${request.method ?? ''} ${request.url ?? ''}`, body);
        response.statusCode = status;
        response.end(JSON.stringify(answer));
      });
    });
  }

  get left(): number {
    return this.containers.size + this.networks.size + this.volumes.size;
  }

  #answer(line: string, body: Record<string, unknown>): [number, unknown] {
    const [, method = '', path = ''] = /^(\w+) (?:\/v[\d.]+)?(\/[^?]*)/.exec(line) ?? [];
    const query = new URLSearchParams(line.split('?')[1] ?? '');
    const [, kind = '', name = '', verb = ''] = path.split('/').map(decodeURIComponent);
    const labels = body['Labels'] as Record<string, string>;
    const wanted = (of: Readonly<Record<string, string>>): boolean => {
      const { label = [] } = JSON.parse(query.get('filters') ?? '{}') as { label?: string[] };
      return label.every((one) => one === `portwright.run=${of['portwright.run'] ?? ''}`);
    };
    if (kind === 'version') return [200, { ApiVersion: '1.41' }];
    if (kind === 'info') return [200, { OSType: 'linux' }];
    if (kind === 'images') {
      if (method === 'POST') return [404, { message: `pull access denied for ${query.get('fromImage') ?? ''}` }];
      return this.images.has(name) ? [200, {}] : [404, { message: 'no such image' }];
    }
    if (kind === 'networks' || kind === 'volumes') {
      const there = this[kind];
      if (method === 'GET') {
        const list = [...there].filter(([, of]) => wanted(of)).map(([one]) => ({ Id: one, Name: one }));
        return [200, kind === 'networks' ? list : { Volumes: list }];
      }
      if (method === 'POST' && name === 'create') there.set(String(body['Name']), labels);
      if (method === 'DELETE') there.delete(name);
      return [200, {}];
    }
    if (method === 'GET' && name === 'json') {
      return [200, [...this.containers.values()].filter((one) => wanted(one.labels)).map((one) => ({ Id: one.name }))];
    }
    if (method === 'POST' && name === 'create') {
      const called = query.get('name') ?? '';
      if (this.containers.has(called)) return [409, { message: `the name ${called} is in use` }];
      this.containers.set(called, { name: called, labels, state: { Running: false } });
      return [201, {}];
    }
    const container = this.containers.get(name);
    if (!container) return [404, { message: 'no such container' }];
    if (method === 'DELETE') this.containers.delete(name);
    if (verb === 'stop') {
      this.stopped.push(`${name} ${query.get('t') ?? ''}`);
      container.state = { Running: false, ExitCode: 143 };
    }
    if (verb === 'start') {
      const became = this.onStart(name);
      if (typeof became === 'string') return [500, { message: became }];
      this.started.push(name);
      container.state = became;
    }
    const ports = { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '40001' }] };
    const settings = { Ports: ports, Networks: { vpc: { IPAddress: '172.18.0.2' } } };
    return [200, { State: container.state, NetworkSettings: settings }];
  }
}

const container = (name: string, more: object = {}): object => ({ name, image: 'busybox', memory: 64, ...more });

/** Runs a task until it prints where it answers. */
async function local(daemon: FakeDaemon, definition: object): Promise<Outcome> {
  const file = folder.file('task.json', { family: 'shop', ...definition });
  const command = ['local', file, '--run', '--on', daemon.url, '--project', 'try'];
  return runAwaited(command, /from this machine|no port is mapped/);
}

const nowhere = `unix://${folder.path}/none.sock`;
const vpc = (...containerDefinitions: object[]): object => ({ networkMode: 'awsvpc', containerDefinitions });
const bridge = (...containerDefinitions: object[]): object => ({ networkMode: 'bridge', containerDefinitions });

describe('local --run', () => {
  test('starts each container after what it needs, says where it answers, and removes everything when it is interrupted', async () => {
    const daemon = new FakeDaemon();
    const web = container('web', {
      portMappings: [{ containerPort: 80 }],
      dependsOn: [{ containerName: 'db', condition: 'START' }],
    });
    const { out, err } = await local(daemon, vpc(web, container('db')));
    expect(daemon.started).toEqual(['shop-1-pause', 'shop-1-db', 'shop-1-web']);
    expect(out).toMatch(/shop-1 +web +80\/tcp +localhost:40001 +172\.18\.0\.2:80 +localhost:80/);
    expect(err).toContain('everything of the run try is removed');
    expect(daemon.left).toBe(0);
  });

  test('leaves nothing when one container does not start, and says why', async () => {
    const daemon = new FakeDaemon();
    daemon.onStart = (name) => (name === 'shop-1-web' ? 'port is already allocated' : { Running: true });
    const mount = { mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] };
    const { code, err } = await local(daemon, {
      ...bridge(container('db', mount), container('web')),
      volumes: [{ name: 'data' }],
    });
    expect(code).toBe(1);
    expect(err).toContain('shop-1-web: the engine refuses: port is already allocated');
    expect(daemon.left).toBe(0);
  });

  test('an unhealthy container that another waits for ends the run', async () => {
    const daemon = new FakeDaemon();
    const log = [{ Output: 'no route to db\n' }];
    daemon.onStart = () => ({ Running: true, Health: { Status: 'unhealthy', Log: log } });
    const db = container('db', { healthCheck: { command: ['CMD', 'check'] } });
    const web = container('web', { dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] });
    const { code, err } = await local(daemon, bridge(db, web));
    expect(code).toBe(1);
    expect(err).toContain(
      'shop-1-db is unhealthy, and shop-1-web waits for it: its last check printed "no route to db"',
    );
    expect(daemon.left).toBe(0);
  });

  test('success is waited for, and is an exit code of 0', async () => {
    const definition = bridge(
      container('migrate', { essential: false }),
      container('web', { dependsOn: [{ containerName: 'migrate', condition: 'SUCCESS' }] }),
    );
    const ended = (exitCode: number) => (name: string) =>
      name === 'shop-1-migrate' ? { Running: false, ExitCode: exitCode } : { Running: true };
    const good = new FakeDaemon();
    good.onStart = ended(0);
    expect((await local(good, definition)).code).toBe(0);
    const bad = new FakeDaemon();
    bad.onStart = ended(3);
    const { code, err } = await local(bad, definition);
    expect(code).toBe(1);
    expect(err).toContain('shop-1-migrate ended with exit code 3 and shop-1-web waits for its success');
    expect(bad.started).toEqual(['shop-1-migrate']);
  });

  test('the end of an essential container ends its task, and its exit code counts', async () => {
    const daemon = new FakeDaemon();
    daemon.onStart = (name) => (name === 'shop-1-web' ? { Running: false, ExitCode: 2 } : { Running: true });
    const { code, err } = await local(daemon, bridge(container('web'), container('side')));
    expect(code).toBe(1);
    expect(err).toContain('the essential container web ended with exit code 2, so the task ends');
    expect(daemon.left).toBe(0);
  });

  test('what started last is told to end first, and is given the time of its stopTimeout', async () => {
    const daemon = new FakeDaemon();
    const on = (containerName: string): object => ({ dependsOn: [{ containerName, condition: 'START' }] });
    const front = container('front', { ...on('shop'), stopTimeout: 2 });
    await local(
      daemon,
      bridge(front, container('shop', { links: ['store'] }), container('store', { stopTimeout: 90 })),
    );
    expect(daemon.stopped).toEqual(['shop-1-front 2', 'shop-1-shop 5', 'shop-1-store 90']);
  });

  test('an image that cannot be had is named before anything is made', async () => {
    const daemon = new FakeDaemon();
    const { code, err } = await local(daemon, bridge(container('web', { image: 'private/web:2' })));
    expect(code).toBe(1);
    expect(err).toContain('the image private/web:2 cannot be had: pull access denied for private/web');
    expect(err).toContain('--image web=IMAGE runs another in its place');
    expect(daemon.left + daemon.started.length).toBe(0);
  });

  test('does not touch what is there: a run of the same name is refused, and --down removes it and nothing else', async () => {
    const daemon = new FakeDaemon();
    const labels = { 'portwright.run': 'try' };
    daemon.containers.set('old', { name: 'old', labels, state: { Running: true } });
    daemon.containers.set('foreign', { name: 'foreign', labels: {}, state: { Running: true } });
    const { code, err } = await local(daemon, bridge(container('web')));
    expect(code).toBe(2);
    expect(err).toContain('portwright local --down --project try removes it');
    expect(daemon.left).toBe(2);
    const down = await runAwaited(['local', '--down', '--on', daemon.url, '--project', 'try']);
    expect(down.code).toBe(0);
    expect([...daemon.containers.keys()]).toEqual(['foreign']);
  });

  test('what cannot run is refused before the engine is asked', () => {
    const runtimePlatform = { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' };
    const file = folder.file('task.json', { family: 'shop', ...bridge(container('web')), runtimePlatform });
    const { code, err } = run('local', file, '--run', '--on', nowhere);
    expect(code).toBe(1);
    expect(err).toContain('it is a task for Windows');
    expect(err).toContain('nothing was run');
  });

  test('an engine that is not there is named', async () => {
    const file = folder.file('task.json', { family: 'shop', ...bridge(container('web')) });
    const { code, err } = await runAwaited(['local', file, '--run', '--on', nowhere]);
    expect(code).toBe(2);
    expect(err).toContain('there is no socket');
  });
});
