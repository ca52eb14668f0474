import { Annotations, Lazy, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { type NetworkMode } from '../../core/ecs/network-mode';
import { portMappingOf } from '../../core/ecs/port-mapping-of';
import { type TaskDefinition as Task } from '../../core/ecs/task';
import { type ContainerInput, type PortMappingInput, type TaskInput } from '../../core/ecs/task-input';
import { assertOfClass, type ClassTraits } from '../../core/ecs/task-of-class';
import { droppedText, writableInput } from '../../core/reading/known-input';
import { ModelError, quoted } from '../../core/values/model-error';
import { terraformTask } from '../../formats/ecs/write-task';
import { type Entry, method } from '../../constructs/entry';
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

type ContainerClass<C> = new (scope: Construct, id: string, given: ContainerInput) => C;

/** A task definition as `aws_ecs_task_definition`. */
export abstract class TaskDefinition extends Construct {
  /** The resource that is written. */
  readonly resource: AwsResource;
  /** What the mode is and what it cannot do. */
  readonly mode: NetworkMode;
  /**
   * Launch types that the definition is checked for.
   *
   * @internal
   */
  _launchTypes: readonly string[];
  readonly #containers: TaskContainer[] = [];

  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: TaskDefinitionProps, { mode, launchType }: ClassTraits) {
    assertTerraformTree(scope, id, new.target);
    super(scope, id);
    this.mode = mode;
    this._launchTypes = [launchType];
    const family = props.family ?? nameFrom(this);
    const written = terraformTask({
      ...props,
      family,
      ...(mode.apiValue !== undefined && { networkMode: mode.apiValue as NonNullable<TaskInput['networkMode']> }),
      containerDefinitions: [],
    });
    this.resource = new AwsResource(this, 'Resource', 'aws_ecs_task_definition', {
      ...(literals(without(written, 'container_definitions')) as object),
      requires_compatibilities: Lazy.listValue({
        produce: () => (this._launchTypes.length > 0 ? [...this._launchTypes] : undefined),
      }),
      container_definitions: Lazy.stringValue({
        produce: () =>
          jsonText(
            this,
            this.#containers.map((one) => one._input),
          ),
      }),
    });
    NetworkValidation.addTo(this);
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
    // two containers of one name are found by a rule
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
