import { setTimeout as sleep } from 'node:timers/promises';
import type Docker from 'dockerode';
import {
  flagsOf,
  type Outcome as Recorded,
  type Question,
  type Vector,
  createdBy,
  type EngineAction,
  type PhaseAction,
  type VectorContainer,
  type VectorEndpoint,
  type VectorNetwork,
  type VectorQuery,
  type VectorTopology,
} from '../vectors/vector';
import type { PrivateEngine } from './private-engine';
import { type Outcome, Prober } from './probe';
import { run } from './run';

/** One question where the engine does not say what was recorded. */
export interface Disagreement {
  readonly vector: string;
  readonly phase: number;
  readonly question: Question;
  readonly recorded: Recorded;
  readonly seen: Outcome;
}

export interface VectorRun {
  readonly asked: number;
  readonly disagreements: readonly Disagreement[];
  /** Why a vector was built and asked a second time. @default - none was */
  readonly again?: readonly string[];
}

/** Builds the topology of a vector on an engine, containers in the order given, and starts its listeners. */
export async function build(
  engine: PrivateEngine,
  { networks = [], containers = [] }: VectorTopology,
): Promise<Prober> {
  for (const network of networks) await createNetwork(engine.docker, network);
  for (const container of containers) await createContainer(engine.docker, container);
  const prober = new Prober(engine);
  await prober.listen(
    containers.flatMap(({ name, listen }) => (listen ?? []).map((one) => ({ container: name, ...one }))),
  );
  return prober;
}

/** Lets the host forward everything, or only what the engine lets through. */
export async function setForwardPolicy(engine: PrivateEngine, policy: Vector['forward'] = 'DROP'): Promise<void> {
  await run('nsenter', `--net=/run/netns/${engine.hostNetns}`, 'iptables', '-P', 'FORWARD', policy);
}

/** Does what a phase begins with. */
export async function act(prober: Prober, actions: readonly PhaseAction[]): Promise<void> {
  for (const action of actions) {
    if (action.do === 'daemon-restart') await prober.engine.restart();
    else await perform(prober.engine.docker, action);
    if (action.do === 'rename') await prober.renamed(action.container, action.to ?? '');
    if (action.do === 'create') {
      const { name, listen = [] } = createdBy(action);
      await prober.listen(listen.map((one) => ({ container: name, ...one })));
    }
  }
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
    await setForwardPolicy(engine, vector.forward);
    prober = await build(engine, vector.topology);
    for (const [phase, { actions, queries }] of vector.phases.entries()) {
      await act(prober, actions ?? []);
      await prober.settled();
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

/**
 * A busy machine answers some questions too late. A vector that does not say what was recorded, or could not be built, is
 * built and asked once more, and only what is so both times counts.
 */
async function runConfirmed(
  engine: PrivateEngine,
  vector: Vector,
  recordedAddresses: ReadonlyMap<string, string>,
): Promise<VectorRun> {
  const first = await runVector(engine, vector, recordedAddresses).catch((error: unknown) => String(error));
  if (typeof first !== 'string' && first.disagreements.length === 0) return first;
  const second = await runVector(engine, vector, recordedAddresses);
  const why =
    typeof first === 'string' ? [`${vector.id}: ${first}`] : first.disagreements.map((one) => JSON.stringify(one));
  const before = typeof first === 'string' ? undefined : new Set(first.disagreements.map(keyOf));
  return {
    ...second,
    disagreements: second.disagreements.filter((one) => before === undefined || before.has(keyOf(one))),
    again: why,
  };
}

/** By which an answer is found again when everything is asked once more. */
export function keyOf({ phase, question }: Pick<Disagreement, 'phase' | 'question'>): string {
  return JSON.stringify([phase, question]);
}

/** Runs vectors one after the other on one engine; those for other daemon flags are left out. */
export async function runVectors(
  engine: PrivateEngine,
  vectors: readonly Vector[],
  flags: readonly string[] = [],
): Promise<VectorRun> {
  const then = addressesThen(vectors, engine);
  const runs: VectorRun[] = [];
  for (const vector of vectors)
    if (flagsOf(vector).join() === flags.join() && (vector.lan6 ?? false) === engine.lan6)
      runs.push(await runConfirmed(engine, vector, then));
  return {
    asked: runs.reduce((sum, { asked }) => sum + asked, 0),
    disagreements: runs.flatMap(({ disagreements }) => disagreements),
    again: runs.flatMap(({ again = [] }) => again),
  };
}

/** The addresses that the two machines had when the vectors were recorded, with those that they have here. */
function addressesThen(vectors: readonly Vector[], engine: PrivateEngine): ReadonlyMap<string, string> {
  const then = new Map<string, string>();
  for (const { target, observed } of vectors.flatMap(({ phases }) => phases.flatMap(({ queries }) => queries ?? []))) {
    if (observed?.target === undefined) continue;
    if (target === 'host') then.set(observed.target, engine.hostAddress);
    if (target === 'external') then.set(observed.target, engine.externalAddress);
  }
  return then;
}

function translated(recorded: Recorded, addresses: ReadonlyMap<string, string>): Recorded {
  const seenFrom = addresses.get(recorded.seenFrom ?? '');
  return seenFrom === undefined ? recorded : { ...recorded, seenFrom };
}

/** What the questions' tokens stood for, which is not part of the answer. */
const TOKENS: ReadonlySet<string> = new Set(['target', 'port']);

function recordedFor(engine: PrivateEngine, query: VectorQuery): Recorded {
  const { newer, observed = {} } = query;
  const recorded = engine.generation === '29' ? (newer?.observed ?? observed) : observed;
  return Object.fromEntries(Object.entries(recorded).filter(([fact]) => !TOKENS.has(fact)));
}

/**
 * Whether an engine says what was recorded: each recorded fact, and no other kind of failure. How long a resolver took
 * to deny a name does not count: a hurried program recorded a timeout where a patient one heard "no such name".
 */
export function agrees(recorded: Recorded, seen: Outcome): boolean {
  const hurried = seen.slow === true && recorded.failure === 'timeout';
  const now: Recorded = hurried ? { ...seen, failure: 'timeout' } : seen;
  // Where the recording says no more than "not reached", any kind of failure is the same answer.
  if (now.failure !== recorded.failure && (recorded.failure !== undefined || recorded.reached !== false)) return false;
  return (Object.keys(recorded) as (keyof Recorded)[]).every(
    (fact) => comparable(recorded[fact]) === comparable(now[fact]),
  );
}

function comparable(fact: Recorded[keyof Recorded]): string {
  return JSON.stringify(Array.isArray(fact) ? [...(fact as string[])].sort() : (fact ?? null));
}

/** Makes a network. */
export async function createNetwork(docker: Docker, network: VectorNetwork): Promise<void> {
  const ipam = (network.ipam ?? []).map(({ subnet, gateway, ipRange, aux }) => ({
    ...(subnet === undefined ? {} : { Subnet: subnet }),
    ...(gateway === undefined ? {} : { Gateway: gateway }),
    ...(ipRange === undefined ? {} : { IPRange: ipRange }),
    ...(aux === undefined ? {} : { AuxiliaryAddresses: { ...aux } }),
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

function endpoint({
  ip,
  ip6,
  aliases,
  links,
  gwPriority,
  mac,
  driverOpts,
  linkLocal,
}: Omit<VectorEndpoint, 'network'>): Docker.EndpointSettings & { readonly GwPriority?: number } {
  const settings = {
    ...(aliases === undefined ? {} : { Aliases: [...aliases] }),
    ...(links === undefined ? {} : { Links: [...links] }),
    ...(gwPriority === undefined ? {} : { GwPriority: gwPriority }),
    ...(mac === undefined ? {} : { MacAddress: mac }),
    ...(driverOpts === undefined ? {} : { DriverOpts: { ...driverOpts } }),
    ...(ip === undefined && ip6 === undefined && linkLocal === undefined
      ? {}
      : {
          IPAMConfig: {
            ...(ip === undefined ? {} : { IPv4Address: ip }),
            ...(ip6 === undefined ? {} : { IPv6Address: ip6 }),
            ...(linkLocal === undefined ? {} : { LinkLocalIPs: [...linkLocal] }),
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

/** Makes a container and starts it. */
export async function createContainer(docker: Docker, spec: VectorContainer): Promise<void> {
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
    ...(spec.domainname === undefined ? {} : { Domainname: spec.domainname }),
    ...(spec.mac === undefined ? {} : { MacAddress: spec.mac }),
    ExposedPorts: Object.fromEntries(exposed.map((port) => [port, {}])),
    HostConfig: {
      NetworkMode: mode,
      PublishAllPorts: spec.publishAll ?? false,
      ...(spec.dns === undefined ? {} : { Dns: [...spec.dns] }),
      ...(spec.dnsSearch === undefined ? {} : { DnsSearch: [...spec.dnsSearch] }),
      ...(spec.dnsOptions === undefined ? {} : { DnsOptions: [...spec.dnsOptions] }),
      ...(spec.sysctls === undefined ? {} : { Sysctls: { ...spec.sysctls } }),
      ...(spec.restart === undefined ? {} : { RestartPolicy: { Name: spec.restart } }),
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

async function perform(docker: Docker, action: Exclude<PhaseAction, EngineAction>): Promise<void> {
  if (action.do === 'wait') return sleep(1000 * (action.seconds ?? 1));
  if (action.do === 'create') return createContainer(docker, createdBy(action));
  if (!('container' in action)) {
    const network = typeof action.network === 'string' ? { name: action.network } : action.network;
    if (action.do === 'network-create') return createNetwork(docker, network);
    await docker.getNetwork(network.name).remove();
    return;
  }
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
    case 'kill':
      await container.kill();
      await container.wait();
      return;
    case 'pause':
      await container.pause();
      return;
    case 'unpause':
      await container.unpause();
      return;
    case 'rename':
      await container.rename({ name: action.to ?? '' });
      return;
  }
}
