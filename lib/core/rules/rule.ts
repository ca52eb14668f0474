import { type CloudMap } from '../ecs/cloud-map';
import { type Cluster } from '../ecs/cluster';
import { type LoadBalancing } from '../ecs/load-balancing';
import { type ResourceSettings } from '../ecs/resource-settings';
import { type VpcPlan } from '../ecs/vpc-plan';
import { type DockerHost } from '../engine/definition/docker-host';
import { type DockerSwarm } from '../engine/swarm/swarm';
import { severityOf, type Effect, type Facts, type Finding, type Severity } from '../values/finding';
import { fixIn, type Fix, type Language } from '../values/fix';
import { type Place } from '../values/place';
import { type Service } from '../ecs/service';
import { type TaskDefinition } from '../ecs/task';
import { type TaskPrograms } from '../intent/task-programs';
import { type AwsNetwork } from '../vpc/aws-network';

/** What rules look at, by the name of the subject. */
export interface Subjects {
  /** One ECS task definition. */
  readonly task: TaskDefinition;
  /** One ECS service with its task definition and what is attached to it. */
  readonly service: Service;
  /** One ECS cluster: its services and the capacity that hosts them. */
  readonly cluster: Cluster;
  /** The network of an account and region in AWS: VPCs, and what stands in them. */
  readonly network: AwsNetwork;
  /** The load balancers that were seen, with what hangs on them. */
  readonly loadBalancing: LoadBalancing;
  /** VPCs, subnets and security groups as they are written down. */
  readonly vpcPlan: VpcPlan;
  /** The registries of AWS Cloud Map that were seen. */
  readonly cloudMap: CloudMap;
  /** What the resources of AWS say, each by itself. */
  readonly settings: ResourceSettings;
  /** What the programs in ECS tasks are told to dial, and all that it is asked of. */
  readonly taskPrograms: TaskPrograms;
  /** One Docker Engine: its networks and containers. */
  readonly dockerHost: DockerHost;
  /** Docker Engines that are joined in a swarm: nodes, overlay networks, services. */
  readonly dockerSwarm: DockerSwarm;
}

/** The name of something that rules look at. */
export type Subject = keyof Subjects;

/** One place where a rule is broken. */
export interface Violation<F extends Facts> {
  /** What breaks the rule. */
  readonly at: Place;
  /** What the rule learned. */
  readonly facts: F;
  /**
   * The other parties.
   * @default - none
   */
  readonly others?: readonly Place[];
  /** Only where it differs from the rule's: a case that is merely likely to fail. */
  readonly effect?: Effect;
}

/** A rule: data about it, and a pure function from model to violations. */
export interface Rule<S extends Subject = Subject, F extends Facts = Facts> {
  /** Kebab-case words; public contract, never reused. */
  readonly id: string;
  /** What the rule looks at. */
  readonly subject: S;
  /** What happens when it is broken. */
  readonly effect: Effect;
  /** What its effect comes to. */
  readonly severity: Severity;
  /** The rule in one line. */
  readonly title: string;
  /** Why it is so. */
  readonly why: string;
  /** What AWS or Docker does when it is broken, with its own message where it is known. */
  readonly broken: string;
  /** What to write instead; where it names constructs or fields, in the words of what the author wrote. */
  readonly fix: Fix;
  /** What to write instead where the facts say more than the rule: what was found to be the cause. @default - the way out of the rule */
  fixFor?(facts: F): Fix | undefined;
  /** Upstream pages and sources of the fact. */
  readonly sources: readonly string[];
  /** The page about what was found, where the rule has several. @default - the first of its sources */
  sourceFor?(facts: F): string | undefined;
  /** Ids of the facts in the catalogue that the rule was made from. */
  readonly catalogue: readonly string[];
  /** The finding in one sentence: lower case, no final period. */
  explain(facts: F): string;
  /** Where a subject breaks the rule; nothing where it does not, or where that is not known. */
  check(subject: Subjects[S]): Iterable<Violation<F>>;
}

/** Declares a rule; the compiler holds check and explain to the same facts. */
export function defineRule<S extends Subject, F extends Facts>(rule: Omit<Rule<S, F>, 'severity'>): Rule<S, F> {
  return { ...rule, severity: severityOf(rule.effect) };
}

const OF_ECS: readonly Language[] = ['constructs', 'cdk', 'cloudformation', 'task-definition', 'aws-cli', 'terraform'];
const OF_AWS: readonly Language[] = ['constructs', 'cdk', 'cloudformation', 'aws-cli', 'terraform'];

/** What subjects can be written in. */
const WRITTEN_IN: Readonly<Record<Subject, readonly Language[]>> = {
  task: OF_ECS,
  service: OF_ECS,
  cluster: OF_ECS,
  loadBalancing: OF_AWS,
  vpcPlan: OF_AWS,
  cloudMap: OF_AWS,
  network: OF_AWS,
  settings: OF_ECS,
  taskPrograms: OF_ECS,
  dockerHost: ['constructs', 'terraform', 'compose', 'docker'],
  dockerSwarm: ['compose'],
};

/** The ways out that a rule names, each with the languages that it is for; one when all have the same words. */
export function fixesOf({
  subject,
  fix,
}: Rule): readonly { readonly text: string; readonly languages: readonly Language[] }[] {
  const byText = new Map<string, Language[]>();
  for (const language of WRITTEN_IN[subject]) {
    const text = fixIn(language, fix);
    byText.set(text, [...(byText.get(text) ?? []), language]);
  }
  return [...byText].map(([text, languages]) => ({ text, languages }));
}

/** The finding for a violation of a rule. */
export function findingOf(
  { id, effect: usual }: Pick<Rule, 'id' | 'effect'>,
  { at, facts, others = [], effect = usual }: Violation<Facts>,
): Finding {
  return { rule: id, effect, severity: severityOf(effect), at, facts, others };
}
