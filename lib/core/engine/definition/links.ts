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
  const [target = '', alias = target, ...rest] = text.split(':');
  const readable = target !== '' && rest.length === 0;
  const name = target.replace(/^\//, '');
  return {
    container,
    at: atField(at, 'links'),
    text,
    target: readable ? name : undefined,
    alias: readable ? alias || name : undefined,
    network,
  };
}
