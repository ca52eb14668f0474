import { type Renderer } from '../renderer';
import type * as Sarif from '../sarif';

/** For code scanning. */
export const SARIF: Renderer = {
  name: 'sarif',
  prints: {
    findings: (report, { version }) => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use, with the crypto module
      const { sarifReport } = require('../sarif') as typeof Sarif;
      return `${JSON.stringify(sarifReport(report, version), undefined, 2)}\n`;
    },
  },
};
