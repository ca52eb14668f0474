import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { matrix, type MatrixCell } from '../../lib/core/engine/answers/matrix';
import { type ContainerSpec, type DockerHost, type Listener } from '../../lib/core/engine/definition/docker-host';
import { originText } from '../../lib/core/engine/flow/verdict';
import { runningHostOf, Topology } from '../../lib/core/engine/topology';
import { Port, type Protocol } from '../../lib/core/values/port';
import { isKnown } from '../../lib/core/values/unknown';
import { readInputs } from '../../lib/formats';
import { hostAddress } from './cells';
import type { PrivateEngine } from './private-engine';
import { Prober, type Listener as Waiting, type Outcome, type Question } from './probe';
import { findProgram, runToEnd } from './run';

/** A compose file, and what `docker compose` is told besides. */
export interface ComposeCase {
  readonly file: string;
  readonly profiles?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

/** What was asked about one file, and what came of it. */
export interface Comparison {
  readonly asked: number;
  readonly wrong: readonly string[];
  /** Questions on which the model says that it does not know. */
  readonly unknown: number;
}

/** The real tool: `PORTWRIGHT_COMPOSE`, what .ci/install-engines.sh built, docker-compose, or the docker command's plugin. */
export function composeTool(): readonly string[] | undefined {
  const built = join(homedir(), '.cache', 'portwright', 'docker-compose');
  const given =
    process.env['PORTWRIGHT_COMPOSE'] ?? (existsSync(built) ? built : undefined) ?? findProgram('docker-compose');
  if (given !== undefined) return [given];
  const docker = findProgram('docker');
  if (docker === undefined) return undefined;
  return spawnSync(docker, ['compose', 'version']).status === 0 ? [docker, 'compose'] : undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** What a service says about the network; the rest goes, so that any image can be busybox. */
const KEPT = [
  ...['networks', 'network_mode', 'ports', 'expose', 'links', 'external_links', 'hostname', 'domainname'],
  ...['container_name', 'extra_hosts', 'dns', 'dns_search', 'dns_opt', 'scale'],
];

/**
 * One file on one engine: the real tool resolves it (variables, profiles, extends, include, merge) and brings it up with
 * another image in place of each, our reader reads it as it is written.
 */
export class ComposeProject {
  readonly #stripped: string;

  constructor(
    private readonly tool: readonly string[],
    private readonly engine: PrivateEngine,
    private readonly what: ComposeCase,
  ) {
    this.#stripped = join(engine.folder, 'compose.json');
  }

  /** The host as the reader reads it. */
  read(): DockerHost {
    const { file, profiles = [], variables = {} } = this.what;
    const load = (name: string): string | undefined => (existsSync(name) ? readFileSync(name, 'utf8') : undefined);
    const text = readFileSync(file, 'utf8');
    const inputs = readInputs([{ name: file, text }], { type: 'compose', profiles, parameters: variables, load });
    const [problem] = inputs.flatMap(({ reading }) => reading.problems);
    if (problem) throw new Error(`${file}: ${problem.message}`);
    return inputs[0]!.reading.dockerHosts[0]!;
  }

  /** Brings the services up. @throws Error with what the tool says when it cannot */
  async up(): Promise<void> {
    const { file, profiles = [] } = this.what;
    const whole = await this.#run(
      ['-f', file, ...profiles.flatMap((one) => ['--profile', one])],
      ['config', '--format', 'json'],
    );
    const config = JSON.parse(whole) as { name: string; services?: Json; networks?: Json };
    for (const network of Object.values(config.networks ?? {}) as Json[]) {
      if (network['external'] === true) await this.engine.docker.createNetwork({ Name: String(network['name']) });
    }
    const services = Object.entries(config.services ?? {}).map(([name, body]) => [name, stripped(body as Json)]);
    writeFileSync(
      this.#stripped,
      JSON.stringify({ services: Object.fromEntries(services) as Json, networks: config.networks }),
    );
    await this.#run(['-p', config.name, '-f', this.#stripped], ['up', '-d', '--no-build', '--pull', 'never']);
  }

  async down(): Promise<void> {
    await this.engine.clear();
    rmSync(this.#stripped, { force: true });
  }

  async #run(before: readonly string[], after: readonly string[]): Promise<string> {
    const [program = '', ...first] = this.tool;
    const { variables } = this.what;
    const env = { ...process.env, ...variables, DOCKER_HOST: this.engine.dockerHost };
    const result = await runToEnd(program, [...first, ...before, ...after], { env });
    if (result.code === 0) return result.stdout;
    throw new Error(
      result.stderr
        .split('\n')
        .filter((line) => !line.includes('level=warning'))
        .join('\n')
        .trim(),
    );
  }
}

function stripped(service: Json): Json {
  const kept = Object.fromEntries(KEPT.flatMap((key) => (service[key] === undefined ? [] : [[key, service[key]]])));
  const { replicas } = (service['deploy'] ?? {}) as { replicas?: number };
  return {
    ...kept,
    image: 'busybox:latest',
    entrypoint: ['/bin/sleep', '1000000'],
    command: [],
    ...(replicas === undefined ? {} : { deploy: { replicas } }),
  };
}

/** The ports of the file that are asked about, and one that nobody names. */
function portsOf({ containers }: DockerHost): Port[] {
  const found = new Map<string, Port>([['80/tcp', Port.tcp(80)]]);
  for (const { published, exposed } of containers.items) {
    for (const { containerPort, protocol } of published.items)
      if (isKnown(containerPort) && (protocol === 'tcp' || protocol === 'udp')) add(found, containerPort, protocol);
    for (const { port, protocol } of exposed.items) add(found, port, protocol);
  }
  return [...found.values()].slice(0, MAX_PORTS);
}

/** Ports asked about of one file. */
const MAX_PORTS = 6;

function add(found: Map<string, Port>, port: number, protocol: Protocol): void {
  if (!found.has(`${port}/${protocol}`)) found.set(`${port}/${protocol}`, Port[protocol](port));
}

/** The same containers with something that listens on each port: once in each namespace, and where nothing else does. */
function listening(host: DockerHost, ports: readonly Port[]): DockerHost {
  const taken = new Set(
    host.containers.items.flatMap(({ published }) =>
      published.items.map(({ hostPort, protocol }) => JSON.stringify([hostPort, protocol])),
    ),
  );
  let hostListens = false;
  const listenersOf = ({ namespace }: ContainerSpec): Listener[] => {
    const all = ports.map(({ number, protocol }) => ({ port: number, protocol }));
    if (!isKnown(namespace) || namespace.kind === 'container') return [];
    if (namespace.kind !== 'host') return all;
    if (hostListens) return [];
    hostListens = true;
    return all.filter(({ port, protocol }) => !taken.has(JSON.stringify([port, protocol])));
  };
  const items = host.containers.items.map((spec) => ({ ...spec, listeners: listenersOf(spec) }));
  return { ...host, containers: { ...host.containers, items } };
}

function waiting(container: string, { port, protocol }: Listener): Waiting[] {
  return protocol === 'sctp' ? [] : [{ container, port, protocol }];
}

/** A question to the engine, and what the model says. */
interface Asked {
  readonly question: Question;
  readonly expected: Partial<Record<keyof Outcome | 'resolved' | 'reached' | 'failure', unknown>>;
}

/** Asks everything about a project that is up. */
export async function compare(engine: PrivateEngine, read: DockerHost): Promise<Comparison> {
  const ports = portsOf(read);
  const host = listening(read, ports);
  const topology = Topology.of({
    ...host,
    engine: {
      ...host.engine,
      version: engine.generation === '29' ? 29 : 20,
      addresses: [engine.hostAddress],
      routedFromOutside: true,
    },
  });
  const running = (await engine.docker.listContainers()).map(({ Names }) => Names[0]?.slice(1) ?? '').sort();
  const expected = [...topology.nodes.keys()].sort();
  if (running.join() !== expected.join()) {
    const said = `the model has containers ${expected.join(', ')}, the engine ${running.join(', ')}`;
    return { asked: 1, wrong: [said], unknown: 0 };
  }
  const prober = new Prober(engine);
  try {
    await prober.listen(
      host.containers.items.flatMap(({ name, listeners }) =>
        isKnown(name) ? (listeners ?? []).flatMap((one) => waiting(name, one)) : [],
      ),
    );
    const counted = { unknown: 0 };
    const asked = [
      ...nameQuestions(topology, counted),
      ...matrix(topology).flatMap((cell) => questionsOf(topology, cell, undefined, counted)),
      ...ports.flatMap((port) =>
        matrix(topology, { port }).flatMap((cell) => questionsOf(topology, cell, port, counted)),
      ),
    ];
    const outcomes = await prober.askAll(asked.map(({ question }) => question));
    const wrong = asked.flatMap(({ question, expected: said }, at) => {
      const seen = outcomes[at]!;
      const agrees = Object.entries(said).every(([fact, value]) => seen[fact as keyof typeof seen] === value);
      return agrees ? [] : [`${JSON.stringify(question)}: said ${JSON.stringify(said)}, saw ${JSON.stringify(seen)}`];
    });
    return { asked: asked.length, wrong, unknown: counted.unknown };
  } finally {
    await prober.close();
  }
}

/** What one cell claims, as questions: the way in that it names, or each address that ought to be closed. */
function questionsOf(
  topology: Topology,
  cell: MatrixCell,
  port: Port | undefined,
  counted: { unknown: number },
): Asked[] {
  const from = { 'the host': 'host', 'another machine': 'external' }[originText(cell.from)] ?? originText(cell.from);
  const dial = (target: string, dialled?: number | string): Question => ({
    from,
    probe: port?.protocol === 'udp' ? 'udp' : port ? 'tcp' : 'ping',
    target,
    ...(port ? { port: dialled ?? port.number } : {}),
  });
  const { verdict } = cell;
  if (verdict.kind === 'unknown') {
    counted.unknown++;
    return [];
  }
  const there = topology.node(cell.to).sandbox;
  if (verdict.kind === 'blocked') {
    if (there?.kind === 'host') return [{ question: dial(hostAddress(topology, cell)), expected: { reached: false } }];
    return (there?.endpoints ?? [])
      .filter(({ ipv4 }) => ipv4 !== undefined)
      .map(({ network }) => ({
        question: dial(`@${there?.owner?.name ?? cell.to}/${network.name}`),
        expected: { reached: false },
      }));
  }
  const expected = { reached: true };
  if (verdict.dialled !== undefined) {
    const number = isKnown(verdict.dialled)
      ? verdict.dialled
      : `port(${there?.owner?.name ?? cell.to}:${port?.toString() ?? ''})`;
    return [{ question: dial(hostAddress(topology, cell), number), expected }];
  }
  if (verdict.name !== undefined) return [{ question: dial(verdict.name), expected }];
  const mine =
    typeof cell.from === 'string'
      ? topology.node(cell.from).sandbox
      : from === 'host'
        ? runningHostOf(topology).hostSandbox
        : undefined;
  if (there !== undefined && there === mine) return [{ question: dial('127.0.0.1'), expected }];
  if (there?.kind === 'host') return [{ question: dial(hostAddress(topology, cell)), expected }];
  const shared = there?.endpoints.find(({ network }) => mine?.endpoints.some((one) => one.network === network));
  const network = (shared ?? there?.endpoints[0])?.network.name ?? '';
  return [{ question: dial(`@${there?.owner?.name ?? cell.to}/${network}`), expected }];
}

/** Whether each container knows each name of each other one, from where it is. */
function nameQuestions(topology: Topology, counted: { unknown: number }): Asked[] {
  const nodes = [...topology.nodes.values()].filter(({ running }) => running);
  const names = new Set<string>();
  for (const { name, spec } of nodes) {
    names.add(name);
    for (const { aliases, links } of spec.endpoints.items) {
      for (const alias of aliases.items) if (isKnown(alias)) names.add(alias);
      for (const link of links.items) if (isKnown(link)) names.add(link.split(':')[1] ?? link);
    }
  }
  return nodes.flatMap(({ name: from }) =>
    [...names].flatMap((name): Asked[] => {
      const resolution = topology.resolve(from, name);
      if (resolution.kind === 'unknown') {
        counted.unknown++;
        return [];
      }
      const expected =
        resolution.kind === 'resolved' ? { resolved: true } : { resolved: false, failure: 'no-such-name' };
      return [{ question: { from, probe: 'resolve', target: name }, expected }];
    }),
  );
}
