import { Container } from '@cdktf/provider-docker/lib/container';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { type Service } from '../../core/ecs/service';
import { type TaskDefinition } from '../../core/ecs/task';
import { type TaskClaim } from '../../core/local/claims';
import { type LocalPlan, networksIn, planLocally, portsGiven, type Spelling } from '../../core/local/local-plan';
import { VPC_NETWORK } from '../../core/local/local-task';
import { findings } from '../../core/rules/check';
import { ModelError, quoted } from '../../core/values/model-error';
import { volumesOf } from '../../local/settings';
import { containerBlocks, labelsOf, literal } from '../../local/terraform-blocks';
import { type Entry, entryOf, wrongType } from '../checks/checks';
import { BridgeNetwork } from './bridge-network';
import { DockerEngine, stateOf } from './docker-engine';
import { DockerImage } from './docker-image';
import { DockerVolume } from './docker-volume';

/** Props of LocalTask. */
export interface LocalTaskProps {
  /** The definition: `defineTask({ … })`, or what a reader of files gives: `readTaskDefinitions({ data }).tasks[0]`. */
  readonly task: TaskDefinition;
  /**
   * Services as a reader gives them; those that run the task give it their discovery names on the network.
   * @default - none: it has no such names
   */
  readonly services?: readonly Service[];
  /**
   * How often it runs.
   * @default 1
   */
  readonly copies?: number;
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

/** How a program gives what a definition lacks. */
const PROPS: Spelling = {
  image: (container) => `images: { ${quoted(container)}: IMAGE }`,
  value: (variable) => `environment: { ${quoted(variable)}: VALUE }`,
};

/** The networks that stand for the VPC and for namespaces of Service Connect, by engine and name: tasks meet there. */
const NETWORKS = new WeakMap<DockerEngine, Map<string, BridgeNetwork>>();

/**
 * An ECS task on a Docker Engine, as the ECS agent would have Docker create it: the same namespaces, ports, links and order.
 *
 * What ECS would refuse, what cannot run locally and what the engine would refuse fails the synth; what is left out is a warning.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html
 */
export class LocalTask extends Construct {
  /** The engine that runs it. */
  readonly engine: DockerEngine;
  /** What is the same as on ECS, what is different and how to notice, and what is absent. */
  readonly claims: readonly TaskClaim[];
  /** The network that stands for the VPC, for others to join; undefined: the task has no network interface of its own. */
  readonly network: BridgeNetwork | undefined;
  /**
   * The Terraform resources by the names of the containers on the engine, each after those that it needs; what is changed there
   * is checked as well.
   */
  readonly resources: ReadonlyMap<string, Container>;

  /** @throws ModelError engine-missing, wrong-type, number-out-of-range */
  constructor(scope: Construct, id: string, props: LocalTaskProps) {
    const entry = entryOf(LocalTask);
    const { task, services = [], copies = 1, images = {}, environment = {}, pauseImage } = props;
    assertTask(task, entry);
    assertCopies(copies, entry);
    const engine = DockerEngine.of(scope);
    super(scope, id);
    this.engine = engine;
    const state = stateOf(engine);
    const plan = planLocally([{ task, services: services.filter((one) => one.task === task) }], {
      copies,
      images: new Map(Object.entries(images)),
      environment: new Map(Object.entries(environment)),
      ...(pauseImage === undefined ? {} : { pauseImage }),
      instance: { busyPorts: state.localTasks.flatMap(({ hostPorts }) => hostPorts) },
      spelling: PROPS,
    });
    // nothing can be said of containers that would never be
    const isRefused = plan.refusals.length > 0 || findings('task', [task]).some(({ severity }) => severity === 'error');
    state.addLocalTask({
      construct: this,
      task,
      refusals: plan.refusals,
      reductions: plan.reductions,
      hostPorts: plan.containers.flatMap(({ local }) => portsGiven(local)),
    });
    this.claims = plan.tasks.flatMap((one) => one.claims);
    const networks = new Map(isRefused ? [] : networksIn(plan).map((name) => [name, networkCalled(name, engine)]));
    this.network = networks.get(VPC_NETWORK);
    this.resources = isRefused ? new Map() : this.#create(plan, networks);
  }

  #create(plan: LocalPlan, networks: ReadonlyMap<string, BridgeNetwork>): ReadonlyMap<string, Container> {
    const { engine } = this;
    const images = this.#each('Images', new Set(plan.containers.map(({ image }) => image)), (scope, id, name) => {
      return new DockerImage(scope, id, { name: expressionless(name) });
    });
    const volumes = this.#each('Volumes', volumesOf(plan), (scope, id, name) => {
      return new DockerVolume(scope, id, { name: nameBelow(this, name) });
    });
    const resources = new Map(
      plan.containers.map(({ key, image }) => {
        const imageId = images.get(image)?.resource.imageId ?? '';
        return [key, new Container(this, key, { provider: engine.provider, name: key, image: imageId })];
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
    return resources;
  }

  #each<T>(
    folder: string,
    names: Iterable<string>,
    make: (scope: Construct, id: string, name: string) => T,
  ): ReadonlyMap<string, T> {
    const scope = new Construct(this, folder);
    return new Map([...labelsOf(names)].map(([name, label]) => [name, make(scope, label, name)]));
  }
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

function assertTask(task: unknown, entry: Entry): void {
  if (typeof task === 'object' && task !== null && 'containers' in task && 'networkModeGiven' in task) return;
  const fix =
    'write it as defineTask({ … }), or read it from its file: readTaskDefinitions({ data: JSON.parse(text) }).tasks[0]';
  throw wrongType('a local task is made of a TaskDefinition', task, fix, entry);
}

function assertCopies(copies: number, entry: Entry): void {
  if (Number.isInteger(copies) && copies >= 1) return;
  throw new ModelError(
    'number-out-of-range',
    `the number of copies is a whole number from 1 on, got ${Token.isUnresolved(copies) ? 'a token' : quoted(copies)}`,
    'write the number: each copy is made of containers of its own',
    entry,
  );
}
