import { type Renderer } from '../renderer';
import { sarifReport } from '../sarif';

/** For code scanning. */
export const SARIF: Renderer = {
  name: 'sarif',
  prints: {
    findings: (report, { version }) => `${JSON.stringify(sarifReport(report, version), undefined, 2)}\n`,
  },
};
