import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { App, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { defineTask, ModelError, type TaskDefinition } from '../../../lib/core';
import {
  AwsvpcTaskDefinition,
  BridgePort,
  BridgeTaskDefinition,
  ExternalBridgeTaskDefinition,
  FargateAwsvpcTaskDefinition,
  HostTaskDefinition,
  ManagedHostTaskDefinition,
  NoneTaskDefinition,
  Port,
  WindowsTaskDefinition,
} from '../../../lib/ecs';
import { readCloudFormation, readTaskDefinitions } from '../../../lib/formats';
import { type NetworkTask, networkOf } from '../../formats/task-writers';
import { taskInput } from '../../formats/task-inputs';
import fc from '../../law';
import { draws } from '../../thoroughness';

const stackOf = (): Stack => new Stack(new App({ treeMetadata: false }), 'Stack');

const web = { name: 'web', image: 'nginx', memory: 64 } as const;
const bridge = defineTask({
  family: 'shop',
  networkMode: 'bridge',
  containerDefinitions: [
    {
      ...web,
      portMappings: [
        { containerPort: 80, name: 'http' },
        { containerPort: 8080, hostPort: 9090 },
      ],
      links: ['db:store'],
    },
    { name: 'db', image: 'redis', memory: 64, healthCheck: { command: ['CMD', 'true'], retries: 2 } },
  ],
});

function errorOf(make: () => unknown): ModelError {
  try {
    make();
  } catch (error) {
    if (ModelError.isModelError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const CLASSES = [
  ['bridge', ['EC2'], BridgeTaskDefinition],
  ['host', ['EC2'], HostTaskDefinition],
  ['none', ['EC2'], NoneTaskDefinition],
  ['awsvpc', ['EC2'], AwsvpcTaskDefinition],
  ['awsvpc', ['FARGATE'], FargateAwsvpcTaskDefinition],
  ['bridge', ['EXTERNAL'], ExternalBridgeTaskDefinition],
  ['host', ['MANAGED_INSTANCES'], ManagedHostTaskDefinition],
] as const;

/** The network with what CDK always says: a dynamic host port as 0, one that is the same as its number. */
function saidOut(task: TaskDefinition): NetworkTask {
  const network = networkOf(task);
  return {
    ...network,
    containers: {
      ...network.containers,
      items: network.containers.items.map(({ portMappings, ...container }) => ({
        ...container,
        portMappings: {
          ...portMappings,
          items: portMappings.items.map(({ hostPort, ...port }) => ({
            ...port,
            ...(port.containerPort === undefined || typeof network.networkMode !== 'object'
              ? {}
              : { hostPort: hostPort ?? (network.networkModeGiven === 'bridge' ? 0 : port.containerPort) }),
          })),
        },
      })),
    },
  };
}

describe('a task definition that is made from a task', () => {
  test.each(CLASSES)(
    'of mode %s for %s is written as CloudFormation and read again with the same network',
    (networkMode, launch, Class) => {
      fc.assert(
        fc.property(taskInput, (input) => {
          const { runtimePlatform: _, ...rest } = input;
          const containerDefinitions = rest.containerDefinitions.map((one, index) => ({ ...one, name: `c${index}` }));
          const task = defineTask({
            ...rest,
            family: 'shop',
            networkMode,
            requiresCompatibilities: launch,
            containerDefinitions,
          });
          const made = Class.fromTask(stackOf(), 'Task', task);
          expect(saidOut(made.task)).toEqual(saidOut(task));
        }),
        { numRuns: draws(10) },
      );
    },
  );

  test('has handles for its ports, and takes more', () => {
    const made = BridgeTaskDefinition.fromTask(stackOf(), 'Task', bridge);
    expect(made.containerNamed('web').ports.map(String)).toEqual(['Stack/Task/web 80/tcp', 'Stack/Task/web 8080/tcp']);
    made.containerNamed('db').addPort(BridgePort.dynamic(Port.tcp(6379)));
    expect(made.task.containers.items[1]?.portMappings.items).toHaveLength(1);
    expect(made.task.at.path).toBe('Stack/Task');
  });

  test('takes a task that was read from a file', () => {
    const data = { family: 'shop', networkMode: 'awsvpc', containerDefinitions: [web] };
    const [task] = readTaskDefinitions({ data, file: 'task.json' }).tasks;
    const made = FargateAwsvpcTaskDefinition.fromTask(stackOf(), 'Task', task!);
    expect(made.task.networkModeGiven).toBe('awsvpc');
    // CDK would make sizes up, and the rule about them would have nothing to find
    expect(made.task.memory).toBeUndefined();
  });

  test('has the image that is given for a container', () => {
    const stack = stackOf();
    BridgeTaskDefinition.fromTask(stack, 'Task', bridge, { images: { web: ecs.ContainerImage.fromRegistry('own') } });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      ContainerDefinitions: [Match.objectLike({ Image: 'own' }), Match.objectLike({ Image: 'redis' })],
    });
  });

  test('says what is left out because it is not known', () => {
    const [task] = readCloudFormation({
      body: {
        Parameters: { Group: { Type: 'String' } },
        Resources: {
          Task: {
            Type: 'AWS::ECS::TaskDefinition',
            Properties: {
              ContainerDefinitions: [
                {
                  Name: 'web',
                  Image: 'nginx',
                  Memory: 64,
                  LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-group': { Ref: 'Group' } } },
                },
              ],
            },
          },
        },
      },
    }).tasks;
    const stack = stackOf();
    BridgeTaskDefinition.fromTask(stack, 'Task', task!);
    Annotations.fromStack(stack).hasWarning(
      '/Stack/Task',
      Match.stringLikeRegexp('logConfiguration of container "web" is left out'),
    );
  });
});

describe('a task that a class cannot make', () => {
  const line = (error: ModelError): string | undefined =>
    error.stack?.split('\n').find((one) => /^\s+at .*\.ts:\d/.test(one));

  test.each([
    ['of another mode', () => HostTaskDefinition.fromTask(stackOf(), 'Task', bridge), 'task-of-another-mode'],
    [
      'for another launch type',
      () =>
        BridgeTaskDefinition.fromTask(
          stackOf(),
          'Task',
          defineTask({ requiresCompatibilities: ['EXTERNAL'], containerDefinitions: [web] }),
        ),
      'task-of-another-launch-type',
    ],
    [
      'for Linux, where tasks are for Windows',
      () =>
        AwsvpcTaskDefinition.fromTask(
          stackOf(),
          'Task',
          defineTask({
            networkMode: 'awsvpc',
            runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' },
            containerDefinitions: [web],
          }),
        ),
      'task-of-another-launch-type',
    ],
    ['of the mode of Linux', () => WindowsTaskDefinition.fromTask(stackOf(), 'Task', bridge), 'task-of-another-mode'],
    [
      'with a second network mode, in props that were spread,',
      () => new BridgeTaskDefinition(stackOf(), 'Task', { ...{ family: 'web', networkMode: 'host' } }),
      'task-of-another-mode',
    ],
    ['that is none', () => BridgeTaskDefinition.fromTask(stackOf(), 'Task', { ...bridge }), 'wrong-type'],
    ['that is not there', () => BridgeTaskDefinition.fromTask(stackOf(), 'Task', undefined as never), 'wrong-type'],
  ])('%s is refused at the line of the caller', (_what, make, code) => {
    const error = errorOf(make);
    expect(error.code).toBe(code);
    expect(line(error)).toContain('from-task.test.ts');
  });

  test('says which class fits', () => {
    expect(errorOf(() => HostTaskDefinition.fromTask(stackOf(), 'Task', bridge)).message).toMatchInlineSnapshot(`
"HostTaskDefinition makes tasks in network mode host, got "shop" in mode bridge
  fix: use the class of mode bridge, or define the task with networkMode "host""
`);
    expect(errorOf(() => BridgeTaskDefinition.fromTask(stackOf(), 'Task', bridge).containerNamed('wev')).message)
      .toMatchInlineSnapshot(`
""Stack/Task" has no container "wev" of this library
  fix: pass the name of one: "web", "db""
`);
  });
});
