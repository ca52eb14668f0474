import { type LatticeTargetGroup } from '../../core/ecs/service';
import { type TaskDefinition } from '../../core/ecs/task';
import { type Model } from '../../core/rules/check';
import { type Knowable } from '../../core/values/unknown';
import { quoted } from '../../core/values/model-error';
import { isKnown, Unknown } from '../../core/values/unknown';
import { readClusters } from './clusters';
import { readNamespaces, Registries } from './cloud-map';
import { Dependencies } from './dependencies';
import { readLaunches } from './launches';
import { LoadBalancers } from './load-balancing';
import { readNetwork } from './network';
import { Resources, type Resource } from './resources';
import { type Template } from './template';
import { readSettings } from './settings';
import { ServiceExtras } from './service-extras';
import { readSecurityGroups } from './security';
import { VpcPlans } from './vpc-plan';
import { Ways } from './ways';
import { MADE_BY_EXPRESS_SERVICE, readService } from '../ecs/service';
import { readTask } from '../../core/reading/task';
import { escaped } from '../../core/values/place';
import { isData, type Field } from '../../core/reading/field';
import { EMPTY_READING, type Problem, type Reading } from '../reading';

export { type Template } from './template';

/** What is known besides the templates. */
export interface CloudFormationOptions {
  /**
   * Values of parameters by name; pseudo parameters such as `AWS::Region` too.
   * @default - each parameter has its default, or no value
   */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /**
   * Values of exports that are not in the templates given.
   * @default - such imports are unknown
   */
  readonly exports?: Readonly<Record<string, unknown>>;
  /**
   * The greatest number of combinations of unknown conditions that are examined.
   * @default 64
   */
  readonly ways?: number;
}

const MAX_WAYS = 64;

/**
 * Reads CloudFormation templates, already parsed: several are read as the stacks of one application.
 *
 * Never throws: what is malformed is unknown, or a problem with its place.
 */
export function readCloudFormation(
  templates: Template | readonly Template[],
  options: CloudFormationOptions = {},
): Reading {
  const list: readonly Template[] = 'body' in templates ? [templates] : templates;
  const problems = list.flatMap((template) => [...shapeProblems(template), ...valueProblems(template, options)]);
  const ways = new Ways();
  const read = (open: Ways | undefined): Reading =>
    readOnce(new Resources(list, options.parameters ?? {}, options.exports ?? {}, open));

  const first = read(ways);
  if (!ways.isOpen) return { ...first, problems: [...problems, ...first.problems], ways: [first] };

  const models: Model[] = [first];
  const most = options.ways ?? MAX_WAYS;
  while (models.length <= most && ways.next()) models.push(read(ways));
  const open = read(undefined);
  const whole = { ...open, problems: [...problems, ...open.problems] };
  if (models.length <= most) return { ...whole, ways: models };
  const { file } = list[0] ?? {};
  const why = `they can fall in more than ${most} ways, and ${most} of them were looked at`;
  const at = file === undefined ? { path: '' } : { path: '', file };
  // what holds in those alone is not said of the others: where all is left open is one more way
  return {
    ...whole,
    unknown: [{ at, what: 'Conditions', why }, ...open.unknown],
    ways: [open, ...models.slice(0, most)],
  };
}

function readOnce(resources: Resources): Reading {
  const tasks = new Map<Resource, TaskDefinition>();
  for (const resource of resources.of('task')) tasks.set(resource, readTask(resource.properties));

  const securityGroups = readSecurityGroups(resources);
  const dependencies = new Dependencies();
  const balancers = new LoadBalancers(resources, dependencies, securityGroups);
  const registries = new Registries(resources);
  const links = {
    cluster: (field: Field) => clusterKey(field),
    task: (field: Field): Knowable<TaskDefinition> => {
      const resource = resources.target('task', field);
      const task = resource && tasks.get(resource);
      if (task) return task;
      const named = taskNamed([...tasks.values()], field.value);
      if (named || field.isAbsent) return named ?? new Unknown('it names no task definition');
      const why =
        field.value instanceof Unknown ? field.value.why : 'the task definition is not in the templates given';
      return field.noted<TaskDefinition>(new Unknown(why)) ?? new Unknown(why);
    },
    targetGroup: (field: Field) => balancers.groupAt(field),
    classicListeners: (field: Field) => balancers.classicAt(field),
    forwarder: (field: Field) => balancers.forwarderAt(field),
    forwardsTo: (field: Field) => balancers.forwardsTo(field),
    latticeTargetGroup: (field: Field) => latticeGroup(resources.target('latticeTargetGroup', field)),
    recordTypes: (field: Field) => registries.recordTypes(field),
    dnsName: (field: Field) => registries.dnsName(field),
    registryAt: (field: Field) => registries.placeOf(field),
    namesResolve: (field: Field) => registries.namesResolve(field),
    resolverOff: (field: Field) => registries.resolverOff(field),
  };
  const plans = new VpcPlans(resources, securityGroups, dependencies);
  plans.noteLoadBalancers(balancers.all);
  plans.noteOthers();
  for (const express of resources.of('expressService')) plans.noteExpressService(express);
  const extras = new ServiceExtras(resources, balancers, plans, registries);
  const read = resources.of('service').map((resource) => ({
    resource,
    service: extras.added(
      resource,
      readService(resource.properties, links),
      resource.properties.get('serviceRegistries'),
    ),
  }));
  const launches = readLaunches(resources, links).map(({ resource, service, registries: entries }) =>
    extras.added(resource, service, entries),
  );
  const certain = read.filter(({ resource }) => resource.certain).map(({ service }) => service);
  const clusters = readClusters(resources, certain, launches, certain.length === read.length, securityGroups, plans);
  const clusterOf = new Map(
    clusters.flatMap((cluster) =>
      [...cluster.services.items, ...(cluster.launches ?? [])].map((service) => [service, cluster]),
    ),
  );
  const services = read.map(({ resource: { key }, service }) => ({ key, service, cluster: clusterOf.get(service) }));
  // one rule may start several, so that each is known by where it stands
  const others = launches.map((service) => ({ key: service.at.path, service, cluster: clusterOf.get(service) }));
  const network = readNetwork(resources, { services: [...services, ...others], clusters, securityGroups });
  const namespaces = readNamespaces(resources);
  return {
    ...EMPTY_READING,
    tasks: [...tasks.values()],
    services: read.map(({ service }) => service),
    launches,
    clusters,
    networks: [network],
    taskPrograms: [{ tasks: [...tasks.values()], services, network, namespaces }],
    loadBalancing: [balancers.all],
    vpcPlans: [plans.plan],
    cloudMaps: [registries.all],
    settings: [readSettings(resources, securityGroups)],
    securityGroups,
    passedOver: [
      ...[...resources.passedOver()].map(([type, count]) => ({
        what: count === 1 ? `a resource ${type}` : `${count} resources ${type}`,
        why: 'no rule is about this type',
      })),
      ...resources.of('expressService').map(({ properties: { at } }) => ({
        what: `port and health check of ${at.path}`,
        why: MADE_BY_EXPRESS_SERVICE,
      })),
    ],
    open: resources.open,
    unknown: resources.unknown,
    problems: withoutRepeats(resources.problems),
  };
}

/** A target group of VPC Lattice, where it is in the input. */
function latticeGroup(resource: Resource | undefined): LatticeTargetGroup | undefined {
  if (!resource) return undefined;
  const { properties } = resource;
  const type = properties.string('type') ?? new Unknown('the target group has no type');
  return { at: properties.at, type, vpc: properties.get('config').get('vpcIdentifier').identity() };
}

/** The key of a cluster from its name, ARN or reference. */
function clusterKey(field: Field): Knowable<string> {
  const key = field.identity() ?? 'default';
  if (!isKnown(key)) return key;
  const slash = key.startsWith('arn:') ? key.indexOf(':cluster/') : -1;
  const name = slash < 0 ? key : key.slice(slash + ':cluster/'.length);
  return slash >= 0 && name.startsWith('${') && name.endsWith('}') ? name.slice(2, -1) : name;
}

/** The task definition of a family, or of a revision of it, that a text names. */
function taskNamed(tasks: readonly TaskDefinition[], name: unknown): TaskDefinition | undefined {
  if (typeof name !== 'string') return undefined;
  const [family] = name.slice(name.lastIndexOf('/') + 1).split(':');
  const found = tasks.filter((task) => task.family === family);
  return found.length === 1 ? found[0] : undefined;
}

/** What was given for a parameter and is none of the values that it allows: CloudFormation refuses the deployment. */
function valueProblems({ body, file }: Template, { parameters = {} }: CloudFormationOptions): Problem[] {
  const declared = isData(body) && isData(body['Parameters']) ? body['Parameters'] : {};
  return Object.entries(parameters).flatMap(([name, given]): Problem[] => {
    const parameter = Object.hasOwn(declared, name) ? declared[name] : undefined;
    const allowed = isData(parameter) ? parameter['AllowedValues'] : undefined;
    if (!isData(parameter) || !Array.isArray(allowed) || !isPlain(given)) return [];
    const texts = allowed.map(String);
    const isList = parameter['Type'] === 'CommaDelimitedList' || String(parameter['Type']).startsWith('List<');
    const values = isList ? String(given).split(',') : [String(given)];
    const wrong = values.find((value) => !texts.includes(value.trim()) && !texts.includes(value));
    if (wrong === undefined) return [];
    const pointer = `/Parameters/${escaped(name)}/AllowedValues`;
    const at = file === undefined ? { path: '', pointer } : { path: '', file, pointer };
    return [{ at, message: `parameter ${name} is given ${quoted(wrong)}, and allows ${texts.join(', ')}` }];
  });
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function shapeProblems({ body, file }: Template): Problem[] {
  const at = file === undefined ? { path: '', pointer: '' } : { path: file, file, pointer: '' };
  if (!isData(body))
    return [{ at, message: `a template is an object, got ${Array.isArray(body) ? 'a list' : quoted(body)}` }];
  if (isData(body['Resources'])) return [];
  const given = body['Resources'];
  if (given === undefined) return [{ at, message: 'a template has Resources, got none' }];
  return [
    { at: { ...at, pointer: '/Resources' }, message: `Resources is an object by logical id, got ${quoted(given)}` },
  ];
}

/** Each problem once, however many readers look at the value. */
function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ at: { file = '', pointer = '' }, message }) => {
    const key = `${file}\n${pointer}\n${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
