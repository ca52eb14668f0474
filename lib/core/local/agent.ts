import { RESERVED_TCP_PORTS } from '../ecs/capacity';
import { type AgentContainer } from './agent-container';
import {
  accept,
  type AcceptedTask,
  type AgentFailure,
  type Creation,
  creationsOf,
  relayOf,
  type TaskOrder,
} from './agent-task';
import { HostPortWindow, type PortWindow, windowOf } from './host-port-window';
import { startOrder } from './start-order';
import { type TaskSpec } from './task-spec';

/** What the agent knows of its instance. */
export interface AgentInstance {
  /** @default - the kernel's */
  readonly window?: PortWindow;
  /** @default - those of Linux */
  readonly reservedTcpPorts?: readonly number[];
  /** @default - none */
  readonly reservedUdpPorts?: readonly number[];
  /** Ports on which something else listens, such as `40000/tcp`. @default - none */
  readonly busyPorts?: readonly string[];
}

/** How far a task gets. */
export type TaskOutcome = 'ACCEPTED' | 'REFUSED' | 'STOPPED' | 'WAITING_FOR_HOST_RESOURCES' | 'PENDING';

/** What is known about a run besides the definition. */
export interface RunFacts {
  /** Names of containers in the order in which they are created. @default - as they wait for each other, else as written */
  readonly createOrder?: readonly string[];
  /** Exit codes of the containers that end by themselves. @default - none ends */
  readonly exits?: Readonly<Record<string, number>>;
}

/** What the agent did with a task. */
export interface AgentRun {
  readonly outcome: TaskOutcome;
  /** Why it did not get further; undefined: it did, or the agent gives no reason. */
  readonly failure: AgentFailure | undefined;
  /** Undefined where the payload was refused. */
  readonly task: AcceptedTask | undefined;
  /** What was created, in that order. */
  readonly containers: readonly AgentContainer[];
}

interface Entry {
  readonly task: AcceptedTask;
  readonly facts: RunFacts;
  run: AgentRun;
}

/** The ECS agent of one instance, as far as it tells Docker what to create. */
export class Agent {
  readonly #tasks = new Map<string, Entry>();
  /** Names of tasks that wait, in the order in which they came. */
  readonly #queue: string[] = [];
  /** Listening ports with the name of the task that has them; undefined: something that is not a task. */
  readonly #listening = new Map<string, string | undefined>();
  readonly #window: HostPortWindow;
  readonly #reserved: ReadonlySet<string>;

  constructor({
    window = windowOf(undefined),
    reservedTcpPorts,
    reservedUdpPorts = [],
    busyPorts = [],
  }: AgentInstance = {}) {
    for (const port of busyPorts) this.#listening.set(port, undefined);
    this.#window = new HostPortWindow(window, (port, protocol) => !this.#listening.has(`${port}/${protocol}`));
    this.#reserved = new Set([
      ...(reservedTcpPorts ?? RESERVED_TCP_PORTS.linux).map((port) => `${port}/tcp`),
      ...reservedUdpPorts.map((port) => `${port}/udp`),
    ]);
  }

  /** Has something that the agent does not manage listen on a port. */
  occupy(port: string): void {
    this.#listening.set(port, undefined);
  }

  /** Whether something that is not a task listens on a port. */
  isOccupied(port: string): boolean {
    return this.#listening.has(port) && this.#listening.get(port) === undefined;
  }

  /** Gives the agent a task. It waits while a host port of it is taken, or another task waits before it. */
  add(name: string, spec: TaskSpec, order: TaskOrder = {}, facts: RunFacts = {}): AgentRun {
    const taken = accept(spec, order);
    if ('refused' in taken) return { outcome: 'REFUSED', failure: taken.refused, task: undefined, containers: [] };
    if ('stopped' in taken) return { outcome: 'STOPPED', failure: taken.stopped, task: undefined, containers: [] };
    const { task } = taken;
    if (!task.isOrdered) {
      // this is seen before anything waits for the ports of the task, and nothing waits behind it
      const relay = relayOf(task);
      const run: AgentRun = {
        outcome: 'STOPPED',
        failure: { at: 'task', text: 'Task dependencies cannot be resolved, taskArn: <task arn>' },
        task,
        containers: relay ? [relay] : [],
      };
      this.#tasks.set(name, { task, facts, run });
      return run;
    }
    const waiting: AgentRun = { outcome: 'WAITING_FOR_HOST_RESOURCES', failure: undefined, task, containers: [] };
    this.#tasks.set(name, { task, facts, run: waiting });
    this.#queue.push(name);
    this.#proceed();
    return this.runOf(name) ?? waiting;
  }

  /** Ends a task; what waits behind it may go on. */
  stop(name: string): void {
    const at = this.#queue.indexOf(name);
    if (at >= 0) this.#queue.splice(at, 1);
    const entry = this.#tasks.get(name);
    if (entry) this.#settle(name, entry, { ...entry.run, outcome: 'STOPPED' });
    this.#proceed();
  }

  /** What was done with a task so far. */
  runOf(name: string): AgentRun | undefined {
    return this.#tasks.get(name)?.run;
  }

  /** How many tasks wait. */
  get waiting(): number {
    return this.#queue.length;
  }

  #proceed(): void {
    for (let name = this.#queue[0]; name !== undefined; name = this.#queue[0]) {
      const entry = this.#tasks.get(name);
      if (!entry || !this.#isFree(entry.task)) return;
      this.#queue.shift();
      this.#settle(name, entry, this.#create(name, entry));
    }
  }

  #settle(name: string, entry: Entry, run: AgentRun): void {
    entry.run = run;
    if (run.outcome !== 'STOPPED') return;
    for (const [port, owner] of this.#listening) if (owner === name) this.#listening.delete(port);
  }

  #isFree({ hostPorts }: AcceptedTask): boolean {
    const held = new Set(this.#reserved);
    for (const { task, run } of this.#tasks.values()) {
      if (run.outcome === 'STOPPED' || run.outcome === 'WAITING_FOR_HOST_RESOURCES') continue;
      for (const port of portNames(task)) held.add(port);
    }
    return portNames({ hostPorts }).every((port) => !held.has(port));
  }

  #create(name: string, { task, facts }: Entry): AgentRun {
    const relay = relayOf(task);
    const containers: AgentContainer[] = relay ? [relay] : [];
    const end = (outcome: TaskOutcome, at = '', text = ''): AgentRun => ({
      outcome,
      failure: text === '' ? undefined : { at, text },
      task,
      containers,
    });
    const held = new Set<string>();
    for (const creation of inOrder(task, facts)) {
      const wait = heldBack(task, creation.name, held, facts);
      if (wait?.outcome === 'PENDING') {
        held.add(creation.name);
        continue;
      }
      if (wait) return end('STOPPED', `container ${creation.name}`, wait.text);
      const made = creation.create(this.#window);
      if ('failure' in made) {
        const text = `HostConfigError: error retrieving docker port map: ${made.failure}`;
        return end('STOPPED', `container ${creation.name}`, text);
      }
      containers.push(made);
      for (const { host, protocol } of made.portBindings) {
        const port = `${host.number}/${protocol}`;
        if (!this.#listening.has(port)) this.#listening.set(port, name);
      }
    }
    return end(held.size > 0 ? 'PENDING' : 'ACCEPTED');
  }
}

function portNames({ hostPorts }: Pick<AcceptedTask, 'hostPorts'>): readonly string[] {
  return [...hostPorts.tcp.map((port) => `${port}/tcp`), ...hostPorts.udp.map((port) => `${port}/udp`)];
}

function inOrder(task: AcceptedTask, { createOrder }: RunFacts): readonly Creation[] {
  const creations = creationsOf(task);
  const own = (startOrder(task.spec.containers, task.waits) ?? task.spec.containers).map(({ name }) => name);
  const ranks = new Map((createOrder ?? own).map((name, rank) => [name, rank]));
  const rank = ({ name }: Creation): number => ranks.get(name) ?? (createOrder ? Infinity : -1);
  return creations
    .map((creation, at) => ({ creation, at }))
    .sort((one, other) => {
      const [first, second] = [rank(one.creation), rank(other.creation)];
      return first === second ? one.at - other.at : first < second ? -1 : 1;
    })
    .map(({ creation }) => creation);
}

/** What keeps a container from being created: something that does not end, or that ended badly. */
function heldBack(
  { spec, waits }: AcceptedTask,
  name: string,
  held: ReadonlySet<string>,
  { exits = {} }: RunFacts,
): { readonly outcome: 'PENDING' | 'STOPPED'; readonly text: string } | undefined {
  const images = new Map(spec.containers.map((container) => [container.name, container]));
  for (const { container, condition } of waits.get(name) ?? []) {
    if (held.has(container)) return { outcome: 'PENDING', text: '' };
    if (condition !== 'COMPLETE' && condition !== 'SUCCESS') continue;
    const code = exits[container];
    if (code === undefined) return { outcome: 'PENDING', text: '' };
    const target = images.get(container);
    if (target?.essential === true) return { outcome: 'STOPPED', text: '' };
    if (condition !== 'SUCCESS' || code === 0) continue;
    const dependency = `${container}(${target?.image ?? ''}) (STOPPED->RUNNING) - Exit: ${code}`;
    const waiting = `${name}(${images.get(name)?.image ?? ''}) (MANIFEST_PULLED->RUNNING)`;
    return {
      outcome: 'STOPPED',
      text: `CannotStartContainerError: dependency graph: failed to resolve container ordering dependency [${dependency}] for target [${waiting}] as dependency did not exit successfully.`,
    };
  }
  return undefined;
}
