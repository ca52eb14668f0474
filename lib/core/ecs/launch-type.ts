import { registered } from '../values/registered';

/** Where a task definition says that it can run. */
export type LaunchType = 'EC2' | 'FARGATE' | 'EXTERNAL' | 'MANAGED_INSTANCES';

/** Whose interface carries what a task needs to start: its own, or that of the instance it is placed on. */
export type Carrier = 'task' | 'instance';

/** What instances or tasks run. */
export type OperatingSystem = 'linux' | 'windows';

/** What `networkMode` can say in a task definition. The default of Windows is written by leaving it out. */
export type NetworkModeName = 'none' | 'bridge' | 'host' | 'awsvpc' | 'default';

/**
 * A launch type, as an object that answers questions. A new one is a row of {@link LAUNCH_TYPES} and its name above.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_types.html
 */
export interface LaunchTypeFacts {
  readonly name: LaunchType;
  /** What AWS calls it in running text. */
  readonly title: string;
  /** Network modes that its tasks can have. */
  readonly networkModes: readonly NetworkModeName[];
  /** Capacity providers that every cluster can name without making them. */
  readonly capacityProviders: readonly string[];
  /** Whether its tasks are placed on container instances that joined the cluster, which have ports and interfaces to count. */
  readonly onClusterInstances: boolean;
  /** Whether load balancers, service discovery and Service Connect reach its tasks: those outside of AWS they do not. */
  readonly hasEndpoints: boolean;
  /** Whether a daemon service can run on it: one task on each instance. */
  readonly takesDaemons: boolean;
  /** Whether a task can get a public address; undefined where AWS does not say. */
  readonly givesPublicAddresses: boolean | undefined;
  /** Whether placement constraints and strategies choose where its tasks run. */
  readonly takesPlacement: boolean;
  /** Whether a platform version can be named; undefined where AWS does not say. */
  readonly hasPlatformVersion: boolean | undefined;
  /** Whether a task can ask for storage of its own; undefined where AWS does not say. */
  readonly hasEphemeralStorage: boolean | undefined;
  /** Whose interface carries what a task needs to start: images, secrets, logs. Undefined where that is not in a VPC, or not known. */
  readonly startCarrier: Carrier | undefined;
}

/** The launch types of Amazon ECS. */
export const LAUNCH_TYPES: readonly LaunchTypeFacts[] = [
  {
    name: 'EC2',
    title: 'EC2',
    networkModes: ['none', 'bridge', 'host', 'awsvpc', 'default'],
    capacityProviders: [],
    onClusterInstances: true,
    hasEndpoints: true,
    takesDaemons: true,
    givesPublicAddresses: false,
    takesPlacement: true,
    hasPlatformVersion: false,
    hasEphemeralStorage: false,
    startCarrier: 'instance',
  },
  {
    name: 'FARGATE',
    title: 'Fargate',
    networkModes: ['awsvpc'],
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    onClusterInstances: false,
    hasEndpoints: true,
    takesDaemons: false,
    givesPublicAddresses: true,
    takesPlacement: false,
    hasPlatformVersion: true,
    hasEphemeralStorage: true,
    startCarrier: 'task',
  },
  {
    name: 'EXTERNAL',
    title: 'External',
    networkModes: ['none', 'bridge', 'host', 'default'],
    capacityProviders: [],
    onClusterInstances: false,
    hasEndpoints: false,
    takesDaemons: true,
    givesPublicAddresses: false,
    takesPlacement: true,
    hasPlatformVersion: false,
    hasEphemeralStorage: false,
    startCarrier: undefined,
  },
  {
    name: 'MANAGED_INSTANCES',
    title: 'Managed Instances',
    networkModes: ['host', 'awsvpc'],
    capacityProviders: [],
    onClusterInstances: false,
    hasEndpoints: true,
    takesDaemons: true,
    givesPublicAddresses: undefined,
    takesPlacement: true,
    hasPlatformVersion: undefined,
    hasEphemeralStorage: undefined,
    startCarrier: undefined,
  },
];

const BY_NAME: ReadonlyMap<unknown, LaunchTypeFacts> = registered('launch type', LAUNCH_TYPES, ({ name }) => name);
const BY_PROVIDER = new Map<unknown, LaunchTypeFacts>(
  LAUNCH_TYPES.flatMap((one) => one.capacityProviders.map((provider) => [provider, one])),
);

/** The launch type of that name; undefined when there is none. */
export function launchTypeNamed(name: unknown): LaunchTypeFacts | undefined {
  return BY_NAME.get(name);
}

/** The launch type behind a capacity provider that every cluster has; undefined for one that is made in an account. */
export function launchTypeOfProvider(provider: unknown): LaunchTypeFacts | undefined {
  return BY_PROVIDER.get(provider);
}

/** The launch types that have a network mode. */
export function launchTypesWith(mode: NetworkModeName): readonly LaunchType[] {
  return LAUNCH_TYPES.filter(({ networkModes }) => networkModes.includes(mode)).map(({ name }) => name);
}
