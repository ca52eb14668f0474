import { TerraformStack } from 'cdktf';
import { type IConstruct } from 'constructs';
import { explain, fixOf, readOn } from '../../core/rules/check';
import { ECS_SUBJECTS, rulesOf } from '../../core/rules';
import { type Acknowledgement, type Finding, triage, type Triage } from '../../core/values/finding';
import { ModelError, quoted } from '../../core/values/model-error';
import { findingsOf, type Reading } from '../../formats/reading';
import { readTerraform } from '../../formats/terraform/reader';
import { inWrittenOrder } from '../../formats/terraform/written-order';
import { answeredByFirstStack } from '../../terraform/first-stack';
import { assertTerraformTree } from '../../terraform/root';
import { constructsByPath, nearest, Warnings } from '../../terraform/warnings';
import { method } from '../../constructs/entry';

// load the rules together with the library, not during the first synth
rulesOf(...ECS_SUBJECTS);

const CHECKED = new WeakMap<IConstruct, NetworkValidation>();

/**
 * What a stack will apply, as a reading: for reports and analysis. Overrides and escape hatches count.
 *
 * Expressions that are more than a reference are unknown values.
 */
export function readStack(stack: TerraformStack): Reading {
  return readTerraform({ data: inWrittenOrder(stack.toTerraform()), file: `${stack.node.path}/cdk.tf.json` });
}

/**
 * The check of a stack while it is synthesized: every error of every stack is shown at once, at the construct concerned, and
 * nothing is written; warnings become annotations.
 *
 * Constructs of this package have their stack checked. `addTo` does so for any stack with `aws_ecs_…` resources, such as one of
 * the provider's bindings.
 */
export class NetworkValidation {
  /**
   * Has a stack checked, and gives its check.
   * @throws ModelError foreign-root, stack-missing
   */
  static addTo(scope: IConstruct): NetworkValidation {
    // a stack stands below an app itself
    if (!TerraformStack.isStack(scope))
      assertTerraformTree(scope, 'NetworkValidation', NetworkValidation, NetworkValidation.addTo);
    const stack = TerraformStack.of(scope);
    const known = CHECKED.get(stack);
    if (known) return known;
    const made = new NetworkValidation(stack);
    CHECKED.set(stack, made);
    return made;
  }

  readonly #acknowledgements: Acknowledgement[] = [];
  readonly #warnings = new Warnings();

  private constructor(
    /** What is checked. */
    readonly stack: TerraformStack,
  ) {
    stack.node.addValidation({ validate: () => this.#validate() });
    answeredByFirstStack({ at: stack, errors: () => this.errors() });
  }

  /**
   * Accepts a finding, with the reason kept for audit.
   * @param acknowledgement rule id, reason, and the construct path below which it holds
   * @throws ModelError acknowledgement-without-reason
   */
  acknowledge(acknowledgement: Acknowledgement): void {
    if (acknowledgement.reason.trim() === '') {
      throw new ModelError(
        'acknowledgement-without-reason',
        `the acknowledgement of ${quoted(acknowledgement.rule)} gives no reason`,
        'say in a sentence why it is accepted',
        method<NetworkValidation>(this, 'acknowledge'),
      );
    }
    this.#acknowledgements.push(acknowledgement);
  }

  /** The findings of the stack as it is now, sorted into open and acknowledged. */
  get triage(): Triage {
    return triage(findingsOf(readStack(this.stack)), this.#acknowledgements);
  }

  /** The errors, each with the path of what it is about. */
  errors(): string[] {
    return this.#errorsIn(this.triage);
  }

  #errorsIn({ open }: Triage): string[] {
    return open
      .filter(({ severity }) => severity === 'error')
      .map((finding) => `[${finding.at.path}] ${textOf(finding)}`);
  }

  #validate(): string[] {
    const found = this.triage;
    const warnings = found.open.filter(({ severity }) => severity === 'warning');
    const constructs = warnings.length > 0 ? constructsByPath(this.stack) : undefined;
    for (const finding of warnings) {
      const at = constructs && nearest(constructs, finding.at.path);
      const where = at?.node.path === finding.at.path ? '' : `[${finding.at.path}] `;
      this.#warnings.say(at ?? this.stack, `${where}${textOf(finding)}`);
    }
    this.#warnings.sayUnused(this.stack, found);
    const errors = this.#errorsIn(found);
    if (errors.length === 0) return [];
    const count = errors.length === 1 ? 'one error' : `${errors.length} errors`;
    return [`${count} in the network of this stack\n${errors.join('\n').replace(/^/gm, '    ')}`];
  }
}

function textOf(finding: Finding): string {
  return `${explain(finding)}\n  fix: ${fixOf(finding, 'terraform')}\n  see: ${readOn(finding)}`;
}
