import { type IpFamily } from '../values/address';
import { type Listed } from '../values/listed';
import { type Place } from '../values/place';
import { type Knowable } from '../values/unknown';
import { type Element } from '../values/element';
import { type Ports } from './host';

/** A port of a load balancer. */
export interface BalancerListener extends Element {
  /** The port that clients dial. */
  readonly port: Knowable<number>;
  /** Such as `HTTPS`. */
  readonly protocol: Knowable<string>;
  /** Keys of the target groups that it or its rules forward to. */
  readonly targets: Listed<Knowable<string>>;
}

/**
 * A load balancer.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
 */
export interface Balancer extends Element {
  /** What it is, by its second name. */
  readonly type: Knowable<'application' | 'network' | 'gateway' | 'classic'>;
  /** Whether its nodes have public addresses. */
  readonly isInternetFacing: Knowable<boolean>;
  /** What its nodes have addresses of, for clients. */
  readonly families: Knowable<readonly IpFamily[]>;
  /** Keys of the subnets that its nodes stand in. */
  readonly subnets: Listed<Knowable<string>>;
  /** Undefined: none is named. */
  readonly groups: Listed<Knowable<string>> | undefined;
  /** Its ports. */
  readonly listeners: Listed<BalancerListener>;
  /** Whether a node sends to targets of all zones, where the target group says nothing. */
  readonly crossesZones: Knowable<boolean>;
}

/** What a target group sends to. */
export interface RegisteredTarget {
  /** Where it is registered. */
  readonly at: Place;
  /** Key of the host, or of the load balancer. */
  readonly host: Knowable<string>;
  /** What is dialled there. */
  readonly ports: Knowable<Ports>;
  /** The container behind these ports, where it is one. */
  readonly container?: string;
}

/** A target group with what is registered in it. */
export interface BalancerTargets extends Element {
  /** Protocol to the targets. */
  readonly protocol: Knowable<string>;
  /** `instance`, `ip`, `lambda` or `alb`. */
  readonly targetType: Knowable<string>;
  /** What its targets have addresses of. */
  readonly family: Knowable<IpFamily>;
  /** As written; undefined: the default of type and protocol. */
  readonly preservesClientIp: Knowable<boolean> | undefined;
  /** Whether nodes send to targets of other zones; undefined: as the load balancer says. */
  readonly crossesZones: Knowable<boolean> | undefined;
  /** Undefined: the port of the traffic. */
  readonly healthCheckPort: Knowable<number> | undefined;
  /** What is registered. */
  readonly targets: Listed<RegisteredTarget>;
}
