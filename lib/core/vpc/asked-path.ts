import { ModelError } from '../values/model-error';
import { type Port } from '../values/port';
import { isKnown } from '../values/unknown';
import { type AwsNetwork } from './aws-network';
import { elementName } from '../values/element';
import { endCalled, type NetworkPath } from './network-paths';
import { reachInNetwork } from './reach';

/** One question about a way through a network, as a person asks it. */
export interface AskedPath {
  /** Where it begins: the name of something in the network, an address, `internet`, `internet6` or `outside`. */
  readonly from: string;
  /** Where it leads: the same, a DNS name, or `aws:` and a service. */
  readonly to: string;
  /** @default - the port that the end is known to listen on */
  readonly port?: Port | undefined;
}

/** Whether a word stands for whoever is outside of all VPCs. */
export function isOutside(end: string): boolean {
  return end === 'internet' || end === 'internet6' || end === 'outside';
}

/**
 * The answer of the network that has both ends; undefined where none has them.
 *
 * @throws ModelError network-port-missing, network-end-unknown
 */
export function askedPath(networks: readonly AwsNetwork[], asked: AskedPath): NetworkPath | undefined {
  for (const network of networks) {
    const from = endOf(network, asked.from);
    const to = endOf(network, asked.to);
    if (from === undefined || to === undefined) continue;
    const { number, protocol } = portOf(network, from, to, asked);
    const verdict = reachInNetwork(network, { from, to, port: number, protocol });
    return { from: shown(network, from), to: shown(network, to), port: `${number}/${protocol}`, verdict };
  }
  return undefined;
}

/** Whether a network knows what a name stands for. */
export function isEnd(network: AwsNetwork, name: string): boolean {
  return endOf(network, name) !== undefined;
}

function endOf(network: AwsNetwork, name: string): string | undefined {
  const end = endCalled(network, name);
  if (end) return end.key;
  if (isOutside(name)) return name === 'outside' ? 'internet' : name;
  // what has an underscore is an address of Terraform and no name of a host
  return name.startsWith('aws:') || (/[.:]/.test(name) && !name.includes('_')) ? name : undefined;
}

function shown(network: AwsNetwork, end: string): string {
  const element = endCalled(network, end);
  return element ? elementName(element) : end;
}

/** The port that is asked about: the one that is named, that a load balancer sends to, or that the end listens on. */
function portOf(
  network: AwsNetwork,
  from: string,
  to: string,
  { to: called, port }: AskedPath,
): { readonly number: number; readonly protocol: 'tcp' | 'udp' } {
  if (port) return { number: port.number, protocol: port.protocol === 'udp' ? 'udp' : 'tcp' };
  if (to.startsWith('aws:') || isOutside(to)) return { number: 443, protocol: 'tcp' };
  const own = network.hosts.find(({ key }) => key === to)?.ports?.items.find(isKnown);
  const listener = network.balancers.find(({ key }) => key === to)?.listeners.items[0]?.port;
  const isEndpoint = network.endpoints.some(({ key }) => key === to);
  const number = sentTo(network, from, to) ?? own ?? listener ?? (isEndpoint ? 443 : undefined);
  if (number !== undefined && isKnown(number)) return { number, protocol: 'tcp' };
  throw new ModelError(
    'network-port-missing',
    `${called} listens on no port that is known: name one with --port`,
    'name the port',
    askedPath,
  );
}

/** The first port that a load balancer sends to; undefined where the end is none, or sends nothing there that is known. */
function sentTo(network: AwsNetwork, from: string, to: string): number | undefined {
  const groups = network.balancers
    .filter(({ key }) => key === from)
    .flatMap(({ listeners }) => listeners.items.flatMap(({ targets }) => targets.items));
  return network.balancerTargets
    .filter(({ key }) => groups.includes(key))
    .flatMap(({ targets }) => targets.items)
    .filter(({ host }) => host === to)
    .map(({ ports }) => ports)
    .find(isKnown)?.[0];
}
