import { AspectPriority, Aspects, type IAspect, Stage } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { InstancesInSight } from './instance-group';
import { type Language } from '../../core/values/fix';
import { checkTemplates } from './template-check';

/** A global symbol, so that two loaded copies of this library share one registration. */
const KEY = Symbol.for('portwright.ecs.synthesis');

/**
 * Work that is deferred until the tree is complete: wiring that depends on all capacity, and the check of the final templates.
 *
 * There is one instance for each stage.
 */
export class Synthesis {
  /** The instance for the stage of a construct of this package. */
  static of(scope: IConstruct): Synthesis {
    const synthesis = Synthesis.watch(scope);
    synthesis.#language = 'constructs';
    return synthesis;
  }

  /** Checks a stage even if it has no construct of this package. */
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
   * Defers work until the tree is complete. It runs at every synth, so it must be idempotent.
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
    // on a single construct, because an aspect of the stage would visit every construct of the app
    Aspects.of(scope).add(wiring, { priority: AspectPriority.MUTATING });
  }

  #wire(root: IConstruct): void {
    const instances = new InstancesInSight(root);
    for (const work of this.#late) work(instances);
  }
}
