import { type AwsNetwork } from '../core/vpc/aws-network';
import { askedPath, isEnd, isOutside } from '../core/vpc/asked-path';
import { exposurePaths } from '../core/vpc/internet-exposure';
import { endsOf, networkPaths, type NetworkPath } from '../core/vpc/network-paths';
import { elementName } from '../core/values/element';
import { ModelError, quoted } from '../core/values/model-error';
import { isServiceCalled } from '../core/ecs/reach/service-reach';
import { type Language } from '../core/values/fix';
import { type Cluster } from '../core/ecs/cluster';
import { type Arguments } from './command';
import { type Context } from './context';
import { print } from './print';
import { type Question } from './question';
import { reachServices } from './service-reach';
import { UsageError } from './usage-error';

/**
 * Prints paths through VPCs; returns the exit code. Between two services without a port all ports are asked; with `--from
 * internet` alone everything that the internet reaches is listed.
 */
export function reachNetworks(
  networks: readonly AwsNetwork[],
  clusters: readonly Cluster[],
  { from, to, port }: Question,
  language: Language | undefined,
  args: Arguments,
  context: Context,
): number {
  const inWords = (path: NetworkPath): NetworkPath => (language === undefined ? path : { ...path, language });
  if (from !== undefined && to === undefined && isOutside(from)) {
    const origin = from === 'internet6' ? from : 'internet';
    const paths = networks.flatMap((network) => exposurePaths(network, origin)).map(inWords);
    print('paths', paths, args, context);
    if (paths.length === 0) context.complain(nothingFrom(networks, origin));
    return 0;
  }
  const seen = networks.filter(({ subnets }) => subnets.length > 0);
  if (from === undefined || to === undefined) {
    if (seen.length === 0) return reachServices(clusters, { from, to, port }, args, context);
    print('networks', { clusters, paths: seen.flatMap(networkPaths).map(inWords) }, args, context);
    return 0;
  }
  const areServices = clusters.length > 0 && [from, to].every((name) => isServiceCalled(clusters, name));
  const asked = areServices && port !== undefined ? seen : networks;
  const path = areServices && port === undefined ? undefined : pathBetween(asked, { from, to, port });
  if (!path) {
    if (seen.length > 0 && !areServices) throw new UsageError(notCalled(seen, clusters, from, to), 'reach');
    return reachServices(clusters, { from, to, port }, args, context);
  }
  print('paths', [inWords(path)], args, context);
  return path.verdict.kind === 'reachable' ? 0 : 1;
}

/** Asks for a path; a wrong name or a missing port is reported as an error of usage. */
function pathBetween(...asked: Parameters<typeof askedPath>): NetworkPath | undefined {
  try {
    return askedPath(...asked);
  } catch (error) {
    throw ModelError.isModelError(error) ? new UsageError(error.problem, 'reach') : error;
  }
}

/** Why the list of what is reached from outside is empty. */
function nothingFrom(networks: readonly AwsNetwork[], origin: string): string {
  const open = networks.map((network) => network.open?.why).find((why) => why !== undefined);
  if (open !== undefined) return `what ${origin} reaches is not known: ${open}`;
  const isEmpty = networks.every(({ hosts, balancers }) => hosts.length === 0 && balancers.length === 0);
  return isEmpty
    ? `there is nothing here that ${origin} could reach: no task, instance, database or load balancer`
    : `${origin} reaches nothing here`;
}

/** Which of the two ends does not exist, and which names there are. */
function notCalled(networks: readonly AwsNetwork[], clusters: readonly Cluster[], from: string, to: string): string {
  const isThere = (name: string): boolean =>
    isServiceCalled(clusters, name) || networks.some((network) => isEnd(network, name));
  const missing = [from, to].find((name) => !isThere(name));
  if (missing === undefined) return `${quoted(from)} and ${quoted(to)} are not in one network`;
  const ends = networks.flatMap(endsOf).map(elementName);
  return `nothing here is called ${quoted(missing)}; there is ${[...new Set(ends)].join(', ')}`;
}
