import { type Facts } from '../values/finding';
import { type Element } from '../values/element';

/** What kind of thing stops packets. */
export type ObstacleKind =
  | 'dns'
  | 'sg-out'
  | 'nacl-out'
  | 'route'
  | 'no-public-ip'
  | 'nat-misplaced'
  | 'endpoint-missing'
  | 'endpoint-dns'
  | 'endpoint-sg'
  | 'bpa'
  | 'nacl-in'
  | 'sg-in'
  | 'listener'
  | 'nacl-return'
  | 'lb-scheme'
  | 'lb-subnet'
  | 'lb-zone'
  | 'lb-hairpin';

/** *never*: in no deployment; *may*: for some subnets, zones, addresses or targets. */
export type Extent = 'never' | 'may';

/** One thing that stops packets, independent of the others. */
export interface Obstacle {
  /** What kind of thing stops them. */
  readonly kind: ObstacleKind;
  /** What is wrong, more closely than the kind. */
  readonly reason: ObstacleReason;
  /** What carries the fault. */
  readonly element: Element;
  /** Whether it stops all packets, or those of some deployments. */
  readonly extent: Extent;
  /** What is known of it. */
  readonly facts: Facts;
}

/** One thing that would have to be known. */
export interface Gap {
  /** What kind of thing it could turn out to be. */
  readonly kind: ObstacleKind;
  /** What it is about. */
  readonly element: Element;
  /** What would have to be known. */
  readonly why: string;
}

/** One step of the way, with what let the packets through. */
export interface PathHop {
  /** What happens. */
  readonly step: PathStep;
  /** Where it happens. */
  readonly element: Element;
  /** The rule, route or line that decided. */
  readonly by?: Element | undefined;
  /** The source of the packets as it is here. */
  readonly source?: string;
}

/** What happens to packets on one step of their way. */
export type PathStep =
  | 'name'
  | 'group-out'
  | 'acl-out'
  | 'route'
  | 'local-route'
  | 'internet-gateway'
  | 'nat-gateway'
  | 'egress-only-gateway'
  | 'gateway-endpoint'
  | 'peering'
  | 'transit-gateway'
  | 'acl-in'
  | 'group-in'
  | 'listener'
  | 'acl-return'
  | 'route-back'
  | 'target';

/** What is wrong with the thing that stops packets; stable. */
export type ObstacleReason =
  | 'dns-support-off'
  | 'dns-names-off'
  | 'zone-of-other-vpc'
  | 'record-missing'
  | 'namespace-without-dns'
  | 'mount-target-missing'
  | 'dns64-off'
  | 'group-lets-nothing-out'
  | 'group-does-not-admit'
  | 'groups-left-out'
  | 'acl-denies'
  | 'acl-denies-answers'
  | 'route-missing'
  | 'route-back-missing'
  | 'route-not-for-family'
  | 'route-elsewhere'
  | 'gateway-unattached'
  | 'egress-only'
  | 'peering-of-others'
  | 'peering-not-transitive'
  | 'peering-not-accepted'
  | 'transit-unattached'
  | 'transit-zone-missing'
  | 'transit-not-associated'
  | 'transit-tables-missing'
  | 'transit-route-missing'
  | 'transit-route-drops'
  | 'no-public-address'
  | 'address-private'
  | 'instance-does-not-forward'
  | 'nat-without-way-out'
  | 'nat-private'
  | 'nat-without-gateway'
  | 'nat-zone-missing'
  | 'nat-of-other-vpc'
  | 'endpoint-missing'
  | 'endpoint-name-unused'
  | 'public-access-blocked'
  | 'port-not-listened-on'
  | 'not-called-over-network'
  | 'balancer-internal'
  | 'balancer-subnet-private'
  | 'forwards-nowhere'
  | 'zone-not-enabled'
  | 'hairpin';

/** Whether packets get there and the answers back. */
export type PathVerdict =
  | {
      readonly kind: 'reachable';
      readonly trace: readonly PathHop[];
    }
  | {
      readonly kind: 'blocked';
      readonly extent: Extent;
      /** In the order in which they have to be fixed. */
      readonly causes: readonly Obstacle[];
      readonly trace: readonly PathHop[];
      readonly gaps: readonly Gap[];
    }
  | { readonly kind: 'unknown'; readonly gaps: readonly Gap[]; readonly trace: readonly PathHop[] };

/** What one pair of interfaces comes to. */
export interface PathResult {
  readonly obstacles: readonly Obstacle[];
  readonly gaps: readonly Gap[];
  readonly trace: readonly PathHop[];
}

/** The verdict about all the pairs that can occur: blocked for certain only where each of them is. */
export function combined(results: readonly PathResult[]): PathResult {
  const [only, ...more] = results;
  if (only && more.length === 0) return only;
  const stopped = results.filter(isStopped).length;
  const obstacles = new Map<string, Obstacle>();
  for (const result of results) {
    for (const obstacle of result.obstacles) {
      const extent = stopped === results.length ? obstacle.extent : 'may';
      const id = `${obstacle.kind} ${obstacle.reason} ${obstacle.element.key}`;
      const known = obstacles.get(id);
      if (!known || (known.extent === 'may' && extent === 'never')) obstacles.set(id, { ...obstacle, extent });
    }
  }
  const gaps = new Map(
    results.flatMap((result) => result.gaps).map((gap) => [`${gap.kind} ${gap.element.key} ${gap.why}`, gap]),
  );
  const open = results.find(({ obstacles: found, gaps: missing }) => found.length === 0 && missing.length === 0);
  return {
    obstacles: [...obstacles.values()],
    gaps: [...gaps.values()],
    trace: (stopped > 0 ? results.find(({ obstacles: found }) => found.length > 0) : (open ?? only))?.trace ?? [],
  };
}

/** Whether nothing gets through at all. */
export function isStopped({ obstacles }: PathResult): boolean {
  return obstacles.some(({ extent }) => extent === 'never');
}

/** One way after the other: whatever stops one of them stops the whole. */
export function inSequence(results: readonly PathResult[]): PathResult {
  return {
    obstacles: results.flatMap(({ obstacles }) => obstacles),
    gaps: results.flatMap(({ gaps }) => gaps),
    trace: results.flatMap(({ trace }) => trace),
  };
}

/** The same for one cause, however often it was met. */
function idOf({ kind, reason, element, facts }: Obstacle): string {
  return JSON.stringify([kind, reason, element.key, facts]);
}

const VERDICTS = new WeakMap<PathResult, PathVerdict>();

/** What a result, once it is complete, comes to. */
export function verdictOf(result: PathResult): PathVerdict {
  let verdict = VERDICTS.get(result);
  if (!verdict) VERDICTS.set(result, (verdict = judged(result)));
  return verdict;
}

function judged(result: PathResult): PathVerdict {
  const { trace } = result;
  const causes = [...new Map(result.obstacles.map((one) => [idOf(one), one])).values()];
  // where packets go comes before what filters them there
  const gaps = [...result.gaps].sort((one, other) => Number(other.kind === 'route') - Number(one.kind === 'route'));
  if (isStopped(result)) {
    // what stops all packets is to be fixed before what stops some
    causes.sort((one, other) => Number(one.extent === 'may') - Number(other.extent === 'may'));
    return { kind: 'blocked', extent: 'never', causes, gaps, trace };
  }
  if (causes.length > 0) return { kind: 'blocked', extent: 'may', causes, gaps, trace };
  if (gaps.length > 0) return { kind: 'unknown', gaps, trace };
  return { kind: 'reachable', trace };
}
