import { check, defineTask, type TaskDefinition } from '../../lib/core';
import { modeOf } from '../../lib/core/ecs/task-reading';
import { inputOf } from '../../lib/core/reading/known-input';
import { LocalTask } from '../../lib/docker';
import * as cdk from '../../lib/ecs';
import {
  AwsData,
  AwsResource,
  AwsvpcTaskDefinition,
  BridgeTaskDefinition,
  FargateAwsvpcTaskDefinition,
  HostTaskDefinition,
  NetworkValidation,
  NoneTaskDefinition,
} from '../../lib/ecs-terraform';
import { findingsOf, prepareInputs, readCloudFormation, readInputs } from '../../lib/formats';
import { App, Stack } from 'aws-cdk-lib';
import { newEngine } from '../docker/synth';
import { networkOf } from '../formats/task-writers';
import { PAIRS, titleOf } from '../core/rules/pairs';
import { taskInput } from '../formats/task-inputs';
import { terraformOf } from '../formats/terraform-writer';
import fc from '../law';
import { draws, someOf } from '../thoroughness';
import { newStack, rulesFound } from './world';

// expressions of user data are worked out, as in the command
beforeAll(() => prepareInputs([{ name: 'main.tf', text: '' }]));

type Blocks = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** Rules that have something to say about a stack of plain resources, and about the same text in a file. */
function found(text: string): { inApp: string[]; inFile: string[] } {
  const { resource, data = {} } = JSON.parse(text) as { resource: Blocks; data?: Blocks };
  const stack = newStack();
  NetworkValidation.addTo(stack);
  for (const [blocks, Class] of [
    [resource, AwsResource],
    [data, AwsData],
  ] as const) {
    for (const [type, bodies] of Object.entries(blocks)) {
      for (const [id, body] of Object.entries(bodies))
        new Class(stack, `${type}-${id}`, type, body).overrideLogicalId(id);
    }
  }
  const inFile = readInputs([{ name: 'main.tf.json', text }]).flatMap(({ reading }) => findingsOf(reading));
  return { inApp: rulesFound(stack), inFile: [...new Set(inFile.map(({ rule }) => rule))].sort() };
}

const WRITTEN = PAIRS.flatMap((pair) => {
  const [wrong, right] = [terraformOf(pair.wrong), terraformOf(pair.right)];
  return 'cannot' in wrong || 'cannot' in right ? [] : [[titleOf(pair), wrong.text, right.text] as const];
});

describe('the minimal pairs in a stack of plain resources', () => {
  test.each(someOf(WRITTEN, 20, 5))('%s: the same is found as in a file', (_title, wrong, right) => {
    for (const text of [wrong, right]) {
      const { inApp, inFile } = found(text);
      expect(inApp).toEqual(inFile);
    }
  });
});

const CLASSES = [
  ['bridge', 'EC2', BridgeTaskDefinition, cdk.BridgeTaskDefinition],
  ['host', 'EC2', HostTaskDefinition, cdk.HostTaskDefinition],
  ['none', 'EC2', NoneTaskDefinition, cdk.NoneTaskDefinition],
  ['awsvpc', 'EC2', AwsvpcTaskDefinition, cdk.AwsvpcTaskDefinition],
  ['awsvpc', 'FARGATE', FargateAwsvpcTaskDefinition, cdk.FargateAwsvpcTaskDefinition],
] as const;

/** What CDK has no words for: its environment is a map, in which a variable stands once, and a health check has a command. */
const NOT_IN_CDK: readonly string[] = ['environment-variable-set-twice', 'container-health-check-malformed'];

/** The tasks of the pairs that a class of each target can make. */
const TASKS = PAIRS.filter(({ rule }) => !NOT_IN_CDK.includes(rule)).flatMap((pair) => {
  const wrong = readCloudFormation({ body: pair.wrong });
  const rules = new Set(findingsOf(wrong).map(({ rule }) => rule));
  const isOfTask = (task: TaskDefinition): boolean => check({ tasks: [task] }).some(({ rule }) => rule === pair.rule);
  const [task] = wrong.tasks.filter(isOfTask);
  if (!rules.has(pair.rule) || task === undefined || inputOf(task)?.dropped.length !== 0) return [];
  const { compatibilities } = task;
  const fitting = CLASSES.find(
    ([mode, launch]) =>
      modeOf(task)?.name === mode &&
      task.operatingSystem === 'linux' &&
      Array.isArray(compatibilities) &&
      (compatibilities.length === 0 ? launch === 'EC2' : (compatibilities as string[]).includes(launch)),
  );
  return fitting ? [[titleOf(pair), pair.rule, task, fitting[2], fitting[3]] as const] : [];
});

/** What cannot be left out of a task definition of CDK: it makes a task role for each. */
const GIVEN_BY_CDK: ReadonlySet<string> = new Set(['file-system-without-task-role']);

describe('the same mistake in a task, whichever target it is written for', () => {
  test('is there for most rules about tasks', () => {
    console.info(`all targets: ${TASKS.length} pairs`);
    expect(TASKS.length).toBeGreaterThan(40);
  });

  test.each(someOf(TASKS, 8, 1))('%s', (_title, rule, task, Terraform, Cdk) => {
    const stack = newStack();
    Terraform.fromTask(stack, 'Task', task);
    expect(rulesFound(stack)).toContain(rule);
    const engine = newEngine();
    new LocalTask(engine, 'task', { task });
    expect(engine.findings.map((one) => one.rule)).toContain(rule);
    const made = (() => {
      try {
        return Cdk.fromTask(new Stack(new App({ treeMetadata: false }), 'Stack'), 'Task', task).task;
      } catch (error) {
        // what CDK itself refuses is refused there already
        if ((error as Error).name.includes('Validation') || 'constructInfo' in (error as object)) return undefined;
        throw error;
      }
    })();
    if (made === undefined || GIVEN_BY_CDK.has(rule)) return;
    const rules = check({ tasks: [made] }).map((one) => one.rule);
    expect(rules).toContain(rule);
  });
});

describe('a task definition in Terraform that is made from a task', () => {
  test.each(CLASSES)(
    'of mode %s for %s is written and read again with the same network',
    (networkMode, launch, Class) => {
      fc.assert(
        fc.property(taskInput, ({ runtimePlatform: _, ...input }) => {
          const task = defineTask({ ...input, family: 'shop', networkMode, requiresCompatibilities: [launch] });
          expect(networkOf(Class.fromTask(newStack(), 'Task', task).task)).toEqual(networkOf(task));
        }),
        { numRuns: draws(10) },
      );
    },
  );
});
