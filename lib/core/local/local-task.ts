import { networkModeOf } from '../ecs/network-mode';
import { Agent, type AgentRun, type RunFacts } from './agent';
import { type AgentContainer, CREDENTIALS, METADATA, REGION } from './agent-container';
import { type TaskOrder } from './agent-task';
import { type ClaimId } from './claims';
import { exposedBy, type PortBinding } from './port-bindings';
import { type ContainerSpec, type TaskSpec } from './task-spec';

/** Settings of a container by their names. */
export type Setting = Exclude<keyof AgentContainer, 'name' | 'role'>;

/** A setting that a local run does not take over as the agent has it, and the claim that says so. */
export interface Departure {
  readonly setting: Setting;
  readonly claim: ClaimId;
}

/** The network that stands for the subnets of tasks with an interface of their own. */
export const VPC_NETWORK = 'vpc';

/** A container as it is created for a local run. */
export interface LocalContainer {
  /** As it is created: what the agent says, but for the departures. */
  readonly settings: AgentContainer;
  readonly departures: readonly Departure[];
  /** Whether its ports are published for the developer's machine only, which ECS does not do at all. */
  readonly isPublishedForDeveloper: boolean;
  /** Its definition; undefined: the agent adds it. */
  readonly spec: ContainerSpec | undefined;
}

/** One copy of a task as it is run locally, or why it cannot be. */
export interface LocalTask {
  readonly spec: TaskSpec;
  readonly run: AgentRun;
  readonly containers: readonly LocalContainer[];
  /** Containers that the agent would add and a local run does without, by name. */
  readonly dropped: ReadonlyMap<string, ClaimId>;
}

/** What the agent would have Docker create for a task, turned into what a local run creates. */
export function localTask(
  spec: TaskSpec,
  {
    agent = new Agent(),
    name = '',
    order = {},
    facts = {},
  }: {
    readonly agent?: Agent;
    /** Of the copy. */
    readonly name?: string;
    readonly order?: TaskOrder;
    readonly facts?: RunFacts;
  } = {},
): LocalTask {
  return ofRun(spec, agent.add(name, spec, order, facts));
}

/** The same of what the agent has done already. */
export function ofRun(spec: TaskSpec, run: AgentRun): LocalTask {
  const dropped = new Map<string, ClaimId>();
  const kept = run.containers.filter((container) => {
    const claim = droppedBy(container);
    if (claim !== undefined) dropped.set(container.name, claim);
    return claim === undefined;
  });
  const specs = new Map(spec.containers.map((container) => [container.name, container]));
  const containers = kept.map((container) => localContainer(container, spec, run, specs.get(container.name)));
  return { spec, run, containers, dropped };
}

/** A local run has no proxy of Service Connect, and nothing that is there for one. */
function droppedBy({ role, networkMode }: AgentContainer): ClaimId | undefined {
  if (role === 'proxy' || role === 'relay') return 'service-connect-proxy';
  return role === 'pause' && networkMode === 'bridge' ? 'service-connect-proxy' : undefined;
}

/** Changes settings, and notes each change with the claim that says why. */
class Change {
  readonly departures: Departure[] = [];

  constructor(public settings: AgentContainer) {}

  set<S extends Setting>(setting: S, value: AgentContainer[S], claim: ClaimId): void {
    if (JSON.stringify(this.settings[setting]) === JSON.stringify(value)) return;
    this.settings = { ...this.settings, [setting]: value };
    this.departures.push({ setting, claim });
  }
}

function localContainer(
  container: AgentContainer,
  task: TaskSpec,
  run: AgentRun,
  spec: ContainerSpec | undefined,
): LocalContainer {
  const change = new Change(container);
  const isInterface = container.role === 'pause';
  change.set('env', container.env.filter(isOwn), 'agent-variables');
  change.set('logConfig', undefined, 'logs');
  if (isInterface) {
    change.set('networkMode', VPC_NETWORK, 'task-address');
    change.set('hostname', '', 'task-host-name');
    change.set('dns', [], 'task-host-name');
    change.set('dnsSearch', [], 'task-host-name');
    change.set('extraHosts', [], 'task-host-name');
    change.set('sysctls', {}, 'task-address');
    const ports = developerPorts(task);
    change.set('portBindings', ports, 'ports-for-the-developer');
    change.set('exposedPorts', exposedBy(ports), 'ports-for-the-developer');
  } else {
    withoutProxy(change, run);
    settlePorts(change);
  }
  const isPublishedForDeveloper = isInterface && change.settings.portBindings.length > 0;
  return { settings: change.settings, departures: change.departures, isPublishedForDeveloper, spec };
}

/** Whether a variable is the definition's: the agent's own name things that are not there. */
function isOwn(variable: string): boolean {
  if (variable === METADATA || variable === REGION) return false;
  return !variable.startsWith(`${CREDENTIALS}=`) && !/^FLUENT_(?:HOST|PORT)=/.test(variable);
}

/** A container that would share the stack of a pause container of its own is on the bridge itself. */
function withoutProxy(change: Change, { containers }: AgentRun): void {
  const { networkMode } = change.settings;
  const pause = containers.find(({ name, role }) => role === 'pause' && networkMode === `container:${name}`);
  if (pause?.networkMode !== 'bridge') return;
  change.set('networkMode', 'bridge', 'service-connect-proxy');
  change.set('portBindings', pause.portBindings, 'service-connect-proxy');
  change.set('exposedPorts', pause.exposedPorts, 'service-connect-proxy');
}

function settlePorts(change: Change): void {
  const { networkMode, networkDisabled, portBindings } = change.settings;
  // the engine takes them and does nothing with them; tools that write for it refuse them
  if (!publishes(networkMode) || networkDisabled) {
    change.set('portBindings', [], 'ports-without-effect');
    change.set('exposedPorts', [], 'ports-without-effect');
    return;
  }
  const settled = portBindings.map((binding): PortBinding =>
    binding.range === undefined ? binding : { ...binding, host: { ...binding.host, chosen: false } },
  );
  change.set('portBindings', settled, 'port-range-numbers');
}

/** Whether Docker publishes ports in a mode: left out, it is the default bridge. */
function publishes(networkMode: string): boolean {
  return networkMode === '' || networkMode === 'default' || networkMode === 'bridge';
}

/** The ports of a task with an interface of its own, so that its developer reaches them; the engine picks the host's. */
function developerPorts(task: TaskSpec): readonly PortBinding[] {
  return task.containers
    .flatMap(({ ports }) => ports)
    .flatMap(({ containerPort, protocol }): PortBinding[] =>
      containerPort === undefined || containerPort === 0
        ? []
        : [{ port: containerPort, protocol, host: { number: 0, chosen: true } }],
    );
}

/** Why a definition cannot be run at all; undefined: it can. */
export function refusedMode({ networkMode }: TaskSpec): string | undefined {
  if (networkMode === undefined || networkModeOf(networkMode)) return undefined;
  return `there is no network mode ${JSON.stringify(networkMode)}`;
}
