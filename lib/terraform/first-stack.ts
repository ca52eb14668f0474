import { TerraformStack } from 'cdktf';
import { type IConstruct } from 'constructs';

/** Something that is checked while its stack is validated. */
interface Checked {
  /** Where it is. */
  readonly at: IConstruct;
  /** Errors with the path of what they are about. */
  errors(): readonly string[];
}

const CHECKED = new WeakMap<IConstruct, Checked[]>();

/**
 * Has the first stack of the app answer for a check too. Stacks are validated and written one after the other, so that with
 * it nothing is written when a later one fails.
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
