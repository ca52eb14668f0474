import { type IpAddress } from '../../core/values/address';
import { addressText, assertList, assertResolvable } from '../checks/checks';
import { type Link } from './link';
import { type DockerNetwork } from './docker-network';

/** How a container appears on one network. */
export interface EndpointOptions {
  /**
   * Further names of the container, for members of this network only. Several containers may share one.
   * @default - the container's name, its short id and its host name
   */
  readonly aliases?: readonly string[];
  /**
   * Fixed IPv4 address, inside the network's subnet and better outside its range.
   * @default - the engine picks one at each start
   */
  readonly ipv4?: string | IpAddress;
  /**
   * Fixed IPv6 address.
   * @default - the engine picks one at each start, if the network has IPv6
   */
  readonly ipv6?: string | IpAddress;
  /**
   * Names for other members of this network that only this container knows: `[db.as('database')]`.
   * @default - none
   */
  readonly links?: readonly Link[];
}

/** A container's place on a network, before it is known whose it is. Made by `network.endpoint()`. */
export class Endpoint {
  readonly aliases: readonly string[];
  readonly ipv4: string | undefined;
  readonly ipv6: string | undefined;
  readonly links: readonly Link[];

  /** Use `network.endpoint()`. */
  constructor(
    readonly network: DockerNetwork,
    options: EndpointOptions,
    entry: (...args: never[]) => unknown,
  ) {
    const { aliases = [], ipv4, ipv6, links = [] } = options;
    assertList('aliases', aliases, "['db']", entry);
    assertList('links', links, "[db.as('database')]", entry);
    for (const alias of aliases) assertResolvable('an alias', alias, entry);
    this.aliases = [...new Set(aliases)];
    this.ipv4 = ipv4 === undefined ? undefined : addressText('ipv4 of an endpoint', ipv4, 4, entry);
    this.ipv6 = ipv6 === undefined ? undefined : addressText('ipv6 of an endpoint', ipv6, 6, entry);
    this.links = [...links];
  }
}
