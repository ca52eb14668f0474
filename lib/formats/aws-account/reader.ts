import { Unknown } from '../../core/values/unknown';
import { type Place } from '../../core/values/place';
import { readCloudFormation, type CloudFormationOptions, type Template } from '../cloudformation/reader';
import { type Unseen } from '../cloudformation/template';
import { isData, own, type Data } from '../../core/reading/field';
import { readingsBeside, type Reading } from '../reading';
import { Account, idOf, pathOf } from './account';
import { balancerOf, listenerOf, listenerRuleOf, openListeners, targetGroupOf } from './balancing';
import { clusterOf, failuresIn, providerOf, seesCapacity, serviceOf, taskOf, unseenServices } from './ecs';
import { environmentsOf, nameOfEnvironment, type Environment } from './environment';
import {
  databaseClusterOf,
  databaseOf,
  databaseSubnetsOf,
  groupOf,
  launchConfigurationOf,
  launchVersionOf,
  namespaceOf,
  registryOf,
  scalableTargetOf,
} from './hosts';
import { objectsIn, textIn, type Made } from './made';
import {
  aclOf,
  dhcpOptionsOf,
  egressOnlyGatewayOf,
  endpointOf,
  glimpsedGateways,
  groupRuleOf,
  groupsOfRules,
  instancesOf,
  internetGatewayOf,
  natGatewayOf,
  peeringOf,
  prefixListOf,
  restOfSubnets,
  routeTableOf,
  securityGroupOf,
  subnetOf,
  vpcOf,
} from './network';
import { goesOn, goesWithAccount, isOfAccount, listsIn, sectionOf, thingsIn, type AccountInput, type Thing, type ThingKind } from './sections'; // prettier-ignore

type Maker = (account: Account, thing: Thing) => readonly Made[];

const MAKERS: Readonly<Partial<Record<ThingKind, Maker>>> = {
  cluster: clusterOf,
  provider: providerOf,
  task: taskOf,
  vpc: vpcOf,
  dhcpOptions: dhcpOptionsOf,
  subnet: subnetOf,
  routeTable: routeTableOf,
  networkAcl: aclOf,
  securityGroup: securityGroupOf,
  groupRule: groupRuleOf,
  endpoint: endpointOf,
  natGateway: natGatewayOf,
  internetGateway: internetGatewayOf,
  egressOnlyGateway: egressOnlyGatewayOf,
  peering: peeringOf,
  prefixList: prefixListOf,
  reservation: instancesOf,
  balancer: balancerOf,
  targetGroup: targetGroupOf,
  listener: listenerOf,
  listenerRule: listenerRuleOf,
  group: groupOf,
  launchVersion: launchVersionOf,
  launchConfiguration: launchConfigurationOf,
  scalableTarget: scalableTargetOf,
  namespace: namespaceOf,
  registry: registryOf,
  database: databaseOf,
  databaseCluster: databaseClusterOf,
  databaseSubnets: databaseSubnetsOf,
};

/**
 * Reads what the AWS command line prints of an account: what its lists do not hold was not seen, and may be there. Templates
 * given with it are read together with it, so that each finds what the other names.
 *
 * Never throws: what is malformed is unknown, or a problem with its place.
 */
export function readAccount(
  inputs: readonly AccountInput[],
  templates: readonly Template[] = [],
  options: CloudFormationOptions = {},
): Reading {
  const documents = inputs.map((input) => ({ input, things: [...thingsIn(input)] }));
  const stranger = inputs.filter(({ data }) => !isOfAccount(data) && !goesWithAccount(data));
  const { known, unplaced } = environmentsOf(documents.flatMap(({ things }) => things));
  const environments = known.length === 0 ? [{ environment: NOWHERE, things: [] }] : known;
  const isOne = environments.length === 1;
  const readings = environments.map(({ environment, things }) => {
    const own = new Set(things);
    const told = documents.filter(({ things: all }) => isOne || all.some((thing) => own.has(thing)));
    const account = new Account(
      things,
      told.map(({ input }) => input),
      inputs,
    );
    const beside = isOne ? templates : [];
    const template = templateOf(account, environment, beside);
    const region = template.region === undefined ? {} : { region: template.region };
    const reading = readCloudFormation([...beside.map((one) => ({ ...region, ...one })), template], options);
    return { ...reading, passedOver: [...reading.passedOver, ...passedOverIn(account)] };
  });
  const apart = isOne || templates.length === 0 ? [] : [readCloudFormation(templates, options)];
  const [only, ...more] = [...apart, ...readings];
  const whole = only && more.length === 0 ? only : readingsBeside([...apart, ...readings]);
  return {
    ...whole,
    passedOver: [
      ...whole.passedOver,
      ...inputs.flatMap(({ data }) => failuresIn(data)),
      ...inputs.flatMap(({ data }) => (goesOn(data) ? listsIn(data).map(restOf) : [])),
      ...unplaced.map((thing) => ({ what: pathOf(thing), why: 'which account and region it is of is not known' })),
      ...between(environments.map(({ environment }) => environment)),
    ],
    problems: [...whole.problems, ...stranger.map(problemOf)],
  };
}

const NOWHERE: Environment = { account: undefined, region: undefined };

function problemOf({ file }: AccountInput): Reading['problems'][number] {
  const at = file === undefined ? { path: '', pointer: '' } : { path: file, file, pointer: '' };
  return { at, message: 'expected what the AWS command line prints, such as Vpcs, clusters or LoadBalancers' };
}

function restOf(kind: ThingKind): Reading['passedOver'][number] {
  return { what: `the rest of ${sectionOf(kind).call}`, why: 'the answer goes on, and the file has its beginning' };
}

/** Accounts and regions are examined one by one. */
function between(environments: readonly Environment[]): Reading['passedOver'] {
  if (environments.length < 2) return [];
  const names = environments.map(nameOfEnvironment);
  return [{ what: `ways between ${names.join(' and ')}`, why: 'each account and region is looked at by itself' }];
}

/** What was seen of an account as a template: what it means is read in one place. */
function templateOf(account: Account, { region }: Environment, templates: readonly Template[]): Template {
  const resources: Record<string, unknown> = {};
  const places = new Map<string, Place>();
  const unseen = new Map<string, Unseen>();
  const families = new Set(templates.flatMap(({ body }) => familiesIn(body)));
  const put = (of: Thing, id: string, { type, properties, way }: Made): void => {
    if (Object.hasOwn(resources, id)) return;
    Object.defineProperty(resources, id, {
      value: { Type: type, Properties: properties },
      enumerable: true,
    });
    places.set(id, placeOf(of, way));
  };
  const makers: typeof MAKERS = { ...MAKERS, service: (one, thing) => serviceOf(one, thing, families) };
  const isTheirs = definedBy(templates);
  for (const [kind, make] of Object.entries(makers) as [ThingKind, Maker][]) {
    for (const thing of account.of(kind)) {
      const id = idOf(thing);
      for (const made of make(account, thing)) {
        if (isTheirs(thing, made)) continue;
        put(thing, made.part === undefined ? id : `${id} ${made.part}`, made);
      }
    }
  }
  for (const made of [...glimpsedGateways(account), ...groupsOfRules(account)]) put(made.of, made.id, made);
  for (const made of [...restOfSubnets(account), ...openListeners(account)])
    put(made.of, `${idOf(made.of)} ${made.part ?? ''}`, made);
  if (!account.sees('scalableTarget')) {
    const [first] = account.of('service');
    const ResourceId = new Unknown('what aws application-autoscaling describe-scalable-targets prints is not in the files given'); // prettier-ignore
    if (first) put(first, 'scalable targets', { type: 'AWS::ApplicationAutoScaling::ScalableTarget', properties: { ResourceId } }); // prettier-ignore
  }
  for (const cluster of account.of('cluster')) {
    unseen.set(idOf(cluster), {
      services: unseenServices(account, cluster) !== 0,
      capacity: !seesCapacity(account, cluster),
    });
  }
  const why = unseenOfVpcs(account);
  if (why !== undefined) for (const vpc of account.of('vpc')) unseen.set(idOf(vpc), { parts: new Unknown(why) });
  return {
    body: { Resources: resources },
    stack: 'account',
    exists: true,
    closedByDefault: true,
    ...(region === undefined ? {} : { region }),
    placeOf: (id) => places.get(id),
    wording: (data, key) => account.wording.of(data, key),
    unseen: (id) => unseen.get(id),
  };
}

function placeOf(thing: Thing, way: string | undefined): Place {
  const pointer = way === undefined ? thing.pointer : `${thing.pointer}/${way}`;
  const path = pathOf(thing);
  return thing.file === undefined ? { path, pointer } : { path, file: thing.file, pointer };
}

/** The calls about VPCs that were not made, so that what they list may exist. */
function unseenOfVpcs(account: Account): string | undefined {
  const kinds = ['endpoint', 'internetGateway', 'routeTable'] as const;
  const kind = kinds.find((one) => !account.sees(one));
  return kind && `what ${sectionOf(kind).call} prints is not in the files given`;
}

/** Whether templates define what was seen: by the tags of their stacks, or services by name and cluster. */
function definedBy(templates: readonly Template[]): (thing: Thing, made: Made) => boolean {
  const stacks = new Map(templates.flatMap(({ stack, body }) => (stack === undefined ? [] : [[stack, body] as const])));
  const services = new Set(templates.flatMap(({ body }) => servicesIn(body)));
  return ({ kind, data }, { type }) => {
    if (kind === 'service' && services.has(textIn(data, 'serviceName') ?? '')) return true;
    const tags = new Map(
      [...objectsIn(data['Tags']), ...objectsIn(data['tags'])].map((tag) => [
        textIn(tag, 'Key') ?? textIn(tag, 'key'),
        textIn(tag, 'Value') ?? textIn(tag, 'value'),
      ]),
    );
    const body = stacks.get(tags.get('aws:cloudformation:stack-name') ?? '');
    const resource = resourcesIn(body)[tags.get('aws:cloudformation:logical-id') ?? ''];
    return isData(resource) && resource['Type'] === type;
  };
}

function resourcesIn(body: unknown): Data {
  const resources = isData(body) ? own(body, 'Resources') : undefined;
  return isData(resources) ? resources : {};
}

function namesIn(body: unknown, type: string, property: string): string[] {
  return Object.values(resourcesIn(body)).flatMap((resource) =>
    isData(resource) && resource['Type'] === type ? (textIn(resource, `Properties/${property}`) ?? []) : [],
  );
}

const servicesIn = (body: unknown): string[] => namesIn(body, 'AWS::ECS::Service', 'ServiceName');
const familiesIn = (body: unknown): string[] => namesIn(body, 'AWS::ECS::TaskDefinition', 'Family');

/** What was seen and is not judged by itself. */
function passedOverIn(account: Account): Reading['passedOver'] {
  const count = (kind: ThingKind, one: string, several: string, why: string): Reading['passedOver'] => {
    const { length } = account.of(kind);
    return length === 0 ? [] : [{ what: length === 1 ? one : `${length} ${several}`, why }];
  };
  return [
    ...count('runningTask', 'a running task', 'running tasks', 'what starts tasks is looked at'),
    ...count('networkInterface', 'a network interface', 'network interfaces', 'what they belong to is looked at'),
    ...count('targetHealth', 'the health of a target', 'healths of targets', 'they do not say whose targets they are'),
  ];
}
