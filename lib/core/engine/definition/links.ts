import { type ContainerSpec, type DockerHost } from './docker-host';
import { atField, type Place } from '../../values/place';
import { isKnown } from '../../values/unknown';

/** A link of a container. */
export interface LinkOf {
  readonly container: ContainerSpec;
  readonly at: Place;
  /** As written. */
  readonly text: string;
  /** Undefined when it cannot be read. */
  readonly target: string | undefined;
  readonly alias: string | undefined;
  /** Undefined: the default bridge, by the older mechanism. */
  readonly network: string | undefined;
}

/** Every link whose text is known. */
export function* linksOf(host: DockerHost): Generator<LinkOf> {
  for (const container of host.containers.items) {
    for (const link of container.links.items) {
      if (isKnown(link)) yield linkOf(container, container.at, link, undefined);
    }
    for (const { at, network, links } of container.endpoints.items) {
      if (!isKnown(network)) continue;
      for (const link of links.items) if (isKnown(link)) yield linkOf(container, at, link, network);
    }
  }
}

function linkOf(container: ContainerSpec, at: Place, text: string, network: string | undefined): LinkOf {
  const link = parseLink(text);
  return { container, at: atField(at, 'links'), text, target: link?.target, alias: link?.alias, network };
}

/**
 * A link as it is written, `target` or `target:alias`, or as the engine keeps it, `/target:/self/alias`; undefined where the
 * engine refuses it.
 * @see https://docs.docker.com/engine/network/links/
 */
export function parseLink(text: string): { readonly target: string; readonly alias: string } | undefined {
  const [written = '', given, ...rest] = text.split(':');
  if (written === '' || rest.length > 0) return undefined;
  const target = written.replace(/^\//, '');
  return { target, alias: given?.slice(given.lastIndexOf('/') + 1) || target };
}
