import { fidelityData } from '../fidelity-report';
import { changeData } from '../change-report';
import { flowsData } from '../flow-report';
import { dialData } from '../dial-report';
import { inventoryData } from '../inventory-report';
import { messageData } from '../message-report';
import { networkPathData } from '../network-path-report';
import { reachData, verdictData } from '../reach-report';
import { type Renderer } from '../renderer';
import { ruleData } from '../rule-report';
import { swarmPathData } from '../swarm-report';
import { serviceFlowData, serviceReachData } from '../service-reach-report';

/** For programs: one object with a version, to which fields are added and of which none is taken. */
export const JSON_RENDERER: Renderer = {
  name: 'json',
  prints: {
    findings: text,
    hosts: ({ hosts, port }) =>
      versioned({ hosts: hosts.map(({ name, topology }) => reachData(name, topology, port)) }),
    dials: (dials) => versioned(dialData(dials)),
    verdict: ({ from, to, port, verdict }) =>
      versioned({ from, to, port: port?.toString() ?? 'ping', ...verdictData(verdict) }),
    clusters: (clusters) => versioned({ clusters: clusters.map(serviceReachData) }),
    flows: (flows) => versioned({ flows: flows.map(serviceFlowData) }),
    networks: ({ clusters, paths }) =>
      versioned({ clusters: clusters.map(serviceReachData), paths: paths.map(networkPathData) }),
    paths: (paths) => versioned({ paths: paths.map(networkPathData) }),
    swarms: (paths) => versioned({ paths: paths.map(swarmPathData) }),
    intents: (groups) => versioned(flowsData(groups)),
    change: (change) => versioned(changeData(change)),
    rules: ({ rules }) => versioned({ rules: rules.map(ruleData) }),
    message: (match) => versioned(messageData(match)),
    inventory: (entries) => versioned({ entries: inventoryData(entries) }),
    fidelity: (plan) => versioned(fidelityData(plan)),
  },
};

function versioned(data: object): string {
  return text({ version: 1, ...data });
}

function text(data: object): string {
  return `${JSON.stringify(data, undefined, 2)}\n`;
}
