import { type AgentContainer, METADATA, REGION } from '../../lib/core/local/agent-container';
import { Agent, type AgentInstance, type AgentRun } from '../../lib/core/local/agent';
import { dockerNamePart } from '../../lib/core/local/agent-container';
import { type ClaimId } from '../../lib/core/local/claims';
import { ofRun, refusedMode } from '../../lib/core/local/local-task';
import { type TaskInterface, type TaskOrder } from '../../lib/core/local/agent-task';
import { windowOf } from '../../lib/core/local/host-port-window';
import { type PortBinding } from '../../lib/core/local/port-bindings';
import { type ServiceConnectOrder } from '../../lib/core/local/service-connect';
import { settle, type TaskSpec } from '../../lib/core/local/task-spec';
import { readTaskDefinitions } from '../../lib/formats/task-definition/reader';

export type Data = Readonly<Record<string, unknown>>;

/** One record of what the ECS agent was given, and what it did. */
export interface AgentVector {
  readonly id: string;
  readonly input?: Data;
  readonly inputs?: Readonly<Record<string, Data>>;
  readonly steps?: readonly string[];
  readonly given?: Given;
  readonly observed: Observed;
}

interface Given {
  readonly eni?: Data;
  readonly networkModeInHostConfig?: boolean;
  readonly agentConfig?: Readonly<Record<string, string>>;
  readonly busyPorts?: readonly string[];
  readonly portMappings?: string;
  readonly hostPort?: string;
  readonly exits?: Readonly<Record<string, number>>;
  readonly serviceConnect?: { readonly containerName: string; readonly config: Data };
}

/** Of one task, or of several by their names. */
export interface Observed {
  /** Version of the engine that ran it; undefined: an engine that takes everything. */
  readonly engine?: string;
  readonly exitCodes?: Readonly<Record<string, number>>;
  readonly outcome?: string;
  readonly error?: string;
  readonly errorAt?: string;
  readonly taskNetworkMode?: string;
  readonly taskStatus?: string;
  readonly hostPortsReserved?: Readonly<Record<string, Counted | readonly string[]>>;
  readonly containers?: Readonly<Record<string, Data>>;
  readonly extraContainers?: Readonly<Record<string, Data>>;
  readonly dependencies?: Readonly<Record<string, { readonly dependsOn?: readonly string[] }>>;
  readonly validDependencies?: boolean;
  readonly dependencyOrder?: readonly string[];
  readonly dependencyOrderVaries?: boolean;
  readonly networkBindings?: Readonly<Record<string, readonly Data[]>>;
  readonly note?: string;
  readonly tasks?: Readonly<Record<string, Observed>>;
  readonly trace?: readonly {
    readonly after: string;
    readonly status?: string;
    readonly statuses?: Readonly<Record<string, string>>;
    readonly waiting?: number;
  }[];
  readonly agentCalls?: readonly string[];
}

interface Counted {
  readonly count: number;
  readonly first: unknown;
  readonly last: unknown;
}

/** A task of a vector with what the model says of it. */
export interface Modelled {
  /** Empty where there is one only. */
  readonly name: string;
  readonly spec: TaskSpec;
  readonly order: TaskOrder;
  readonly run: AgentRun;
  /** How far it got when it was added. */
  readonly outcome: string;
  readonly observed: Observed;
}

/** What the model of the agent says of a vector. */
export function modelOf(vector: AgentVector): { readonly tasks: readonly Modelled[]; readonly differences: string[] } {
  const differences: string[] = [];
  const { given = {}, observed } = vector;
  const agent = new Agent(instanceOf(given));
  if (vector.input) {
    const spec = specOf(vector.input);
    const order = orderOf(given, undefined);
    const run = agent.add('', spec, order, factsOf(observed, given, undefined));
    return { tasks: [{ name: '', spec, order, run, outcome: run.outcome, observed }], differences };
  }
  const specs = new Map(Object.entries(vector.inputs ?? {}).map(([name, input]) => [name, specOf(input)]));
  const orders = new Map([...specs.keys()].map((name) => [name, orderOf(given, name)]));
  const outcomes = new Map<string, string>();
  const isReal = observed.engine !== undefined;
  const traces = [...(observed.trace ?? [])];
  for (const step of vector.steps ?? []) {
    const [verb = '', name = ''] = step.split(':');
    if (verb === 'add' || verb === 'addnowait') {
      const spec = specs.get(name);
      if (!spec) throw new Error(`${step} names no task`);
      const { outcome } = agent.add(name, spec, orders.get(name) ?? {}, factsOf(observed, given, name));
      outcomes.set(name, outcome);
    } else if (verb === 'stop') {
      agent.stop(name);
    } else if (verb === 'unmanaged') agent.occupy(`${name}/tcp`);
    else if (verb === 'sleep') endBy(agent, specs, exitsOf(given, observed));
    else if (verb !== 'status') throw new Error(`step ${step} is not known`);
    const trace = traces[0]?.after === step ? traces.shift() : undefined;
    if (trace) differences.push(...traced(agent, trace, { step, name, isReal }));
  }
  if (observed.containers) differences.push(...runningDifferences(agent, observed.containers));
  // a record ends with a stop of everything, so that what waited is created after all
  for (const name of specs.keys()) agent.stop(name);
  const tasks = [...specs].flatMap(([name, spec]) => {
    const run = agent.runOf(name);
    const seen = observed.tasks?.[name];
    return run && seen ? [{ name, spec, order: orders.get(name) ?? {}, run, outcome: outcomes.get(name) ?? '', observed: seen }] : [];
  });
  return { tasks, differences };
}

/** Ends the tasks of which an essential container is said to exit. */
function endBy(agent: Agent, specs: ReadonlyMap<string, TaskSpec>, exits: Readonly<Record<string, number>>): void {
  for (const [name, spec] of specs) {
    if (spec.containers.some((container) => container.essential && exits[container.name] !== undefined)) agent.stop(name);
  }
}

/** Exit codes of programs that ended by themselves, and not by the agent's signal. */
function exitsOf({ exits = {} }: Given, { tasks = {} }: Observed): Readonly<Record<string, number>> {
  const seen = Object.values(tasks).flatMap(({ exitCodes = {} }) => Object.entries(exitCodes));
  return { ...exits, ...Object.fromEntries(seen.filter(([, code]) => code !== KILLED)) };
}

const KILLED = 137;

/** Where the networks of running containers differ from what the agent asked for. */
function runningDifferences(agent: Agent, containers: Readonly<Record<string, Data>>): readonly string[] {
  return Object.entries(containers).flatMap(([path, { networks }]) => {
    const [task = '', name = ''] = path.split('/');
    const made = agent.runOf(task)?.containers.find((container) => container.name === name);
    if (!made || !Array.isArray(networks)) return [];
    const own = made.networkMode === '' ? 'bridge' : made.networkMode;
    return stable([own]) === stable(networks) ? [] : [`${path} is on ${stable(networks)}, the model says ${own}`];
  });
}

function traced(
  agent: Agent,
  trace: NonNullable<Observed['trace']>[number],
  { step, name, isReal }: { readonly step: string; readonly name: string; readonly isReal: boolean },
): readonly string[] {
  const differences: string[] = [];
  const expected = trace.statuses ?? (trace.status === undefined ? {} : { [name]: trace.status });
  for (const [task, status] of Object.entries(expected)) {
    const own = statusOf(agent, task, isReal);
    if (own !== status) differences.push(`after ${step}, ${task} is ${status}, the model says ${own}`);
  }
  if (trace.waiting !== undefined && trace.waiting !== agent.waiting) {
    differences.push(`after ${step}, ${trace.waiting} wait, the model says ${agent.waiting}`);
  }
  return differences;
}

const RUNNING = 'RUNNING';

/** The status of a task: what the agent created may be refused by Docker when it starts. */
function statusOf(agent: Agent, name: string, isReal: boolean): string {
  const run = agent.runOf(name);
  if (!run) return 'unknown';
  if (run.outcome !== 'ACCEPTED') return run.outcome;
  return isReal && isRefusedByDocker(agent, run) ? 'STOPPED' : RUNNING;
}

function isRefusedByDocker(agent: Agent, { containers }: AgentRun): boolean {
  const ports = containers
    .filter(({ networkMode, networkDisabled }) => ['bridge', 'default', ''].includes(networkMode) && !networkDisabled)
    .flatMap(({ portBindings }) => portBindings.map(({ host, protocol }) => `${host.number}/${protocol}`));
  return new Set(ports).size < ports.length || ports.some((port) => agent.isOccupied(port));
}

function specOf(input: Data): TaskSpec {
  const [task] = readTaskDefinitions({ data: input }).tasks;
  if (!task) throw new Error('the input is no task definition');
  return settle(task).spec;
}

function instanceOf({ agentConfig = {}, busyPorts = [] }: Given): AgentInstance {
  const ports = (key: string): readonly number[] | undefined => {
    const text = agentConfig[key];
    return text === undefined ? undefined : (JSON.parse(text) as number[]);
  };
  const reservedTcpPorts = ports('ECS_RESERVED_PORTS');
  const reservedUdpPorts = ports('ECS_RESERVED_PORTS_UDP');
  return {
    window: windowOf(agentConfig['ECS_DYNAMIC_HOST_PORT_RANGE']),
    busyPorts,
    ...(reservedTcpPorts === undefined ? {} : { reservedTcpPorts }),
    ...(reservedUdpPorts === undefined ? {} : { reservedUdpPorts }),
  };
}

function orderOf(given: Given, name: string | undefined): TaskOrder {
  const { eni, serviceConnect } = given;
  const own = name !== undefined && eni !== undefined && !('macAddress' in eni) ? eni[name] : eni;
  return {
    passesAwsvpcPorts: given.portMappings === 'passed to the agent',
    leavesHostPorts: given.hostPort === 'not filled in',
    modeInHostConfig: given.networkModeInHostConfig ?? true,
    ...(own === undefined ? {} : { networkInterface: interfaceOf(own as Eni) }),
    ...(serviceConnect === undefined ? {} : { serviceConnect: orderFor(serviceConnect) }),
  };
}

interface Eni {
  readonly privateDnsName?: string;
  readonly ipv4Addresses?: readonly { readonly privateAddress: string }[];
  readonly ipv6Addresses?: readonly { readonly address: string }[];
  readonly domainNameServers?: readonly string[];
  readonly domainName?: readonly string[];
}

function interfaceOf(eni: Eni): TaskInterface {
  return {
    privateDnsName: eni.privateDnsName,
    ipv4: (eni.ipv4Addresses ?? []).map(({ privateAddress }) => privateAddress),
    ipv6: (eni.ipv6Addresses ?? []).map(({ address }) => address),
    dnsServers: eni.domainNameServers ?? [],
    dnsSearch: eni.domainName ?? [],
  };
}

interface OrderData {
  readonly ingressConfig?: readonly {
    readonly listenerName?: string;
    readonly listenerPort?: number;
    readonly interceptPort?: number;
    readonly hostPort?: number;
  }[];
  readonly egressConfig?: {
    readonly listenerName?: string;
    readonly vip?: { readonly ipv4Cidr?: string; readonly ipv6Cidr?: string };
  };
  readonly dnsConfig?: readonly { readonly hostName?: string; readonly address?: string }[];
}

function orderFor({ containerName, config }: NonNullable<Given['serviceConnect']>): ServiceConnectOrder {
  const { ingressConfig = [], egressConfig, dnsConfig = [] } = config as OrderData;
  return {
    container: containerName,
    ingress: ingressConfig.map(({ listenerName = '', ...ports }) => ({ listener: listenerName, ...ports })),
    egress: egressConfig && { listener: egressConfig.listenerName ?? '', ...egressConfig.vip },
    names: dnsConfig.map(({ hostName = '', address = '' }) => ({ name: hostName, address })),
  };
}

/** The order of creations is the agent's own choice where containers do not wait for each other; it is taken from the record. */
function factsOf(observed: Observed, { exits = {} }: Given, name: string | undefined): { createOrder?: string[]; exits: Readonly<Record<string, number>> } {
  const calls =
    name === undefined
      ? observed.dependencyOrder
      : (observed.tasks?.[name]?.dependencyOrder ??
        observed.agentCalls?.filter((call) => call.includes(` ${name}/`)).map((call) => call.replace(`${name}/`, '')));
  const created = calls?.filter((call) => call.startsWith('create ')).map((call) => call.slice('create '.length));
  return created === undefined || created.length === 0 ? { exits } : { exits, createOrder: created };
}

/** Where the model of the agent and a record differ; empty: nowhere. */
export function differencesOf({ name, run, outcome, spec, observed }: Modelled): readonly string[] {
  const differences: string[] = [];
  const differ = (what: string, own: unknown, seen: unknown): void => {
    const [first, second] = [stable(own), stable(seen)];
    if (first !== second) differences.push(`${name === '' ? '' : `${name}: `}${what} is ${second}, the model says ${first}`);
  };
  if (observed.outcome !== undefined) {
    differ('outcome', outcome, observed.outcome);
    differ('error', run.failure?.text, observed.error);
    differ('errorAt', run.failure?.at, observed.errorAt ?? (observed.error === undefined ? undefined : ''));
  }
  const { task } = run;
  if (task) {
    if (observed.taskNetworkMode !== undefined) differ('network mode', task.networkMode, observed.taskNetworkMode);
    const seen = observed.hostPortsReserved ?? {};
    if (observed.outcome !== undefined) {
      for (const protocol of ['tcp', 'udp'] as const) {
        differ(`reserved ${protocol} ports`, counted(task.hostPorts[protocol].map(String), seen[protocol]), seen[protocol] ?? []);
      }
    }
    if (observed.validDependencies !== undefined) differ('valid dependencies', task.isOrdered, observed.validDependencies);
    if (observed.dependencies) {
      for (const container of spec.containers) {
        const own = (task.waits.get(container.name) ?? []).map((wait) => `${wait.container} ${wait.condition}`);
        differ(`dependencies of ${container.name}`, sorted(own), sorted(observed.dependencies[container.name]?.dependsOn ?? []));
      }
    }
  }
  if (observed.networkBindings) differences.push(...reportedDifferences(run, observed.networkBindings));
  if (observed.note === undefined) differences.push(...containerDifferences(name, run, observed));
  return differences;
}

/** How a local run of a task compares to what was recorded of the agent. */
export interface LocalComparison {
  /** The claims that state a difference that is there. */
  readonly stated: ReadonlySet<ClaimId | 'network mode that is none'>;
  /** Differences that nothing states. */
  readonly unstated: readonly string[];
}

/** Compares what a local run creates with what was recorded; the agent's own variables are left out everywhere. */
export function localComparison({ name, run, spec, observed }: Modelled): LocalComparison {
  const stated = new Set<ClaimId | 'network mode that is none'>();
  const unstated: string[] = [];
  if (refusedMode(spec) !== undefined && run.outcome === 'ACCEPTED') stated.add('network mode that is none');
  if (observed.note !== undefined || observed.outcome === undefined) return { stated, unstated };
  const local = ofRun(spec, run);
  const own = new Map(local.containers.map((container) => [container.settings.name, container]));
  const recorded = { ...observed.containers, ...observed.extraContainers };
  for (const [container, settings] of Object.entries(recorded)) {
    const made = own.get(container);
    const dropped = local.dropped.get(container);
    if (dropped !== undefined) stated.add(dropped);
    if (!made) {
      if (dropped === undefined) unstated.push(`${container} is not created`);
      continue;
    }
    const claims = new Map<string, ClaimId>(made.departures.map(({ setting, claim }) => [setting, claim]));
    for (const setting of differentSettings(made.settings, settings, name)) {
      const claim = claims.get(setting);
      if (claim === 'agent-variables') continue;
      if (claim === undefined) unstated.push(`${container}: ${setting} differs`);
      else stated.add(claim);
    }
  }
  for (const container of own.keys()) if (!(container in recorded)) unstated.push(`${container} is created`);
  return { stated, unstated };
}

/** Names of the settings that differ; a host port that the engine chooses from the window is one that the agent chose. */
function differentSettings(local: AgentContainer, recorded: Data, task: string): readonly string[] {
  const differences = settingDifferences(local, { cni: undefined, ...recorded }, false, task);
  return differences.map((text) => {
    if (text.startsWith('port bindings')) return 'portBindings';
    return text.startsWith('exposed ports') ? 'exposedPorts' : (text.split(' ')[0] ?? text);
  });
}

/** Numbers where the record only says how many there are, and which are the first and the last. */
function counted(own: readonly string[], seen: Counted | readonly string[] | undefined): unknown {
  return seen === undefined || Array.isArray(seen) ? own : { count: own.length, first: own[0], last: own.at(-1) };
}

function sorted(list: readonly string[]): readonly string[] {
  return [...list].sort();
}

function stable(value: unknown): string {
  return JSON.stringify(value ?? 'nothing', (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}

/** Host ports that the agent reports; those of the window in whichever order they were taken. */
function reportedDifferences({ containers }: AgentRun, recorded: NonNullable<Observed['networkBindings']>): readonly string[] {
  return Object.entries(recorded).flatMap(([name, bindings]) => {
    const own = containers.find((container) => container.name === name)?.portBindings ?? [];
    const published = (text: unknown): number => {
      const [first = 0, last = first] = String(text).split('-').map(Number);
      return last - first + 1;
    };
    const v4 = bindings.filter(({ bindIP }) => bindIP === '0.0.0.0');
    const seen = v4.map(({ hostPort, hostPortRange }) => published(hostPort ?? hostPortRange)).reduce((one, other) => one + other, 0);
    const fixed = own.filter(({ host }) => !host.chosen);
    const isThere = fixed.every(({ host }) => v4.some(({ hostPort }) => hostPort === host.number));
    return seen === own.length && isThere ? [] : [`${name} is reported with ${seen} ports, the model says ${own.length}`];
  });
}

function containerDifferences(name: string, run: AgentRun, observed: Observed): readonly string[] {
  if (observed.containers === undefined) return [];
  const differences: string[] = [];
  const seen = { ...observed.containers, ...observed.extraContainers };
  const own = new Map(run.containers.map((container) => [container.name, container]));
  for (const container of new Set([...Object.keys(seen), ...own.keys()])) {
    const made = own.get(container);
    const recorded = seen[container];
    if (!made || !recorded) {
      differences.push(`container ${container} is ${recorded ? '' : 'not '}created, the model says ${made ? 'it is' : 'not'}`);
      continue;
    }
    const exact = observed.dependencyOrderVaries !== true;
    differences.push(...settingDifferences(made, recorded, exact, name).map((text) => `${container}: ${text}`));
  }
  return differences;
}

/** Settings that a record has of the agent's plugins and of its own proxy, and that are not asked of the model. */
const NOT_ASKED = ['cni', 'image'];

/** Settings by their names in the records, as the model has them. */
export function settingsOf(container: AgentContainer, task = ''): Readonly<Record<string, unknown>> {
  const inTask = (text: string): string =>
    task === '' ? text : text.replace(/^container:/, `container:${task}/`);
  const { env, portBindings, exposedPorts, logConfig, networkMode, name, role, ...rest } = container;
  return {
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => isSet(value))),
    networkMode: inTask(networkMode),
    ...(env.length > 0 ? { env: sorted(env) } : {}),
    ...(exposedPorts.length > 0 ? { exposedPorts: sorted(exposedPorts) } : {}),
    ...(portBindings.length > 0 ? { portBindings: bindingsOf(portBindings) } : {}),
    ...(logConfig ? { logConfig: { Type: logConfig.type, Config: logConfig.options } } : {}),
    ...(role === 'container' && dockerNamePart(name) !== name
      ? { dockerName: `ecs-oracle-1-${dockerNamePart(name)}-<20 hex digits>` }
      : {}),
  };
}

function isSet(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== '' && value !== false && value !== undefined;
}

/** `port/protocol` with the host ports, in the order of the definition. */
function bindingsOf(bindings: readonly PortBinding[]): Readonly<Record<string, readonly string[]>> {
  const all: Record<string, string[]> = {};
  for (const { port, protocol, host } of bindings) {
    (all[`${port}/${protocol}`] ??= []).push(`${host.chosen ? 'chosen ' : ''}${host.number}`);
  }
  return all;
}

function settingDifferences(
  own: AgentContainer,
  recorded: Data,
  exact: boolean,
  task: string,
): readonly string[] {
  const differences: string[] = [];
  const mine = settingsOf(own, task);
  const isService = own.role === 'proxy' || own.role === 'relay';
  const seen: Record<string, unknown> = {
    ...recorded,
    env: recorded['env'] === 'standard' ? sorted([METADATA, REGION]) : sorted((recorded['env'] as string[] | undefined) ?? []),
  };
  for (const key of new Set([...Object.keys(mine), ...Object.keys(seen)])) {
    if (NOT_ASKED.includes(key) || (isService && key === 'env')) continue;
    if (key === 'portBindings' || key === 'exposedPorts') continue;
    if (stable(mine[key] ?? []) !== stable(seen[key] ?? [])) {
      differences.push(`${key} is ${stable(seen[key])}, the model says ${stable(mine[key])}`);
    }
  }
  const [ports, ownPorts] = [exposedOf(recorded['exposedPorts']), sorted(own.exposedPorts)];
  if (stable(ports) !== stable(ownPorts)) differences.push(`exposed ports are ${stable(ports)}, the model says ${stable(ownPorts)}`);
  differences.push(...bindingDifferences(own.portBindings, recorded['portBindings'], exact));
  return differences;
}

function exposedOf(recorded: unknown): readonly string[] {
  const list = (recorded as readonly string[] | undefined) ?? [];
  return sorted(
    list.flatMap((text) => {
      const range = /^(\d+)-(\d+)\/(\w+)$/.exec(text);
      if (!range) return [text];
      return numbers(Number(range[1]), Number(range[2])).map((port) => `${port}/${range[3]}`);
    }),
  );
}

function numbers(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

interface RecordedPort {
  readonly hostPort?: number | { readonly range: readonly [number, number]; readonly example: number };
  readonly hostPortRange?: { readonly range: readonly [number, number]; readonly example: string };
}

/** Host ports as the records have them, one entry for each container port. */
function bindingDifferences(own: readonly PortBinding[], recorded: unknown, exact: boolean): readonly string[] {
  const mine = bindingsOf(own);
  let seen = (recorded ?? {}) as Readonly<Record<string, readonly RecordedPort[]>>;
  const short = recorded as { readonly count?: number; readonly first?: typeof seen; readonly last?: typeof seen } | undefined;
  if (short?.count !== undefined) {
    const entries = new Set(own.map(({ range, port, protocol }) => `${range ?? port}/${protocol}`)).size;
    if (entries !== short.count) return [`it has ${short.count} port bindings, the model says ${entries}`];
    seen = { ...short.first, ...short.last };
  }
  const expanded: Record<string, readonly string[]> = {};
  for (const [key, ports] of Object.entries(seen)) {
    const range = /^(\d+)-(\d+)\/(\w+)$/.exec(key);
    for (const { hostPort, hostPortRange } of ports) {
      if (hostPortRange && range) {
        const first = Number(hostPortRange.example.split('-')[0]);
        numbers(Number(range[1]), Number(range[2])).forEach((port, at) => {
          expanded[`${port}/${range[3]}`] = [...(expanded[`${port}/${range[3]}`] ?? []), `chosen ${first + at}`];
        });
      } else {
        const text = typeof hostPort === 'object' ? `chosen ${hostPort.example}` : String(hostPort);
        expanded[key] = [...(expanded[key] ?? []), text];
      }
    }
  }
  const shape = (all: Readonly<Record<string, readonly string[]>>): string =>
    stable(exact ? all : Object.fromEntries(Object.entries(all).map(([key, ports]) => [key, ports.map((port) => port.replace(/^chosen.*/, 'chosen'))])));
  const asked = short?.count === undefined ? mine : Object.fromEntries(Object.keys(expanded).map((key) => [key, mine[key] ?? []]));
  return shape(asked) === shape(expanded)
    ? []
    : [`port bindings are ${shape(expanded)}, the model says ${shape(asked)}`];
}
