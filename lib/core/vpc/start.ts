import { isKnown } from '../values/unknown';
import { type AwsNetwork } from './aws-network';
import { type NetworkHost } from './host';
import { type Flow } from './flow';
import { alikeAnswers } from './interface-class';
import { remembered } from './memo';
import { find, indexOf, sameZone, type NetworkIndex } from './network-index';
import { between } from './path';
import { PathRecord } from './path-record';
import { combined, inSequence, isStopped, verdictOf, type PathResult, type PathVerdict } from './path-verdict';
import { toAddresses, toService } from './reach';
import { privateNamesIn, resolverOf } from './resolver';
import { addressesOf, knowsStations, stationsOf, type Station } from './station';
import { targetKey, type Need, type TaskStart } from './task-start';

/** What one need of a task comes to. */
export interface NeedVerdict {
  /** What has to be reached. */
  readonly need: Need;
  /** Whether it is. */
  readonly verdict: PathVerdict;
}

/** Whether the tasks of a service can start: everything that they need has a way, from every subnet. */
export interface StartVerdict {
  /** Whether they can start. */
  readonly verdict: PathVerdict;
  /** The same for each thing that they need. */
  readonly needs: readonly NeedVerdict[];
}

/**
 * Whether the tasks of a service can start: whether each thing that they need can be reached.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/networking-outbound.html
 */
export function startIn(network: AwsNetwork, start: TaskStart): StartVerdict {
  const index = indexOf(network);
  const open = network.open?.why ?? (isKnown(start.carrier) ? undefined : start.carrier.why);
  const host = find(index.hosts, start.carrier);
  if (open !== undefined || !host) {
    const why = open ?? 'what its tasks run on is not in sight';
    const verdict: PathVerdict = { kind: 'unknown', gaps: [{ kind: 'route', element: start, why }], trace: [] };
    return { verdict, needs: start.needs.map((need) => ({ need, verdict })) };
  }
  const stations = stationsOf(index, host);
  const rest = new PathRecord();
  if (stations.length === 0 || !knowsStations(host)) rest.lack('route', host, 'its subnets are not all in sight');
  const { needs } = start;
  const asked = needs.map(targetKey);
  const waysOf = (need: Need, at: number): readonly PathResult[] =>
    alikeAnswers(index, asked[at] ?? '', host, () => stations.map((station) => needPath(index, station, need)));
  const [whole] = alikeAnswers(index, ['all', ...asked].join('\n'), host, () => {
    const ways = needs.map(waysOf);
    return [combined(stations.map((_, at) => inSequence(ways.flatMap((way) => way[at] ?? []))))];
  });
  const judged = (result: PathResult): PathVerdict =>
    verdictOf(rest.gaps.length === 0 ? result : inSequence([rest, result]));
  return {
    verdict: judged(whole ?? rest),
    // worked out on demand: nearly all tasks can start, and then it is not needed
    get needs() {
      return needs.map((need, at) => ({ need, verdict: judged(allOf(waysOf(need, at))) }));
    },
  };
}

const WHOLES = new WeakMap<readonly PathResult[], PathResult>();

/** What the ways from all places come to; worked out once for all hosts that share them. */
function allOf(ways: readonly PathResult[]): PathResult {
  return remembered(WHOLES, ways, () => combined(ways));
}

const HTTPS: Flow = { ports: [443, 443], protocol: 'tcp', family: 4 };
const NFS: Flow = { ports: [2049, 2049], protocol: 'tcp', family: 4 };

function needPath(index: NetworkIndex, station: Station, need: Need): PathResult {
  switch (need.kind) {
    case 'aws':
      return toServiceByEither(index, station, need);
    case 'public':
      return toPublicHost(index, station, need);
    case 'file-system':
      return toFileSystem(index, station, need.fileSystem);
    case 'unknown':
      return lacking(station, need.why);
  }
}

/** To a service; where IPv4 has no way, IPv6 may have one if the service is asked by another of its names. */
function toServiceByEither(index: NetworkIndex, station: Station, need: Extract<Need, { kind: 'aws' }>): PathResult {
  const four = toService(index, station, need, HTTPS);
  if (need.mayBeDual !== true || !isStopped(four) || !addressesOf(index, station, 4)) return four;
  if (!hasWayBy6(index, station, HTTPS)) return four;
  return lacking(station, 'by which of its names the service is asked is not known, and IPv6 has a way');
}

function hasWayBy6(index: NetworkIndex, station: Station, flow: Flow): boolean {
  if (!addressesOf(index, station, 6)) return false;
  return !isStopped(toAddresses(index, station, { kind: 'somewhere', family: 6 }, { ...flow, family: 6 }));
}

function lacking({ element }: Station, why: string): PathResult {
  const record = new PathRecord();
  record.lack('route', element, why);
  return record;
}

/** To a host of the internet; one that has IPv6 too can be reached by either. */
function toPublicHost(
  index: NetworkIndex,
  station: Station,
  { port = 443, hasIpv6 = false }: Extract<Need, { kind: 'public' }>,
): PathResult {
  const way = (family: 4 | 6): PathResult =>
    toAddresses(index, station, { kind: 'somewhere', family }, { ports: [port, port], protocol: 'tcp', family });
  if (hasIpv6 === false || !addressesOf(index, station, 6)) return way(4);
  if (!isKnown(hasIpv6)) {
    const four = way(4);
    return isStopped(four) && !isStopped(way(6)) ? lacking(station, hasIpv6.why) : four;
  }
  if (!addressesOf(index, station, 4)) return way(6);
  const [four, six] = [way(4), way(6)];
  return isStopped(four) && !isStopped(six) ? six : four;
}

/**
 * To the mount target in the zone of the caller: the name of a file system leads there, and nowhere without one.
 *
 * @see https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-mount-cmd-dns-name.html
 */
function toFileSystem(
  index: NetworkIndex,
  station: Station,
  key: Extract<Need, { kind: 'file-system' }>['fileSystem'],
): PathResult {
  const record = new PathRecord();
  const vpc = find(index.vpcs, station.vpc);
  record.add(resolverOf(index, station));
  const names = vpc && record.obstacles.length === 0 ? privateNamesIn(vpc) : 'work';
  if (vpc && names === 'off') record.stop('dns', 'dns-names-off', vpc);
  else if (typeof names === 'object') {
    record.lack('dns', names.unsureOf, 'whether the names of file systems resolve is not known');
  }
  const targets = index.network.hosts.filter(({ partOf }) => partOf !== undefined && partOf === key);
  const [first] = targets;
  if (!first) {
    record.lack('dns', station.element, 'the mount targets of its file system are not in sight');
    return record;
  }
  const zone = station.subnet?.zone;
  const reached = targets.map((target) => ({ target, near: nearness(index, target, zone) }));
  const near = reached.find((one) => one.near === true)?.target;
  if (near) record.add(combined(stationsOf(index, near).map((other) => between(index, station, other, NFS))));
  else if (reached.some((one) => one.near === undefined))
    record.lack('dns', first, 'the zones of the mount targets are not all known');
  else record.stop('dns', 'mount-target-missing', first, { subnet: station.subnet?.key ?? '' });
  return record;
}

function nearness(
  index: NetworkIndex,
  target: NetworkHost,
  zone: Parameters<typeof sameZone>[0] | undefined,
): boolean | undefined {
  const [other] = stationsOf(index, target);
  return zone === undefined || !other?.subnet ? undefined : sameZone(zone, other.subnet.zone);
}
