import { type AwsNetwork } from './aws-network';
import { type Extent, type Obstacle } from './path-verdict';
import { startIn } from './start';
import { type Need, type TaskStart } from './task-start';

/** One cause that keeps tasks of a service from starting, with all that it keeps from them. */
export interface StartBreak {
  readonly start: TaskStart;
  readonly cause: Obstacle;
  readonly extent: Extent;
  /** In the order in which the tasks ask; the first one is what fails. */
  readonly needs: readonly Need[];
  /** Names of endpoints that are not there. */
  readonly missing: readonly string[];
}

const BREAKS = new WeakMap<AwsNetwork, readonly StartBreak[]>();

/** What keeps tasks from starting, one for each cause; worked out once for all rules. */
export function startBreaks(network: AwsNetwork): readonly StartBreak[] {
  let breaks = BREAKS.get(network);
  if (!breaks) BREAKS.set(network, (breaks = network.starts.flatMap((start) => breaksOf(network, start))));
  return breaks;
}

function breaksOf(network: AwsNetwork, start: TaskStart): StartBreak[] {
  const byCause = new Map<string, { -readonly [K in keyof StartBreak]: StartBreak[K] }>();
  const whole = startIn(network, start);
  if (whole.verdict.kind !== 'blocked') return [];
  for (const { need, verdict } of whole.needs) {
    if (verdict.kind !== 'blocked') continue;
    const [cause] = verdict.causes;
    if (!cause) continue;
    const missing = cause.facts['missing'];
    const id = causeId(cause);
    const known = byCause.get(id);
    const names = typeof missing === 'string' ? [missing] : [];
    if (known) {
      known.needs = [...known.needs, need];
      known.missing = [...known.missing, ...names];
      if (verdict.extent === 'never') known.extent = 'never';
    } else
      byCause.set(id, {
        start,
        cause,
        extent: verdict.extent,
        needs: [need],
        missing: names,
      });
  }
  return [...byCause.values()];
}

/** The same for what one change puts right. */
function causeId(cause: Obstacle): string {
  return `${isWayless(cause) ? 'route-missing' : cause.reason} ${cause.element.key}`;
}

/** Whether a cause keeps the tasks of a service from starting already. */
export function breaksStart(network: AwsNetwork, start: TaskStart, cause: Obstacle): boolean {
  const id = causeId(cause);
  return startBreaks(network).some((one) => one.start === start && causeId(one.cause) === id);
}

/**
 * Whether anything is written about the ways out of the VPCs. Where no route table, gateway or endpoint is, they are
 * usually made elsewhere: then a way that is missing here is no proof that there is none.
 */
export function describesWaysOut(network: AwsNetwork): boolean {
  const { tables, internetGateways, egressOnlyGateways, natGateways, endpoints, peerings, transitAttachments } =
    network;
  return [tables, internetGateways, egressOnlyGateways, natGateways, endpoints, peerings, transitAttachments].some(
    (parts) => parts.length > 0,
  );
}

/** A default route would do where an endpoint is missing: both are one cause. */
export function isWayless({ reason, facts }: Obstacle): boolean {
  return reason === 'endpoint-missing' || (reason === 'route-missing' && facts['endpoint'] === undefined);
}
