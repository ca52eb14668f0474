import { Unknown } from '../../../core/values/unknown';
import { isData, Named, NamedAttribute, own, Reference, type Data, type Written } from '../../../core/reading/field';
import { blockOf, type Block } from '../configuration/block';
import { Composed, Encoded, nameOfValue, openOf, plain, type Origins } from '../language/value';

/** How a property is made from the values of a block: by a key of them, or by a function. */
export type Property = string | readonly [key: string, make: (value: unknown) => unknown];

/** Properties by their names in CloudFormation. */
export type Shape = Readonly<Record<string, Property>>;

/** Attributes that stand for the resource itself. */
const OWN: ReadonlySet<string | undefined> = new Set([
  ...[undefined, 'id', 'arn', 'name', 'family', 'cluster_name', 'arn_without_revision', 'service_arn'],
]);

const VPCS: ReadonlySet<string> = new Set(['aws_vpc', 'aws_default_vpc']);

/** What a VPC has by itself, by Terraform's attribute: what CloudFormation calls it, and what takes it over. */
const DEFAULTS: Readonly<Record<string, { readonly attribute: string; readonly type: string }>> = {
  default_security_group_id: { attribute: 'DefaultSecurityGroup', type: 'aws_default_security_group' },
  default_network_acl_id: { attribute: 'DefaultNetworkAcl', type: '' },
};

/** The pseudo parameters of CloudFormation. */
const PSEUDO: Readonly<Record<string, string>> = {
  'aws_region.name': 'AWS::Region',
  'aws_region.id': 'AWS::Region',
  'aws_region.region': 'AWS::Region',
  'aws_caller_identity.account_id': 'AWS::AccountId',
  'aws_partition.partition': 'AWS::Partition',
};

/**
 * Attributes that say where a secret is kept, by what CloudFormation calls them. A version of a secret has the ARN of the
 * secret; the name of a secret says nothing, since ECS takes it for that of a parameter.
 */
const SECRETS: Readonly<Record<string, string>> = {
  'aws_secretsmanager_secret.arn': 'AWS::SecretsManager::Secret',
  'aws_secretsmanager_secret.id': 'AWS::SecretsManager::Secret',
  'aws_secretsmanager_secret_version.arn': 'AWS::SecretsManager::Secret',
  'aws_secretsmanager_secret_rotation.id': 'AWS::SecretsManager::RotationSchedule',
  'aws_db_instance.master_user_secret[0].secret_arn': 'AWS::RDS::DBInstance.MasterUserSecret.SecretArn',
  'aws_rds_cluster.master_user_secret[0].secret_arn': 'AWS::RDS::DBCluster.MasterUserSecret.SecretArn',
  'aws_ssm_parameter.arn': 'AWS::SSM::Parameter',
  'aws_ssm_parameter.id': 'AWS::SSM::Parameter',
  'aws_ssm_parameter.name': 'AWS::SSM::Parameter',
};

/** Turns values of Terraform's AWS provider into those of CloudFormation, and remembers how the file says them. */
export class Shaper {
  readonly #words = new WeakMap<object, Map<string, string>>();

  constructor(
    private readonly origins: Origins,
    /** Whether a resource is one of those that are turned into CloudFormation's. */
    private readonly has: (block: Block) => boolean,
    /** The address of the resource that takes over what a VPC has by itself. */
    private readonly defaultIn: (type: string, vpc: string) => string | undefined,
  ) {}

  written(value: unknown): Written | undefined {
    return this.origins.of(value);
  }

  wording(data: unknown, key: string | number): string | undefined {
    return typeof data === 'object' && data !== null ? this.#words.get(data)?.get(String(key)) : undefined;
  }

  /** An object of the shape. What is left out, or empty as in states, is left out. */
  object(values: Data, shape: Shape, from = ''): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const words = new Map<string, string>();
    const wordOf = (step: string): string => [from, step].filter((part) => part !== '').join('/');
    for (const [name, property] of Object.entries(shape)) {
      const [key, make] = typeof property === 'string' ? [property, this.value] : property;
      const raw = key === '' ? values : Object.hasOwn(values, key) ? values[key] : undefined;
      // fields that are not set have a name too, for messages about them
      if (key !== '') words.set(name, wordOf(key));
      if (isLeftOut(raw)) continue;
      const value = make(raw);
      if (value === undefined) continue;
      result[name] = value;
      const isOnly = Array.isArray(raw) && raw.length === 1 && isData(value);
      words.set(name, wordOf(isOnly ? `${key}/0` : key));
    }
    this.#words.set(result, words);
    const origin = this.origins.of(values);
    return origin ? this.origins.note(result, origin) : result;
  }

  /** An object of this shaper with one more property, which the file says at a key. */
  with(made: Data, name: string, value: unknown, key: string): Record<string, unknown> {
    const result = { ...made, [name]: value };
    this.#words.set(result, new Map([...(this.#words.get(made) ?? []), [name, key]]));
    const origin = this.origins.of(made);
    return origin ? this.origins.note(result, origin) : result;
  }

  /** A list of objects of the shape. */
  list(shape: Shape | ((item: Data) => unknown)): (value: unknown) => unknown {
    const make = typeof shape === 'function' ? shape : (item: Data): unknown => this.object(item, shape);
    return (value) => {
      const open = openOf(value);
      if (open) return this.value(value);
      const items: unknown[] = Array.isArray(value) ? value : [value];
      return items.map((item) => (isData(item) ? make(item) : this.value(item)));
    };
  }

  /** The object of a block that there is once at most. */
  only(shape: Shape | ((item: Data) => unknown)): (value: unknown) => unknown {
    const make = typeof shape === 'function' ? shape : (item: Data): unknown => this.object(item, shape);
    return (value) => {
      if (openOf(value)) return this.value(value);
      const item: unknown = Array.isArray(value) ? value[0] : value;
      return isData(item) ? make(item) : item === undefined || item === null ? undefined : this.value(item);
    };
  }

  /** A value by itself: references by the addresses of resources, texts with what is decided later in them. */
  readonly value = (raw: unknown): unknown => {
    const value = plain(raw);
    if (value instanceof Reference) return this.#reference(value);
    if (value instanceof Composed) return this.#composed(value);
    if (value instanceof Unknown) return value;
    if (Array.isArray(value)) return value.map(this.value);
    return isData(value) ? this.#map(value) : (value ?? undefined);
  };

  #map(value: Data): unknown {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.value(item)]));
  }

  #reference(reference: Reference): unknown {
    const block = blockOf(reference);
    const { attribute } = reference;
    const name = nameOfValue(reference) ?? reference.id;
    if (block && this.has(block) && OWN.has(attribute)) return { Ref: block.address };
    const part = DEFAULTS[attribute ?? ''];
    if (part !== undefined && block && this.has(block) && VPCS.has(block.type)) {
      const own = this.defaultIn(part.type, block.address);
      return own === undefined ? { 'Fn::GetAtt': [block.address, part.attribute] } : { Ref: own };
    }
    if (block?.isData === true) {
      const pseudo = PSEUDO[`${block.type}.${attribute ?? 'id'}`];
      if (pseudo !== undefined) return { Ref: pseudo };
      const zone =
        block.type === 'aws_availability_zones' ? /^(?:names|zone_ids)\[(\d+)\]$/.exec(attribute ?? '') : null;
      if (zone) return { 'Fn::Select': [Number(zone[1]), { 'Fn::GetAZs': '' }] };
    }
    const id = OWN.has(attribute) ? reference.id : name;
    const why = `${name} is decided when Terraform applies`;
    // a provider with an alias may be for another region
    const secret = block?.provider === 'aws' ? own(SECRETS, `${block.type}.${attribute ?? 'id'}`) : undefined;
    return secret === undefined ? new Named(id, why) : new NamedAttribute(id, why, secret);
  }

  #composed({ parts }: Composed): unknown {
    const variables: Record<string, unknown> = {};
    let text = '';
    for (const [index, part] of parts.entries()) {
      if (typeof part === 'string') text += part.replaceAll('${', '${!');
      else {
        const name = nameOfValue(part)?.replaceAll(/[{}$]/g, '') ?? `part ${index}`;
        text += `\${${name}}`;
        variables[name] = this.value(part);
      }
    }
    return { 'Fn::Sub': [text, variables] };
  }

  /** JSON with names as the API has them, as CloudFormation spells them. */
  readonly api = (raw: unknown): unknown => {
    const value = plain(raw);
    if (Array.isArray(value)) {
      const items = value.map(this.api);
      const origin = this.origins.of(value);
      return origin ? this.origins.note(items, origin) : items;
    }
    if (!isData(value)) return this.value(value);
    const result: Record<string, unknown> = {};
    const words = new Map<string, string>();
    for (const [key, item] of Object.entries(value)) {
      if (item === null) continue;
      const name = key.charAt(0).toUpperCase() + key.slice(1);
      words.set(name, key.replaceAll('~', '~0').replaceAll('/', '~1'));
      Object.defineProperty(result, name, {
        value: MAPS.has(name) && isData(item) ? this.#map(item) : this.api(item),
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    this.#words.set(result, words);
    const origin = this.origins.of(value);
    return origin ? this.origins.note(result, origin) : result;
  };
}

/** Properties whose keys are the author's own. */
const MAPS: ReadonlySet<string> = new Set(['DockerLabels', 'Options', 'DriverOpts', 'Labels']);

function isLeftOut(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The value of a text that holds JSON. */
export function decoded(value: unknown, what: string): unknown {
  if (value instanceof Encoded) return value.data;
  if (value instanceof Composed) return decodedWithHoles(value) ?? value;
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return new Unknown(`${what} is not JSON: ${JSON.stringify(value.slice(0, 40))}`);
  }
}

/** JSON of which parts are decided later: whole values, or parts of texts. */
function decodedWithHoles({ parts }: Composed): unknown {
  let text = '';
  let quoted = false;
  for (const [index, part] of parts.entries()) {
    if (typeof part !== 'string') {
      text += quoted ? hole(index) : `"${hole(index)}"`;
      continue;
    }
    for (let at = 0; at < part.length; at++) {
      if (quoted && part.charAt(at) === '\\') at++;
      else if (part.charAt(at) === '"') quoted = !quoted;
    }
    text += part;
  }
  try {
    return filled(JSON.parse(text) as unknown, parts);
  } catch {
    return undefined;
  }
}

const HOLE = /\uE000(\d+)\uE001/;

function hole(index: number): string {
  return `\uE000${index}\uE001`;
}

function filled(value: unknown, parts: Composed['parts']): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => filled(item, parts));
  if (isData(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, parts)]));
  if (typeof value !== 'string' || !value.includes('\uE000')) return value;
  const pieces = value.split(HOLE).flatMap((piece, index) => {
    if (index % 2 === 1) return [parts[Number(piece)] ?? ''];
    return piece === '' ? [] : [piece];
  });
  const [only] = pieces;
  return pieces.length === 1 ? only : new Composed(pieces);
}
