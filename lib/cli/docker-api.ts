import { readFileSync } from 'node:fs';
import {
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as plainRequest,
  type RequestOptions,
} from 'node:http';
import { request as secureRequest, type RequestOptions as SecureOptions } from 'node:https';
import { join } from 'node:path';
import { DaemonError } from './daemon-error';
import { type DockerEndpoint } from './docker-endpoint';

/** The default timeout of a question: how long a daemon may be silent. */
export const TIMEOUT_MS = 15_000;

/** The largest answer that is read, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The supported versions of the API: that of Docker 20.10, and the newest whose answers were tested. */
const API = { oldest: '1.41', newest: '1.56' } as const;

/** An object in an answer of a daemon. */
export type Answer = Readonly<Record<string, unknown>>;

/** A request to a daemon. */
export interface Question {
  readonly path: string;
  /** @default GET */
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Sent as JSON. @default - no body */
  readonly body?: object;
  /** How long the daemon may be silent, in milliseconds; 0 for ever. @default - the timeout of the connection */
  readonly timeoutMs?: number;
}

/** An answer of a daemon. */
export interface Answered {
  readonly status: number;
  readonly bytes: Buffer;
  readonly text: string;
}

/** A connection to one daemon. */
export interface DaemonLine {
  readonly url: string;
  /** How long the daemon may be silent, in milliseconds. */
  readonly timeoutMs: number;
  readonly ask: (question: Question, answered: (response: IncomingMessage) => void) => ClientRequest;
}

/** @throws DaemonError for an invalid address, or certificates that cannot be read */
export function lineTo({ url, certificates }: DockerEndpoint, timeoutMs: number): DaemonLine {
  const socketPath = /^(?:unix|npipe):\/\/(.+)$/.exec(url)?.[1];
  if (socketPath !== undefined) {
    const options = { socketPath, headers: { Host: 'docker' } };
    return { url, timeoutMs, ask: (question, answered) => plainRequest(asked(options, question), answered) };
  }
  const [, host, port] = /^tcp:\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?\/?$/.exec(url) ?? [];
  if (host === undefined) throw new DaemonError(schemeHint(url));
  const hostname = host.replace(/^\[(.*)\]$/, '$1');
  if (certificates === undefined) {
    const options = { host: hostname, port: Number(port ?? 2375) };
    return { url, timeoutMs, ask: (question, answered) => plainRequest(asked(options, question), answered) };
  }
  const options: SecureOptions = { host: hostname, port: Number(port ?? 2376), ...keysIn(certificates) };
  return {
    url,
    timeoutMs,
    ask: (question, answered) => secureRequest({ ...options, ...asked({}, question) }, answered),
  };
}

/** What all requests to a daemon have in common. */
type ConnectionOptions = Omit<RequestOptions, 'headers'> & { readonly headers?: OutgoingHttpHeaders };

function asked({ headers, ...options }: ConnectionOptions, { path, method = 'GET', body }: Question): RequestOptions {
  const sent = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return { ...options, path, method, agent: false, headers: { ...headers, ...sent } };
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
 * The version of the API to use: the newest that both sides support.
 * @throws DaemonError when there is none, or when the daemon is not a Docker daemon
 */
export function apiFor(
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

export function objectIn(data: unknown, { url }: DockerEndpoint): Answer {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw notDocker(url);
  return data as Answer;
}

/** Sends one request. */
export async function send(line: DaemonLine, question: Question): Promise<Answered> {
  const { url, ask } = line;
  const { path, body, timeoutMs = line.timeoutMs } = question;
  return new Promise<Answered>((resolve, reject) => {
    const request = ask(question, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > MAX_BYTES) request.destroy(new DaemonError(`the daemon at ${url} answers ${path} without end`));
      });
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, bytes, text: bytes.toString('utf8') });
      });
      response.on('error', reject);
    });
    request.setTimeout(timeoutMs, () => {
      request.destroy(new DaemonError(`the daemon at ${url} did not answer ${path} within ${timeoutMs / 1000} s`));
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  }).catch((error: unknown) => {
    throw worded(error, url);
  });
}

/** Sends one GET request; with `mayMiss`, undefined for what does not exist. */
export async function get(line: DaemonLine, path: string, mayMiss = false): Promise<unknown> {
  const { url } = line;
  const { status, text } = await send(line, { path });
  if (status === 404 && mayMiss) return undefined;
  const data = parsed(text);
  if (status !== 200)
    throw new DaemonError(`the daemon at ${url} refuses ${path}: ${messageIn(data) ?? `status ${status}`}`);
  if (data === undefined) throw notDocker(url);
  return data;
}

/** The value of a JSON text; undefined when it is not JSON. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The reason that a daemon gives for a refusal. */
export function messageIn(data: unknown): string | undefined {
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
