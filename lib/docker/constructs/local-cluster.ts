import { type Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import { type LoadBalancing } from '../../core/ecs/load-balancing';
import { type Service } from '../../core/ecs/service';
import { type TaskDefinition } from '../../core/ecs/task';
import { type TaskClaim } from '../../core/local/claims';
import { ModelError, quoted } from '../../core/values/model-error';
import { type Entry, entryOf } from '../checks/checks';
import { type BridgeNetwork } from './bridge-network';
import { type DockerEngine, engineFor } from './docker-engine';
import { localResources } from './lazy-local-resources';
import { type LocalRunProps } from './local-resources';

/** Props of LocalCluster; what a reader gives has tasks, services and load balancers under these names. */
export interface LocalClusterProps extends LocalRunProps {
  /** The definitions; each is run, whether a service runs it or not. */
  readonly tasks: readonly TaskDefinition[];
  /**
   * The services that run them: their names in Cloud Map and Service Connect, and their load balancers.
   * @default - none
   */
  readonly services?: readonly Service[];
  /**
   * Load balancers in front of the services.
   * @default - none
   */
  readonly loadBalancing?: readonly LoadBalancing[];
  /**
   * Copies of a task, by its family.
   * @default - one of each
   */
  readonly copies?: Readonly<Record<string, number>>;
  /**
   * Image with the `nc` of busybox, for a plain proxy in place of each listener of a load balancer, at 127.0.0.1 and the port of the
   * listener.
   * @default - no proxy stands for them
   */
  readonly balancerImage?: string;
}

/**
 * The tasks and services of an app on a Docker Engine, as one ECS container instance would have them: tasks with an interface of
 * their own on one network, with their names in Cloud Map; namespaces of Service Connect as networks of those that take part.
 *
 * What ECS would refuse, what cannot run locally and what the engine would refuse fails the synth; what is left out is a warning.
 * Security groups are not enforced, as {@link claims} say.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/interconnecting-services.html
 */
export class LocalCluster extends Construct {
  /** The engine that runs it. */
  readonly engine: DockerEngine;
  /** What is the same as on ECS, what is different and how to notice, and what is absent, by the name of the task. */
  readonly claims: ReadonlyMap<string, readonly TaskClaim[]>;
  /** The network that stands for the VPC, for others to join; undefined: no task has a network interface of its own. */
  readonly network: BridgeNetwork | undefined;
  /**
   * The Terraform resources by the names of the containers on the engine, each after those that it needs; what is changed there
   * is checked as well.
   */
  readonly resources: ReadonlyMap<string, Container>;

  /** @throws ModelError engine-missing, wrong-type, number-out-of-range, task-unknown */
  constructor(scope: Construct, id: string, props: LocalClusterProps) {
    const entry = entryOf(LocalCluster);
    const { assertCopies, assertTask, createRun } = localResources();
    const { tasks, services = [], copies = {}, loadBalancing = [], balancerImage } = props;
    for (const task of tasks) assertTask(task, entry);
    const families = tasks.flatMap(({ family }) => (typeof family === 'string' ? [family] : []));
    for (const [family, count] of Object.entries(copies)) {
      assertFamily(family, families, entry);
      assertCopies(count, entry);
    }
    const engine = engineFor(scope, id, LocalCluster);
    super(scope, id);
    this.engine = engine;
    const requests = tasks.map((task) => ({
      task,
      services: services.filter((one) => one.task === task),
      copies: (typeof task.family === 'string' ? copies[task.family] : undefined) ?? 1,
    }));
    const { claims, network, resources } = createRun(this, engine, requests, props, {
      loadBalancing,
      ...(balancerImage === undefined ? {} : { balancerImage }),
    });
    this.claims = claims;
    this.network = network;
    this.resources = resources;
  }
}

function assertFamily(family: string, families: readonly string[], entry: Entry): void {
  if (families.includes(family)) return;
  const there = families.length > 0 ? `there is ${families.map(quoted).join(', ')}` : 'the tasks have no families';
  throw new ModelError(
    'task-unknown',
    `no task is called ${quoted(family)}`,
    `name a family in copies; ${there}`,
    entry,
  );
}
