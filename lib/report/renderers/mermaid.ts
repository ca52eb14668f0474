import { mermaidReach } from '../mermaid';
import { mermaidPicture } from '../picture/mermaid';
import { type Renderer } from '../renderer';

/** Diagrams that Markdown shows. */
export const MERMAID: Renderer = {
  name: 'mermaid',
  prints: {
    hosts: ({ hosts, port }) => hosts.map(({ name, topology }) => mermaidReach(name, topology, port)).join('\n'),
    drawing: ({ picture }) => mermaidPicture(picture),
  },
};
