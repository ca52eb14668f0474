import { type IConstruct } from 'constructs';
import { unusedAcknowledgement } from '../../core/rules/check';
import { acknowledgementId, ruleAcknowledged } from '../../core/values/finding';

/** The metadata key under which CDK stores acknowledgements. */
const METADATA = 'aws:cdk:acknowledged-rules';

/** An acknowledgement of one of our rules, at a construct and everything below it. */
interface Acknowledged {
  readonly at: IConstruct;
  readonly rule: string;
}

/** The acknowledgements that the latest check of each stage used. */
const LATEST = new WeakMap<IConstruct, Acknowledgements>();

/** Acknowledgements made with `Validations.of(scope).acknowledge({ id: 'Portwright::rule', reason })`. */
export class Acknowledgements {
  /** Starts over the acknowledgements of a stage, for a new check. */
  static ofStage(stage: IConstruct): Acknowledgements {
    const acknowledgements = new Acknowledgements();
    LATEST.set(stage, acknowledgements);
    return acknowledgements;
  }

  readonly #used = new Set<string>();
  readonly #unchecked: IConstruct[] = [];

  /** Whether a rule was acknowledged at a construct or above it; if so, that acknowledgement counts as used. */
  covers(construct: IConstruct, rule: string): boolean {
    const by = construct.node.scopes.filter((at) => acknowledgedAt(at).includes(rule));
    for (const at of by) this.#used.add(keyOf({ at, rule }));
    return by.length > 0;
  }

  /** Counts acknowledgements that the checks of other stages used. */
  include(stages: readonly IConstruct[]): void {
    for (const stage of stages) {
      const theirs = LATEST.get(stage);
      if (!theirs) {
        this.#unchecked.push(stage);
        continue;
      }
      for (const key of theirs.#used) this.#used.add(key);
      this.#unchecked.push(...theirs.#unchecked);
    }
  }

  /** Acknowledgements at these constructs that cover no finding; those above a stage that was not checked are not known to be unused. */
  unused(constructs: readonly IConstruct[]): Acknowledged[] {
    const open = new Set(this.#unchecked.flatMap((stage) => stage.node.scopes));
    return constructs
      .filter((at) => !open.has(at))
      .flatMap((at) => acknowledgedAt(at).map((rule) => ({ at, rule })))
      .filter((one) => !this.#used.has(keyOf(one)));
  }
}

/** The id of the warning about an acknowledgement that matches nothing. */
export const UNUSED = 'acknowledgement-unused';

/** The text of the warning about an acknowledgement that matches nothing. */
export function unusedText(rule: string): string {
  return `the acknowledgement of ${acknowledgementId(rule)} ${unusedAcknowledgement(rule, ' at or below this construct')}`;
}

function keyOf({ at, rule }: Acknowledged): string {
  return `${at.node.path} ${rule}`;
}

/** Our rules among those that were acknowledged at a construct. */
export function acknowledgedAt({ node }: IConstruct): readonly string[] {
  let rules = NONE;
  for (const { type, data } of node.metadata) {
    if (type === METADATA && typeof data === 'object') rules = [...rules, ...ours(Object.keys(data as object))];
  }
  return rules;
}

/** What is found at nearly every construct. */
const NONE: readonly string[] = [];

function ours(ids: readonly string[]): readonly string[] {
  return ids.filter((id) => id === acknowledgementId(ruleAcknowledged(id))).map(ruleAcknowledged);
}
