import { type ContainerOverride } from '../../core/ecs/service';
import { type Listed } from '../../core/values/listed';
import { Unknown } from '../../core/values/unknown';
import { Field, isData, type Data } from '../../core/reading/field';
import { intrinsicOf } from './intrinsic';
import { type Resource } from './resources';
import { refOrAttribute, templateParts } from './functions';

/** A state of Step Functions that runs tasks. */
export interface RunningState {
  readonly name: string;
  /** What it gives RunTask. */
  readonly parameters: Field;
  readonly overrides: Listed<ContainerOverride>;
}

/** The integration that runs tasks, whether it waits for them or not. */
const RUNS_TASKS = /:states:::ecs:runTask(?:\.|$)/;

const MAX_DEPTH = 40;

/** The states of a state machine that run tasks, those inside of maps and parallel states among them. */
export function runningStates({ properties }: Resource): RunningState[] {
  const [field, definition] = definitionOf(properties);
  const found: RunningState[] = [];
  const look = (machine: unknown, depth: number): void => {
    const states = isData(machine) ? machine['States'] : undefined;
    if (!isData(states) || depth > MAX_DEPTH) return;
    for (const [name, state] of Object.entries(states)) {
      if (!isData(state)) continue;
      for (const inner of [state['Iterator'], state['ItemProcessor']]) look(inner, depth + 1);
      const branches: unknown = state['Branches'];
      if (Array.isArray(branches)) for (const branch of branches) look(branch, depth + 1);
      if (!RUNS_TASKS.test(flat(state['Resource']))) continue;
      const given = state['Parameters'] ?? state['Arguments'];
      if (!isData(given)) continue;
      const at = { ...field.here, path: `${properties.at.path}/${name}` };
      const parameters = Field.root(properties.source, asInput(given), at);
      found.push({ name, parameters, overrides: overridesIn(parameters) });
    }
  };
  look(definition, 0);
  return found;
}

function overridesIn(parameters: Field): Listed<ContainerOverride> {
  const { here } = parameters;
  return parameters
    .get('overrides')
    .get('containerOverrides')
    .list((item) => ({ at: here, container: item.string('name') ?? new Unknown('the override names no container') }));
}

/** What a state machine is defined by, and where it says so. */
function definitionOf(properties: Field): readonly [at: Field, definition: unknown] {
  const text = properties.get('definitionString');
  const given = text.isAbsent ? properties.get('definition') : text;
  const substitutions: unknown = properties.get('definitionSubstitutions').raw;
  const put = (value: unknown): unknown => withPut(value, isData(substitutions) ? substitutions : {});
  const { raw }: { readonly raw: unknown } = given;
  if (typeof raw !== 'string' && !(isData(raw) && intrinsicOf(raw))) return [given, put(raw)];
  return [given, put(parsed(partsOf(raw)))];
}

/** A text in its parts: words as they stand there, and what is filled in at deployment. */
function partsOf(raw: unknown): readonly unknown[] {
  if (!isData(raw)) return [raw];
  const argument = raw[intrinsicOf(raw) ?? ''];
  if (intrinsicOf(raw) === 'Fn::Join') {
    const [between, items] = Array.isArray(argument) ? (argument as unknown[]) : [];
    if (typeof between !== 'string' || !Array.isArray(items)) return [];
    return items.flatMap((item: unknown, index) => (index === 0 || between === '' ? [item] : [between, item]));
  }
  if (intrinsicOf(raw) !== 'Fn::Sub') return [];
  const [text, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
  if (typeof text !== 'string') return [];
  const own = isData(variables) ? variables : {};
  return [...templateParts(text)].map((part) =>
    part.name === undefined ? part.text : Object.hasOwn(own, part.name) ? own[part.name] : refOrAttribute(part.name),
  );
}

/** Stands in a text for the part of a number: a character for private use, which no definition has. */
const HOLE = /\uE000(\d+)\uE000/;

/** The JSON that parts make, with what is filled in at deployment in its place; undefined where they make none. */
function parsed(parts: readonly unknown[]): unknown {
  let text = '';
  let isQuoted = false;
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') {
      const hole = `\\uE000${index}\\uE000`;
      text += isQuoted ? hole : `"${hole}"`;
      continue;
    }
    for (let at = 0; at < part.length; at++) {
      if (isQuoted && part.charAt(at) === '\\') at++;
      else if (part.charAt(at) === '"') isQuoted = !isQuoted;
    }
    text += part;
  }
  try {
    return filled(JSON.parse(text) as unknown, parts);
  } catch {
    return undefined;
  }
}

function filled(value: unknown, parts: readonly unknown[]): unknown {
  if (typeof value === 'string') return withHoles(value, parts);
  if (Array.isArray(value)) return value.map((item: unknown) => filled(item, parts));
  if (!isData(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, parts)]));
}

function withHoles(text: string, parts: readonly unknown[]): unknown {
  // every second one is the number of a part
  const pieces = text.split(HOLE).map((piece, index) => (index % 2 === 0 ? piece : parts[Number(piece)]));
  return joinedParts(pieces);
}

/** One part as it is, several as what joins them. */
function joinedParts(pieces: readonly unknown[]): unknown {
  const there = pieces.filter((piece) => piece !== '');
  if (there.length === 0) return '';
  return there.length === 1 ? there[0] : { 'Fn::Join': ['', there] };
}

/** A definition with what its substitutions stand for. */
function withPut(value: unknown, substitutions: Data): unknown {
  if (typeof value === 'string') {
    if (!value.includes('${')) return value;
    return joinedParts(
      [...templateParts(value)].map(({ name, text }) =>
        name !== undefined && Object.hasOwn(substitutions, name) ? substitutions[name] : text,
      ),
    );
  }
  if (Array.isArray(value)) return value.map((item: unknown) => withPut(item, substitutions));
  if (!isData(value) || intrinsicOf(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withPut(inner, substitutions)]));
}

const LATER = new Unknown('the input of the state decides it');

/** What a state gives, with what only its input says left open: `Cluster.$` in JSONPath, `{% … %}` in JSONata. */
function asInput(value: unknown): unknown {
  if (typeof value === 'string') return /^\{%[^]*%\}$/.test(value) ? LATER : value;
  if (Array.isArray(value)) return value.map(asInput);
  if (!isData(value) || intrinsicOf(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) =>
      key.endsWith('.$') ? [key.slice(0, -2), LATER] : [key, asInput(inner)],
    ),
  );
}

/** A text without what is filled in. */
function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const argument = isData(value) ? value['Fn::Join'] : undefined;
  const items: unknown = Array.isArray(argument) ? argument[1] : undefined;
  return Array.isArray(items) ? items.filter((item) => typeof item === 'string').join('') : '';
}
