import { type TaskDefinition } from '../ecs/task';
import { type Kind, type ObjectKind, TASK, type TaskInput } from '../ecs/task-input';
import { ModelError, quoted } from '../values/model-error';
import { isDeferredNumber, MAX_PORT } from '../values/port';
import { nearest } from '../values/similar';
import { Field, isData } from './field';
import { PlainSource } from './plain-source';
import { readTask } from './task';
import { AROUND, CONTAINER } from './known-input';

/**
 * A task as data, in the words of the ECS API, for the constructs of every target: `fromTask` of the task definitions for
 * CloudFormation and Terraform, and `LocalTask`.
 *
 * It is what a reader gives for the same definition in a file. It cannot be changed, and later changes of what it was made
 * from do not reach it. What cannot exist is refused here; what will not work together is a finding of whoever uses it.
 * @throws ModelError wrong-type, field-unknown, word-unknown, name-invalid, port-out-of-range, containers-missing
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html
 */
export function defineTask(input: TaskInput): TaskDefinition {
  const data = copied(input, TASK, '');
  const { family } = input;
  const { containerDefinitions: containers } = data as { readonly containerDefinitions?: readonly unknown[] };
  if (containers === undefined || containers.length === 0) {
    throw refused('containers-missing', 'a task has containers, got none', 'name one in containerDefinitions');
  }
  const task = readTask(Field.root(new PlainSource(), data, { path: family ?? 'task', pointer: '' }));
  return frozen(task, new Set([task.networkMode]));
}

/** A copy without what is left out, once everything in it is of its kind. */
function copied(value: unknown, kind: Kind, path: string): unknown {
  if (kind === 'map') {
    if (!isPlain(value)) throw wrong(path, 'an object of names and texts', value);
    return Object.fromEntries(
      Object.entries(value).map(([name, text]) => [name, copied(text, 'text', `${path}.${name}`)]),
    );
  }
  if (typeof kind === 'string') return simple(value, kind, path);
  if ('oneOf' in kind) return word(value, kind.oneOf, path);
  if ('portFrom' in kind) return portOf(value, kind.portFrom, path);
  if ('list' in kind) {
    if (!Array.isArray(value)) throw wrong(path, 'a list', value);
    return value.map((item: unknown, index) => copied(item, kind.list, `${path}[${index}]`));
  }
  if (!isPlain(value)) throw wrong(path, 'an object', value);
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const field = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined;
      if (field === undefined) throw unknownField(name, kind, path);
      return inner === undefined ? [] : [[name, copied(inner, field, path === '' ? name : `${path}.${name}`)]];
    }),
  );
}

type Simple = Exclude<Kind, object | 'map'>;

function simple(value: unknown, kind: Simple, path: string): unknown {
  switch (kind) {
    case 'text':
      if (typeof value !== 'string') throw wrong(path, 'a text', value);
      return value;
    case 'name':
      return name(value, path);
    case 'boolean':
      if (typeof value !== 'boolean') throw wrong(path, 'true or false', value);
      return value;
    case 'amount':
      if (typeof value !== 'string' && !Number.isInteger(value)) throw wrong(path, 'a whole number or a text', value);
      return value;
    case 'number':
      if (!Number.isInteger(value)) throw wrong(path, 'a whole number', value);
      return value;
  }
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html */
function name(value: unknown, path: string): string {
  if (typeof value !== 'string') throw wrong(path, 'a text', value);
  if (/^[A-Za-z0-9_-]{1,255}$/.test(value) || isOpen(value)) return value;
  const said = 'is 1 to 255 of a-z, A-Z, 0-9, "-" and "_"';
  throw refused('name-invalid', `${path} ${said}, got ${quoted(value)}`, "write a name such as 'web-1'");
}

/** Whether a text has a token of a framework, or an expression of Terraform, in it. */
function isOpen(text: string): boolean {
  return text.includes('${');
}

function word(value: unknown, words: readonly string[], path: string): string {
  if (typeof value !== 'string') throw wrong(path, 'a text', value);
  if (words.includes(value)) return value;
  const meant = nearest(value, words);
  throw refused(
    'word-unknown',
    `${path} is ${words.length === 1 ? '' : 'one of '}${words.join(', ')}, got ${quoted(value)}`,
    meant === undefined ? 'write one of those, or leave it out' : `write ${quoted(meant)}`,
  );
}

function portOf(value: unknown, least: 0 | 1, path: string): number {
  if (typeof value !== 'number') throw wrong(path, 'a number', value);
  if (Number.isInteger(value) && value >= least && value <= MAX_PORT) return value;
  throw refused(
    'port-out-of-range',
    `${path} is a whole number from ${least} to ${MAX_PORT}, got ${isDeferredNumber(value) ? 'a number that is decided at deployment' : quoted(value)}`,
    isDeferredNumber(value)
      ? 'write the number: a definition is plain data, the same for every target'
      : 'write the port, or for a range containerPortRange',
  );
}

/** What was most likely meant by a field that is none. */
function unknownField(name: string, kind: ObjectKind, path: string): ModelError {
  const problem = `${path === '' ? 'a task definition' : path} has no field ${quoted(name)}`;
  if (kind === CONTAINER && Object.hasOwn(AROUND.fields, name)) {
    const fix = `write ${name} beside containerDefinitions: it is of the task, and all of its containers share it`;
    return refused('field-unknown', problem, fix);
  }
  const meant = nearest(name, Object.keys(kind.fields));
  return refused('field-unknown', problem, meant === undefined ? 'leave it out' : `write ${meant}`);
}

function wrong(path: string, what: string, value: unknown): ModelError {
  const got =
    value instanceof Object && !Array.isArray(value) && !isPlain(value) ? value.constructor.name : quoted(value);
  const subject = path === '' ? 'a task definition' : path;
  return refused('wrong-type', `${subject} is ${what}, got ${got}`, 'write it as the ECS API takes it');
}

function refused(code: string, problem: string, fix: string): ModelError {
  return new ModelError(code, problem, fix, defineTask);
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (!isData(value)) return false;
  const above: unknown = Object.getPrototypeOf(value);
  return above === null || Object.getPrototypeOf(above) === null;
}

/** The same, frozen; what is shared with other tasks is left as it is. */
function frozen<T>(value: T, shared: ReadonlySet<unknown>): T {
  if (typeof value !== 'object' || value === null || shared.has(value) || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner, shared);
  return value;
}
