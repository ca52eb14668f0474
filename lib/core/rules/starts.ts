import { explainObstacle, fixObstacleIn, wordsOf, type ObstacleWords } from '../vpc/explain-path';
import { type AwsNetwork } from '../vpc/aws-network';
import { type Extent, type Obstacle, type ObstacleReason } from '../vpc/path-verdict';
import { describesWaysOut, isWayless, startBreaks, type StartBreak } from '../vpc/start-breaks';
import { type NeedPurpose } from '../vpc/task-start';
import { type Fix } from '../values/fix';
import { joined } from '../values/phrase';
import { type Violation } from './rule';
import { FINE } from './violations';

/** What a rule about a way of tasks learned. */
export type WayFacts = {
  readonly reason: ObstacleReason;
  readonly element: string;
  /** Whether it is so in all subnets. */
  readonly always: boolean;
  readonly [fact: string]: string | number | boolean | readonly (string | number)[];
};

/** What a rule about the start of tasks learned. */
export type StartFacts = WayFacts & {
  /** What does not arrive, in the order in which the tasks ask. */
  readonly needs: readonly string[];
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
  const isWritten = describesWaysOut(network) || !isWayless(cause);
  const isCertain = isWritten && extent === 'never' && needs.some((need) => need.isCertain);
  return {
    at: start.at,
    facts: {
      ...factsOfWay(cause, extent, start.at.path),
      ...(missing.length > 0 ? { missing } : {}),
      needs: [...new Set(needs.map(({ purpose }) => purpose))],
    },
    others: cause.element.at.path === start.at.path ? [] : [cause.element.at],
    ...(isCertain ? {} : { effect: 'may go wrong' as const }),
  };
}

/** A cause as what a rule learned. */
export function factsOfWay(cause: Obstacle, extent: Extent, caller?: string): WayFacts {
  const { reason, element, facts } = wordsOf(cause, caller);
  return { ...facts, reason, element, always: extent === 'never' };
}

/** What is not done where a need is not met. */
const UNDONE: Readonly<Record<NeedPurpose, string>> = {
  agent: 'register',
  registry: 'pull their image',
  image: 'pull their image',
  layers: 'pull their image',
  'registry credentials': 'fetch the credentials of their registry',
  secret: 'fetch their secrets',
  files: 'fetch their environment files',
  logs: 'send their logs',
  volume: 'mount their volume',
  proxy: 'configure the proxy of Service Connect',
};

/** The cause in one sentence, after all that it keeps from the tasks. */
export function explainStart(who: 'the tasks' | 'the instances', { needs, ...facts }: StartFacts): string {
  const undone = needs.flatMap((need) => (isPurpose(need) ? [UNDONE[need]] : []));
  return explainWay(`${who} cannot ${joined([...new Set(undone)], 'or')}`, facts);
}

function isPurpose(need: string): need is NeedPurpose {
  return need in UNDONE;
}

/** The same for a way that is not needed to start. */
export function explainWay(what: string, { reason, element, always, ...facts }: WayFacts): string {
  const words: ObstacleWords = { reason, element, facts };
  return `${what}${always ? '' : ' from some of the subnets'}: ${explainObstacle(words)}`;
}

/** What to do about the cause that was found. */
export function fixOfWay({ reason, element, always: _, ...facts }: WayFacts): Fix {
  return (words) => fixObstacleIn(words, { reason, element, facts });
}
