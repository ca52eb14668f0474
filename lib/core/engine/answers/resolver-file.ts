import { type Knowable } from '../../values/unknown';
import { EMBEDDED_RESOLVER, resolverSettings } from '../state/resolver-settings';
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

/**
 * What names servers a container asks.
 * @throws ModelError container-unknown
 * @see https://docs.docker.com/engine/network/#dns-services
 */
export function resolverFile(topology: Topology, name: string): ResolverFile {
  const { embedded, upstream, search, options } = resolverSettings(topology.engine, topology.node(name));
  return { nameservers: embedded ? [EMBEDDED_RESOLVER] : upstream, upstream, search, options };
}
