import { type Language } from '../values/fix';
import { isKnown } from '../values/unknown';
import { type AwsNetwork } from './aws-network';
import { transportsOf } from './balancer-protocol';
import { elementName, isPathCalled, type Element } from '../values/element';
import { ModelError, quoted } from '../values/model-error';
import { type PathVerdict } from './path-verdict';
import { type FlowProtocol } from './filters';
import { reachInNetwork } from './reach';
import { startIn } from './start';

/** One way through a network, with what became of it. */
export interface NetworkPath {
  /** The source, by the name that a person uses. */
  readonly from: string;
  /** The destination, by such a name. */
  readonly to: string;
  /** The load balancer that takes it in, where it does not get there directly. */
  readonly through?: string;
  /** Such as `5432/tcp`; undefined where several are meant. */
  readonly port: string | undefined;
  /** What became of it. */
  readonly verdict: PathVerdict;
  /** What fixes call settings in. @default - as the API of AWS does, in lower camel case */
  readonly language?: Language;
}

/**
 * The ways of a network that people are likely to ask about: the start of each service, the internet to each listener,
 * each service and function to the balancers and to the databases of the templates.
 */
export function networkPaths(network: AwsNetwork): NetworkPath[] {
  const { starts, hosts, balancers } = network;
  const callers = [...starts, ...hosts.filter(({ onlyCalls }) => onlyCalls === true)];
  const databases = hosts.filter(({ ports, isDialledByName }) => isDialledByName === true && ports !== undefined);
  const paths = starts.map((start): NetworkPath => ({
    from: elementName(start),
    to: 'all that its tasks need to start',
    port: undefined,
    verdict: startIn(network, start).verdict,
  }));
  const ask = (from: string, fromName: string, to: Element, port: number, protocol: FlowProtocol): void => {
    const verdict = reachInNetwork(network, { from, to: to.key, port, protocol });
    paths.push({ from: fromName, to: elementName(to), port: `${port}/${protocol}`, verdict });
  };
  for (const balancer of balancers) {
    for (const { port, protocol } of balancer.listeners.items) {
      if (!isKnown(port) || !isKnown(protocol)) continue;
      for (const transport of transportsOf(protocol)) {
        if (balancer.isInternetFacing === true) ask('internet', 'internet', balancer, port, transport);
        else for (const caller of callers) ask(caller.key, elementName(caller), balancer, port, transport);
      }
    }
  }
  for (const caller of callers) {
    for (const database of databases) {
      const port = database.ports?.items.find(isKnown);
      if (port !== undefined) ask(caller.key, elementName(caller), database, port, 'tcp');
    }
  }
  return paths;
}

/** What ways of a network can begin or end at. */
export function endsOf({ hosts, balancers, endpoints }: AwsNetwork): readonly Element[] {
  return [...hosts, ...balancers, ...endpoints];
}

/**
 * The end that a person means: the key or the path of a host, a balancer or an endpoint, or the end of its path.
 *
 * @returns undefined where nothing of the network is called so
 * @throws ModelError network-end-unknown where several are
 */
export function endCalled(network: AwsNetwork, name: string): Element | undefined {
  const all = endsOf(network);
  const exact = all.find(({ key }) => key === name) ?? all.find(({ at: { path } }) => path === name);
  if (exact) return exact;
  const exactly = all.filter(({ at: { path } }) => isPathCalled(path, name));
  const called = exactly.length > 0 ? exactly : all.filter(({ at: { path } }) => isPathCalled(path, name, true));
  const names = [...new Set(called.map(elementName))];
  if (names.length < 2) return called[0];
  throw new ModelError(
    'network-end-unknown',
    `${quoted(name)} may be ${names.join(' or ')}`,
    'use more of its path',
    endCalled,
  );
}
