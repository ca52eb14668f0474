import { Cidr } from '../../core/values/address';
import { quoted } from '../../core/values/model-error';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { Composite, Dangling, isData, Named, Reference, type Data } from '../../core/reading/field';
import { AllZones, Joined, NumberedZone } from './lists';

/** What the arguments of functions are worked out by. */
interface Values {
  readonly mappings: Data;
  resolve(raw: unknown): unknown;
}

/** A value that Systems Manager or Secrets Manager has: known by its path only. */
export class StoredValue extends Named {
  constructor(path: string) {
    super(path, `${path} is looked up at deployment`);
  }
}

/**
 * What a function gives that works out a text, a number or a list of its arguments.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export function workedOut(values: Values, name: string, argument: unknown): unknown {
  switch (name) {
    case 'Fn::Sub':
      return sub(values, argument);
    case 'Fn::Join':
      return join(values, argument);
    case 'Fn::Select':
      return select(values, argument);
    case 'Fn::Split':
      return split(values, argument);
    case 'Fn::FindInMap':
      return findInMap(values, argument);
    case 'Fn::Base64':
      return values.resolve(argument);
    case 'Fn::Cidr':
      return cidr(values, argument);
    case 'Fn::GetAZs':
      return new AllZones();
    case 'Fn::Length': {
      const list = values.resolve(argument);
      return Array.isArray(list)
        ? list.length
        : list instanceof Unknown
          ? list
          : new Unknown('Fn::Length takes a list');
    }
    default:
      return new Unknown(`${name} is worked out at deployment`);
  }
}

/** What stands in a place for a text, where it is known. */
export function textOf(values: Pick<Values, 'resolve'>, raw: unknown): Knowable<string> {
  const value = values.resolve(raw);
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined) return '';
  if (value instanceof Unknown) return value;
  if (value instanceof Reference)
    return new Unknown(`${value.attribute ?? 'the id'} of ${value.id} is decided at deployment`);
  return new Unknown('a list or an object stands where a text should');
}

function sub(values: Values, argument: unknown): unknown {
  const [text, variables] = subArguments(argument);
  if (text === undefined) return new Unknown('Fn::Sub takes a text');
  let result = '';
  for (const part of templateParts(text)) {
    if (part.name === undefined) {
      result += part.text;
      continue;
    }
    const own = Object.hasOwn(variables, part.name);
    const value = textOf(values, own ? variables[part.name] : refOrAttribute(part.name));
    if (!isKnown(value)) {
      // nothing but one reference: the thing itself
      if (part.text === text && !own) return values.resolve(refOrAttribute(part.name));
      return value instanceof Dangling ? value : new Composite(partsOf(values, text, variables), value.why);
    }
    result += value;
  }
  return dynamic(result);
}

/** What stands in the text of `Fn::Sub`, one after the other. */
function partsOf(values: Values, text: string, variables: Data): unknown[] {
  return [...templateParts(text)].map((part) => {
    if (part.name === undefined) return part.text;
    return values.resolve(Object.hasOwn(variables, part.name) ? variables[part.name] : refOrAttribute(part.name));
  });
}

function join(values: Values, argument: unknown): unknown {
  if (!Array.isArray(argument) || typeof argument[0] !== 'string')
    return new Unknown('Fn::Join takes a text and a list');
  const list = values.resolve(argument[1]);
  if (list instanceof Unknown) return list;
  if (!Array.isArray(list)) return new Unknown('Fn::Join takes a text and a list');
  const parts: string[] = [];
  for (const item of list) {
    const part = textOf(values, item);
    if (!isKnown(part)) {
      const whole = list.map((one) => values.resolve(one));
      return new Joined(argument[0], whole, part.why);
    }
    parts.push(part);
  }
  return dynamic(parts.join(argument[0]));
}

function select(values: Values, argument: unknown): unknown {
  if (!Array.isArray(argument)) return new Unknown('Fn::Select takes an index and a list');
  const index = values.resolve(argument[0]);
  const list = values.resolve(argument[1]);
  if (list instanceof AllZones && (typeof index === 'number' || typeof index === 'string'))
    return new NumberedZone(index);
  for (const part of [index, list]) if (part instanceof Unknown) return part;
  if (!Array.isArray(list)) return new Unknown('Fn::Select takes an index and a list');
  const at = Number(index);
  return at in list ? values.resolve(list[at]) : new Unknown(`a list of ${list.length} has no item ${quoted(index)}`);
}

/** Blocks of one size, one after the other, at the beginning of another one. */
function cidr(values: Values, argument: unknown): unknown {
  if (!Array.isArray(argument)) return new Unknown('Fn::Cidr takes a block, a count and a number of bits');
  const [block, count, bits] = argument.map((part) => values.resolve(part));
  for (const part of [block, count, bits]) if (part instanceof Unknown) return part;
  const around = typeof block === 'string' ? Cidr.tryParse(block) : undefined;
  if (!around) return new Unknown('the block that Fn::Cidr divides is decided at deployment');
  const width = around.family === 4 ? 32 : 128;
  const prefix = width - Number(bits ?? 8);
  const wanted = Number(count);
  if (!Number.isInteger(prefix) || prefix < around.prefix || prefix > width || !(wanted > 0 && wanted <= 256)) {
    return new Unknown('Fn::Cidr takes a count from 1 to 256 and bits that fit into the block');
  }
  const size = 1n << BigInt(width - prefix);
  const firsts = Array.from({ length: wanted }, (_, index) => around.at(BigInt(index) * size));
  if (firsts.includes(undefined))
    return new Unknown(`${around.toString()} has no room for ${wanted} blocks of /${prefix}`);
  return firsts.map((first) => `${String(first)}/${prefix}`);
}

function split(values: Values, argument: unknown): unknown {
  if (!Array.isArray(argument) || typeof argument[0] !== 'string' || argument[0] === '') {
    return new Unknown('Fn::Split takes a separator and a text');
  }
  const joined = values.resolve(argument[1]);
  if (joined instanceof Joined && joined.separator === argument[0]) return joined.parts;
  const text = textOf(values, argument[1]);
  return isKnown(text) ? text.split(argument[0]) : text;
}

function findInMap(values: Values, argument: unknown): unknown {
  if (!Array.isArray(argument) || argument.length < 3) return new Unknown('Fn::FindInMap takes a map and two keys');
  const steps: string[] = [];
  for (const raw of argument.slice(0, 3)) {
    const step = textOf(values, raw);
    if (!isKnown(step)) return step;
    steps.push(step);
  }
  let value: unknown = values.mappings;
  for (const step of steps) value = isData(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  if (value !== undefined && value !== null) return value;
  const fallback: unknown = argument[3];
  if (isData(fallback) && Object.hasOwn(fallback, 'DefaultValue')) return values.resolve(fallback['DefaultValue']);
  return new Unknown(`the mappings have no ${steps.join(' -> ')}`);
}

/** A text; where it holds dynamic references, what Systems Manager or Secrets Manager has takes their place at deployment. */
export function dynamic(text: string): unknown {
  if (!text.includes(DYNAMIC)) return text;
  const parts = text
    .split(/(\{\{resolve:[^{}]*\}\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(DYNAMIC) ? new StoredValue(part.slice(DYNAMIC.length, -2)) : part));
  const [only, ...more] = parts;
  const stored = parts.find((part) => part instanceof StoredValue);
  if (more.length === 0) return only;
  return stored ? new Composite(parts, stored.why) : text;
}

const DYNAMIC = '{{resolve:';

export function subArguments(argument: unknown): [string | undefined, Data] {
  if (typeof argument === 'string') return [argument, {}];
  if (Array.isArray(argument) && typeof argument[0] === 'string') {
    return [argument[0], isData(argument[1]) ? argument[1] : {}];
  }
  return [undefined, {}];
}

export function refOrAttribute(name: string): Data {
  return name.includes('.') ? { 'Fn::GetAtt': name } : { Ref: name };
}

interface TemplatePart {
  readonly text: string;
  /** The variable that stands here; undefined for plain text. */
  readonly name?: string;
}

/** Takes a text apart at its `${Name}`; `${!Name}` is plain text. */
export function* templateParts(text: string): Generator<TemplatePart> {
  let from = 0;
  for (;;) {
    const start = text.indexOf('${', from);
    const end = start < 0 ? -1 : text.indexOf('}', start);
    if (end < 0) break;
    if (start > from) yield { text: text.slice(from, start) };
    const name = text.slice(start + 2, end).trim();
    const whole = text.slice(start, end + 1);
    if (name.startsWith('!')) yield { text: `\${${name.slice(1)}}` };
    else yield { text: whole, name };
    from = end + 1;
  }
  if (from < text.length) yield { text: text.slice(from) };
}
