import { App, TerraformStack } from 'cdktf';
import { type Construct, type IConstruct } from 'constructs';
import { ModelError, quoted } from '../core/values/model-error';

type Entry = abstract new (...args: never[]) => unknown;

/**
 * Refuses a tree that CDK for Terraform does not write: below another framework's app nothing of it would come out, without
 * a word.
 * @throws ModelError foreign-root
 */
export function assertTerraformTree(scope: IConstruct, id: string, entry: Entry): void {
  const path = scope.node.path === '' ? id : `${scope.node.path}/${id}`;
  const { root } = scope.node;
  if (!App.isApp(root)) {
    const name = root.constructor.name;
    const whose = isAwsCdk(root) ? `an AWS CDK ${name}` : `a ${name}, which is not a cdktf App`;
    throw new ModelError(
      'foreign-root',
      `${quoted(path)} is below ${whose}: CDK for Terraform would write nothing of it, silently`,
      "make it below a TerraformStack of cdktf's own App: new TerraformStack(new App(), 'local')",
      entry as unknown as (...args: never[]) => unknown,
    );
  }
  if (!scope.node.scopes.some((one) => TerraformStack.isStack(one))) {
    throw new ModelError(
      'stack-missing',
      `${quoted(path)} is below the App itself, outside of every stack`,
      "pass a TerraformStack, or something inside one, as scope: new TerraformStack(app, 'local')",
      entry as unknown as (...args: never[]) => unknown,
    );
  }
}

/** By the marks that AWS CDK leaves on its own, without loading it. */
function isAwsCdk(root: Construct | IConstruct): boolean {
  return [Symbol.for('@aws-cdk/core.App'), Symbol.for('@aws-cdk/core.Stack')].some((mark) => mark in root);
}
