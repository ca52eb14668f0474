import { Unknown } from '../../core/values/unknown';
import { isData, type Data } from '../../core/reading/field';
import { textIn, Wording } from './made';
import {
  attributeOf,
  balancingOf,
  goesOn,
  listsIn,
  sectionOf,
  type AccountInput,
  type Thing,
  type ThingKind,
} from './sections';

/** One account in one region, as far as it was seen. */
export class Account {
  readonly wording = new Wording();
  readonly #things = new Map<ThingKind, Map<string, Thing>>();
  readonly #names = new Map<string, string>();
  readonly #seen = new Set<ThingKind>();
  readonly #attributes = new Map<string, unknown>();
  readonly #balancing = new Map<string, readonly unknown[]>();
  readonly #zones = new Map<string, string>();

  /**
   * @param lists what was asked of this account and region
   * @param inputs all that there is
   */
  constructor(things: readonly Thing[], lists: readonly AccountInput[], inputs: readonly AccountInput[]) {
    const partly = new Set<ThingKind>();
    for (const { data } of lists) for (const kind of listsIn(data)) (goesOn(data) ? partly : this.#seen).add(kind);
    for (const { data } of inputs) {
      const attribute = attributeOf(data);
      if (attribute) this.#attributes.set(`${attribute.vpc} ${attribute.name}`, attribute.value);
      const balancing = balancingOf(data);
      if (balancing) this.#balancing.set(balancing.arn, balancing.attributes);
      const zone = hostedZoneOf(data);
      if (zone) this.#zones.set(zone.id, zone.vpc);
    }
    for (const kind of partly) this.#seen.delete(kind);
    for (const thing of things) this.#add(thing);
  }

  /** Things of a kind, each once. */
  of(kind: ThingKind): readonly Thing[] {
    return [...(this.#things.get(kind)?.values() ?? [])];
  }

  /** Whether everything of a kind was asked for, so that what is not there does not exist. */
  sees(kind: ThingKind): boolean {
    return this.#seen.has(kind);
  }

  /** The thing of a kind that has a name. */
  find(kind: ThingKind, name: unknown): Thing | undefined {
    if (typeof name !== 'string') return undefined;
    const id = this.#names.get(`${kind} ${name}`);
    return id === undefined ? undefined : this.#things.get(kind)?.get(id);
  }

  /** What refers to a thing; of one that was not seen, nothing is known. */
  refer(kind: ThingKind, name: unknown): Data | Unknown | undefined {
    if (name === undefined || name === null || name === '') return undefined;
    const found = this.find(kind, name);
    return found ? { Ref: idOf(found) } : notSeen(kind, name);
  }

  /** An attribute of a VPC; unknown when the call for it was not made. */
  attribute(vpc: string, name: 'EnableDnsSupport' | 'EnableDnsHostnames'): unknown {
    const value = this.#attributes.get(`${vpc} ${name}`);
    return typeof value === 'boolean'
      ? value
      : new Unknown('what aws ec2 describe-vpc-attribute prints is not in the files given');
  }

  /** The attributes of a load balancer or a target group; unknown when the call for them was not made. */
  attributesOf(arn: string | undefined): unknown {
    const found = arn === undefined ? undefined : this.#balancing.get(arn);
    if (found) return found.filter((one) => DECIDING.has(textIn(one, 'Key') ?? ''));
    const what = arn?.includes(':targetgroup/') === true ? 'target-group' : 'load-balancer';
    return new Unknown(`what aws elbv2 describe-${what}-attributes prints is not in the files given`);
  }

  /** The VPC that a hosted zone answers in. */
  vpcOfZone(id: string | undefined): unknown {
    const found = id === undefined ? undefined : this.#zones.get(id);
    return found ?? new Unknown('what aws route53 get-hosted-zone prints is not in the files given');
  }

  #add(thing: Thing): void {
    const id = idOf(thing);
    let things = this.#things.get(thing.kind);
    if (!things) this.#things.set(thing.kind, (things = new Map<string, Thing>()));
    // what was asked for twice is one thing
    if (things.has(id)) return;
    things.set(id, thing);
    const { id: field, aliases = [] } = sectionOf(thing.kind);
    const names = [id, ...[field, ...aliases].map((name) => textIn(thing.data, name)), ...arnsOf(thing)];
    for (const name of names) if (name !== undefined) this.#names.set(`${thing.kind} ${name}`, id);
  }
}

/** The attributes that decide where something gets; all of them are printed, as AWS took them. */
const DECIDING: ReadonlySet<string> = new Set(['load_balancing.cross_zone.enabled', 'preserve_client_ip.enabled']);

/** Names of task definitions: with and without the ARN in front. */
function arnsOf({ kind, data }: Thing): readonly (string | undefined)[] {
  if (kind === 'cluster') return [textIn(data, 'clusterName')];
  if (kind !== 'task') return [];
  const arn = textIn(data, 'taskDefinitionArn');
  return [arn, arn?.slice(arn.lastIndexOf('/') + 1)];
}

/** What a thing is called among all of its account and region. */
export function idOf({ kind, data }: Thing): string {
  const text = (way: string): string => textIn(data, way) ?? '';
  const own = text(sectionOf(kind).id);
  return NAMED_OTHERWISE[kind]?.(text, data) ?? (own.startsWith('arn:') ? lastPart(own) : own);
}

/** Kinds whose id is not the field of their list, or not it alone. */
const NAMED_OTHERWISE: Readonly<Partial<Record<ThingKind, (text: (way: string) => string, data: Data) => string>>> = {
  service: (text) => `service/${lastName(text('clusterArn'))}/${text('serviceName')}`,
  task: (text) => lastPart(text('taskDefinitionArn')) || `task-definition/${text('family')}`,
  launchVersion: (text, data) => `${text('LaunchTemplateId')}:${JSON.stringify(data['VersionNumber'] ?? '')}`,
  // its names begin with it
  balancer: (text) => text('DNSName').split('.')[0] || text('LoadBalancerName'),
  group: (text) => `auto-scaling-group/${text('AutoScalingGroupName')}`,
  launchConfiguration: (text) => `launch-configuration/${text('LaunchConfigurationName')}`,
  databaseSubnets: (text) => `db-subnet-group/${text('DBSubnetGroupName')}`,
  scalableTarget: (text) => `scalable-target/${text('ResourceId')} ${text('ScalableDimension')}`,
};

/** What stands behind the account in an ARN. */
function lastPart(arn: string): string {
  return arn.split(':').slice(5).join(':');
}

/** The name at the end of an ARN; other names as they are. */
export function lastName(name: string): string {
  return name.startsWith('arn:') ? name.slice(name.lastIndexOf('/') + 1) : name;
}

/** What a person calls a thing. */
export function pathOf(thing: Thing): string {
  const { name, id } = sectionOf(thing.kind);
  return textIn(thing.data, name ?? id) ?? idOf(thing);
}

/** Why nothing is known of something that is named. */
export function notSeen(kind: ThingKind, name: unknown): Unknown {
  const { call } = sectionOf(kind);
  return new Unknown(`${typeof name === 'string' ? lastName(name) : 'it'} is in no file given; ${call} prints it`);
}

function hostedZoneOf(data: unknown): { readonly id: string; readonly vpc: string } | undefined {
  if (!isData(data)) return undefined;
  const [id, vpc] = [textIn(data, 'HostedZone/Id'), textIn(data, 'VPCs/0/VPCId')];
  return id === undefined || vpc === undefined ? undefined : { id: id.slice(id.lastIndexOf('/') + 1), vpc };
}
