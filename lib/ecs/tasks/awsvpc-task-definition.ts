import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { AwsvpcContainer, type AwsvpcContainerProps } from './awsvpc-container';
import { cdkScope } from '../tree/cdk-root';
import { type ExecuteCommandOption, type TaskSizeOptions } from './task-options';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { type FromTaskOptions } from './from-task';
import { TaskKind } from './task-kind';

/** Props of AwsvpcTaskDefinition. */
export interface AwsvpcTaskDefinitionProps
  extends Omit<ecs.Ec2TaskDefinitionProps, 'networkMode'>, TaskSizeOptions, ExecuteCommandOption {}

const KIND = new TaskKind<AwsvpcContainer, AwsvpcContainerProps>({
  mode: AWSVPC,
  compatibility: ecs.Compatibility.EC2,
  container: AwsvpcContainer,
  canBeEntered: true,
  tellsRegion: true,
});

/**
 * A task on EC2 with a network interface, an address and security groups of its own.
 *
 * Each task takes a network interface of its instance, so the instance type limits how many fit. On EC2 the interface never
 * gets a public address.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export class AwsvpcTaskDefinition extends ecs.Ec2TaskDefinition {
  /**
   * Imports a registered task definition of this kind, to run it or to ask what its mode supports.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromAwsvpcTaskDefinitionArn(scope: Construct, id: string, taskDefinitionArn: string): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known, image-unknown
   */
  static fromTask(scope: Construct, id: string, task: Task, options: FromTaskOptions = {}): AwsvpcTaskDefinition {
    return KIND.fromTask(AwsvpcTaskDefinition, scope, id, task, options);
  }

  /** Its network mode. */
  readonly mode = AWSVPC;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: AwsvpcTaskDefinitionProps = {}) {
    super(cdkScope(scope, AwsvpcTaskDefinition), id, KIND.props(props));
    KIND.complete(this, props, AwsvpcTaskDefinition);
  }

  /** The task as data, as it would be deployed now: for other targets, and for analysis. */
  get task(): Task {
    return KIND.task(this);
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  containerNamed(name: string): AwsvpcContainer {
    return KIND.named(this, name);
  }

  /** Adds a container; give it ports with `addPort`. AWS_REGION is set as the CDK class does. */
  override addContainer(id: string, props: AwsvpcContainerProps): AwsvpcContainer {
    return KIND.container(this, id, props);
  }
}
