import * as ecs from 'aws-cdk-lib/aws-ecs';
import { type Construct } from 'constructs';
import { AWSVPC } from '../../core/ecs/network-mode';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { AwsvpcContainer } from './awsvpc-container';
import { cdkScope } from '../tree/cdk-root';
import { type WindowsContainerProps } from './nat-container';
import { type TaskSizeOptions } from './task-options';
import { type WindowsOptions } from './windows-task';
import { type RunnableTaskDefinition } from './existing-task-definition';
import { type FromTaskOptions } from './from-task';
import { TaskKind } from './task-kind';

/** Props of WindowsAwsvpcTaskDefinition. */
export interface WindowsAwsvpcTaskDefinitionProps
  extends
    Omit<
      ecs.Ec2TaskDefinitionProps,
      'networkMode' | 'proxyConfiguration' | 'enableFaultInjection' | 'ipcMode' | 'pidMode'
    >,
    TaskSizeOptions,
    WindowsOptions {}

const KIND = new TaskKind<AwsvpcContainer, Omit<WindowsContainerProps, 'hostname'>>({
  mode: AWSVPC,
  compatibility: ecs.Compatibility.EC2,
  container: AwsvpcContainer,
  onWindows: true,
  tellsRegion: true,
});

/**
 * A task on Windows instances with a network interface of its own.
 *
 * The instances have to boot with `Initialize-ECSAgent -EnableTaskENI`, as ContainerInstances does. There is no trunking and
 * no IPv6.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html
 */
export class WindowsAwsvpcTaskDefinition extends ecs.Ec2TaskDefinition {
  /**
   * Imports a registered task definition of this kind, to run it or to ask what its mode supports.
   * @param taskDefinitionArn its ARN, with or without the revision
   */
  static fromWindowsAwsvpcTaskDefinitionArn(
    scope: Construct,
    id: string,
    taskDefinitionArn: string,
  ): RunnableTaskDefinition {
    return KIND.existing(scope, id, taskDefinitionArn);
  }

  /**
   * The task definition of a task that is written as data, or was read from a file.
   *
   * Its ports are handles, as those of `addPort`. Values that a file leaves unknown are omitted with a warning.
   * @param task from `defineTask`, or from a reader
   * @throws ModelError wrong-type, foreign-root, task-of-another-mode, task-of-another-launch-type, value-not-known, image-unknown
   */
  static fromTask(
    scope: Construct,
    id: string,
    task: Task,
    options: FromTaskOptions = {},
  ): WindowsAwsvpcTaskDefinition {
    return KIND.fromTask(WindowsAwsvpcTaskDefinition, scope, id, task, options);
  }

  /** Its network mode. */
  readonly mode = AWSVPC;

  /** @throws ModelError foreign-root */
  constructor(scope: Construct, id: string, props: WindowsAwsvpcTaskDefinitionProps = {}) {
    super(cdkScope(scope, WindowsAwsvpcTaskDefinition), id, KIND.props(props));
    KIND.complete(this, props, WindowsAwsvpcTaskDefinition);
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
  override addContainer(id: string, props: Omit<WindowsContainerProps, 'hostname'>): AwsvpcContainer {
    return KIND.container(this, id, props);
  }
}
