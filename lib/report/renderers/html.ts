import type * as Html from '../picture/html';
import { type Renderer } from '../renderer';

/** A page that answers questions about its picture. */
export const HTML: Renderer = {
  name: 'html',
  prints: {
    drawing: (drawing) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only by those who draw
      const { htmlPage } = require('../picture/html') as typeof Html;
      return htmlPage(drawing);
    },
  },
};
