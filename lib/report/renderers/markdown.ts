import { markdownReport } from '../markdown';
import { type Renderer } from '../renderer';
import { forms } from '../lazy-forms';

/** For pull requests. */
export const MARKDOWN: Renderer = {
  name: 'markdown',
  prints: {
    findings: markdownReport,
    hosts: ({ hosts, port }) =>
      hosts.map(({ name, topology }) => forms().reachMarkdown(name, topology, port)).join('\n'),
    dials: (dials) => forms().dialsMarkdown(dials),
    clusters: (clusters) => clusters.map(forms().serviceReachMarkdown).join('\n'),
    networks: ({ clusters, paths }) =>
      [...clusters.map(forms().serviceReachMarkdown), forms().networkPathsMarkdown(paths)].join('\n'),
    paths: (paths) => forms().networkPathsMarkdown(paths),
    change: (change) => {
      const lines = forms().changeLines(change);
      // a diff block shows lines that begin with a plus or a minus in colours
      return lines.length === 0 ? 'no change\n' : ['```diff', ...lines, '```', ''].join('\n');
    },
    rules: ({ rules }) => rules.map(forms().ruleMarkdown).join('\n'),
    fidelity: (plan) => forms().fidelityMarkdown(plan),
  },
};
