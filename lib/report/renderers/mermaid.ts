import type * as Reach from '../mermaid';
import type * as Picture from '../picture/mermaid';
import { type Renderer } from '../renderer';

/** Diagrams that Markdown shows. */
export const MERMAID: Renderer = {
  name: 'mermaid',
  prints: {
    /* eslint-disable @typescript-eslint/no-require-imports -- loaded only by those who draw */
    hosts: ({ hosts, port }) => {
      const { mermaidReach } = require('../mermaid') as typeof Reach;
      return hosts.map(({ name, topology }) => mermaidReach(name, topology, port)).join('\n');
    },
    drawing: ({ picture }) => {
      const { mermaidPicture } = require('../picture/mermaid') as typeof Picture;
      return mermaidPicture(picture);
    },
    /* eslint-enable */
  },
};
