import { fidelityText } from '../fidelity-report';
import { changeLines } from '../change-report';
import { flowsText } from '../flow-report';
import { dialsText } from '../dial-report';
import { inventoryText } from '../inventory-report';
import { messageText } from '../message-report';
import { networkPathsText } from '../network-path-report';
import { reachText, verdictText } from '../reach-report';
import { type Renderer } from '../renderer';
import { ruleListText, ruleText } from '../rule-report';
import { serviceFlowsText, serviceReachText } from '../service-reach-report';
import { swarmPathsText } from '../swarm-report';
import { textReport } from '../text';

/** For people at a terminal. */
export const TEXT: Renderer = {
  name: 'text',
  prints: {
    findings: textReport,
    hosts: ({ hosts, port }, { style }) =>
      hosts.map(({ name, topology }) => reachText(name, topology, port, style)).join('\n'),
    dials: dialsText,
    verdict: ({ from, to, verdict }) => verdictText(from, to, verdict),
    clusters: (clusters) => clusters.map(serviceReachText).join('\n'),
    flows: serviceFlowsText,
    networks: ({ clusters, paths }) => [...clusters.map(serviceReachText), networkPathsText(paths)].join('\n'),
    paths: networkPathsText,
    swarms: swarmPathsText,
    intents: flowsText,
    change: (change) =>
      changeLines(change)
        .map((line) => `${line}\n`)
        .join('') || 'no change\n',
    rules: ({ rules, list }) => (list ? ruleListText(rules) : rules.map(ruleText).join('\n')),
    message: messageText,
    inventory: inventoryText,
    fidelity: fidelityText,
  },
};
