import { type Construct } from 'constructs';
import { NONE } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { type ClassTraits } from '../../core/ecs/task-of-class';
import { NoneContainer, type SharedNetworkContainerProps } from './task-container';
import { madeFrom, TaskDefinition, type TaskDefinitionProps } from './task-definition';

const TRAITS: ClassTraits = { mode: NONE, launchType: 'EXTERNAL' };

/**
 * A task without a network on a machine of your own (ECS Anywhere).
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
 */
export class ExternalNoneTaskDefinition extends TaskDefinition {
  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known
   */
  static fromTask(scope: Construct, id: string, task: Task): ExternalNoneTaskDefinition {
    return madeFrom(ExternalNoneTaskDefinition, NoneContainer, TRAITS, [scope, id, task]);
  }

  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: TaskDefinitionProps = {}) {
    super(scope, id, props, TRAITS);
  }

  /** Adds a container. It has no `addPort`: there is nothing a port could be mapped to. */
  addContainer(name: string, props: SharedNetworkContainerProps): NoneContainer {
    return this._add(NoneContainer, { ...props, name });
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  containerNamed(name: string): NoneContainer {
    return this._named(NoneContainer, name);
  }
}
