import {
  Composer,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type CST,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { InputError, type Position } from './input-error';
import { type FurtherDocument } from './further-document';
import { escaped } from '../../core/values/place';
import { AS_WRITTEN, stepsOf, type Spelling } from './pointer';

/** Values that aliases may stand for in all, so that a small file cannot become a huge one. */
const MAX_VALUES = 1_000_000;
const MAX_DEPTH = 500;

/** The step of a pointer that leads into a further document of a text begins so, with the number of the document behind it. */
const FURTHER = '---';

/** What a tag makes of a value; undefined: the tag says nothing. */
export type TagReader = (tag: string, value: unknown) => unknown;

/** A document of a text, with the anchors in it. */
interface Part {
  readonly document: Document;
  readonly anchors: Map<string, Node>;
}

/** A YAML text with the places of its values. */
export class YamlText {
  readonly data: unknown;
  /** The documents behind the first one that is not empty. */
  readonly further: readonly FurtherDocument[];
  readonly #lines = new LineCounter();
  readonly #parts: readonly Part[];
  /** Pointers of keys that stand in one object again; their last value counts. */
  readonly repeated: readonly string[];

  /** @throws InputError with the place */
  constructor(
    readonly text: string,
    readonly file: string,
    private readonly readTag: TagReader = shortFunction,
  ) {
    this.#parts = this.#parse().map((document) => ({ document, anchors: new Map() }));
    const [first, ...more] = this.#parts.map((part) => this.#dataOf(part));
    this.data = first;
    this.further = more.map((data, index) => ({ data, pointer: `/${FURTHER}${index + 1}` }));
    const pointers = ['', ...this.further.map(({ pointer }) => pointer)];
    this.repeated = this.#parts.flatMap(({ document: { errors, contents } }, index) =>
      errors.length > 0 ? [...repeatedIn(contents, pointers[index] ?? '')] : [],
    );
  }

  #dataOf({ document, anchors }: Part): unknown {
    const error = document.errors.find(({ code }) => code !== 'DUPLICATE_KEY');
    if (error) this.#fail(error.pos[0], problemOf(error));
    const fail = (node: unknown, problem: string): never => this.#fail(startOf(node), problem);
    return new Conversion(this.readTag, anchors, fail).value(document.contents, 0);
  }

  /** The documents of the text; empty ones count where there is no other. */
  #parse(): Document[] {
    const composer = new Composer({
      prettyErrors: false,
      logLevel: 'silent',
      uniqueKeys: true,
      keepSourceTokens: false,
    });
    const [first, ...more] = composer.compose(this.#tokens(), true, this.text.length);
    if (!first) return this.#fail(0, 'no document, expected one');
    return [first, ...more.filter(({ contents, errors }) => contents !== null || errors.length > 0)];
  }

  /** The parser does not recurse, but the composer does, so the depth is checked between the two. */
  *#tokens(): Generator<CST.Token> {
    for (const token of new Parser(this.#lines.addNewLine).parse(this.text)) {
      const deep = tooDeep(token);
      if (deep) this.#fail(deep.offset, `values are nested deeper than ${MAX_DEPTH}`);
      yield token;
    }
  }

  /** Where the value of a pointer stands: at its key. What is not there is looked for as far as it goes. */
  locate(pointer: string, spellings: Spelling = AS_WRITTEN): Position {
    const steps = stepsOf(pointer);
    const number = steps[0]?.startsWith(FURTHER) === true ? Number(steps.shift()?.slice(FURTHER.length)) : 0;
    const part = this.#parts[number] ?? this.#parts[0];
    let node: unknown = part?.document.contents;
    let offset = startOf(node);
    for (const step of steps) {
      const pair = this.#step(node, step, spellings, part?.anchors);
      if (pair === 'same') continue;
      if (!pair) break;
      const start = startOf(isPair(pair) ? pair.key : pair);
      if (start >= 0) offset = start;
      node = isPair(pair) ? pair.value : pair;
    }
    return this.#position(Math.max(offset, 0));
  }

  #step(node: unknown, step: string, spellings: Spelling, anchors: Part['anchors'] = new Map()): unknown {
    const target = isAlias(node) ? anchors.get(node.source) : node;
    // a short tag stands for an object with one key, which is not in the text
    if (isTagged(target) && (step.startsWith('Fn::') || step === 'Ref')) return 'same';
    if (isSeq(target)) return target.items[Number(step)];
    return isMap(target) ? this.#pair(target, step, spellings, anchors) : undefined;
  }

  #pair(map: YAMLMap, step: string, spellings: Spelling, anchors: Part['anchors']): Pair | undefined {
    for (const name of spellings(step)) {
      const pairs = map.items.filter((item) => keyOf(item) === name);
      if (pairs.length > 0) return pairs.at(-1);
    }
    for (const item of map.items) {
      if (keyOf(item) !== '<<') continue;
      const merged = isAlias(item.value) ? anchors.get(item.value.source) : item.value;
      const found = isMap(merged) ? this.#pair(merged, step, spellings, anchors) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  #position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #fail(offset: number, problem: string): never {
    throw new InputError(this.file, this.#position(Math.max(offset, 0)), problem);
  }
}

/** Turns nodes into plain data: tags become what they stand for, aliases and merge keys are followed. */
class Conversion {
  #values = 0;
  readonly #done = new Map<Node, { readonly value: unknown; readonly size: number }>();
  readonly #open = new Set<Node>();

  constructor(
    private readonly readTag: TagReader,
    private readonly anchors: Map<string, Node>,
    private readonly fail: (node: unknown, problem: string) => never,
  ) {}

  value(node: unknown, depth: number): unknown {
    if (++this.#values > MAX_VALUES) this.fail(node, `aliases stand for more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) this.fail(node, `values are nested deeper than ${MAX_DEPTH}`);
    if (isAlias(node)) return this.#alias(node.source, node);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) return null;
    if (node.anchor === undefined) return this.#tagged(node, depth);
    this.anchors.set(node.anchor, node);
    const before = this.#values;
    this.#open.add(node);
    const value = this.#tagged(node, depth);
    this.#open.delete(node);
    this.#done.set(node, { value, size: this.#values - before });
    return value;
  }

  #alias(name: string, node: Node): unknown {
    const target = this.anchors.get(name);
    if (!target) return this.fail(node, `alias *${name} has no anchor before it`);
    if (this.#open.has(target)) return this.fail(node, `alias *${name} stands inside of what it stands for`);
    const done = this.#done.get(target);
    this.#values += done?.size ?? 0;
    if (this.#values > MAX_VALUES) this.fail(node, `aliases stand for more than ${MAX_VALUES} values`);
    return done?.value;
  }

  #tagged(node: Node, depth: number): unknown {
    const value = this.#plain(node, depth);
    const { tag } = node;
    return tag?.startsWith('!') === true && tag.length > 1 ? (this.readTag(tag, value) ?? value) : value;
  }

  #plain(node: Node, depth: number): unknown {
    if (isScalar(node)) return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    if (isSeq(node)) return node.items.map((item) => this.value(item, depth + 1));
    if (!isMap(node)) return null;
    const object: Record<string, unknown> = {};
    const merged: unknown[] = [];
    for (const pair of node.items) {
      const key = keyOf(pair);
      if (key === undefined) return this.fail(pair.key, 'a key should be a text');
      const value = this.value(pair.value, depth + 1);
      if (key === '<<') merged.push(...(Array.isArray(value) ? (value as unknown[]) : [value]));
      else define(object, key, value);
    }
    for (const source of merged) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) continue;
      for (const [key, value] of Object.entries(source)) if (!Object.hasOwn(object, key)) define(object, key, value);
    }
    return object;
  }
}

/** Sets a field, also one whose name the language keeps for itself. */
function define(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}

/** The short form of CloudFormation's functions. */
export function shortFunction(tag: string, value: unknown): unknown {
  const name = tag.slice(1);
  return name === 'Ref' || name === 'Condition' ? { [name]: value } : { [`Fn::${name}`]: value };
}

function isTagged(node: unknown): boolean {
  return (isScalar(node) || isMap(node) || isSeq(node)) && node.tag?.startsWith('!') === true && node.tag.length > 1;
}

function keyOf(pair: Pair): string | undefined {
  const { key } = pair;
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : key.value === null ? '' : JSON.stringify(key.value);
}

/** A token that stands deeper than values may. */
function tooDeep(top: CST.Token): CST.Token | undefined {
  const open: (readonly [token: CST.Token, depth: number])[] = [[top, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [token, depth] = next;
    if (depth > MAX_DEPTH) return token;
    const { value: content } = token as { readonly value?: CST.Token | undefined };
    if (content) open.push([content, depth]);
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) open.push([key, depth + 1]);
      if (value) open.push([value, depth + 1]);
    }
  }
  return undefined;
}

/** Pointers of keys that an object has more than once. */
function* repeatedIn(node: unknown, pointer: string): Generator<string> {
  if (isSeq(node)) for (const [index, item] of node.items.entries()) yield* repeatedIn(item, `${pointer}/${index}`);
  if (!isMap(node)) return;
  const seen = new Set<string>();
  for (const pair of node.items) {
    const key = keyOf(pair);
    if (key === undefined) continue;
    const here = `${pointer}/${escaped(key)}`;
    if (seen.has(key)) yield here;
    seen.add(key);
    yield* repeatedIn(pair.value, here);
  }
}

function startOf(node: unknown): number {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? (node.range?.[0] ?? -1) : -1;
}

const PROBLEMS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab indents this line, expected spaces',
  BAD_INDENT: 'this line is not indented as those around it',
};

function problemOf(error: { readonly code: string; readonly message: string }): string {
  const message = error.message.split('\n')[0] ?? '';
  return PROBLEMS[error.code] ?? `not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
}
