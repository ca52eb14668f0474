import { type Place } from './place';

/**
 * What happens, from the worst: it is refused when it is deployed; it is deployed and never works; the first deployment
 * works and a later one does not; it may hang, race, expose or surprise.
 */
export type Effect = 'cannot deploy' | 'cannot work' | 'breaks at the next deployment' | 'may go wrong';

/** The effects, from the worst. */
export const EFFECTS: readonly Effect[] = [
  'cannot deploy',
  'cannot work',
  'breaks at the next deployment',
  'may go wrong',
];

/** *error*: it does not work even the first time. *warning*: it works at first, and may fail later. */
export type Severity = 'error' | 'warning';

/** What an effect comes to where there are only errors and warnings, such as an exit code. */
export function severityOf(effect: Effect): Severity {
  return effect === 'cannot deploy' || effect === 'cannot work' ? 'error' : 'warning';
}

/** What a rule learned; plain data, so that it can be written out and explained elsewhere. */
export type Fact = string | number | boolean | readonly (string | number)[];

/** What a rule learned, by name. */
export type Facts = Readonly<Record<string, Fact>>;

/**
 * A combination that will not work, as data. `explain(finding)` says it in English.
 */
export interface Finding {
  /** Stable id of the rule, such as `host-port-taken`. */
  readonly rule: string;
  /** What happens. */
  readonly effect: Effect;
  /** What its effect comes to. */
  readonly severity: Severity;
  /** What the finding is about. */
  readonly at: Place;
  /** What the rule learned. */
  readonly facts: Facts;
  /** The other parties: whoever holds the port, the network that overlaps. */
  readonly others: readonly Place[];
}

/** Before the id of a rule in CDK's acknowledgements: `Portwright::host-port-taken`. */
const NAMESPACE = 'Portwright::';

/** The id by which CDK acknowledges findings of a rule; the command line takes it too. */
export function acknowledgementId(rule: string): string {
  return `${NAMESPACE}${rule}`;
}

/** The rule that an acknowledgement names, by its id with or without the name of the library before it. */
export function ruleAcknowledged(id: string): string {
  return id.startsWith(NAMESPACE) ? id.slice(NAMESPACE.length) : id;
}

/** Says that a finding is known and accepted. */
export interface Acknowledgement {
  /** Id of the rule, such as `host-port-taken`. */
  readonly rule: string;
  /**
   * Path below which it holds, the path itself included. Of a finding about two places, either is enough.
   * @default - everywhere
   */
  readonly path?: string;
  /** Why it is accepted; kept for audit. */
  readonly reason: string;
}

/** Findings, apart from those that were acknowledged. */
export interface Triage {
  /** Findings without an acknowledgement. */
  readonly open: readonly Finding[];
  /** Findings that are accepted, each with the acknowledgement. */
  readonly acknowledged: readonly { readonly finding: Finding; readonly by: Acknowledgement }[];
  /** Acknowledgements that matched nothing: stale, or misspelt. */
  readonly unused: readonly Acknowledgement[];
}

/**
 * Sets the acknowledged findings apart, errors as well as warnings: an acknowledgement says why it is accepted, and every
 * report shows it. CDK's own acknowledgements do the same.
 */
export function triage(findings: readonly Finding[], acknowledgements: readonly Acknowledgement[]): Triage {
  const open: Finding[] = [];
  const acknowledged: { finding: Finding; by: Acknowledgement }[] = [];
  const used = new Set<Acknowledgement>();
  for (const finding of findings) {
    const by = acknowledgements.find((one) => covers(one, finding));
    if (by) {
      used.add(by);
      acknowledged.push({ finding, by });
    } else open.push(finding);
  }
  return { open, acknowledged, unused: acknowledgements.filter((one) => !used.has(one)) };
}

function covers({ rule, path }: Acknowledgement, finding: Finding): boolean {
  return rule === finding.rule && (path === undefined || isAbout(finding, path));
}

/** Whether a finding, or one of its other parties, is at a path or below it. */
export function isAbout({ at, others }: Finding, path: string): boolean {
  return [at, ...others].some((place) => place.path === path || place.path.startsWith(`${path}/`));
}
