import type Docker from 'dockerode';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TwoHostQuery, TwoHostService, TwoHostVector } from '../vectors/two-host';
import { Agent } from './agent';
import { type Generation, PrivateEngine } from './private-engine';
import { runToEnd } from './run';
import { createContainer, createNetwork } from './vectors';

const TIMEOUT_MS = 2000;
/** Time that a service gets to start all its tasks, and a swarm to clear a network. */
const PATIENCE_MS = 60_000;
export const MADE_BY_THE_ENGINE: ReadonlySet<string> = new Set([
  'bridge',
  'host',
  'none',
  'ingress',
  'docker_gwbridge',
]);

/** Two engines of one generation on one LAN without a way out, joined in a swarm: `a` manages it. */
export class TwoEngines {
  static async start(generation: Generation): Promise<TwoEngines> {
    const a = await PrivateEngine.start({ generation, name: 'two-a' });
    try {
      const b = await PrivateEngine.start({ generation, name: 'two-b', beside: a });
      const two = new TwoEngines(a, b);
      try {
        await two.#join();
        return two;
      } catch (error) {
        await b.stop();
        throw error;
      }
    } catch (error) {
      await a.stop();
      throw error;
    }
  }

  /** The running containers and tasks, by the names that questions have for them. */
  readonly #agents = new Map<string, Agent>();
  readonly #services: string[] = [];

  private constructor(
    private readonly a: PrivateEngine,
    private readonly b: PrivateEngine,
  ) {}

  /** The manager first. */
  get engines(): readonly [manager: PrivateEngine, worker: PrivateEngine] {
    return [this.a, this.b];
  }

  /** Addresses of the hosts by name. */
  get hosts(): Readonly<Record<string, string>> {
    return { a: this.a.hostAddress, b: this.b.hostAddress };
  }

  /** Builds a topology, and starts what listens in it. */
  async build({ networks, containers, services }: TwoHostVector): Promise<void> {
    for (const network of networks) {
      if (network.driver === 'overlay') await this.#createOverlay(network);
      else {
        const { name, driver, subnet, internal = false } = network;
        await createNetwork(this.#engine(network.host).docker, {
          name,
          driver,
          internal,
          ...(subnet === undefined ? {} : { ipam: [{ subnet }] }),
        });
      }
    }
    for (const { host, listen = [], ...container } of containers) {
      const engine = this.#engine(host);
      // a worker hears of a network a while after the manager made it
      await eventually(async () => {
        try {
          await createContainer(engine.docker, container);
        } catch (error) {
          await remove(engine, container.name);
          throw error;
        }
      });
      await this.#enter(engine, container.name, container.name, listen);
    }
    for (const service of services) await this.#createService(service);
    // names and neighbours travel from host to host
    await sleep(1500);
  }

  /** The questions with what the engines answer. */
  async ask(queries: readonly TwoHostQuery[]): Promise<TwoHostQuery[]> {
    return Promise.all(queries.map(async (query) => ({ ...query, observed: await this.#observe(query) })));
  }

  /** What the swarm says to a service: `runs`, why it refuses it, or why no node takes a task of it. */
  async verdictOn(spec: Docker.CreateServiceOptions & { readonly Name: string }): Promise<string> {
    const { docker } = this.a;
    try {
      await docker.createService(spec);
    } catch (error) {
      return (error as { readonly json?: { readonly message?: string } }).json?.message ?? String(error);
    }
    this.#services.push(spec.Name);
    return eventually(async () => {
      const tasks = (await docker.listTasks({ filters: { service: [spec.Name] } })) as readonly Task[];
      const refused = tasks.find(({ Status: { Err = '' } }) => Err.includes('no suitable node'));
      if (refused?.Status.Err !== undefined) return refused.Status.Err;
      const { Spec } = (await docker.getService(spec.Name).inspect()) as { readonly Spec: Docker.ServiceSpec };
      const wanted = Spec.Mode?.Replicated?.Replicas ?? 1;
      if (tasks.filter(({ Status }) => Status.State === 'running').length >= wanted) return 'runs';
      throw new Error(`the tasks of ${spec.Name} neither run nor are refused`);
    });
  }

  /** Removes everything that was built. */
  async clear(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.close()));
    this.#agents.clear();
    for (const name of this.#services.splice(0)) await this.a.docker.getService(name).remove();
    for (const engine of [this.a, this.b]) {
      const all = await engine.docker.listContainers({ all: true });
      await Promise.all(all.map(({ Id }) => remove(engine, Id)));
    }
    // a manager says that a network is removed before its own engine and the others let go of it
    for (const { docker } of [this.a, this.b]) {
      await eventually(async () => {
        const own = (await docker.listNetworks()).filter(({ Name }) => !MADE_BY_THE_ENGINE.has(Name));
        for (const { Id } of own) await docker.getNetwork(Id).remove();
        if (own.length > 0) throw new Error(`networks are left: ${own.map(({ Name }) => Name).join(', ')}`);
      });
    }
  }

  async stop(): Promise<void> {
    await this.clear().catch(() => undefined);
    await this.b.stop();
    await this.a.stop();
  }

  async #join(): Promise<void> {
    for (const { hostNetns } of [this.a, this.b]) await runToEnd('ip', ['-n', hostNetns, 'route', 'del', 'default']);
    const of = ({ hostAddress }: PrivateEngine): object => ({
      ListenAddr: `${hostAddress}:2377`,
      AdvertiseAddr: hostAddress,
    });
    await this.a.docker.swarmInit(of(this.a));
    const { JoinTokens } = (await this.a.docker.swarmInspect()) as { readonly JoinTokens: { readonly Worker: string } };
    await this.b.docker.swarmJoin({
      ...of(this.b),
      RemoteAddrs: [`${this.a.hostAddress}:2377`],
      JoinToken: JoinTokens.Worker,
    });
  }

  #engine(host: string | undefined): PrivateEngine {
    return host === 'b' ? this.b : this.a;
  }

  async #createOverlay({
    name,
    subnet,
    subnet6,
    ipv6 = false,
    internal = false,
    attachable = true,
    options = {},
  }: TwoHostVector['networks'][number]): Promise<void> {
    const subnets = [subnet, subnet6].flatMap((one) => (one === undefined ? [] : [{ Subnet: one }]));
    await this.a.docker.createNetwork({
      Name: name,
      Driver: 'overlay',
      Attachable: attachable,
      Internal: internal,
      EnableIPv6: ipv6,
      Options: { ...options },
      ...(subnets.length === 0 ? {} : { IPAM: { Driver: 'default', Config: subnets } }),
    });
  }

  async #createService({
    name,
    network,
    aliases = [],
    replicas,
    mode = 'dnsrr',
    constraints = [],
    listen = [],
    ports = [],
  }: TwoHostService): Promise<void> {
    await this.a.docker.createService({
      Name: name,
      TaskTemplate: {
        ContainerSpec: { Image: 'busybox:latest', Command: ['sleep', '100000'], StopGracePeriod: 0 },
        ...(network === undefined ? {} : { Networks: [{ Target: network, Aliases: [...aliases] }] }),
        Placement: { Constraints: [...constraints] },
      },
      Mode: replicas === undefined ? { Global: {} } : { Replicated: { Replicas: replicas } },
      EndpointSpec: {
        Mode: mode,
        Ports: ports.map(({ target, published, protocol = 'tcp', mode: how = 'ingress' }) => ({
          Protocol: protocol,
          TargetPort: target,
          ...(published === undefined ? {} : { PublishedPort: published }),
          PublishMode: how,
        })),
      },
    });
    this.#services.push(name);
    // a global one has a task on each node that its constraints, which are about the role, allow
    const wanted = replicas ?? (constraints.length > 0 ? 1 : 2);
    const tasks = await eventually(async () => {
      const found = await Promise.all([this.a, this.b].map((engine) => tasksOn(engine, name)));
      if (found.flat().length < wanted)
        throw new Error(`service ${name} has ${found.flat().length} of ${wanted} tasks`);
      return found.flat();
    });
    for (const { engine, id } of tasks) await this.#enter(engine, id, `${name} ${id}`, listen, name);
  }

  async #enter(engine: PrivateEngine, id: string, key: string, listen: readonly number[], says = key): Promise<void> {
    const agent = Agent.start(engine.placeOf(await engine.docker.getContainer(id).inspect()));
    this.#agents.set(key, agent);
    for (const port of listen) await agent.perform({ op: 'listen', protocol: 'tcp', port, name: says });
  }

  async #observe({ from, probe, target, port = 80 }: TwoHostQuery): Promise<NonNullable<TwoHostQuery['observed']>> {
    const host = /^host:(.+)$/.exec(from)?.[1];
    const agent = host === undefined ? this.#agents.get(from) : this.#engine(host).host;
    if (agent === undefined) throw new Error(`nothing can be asked from ${from}`);
    const dialled = await this.#dialled(target);
    if (probe === 'resolve') {
      const { resolved = false, addresses = [] } = await agent.perform({
        op: 'resolve',
        target: dialled,
        tries: 1,
        timeoutMs: TIMEOUT_MS,
      });
      return { resolved, answers: addresses.length };
    }
    const { reached = false, by } = await agent.perform(
      probe === 'ping'
        ? { op: 'ping', target: dialled, timeoutMs: TIMEOUT_MS }
        : { op: probe, target: dialled, port, timeoutMs: TIMEOUT_MS },
    );
    return by === undefined ? { reached } : { reached, by };
  }

  async #dialled(target: string): Promise<string> {
    const host = /^host:(.+)$/.exec(target)?.[1];
    if (host !== undefined) return this.#engine(host).hostAddress;
    const [, container, network = '', six] = /^@([^/]+)\/([^#]+)(#6)?$/.exec(target) ?? [];
    if (container === undefined) return target;
    for (const engine of [this.a, this.b]) {
      const found = await engine.docker
        .getContainer(container)
        .inspect()
        .catch(() => undefined);
      const endpoint = found?.NetworkSettings.Networks[network];
      const address = six === undefined ? endpoint?.IPAddress : endpoint?.GlobalIPv6Address;
      if (address !== undefined && address !== '') return address;
    }
    throw new Error(`${target} has no address`);
  }
}

interface Task {
  readonly Status: { readonly State: string; readonly Err?: string };
}

async function tasksOn(engine: PrivateEngine, service: string): Promise<{ engine: PrivateEngine; id: string }[]> {
  const filters = { label: [`com.docker.swarm.service.name=${service}`], status: ['running'] };
  const found = await engine.docker.listContainers({ filters });
  return found.map(({ Id }) => ({ engine, id: Id }));
}

/** Removes a container, which the swarm may have removed already. */
async function remove({ docker }: PrivateEngine, container: string): Promise<void> {
  await docker
    .getContainer(container)
    .remove({ force: true })
    .catch(() => undefined);
}

/** Tries again until it works. */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(300);
    }
  }
}
