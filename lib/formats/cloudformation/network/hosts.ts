import { type Element } from '../../../core/values/element';
import { type Listed } from '../../../core/values/listed';
import { isKnown, type Knowable, Unknown } from '../../../core/values/unknown';
import { type Capacity } from '../../../core/ecs/capacity';
import { EPHEMERAL, type NetworkHost, type InterfacePlacement, type Ports } from '../../../core/vpc/host';
import { own, type Field } from '../../../core/reading/field';
import { type Kind, type Resource, type Resources } from '../resources';
import { elementOf, keysGiven, keysOf, OUT_OF_SIGHT } from './parts';

/** A kind of resource with interfaces in subnets, and how it says so. */
interface HostKind {
  readonly kind: Kind;
  readonly noun: string;
  subnets(properties: Field, resources: Resources): Listed<Knowable<string>>;
  groups(properties: Field): Listed<Knowable<string>> | undefined;
  /** Undefined: what it listens on is not known. */
  ports(properties: Field, resources: Resources): Listed<Knowable<number>> | undefined;
  /** @default false */
  publicIp?(properties: Field): InterfacePlacement['publicIp'];
  isOutside?(properties: Field): boolean;
}

const KINDS: readonly HostKind[] = [
  {
    kind: 'databaseCluster',
    noun: 'Aurora cluster',
    subnets: (properties, resources) =>
      grouped(resources, 'databaseSubnets', properties.get('dBSubnetGroupName'), 'subnetIds'),
    groups: (properties) => keysGiven(properties.get('vpcSecurityGroupIds')),
    ports: (properties) => ports(properties.number('port') ?? clusterPort(properties)),
    publicIp: accessible,
  },
  {
    kind: 'databaseProxy',
    noun: 'RDS proxy',
    subnets: (properties) => keysOf(properties.get('vpcSubnetIds')),
    groups: (properties) => keysGiven(properties.get('vpcSecurityGroupIds')),
    ports: (properties) => {
      const family = properties.text('engineFamily');
      return ports(typeof family === 'string' ? own(PROXY_PORTS, family) : undefined);
    },
  },
  {
    kind: 'cacheReplicationGroup',
    noun: 'ElastiCache replication group',
    subnets: (properties, resources) =>
      grouped(resources, 'cacheSubnets', properties.get('cacheSubnetGroupName'), 'subnetIds'),
    groups: (properties) => keysGiven(properties.get('securityGroupIds')) ?? OUT_OF_SIGHT,
    ports: (properties) => ports(properties.number('port') ?? 6379),
  },
  {
    kind: 'cacheCluster',
    noun: 'ElastiCache cluster',
    subnets: (properties, resources) =>
      grouped(resources, 'cacheSubnets', properties.get('cacheSubnetGroupName'), 'subnetIds'),
    groups: (properties) => keysGiven(properties.get('vpcSecurityGroupIds')) ?? OUT_OF_SIGHT,
    ports: (properties) => ports(properties.number('port') ?? cachePort(properties)),
  },
  {
    kind: 'serverlessCache',
    noun: 'serverless cache',
    subnets: (properties) => required(properties.get('subnetIds')),
    groups: (properties) => keysGiven(properties.get('securityGroupIds')),
    ports: (properties) =>
      properties.text('engine') === 'memcached' ? undefined : { items: [6379, 6380], complete: true },
  },
  {
    kind: 'memoryCluster',
    noun: 'MemoryDB cluster',
    subnets: (properties, resources) =>
      grouped(resources, 'memorySubnets', properties.get('subnetGroupName'), 'subnetIds'),
    groups: (properties) => keysGiven(properties.get('securityGroupIds')) ?? OUT_OF_SIGHT,
    ports: (properties) => ports(properties.number('port') ?? 6379),
  },
  {
    kind: 'documentCluster',
    noun: 'DocumentDB cluster',
    subnets: (properties, resources) =>
      grouped(resources, 'documentSubnets', properties.get('dBSubnetGroupName'), 'subnetIds'),
    groups: (properties) => keysGiven(properties.get('vpcSecurityGroupIds')),
    ports: (properties) => ports(properties.number('port') ?? 27017),
  },
  {
    kind: 'graphCluster',
    noun: 'Neptune cluster',
    subnets: (properties, resources) =>
      grouped(resources, 'graphSubnets', properties.get('dBSubnetGroupName'), 'subnetIds'),
    groups: (properties) => keysGiven(properties.get('vpcSecurityGroupIds')),
    ports: (properties) => {
      const own = properties.number('dBPort');
      return ports(own ?? properties.number('port') ?? 8182);
    },
  },
  {
    kind: 'warehouse',
    noun: 'Redshift cluster',
    subnets: (properties, resources) =>
      grouped(resources, 'warehouseSubnets', properties.get('clusterSubnetGroupName'), 'subnetIds'),
    groups: (properties) => keysGiven(properties.get('vpcSecurityGroupIds')),
    ports: (properties) => ports(properties.number('port') ?? 5439),
    publicIp: (properties) =>
      properties.boolean('publiclyAccessible') ?? new Unknown('whether it is public is not said'),
  },
  {
    kind: 'serverlessWarehouse',
    noun: 'Redshift workgroup',
    subnets: (properties) => required(properties.get('subnetIds')),
    groups: (properties) => keysGiven(properties.get('securityGroupIds')),
    ports: (properties) => ports(properties.number('port') ?? 5439),
    publicIp: (properties) => properties.boolean('publiclyAccessible') ?? false,
  },
  ...(['search', 'elasticsearch'] as const).map((kind): HostKind => ({
    kind,
    noun: 'OpenSearch domain',
    subnets: (properties) => keysOf(properties.get('vPCOptions').get('subnetIds')),
    groups: (properties) => keysGiven(properties.get('vPCOptions').get('securityGroupIds')),
    ports: () => ({ items: [443, 80], complete: true }),
    isOutside: (properties) => properties.get('vPCOptions').isAbsent,
  })),
  {
    kind: 'kafka',
    noun: 'MSK cluster',
    subnets: (properties) => required(properties.get('brokerNodeGroupInfo').get('clientSubnets')),
    groups: (properties) => keysGiven(properties.get('brokerNodeGroupInfo').get('securityGroups')),
    ports: kafkaPorts,
  },
  {
    kind: 'messageBroker',
    noun: 'message broker',
    subnets: (properties) => required(properties.get('subnetIds')),
    groups: (properties) => keysGiven(properties.get('securityGroups')) ?? OUT_OF_SIGHT,
    ports: brokerPorts,
    publicIp: (properties) => properties.boolean('publiclyAccessible') ?? false,
  },
];

/** Everything besides the tasks of services that has interfaces in subnets. */
export function readHosts(resources: Resources, capacities: readonly Capacity[]): NetworkHost[] {
  return [
    ...KINDS.flatMap((kind) => resources.of(kind.kind).map((resource) => hostOf(resources, resource, kind))),
    ...resources.of('database').map((resource) => databaseOf(resources, resource)),
    ...resources.of('mountTarget').map(mountTargetOf),
    ...resources
      .of('lambdaFunction')
      .filter(({ properties }) => isInVpc(properties))
      .map(functionOf),
    ...resources.of('instance').map((resource) => instanceOf(resources, resource)),
    ...resources.of('networkInterface').map((resource) => interfaceOf(resources, resource)),
    ...capacities.flatMap(instancesOf),
  ];
}

function hostOf(resources: Resources, resource: Resource, kind: HostKind): NetworkHost {
  const { properties } = resource;
  const placement = {
    subnets: kind.subnets(properties, resources),
    groups: kind.groups(properties),
    publicIp: kind.publicIp?.(properties) ?? false,
  };
  const listening = kind.ports(properties, resources);
  const isOutside = kind.isOutside?.(properties) ?? false;
  return standing(elementOf(resource), kind.noun, placement, { ports: listening, isDialledByName: true, isOutside });
}

function standing(
  element: Element,
  noun: string,
  placement: Omit<InterfacePlacement, 'publicIpAt'> & { readonly publicIpAt?: Element },
  more: Pick<NetworkHost, 'ports'> & Partial<NetworkHost>,
): NetworkHost {
  return {
    ...element,
    noun,
    placements: { items: [{ publicIpAt: element, ...placement }], complete: true },
    ephemeral: EPHEMERAL.any,
    ...more,
  };
}

function ports(port: Knowable<number> | undefined): Listed<Knowable<number>> | undefined {
  return port === undefined ? undefined : { items: [port], complete: true };
}

/** Subnets of a field that decides where something stands: left out, AWS picks them. */
function required(field: Field): Listed<Knowable<string>> {
  return field.isAbsent ? OUT_OF_SIGHT : keysOf(field);
}

/** Subnets of the group that a field names. */
function grouped(resources: Resources, kind: Kind, name: Field, field: string): Listed<Knowable<string>> {
  const group = resources.target(kind, name) ?? groupCalled(resources, kind, name.text());
  return group ? keysOf(group.properties.get(field)) : OUT_OF_SIGHT;
}

const GROUP_NAMES = ['dBSubnetGroupName', 'cacheSubnetGroupName', 'subnetGroupName', 'clusterSubnetGroupName'] as const;

/** A group of subnets by its name, which AWS keeps in lower case. */
function groupCalled(resources: Resources, kind: Kind, name: Knowable<string> | undefined): Resource | undefined {
  if (typeof name !== 'string') return undefined;
  return resources.of(kind).find(({ properties }) =>
    GROUP_NAMES.some((field) => {
      const own = properties.text(field);
      return typeof own === 'string' && own.toLowerCase() === name.toLowerCase();
    }),
  );
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
function accessible(properties: Field): InterfacePlacement['publicIp'] {
  return properties.boolean('publiclyAccessible') ?? 'gateway';
}

/** Provisioned clusters that CloudFormation makes listen on 3306 where nothing is given, those of PostgreSQL too. */
function clusterPort(properties: Field): Knowable<number> {
  const [engine, mode] = [properties.text('engine') ?? '', properties.text('engineMode')];
  if (!isKnown(engine)) return engine;
  if (engine === 'postgres') return 5432;
  if (engine === 'aurora-postgresql' && mode === 'serverless') return 5432;
  return mode !== undefined && !isKnown(mode) ? mode : 3306;
}

const PROXY_PORTS: Readonly<Record<string, number>> = { MYSQL: 3306, POSTGRESQL: 5432, SQLSERVER: 1433 };

const ENGINE_PORTS: readonly (readonly [string, number])[] = [
  ['mysql', 3306],
  ['mariadb', 3306],
  ['postgres', 5432],
  ['sqlserver', 1433],
  ['oracle', 1521],
  ['custom-oracle', 1521],
  ['custom-sqlserver', 1433],
  ['db2', 50000],
];

function cachePort(properties: Field): Knowable<number> {
  const engine = properties.text('engine') ?? '';
  if (!isKnown(engine)) return engine;
  return engine === 'memcached' ? 11211 : 6379;
}

/**
 * Each way to log in has a port of its own; where nothing is said of it, brokers take TLS alone.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-msk-cluster-encryptionintransit.html
 */
function kafkaPorts(properties: Field): Listed<Knowable<number>> | undefined {
  const login = properties.get('clientAuthentication');
  const inTransit = properties.get('encryptionInfo').get('encryptionInTransit').text('clientBroker');
  const items: Knowable<number>[] = [2181, 2182];
  let complete = true;
  const add = (isOn: Knowable<boolean> | undefined, port: number): void => {
    if (isOn === true) items.push(port);
    else if (isOn !== undefined && !isKnown(isOn)) complete = false;
  };
  add(login.get('sasl').get('iam').boolean('enabled'), 9098);
  add(login.get('sasl').get('scram').boolean('enabled'), 9096);
  const tls = login.get('tls').isAbsent ? undefined : (login.get('tls').boolean('enabled') ?? true);
  const unauthenticated = login.get('unauthenticated').boolean('enabled') ?? login.isAbsent;
  if (inTransit !== undefined && !isKnown(inTransit)) complete = false;
  const plain = inTransit === 'PLAINTEXT' || inTransit === 'TLS_PLAINTEXT';
  add(tls, 9094);
  if (unauthenticated === true && !plain) items.push(9094);
  if (plain) items.push(9092);
  if (inTransit === 'TLS_PLAINTEXT') items.push(9094);
  return { items: [...new Set(items)], complete };
}

const BROKER_PORTS: Readonly<Record<string, readonly number[]>> = {
  RABBITMQ: [5671, 443],
  ACTIVEMQ: [61617, 5671, 8883, 61614, 61619, 8162],
};

/** All with TLS: AMQP, OpenWire, MQTT, STOMP, WebSocket and the console. @see https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/security-best-practices.html */
function brokerPorts(properties: Field): Listed<Knowable<number>> | undefined {
  const engine = properties.text('engineType');
  const items = typeof engine === 'string' ? BROKER_PORTS[engine.toUpperCase()] : undefined;
  return items && { items, complete: true };
}

/** An RDS instance; one of a cluster stands where that stands. */
function databaseOf(resources: Resources, resource: Resource): NetworkHost {
  const { properties } = resource;
  const id = properties.get('dBClusterIdentifier');
  const cluster = id.isAbsent ? undefined : resources.target('databaseCluster', id)?.properties;
  const isOrphan = !id.isAbsent && !cluster;
  const owner = cluster ?? properties;
  const own = keysGiven(owner.get(cluster ? 'vpcSecurityGroupIds' : 'vPCSecurityGroups'));
  const placement = {
    subnets: isOrphan
      ? OUT_OF_SIGHT
      : grouped(resources, 'databaseSubnets', owner.get('dBSubnetGroupName'), 'subnetIds'),
    groups: isOrphan ? OUT_OF_SIGHT : own,
    publicIp: accessible(properties),
  };
  return standing(elementOf(resource), 'RDS instance', placement, {
    ports: ports(databasePort(resources, resource)),
    isDialledByName: true,
  });
}

function databasePort(resources: Resources, { properties }: Resource): Knowable<number> {
  const id = properties.get('dBClusterIdentifier');
  const cluster = id.isAbsent ? undefined : resources.target('databaseCluster', id)?.properties;
  if (cluster) return cluster.number('port') ?? clusterPort(cluster);
  return properties.number('port') ?? enginePort(properties);
}

/** The port that an attribute such as `Db.Endpoint.Port` stands for; undefined where it is none of something in the input. */
export function listeningPort(resources: Resources, named: string): Knowable<number> | undefined {
  const text = named.replace(/^\$\{(.*)\}$/, '$1');
  if (!/\bPort$/.test(text)) return undefined;
  const isIt = ({ key }: Resource): boolean => text.startsWith(`${key}.`);
  const database = resources.of('database').find(isIt);
  if (database) return databasePort(resources, database);
  for (const host of KINDS) {
    const found = resources.of(host.kind).find(isIt);
    if (found) return host.ports(found.properties, resources)?.items[0];
  }
  return undefined;
}

function enginePort(properties: Field): Knowable<number> {
  const engine = properties.text('engine') ?? new Unknown('its engine is not said');
  if (!isKnown(engine)) return engine;
  const known = ENGINE_PORTS.find(([name]) => engine.startsWith(name));
  return known?.[1] ?? new Unknown(`the port of ${engine} is not known`);
}

function mountTargetOf(resource: Resource): NetworkHost {
  const { properties } = resource;
  const subnet = properties.get('subnetId').identity();
  const partOf = properties.get('fileSystemId').identity();
  const placement = {
    subnets: subnet === undefined ? OUT_OF_SIGHT : { items: [subnet], complete: true },
    groups: keysGiven(properties.get('securityGroups')),
    publicIp: false,
  };
  return standing(elementOf(resource), 'mount target', placement, {
    ports: { items: [2049], complete: true },
    ...(typeof partOf === 'string' ? { partOf } : {}),
  });
}

function isInVpc(properties: Field): boolean {
  return !properties.get('vpcConfig').get('subnetIds').isEmpty;
}

function functionOf(resource: Resource): NetworkHost {
  const config = resource.properties.get('vpcConfig');
  const placement = {
    subnets: keysOf(config.get('subnetIds')),
    groups: keysGiven(config.get('securityGroupIds')),
    publicIp: false,
  };
  return standing(elementOf(resource), 'function', placement, { ports: undefined, onlyCalls: true });
}

/** Whether an address that stays is given to a resource. */
function hasElasticIp(resources: Resources, field: 'instanceId' | 'networkInterfaceId', key: string): boolean {
  return [...resources.of('elasticIp'), ...resources.of('elasticIpAssociation')].some(
    ({ properties }) => properties.get(field).identity() === key,
  );
}

/** An interface by itself, which instances can be given. */
function interfaceOf(resources: Resources, resource: Resource): NetworkHost {
  const { properties, key } = resource;
  const placement = {
    subnets: keysIn(properties.get('subnetId')),
    groups: keysGiven(properties.get('groupSet')),
    publicIp: hasElasticIp(resources, 'networkInterfaceId', key),
  };
  return standing(elementOf(resource), 'network interface', placement, {
    ports: undefined,
    ephemeral: UNKNOWN_SYSTEM,
  });
}

function keysIn(field: Field): Listed<Knowable<string>> {
  const key = field.identity();
  return key === undefined ? OUT_OF_SIGHT : { items: [key], complete: true };
}

function instanceOf(resources: Resources, resource: Resource): NetworkHost {
  const { properties, key } = resource;
  const [first] = properties.get('networkInterfaces').list((item) => item).items;
  const given = first && resources.target('networkInterface', first.get('networkInterfaceId'));
  if (given) return { ...interfaceOf(resources, given), ...elementOf(resource), noun: 'instance' };
  if (first && !first.get('networkInterfaceId').isAbsent) return strangeInstance(resource);
  const subnet = first?.get('subnetId').identity() ?? properties.get('subnetId').identity();
  const template = !properties.get('launchTemplate').isAbsent;
  // Terraform says it of the instance itself
  const says = first?.boolean('associatePublicIpAddress') ?? properties.boolean('associatePublicIpAddress');
  const groups = first ? keysGiven(first.get('groupSet')) : keysGiven(properties.get('securityGroupIds'));
  const placement = {
    subnets: subnet === undefined ? OUT_OF_SIGHT : { items: [subnet], complete: true },
    groups: groups ?? (template ? OUT_OF_SIGHT : undefined),
    publicIp:
      hasElasticIp(resources, 'instanceId', key) ||
      (says ?? (template ? new Unknown('its launch template may say so') : 'subnet')),
  } as const;
  return standing(elementOf(resource), 'instance', placement, { ports: undefined, ephemeral: UNKNOWN_SYSTEM });
}

/** An instance with an interface that is not in the input. */
function strangeInstance(resource: Resource): NetworkHost {
  const publicIp = new Unknown('its network interface is not in sight');
  return standing(
    elementOf(resource),
    'instance',
    { subnets: OUT_OF_SIGHT, groups: OUT_OF_SIGHT, publicIp },
    { ports: undefined, ephemeral: UNKNOWN_SYSTEM },
  );
}

/** Of Linux and of Windows together. */
const UNKNOWN_SYSTEM: Ports = [EPHEMERAL.linux[0], EPHEMERAL.windows[1]];

/** The instances of an Auto Scaling group. */
function instancesOf({ at, interfaces, securityGroups, operatingSystem }: Capacity): NetworkHost[] {
  if (!interfaces) return [];
  const { key, subnets, publicIp, publicIpAt } = interfaces;
  const ephemeral = isKnown(operatingSystem) ? EPHEMERAL[operatingSystem] : UNKNOWN_SYSTEM;
  return [
    standing(
      { key, at },
      'instances',
      { subnets, groups: securityGroups, publicIp, publicIpAt },
      { ports: undefined, ephemeral },
    ),
  ];
}
