import { setTimeout as sleep } from 'node:timers/promises';
import { type ContainerRequest, type EngineRequests, RUN_LABEL } from '../local/engine-requests';
import { isObject, objectsIn } from '../local/inspected';
import { DaemonError } from './daemon-error';
import {
  type Answer,
  apiFor,
  type DaemonLine,
  get,
  lineTo,
  messageIn,
  objectIn,
  parsed,
  PATIENCE_MS,
  type Question,
  send,
} from './docker-api';
import { type DockerEndpoint } from './docker-endpoint';

/** Time between two looks at a container that is waited for. */
const LOOK_MS = 200;

/** How long a registry may say nothing while an image is pulled. */
const PULL_PATIENCE_MS = 120_000;

/** What a container does, as the engine says. */
export interface ContainerState {
  readonly isRunning: boolean;
  readonly exitCode: number;
  /** `healthy`, `unhealthy` or `starting`; undefined: it has no health check. */
  readonly health: string | undefined;
  /** What the last health check printed. */
  readonly healthOutput: string;
}

/** One local run on an engine, which knows its own containers, networks and volumes by a label. */
export class EngineSession {
  private constructor(
    private readonly line: DaemonLine,
    private readonly prefix: string,
    /** The name of the run. */
    readonly run: string,
  ) {}

  /** @throws DaemonError when the engine cannot be asked, or runs no Linux containers */
  static async open(endpoint: DockerEndpoint, run: string): Promise<EngineSession> {
    const line = lineTo(endpoint, PATIENCE_MS);
    const version = objectIn(await get(line, '/version'), endpoint);
    const prefix = `/v${apiFor(version, endpoint)}`;
    const { OSType: system } = objectIn(await get(line, `${prefix}/info`), endpoint);
    if (system !== undefined && system !== 'linux')
      throw new DaemonError(
        `the engine at ${endpoint.url} runs ${JSON.stringify(system)} containers, and these are for Linux`,
      );
    return new EngineSession(line, prefix, run);
  }

  /** Names of the containers of the run, and of its networks and volumes. */
  async inventory(): Promise<{
    readonly containers: readonly string[];
    readonly networks: readonly string[];
    readonly volumes: readonly string[];
  }> {
    const filters = encodeURIComponent(JSON.stringify({ label: [`${RUN_LABEL}=${this.run}`] }));
    const containers = await this.#get(`/containers/json?all=1&filters=${filters}`);
    const networks = await this.#get(`/networks?filters=${filters}`);
    const volumes = await this.#get(`/volumes?filters=${filters}`);
    return {
      containers: objectsIn(containers).flatMap(({ Id: id }) => (typeof id === 'string' ? [id] : [])),
      networks: objectsIn(networks).flatMap(({ Id: id }) => (typeof id === 'string' ? [id] : [])),
      volumes: objectsIn(isObject(volumes) ? volumes['Volumes'] : undefined).flatMap(({ Name: name }) =>
        typeof name === 'string' ? [name] : [],
      ),
    };
  }

  /** Images that the engine does not have. */
  async missing(images: Iterable<string>): Promise<readonly string[]> {
    const missing: string[] = [];
    for (const image of new Set(images)) {
      const found = await get(this.line, `${this.prefix}/images/${encodeURIComponent(image)}/json`, true);
      if (found === undefined) missing.push(image);
    }
    return missing;
  }

  /** Pulls an image, without credentials. */
  async pull(image: string): Promise<void> {
    const { repository, tag } = referenceOf(image);
    const query = `fromImage=${encodeURIComponent(repository)}&tag=${encodeURIComponent(tag)}`;
    const path = `${this.prefix}/images/create?${query}`;
    const { status, text } = await send(this.line, { method: 'POST', path, patience: PULL_PATIENCE_MS });
    const lines = text.split('\n').map(parsed);
    const failure = lines.flatMap((one) =>
      isObject(one) && typeof one['error'] === 'string' ? [one['error']] : [],
    )[0];
    const why = failure ?? (status === 200 ? undefined : (messageIn(parsed(text)) ?? `status ${status}`));
    if (why !== undefined) throw new DaemonError(`the image ${image} cannot be had: ${why}`);
  }

  /** Makes the networks and volumes of a run. */
  async prepare({ networks, volumes }: EngineRequests): Promise<void> {
    for (const body of networks) await this.#do({ method: 'POST', path: '/networks/create', body });
    for (const body of volumes) await this.#do({ method: 'POST', path: '/volumes/create', body });
  }

  async create({ name, body, joins }: ContainerRequest): Promise<void> {
    await this.#do({ method: 'POST', path: `/containers/create?name=${encodeURIComponent(name)}`, body }, name);
    for (const { network, body: endpoint } of joins) {
      await this.#do(
        { method: 'POST', path: `/networks/${encodeURIComponent(network)}/connect`, body: endpoint },
        name,
      );
    }
  }

  async start(name: string): Promise<void> {
    await this.#do({ method: 'POST', path: `/containers/${encodeURIComponent(name)}/start` }, name);
  }

  /** Has the program of a container end, and kills it when it has not within so many seconds. */
  async stop(name: string, seconds: number): Promise<void> {
    const path = `${this.prefix}/containers/${encodeURIComponent(name)}/stop?t=${seconds}`;
    await send(this.line, { method: 'POST', path, patience: seconds * 1000 + PATIENCE_MS });
  }

  /** What the engine says of a container; undefined: it is gone. */
  async inspect(name: string): Promise<Answer | undefined> {
    const answer = await get(this.line, `${this.prefix}/containers/${encodeURIComponent(name)}/json`, true);
    return isObject(answer) ? answer : undefined;
  }

  /** What a container does; undefined: it is gone. */
  async state(name: string): Promise<ContainerState | undefined> {
    const inspected = await this.inspect(name);
    const state = inspected?.['State'];
    if (!isObject(state)) return undefined;
    const health = isObject(state['Health']) ? state['Health'] : undefined;
    const status = health?.['Status'];
    const output = objectsIn(health?.['Log']).at(-1)?.['Output'];
    return {
      isRunning: state['Running'] === true,
      exitCode: Number(state['ExitCode'] ?? 0),
      health: typeof status === 'string' && status !== 'none' ? status : undefined,
      healthOutput: typeof output === 'string' ? output.trim() : '',
    };
  }

  /** The last lines that a container printed. */
  async lastLines(name: string, count: number): Promise<readonly string[]> {
    const path = `${this.prefix}/containers/${encodeURIComponent(name)}/logs?stdout=1&stderr=1&tail=${count}`;
    const { status, bytes } = await send(this.line, { path });
    return status === 200 ? linesIn(bytes) : [];
  }

  /** Removes everything of the run: containers, networks and volumes. Gives how many things that were. */
  async remove(): Promise<number> {
    const { containers, networks, volumes } = await this.inventory();
    // those that share a stack are removed before the one that has it
    for (const id of containers) await this.#remove(`/containers/${id}?force=1&v=1`);
    for (const id of networks) await this.#remove(`/networks/${id}`);
    for (const name of volumes) await this.#remove(`/volumes/${encodeURIComponent(name)}?force=1`);
    return containers.length + networks.length + volumes.length;
  }

  async #remove(path: string): Promise<void> {
    const question: Question = { method: 'DELETE', path: `${this.prefix}${path}` };
    const { status, text } = await send(this.line, question);
    // 404: gone already; 409: on its way out
    if (status >= 400 && status !== 404 && status !== 409) throw this.#refused(text, status);
  }

  async #get(path: string): Promise<unknown> {
    return get(this.line, `${this.prefix}${path}`);
  }

  async #do(question: Question, container?: string): Promise<void> {
    const { status, text } = await send(this.line, { ...question, path: `${this.prefix}${question.path}` });
    if (status >= 400) throw this.#refused(text, status, container);
  }

  #refused(text: string, status: number, container?: string): DaemonError {
    const about = container === undefined ? '' : `${container}: `;
    return new DaemonError(`${about}the engine refuses: ${messageIn(parsed(text)) ?? `status ${status}`}`);
  }
}

/** Waits until it is time to look again; false: the signal came. */
export async function pause(signal: AbortSignal, milliseconds = LOOK_MS): Promise<boolean> {
  return sleep(milliseconds, true, { signal }).catch(() => false);
}

/** The lines of an output that comes in pieces; each has a head of eight bytes, with the length in the last four. */
function linesIn(bytes: Buffer): readonly string[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    pieces.push(bytes.subarray(at + 8, end));
    at = end;
  }
  const lines = Buffer.concat(pieces).toString('utf8').split('\n');
  return lines.map((line) => line.trimEnd()).filter((line) => line !== '');
}

/** An image as the engine is asked to pull it: the tag, or the digest that stands in its place. */
function referenceOf(image: string): { readonly repository: string; readonly tag: string } {
  const [name = image, digest] = image.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const repository = colon < 0 ? name : name.slice(0, colon);
  return { repository, tag: digest ?? (colon < 0 ? 'latest' : name.slice(colon + 1)) };
}
