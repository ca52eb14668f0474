import { registered } from '../values/registered';
import { type Rule, type Subject } from './rule';
import type * as CloudMapRules from './cloud-map';
import type * as ClusterRules from './cluster';
import type * as DockerRules from './docker';
import type * as NetworkRules from './network';
import type * as LoadBalancingRules from './load-balancing';
import type * as SettingsRules from './settings';
import type * as ServiceRules from './service';
import type * as SwarmRules from './swarm';
import type * as TaskRules from './task';
import type * as TaskProgramsRules from './task-programs';
import type * as VpcPlanRules from './vpc-plan';

/**
 * The rules of each subject, in the order in which they are reported.
 *
 * They are loaded when somebody asks for them: there are many, and an adapter needs those of its own subjects only.
 */
export const RULES_BY_SUBJECT: { readonly [S in Subject]: readonly Rule<S>[] } = {
  /* eslint-disable @typescript-eslint/no-require-imports -- an import would load all of them at once */
  get task() {
    return (require('./task') as typeof TaskRules).TASK_RULES;
  },
  get service() {
    return (require('./service') as typeof ServiceRules).SERVICE_RULES;
  },
  get cluster() {
    return (require('./cluster') as typeof ClusterRules).CLUSTER_RULES;
  },
  get network() {
    return (require('./network') as typeof NetworkRules).NETWORK_RULES;
  },
  get loadBalancing() {
    return (require('./load-balancing') as typeof LoadBalancingRules).LOAD_BALANCING_RULES;
  },
  get vpcPlan() {
    return (require('./vpc-plan') as typeof VpcPlanRules).VPC_PLAN_RULES;
  },
  get cloudMap() {
    return (require('./cloud-map') as typeof CloudMapRules).CLOUD_MAP_RULES;
  },
  get settings() {
    return (require('./settings') as typeof SettingsRules).SETTINGS_RULES;
  },
  get taskPrograms() {
    return (require('./task-programs') as typeof TaskProgramsRules).TASK_PROGRAM_RULES;
  },
  get dockerHost() {
    return (require('./docker') as typeof DockerRules).DOCKER_RULES;
  },
  get dockerSwarm() {
    return (require('./swarm') as typeof SwarmRules).SWARM_RULES;
  },
  /* eslint-enable */
};

const SUBJECTS = Object.keys(RULES_BY_SUBJECT) as readonly Subject[];

const BY_ID = new Map<Subject, ReadonlyMap<string, Rule>>();

/** The rules of a subject by their ids. */
function byId(subject: Subject): ReadonlyMap<string, Rule> {
  let rules = BY_ID.get(subject);
  if (!rules) {
    const list: readonly Rule[] = RULES_BY_SUBJECT[subject];
    BY_ID.set(subject, (rules = registered('rule', list, ({ id }) => id)));
  }
  return rules;
}

/** The subjects of Amazon ECS, and of the network that its tasks stand in. */
export const ECS_SUBJECTS = [
  'task',
  'service',
  'cluster',
  'loadBalancing',
  'vpcPlan',
  'cloudMap',
  'settings',
  'network',
  'taskPrograms',
] as const satisfies readonly Subject[];

/** The rules of a subject. From then on {@link findRule} looks for an id among them first. */
export function rulesAbout<S extends Subject>(subject: S): readonly Rule<S>[] {
  byId(subject);
  return RULES_BY_SUBJECT[subject];
}

/** The rules of some subjects. @default - of all */
export function rulesOf(...subjects: readonly Subject[]): Rule[] {
  return (subjects.length > 0 ? subjects : SUBJECTS).flatMap((subject) => [...byId(subject).values()]);
}

/** The rule of an id; undefined when there is none. */
export function findRule(id: string): Rule | undefined {
  // those that are there already, before any is loaded
  for (const subject of new Set([...BY_ID.keys(), ...SUBJECTS])) {
    const rule = byId(subject).get(id);
    if (rule) return rule;
  }
  return undefined;
}
