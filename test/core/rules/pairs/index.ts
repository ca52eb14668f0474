import { CLOUD_MAP_PAIRS } from './cloud-map-pairs';
import { CLUSTER_PAIRS } from './cluster-pairs';
import { NETWORK_PAIRS } from './network-pairs';
import { LOAD_BALANCING_PAIRS } from './load-balancing-pairs';
import { SERVICE_PAIRS } from './service-pairs';
import { SETTINGS_PAIRS } from './settings-pairs';
import { TASK_PAIRS } from './task-pairs';
import { TASK_PROGRAM_PAIRS } from './task-program-pairs';
import { type RulePair } from './template';
import { VPC_PLAN_PAIRS } from './vpc-plan-pairs';

export { type PlainTemplate, type RulePair, withoutFront } from './template';
export { withoutNumbers } from './without-numbers';

/** For each rule about ECS a wrong definition and the nearest right one, as CloudFormation templates. */
export const PAIRS: readonly RulePair[] = [
  ...TASK_PAIRS,
  ...SERVICE_PAIRS,
  ...CLUSTER_PAIRS,
  ...LOAD_BALANCING_PAIRS,
  ...VPC_PLAN_PAIRS,
  ...CLOUD_MAP_PAIRS,
  ...SETTINGS_PAIRS,
  ...NETWORK_PAIRS,
  ...TASK_PROGRAM_PAIRS,
];

/** What a pair is about, for the name of a test. */
export function titleOf({ rule, about }: RulePair): string {
  return about === undefined ? rule : `${rule}: ${about}`;
}
