import { type Renderer } from '../renderer';
import type * as Sarif from '../sarif';

/** For code scanning. */
export const SARIF: Renderer = {
  name: 'sarif',
  prints: {
    findings: (report, { version }) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- who prints something else does not load what makes digests
      const { sarifReport } = require('../sarif') as typeof Sarif;
      return `${JSON.stringify(sarifReport(report, version), undefined, 2)}\n`;
    },
  },
};
