import { type CfnResource, Stack } from 'aws-cdk-lib';
import { type IConstruct } from 'constructs';
import { type TaskDefinition } from '../../core/ecs/task';
import { readCloudFormation } from '../../formats/cloudformation/reader';
import { renderedNow } from './rendered-element';

/** The model of a task definition as it would be deployed now, with changes by escape hatches; its place is the construct. */
export function readTaskOf(construct: IConstruct): TaskDefinition {
  const stack = Stack.of(construct);
  const body = renderedNow(stack, construct.node.defaultChild as CfnResource);
  const [task] = readCloudFormation({ body, file: stack.node.path, pathOf: () => construct.node.path }).tasks;
  if (task === undefined) throw new Error(`${construct.node.path} has no task definition`);
  return task;
}
