import { type Element } from '../../../core/values/element';
import { type Listed } from '../../../core/values/listed';
import { isKnown, type Knowable, Unknown } from '../../../core/values/unknown';
import { type Balancer, type BalancerListener, type BalancerTargets } from '../../../core/vpc/balancer';
import { type NamedService } from '../../../core/vpc/task-hosts';
import { type Field } from '../../../core/reading/field';
import { type Resource, type Resources } from '../resources';
import { elementOf, keysGiven, keysOf } from './parts';

/**
 * Classic Load Balancers: each listener sends to one port of all instances.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-listener-config.html
 */
export function readClassicBalancers(resources: Resources): Balancer[] {
  return resources.of('classicLoadBalancer').map((resource): Balancer => {
    const { properties } = resource;
    const scheme = properties.text('scheme') ?? 'internet-facing';
    return {
      ...elementOf(resource),
      type: 'classic',
      isInternetFacing: isKnown(scheme) ? scheme !== 'internal' : scheme,
      families: [4],
      // without subnets it is one of EC2-Classic, which there is no more
      subnets: keysOf(properties.get('subnets')),
      groups: keysGiven(properties.get('securityGroups')),
      listeners: listenersOf(resource, (at, item): BalancerListener => ({
        ...at,
        port: item.number('loadBalancerPort') ?? new Unknown('its port is left out'),
        protocol: inCapitals(item.text('protocol')) ?? new Unknown('its protocol is left out'),
        targets: { items: [at.key], complete: true },
      })),
      crossesZones: properties.boolean('crossZone') ?? false,
    };
  });
}

/** What is registered at each listener of a Classic Load Balancer. */
export function readClassicTargets(resources: Resources, services: readonly NamedService[]): BalancerTargets[] {
  return resources.of('classicLoadBalancer').flatMap((resource): readonly BalancerTargets[] => {
    const hosts = registeredAt(resources, resource, services);
    const target = resource.properties.get('healthCheck').text('target');
    return listenersOf(resource, (at, item): BalancerTargets => {
      const port = item.number('instancePort') ?? new Unknown('its port is left out');
      return {
        ...at,
        protocol: inCapitals(item.text('instanceProtocol') ?? item.text('protocol')) ?? 'TCP',
        targetType: 'instance',
        family: 4,
        preservesClientIp: false,
        crossesZones: undefined,
        healthCheckPort: target === undefined ? undefined : portOf(target),
        targets: {
          items: hosts.items.map((host) => ({
            at: resource.properties.at,
            host,
            ports: isKnown(port) ? [port, port] : port,
          })),
          complete: hosts.complete,
        },
      };
    }).items;
  });
}

function listenersOf<T>({ key, properties }: Resource, make: (at: Element, item: Field) => T): Listed<T> {
  let count = 0;
  return properties.get('listeners').list((item) => make({ key: `${key}.Listeners.${count++}`, at: item.here }, item));
}

/** Instances that it names, groups of instances that name it, and services. */
function registeredAt(
  resources: Resources,
  { key, properties }: Resource,
  services: readonly NamedService[],
): Listed<Knowable<string>> {
  const written = keysOf(properties.get('instances'));
  const groups = resources
    .of('group')
    .filter(({ properties: own }) => keysOf(own.get('loadBalancerNames')).items.includes(key));
  const served = services.filter(({ key: service }) =>
    resources
      .find('service', service)
      ?.properties.get('loadBalancers')
      .list((attachment) => attachment.get('loadBalancerName').identity())
      .items.includes(key),
  );
  return {
    items: [...written.items, ...groups.map((group) => group.key), ...served.map((service) => service.key)],
    complete: written.complete,
  };
}

function inCapitals(protocol: Knowable<string> | undefined): Knowable<string> | undefined {
  return protocol !== undefined && isKnown(protocol) ? protocol.toUpperCase() : protocol;
}

/** The port in the target of a health check, such as `HTTP:80/ping`. */
function portOf(target: Knowable<string>): Knowable<number> {
  if (!isKnown(target)) return target;
  const port = /^\w+:(\d+)/.exec(target)?.[1];
  return port === undefined ? new Unknown('the target of its health check names no port') : Number(port);
}
