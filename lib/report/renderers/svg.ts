import type * as Svg from '../picture/svg';
import { type Renderer } from '../renderer';

/** Pictures on their own. */
export const SVG: Renderer = {
  name: 'svg',
  prints: {
    drawing: ({ title, picture }) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only by those who draw
      const { svgPicture } = require('../picture/svg') as typeof Svg;
      return svgPicture(title, picture);
    },
  },
};
