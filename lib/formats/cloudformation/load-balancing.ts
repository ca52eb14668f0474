import {
  type ClassicBalancer,
  type Listener,
  type ListenerAction,
  type ListenerRule,
  type LoadBalancer,
  type LoadBalancerType,
  type LoadBalancing,
  type RuleCondition,
} from '../../core/ecs/load-balancing';
import { type TrafficFilter } from '../../core/ecs/security-group';
import { type ClassicListener, type TargetGroup } from '../../core/ecs/service';
import { TargetFronts } from '../../core/ecs/target-front';
import { joined, type Listed } from '../../core/values/listed';
import { type Place } from '../../core/values/place';
import { isKnown, Unknown, type Knowable } from '../../core/values/unknown';
import { readAttributes, readTargetGroup } from '../ecs/service';
import { made, type Field } from '../../core/reading/field';
import { type Dependencies } from './dependencies';
import { groupTargets, type GroupTarget } from './group-targets';
import { type Resource, type Resources } from './resources';
import { areNearby, zonesInOrder } from './zones';

/** Kinds of resources that name a target group and forward nothing to it. */
const READERS: ReadonlySet<string> = new Set([
  'AWS::ECS::Service',
  'AWS::ECS::TaskSet',
  'AWS::CloudWatch::Alarm',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
]);

/** The load balancers of the templates with what hangs on them. */
export class LoadBalancers {
  readonly all: LoadBalancing;
  readonly #groups: ReadonlyMap<Resource, TargetGroup>;
  /** Listeners and rules by the keys of the target groups that they forward to. */
  readonly #forwarding = new Map<string, Resource[]>();

  constructor(
    private readonly resources: Resources,
    private readonly dependencies: Dependencies,
    securityGroups: readonly TrafficFilter[],
  ) {
    const balancers = resources.of('loadBalancer').map((resource) => this.#balancer(resource));
    const listeners = resources.of('listener').map((resource) => this.#listener(resource));
    const rules = resources.of('listenerRule').map((resource) => this.#rule(resource));
    const fronts = new TargetFronts({ balancers, listeners, rules });
    const registrations = groupTargets(resources);
    const registrars = registrarsIn(resources, registrations);
    this.#groups = new Map(
      resources.of('targetGroup').map((resource) => [
        resource,
        {
          ...readTargetGroup(resource.properties, fronts.of(resource.key)),
          key: resource.key,
          registrars: registrars.get(resource) ?? [],
          // all references of the template are gone through for it, and it is only asked of a group that nothing uses
          get isHandedOn() {
            return dependencies.isUsedByOthers(resource, READERS);
          },
        },
      ]),
    );
    this.all = {
      balancers,
      listeners,
      rules,
      targetGroups: [...this.#groups.values()],
      instanceTargets: registrations.flatMap(({ target }) => {
        const group = this.groupAt(target);
        return isKnown(group) ? [{ at: target.here, group }] : [];
      }),
      classic: resources.of('classicLoadBalancer').map(readClassic),
      securityGroups,
    };
  }

  /** The target group that a field names. */
  groupAt(field: Field): Knowable<TargetGroup> {
    const resource = this.resources.target('targetGroup', field);
    const group = resource && this.#groups.get(resource);
    if (group) return group;
    return new Unknown(
      field.value instanceof Unknown ? field.value.why : 'the target group is not in the templates given',
    );
  }

  /** The key of the listener or the rule that a field names; undefined when it names none. */
  forwarderAt(field: Field): Knowable<string> | undefined {
    const kinds = ['listenerRule', 'listener'] as const;
    const resource = kinds.map((kind) => this.resources.target(kind, field)).find((found) => found !== undefined);
    return resource?.key ?? field.identity();
  }

  /** The target groups that the listener or the rule which a field names forwards to; undefined when it is not in the input. */
  forwardsTo(field: Field): Listed<Knowable<string>> | undefined {
    const key = this.forwarderAt(field);
    const found = [...this.all.rules, ...this.all.listeners].find((one) => one.key === key);
    if (!found) return undefined;
    const targets = joined(found.actions.items.map((action) => action.targets));
    return {
      items: targets.items.map(({ group }) => group),
      complete: targets.complete && found.actions.complete,
    };
  }

  /** Listeners of the Classic Load Balancer that a field names; undefined when it is not in the input. */
  classicAt(field: Field): Listed<ClassicListener> | undefined {
    return this.resources
      .target('classicLoadBalancer', field)
      ?.properties.get('listeners')
      .list((item) => ({
        port: item.number('loadBalancerPort') ?? new Unknown('the listener has no port'),
        instancePort: item.number('instancePort') ?? new Unknown('the listener names no port of the instances'),
      }));
  }

  /**
   * Listeners and rules of the same template that attach a target group, where something is created without waiting for any of
   * them; undefined: it waits, or nobody knows.
   */
  notAwaited(service: Resource, group: TargetGroup): TargetGroup['at'][] | undefined {
    if (service.scope.template.exists === true) return undefined;
    const attaching = (this.#forwarding.get(group.key ?? '') ?? []).filter(({ scope }) => scope === service.scope);
    if (attaching.length === 0 || this.dependencies.waitsForOne(service, attaching) !== false) return undefined;
    return attaching.map(({ properties }) => properties.at);
  }

  #balancer({ key, properties }: Resource): LoadBalancer {
    const mapped = properties.get('subnetMappings');
    const subnets = joined([
      properties.get('subnets').strings((item) => item.identity()),
      mapped.list((mapping) => mapping.get('subnetId').identity() ?? new Unknown('the mapping names no subnet')),
    ]);
    return {
      at: properties.at,
      key,
      type: typeOf(properties),
      scheme: properties.string('scheme'),
      ipAddressType: properties.string('ipAddressType'),
      subnets,
      mappings: mapped.list((mapping) => ({
        at: mapping.here,
        hasElasticIp: !mapping.get('allocationId').isAbsent,
        hasPrivateIpv4: !mapping.get('privateIPv4Address').isAbsent,
      })),
      zones: zonesInOrder(this.resources, subnets),
      isNearby: areNearby(this.resources, subnets),
      securityGroups: properties.get('securityGroups').strings((item) => item.identity()),
      attributes: readAttributes(properties.get('loadBalancerAttributes')),
    };
  }

  #listener(resource: Resource): Listener {
    const { key, properties } = resource;
    return {
      at: properties.at,
      key,
      loadBalancer: properties.get('loadBalancerArn').identity() ?? new Unknown('the listener names no load balancer'),
      protocol: properties.string('protocol'),
      port: properties.number('port'),
      certificates: properties
        .get('certificates')
        // an empty one names none
        .strings((item) =>
          item.get('certificateArn').isAbsent ? undefined : (item.get('certificateArn').text() ?? undefined),
        ),
      sslPolicy: properties.string('sslPolicy'),
      actions: this.#actions(properties.get('defaultActions'), resource),
    };
  }

  #rule(resource: Resource): ListenerRule {
    const { key, properties } = resource;
    // a listener that is not in the templates has its key all the same
    const listener = this.resources.target('listener', properties.get('listenerArn'))?.key;
    return {
      at: properties.at,
      key,
      listener: listener ?? properties.get('listenerArn').identity() ?? new Unknown('the rule names no listener'),
      priority: properties.number('priority'),
      conditions: properties.get('conditions').list(readCondition),
      actions: this.#actions(properties.get('actions'), resource),
    };
  }

  #actions(field: Field, resource: Resource): Listed<ListenerAction> {
    return field.list((action) => {
      const alone = action.get('targetGroupArn');
      const several = action.get('forwardConfig').get('targetGroups');
      const targets = joined([
        alone.isAbsent
          ? { items: [], complete: true }
          : { items: [this.#target(alone, undefined, resource)], complete: true },
        several.list((item) => this.#target(item.get('targetGroupArn'), item.number('weight'), resource)),
      ]);
      const redirect = action.get('redirectConfig');
      return made<ListenerAction>({
        at: action.here,
        type: action.string('type') ?? new Unknown('the action has no type'),
        order: action.number('order'),
        targets,
        redirect: redirect.isAbsent || redirect.value instanceof Unknown ? undefined : readRedirect(redirect),
      });
    });
  }

  #target(
    field: Field,
    weight: Knowable<number> | undefined,
    resource: Resource,
  ): ListenerAction['targets']['items'][number] {
    const named = this.resources.target('targetGroup', field)?.key ?? field.identity();
    const group = named ?? new Unknown('the action names no target group');
    if (isKnown(group)) {
      const known = this.#forwarding.get(group);
      if (!known) this.#forwarding.set(group, [resource]);
      else if (!known.includes(resource)) known.push(resource);
    }
    return { at: field.here, group, weight };
  }
}

function readClassic({ properties }: Resource): ClassicBalancer {
  const check = properties.get('healthCheck');
  return {
    at: properties.at,
    fronts: properties.get('listeners').list((item) => ({
      at: item.here,
      protocol: item.string('protocol'),
      instanceProtocol: item.string('instanceProtocol'),
      port: item.number('loadBalancerPort'),
      instancePort: item.number('instancePort'),
      hasCertificate: !item.get('sSLCertificateId').isAbsent,
    })),
    checkTarget: check.string('target'),
    checkInterval: check.number('interval'),
    checkTimeout: check.number('timeout'),
  };
}

function readCondition(field: Field): RuleCondition {
  // each field has an object of its own beside the plain list
  const config = CONFIGS.map((name) => field.get(name)).find(({ isAbsent }) => !isAbsent);
  const values = (name: 'values' | 'regexValues'): Listed<Knowable<string>> => {
    const plain = field.get(name).strings();
    if (config === undefined || plain.items.length > 0) return plain;
    const listed = config.get(name);
    return config.get('httpHeaderName').isAbsent && name === 'values' && isPairs(listed)
      ? listed.list((pair) => pair.text('value') ?? '')
      : listed.strings();
  };
  return {
    at: field.here,
    field: field.string('field') ?? new Unknown('the condition names no field'),
    values: values('values'),
    regexValues: values('regexValues'),
    header: config?.string('httpHeaderName'),
  };
}

const CONFIGS = [
  'hostHeaderConfig',
  'pathPatternConfig',
  'httpHeaderConfig',
  'httpRequestMethodConfig',
  'queryStringConfig',
  'sourceIpConfig',
] as const;

/** Query strings are matched by key and value. */
function isPairs(field: Field): boolean {
  const array = field.array();
  return Array.isArray(array) && array.some((item) => typeof item === 'object');
}

function readRedirect(field: Field): NonNullable<ListenerAction['redirect']> {
  return {
    at: field.here,
    protocol: field.string('protocol'),
    host: field.string('host'),
    port: field.string('port'),
    path: field.string('path'),
    query: field.string('query'),
    statusCode: field.string('statusCode'),
  };
}

function typeOf(balancer: Field): Knowable<LoadBalancerType> {
  const type = balancer.string('type') ?? 'application';
  if (!isKnown(type)) return type;
  if (type === 'application' || type === 'network' || type === 'gateway') return type;
  return new Unknown(`there is no load balancer of type ${JSON.stringify(type)}`);
}

/** The places at which Auto Scaling groups name target groups. */
function registrarsIn(resources: Resources, registrations: readonly GroupTarget[]): ReadonlyMap<Resource, Place[]> {
  const places = new Map<Resource, Place[]>();
  for (const { target, instances } of registrations) {
    const resource = resources.target('targetGroup', target);
    if (resource) places.set(resource, [...(places.get(resource) ?? []), instances?.properties.at ?? target.here]);
  }
  return places;
}
