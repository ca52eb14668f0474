import { type Listed } from '../values/listed';
import { type Place } from '../values/place';
import { isKnown, type Knowable } from '../values/unknown';
import { type TrafficFilter } from './security-group';
import { type TargetGroup, type TargetGroupAttribute } from './service';

export type LoadBalancerType = 'application' | 'network' | 'gateway';

/** A subnet of a load balancer with the addresses that were chosen there. */
export interface SubnetMapping {
  readonly at: Place;
  /** Whether an Elastic IP is mapped. */
  readonly hasElasticIp: boolean;
  readonly hasPrivateIpv4: boolean;
}

/** An Application, Network or Gateway Load Balancer. */
export interface LoadBalancer {
  readonly at: Place;
  /** By which listeners name it. */
  readonly key: string;
  readonly type: Knowable<LoadBalancerType>;
  /** `internet-facing` or `internal`; undefined when left out (internet-facing). */
  readonly scheme: Knowable<string | undefined>;
  /** Undefined when left out (ipv4). */
  readonly ipAddressType: Knowable<string | undefined>;
  readonly subnets: Listed<Knowable<string>>;
  readonly mappings: Listed<SubnetMapping>;
  /** The zone of each of its subnets: by name, or `#0` for the first of those there are. */
  readonly zones: Knowable<readonly string[]>;
  /** Whether one of them is on an Outpost or in a Local Zone, where one subnet is enough. */
  readonly isNearby: Knowable<boolean>;
  readonly securityGroups: Listed<Knowable<string>>;
  readonly attributes: Listed<TargetGroupAttribute>;
}

/** A listener of a Classic Load Balancer, as it is written. */
export interface ClassicFront {
  readonly at: Place;
  readonly protocol: Knowable<string | undefined>;
  /** Undefined when left out: that of the listener. */
  readonly instanceProtocol: Knowable<string | undefined>;
  readonly port: Knowable<number | undefined>;
  readonly instancePort: Knowable<number | undefined>;
  readonly hasCertificate: boolean;
}

/** A Classic Load Balancer. */
export interface ClassicBalancer {
  readonly at: Place;
  readonly fronts: Listed<ClassicFront>;
  /** What the health check asks, such as `HTTP:80/health`. */
  readonly checkTarget: Knowable<string | undefined>;
  readonly checkInterval: Knowable<number | undefined>;
  readonly checkTimeout: Knowable<number | undefined>;
}

/** A target group that an action forwards to. */
export interface ForwardTarget {
  readonly at: Place;
  readonly group: Knowable<string>;
  readonly weight: Knowable<number | undefined>;
}

/** Where a redirect leads; what is left out is taken from the request. */
export interface Redirect {
  readonly at: Place;
  readonly protocol: Knowable<string | undefined>;
  readonly host: Knowable<string | undefined>;
  readonly port: Knowable<string | undefined>;
  readonly path: Knowable<string | undefined>;
  readonly query: Knowable<string | undefined>;
  readonly statusCode: Knowable<string | undefined>;
}

/** What a listener or a rule does with a request. */
export interface ListenerAction {
  readonly at: Place;
  readonly type: Knowable<string>;
  readonly order: Knowable<number | undefined>;
  /** The groups of a forward. */
  readonly targets: Listed<ForwardTarget>;
  readonly redirect?: Redirect;
}

export interface Listener {
  readonly at: Place;
  /** By which rules name it. */
  readonly key: string;
  readonly loadBalancer: Knowable<string>;
  readonly protocol: Knowable<string | undefined>;
  readonly port: Knowable<number | undefined>;
  /** Its default certificates: one is allowed. */
  readonly certificates: Listed<Knowable<string>>;
  readonly sslPolicy: Knowable<string | undefined>;
  readonly actions: Listed<ListenerAction>;
}

/** What a request has to be like for a rule. */
export interface RuleCondition {
  readonly at: Place;
  readonly field: Knowable<string>;
  readonly values: Listed<Knowable<string>>;
  readonly regexValues: Listed<Knowable<string>>;
  /** Name of the header where the field is `http-header`. */
  readonly header: Knowable<string | undefined>;
}

export interface ListenerRule {
  readonly at: Place;
  readonly key: string;
  readonly listener: Knowable<string>;
  readonly priority: Knowable<number | undefined>;
  readonly conditions: Listed<RuleCondition>;
  readonly actions: Listed<ListenerAction>;
}

/** A target group that an Auto Scaling group registers its instances in. */
export interface InstanceTarget {
  /** Where the target group is named. */
  readonly at: Place;
  readonly group: TargetGroup;
}

/** The load balancers that were seen, with everything that hangs on them. */
export interface LoadBalancing {
  readonly balancers: readonly LoadBalancer[];
  readonly listeners: readonly Listener[];
  readonly rules: readonly ListenerRule[];
  readonly targetGroups: readonly TargetGroup[];
  /**
   * Target groups that EC2 Auto Scaling registers instances in.
   * @default - none were seen
   */
  readonly instanceTargets?: readonly InstanceTarget[];
  /**
   * Classic Load Balancers.
   * @default - none were seen
   */
  readonly classic?: readonly ClassicBalancer[];
  /** Security groups that were seen. */
  readonly securityGroups: readonly TrafficFilter[];
}

/** A listener or a rule with its actions. */
export interface Forward {
  readonly at: Place;
  /** The listener itself, or the one of the rule; undefined when it is not in sight. */
  readonly listener: Listener | undefined;
  readonly actions: Listed<ListenerAction>;
}

/** Balancers with what listens and forwards there. */
export type Fronts = Pick<LoadBalancing, 'balancers' | 'listeners' | 'rules'>;

interface Index {
  readonly balancers: ReadonlyMap<string, LoadBalancer>;
  readonly listeners: ReadonlyMap<string, Listener>;
  readonly forwards: readonly Forward[];
}

const INDEXES = new WeakMap<Fronts, Index>();

function indexOf(fronts: Fronts): Index {
  let index = INDEXES.get(fronts);
  if (!index) {
    const listeners = new Map(fronts.listeners.map((listener) => [listener.key, listener]));
    index = {
      balancers: new Map(fronts.balancers.map((balancer) => [balancer.key, balancer])),
      listeners,
      forwards: [
        ...fronts.listeners.map((listener) => ({ at: listener.at, listener, actions: listener.actions })),
        ...fronts.rules.map(({ at, listener, actions }) => ({
          at,
          listener: isKnown(listener) ? listeners.get(listener) : undefined,
          actions,
        })),
      ],
    };
    INDEXES.set(fronts, index);
  }
  return index;
}

/** The load balancer of a listener; undefined when it is not in sight. */
export function balancerOf(fronts: Fronts, { loadBalancer }: Listener): LoadBalancer | undefined {
  return isKnown(loadBalancer) ? indexOf(fronts).balancers.get(loadBalancer) : undefined;
}

/** The listener of a rule; undefined when it is not in sight. */
export function listenerOf(fronts: Fronts, { listener }: ListenerRule): Listener | undefined {
  return isKnown(listener) ? indexOf(fronts).listeners.get(listener) : undefined;
}

/** Everything that forwards, listeners first. */
export function forwardsOf(fronts: Fronts): readonly Forward[] {
  return indexOf(fronts).forwards;
}

const GROUPS = new WeakMap<LoadBalancing, ReadonlyMap<string, TargetGroup>>();

/** The target group of a forward; undefined when it is not in sight. */
export function groupOf(all: LoadBalancing, { group }: ForwardTarget): TargetGroup | undefined {
  if (!isKnown(group)) return undefined;
  let groups = GROUPS.get(all);
  if (!groups) {
    groups = new Map(all.targetGroups.flatMap((one) => (one.key === undefined ? [] : [[one.key, one] as const])));
    GROUPS.set(all, groups);
  }
  return groups.get(group);
}
