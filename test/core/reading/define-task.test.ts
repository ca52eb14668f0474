import { defineTask, ModelError, type TaskInput } from '../../../lib/core';
import { readInputs, readTaskDefinitions, writeTask } from '../../../lib/formats';
import { inputOf } from '../../../lib/core/reading/known-input';
import { type TaskDefinition } from '../../../lib/core/ecs/task';
import { taskInput } from '../../formats/task-inputs';
import fc from '../../law';

const web = { name: 'web', image: 'nginx', memory: 64 } as const;

function errorOf(make: () => unknown): ModelError {
  try {
    make();
  } catch (error) {
    if (ModelError.isModelError(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** A definition as plain JavaScript has it. */
const loose = (input: object): ModelError => errorOf(() => defineTask(input as TaskInput));

describe('a task as data', () => {
  test('is what the reader of files gives for the same definition', () => {
    fc.assert(
      fc.property(taskInput, (input) => {
        expect(defineTask(input)).toEqual(readTaskDefinitions({ data: input }).tasks[0]);
      }),
    );
  });

  test('keeps all that was said of it', () => {
    fc.assert(
      fc.property(taskInput, (input) => expect(inputOf(defineTask(input))).toEqual({ input, dropped: [], others: [] })),
    );
  });

  test('cannot be changed, and does not change with what it was made from', () => {
    const input = { family: 'shop', containerDefinitions: [{ ...web, essential: true as boolean }] };
    const task = defineTask(input);
    input.containerDefinitions[0]!.essential = false;
    expect(task.containers.items[0]?.essential).toBe(true);
    expect(inputOf(task)?.input.containerDefinitions[0]?.essential).toBe(true);
    expect(() => ((task as { family?: string }).family = 'other')).toThrow(TypeError);
    expect(() => (task.containers.items as unknown[]).push({})).toThrow(TypeError);
  });
});

describe('what cannot exist in a task is refused at the line that says it', () => {
  test.each([
    ['a port beyond the last', { portMappings: [{ containerPort: 70_000 }] }, 'port-out-of-range'],
    ['a host port below 0', { portMappings: [{ containerPort: 80, hostPort: -1 }] }, 'port-out-of-range'],
    [
      'a port that is decided at deployment',
      { portMappings: [{ containerPort: -1.8881545897087503e289 }] },
      'port-out-of-range',
    ],
    ['a port as text', { portMappings: [{ containerPort: '80' }] }, 'wrong-type'],
    ['a protocol that ECS does not map', { portMappings: [{ containerPort: 80, protocol: 'sctp' }] }, 'word-unknown'],
    ['mappings that are no list', { portMappings: { containerPort: 80 } }, 'wrong-type'],
    ['a name with a blank', { name: 'my web' }, 'name-invalid'],
    ['a field that ECS does not have', { portMapping: [] }, 'field-unknown'],
    ['a network mode of its own', { networkMode: 'host' }, 'field-unknown'],
    ['a map as an object', { dockerLabels: { a: { b: 'c' } } }, 'wrong-type'],
  ])('%s', (_what, of, code) => {
    const error = loose({ networkMode: 'awsvpc', containerDefinitions: [{ ...web, ...of }] });
    expect(error.code).toBe(code);
    expect(error.stack?.split('\n').find((line) => line.includes('.ts:'))).toContain('define-task.test.ts');
  });

  test('says what to write instead', () => {
    const { message } = loose({ networkMode: 'awsvpc', containerDefinitions: [{ ...web, networkMode: 'host' }] });
    expect(message).toMatchInlineSnapshot(`
"containerDefinitions[0] has no field "networkMode"
  fix: write networkMode beside containerDefinitions: it is of the task, and all of its containers share it"
`);
    expect(loose({ networkMode: 'bridged', containerDefinitions: [web] }).message).toMatchInlineSnapshot(`
"networkMode is one of none, bridge, host, awsvpc, got "bridged"
  fix: write "bridge""
`);
    expect(loose({ containerDefinitions: [{ ...web, portMapings: [] }] }).message).toMatchInlineSnapshot(`
"containerDefinitions[0] has no field "portMapings"
  fix: write portMappings"
`);
    expect(loose({ containerDefinitions: [] }).message).toMatchInlineSnapshot(`
"a task has containers, got none
  fix: name one in containerDefinitions"
`);
    expect(loose(new Date()).message).toMatchInlineSnapshot(`
"a task definition is an object, got Date
  fix: write it as the ECS API takes it"
`);
    expect(errorOf(() => defineTask(undefined as never)).message).toMatchInlineSnapshot(`
"a task definition is an object, got undefined
  fix: write it as the ECS API takes it"
`);
  });
});

const FORMS = [
  ['task-definition', 'task.json'],
  ['cloudformation', 'template.json'],
  ['terraform', 'main.tf.json'],
] as const;

/** The one task that the reader of its kind finds in a text. */
function read(name: string, text: string): TaskDefinition {
  const tasks = readInputs([{ name, text }]).flatMap(({ reading }) => reading.tasks);
  expect(tasks).toHaveLength(1);
  return tasks[0]!;
}

/** A task without the places of its parts, which are those of the file. */
function placeless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'at' ? undefined : inner)));
}

function areApart(values: readonly unknown[]): boolean {
  return new Set(values.map((one) => JSON.stringify(one))).size === values.length;
}

describe('a task that is written and read again', () => {
  test.each(FORMS)('as %s means the same, and what was said is all there', (form, file) => {
    fc.assert(
      fc.property(taskInput, (input) => {
        // two volumes that are alike are one in Terraform
        fc.pre(form !== 'terraform' || areApart(input.volumes ?? []));
        const given = { ...input, family: input.family ?? 'task' };
        const task = defineTask(given);
        const { text, dropped } = writeTask(task, form);
        expect(dropped).toEqual([]);
        const again = read(file, text);
        expect(placeless(again)).toEqual(placeless(task));
        expect(inputOf(again)?.dropped).toEqual([]);
        // amounts are texts there
        const { cpu, memory, ...rest } = given;
        expect(inputOf(again)?.input).toEqual({
          ...rest,
          ...(cpu === undefined ? {} : { cpu: form === 'task-definition' ? cpu : String(cpu) }),
          ...(memory === undefined ? {} : { memory: form === 'task-definition' ? memory : String(memory) }),
        });
      }),
    );
  });
});

describe('a task of which not all is known', () => {
  const template = (container: object): TaskDefinition =>
    read(
      'template.json',
      JSON.stringify({
        Parameters: { Port: { Type: 'Number' } },
        Resources: {
          Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} },
          Task: {
            Type: 'AWS::ECS::TaskDefinition',
            Properties: { ContainerDefinitions: [{ Name: 'web', Image: 'nginx', ...container }] },
          },
        },
      }),
    );

  test('is written without what is not known, and that is said', () => {
    const task = template({
      Secrets: [
        { Name: 'A', ValueFrom: { Ref: 'Secret' } },
        { Name: 'B', ValueFrom: '/b' },
      ],
    });
    const { text, dropped } = writeTask(task, 'task-definition');
    expect(JSON.parse(text)).toEqual({
      containerDefinitions: [{ name: 'web', image: 'nginx', secrets: [{ name: 'B', valueFrom: '/b' }] }],
    });
    expect(dropped).toEqual([{ container: 'web', field: 'secrets', why: 'the id of Secret is decided at deployment' }]);
  });

  test('is not written where its network would be another one', () => {
    const task = template({ PortMappings: [{ ContainerPort: 80, HostPort: { Ref: 'Port' } }] });
    expect(errorOf(() => writeTask(task, 'terraform')).message).toMatchInlineSnapshot(`
""portMappings" of container "web" decides its network and is not known: parameter Port has no value
  fix: give the value where the task is defined"
`);
  });
});
