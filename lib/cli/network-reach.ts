import { type AwsNetwork } from '../core/vpc/aws-network';
import { endCalled, nameOf, networkPaths, type NetworkPath } from '../core/vpc/network-paths';
import { reachInNetwork } from '../core/vpc/reach';
import { ModelError } from '../core/values/model-error';
import { type Port } from '../core/values/port';
import { isKnown } from '../core/values/unknown';
import { type Cluster } from '../core/ecs/cluster';
import { type Arguments } from './command';
import { type Context } from './context';
import { print } from './print';
import { type Question } from './question';
import { isServiceCalled, reachServices } from './service-reach';
import { UsageError } from './usage-error';

/**
 * Prints the ways of networks whose subnets are in sight; gives the exit code. Two services without a port are asked for
 * all their ports.
 */
export function reachNetworks(
  networks: readonly AwsNetwork[],
  clusters: readonly Cluster[],
  { from, to, port }: Question,
  args: Arguments,
  context: Context,
): number {
  if (from === undefined || to === undefined) {
    print('networks', { clusters, paths: networks.flatMap(networkPaths) }, args, context);
    return 0;
  }
  const areServices = clusters.length > 0 && [from, to].every((name) => isServiceCalled(clusters, name));
  const path = areServices && port === undefined ? undefined : pathBetween(networks, { from, to, port });
  if (!path) return reachServices(clusters, { from, to, port }, args, context);
  print('paths', [path], args, context);
  return path.verdict.kind === 'reachable' ? 0 : 1;
}

/** One question to a network, as a person asks it. */
interface NetworkAsked {
  readonly from: string;
  readonly to: string;
  readonly port: Port | undefined;
}

/**
 * The answer of the network that has both ends; undefined where none has them.
 * @throws UsageError when a port has to be named
 */
function pathBetween(networks: readonly AwsNetwork[], asked: NetworkAsked): NetworkPath | undefined {
  for (const network of networks) {
    const from = endOf(network, asked.from);
    const to = endOf(network, asked.to);
    if (from === undefined || to === undefined) continue;
    const port = portOf(network, to, asked.port);
    if (port === undefined)
      throw new UsageError(`${asked.to} listens on no port that is known: name one with --port`, 'reach');
    const verdict = askedOf(network, from, to, port);
    return { from: shown(network, from), to: shown(network, to), port: `${port.number}/${port.protocol}`, verdict };
  }
  return undefined;
}

interface AskedPort {
  readonly number: number;
  readonly protocol: 'tcp' | 'udp';
}

function askedOf(
  network: AwsNetwork,
  from: string,
  to: string,
  { number, protocol }: AskedPort,
): NetworkPath['verdict'] {
  try {
    return reachInNetwork(network, { from, to, port: number, protocol });
  } catch (error) {
    // a name that a person got wrong is a matter of the command line
    throw ModelError.isModelError(error) ? new UsageError(error.problem, 'reach') : error;
  }
}

function endOf(network: AwsNetwork, name: string): string | undefined {
  const end = endCalled(network, name);
  if (end) return end.key;
  return name === 'internet' || name === 'internet6' || name.startsWith('aws:') || /[.:]/.test(name) ? name : undefined;
}

function shown(network: AwsNetwork, end: string): string {
  const element = endCalled(network, end);
  return element ? nameOf(element) : end;
}

/** The port that is asked about: the one that is named, or the one that the end listens on. */
function portOf(network: AwsNetwork, to: string, given: Port | undefined): AskedPort | undefined {
  if (given) return { number: given.number, protocol: given.protocol === 'udp' ? 'udp' : 'tcp' };
  if (to.startsWith('aws:') || to === 'internet' || to === 'internet6') return { number: 443, protocol: 'tcp' };
  const own = network.hosts.find(({ key }) => key === to)?.ports?.items.find(isKnown);
  const listener = network.balancers.find(({ key }) => key === to)?.listeners.items[0]?.port;
  const number = own ?? listener;
  return number !== undefined && isKnown(number) ? { number, protocol: 'tcp' } : undefined;
}
