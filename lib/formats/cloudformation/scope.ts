import { type Place } from '../../core/values/place';
import { type Knowable } from '../../core/values/unknown';
import { quoted } from '../../core/values/model-error';
import { isKnown, Unknown } from '../../core/values/unknown';
import { escaped } from '../../core/values/place';
import {
  Composite,
  Dangling,
  isData,
  Named,
  own,
  Reference,
  type Data,
  type Source,
  type Written,
} from '../../core/reading/field';
import { type Presence } from '../presence';
import { type Problem, type UnknownPart } from '../reading';
import { stepsOf } from '../text/pointer';
import { Conditions } from './conditions';
import { dynamic, refOrAttribute, StoredValue, subArguments, templateParts, textOf, workedOut } from './functions';
import { asWritten, MAX_DEPTH, intrinsicOf } from './intrinsic';
import { Joined } from './lists';
import { Loops } from './loops';
import { NESTED_STACK, type Template } from './template';
import { type Ways } from './ways';

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

/** The id of a network, as AWS makes one up. */
const NETWORK_ID = /^(?:vpc|subnet|sg)-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** The default of a parameter; undefined for one that only shows the form of an id, such as `subnet-xxxx`. */
function fallbackOf({ Default: written }: Data): unknown {
  if (typeof written !== 'string') return written;
  const ids = written.split(',').map((part) => part.trim());
  return ids.some((id) => /^(?:vpc|subnet|sg)-/.test(id) && !NETWORK_ID.test(id)) ? undefined : written;
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
  readonly mappings: Data;
  readonly #conditions: Conditions;
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
    this.mappings = section(body, 'Mappings');
    this.transformed = body['Transform'] !== undefined;
    this.loops = hasLoops(body['Transform']) ? new Loops((raw) => this.resolve(raw)) : undefined;
    const { transformed, parameters } = this;
    const resolve = (raw: unknown): unknown => this.resolve(raw);
    const around = { file: template.file, parameters, transformed, ways: shared.ways, resolve };
    this.#conditions = new Conditions(around, section(body, 'Conditions'));
    this.resources = section(body, 'Resources');
    this.outputs = section(body, 'Outputs');
  }

  /** Writes out the loops, once all templates are there: what one goes over may come from another. */
  writeOut(): void {
    if (!this.loops) return;
    this.#conditions.written = this.loops.section(this.#conditions.written, 'Conditions');
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
    return this.#conditions.holds(name);
  }

  /** What has to be decided, and how, for a condition to hold. */
  answersFor(name: string): Presence {
    return this.#conditions.answersFor(name);
  }

  /** Whether a condition is there, or may come from a transform. */
  mayHaveCondition(name: string): boolean {
    return this.#conditions.mayHave(name);
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
    if (!isData(raw)) {
      if (value instanceof Named) return `\${${value.name}}`;
      return value instanceof Composite ? this.#symbolOfParts(value) : undefined;
    }
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

  /** A text with dynamic references in it. */
  #symbolOfParts({ parts }: Composite): string | undefined {
    const texts = parts.map((part) => (typeof part === 'string' ? part : part instanceof Named ? `\${${part.name}}` : undefined)); // prettier-ignore
    return texts.includes(undefined) ? undefined : texts.join('');
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
    return this.#conditions.chosen(name) ?? new Unknown(`${name} is decided at deployment`);
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
    if (given === undefined) return this.#conditions.chosen(name) ?? new Unknown(`parameter ${name} has no value`);
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
      case 'Fn::ImportValue':
        return this.#importValue(argument);
      case 'Fn::GetStackOutput':
        return this.#getStackOutput(argument);
      default:
        return workedOut(this, name, argument);
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

  #importValue(argument: unknown): unknown {
    const name = textOf(this, argument);
    if (!isKnown(name)) return name;
    const found = this.shared.exported(name);
    if (!found) return new Unknown(`export ${quoted(name)} is not in the templates given`);
    return 'value' in found ? found.value : found.scope.resolve(found.raw);
  }

  /** An output of another stack; of one elsewhere nothing is known. */
  #getStackOutput(argument: unknown): unknown {
    if (!isData(argument)) return new Unknown('Fn::GetStackOutput takes a stack and an output');
    const stack = textOf(this, argument['StackName']);
    const output = textOf(this, argument['OutputName']);
    if (!isKnown(stack)) return stack;
    if (!isKnown(output)) return output;
    const region = argument['Region'];
    const here = region === undefined || asWritten(region) === asWritten({ Ref: 'AWS::Region' });
    const scope = here && argument['RoleArn'] === undefined ? this.shared.scopeOf(stack) : undefined;
    const found = scope && own(scope.outputs, output);
    if (scope && isData(found)) return scope.resolve(found['Value']);
    return new Unknown(`output ${output} of stack ${quoted(stack)} is not in the templates given`);
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
