import { type Place } from '../../core/values/place';
import { type Knowable } from '../../core/values/unknown';
import { Cidr } from '../../core/values/address';
import { quoted } from '../../core/values/model-error';
import { isKnown, Unknown } from '../../core/values/unknown';
import {
  Composite,
  Dangling,
  escaped,
  isData,
  Named,
  own,
  Reference,
  type Data,
  type Source,
  type Written,
} from '../../core/reading/field';
import { statement, type Presence } from '../presence';
import { type Problem, type UnknownPart } from '../reading';
import { stepsOf } from '../text/pointer';
import { intrinsicOf } from './intrinsic';
import { AllZones, Joined, NumberedZone } from './lists';
import { Loops } from './loops';
import { type Ways } from './ways';

/** One template, as it was parsed. */
export interface Template {
  /** The template, parsed. */
  readonly body: unknown;
  /** For places. */
  readonly file?: string;
  /** Name of its stack, for `AWS::StackName` and to tell several templates apart. */
  readonly stack?: string;
  /** The region that it is deployed to, for `AWS::Region`. @default - not known */
  readonly region?: string;
  /** For a nested stack: the `file` of the template that holds it, and its logical id there. @default - a stack of its own */
  readonly nestedIn?: { readonly file: string; readonly id: string };
  /** What a resource is called in findings. @default - its construct path where the template has it, or its logical id */
  readonly pathOf?: (logicalId: string) => string | undefined;
  /** For resources that another format says: their places. @default - they stand in the template */
  readonly placeOf?: (logicalId: string) => Place | undefined;
  /** For resources that another format says: where a value was written. */
  readonly written?: (value: unknown) => Written | undefined;
  /** For resources that another format says: how it words a property. */
  readonly wording?: (data: unknown, key: string | number) => string | undefined;
  /** For resources that another format says: what has to be for one to exist, where that is open. @default - its condition decides */
  readonly presenceOf?: (logicalId: string) => Presence | undefined;
  /** Whether a security group without rules lets nothing out. @default - everything, as AWS makes it */
  readonly closedByDefault?: boolean;
  /** Whether another format has a schema that asks for what AWS needs. @default false */
  readonly isComplete?: boolean;
  /** Whether what is not in it may have been left out when it was printed. @default false */
  readonly isShown?: boolean;
  /** Whether its resources are there already: they go by their own ids, and wait for nothing. @default false */
  readonly exists?: boolean;
  /** For what is there already: what of a resource may be there and was not seen. @default - nothing */
  readonly unseen?: (logicalId: string) => Unseen | undefined;
  /** Resources of which only the type is known. @default - none */
  readonly opaque?: ReadonlySet<string>;
}

/** What may be there and was not seen. */
export interface Unseen {
  /** More services of a cluster. @default false */
  readonly services?: boolean;
  /** More instances of a cluster. @default false */
  readonly capacity?: boolean;
  /** Why there may be more parts of a VPC. @default - there are no more */
  readonly parts?: Unknown;
}

/** What all templates of a reading share. */
export interface Shared {
  /** What stands in a resource that matters; undefined for any other, and for one that was not met yet. */
  bodyOf(scope: Scope, id: string): Data | undefined;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Undefined: open conditions stay open. */
  readonly ways: Ways | undefined;
  readonly unknown: UnknownPart[];
  readonly problems: Problem[];
  /** The value of an export and the template that has it. */
  exported(name: string): { readonly scope: Scope; readonly raw: unknown } | { readonly value: unknown } | undefined;
  /** The template of a stack. */
  scopeOf(stack: string): Scope | undefined;
  /** The template that holds a nested stack. */
  holderOf(nested: Scope): Scope | undefined;
  /** The template of a nested stack, by its logical id in the one that holds it. */
  nestedIn(holder: Scope, id: string): Scope | undefined;
  /** Name of a resource in keys. */
  keyOf(scope: Scope, logicalId: string): string;
}

/** A value that Systems Manager has: known by its path only. */
export class StoredValue extends Named {
  constructor(path: string) {
    super(path, `${path} is looked up at deployment`);
  }
}

/** Attributes that stand for the resource itself. */
const OWN_ATTRIBUTES: ReadonlySet<string | undefined> = new Set([
  undefined,
  ...['Arn', 'GroupId', 'Id', 'Name', 'ServiceArn', 'TargetGroupArn', 'ListenerArn', 'LoadBalancerArn', 'ClusterArn'],
  ...['TaskDefinitionArn', 'LaunchTemplateId', 'SubnetId', 'VpcId', 'AutoScalingGroupARN', 'ServiceName'],
  ...['RouteTableId', 'InternetGatewayId', 'NatGatewayId', 'VPNGatewayId', 'CarrierGatewayId', 'PrefixListId'],
  ...['DhcpOptionsId', 'InstanceId', 'FileSystemId', 'TransitGatewayRouteTableId', 'TransitGatewayAttachmentId'],
  ...['ResolverRuleId', 'ResolverEndpointId', 'FirewallArn', 'FirewallId', 'RuleArn', 'ServiceId'],
  ...['DBInstanceArn', 'DBClusterArn', 'DBProxyArn', 'EndpointId', 'AccessPointId', 'NetworkInterfaceId'],
]);

/** Types whose attribute CidrBlock is a property that is written. */
const WITH_BLOCK: ReadonlySet<unknown> = new Set(['AWS::EC2::VPC', 'AWS::EC2::Subnet']);

/** Types whose attribute Name is the property of that name. */
const WITH_NAME: ReadonlySet<unknown> = new Set([
  'AWS::ServiceDiscovery::Service',
  'AWS::ServiceDiscovery::PrivateDnsNamespace',
  'AWS::ServiceDiscovery::PublicDnsNamespace',
  'AWS::ServiceDiscovery::HttpNamespace',
]);

const MAX_DEPTH = 64;
export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** The id of a network, as AWS makes one up. */
const NETWORK_ID = /^(?:vpc|subnet|sg)-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** The default of a parameter; undefined for one that only shows the form of an id, such as `subnet-xxxx`. */
function fallbackOf({ Default: written }: Data): unknown {
  if (typeof written !== 'string') return written;
  const ids = written.split(',').map((part) => part.trim());
  return ids.some((id) => /^(?:vpc|subnet|sg)-/.test(id) && !NETWORK_ID.test(id)) ? undefined : written;
}

interface OpenParameter {
  is?: string;
  readonly not: Set<string>;
}

/**
 * One template in one reading: follows references and intrinsic functions, decides conditions.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export class Scope implements Source {
  readonly unknown: UnknownPart[];
  readonly problems: Problem[];
  readonly blocks = false;
  readonly interpolates = false;
  readonly keys = KEYS;
  readonly parameters: Data;
  resources: Data;
  outputs: Data;
  hop = '';
  readonly #parameterNames: ReadonlySet<string>;
  readonly #mappings: Data;
  #conditions: Data;
  readonly #decided = new Map<string, boolean | undefined>();
  readonly #open = new Map<string, OpenParameter>();
  /** Whether a transform may add to the template. */
  readonly transformed: boolean;
  /** Undefined where no transform writes out loops. */
  readonly loops: Loops | undefined;
  #depth = 0;

  constructor(
    readonly template: Template,
    private readonly shared: Shared,
  ) {
    this.unknown = shared.unknown;
    this.problems = shared.problems;
    const body = isData(template.body) ? template.body : {};
    this.parameters = section(body, 'Parameters');
    this.#parameterNames = new Set(Object.keys(this.parameters));
    this.#mappings = section(body, 'Mappings');
    this.transformed = body['Transform'] !== undefined;
    this.loops = hasLoops(body['Transform']) ? new Loops((raw) => this.resolve(raw)) : undefined;
    this.#conditions = section(body, 'Conditions');
    this.resources = section(body, 'Resources');
    this.outputs = section(body, 'Outputs');
  }

  /** Writes out the loops, once all templates are there: what one goes over may come from another. */
  writeOut(): void {
    if (!this.loops) return;
    this.#conditions = this.loops.section(this.#conditions, 'Conditions');
    this.resources = this.loops.section(this.resources, 'Resources');
    this.outputs = this.loops.section(this.outputs, 'Outputs');
    const { file } = this.template;
    for (const { pointer, why } of this.loops.open) {
      const at = file === undefined ? { path: '', pointer } : { path: '', file, pointer };
      this.unknown.push({ at, what: stepsOf(pointer).at(-1) ?? '', why });
    }
  }

  spell(name: string): string {
    return name.charAt(0).toUpperCase() + name.slice(1);
  }

  /** The place of a part of a resource; none: of the resource itself. */
  placeOf(path: string, logicalId: string, part: '' | '/Properties' | '/Condition'): Place {
    const elsewhere = this.template.placeOf?.(logicalId);
    if (elsewhere) return elsewhere;
    const written = this.loops?.pointers.get(`Resources/${logicalId}`) ?? `/Resources/${escaped(logicalId)}`;
    const pointer = written + part;
    const { file } = this.template;
    return file === undefined ? { path, pointer } : { path, file, pointer };
  }

  resolve(raw: unknown): unknown {
    if (typeof raw === 'string') return dynamic(raw);
    if (typeof raw !== 'object' || raw === null) return raw ?? undefined;
    if (Array.isArray(raw)) return raw;
    const name = intrinsicOf(raw);
    if (name === undefined) return raw;
    if (this.#depth >= MAX_DEPTH) return new Unknown(`references are nested deeper than ${MAX_DEPTH}`);
    this.#depth++;
    try {
      const argument = (raw as Data)[name];
      if (name === 'Fn::If') return this.#if(argument);
      const value = name === 'Ref' ? this.ref(argument) : this.#call(name, argument);
      this.hop = '';
      return value;
    } finally {
      this.#depth--;
    }
  }

  written(value: unknown): Written | undefined {
    return this.template.written?.(value);
  }

  wording(data: unknown, key: string | number): string | undefined {
    return this.template.wording?.(data, key);
  }

  /** Whether a condition holds; undefined while it is open. */
  condition(name: string): boolean | undefined {
    if (this.#decided.has(name)) return this.#decided.get(name);
    // a condition that refers to itself is open
    this.#decided.set(name, undefined);
    const holds = Object.hasOwn(this.#conditions, name) ? this.#holds(this.#conditions[name], 0) : this.#ask();
    this.#decided.set(name, holds);
    return holds;
  }

  /** What has to be decided, and how, for a condition to hold. */
  answersFor(name: string): Presence {
    return this.#answers({ Condition: name }, true, 0);
  }

  #answers(raw: unknown, holds: boolean, depth: number): Presence {
    const name = isData(raw) ? intrinsicOf(raw) : undefined;
    const argument = isData(raw) && name !== undefined ? raw[name] : undefined;
    const parts: readonly unknown[] = Array.isArray(argument) ? argument : [];
    const within = (part: unknown, wanted: boolean): Presence => this.#answers(part, wanted, depth + 1);
    if (depth <= MAX_DEPTH) {
      if (name === 'Condition' && typeof argument === 'string' && Object.hasOwn(this.#conditions, argument))
        return within(this.#conditions[argument], holds);
      if (name === 'Fn::Not') return within(parts[0], !holds);
      if (name === (holds ? 'Fn::And' : 'Fn::Or')) return parts.flatMap((part) => within(part, holds));
      if (name === 'Fn::Equals' && parts.length === 2) return [this.#equation(parts[0], parts[1], holds)];
    }
    return [statement(this.#question(raw), holds)];
  }

  #equation(left: unknown, right: unknown, holds: boolean): Presence[number] {
    const [one, two] = [plainText(this.resolve(left)), plainText(this.resolve(right))];
    if (one === undefined && two !== undefined) return { question: this.#question(left), value: two, holds };
    if (two === undefined && one !== undefined) return { question: this.#question(right), value: one, holds };
    return statement(this.#question([left, right]), holds);
  }

  /** What is asked, by how it is written in this template. */
  #question(raw: unknown): string {
    return `${this.template.file ?? ''} ${written(raw)}`;
  }

  /** Whether a condition is there, or may come from a transform. */
  mayHaveCondition(name: string): boolean {
    return this.transformed || Object.hasOwn(this.#conditions, name);
  }

  identify(raw: unknown): Knowable<string> | undefined {
    const value = this.resolve(raw);
    if (typeof value === 'string') return value;
    if (value === undefined) return undefined;
    if (value instanceof Reference) return this.nameOf(value);
    if (value instanceof Unknown) return this.symbol(raw) ?? value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : new Unknown('it is not a name');
  }

  nameOf(reference: Reference): string {
    const key = this.shared.keyOf(reference.scope as Scope, reference.id);
    return OWN_ATTRIBUTES.has(reference.attribute) ? key : `${key}.${reference.attribute ?? ''}`;
  }

  /** The text with `${Name}` for whatever is not known in it; undefined when even its shape is unknown. */
  symbol(raw: unknown): string | undefined {
    const value = this.resolve(raw);
    if (value === undefined) return '';
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (value instanceof Reference) return `\${${this.nameOf(value)}}`;
    if (!isData(raw)) return value instanceof Named ? `\${${value.name}}` : undefined;
    const name = intrinsicOf(raw);
    const argument = name === undefined ? undefined : raw[name];
    switch (name ?? '') {
      case 'Ref':
        return typeof argument === 'string' ? `\${${argument}}` : undefined;
      case 'Fn::ImportValue': {
        const imported = this.symbol(argument);
        return imported === undefined ? undefined : `\${import ${imported}}`;
      }
      case 'Fn::GetAtt':
        return `\${${Array.isArray(argument) ? argument.filter((part) => typeof part === 'string').join('.') : typeof argument === 'string' ? argument : ''}}`;
      case 'Fn::Base64':
        return this.symbol(argument);
      case 'Fn::Select':
        return this.#symbolOfItem(argument);
      case 'Fn::If': {
        const branch = this.#branch(argument);
        return branch === undefined ? undefined : this.symbol(branch.raw);
      }
      case 'Fn::Join': {
        if (!Array.isArray(argument) || typeof argument[0] !== 'string') return undefined;
        const list = this.resolve(argument[1]);
        if (!Array.isArray(list)) return undefined;
        const parts = list.map((item) => this.symbol(item));
        return parts.includes(undefined) ? undefined : parts.join(argument[0]);
      }
      case 'Fn::Sub': {
        const [text, variables] = subArguments(argument);
        if (text === undefined) return undefined;
        let result = '';
        for (const part of templateParts(text)) {
          if (part.name === undefined) result += part.text;
          else {
            const own = Object.hasOwn(variables, part.name);
            result +=
              (own ? this.symbol(variables[part.name]) : this.symbol(refOrAttribute(part.name))) ?? `\${${part.name}}`;
          }
        }
        return result;
      }
      default:
        return undefined;
    }
  }

  /** One of a list that is not known: the same one wherever it is taken from the same list. */
  #symbolOfItem(argument: unknown): string | undefined {
    if (!Array.isArray(argument)) return undefined;
    const [at, list] = [this.symbol(argument[0]), this.resolve(argument[1])];
    if (Array.isArray(list)) return this.symbol(list[Number(at)]);
    const whole = this.symbol(argument[1]);
    return at === undefined || whole === undefined ? undefined : `\${${at} of ${whole}}`;
  }

  /** What `Ref` gives. */
  ref(name: unknown): unknown {
    if (typeof name !== 'string') return new Unknown('Ref takes a name');
    if (name.startsWith('AWS::')) return this.#pseudo(name);
    if (this.#parameterNames.has(name)) return this.#parameter(name);
    return this.#resource(name, undefined);
  }

  #resource(id: string, attribute: string | undefined): unknown {
    const resource =
      this.shared.bodyOf(this, id) ?? (Object.hasOwn(this.resources, id) ? this.resources[id] : undefined);
    if (!isData(resource)) {
      const why = `${quoted(id)} is neither a resource nor a parameter of this template`;
      return this.transformed ? new Unknown(`${why}; a transform may add it`) : new Dangling(why);
    }
    const condition = resource['Condition'];
    if (typeof condition === 'string' && this.condition(condition) === false) {
      return new Unknown(`${id} is left out by condition ${condition}`);
    }
    if (resource['Type'] === NESTED_STACK && attribute?.startsWith('Outputs.')) {
      const name = attribute.slice('Outputs.'.length);
      const nested = this.shared.nestedIn(this, id);
      const output = nested && own(nested.outputs, name);
      if (nested && isData(output)) return nested.resolve(output['Value']);
      return new Unknown(`${name} is an output of the nested stack ${id}`);
    }
    const isWritten =
      (attribute === 'CidrBlock' && WITH_BLOCK.has(resource['Type'])) ||
      (attribute === 'Name' && WITH_NAME.has(resource['Type']));
    if (isWritten) return this.#writtenIn(resource, attribute) ?? new Reference(id, attribute, resource, this);
    return new Reference(id, attribute, resource, this);
  }

  /** An attribute that is a property of the resource, where that is written down. */
  #writtenIn(resource: Data, attribute: string): unknown {
    const properties = resource['Properties'];
    return isData(properties) ? this.resolve(own(properties, attribute)) : undefined;
  }

  #pseudo(name: string): unknown {
    if (name === 'AWS::NoValue') return undefined;
    if (Object.hasOwn(this.shared.parameters, name)) return this.shared.parameters[name];
    if (name === 'AWS::Region' && this.template.region !== undefined) return this.template.region;
    if (name === 'AWS::StackName' && this.template.stack !== undefined) return this.template.stack;
    return this.#open.get(name)?.is ?? new Unknown(`${name} is decided at deployment`);
  }

  #parameter(name: string): unknown {
    const declared = this.parameters[name];
    const parameter = isData(declared) ? declared : {};
    const type = typeof parameter['Type'] === 'string' ? parameter['Type'] : 'String';
    const given =
      this.#handed(name) ??
      (Object.hasOwn(this.shared.parameters, name)
        ? this.shared.parameters[name]
        : (fallbackOf(parameter) ?? onlyOne(parameter['AllowedValues'])));
    if (given instanceof Joined && given.separator.trim() === ',' && isList(type)) return given.parts;
    if (given instanceof Unknown || given instanceof Reference) return given;
    if (given === undefined) return this.#open.get(name)?.is ?? new Unknown(`parameter ${name} has no value`);
    if (Array.isArray(given)) return given;
    if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') {
      return new Unknown(`the value of parameter ${name} is not a text`);
    }
    if (type.startsWith('AWS::SSM::Parameter::Value')) return new StoredValue(String(given));
    if (!isList(type)) return given;
    return String(given)
      .split(',')
      .map((part) => part.trim());
  }

  /** What the stack around a nested one gives for a parameter. */
  #handed(name: string): unknown {
    const { nestedIn } = this.template;
    const holder = nestedIn && this.shared.holderOf(this);
    const stack = holder && own(holder.resources, nestedIn.id);
    const properties = isData(stack) ? stack['Properties'] : undefined;
    const parameters = isData(properties) ? properties['Parameters'] : undefined;
    return holder && isData(parameters) ? holder.resolve(own(parameters, name)) : undefined;
  }

  #if(argument: unknown): unknown {
    const branch = this.#branch(argument);
    if (branch === undefined) {
      this.hop = '';
      const name = Array.isArray(argument) ? (argument[0] as unknown) : undefined;
      if (typeof name === 'string' && !this.mayHaveCondition(name)) {
        return new Dangling(`${quoted(name)} is not a condition of this template`);
      }
      return new Unknown(typeof name === 'string' ? `condition ${name} is open` : 'Fn::If takes three arguments');
    }
    this.hop = '';
    const value = this.resolve(branch.raw);
    this.hop = `/Fn::If/${branch.index}${this.hop}`;
    return value;
  }

  #branch(argument: unknown): { readonly raw: unknown; readonly index: 1 | 2 } | undefined {
    if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') return undefined;
    if (!this.mayHaveCondition(argument[0])) return undefined;
    const holds = this.condition(argument[0]);
    if (holds === undefined) return undefined;
    return holds ? { raw: argument[1], index: 1 } : { raw: argument[2], index: 2 };
  }

  #call(name: string, argument: unknown): unknown {
    switch (name) {
      case 'Fn::GetAtt':
        return this.#getAtt(argument);
      case 'Fn::Sub':
        return this.#sub(argument);
      case 'Fn::Join':
        return this.#join(argument);
      case 'Fn::Select':
        return this.#select(argument);
      case 'Fn::Split':
        return this.#split(argument);
      case 'Fn::FindInMap':
        return this.#findInMap(argument);
      case 'Fn::ImportValue':
        return this.#importValue(argument);
      case 'Fn::GetStackOutput':
        return this.#getStackOutput(argument);
      case 'Fn::Base64':
        return this.resolve(argument);
      case 'Fn::Cidr':
        return this.#cidr(argument);
      case 'Fn::GetAZs':
        return new AllZones();
      case 'Fn::Length': {
        const list = this.resolve(argument);
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

  #getAtt(argument: unknown): unknown {
    if (typeof argument === 'string') {
      const dot = argument.indexOf('.');
      if (dot > 0) return this.#resource(argument.slice(0, dot), argument.slice(dot + 1));
    }
    if (Array.isArray(argument) && typeof argument[0] === 'string') {
      const attribute = this.resolve(argument[1]);
      if (typeof attribute === 'string') return this.#resource(argument[0], attribute);
      if (attribute instanceof Unknown) return attribute;
    }
    return new Unknown('Fn::GetAtt takes a resource and an attribute');
  }

  #text(raw: unknown): Knowable<string> {
    const value = this.resolve(raw);
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (value === undefined) return '';
    if (value instanceof Unknown) return value;
    if (value instanceof Reference)
      return new Unknown(`${value.attribute ?? 'the id'} of ${value.id} is decided at deployment`);
    return new Unknown('a list or an object stands where a text should');
  }

  #sub(argument: unknown): unknown {
    const [text, variables] = subArguments(argument);
    if (text === undefined) return new Unknown('Fn::Sub takes a text');
    let result = '';
    for (const part of templateParts(text)) {
      if (part.name === undefined) {
        result += part.text;
        continue;
      }
      const own = Object.hasOwn(variables, part.name);
      const value = this.#text(own ? variables[part.name] : refOrAttribute(part.name));
      if (!isKnown(value)) {
        // nothing but one reference: the thing itself
        if (part.text === text && !own) return this.resolve(refOrAttribute(part.name));
        return value instanceof Dangling ? value : new Composite(this.#partsOf(text, variables), value.why);
      }
      result += value;
    }
    return dynamic(result);
  }

  /** What stands in the text of `Fn::Sub`, one after the other. */
  #partsOf(text: string, variables: Data): unknown[] {
    return [...templateParts(text)].map((part) => {
      if (part.name === undefined) return part.text;
      return this.resolve(Object.hasOwn(variables, part.name) ? variables[part.name] : refOrAttribute(part.name));
    });
  }

  #join(argument: unknown): unknown {
    if (!Array.isArray(argument) || typeof argument[0] !== 'string')
      return new Unknown('Fn::Join takes a text and a list');
    const list = this.resolve(argument[1]);
    if (list instanceof Unknown) return list;
    if (!Array.isArray(list)) return new Unknown('Fn::Join takes a text and a list');
    const parts: string[] = [];
    for (const item of list) {
      const part = this.#text(item);
      if (!isKnown(part)) {
        const values = list.map((one) => this.resolve(one));
        return new Joined(argument[0], values, part.why);
      }
      parts.push(part);
    }
    return dynamic(parts.join(argument[0]));
  }

  #select(argument: unknown): unknown {
    if (!Array.isArray(argument)) return new Unknown('Fn::Select takes an index and a list');
    const index = this.resolve(argument[0]);
    const list = this.resolve(argument[1]);
    if (list instanceof AllZones && (typeof index === 'number' || typeof index === 'string'))
      return new NumberedZone(index);
    for (const part of [index, list]) if (part instanceof Unknown) return part;
    if (!Array.isArray(list)) return new Unknown('Fn::Select takes an index and a list');
    const at = Number(index);
    return at in list ? this.resolve(list[at]) : new Unknown(`a list of ${list.length} has no item ${quoted(index)}`);
  }

  /** Blocks of one size, one after the other, at the beginning of another one. */
  #cidr(argument: unknown): unknown {
    if (!Array.isArray(argument)) return new Unknown('Fn::Cidr takes a block, a count and a number of bits');
    const [block, count, bits] = argument.map((part) => this.resolve(part));
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

  #split(argument: unknown): unknown {
    if (!Array.isArray(argument) || typeof argument[0] !== 'string' || argument[0] === '') {
      return new Unknown('Fn::Split takes a separator and a text');
    }
    const joined = this.resolve(argument[1]);
    if (joined instanceof Joined && joined.separator === argument[0]) return joined.parts;
    const text = this.#text(argument[1]);
    return isKnown(text) ? text.split(argument[0]) : text;
  }

  #findInMap(argument: unknown): unknown {
    if (!Array.isArray(argument) || argument.length < 3) return new Unknown('Fn::FindInMap takes a map and two keys');
    const steps: string[] = [];
    for (const raw of argument.slice(0, 3)) {
      const step = this.#text(raw);
      if (!isKnown(step)) return step;
      steps.push(step);
    }
    let value: unknown = this.#mappings;
    for (const step of steps) value = isData(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (value !== undefined && value !== null) return value;
    const fallback: unknown = argument[3];
    if (isData(fallback) && Object.hasOwn(fallback, 'DefaultValue')) return this.resolve(fallback['DefaultValue']);
    return new Unknown(`the mappings have no ${steps.join(' -> ')}`);
  }

  #importValue(argument: unknown): unknown {
    const name = this.#text(argument);
    if (!isKnown(name)) return name;
    const found = this.shared.exported(name);
    if (!found) return new Unknown(`export ${quoted(name)} is not in the templates given`);
    return 'value' in found ? found.value : found.scope.resolve(found.raw);
  }

  /** An output of another stack; of one elsewhere nothing is known. */
  #getStackOutput(argument: unknown): unknown {
    if (!isData(argument)) return new Unknown('Fn::GetStackOutput takes a stack and an output');
    const stack = this.#text(argument['StackName']);
    const output = this.#text(argument['OutputName']);
    if (!isKnown(stack)) return stack;
    if (!isKnown(output)) return output;
    const region = argument['Region'];
    const here = region === undefined || written(region) === written({ Ref: 'AWS::Region' });
    const scope = here && argument['RoleArn'] === undefined ? this.shared.scopeOf(stack) : undefined;
    const found = scope && own(scope.outputs, output);
    if (scope && isData(found)) return scope.resolve(found['Value']);
    return new Unknown(`output ${output} of stack ${quoted(stack)} is not in the templates given`);
  }

  /** Asks the ways about something that only is or is not. */
  #ask(): boolean | undefined {
    return this.shared.ways === undefined ? undefined : this.shared.ways.choose(2) === 0;
  }

  #holds(raw: unknown, depth: number): boolean | undefined {
    if (raw === 'true' || raw === true) return true;
    if (raw === 'false' || raw === false) return false;
    if (!isData(raw) || depth > MAX_DEPTH) return this.#ask();
    const name = intrinsicOf(raw);
    const argument = name === undefined ? undefined : raw[name];
    const parts = Array.isArray(argument) ? argument : undefined;
    switch (name ?? '') {
      case 'Condition':
        return typeof argument === 'string' ? this.condition(argument) : this.#ask();
      case 'Fn::Not': {
        const holds = this.#holds(parts?.[0], depth + 1);
        return holds === undefined ? undefined : !holds;
      }
      case 'Fn::And':
      case 'Fn::Or': {
        const decisive = name === 'Fn::Or';
        let open = false;
        for (const part of parts ?? []) {
          const holds = this.#holds(part, depth + 1);
          if (holds === decisive) return decisive;
          open ||= holds === undefined;
        }
        return open ? undefined : !decisive;
      }
      case 'Fn::Equals':
        return parts?.length === 2 ? this.#equal(parts[0], parts[1]) : this.#ask();
      default:
        return this.#ask();
    }
  }

  #equal(left: unknown, right: unknown): boolean | undefined {
    const [a, b] = [this.resolve(left), this.resolve(right)];
    const [one, two] = [plainText(a), plainText(b)];
    if (one !== undefined && two !== undefined) return one === two;
    const same = written(left);
    if (same === written(right)) return true;
    const open = openName(left) ?? openName(right);
    const text = one ?? two;
    return open !== undefined && text !== undefined
      ? this.#parameterIs(open, text)
      : this.#sameAnswer(`${same} = ${written(right)}`);
  }

  /** Two values of which neither is known: the same answer whenever they are compared. */
  #sameAnswer(key: string): boolean | undefined {
    if (this.#decided.has(key)) return this.#decided.get(key);
    const answer = this.#ask();
    this.#decided.set(key, answer);
    return answer;
  }

  /** Whether an open parameter has a value, in line with what was said of it before. */
  #parameterIs(name: string, text: string): boolean | undefined {
    const open = this.#open.get(name) ?? { not: new Set<string>() };
    if (open.is !== undefined) return open.is === text;
    if (open.not.has(text)) return false;
    const declared = Object.hasOwn(this.parameters, name) ? this.parameters[name] : undefined;
    const allowed = isData(declared) ? declared['AllowedValues'] : undefined;
    if (Array.isArray(allowed)) {
      const left = allowed.map(String).filter((value) => !open.not.has(value));
      if (!left.includes(text)) return false;
      if (left.length === 1) return true;
    }
    const answer = this.#ask();
    if (answer === undefined) return undefined;
    if (answer) open.is = text;
    else open.not.add(text);
    this.#open.set(name, open);
    return answer;
  }
}

const KEYS = new Map<string, string>();

const LANGUAGE_EXTENSIONS = 'AWS::LanguageExtensions';

/** Whether one of the transforms of a template writes out loops. */
function hasLoops(transform: unknown): boolean {
  if (transform === LANGUAGE_EXTENSIONS) return true;
  if (Array.isArray(transform)) return transform.some(hasLoops);
  return isData(transform) && transform['Name'] === LANGUAGE_EXTENSIONS;
}

/** The value of a parameter without a default, which must be given at deployment. */
function onlyOne(allowed: unknown): unknown {
  return Array.isArray(allowed) && allowed.length === 1 ? allowed[0] : undefined;
}

function section(body: Data, name: string): Data {
  const value = Object.hasOwn(body, name) ? body[name] : undefined;
  return isData(value) ? value : {};
}

/** Whether a parameter of a type is a list. */
function isList(type: string): boolean {
  return type === 'CommaDelimitedList' || type.startsWith('List<');
}

function dynamic(text: string): unknown {
  return text.startsWith('{{resolve:') ? new StoredValue(text.slice('{{resolve:'.length, -2)) : text;
}

function plainText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === undefined ? '' : Array.isArray(value) ? JSON.stringify(value) : undefined;
}

function written(raw: unknown): string {
  return JSON.stringify(raw ?? null);
}

function openName(raw: unknown): string | undefined {
  if (!isData(raw)) return undefined;
  return intrinsicOf(raw) === 'Ref' && typeof raw['Ref'] === 'string' ? raw['Ref'] : undefined;
}

function subArguments(argument: unknown): [string | undefined, Data] {
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
