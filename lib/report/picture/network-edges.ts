import { type AwsNetwork } from '../../core/vpc/aws-network';
import { type PathStep, type PathVerdict } from '../../core/vpc/path-verdict';
import { startIn } from '../../core/vpc/start';
import { pathLines } from '../network-path-report';
import { type EcsQuestions } from './ecs-questions';
import { type Parts } from './parts';
import { OUTSIDE, stateOf, type PictureEdge } from './picture';
import { shortName } from './short-paths';
import { TARGET_NOUNS, vpcBox } from './vpc-places';

/** Draws the paths through VPCs that readers are likely to ask about. */
export function drawPaths(paths: EcsQuestions['paths'], parts: Parts): void {
  for (const { path } of paths) {
    const from = path.from === 'internet' ? parts.outside() : parts.idOf(path.from);
    const to = parts.idOf(path.to);
    if (from === undefined || to === undefined) continue;
    parts.edges.push({
      ...{ from, to, kind: from === OUTSIDE ? 'published' : 'flow', state: stateOf(path.verdict.kind), both: false },
      ...(path.port === undefined ? {} : { label: path.port }),
      because: pathLines(path),
    });
  }
}

/** Draws what tasks have to reach before they run, and through which gateways. */
export function drawStarts(networks: readonly AwsNetwork[], parts: Parts): void {
  const seen = new Set<string>();
  const draw = (edge: PictureEdge): void => {
    const key = JSON.stringify([edge.from, edge.to]);
    if (!seen.has(key)) parts.edges.push(edge);
    seen.add(key);
  };
  for (const network of networks) {
    if (network.subnets.length === 0) continue;
    for (const start of network.starts) {
      const from = parts.idOf(start.at.path);
      if (from === undefined) continue;
      const { verdict, needs } = startIn(network, start);
      const to = parts.needs();
      const because = pathLines({
        from: shortName(start.at.path),
        to: 'all that its tasks need to start',
        port: undefined,
        verdict,
      });
      const edge = { kind: 'way out', state: stateOf(verdict.kind), both: false, because } as const;
      const gateways = new Set(needs.flatMap((need) => gatewaysOf(network, need.verdict, parts)));
      if (verdict.kind !== 'reachable' || gateways.size === 0) {
        draw({ ...edge, from, to });
        continue;
      }
      for (const gateway of gateways) {
        draw({ ...edge, from, to: gateway });
        draw({ ...edge, from: gateway, to, because: [] });
      }
    }
  }
}

const GATEWAYS: Partial<Record<PathStep, string>> = { ...TARGET_NOUNS, 'gateway-endpoint': 'gateway endpoint' };

/** Draws the gateways on a path, and gives the ids of their nodes. */
function gatewaysOf(network: AwsNetwork, { trace }: PathVerdict, parts: Parts): string[] {
  return trace.flatMap(({ step, element }) => {
    const isEndpoint = network.endpoints.some(({ key }) => key === element.key);
    const noun = isEndpoint ? 'VPC endpoint' : GATEWAYS[step];
    if (noun === undefined) return [];
    const id = `gateway ${element.key}`;
    const [vpc] = network.vpcs;
    const box = network.vpcs.length === 1 && vpc ? { group: vpcBox(vpc.key) } : {};
    if (!parts.has(id)) {
      const label = shortName(element.at.path === '' ? element.key : element.at.path);
      parts.add({ id, kind: 'gateway', label, members: [element.at.path], lines: [noun], details: [], ...box });
    }
    return [id];
  });
}
