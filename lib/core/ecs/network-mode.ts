import { type Protocol } from '../values/port';
import { launchTypesWith, type LaunchType, type OperatingSystem, type NetworkModeName } from './launch-type';

/** A container setting of the network stack that some modes forbid. */
export type NetworkSetting =
  | 'links'
  | 'hostname'
  | 'dnsServers'
  | 'dnsSearchDomains'
  | 'extraHosts'
  | 'disableNetworking'
  | 'netSystemControls'
  | 'proxyConfiguration'
  | 'faultInjection'
  | 'portNames';

/**
 * What a setting does in a mode: it works, it is accepted and ignored, AWS documents that it is not supported without saying
 * what happens, or registration (or the start) fails.
 */
export type SettingEffect = 'works' | 'no effect' | 'unsupported' | 'refused';

/**
 * A network mode of a task, as an object that answers questions.
 *
 * Ask the mode; never compare its name. Whatever depends on the mode is a property here.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
 */
export interface NetworkMode {
  /** As `networkMode` of a task definition has it. */
  readonly name: NetworkModeName;
  /** The value for `networkMode`, undefined where it is expressed by leaving it out. */
  readonly apiValue: string | undefined;
  /** One sentence for people. */
  readonly summary: string;
  /** Where a task of this mode can run. */
  readonly launchTypes: readonly LaunchType[];
  /** Operating systems of the instances that take tasks of the mode. */
  readonly operatingSystems: readonly OperatingSystem[];
  /** Whose address a peer dials to reach the task. */
  readonly addressOwner: 'task' | 'instance' | 'nobody';
  /** What the containers of a task share: each has its own stack, the task has one, or they use the instance's. */
  readonly namespace: 'container' | 'task' | 'instance';
  /** Whether containers of one task meet on localhost. */
  readonly sharesLocalhost: boolean;
  /** How a container port appears on the host: not at all, under the same number, or under one that is chosen. */
  readonly hostPort: 'absent' | 'same' | 'chosen';
  /** Whether a declared port takes that port number of the instance away from other tasks. */
  readonly claimsHostPorts: boolean;
  /** Whether a range of container ports can be mapped. */
  readonly takesPortRanges: boolean;
  /** Protocols a port can be mapped for. */
  readonly protocols: readonly Protocol[];
  /** Target type of a load balancer's target group; undefined where no load balancer can be attached. */
  readonly targetType: 'instance' | 'ip' | undefined;
  /** Record types of service discovery (AWS Cloud Map). */
  readonly discoveryRecords: readonly ('A' | 'AAAA' | 'SRV')[];
  /** Part that a task can play in Service Connect. */
  readonly serviceConnect: 'client and server' | 'none';
  /** The security group that filters the task's traffic. */
  readonly securityGroup: 'task' | 'instance' | 'none';
  /** Whether a service in this mode has (and needs) a network configuration with subnets. */
  readonly needsNetworkConfiguration: boolean;
  /** Whether each task occupies a network interface of its instance. */
  readonly takesNetworkInterface: boolean;
  /** Whether processes in the task reach anything outside it: the task credentials, ECS Exec, a log router. */
  readonly reachesNetwork: boolean;
  /** Whether tasks reach the metadata of their instance, and so the credentials of its role, and what keeps them from it. */
  readonly instanceMetadata: string;
  /** Names by which containers of one task can find each other. */
  readonly namesInTask: 'links' | 'localhost' | 'none';
  /** What each network setting of a container does in the mode. */
  readonly settings: Readonly<Record<NetworkSetting, SettingEffect>>;
  /** What cannot be had in this mode, for the capability report. */
  readonly limits: readonly string[];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TaskDefinition.html */
export const NONE: NetworkMode = {
  name: 'none',
  apiValue: 'none',
  summary: 'loopback only: no interface, no route, nobody reaches the task and it reaches nobody',
  launchTypes: launchTypesWith('none'),
  operatingSystems: ['linux'],
  addressOwner: 'nobody',
  namespace: 'container',
  sharesLocalhost: false,
  hostPort: 'absent',
  claimsHostPorts: false,
  takesPortRanges: false,
  protocols: [],
  targetType: undefined,
  discoveryRecords: [],
  serviceConnect: 'none',
  securityGroup: 'none',
  needsNetworkConfiguration: false,
  takesNetworkInterface: false,
  reachesNetwork: false,
  instanceMetadata: 'not reachable from the task',
  namesInTask: 'none',
  settings: {
    links: 'refused',
    hostname: 'no effect',
    dnsServers: 'no effect',
    dnsSearchDomains: 'no effect',
    extraHosts: 'no effect',
    disableNetworking: 'no effect',
    netSystemControls: 'works',
    proxyConfiguration: 'refused',
    faultInjection: 'refused',
    portNames: 'refused',
  },
  limits: [
    'no port mappings, so no load balancer, no service discovery and no Service Connect',
    'no ECS Exec: the session agent inside the container has no route to its endpoints',
    'no task role at run time: the credentials endpoint cannot be reached',
    'containers of the task do not share localhost',
    'image pull, secrets and log drivers still work: the host does them',
  ],
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-bridge.html */
export const BRIDGE: NetworkMode = {
  name: 'bridge',
  apiValue: 'bridge',
  summary: "Docker's default bridge on each instance: container ports appear on the instance under chosen numbers",
  launchTypes: launchTypesWith('bridge'),
  operatingSystems: ['linux'],
  addressOwner: 'instance',
  namespace: 'container',
  sharesLocalhost: false,
  hostPort: 'chosen',
  claimsHostPorts: true,
  takesPortRanges: true,
  protocols: ['tcp', 'udp'],
  targetType: 'instance',
  discoveryRecords: ['SRV'],
  serviceConnect: 'client and server',
  securityGroup: 'instance',
  needsNetworkConfiguration: false,
  takesNetworkInterface: false,
  reachesNetwork: true,
  instanceMetadata: 'reachable unless blocked: hop limit 1 on the instance, or a DOCKER-USER rule',
  namesInTask: 'links',
  settings: {
    links: 'works',
    hostname: 'works',
    dnsServers: 'works',
    dnsSearchDomains: 'works',
    extraHosts: 'works',
    disableNetworking: 'works',
    netSystemControls: 'works',
    proxyConfiguration: 'refused',
    faultInjection: 'refused',
    portNames: 'works',
  },
  limits: [
    'one network interface of the instance is shared by all its containers',
    "no security group per task: the instance's applies to every container on it",
    'an extra hop: packets are translated and pass docker0',
    'the container address is known on its instance only',
    'containers of the task do not share localhost and find each other by links only, one way',
    'service discovery gives SRV records only: clients have to look up the port',
    'a fixed host port allows one task copy per instance',
  ],
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-host.html */
export const HOST: NetworkMode = {
  name: 'host',
  apiValue: 'host',
  summary: "the instance's own network stack: a container port is a port of the instance",
  launchTypes: launchTypesWith('host'),
  operatingSystems: ['linux'],
  addressOwner: 'instance',
  namespace: 'instance',
  sharesLocalhost: true,
  hostPort: 'same',
  claimsHostPorts: true,
  takesPortRanges: false,
  protocols: ['tcp', 'udp'],
  targetType: 'instance',
  discoveryRecords: ['SRV'],
  serviceConnect: 'none',
  securityGroup: 'instance',
  needsNetworkConfiguration: false,
  takesNetworkInterface: false,
  reachesNetwork: true,
  instanceMetadata: "always reachable: the task is on the instance's own stack",
  namesInTask: 'localhost',
  settings: {
    links: 'refused',
    hostname: 'works',
    dnsServers: 'works',
    dnsSearchDomains: 'works',
    extraHosts: 'works',
    disableNetworking: 'works',
    netSystemControls: 'refused',
    proxyConfiguration: 'refused',
    faultInjection: 'works',
    portNames: 'refused',
  },
  limits: [
    'a declared port allows one task copy per instance; no dynamic host ports',
    'localhost is shared with everything else on the instance',
    "no security group per task: the instance's applies",
    'the instance role cannot be kept from the task',
    'a process that is not root cannot bind a port below 1024 without NET_BIND_SERVICE',
    'service discovery gives SRV records only; no Service Connect; no port ranges',
  ],
};

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html */
export const AWSVPC: NetworkMode = {
  name: 'awsvpc',
  apiValue: 'awsvpc',
  summary: 'a network interface, address and security groups of its own for each task',
  launchTypes: launchTypesWith('awsvpc'),
  operatingSystems: ['linux', 'windows'],
  addressOwner: 'task',
  namespace: 'task',
  sharesLocalhost: true,
  hostPort: 'same',
  claimsHostPorts: false,
  takesPortRanges: true,
  protocols: ['tcp', 'udp'],
  targetType: 'ip',
  discoveryRecords: ['A', 'AAAA', 'SRV'],
  serviceConnect: 'client and server',
  securityGroup: 'task',
  needsNetworkConfiguration: true,
  takesNetworkInterface: true,
  reachesNetwork: true,
  instanceMetadata: 'reachable unless ECS_AWSVPC_BLOCK_IMDS is set on the instance; on Fargate there is none',
  namesInTask: 'localhost',
  settings: {
    links: 'refused',
    hostname: 'refused',
    dnsServers: 'refused',
    dnsSearchDomains: 'refused',
    extraHosts: 'refused',
    disableNetworking: 'refused',
    netSystemControls: 'works',
    proxyConfiguration: 'works',
    faultInjection: 'works',
    portNames: 'works',
  },
  limits: [
    'each task takes a network interface: on EC2 the instance type limits how many tasks fit',
    'containers of the task share one port space: a container port can be used once',
    'on EC2 a task never gets a public address, so a public subnet gives it no way out',
    'no links, host name, DNS servers or extra hosts per container',
  ],
};

/** Docker's NAT network on Windows, which ECS calls the default mode. */
export const DEFAULT: NetworkMode = {
  name: 'default',
  apiValue: undefined,
  summary: "Docker's NAT network on a Windows instance: like bridge, without links and name service",
  launchTypes: launchTypesWith('default'),
  operatingSystems: ['windows'],
  addressOwner: 'instance',
  namespace: 'container',
  sharesLocalhost: false,
  hostPort: 'chosen',
  claimsHostPorts: true,
  takesPortRanges: false,
  protocols: ['tcp', 'udp'],
  targetType: 'instance',
  discoveryRecords: ['SRV'],
  serviceConnect: 'none',
  securityGroup: 'instance',
  needsNetworkConfiguration: false,
  takesNetworkInterface: false,
  reachesNetwork: true,
  instanceMetadata: 'reachable: the agent can block it for awsvpc tasks only',
  namesInTask: 'none',
  settings: {
    links: 'unsupported',
    hostname: 'works',
    dnsServers: 'unsupported',
    dnsSearchDomains: 'unsupported',
    extraHosts: 'unsupported',
    disableNetworking: 'unsupported',
    netSystemControls: 'unsupported',
    proxyConfiguration: 'refused',
    faultInjection: 'refused',
    portNames: 'works',
  },
  limits: [
    'the instance does not reach published ports through its own loopback address',
    'no links and no names between containers of the task',
    'the task role needs routes that a bootstrap script adds in each container, and takes host port 80',
    "no security group per task: the instance's applies",
  ],
};

/** The five modes of Amazon ECS. */
export const NETWORK_MODES: readonly NetworkMode[] = [NONE, BRIDGE, HOST, AWSVPC, DEFAULT];

/** The mode that a template or task definition names; undefined when there is none of that name. */
export function networkModeOf(
  apiValue: string | undefined,
  operatingSystem: 'linux' | 'windows' = 'linux',
): NetworkMode | undefined {
  if (apiValue === undefined) return operatingSystem === 'windows' ? DEFAULT : BRIDGE;
  return NETWORK_MODES.find((mode) => mode.apiValue === apiValue);
}
