import { type Listed } from '../../values/listed';
import { Unknown, type Knowable } from '../../values/unknown';
import { type ContainerSpec, type EngineSettings } from '../definition/docker-host';
import { type Node, type Sandbox } from './sandbox';

/** Which resolvers a container asks for names, and how. */
export interface ResolverSettings {
  /** The name servers that are asked for names outside. */
  readonly upstream: Knowable<readonly string[]>;
  /** Domains that are tried behind a name. */
  readonly search: Knowable<readonly string[]>;
  readonly options: Knowable<readonly string[]>;
  /** Whether the engine's own resolver answers first: on every network but the default bridge. */
  readonly embedded: boolean;
}

/**
 * Where the engine's own resolver listens in a container.
 * @see https://docs.docker.com/engine/network/#dns-services
 */
export const EMBEDDED_RESOLVER = '127.0.0.11';

const OF_THE_HOST = new Unknown('what the host has in its own /etc/resolv.conf');

/** The settings of a container; those of the one whose network stack it shares. */
export function resolverSettings({ dns }: EngineSettings, { sandbox, spec: own }: Node): ResolverSettings {
  const shared = sandbox?.owner;
  const spec: ContainerSpec = shared ? shared.spec : own;
  const embedded = shared?.sandbox !== undefined && hasEmbeddedResolver(shared.sandbox);
  const options = chosen(spec.dnsOptions, dns?.options);
  return {
    upstream: chosen(spec.dns, dns?.servers),
    search: withoutRoot(chosen(spec.dnsSearch, dns?.search)),
    options: embedded ? withDots(options) : options,
    embedded,
  };
}

/** Whether the engine's own resolver answers in a namespace: with any network but the default bridge. */
export function hasEmbeddedResolver({ endpoints }: Sandbox): boolean {
  return endpoints.some(({ network }) => network.name !== 'bridge');
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

/** A dot asks for no domain at all, not even those of the host: nothing is tried behind a name. */
function withoutRoot(search: Knowable<readonly string[]>): Knowable<readonly string[]> {
  return search instanceof Unknown ? search : search.filter((domain) => domain !== '.');
}

/** The engine's own resolver takes names without dots as they are, unless the options of the container set another number. */
function withDots(options: Knowable<readonly string[]>): Knowable<readonly string[]> {
  if (options instanceof Unknown) return options;
  return options.some((one) => one.startsWith('ndots:')) ? options : [...options, 'ndots:0'];
}
