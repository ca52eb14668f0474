import { type ContainerInput, type Kind, type ObjectKind, TASK, type TaskInput } from '../ecs/task-input';
import { type TaskDefinition } from '../ecs/task';
import { ModelError, quoted } from '../values/model-error';
import { isKnown, type Knowable, Unknown } from '../values/unknown';
import { type Field, isData } from './field';

/** A field, or an item of one, that is not known and so cannot be written again. */
export interface DroppedField {
  /** Name of the container that it is of; undefined: it is of the task. */
  readonly container: string | undefined;
  /** As the ECS API calls it. */
  readonly field: string;
  /** What decides it. */
  readonly why: string;
}

/** A definition as the ECS API takes it, without what is not known. */
export interface KnownInput {
  readonly input: TaskInput;
  readonly dropped: readonly DroppedField[];
  /** Fields that are none of a task definition, as far as is known here: they are in no input. */
  readonly others: readonly Omit<DroppedField, 'why'>[];
}

/** Fields that the ECS API adds to a definition when it is registered, and does not take. */
const OF_ANSWERS: ReadonlySet<string> = new Set([
  ...['taskDefinitionArn', 'revision', 'status', 'requiresAttributes', 'compatibilities', 'registeredAt'],
  ...['deregisteredAt', 'registeredBy', 'deleteRequestedAt', 'daemonTaskDefinitionArn'],
]);

/** What tasks were read from; worked out when it is asked for, since most tasks are only read. */
const INPUTS = new WeakMap<TaskDefinition, () => KnownInput>();

/** Remembers what a task was read from. */
export function rememberInput(task: TaskDefinition, field: Field, containers: Field): TaskDefinition {
  let known: KnownInput | undefined;
  INPUTS.set(task, () => (known ??= inputFrom(field, containers)));
  return task;
}

/** A task as the ECS API takes it; undefined for one that neither `defineTask` nor a reader gave. */
export function inputOf(task: TaskDefinition): KnownInput | undefined {
  return INPUTS.get(task)?.();
}

const CONTAINERS = 'containerDefinitions';

/** What decides the network of a task, and when its containers start: it is written as it is, or not at all. */
const OF_NETWORK: ReadonlySet<string> = new Set([
  ...['networkMode', 'requiresCompatibilities', 'ipcMode', 'pidMode', 'proxyConfiguration', CONTAINERS],
  ...['name', 'essential', 'portMappings', 'links', 'hostname', 'dnsServers', 'dnsSearchDomains', 'extraHosts'],
  ...['disableNetworking', 'systemControls', 'dependsOn'],
]);

/**
 * A task as the ECS API takes it, to be written for a target.
 * @param entry the public function that was called with the task
 * @throws ModelError wrong-type, value-not-known
 */
export function writableInput(task: TaskDefinition, entry: (...args: never[]) => unknown): KnownInput {
  // from plain JavaScript anything can come
  const known = typeof (task as unknown) === 'object' && (task as unknown) !== null ? inputOf(task) : undefined;
  if (known === undefined) {
    throw new ModelError(
      'wrong-type',
      'a task is what defineTask() or a reader of files gives',
      'pass defineTask({ … }), or readTaskDefinitions({ data: JSON.parse(text) }).tasks[0]',
      entry,
    );
  }
  const lost = known.dropped.find(({ field }) => OF_NETWORK.has(field));
  if (lost === undefined) return known;
  throw new ModelError(
    'value-not-known',
    `${quoted(lost.field)} of ${lost.container === undefined ? 'the task' : `container ${quoted(lost.container)}`} decides its network and is not known: ${lost.why}`,
    'give the value where the task is defined',
    entry,
  );
}

/** A field that was left out, for people. */
export function droppedText({ container, field, why }: DroppedField): string {
  return `${field}${container === undefined ? '' : ` of container ${quoted(container)}`} is left out, as it is not known: ${why}`;
}

/** The kind of a container, and that of a task without its containers. */
export const [CONTAINER, AROUND] = ((): readonly [ObjectKind, ObjectKind] => {
  const { [CONTAINERS]: containers, ...fields } = TASK.fields;
  const item = typeof containers === 'object' && 'list' in containers ? containers.list : undefined;
  if (typeof item !== 'object' || !('fields' in item)) throw new Error(`${CONTAINERS} is a list of objects`);
  return [item, { fields }];
})();

function inputFrom(field: Field, containers: Field): KnownInput {
  const { unknown, problems } = field.source;
  const before = [unknown.length, problems.length] as const;
  const dropped: DroppedField[] = [];
  const others = strangers(field, AROUND).map((name) => ({ container: undefined as string | undefined, field: name }));
  const around = fieldsOf(field, AROUND, (name, why) => dropped.push({ container: undefined, field: name, why }));
  const { items, complete } = containers.list((container, index) => {
    const name = container.get('name').text();
    const called = typeof name === 'string' ? name : `container${index}`;
    others.push(...strangers(container, CONTAINER).map((inner) => ({ container: called, field: inner })));
    const read = fieldsOf(container, CONTAINER, (inner, why) => dropped.push({ container: called, field: inner, why }));
    return read as unknown as ContainerInput;
  });
  if (!complete) dropped.push({ container: undefined, field: CONTAINERS, why: 'some of it is not written down' });
  // it was all reported when the task was read
  [unknown.length, problems.length] = before;
  return { input: { ...around, containerDefinitions: items }, dropped, others };
}

/** Filled fields of an object that are none of its kind, those of the objects in it with their path. */
function strangers(field: Field, kind: ObjectKind): readonly string[] {
  const own = new Map(
    Object.entries(kind.fields).flatMap(([name, inner]) => {
      const names = [name, kind.inCloudFormation?.[name] ?? name];
      return names.map((one) => [one.toLowerCase(), inner] as const);
    }),
  );
  return [...field.entries()].flatMap(([name, found]) => {
    if (
      found.isEmpty ||
      found.value === false ||
      OF_ANSWERS.has(name) ||
      name.toLowerCase() === CONTAINERS.toLowerCase()
    )
      return [];
    const inner = own.get(name.toLowerCase());
    if (inner === undefined) return [name];
    return typeof inner === 'object' && 'fields' in inner ? strangers(found, inner).map((one) => `${name}.${one}`) : [];
  });
}

/** The fields of an object that are known; of a list the items that are known as a whole. */
function fieldsOf(field: Field, kind: ObjectKind, drop: (name: string, why: string) => void): Record<string, unknown> {
  const known: Record<string, unknown> = {};
  for (const [name, inner, found] of parts(field, kind)) {
    const dropItem = (why: string): void => {
      drop(name, why);
    };
    const taken = isListOfObjects(inner) ? itemsOf(found, inner.list, dropItem) : whole(found, inner);
    if (taken instanceof Unknown) drop(name, taken.why);
    else if (taken !== undefined) known[name] = taken;
  }
  return known;
}

function* parts(field: Field, { fields, inCloudFormation = {} }: ObjectKind): Generator<[string, Kind, Field]> {
  for (const [name, inner] of Object.entries(fields)) {
    const other = inCloudFormation[name];
    const direct = field.get(name);
    const found = direct.isAbsent && other !== undefined ? field.get(uncapitalized(other)) : direct;
    if (!found.isAbsent) yield [name, inner, found];
  }
}

function isListOfObjects(kind: Kind): kind is { readonly list: ObjectKind } {
  return typeof kind === 'object' && 'list' in kind && typeof kind.list === 'object' && 'fields' in kind.list;
}

/** The items that are known as a whole: one without a part of it would mean something else. */
function itemsOf(field: Field, kind: Kind, drop: (why: string) => void): Knowable<unknown> {
  const array = field.array();
  if (array === undefined || array instanceof Unknown) return array;
  return array.flatMap((raw, index) => {
    const item = whole(field.item(index, raw), kind);
    if (!(item instanceof Unknown)) return item === undefined ? [] : [item];
    drop(item.why);
    return [];
  });
}

/** The value of a field as plain data; unknown where any part of it is. */
function whole(field: Field, kind: Kind): Knowable<unknown> {
  const { value } = field;
  if (kind === 'number') return field.number();
  if (kind === 'boolean') return field.boolean();
  if (kind === 'amount') return typeof value === 'number' ? value : field.text();
  if (kind !== 'map') {
    if (typeof kind === 'string' || 'oneOf' in kind) return field.text();
    if ('portFrom' in kind) return field.number();
  }
  if (value === undefined || value instanceof Unknown) return value;
  if (kind !== 'map' && 'list' in kind) {
    const array = field.array();
    if (array === undefined || array instanceof Unknown) return array;
    const items = array.map((raw, index) => whole(field.item(index, raw), kind.list));
    return items.find((item) => item instanceof Unknown) ?? items.filter((item) => item !== undefined);
  }
  const entries =
    kind === 'map'
      ? [...field.entries()].map(([name, item]) => [name, item.text()] as const)
      : [...parts(field, kind)].map(([name, inner, found]) => [name, whole(found, inner)] as const);
  const unknown = entries.find(([, item]) => item instanceof Unknown);
  if (unknown) return unknown[1];
  // one block of Terraform stands for a list of one
  if (!isData(value) && !Array.isArray(value)) return new Unknown('it should be an object');
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined && isKnown(item)));
}

function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
