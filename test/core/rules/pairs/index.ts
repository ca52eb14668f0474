import { CLUSTER_PAIRS } from './cluster-pairs';
import { NETWORK_PAIRS } from './network-pairs';
import { SERVICE_PAIRS } from './service-pairs';
import { TASK_PAIRS } from './task-pairs';
import { type RulePair } from './template';

export { type PlainTemplate, type RulePair } from './template';
export { withoutNumbers } from './without-numbers';

/** For each rule about ECS a wrong definition and the nearest right one, as CloudFormation templates. */
export const PAIRS: readonly RulePair[] = [...TASK_PAIRS, ...SERVICE_PAIRS, ...CLUSTER_PAIRS, ...NETWORK_PAIRS];

/** What a pair is about, for the name of a test. */
export function titleOf({ rule, about }: RulePair): string {
  return about === undefined ? rule : `${rule}: ${about}`;
}
