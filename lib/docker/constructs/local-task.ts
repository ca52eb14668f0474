import { type Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import { type Service } from '../../core/ecs/service';
import { type TaskDefinition } from '../../core/ecs/task';
import { type TaskClaim } from '../../core/local/claims';
import { entryOf } from '../checks/checks';
import { type BridgeNetwork } from './bridge-network';
import { type DockerEngine, engineFor } from './docker-engine';
import { localResources } from './lazy-local-resources';
import { type LocalRunProps } from './local-resources';

/** Props of LocalTask. */
export interface LocalTaskProps extends LocalRunProps {
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
}

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
    const { assertCopies, assertTask, createRun } = localResources();
    const { task, services = [], copies = 1 } = props;
    assertTask(task, entry);
    assertCopies(copies, entry);
    const engine = engineFor(scope, id, LocalTask);
    super(scope, id);
    this.engine = engine;
    const request = { task, services: services.filter((one) => one.task === task), copies };
    const made = createRun(this, engine, [request], props);
    this.claims = [...made.claims.values()].flat();
    this.network = made.network;
    this.resources = made.resources;
  }
}
