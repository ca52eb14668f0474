import { addressText, blockedFlows, type Blocked, type IntendedFlow, nameRemedy, nameTrouble } from '../intent/flow';
import { type Facts } from '../values/finding';
import { joined } from '../values/phrase';
import { type ObstacleWords } from '../vpc/explain-path';
import { type ObstacleReason } from '../vpc/path-verdict';
import { type Violation } from './rule';

/** Who dials what, by what it is told. */
export type DialledFacts = {
  readonly container: string;
  readonly by: string;
  readonly dialled: string;
};

/** What is wrong on the way through a VPC, where that is what is wrong. */
export type ObstacleFacts = Facts & {
  readonly reason?: ObstacleReason;
  readonly element?: string;
};

/** An obstacle in a VPC as what a rule learned. */
export function obstacleFacts(words: ObstacleWords | undefined): ObstacleFacts {
  return words ? { ...words.facts, reason: words.reason, element: words.element } : {};
}

/** Why a name has no answer, and what to do where that is known. */
export type NameFacts = ObstacleFacts & {
  readonly trouble: string;
  readonly remedy?: string;
};

/** The facts of a name without an answer. */
export function nameFacts(obstacle: Extract<Blocked, { reason: 'name-unknown' }>): NameFacts {
  const remedy = nameRemedy(obstacle);
  return {
    ...obstacleFacts(obstacle.words),
    trouble: nameTrouble(obstacle),
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/**
 * What containers dial that one kind of obstacle keeps from arriving: once for all services that run a container and meet the same.
 * @param more the facts of the obstacle itself
 */
export function* dialledInVain<R extends Blocked['reason'], F extends Facts>(
  flows: readonly IntendedFlow[],
  reason: R,
  more: (obstacle: Extract<Blocked, { reason: R }>, from: string) => F,
): Generator<Violation<DialledFacts & F>> {
  for (const asked of byContainer(flows)) {
    const alike = new Map<string, { facts: F; flows: (IntendedFlow & { verdict: Blocked })[] }>();
    for (const flow of blockedFlows(asked, reason)) {
      const facts = more(flow.verdict, flow.from);
      const key = JSON.stringify(facts);
      const known = alike.get(key);
      if (known) known.flows.push(flow);
      else alike.set(key, { facts, flows: [flow] });
    }
    for (const { facts, flows: inVain } of alike.values()) {
      const [first] = inVain;
      if (!first) continue;
      const { from, dial } = first;
      const services = inVain.flatMap(({ service }) => service?.path ?? []);
      const container = inVain.length === asked.length ? from : `${from} of ${joined(services, 'and')}`;
      const targets = new Map(inVain.flatMap(({ verdict: { target } }) => (target ? [[target.path, target]] : [])));
      yield {
        at: dial.at,
        facts: { container, by: dial.by, dialled: addressText(dial), ...facts },
        others: [...targets.values()].filter(({ path }) => path !== dial.at.path),
      };
    }
  }
}

/** Flows of one container to one address, together: several where several services run it. */
function byContainer(flows: readonly IntendedFlow[]): IntendedFlow[][] {
  const groups: IntendedFlow[][] = [];
  for (const flow of flows) {
    const last = groups.at(-1);
    if (last && flow.service !== undefined && last[0]?.dial === flow.dial) last.push(flow);
    else groups.push([flow]);
  }
  return groups;
}
