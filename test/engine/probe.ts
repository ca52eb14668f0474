import { isIP } from 'node:net';
import { Agent } from './agent';
import type { Failure, Outcome } from './agent-protocol';
import type { PrivateEngine } from './private-engine';
import { run } from './run';

export type { Failure, Outcome };

/** A program that listens in a container and says who it is. */
export interface Listener {
  readonly container: string;
  readonly port: number;
  /** @default 'tcp' */
  readonly protocol?: 'tcp' | 'udp';
  /** @default - all addresses of its network namespace */
  readonly address?: string;
}

/** One question to the real thing. */
export interface Question {
  /** Container name, or `host` (the engine host) or `external` (the other machine). */
  readonly from: string;
  readonly probe: 'ping' | 'tcp' | 'udp' | 'resolve' | 'exec';
  /** A name, an address, or a token: `@c`, `@c/n`, `@c/n#6`, `gw(n)`, `host`, `external`. */
  readonly target?: string;
  /** A number, or `port(c:80/tcp)`, the host port that the engine chose. */
  readonly port?: number | string;
  /** How often a name is asked for, to see the order of the answers change. @default 1 */
  readonly tries?: number;
  readonly command?: readonly string[];
}

interface Occupant {
  readonly startedAt: string;
  readonly agent: Agent;
}

/** Time that a silent target gets. */
const TIMEOUT_MS = 2000;
/** A random second, and another one, until an IPv6 address has been checked for another owner. */
const IPV6_SETTLES_MS = 2500;
/** Questions on their way at one time. */
const AT_ONCE = 128;

/**
 * Asks questions from inside the containers of an engine, with each container's own resolver, many at a time.
 *
 * Listeners are processes of ours in the containers' network namespaces, so any image can be asked; those of a stopped
 * container end with it and those of a restarted one come back at the next `sync`.
 */
export class Prober {
  readonly #occupants = new Map<string, Occupant>();
  readonly #listeners: Listener[] = [];

  constructor(readonly engine: PrivateEngine) {}

  /** Adds listeners to running containers, and to these containers whenever they run again. */
  async listen(listeners: readonly Listener[]): Promise<void> {
    await this.sync();
    this.#listeners.push(...listeners);
    await Promise.all(
      listeners.map(async (listener) => {
        const occupant = this.#occupants.get(listener.container);
        if (occupant !== undefined) await open(occupant.agent, listener);
      }),
    );
  }

  /** Follows what happened to the containers; call it after each start, stop, restart or removal. */
  async sync(): Promise<void> {
    const running = await this.engine.docker.listContainers();
    const states = await Promise.all(
      running.map(async ({ Id }) => {
        const container = await this.engine.docker.getContainer(Id).inspect();
        return { name: container.Name.slice(1), startedAt: container.State.StartedAt, container };
      }),
    );
    for (const [name, { agent, startedAt }] of this.#occupants) {
      if (states.some((state) => state.name === name && state.startedAt === startedAt)) continue;
      this.#occupants.delete(name);
      await agent.close();
    }
    const arrived = states.filter(({ name }) => !this.#occupants.has(name));
    await Promise.all(
      arrived.map(async ({ name, startedAt, container }) => {
        const agent = Agent.start(this.engine.placeOf(container));
        this.#occupants.set(name, { startedAt, agent });
        for (const listener of this.#listeners) if (listener.container === name) await reopen(agent, listener);
      }),
    );
  }

  /** A container has another name now; what listens in it says the new one. */
  async renamed(from: string, to: string): Promise<void> {
    for (const [at, listener] of this.#listeners.entries())
      if (listener.container === from) this.#listeners[at] = { ...listener, container: to };
    const occupant = this.#occupants.get(from);
    this.#occupants.delete(from);
    await occupant?.agent.close();
  }

  /** Waits until the IPv6 addresses of all namespaces count: nobody else claims them. */
  async settled(): Promise<void> {
    const all = [...[...this.#occupants.values()].map(({ agent }) => agent), this.engine.host, this.engine.external];
    await Promise.all(all.map((agent) => agent.perform({ op: 'settle', timeoutMs: IPV6_SETTLES_MS })));
  }

  /**
   * Asks one question.
   * @param timeoutMs time that a silent target gets
   * @throws Error when the question makes no sense, such as from a container that does not run
   */
  async ask(question: Question, timeoutMs = TIMEOUT_MS): Promise<Outcome> {
    if (question.probe === 'exec') return this.#exec(question);
    const from = this.#agentOf(question.from);
    const target = await this.#target(question.target ?? '');
    switch (question.probe) {
      case 'ping':
        return from.perform({ op: 'ping', target, timeoutMs });
      case 'resolve':
        return from.perform({ op: 'resolve', target, tries: question.tries ?? 1, timeoutMs });
      case 'tcp':
      case 'udp': {
        const port = await this.#port(question.port);
        return from.perform({ op: question.probe, target, port, timeoutMs });
      }
    }
  }

  /** Asks many questions, a bounded number at a time; the answers come in the order of the questions. */
  async askAll(questions: readonly Question[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      while (next < questions.length) {
        const at = next++;
        outcomes[at] = await this.ask(questions[at]!);
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, questions.length) }, work));
    return outcomes;
  }

  async close(): Promise<void> {
    const agents = [...this.#occupants.values()].map(({ agent }) => agent.close());
    this.#occupants.clear();
    await Promise.all(agents);
  }

  #agentOf(from: string): Agent {
    if (from === 'host') return this.engine.host;
    if (from === 'external') return this.engine.external;
    const occupant = this.#occupants.get(from);
    if (occupant === undefined) throw new Error(`container ${from} is not running, so nothing can be asked from it`);
    return occupant.agent;
  }

  async #target(target: string): Promise<string> {
    if (target === 'host') return this.engine.hostAddress;
    if (target === 'external') return this.engine.externalAddress;
    const gateway = /^gw\((.+)\)$/.exec(target)?.[1];
    if (gateway !== undefined) return this.#gateway(gateway);
    const [, container, network, six] = /^@([^/#]+)(?:\/([^#]+))?(#6)?$/.exec(target) ?? [];
    if (container === undefined) return target;
    const { NetworkSettings } = await this.engine.docker.getContainer(container).inspect();
    const [first] = Object.keys(NetworkSettings.Networks);
    const endpoint = NetworkSettings.Networks[network ?? first ?? ''];
    const address = six === undefined ? endpoint?.IPAddress : endpoint?.GlobalIPv6Address;
    if (address === undefined || address === '') throw new Error(`${target} has no address`);
    return address;
  }

  async #gateway(network: string): Promise<string> {
    const { Id, Options } = (await this.engine.docker.getNetwork(network).inspect()) as {
      Id: string;
      Options?: Record<string, string>;
    };
    const device =
      network === 'bridge' ? 'docker0' : (Options?.['com.docker.network.bridge.name'] ?? `br-${Id.slice(0, 12)}`);
    return this.#deviceAddress(device);
  }

  /** The bridge itself is asked, because an engine does not report a gateway that it chose. */
  async #deviceAddress(device: string): Promise<string> {
    const text = await run('ip', '-n', this.engine.hostNetns, '-4', '-o', 'addr', 'show', 'dev', device);
    const address = /inet (\S+?)\//.exec(text)?.[1] ?? '';
    if (isIP(address) === 0) throw new Error(`${device} has no address`);
    return address;
  }

  async #port(port: number | string | undefined): Promise<number> {
    if (typeof port === 'number') return port;
    const [, container, key] = /^port\(([^:]+):(.+)\)$/.exec(port ?? '') ?? [];
    if (container === undefined || key === undefined) throw new Error(`no port: ${String(port)}`);
    const { NetworkSettings } = await this.engine.docker.getContainer(container).inspect();
    const bindings = (NetworkSettings.Ports as Record<string, { HostPort: string }[] | null | undefined>)[key];
    // a network in mode routed has a binding without a port of the host
    const chosen = bindings?.find(({ HostPort }) => HostPort !== '')?.HostPort;
    if (!chosen) throw new Error(`${container} does not publish ${key}`);
    return Number(chosen);
  }

  async #exec(question: Question): Promise<Outcome> {
    const exec = await this.engine.docker
      .getContainer(question.from)
      .exec({ Cmd: [...(question.command ?? [])], AttachStdout: true, AttachStderr: true, Tty: true });
    const stream = await exec.start({ Tty: true });
    let output = '';
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await new Promise((resolve) => stream.on('end', resolve));
    const { ExitCode } = await exec.inspect();
    return { exit: ExitCode ?? -1, output: output.replace(/\r\n/g, '\n').trim() };
  }
}

/** A container that came back without the network of an address has nothing that listens there. */
async function reopen(agent: Agent, listener: Listener): Promise<void> {
  try {
    await open(agent, listener);
  } catch (error) {
    if (!String(error).includes('EADDRNOTAVAIL')) throw error;
  }
}

async function open(agent: Agent, { container, port, protocol, address }: Listener): Promise<void> {
  const where = address === undefined ? {} : { address };
  await agent.perform({ op: 'listen', name: container, protocol: protocol ?? 'tcp', port, ...where });
}
