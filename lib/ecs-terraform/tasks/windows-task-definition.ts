import { type Construct } from 'constructs';
import { DEFAULT } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { type ClassTraits } from '../../core/ecs/task-of-class';
import { NatContainer, type WindowsContainerProps } from './task-container';
import { madeFrom, TaskDefinition, type TaskDefinitionProps } from './task-definition';

const TRAITS: ClassTraits = { mode: DEFAULT, launchType: 'EC2', onWindows: true };

/**
 * A task on Windows instances behind Docker's NAT network, which ECS calls the default mode.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ECS_Windows.html
 */
export class WindowsTaskDefinition extends TaskDefinition {
  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known
   */
  static fromTask(scope: Construct, id: string, task: Task): WindowsTaskDefinition {
    return madeFrom(WindowsTaskDefinition, NatContainer, TRAITS, [scope, id, task]);
  }

  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: TaskDefinitionProps = {}) {
    super(scope, id, props, TRAITS);
  }

  /** Adds a container; give it ports with `addPort`. */
  addContainer(name: string, props: WindowsContainerProps): NatContainer {
    return this._add(NatContainer, { ...props, name });
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  containerNamed(name: string): NatContainer {
    return this._named(NatContainer, name);
  }
}
