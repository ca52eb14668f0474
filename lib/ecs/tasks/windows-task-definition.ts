import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { DEFAULT } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { cdkScope } from '../tree/cdk-root';
import { NatContainer, type WindowsContainerProps } from './nat-container';
import { type TaskSizeOptions } from './task-options';
import { type WindowsOptions } from './windows-task';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { type FromTaskOptions } from './from-task';
import { TaskKind } from './task-kind';

/** Props of WindowsTaskDefinition. */
export interface WindowsTaskDefinitionProps
  extends
    Omit<
      ecs.Ec2TaskDefinitionProps,
      'networkMode' | 'proxyConfiguration' | 'enableFaultInjection' | 'ipcMode' | 'pidMode'
    >,
    TaskSizeOptions,
    WindowsOptions {}

const KIND = new TaskKind<NatContainer, WindowsContainerProps>({
  mode: DEFAULT,
  compatibility: ecs.Compatibility.EC2,
  container: NatContainer,
  onWindows: true,
});

/**
 * A task on Windows instances behind Docker's NAT network, which ECS calls the default mode.
 *
 * Ports are mapped as behind a bridge. The instance does not reach them through its own loopback address.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ECS_Windows.html
 */
export class WindowsTaskDefinition extends ecs.Ec2TaskDefinition {
  /**
   * Imports a registered task definition of this kind, to run it or to ask what its mode supports.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromWindowsTaskDefinitionArn(scope: Construct, id: string, taskDefinitionArn: string): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known, image-unknown
   */
  static fromTask(scope: Construct, id: string, task: Task, options: FromTaskOptions = {}): WindowsTaskDefinition {
    return KIND.fromTask(WindowsTaskDefinition, scope, id, task, options);
  }

  /** Its network mode. */
  readonly mode = DEFAULT;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: WindowsTaskDefinitionProps = {}) {
    super(cdkScope(scope, WindowsTaskDefinition), id, KIND.props(props));
    KIND.complete(this, props, WindowsTaskDefinition);
  }

  /** The task as data, as it would be deployed now: for other targets, and for analysis. */
  get task(): Task {
    return KIND.task(this);
  }

  /**
   * The container of a name.
   * @throws ModelError container-missing
   */
  containerNamed(name: string): NatContainer {
    return KIND.named(this, name);
  }

  /** Adds a container; give it ports with `addPort`. */
  override addContainer(id: string, props: WindowsContainerProps): NatContainer {
    return KIND.container(this, id, props);
  }
}
