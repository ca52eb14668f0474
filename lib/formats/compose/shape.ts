import { quoted } from '../../core/values/model-error';
import { joined } from '../../core/values/phrase';
import { type Place } from '../../core/values/place';
import { isData, type Data } from '../../core/reading/field';
import { type Problem } from '../reading';
import { interpolate, templateProblem } from './interpolate';
import { homeOf, likelyKey } from './keys';
import { untagged, type Origins } from './merge';
import { COMPOSE_FILE, type Kind, type Shape } from './schema';

type Variables = Readonly<Record<string, string>>;

/** Where a value stands. */
interface Spot {
  /** The service, network or other thing that it is a part of. */
  readonly path: string;
  readonly owner: object;
  readonly key: string | number;
  /** Its place inside of that thing, such as `deploy.replicas`; nothing for the thing itself. */
  readonly name: string;
  /** Whether it is a part of a thing, and not of the file alone. */
  readonly isInside: boolean;
}

/** What is checked: a value as one file has it, or what is missing when the files are put together. */
type Look = 'written' | 'whole';

/** Names that services, networks and other things can have. */
const NAME = /^[a-zA-Z0-9._-]+$/;

/** Reports every part of a compose file that is not what the format has in its place. */
export class ShapeCheck {
  constructor(
    private readonly origins: Origins,
    private readonly problems: Problem[],
    private readonly variables: Variables,
  ) {}

  /** A file by itself: other files may add what it does not have. */
  file(data: Data, file: string): void {
    this.#templates(data, file);
    this.#object(COMPOSE_FILE, data, spotOfFile(data, file), 'written');
  }

  /** The files put together: what is still missing. */
  whole(data: Data, file: string): void {
    this.#object(COMPOSE_FILE, data, spotOfFile(data, file), 'whole');
  }

  #value(shape: Shape, written: unknown, spot: Spot, look: Look): void {
    const value = untagged(written, this.origins);
    if (value === undefined) return;
    const { kinds } = shape;
    if (value === null) {
      if (look === 'whole' && !kinds.includes('nothing')) this.#refuse(shape, spot, `is ${told(shape)}, got nothing`);
    } else if (!kindsOf(value).some((kind) => kinds.includes(kind))) {
      if (look === 'written') this.#refuse(shape, spot, `is ${told(shape)}, got ${shown(shape, value)}`);
    } else if (Array.isArray(value)) this.#list(shape, value, spot, look);
    else if (isData(value)) this.#object(shape, value, spot, look);
    else if (look === 'written') this.#scalar(shape, value, spot);
  }

  #scalar(shape: Shape, value: unknown, spot: Spot): void {
    const said = typeof value === 'string' ? interpolate(value, this.variables) : undefined;
    if (said?.unknown) return;
    const { measure, words, bounds } = shape;
    const isLimited = measure !== undefined || words !== undefined;
    if (said && isLimited && measure?.accepts(said.text) !== true && words?.includes(said.text) !== true) {
      const message = shape.isPrivate === true ? `is not ${told(shape)}` : `is ${told(shape)}, got ${quoted(value)}`;
      this.#refuse(shape, spot, message);
      return;
    }
    const [least = -Infinity, most = Infinity] = bounds ?? [];
    const number = Number(said?.text ?? value);
    if (number < least || number > most)
      this.#refuse(shape, spot, `is ${toldBounds(least, most)}, got ${quoted(value)}`);
  }

  #list({ items, isDistinct }: Shape, list: readonly unknown[], spot: Spot, look: Look): void {
    const seen = new Set<string>();
    for (const [index, item] of list.entries()) {
      const here = { ...spot, owner: list, key: index, name: `${spot.name}[${index}]` };
      // another file adds items, and changes none
      if (items && (item !== null || look === 'written'))
        this.#value(items, item, here, item === null ? 'whole' : look);
      if (isDistinct !== true || look === 'whole') continue;
      const text = JSON.stringify(item);
      if (seen.has(text)) this.#problem(here, `${spot.name} has ${shown(items ?? {}, item)} twice`);
      seen.add(text);
    }
  }

  #object(shape: Shape, object: Data, spot: Spot, look: Look): void {
    const { fields, needs = [], values } = shape;
    for (const [key, value] of Object.entries(object)) {
      const here = spotOf(shape, object, key, spot);
      const field = fields && Object.hasOwn(fields, key) ? fields[key] : values;
      if (field) this.#value(field, value, here, look);
      if (look === 'whole') continue;
      if (shape.isNamed === true && !NAME.test(key)) this.#misnamed(values, key, here);
      else if (!field && shape.isOpen !== true) this.#unknownKey(shape, key, here);
    }
    if (look !== 'whole') return;
    for (const key of needs) {
      const value = untagged(object[key], this.origins);
      if (value !== undefined) continue;
      const { words = [] } = fields?.[key] ?? {};
      this.#refuse(shape, spot, `has no ${key}${words.length === 0 ? '' : `, which is ${joined(words, 'or')}`}`);
    }
  }

  #misnamed(values: Shape | undefined, key: string, spot: Spot): void {
    if (values?.noun === undefined) return;
    this.#problem(spot, `the name of ${values.noun} is letters, digits, ".", "_" and "-", got ${quoted(key)}`);
  }

  #unknownKey(shape: Shape, key: string, spot: Spot): void {
    if (key.startsWith('x-') || key === '<<') return;
    const where = shape.noun ?? spot.name.slice(0, -key.length - 1);
    const home = homeOf(shape.noun, key);
    if (home !== undefined) {
      this.#problem(spot, `unknown key ${quoted(key)} in ${where}, it belongs under ${home}`);
      return;
    }
    const meant = likelyKey(key, Object.keys(shape.fields ?? {}));
    this.#problem(spot, `${where} has no ${quoted(key)}${meant === undefined ? '' : `; perhaps ${meant}`}`);
  }

  /** Reports variables that Compose cannot read, in any text of a file. */
  #templates(data: Data, file: string): void {
    const seen = new Set<object>();
    const open: object[] = [data];
    for (let node = open.pop(); node; node = open.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      for (const [key, value] of Object.entries(node)) {
        if (typeof value === 'object' && value !== null) open.push(value as object);
        const problem = typeof value === 'string' ? templateProblem(value, this.variables) : undefined;
        if (problem === undefined) continue;
        this.#problem({ ...spotOfFile(data, file), owner: node, key }, problem);
      }
    }
  }

  #refuse({ noun }: Shape, spot: Spot, message: string): void {
    this.#problem(spot, `${noun ?? spot.name} ${message}`);
  }

  #problem({ path, owner, key }: Spot, message: string): void {
    const at: Place = { path, ...this.origins.of(owner, key) };
    this.problems.push({ at, message });
  }
}

function spotOfFile(data: Data, file: string): Spot {
  return { path: file, owner: data, key: '', name: '', isInside: false };
}

/** The path of a field; within a service it is relative to the service, which the place of a problem already names. */
function spotOf({ isNamed }: Shape, owner: object, key: string, { path, name, isInside }: Spot): Spot {
  if (isNamed === true && !isInside) return { path: key, owner, key, name: '', isInside: true };
  return { path, owner, key, name: name === '' ? key : `${name}.${key}`, isInside };
}

function kindsOf(value: unknown): readonly Kind[] {
  if (Array.isArray(value)) return ['list'];
  if (typeof value === 'string') return ['text'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['whole', 'number'] : ['number'];
  return typeof value === 'boolean' ? ['boolean'] : ['object'];
}

const WORDS: Readonly<Record<Kind, readonly string[]>> = {
  text: ['a text'],
  number: ['a number'],
  whole: ['a whole number'],
  boolean: ['true', 'false'],
  list: ['a list'],
  object: ['an object'],
  // a hint to write nothing is no help to those who wrote something
  nothing: [],
};

function told({ kinds, measure, words }: Shape): string {
  const isLimited = measure !== undefined || words !== undefined;
  const parts = kinds.flatMap((kind) => {
    if (kind === 'text') return isLimited ? [...(measure?.told ?? []), ...(words ?? [])] : WORDS.text;
    // a text that is measured says how the number is meant
    return (kind === 'number' || kind === 'whole') && measure ? [] : WORDS[kind];
  });
  return joined([...new Set(parts)], 'or');
}

function toldBounds(least: number, most: number): string {
  return most === Infinity ? `${least} or more` : `from ${least} to ${most}`;
}

function shown({ isPrivate }: Pick<Shape, 'isPrivate'>, value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (isPrivate !== true) return quoted(value);
  return typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}
