import { type AmiFamily, type Capacity, type InstanceInterfaces } from '../../core/ecs/capacity';
import { type Listed } from '../../core/values/listed';
import { type Knowable } from '../../core/values/unknown';
import { NOTHING } from '../../core/values/listed';
import { isKnown, Unknown } from '../../core/values/unknown';
import { agentSettings, amiFamilyOf, instanceSystem } from '../ecs/user-data';
import { bootScript, scriptText } from './cfn-init';
import { made, Named, type Field } from '../../core/reading/field';
import { type Resource, type Resources } from './resources';
import { zonesOf } from './zones';

/** An Auto Scaling group with the cluster that its instances join. */
export interface Instances {
  readonly group: Resource;
  readonly capacity: Capacity;
  readonly cluster: Knowable<string | undefined>;
}

/** The cluster that a single instance joins; undefined when it joins none. */
export function clusterOfInstance(instance: Resource): Knowable<string | undefined> {
  const { properties } = instance;
  const userData = bootScript(userDataOf(properties.get('userData'), NOT_IN_SIGHT), [instance]);
  return properties.get('launchTemplate').isAbsent ? agentSettings(userData, 'linux').cluster : NOT_IN_SIGHT;
}

/** The most instances that a group can have, now and by its schedule. */
function maxInstances(group: Resource, schedule: readonly Resource[]): Knowable<number> {
  let most = group.properties.number('maxSize') ?? new Unknown('the group has no maximum');
  for (const { properties } of schedule) {
    const later = properties.number('maxSize');
    if (later === undefined || !isKnown(most)) continue;
    most = isKnown(later) ? Math.max(most, later) : later;
  }
  return most;
}

/**
 * The instances of an Auto Scaling group; named when they come through a capacity provider.
 * @param schedule the scheduled actions of the group
 */
export function readInstances(
  resources: Resources,
  group: Resource,
  schedule: readonly Resource[],
  provider?: Resource,
): Instances {
  const launch = launchData(resources, group.properties);
  const image = launch.data?.get('imageId');
  const amiFamily = amiFamilyOfImage(image, launch.unknown);
  const script = userDataOf(launch.data?.get('userData'), launch.unknown);
  const userData = bootScript(script, [launch.resource, group]);
  const operatingSystem = instanceSystem(amiFamily, userData);
  const agent = agentSettings(userData, operatingSystem);
  const capacity = made<Capacity>({
    at: (provider ?? group).properties.at,
    name: provider?.key,
    instanceType: instanceType(group.properties, launch),
    maxInstances: maxInstances(group, schedule),
    desiredInstances: group.properties.number('desiredCapacity'),
    operatingSystem,
    amiFamily,
    reservedTcpPorts: agent.reservedTcpPorts,
    reservedUdpPorts: agent.reservedUdpPorts,
    dynamicPorts: agent.dynamicPorts,
    dynamicPortsGiven: agent.dynamicPortsGiven,
    trunking: undefined,
    securityGroups: securityGroups(launch),
    zones: zonesOf(
      resources,
      group.properties.get('vPCZoneIdentifier').strings((item) => item.identity()),
    ),
    interfaces: interfacesOf(group, launch),
    userData,
  });
  return { group, capacity, cluster: agent.cluster };
}

/** Where the interfaces of instances stand. Nothing of it is reported as unknown: a verdict that needs it says so. */
function interfacesOf(group: Resource, launch: Launch): InstanceInterfaces {
  const { properties } = group;
  const { unknown } = properties.source;
  const before = unknown.length;
  const given = launch.data?.get('networkInterfaces');
  const own = { key: group.key, at: properties.at };
  const at = launch.resource ? { key: launch.resource.key, at: launch.resource.properties.at } : own;
  const inTemplate = given?.list((item) => ({ says: item.boolean('associatePublicIpAddress') })).items[0]?.says;
  const says =
    launch.data?.get('associatePublicIpAddress').isAbsent === false
      ? launch.data.boolean('associatePublicIpAddress')
      : inTemplate;
  const interfaces: InstanceInterfaces = {
    key: group.key,
    subnets: properties.get('vPCZoneIdentifier').strings((item) => item.identity()),
    publicIp: launch.data ? (says ?? 'subnet') : launch.unknown,
    publicIpAt: at,
  };
  unknown.length = before;
  return properties.get('vPCZoneIdentifier').isAbsent
    ? { ...interfaces, subnets: { items: [], complete: false } }
    : interfaces;
}

interface Launch {
  readonly data: Field | undefined;
  /** What the data stands in. */
  readonly resource?: Resource | undefined;
  readonly unknown: Unknown;
}

const NOT_IN_SIGHT = new Unknown('the launch template is not in the templates given');

/** What the group launches from: the data of its launch template, or its launch configuration. */
function launchData(resources: Resources, group: Field): Launch {
  const configuration = group.get('launchConfigurationName');
  if (!configuration.isAbsent) {
    const found = resources.target('launchConfiguration', configuration);
    return { data: found?.properties, resource: found, unknown: NOT_IN_SIGHT };
  }
  const mixed = group.get('mixedInstancesPolicy').get('launchTemplate').get('launchTemplateSpecification');
  const template = mixed.isAbsent ? group.get('launchTemplate') : mixed;
  if (template.value instanceof Unknown) return { data: undefined, unknown: template.value };
  const id = template.get('launchTemplateId');
  const found = resources.target('launchTemplate', id.isAbsent ? template.get('launchTemplateName') : id);
  return { data: found?.properties.get('launchTemplateData'), resource: found, unknown: NOT_IN_SIGHT };
}

function instanceType(group: Field, launch: Launch): Knowable<string> {
  const overrides = group.get('mixedInstancesPolicy').get('launchTemplate').get('overrides');
  if (!overrides.isAbsent) {
    const types = overrides.list((item) => item.text('instanceType'));
    const [only, ...more] = types.items;
    if (only === undefined || more.length > 0 || !types.complete) return new Unknown('the group mixes instance types');
    return only;
  }
  return launch.data?.text('instanceType') ?? launch.unknown;
}

function securityGroups(launch: Launch): Listed<Knowable<string>> {
  if (!launch.data) return { items: [], complete: false };
  const names = ['securityGroupIds', 'securityGroups'];
  for (const name of names) {
    const field = launch.data.get(name);
    if (!field.isAbsent) return field.strings((item) => item.identity());
  }
  const interfaces = launch.data.get('networkInterfaces');
  if (interfaces.isAbsent) return NOTHING;
  const groups = interfaces.list((item) => item.get('groups').strings((group) => group.identity()));
  return { items: groups.items.flatMap((group) => group.items), complete: groups.complete };
}

function userDataOf(field: Field | undefined, unknown: Unknown): Knowable<string | undefined> {
  if (!field) return unknown;
  if (field.isAbsent) return undefined;
  return scriptText(field.source, field.raw) ?? unknown;
}

function amiFamilyOfImage(field: Field | undefined, unknown: Unknown): Knowable<AmiFamily> {
  if (!field) return unknown;
  const { value } = field;
  const name = value instanceof Named ? value.name : typeof value === 'string' ? value : '';
  return amiFamilyOf(name) ?? (value instanceof Unknown ? value : new Unknown('the image does not say its family'));
}
