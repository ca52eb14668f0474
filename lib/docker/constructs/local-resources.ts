import { Container } from '@cdktf/provider-docker/lib/container';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { type TaskClaim } from '../../core/local/claims';
import {
  type LocalOptions,
  type LocalPlan,
  type LocalRequest,
  networksIn,
  planLocally,
  portsGiven,
  type Spelling,
} from '../../core/local/local-plan';
import { VPC_NETWORK } from '../../core/local/local-task';
import { findings } from '../../core/rules/check';
import { ModelError, quoted } from '../../core/values/model-error';
import { volumesOf } from '../../local/settings';
import { containerBlocks, labelsOf, literal } from '../../local/terraform-blocks';
import { type Entry, wrongType } from '../checks/checks';
import { BridgeNetwork } from './bridge-network';
import { type DockerEngine, stateOf } from './docker-engine';
import { DockerImage } from './docker-image';
import { DockerVolume } from './docker-volume';

/** How a program gives what a definition lacks. */
const PROPS: Spelling = {
  image: (container) => `images: { ${quoted(container)}: IMAGE }`,
  value: (variable) => `environment: { ${quoted(variable)}: VALUE }`,
};

/** What is said of a local run besides its tasks. */
export interface LocalRunProps {
  /**
   * Images in place of those that are written, by the name of the container; `*` stands for all others.
   * @default - those that are written
   */
  readonly images?: Readonly<Record<string, string>>;
  /**
   * Values for secrets, or in place of those that are written, by the name of the variable. Only tokens, such as the value of a
   * TerraformVariable, are expressions.
   * @default - secrets are not set
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Image with a `sleep` in it, for the container that has the address of an awsvpc task.
   * @default 'busybox'
   */
  readonly pauseImage?: string;
}

/** What a plan became in an app. */
export interface PlannedResources {
  /** What is the same as on ECS, what is different and how to notice, and what is absent, by the name of the task. */
  readonly claims: ReadonlyMap<string, readonly TaskClaim[]>;
  /** The network that stands for the VPC; undefined: nothing joins it. */
  readonly network: BridgeNetwork | undefined;
  /** The containers by their names on the engine. */
  readonly resources: ReadonlyMap<string, Container>;
}

/** The networks that stand for the VPC and for namespaces of Service Connect, by engine and name: tasks meet there. */
const NETWORKS = new WeakMap<DockerEngine, Map<string, BridgeNetwork>>();

/** Plans a run of tasks for an engine, and makes what it takes below a construct; of a run that is refused, nothing. */
export function createRun(
  scope: Construct,
  engine: DockerEngine,
  requests: readonly LocalRequest[],
  { images = {}, environment = {}, pauseImage }: LocalRunProps,
  more: Pick<LocalOptions, 'loadBalancing' | 'balancerImage'> = {},
): PlannedResources {
  const state = stateOf(engine);
  const plan = planLocally(requests, {
    ...more,
    images: new Map(Object.entries(images)),
    environment: new Map(Object.entries(environment)),
    ...(pauseImage === undefined ? {} : { pauseImage }),
    instance: { busyPorts: state.localRuns.flatMap(({ hostPorts }) => hostPorts) },
    spelling: PROPS,
  });
  const tasks = requests.map(({ task }) => task);
  // nothing can be said of containers that would never be
  const isRefused = plan.refusals.length > 0 || findings('task', tasks).some(({ severity }) => severity === 'error');
  state.addLocalRun({
    construct: scope,
    tasks,
    refusals: plan.refusals,
    reductions: plan.reductions,
    hostPorts: plan.containers.flatMap(({ local }) => portsGiven(local)),
  });
  const claims = new Map(plan.tasks.map((task) => [task.name, task.claims]));
  return isRefused ? { claims, network: undefined, resources: new Map() } : { claims, ...created(scope, plan, engine) };
}

/** Makes the containers of a plan below a construct, with the images, volumes and networks that they need. */
function created(scope: Construct, plan: LocalPlan, engine: DockerEngine): Omit<PlannedResources, 'claims'> {
  const networks = new Map(networksIn(plan).map((name) => [name, networkCalled(name, engine)]));
  const images = each(scope, 'Images', new Set(plan.containers.map(({ image }) => image)), (at, id, name) => {
    return new DockerImage(at, id, { name: expressionless(name) });
  });
  const volumes = each(scope, 'Volumes', volumesOf(plan), (at, id, name) => {
    return new DockerVolume(at, id, { name: nameBelow(scope, name) });
  });
  const resources = new Map(
    plan.containers.map(({ key, image }) => {
      const imageId = images.get(image)?.resource.imageId ?? '';
      return [key, new Container(scope, key, { provider: engine.provider, name: key, image: imageId })];
    }),
  );
  const blocks = containerBlocks(plan, {
    container: (key) => `docker_container.${resources.get(key)?.friendlyUniqueId ?? ''}`,
    image: (name) => images.get(name)?.resource.imageId ?? '',
    network: (name) => `\${docker_network.${networks.get(name)?.resource.friendlyUniqueId ?? ''}.id}`,
    volume: (name) => volumes.get(name)?.resource.name ?? '',
    text: expressionless,
  });
  for (const [key, block] of blocks) {
    const resource = resources.get(key);
    for (const [argument, value] of Object.entries(block)) resource?.addOverride(argument, value);
  }
  return { network: networks.get(VPC_NETWORK), resources };
}

function each<T>(
  scope: Construct,
  folder: string,
  names: Iterable<string>,
  make: (scope: Construct, id: string, name: string) => T,
): ReadonlyMap<string, T> {
  const below = new Construct(scope, folder);
  return new Map([...labelsOf(names)].map(([name, label]) => [name, make(below, label, name)]));
}

/** One of a name for all tasks of an engine, made with the first that joins it. */
function networkCalled(name: string, engine: DockerEngine): BridgeNetwork {
  const made = NETWORKS.get(engine) ?? new Map<string, BridgeNetwork>();
  NETWORKS.set(engine, made);
  const id = name === VPC_NETWORK ? 'LocalTaskVpc' : `LocalTask-${name}`;
  const network = made.get(name) ?? new BridgeNetwork(engine, id, { name: nameBelow(engine, name) });
  made.set(name, network);
  return network;
}

/** A name on the engine that no other construct of the app gives; the engine takes 63 characters. */
function nameBelow({ node }: Construct, name: string): string {
  const path = node.path.replaceAll(/[^a-zA-Z0-9_.-]+/g, '-');
  return `${path}_${name}`.slice(-63).replace(/^[^a-zA-Z0-9]+/, '');
}

/** A text of a definition as it is written: only what the program itself gave may be an expression. */
function expressionless(text: string): string {
  return Token.isUnresolved(text) ? text : literal(text);
}

/** @throws ModelError wrong-type */
export function assertTask(task: unknown, entry: Entry): void {
  if (typeof task === 'object' && task !== null && 'containers' in task && 'networkModeGiven' in task) return;
  const fix =
    'write it as defineTask({ … }), or read it from its file: readTaskDefinitions({ data: JSON.parse(text) }).tasks[0]';
  throw wrongType('a local task is made of a TaskDefinition', task, fix, entry);
}

/** @throws ModelError number-out-of-range */
export function assertCopies(copies: number, entry: Entry): void {
  if (Number.isInteger(copies) && copies >= 1) return;
  throw new ModelError(
    'number-out-of-range',
    `the number of copies is a whole number from 1 on, got ${Token.isUnresolved(copies) ? 'a token' : quoted(copies)}`,
    'write the number: each copy is made of containers of its own',
    entry,
  );
}
