import { transformFileSync } from '@swc/core';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { AgentReply, AgentTask, Outcome } from './agent-protocol';

/** Where an agent lives: a network namespace, and the resolver files that its programs see. */
export interface AgentPlace {
  /** Path of the network namespace, such as `/run/netns/x` or `/proc/12/ns/net`. */
  readonly netns: string;
  /** @default - the machine's own file */
  readonly resolvConf?: string;
  /** @default - the machine's own file */
  readonly hosts?: string;
}

let program: string | undefined;

/** The agent's program is the transpiled twin of agent-main.ts, made once a process and handed over as an argument. */
function agentProgram(): string {
  program ??= transformFileSync(join(__dirname, 'agent-main.ts'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  }).code;
  return program;
}

/** A machine may ask other sources than files and DNS for names; a container with busybox would not. */
const FILES_AND_DNS_ONLY = `if [ -e /etc/nsswitch.conf ]; then
  mount -t tmpfs tmpfs /mnt
  echo 'hosts: files dns' > /mnt/nsswitch.conf
  mount --bind /mnt/nsswitch.conf /etc/nsswitch.conf
fi`;

/** A kernel says "port unreachable" only so often to one who asks, so some of many questions at once would stay open. */
const EVERY_REFUSAL = `for limit in ipv4/icmp_ratelimit ipv6/icmp/ratelimit; do
  [ ! -w "/proc/sys/net/$limit" ] || echo 0 > "/proc/sys/net/$limit" || true
done`;

/** A process in a network namespace that probes and listens for us, many questions at a time. */
export class Agent {
  /** A namespace that cannot be entered shows at the first task. */
  static start(place: AgentPlace): Agent {
    const script = [
      EVERY_REFUSAL,
      FILES_AND_DNS_ONLY,
      ...(place.resolvConf === undefined ? [] : [`mount --bind '${place.resolvConf}' /etc/resolv.conf`]),
      ...(place.hosts === undefined ? [] : [`mount --bind '${place.hosts}' /etc/hosts`]),
      'exec "$@"',
    ].join('\n');
    const node = [process.execPath, '--eval', agentProgram()];
    const child = spawn(
      'nsenter',
      [`--net=${place.netns}`, 'unshare', '--mount', 'sh', '-e', '-c', script, 'sh', ...node],
      {
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        // Two seconds once: a resolver without a way upstream must not hold up a thousand questions.
        env: { ...process.env, NODE_OPTIONS: '', UV_THREADPOOL_SIZE: '32', RES_OPTIONS: 'timeout:2 attempts:1' },
      },
    );
    return new Agent(child, place);
  }

  readonly #waiting = new Map<number, { resolve: (outcome: Outcome) => void; reject: (error: Error) => void }>();
  readonly #gone: Promise<void>;
  #next = 0;
  #stderr = '';
  #over = false;

  private constructor(
    private readonly child: ChildProcess,
    readonly place: AgentPlace,
  ) {
    child.stderr?.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()));
    child.on('message', (message) => {
      const reply = message as AgentReply;
      const asker = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('outcome' in reply) asker?.resolve(reply.outcome);
      else asker?.reject(new Error(`agent in ${place.netns}: ${reply.error}`));
    });
    this.#gone = new Promise((resolve) => {
      const end = (): void => {
        this.#over = true;
        for (const { reject } of this.#waiting.values()) reject(this.#ended());
        this.#waiting.clear();
        resolve();
      };
      child.on('exit', end);
      child.on('error', end);
    });
  }

  /** @throws Error when the agent is gone or the task is impossible, such as listening on a taken port */
  perform(task: AgentTask): Promise<Outcome> {
    if (this.#over) return Promise.reject(this.#ended());
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.child.send({ id, task });
    });
  }

  async close(): Promise<void> {
    if (!this.#over) this.child.kill('SIGKILL');
    await this.#gone;
  }

  #ended(): Error {
    return new Error(`the agent in ${this.place.netns} has ended: ${this.#stderr.trim() || 'no message'}`);
  }
}
