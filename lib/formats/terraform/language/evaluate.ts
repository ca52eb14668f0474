import { Unknown } from '../../../core/values/unknown';
import { isData, Reference, type Data } from '../../../core/reading/field';
import { type Body, type BlockSyntax, type Expression, type SplatStep, type TemplatePart } from './expression';
import { FunctionError, numberOf, type FunctionContext } from './arguments';
import { unified } from './conversion';
import { call } from './functions';
import {
  Composed,
  Encoded,
  entriesOf,
  Failed,
  failureIn,
  isSet,
  isTyped,
  Named,
  NamedList,
  nameOfValue,
  Namespace,
  objectOf,
  openIn,
  openOf,
  Origins,
  plain,
  rounded,
  setKey,
  textOf,
  Thing,
} from './value';

/** What names mean where an expression stands. */
export interface Scope {
  /** The value of a name; undefined when there is no such name. */
  name(name: string): unknown;
  readonly functions: FunctionContext;
  /** Templates are opened up to here: one may ask for another. */
  readonly depth?: number;
}

/** The same with the names of a `for`, or of a `dynamic` block. */
export function withNames(scope: Scope, names: Readonly<Record<string, unknown>>): Scope {
  return {
    ...scope,
    name: (name) => (Object.hasOwn(names, name) ? names[name] : scope.name(name)),
  };
}

const MAX_STEPS = 3_000_000;
const MAX_DEPTH = 300;
const MAX_TEXT = 4 * 1024 * 1024;

/** Works out expressions. What is not decided by the files is unknown, with its reason; nothing is thrown. */
export class Evaluator {
  readonly origins = new Origins();
  #steps = 0;
  #depth = 0;

  value(expression: Expression, scope: Scope): unknown {
    if (++this.#steps > MAX_STEPS) return new Unknown('working out the configuration takes too many steps');
    if (this.#depth >= MAX_DEPTH) return new Unknown(`references are nested deeper than ${MAX_DEPTH}`);
    this.#depth++;
    try {
      return this.#value(expression, scope);
    } finally {
      this.#depth--;
    }
  }

  #value(expression: Expression, scope: Scope): unknown {
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'template':
        return this.template(expression.parts, scope);
      case 'list': {
        const items = expression.items.map((item) => this.value(item, scope));
        const [only] = items;
        if (expression.isWrapped === true && (Array.isArray(only) || mayBeList(only, expression.items[0]))) return only;
        return this.origins.note(items, expression.written);
      }
      case 'object':
        return this.#object(expression, scope);
      case 'body':
        return this.body(expression.body, scope);
      case 'name': {
        const value = scope.name(expression.name);
        return value === undefined ? new Failed(`there is nothing called ${expression.name}`) : value;
      }
      case 'attribute':
        return this.#attribute(this.value(expression.of, scope), expression.name);
      case 'index':
        return this.#index(this.value(expression.of, scope), plain(this.value(expression.index, scope)));
      case 'splat':
        return this.#splat(this.value(expression.of, scope), expression.steps, scope);
      case 'call':
        return this.#call(expression, scope);
      case 'unary':
        return this.#unary(expression.operator, plain(this.value(expression.operand, scope)));
      case 'binary':
        return this.#binary(expression, scope);
      case 'conditional':
        return this.#conditional(expression, scope);
      case 'for':
        return this.#for(expression, scope);
      case 'unread':
        return new Unknown(expression.why);
    }
  }

  /** The values of a body: blocks of one type are a list. */
  body(body: Body, scope: Scope, leaveOut: ReadonlySet<string> = NOTHING_LEFT_OUT): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [name, expression] of body.attributes) {
      if (!leaveOut.has(name)) setKey(result, name, this.value(expression, scope));
    }
    const add = (type: string, item: unknown): void => {
      const known = Object.hasOwn(result, type) ? result[type] : undefined;
      if (Array.isArray(known)) known.push(item);
      else setKey(result, type, known === undefined || known === null ? [item] : [known, item]);
    };
    for (const block of body.blocks) {
      const [label] = block.labels;
      if (leaveOut.has(block.type)) continue;
      if (block.type === 'dynamic' && label !== undefined) this.#dynamic(label, block, scope, add);
      else add(block.type, this.body(block.body, scope));
    }
    return this.origins.note(result, body.written);
  }

  #dynamic(type: string, { body }: BlockSyntax, scope: Scope, add: (type: string, item: unknown) => void): void {
    const over = body.attributes.get('for_each');
    const iterator = body.attributes.get('iterator');
    const name =
      iterator?.kind === 'name' ? iterator.name : iterator?.kind === 'literal' ? String(iterator.value) : type;
    const content = body.blocks.find((block) => block.type === 'content')?.body;
    const contentOf = body.attributes.get('content');
    const items = over ? this.entries(this.value(over, scope)) : new Unknown('the block has no for_each');
    if (items instanceof Unknown) {
      add(type, new Unknown(`how many blocks ${type} there are is worked out by Terraform: ${items.why}`));
      return;
    }
    for (const [key, value] of items) {
      const inner = withNames(scope, { [name]: { key, value } });
      if (content) add(type, this.body(content, inner));
      else if (contentOf) {
        const made = this.value(contentOf, inner);
        for (const one of Array.isArray(made) ? made : [made]) add(type, one);
      }
    }
  }

  /** What `for_each` and `for` go over. */
  entries(value: unknown): readonly (readonly [unknown, unknown])[] | Unknown {
    const open = openOf(value);
    if (open) return open;
    if (Array.isArray(value)) {
      this.#steps += value.length;
      const own = isSet(value);
      return value.map((item: unknown, index) => [own ? item : index, item] as const);
    }
    if (isData(value)) {
      const entries = entriesOf(value);
      this.#steps += entries.length;
      return entries;
    }
    return new Failed('it is neither a list nor a map');
  }

  template(parts: readonly TemplatePart[], scope: Scope): unknown {
    const made = this.#parts(parts, scope);
    if (made instanceof Unknown) return made;
    const joined: (string | Unknown | Reference)[] = [];
    let length = 0;
    for (const part of made) {
      if (typeof part === 'string') {
        length += part.length;
        if (length > MAX_TEXT) return new Unknown('the text is too long');
        const last = joined.at(-1);
        if (typeof last === 'string') joined[joined.length - 1] = last + part;
        else joined.push(part);
      } else joined.push(part);
    }
    this.#steps += length >> 6;
    const [only] = joined;
    if (joined.length === 0) return '';
    return joined.length === 1 && typeof only === 'string' ? only : new Composed(joined);
  }

  #parts(parts: readonly TemplatePart[], scope: Scope): (string | Unknown | Reference)[] | Unknown {
    const result: (string | Unknown | Reference)[] = [];
    for (const part of parts) {
      if (typeof part === 'string') result.push(part);
      else if (part.kind === 'value') {
        const value = plain(this.value(part.expression, scope));
        if (value instanceof Composed) result.push(...value.parts);
        else if (value instanceof Unknown || value instanceof Reference) result.push(value);
        else result.push(textOf(value) ?? new Failed('a value in a text is neither a text nor a number'));
      } else if (part.kind === 'if') {
        const holds = asBoolean(plain(this.value(part.condition, scope)));
        if (holds instanceof Unknown) result.push(holds);
        else {
          const chosen = this.#parts(holds ? part.then : part.otherwise, scope);
          if (chosen instanceof Unknown) return chosen;
          result.push(...chosen);
        }
      } else {
        const items = this.entries(this.value(part.in, scope));
        if (items instanceof Unknown) result.push(items);
        else {
          for (const [key, value] of items) {
            const made = this.#parts(part.parts, withNames(scope, namesOf(part.names, key, value)));
            if (made instanceof Unknown) return made;
            result.push(...made);
          }
        }
      }
    }
    return result;
  }

  #object({ entries, written }: Expression & { kind: 'object' }, scope: Scope): unknown {
    const result: Record<string, unknown> = {};
    for (const [key, value] of entries) {
      const name = plain(this.value(key, scope));
      const text = textOf(name);
      if (text === undefined) return openOf(name) ?? new Failed('a key is not a text');
      setKey(result, text, this.value(value, scope));
    }
    return this.origins.note(result, written);
  }

  #attribute(value: unknown, name: string): unknown {
    if (value instanceof Thing || value instanceof Namespace) return value.ask(name);
    if (value instanceof Failed) return value;
    if (value instanceof Named) return new Named(`${value.name}.${name}`, value.why);
    if (value instanceof Reference) {
      const attribute = value.attribute === undefined ? name : `${value.attribute}.${name}`;
      return new Reference(value.id, attribute, value.resource, value.scope);
    }
    if (value instanceof Unknown) return value;
    if (isData(value)) return Object.hasOwn(value, name) ? value[name] : new Failed(`there is no attribute ${name}`);
    // an only copy, or a block that is there once, may be meant without its number
    if (Array.isArray(value) && value.length === 1) return this.#attribute(value[0], name);
    return new Failed(`there is no attribute ${name}`);
  }

  #index(value: unknown, index: unknown): unknown {
    if (value instanceof Failed) return value;
    if (value instanceof Namespace) return typeof index === 'string' ? value.ask(index) : openOf(index);
    if (value instanceof Thing) return value.isUncounted || index === 0 ? value : new Failed('it has no copies');
    if (index instanceof Unknown || index instanceof Reference) return openOf(index);
    if (value instanceof Named) return new Named(`${value.name}[${JSON.stringify(index)}]`, value.why);
    if (value instanceof Reference) {
      const attribute = `${value.attribute ?? ''}[${JSON.stringify(index)}]`;
      return new Reference(value.id, attribute, value.resource, value.scope);
    }
    if (value instanceof Unknown) return value;
    if (Array.isArray(value)) {
      if (isSet(value)) return new Failed('a set has no numbers for its items');
      const at = typeof index === 'number' ? index : Number(index);
      return Number.isInteger(at) && at >= 0 && at < value.length
        ? (value[at] as unknown)
        : new Failed(`a list of ${value.length} has no item ${String(index)}`);
    }
    const key = textOf(index);
    if (isData(value) && key !== undefined && Object.hasOwn(value, key)) return value[key];
    return new Failed(`there is no ${JSON.stringify(index ?? null)} in it`);
  }

  #splat(value: unknown, steps: readonly SplatStep[], scope: Scope): unknown {
    if (value instanceof Named || (value instanceof Reference && !(value instanceof Thing && !value.isUncounted))) {
      let found: unknown = new Named(`${nameOfValue(value) ?? ''}[*]`, openOf(value)?.why ?? '');
      for (const step of steps) found = this.#step(found, step, scope);
      return openOf(found) ?? found;
    }
    if (value instanceof Unknown) return value;
    const items: unknown[] = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
    return items.map((item) => steps.reduce<unknown>((inner, step) => this.#step(inner, step, scope), item));
  }

  #step(value: unknown, step: SplatStep, scope: Scope): unknown {
    return 'name' in step
      ? this.#attribute(value, step.name)
      : this.#index(value, plain(this.value(step.index, scope)));
  }

  #call({ name, given, spread }: Expression & { kind: 'call' }, scope: Scope): unknown {
    const values = given.map((one) => () => this.value(one, scope));
    if (name === 'try') {
      let last: unknown = new Failed('try has no argument that works');
      for (const one of values) {
        last = one();
        const failure = failureIn(last);
        if (!failure) return last;
        last = failure;
      }
      return last;
    }
    if (name === 'can') {
      const value = values[0]?.();
      return failureIn(value) ? false : (openIn(value) ?? true);
    }
    const list = values.map((one) => one());
    const last = list.at(-1);
    if (spread) {
      const open = openOf(last);
      if (open) return this.#open(name, list, open);
      if (Array.isArray(last)) list.splice(-1, 1, ...(last as unknown[]));
    }
    this.#steps += list.length;
    if (name === 'templatefile') return this.#templateFile(list, scope);
    try {
      const made = call(name, list, scope.functions);
      this.#steps += sizeOf(made);
      return made instanceof Unknown && !isSpecial(made) ? this.#open(name, list, made) : made;
    } catch (error) {
      if (error instanceof FunctionError) return new Failed(`${name}: ${error.message}`);
      throw error;
    }
  }

  /** What is the same for the same arguments keeps a name that says so. */
  #open(name: string, given: readonly unknown[], open: Unknown): Unknown {
    // what chooses among resources gives one of them, and none of its own
    if (CHOOSING.has(name) && given.some((one) => refersTo(one))) return new Unknown(open.why);
    const names = given.map((one) => nameOfValue(one));
    const text = names.includes(undefined) ? undefined : `${name}(${names.join(', ')})`;
    return text === undefined || text.length > 300 ? new Unknown(open.why) : new Named(text, open.why);
  }

  #templateFile([path, values]: readonly unknown[], scope: Scope): unknown {
    const { functions, depth = 0 } = scope;
    const file = plain(path);
    if (typeof file !== 'string') return openOf(file) ?? new Failed('templatefile takes the name of a file');
    if (depth > 8) return new Unknown('templates are opened inside of each other without end');
    const open = openOf(values);
    if (open) return open;
    const parts = functions.template(file);
    if (parts instanceof Unknown) return parts;
    const names = isData(values) ? values : {};
    return this.value(parts, {
      functions,
      depth: depth + 1,
      name: (name) => (Object.hasOwn(names, name) ? names[name] : undefined),
    });
  }

  #unary(operator: string, value: unknown): unknown {
    if (value instanceof Failed) return value;
    const open = openOf(value);
    if (open) return this.#open(operator, [value], open);
    if (operator === '!') {
      const holds = asBoolean(value);
      return holds instanceof Unknown ? holds : !holds;
    }
    const number = asNumber(value);
    return number instanceof Unknown ? number : -number;
  }

  #binary({ operator, left, right }: Expression & { kind: 'binary' }, scope: Scope): unknown {
    const a = plain(this.value(left, scope));
    if (operator === '&&' || operator === '||') {
      const decisive = operator === '||';
      const one = asBoolean(a);
      if (one === decisive) return decisive;
      const two = asBoolean(plain(this.value(right, scope)));
      if (two === decisive) return decisive;
      return one instanceof Unknown ? one : two;
    }
    const b = plain(this.value(right, scope));
    for (const value of [a, b]) if (value instanceof Failed) return value;
    if (operator === '==' || operator === '!=') {
      const same = equal(a, b);
      return same instanceof Unknown ? same : same === (operator === '==');
    }
    const [one, two] = [asNumber(a), asNumber(b)];
    if (one instanceof Unknown) return this.#open(operator, [a, b], one);
    if (two instanceof Unknown) return this.#open(operator, [a, b], two);
    const made = arithmetic(operator, one, two);
    if (typeof made !== 'number') return made;
    return Number.isInteger(made) && !Number.isSafeInteger(made) ? new Unknown('a number has too many digits') : rounded(made); // prettier-ignore
  }

  #conditional({ condition, then, otherwise }: Expression & { kind: 'conditional' }, scope: Scope): unknown {
    const holds = asBoolean(plain(this.value(condition, scope)));
    if (holds instanceof Failed) return holds;
    if (typeof holds === 'boolean') return this.#chosen(holds, then, otherwise, scope);
    const [a, b] = [this.value(then, scope), this.value(otherwise, scope)];
    const names = [nameOfValue(a), nameOfValue(b)];
    return names[0] !== undefined && names[0] === names[1] ? a : this.#open('if', [holds, a, b], holds);
  }

  /** A result of a condition has a type that the other one can have too. */
  #chosen(holds: boolean, then: Expression, otherwise: Expression, scope: Scope): unknown {
    const value = this.value(holds ? then : otherwise, scope);
    if (value === null || typeof value === 'string' || openOf(value)) return value;
    const [made] = unified([value, this.value(holds ? otherwise : then, scope)]);
    const written = this.origins.of(value);
    return written && typeof made === 'object' && made !== null ? this.origins.note(made, written) : made;
  }

  #for(expression: Expression & { kind: 'for' }, scope: Scope): unknown {
    const over = this.value(expression.in, scope);
    const items = this.entries(over);
    if (items instanceof Unknown) return items instanceof Failed ? items : new Unknown(items.why);
    const list: unknown[] = [];
    const groups: Record<string, unknown> = {};
    for (const [key, value] of items) {
      const inner = withNames(scope, namesOf(expression.names, key, value));
      if (expression.if) {
        const holds = asBoolean(plain(this.value(expression.if, inner)));
        if (holds instanceof Unknown) return holds;
        if (!holds) continue;
      }
      if (!expression.key) {
        list.push(this.value(expression.value, inner));
        continue;
      }
      const made = plain(this.value(expression.key, inner));
      const name = textOf(made);
      if (name === undefined) return openOf(made) ?? new Failed('a key is not a text');
      const result = this.value(expression.value, inner);
      if (!expression.grouped) {
        if (Object.hasOwn(groups, name)) return new Failed(`the key ${JSON.stringify(name)} is there twice`);
        setKey(groups, name, result);
      } else if (Object.hasOwn(groups, name)) (groups[name] as unknown[]).push(result);
      else setKey(groups, name, [result]);
    }
    return this.origins.note(expression.key ? groups : list, expression.written);
  }
}

const CHOOSING: ReadonlySet<string> = new Set([
  ...[
    'if',
    'element',
    'coalesce',
    'coalescelist',
    'lookup',
    'concat',
    'flatten',
    'compact',
    'distinct',
    'merge',
    'one',
  ],
  ...['slice', 'tolist', 'toset', 'tomap', 'values', 'reverse', 'sort', 'setunion', 'setintersection', 'setsubtract'],
]);

/** Whether a value is a resource, or holds one. */
function refersTo(value: unknown, depth = 0): boolean {
  if (value instanceof Reference) return true;
  if (typeof value !== 'object' || value === null || value instanceof Unknown || depth > 20) return false;
  return Object.values(value).some((one) => refersTo(one, depth + 1));
}

/** Whether what is decided later may be a list: not a variable of another type, a text, or what one thing is called. */
function mayBeList(value: unknown, expression: Expression | undefined): boolean {
  if (value instanceof Reference) return value.attribute?.endsWith('s') === true;
  if (value instanceof Failed || value instanceof Composed || value instanceof Encoded) return false;
  const isVariable = expression?.kind === 'attribute' && expression.of.kind === 'name' && expression.of.name === 'var';
  return value instanceof Unknown && (!isVariable || value instanceof NamedList);
}

const NOTHING_LEFT_OUT: ReadonlySet<string> = new Set(['//']);

/** Those that say more than that something is open. */
function isSpecial(value: Unknown): boolean {
  return value instanceof Named || value instanceof Failed || value instanceof Composed || value instanceof Encoded;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length >> 6;
  return Array.isArray(value) ? value.length : isData(value) ? Object.keys(value).length : 0;
}

function namesOf(names: readonly string[], key: unknown, value: unknown): Data {
  const [first, second] = names;
  if (first === undefined) return {};
  return second === undefined ? objectOf([[first, value]]) : objectOf([[first, key], [second, value]]); // prettier-ignore
}

export function asBoolean(value: unknown): boolean | Unknown {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  if (value === 'false') return false;
  return openOf(value) ?? new Failed('it is neither true nor false');
}

export function asNumber(value: unknown): number | Unknown {
  if (typeof value === 'number') return value;
  const number = typeof value === 'string' ? (numberOf(value) ?? NaN) : NaN;
  return Number.isNaN(number) ? (openOf(value) ?? new Failed('it is not a number')) : number;
}

function arithmetic(operator: string, a: number, b: number): unknown {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? new Failed('it is divided by 0') : a / b;
    case '%':
      return b === 0 ? new Failed('it is divided by 0') : a % b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return new Unknown(`there is no operator ${operator}`);
  }
}

/** Whether two values are equal. What is null is nothing that a resource has. */
function equal(a: unknown, b: unknown): boolean | Unknown {
  const isOpen = (value: unknown): boolean => openOf(value) !== undefined;
  if ((a === null && b instanceof Reference) || (b === null && a instanceof Reference)) return false;
  if (isNeverSo(a, b) || isNeverSo(b, a)) return false;
  if ((a === null || a === '') && b instanceof Composed)
    return b.parts.some((part) => typeof part === 'string' && part !== '') ? false : b;
  if ((b === null || b === '') && a instanceof Composed) return equal(b, a);
  // a list or an object is there, whatever it holds
  if ((a === null && !isOpen(b)) || (b === null && !isOpen(a))) return a === b;
  if (isOpen(a) || isOpen(b)) {
    const [one, two] = [nameOfValue(a), nameOfValue(b)];
    if (one !== undefined && one === two) return true;
    return openOf(a) ?? openOf(b) ?? new Unknown('it is decided later');
  }
  const open = openIn(a) ?? openIn(b);
  if (open) return Array.isArray(a) && Array.isArray(b) && a.length !== b.length ? false : open;
  if (JSON.stringify(ordered(a)) !== JSON.stringify(ordered(b))) return false;
  // a list whose items have one type never equals one that is written out, and the same goes for sets
  return !Array.isArray(a) || !Array.isArray(b) || (isSet(a) === isSet(b) && isTyped(a) === isTyped(b));
}

/** Whether a value is an id that AWS gives, and the other one a text that is none of those. */
function isNeverSo(reference: unknown, text: unknown): boolean {
  if (!(reference instanceof Reference) || typeof text !== 'string') return false;
  if (reference.attribute === 'arn') return !text.startsWith('arn:');
  const prefix = /(?:^|\.)aws_(?:default_)?(security_group|vpc|subnet)\.[^.]*$/.exec(reference.id)?.[1];
  return reference.attribute === 'id' && prefix !== undefined && !text.startsWith(PREFIXES[prefix] ?? '');
}

const PREFIXES: Readonly<Record<string, string>> = { security_group: 'sg-', vpc: 'vpc-', subnet: 'subnet-' };

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  return isData(value) ? entriesOf(value).map(([key, item]) => [key, ordered(item)]) : (value ?? null);
}
