import { NOTHING } from '../values/listed';
import { isKnown, Unknown, type Knowable } from '../values/unknown';
import { balancerOf, forwardsOf, type Fronts, type Listener, type LoadBalancer } from './load-balancing';
import { type TargetGroup } from './service';

/** What is known of the listeners that forward to a target group, and of their load balancers. */
export type TargetFront = Pick<TargetGroup, 'loadBalancer' | 'listenerProtocols' | 'loadBalancerZones'>;

/** What stands in front of target groups, by their keys. */
export class TargetFronts {
  readonly #listeners = new Map<string, Set<Listener | undefined>>();
  /** Most target groups of a load balancer have the same listener. */
  readonly #fronts = new Map<Listener | undefined, TargetFront>();
  /** Whether all targets of all forwards are known. */
  readonly #complete: boolean;

  constructor(private readonly fronts: Fronts) {
    let complete = true;
    for (const { listener, actions } of forwardsOf(fronts)) {
      complete &&= actions.complete;
      for (const { targets } of actions.items) {
        complete &&= targets.complete;
        for (const { group } of targets.items) {
          if (!isKnown(group)) complete = false;
          else this.#note(group, listener);
        }
      }
    }
    this.#complete = complete;
  }

  of(key: string): TargetFront {
    const listeners = this.#listeners.get(key);
    if (!listeners) return this.#complete ? NO_FRONT : OPEN_FRONT;
    const [only] = listeners;
    if (listeners.size > 1) return this.#look([...listeners]);
    let front = this.#fronts.get(only);
    if (!front) this.#fronts.set(only, (front = this.#look([only])));
    return front;
  }

  #note(group: string, listener: Listener | undefined): void {
    const known = this.#listeners.get(group);
    if (known) known.add(listener);
    else this.#listeners.set(group, new Set([listener]));
  }

  #look(listeners: readonly (Listener | undefined)[]): TargetFront {
    const known = listeners.filter((listener) => listener !== undefined);
    const complete = known.length === listeners.length;
    const balancers = known.map((listener) => balancerOf(this.fronts, listener));
    const types = balancers.map(
      (balancer) => balancer?.type ?? new Unknown('its load balancer is not in the templates given'),
    );
    return {
      loadBalancer: types.find(isKnown) ?? types[0] ?? new Unknown('its listener is not in the templates given'),
      listenerProtocols: {
        items: known.map(({ protocol }) => protocol).filter((protocol) => protocol !== undefined),
        complete,
      },
      loadBalancerZones: zonesOf(balancers, complete),
    };
  }
}

const NO_FRONT: TargetFront = {
  loadBalancer: undefined,
  listenerProtocols: NOTHING,
};

const OPEN_FRONT: TargetFront = {
  loadBalancer: new Unknown('what the listeners forward to is not known'),
  listenerProtocols: { items: [], complete: false },
};

/** Zones that all the load balancers in front are enabled in. */
function zonesOf(balancers: readonly (LoadBalancer | undefined)[], complete: boolean): Knowable<readonly string[]> {
  const [only, ...more] = new Set(balancers);
  if (!complete || more.length > 0) {
    return new Unknown('there are several load balancers in front, or not all in sight');
  }
  const zones = only?.zones ?? new Unknown('the zones of the subnets are not in the templates given');
  return isKnown(zones) ? [...new Set(zones)] : zones;
}
