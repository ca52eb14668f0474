import { addressText, blockedFlows, type Blocked, type IntendedFlow } from '../intent/flow';
import { type Facts } from '../values/finding';
import { type Violation } from './rule';

/** Who dials what, by what it is told. */
export type DialledFacts = {
  readonly container: string;
  readonly by: string;
  readonly dialled: string;
};

/**
 * What containers dial that one kind of obstacle keeps from arriving.
 * @param more the facts of the obstacle itself
 */
export function* dialledInVain<R extends Blocked['reason'], F extends Facts>(
  flows: readonly IntendedFlow[],
  reason: R,
  more: (obstacle: Extract<Blocked, { reason: R }>) => F,
): Generator<Violation<DialledFacts & F>> {
  for (const { from, dial, verdict } of blockedFlows(flows, reason)) {
    yield {
      at: dial.at,
      facts: { container: from, by: dial.by, dialled: addressText(dial), ...more(verdict) },
      others: verdict.target ? [verdict.target] : [],
    };
  }
}
