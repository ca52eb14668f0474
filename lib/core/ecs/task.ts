import { type OperatingSystem } from './launch-type';
import { type Listed } from '../values/listed';
import { type NetworkMode } from './network-mode';
import { type Place } from '../values/place';
import { type Program } from '../values/program';
import { type Knowable } from '../values/unknown';

/** A port mapping as AWS is told it: any number can stand there, rules judge it. */
export interface PortMappingDefinition {
  /** Where it was written. */
  readonly at: Place;
  /** @default - undefined: not given, as in a range */
  readonly containerPort?: Knowable<number>;
  /** @default - undefined: not given, so dynamic in bridge and the container port in host and awsvpc */
  readonly hostPort?: Knowable<number>;
  /** As written, such as `8000-8010`. */
  readonly containerPortRange?: Knowable<string>;
  /** `tcp` when left out. */
  readonly protocol: Knowable<string>;
  /**
   * For Service Connect.
   * @default - none
   */
  readonly name?: Knowable<string>;
  /**
   * Protocol above TCP, such as `http2`.
   * @default - none
   */
  readonly appProtocol?: Knowable<string>;
}

/** What a container waits for before it starts. */
export interface ContainerDependency {
  /** Name of the other container. */
  readonly container: Knowable<string>;
  /** START, COMPLETE, SUCCESS or HEALTHY. */
  readonly condition: Knowable<string>;
}

/** The health check of a container definition. */
export interface ContainerHealthCheck {
  /** Seconds after which a check without an answer failed. @default - undefined: 5 */
  readonly timeoutSeconds?: Knowable<number>;
  /** Seconds from one check to the next. @default - undefined: 30 */
  readonly intervalSeconds?: Knowable<number>;
  /** Failures in a row that make the container unhealthy. @default - undefined: 3 */
  readonly retries?: Knowable<number>;
  /** Seconds after the start in which failures do not count. @default - undefined: 0 */
  readonly startPeriodSeconds?: Knowable<number>;
}

/** The App Mesh proxy of a task. */
export interface TaskProxy {
  /** Where it was written. */
  readonly at: Place;
  /** Name of the container that is the proxy. */
  readonly container: Knowable<string>;
  /** Names of the properties that it has. */
  readonly properties: Listed<Knowable<string>>;
  /** The values of those whose names are known. @default - undefined: nobody looked */
  readonly values?: readonly ProxyProperty[];
}

/** A property of the App Mesh proxy, such as `AppPorts`. */
export interface ProxyProperty {
  /** Where it was written. */
  readonly at: Place;
  /** Such as `AppPorts`. */
  readonly name: string;
  /** As text, numbers too. */
  readonly value: Knowable<string>;
}

/** A resource limit; -1 is no limit. */
export interface Ulimit {
  /** Where it was written. */
  readonly at: Place;
  /** Such as `nofile`. */
  readonly name: Knowable<string>;
  /** What a process has to begin with; undefined: not said. */
  readonly soft: Knowable<number | undefined>;
  /** How far a process can raise it; undefined: not said. */
  readonly hard: Knowable<number | undefined>;
}

/** A container definition, as far as its network goes. */
export interface ContainerDefinition {
  /** Where it was defined. */
  readonly at: Place;
  /** Name of the container in its task. */
  readonly name: Knowable<string>;
  /**
   * What it is made from.
   * @default - not said
   */
  readonly image?: Knowable<string>;
  /** Whether the task stops with it. */
  readonly essential: Knowable<boolean>;
  /** Its ports, and how they appear on the host. */
  readonly portMappings: Listed<PortMappingDefinition>;
  /** As written: `name` or `name:alias`. */
  readonly links: Listed<Knowable<string>>;
  /**
   * Its own name.
   * @default - the engine makes one
   */
  readonly hostname?: Knowable<string>;
  /** Resolvers instead of those of the instance. */
  readonly dnsServers: Listed<Knowable<string>>;
  /** Domains that short names are looked up in. */
  readonly dnsSearchDomains: Listed<Knowable<string>>;
  /** Lines for its hosts file. */
  readonly extraHosts: Listed<{ readonly hostname: Knowable<string>; readonly ipAddress: Knowable<string> }>;
  /**
   * Whether it has no network.
   * @default - it has one
   */
  readonly disableNetworking?: Knowable<boolean>;
  /** Kernel parameters of its namespace. */
  readonly systemControls: Listed<{ readonly namespace: Knowable<string>; readonly value?: Knowable<string> }>;
  /** What it waits for. */
  readonly dependsOn: Listed<ContainerDependency>;
  /** Undefined when there is none in the definition (the image may have one). */
  readonly healthCheck?: ContainerHealthCheck;
  /** CPU units, 1024 a core; undefined when left out. */
  readonly cpu?: Knowable<number>;
  /** Whether it gets secrets of Secrets Manager or Systems Manager. */
  readonly hasSecrets: boolean;
  /** Settings of {@link linuxParameters} and of the container itself that only instances have, as they are called. */
  readonly instanceSettings: readonly string[];
  /** Names of the options of its log driver; unknown where they are. */
  readonly logOptions: Knowable<readonly string[]>;
  /** Volumes that it mounts, by name. */
  readonly mountedVolumes: Listed<Knowable<string>>;
  /** Containers whose volumes it mounts. */
  readonly volumesFrom: Listed<Knowable<string>>;
  /** GPUs that it asks for. @default - undefined: nobody looked, or none */
  readonly gpus?: Knowable<string>;
  /** MiB */
  readonly memory?: Knowable<number>;
  /** MiB */
  readonly memoryReservation?: Knowable<number>;
  /**
   * As whom it runs.
   * @default - as the image says
   */
  readonly user?: Knowable<string>;
  /**
   * Whether it has the rights of the host's root.
   * @default - it has not
   */
  readonly privileged?: Knowable<boolean>;
  /**
   * Whether nothing can be written outside of volumes.
   * @default - it can
   */
  readonly readonlyRootFilesystem?: Knowable<boolean>;
  /** Undefined when linuxParameters is absent. */
  readonly linuxParameters?: {
    readonly initProcessEnabled?: Knowable<boolean>;
    readonly addedCapabilities?: Listed<Knowable<string>>;
  };
  /** Resource limits of its processes. */
  readonly ulimits: Listed<Ulimit>;
  /**
   * Seconds that it waits for what it depends on.
   * @default - as the agent is configured
   */
  readonly startTimeoutSeconds?: Knowable<number>;
  /**
   * Seconds between being asked to end and being killed.
   * @default - as the agent is configured, 30 on Fargate
   */
  readonly stopTimeoutSeconds?: Knowable<number>;
  /** fluentd or fluentbit, where the container is a log router. */
  readonly firelens?: Knowable<string>;
  /**
   * Where its output goes.
   * @default - as the instance is configured
   */
  readonly logDriver?: Knowable<string>;
  /** Paths that are mounted writable. */
  readonly mountPaths: Listed<Knowable<string>>;
  /** What the definition says about the program in it: variables, command, health check. */
  readonly program: Program;
  /** @default - undefined: nobody looked */
  readonly supplies?: ContainerSupplies;
  /** @default - undefined: nobody looked */
  readonly run?: ContainerRun;
}

/** A volume that appears at a path in a container. */
export interface VolumeMount {
  /** Name of the volume in the task. */
  readonly volume: Knowable<string>;
  /** Path inside the container. */
  readonly path: Knowable<string>;
  /** Whether the container cannot write there. */
  readonly readOnly: Knowable<boolean>;
}

/** What a container needs to be run, besides its network and what the rules look at. */
export interface ContainerRun {
  /** Undefined: that of the image. */
  readonly entryPoint: Listed<Knowable<string>> | undefined;
  /** Undefined: that of the image. */
  readonly command: Listed<Knowable<string>> | undefined;
  /** Undefined: that of the image. */
  readonly workingDirectory: Knowable<string> | undefined;
  /** Words of the health check, the kind of it first; undefined: that of the image, or none. */
  readonly healthCheck: Listed<Knowable<string>> | undefined;
  /** Names of the variables and log options whose values are secrets. */
  readonly secretNames: Listed<Knowable<string>>;
  /** What is mounted, and at which paths. */
  readonly mounts: Listed<VolumeMount>;
  /** Containers whose volumes it mounts. */
  readonly volumesFrom: Listed<{ readonly container: Knowable<string>; readonly readOnly: Knowable<boolean> }>;
  /** Linux capabilities that are taken away, such as `NET_RAW`. */
  readonly droppedCapabilities: Listed<Knowable<string>>;
}

/** Where a secret is kept. */
export interface SecretSource {
  /** The service that keeps it. */
  readonly service: 'secretsmanager' | 'ssm';
  /** Undefined: the region of the stack. */
  readonly region: string | undefined;
}

/** What has to be fetched for a container before it starts, and where its log goes. */
export interface ContainerSupplies {
  /** The image, with `${Name}` for whatever is decided at deployment. */
  readonly image: Knowable<string> | undefined;
  /** Options of the log driver. */
  readonly logOptions: Listed<{ readonly name: string; readonly value: Knowable<string> }>;
  /** Of its environment and of its log driver. */
  readonly secrets: Listed<Knowable<SecretSource>>;
  /** Of its registry; undefined: none are named. */
  readonly registryCredentials: Knowable<SecretSource> | undefined;
  /** Whether variables come from files in S3. */
  readonly hasEnvironmentFiles: boolean;
}

/** An ECS task definition as AWS is told it. */
export interface TaskDefinition {
  /** Where it was defined. */
  readonly at: Place;
  /**
   * Name that all its revisions share.
   * @default - CloudFormation makes one
   */
  readonly family?: Knowable<string>;
  /** As written; undefined when left out. */
  readonly networkModeGiven: Knowable<string | undefined>;
  /** What it means; unknown also when a mode of that name does not exist. */
  readonly networkMode: Knowable<NetworkMode>;
  /** As written; empty when left out. */
  readonly compatibilities: Knowable<readonly string[]>;
  /** Linux when nothing says otherwise. */
  readonly operatingSystem: Knowable<OperatingSystem>;
  /** Whether the definition itself says the operating system. */
  readonly operatingSystemGiven: boolean;
  /** MiB; undefined when left out. */
  readonly memory?: Knowable<number>;
  /** CPU units, 1024 a core; undefined when left out. */
  readonly cpu?: Knowable<number>;
  /** Whether its containers get credentials of a role. */
  readonly hasTaskRole: Knowable<boolean>;
  /** Whether an App Mesh proxy is configured. */
  readonly hasProxyConfiguration: Knowable<boolean>;
  /**
   * The App Mesh proxy, where it is written down.
   * @default - none
   */
  readonly proxy?: TaskProxy;
  /** Whether a role is named with which the agent pulls images, sends logs and reads secrets. */
  readonly hasExecutionRole: boolean;
  /** Names of its volumes. */
  readonly volumes: Listed<Knowable<string>>;
  /** Settings of its own that only instances have, as they are called. */
  readonly instanceSettings: readonly string[];
  /**
   * Whether constraints of its own may keep it off some instances.
   * @default false
   */
  readonly isConstrained?: boolean;
  /** Whether faults may be injected into its network. */
  readonly enableFaultInjection: Knowable<boolean>;
  /**
   * Whose IPC namespace it has.
   * @default - as the engine is configured
   */
  readonly ipcMode?: Knowable<string>;
  /**
   * Whose process namespace it has.
   * @default - each container has its own
   */
  readonly pidMode?: Knowable<string>;
  /** Its containers. */
  readonly containers: Listed<ContainerDefinition>;
  /**
   * File systems (EFS) of its volumes.
   * @default - undefined: nobody looked
   */
  readonly fileSystems?: Listed<Knowable<string>>;
  /**
   * Folders of the instance that its volumes stand for, by the name of the volume.
   * @default - undefined: nobody looked
   */
  readonly hostPaths?: Listed<{ readonly volume: Knowable<string>; readonly path: Knowable<string> }>;
  /**
   * Volumes that all tasks have in common that mount them, by their names here and a name that is the same in all: those of Docker
   * whose scope is shared, and folders of file systems.
   * @default - undefined: nobody looked
   */
  readonly sharedVolumes?: Listed<{ readonly volume: Knowable<string>; readonly as: Knowable<string> }>;
  /**
   * Names of the volumes that are described only when tasks are started.
   * @default - undefined: nobody looked
   */
  readonly launchVolumes?: Listed<Knowable<string>>;
  /**
   * Names of the volumes (EFS) that are mounted with the rights of the task role.
   * @default - undefined: nobody looked
   */
  readonly volumesOfRole?: Listed<Knowable<string>>;
  /**
   * GiB of the storage that goes with the task.
   * @default - what Fargate gives, or that of the instance
   */
  readonly ephemeralStorage?: Knowable<number>;
  /**
   * X86_64 or ARM64.
   * @default - not said
   */
  readonly architecture?: Knowable<string>;
}
