import { type TrafficFilter, type TrafficRule } from '../core/ecs/security-group';
import { type Listed } from '../core/values/listed';

/** A security group with the rules that were seen, its own and those of separate resources. */
export interface SecurityGroup extends TrafficFilter {
  /** Undefined: no rule is given, and then everything goes out. */
  readonly egress: Listed<TrafficRule> | undefined;
}
