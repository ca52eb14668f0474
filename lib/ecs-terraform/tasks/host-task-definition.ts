import { type Construct } from 'constructs';
import { HOST } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { type ClassTraits } from '../../core/ecs/task-of-class';
import { HostContainer, type SharedNetworkContainerProps } from './task-container';
import { madeFrom, TaskDefinition, type EnterableTaskDefinitionProps } from './task-definition';

const TRAITS: ClassTraits = { mode: HOST, launchType: 'EC2' };

/**
 * A task on the network stack of its EC2 instance: its ports are those of the instance.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-networkmode-host.html
 */
export class HostTaskDefinition extends TaskDefinition {
  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known
   */
  static fromTask(scope: Construct, id: string, task: Task): HostTaskDefinition {
    return madeFrom(HostTaskDefinition, HostContainer, TRAITS, [scope, id, task]);
  }

  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: EnterableTaskDefinitionProps = {}) {
    super(scope, id, props, TRAITS);
  }

  /** Adds a container; give it ports with `addPort`. */
  addContainer(name: string, props: SharedNetworkContainerProps): HostContainer {
    return this._add(HostContainer, { ...props, name });
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  containerNamed(name: string): HostContainer {
    return this._named(HostContainer, name);
  }
}
