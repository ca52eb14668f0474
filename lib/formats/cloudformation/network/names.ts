import { type Listed } from '../../../core/values/listed';
import { isKnown, type Knowable, Unknown } from '../../../core/values/unknown';
import { type DnsAnswer, type DnsRecord, type DnsZone } from '../../../core/vpc/dns-zone';
import { type Field } from '../../../core/reading/field';
import { type Resource, type Resources } from '../resources';
import { elementOf, groupedBy, keyOf } from './parts';

/** Private zones, those of Cloud Map among them. */
export function readZones(resources: Resources): DnsZone[] {
  const records = allRecords(resources);
  const zones = resources.of('hostedZone').filter(({ properties }) => !properties.get('vPCs').isAbsent);
  return [
    ...zones.map((resource): DnsZone => {
      const { properties } = resource;
      const name = properties.text('name') ?? new Unknown('its name is left out');
      const own = records.filter(({ zone }) => belongs(zone, resource.key, name));
      return {
        ...elementOf(resource),
        name: isKnown(name) ? withoutDot(name) : name,
        vpcs: properties.get('vPCs').list((vpc) => keyOf(vpc.get('vPCId'))),
        records: {
          items: own.map(({ record }) => record),
          complete: records.every(({ zone }) => isKnown(zone)),
        },
      };
    }),
    ...resources.of('privateNamespace').map((resource) => readNamespace(resources, resource)),
    ...resources.of('httpNamespace').map((resource): DnsZone => ({
      ...elementOf(resource),
      name: resource.properties.text('name') ?? new Unknown('its name is left out'),
      vpcs: { items: [], complete: true },
      records: { items: [], complete: true },
      isWithoutDns: true,
    })),
    ...readForwards(resources),
  ];
}

/** Domains that a VPC asks other servers for. */
function readForwards(resources: Resources): DnsZone[] {
  const associations = groupedBy(resources.of('resolverRuleAssociation'), 'resolverRuleId');
  return resources.of('resolverRule').flatMap((resource): DnsZone[] => {
    const { properties } = resource;
    const [name, type] = [properties.text('domainName'), properties.text('ruleType')];
    // the rule of a subdomain that the resolver answers for itself
    if (name === undefined || type === 'SYSTEM') return [];
    const vpcs = associations.get(resource.key) ?? [];
    return [
      {
        ...elementOf(resource),
        name: isKnown(name) ? withoutDot(name) : name,
        vpcs: { items: vpcs.map((one) => keyOf(one.properties.get('vPCId'))), complete: true },
        records: { items: [], complete: false },
        isForwarded: true,
      },
    ];
  });
}

function belongs(zone: Knowable<string>, key: string, name: Knowable<string>): boolean {
  return zone === key || (isKnown(zone) && isKnown(name) && withoutDot(zone) === withoutDot(name));
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}

interface ZoneRecord {
  readonly zone: Knowable<string>;
  readonly record: DnsRecord;
}

function allRecords(resources: Resources): ZoneRecord[] {
  const single = resources.of('recordSet').map(({ properties }) => readRecord(resources, properties, properties));
  const grouped = resources
    .of('recordSetGroup')
    .flatMap(
      ({ properties }) =>
        properties.get('recordSets').list((record) => readRecord(resources, properties, record)).items,
    );
  return [...single, ...grouped];
}

function readRecord(resources: Resources, owner: Field, field: Field): ZoneRecord {
  const zone = owner.get('hostedZoneId');
  const name = field.text('name') ?? new Unknown('its name is left out');
  return {
    zone: keyOf(zone.isAbsent ? owner.get('hostedZoneName') : zone),
    record: { name: isKnown(name) ? withoutDot(name) : name, answer: answerOf(resources, field) },
  };
}

function answerOf(resources: Resources, field: Field): Knowable<DnsAnswer> {
  const alias = field.get('aliasTarget').get('dNSName');
  const [value, ...more] = field.get('resourceRecords').strings((item) => item.identity()).items;
  const named = alias.isAbsent ? value : alias.identity();
  if (named === undefined || !isKnown(named))
    return named ?? new Unknown('what its record leads to is not written down');
  const type = field.text('type');
  if (type === 'A' || type === 'AAAA') {
    if (alias.isAbsent) return { addresses: [named, ...more.filter(isKnown)] };
  }
  const host = hostIn(resources, named);
  if (host !== undefined) return { host };
  return isPlainName(named) ? { name: named } : new Unknown('what its record leads to is not in sight');
}

/** Whether a text is the name of a host as it stands, and no reference. */
function isPlainName(text: string): boolean {
  return /^[\w-]+(?:\.[\w-]+)+\.?$/.test(text);
}

/** The resource whose attribute a name is, such as `Db.Endpoint.Address`; a load balancer may have `dualstack.` in front. */
export function hostIn(resources: Resources, named: string): string | undefined {
  const text = named.replace(/^dualstack\./, '').replace(/^\$\{(.*)\}$/, '$1');
  const found = NAMED_KINDS.flatMap((kind) => resources.of(kind)).find(
    ({ key }) => text === key || text.startsWith(`${key}.`),
  );
  return found?.key;
}

const NAMED_KINDS = [
  'loadBalancer',
  'database',
  'databaseCluster',
  'databaseProxy',
  'cacheCluster',
  'cacheReplicationGroup',
  'serverlessCache',
  'memoryCluster',
  'documentCluster',
  'graphCluster',
  'warehouse',
  'serverlessWarehouse',
  'search',
  'elasticsearch',
  'instance',
] as const;

/** A namespace of Cloud Map: a private zone of its one VPC, with the names of services that register. */
function readNamespace(resources: Resources, resource: Resource): DnsZone {
  const { properties } = resource;
  const zone = properties.text('name') ?? new Unknown('its name is left out');
  const registries = resources.of('discovery').filter(({ properties: own }) => namespaceOf(own) === resource.key);
  return {
    ...elementOf(resource),
    name: zone,
    vpcs: { items: [keyOf(properties.get('vpc'))], complete: true },
    records: listed(registries.map((registry) => registryRecord(resources, registry, zone))),
  };
}

function listed(items: readonly DnsRecord[]): Listed<DnsRecord> {
  return { items, complete: items.every(({ name }) => isKnown(name)) };
}

function namespaceOf(properties: Field): Knowable<string> | undefined {
  return properties.get('namespaceId').identity() ?? properties.get('dnsConfig').get('namespaceId').identity();
}

function registryRecord(resources: Resources, registry: Resource, zone: Knowable<string>): DnsRecord {
  const { properties, key } = registry;
  const name = properties.text('name') ?? new Unknown('its name is left out');
  const types = properties
    .get('dnsConfig')
    .get('dnsRecords')
    .list((record) => ({ type: record.text('type') })).items;
  const services = resources.of('service').filter(({ properties: own }) =>
    own
      .get('serviceRegistries')
      .list((entry) => ({ key: entry.get('registryArn').identity() }))
      .items.some((entry) => entry.key === key),
  );
  const [service, ...others] = services;
  const hasAddress = types.some(({ type }) => type === 'A' || type === 'AAAA');
  const hasPortsOnly = types.length > 0 && types.every(({ type }) => type === 'SRV');
  return {
    name: isKnown(name) && isKnown(zone) ? `${name}.${zone}` : isKnown(name) ? zone : name,
    answer:
      service && others.length === 0 && hasAddress
        ? { host: service.key }
        : hasPortsOnly
          ? { addresses: [] }
          : new Unknown('which tasks are registered under the name is not in sight'),
  };
}
