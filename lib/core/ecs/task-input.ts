import { LAUNCH_TYPES, type LaunchType, type NetworkModeName } from './launch-type';

/**
 * A port mapping, in the words of the ECS API.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
export interface PortMappingInput {
  /** 1 to 65535; left out in a range. */
  readonly containerPort?: number;
  /**
   * 0 to 65535, where 0 lets the instance pick.
   * @default - picked by the instance in bridge mode, the container port in host and awsvpc mode
   */
  readonly hostPort?: number;
  /** In place of a container port, such as `8000-8010`. */
  readonly containerPortRange?: string;
  /** @default 'tcp' */
  readonly protocol?: 'tcp' | 'udp';
  /**
   * For Service Connect.
   * @default - none
   */
  readonly name?: string;
  /**
   * What the Service Connect proxy understands.
   * @default - the proxy forwards bytes
   */
  readonly appProtocol?: 'http' | 'http2' | 'grpc';
}

/** The health check of a container. */
export interface HealthCheckInput {
  /** Its kind first: `['CMD-SHELL', 'curl -f localhost']`. */
  readonly command: readonly string[];
  /** Seconds. */
  readonly interval?: number;
  /** Seconds. */
  readonly timeout?: number;
  /** How many failures in a row count. */
  readonly retries?: number;
  /** Seconds. */
  readonly startPeriod?: number;
}

/** A variable, or a property of a proxy. */
export interface NameAndValue {
  /** Its name. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
}

/** A variable, or an option of a log driver, whose value is a secret. */
export interface SecretInput {
  /** Its name. */
  readonly name: string;
  /** ARN of the secret, or the name of the parameter. */
  readonly valueFrom: string;
}

/**
 * A container of a task, in the words of the ECS API.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
 */
export interface ContainerInput {
  /** Name inside the task: 1 to 255 of a-z, A-Z, 0-9, "-" and "_". */
  readonly name: string;
  /** What it is made from. */
  readonly image: string;
  /** @default true */
  readonly essential?: boolean;
  /** Its ports, and how they appear on the instance. */
  readonly portMappings?: readonly PortMappingInput[];
  /** `name` or `name:alias`; bridge mode only. */
  readonly links?: readonly string[];
  /** Its own name; refused in awsvpc mode. */
  readonly hostname?: string;
  /** Resolvers in place of those of the instance. */
  readonly dnsServers?: readonly string[];
  /** Domains that short names are looked up in. */
  readonly dnsSearchDomains?: readonly string[];
  /** Lines for its hosts file. */
  readonly extraHosts?: readonly { readonly hostname: string; readonly ipAddress: string }[];
  /**
   * Whether it has no network.
   * @default false
   */
  readonly disableNetworking?: boolean;
  /** Kernel parameters of its namespace. */
  readonly systemControls?: readonly { readonly namespace: string; readonly value: string }[];
  /** What it waits for before it starts. */
  readonly dependsOn?: readonly {
    readonly containerName: string;
    readonly condition: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY';
  }[];
  /**
   * How the agent asks whether it is well.
   * @default - that of the image, or none
   */
  readonly healthCheck?: HealthCheckInput;
  /** CPU units, 1024 a core. */
  readonly cpu?: number;
  /** MiB */
  readonly memory?: number;
  /** MiB */
  readonly memoryReservation?: number;
  /** @default - that of the image */
  readonly entryPoint?: readonly string[];
  /** @default - that of the image */
  readonly command?: readonly string[];
  /** @default - that of the image */
  readonly workingDirectory?: string;
  /** Variables and their values. */
  readonly environment?: readonly NameAndValue[];
  /** Files with variables, in S3. */
  readonly environmentFiles?: readonly { readonly type: 's3'; readonly value: string }[];
  /** Variables whose values are secrets. */
  readonly secrets?: readonly SecretInput[];
  /** @default - that of the image */
  readonly user?: string;
  /**
   * Whether it has the rights of the host's root.
   * @default false
   */
  readonly privileged?: boolean;
  /**
   * Whether nothing can be written outside of volumes.
   * @default false
   */
  readonly readonlyRootFilesystem?: boolean;
  /**
   * Whether its input is kept open.
   * @default false
   */
  readonly interactive?: boolean;
  /**
   * Whether it has a terminal.
   * @default false
   */
  readonly pseudoTerminal?: boolean;
  /** Labels that the engine keeps. */
  readonly dockerLabels?: Readonly<Record<string, string>>;
  /** Labels of SELinux and profiles of AppArmor; on instances only. */
  readonly dockerSecurityOptions?: readonly string[];
  /** Seconds. */
  readonly startTimeout?: number;
  /** Seconds. */
  readonly stopTimeout?: number;
  /** Volumes of the task at paths in the container. */
  readonly mountPoints?: readonly {
    readonly sourceVolume: string;
    readonly containerPath: string;
    readonly readOnly?: boolean;
  }[];
  /** Containers whose volumes it mounts. */
  readonly volumesFrom?: readonly { readonly sourceContainer: string; readonly readOnly?: boolean }[];
  /** What the kernel gives to it. */
  readonly linuxParameters?: {
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
    readonly devices?: readonly {
      readonly hostPath: string;
      readonly containerPath?: string;
      readonly permissions?: readonly string[];
    }[];
    readonly initProcessEnabled?: boolean;
    /** MiB */
    readonly sharedMemorySize?: number;
    readonly tmpfs?: readonly {
      readonly containerPath: string;
      /** MiB */
      readonly size: number;
      readonly mountOptions?: readonly string[];
    }[];
    /** MiB */
    readonly maxSwap?: number;
    readonly swappiness?: number;
  };
  /** Limits of its processes. */
  readonly ulimits?: readonly { readonly name: string; readonly softLimit: number; readonly hardLimit: number }[];
  /**
   * Where its output goes.
   * @default - as the instance is configured
   */
  readonly logConfiguration?: {
    readonly logDriver: string;
    readonly options?: Readonly<Record<string, string>>;
    readonly secretOptions?: readonly SecretInput[];
  };
  /** What makes it a log router. */
  readonly firelensConfiguration?: {
    readonly type: 'fluentd' | 'fluentbit';
    readonly options?: Readonly<Record<string, string>>;
  };
  /** Secret with the name and password for its registry. */
  readonly repositoryCredentials?: { readonly credentialsParameter: string };
  /** GPUs that it needs. */
  readonly resourceRequirements?: readonly { readonly type: string; readonly value: string }[];
  /** Whether it is started again when it ends. */
  readonly restartPolicy?: {
    readonly enabled: boolean;
    readonly ignoredExitCodes?: readonly number[];
    /** Seconds. */
    readonly restartAttemptPeriod?: number;
  };
  /** Whether all tasks of a deployment run the same image, whatever its tag becomes. */
  readonly versionConsistency?: 'enabled' | 'disabled';
  /** Files with the credentials of a domain. */
  readonly credentialSpecs?: readonly string[];
}

/** A volume of a task, in the words of the ECS API. */
export interface VolumeInput {
  /** Name inside the task: 1 to 255 of a-z, A-Z, 0-9, "-" and "_". */
  readonly name: string;
  /**
   * Whether the service or the run says what it is.
   * @default false
   */
  readonly configuredAtLaunch?: boolean;
  /** A folder of the instance. */
  readonly host?: { readonly sourcePath?: string };
  /** A volume of Docker, on instances only. */
  readonly dockerVolumeConfiguration?: {
    readonly scope?: 'task' | 'shared';
    readonly autoprovision?: boolean;
    readonly driver?: string;
    readonly driverOpts?: Readonly<Record<string, string>>;
    readonly labels?: Readonly<Record<string, string>>;
  };
  /** A file system in EFS. */
  readonly efsVolumeConfiguration?: {
    readonly fileSystemId: string;
    readonly rootDirectory?: string;
    readonly transitEncryption?: 'ENABLED' | 'DISABLED';
    readonly transitEncryptionPort?: number;
    readonly authorizationConfig?: { readonly accessPointId?: string; readonly iam?: 'ENABLED' | 'DISABLED' };
  };
  /** A file system in FSx, for tasks on Windows. */
  readonly fsxWindowsFileServerVolumeConfiguration?: {
    readonly fileSystemId: string;
    readonly rootDirectory: string;
    readonly authorizationConfig: { readonly credentialsParameter: string; readonly domain: string };
  };
  /** A file system in S3 Files. */
  readonly s3filesVolumeConfiguration?: {
    readonly fileSystemArn: string;
    readonly rootDirectory?: string;
    readonly accessPointArn?: string;
    readonly transitEncryptionPort?: number;
  };
}

/**
 * A task definition, in the words of the ECS API: what `aws ecs register-task-definition --cli-input-json` takes.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export interface TaskInput {
  /**
   * Name that all its revisions share.
   * @default - the target makes one
   */
  readonly family?: string;
  /** @default - bridge; on Windows its own mode, behind NAT */
  readonly networkMode?: Exclude<NetworkModeName, 'default'>;
  /**
   * Launch types that the definition is checked for.
   * @default - EC2
   */
  readonly requiresCompatibilities?: readonly LaunchType[];
  /** Its containers, one at least. */
  readonly containerDefinitions: readonly ContainerInput[];
  /** CPU units, 1024 a core, or with the unit vCPU. */
  readonly cpu?: number | string;
  /** MiB, or with the unit GB. */
  readonly memory?: number | string;
  /** Role whose credentials its containers get. */
  readonly taskRoleArn?: string;
  /** Role with which images and secrets are fetched and logs are sent. */
  readonly executionRoleArn?: string;
  /** Whose IPC namespace it has. */
  readonly ipcMode?: 'host' | 'task' | 'none';
  /** Whose process namespace it has. */
  readonly pidMode?: 'host' | 'task';
  /**
   * Whether faults may be injected into its network.
   * @default false
   */
  readonly enableFaultInjection?: boolean;
  /**
   * What it runs on.
   * @default - Linux on X86_64
   */
  readonly runtimePlatform?: { readonly operatingSystemFamily?: string; readonly cpuArchitecture?: string };
  /** What its containers can mount. */
  readonly volumes?: readonly VolumeInput[];
  /** Instances that it may be placed on. */
  readonly placementConstraints?: readonly { readonly type: string; readonly expression?: string }[];
  /** The proxy of App Mesh. */
  readonly proxyConfiguration?: {
    readonly type?: 'APPMESH';
    readonly containerName: string;
    readonly properties?: readonly NameAndValue[];
  };
  /** Disk of its own, on Fargate. */
  readonly ephemeralStorage?: { readonly sizeInGiB: number };
  /** Tags of the definition. */
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
}

/**
 * What stands in a field: a text, a whole number, true or false, an amount with or without its unit, texts by names, one of
 * some words, a name of ECS, a port, a list, or an object with fields of its own.
 */
export type Kind = 'text' | 'name' | 'number' | 'boolean' | 'amount' | 'map' | OneOf | PortKind | ListKind | ObjectKind;

/** One of some words. */
export interface OneOf {
  readonly oneOf: readonly string[];
}

/** A port, the least of which is 0 where that has a meaning. */
export interface PortKind {
  readonly portFrom: 0 | 1;
}

/** A list of one kind. */
export interface ListKind {
  readonly list: Kind;
}

/** An object with fields of its own. */
export interface ObjectKind {
  readonly fields: Readonly<Record<string, Kind>>;
  /** What CloudFormation calls some of them, where it is not the name with a capital letter. */
  readonly inCloudFormation?: Readonly<Record<string, string>>;
}

type Fields<T> = Readonly<Record<keyof Required<T>, Kind>>;
type In<T, K extends keyof T> = NonNullable<T[K]>;
type Item<T, K extends keyof T> = NonNullable<T[K]> extends readonly (infer I)[] ? I : never;

const TEXTS: Kind = { list: 'text' };
const of = <T>(fields: Fields<T>, inCloudFormation?: Readonly<Record<string, string>>): ObjectKind =>
  inCloudFormation === undefined ? { fields } : { fields, inCloudFormation };
const oneOf = (...words: readonly string[]): OneOf => ({ oneOf: words });
const list = (kind: Kind): ListKind => ({ list: kind });

const SECRETS = list(of<SecretInput>({ name: 'text', valueFrom: 'text' }));
const PAIRS = list(of<NameAndValue>({ name: 'text', value: 'text' }));

type Linux = In<ContainerInput, 'linuxParameters'>;

const ENABLED = oneOf('ENABLED', 'DISABLED');

const CONTAINER = of<ContainerInput>({
  name: 'name',
  image: 'text',
  essential: 'boolean',
  portMappings: list(
    of<PortMappingInput>({
      containerPort: { portFrom: 1 },
      hostPort: { portFrom: 0 },
      containerPortRange: 'text',
      protocol: oneOf('tcp', 'udp'),
      name: 'text',
      appProtocol: oneOf('http', 'http2', 'grpc'),
    }),
  ),
  links: TEXTS,
  hostname: 'text',
  dnsServers: TEXTS,
  dnsSearchDomains: TEXTS,
  extraHosts: list(of<Item<ContainerInput, 'extraHosts'>>({ hostname: 'text', ipAddress: 'text' })),
  disableNetworking: 'boolean',
  systemControls: list(of<Item<ContainerInput, 'systemControls'>>({ namespace: 'text', value: 'text' })),
  dependsOn: list(
    of<Item<ContainerInput, 'dependsOn'>>({
      containerName: 'text',
      condition: oneOf('START', 'COMPLETE', 'SUCCESS', 'HEALTHY'),
    }),
  ),
  healthCheck: of<HealthCheckInput>({
    command: TEXTS,
    interval: 'number',
    timeout: 'number',
    retries: 'number',
    startPeriod: 'number',
  }),
  cpu: 'number',
  memory: 'number',
  memoryReservation: 'number',
  entryPoint: TEXTS,
  command: TEXTS,
  workingDirectory: 'text',
  environment: PAIRS,
  environmentFiles: list(of<Item<ContainerInput, 'environmentFiles'>>({ type: oneOf('s3'), value: 'text' })),
  secrets: SECRETS,
  user: 'text',
  privileged: 'boolean',
  readonlyRootFilesystem: 'boolean',
  interactive: 'boolean',
  pseudoTerminal: 'boolean',
  dockerLabels: 'map',
  dockerSecurityOptions: TEXTS,
  startTimeout: 'number',
  stopTimeout: 'number',
  mountPoints: list(
    of<Item<ContainerInput, 'mountPoints'>>({ sourceVolume: 'text', containerPath: 'text', readOnly: 'boolean' }),
  ),
  volumesFrom: list(of<Item<ContainerInput, 'volumesFrom'>>({ sourceContainer: 'text', readOnly: 'boolean' })),
  linuxParameters: of<Linux>({
    capabilities: of<In<Linux, 'capabilities'>>({ add: TEXTS, drop: TEXTS }),
    devices: list(of<Item<Linux, 'devices'>>({ hostPath: 'text', containerPath: 'text', permissions: TEXTS })),
    initProcessEnabled: 'boolean',
    sharedMemorySize: 'number',
    tmpfs: list(of<Item<Linux, 'tmpfs'>>({ containerPath: 'text', size: 'number', mountOptions: TEXTS })),
    maxSwap: 'number',
    swappiness: 'number',
  }),
  ulimits: list(of<Item<ContainerInput, 'ulimits'>>({ name: 'text', softLimit: 'number', hardLimit: 'number' })),
  logConfiguration: of<In<ContainerInput, 'logConfiguration'>>({
    logDriver: 'text',
    options: 'map',
    secretOptions: SECRETS,
  }),
  firelensConfiguration: of<In<ContainerInput, 'firelensConfiguration'>>({
    type: oneOf('fluentd', 'fluentbit'),
    options: 'map',
  }),
  repositoryCredentials: of<In<ContainerInput, 'repositoryCredentials'>>({ credentialsParameter: 'text' }),
  resourceRequirements: list(of<Item<ContainerInput, 'resourceRequirements'>>({ type: 'text', value: 'text' })),
  restartPolicy: of<In<ContainerInput, 'restartPolicy'>>({
    enabled: 'boolean',
    ignoredExitCodes: list('number'),
    restartAttemptPeriod: 'number',
  }),
  versionConsistency: oneOf('enabled', 'disabled'),
  credentialSpecs: TEXTS,
});

type Efs = In<VolumeInput, 'efsVolumeConfiguration'>;
type Fsx = In<VolumeInput, 'fsxWindowsFileServerVolumeConfiguration'>;

const VOLUME = of<VolumeInput>(
  {
    name: 'text',
    configuredAtLaunch: 'boolean',
    host: of<In<VolumeInput, 'host'>>({ sourcePath: 'text' }),
    dockerVolumeConfiguration: of<In<VolumeInput, 'dockerVolumeConfiguration'>>({
      scope: oneOf('task', 'shared'),
      autoprovision: 'boolean',
      driver: 'text',
      driverOpts: 'map',
      labels: 'map',
    }),
    efsVolumeConfiguration: of<Efs>(
      {
        fileSystemId: 'text',
        rootDirectory: 'text',
        transitEncryption: ENABLED,
        transitEncryptionPort: 'number',
        authorizationConfig: of<In<Efs, 'authorizationConfig'>>(
          { accessPointId: 'text', iam: ENABLED },
          { iam: 'IAM' },
        ),
      },
      { fileSystemId: 'FilesystemId' },
    ),
    fsxWindowsFileServerVolumeConfiguration: of<Fsx>({
      fileSystemId: 'text',
      rootDirectory: 'text',
      authorizationConfig: of<Fsx['authorizationConfig']>({ credentialsParameter: 'text', domain: 'text' }),
    }),
    s3filesVolumeConfiguration: of<In<VolumeInput, 's3filesVolumeConfiguration'>>({
      fileSystemArn: 'text',
      rootDirectory: 'text',
      accessPointArn: 'text',
      transitEncryptionPort: 'number',
    }),
  },
  {
    efsVolumeConfiguration: 'EFSVolumeConfiguration',
    fsxWindowsFileServerVolumeConfiguration: 'FSxWindowsFileServerVolumeConfiguration',
    s3filesVolumeConfiguration: 'S3FilesVolumeConfiguration',
  },
);

/** What a task definition of the ECS API is made of. */
export const TASK: ObjectKind = of<TaskInput>({
  family: 'name',
  networkMode: oneOf('none', 'bridge', 'host', 'awsvpc'),
  requiresCompatibilities: list(oneOf(...LAUNCH_TYPES.map(({ name }) => name))),
  containerDefinitions: list(CONTAINER),
  cpu: 'amount',
  memory: 'amount',
  taskRoleArn: 'text',
  executionRoleArn: 'text',
  ipcMode: oneOf('host', 'task', 'none'),
  pidMode: oneOf('host', 'task'),
  enableFaultInjection: 'boolean',
  runtimePlatform: of<In<TaskInput, 'runtimePlatform'>>({ operatingSystemFamily: 'text', cpuArchitecture: 'text' }),
  volumes: list(VOLUME),
  placementConstraints: list(of<Item<TaskInput, 'placementConstraints'>>({ type: 'text', expression: 'text' })),
  proxyConfiguration: of<In<TaskInput, 'proxyConfiguration'>>(
    { type: oneOf('APPMESH'), containerName: 'text', properties: PAIRS },
    { properties: 'ProxyConfigurationProperties' },
  ),
  ephemeralStorage: of<In<TaskInput, 'ephemeralStorage'>>({ sizeInGiB: 'number' }),
  tags: list(of<Item<TaskInput, 'tags'>>({ key: 'text', value: 'text' })),
});
