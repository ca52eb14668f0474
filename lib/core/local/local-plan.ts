import { type LoadBalancing } from '../ecs/load-balancing';
import { type Service, type ServiceConnect, type ServiceConnectEntry, type TargetGroup } from '../ecs/service';
import { connectOf } from '../ecs/service-reading';
import { type TaskDefinition } from '../ecs/task';
import { quoted } from '../values/model-error';
import { atField, type Place } from '../values/place';
import { isKnown, type Knowable } from '../values/unknown';
import { Agent, type AgentInstance } from './agent';
import { dockerNamePart, PLAIN } from './agent-container';
import { claimsOf, type Surroundings, type TaskClaim } from './claims';
import { type PortWindow, windowOf } from './host-port-window';
import { isImageName } from '../values/image-name';
import { leftOutOf } from './left-out';
import { type LocalListener, localListeners } from './local-listener';
import { type LocalContainer, localTask, refusedMode, VPC_NETWORK } from './local-task';
import { type ContainerSpec, settle, type TaskSpec } from './task-spec';

/** A task to be run locally, with what its services say. */
export interface LocalRequest {
  readonly task: TaskDefinition;
  /** Services that run it. @default - none: the task alone */
  readonly services?: readonly Service[];
  /** Copies of it. @default - as many as of each task */
  readonly copies?: number;
}

/** How the caller of a local run supplies what a definition lacks, in the words of the caller's interface. */
export interface Spelling {
  /** An image for a container of this name. */
  readonly image: (container: string) => string;
  /** A value for a variable of this name. */
  readonly value: (variable: string) => string;
}

const COMMAND_LINE: Spelling = {
  image: (container) => `--image ${container}=IMAGE`,
  value: (variable) => `--env ${variable}=VALUE`,
};

/** What a local run is told besides the definitions. */
export interface LocalOptions {
  /** Copies of each task. @default 1 */
  readonly copies?: number;
  /** Images in place of those that are written, by the name of the container; `*` stands for all others. @default - none */
  readonly images?: ReadonlyMap<string, string>;
  /** Values of variables, for secrets and for what is not known. @default - none */
  readonly environment?: ReadonlyMap<string, string>;
  /** Image with a `sleep` in it, for the container that has the address of a task. @default 'busybox' */
  readonly pauseImage?: string;
  /** Load balancers in front of the tasks. @default - none */
  readonly loadBalancing?: readonly LoadBalancing[];
  /**
   * Image with the `nc` of busybox, for a plain proxy in place of each listener of a load balancer.
   * @default - no proxy stands for them
   */
  readonly balancerImage?: string;
  /** Whether Portwright starts and ends the containers itself, as the agent does. @default false: another tool does */
  readonly isStarted?: boolean;
  /** @default - an instance as Linux has it */
  readonly instance?: AgentInstance;
  /** @default - that of the command line */
  readonly spelling?: Spelling;
}

/** Something that a local run leaves out or changes because of what is written in the definition. */
export interface Reduction {
  readonly at: Place;
  /** What is left out, and why; lower case, no final period. */
  readonly text: string;
}

/** A container of the plan. */
export interface PlannedContainer {
  /** Its name on the engine; no other has it. */
  readonly key: string;
  /** The copy of a task that it belongs to, such as `web-1`; for a proxy, its own name. */
  readonly copy: string;
  readonly local: LocalContainer;
  readonly image: string;
  /** Undefined: those of the image. */
  readonly command: readonly string[] | undefined;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** The container whose stack it shares; undefined: none. */
  readonly sharesWith: string | undefined;
  /** The container whose processes it sees; undefined: its own. */
  readonly processesOf: string | undefined;
  /** The container whose IPC namespace it shares; undefined: its own. */
  readonly memoryOf: string | undefined;
  readonly links: readonly { readonly key: string; readonly alias: string }[];
  /** The networks that it joins, that of the VPC first, and its names there; empty: it is on none of the plan's. */
  readonly networks: readonly { readonly name: string; readonly aliases: readonly string[] }[];
  readonly startsAfter: readonly { readonly key: string; readonly condition: string }[];
  /** Containers whose volumes it mounts, with `:ro` where they are read only. */
  readonly volumesFrom: readonly string[];
  readonly mounts: readonly {
    /** A folder, or the name of a volume. */
    readonly source: string;
    readonly isFolder: boolean;
    readonly path: string;
    readonly readOnly: boolean;
  }[];
}

/** A task of the plan. */
export interface PlannedTask {
  readonly name: string;
  readonly spec: TaskSpec;
  readonly around: Surroundings;
  readonly claims: readonly TaskClaim[];
}

/** What a local run of some tasks creates, and what it does not. */
export interface LocalPlan {
  readonly tasks: readonly PlannedTask[];
  /** In an order in which each comes after what it needs. */
  readonly containers: readonly PlannedContainer[];
  readonly reductions: readonly Reduction[];
  /** Why a task cannot be run; nothing of a plan with one is to be used. */
  readonly refusals: readonly Reduction[];
  /** From which dynamic host ports come. */
  readonly window: PortWindow;
}

/** How long a pause container sleeps: as long as `sleep` can. */
const FOR_EVER = ['sleep', '2147483647'];

/** What a proxy calls the host of the engine. */
const INSTANCE = 'instance';

/** Hands each connection on to one of some hosts. */
function proxyCommand(port: number, hosts: readonly string[], target: number): readonly string[] {
  return ['nc', '-ll', '-p', String(port), '-e', 'sh', '-c', `exec nc $(shuf -n1 -e ${hosts.join(' ')}) ${target}`];
}

function isSameGroup(one: TargetGroup, other: TargetGroup): boolean {
  return one === other || (one.key !== undefined && one.key === other.key);
}

/** Plans a local run of tasks. */
export function planLocally(requests: readonly LocalRequest[], options: LocalOptions = {}): LocalPlan {
  const plan = new Planning(options);
  for (const request of requests) plan.add(request);
  plan.addProxies();
  return plan;
}

/** A copy of a task that a service runs. */
interface Target {
  readonly service: Service;
  readonly spec: TaskSpec;
  readonly copy: string;
}

class Planning implements LocalPlan {
  readonly tasks: PlannedTask[] = [];
  readonly containers: PlannedContainer[] = [];
  readonly reductions: Reduction[] = [];
  readonly refusals: Reduction[] = [];
  readonly #keys = new Set<string>();
  /** Host ports that earlier copies were given in advance. */
  readonly #given: string[] = [];
  /** Where load balancers find the tasks of each service. */
  readonly #targets: Target[] = [];

  constructor(private readonly options: LocalOptions) {}

  get window(): PortWindow {
    return this.options.instance?.window ?? windowOf(undefined);
  }

  get #spelling(): Spelling {
    return this.options.spelling ?? COMMAND_LINE;
  }

  add({ task, services = [], copies = this.options.copies ?? 1 }: LocalRequest): void {
    const { spec, missing } = settle(task);
    const before = this.refusals.length;
    // one field may be asked for several times
    const reasons = new Map(
      missing.map(({ at, field, why }) => [
        `${at.path} ${field} ${why}`,
        { at, field, text: `${field} is left out: ${why}` },
      ]),
    );
    for (const { at, field, text } of reasons.values()) {
      if (field !== 'image' && field !== 'networkMode') this.reductions.push({ at, text });
    }
    this.#refuse(task, spec);
    if (this.refusals.length > before) return;
    const around = surroundingsOf(services, copies, this.options);
    this.#reduce(spec);
    for (const { container, text } of leftOutOf(task)) {
      this.reductions.push({ at: spec.containers.find(({ name }) => name === container)?.at ?? task.at, text });
    }
    const name = this.#free(dockerNamePart(spec.family) || 'task');
    for (let number = 1; number <= copies; number++) {
      const copy = `${name}-${number}`;
      this.#addCopy(spec, around, copy);
      for (const service of services) this.#targets.push({ service, spec, copy });
    }
    this.tasks.push({ name, spec, around, claims: claimsOf(spec, around) });
  }

  /** A plain proxy for each listener of a load balancer, where there is an image for it. */
  addProxies(): void {
    const { loadBalancing = [], balancerImage } = this.options;
    if (balancerImage === undefined || this.refusals.length > 0) return;
    for (const all of loadBalancing) {
      const { listeners, missing } = localListeners(all);
      for (const { at, why } of missing) this.reductions.push({ at, text: why });
      for (const listener of listeners) this.#addProxy(listener, balancerImage);
    }
  }

  #addProxy(listener: LocalListener, image: string): void {
    const targets = this.#targets.flatMap((target) => this.#targetOf(target, listener));
    const [first] = targets;
    if (!first) {
      this.reductions.push({ at: listener.at, text: 'no proxy stands for the listener: no task here is its target' });
      return;
    }
    const { port } = listener;
    const key = this.#free(`${dockerNamePart(listener.balancer) || 'balancer'}-${port}`);
    const isOnVpc = first.holder.networks.length > 0;
    const isOnHost = first.holder.local.settings.networkMode === 'host';
    const settings = {
      ...PLAIN,
      name: key,
      role: 'balancer' as const,
      networkMode: isOnVpc ? VPC_NETWORK : 'bridge',
      extraHosts: isOnHost ? [`${INSTANCE}:host-gateway`] : [],
      exposedPorts: [`${port}/tcp`],
      portBindings: [{ port, protocol: 'tcp', host: { number: port, chosen: false } }],
    };
    const hosts = isOnHost ? [INSTANCE] : [...new Set(targets.map(({ holder }) => holder.key))];
    this.containers.push({
      key,
      copy: key,
      local: { settings, departures: [], isPublishedForDeveloper: true, spec: undefined },
      image,
      command: proxyCommand(port, hosts, first.port),
      environment: [],
      sharesWith: undefined,
      processesOf: undefined,
      memoryOf: undefined,
      links: isOnVpc || isOnHost ? [] : hosts.map((host) => ({ key: host, alias: host })),
      networks: isOnVpc ? [{ name: VPC_NETWORK, aliases: [] }] : [],
      startsAfter: targets.map(({ holder }) => ({ key: holder.key, condition: 'START' })),
      volumesFrom: [],
      mounts: [],
    });
  }

  /** The container that has the address of a target, and its port there. */
  #targetOf(
    { service, spec, copy }: Target,
    { group }: LocalListener,
  ): readonly { readonly holder: PlannedContainer; readonly port: number }[] {
    return service.loadBalancers.items.flatMap(({ targetGroup, containerName, containerPort }) => {
      if (targetGroup === undefined || !isKnown(targetGroup) || !isSameGroup(targetGroup, group)) return [];
      if (!isKnown(containerPort) || containerPort === undefined) return [];
      const own = this.containers.find(
        (one) => one.copy === copy && one.local.settings.name === containerName && one.local.spec !== undefined,
      );
      const holder = this.containers.find(({ key }) => key === own?.sharesWith) ?? own;
      if (!holder || own?.local.spec === undefined || !spec.containers.includes(own.local.spec)) return [];
      return [{ holder, port: containerPort }];
    });
  }

  #refuse(task: TaskDefinition, spec: TaskSpec): void {
    const refuse = (at: Place, text: string): void => {
      this.refusals.push({ at, text });
    };
    const modeAt = atField(task.at, 'networkMode');
    if (!isKnown(task.networkModeGiven)) refuse(modeAt, `the network mode is not known: ${task.networkModeGiven.why}`);
    if (task.operatingSystem === 'windows')
      refuse(atField(task.at, 'runtimePlatform'), 'it is a task for Windows; the engine runs Linux containers');
    const mode = refusedMode(spec);
    if (mode !== undefined) refuse(modeAt, mode);
    if (spec.containers.length === 0) refuse(task.at, 'no container of it is known');
    for (const container of spec.containers) {
      const { at, name, image, usesGpu } = container;
      if (usesGpu) refuse(atField(at, 'resourceRequirements'), 'it needs a GPU');
      const other = `${this.#spelling.image(name)} says what to run`;
      const runs = this.#imageOf(container);
      if (runs === undefined) refuse(atField(at, 'image'), `its image is not known; ${other}`);
      else if (runs === image && !isImageName(image)) {
        refuse(atField(at, 'image'), `${quoted(image)} is not the name of an image; ${other}`);
      }
    }
  }

  #imageOf({ name, image }: ContainerSpec): string | undefined {
    return this.options.images?.get(name) ?? this.options.images?.get('*') ?? image;
  }

  /** What a definition has that no engine of a developer has. */
  #reduce({ containers, fileSystems, at: place, ipcMode, pidMode }: TaskSpec): void {
    const reduce = (at: Place, text: string): void => {
      this.reductions.push({ at, text });
    };
    for (const id of fileSystems) reduce(place, `the file system ${id} is an empty volume`);
    if (pidMode === 'host') reduce(place, 'pidMode is host: it sees the processes of the machine of the engine');
    if (ipcMode === 'host') reduce(place, 'ipcMode is host: it shares the memory of the machine of the engine');
    for (const container of containers) {
      const { at } = container;
      for (const name of container.secretNames) {
        const value = this.options.environment?.get(name);
        if (value === undefined) reduce(at, `the secret ${name} is not set; ${this.#spelling.value(name)} sets it`);
      }
      for (const { name, why } of container.openVariables) {
        const value = this.options.environment?.get(name);
        if (value === undefined)
          reduce(at, `the variable ${name} is not set, ${why}; ${this.#spelling.value(name)} sets it`);
      }
      if (container.logDriver !== undefined) reduce(at, `log driver ${container.logDriver} is left out`);
      if (container.firelens !== undefined) reduce(at, 'it gets no output of the other containers to route');
      if (container.healthCheck && container.healthCheck.test.length === 0) {
        reduce(at, 'its health check is left out: the command is not known');
      }
    }
  }

  #addCopy(spec: TaskSpec, around: Surroundings, copy: string): void {
    const { instance = {} } = this.options;
    const agent = new Agent({ ...instance, busyPorts: [...(instance.busyPorts ?? []), ...this.#given] });
    const task = localTask(spec, { agent, name: copy, facts: { exits: allEndWell(spec) } });
    const { run } = task;
    if (run.outcome !== 'ACCEPTED') {
      const why = run.failure?.text ?? 'a host port of it is one that instances reserve, so ECS never starts it';
      this.refusals.push({ at: spec.at, text: plainReason(why) });
      return;
    }
    const keys = new Map(task.containers.map(({ settings }) => [settings.name, this.#keyOf(copy, settings.name)]));
    const keyOf = (name: string): string => keys.get(name) ?? name;
    for (const local of task.containers) {
      const { settings } = local;
      this.#given.push(...portsGiven(local));
      this.containers.push({
        key: keyOf(settings.name),
        copy,
        local,
        ...this.#program(local),
        sharesWith: shared(settings.networkMode, keyOf),
        processesOf: shared(settings.pidMode, keyOf),
        memoryOf: shared(settings.ipcMode, keyOf),
        links: settings.links.flatMap((link) => {
          const [target = '', alias = ''] = link.split(':');
          return alias === '' ? [] : [{ key: keyOf(target), alias }];
        }),
        networks: settings.role === 'pause' ? networksOf(around) : [],
        startsAfter: (run.task?.waits.get(settings.name) ?? [])
          .filter(({ condition }) => condition !== 'CREATE')
          .map(({ container, condition }) => ({ key: keyOf(container), condition })),
        volumesFrom: settings.volumesFrom.map((from) => {
          const [source = '', ...rest] = from.split(':');
          return [keyOf(source), ...rest].join(':');
        }),
        mounts: mountsOf(local.spec, spec, copy),
      });
    }
  }

  #program({ spec, settings }: LocalContainer): Pick<PlannedContainer, 'image' | 'command' | 'environment'> {
    if (!spec) return { image: this.options.pauseImage ?? 'busybox', command: FOR_EVER, environment: [] };
    const own = settings.env.map((variable) => {
      const at = variable.indexOf('=');
      return { name: variable.slice(0, at), value: variable.slice(at + 1) };
    });
    const named = new Set([...spec.secretNames, ...[...own, ...spec.openVariables].map(({ name }) => name)]);
    const given = [...(this.options.environment ?? [])]
      .filter(([name]) => named.has(name))
      .map(([name, value]) => ({ name, value }));
    const kept = own.filter(({ name }) => !given.some((variable) => variable.name === name));
    return { image: this.#imageOf(spec) ?? '', command: spec.command, environment: [...kept, ...given] };
  }

  #keyOf(copy: string, container: string): string {
    return this.#free(
      `${copy}-${container.startsWith('~') ? pauseName(container) : dockerNamePart(container) || 'container'}`,
    );
  }

  #free(wanted: string): string {
    let key = wanted;
    for (let number = 2; this.#keys.has(key); number++) key = `${wanted}-${number}`;
    this.#keys.add(key);
    return key;
  }
}

/** What the agent says, without the names of its own things. */
function plainReason(text: string): string {
  return text
    .replace(/^.*Error: /, '')
    .replace(/^resource cannot be initialized for task <task arn>: /, '')
    .replace(/, taskArn: <task arn>$/, '');
}

/** Host ports that a container was given for a range, such as `32768/tcp`. */
export function portsGiven({ settings }: LocalContainer): readonly string[] {
  return settings.portBindings.flatMap(({ host, protocol, range }) =>
    range === undefined ? [] : [`${host.number}/${protocol}`],
  );
}

function pauseName(container: string): string {
  return container.endsWith('~namespace') ? 'namespaces' : 'pause';
}

/** Exit codes for the plan: containers that may end are taken to end well, since how they end is only known when they run. */
function allEndWell({ containers }: TaskSpec): Readonly<Record<string, number>> {
  return Object.fromEntries(containers.filter(({ essential }) => !essential).map(({ name }) => [name, 0]));
}

/** The networks of a task with an interface of its own. */
function networksOf({ names, namespaces }: Surroundings): PlannedContainer['networks'] {
  return [
    { name: VPC_NETWORK, aliases: names },
    ...namespaces.map(({ network, names: offered }) => ({ name: network, aliases: offered })),
  ];
}

/** The networks of a plan, in the order in which its containers join them. */
export function networksIn({ containers }: LocalPlan): readonly string[] {
  return [...new Set(containers.flatMap(({ networks }) => networks.map(({ name }) => name)))];
}

function shared(mode: string, keyOf: (name: string) => string): string | undefined {
  return mode.startsWith('container:') ? keyOf(mode.slice('container:'.length)) : undefined;
}

/** A volume is one of the copy, where tasks do not have it in common; no volume of ECS has a dot in its name. */
function mountsOf(
  container: ContainerSpec | undefined,
  { hostPaths, sharedVolumes }: TaskSpec,
  copy: string,
): PlannedContainer['mounts'] {
  return (container?.mounts ?? []).map(({ volume, path, readOnly }) => {
    const folder = hostPaths.get(volume);
    const common = sharedVolumes.get(volume)?.replaceAll(/[^a-zA-Z0-9_-]+/g, '-');
    return { source: folder ?? common ?? `${copy}.${volume}`, isFolder: folder !== undefined, path, readOnly };
  });
}

/** What the services of a task say: how often it runs, and under which names others find it. */
function surroundingsOf(
  services: readonly Service[],
  copies: number,
  { isStarted = false, balancerImage }: LocalOptions,
): Surroundings {
  const names = new Set<string>();
  const namespaces = new Map<string, Set<string>>();
  for (const service of services) {
    const { registries } = service;
    for (const { dnsName } of registries.items) if (dnsName !== undefined && isKnown(dnsName)) names.add(dnsName);
    const connect = connectOf(service);
    if (!connect || !isKnown(connect)) continue;
    const network = networkOfNamespace(connect.namespace);
    const offered = namespaces.get(network) ?? new Set<string>();
    namespaces.set(network, offered);
    for (const name of connect.entries.items.flatMap((entry) => namesOffered(entry, connect))) offered.add(name);
  }
  const counts = services.map(({ desiredCount }) => desiredCount);
  const wanted = counts.every((count) => typeof count === 'number') ? counts.reduce((sum, count) => sum + count, 0) : 0;
  return {
    copies,
    wanted: wanted > 0 ? wanted : undefined,
    isStarted,
    names: [...names],
    namespaces: [...namespaces].map(([network, offered]) => ({ network, names: [...offered] })),
    hasLoadBalancer: services.some(({ loadBalancers }) => loadBalancers.items.length > 0),
    hasProxy: balancerImage !== undefined,
  };
}

/** The network that stands for a namespace of Service Connect; all namespaces without a known name share one. */
function networkOfNamespace(namespace: Knowable<string | undefined>): string {
  const name = isKnown(namespace) ? (namespace ?? '') : '';
  const part = lastPart(name).replaceAll(/[^a-zA-Z0-9_.-]+/g, '-');
  return part === '' ? 'connect' : `connect-${part}`;
}

/** What follows the last slash: of an ARN, the name in it. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function namesOffered(
  { portName, discoveryName, aliases }: ServiceConnectEntry,
  { namespace }: ServiceConnect,
): readonly string[] {
  const called = isKnown(discoveryName) ? (discoveryName ?? portName) : undefined;
  const isNamed = called !== undefined && isKnown(called) && isKnown(namespace) && namespace !== undefined;
  const full = isNamed ? [`${called}.${lastPart(namespace)}`] : [];
  if (aliases.items.length === 0) return full;
  return aliases.items.flatMap(({ dnsName }) => (isKnown(dnsName) ? (dnsName === undefined ? full : [dnsName]) : []));
}
