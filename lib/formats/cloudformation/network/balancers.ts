import { type IpFamily } from '../../../core/values/address';
import { joined, type Listed } from '../../../core/values/listed';
import { isKnown, type Knowable, Unknown } from '../../../core/values/unknown';
import {
  type Balancer,
  type BalancerListener,
  type BalancerTargets,
  type RegisteredTarget,
} from '../../../core/vpc/balancer';
import { type Ports } from '../../../core/vpc/host';
import { hostingOf } from '../../../core/ecs/hosting';
import { isDynamic, namedPort, serviceModeOf, taskOf } from '../../../core/ecs/service-reading';
import { type NamedService } from '../../../core/vpc/task-hosts';
import { own, type Field } from '../../../core/reading/field';
import { groupTargets } from '../group-targets';
import { type Resource, type Resources } from '../resources';
import { elementOf, groupedBy, keyOf, keysGiven, keysOf } from './parts';

export function readBalancers(resources: Resources): Balancer[] {
  const listeners = groupedBy(resources.of('listener'), 'loadBalancerArn');
  const rules = groupedBy(resources.of('listenerRule'), 'listenerArn');
  const isOpen = resources
    .of('listener')
    .some(({ properties }) => typeof properties.get('loadBalancerArn').identity() !== 'string');
  return resources.of('loadBalancer').map((resource) => {
    const { key, properties } = resource;
    const type = typeOf(properties.text('type'));
    const scheme = properties.text('scheme') ?? 'internet-facing';
    const mapped = properties.get('subnetMappings').list((mapping) => keyOf(mapping.get('subnetId')));
    return {
      ...elementOf(resource),
      type,
      isInternetFacing: isKnown(scheme) ? scheme !== 'internal' : scheme,
      families: familiesOf(properties.text('ipAddressType')),
      subnets: joined([keysOf(properties.get('subnets')), mapped]),
      groups: keysGiven(properties.get('securityGroups')),
      listeners: {
        items: (listeners.get(key) ?? []).map((listener) => readListener(listener, rules.get(listener.key) ?? [])),
        complete: !isOpen,
      },
      crossesZones:
        type === 'application' ? true : (switchOf(properties.get('loadBalancerAttributes'), CROSS_ZONE) ?? false),
    };
  });
}

function typeOf(type: Knowable<string> | undefined): Balancer['type'] {
  if (type === undefined || type === 'application') return 'application';
  if (!isKnown(type)) return type;
  return type === 'network' || type === 'gateway' ? type : new Unknown('there is no load balancer of that type');
}

const FAMILIES: Readonly<Record<string, readonly IpFamily[]>> = {
  ipv4: [4],
  dualstack: [4, 6],
  'dualstack-without-public-ipv4': [6],
};

function familiesOf(type: Knowable<string> | undefined): Balancer['families'] {
  if (type !== undefined && !isKnown(type)) return type;
  return own(FAMILIES, type ?? 'ipv4') ?? new Unknown('there is no address type of that name');
}

function readListener(resource: Resource, rules: readonly Resource[]): BalancerListener {
  const { properties } = resource;
  const actions = [properties.get('defaultActions'), ...rules.map((rule) => rule.properties.get('actions'))];
  return {
    ...elementOf(resource),
    port: properties.number('port') ?? new Unknown('its port is left out'),
    protocol: properties.text('protocol') ?? new Unknown('its protocol is left out'),
    targets: joined(actions.map(forwards)),
  };
}

/** The target groups that actions forward to, each once. */
function forwards(actions: Field): Listed<Knowable<string>> {
  const keys = new Set<Knowable<string>>();
  const add = (field: Field): true => {
    const key = field.get('targetGroupArn').identity();
    if (key !== undefined) keys.add(key);
    return true;
  };
  const { complete } = actions.list((action) => {
    add(action);
    action.get('forwardConfig').get('targetGroups').list(add);
    return true;
  });
  return { items: [...keys], complete };
}

const CROSS_ZONE = 'load_balancing.cross_zone.enabled';

/** An attribute that is `true` or `false`; undefined where it is left out, or left to something else. */
function switchOf(attributes: Field, name: string): Knowable<boolean> | undefined {
  const { items, complete } = attributes.list((item) => ({ key: item.text('key'), value: item.text('value') }));
  const found = items.find(({ key }) => key === name)?.value;
  if (found === undefined && !complete) return new Unknown('its attributes are not all in sight');
  if (found === undefined || !isKnown(found)) return found;
  return found === 'true' ? true : found === 'false' ? false : undefined;
}

/** Target groups with the services, groups of instances and instances that are registered in them. */
export function readTargets(resources: Resources, services: readonly NamedService[]): BalancerTargets[] {
  const registered = new Map<string, RegisteredTarget[]>();
  const note = (key: Knowable<string> | undefined, target: RegisteredTarget): void => {
    if (key === undefined || !isKnown(key)) return;
    const known = registered.get(key);
    if (known) known.push(target);
    else registered.set(key, [target]);
  };
  for (const named of services) {
    const resource = resources.find('service', named.key);
    resource?.properties.get('loadBalancers').list((attachment, index) => {
      const container = attachment.text('containerName');
      const target: RegisteredTarget = {
        at: attachment.placeIn(named.service.at, `loadBalancer${index}`),
        host: named.key,
        ports: portsOf(named, container, attachment.number('containerPort')),
        ...(typeof container === 'string' ? { container } : {}),
      };
      note(attachment.get('targetGroupArn').identity(), target);
      // a deployment of ECS goes from one to the other
      note(attachment.get('advancedConfiguration').get('alternateTargetGroupArn').identity(), target);
      return true;
    });
  }
  for (const { instances, target } of groupTargets(resources)) {
    const key = target.identity();
    const port = resources.find('targetGroup', key)?.properties.number('port');
    if (instances) note(key, { at: instances.properties.at, host: instances.key, ports: onePort(port) });
  }
  for (const { properties } of resources.of('targetAttachment')) {
    const key = properties.get('targetGroupArn').identity();
    const own = resources.find('targetGroup', key)?.properties.number('port');
    note(key, {
      at: properties.at,
      host: keyOf(properties.get('id')),
      ports: onePort(properties.number('port') ?? own),
    });
  }
  return resources.of('targetGroup').map((resource) => readTargetGroup(resource, registered.get(resource.key) ?? []));
}

function readTargetGroup(resource: Resource, registered: readonly RegisteredTarget[]): BalancerTargets {
  const { properties } = resource;
  const port = properties.number('port');
  const written = properties.get('targets').list((target): RegisteredTarget => {
    const own = target.number('port') ?? port;
    return { at: target.here, host: keyOf(target.get('id')), ports: onePort(own) };
  });
  const health = properties.text('healthCheckPort');
  return {
    ...elementOf(resource),
    protocol: properties.text('protocol') ?? new Unknown('its protocol is left out'),
    targetType: properties.text('targetType') ?? 'instance',
    family: targetFamily(properties.text('ipAddressType')),
    preservesClientIp: switchOf(properties.get('targetGroupAttributes'), 'preserve_client_ip.enabled'),
    crossesZones: switchOf(properties.get('targetGroupAttributes'), CROSS_ZONE),
    healthCheckPort:
      health === undefined || health === 'traffic-port' ? undefined : isKnown(health) ? Number(health) : health,
    targets: { items: [...registered, ...written.items], complete: written.complete },
  };
}

function targetFamily(type: Knowable<string> | undefined): Knowable<IpFamily> {
  if (type !== undefined && !isKnown(type)) return type;
  return type === 'ipv6' ? 6 : 4;
}

function onePort(port: Knowable<number> | undefined): Knowable<Ports> {
  if (port === undefined) return new Unknown('its port is left out');
  return isKnown(port) ? [port, port] : port;
}

/** The ports that a load balancer dials for a container port: the same, or those of the instance that stand for it. */
function portsOf(
  { service, cluster }: NamedService,
  container: Knowable<string> | undefined,
  port: Knowable<number> | undefined,
): Knowable<Ports> {
  const mode = serviceModeOf(service);
  if (mode?.securityGroup !== 'instance') return onePort(port);
  const task = taskOf(service);
  const open = new Unknown('the port of the instance is not known');
  if (!task || typeof container !== 'string' || typeof port !== 'number') return open;
  const [mapping] = namedPort(task, container, port).mappings;
  const dynamic = mapping && isDynamic(mapping, mode);
  if (!mapping || dynamic === undefined) return open;
  if (!dynamic) return onePort(mapping.hostPort ?? port);
  const hosting = cluster && hostingOf(cluster, service);
  const ranges = hosting?.capacity.map(({ dynamicPorts }) => dynamicPorts) ?? [];
  const [first] = ranges;
  return first && isKnown(first) && ranges.length === 1 ? [first.first, first.last] : open;
}
