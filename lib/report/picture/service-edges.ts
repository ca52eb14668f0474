import { type TrafficFilter } from '../../core/ecs/security-group';
import { serviceFlowLines } from '../../core/ecs/reach/service-reach';
import { serviceModeOf } from '../../core/ecs/service-reading';
import { counted } from '../../core/values/phrase';
import { type Parts } from './parts';
import { MAX_LINES, stateOf, type FlowState, type PictureEdge } from './picture';
import { type SecurityLines } from './security-lines';
import { type ServiceAnswer } from './service-answers';
import { clusterBox, type ServiceGroup } from './service-groups';
import { shortName } from './short-paths';

/** More open ways between services than this are summed up in a note. */
const MAX_OPEN = 3 * MAX_LINES;

/** All equal answers from one node to another. */
interface Way {
  readonly from: string;
  readonly to: string;
  readonly state: FlowState;
  readonly answers: ServiceAnswer[];
}

/** A way, with the one in the opposite direction where both are one line. */
interface DrawnWay extends Way {
  readonly back: Way | undefined;
}

/** Draws which services reach which; where that would be too many lines, a note says how many there are. */
export function drawServiceFlows(
  groups: readonly ServiceGroup[],
  answers: readonly ServiceAnswer[],
  security: SecurityLines,
  parts: Parts,
): void {
  const withoutNetwork = new Set(
    groups.filter(({ first }) => serviceModeOf(first)?.reachesNetwork === false).map(({ id }) => id),
  );
  // the node of a service already says that it has no network
  const told = waysOf(answers).filter(({ from, to }) => !withoutNetwork.has(from) && !withoutNetwork.has(to));
  const ways = withoutCliques(groups, told, security, parts);
  for (const [state, most] of [
    ['open', MAX_OPEN],
    ['blocked', MAX_LINES],
    ['unknown', MAX_LINES],
  ] as const) {
    const alike = ways.filter((one) => one.state === state && one.from !== one.to);
    // a line stands for two ways at most
    const lines = alike.length > 2 * most ? undefined : inOneLine(alike);
    if (lines && lines.length <= most) parts.edges.push(...lines.map(edgeOf));
    else parts.notes.push(flowNote(state, alike.length));
  }
}

function waysOf(answers: readonly ServiceAnswer[]): readonly Way[] {
  const found = new Map<string, Map<string, Way[]>>();
  const all: Way[] = [];
  for (const answer of answers) {
    const { from, to, flow } = answer;
    const state = stateOf(flow.verdict.kind);
    let byTo = found.get(from);
    if (!byTo) found.set(from, (byTo = new Map<string, Way[]>()));
    let ways = byTo.get(to);
    if (!ways) byTo.set(to, (ways = []));
    const alike = ways.find((one) => one.state === state);
    if (alike) {
      alike.answers.push(answer);
      continue;
    }
    const way = { from, to, state, answers: [answer] };
    ways.push(way);
    all.push(way);
  }
  return all;
}

/** Draws services of the same security groups that all reach each other as members of these groups. */
function withoutCliques(
  groups: readonly ServiceGroup[],
  ways: readonly Way[],
  security: SecurityLines,
  parts: Parts,
): readonly Way[] {
  const bySecurity = new Map<string, { filters: readonly TrafficFilter[]; members: ServiceGroup[]; within: Way[] }>();
  const idOfSecurity = new Map<string, string>();
  for (const group of groups) {
    const filters = security.ofService(group.first, group.cluster);
    if (filters.length === 0 || serviceModeOf(group.first)?.reachesNetwork !== true) continue;
    const id = `members ${filters.map(({ key }) => key).join(' ')}`;
    const known = bySecurity.get(id) ?? { filters, members: [], within: [] };
    known.members.push(group);
    bySecurity.set(id, known);
    idOfSecurity.set(group.id, id);
  }
  for (const way of ways) {
    const id = idOfSecurity.get(way.from);
    if (id !== undefined && id === idOfSecurity.get(way.to)) bySecurity.get(id)?.within.push(way);
  }
  const drawn = new Set<Way>();
  for (const [id, { filters, members, within }] of bySecurity) {
    if (members.length < 3 || within.length === 0 || within.some(({ state }) => state !== 'open')) continue;
    for (const way of within) drawn.add(way);
    const cluster = members[0]?.cluster;
    parts.add({
      ...{ id, kind: 'security group', label: filters.map(({ at }) => shortName(at.path)).join(', ') },
      members: filters.map(({ at }) => at.path),
      lines: ['members get through to each other'],
      details: security.ruleLines(filters),
      ...(cluster ? { group: clusterBox(cluster) } : {}),
    });
    for (const one of members)
      parts.edges.push({ from: one.id, to: id, kind: 'member', state: 'open', both: false, because: [] });
  }
  return ways.filter((way) => !drawn.has(way));
}

/** Joins ways of opposite directions with equal answers into one line. */
function inOneLine(ways: readonly Way[]): readonly DrawnWay[] {
  const byEnds = new Map(ways.map((way) => [`${way.from}\n${way.to}`, way]));
  return ways.flatMap((way): readonly DrawnWay[] => {
    const back = byEnds.get(`${way.to}\n${way.from}`);
    if (!back || portsOf(back) !== portsOf(way)) return [{ ...way, back: undefined }];
    return way.from < way.to ? [{ ...way, back }] : [];
  });
}

function edgeOf({ back, ...way }: DrawnWay): PictureEdge {
  const because = [...way.answers, ...(back?.answers ?? [])].flatMap(({ flow }) => serviceFlowLines(flow));
  const { from, to, state } = way;
  return { from, to, kind: 'flow', state, both: back !== undefined, label: portsOf(way), because };
}

function portsOf({ answers }: Way): string {
  return [...new Set(answers.map(({ port }) => port))].join(', ');
}

function flowNote(state: FlowState, count: number): string {
  const ways = `${counted(count, 'way')} from service to service ${count === 1 ? 'is' : 'are'}`;
  return `${ways} ${state === 'unknown' ? 'not known' : state}`;
}
