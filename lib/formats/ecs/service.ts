import {
  type ClassicListener,
  type LatticeConfiguration,
  type LatticeTargetGroup,
  type LoadBalancerAttachment,
  type NetworkConfiguration,
  type NetworkSpelling,
  type PlacementStrategy,
  type RegistryAttachment,
  type Service,
  type ServiceConnect,
  type ServiceKind,
  type ResolverOff,
  type TargetGroup,
  type TargetGroupAttribute,
} from '../../core/ecs/service';
import { type TaskDefinition } from '../../core/ecs/task';
import { type Listed } from '../../core/values/listed';
import { type Knowable } from '../../core/values/unknown';
import { NOTHING } from '../../core/values/listed';
import { isKnown, Unknown } from '../../core/values/unknown';
import { type Place } from '../../core/values/place';
import { made, type Field } from '../../core/reading/field';

/** Why only the subnets and security groups of an Express service are looked at. */
export const MADE_BY_EXPRESS_SERVICE =
  'ECS makes the task definition, load balancer and target groups of an Express service; only its VPC is looked at';

/** How a service's references are followed. */
export interface ServiceLinks {
  cluster(field: Field): Knowable<string>;
  task(field: Field): Knowable<TaskDefinition>;
  targetGroup(field: Field): Knowable<TargetGroup>;
  recordTypes(registryArn: Field): Knowable<readonly string[]>;
  /** Undefined where it does not matter. */
  namesResolve?(registryArn: Field): Knowable<boolean> | undefined;
  /** Undefined where nothing is known to be off. */
  resolverOff?(registryArn: Field): ResolverOff | undefined;
  /** Where the registry is written. Undefined where it is not in sight. */
  registryAt?(registryArn: Field): Place | undefined;
  /** Undefined where it is not in sight. */
  dnsName?(registryArn: Field): Knowable<string> | undefined;
  /** Undefined where it is not in sight. */
  classicListeners?(loadBalancerName: Field): Listed<ClassicListener> | undefined;
  /** The key of a listener or of a rule. Undefined where it is not in sight. */
  forwarder?(arn: Field): Knowable<string> | undefined;
  /** The target groups of a listener or of a rule. Undefined where it is not in sight. */
  forwardsTo?(arn: Field): Listed<Knowable<string>> | undefined;
  /** Undefined where it is not in sight. */
  latticeTargetGroup?(arn: Field): LatticeTargetGroup | undefined;
}

/** A service, in any of the formats that spell it as the ECS API does; the field has its place. */
export function readService(field: Field, links: ServiceLinks): Service {
  // Terraform has these settings on the service itself
  const flat = field.source.blocks;
  const deployment = flat ? field : field.get('deploymentConfiguration');
  const name = field.get('serviceName');
  const strategy = field.get('capacityProviderStrategy');
  const given = strategy.list((item) => item.get('capacityProvider').identity());
  const task = field.get('taskDefinition');
  const network = field.get('networkConfiguration');
  const connect = field.get('serviceConnectConfiguration');
  return made<Service>({
    at: field.at,
    name: name.isAbsent ? field.string('name') : name.string(),
    // services that the API describes have an ARN
    cluster: links.cluster(field.get('cluster').isAbsent ? field.get('clusterArn') : field.get('cluster')),
    task: links.task(task),
    namesTask: !task.isAbsent,
    launchType: field.string('launchType'),
    capacityProviders: given,
    strategy: strategy.list((item) => ({
      at: item.here,
      provider: item.get('capacityProvider').identity() ?? '',
      base: item.number('base'),
      weight: item.number('weight'),
    })),
    platformVersion: field.string('platformVersion'),
    scheduling: scheduling(field.get('schedulingStrategy')),
    // the provider of Terraform sends what it has for a number that is left out
    desiredCount: field.number('desiredCount') ?? (flat ? 0 : undefined),
    deploymentController: field.get('deploymentController').string('type') ?? 'ECS',
    minimumHealthyPercent: deployment.number(flat ? 'deploymentMinimumHealthyPercent' : 'minimumHealthyPercent'),
    maximumPercent: deployment.number(flat ? 'deploymentMaximumPercent' : 'maximumPercent'),
    deploymentStrategy: field.get('deploymentConfiguration').string('strategy') ?? 'ROLLING',
    healthCheckGracePeriod: field.number('healthCheckGracePeriodSeconds'),
    hasRole: isGiven(field.get(flat ? 'iamRole' : 'role')),
    circuitBreaker: deployment.get('deploymentCircuitBreaker').boolean('enable') ?? false,
    availabilityZoneRebalancing: rebalancing(field.get('availabilityZoneRebalancing')),
    networkConfiguration: readNetwork(network, USUAL),
    networkSpelling: spellingOf(field, USUAL),
    loadBalancers: field.get('loadBalancers').list((item, index) => readAttachment(item, index, field, links)),
    registries: field.get('serviceRegistries').list((item, index) => readRegistry(item, index, field, links)),
    serviceConnect: readServiceConnect(connect, field),
    placementConstraints: field.get('placementConstraints').list((item) => ({
      type: item.string('type') ?? '',
      expression: item.string('expression'),
    })),
    placementStrategies: placementStrategies(field),
    lattice: field.get('vpcLatticeConfigurations').list((item) =>
      made<LatticeConfiguration>({
        at: item.here,
        portName: item.string('portName') ?? '',
        targetGroup: links.latticeTargetGroup?.(item.get('targetGroupArn')),
      }),
    ),
    volumes: field.get('volumeConfigurations').list((item) => ({ at: item.here, name: item.text('name') ?? '' })),
    enableExecuteCommand: field.boolean('enableExecuteCommand') ?? false,
  });
}

/** A daemon service without what is filled in for it: nobody chose its number of tasks or its maximum percent. */
export function asChosen(service: Service): Service {
  if (service.scheduling !== 'DAEMON') return service;
  return made<Service>({ ...service, desiredCount: undefined, maximumPercent: undefined });
}

function placementStrategies(field: Field): Listed<PlacementStrategy> {
  const plural = field.get('placementStrategies');
  return (plural.isAbsent ? field.get('placementStrategy') : plural).list((item) => ({
    at: item.here,
    type: item.string('type') ?? '',
    field: item.string('field'),
  }));
}

/** Whether something stands there: an empty text is nothing. */
function isGiven({ value }: Field): Knowable<boolean> {
  return value instanceof Unknown ? value : value !== undefined && value !== '';
}

function scheduling(field: Field): Knowable<'REPLICA' | 'DAEMON'> {
  const value = field.string();
  if (value === undefined) return 'REPLICA';
  if (!isKnown(value)) return value;
  if (value === 'REPLICA' || value === 'DAEMON') return value;
  return new Unknown(`scheduling strategy ${JSON.stringify(value)} is neither REPLICA nor DAEMON`);
}

function rebalancing(field: Field): Knowable<boolean> {
  const value = field.string() ?? 'DISABLED';
  return isKnown(value) ? value === 'ENABLED' || value === 'true' : value;
}

/** How the API and CloudFormation call what is inside of a network configuration: a few types of CloudFormation have a capital V. */
type Nesting = 'awsvpcConfiguration' | 'awsVpcConfiguration';

const USUAL: readonly Nesting[] = ['awsvpcConfiguration'];
const ALL: readonly Nesting[] = [...USUAL, 'awsVpcConfiguration'];

function readNetwork(field: Field, nesting: readonly Nesting[]): Knowable<NetworkConfiguration> | undefined {
  if (field.isAbsent) return undefined;
  if (field.value instanceof Unknown) return field.noted(field.value);
  // the API and CloudFormation nest it once more; Terraform does not
  const nested = nesting.map((name) => field.get(name)).find(({ isAbsent }) => !isAbsent);
  const inner = nested ?? (field.source.blocks ? field : undefined);
  if (!inner) return undefined;
  if (inner.value instanceof Unknown) return inner.noted(inner.value);
  return {
    at: inner.here,
    subnets: inner.get('subnets').strings((item) => item.identity()),
    securityGroups: inner.get('securityGroups').strings((item) => item.identity()),
    assignPublicIp: publicIp(inner.string('assignPublicIp')),
  };
}

/** What the author calls the network configuration of something that starts tasks, and how it is misspelled. */
function spellingOf(owner: Field, nesting: readonly Nesting[]): NetworkSpelling {
  const field = owner.get('networkConfiguration');
  const name = owner.nameOf('networkConfiguration');
  const [usual = 'awsvpcConfiguration'] = nesting;
  const isNested = name.endsWith('etworkConfiguration');
  const path = isNested ? `${name}.${field.source.spell?.(usual) ?? usual}` : name;
  const isThere = (one: Nesting): boolean => !field.get(one).isAbsent;
  const wrong = ALL.find((one) => !nesting.includes(one) && isThere(one));
  if (wrong === undefined || nesting.some(isThere) || field.value instanceof Unknown) return { path };
  const other = field.get(wrong);
  return { path, misspelt: String(other.step), at: other.here };
}

/** The API has words for it, Terraform true and false. */
function publicIp(given: Knowable<string> | undefined): Knowable<string> | undefined {
  return given === 'true' ? 'ENABLED' : given === 'false' ? 'DISABLED' : given;
}

/** Where the parts of something that starts tasks stand, which is another place in each. */
export interface LaunchFields {
  readonly kind: ServiceKind;
  readonly at: Place;
  readonly cluster: Field;
  readonly task: Field;
  /** What has the network configuration. */
  readonly owner: Field;
  /** @default - as services have it */
  readonly nesting?: readonly Nesting[];
}

/** What starts tasks beside services, with what only services have left unknown. */
export function readLaunch(
  field: Field,
  links: ServiceLinks,
  { kind, at, cluster, task, owner, nesting = USUAL }: LaunchFields,
): Service {
  const none = new Unknown(`a ${kind} has no deployments of its own`);
  return made<Service>({
    ...readService(field, { ...links, cluster: () => links.cluster(cluster), task: () => links.task(task) }),
    at,
    kind,
    name: undefined,
    namesTask: !task.isAbsent,
    desiredCount: none,
    deploymentController: none,
    deploymentStrategy: none,
    networkConfiguration: readNetwork(owner.get('networkConfiguration'), nesting),
    networkSpelling: spellingOf(owner, nesting),
  });
}

function readAttachment(field: Field, index: number, owner: Field, links: ServiceLinks): LoadBalancerAttachment {
  const target = field.get('targetGroupArn');
  const classic = field.get('loadBalancerName');
  const advanced = field.get('advancedConfiguration');
  const alternate = advanced.get('alternateTargetGroupArn');
  return made<LoadBalancerAttachment>({
    at: field.placeIn(owner.at, `loadBalancer${index}`),
    containerName: field.string('containerName'),
    containerPort: field.number('containerPort'),
    targetGroup: target.isAbsent ? undefined : links.targetGroup(target),
    alternateTargetGroup: alternate.isAbsent ? undefined : links.targetGroup(alternate),
    hasProductionRule: advanced.value instanceof Unknown || !advanced.get('productionListenerRule').isAbsent,
    hasTrafficRole: advanced.value instanceof Unknown || !advanced.get('roleArn').isAbsent,
    productionRule: links.forwarder?.(advanced.get('productionListenerRule')),
    productionTargets: links.forwardsTo?.(advanced.get('productionListenerRule')),
    testRule: links.forwarder?.(advanced.get('testListenerRule')),
    classicListeners: links.classicListeners?.(classic),
    classicName: (classic.isAbsent && field.source.blocks ? field.get('elbName') : classic).identity(),
  });
}

function readRegistry(field: Field, index: number, owner: Field, links: ServiceLinks): RegistryAttachment {
  return made<RegistryAttachment>({
    at: field.placeIn(owner.at, `registry${index}`),
    containerName: field.string('containerName'),
    containerPort: portOf(field, 'containerPort'),
    port: portOf(field, 'port'),
    recordTypes: links.recordTypes(field.get('registryArn')),
    dnsName: links.dnsName?.(field.get('registryArn')),
    namesResolve: links.namesResolve?.(field.get('registryArn')),
    resolverOff: links.resolverOff?.(field.get('registryArn')),
    registry: links.registryAt?.(field.get('registryArn')),
  });
}

/** A port that may be left out; Terraform's provider takes 0 for one that is. */
function portOf(field: Field, name: string): Knowable<number> | undefined {
  const port = field.number(name);
  return port === 0 && field.source.blocks ? undefined : port;
}

function readServiceConnect(field: Field, owner: Field): Knowable<ServiceConnect> | undefined {
  if (field.isAbsent) return undefined;
  if (field.value instanceof Unknown) return field.noted(field.value);
  const at = field.placeIn(owner.at, 'serviceConnect');
  const services = field.get('services');
  return {
    at,
    enabled: field.boolean('enabled') ?? true,
    namespace: field.get('namespace').identity(),
    entries: (services.isAbsent ? field.get('service') : services).list((entry, index) => {
      const aliases = entry.get('clientAliases');
      return {
        at: entry.placeIn(at, index),
        portName: entry.string('portName') ?? '',
        discoveryName: entry.string('discoveryName'),
        aliases: (aliases.isAbsent ? entry.get('clientAlias') : aliases).list((alias) => ({
          dnsName: alias.string('dnsName'),
          port: alias.number('port') ?? new Unknown('the alias has no port'),
        })),
        ingressPortOverride: portOf(entry, 'ingressPortOverride'),
      };
    }),
  };
}

/** Groups services by the key of their cluster, in the order in which they were met. */
export function servicesByCluster(services: readonly Service[]): ReadonlyMap<string, readonly Service[]> {
  const groups = new Map<string, Service[]>();
  for (const service of services) {
    if (!isKnown(service.cluster)) continue;
    const group = groups.get(service.cluster);
    if (group) group.push(service);
    else groups.set(service.cluster, [service]);
  }
  return groups;
}

/** Attributes of a load balancer or target group, by their keys. */
export function readAttributes(field: Field): Listed<TargetGroupAttribute> {
  return field.list((item) => ({ at: item.here, key: item.text('key') ?? '', value: item.text('value') ?? '' }));
}

type Codes = Pick<NonNullable<TargetGroup['healthCheck']>, 'httpCode' | 'grpcCode'>;

function codesOf(matcher: Field): Codes {
  return { httpCode: matcher.string('httpCode'), grpcCode: matcher.string('grpcCode') };
}

/** Terraform has one field for the codes, which are those of the protocol version. */
function codesInBlock(group: Field, health: Field): Codes {
  const codes = health.get('matcher').string();
  const version = group.string('protocolVersion');
  if (version === 'GRPC') return { httpCode: undefined, grpcCode: codes };
  if (version === undefined || isKnown(version) || codes === undefined) return { httpCode: codes, grpcCode: undefined };
  return { httpCode: version, grpcCode: version };
}

/** A target group of which nothing but its own settings is known. */
export function readTargetGroup(
  field: Field,
  seen: Pick<TargetGroup, 'loadBalancer' | 'listenerProtocols' | 'loadBalancerZones'> = {
    loadBalancer: undefined,
    listenerProtocols: NOTHING,
  },
): TargetGroup {
  const health = field.get('healthCheck');
  const nested = field.source.blocks && !health.isAbsent;
  // Terraform has a block for the check, with shorter names
  const check = (name: string, inBlock: string): Field => (nested ? health.get(inBlock) : field.get(name));
  const vpc = field.get('vpcId').identity();
  const ipAddressType = field.string('ipAddressType');
  return {
    at: field.at,
    ...(vpc === undefined ? {} : { vpc }),
    ...(ipAddressType === undefined ? {} : { ipAddressType }),
    healthCheck: {
      enabled: check('healthCheckEnabled', 'enabled').boolean(),
      path: check('healthCheckPath', 'path').string(),
      intervalSeconds: check('healthCheckIntervalSeconds', 'interval').number(),
      timeoutSeconds: check('healthCheckTimeoutSeconds', 'timeout').number(),
      healthyThreshold: check('healthyThresholdCount', 'healthyThreshold').number(),
      unhealthyThreshold: check('unhealthyThresholdCount', 'unhealthyThreshold').number(),
      ...(nested ? codesInBlock(field, health) : codesOf(field.get('matcher'))),
    },
    attributes: readAttributes(field.get('targetGroupAttributes')),
    protocol: field.string('protocol'),
    protocolVersion: field.string('protocolVersion'),
    port: field.number('port'),
    targetType: field.string('targetType') ?? 'instance',
    healthCheckPort: check('healthCheckPort', 'port').string(),
    healthCheckProtocol: check('healthCheckProtocol', 'protocol').string(),
    ...seen,
  };
}
