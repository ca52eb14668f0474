import { networkModeOf } from '../ecs/network-mode';
import { MAX_PORT } from '../values/port';
import { type AgentContainer, type ContainerRole, CREDENTIALS, METADATA, PLAIN, REGION } from './agent-container';
import { type HostPortWindow } from './host-port-window';
import { exposedBy, hostPortOf, type PortBinding, publish } from './port-bindings';
import { PROXY_USER, proxyOf, refusalOf, type ServiceConnectOrder } from './service-connect';
import { canBeOrdered, logsToRouter, targetOf, type Waits, waitsOf } from './start-order';
import { type ContainerSpec, type PortSpec, type TaskSpec } from './task-spec';

/** The network interface of a task, as the control plane describes it to the agent. */
export interface TaskInterface {
  /** Undefined: the VPC gives none. */
  readonly privateDnsName: string | undefined;
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  readonly dnsServers: readonly string[];
  readonly dnsSearch: readonly string[];
}

/** What the agent is told with a task, besides its definition. */
export interface TaskOrder {
  /** @default - an interface without addresses */
  readonly networkInterface?: TaskInterface;
  /** @default - the task takes no part */
  readonly serviceConnect?: ServiceConnectOrder;
  /** Whether the port mappings of an awsvpc task reach the agent. @default false */
  readonly passesAwsvpcPorts?: boolean;
  /** Whether host ports that are left out arrive as 0 where the mode has them equal. @default false */
  readonly leavesHostPorts?: boolean;
  /** Whether the settings of the containers name the network mode. @default true */
  readonly modeInHostConfig?: boolean;
}

/** Why a task does not get further, in the agent's words. */
export interface AgentFailure {
  /** `payload`, `task`, or `container NAME`. */
  readonly at: string;
  readonly text: string;
}

/** A task as the agent takes it in, before anything is created. */
export interface AcceptedTask {
  readonly spec: TaskSpec;
  readonly order: TaskOrder;
  /** `bridge` where it was left out. */
  readonly networkMode: string;
  /** The container that is the proxy of Service Connect; undefined: none. */
  readonly proxy: string | undefined;
  /** Host ports that the instance sets apart for it. */
  readonly hostPorts: { readonly tcp: readonly number[]; readonly udp: readonly number[] };
  readonly waits: Waits;
  /** Whether an order of starts was found. */
  readonly isOrdered: boolean;
}

const PAUSE = '~internal~ecs~pause';
const NAMESPACE_PAUSE = '~internal~ecs~pause~namespace';
const RELAY = 'instance-service-connect-relay';

/** Takes a task in: the payload is refused, or the task stops before its first container, or it can be created. */
export function accept(
  spec: TaskSpec,
  order: TaskOrder = {},
): { readonly refused: AgentFailure } | { readonly stopped: AgentFailure } | { readonly task: AcceptedTask } {
  const networkMode = spec.networkMode ?? 'bridge';
  const refused =
    refusedPorts(spec, order, networkMode) ??
    (order.serviceConnect && refusedOrder(order.serviceConnect, spec, networkMode));
  if (refused !== undefined)
    return { refused: { at: 'payload', text: `UnrecogniedTaskError: Error loading task - ${refused}` } };
  const unresolved = unresolvedName(spec);
  if (unresolved !== undefined) {
    const text = `resource cannot be initialized for task <task arn>: ${unresolved}`;
    return { stopped: { at: 'task', text } };
  }
  const proxy = proxyOf(spec, order.serviceConnect);
  const waits = waitsOf(spec, proxy);
  const isOrdered = canBeOrdered(spec, waits);
  const hostPorts = reserved(spec, order, networkMode);
  return { task: { spec, order, networkMode, proxy, hostPorts, waits, isOrdered } };
}

function refusedOrder(order: ServiceConnectOrder, spec: TaskSpec, networkMode: string): string | undefined {
  const why = refusalOf(order, spec, networkMode);
  return why === undefined ? undefined : `service connect config validation failed: ${why}`;
}

/** What of the mappings in the payload cannot be read; those of a task with an interface of its own are not in it. */
function refusedPorts({ containers }: TaskSpec, order: TaskOrder, networkMode: string): string | undefined {
  for (const { containerPort, hostPort, protocol } of containers.flatMap((one) => arriving(one, order, networkMode))) {
    for (const [field, port] of [
      ['ContainerPort', containerPort],
      ['HostPort', hostPort],
    ] as const) {
      if (port === undefined || fits(port)) continue;
      return `json: cannot unmarshal number ${port} into Go struct field PortBinding.Containers.portMappings.${field} of type uint16`;
    }
    if (protocol !== 'tcp' && protocol !== 'udp')
      return `TransportProtocol must be "tcp" or "udp"; Got ${JSON.stringify(protocol)}`;
  }
  return undefined;
}

/** Whether a number is one that the payload can have: sixteen bits, without a sign. */
function fits(port: number): boolean {
  return Number.isInteger(port) && port >= 0 && port <= MAX_PORT;
}

function unresolvedName({ containers }: TaskSpec): string | undefined {
  const names = new Set(containers.map(({ name }) => name));
  for (const { container } of containers.flatMap(({ volumesFrom }) => volumesFrom)) {
    if (!names.has(container)) return `could not find volume source container with name ${container}`;
  }
  for (const link of containers.flatMap(({ links }) => links)) {
    if (link.split(':').length > 2) return 'invalid link format';
    if (!names.has(targetOf(link))) return `could not find container for link ${link}`;
  }
  return undefined;
}

/** The mappings of a container as they reach the agent, with the host ports that the control plane fills in. */
function arriving({ ports }: ContainerSpec, order: TaskOrder, networkMode: string): readonly PortSpec[] {
  const mode = networkModeOf(networkMode);
  if (mode?.takesNetworkInterface === true && order.passesAwsvpcPorts !== true) return [];
  if (mode?.hostPort !== 'same' || order.leavesHostPorts === true) return ports;
  return ports.map((port) => ({ ...port, hostPort: port.hostPort ?? port.containerPort }));
}

function reserved(spec: TaskSpec, order: TaskOrder, networkMode: string): AcceptedTask['hostPorts'] {
  // a task with an interface of its own takes none of the instance, whatever its mappings say
  if (networkModeOf(networkMode)?.takesNetworkInterface === true) return { tcp: [], udp: [] };
  const claimed = (protocol: string): readonly number[] =>
    spec.containers
      .flatMap((container) => arriving(container, order, networkMode))
      .filter((port) => port.protocol === protocol)
      .flatMap(({ hostPort = 0 }) => (hostPort > 0 ? [hostPort] : []));
  return { tcp: claimed('tcp'), udp: claimed('udp') };
}

/** A container that the agent is going to create, in the order in which it would by itself. */
export interface Creation {
  readonly name: string;
  readonly role: ContainerRole;
  /** Creates it; a text where the agent gives up. */
  readonly create: (window: HostPortWindow) => AgentContainer | { readonly failure: string };
}

/** The containers that the agent adds to a task, and the task's own. */
export function creationsOf(task: AcceptedTask): readonly Creation[] {
  return [...internalCreations(task), ...task.spec.containers.map((container) => ownCreation(task, container))];
}

/** The relay that an instance runs once for all tasks of Service Connect; it comes before anything is ordered. */
export function relayOf({ proxy }: AcceptedTask): AgentContainer | undefined {
  return proxy === undefined
    ? undefined
    : { ...PLAIN, name: RELAY, role: 'relay', networkMode: 'host', user: PROXY_USER };
}

function internalCreations(task: AcceptedTask): Creation[] {
  const { spec, order } = task;
  const creations: Creation[] = [];
  const asIs = (container: AgentContainer): Creation => {
    const { name, role } = container;
    return { name, role, create: () => container };
  };
  if (spec.pidMode === 'task' || spec.ipcMode === 'task') {
    const ipcMode = spec.ipcMode === 'task' ? 'shareable' : '';
    creations.push(asIs({ ...PLAIN, name: NAMESPACE_PAUSE, role: 'namespace pause', networkMode: 'none', ipcMode }));
  }
  if (hasInterface(task)) creations.push(asIs(interfacePause(order)));
  if (isBridged(task)) {
    const byProxyFirst = [...spec.containers].sort(
      (one, other) => Number(other.name === task.proxy) - Number(one.name === task.proxy),
    );
    for (const container of byProxyFirst) creations.push(bridgePause(task, container));
  }
  return creations;
}

function hasInterface({ networkMode }: AcceptedTask): boolean {
  return networkModeOf(networkMode)?.takesNetworkInterface === true;
}

/** Whether every container gets a pause container of its own on the bridge: Service Connect on the instance's addresses. */
function isBridged({ networkMode, proxy }: AcceptedTask): boolean {
  return proxy !== undefined && networkModeOf(networkMode)?.namesInTask === 'links';
}

function interfacePause({ networkInterface, serviceConnect }: TaskOrder): AgentContainer {
  const { privateDnsName, ipv4 = [], ipv6 = [], dnsServers = [], dnsSearch = [] } = networkInterface ?? {};
  const addresses = ipv4.length > 0 ? ipv4 : ipv6;
  const own = privateDnsName === undefined ? [] : addresses.map((address) => `${privateDnsName}:${address}`);
  return {
    ...PLAIN,
    name: PAUSE,
    role: 'pause',
    networkMode: 'none',
    hostname: privateDnsName ?? '',
    dns: dnsServers,
    dnsSearch,
    extraHosts: [...own, ...hostsOf(serviceConnect)],
    sysctls: ipv6.length > 0 ? { 'net.ipv6.conf.all.disable_ipv6': '0' } : {},
  };
}

function hostsOf(order: ServiceConnectOrder | undefined): readonly string[] {
  return order?.names.map(({ name, address }) => `${name}:${address}`) ?? [];
}

/** The pause container of one container: it is on the bridge, and has the ports. */
function bridgePause(task: AcceptedTask, container: ContainerSpec): Creation {
  const name = `${PAUSE}-${container.name}`;
  const { serviceConnect } = task.order;
  return {
    name,
    role: 'pause',
    create: (window) => {
      const isProxy = container.name === task.proxy;
      const published = isProxy
        ? publishListeners(serviceConnect, window)
        : publish(arriving(container, task.order, task.networkMode), window);
      if ('failure' in published) return published;
      const egress = isProxy && serviceConnect?.egress ? [`${listenerPort(serviceConnect.egress.listener)}/tcp`] : [];
      return {
        ...PLAIN,
        name,
        role: 'pause',
        networkMode: 'bridge',
        extraHosts: hostsOf(serviceConnect),
        portBindings: published.bindings,
        exposedPorts: [...egress, ...exposedBy(published.bindings)],
      };
    },
  };
}

/** How a port is called whose number the agent draws. */
function listenerPort(listener: string): string {
  return `<listener ${listener}>`;
}

function publishListeners(
  order: ServiceConnectOrder | undefined,
  window: HostPortWindow,
): { readonly bindings: readonly PortBinding[] } | { readonly failure: string } {
  const bindings: PortBinding[] = [];
  for (const { listener, listenerPort: fixed = 0, hostPort = 0 } of order?.ingress ?? []) {
    const host = hostPortOf(hostPort, 'tcp', window);
    if ('failure' in host) return host;
    bindings.push({ port: fixed === 0 ? listenerPort(listener) : fixed, protocol: 'tcp', host });
  }
  return { bindings };
}

function ownCreation(task: AcceptedTask, container: ContainerSpec): Creation {
  const { spec, order, networkMode, proxy } = task;
  const role = container.name === proxy ? 'proxy' : 'container';
  return {
    name: container.name,
    role,
    create: (window) => {
      const published = isBridged(task) ? { bindings: [] } : publish(arriving(container, order, networkMode), window);
      if ('failure' in published) return published;
      return {
        name: container.name,
        role,
        networkMode: dockerMode(task, container),
        hostname: container.hostname ?? '',
        dns: container.dnsServers,
        dnsSearch: container.dnsSearchDomains,
        extraHosts: container.extraHosts,
        links: container.links.map(dockerLink),
        sysctls: container.systemControls,
        networkDisabled: container.disableNetworking,
        init: container.init,
        privileged: container.privileged,
        capAdd: container.addedCapabilities,
        capDrop: container.droppedCapabilities,
        user: role === 'proxy' ? PROXY_USER : (container.user ?? ''),
        volumesFrom: container.volumesFrom.map(({ container: from, readOnly }) => (readOnly ? `${from}:ro` : from)),
        pidMode: sharedMode(spec.pidMode),
        ipcMode: sharedMode(spec.ipcMode),
        exposedPorts: exposedBy(published.bindings),
        portBindings: published.bindings,
        env: environment(task, container),
        logConfig: logConfig(container),
      };
    },
  };
}

function dockerMode(task: AcceptedTask, container: ContainerSpec): string {
  if (hasInterface(task)) return `container:${PAUSE}`;
  if (isBridged(task)) return `container:${PAUSE}-${container.name}`;
  return task.order.modeInHostConfig === false ? '' : (task.spec.networkMode ?? '');
}

/** Without a colon, the name stands for itself; with nothing behind it, there is an empty alias. */
function dockerLink(link: string): string {
  return link.includes(':') ? link : `${link}:${link}`;
}

function sharedMode(mode: string | undefined): string {
  return mode === 'task' ? `container:${NAMESPACE_PAUSE}` : (mode ?? '');
}

const METADATA_NAMES = ['ECS_CONTAINER_METADATA_URI', 'ECS_CONTAINER_METADATA_URI_V4', 'ECS_AGENT_URI'];
const REGION_NAMES = ['AWS_REGION', 'AWS_DEFAULT_REGION'];

/** The environment of a container: the agent's own variables win, but the region, which it leaves alone where it is set. */
function environment({ spec, networkMode }: AcceptedTask, container: ContainerSpec): readonly string[] {
  const overwritten = new Set([...METADATA_NAMES, ...(spec.hasTaskRole ? [CREDENTIALS] : [])]);
  const own = container.environment.filter(({ name }) => !overwritten.has(name));
  return [
    METADATA,
    ...(own.some(({ name }) => REGION_NAMES.includes(name)) ? [] : [REGION]),
    ...own.map(({ name, value }) => `${name}=${value}`),
    ...(spec.hasTaskRole ? [`${CREDENTIALS}=/v2/credentials/<credentials id>`] : []),
    ...(logsToRouter(container) ? routerAddress(spec, networkMode) : []),
  ];
}

/** Where the log router is, for programs that talk to it themselves; its own port is always the same. */
function routerAddress({ containers }: TaskSpec, networkMode: string): readonly string[] {
  const router = containers.find(({ firelens }) => firelens !== undefined);
  const mode = networkModeOf(networkMode);
  const host =
    mode?.takesNetworkInterface === true
      ? '127.0.0.1'
      : mode?.namesInTask === 'links' && router
        ? `<address of ${router.name}>`
        : undefined;
  return host === undefined ? [] : [`FLUENT_HOST=${host}`, 'FLUENT_PORT=24224'];
}

function logConfig(container: ContainerSpec): AgentContainer['logConfig'] {
  if (container.logDriver === undefined) return undefined;
  if (!logsToRouter(container)) return { type: container.logDriver, options: container.logOptions };
  return {
    type: 'fluentd',
    options: {
      'fluentd-address': 'unix:///var/lib/ecs/data/firelens/<task id>/socket/fluent.sock',
      'fluentd-async': 'true',
      'fluentd-sub-second-precision': 'true',
      tag: `${container.name}-firelens-<task id>`,
    },
  };
}
