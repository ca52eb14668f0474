import { type OperatingSystem } from './launch-type';
import { type Listed } from '../values/listed';
import { type NetworkMode } from './network-mode';
import { type Place } from '../values/place';
import { type Knowable } from '../values/unknown';

/** A port mapping as AWS is told it: any number can stand there, rules judge it. */
export interface PortMappingDefinition {
  readonly at: Place;
  /** @default - undefined: not given, as in a range */
  readonly containerPort?: Knowable<number>;
  /** @default - undefined: not given, so dynamic in bridge and the container port in host and awsvpc */
  readonly hostPort?: Knowable<number>;
  /** As written, such as `8000-8010`. */
  readonly containerPortRange?: Knowable<string>;
  /** `tcp` when left out. */
  readonly protocol: Knowable<string>;
  readonly name?: Knowable<string>;
  readonly appProtocol?: Knowable<string>;
}

export interface ContainerDependency {
  readonly container: Knowable<string>;
  /** START, COMPLETE, SUCCESS or HEALTHY. */
  readonly condition: Knowable<string>;
}

/** A container definition, as far as its network goes. */
export interface ContainerDefinition {
  readonly at: Place;
  readonly name: Knowable<string>;
  readonly image?: Knowable<string>;
  readonly essential: Knowable<boolean>;
  readonly portMappings: Listed<PortMappingDefinition>;
  /** As written: `name` or `name:alias`. */
  readonly links: Listed<Knowable<string>>;
  readonly hostname?: Knowable<string>;
  readonly dnsServers: Listed<Knowable<string>>;
  readonly dnsSearchDomains: Listed<Knowable<string>>;
  readonly extraHosts: Listed<{ readonly hostname: Knowable<string>; readonly ipAddress: Knowable<string> }>;
  readonly disableNetworking?: Knowable<boolean>;
  readonly systemControls: Listed<{ readonly namespace: Knowable<string>; readonly value?: Knowable<string> }>;
  readonly dependsOn: Listed<ContainerDependency>;
  /** Undefined when there is none in the definition (the image may have one). */
  readonly healthCheck?: { readonly timeoutSeconds?: Knowable<number> };
  /** MiB */
  readonly memory?: Knowable<number>;
  /** MiB */
  readonly memoryReservation?: Knowable<number>;
  readonly user?: Knowable<string>;
  readonly privileged?: Knowable<boolean>;
  readonly readonlyRootFilesystem?: Knowable<boolean>;
  /** Undefined when linuxParameters is absent. */
  readonly linuxParameters?: {
    readonly initProcessEnabled?: Knowable<boolean>;
    readonly addedCapabilities?: Listed<Knowable<string>>;
  };
  readonly hasUlimits: boolean;
  /** fluentd or fluentbit, where the container is a log router. */
  readonly firelens?: Knowable<string>;
  readonly logDriver?: Knowable<string>;
  /** Paths that are mounted writable. */
  readonly mountPaths: Listed<Knowable<string>>;
  readonly environment: Listed<{ readonly name: Knowable<string>; readonly value: Knowable<string> }>;
  /** @default - undefined: nobody looked */
  readonly supplies?: ContainerSupplies;
}

/** Where a secret is kept. */
export interface SecretSource {
  readonly service: 'secretsmanager' | 'ssm';
  /** Undefined: the region of the stack. */
  readonly region: string | undefined;
}

/** What has to be fetched for a container before it starts, and where its log goes. */
export interface ContainerSupplies {
  /** The image, with `${Name}` for whatever is decided at deployment. */
  readonly image: Knowable<string> | undefined;
  readonly logOptions: Listed<{ readonly name: string; readonly value: Knowable<string> }>;
  /** Of its environment and of its log driver. */
  readonly secrets: Listed<Knowable<SecretSource>>;
  /** Of its registry; undefined: none are named. */
  readonly registryCredentials: Knowable<SecretSource> | undefined;
  readonly hasEnvironmentFiles: boolean;
}

/** An ECS task definition as AWS is told it. */
export interface TaskDefinition {
  readonly at: Place;
  readonly family?: Knowable<string>;
  /** As written; undefined when left out. */
  readonly networkModeGiven: Knowable<string | undefined>;
  /** What it means; unknown also when a mode of that name does not exist. */
  readonly networkMode: Knowable<NetworkMode>;
  /** As written; empty when left out. */
  readonly compatibilities: Knowable<readonly string[]>;
  /** Linux when nothing says otherwise. */
  readonly operatingSystem: Knowable<OperatingSystem>;
  readonly operatingSystemGiven: boolean;
  /** MiB; undefined when left out. */
  readonly memory?: Knowable<number>;
  /** CPU units, 1024 a core; undefined when left out. */
  readonly cpu?: Knowable<number>;
  readonly hasTaskRole: Knowable<boolean>;
  readonly hasProxyConfiguration: Knowable<boolean>;
  /**
   * Whether constraints of its own may keep it off some instances.
   * @default false
   */
  readonly isConstrained?: boolean;
  readonly enableFaultInjection: Knowable<boolean>;
  readonly ipcMode?: Knowable<string>;
  readonly pidMode?: Knowable<string>;
  readonly containers: Listed<ContainerDefinition>;
  /**
   * File systems (EFS) of its volumes.
   * @default - undefined: nobody looked
   */
  readonly fileSystems?: Listed<Knowable<string>>;
}
