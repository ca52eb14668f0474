import { isAddressName } from './address-text';
import { type Element } from '../values/element';
import { isKnown } from '../values/unknown';
import { type AwsNetwork } from '../vpc/aws-network';

/** A resource of a network that an address in a text is of. */
export interface NamedResource {
  readonly key: string;
  readonly element: Element;
  /** The one port that it listens on, where that is known. */
  readonly port: number | undefined;
}

/** The database, cache, load balancer or instance of which a name such as `Db.Endpoint.Address` is an address. */
export function resourceNamed(network: AwsNetwork, named: string): NamedResource | undefined {
  if (!isAddressName(named)) return undefined;
  const host = network.hosts.find(({ key }) => named.startsWith(`${key}.`));
  const balancer = host ? undefined : network.balancers.find(({ key }) => named.startsWith(`${key}.`));
  if (balancer) return { key: balancer.key, element: balancer, port: undefined };
  if (!host) return undefined;
  const [port, ...more] = host.ports?.complete === true ? host.ports.items : [];
  return {
    key: host.key,
    element: host,
    port: port !== undefined && isKnown(port) && more.length === 0 ? port : undefined,
  };
}
