import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { DaemonError } from '../../lib/cli/daemon-error';
import { endpointOf, snapshotOf } from '../../lib/cli/docker-daemon';
import { Files } from '../../lib/cli/files';
import { main } from '../../lib/cli/main';
import { prepare } from '../../lib/cli/prepare';
import { Folder } from './run';

interface Recorded {
  readonly version: object;
  readonly info: object;
  readonly containers: readonly {
    readonly Id: string;
    readonly Name: string;
    readonly State: { readonly Running: boolean };
    readonly HostConfig: { readonly NetworkMode: string };
  }[];
  readonly networks: readonly { readonly Id: string }[];
}

const RECORDED = JSON.parse(
  readFileSync(join(__dirname, '../formats/docker-inspect/host-29.json'), 'utf8'),
) as Recorded;

const folder = new Folder();
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  folder.remove();
});

let count = 0;
/** Somebody who answers at a socket; its address. */
async function answering(answer: RequestListener): Promise<string> {
  const path = join(folder.path, `${count++}.sock`);
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return `unix://${path}`;
}

/** An archive of entries, each with its type and what is in it. */
function tar(...entries: readonly (readonly [type: string, text: string])[]): Buffer {
  return Buffer.concat(
    entries.flatMap(([type, text]) => {
      const header = Buffer.alloc(512);
      header.write('hosts', 0);
      header.write(text.length.toString(8).padStart(11, '0'), 124);
      header.write(type, 156);
      return [header, Buffer.from(text.padEnd(Math.ceil(text.length / 512) * 512, '\0'))];
    }),
  );
}

interface Daemon {
  readonly url: string;
  /** Method and path of each request. */
  readonly asked: string[];
}

/** A daemon that says what was recorded, with some answers of its own. */
async function daemon(changed: Readonly<Record<string, unknown>> = {}): Promise<Daemon> {
  const { version, info, containers, networks } = RECORDED;
  const answers: Record<string, unknown> = {
    '/version': version,
    '/v1.56/info': info,
    '/v1.56/containers/json?all=1': containers.map(({ Id }) => ({ Id })),
    '/v1.56/networks': networks.map(({ Id }) => ({ Id })),
    ...Object.fromEntries(containers.map((one) => [`/v1.56/containers/${one.Id}/json`, one])),
    ...Object.fromEntries(networks.map((one) => [`/v1.56/networks/${one.Id}`, one])),
    ...changed,
  };
  const asked: string[] = [];
  const url = await answering(({ method = '', url: path = '' }, response) => {
    asked.push(`${method} ${path}`);
    const answer = answers[path];
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(Buffer.isBuffer(answer) ? answer : JSON.stringify(answer ?? { message: 'no such thing' }));
  });
  return { url, asked };
}

async function refusal(url: string, timeoutMs?: number): Promise<string> {
  const error: unknown = await snapshotOf({ url }, timeoutMs).then(
    () => new Error('it was answered'),
    (reason: unknown) => reason,
  );
  return error instanceof DaemonError ? error.message : `not a DaemonError: ${String(error)}`;
}

describe('a daemon that is asked', () => {
  test('says everything about its host, and gets nothing but GET requests', async () => {
    const { url, asked } = await daemon();
    const { containers, networks, info } = await snapshotOf({ url });
    expect({ containers, networks, info }).toEqual({
      containers: RECORDED.containers,
      networks: RECORDED.networks,
      info: RECORDED.info,
    });
    expect(new Set(asked.map((line) => line.split(' ')[0]))).toEqual(new Set(['GET']));
    const ofTheirOwn = RECORDED.containers.filter(
      ({ State, HostConfig }) => State.Running && !/^(?:host|none|container:)/.test(HostConfig.NetworkMode),
    );
    expect(asked).toHaveLength(4 + RECORDED.containers.length + RECORDED.networks.length + ofTheirOwn.length);
  });

  test('says what stands in the hosts files of containers, also behind other headers of the archive', async () => {
    const [one, other, third] = ['/linked', '/plain', '/in'].map(
      (name) => RECORDED.containers.find(({ Name }) => Name === name)!.Id,
    );
    const path = (id: string | undefined): string => `/v1.56/containers/${id}/archive?path=/etc/hosts`;
    const { url } = await daemon({
      [path(one)]: tar(['0', '172.17.0.9\told\n']),
      [path(other)]: tar(['x', 'a'.repeat(600)], ['0', '127.0.0.1\tlocalhost\n']),
      [path(third)]: tar(['2', '']),
    });
    const { hostsFiles } = await snapshotOf({ url });
    expect(hostsFiles).toEqual({ [one!]: '172.17.0.9\told\n', [other!]: '127.0.0.1\tlocalhost\n' });
  });

  test('is asked in the newest version of the API that both sides know', async () => {
    const { url, asked } = await daemon({ '/version': { ...RECORDED.version, ApiVersion: '1.99' } });
    await snapshotOf({ url });
    expect(asked[1]).toBe('GET /v1.56/info');
  });

  test('may lose a container between two questions', async () => {
    const gone = RECORDED.containers[0]!.Id;
    const { url } = await daemon({ [`/v1.56/containers/${gone}/json`]: undefined });
    const { containers } = await snapshotOf({ url });
    expect(containers).toHaveLength(RECORDED.containers.length - 1);
  });
});

describe('a daemon that cannot be asked says why', () => {
  const version = (fields: object): Promise<Daemon> => daemon({ '/version': { ...RECORDED.version, ...fields } });

  test('when its API is too old, or too new', async () => {
    expect(await refusal((await version({ ApiVersion: '1.39' })).url)).toContain(
      'speaks API 1.39, expected 1.41 or newer',
    );
    const newer = await version({ ApiVersion: '1.99', MinAPIVersion: '1.80' });
    expect(await refusal(newer.url)).toContain('speaks API 1.80 or newer');
  });

  test('when it is Podman, or no daemon at all', async () => {
    expect(await refusal((await version({ Components: [{ Name: 'Podman Engine' }] })).url)).toContain('is Podman');
    expect(await refusal((await version({ ApiVersion: undefined })).url)).toContain('is no Docker daemon');
    const page = await answering((_question, response) => response.end('<html>'));
    expect(await refusal(page)).toContain('is no Docker daemon');
  });

  test('when it refuses a question', async () => {
    const { url } = await daemon({ '/v1.56/info': undefined });
    expect(await refusal(url)).toContain('refuses /v1.56/info: no such thing');
  });

  test('when it says nothing', async () => {
    const silent = await answering(() => undefined);
    expect(await refusal(silent, 50)).toContain('did not answer /version within 0.05 s');
  });

  test('when it hangs up', async () => {
    const rude = await answering(({ socket }) => socket.destroy());
    expect(await refusal(rude)).toContain('hung up');
  });

  test('when nothing is there', async () => {
    expect(await refusal(`unix://${folder.path}/none.sock`)).toContain('there is no socket');
    const dead = folder.file('dead.sock', '');
    expect(await refusal(`unix://${dead}`)).toContain('nothing listens');
  });

  test('when the address is none', async () => {
    expect(await refusal('ssh://me@there')).toContain('forward its socket with ssh -L');
    expect(await refusal('http://there')).toContain('expected unix:///PATH');
  });
});

describe('which daemon is meant', () => {
  const home = join(folder.path, 'docker');
  const context = (name: string, host: string): void => {
    const id = createHash('sha256').update(name).digest('hex');
    const file = join(home, 'contexts', 'meta', id, 'meta.json');
    mkdirSync(dirname(file), { recursive: true });
    folder.file(`docker/contexts/meta/${id}/meta.json`, { Name: name, Endpoints: { docker: { Host: host } } });
  };
  context('far', 'tcp://far:2376');
  context('near', 'unix:///near.sock');
  folder.file('docker/config.json', { currentContext: 'near' });
  const environment = { DOCKER_CONFIG: home };
  const of = (given: string, more: Readonly<Record<string, string>> = {}): unknown =>
    endpointOf(given, new Files(), { ...environment, ...more });

  test('is the one that is named', () => {
    expect(of('unix:///a.sock', { DOCKER_HOST: 'unix:///b.sock' })).toEqual({ url: 'unix:///a.sock' });
    expect(of('far')).toEqual({ url: 'tcp://far:2376' });
  });

  test('is that of DOCKER_HOST, then of DOCKER_CONTEXT, then of the current context, then the usual socket', () => {
    expect(of('', { DOCKER_HOST: 'unix:///b.sock', DOCKER_CONTEXT: 'far' })).toEqual({ url: 'unix:///b.sock' });
    expect(of('', { DOCKER_CONTEXT: 'far' })).toEqual({ url: 'tcp://far:2376' });
    expect(of('')).toEqual({ url: 'unix:///near.sock' });
    expect(endpointOf('default', new Files(), environment)).toEqual({ url: 'unix:///var/run/docker.sock' });
  });

  test('is asked with certificates where TLS is wanted', () => {
    const tls = { DOCKER_HOST: 'tcp://c:2376', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' };
    expect(of('', tls)).toEqual({ url: 'tcp://c:2376', certificates: '/certs' });
  });

  test('is none for a context that is not there', () => {
    expect(() => of('nowhere')).toThrow('there is no Docker context "nowhere"');
  });
});

describe('docker: on the command line', () => {
  /** Runs a command line as the program does. */
  async function started(...argv: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const files = new Files();
    await prepare(argv, files);
    let [out, err] = ['', ''];
    const context = {
      files,
      colours: false,
      interrupted: new AbortController().signal,
      print: (text: string) => {
        out += text;
      },
      complain: (line: string) => {
        err += `${line}\n`;
      },
    };
    const code = await main(argv, context, () => '1.2.3');
    return { code, out, err };
  }

  test('is a host like one of a file', async () => {
    const { url } = await daemon();
    const reached = await started('reach', `docker:${url}`, '--from', 'web', '--to', 'db', '--port', '5432');
    expect(reached).toMatchObject({ code: 0, err: '' });
    expect(reached.out).toContain('web -> db 5432/tcp: reachable if it listens: dial db:5432');
    expect((await started('check', `docker:${url}`)).out).toContain('ports-without-way-in');
    expect((await started('ls', `docker:${url}`)).out).toMatch(/container +job/);
  }, 60_000);

  test('is compared with a compose file, without the containers of other projects', async () => {
    const { url } = await daemon();
    const file = folder.file(
      'compose.yaml',
      'name: shop\nservices:\n  db: {image: busybox, container_name: db, networks: [back]}\n  cache: {image: busybox}\nnetworks: {back: {name: back}}\n',
    );
    const { code, out } = await started('diff', file, `docker:${url}`, '--format', 'json');
    const { hosts } = JSON.parse(out) as { hosts: { change: { added: string[]; removed: string[] } }[] };
    expect(code).toBe(1);
    expect(JSON.stringify(hosts)).toContain('shop-cache-1');
    expect(out).toContain('"web"');
  });

  test('ends with 2 and the reason when no daemon can be asked', async () => {
    const { code, err } = await started('check', `docker:unix://${folder.path}/none.sock`);
    expect(code).toBe(2);
    expect(err).toContain('portwright: there is no socket at unix://');
    expect(err).not.toContain(':1:1');
  });
});
