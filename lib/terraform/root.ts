import { App, TerraformStack } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { type Entry } from '../constructs/entry';
import { assertGiven } from '../constructs/given';
import { ModelError, quoted } from '../core/values/model-error';

/** A class, whether or not its constructor is public. */
export interface Made {
  readonly name: string;
  readonly prototype: object;
}

/**
 * Asserts that a tree belongs to CDK for Terraform: in an app of another framework it would silently be ignored.
 * @param entry the function that was called, unless it was the constructor
 * @throws ModelError wrong-type, foreign-root, stack-missing
 */
export function assertTerraformTree(
  scope: IConstruct,
  id: string,
  made: Made,
  entry: Entry = made as unknown as Entry,
): void {
  const way = 'pass a TerraformStack, or a construct below one, first';
  assertGiven(Construct.isConstruct(scope), `scope of ${made.name}`, scope, way, entry);
  const path = scope.node.path === '' ? id : `${scope.node.path}/${id}`;
  const { root } = scope.node;
  if (!App.isApp(root)) {
    const name = root.constructor.name;
    const whose = isAwsCdk(root) ? `an AWS CDK ${name}` : `a ${name}, which is not a cdktf App`;
    throw new ModelError(
      'foreign-root',
      `${quoted(path)} is below ${whose}: CDK for Terraform would write nothing of it, silently`,
      "make it below a TerraformStack of cdktf's own App: new TerraformStack(new App(), 'local')",
      entry,
    );
  }
  if (!scope.node.scopes.some((one) => TerraformStack.isStack(one))) {
    throw new ModelError(
      'stack-missing',
      `${quoted(path)} is below the App itself, outside of every stack`,
      "pass a TerraformStack, or something inside one, as scope: new TerraformStack(app, 'local')",
      entry,
    );
  }
}

/** Whether the root is an AWS CDK app, recognized by its symbols without loading CDK. */
function isAwsCdk(root: IConstruct): boolean {
  return [Symbol.for('@aws-cdk/core.App'), Symbol.for('@aws-cdk/core.Stack')].some((mark) => mark in root);
}
