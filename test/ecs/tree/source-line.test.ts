import { frameworkInThisFile } from '../../framework-settings';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Construct } from 'constructs';
import { join } from 'node:path';
import { sourceLineOf } from '../../../lib/ecs/tree/source-line';
import { small } from '../helpers';

// the lines that made constructs are looked at here
frameworkInThisFile('CDK_CONTEXT_JSON', '{}');

const HERE = /^test\/ecs\/tree\/source-line\.test\.ts:\d+:\d+$/;

/** A construct for which CDK kept these frames. */
function madeBy(...frames: readonly string[]): Construct {
  const construct = new Construct(new Construct(undefined as never, ''), 'Made');
  construct.node.addMetadata('aws:cdk:creationStack', frames);
  return construct;
}

test('a resource, and what has one, is made where the author wrote it', () => {
  const stack = new Stack(new App(), 'Stack');
  const task = new ecs.Ec2TaskDefinition(stack, 'Task');
  expect(sourceLineOf(task)).toMatch(HERE);
  expect(sourceLineOf(new CfnResource(stack, 'Raw', { type: 'A::B::C' }))).toMatch(HERE);
});

test('a part without a resource of its own has the line of the one around it', () => {
  const task = new ecs.Ec2TaskDefinition(new Stack(new App(), 'Stack'), 'Task');
  expect(sourceLineOf(task.addContainer('web', small))).toBe(sourceLineOf(task));
});

test.each([
  [['...new Vpc in aws-cdk-lib...', `<anonymous> (${join(process.cwd(), 'app.ts')}:4:11)`], 'app.ts:4:11'],
  [[`${join(process.cwd(), 'infra/app.ts')}:4:11`], 'infra/app.ts:4:11'],
  [[`new Web (file://${join(process.cwd(), 'app.mjs')}:4:11)`], 'app.mjs:4:11'],
  [['main (/elsewhere/app.ts:4:11)'], '/elsewhere/app.ts:4:11'],
  [['...node internals...'], undefined],
  [[], undefined],
])('of %j the line is %j', (frames, line) => {
  expect(sourceLineOf(madeBy(...frames))).toBe(line);
});

test('there is none where CDK kept none', () => {
  expect(sourceLineOf(new Construct(undefined as never, 'Root'))).toBeUndefined();
});
