import { type CloudMap } from '../ecs/cloud-map';
import { type Cluster } from '../ecs/cluster';
import { type LoadBalancing } from '../ecs/load-balancing';
import { type ResourceSettings } from '../ecs/resource-settings';
import { type VpcPlan } from '../ecs/vpc-plan';
import { type DockerHost } from '../engine/definition/docker-host';
import { hostsOf } from '../engine/swarm/node-host';
import { type DockerSwarm } from '../engine/swarm/swarm';
import { type Finding } from '../values/finding';
import { fixIn, type Language } from '../values/fix';
import { ModelError, quoted } from '../values/model-error';
import { findingOf, type Rule, type Subject, type Subjects } from './rule';
import { findRule, rulesAbout, rulesOf } from './index';
import { nearest } from '../values/similar';
import { FINE } from './violations';
import { type Service } from '../ecs/service';
import { type TaskDefinition } from '../ecs/task';
import { type TaskPrograms } from '../intent/task-programs';
import { type AwsNetwork } from '../vpc/aws-network';

/** Everything that was read or built, ready to be checked. */
export interface Model {
  /**
   * ECS task definitions.
   * @default - none
   */
  readonly tasks?: readonly TaskDefinition[];
  /**
   * ECS services.
   * @default - none
   */
  readonly services?: readonly Service[];
  /**
   * What starts tasks beside services: task sets, schedules, single runs.
   * @default - none
   */
  readonly launches?: readonly Service[];
  /**
   * Load balancers, with what hangs on them.
   * @default - none
   */
  readonly loadBalancing?: readonly LoadBalancing[];
  /**
   * VPCs, subnets and security groups as they are written down.
   * @default - none
   */
  readonly vpcPlans?: readonly VpcPlan[];
  /**
   * Registries of AWS Cloud Map.
   * @default - none
   */
  readonly cloudMaps?: readonly CloudMap[];
  /**
   * What the resources of AWS say, each by itself.
   * @default - none
   */
  readonly settings?: readonly ResourceSettings[];
  /**
   * ECS clusters.
   * @default - none
   */
  readonly clusters?: readonly Cluster[];
  /**
   * Docker hosts.
   * @default - none
   */
  readonly dockerHosts?: readonly DockerHost[];
  /**
   * Networks of VPCs, one for each account and region.
   * @default - none
   */
  readonly networks?: readonly AwsNetwork[];
  /**
   * What the programs in ECS tasks dial, and what that is asked of.
   * @default - none
   */
  readonly taskPrograms?: readonly TaskPrograms[];
  /**
   * Swarms of Docker hosts.
   * @default - none
   */
  readonly swarms?: readonly DockerSwarm[];
}

/**
 * All findings of a model: tasks first, then services, clusters, load balancers, VPCs, registries, single
 * settings, networks, what programs dial, and Docker hosts, swarms with their nodes.
 */
export function check(model: Model): Finding[] {
  return [
    ...findings('task', model.tasks),
    ...findings('service', model.services),
    ...findings('service', model.launches),
    ...findings('cluster', model.clusters),
    ...findings('loadBalancing', model.loadBalancing),
    ...findings('vpcPlan', model.vpcPlans),
    ...findings('cloudMap', model.cloudMaps),
    ...findings('settings', model.settings),
    ...findings('network', model.networks),
    ...findings('taskPrograms', model.taskPrograms),
    ...findings('dockerHost', [...(model.dockerHosts ?? []), ...(model.swarms ?? []).flatMap(hostsOf)]),
    ...findings('dockerSwarm', model.swarms),
  ];
}

/** What the rules of one kind of subject find in each of them. */
export function findings<S extends Subject>(kind: S, subjects: readonly Subjects[S][] = []): Finding[] {
  const found: Finding[] = [];
  // where there is no subject, its rules are not even loaded
  if (subjects.length === 0) return found;
  const rules = rulesAbout(kind);
  for (const subject of subjects) {
    for (const rule of rules) {
      const violations = rule.check(subject);
      // nearly always: not even a loop over nothing
      if (violations === FINE) continue;
      for (const violation of violations) {
        const finding = findingOf(rule, violation);
        // replicas of one definition have its mistakes in common
        if (!isSame(found.at(-1), finding)) found.push(finding);
      }
    }
  }
  return found;
}

function isSame(one: Finding | undefined, other: Finding): boolean {
  return one?.rule === other.rule && one.at.path === other.at.path && JSON.stringify(one) === JSON.stringify(other);
}

function nearestRule(id: string): string | undefined {
  return nearest(
    id,
    rulesOf().map((one) => one.id),
  );
}

/** What a report writes about an acknowledgement without a finding, after its rule and place. */
export function unusedAcknowledgement(id: string, below = ''): string {
  if (findRule(id)) return `matches no finding${below}; remove it`;
  const meant = nearestRule(id);
  return `names no rule${meant === undefined ? '; remove it' : `; did you mean ${meant}?`}`;
}

/** The rule of an id. */
export function ruleOf(id: string): Rule {
  const rule = findRule(id);
  if (rule) return rule;
  const meant = nearestRule(id);
  throw new ModelError(
    'rule-unknown',
    `there is no rule ${quoted(id)}`,
    meant === undefined
      ? `use an id from the list of all rules: ${EXPLAIN}`
      : `did you mean ${quoted(meant)}? The list of all rules: ${EXPLAIN}`,
    ruleOf,
  );
}

/** A finding in one sentence: lower case, without a final period. */
export function explain(finding: Finding): string {
  return ruleOf(finding.rule).explain(finding.facts);
}

/** The way out of a finding, in the language of what the author wrote; without facts, that of the rule. */
export function fixOf({ rule: id, facts }: Pick<Finding, 'rule'> & Partial<Finding>, language: Language): string {
  const rule = ruleOf(id);
  return fixIn(language, (facts && rule.fixFor?.(facts)) ?? rule.fix);
}

/** The upstream page about a finding. */
export function sourceOf({ rule: id, facts }: Pick<Finding, 'rule' | 'facts'>): string {
  const rule = ruleOf(id);
  return rule.sourceFor?.(facts) ?? rule.sources[0] ?? '';
}

/** The command that says all about a rule, wherever the package is installed. */
const EXPLAIN = 'npx portwright explain';

/** Where to read on about a rule. */
export function readOn({ rule }: Pick<Finding, 'rule'>): string {
  return `${EXPLAIN} ${rule}`;
}

/** A finding with its place, its way out in words of the constructs, and where to read on. */
export function describe(finding: Finding): string {
  return describeIn('constructs', finding);
}

/** The same with its way out in the words of a language. */
export function describeIn(language: Language, finding: Finding): string {
  return `[${finding.at.path}] ${explain(finding)}\n  fix: ${fixOf(finding, language)}\n  see: ${readOn(finding)}`;
}
