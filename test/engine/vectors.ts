import type Docker from 'dockerode';
import type { PrivateEngine } from './private-engine';
import { type Listener, type Outcome, Prober, type Question } from './probe';

export interface VectorEndpoint {
  readonly network: string;
  readonly ip?: string;
  readonly ip6?: string;
  readonly aliases?: readonly string[];
  readonly links?: readonly string[];
}

export interface VectorContainer {
  readonly name: string;
  /** In the order in which the container joins. @default - what the mode says, or the default bridge */
  readonly attach?: readonly VectorEndpoint[];
  readonly mode?: string;
  readonly hostname?: string;
  readonly links?: readonly string[];
  readonly extraHosts?: readonly string[];
  readonly publish?: readonly string[];
  readonly expose?: readonly string[];
  readonly listen?: readonly Omit<Listener, 'container'>[];
}

export interface VectorNetwork {
  readonly name: string;
  readonly driver?: string;
  readonly internal?: boolean;
  readonly ipv6?: boolean;
  readonly ipam?: readonly { readonly subnet?: string; readonly gateway?: string; readonly range?: string }[];
  readonly options?: Readonly<Record<string, string>>;
}

export interface VectorAction {
  readonly do: 'connect' | 'disconnect' | 'start' | 'stop' | 'restart' | 'rm';
  readonly container: string;
  readonly network?: string;
  readonly ip?: string;
  readonly aliases?: readonly string[];
}

/** What was seen, with the values that tokens of the question stood for on that engine. */
export type Observed = Outcome & { readonly target?: string; readonly port?: number };

export interface VectorQuery extends Question {
  readonly observed: Observed;
  readonly newer?: { readonly observed: Observed };
}

export interface Vector {
  readonly id: string;
  /** Flag that the daemon was started with. */
  readonly daemon?: string;
  readonly topology: { readonly networks: readonly VectorNetwork[]; readonly containers: readonly VectorContainer[] };
  readonly phases: readonly { readonly actions?: readonly VectorAction[]; readonly queries?: readonly VectorQuery[] }[];
}

/** One question where the engine does not say what was recorded. */
export interface Disagreement {
  readonly vector: string;
  readonly phase: number;
  readonly question: Question;
  readonly recorded: Outcome;
  readonly seen: Outcome;
}

export interface VectorRun {
  readonly asked: number;
  readonly disagreements: readonly Disagreement[];
}

/** Builds the topology of a vector on an engine, containers in the order given, and starts its listeners. */
export async function build(engine: PrivateEngine, topology: Vector['topology']): Promise<Prober> {
  for (const network of topology.networks) await createNetwork(engine.docker, network);
  for (const container of topology.containers) await createContainer(engine.docker, container);
  const prober = new Prober(engine);
  await prober.listen(
    topology.containers.flatMap(({ name, listen }) => (listen ?? []).map((one) => ({ container: name, ...one }))),
  );
  return prober;
}

/** Does what a phase begins with. */
export async function act(prober: Prober, actions: readonly VectorAction[]): Promise<void> {
  for (const action of actions) await perform(prober.engine.docker, action);
  if (actions.length > 0) await prober.sync();
}

/** Asks every question of a vector on a running engine and removes the topology again. */
export async function runVector(
  engine: PrivateEngine,
  vector: Vector,
  recordedAddresses: ReadonlyMap<string, string> = addressesThen([vector], engine),
): Promise<VectorRun> {
  const disagreements: Disagreement[] = [];
  let asked = 0;
  let prober: Prober | undefined;
  try {
    prober = await build(engine, vector.topology);
    for (const [phase, { actions, queries }] of vector.phases.entries()) {
      await act(prober, actions ?? []);
      const questions = queries ?? [];
      const outcomes = await prober.askAll(questions);
      asked += questions.length;
      for (const [at, question] of questions.entries()) {
        const recorded = translated(recordedFor(engine, question), recordedAddresses);
        const seen = outcomes[at]!;
        if (agrees(recorded, seen)) continue;
        disagreements.push({ vector: vector.id, phase, question, recorded, seen });
      }
    }
  } finally {
    await prober?.close();
    await engine.clear();
  }
  return { asked, disagreements };
}

/** Runs vectors one after the other on one engine; those for another daemon flag or without one are left out. */
export async function runVectors(
  engine: PrivateEngine,
  vectors: readonly Vector[],
  daemon?: string,
): Promise<VectorRun> {
  const then = addressesThen(vectors, engine);
  const runs: VectorRun[] = [];
  for (const vector of vectors) if (vector.daemon === daemon) runs.push(await runVector(engine, vector, then));
  return {
    asked: runs.reduce((sum, { asked }) => sum + asked, 0),
    disagreements: runs.flatMap(({ disagreements }) => disagreements),
  };
}

/** The addresses that the two machines had when the vectors were recorded, with those that they have here. */
function addressesThen(vectors: readonly Vector[], engine: PrivateEngine): ReadonlyMap<string, string> {
  const then = new Map<string, string>();
  for (const { target, observed } of vectors.flatMap(({ phases }) => phases.flatMap(({ queries }) => queries ?? []))) {
    if (observed.target === undefined) continue;
    if (target === 'host') then.set(observed.target, engine.hostAddress);
    if (target === 'external') then.set(observed.target, engine.externalAddress);
  }
  return then;
}

function translated(recorded: Outcome, addresses: ReadonlyMap<string, string>): Outcome {
  const seenFrom = addresses.get(recorded.seenFrom ?? '');
  return seenFrom === undefined ? recorded : { ...recorded, seenFrom };
}

/** What the questions' tokens stood for, which is not part of the answer. */
const TOKENS: ReadonlySet<string> = new Set(['target', 'port']);

function recordedFor(engine: PrivateEngine, query: VectorQuery): Outcome {
  const recorded = engine.generation === '29' ? (query.newer?.observed ?? query.observed) : query.observed;
  return Object.fromEntries(Object.entries(recorded).filter(([fact]) => !TOKENS.has(fact)));
}

/**
 * Whether an engine says what was recorded: each recorded fact, and no other kind of failure. How long a resolver took
 * to deny a name does not count: a hurried program recorded a timeout where a patient one heard "no such name".
 */
export function agrees(recorded: Outcome, seen: Outcome): boolean {
  const hurried = seen.slow === true && recorded.failure === 'timeout';
  const now: Outcome = hurried ? { ...seen, failure: 'timeout' } : seen;
  // Where the recording says no more than "not reached", any kind of failure is the same answer.
  if (now.failure !== recorded.failure && (recorded.failure !== undefined || recorded.reached !== false)) return false;
  return (Object.keys(recorded) as (keyof Outcome)[]).every(
    (fact) => comparable(recorded[fact]) === comparable(now[fact]),
  );
}

function comparable(fact: Outcome[keyof Outcome]): string {
  return JSON.stringify(Array.isArray(fact) ? [...(fact as string[])].sort() : (fact ?? null));
}

async function createNetwork(docker: Docker, network: VectorNetwork): Promise<void> {
  const ipam = (network.ipam ?? []).map(({ subnet, gateway, range }) => ({
    ...(subnet === undefined ? {} : { Subnet: subnet }),
    ...(gateway === undefined ? {} : { Gateway: gateway }),
    ...(range === undefined ? {} : { IPRange: range }),
  }));
  await docker.createNetwork({
    Name: network.name,
    Driver: network.driver ?? 'bridge',
    Internal: network.internal ?? false,
    EnableIPv6: network.ipv6 ?? false,
    Options: network.options ?? {},
    ...(ipam.length > 0 ? { IPAM: { Driver: 'default', Config: ipam } } : {}),
  });
}

function endpoint({ ip, ip6, aliases, links }: Omit<VectorEndpoint, 'network'>): Docker.EndpointSettings {
  const settings = {
    ...(aliases === undefined ? {} : { Aliases: [...aliases] }),
    ...(links === undefined ? {} : { Links: [...links] }),
    ...(ip === undefined && ip6 === undefined
      ? {}
      : {
          IPAMConfig: {
            ...(ip === undefined ? {} : { IPv4Address: ip }),
            ...(ip6 === undefined ? {} : { IPv6Address: ip6 }),
          },
        }),
  };
  return settings;
}

/** `[address:][host port]:container port[/protocol]` with `8433-8434:80` for "the first free one of these". */
function binding(text: string): { readonly key: string; readonly binding: Docker.PortBinding } {
  const [ports = '', protocol = 'tcp'] = text.split('/');
  const parts = ports.split(':');
  const container = parts.pop() ?? '';
  const host = parts.pop() ?? '';
  return {
    key: `${container}/${protocol}`,
    binding: { HostIp: parts.join(':').replace(/^\[|\]$/g, ''), HostPort: host },
  };
}

async function createContainer(docker: Docker, spec: VectorContainer): Promise<void> {
  const bindings: Record<string, Docker.PortBinding[]> = {};
  for (const text of spec.publish ?? []) {
    const { key, binding: one } = binding(text);
    (bindings[key] ??= []).push(one);
  }
  const exposed = [
    ...(spec.expose ?? []).map((port) => (port.includes('/') ? port : `${port}/tcp`)),
    ...Object.keys(bindings),
  ];
  const [first, ...rest] = spec.attach ?? [];
  // The mode joins the first network by itself, and its settings then win over those of a later connect.
  const mode = spec.mode ?? first?.network ?? 'bridge';
  const joinsLater = spec.mode === undefined ? rest : (spec.attach ?? []);
  const own = spec.mode === undefined && first !== undefined && first.network !== 'bridge' ? first : undefined;
  const container = await docker.createContainer({
    name: spec.name,
    Image: 'busybox',
    Cmd: ['sleep', '100000'],
    StopTimeout: 0,
    ...(spec.hostname === undefined ? {} : { Hostname: spec.hostname }),
    ExposedPorts: Object.fromEntries(exposed.map((port) => [port, {}])),
    HostConfig: {
      NetworkMode: mode,
      PortBindings: bindings,
      ...(spec.links === undefined ? {} : { Links: [...spec.links] }),
      ...(spec.extraHosts === undefined ? {} : { ExtraHosts: [...spec.extraHosts] }),
    },
    ...(own === undefined ? {} : { NetworkingConfig: { EndpointsConfig: { [own.network]: endpoint(own) } } }),
  });
  for (const join of joinsLater) {
    await docker.getNetwork(join.network).connect({ Container: container.id, EndpointConfig: endpoint(join) });
  }
  await container.start();
}

async function perform(docker: Docker, action: VectorAction): Promise<void> {
  const container = docker.getContainer(action.container);
  const network = docker.getNetwork(action.network ?? '');
  switch (action.do) {
    case 'connect':
      await network.connect({ Container: action.container, EndpointConfig: endpoint(action) });
      return;
    case 'disconnect':
      await network.disconnect({ Container: action.container });
      return;
    case 'start':
      await container.start();
      return;
    case 'stop':
      await container.stop({ t: 0 });
      return;
    case 'restart':
      await container.restart({ t: 0 });
      return;
    case 'rm':
      await container.remove({ force: true });
      return;
  }
}
