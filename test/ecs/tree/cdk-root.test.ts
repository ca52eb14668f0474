import { App, Stack } from 'aws-cdk-lib';
import { App as TerraformApp, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { BridgeTaskDefinition } from '../../../lib/ecs';

describe('a construct under a foreign root', () => {
  test('is refused in a Terraform stack', () => {
    const stack = new TerraformStack(new TerraformApp(), 'Net');
    expect(() => new BridgeTaskDefinition(stack, 'Web')).toThrowErrorMatchingInlineSnapshot(`
     "BridgeTaskDefinition belongs under an App of aws-cdk-lib, got "Net" under a Terraform app, which would silently leave it out
       fix: create it in a Stack of an aws-cdk-lib App; under Terraform use portwright/ecs-terraform, or portwright/docker for containers on one host"
    `);
  });

  test('is refused in a CDK stack of a Terraform app', () => {
    const stack = new Stack(new TerraformApp(), 'Net');
    expect(() => new BridgeTaskDefinition(stack, 'Web')).toThrow(
      'under a Terraform app, which would silently leave it out',
    );
  });

  test('is refused under a root of its own', () => {
    class Root extends Construct {
      constructor() {
        super(undefined as unknown as Construct, '');
      }
    }
    expect(() => new BridgeTaskDefinition(new Root(), 'Web')).toThrow('under a root of class Root');
  });

  test('is at home in a stack of a CDK app', () => {
    const app = new App();
    expect(new BridgeTaskDefinition(new Stack(app, 'Stack'), 'Web').node.root).toBe(app);
  });
});
