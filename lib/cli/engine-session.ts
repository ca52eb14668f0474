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
  TIMEOUT_MS,
  type Question,
  send,
} from './docker-api';
import { type DockerEndpoint } from './docker-endpoint';

/** The interval at which a container that is waited for is polled. */
const LOOK_MS = 200;

/** How long a registry may be silent while an image is pulled. */
const PULL_TIMEOUT_MS = 120_000;

/** The state of a container, as the engine reports it. */
export interface ContainerState {
  readonly isRunning: boolean;
  readonly exitCode: number;
  /** `healthy`, `unhealthy` or `starting`; undefined when it has no health check. */
  readonly health: string | undefined;
  /** What the last health check printed. */
  readonly healthOutput: string;
}

/** A local run on an engine; its containers, networks and volumes have a label by which it finds them. */
export class EngineSession {
  private constructor(
    private readonly line: DaemonLine,
    private readonly prefix: string,
    /** The name of the run. */
    readonly run: string,
  ) {}

  /** @throws DaemonError when the engine cannot be asked, or runs no Linux containers */
  static async open(endpoint: DockerEndpoint, run: string): Promise<EngineSession> {
    const line = lineTo(endpoint, TIMEOUT_MS);
    const version = objectIn(await get(line, '/version'), endpoint);
    const prefix = `/v${apiFor(version, endpoint)}`;
    const { OSType: system } = objectIn(await get(line, `${prefix}/info`), endpoint);
    if (system !== undefined && system !== 'linux')
      throw new DaemonError(
        `the engine at ${endpoint.url} runs ${JSON.stringify(system)} containers, and these are for Linux`,
      );
    return new EngineSession(line, prefix, run);
  }

  /** Ids of the containers of the run, and names of its networks and volumes. */
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

  /** The images that the engine does not have. */
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
    const { status, text } = await send(this.line, { method: 'POST', path, timeoutMs: PULL_TIMEOUT_MS });
    const lines = text.split('\n').map(parsed);
    const failure = lines.flatMap((one) =>
      isObject(one) && typeof one['error'] === 'string' ? [one['error']] : [],
    )[0];
    const why = failure ?? (status === 200 ? undefined : (messageIn(parsed(text)) ?? `status ${status}`));
    if (why !== undefined) throw new DaemonError(`the image ${image} cannot be had: ${why}`);
  }

  /** Creates the networks and volumes of a run. */
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

  /** Stops a container, and kills it when it has not ended within so many seconds. */
  async stop(name: string, seconds: number): Promise<void> {
    const path = `${this.prefix}/containers/${encodeURIComponent(name)}/stop?t=${seconds}`;
    await send(this.line, { method: 'POST', path, timeoutMs: seconds * 1000 + TIMEOUT_MS });
  }

  /** What the engine reports about a container; undefined when it does not exist any more. */
  async inspect(name: string): Promise<Answer | undefined> {
    const answer = await get(this.line, `${this.prefix}/containers/${encodeURIComponent(name)}/json`, true);
    return isObject(answer) ? answer : undefined;
  }

  /** The state of a container; undefined when it does not exist any more. */
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

  /** Removes the containers, networks and volumes of the run; returns how many there were. */
  async remove(): Promise<number> {
    const { containers, networks, volumes } = await this.inventory();
    // a container that shares a stack is removed before the owner of the stack
    for (const id of containers) await this.#remove(`/containers/${id}?force=1&v=1`);
    for (const id of networks) await this.#remove(`/networks/${id}`);
    for (const name of volumes) await this.#remove(`/volumes/${encodeURIComponent(name)}?force=1`);
    return containers.length + networks.length + volumes.length;
  }

  async #remove(path: string): Promise<void> {
    const question: Question = { method: 'DELETE', path: `${this.prefix}${path}` };
    const { status, text } = await send(this.line, question);
    // 404: already removed; 409: removal in progress
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

/** Waits for one polling interval; false when the signal was aborted meanwhile. */
export async function pause(signal: AbortSignal, milliseconds = LOOK_MS): Promise<boolean> {
  return sleep(milliseconds, true, { signal }).catch(() => false);
}

/** The lines of a multiplexed output: frames with a header of eight bytes, of which the last four are the length. */
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

/** An image as a pull request names it; a digest takes the place of the tag. */
function referenceOf(image: string): { readonly repository: string; readonly tag: string } {
  const [name = image, digest] = image.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  const repository = colon < 0 ? name : name.slice(0, colon);
  return { repository, tag: digest ?? (colon < 0 ? 'latest' : name.slice(colon + 1)) };
}
