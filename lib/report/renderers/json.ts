import { type Renderer } from '../renderer';
import { forms } from '../lazy-forms';

/** For programs: one object with a version of its shape. Fields may be added, and are never removed. */
export const JSON_RENDERER: Renderer = {
  name: 'json',
  prints: {
    findings: text,
    hosts: ({ hosts, port }) =>
      versioned({ hosts: hosts.map(({ name, topology }) => forms().reachData(name, topology, port)) }),
    dials: (dials) => versioned(forms().dialData(dials)),
    verdict: ({ from, to, port, verdict }) =>
      versioned({ from, to, port: port?.toString() ?? 'ping', ...forms().verdictData(verdict) }),
    clusters: (clusters) => versioned({ clusters: clusters.map(forms().serviceReachData) }),
    flows: (flows) => versioned({ flows: flows.map(forms().serviceFlowData) }),
    networks: ({ clusters, paths }) =>
      versioned({ clusters: clusters.map(forms().serviceReachData), paths: paths.map(forms().networkPathData) }),
    paths: (paths) => versioned({ paths: paths.map(forms().networkPathData) }),
    swarms: (paths) => versioned({ paths: paths.map(forms().swarmPathData) }),
    intents: (groups) => versioned(forms().flowsData(groups)),
    change: (change) => versioned(forms().changeData(change)),
    rules: ({ rules }) => versioned({ rules: rules.map(forms().ruleData) }),
    message: (match) => versioned(forms().messageData(match)),
    inventory: (entries) => versioned({ entries: forms().inventoryData(entries) }),
    fidelity: (plan) => versioned(forms().fidelityData(plan)),
  },
};

function versioned(data: object): string {
  return text({ version: 1, ...data });
}

function text(data: object): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
