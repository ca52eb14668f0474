/**
 * What was found and who reaches whom, as text, JSON, SARIF, Markdown and Mermaid.
 *
 * @packageDocumentation
 */

export { markdownReport } from './markdown';
export { mermaidReach } from './mermaid';
export { reachData, reachMarkdown, reachText } from './reach-report';
export {
  type Checked,
  type Report,
  type ReportedFinding,
  type ReportedInput,
  type ReportedPlace,
  type ReportedProblem,
  type ReportedUnknown,
  reportOf,
  type Spot,
  type Where,
} from './report';
export { sarifReport } from './sarif';
export { serviceReachData, serviceReachMarkdown, serviceReachText } from './service-reach-report';
export { COLOURED, PLAIN, type Style } from './style';
export { textReport, type TextOptions } from './text';
