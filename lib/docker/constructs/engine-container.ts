import {
  Container,
  type ContainerConfig,
  type ContainerHost,
  type ContainerNetworksAdvanced,
  type ContainerPorts,
} from '@cdktf/provider-docker/lib/container';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import { type ContainerSpec, type Listener } from '../../core/engine/definition/docker-host';
import { leadsTo } from '../../core/values/graph';
import { ModelError, quoted } from '../../core/values/model-error';
import { Port } from '../../core/values/port';
import { hostEntries, labelBlocks, networkMode, networksAdvanced, ports } from '../write/attributes';
import { assertContainerName, assertList, assertSameEngine, assertWhole, type Entry, methodOf } from '../checks/checks';
import { type DockerEngine, engineFor, stateOf } from './docker-engine';
import { DockerImage } from './docker-image';
import { type Mount, volumeBlock } from './docker-volume';
import { HEALTH_CHECK_LABEL, type HealthCheck, healthCheckBlock, healthCheckDigest } from './health-check';
import { containerSpec } from '../plan/host-model';
import { type Late, writeLate } from '../write/late';
import { type Plan } from '../plan/plan';
import { type ContainerState, type ProgramState, DEFAULT_BRIDGE, type NamespaceState } from '../plan/state';
import { isDecidedLater } from '../../terraform/tokens';

/** When the engine starts a container again that ended. */
export type RestartPolicy = 'no' | 'on-failure' | 'always' | 'unless-stopped';

/** What every container has, whatever its network. */
export interface EngineContainerProps {
  /** A name such as `busybox:1.36`, pulled when the engine does not have it, or an image of this app. */
  readonly image: string | DockerImage;
  /**
   * Name on the engine, unique there; on user-defined networks the container is found by it.
   * @default - the id
   */
  readonly name?: string;
  /** @default - the image's */
  readonly command?: readonly string[];
  /** @default - the image's */
  readonly entrypoint?: readonly string[];
  /** @default - the image's */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default - the image's */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default - none */
  readonly mounts?: readonly Mount[];
  /** @default 'no' */
  readonly restart?: RestartPolicy;
  /**
   * Capabilities, in upper or lower case, with or without `CAP_`.
   * @default - the engine's
   */
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  /**
   * How the engine finds out whether the container works.
   * @default - the image's
   */
  readonly healthCheck?: HealthCheck;
  /**
   * What listens inside, for the analysis; nothing of it is sent.
   * @default - nothing is said: a way that is open counts as let through
   */
  readonly listens?: readonly (Port | Listener)[];
}

/** What a kind of container adds. */
export interface KindState {
  readonly state: Omit<
    ContainerState,
    | 'construct'
    | 'name'
    | 'image'
    | 'listeners'
    | 'startsAfter'
    | 'program'
    | 'resource'
    | 'given'
    | 'links'
    | 'running'
  > & { readonly running?: boolean };
  readonly config?: Partial<ContainerConfig>;
}

const STATES = new WeakMap<EngineContainer, ContainerState>();

/** What a container holds. For the constructs of this folder. */
export function containerState(container: EngineContainer): ContainerState {
  const state = STATES.get(container);
  if (state) return state;
  throw new ModelError(
    'container-foreign',
    'this container was made by another copy of the library',
    'load the library once',
  );
}

/** A container of an engine, whatever its network. */
export abstract class EngineContainer extends Construct {
  /** The engine that runs it. */
  readonly engine: DockerEngine;
  /** Name on the engine. */
  readonly containerName: string;
  /** The Terraform resource; what is changed there is checked as well. */
  readonly resource: Container;
  readonly #healthCheck: boolean;

  protected constructor(scope: Construct, id: string, props: EngineContainerProps, kind: KindState, entry: Entry) {
    const engine = engineFor(scope, id, new.target);
    super(scope, id);
    this.engine = engine;
    this.containerName = props.name ?? id;
    assertContainerName(this.containerName, entry);
    const { image } = props;
    if (image instanceof DockerImage) assertSameEngine(this, image, [engine, image.engine], entry);
    const plan = (): Plan => stateOf(engine).plan;
    const resource = new Container(this, 'Resource', {
      provider: engine.provider,
      name: this.containerName,
      image: typeof image === 'string' ? image : image.resource.imageId,
      networkMode: provisionalMode(kind.state.namespace),
      ...commonConfig(props, entry),
      ...kind.config,
    });
    this.resource = resource;
    const startsAfter = new Set<ContainerState>();
    writeLate(resource, [
      ...(kind.state.namespace.kind === 'own' ? ownNamespace(resource, () => state, plan) : []),
      {
        input: 'networkModeInput',
        put: (value) => {
          resource.networkMode = value as string;
        },
        produce: () => networkMode(state),
        placeholder: resource.networkModeInput,
      },
      {
        input: 'hostInput',
        put: (value) => {
          resource.putHost(value as ContainerHost[]);
        },
        produce: () => hostEntries(state, plan()),
      },
    ]);
    this.#healthCheck = props.healthCheck !== undefined;
    const state: ContainerState = {
      running: true,
      ...kind.state,
      construct: this,
      name: this.containerName,
      image: typeof image === 'string' ? image : image.imageName,
      links: [],
      listeners: props.listens?.map((one) =>
        one instanceof Port ? { port: one.number, protocol: one.protocol } : one,
      ),
      startsAfter,
      program: programOf(props),
      resource: this.resource,
      given: new Map(GIVEN.map((attribute) => [attribute, Reflect.get(this.resource, attribute) as unknown])),
    };
    STATES.set(this, state);
    stateOf(engine).addContainer(state);
  }

  /** The container as the core's model has it. */
  get spec(): ContainerSpec {
    return containerSpec(containerState(this), stateOf(this.engine).plan);
  }

  /**
   * Starts this container after another one was started, or found healthy.
   * @throws ModelError engine-foreign, health-check-missing, start-order-cycle, number-out-of-range
   */
  startAfter(
    other: EngineContainer,
    options: { readonly healthy?: boolean; readonly timeoutSeconds?: number } = {},
  ): void {
    const entry = methodOf(EngineContainer, 'startAfter');
    const { timeoutSeconds } = options;
    if (timeoutSeconds !== undefined) assertWhole('the time to wait, in seconds,', timeoutSeconds, 1, entry);
    assertSameEngine(this, other, [this.engine, other.engine], entry);
    const target = containerState(other);
    const self = containerState(this);
    if (target === self || leadsTo(target, self, waitsFor)) {
      throw new ModelError(
        'start-order-cycle',
        `container ${quoted(other.containerName)} already waits for container ${quoted(this.containerName)}`,
        'let one of them retry its connection instead',
        entry,
      );
    }
    if (options.healthy === true) {
      if (!other.#healthCheck) {
        throw new ModelError(
          'health-check-missing',
          `container ${quoted(other.containerName)} cannot be waited for: it has no health check`,
          'give it healthCheck: { command: … }',
          entry,
        );
      }
      other.resource.wait = true;
      if (timeoutSeconds !== undefined) other.resource.waitTimeout = timeoutSeconds;
    }
    self.startsAfter.add(target);
    this.resource.dependsOn = Lazy.listValue({ produce: () => references(self.startsAfter) });
  }
}

/** What only a container with a stack of its own has. */
function ownNamespace(resource: Container, state: () => ContainerState, plan: () => Plan): Late[] {
  return [
    {
      input: 'networksAdvancedInput',
      put: (value) => {
        resource.putNetworksAdvanced(value as ContainerNetworksAdvanced[]);
      },
      produce: () => networksAdvanced(state(), plan()),
    },
    {
      input: 'portsInput',
      put: (value) => {
        resource.putPorts(value as ContainerPorts[]);
      },
      produce: () => ports(state()),
    },
  ];
}

/** The mode until all is known: the other container's id is a reference to a name that may still be changed. */
function provisionalMode(namespace: NamespaceState): string {
  if (namespace.kind === 'container') return `container:${namespace.owner.name}`;
  return namespace.kind === 'own' ? DEFAULT_BRIDGE : namespace.kind;
}

function references(containers: ReadonlySet<ContainerState>): string[] {
  return [...containers].map(({ resource }) => `docker_container.${resource.friendlyUniqueId}`).sort();
}

/** Attributes of the resource that the analysis reads. */
const GIVEN = [
  'nameInput',
  'imageInput',
  'networkModeInput',
  'networksAdvancedInput',
  'portsInput',
  'hostInput',
  'hostnameInput',
  'domainnameInput',
  'dnsInput',
  'dnsSearchInput',
  'dnsOptsInput',
  'sysctlsInput',
  'publishAllPortsInput',
  'startInput',
  'mustRunInput',
  'linksInput',
];

/** Whom a container waits for before it starts. */
function waitsFor({ startsAfter, namespace }: ContainerState): ContainerState[] {
  return [...startsAfter, ...(namespace.kind === 'container' ? [namespace.owner] : [])];
}

function commonConfig(props: EngineContainerProps, entry: Entry): Partial<ContainerConfig> {
  const { command, entrypoint, environment = {}, mounts = [], restart, capabilities, healthCheck } = props;
  assertCommand(command, entrypoint, entry);
  const check = healthCheck && healthCheckBlock(healthCheck, entry);
  const labels = { ...props.labels, ...(check && { [HEALTH_CHECK_LABEL]: healthCheckDigest(check) }) };
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return {
    ...(command && { command: [...command] }),
    ...(entrypoint && { entrypoint: [...entrypoint] }),
    ...(variables.length > 0 && { env: variables.sort() }),
    ...(Object.keys(labels).length > 0 && { labels: labelBlocks(labels) }),
    ...(mounts.length > 0 && { volumes: mounts.map((mount) => volumeBlock(mount, entry)) }),
    ...(restart && { restart }),
    ...(capabilities && { capabilities: mapCapabilities(capabilities) }),
    ...(check && { healthcheck: check }),
  };
}

function programOf({
  image,
  command,
  entrypoint,
  environment = {},
  labels = {},
  mounts = [],
  healthCheck,
}: EngineContainerProps): ProgramState {
  const words = [...(entrypoint ?? []), ...(command ?? [])];
  const test = healthCheck === undefined ? [] : [healthCheck.command].flat();
  return {
    environment,
    labels,
    mounts: mounts.map(({ path }) => path),
    isBuilt: image instanceof DockerImage,
    ...(words.length > 0 && { command: words }),
    ...(test.length > 0 && { healthCheck: test }),
  };
}

/** The provider refuses every empty word of a command; an entrypoint it passes on. */
function assertCommand(
  command: readonly string[] | undefined,
  entrypoint: readonly string[] | undefined,
  entry: Entry,
): void {
  if (command) assertList('a command', command, "['sleep', '60']", entry);
  if (entrypoint) assertList('an entrypoint', entrypoint, "['sleep', '60']", entry);
  if (command?.includes('') === true) {
    throw new ModelError(
      'command-empty',
      `the provider takes no empty word in a command, got ${quoted(command)}`,
      `leave command out to run what the image says; for a program that needs an empty word take a shell: ['sh', '-c', "echo ''"]`,
      entry,
    );
  }
  if (entrypoint?.[0] !== '') return;
  throw new ModelError(
    'entrypoint-empty',
    `the first word of an entrypoint is a program, got ${quoted(entrypoint)}`,
    'name the program: an engine forgets an entrypoint without one, and Terraform would replace the container for ever',
    entry,
  );
}

/** Newer engines read capabilities back with their prefix. */
function mapCapabilities(given: NonNullable<EngineContainerProps['capabilities']>): {
  add?: string[];
  drop?: string[];
} {
  const full = (name: string): string => {
    if (isDecidedLater(name)) return name;
    const upper = name.toUpperCase();
    return upper === 'ALL' || upper.startsWith('CAP_') ? upper : `CAP_${upper}`;
  };
  const all = (names: readonly string[]): string[] => [...new Set(names.map(full))].sort();
  return { ...(given.add && { add: all(given.add) }), ...(given.drop && { drop: all(given.drop) }) };
}
