import { type Rule, type Subject } from '../rule';
import { CLUSTER_RULES } from './cluster';
import { DOCKER_RULES } from './docker';
import { SERVICE_RULES } from './service';
import { TASK_RULES } from './task';

/** The rules of each subject, in the order in which they are reported. */
export const RULES_BY_SUBJECT: { readonly [S in Subject]: readonly Rule<S>[] } = {
  task: TASK_RULES,
  service: SERVICE_RULES,
  cluster: CLUSTER_RULES,
  dockerHost: DOCKER_RULES,
};

/** Every rule by its id. */
export const RULES: ReadonlyMap<string, Rule> = new Map(
  Object.values(RULES_BY_SUBJECT)
    .flat()
    .map((rule: Rule) => [rule.id, rule]),
);
