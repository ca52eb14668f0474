import { networkModeOf, type NetworkMode } from '../ecs/network-mode';
import { setsAny } from './engine-settings';
import { logsToRouter } from './start-order';
import { type ContainerSpec, type TaskSpec } from './task-spec';

/** What a claim is about. */
export type Behaviour =
  | 'namespace'
  | 'addresses'
  | 'names'
  | 'ports'
  | 'start and stop'
  | 'settings'
  | 'credentials and metadata'
  | 'exec'
  | 'security groups'
  | 'load balancer'
  | 'discovery'
  | 'volumes'
  | 'secrets'
  | 'logging';

/** Whether a task behaves on a developer's engine as it does on ECS. */
export type Likeness = 'same' | 'different' | 'absent';

/** How a task takes part in its surroundings, as far as its services say. */
export interface Surroundings {
  /** How many copies of it run. */
  readonly copies: number;
  /** How many its services want on ECS; undefined: they do not say, or none runs it. */
  readonly wanted: number | undefined;
  /** Whether Portwright starts and ends its containers, as the agent does; else a tool that reads what was written. */
  readonly isStarted: boolean;
  /** Its names in Cloud Map. */
  readonly names: readonly string[];
  /** The namespaces of Service Connect that it takes part in: the network that stands for each, and what it offers there. */
  readonly namespaces: readonly { readonly network: string; readonly names: readonly string[] }[];
  readonly hasLoadBalancer: boolean;
  /** Whether plain proxies stand for load balancers. */
  readonly hasProxy: boolean;
}

/** What is so of a local run, compared to ECS. */
export interface Claim {
  /** What it is about. */
  readonly behaviour: Behaviour;
  /** Whether that is as on ECS. */
  readonly likeness: Likeness;
  /** What is so. */
  readonly text: string;
  /** How to notice the difference; empty where there is none. */
  readonly notice: string;
  /** Whether it concerns a task. */
  readonly appliesTo: (task: TaskSpec, around: Surroundings) => boolean;
}

const modeOf = ({ networkMode }: TaskSpec): NetworkMode | undefined => networkModeOf(networkMode);
const some =
  (test: (container: ContainerSpec) => boolean) =>
  ({ containers }: TaskSpec): boolean =>
    containers.some(test);
const onBridge = (task: TaskSpec): boolean => modeOf(task)?.namesInTask === 'links';
const onHost = (task: TaskSpec): boolean => modeOf(task)?.namespace === 'instance';
const onInterface = (task: TaskSpec): boolean => modeOf(task)?.takesNetworkInterface === true;
const isolated = (task: TaskSpec): boolean => modeOf(task)?.reachesNetwork === false;
const always = (): boolean => true;
const several = ({ containers }: TaskSpec): boolean => containers.length > 1;
const hasFixedPort = some(({ ports }) => ports.some(({ hostPort = 0 }) => hostPort > 0));
const hasDynamicPort = some(({ ports }) =>
  ports.some(({ hostPort = 0, containerPort = 0 }) => hostPort === 0 && containerPort > 0),
);
const hasRange = some(({ ports }) =>
  ports.some(({ containerPort = 0, containerPortRange }) => containerPort === 0 && containerPortRange !== undefined),
);
const usesConnect = ({ namespaces }: Surroundings): boolean => namespaces.length > 0;
const offersNames = ({ namespaces }: Surroundings): boolean => namespaces.some(({ names }) => names.length > 0);
const waitsForMore = some(({ dependsOn }) => dependsOn.some(({ condition }) => condition !== 'START'));
const waitsForAnother = some(({ dependsOn, links }) => dependsOn.length + links.length > 0);
const hasPorts = some(({ ports }) => ports.length > 0);

/** Everything that is said about a local run; each has one home here. */
const ALL = {
  'own-loopback': {
    behaviour: 'namespace',
    likeness: 'same',
    text: 'each container has a network namespace of its own: 127.0.0.1 is the container, not the task',
    notice: '',
    appliesTo: (task) => modeOf(task)?.namespace === 'container' && several(task),
  },
  'shared-loopback': {
    behaviour: 'namespace',
    likeness: 'same',
    text: 'the containers of the task share one network namespace: they reach each other at 127.0.0.1, and each port is there once',
    notice: '',
    appliesTo: (task) => onInterface(task) && several(task),
  },
  'loopback-only': {
    behaviour: 'namespace',
    likeness: 'same',
    text: 'there is no interface but the loopback one, and no way out',
    notice: '',
    appliesTo: isolated,
  },
  'stack-of-the-host': {
    behaviour: 'namespace',
    likeness: 'same',
    text: 'the containers use the network stack of the host that the engine runs on: whatever listens, listens on the host',
    notice: '',
    appliesTo: onHost,
  },
  'host-is-the-engine': {
    behaviour: 'namespace',
    likeness: 'different',
    text: 'the host is the machine of the engine; on Docker Desktop that is a virtual machine, and not the one in front of you',
    notice: 'a port that answers in the container and not at localhost',
    appliesTo: onHost,
  },
  'bridge-address': {
    behaviour: 'addresses',
    likeness: 'same',
    text: 'each container has an address on the default bridge, and bridge tasks on one engine reach each other there, also at ports that are not mapped',
    notice: '',
    appliesTo: onBridge,
  },
  'task-address': {
    behaviour: 'addresses',
    likeness: 'different',
    text: 'the task has an address of the Docker network "vpc", and not of a subnet; all such tasks are on that one network',
    notice: 'addresses in logs; no routes, network ACLs, peering or endpoints of the VPC',
    appliesTo: onInterface,
  },
  'task-host-name': {
    behaviour: 'addresses',
    likeness: 'different',
    text: 'the host name is made by Docker, and not the private DNS name of the interface; the resolver is that of the engine, and not of the VPC',
    notice: 'the output of hostname; names in a private hosted zone do not resolve',
    appliesTo: onInterface,
  },
  'instance-address': {
    behaviour: 'addresses',
    likeness: 'different',
    text: 'the instance is the machine of the engine: its address stands for that of the container instance, and all tasks are on one instance',
    notice: 'nothing is spread over zones or instances',
    appliesTo: (task) => modeOf(task)?.addressOwner === 'instance',
  },
  'no-container-names': {
    behaviour: 'names',
    likeness: 'same',
    text: 'the name of a container does not resolve, neither in its task nor from another',
    notice: '',
    appliesTo: (task) => !isolated(task) && several(task),
  },
  links: {
    behaviour: 'names',
    likeness: 'same',
    text: 'a link resolves in the container that has it, and not the other way round',
    notice: '',
    appliesTo: (task) => onBridge(task) && some(({ links }) => links.length > 0)(task),
  },
  'fixed-host-port': {
    behaviour: 'ports',
    likeness: 'same',
    text: 'a fixed host port leads to its container on every address of the host',
    notice: '',
    appliesTo: (task) => onBridge(task) && hasFixedPort(task),
  },
  'second-copy': {
    behaviour: 'ports',
    likeness: 'different',
    text: 'a second task with the same fixed host port is refused by the engine ("port is already allocated"); on ECS it waits on the instance, and whatever comes after it waits too',
    notice: 'an error at the start instead of a task that stays PENDING',
    appliesTo: (task) => (onBridge(task) || onHost(task)) && hasFixedPort(task),
  },
  'dynamic-host-port': {
    behaviour: 'ports',
    likeness: 'same',
    text: 'a dynamic host port comes from the range of dynamic ports and leads to its container',
    notice: '',
    appliesTo: (task) => onBridge(task) && hasDynamicPort(task),
  },
  'port-range-numbers': {
    behaviour: 'ports',
    likeness: 'different',
    text: 'the host ports of a container port range are numbers that were chosen when the file was written; on ECS the agent chooses free ones at each start',
    notice: 'the engine refuses the start where one of them is taken',
    appliesTo: (task) => onBridge(task) && hasRange(task),
  },
  'host-port': {
    behaviour: 'ports',
    likeness: 'same',
    text: 'a container port is the port of the host with that number',
    notice: '',
    appliesTo: (task) => onHost(task) && hasPorts(task),
  },
  'ports-without-effect': {
    behaviour: 'ports',
    likeness: 'different',
    text: 'port mappings are left out where the engine would ignore them; on ECS they still count against the ports of the instance',
    notice: 'two tasks that ECS would not place on one instance start',
    appliesTo: (task) =>
      (onHost(task) || isolated(task) || some(({ disableNetworking }) => disableNetworking)(task)) && hasPorts(task),
  },
  'ports-for-the-developer': {
    behaviour: 'ports',
    likeness: 'different',
    text: 'the ports of the task are also published at 127.0.0.1 of your machine, under numbers that the engine chooses; on ECS nothing is published',
    notice: 'the task answers at localhost, which it never does on ECS',
    appliesTo: (task) => onInterface(task) && hasDynamicOrSamePort(task),
  },
  'start-order': {
    behaviour: 'start and stop',
    likeness: 'same',
    text: 'a container with a dependsOn condition START, or with a link, starts after the container that it names',
    notice: '',
    appliesTo: some(
      ({ dependsOn, links }) => links.length > 0 || dependsOn.some(({ condition }) => condition === 'START'),
    ),
  },
  'conditions-of-order': {
    behaviour: 'start and stop',
    likeness: 'different',
    text: 'conditions HEALTHY, SUCCESS and COMPLETE are those of the tool that starts the containers: compose has the first two and takes COMPLETE for SUCCESS; Terraform waits for HEALTHY in the container that has the health check, and for nothing else',
    notice: 'a container that starts earlier, or not at all, where another ends with an error',
    appliesTo: (task, { isStarted }) => !isStarted && waitsForMore(task),
  },
  'awaited-conditions': {
    behaviour: 'start and stop',
    likeness: 'same',
    text: 'a container starts when what it names in dependsOn is HEALTHY, has ended (COMPLETE) or has ended well (SUCCESS); where that cannot be any more, the task does not start',
    notice: '',
    appliesTo: (task, { isStarted }) => isStarted && waitsForMore(task),
  },
  'end-of-task': {
    behaviour: 'start and stop',
    likeness: 'same',
    text: 'the end of an essential container ends the other containers of its task, and of no other',
    notice: '',
    appliesTo: (_task, { isStarted }) => isStarted,
  },
  'stop-order': {
    behaviour: 'start and stop',
    likeness: 'same',
    text: 'when a task ends, a container is told to end after those that started after it, and killed when its stopTimeout is over',
    notice: '',
    appliesTo: (task, { isStarted }) => isStarted && waitsForAnother(task),
  },
  'number-of-copies': {
    behaviour: 'start and stop',
    likeness: 'different',
    text: 'as many copies run as were asked for here, and not as many as the desiredCount of the service says',
    notice: 'a name of the task leads to as many addresses as there are copies here',
    appliesTo: (_task, { copies, wanted }) => wanted !== undefined && wanted !== copies,
  },
  'no-replacement': {
    behaviour: 'start and stop',
    likeness: 'absent',
    text: 'a task that has ended is not replaced by its service; startTimeout is not kept, and without a stopTimeout programs have 5 seconds to end, and not 30',
    notice: 'a task that ECS would start over and over ends once',
    appliesTo: (_task, { isStarted }) => isStarted,
  },
  'essential-containers': {
    behaviour: 'start and stop',
    likeness: 'absent',
    text: 'the end of an essential container does not stop the others, and nothing replaces a task',
    notice: 'a task that would have been stopped goes on with the rest of its containers',
    appliesTo: (_task, { isStarted }) => !isStarted,
  },
  'settings-of-containers': {
    behaviour: 'settings',
    likeness: 'same',
    text: 'user, working directory, root file system, capabilities, limits, labels, devices, file systems in memory, terminal, security options, init process, kernel parameters, host name, resolver and hosts entries are those of the definition',
    notice: '',
    appliesTo: some(hasSettings),
  },
  'agent-variables': {
    behaviour: 'credentials and metadata',
    likeness: 'absent',
    text: 'there is no metadata endpoint (169.254.170.2) and no instance metadata (169.254.169.254), and the variables that name them and the region are not set',
    notice: 'ECS_CONTAINER_METADATA_URI_V4 and AWS_REGION are empty',
    appliesTo: always,
  },
  'task-role': {
    behaviour: 'credentials and metadata',
    likeness: 'absent',
    text: 'there are no credentials of the task role',
    notice: 'calls to AWS fail with "unable to locate credentials"',
    appliesTo: ({ hasTaskRole }) => hasTaskRole,
  },
  exec: {
    behaviour: 'exec',
    likeness: 'different',
    text: 'ECS Exec is not there; docker exec does its work, and asks for no permission, endpoint or writable file system',
    notice: 'aws ecs execute-command may fail on ECS where docker exec works',
    appliesTo: always,
  },
  'security-groups': {
    behaviour: 'security groups',
    likeness: 'absent',
    text: 'no security group is enforced',
    notice:
      'a connection that a group would block is accepted; "portwright reach" and "portwright check" judge the groups',
    appliesTo: (task) => !isolated(task),
  },
  'load-balancer': {
    behaviour: 'load balancer',
    likeness: 'absent',
    text: 'there is no load balancer, and no health check of one',
    notice: 'the name of the load balancer does not resolve; a target that would be unhealthy stays up',
    appliesTo: (_task, { hasLoadBalancer, hasProxy }) => hasLoadBalancer && !hasProxy,
  },
  'load-balancer-proxy': {
    behaviour: 'load balancer',
    likeness: 'different',
    text: 'a plain proxy stands for a listener that forwards to one target group: it hands each connection to one copy, at the port of the container, and looks at nothing in it',
    notice:
      'no health check, TLS, rules, headers such as X-Forwarded-For or stickiness; the name of the load balancer does not resolve, and the proxy answers at localhost',
    appliesTo: (_task, { hasLoadBalancer, hasProxy }) => hasLoadBalancer && hasProxy,
  },
  'discovery-names': {
    behaviour: 'discovery',
    likeness: 'same',
    text: 'the discovery name of the task resolves for other tasks with an interface of their own, and leads to it',
    notice: '',
    appliesTo: (task, { names }) => onInterface(task) && names.length > 0,
  },
  'discovery-answers': {
    behaviour: 'discovery',
    likeness: 'different',
    text: "answers come from Docker's resolver: they have no health, and change at once; Cloud Map leaves out unhealthy tasks and is cached for its TTL",
    notice: 'a task that is stopped disappears from the answers at once',
    appliesTo: (task, { names }) => onInterface(task) && names.length > 0,
  },
  'discovery-of-host-ports': {
    behaviour: 'discovery',
    likeness: 'absent',
    text: 'SRV records are not there, and the default bridge resolves no discovery names',
    notice: 'a lookup of the discovery name fails',
    appliesTo: (task, { names }) => !onInterface(task) && names.length > 0,
  },
  'connect-names': {
    behaviour: 'discovery',
    likeness: 'same',
    text: 'a name of Service Connect resolves for tasks with an interface of their own whose services take part in its namespace, and for no others',
    notice: '',
    appliesTo: (task, around) => onInterface(task) && offersNames(around),
  },
  'service-connect-proxy': {
    behaviour: 'discovery',
    likeness: 'different',
    text: 'Service Connect runs no proxy: its names lead to the tasks themselves, at the ports of the containers; there are no retries, no balancing of requests, no metrics, and tasks on the bridge have no such names',
    notice: 'a client alias with another port than the container does not answer',
    appliesTo: (_task, around) => usesConnect(around),
  },
  'folders-of-the-host': {
    behaviour: 'volumes',
    likeness: 'different',
    text: 'folders of the instance are those of the machine of the engine; other volumes are volumes of the engine',
    notice: 'files that the instance has are missing',
    appliesTo: some(({ mounts }) => mounts.length > 0),
  },
  efs: {
    behaviour: 'volumes',
    likeness: 'absent',
    text: 'file systems in EFS are not mounted; an empty volume of the engine stands in',
    notice: 'the folder is empty',
    appliesTo: ({ fileSystems }) => fileSystems.length > 0,
  },
  secrets: {
    behaviour: 'secrets',
    likeness: 'absent',
    text: 'secrets are not fetched; a variable has the value that was given for the run, or is not set',
    notice: 'the variable is empty',
    appliesTo: some(({ secretNames }) => secretNames.length > 0),
  },
  logs: {
    behaviour: 'logging',
    likeness: 'different',
    text: 'output goes to the log driver of the engine, and through no log router',
    notice: 'docker logs shows it, and the log group stays empty; FLUENT_HOST and FLUENT_PORT are not set',
    appliesTo: some(
      (container) => container.logDriver !== undefined || logsToRouter(container) || container.firelens !== undefined,
    ),
  },
} as const satisfies Readonly<Record<string, Claim>>;

/** Whether a container sets more than what it runs, with which ports, volumes and variables, and after what. */
function hasSettings(container: ContainerSpec): boolean {
  const { user, workingDirectory, readonlyRootFilesystem, init, privileged, hostname, memory } = container;
  const { addedCapabilities, droppedCapabilities, dnsServers, dnsSearchDomains, extraHosts, systemControls } =
    container;
  return (
    [user, workingDirectory, hostname, memory].some((one) => one !== undefined) ||
    [readonlyRootFilesystem, init, privileged].includes(true) ||
    [addedCapabilities, droppedCapabilities, dnsServers, dnsSearchDomains, extraHosts].some(
      ({ length }) => length > 0,
    ) ||
    Object.keys(systemControls).length > 0 ||
    setsAny(container.engineSettings)
  );
}

function hasDynamicOrSamePort({ containers }: TaskSpec): boolean {
  return containers.some(({ ports }) => ports.some(({ containerPort = 0 }) => containerPort > 0));
}

/** Names of claims: kebab-case, stable. */
export type ClaimId = keyof typeof ALL;

/** Every claim, by name. */
export const CLAIMS: Readonly<Record<ClaimId, Claim>> = ALL;

/** A claim that concerns a task. */
export interface TaskClaim extends Pick<Claim, 'behaviour' | 'likeness' | 'text' | 'notice'> {
  /** Stable name of the claim, such as `shared-loopback`. */
  readonly id: ClaimId;
}

/** What is the same, different and absent when a task is run locally. */
export function claimsOf(task: TaskSpec, around: Surroundings): readonly TaskClaim[] {
  return (Object.keys(ALL) as ClaimId[])
    .filter((id) => CLAIMS[id].appliesTo(task, around))
    .map((id) => {
      const { behaviour, likeness, text, notice } = CLAIMS[id];
      return { id, behaviour, likeness, text, notice };
    });
}
