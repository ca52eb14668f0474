import {
  type LoadBalancerAttachment,
  type NetworkConfiguration,
  type RegistryAttachment,
  type Service,
  type ServiceConnect,
  type TargetGroup,
} from '../../core/ecs/service';
import { type TaskDefinition } from '../../core/ecs/task';
import { type Listed } from '../../core/values/listed';
import { type Knowable } from '../../core/values/unknown';
import { NOTHING } from '../../core/values/listed';
import { isKnown, Unknown } from '../../core/values/unknown';
import { made, type Field } from '../field';

/** How a service's references are followed. */
export interface ServiceLinks {
  cluster(field: Field): Knowable<string>;
  task(field: Field): Knowable<TaskDefinition>;
  targetGroup(field: Field): Knowable<TargetGroup>;
  recordTypes(registryArn: Field): Knowable<readonly string[]>;
  /** Undefined where it does not matter. */
  namesResolve?(registryArn: Field): Knowable<boolean> | undefined;
  /** Undefined where it is not in sight. */
  dnsName?(registryArn: Field): Knowable<string> | undefined;
}

/** A service, in any of the formats that spell it as the ECS API does; the field has its place. */
export function readService(field: Field, links: ServiceLinks): Service {
  // Terraform has these settings on the service itself
  const flat = field.source.blocks;
  const deployment = flat ? field : field.get('deploymentConfiguration');
  const name = field.get('serviceName');
  const strategy = field.get('capacityProviderStrategy');
  const given = strategy.list((item) => item.get('capacityProvider').identity());
  const network = field.get('networkConfiguration');
  const connect = field.get('serviceConnectConfiguration');
  return made<Service>({
    at: field.at,
    name: name.isAbsent ? field.string('name') : name.string(),
    cluster: links.cluster(field.get('cluster')),
    task: links.task(field.get('taskDefinition')),
    launchType: field.string('launchType'),
    capacityProviders: given,
    platformVersion: field.string('platformVersion'),
    scheduling: scheduling(field.get('schedulingStrategy')),
    // the provider of Terraform sends what it has for a number that is left out
    desiredCount: field.number('desiredCount') ?? (flat ? 0 : undefined),
    deploymentController: field.get('deploymentController').string('type') ?? 'ECS',
    minimumHealthyPercent: deployment.number(flat ? 'deploymentMinimumHealthyPercent' : 'minimumHealthyPercent'),
    maximumPercent: deployment.number(flat ? 'deploymentMaximumPercent' : 'maximumPercent'),
    circuitBreaker: deployment.get('deploymentCircuitBreaker').boolean('enable') ?? false,
    availabilityZoneRebalancing: rebalancing(field.get('availabilityZoneRebalancing')),
    networkConfiguration: readNetwork(network),
    loadBalancers: field.get('loadBalancers').list((item, index) => readAttachment(item, index, field, links)),
    registries: field.get('serviceRegistries').list((item, index) => readRegistry(item, index, field, links)),
    serviceConnect: readServiceConnect(connect, field),
    placementConstraints: field.get('placementConstraints').list((item) => ({
      type: item.string('type') ?? '',
      expression: item.string('expression'),
    })),
    placementStrategies: placementStrategies(field),
    enableExecuteCommand: field.boolean('enableExecuteCommand') ?? false,
  });
}

/** A daemon service without what is filled in for it: nobody chose its number of tasks or its maximum percent. */
export function asChosen(service: Service): Service {
  if (service.scheduling !== 'DAEMON') return service;
  return made<Service>({ ...service, desiredCount: undefined, maximumPercent: undefined });
}

function placementStrategies(field: Field): number {
  const plural = field.get('placementStrategies');
  const array = (plural.isAbsent ? field.get('placementStrategy') : plural).array();
  return Array.isArray(array) ? array.length : 0;
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

function readNetwork(field: Field): Knowable<NetworkConfiguration> | undefined {
  if (field.isAbsent) return undefined;
  if (field.value instanceof Unknown) return field.noted(field.value);
  // the API and CloudFormation nest it once more; Terraform does not
  const nested = field.get('awsvpcConfiguration');
  const inner = nested.isAbsent && field.source.blocks ? field : nested;
  if (inner.value instanceof Unknown) return inner.noted(inner.value);
  if (inner.isAbsent) return undefined;
  return {
    at: inner.here,
    subnets: inner.get('subnets').strings((item) => item.identity()),
    securityGroups: inner.get('securityGroups').strings((item) => item.identity()),
    assignPublicIp: publicIp(inner.string('assignPublicIp')),
  };
}

/** The API has words for it, Terraform true and false. */
function publicIp(given: Knowable<string> | undefined): Knowable<string> | undefined {
  return given === 'true' ? 'ENABLED' : given === 'false' ? 'DISABLED' : given;
}

function readAttachment(field: Field, index: number, owner: Field, links: ServiceLinks): LoadBalancerAttachment {
  const target = field.get('targetGroupArn');
  const classic = field.get('loadBalancerName');
  return made<LoadBalancerAttachment>({
    at: field.placeIn(owner.at, `loadBalancer${index}`),
    containerName: field.string('containerName'),
    containerPort: field.number('containerPort'),
    targetGroup: target.isAbsent ? undefined : links.targetGroup(target),
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

/** A target group of which nothing but its own settings is known. */
export function readTargetGroup(
  field: Field,
  seen: Pick<TargetGroup, 'loadBalancer' | 'listenerProtocols' | 'loadBalancerSecurityGroups' | 'loadBalancerZones'> = {
    loadBalancer: undefined,
    listenerProtocols: NOTHING,
    loadBalancerSecurityGroups: NOTHING,
  },
): TargetGroup {
  const health = field.get('healthCheck');
  const nested = field.source.blocks && !health.isAbsent;
  return {
    at: field.at,
    protocol: field.string('protocol'),
    protocolVersion: field.string('protocolVersion'),
    port: field.number('port'),
    targetType: field.string('targetType') ?? 'instance',
    healthCheckPort: (nested ? health.get('port') : field.get('healthCheckPort')).string(),
    healthCheckProtocol: (nested ? health.get('protocol') : field.get('healthCheckProtocol')).string(),
    ...seen,
  };
}

/** Joins lists; complete when all are. */
export function joined<T>(lists: readonly Listed<T>[]): Listed<T> {
  return { items: lists.flatMap((list) => list.items), complete: lists.every((list) => list.complete) };
}
