import { type Renderer } from '../renderer';
import { textReport } from '../text';
import { forms } from '../lazy-forms';

/** For people at a terminal. */
export const TEXT: Renderer = {
  name: 'text',
  prints: {
    findings: textReport,
    hosts: ({ hosts, port }, { style }) =>
      hosts.map(({ name, topology }) => forms().reachText(name, topology, port, style)).join('\n'),
    dials: (dials) => forms().dialsText(dials),
    verdict: ({ from, to, verdict }) => forms().verdictText(from, to, verdict),
    clusters: (clusters) => clusters.map(forms().serviceReachText).join('\n'),
    flows: (flows) => forms().serviceFlowsText(flows),
    networks: ({ clusters, paths }) =>
      [...clusters.map(forms().serviceReachText), forms().networkPathsText(paths)].join('\n'),
    paths: (paths) => forms().networkPathsText(paths),
    swarms: (paths) => forms().swarmPathsText(paths),
    intents: (groups) => forms().flowsText(groups),
    change: (change) =>
      forms()
        .changeLines(change)
        .map((line) => `${line}\n`)
        .join('') || 'no change\n',
    rules: ({ rules, list }) => (list ? forms().ruleListText(rules) : rules.map(forms().ruleText).join('\n')),
    message: (match, look) => forms().messageText(match, look),
    inventory: (entries) => forms().inventoryText(entries),
    fidelity: (plan, look) => forms().fidelityText(plan, look),
  },
};
