import { type TargetGroup } from '../../core/ecs/service';
import { type Listed } from '../../core/values/listed';
import { type Knowable } from '../../core/values/unknown';
import { NOTHING } from '../../core/values/listed';
import { isKnown, Unknown } from '../../core/values/unknown';
import { joined, readTargetGroup } from '../ecs/service';
import { type Field } from '../field';
import { type Resource, type Resources } from './resources';
import { zonesOf } from './zones';

/** What is known of the listeners that forward to a target group, and of their load balancers. */
type Front = Pick<
  TargetGroup,
  'loadBalancer' | 'listenerProtocols' | 'loadBalancerSecurityGroups' | 'loadBalancerZones'
>;

/** Target groups with what is known of the listeners that forward to them. */
export class TargetGroups {
  readonly #read = new Map<Resource, TargetGroup>();
  /** Keys of target groups, and the listeners that forward there. */
  readonly #listeners = new Map<string, (Resource | undefined)[]>();
  /** By the only listener, as most target groups of a load balancer have the same. */
  readonly #fronts = new Map<Resource | undefined, Front>();
  #complete = true;

  constructor(private readonly resources: Resources) {
    for (const listener of resources.of('listener')) this.#forward(listener.properties.get('defaultActions'), listener);
    for (const rule of resources.of('listenerRule')) {
      const listener = resources.target('listener', rule.properties.get('listenerArn'));
      this.#forward(rule.properties.get('actions'), listener);
    }
  }

  /** The target group that a field names. */
  at(field: Field): Knowable<TargetGroup> {
    const resource = this.resources.target('targetGroup', field);
    if (!resource) {
      const why = field.value instanceof Unknown ? field.value.why : 'the target group is not in the templates given';
      return new Unknown(why);
    }
    let group = this.#read.get(resource);
    if (!group) this.#read.set(resource, (group = this.#make(resource)));
    return group;
  }

  /** Zones that all the load balancers in front are enabled in. */
  #zonesOf(balancers: readonly (Resource | undefined)[], complete: boolean): Knowable<readonly string[]> {
    const [only, ...more] = new Set(balancers);
    if (!complete || more.length > 0)
      return new Unknown('there are several load balancers in front, or not all in sight');
    return zonesOf(this.resources, subnetsOf(only));
  }

  #forward(actions: Field, listener: Resource | undefined): void {
    const add = (item: Field): true => {
      const key = item.get('targetGroupArn').identity();
      if (key === undefined) return true;
      if (!isKnown(key)) {
        this.#complete = false;
        return true;
      }
      const known = this.#listeners.get(key);
      if (known) known.push(listener);
      else this.#listeners.set(key, [listener]);
      return true;
    };
    const { complete } = actions.list((action) => {
      add(action);
      action.get('forwardConfig').get('targetGroups').list(add);
      return true;
    });
    this.#complete &&= complete;
  }

  #make(resource: Resource): TargetGroup {
    const listeners = this.#listeners.get(resource.key);
    if (!listeners) {
      const open = new Unknown('what the listeners forward to is not known');
      return readTargetGroup(resource.properties, {
        loadBalancer: this.#complete ? undefined : open,
        listenerProtocols: this.#complete ? NOTHING : { items: [], complete: false },
        loadBalancerSecurityGroups: this.#complete ? NOTHING : { items: [], complete: false },
      });
    }
    return readTargetGroup(resource.properties, this.#front([...new Set(listeners)]));
  }

  #front(listeners: readonly (Resource | undefined)[]): Front {
    if (listeners.length > 1) return this.#look(listeners);
    const [only] = listeners;
    let front = this.#fronts.get(only);
    if (!front) this.#fronts.set(only, (front = this.#look(listeners)));
    return front;
  }

  #look(listeners: readonly (Resource | undefined)[]): Front {
    const known = listeners.filter((listener) => listener !== undefined);
    const complete = known.length === listeners.length;
    const balancers = known.map((listener) =>
      this.resources.target('loadBalancer', listener.properties.get('loadBalancerArn')),
    );
    const types = balancers.map((balancer) =>
      balancer ? typeOf(balancer) : new Unknown('its load balancer is not in the templates given'),
    );
    const protocols = known
      .map((listener) => listener.properties.string('protocol'))
      .filter((protocol) => protocol !== undefined);
    return {
      loadBalancer: types.find(isKnown) ?? types[0] ?? new Unknown('its listener is not in the templates given'),
      listenerProtocols: { items: protocols, complete },
      loadBalancerSecurityGroups: groupsOf(balancers, complete),
      loadBalancerZones: this.#zonesOf(balancers, complete),
    };
  }
}

function subnetsOf(balancer: Resource | undefined): Listed<Knowable<string>> {
  if (!balancer) return { items: [], complete: false };
  const mapped = balancer.properties.get('subnetMappings').list((mapping) => mapping.get('subnetId').identity());
  return joined([balancer.properties.get('subnets').strings((item) => item.identity()), mapped]);
}

function groupsOf(balancers: readonly (Resource | undefined)[], complete: boolean): Listed<Knowable<string>> {
  const lists = [...new Set(balancers)].map(
    (balancer): Listed<Knowable<string>> =>
      balancer?.properties.get('securityGroups').strings((item) => item.identity()) ?? { items: [], complete: false },
  );
  const { items, complete: all } = joined(lists);
  return { items: [...new Set(items)], complete: complete && all };
}

function typeOf(balancer: Resource): Knowable<'application' | 'network' | 'gateway'> {
  const type = balancer.properties.string('type') ?? 'application';
  if (!isKnown(type)) return type;
  if (type === 'application' || type === 'network' || type === 'gateway') return type;
  return new Unknown(`there is no load balancer of type ${JSON.stringify(type)}`);
}
