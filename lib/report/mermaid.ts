import { type Topology } from '../core/engine/topology';
import { type Port } from '../core/values/port';
import { dockerPicture } from './picture/docker-picture';
import { mermaidPicture } from './picture/mermaid';

/**
 * A diagram for Mermaid: containers and their networks, what is published, and which pairs are open or blocked.
 * A solid arrow is open, a dotted line with crosses is blocked.
 */
export function mermaidReach(name: string, topology: Topology, port?: Port): string {
  const asked = port === undefined ? {} : { port };
  return mermaidPicture(dockerPicture({ name, topology }, { ...asked, everyPair: true }));
}
