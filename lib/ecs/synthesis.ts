import { AspectPriority, Aspects, Stage } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { InstancesInSight } from './instance-group';
import { forgetRendered } from './rendered-element';
import { checkTemplates } from './template-check';

/** Found by name, so that two loaded copies of this library register once. */
const KEY = Symbol.for('portwright.ecs.synthesis');

/**
 * What waits for the finished tree: wiring that needs every capacity, and the check of the final templates.
 *
 * There is one for each stage, however many constructs take part.
 */
export class Synthesis {
  static of(scope: IConstruct): Synthesis {
    const stage = (Stage.isStage(scope) ? scope : Stage.of(scope)) as
      (IConstruct & { [KEY]?: Synthesis | undefined }) | undefined;
    if (!stage) throw new Error(`${scope.node.path} is under no stage`);
    return (stage[KEY] ??= new Synthesis(stage));
  }

  readonly #late: ((instances: InstancesInSight) => void)[] = [];

  private constructor(stage: IConstruct) {
    Aspects.of(stage).add(
      {
        visit: (construct) => {
          if (construct !== stage) return;
          // a synth before this one may have stopped halfway
          forgetRendered(stage);
          if (this.#late.length > 0) this.#wire(stage.node.root);
        },
      },
      { priority: AspectPriority.MUTATING },
    );
    stage.node.addValidation({ validate: () => checkTemplates(stage) });
  }

  /** Work for the time when the tree is complete. It is called at every synth, so it has to be repeatable. */
  defer(work: (instances: InstancesInSight) => void): void {
    this.#late.push(work);
  }

  #wire(root: IConstruct): void {
    const instances = new InstancesInSight(root);
    for (const work of this.#late) work(instances);
  }
}
