import { type TrafficFilter, type TrafficRule } from '../../ecs/security-group';
import { type VpcPlan } from '../../ecs/vpc-plan';

/** A rule of a security group with the group and its direction. */
export interface PlacedRule {
  readonly group: TrafficFilter;
  readonly rule: TrafficRule;
  readonly direction: 'ingress' | 'egress';
}

/** All rules of all security groups. */
export function rulesIn({ securityGroups }: VpcPlan): PlacedRule[] {
  return securityGroups.flatMap((group) => [
    ...group.ingress.items.map((rule) => ({ group, rule, direction: 'ingress' as const })),
    ...(group.egress?.items ?? []).map((rule) => ({ group, rule, direction: 'egress' as const })),
  ]);
}
