import { AspectPriority, Aspects, type IAspect, Stage } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { InstancesInSight } from './instance-group';
import { type Language } from '../../core/values/fix';
import { checkTemplates } from './template-check';

/** Found by name, so that two loaded copies of this library register once. */
const KEY = Symbol.for('portwright.ecs.synthesis');

/**
 * What waits for the finished tree: wiring that needs every capacity, and the check of the final templates.
 *
 * There is one for each stage, however many constructs take part.
 */
export class Synthesis {
  /** For a construct of this package, which takes part. */
  static of(scope: IConstruct): Synthesis {
    const synthesis = Synthesis.watch(scope);
    synthesis.#language = 'constructs';
    return synthesis;
  }

  /** For any tree, also one of aws-cdk-lib alone. */
  static watch(scope: IConstruct): Synthesis {
    const stage = (Stage.isStage(scope) ? scope : Stage.of(scope)) as
      | (IConstruct & { [KEY]?: Synthesis | undefined })
      | undefined;
    if (!stage) throw new Error(`${scope.node.path} is under no stage`);
    return (stage[KEY] ??= new Synthesis(stage));
  }

  /** Whether the stage of a construct is checked while it is synthesized. */
  static isChecking(construct: IConstruct): boolean {
    const stage = (Stage.isStage(construct) ? construct : Stage.of(construct)) as
      | { readonly [KEY]?: unknown }
      | undefined;
    return stage?.[KEY] !== undefined;
  }

  readonly #late: ((instances: InstancesInSight) => void)[] = [];
  #language: Language = 'cdk';

  private constructor(stage: IConstruct) {
    stage.node.addValidation({ validate: () => checkTemplates(stage, this.#language) });
  }

  /**
   * Work for the time when the tree is complete. It is called at every synth, so it has to be repeatable.
   * @param scope the construct that it is about
   */
  defer(scope: IConstruct, work: (instances: InstancesInSight) => void): void {
    this.#late.push(work);
    if (this.#late.length > 1) return;
    const wiring: IAspect = {
      visit: (construct) => {
        if (construct === scope) this.#wire(construct.node.root);
      },
    };
    // below one construct, because an aspect of the stage is asked at every construct there is
    Aspects.of(scope).add(wiring, { priority: AspectPriority.MUTATING });
  }

  #wire(root: IConstruct): void {
    const instances = new InstancesInSight(root);
    for (const work of this.#late) work(instances);
  }
}
