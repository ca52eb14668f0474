import { balancerOf, forwardsOf, groupOf, type Listener, type LoadBalancing } from '../ecs/load-balancing';
import { type TargetGroup } from '../ecs/service';
import { type Place } from '../values/place';
import { isKnown } from '../values/unknown';

/** Protocols of listeners that a proxy of connections can stand for; it ends no TLS. */
const PLAIN_PROTOCOLS = new Set(['HTTP', 'TCP', 'TCP_UDP']);

/** A listener of a load balancer for which a plain proxy can stand. */
export interface LocalListener {
  readonly at: Place;
  /** The name of its load balancer, or that of its definition. */
  readonly balancer: string;
  readonly port: number;
  /** The one target group that it forwards to. */
  readonly group: TargetGroup;
}

/** A listener for which no proxy can stand. */
export interface MissingListener {
  readonly at: Place;
  /** Why; lower case, no final period. */
  readonly why: string;
}

/** The listeners of load balancers, as far as a proxy that chooses by nothing can stand for them. */
export function localListeners(all: LoadBalancing): {
  readonly listeners: readonly LocalListener[];
  readonly missing: readonly MissingListener[];
} {
  const found = all.listeners.map((listener) => localListener(listener, all));
  return {
    listeners: found.filter((one) => 'group' in one),
    missing: found.filter((one) => 'why' in one),
  };
}

function localListener(listener: Listener, all: LoadBalancing): LocalListener | MissingListener {
  const { at, port, protocol } = listener;
  const without = (why: string): MissingListener => ({ at, why: `no proxy stands for the listener: ${why}` });
  if (!isKnown(port) || port === undefined) return without('its port is not known');
  if (!isKnown(protocol) || protocol === undefined) return without('its protocol is not known');
  if (!PLAIN_PROTOCOLS.has(protocol)) return without(`a plain proxy does not speak ${protocol}`);
  const forwards = forwardsOf(all).filter((one) => one.listener === listener);
  const targets = forwards.flatMap(({ actions }) => actions.items.flatMap((action) => action.targets.items));
  const groups = new Set(targets.map((target) => groupOf(all, target)));
  const [group, ...others] = groups;
  if (group === undefined) return without('the target group that it forwards to is not known');
  if (others.length > 0) return without('its rules choose among several target groups');
  const balancer = balancerOf(all, listener)?.at.path.split('/').at(-1) ?? 'balancer';
  return { at, balancer, port, group };
}
