import { TerraformStack } from 'cdktf';
import { type IConstruct } from 'constructs';

/** A check that runs when its stack is validated. */
interface Checked {
  /** Where it is. */
  readonly at: IConstruct;
  /** The errors, each with the path of what it is about. */
  errors(): readonly string[];
}

const CHECKED = new WeakMap<IConstruct, Checked[]>();

/**
 * Runs a check with the validation of the first stack of the app too. Stacks are validated and written one after the other, so
 * otherwise the first ones would have been written when a later one fails.
 */
export function answeredByFirstStack(checked: Checked): void {
  const { root } = checked.at.node;
  const known = CHECKED.get(root);
  if (known) {
    known.push(checked);
    return;
  }
  const all = [checked];
  CHECKED.set(root, all);
  const first = root.node.findAll().find((one) => TerraformStack.isStack(one));
  first?.node.addValidation({
    validate: () => all.filter(({ at }) => TerraformStack.of(at) !== first).flatMap((one) => one.errors()),
  });
}
