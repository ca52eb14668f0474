import { does } from '../../engine/definition/engine-version';
import { type IpAddress } from '../../values/address';
import { type ContainerSpec, type DockerHost, type PublishedPort } from '../../engine/definition/docker-host';
import { attachmentsOf, containersIn, indexOf, nameOf } from '../../engine/definition/docker-reading';
import {
  type Carriers,
  carriersOf,
  isForwardedTo,
  networkNamed,
  publishedAt,
  publishedProtocol,
  takenBy,
  usualAddress,
} from '../../engine/definition/published-ports';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { collide } from '../../engine/definition/host-port';
import { isPortNumber } from '../../values/port';
import { defineRule } from '../rule';
import { isKnown, type Knowable, known } from '../../values/unknown';

export const publishedPortPickedTwice = defineRule<
  'dockerHost',
  { container: string; port: string; first: string; second: string }
>({
  id: 'published-port-picked-twice',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'container port with one picked host port on addresses that overlap',
  why:
    'engines from 27 on pick one number for all host addresses of a container port, and cannot bind it to an address and ' +
    'to all addresses at once; the same holds for the same range of host ports, and before 27 for ranges only',
  broken:
    'the container does not start: "failed to bind host port 127.0.0.1:32768/tcp: address already in use" (29), for ranges ' +
    'on 20.10 "listen tcp4 0.0.0.0:21000: bind: address already in use"',
  fix: 'publish it once, on the address that includes the other, or give one of them a host port of its own',
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['4.2 one number for all addresses'],
  explain: ({ container, port, first, second }) =>
    `container ${container} publishes its port ${port} ${first === second ? `twice on ${first}` : `on ${first} and on ${second}`}, and the engine picks one host port for both`,
  *check(host) {
    for (const container of containersIn(host, 'own')) {
      const translated = container.published.items.length > 1 && isTranslated(host, container);
      const forwarded = translated && isForwardedTo(host, container);
      if (forwarded === false) continue;
      const certain =
        does(host.engine, 'picked-ports-bound-first') &&
        forwarded === true &&
        container.running === true &&
        !isOnExisting(host, container);
      const usual = usualAddress(host, container);
      const carriers = carriersOf(host, container);
      const picked = new Map<string, Picked[]>();
      for (const published of container.published.items) {
        const one = pickedBy(published, usual);
        if (!one || (!one.range && !does(host.engine, 'one-port-for-both-families'))) continue;
        const earlier = picked.get(one.key) ?? [];
        picked.set(one.key, [...earlier, one]);
        const collides = (other: Picked, as: keyof Carriers): boolean =>
          collide(takenBy(host.engine, carriers, other.address)[as], takenBy(host.engine, carriers, one.address)[as]);
        const first = earlier.find((other) => collides(other, 'possible'));
        if (!first) continue;
        yield {
          at: published.at,
          facts: {
            container: nameOf(container),
            port: one.port,
            first: first.address?.toString() ?? 'every address',
            second: one.address?.toString() ?? 'every address',
          },
          others: [first.published.at],
          ...(certain && collides(first, 'sure') ? {} : { effect: 'may go wrong' as const }),
        };
      }
    }
  },
});

/** A published port whose number is left to the engine. */
interface Picked {
  readonly published: PublishedPort;
  /** What gets the same number has the same. */
  readonly key: string;
  /** `80/tcp` */
  readonly port: string;
  readonly range: boolean;
  /** Undefined: every address, IPv4 and IPv6. */
  readonly address: IpAddress | undefined;
}

function pickedBy(published: PublishedPort, usual: Knowable<string> | undefined): Picked | undefined {
  const { containerPort, hostPort, hostPortLast } = published;
  const protocol = publishedProtocol(published);
  if (!isKnown(containerPort) || !isPortNumber(containerPort) || !protocol) return undefined;
  const range = rangeOf(hostPort, hostPortLast);
  const binding = publishedAt(published, usual);
  if (range === undefined || !binding) return undefined;
  const port = `${containerPort}/${protocol}`;
  return { published, key: `${port} ${range}`, port, range: range !== '', address: binding.address };
}

/** The range out of which the engine takes a host port, nothing for its own; undefined where a number is given. */
function rangeOf(
  first: PublishedPort['hostPort'] = 0,
  last: PublishedPort['hostPortLast'] = first,
): string | undefined {
  if (!isKnown(first) || !isKnown(last)) return undefined;
  if (first === 0) return '';
  return first === last ? undefined : `${first}-${last}`;
}

/** Whether the host translates its ports to the container's: every network of it is known, and none has routes or families of its own. */
function isTranslated(host: DockerHost, container: ContainerSpec): boolean {
  return attachmentsOf(container).every(({ network: name }) => {
    const network = networkNamed(host, name);
    return network !== undefined && OWN_WAYS.every((key) => !Object.hasOwn(network.options, key));
  });
}

const OWN_WAYS = [OPTION.gatewayMode4, OPTION.gatewayMode6, OPTION.enableIpv4];

/** Whether a network of the container is only looked up, so that not all of its options need to be known. */
function isOnExisting(host: DockerHost, container: ContainerSpec): boolean {
  const { networks } = indexOf(host);
  return attachmentsOf(container).some(({ network }) => networks.get(known(network) ?? '')?.existing === true);
}
