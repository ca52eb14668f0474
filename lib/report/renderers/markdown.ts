import { fidelityMarkdown } from '../fidelity-report';
import { changeLines } from '../change-report';
import { dialsMarkdown } from '../dial-report';
import { markdownReport } from '../markdown';
import { networkPathsMarkdown } from '../network-path-report';
import { reachMarkdown } from '../reach-report';
import { type Renderer } from '../renderer';
import { ruleMarkdown } from '../rule-report';
import { serviceReachMarkdown } from '../service-reach-report';

/** For pull requests. */
export const MARKDOWN: Renderer = {
  name: 'markdown',
  prints: {
    findings: markdownReport,
    hosts: ({ hosts, port }) => hosts.map(({ name, topology }) => reachMarkdown(name, topology, port)).join('\n'),
    dials: dialsMarkdown,
    clusters: (clusters) => clusters.map(serviceReachMarkdown).join('\n'),
    networks: ({ clusters, paths }) => [...clusters.map(serviceReachMarkdown), networkPathsMarkdown(paths)].join('\n'),
    paths: networkPathsMarkdown,
    change: (change) => {
      const lines = changeLines(change);
      // what begins with a plus or a minus is shown in colours
      return lines.length === 0 ? 'no change\n' : ['```diff', ...lines, '```', ''].join('\n');
    },
    rules: ({ rules }) => rules.map(ruleMarkdown).join('\n'),
    fidelity: fidelityMarkdown,
  },
};
