import { type ContainerDefinition } from './task';

/** A link as written: `name` or `name:alias`. */
export interface Link {
  readonly text: string;
  readonly target: string;
  /** The target's name when left out; empty when written as nothing. */
  readonly alias: string;
  /** Neither a colon too many nor an empty target. */
  readonly wellFormed: boolean;
}

/** The links of a container that are known. */
export function linksOf(container: ContainerDefinition): readonly Link[] {
  const links: Link[] = [];
  for (const text of container.links.items) if (typeof text === 'string') links.push(linkOf(text));
  return links;
}

function linkOf(text: string): Link {
  const [target = '', alias = target, ...more] = text.split(':');
  return { text, target, alias, wellFormed: target !== '' && more.length === 0 };
}
