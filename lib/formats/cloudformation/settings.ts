import { type TrafficRule } from '../../core/ecs/security-group';
import {
  type Alternatives,
  type Choice,
  type Clash,
  type Claim,
  type Combination,
  type ListLength,
  type Miscount,
  type ResourceSettings,
  type Setting,
} from '../../core/ecs/resource-settings';
import { type SettingForm } from '../../core/ecs/setting-form';
import { type FormsOfType, SETTING_FORMS } from '../../core/ecs/setting-forms';
import { isKnown } from '../../core/values/unknown';
import { isData, own, spelled, type Field, type Source } from '../../core/reading/field';
import { type SecurityGroup } from '../security-group';
import { clashesBetween, isOpen, isToBeMade, written } from './clashes';
import { type Kind, type Resource, type Resources } from './resources';

/** What the resources say, each by itself, and what there can be once. */
export function readSettings(resources: Resources, securityGroups: readonly SecurityGroup[]): ResourceSettings {
  const settings = Object.keys(SETTING_FORMS).flatMap((type) =>
    madeOf(resources, type).flatMap(({ properties, scope }) =>
      settingsOf(type, properties, scope.template.isComplete !== true),
    ),
  );
  const closed = new Set(
    resources.of('securityGroup').flatMap(({ key, scope }) => (scope.template.closedByDefault === true ? [key] : [])),
  );
  const there = new Set(resources.of('securityGroup').flatMap((group) => (isToBeMade(group) ? [] : [group.key])));
  return {
    settings,
    choices: inEachOf(resources, 'choices', choicesOf),
    clashes: [...inEachOf(resources, 'combinations', clashesOf), ...clashesBetween(resources)],
    miscounts: inEachOf(resources, 'lengths', miscountsOf),
    claims: [
      ...ONCE.flatMap((once) => claims(resources, once)),
      ...securityGroups.flatMap((group) => (there.has(group.key) ? [] : ruleClaims(group, closed))),
    ],
  };
}

/** Where the settings are from: shown after they were made, or filled in by a provider that knows more. */
type Said = Pick<Resource['scope']['template'], 'isShown' | 'isComplete'>;

/** What is found in each resource of the types that say something about a part of their settings. */
function inEachOf<Part extends 'choices' | 'combinations' | 'lengths', Found>(
  resources: Resources,
  part: Part,
  look: (of: string, properties: Field, said: NonNullable<FormsOfType[Part]>, template: Said) => readonly Found[],
): Found[] {
  return Object.entries(SETTING_FORMS).flatMap(([type, forms]) => {
    const said = forms[part];
    if (said === undefined) return [];
    return madeOf(resources, type).flatMap(({ properties, scope }) =>
      look(`${forms.noun} ${properties.at.path}`, properties, said, scope.template),
    );
  });
}

/** The resources of a type that are not there yet. */
function madeOf(resources: Resources, type: string): readonly Resource[] {
  const all = resources.ofType(type);
  return all.every(isToBeMade) ? all : all.filter(isToBeMade);
}

/** Settings by the steps on the way to them, so that what several have in common is gone once. */
interface Branch {
  /** The setting that stands here, and how many of the type are named before it. */
  setting?: { readonly form: SettingForm; readonly rank: number; readonly isOfContainer: boolean };
  readonly step: string;
  readonly below: Branch[];
  /** What stands in each element, where it is a list. */
  items?: Branch;
}

const BRANCHES: Readonly<Record<string, Branch>> = Object.fromEntries(
  Object.entries(SETTING_FORMS).map(([type, { forms }]) => {
    const root: Branch = { step: '', below: [] };
    for (const [rank, [path, form]] of Object.entries(forms).entries()) {
      let branch = root;
      for (const step of path.split('.')) branch = stepInto(branch, step);
      branch.setting = { form, rank, isOfContainer: path.startsWith('containerDefinitions.') };
    }
    return [type, root];
  }),
);

function stepInto(branch: Branch, step: string): Branch {
  if (step === '*') return (branch.items ??= { step, below: [] });
  const known = branch.below.find((one) => one.step === step);
  const next = known ?? { step, below: [] };
  if (!known) branch.below.push(next);
  return next;
}

/** What stands below a branch, by the keys of a format. */
interface Spelled {
  readonly byKey: ReadonlyMap<string, Branch>;
  /** What may not be left out. */
  readonly needed: readonly (readonly [string, Branch])[];
}

const SPELLED = new WeakMap<object, Map<Branch, Spelled>>();
/** Stands for the keys of a format that has the names of the API. */
const AS_NAMED = {};

function spelledIn(source: Source, branch: Branch): Spelled {
  const spelling = source.keys ?? AS_NAMED;
  let known = SPELLED.get(spelling);
  if (!known) SPELLED.set(spelling, (known = new Map<Branch, Spelled>()));
  let made = known.get(branch);
  if (!made) {
    const all = branch.below.map((next) => [spelled(source, next.step), next] as const);
    made = { byKey: new Map(all), needed: all.filter(([, { setting }]) => setting?.form.isNeeded === true) };
    known.set(branch, made);
  }
  return made;
}

/** The settings of one resource that are not what they may be, in the order in which those of its type are named. */
export function settingsOf(type: string, properties: Field, asksForMissing: boolean): Setting[] {
  const [known, root] = [own(SETTING_FORMS, type), own(BRANCHES, type)];
  if (!known || !root) return [];
  const found: { readonly setting: Setting; readonly rank: number }[] = [];
  const look = (field: Field, branch: Branch, around: Field): void => {
    const { setting, step } = branch;
    if (setting) {
      const { form, rank, isOfContainer } = setting;
      const value = form.isList ? objectOf(field) : written(field);
      // Terraform's provider looks at what it sends itself, which the text of container definitions is not
      const isAskedFor = form.isNeeded === true && (asksForMissing || isOfContainer);
      // nearly all settings are valid, so places and names are computed only for those that are not
      const isFine = value === undefined ? !(isAskedFor && field.isAbsent) : form.takes(value);
      if (!isFine) {
        const name = nameIn(field, around, step);
        found.push({ setting: settingOf(`${known.noun} ${properties.at.path}`, field, name, value, form), rank });
      }
    }
    if (branch.items) for (const item of itemsOf(field)) look(item, branch.items, field);
    const { value: object }: { readonly value: unknown } = field;
    if (branch.below.length === 0 || !isData(object)) return;
    const { byKey, needed } = spelledIn(field.source, branch);
    // what is there; of what is left out, that which may not be
    for (const key of Object.keys(object)) {
      const next = byKey.get(key);
      if (next) look(field.get(next.step), next, field);
    }
    for (const [key, next] of needed) if (!Object.hasOwn(object, key)) look(field.get(next.step), next, field);
  };
  look(properties, root, properties);
  return found.sort((one, other) => one.rank - other.rank).map(({ setting }) => setting);
}

/** An object as messages show it; undefined for a list, and for what is decided at deployment. */
function objectOf({ value }: { readonly value: unknown }): string | undefined {
  return isData(value) ? '{…}' : undefined;
}

/** Where a resource says none of some settings, or several. */
function choicesOf(of: string, properties: Field, alternatives: readonly Alternatives[], said: Said): Choice[] {
  const found: Choice[] = [];
  for (const { in: around = '', what, among: names, least = 1, most = 1, mayBeGiven } of alternatives) {
    const mayLack = said.isShown === true || (mayBeGiven === true && said.isComplete === true);
    walk(properties, steps(around), (object) => {
      if (!isData(object.value)) return;
      const fields = names
        .filter((name) => object.mayHave(name))
        .map((name) => object.get(name))
        .filter((field) => !field.isAbsent);
      const filled = fields.filter(isFilled);
      // a condition may leave out what is not known
      if ((fields.length >= least || mayLack) && filled.filter(isSure).length <= most) return;
      if (!fields.every(isSure)) return;
      const among = names.map((name) => object.nameOf(name));
      found.push({ at: object.here, of, what, written: fields.map(({ name }) => name), among });
    });
  }
  return found;
}

/** Whether a setting says something: a list has an item, and one of which that is known. */
function isFilled({ value }: { readonly value: unknown }): boolean {
  return !Array.isArray(value) || value.some(isKnown);
}

/** Whether it is known that a setting is there. */
function isSure(field: Field): boolean {
  return !isOpen(field) || isKnown(field.identity() ?? '');
}

/** Lists that are too short or too long. */
function miscountsOf(
  of: string,
  properties: Field,
  lengths: Readonly<Record<string, ListLength>>,
  { isComplete }: Said,
): Miscount[] {
  const found: Miscount[] = [];
  for (const [path, { least: asked = 0, most, mayBeGiven }] of Object.entries(lengths)) {
    const least = mayBeGiven === true && isComplete === true ? 0 : asked;
    walk(properties, steps(path), (list, around, step) => {
      if (!Array.isArray(list.value)) return;
      const items = itemsOf(list);
      const count = items.filter((item) => !isOpen(item)).length;
      const bound = items.length < least ? least : most !== undefined && count > most ? most : undefined;
      if (bound !== undefined) found.push({ at: list.here, of, name: nameIn(list, around, step), count, bound });
    });
  }
  return found;
}

/** The paths of the table, taken apart once. */
const STEPS = new Map<string, readonly string[]>([['', []]]);

function steps(path: string): readonly string[] {
  let known = STEPS.get(path);
  if (known === undefined) STEPS.set(path, (known = path.split('.')));
  return known;
}

/** Where settings of one resource do not go together. */
function clashesOf(of: string, properties: Field, combinations: readonly Combination[]): Clash[] {
  const clashes: Clash[] = [];
  for (const [around, those] of byPlace(combinations)) {
    walk(properties, around, (object) => {
      for (const one of those) {
        const [first = ''] = steps(one.when);
        // nearly always: the setting that asks is left out
        if (!object.mayHave(first)) continue;
        if (one.notAbove === undefined) clashes.push(...clashIn(of, object, one));
        else clashes.push(...reversed(of, within(object, one.when), within(object, one.notAbove)));
      }
    });
  }
  return clashes;
}

/** The combinations of each type by where they are looked for. */
const PLACES = new Map<readonly Combination[], ReadonlyMap<readonly string[], readonly Combination[]>>();

function byPlace(combinations: readonly Combination[]): ReadonlyMap<readonly string[], readonly Combination[]> {
  let places = PLACES.get(combinations);
  if (!places) PLACES.set(combinations, (places = placesOf(combinations)));
  return places;
}

function placesOf(combinations: readonly Combination[]): ReadonlyMap<readonly string[], readonly Combination[]> {
  const places = new Map<readonly string[], Combination[]>();
  for (const one of combinations) {
    const place = steps(one.in);
    const known = places.get(place);
    if (known) known.push(one);
    else places.set(place, [one]);
  }
  return places;
}

/** What one combination comes to in an object, the setting that asks being there. */
function clashIn(
  of: string,
  object: Field,
  { when, is, asks, of: among, like, ifThere, refuses, but = [] }: Combination,
): readonly Clash[] {
  const [asking, other] = [within(object, when), within(object, asks ?? refuses ?? '')];
  const value = written(asking.field);
  if (isOpen(asking.field) || (like === undefined && isOpen(other.field)) || asking.field.isAbsent) return [];
  if (is !== undefined && (value === undefined || !is.includes(String(value)))) return [];
  const otherValue = written(other.field) ?? (like && textOf(other.field));
  const isMissing = other.field.isAbsent;
  if (isMissing && ifThere === true) return [];
  if (like && !isMissing && (otherValue === undefined || like.takes(otherValue))) return [];
  const fits =
    asks !== undefined
      ? like === undefined && fitsOne(other.field, among)
      : isMissing || but.includes(String(otherValue));
  if (fits) return [];
  return [
    {
      at: (asks !== undefined && isMissing ? asking : other).field.here,
      of,
      name: asking.name,
      value: is === undefined ? '' : String(value),
      other: other.name,
      otherValue: otherValue === undefined ? '' : String(otherValue),
      isAsked: asks !== undefined,
      among: like ? [like.words] : ((asks === undefined ? but : among) ?? []),
    },
  ];
}

/**
 * A text with `${Name}` for what is decided at deployment, and `${}` for what is worked out of such names; undefined where
 * not even that is known.
 */
function textOf({ source, raw, isAbsent }: Field): string | undefined {
  const text = isAbsent ? undefined : source.identify(raw);
  if (text === undefined || !isKnown(text)) return undefined;
  return text.replaceAll(WORKED_OUT, (whole) => (NAMED.test(whole) ? whole : '${}'));
}

/** What stands in braces after a dollar, with braces in it as deep as people write them. */
const WORKED_OUT = /\$\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g;
const NAMED = /^\$\{[\w.:[\]"-]*\}$/;

/** A lower bound that is above the upper one. */
function reversed(of: string, low: NamedSetting, high: NamedSetting): Clash[] {
  const [value, otherValue] = [written(low.field), written(high.field)];
  if (value === undefined || otherValue === undefined || !(Number(value) > Number(otherValue))) return [];
  const [lower, upper] = [String(value), String(otherValue)];
  const names = { of, name: low.name, value: lower, other: high.name, otherValue: upper };
  return [{ at: high.field.here, ...names, isAsked: true, among: [`${lower} or more`] }];
}

function fitsOne(field: Field, among: readonly string[] | undefined): boolean {
  if (field.isAbsent) return false;
  return among === undefined || among.includes(String(written(field)));
}

/** A setting; its full name is computed on demand from those of the settings around it. */
interface NamedSetting {
  readonly field: Field;
  readonly name: string;
}

/** A setting by the names on the way to it. */
function within(object: Field, path: string): NamedSetting {
  const around = steps(path);
  const last = around.at(-1) ?? '';
  const above = around.slice(0, -1).reduce((field, step) => field.get(step), object);
  return {
    field: above.get(last),
    get name() {
      return above.nameOf(last);
    },
  };
}

function settingOf(
  of: string,
  { here, parent }: Field,
  name: string,
  value: Setting['value'],
  form: SettingForm,
): Setting {
  return { at: value === undefined ? (parent?.here ?? here) : here, of, name, value, form };
}

/** A field with the one that it was looked for in, and by which step. */
type Look = (field: Field, around: Field, step: string) => void;

/** Looks at what stands at a path: with a star, at each item of a list. */
function walk(field: Field, path: readonly string[], look: Look, depth = 0, around = field): void {
  const step = path[depth];
  if (step === undefined) look(field, around, path[depth - 1] ?? '');
  else if (step === '*') for (const item of itemsOf(field)) walk(item, path, look, depth + 1, field);
  else if (field.mayHave(step) && isData(field.value)) walk(field.get(step), path, look, depth + 1, field);
}

function itemsOf(field: Field): readonly Field[] {
  const { value }: { readonly value: unknown } = field;
  if (!Array.isArray(value)) return [];
  return value.map((raw: unknown, index) => field.item(index, raw)).filter(({ isAbsent }) => !isAbsent);
}

/** The full name of a field; of one that is left out, by the one that it would stand in. */
function nameIn(field: Field, around: Field, step: string): string {
  return field !== around && field.isAbsent ? around.nameOf(step) : field.name;
}

/** Resources of a kind of which there can be one for each of some values. */
interface Once {
  readonly kind: Kind;
  readonly by: readonly ((properties: Field) => string | undefined)[];
  readonly what: (values: readonly string[]) => string;
  readonly page: string;
  /** Whether a second one was seen to be accepted, whatever the page says. @default false */
  readonly mayBeTaken?: boolean;
}

const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';

const ONCE: readonly Once[] = [
  {
    kind: 'route',
    by: [
      named('routeTableId'),
      (properties) =>
        named('destinationCidrBlock')(properties) ??
        named('destinationIpv6CidrBlock')(properties) ??
        named('destinationPrefixListId')(properties),
    ],
    what: ([table, to]) => `the route to ${to} in route table ${table}`,
    page: `${EC2}/API_CreateRoute.html`,
    // a stack of CDK's own integration tests has two, and CDK keeps the templates of those that were deployed
    mayBeTaken: true,
  },
  {
    kind: 'tableAssociation',
    by: [named('subnetId')],
    what: ([subnet]) => `the association of subnet ${subnet} with a route table`,
    page: `${EC2}/API_AssociateRouteTable.html`,
  },
  {
    kind: 'gatewayAttachment',
    by: [named('vpcId'), (properties) => (properties.get('internetGatewayId').isAbsent ? undefined : '')],
    what: ([vpc]) => `the attachment of an internet gateway to VPC ${vpc}`,
    page: `${EC2}/API_AttachInternetGateway.html`,
  },
  {
    kind: 'aclEntry',
    by: [named('networkAclId'), named('ruleNumber'), (properties) => direction(properties.get('egress'))],
    what: ([acl, number, side]) => `${side} rule ${number} of network ACL ${acl}`,
    page: `${EC2}/API_CreateNetworkAclEntry.html`,
  },
  {
    kind: 'privateNamespace',
    by: [named('vpc'), named('name')],
    what: ([vpc, name]) => `namespace ${name} in VPC ${vpc}`,
    page: 'https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html',
  },
];

/** What a property names; undefined when it is not known. */
function named(name: string): (properties: Field) => string | undefined {
  return (properties) => {
    const field = properties.get(name);
    const known = field.isAbsent ? undefined : field.source.identify(field.raw);
    return known !== undefined && isKnown(known) ? known : undefined;
  };
}

function direction({ value }: Field): string | undefined {
  if (value === undefined || value === false || value === 'false') return 'ingress';
  return value === true || value === 'true' ? 'egress' : undefined;
}

function claims(resources: Resources, { kind, by, what, page, mayBeTaken = false }: Once): Claim[] {
  return resources.of(kind).flatMap((resource: Resource) => {
    const { properties, certain } = resource;
    if (!certain || !isToBeMade(resource)) return [];
    const values = by.map((read) => read(properties));
    if (!values.every((value) => value !== undefined)) return [];
    const key = `${kind} ${values.join(' ')}`;
    return [{ at: properties.at, what: what(values), page, key, ...(mayBeTaken ? { mayBeTaken } : {}) }];
  });
}

/** The rules of a security group, of which Terraform keeps those that stand in the group itself once. */
function ruleClaims({ at, key, ingress, egress }: SecurityGroup, closed: ReadonlySet<string>): Claim[] {
  const claim = (side: string, rule: TrafficRule): Claim[] => {
    const { protocol, from, to, peer } = rule;
    const whom = peer && (peer.kind === 'group' ? peer.group : peer.kind === 'block' ? peer.block : peer.list);
    if (whom === undefined || ![protocol, from ?? '', to ?? '', whom].every(isKnown)) return [];
    const isInline = rule.isInline === true;
    if (isInline && closed.has(key)) return [];
    const text = [side, protocol, from, to, whom].map(String).join(' ');
    const what = `the same ${side} rule of security group ${at.path}`;
    const page = `${EC2}/API_AuthorizeSecurityGroup${side === 'ingress' ? 'Ingress' : 'Egress'}.html`;
    return [{ at: rule.at, what, page, key: `${key} ${text}`, ...(isInline ? {} : { mayBeTaken: true }) }];
  };
  return [
    ...ingress.items.flatMap((rule) => claim('ingress', rule)),
    ...(egress?.items ?? []).flatMap((rule) => claim('egress', rule)),
  ];
}
