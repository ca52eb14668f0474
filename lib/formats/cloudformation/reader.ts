import { type TaskDefinition } from '../../core/ecs/task';
import { type Model } from '../../core/rules/check';
import { type Knowable } from '../../core/values/unknown';
import { quoted } from '../../core/values/model-error';
import { isKnown, Unknown } from '../../core/values/unknown';
import { readClusters } from './clusters';
import { TargetGroups } from './load-balancing';
import { readNetwork } from './network';
import { Resources, type Resource } from './resources';
import { type Template } from './scope';
import { ServiceExtras } from './service-extras';
import { readSecurityGroups } from './security';
import { Ways } from './ways';
import { readService } from '../ecs/service';
import { readTask } from '../ecs/task';
import { escaped, isData, type Field } from '../field';
import { EMPTY_READING, type Problem, type Reading } from '../reading';

export { type Template } from './scope';

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
   * In how many ways at most open conditions are looked at.
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

  const groups = new TargetGroups(resources);
  const links = {
    cluster: (field: Field) => clusterKey(field),
    task: (field: Field): Knowable<TaskDefinition> => {
      const resource = resources.target('task', field);
      const task = resource && tasks.get(resource);
      if (task) return task;
      return field.value instanceof Unknown
        ? field.value
        : new Unknown('the task definition is not in the templates given');
    },
    targetGroup: (field: Field) => groups.at(field),
    recordTypes: (field: Field) => recordTypes(resources, field),
    dnsName: (field: Field) => dnsName(resources, field),
    namesResolve: (field: Field) => namesResolve(resources, field),
  };
  const securityGroups = readSecurityGroups(resources);
  const extras = new ServiceExtras(resources);
  const read = resources.of('service').map((resource) => ({
    resource,
    service: extras.added(resource, readService(resource.properties, links)),
  }));
  const certain = read.filter(({ resource }) => resource.certain).map(({ service }) => service);
  const clusters = readClusters(resources, certain, certain.length === read.length, securityGroups);
  const clusterOf = new Map(clusters.flatMap((cluster) => cluster.services.items.map((service) => [service, cluster])));
  const services = read.map(({ resource: { key }, service }) => ({ key, service, cluster: clusterOf.get(service) }));
  return {
    ...EMPTY_READING,
    tasks: [...tasks.values()],
    services: read.map(({ service }) => service),
    clusters,
    networks: [readNetwork(resources, { services, clusters, securityGroups })],
    securityGroups,
    unknown: resources.unknown,
    problems: resources.problems,
  };
}

/** The key of a cluster from its name, ARN or reference. */
function clusterKey(field: Field): Knowable<string> {
  const key = field.identity() ?? 'default';
  if (!isKnown(key)) return key;
  const slash = key.startsWith('arn:') ? key.indexOf(':cluster/') : -1;
  const name = slash < 0 ? key : key.slice(slash + ':cluster/'.length);
  return slash >= 0 && name.startsWith('${') && name.endsWith('}') ? name.slice(2, -1) : name;
}

function recordTypes(resources: Resources, field: Field): Knowable<readonly string[]> {
  const resource = resources.target('discovery', field);
  if (!resource) return new Unknown('the registry is not in the templates given');
  const records = resource.properties
    .get('dnsConfig')
    .get('dnsRecords')
    .list((record) => record.string('type'));
  const unknown = records.items.find((type) => type instanceof Unknown);
  if (unknown instanceof Unknown) return unknown;
  return records.complete ? records.items.filter(isKnown) : new Unknown('the record types are decided later');
}

/** The private namespace of a registry; undefined when none is in sight. */
function namespaceOf(resources: Resources, registry: Field | undefined): Resource | undefined {
  const own = registry?.get('namespaceId');
  const id = own?.isAbsent ? registry?.get('dnsConfig').get('namespaceId') : own;
  return id && resources.target('privateNamespace', id);
}

/** The name that the records of a registry have; undefined when it or its namespace is not in sight. */
function dnsName(resources: Resources, field: Field): Knowable<string> | undefined {
  const registry = resources.target('discovery', field)?.properties;
  const name = registry?.text('name');
  const zone = namespaceOf(resources, registry)?.properties.text('name');
  if (name === undefined || zone === undefined) return undefined;
  return isKnown(name) && isKnown(zone) ? `${name}.${zone}` : isKnown(name) ? zone : name;
}

/** Whether the resolver of the VPC answers from the private namespace of a registry; undefined when none is in sight. */
function namesResolve(resources: Resources, field: Field): Knowable<boolean> | undefined {
  const namespace = namespaceOf(resources, resources.target('discovery', field)?.properties);
  const vpc = namespace && resources.target('vpc', namespace.properties.get('vpc'));
  if (!vpc) return undefined;
  const support = vpc.properties.boolean('enableDnsSupport') ?? true;
  const names = vpc.properties.boolean('enableDnsHostnames') ?? false;
  if (support === false || names === false) return false;
  return isKnown(support) ? names : support;
}

/** Names of the parameters that a template declares. */
export function parametersOf(body: unknown): readonly string[] {
  const declared = isData(body) ? body['Parameters'] : undefined;
  return isData(declared) ? Object.keys(declared) : [];
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
