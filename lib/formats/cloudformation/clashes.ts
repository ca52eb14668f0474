import { type Clash } from '../../core/ecs/resource-settings';
import { isData, own, type Field } from '../../core/reading/field';
import { Unknown } from '../../core/values/unknown';
import { type Resource, type Resources } from './resources';
import { type Scope } from './scope';

/** Where settings do not go with those of another resource, or with each other in a way that no table says. */
export function clashesBetween(resources: Resources): Clash[] {
  return [
    ...unprotectedGroups(resources),
    ...targetsWithoutTask(resources),
    ...targetsWithoutRole(resources),
    ...scaledByArn(resources),
    ...jobsOfOtherPlatform(resources),
    ...instancesWithoutRecord(resources),
  ];
}

/** What is there already was accepted by AWS. */
export function isToBeMade({ scope }: Resource): boolean {
  return scope.template.exists !== true;
}

/** Capacity providers that keep instances from being ended, of groups that do not protect them. */
function unprotectedGroups(resources: Resources): Clash[] {
  return resources.of('provider').flatMap((provider) => {
    if (!isToBeMade(provider)) return [];
    const settings = provider.properties.get('autoScalingGroupProvider');
    const asking = settings.get('managedTerminationProtection');
    const group = resources.target('group', settings.get('autoScalingGroupArn'));
    if (asking.value !== 'ENABLED' || !group?.certain) return [];
    const other = group.properties.get('newInstancesProtectedFromScaleIn');
    const otherValue = written(other);
    if (isOpen(other) || otherValue === 'true') return [];
    const of = `capacity provider ${provider.properties.at.path}`;
    const asked = {
      other: `${other.isAbsent ? group.properties.nameOf('newInstancesProtectedFromScaleIn') : other.name} of ${group.properties.at.path}`,
    };
    const said = {
      name: asking.name,
      value: 'ENABLED',
      otherValue: otherValue === undefined ? '' : String(otherValue),
    };
    return [{ at: asking.here, of, ...said, ...asked, isAsked: true, among: ['true'] }];
  });
}

/** Targets that are a cluster, and do not say what is to be started there. */
function targetsWithoutTask(resources: Resources): Clash[] {
  const look = ({ properties }: Resource, noun: string, target: Field): Clash[] => {
    const cluster = resources.target('cluster', target.get('arn'));
    const asked = target.get('ecsParameters');
    if (!cluster || !asked.isAbsent) return [];
    const clash = missing(`${noun} ${properties.at.path}`, target.get('arn'), target.nameOf('ecsParameters'));
    return [{ ...clash, at: target.here, value: cluster.properties.at.path }];
  };
  return [
    ...resources.of('schedule').flatMap((one) => look(one, 'schedule', one.properties.get('target'))),
    ...resources.of('eventRule').flatMap((one) => {
      const { items } = one.properties.get('targets').list((target) => look(one, 'rule of EventBridge', target));
      return items.flat();
    }),
  ];
}

/** Targets that start tasks without a role: neither they nor their rule have one. */
function targetsWithoutRole(resources: Resources): Clash[] {
  return resources.of('eventRule').flatMap((rule) => {
    const { properties } = rule;
    if (!isToBeMade(rule) || !properties.get('roleArn').isAbsent) return [];
    const { items } = properties.get('targets').list((target) => {
      const tasks = target.get('ecsParameters');
      if (tasks.isAbsent || !target.get('roleArn').isAbsent) return [];
      return [missing(`rule of EventBridge ${properties.at.path}`, tasks, target.nameOf('roleArn'))];
    });
    return items.flat();
  });
}

/** Something that another setting asks for, and that is left out. */
function missing(of: string, asking: Field, other: string): Clash {
  return { at: asking.here, of, name: asking.name, value: '', other, otherValue: '', isAsked: true, among: [] };
}

/** Something that another setting does not go with. */
function refused(of: string, name: string, value: string, other: Field): Clash {
  return { at: other.here, of, name, value, other: other.name, otherValue: '', isAsked: false, among: [] };
}

/** Scalable targets whose id has the ARN of a cluster or a service where the name belongs. */
function scaledByArn(resources: Resources): Clash[] {
  return resources.of('scaling').flatMap((target): Clash[] => {
    const { properties, scope } = target;
    const asking = properties.get('serviceNamespace');
    if (!isToBeMade(target) || asking.value !== 'ecs') return [];
    const id = properties.get('resourceId');
    const text = textOf(id.raw);
    const named = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name);
    if (!named.some((name) => isArn(resources, scope, name))) return [];
    const said = { name: asking.name, value: 'ecs', other: id.name, otherValue: text };
    const among = ['of the form service/NAME-OF-THE-CLUSTER/NAME-OF-THE-SERVICE'];
    return [{ at: id.here, of: `scalable target ${properties.at.path}`, ...said, isAsked: true, among }];
  });
}

/** Whether a name, with an attribute behind its last dot or without, is that of the ARN of a cluster or a service. */
function isArn(resources: Resources, scope: Scope, name: string): boolean {
  const dot = name.lastIndexOf('.');
  const whole = resources.at(scope, name);
  const resource = whole ?? resources.at(scope, name.slice(0, Math.max(dot, 0)));
  return resource !== undefined && ARNS[resource.kind]?.includes(whole ? '' : name.slice(dot + 1)) === true;
}

/** Attributes of resources that are their ARN, in templates and in Terraform; empty: what a reference gives. */
const ARNS: Readonly<Record<string, readonly string[]>> = {
  cluster: ['Arn', 'arn', 'id'],
  service: ['', 'ServiceArn', 'arn', 'id'],
};

/** A text as it stands in the template, with `${Name.Attribute}` for references, and `${}` for what is made of them. */
function textOf(raw: unknown): string {
  if (typeof raw === 'string') return raw;
  if (!isData(raw)) return '${}';
  const { Ref: name, 'Fn::GetAtt': attribute, 'Fn::Sub': sub, 'Fn::Join': join } = raw;
  if (typeof name === 'string') return `\${${name}}`;
  if (typeof attribute === 'string') return `\${${attribute}}`;
  if (Array.isArray(attribute)) return `\${${attribute.join('.')}}`;
  if (typeof sub === 'string') return sub;
  if (Array.isArray(sub)) return subText(sub);
  if (!Array.isArray(join)) return '${}';
  const [between, parts] = join as readonly unknown[];
  return Array.isArray(parts) && typeof between === 'string' ? parts.map(textOf).join(between) : '${}';
}

/** A text with variables of its own: those of Terraform are called as what they are made of. */
function subText([text, variables]: readonly unknown[]): string {
  if (typeof text !== 'string') return '${}';
  return text.replace(/\$\{([^}!]+)\}/g, (whole, name: string) => {
    const variable = isData(variables) && !name.includes('.') ? own(variables, name) : undefined;
    return variable === undefined ? whole : textOf(variable);
  });
}

/** Jobs of AWS Batch with what the other platform has. */
function jobsOfOtherPlatform(resources: Resources): Clash[] {
  return resources.of('batchJob').flatMap((job): Clash[] => {
    const { properties } = job;
    const platforms = properties.get('platformCapabilities');
    const container = properties.get('containerProperties');
    const { value }: { readonly value: unknown } = platforms;
    if (!isToBeMade(job) || !isData(container.value)) return [];
    const of = `job definition ${properties.at.path}`;
    const name = properties.nameOf('platformCapabilities');
    if (value === undefined || (Array.isArray(value) && value.length > 0 && value.every((one) => one === 'EC2'))) {
      return ['networkConfiguration', 'fargatePlatformConfiguration']
        .map((field) => container.get(field))
        .filter(({ isAbsent }) => !isAbsent)
        .map((field) => refused(of, name, 'EC2', field));
    }
    if (!Array.isArray(value) || value.length !== 1 || value[0] !== 'FARGATE') return [];
    const privileged = container.get('privileged');
    return [
      ...(container.get('executionRoleArn').isAbsent
        ? [{ ...missing(of, platforms, container.nameOf('executionRoleArn')), value: 'FARGATE' }]
        : []),
      ...(written(privileged) === 'true' ? [refused(of, name, 'FARGATE', privileged)] : []),
    ];
  });
}

/** Instances of Cloud Map without what the records of their service are made of. */
function instancesWithoutRecord(resources: Resources): Clash[] {
  return resources.of('discoveryInstance').flatMap((instance): Clash[] => {
    const { properties } = instance;
    const attributes = properties.get('instanceAttributes');
    const service = resources.target('discovery', properties.get('serviceId'));
    if (!isToBeMade(instance) || service?.certain !== true || !isData(attributes.value)) return [];
    const given = Object.keys(attributes.value);
    if (given.includes('AWS_ALIAS_DNS_NAME') || given.includes('AWS_EC2_INSTANCE_ID')) return [];
    const { items } = service.properties
      .get('dnsConfig')
      .get('dnsRecords')
      .list((record) => {
        const type = record.get('type');
        const asked = own(ATTRIBUTES, String(type.value)) ?? [];
        const lacking = asked.find((names) => !names.some((one) => given.includes(one)));
        if (lacking === undefined) return undefined;
        const other = `${attributes.name}.${lacking.join(' or ')}`;
        return {
          ...missing(`instance of Cloud Map ${properties.at.path}`, type, other),
          ...{ at: attributes.here, name: `${type.name} of ${service.properties.at.path}`, value: String(type.value) },
        };
      });
    return [...items];
  });
}

/** What an instance says for each type of record: one of each list. */
const ATTRIBUTES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  A: [['AWS_INSTANCE_IPV4']],
  AAAA: [['AWS_INSTANCE_IPV6']],
  CNAME: [['AWS_INSTANCE_CNAME']],
  SRV: [['AWS_INSTANCE_PORT'], ['AWS_INSTANCE_IPV4', 'AWS_INSTANCE_IPV6']],
};

/** Whether a value is decided at deployment. */
export function isOpen({ value }: Field): boolean {
  return value instanceof Unknown;
}

/** A value that stands there as it is. */
export function written({ value }: Field): string | number | undefined {
  if (typeof value === 'boolean') return String(value);
  // an empty text is the default of a parameter that is still to be given
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? value : undefined;
}
