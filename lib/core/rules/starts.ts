import { explainObstacle, wordsOf, type ObstacleWords } from '../vpc/explain-path';
import { type AwsNetwork } from '../vpc/aws-network';
import { type ObstacleReason } from '../vpc/path-verdict';
import { describesWaysOut, isWayless, startBreaks, type StartBreak } from '../vpc/start-breaks';
import { type NeedPurpose } from '../vpc/task-start';
import { type Violation } from './rule';
import { FINE } from './violations';

/** What a rule about the start of tasks learned. */
export type StartFacts = {
  readonly reason: ObstacleReason;
  readonly element: string;
  /** What does not arrive, in the order in which the tasks ask. */
  readonly needs: readonly string[];
  /** Whether it is so in all subnets. */
  readonly always: boolean;
  readonly [fact: string]: string | number | boolean | readonly (string | number)[];
};

/** What gives the start of a task a way, in the words of a fix. */
export const WAY_OUT =
  'let the tasks out on port 443 in their security group, and lead the subnets to a NAT gateway, to an internet gateway with public addresses, or to VPC endpoints';

/** What keeps the tasks of services from starting, where the first thing that fails is one of these. */
export function brokenStarts(
  network: AwsNetwork,
  ...purposes: readonly NeedPurpose[]
): Iterable<Violation<StartFacts>> {
  const broken = startBreaks(network).filter(({ needs: [first] }) => first && purposes.includes(first.purpose));
  return broken.length === 0 ? FINE : broken.map((one) => violationOf(network, one));
}

function violationOf(network: AwsNetwork, { start, cause, extent, needs, missing }: StartBreak): Violation<StartFacts> {
  const words = wordsOf(cause);
  const isWritten = describesWaysOut(network) || !isWayless(cause);
  const isCertain = isWritten && extent === 'never' && needs.some((need) => need.isCertain);
  return {
    at: start.at,
    facts: {
      ...words.facts,
      ...(missing.length > 0 ? { missing } : {}),
      reason: words.reason,
      element: words.element,
      needs: [...new Set(needs.map(({ purpose }) => purpose))],
      always: extent === 'never',
    },
    others: cause.element.at.path === start.at.path ? [] : [cause.element.at],
    ...(isCertain ? {} : { effect: 'may go wrong' as const }),
  };
}

/** The cause in one sentence, after what it keeps from the tasks. */
export function explainStart(what: string, { reason, element, needs, always, ...facts }: StartFacts): string {
  const words: ObstacleWords = { reason, element, facts };
  const others = needs.length > 1 ? ` (${needs.join(', ')})` : '';
  return `${what}${others}${always ? '' : ' from some of the subnets'}: ${explainObstacle(words)}`;
}
