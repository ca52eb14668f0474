import { type Listed } from '../values/listed';
import { type Knowable } from '../values/unknown';
import { type Element } from '../values/element';
import { type Ports } from './host';

export interface BalancerListener extends Element {
  readonly port: Knowable<number>;
  readonly protocol: Knowable<string>;
  /** Keys of the target groups that it or its rules forward to. */
  readonly targets: Listed<Knowable<string>>;
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html */
export interface Balancer extends Element {
  readonly type: Knowable<'application' | 'network' | 'gateway'>;
  readonly isInternetFacing: Knowable<boolean>;
  readonly subnets: Listed<Knowable<string>>;
  /** Undefined: none is named. */
  readonly groups: Listed<Knowable<string>> | undefined;
  readonly listeners: Listed<BalancerListener>;
  /** Whether a node sends to targets of all zones, where the target group says nothing. */
  readonly crossesZones: Knowable<boolean>;
}

/** A target group with what is registered in it. */
export interface BalancerTargets extends Element {
  readonly protocol: Knowable<string>;
  readonly targetType: Knowable<string>;
  /** As written; undefined: the default of type and protocol. */
  readonly preservesClientIp: Knowable<boolean> | undefined;
  readonly crossesZones: Knowable<boolean> | undefined;
  /** Undefined: the port of the traffic. */
  readonly healthCheckPort: Knowable<number> | undefined;
  readonly targets: Listed<{
    /** Key of the host. */
    readonly host: Knowable<string>;
    readonly ports: Knowable<Ports>;
  }>;
}
