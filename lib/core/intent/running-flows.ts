import { type DockerHost } from '../engine/definition/docker-host';
import { blockFix, blockReason, blockText } from '../engine/flow/block-reason';
import { Topology } from '../engine/topology';
import { dockerFlows } from './docker-flows';
import { type IntendedFlow } from './flow';

/**
 * The flows of a host as they are when it runs: nobody dials in a container that does not start, and nobody answers there.
 * Rules look past that, since what keeps it from starting is a finding of its own.
 */
export function runningFlows(host: DockerHost): readonly IntendedFlow[] {
  const flows = dockerFlows(host);
  if (!flows.some(({ verdict }) => verdict.kind === 'reachable')) return flows;
  const { nodes } = Topology.of(host);
  return flows.map((flow) => {
    const { from, verdict } = flow;
    if (verdict.kind !== 'reachable') return flow;
    const stopped = [from, verdict.to].flatMap((name) => nodes.get(name) ?? []).find((node) => node.hindrance);
    if (stopped?.hindrance === undefined) return flow;
    const { name: container, hindrance: why, spec } = stopped;
    const reason = blockReason('does-not-start', { container, why });
    const obstacle = { reason: 'way-blocked', to: verdict.to, by: blockText(reason), fix: blockFix(reason) } as const;
    return { ...flow, verdict: { kind: 'blocked', ...obstacle, target: spec.at } };
  });
}
