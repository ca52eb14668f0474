import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { type ClassTraits } from '../../core/ecs/task-of-class';
import { AwsvpcContainer, type WindowsContainerProps } from './task-container';
import { madeFrom, TaskDefinition, type TaskDefinitionProps } from './task-definition';

const TRAITS: ClassTraits = { mode: AWSVPC, launchType: 'EC2', onWindows: true };

/**
 * A task on Windows instances with a network interface of its own.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export class WindowsAwsvpcTaskDefinition extends TaskDefinition {
  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known
   */
  static fromTask(scope: Construct, id: string, task: Task): WindowsAwsvpcTaskDefinition {
    return madeFrom(WindowsAwsvpcTaskDefinition, AwsvpcContainer, TRAITS, [scope, id, task]);
  }

  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: TaskDefinitionProps = {}) {
    super(scope, id, props, TRAITS);
  }

  /** Adds a container; give it ports with `addPort`. */
  addContainer(name: string, props: Omit<WindowsContainerProps, 'hostname'>): AwsvpcContainer {
    return this._add(AwsvpcContainer, { ...props, name });
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  containerNamed(name: string): AwsvpcContainer {
    return this._named(AwsvpcContainer, name);
  }
}
