import { runningFlows } from '../core/intent/running-flows';
import { addressText, callerText, explainFlow, type IntendedFlow } from '../core/intent/flow';
import { type DockerHost } from '../core/engine/definition/docker-host';
import { taskFlows } from '../core/intent/task-flows';
import { type TaskPrograms } from '../core/intent/task-programs';
import { unmarked } from '../core/values/program';
import { printable } from './style';

/** The flows of one host or cluster, under its name. */
export interface FlowGroup {
  readonly name: string;
  readonly flows: readonly IntendedFlow[];
}

/** The intended flows of a Docker host. */
export function flowsOfHost(host: DockerHost): FlowGroup {
  return { name: host.at.path, flows: runningFlows(host) };
}

/** The intended flows of ECS tasks. */
export function flowsOfTasks(programs: TaskPrograms): FlowGroup {
  return { name: 'ECS tasks', flows: taskFlows(programs) };
}

/** How many flows there are, by verdict. */
export interface FlowCounts {
  readonly flows: number;
  readonly reachable: number;
  readonly blocked: number;
  readonly unknown: number;
}

/** Counts the flows of groups. */
export function flowCounts(groups: readonly FlowGroup[]): FlowCounts {
  const counts = { flows: 0, reachable: 0, blocked: 0, unknown: 0 };
  for (const { flows } of groups) {
    for (const { verdict } of flows) {
      counts.flows++;
      counts[verdict.kind]++;
    }
  }
  return counts;
}

/** Flows with their verdicts as text, and a count at the end. */
export function flowsText(groups: readonly FlowGroup[]): string {
  const lines: string[] = [];
  for (const { name, flows } of groups) {
    if (flows.length === 0) continue;
    lines.push(name);
    for (const flow of flows) {
      const { dial, verdict } = flow;
      lines.push(
        `  ${callerText(flow)} -> ${addressText(dial)} (${dial.by}): ${verdict.kind}: ${explainFlow(verdict)}`,
      );
    }
    lines.push('');
  }
  const { flows, reachable, blocked, unknown } = flowCounts(groups);
  const count = `${flows} ${flows === 1 ? 'flow' : 'flows'}`;
  lines.push(`${count}: ${reachable} reachable, ${blocked} blocked, ${unknown} not known`);
  return `${lines.map(printable).join('\n')}\n`;
}

/** Flows as data. */
export function flowsData(groups: readonly FlowGroup[]): object {
  return {
    groups: groups.map(({ name, flows }) => ({ name, flows: flows.map(flowData) })),
    summary: flowCounts(groups),
  };
}

function flowData({ from, service, dial, verdict }: IntendedFlow): object {
  const { by, source, host, port } = dial;
  return {
    from,
    ...(service === undefined ? {} : { service: service.path }),
    ...{ by, source, host: unmarked(host) },
    ...(port === undefined ? {} : { port: port.toString() }),
    verdict: verdict.kind,
    ...(verdict.kind === 'blocked' ? { reason: verdict.reason } : {}),
    because: explainFlow(verdict),
  };
}
