import { Stage } from 'aws-cdk-lib';
import { Construct, type IConstruct } from 'constructs';
import { ModelError, quoted } from '../../core/values/model-error';
import { constructorOf, type Entry } from '../../constructs/entry';
import { assertGiven } from '../../constructs/given';

/** The symbols by which the Terraform frameworks mark apps and stacks; looked up by name, so that neither needs to be installed. */
const TERRAFORM_MARKS = ['cdktf/App', 'cdktf/TerraformStack', 'cdktn/App', 'cdktn/TerraformStack'].map(Symbol.for);

/** Scopes that were already checked: many constructs share one, and the root of a scope never changes. */
const FITTING = new WeakSet<IConstruct>();

/**
 * Returns the scope if the root of its tree is an AWS CDK app.
 *
 * Under any other root the construct is silently ignored: nothing would be deployed.
 * @throws ModelError foreign-root
 */
export function cdkScope<S extends Construct>(
  scope: S,
  made: abstract new (...args: never[]) => unknown,
  entry: Entry = constructorOf(made),
): S {
  assertGiven(
    Construct.isConstruct(scope),
    `scope of ${made.name}`,
    scope,
    'pass a Stack, or a construct below one, first',
    entry,
  );
  if (FITTING.has(scope)) return scope;
  const foreign = scope.node.scopes.find((one) => TERRAFORM_MARKS.some((mark) => mark in one));
  if (!foreign && Stage.isStage(scope.node.root)) {
    FITTING.add(scope);
    return scope;
  }
  throw new ModelError(
    'foreign-root',
    `${made.name} belongs under an App of aws-cdk-lib, got ${quoted(scope.node.path)} under ${rootName(foreign ?? scope.node.root)}, which would silently leave it out`,
    'create it in a Stack of an aws-cdk-lib App; under Terraform use portwright/ecs-terraform, or portwright/docker for containers on one host',
    entry,
  );
}

function rootName(root: IConstruct): string {
  return TERRAFORM_MARKS.some((mark) => mark in root) ? 'a Terraform app' : `a root of class ${root.constructor.name}`;
}
