import { Annotations, Lazy, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { type NetworkMode } from '../../core/ecs/network-mode';
import { portMappingOf } from '../../core/ecs/port-mapping-of';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { type ContainerInput, type PortMappingInput, type TaskInput } from '../../core/ecs/task-input';
import { assertOfClass, assertOneMode, type ClassTraits } from '../../core/ecs/task-of-class';
import { droppedText, writableInput } from '../../core/reading/known-input';
import { ModelError, quoted } from '../../core/values/model-error';
import { terraformTask } from '../../formats/ecs/write-task';
import { assertEnterable, SESSION_ACTIONS } from '../../constructs/execute-command';
import { constructorOf, type Entry, method } from '../../constructs/entry';
import { without } from '../../constructs/props';
import { assertTerraformTree } from '../../terraform/root';
import { AwsResource } from '../tree/aws-resource';
import { NetworkValidation, readStack } from '../tree/network-validation';
import { jsonText, literals, nameFrom } from '../tree/text';
import { type TaskContainer } from './task-container';

/**
 * What a task definition is given, in the words of the ECS API; the network mode and the launch type are those of its class.
 *
 * Tokens are expressions of Terraform; other texts are written as they stand.
 */
export type TaskDefinitionProps = Omit<TaskInput, 'containerDefinitions' | 'networkMode' | 'requiresCompatibilities'>;

/** What a task definition is given whose containers can be entered. */
export interface EnterableTaskDefinitionProps extends TaskDefinitionProps {
  /**
   * Whether ECS Exec may enter the containers, in services and in single tasks.
   *
   * Gives the task a role with the session channels, unless it is given one, which then has to have them; and each container
   * an init process, but for log routers and where its Linux parameters say otherwise.
   * @default false, until a service of this task is given enableExecuteCommand
   */
  readonly enableExecuteCommand?: boolean;
}

/** The Windows that instances of this package boot. */
const WINDOWS = 'WINDOWS_SERVER_2022_FULL';

type ContainerClass<C> = new (scope: Construct, id: string, given: ContainerInput) => C;

/** A task definition as `aws_ecs_task_definition`. */
export abstract class TaskDefinition extends Construct {
  /** The Terraform resource. */
  readonly resource: AwsResource;
  /** Its network mode. */
  readonly mode: NetworkMode;
  /**
   * Launch types that the definition is checked for.
   *
   * @internal
   */
  _launchTypes: readonly string[];
  readonly #onWindows: boolean;
  #taskRoleArn: string | undefined;
  #canBeEntered = false;
  readonly #containers: TaskContainer[] = [];

  /** @throws ModelError foreign-root, stack-missing, task-of-another-mode */
  constructor(scope: Construct, id: string, props: EnterableTaskDefinitionProps, traits: ClassTraits) {
    assertTerraformTree(scope, id, new.target);
    assertOneMode(props, traits.mode, new.target.name, constructorOf(new.target));
    super(scope, id);
    const { mode, launchType, onWindows = false } = traits;
    this.mode = mode;
    this._launchTypes = [launchType];
    this.#onWindows = onWindows;
    this.#taskRoleArn = props.taskRoleArn;
    const written = terraformTask({
      ...without(props, 'enableExecuteCommand', 'taskRoleArn'),
      family: props.family ?? nameFrom(this),
      ...(onWindows && { runtimePlatform: { operatingSystemFamily: WINDOWS, ...props.runtimePlatform } }),
      ...(mode.apiValue !== undefined && { networkMode: mode.apiValue as NonNullable<TaskInput['networkMode']> }),
      containerDefinitions: [],
    });
    this.resource = new AwsResource(this, 'Resource', 'aws_ecs_task_definition', {
      ...(literals(without(written, 'container_definitions')) as object),
      task_role_arn: Lazy.stringValue({ produce: () => this.#taskRoleArn }),
      requires_compatibilities: Lazy.listValue({
        produce: () => (this._launchTypes.length > 0 ? [...this._launchTypes] : undefined),
      }),
      container_definitions: Lazy.stringValue({
        produce: () =>
          jsonText(
            this,
            this.#containers.map((one) => this.#written(one._input)),
          ),
      }),
    });
    if (props.enableExecuteCommand === true) this._letEnter(constructorOf(new.target));
    NetworkValidation.addTo(this);
  }

  /**
   * Lets ECS Exec into the containers.
   *
   * @internal
   * @throws ModelError exec-without-network
   */
  _letEnter(entry: Entry): void {
    assertEnterable(this, entry);
    if (this.#canBeEntered) return;
    this.#canBeEntered = true;
    this.#taskRoleArn ??= sessionRole(this).arn;
  }

  /** A container as it is written: one that can be entered clears away what sessions leave behind. */
  #written(input: ContainerInput): ContainerInput {
    const takesInit = input.linuxParameters === undefined && input.firelensConfiguration === undefined;
    return this.#canBeEntered && !this.#onWindows && takesInit
      ? { ...input, linuxParameters: { initProcessEnabled: true } }
      : input;
  }

  /** The containers so far. */
  get containers(): TaskContainer[] {
    return [...this.#containers];
  }

  /** Its ARN with the revision, once it is registered. */
  get arn(): string {
    return this.resource.arn;
  }

  /** The task as data, as it would be applied now: for other targets, and for analysis. */
  get task(): Task {
    const { tasks } = readStack(TerraformStack.of(this));
    const own = tasks.find(({ at }) => at.path === this.node.path);
    if (own === undefined) throw new Error(`${this.node.path} has no task definition`);
    return own;
  }

  /**
   * The mappings of all containers so far.
   *
   * @internal
   */
  get _mappings(): readonly PortMappingInput[] {
    return this.#containers.flatMap((one) => one._input.portMappings ?? []);
  }

  /**
   * Adds a container.
   *
   * @internal
   */
  _add<C extends TaskContainer>(Container: ContainerClass<C>, given: ContainerInput): C {
    // a rule reports two containers of one name
    const taken = this.node.tryFindChild(given.name) !== undefined;
    const made = new Container(this, taken ? `${given.name}-${this.#containers.length}` : given.name, given);
    this.#containers.push(made);
    return made;
  }

  /**
   * The container of a name.
   *
   * @internal
   */
  protected _named<C extends TaskContainer>(Container: abstract new (...args: never[]) => C, name: string): C {
    const found = this.#containers.find((one) => one.containerName === name);
    if (found instanceof Container) return found;
    throw new ModelError(
      'container-missing',
      `${quoted(this.node.path)} has no container ${quoted(name)}`,
      `pass the name of one: ${this.#containers.map(({ containerName }) => quoted(containerName)).join(', ')}`,
      method(this as unknown as { containerNamed: Entry }, 'containerNamed'),
    );
  }
}

/** A role for the containers of a task that may open the channels of a session, and nothing else. */
function sessionRole(scope: Construct): AwsResource {
  const role = new AwsResource(scope, 'TaskRole', 'aws_iam_role', {
    assume_role_policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
    }),
  });
  new AwsResource(scope, 'TaskRolePolicy', 'aws_iam_role_policy', {
    role: role.id,
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: SESSION_ACTIONS, Resource: '*' }],
    }),
  });
  return role;
}

/** What a class is, to make its task definitions from a task. */
interface Made<T> {
  new (scope: Construct, id: string, props: TaskDefinitionProps): T;
  readonly fromTask: Entry;
}

/** A task definition of a class, made from a task; ports that the typed mappings can say become handles. */
export function madeFrom<T extends TaskDefinition, C extends TaskContainer>(
  Class: Made<T>,
  Container: ContainerClass<C>,
  traits: ClassTraits,
  [scope, id, task]: readonly [Construct, string, Task],
): T {
  const entry = Class.fromTask;
  const { input, dropped } = writableInput(task, entry);
  assertOfClass(task, traits, Class.name, entry);
  assertTerraformTree(scope, id, Class, entry);
  const props = without(input, 'containerDefinitions', 'networkMode', 'requiresCompatibilities');
  const made = new Class(scope, id, props);
  made._launchTypes = input.requiresCompatibilities ?? [];
  for (const container of input.containerDefinitions) {
    const added = made._add(Container, container);
    for (const mapping of container.portMappings ?? []) {
      const typed = typedMapping(() => portMappingOf(traits.mode, mapping));
      if (typed !== undefined) added._handle(typed);
    }
  }
  for (const one of dropped) Annotations.of(made).addWarning(droppedText(one));
  return made;
}

/** What the typed mappings cannot say is for the rules, which see what is written. */
function typedMapping<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (ModelError.isModelError(error)) return undefined;
    throw error;
  }
}
