import { Unknown, type Knowable } from '../../values/unknown';
import { type Listed } from '../../values/listed';
import { type ContainerSpec } from '../definition/docker-host';
import { type Node } from '../state/sandbox';
import { type Topology } from '../topology';

/** What a container finds in its /etc/resolv.conf, and where the engine's own resolver asks on. */
export interface ResolverFile {
  /** The name servers that programs ask: the engine's own on a network that is not the default bridge. */
  readonly nameservers: Knowable<readonly string[]>;
  /** The name servers that are asked for names outside. */
  readonly upstream: Knowable<readonly string[]>;
  /** Domains that are tried behind a name. */
  readonly search: Knowable<readonly string[]>;
  readonly options: Knowable<readonly string[]>;
}

/** Where the engine's own resolver listens in a container. */
export const EMBEDDED_RESOLVER = '127.0.0.11';

const OF_THE_HOST = new Unknown('what the host has in its own /etc/resolv.conf');

/**
 * What names servers a container asks.
 * @throws ModelError container-unknown
 * @see https://docs.docker.com/engine/network/#dns-services
 */
export function resolverFile(topology: Topology, name: string): ResolverFile {
  const { sandbox, spec: own } = topology.node(name);
  const shared = sandbox?.owner;
  const spec: ContainerSpec = shared ? shared.spec : own;
  const { dns } = topology.engine;
  const upstream = chosen(spec.dns, dns?.servers);
  const embedded = shared !== undefined && hasResolver(shared);
  return {
    nameservers: embedded ? [EMBEDDED_RESOLVER] : upstream,
    upstream,
    search: chosen(spec.dnsSearch, dns?.search),
    options: embedded ? withDots(chosen(spec.dnsOptions, dns?.options)) : chosen(spec.dnsOptions, dns?.options),
  };
}

/** Whether the engine's own resolver answers in the container: on every network but the default bridge. */
function hasResolver({ sandbox }: Node): boolean {
  return sandbox?.endpoints.some(({ network }) => network.name !== 'bridge') === true;
}

/** The own setting before that of the daemon, and that before the host's file. */
function chosen(
  own: Listed<Knowable<string>> | undefined,
  daemon: readonly string[] | undefined,
): Knowable<readonly string[]> {
  const items: string[] = [];
  for (const item of own?.items ?? []) {
    if (item instanceof Unknown) return item;
    items.push(item);
  }
  if (own?.complete === false) return new Unknown('not all DNS settings of the container are known');
  if (items.length > 0) return items;
  return daemon !== undefined && daemon.length > 0 ? daemon : OF_THE_HOST;
}

/** The engine's own resolver takes names without dots as they are, unless somebody says otherwise. */
function withDots(options: Knowable<readonly string[]>): Knowable<readonly string[]> {
  if (options instanceof Unknown) return options;
  return options.some((one) => one.startsWith('ndots:')) ? options : [...options, 'ndots:0'];
}
