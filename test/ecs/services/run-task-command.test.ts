import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import {
  BridgeTaskDefinition,
  FargateAwsvpcTaskDefinition,
  ManagedHostTaskDefinition,
  NoneTaskDefinition,
  RunTaskCommand,
  type RunTaskCommandProps,
} from '../../../lib/ecs';
import { newStack } from '../helpers';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/web';

/** The words of the command after the task definition. */
function command(make: (stack: ReturnType<typeof newStack>) => Omit<RunTaskCommandProps, 'cluster'>): string {
  const stack = newStack();
  const cluster = new ecs.Cluster(stack, 'Cluster') as ecs.ICluster;
  new RunTaskCommand(stack, 'Run', { cluster, ...make(stack) });
  const [{ Value: value }] = Object.values(Template.fromStack(stack).findOutputs('Run')) as [{ Value: object }];
  const text = JSON.stringify(value);
  return text
    .slice(text.indexOf(ARN) + ARN.length)
    .replaceAll(/["\]}]/g, '')
    .trim();
}

describe('the command that runs an existing task definition', () => {
  test('has the launch type of its kind, and a network configuration where the mode needs one', () => {
    expect(
      command((stack) => ({
        taskDefinition: BridgeTaskDefinition.fromBridgeTaskDefinitionArn(stack, 'Task', ARN),
      })),
    ).toBe('--launch-type EC2');
    expect(
      command((stack) => ({
        taskDefinition: FargateAwsvpcTaskDefinition.fromFargateAwsvpcTaskDefinitionArn(stack, 'Task', ARN),
      })),
    ).toMatch(/^--launch-type FARGATE --network-configuration/);
  });

  test('has capacity providers in place of a launch type when they are given', () => {
    expect(
      command((stack) => ({
        taskDefinition: BridgeTaskDefinition.fromBridgeTaskDefinitionArn(stack, 'Task', ARN),
        capacityProviderStrategies: [
          { capacityProvider: 'spot', weight: 1 },
          { capacityProvider: 'own', base: 1 },
        ],
      })),
    ).toBe('--capacity-provider-strategy capacityProvider=spot,weight=1 capacityProvider=own,base=1');
  });

  test('leaves Managed Instances, which have no launch type, to the strategy of the cluster', () => {
    expect(
      command((stack) => ({
        taskDefinition: ManagedHostTaskDefinition.fromManagedHostTaskDefinitionArn(stack, 'Task', ARN),
      })),
    ).toBe('');
  });

  test('refuses ECS Exec where the mode has no route to its endpoints', () => {
    expect(() =>
      command((stack) => ({
        taskDefinition: NoneTaskDefinition.fromNoneTaskDefinitionArn(stack, 'Task', ARN),
        enableExecuteCommand: true,
      })),
    ).toThrow('got network mode none on Stack/Task');
  });
});
