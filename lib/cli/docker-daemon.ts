import { readFileSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest, type RequestOptions as SecureOptions } from 'node:https';
import { join } from 'node:path';
import { DaemonError } from './daemon-error';
import { type DockerEndpoint } from './docker-endpoint';

export { endpointOf } from './docker-endpoint';

/** How long a daemon may be silent. */
const PATIENCE_MS = 15_000;

/** Questions on their way at one time. */
const AT_ONCE = 8;

/** The largest answer that is read. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Versions of the API that are understood: of Docker 20.10, and the newest whose answers were seen. */
const API = { oldest: '1.41', newest: '1.56' } as const;

type Answer = Readonly<Record<string, unknown>>;

/** What one question to a daemon needs besides the path. */
interface Line {
  readonly url: string;
  readonly patience: number;
  readonly ask: (path: string, answered: (response: IncomingMessage) => void) => ClientRequest;
}

/**
 * Everything that a Docker daemon says about its host: itself, its containers and its networks. Nothing but GET requests
 * are sent, so that nothing on the host changes.
 *
 * @param patience how long the daemon may be silent, in milliseconds
 * @throws DaemonError when it cannot be asked, with the reason
 * @see https://docs.docker.com/reference/api/engine/
 */
export async function snapshotOf(endpoint: DockerEndpoint, patience = PATIENCE_MS): Promise<Answer> {
  const line = lineTo(endpoint, patience);
  const version = objectIn(await get(line, '/version'), endpoint);
  const prefix = `/v${apiFor(version, endpoint)}`;
  const info = objectIn(await get(line, `${prefix}/info`), endpoint);
  const [containers, networks] = [
    await each(await get(line, `${prefix}/containers/json?all=1`), (id) =>
      tryGet(line, `${prefix}/containers/${id}/json`),
    ),
    await each(await get(line, `${prefix}/networks`), (id) => tryGet(line, `${prefix}/networks/${id}`)),
  ];
  return { version, info, containers, networks };
}

function lineTo({ url, certificates }: DockerEndpoint, patience: number): Line {
  const socketPath = /^(?:unix|npipe):\/\/(.+)$/.exec(url)?.[1];
  if (socketPath !== undefined) {
    const options = { socketPath, headers: { Host: 'docker' } };
    return { url, patience, ask: (path, answered) => plainRequest(asked(options, path), answered) };
  }
  const [, host, port] = /^tcp:\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?\/?$/.exec(url) ?? [];
  if (host === undefined) throw new DaemonError(schemeHint(url));
  const hostname = host.replace(/^\[(.*)\]$/, '$1');
  if (certificates === undefined) {
    const options = { host: hostname, port: Number(port ?? 2375) };
    return { url, patience, ask: (path, answered) => plainRequest(asked(options, path), answered) };
  }
  const options: SecureOptions = { host: hostname, port: Number(port ?? 2376), ...keysIn(certificates) };
  return { url, patience, ask: (path, answered) => secureRequest({ ...options, ...asked({}, path) }, answered) };
}

function asked(options: RequestOptions, path: string): RequestOptions {
  return { ...options, path, method: 'GET', agent: false };
}

function keysIn(folder: string): Pick<SecureOptions, 'ca' | 'cert' | 'key'> {
  const keyIn = (file: string): Buffer => {
    try {
      return readFileSync(join(folder, file));
    } catch {
      throw new DaemonError(`${join(folder, file)} cannot be read, which TLS to the daemon takes`);
    }
  };
  return { ca: keyIn('ca.pem'), cert: keyIn('cert.pem'), key: keyIn('key.pem') };
}

function schemeHint(url: string): string {
  if (url.startsWith('ssh://')) {
    return `${url} is asked over SSH; forward its socket with ssh -L /tmp/docker.sock:/var/run/docker.sock, and give docker:unix:///tmp/docker.sock`;
  }
  return `${JSON.stringify(url)} is no address of a Docker daemon; expected unix:///PATH, npipe:////./pipe/NAME or tcp://HOST:PORT`;
}

/**
 * The version of the API to ask in: the newest that both sides know.
 * @throws DaemonError when there is none, or when the daemon is not Docker's
 */
function apiFor(
  { ApiVersion: newest, MinAPIVersion: oldest, Components: parts }: Answer,
  { url }: DockerEndpoint,
): string {
  if (JSON.stringify(parts ?? []).includes('Podman')) {
    throw new DaemonError(
      `at ${url} is Podman, whose networks work otherwise than those of Docker; they are not modelled`,
    );
  }
  if (typeof newest !== 'string' || !/^\d+\.\d+$/.test(newest)) throw notDocker(url);
  if (compareVersions(newest, API.oldest) < 0) {
    throw new DaemonError(
      `the daemon at ${url} speaks API ${newest}, expected ${API.oldest} or newer, which came with Docker 20.10`,
    );
  }
  if (typeof oldest === 'string' && compareVersions(oldest, API.newest) > 0) {
    throw new DaemonError(
      `the daemon at ${url} speaks API ${oldest} or newer; this version of Portwright knows ${API.newest}`,
    );
  }
  return compareVersions(newest, API.newest) > 0 ? API.newest : newest;
}

function compareVersions(a: string, b: string): number {
  const [one, other] = [a, b].map((text) => text.split('.').map(Number));
  return (one?.[0] ?? 0) - (other?.[0] ?? 0) || (one?.[1] ?? 0) - (other?.[1] ?? 0);
}

function notDocker(url: string): DaemonError {
  return new DaemonError(`what answers at ${url} is no Docker daemon`);
}

function objectIn(data: unknown, { url }: DockerEndpoint): Answer {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw notDocker(url);
  return data as Answer;
}

/** The answers about each thing of a list, in its order; without what is gone by the time it is asked about. */
async function each(list: unknown, ask: (id: string) => Promise<unknown>): Promise<readonly unknown[]> {
  const ids = (Array.isArray(list) ? (list as Answer[]) : [])
    .map(({ Id }) => Id)
    .filter((id) => typeof id === 'string');
  const answers: unknown[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < ids.length; at = next++) answers[at] = await ask(ids[at] ?? '');
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return answers.filter((answer) => answer !== undefined);
}

async function tryGet(line: Line, path: string): Promise<unknown> {
  return get(line, path, true);
}

/** Asks one question; undefined for what is not there, where that may be. */
async function get({ url, patience, ask }: Line, path: string, mayMiss = false): Promise<unknown> {
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const question = ask(path, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MOST_BYTES) question.destroy(new DaemonError(`the daemon at ${url} answers ${path} without end`));
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
      });
      response.on('error', reject);
    });
    question.setTimeout(patience, () => {
      question.destroy(new DaemonError(`the daemon at ${url} did not answer ${path} within ${patience / 1000} s`));
    });
    question.on('error', reject);
    question.end();
  }).catch((error: unknown) => {
    throw worded(error, url);
  });
  if (status === 404 && mayMiss) return undefined;
  const data = parsed(text);
  if (status !== 200)
    throw new DaemonError(`the daemon at ${url} refuses ${path}: ${messageIn(data) ?? `status ${status}`}`);
  if (data === undefined) throw notDocker(url);
  return data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function messageIn(data: unknown): string | undefined {
  const message = typeof data === 'object' && data !== null ? (data as Answer)['message'] : undefined;
  return typeof message === 'string' ? message.trim() : undefined;
}

const ELSEWHERE = 'DOCKER_HOST, a Docker context or docker:unix:///PATH names another';

const REASONS: Readonly<Record<string, (url: string) => string>> = {
  ENOENT: (url) => `there is no socket at ${url}: Docker does not run, or listens elsewhere; ${ELSEWHERE}`,
  EACCES: (url) => `permission denied at ${url}: ask as a user of the group docker, or as root`,
  EPERM: (url) => `permission denied at ${url}: ask as a user of the group docker, or as root`,
  ECONNREFUSED: (url) => `nothing listens at ${url}: Docker does not run, or listens elsewhere; ${ELSEWHERE}`,
  ENOTFOUND: (url) => `the name in ${url} has no address`,
  EAI_AGAIN: (url) => `the name in ${url} has no address`,
  ECONNRESET: (url) => `what answers at ${url} hung up; a daemon with TLS takes DOCKER_TLS_VERIFY and DOCKER_CERT_PATH`,
};

function worded(error: unknown, url: string): Error {
  if (error instanceof DaemonError) return error;
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  const reason = Object.hasOwn(REASONS, code) ? REASONS[code]?.(url) : undefined;
  const parse = code.startsWith('HPE_') ? notDocker(url).message : undefined;
  return new DaemonError(reason ?? parse ?? `the daemon at ${url} cannot be asked: ${(error as Error).message}`);
}
