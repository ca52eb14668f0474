import { bindingOf } from '../state/sandbox';
import { type Topology } from '../topology';
import { type Flow, type Verdict } from '../flow/verdict';
import { Port } from '../../values/port';
import { isKnown } from '../../values/unknown';

/**
 * A flow with the port as the one that is dialled: `Topology.reach` also counts a published port of another number as a way
 * to the one inside.
 */
export function reachDialled(topology: Topology, flow: Flow): Verdict {
  const verdict = topology.reach(flow);
  const { to, port } = flow;
  if (!port || typeof to !== 'string') return verdict;
  if (verdict.kind === 'reachable' && verdict.dialled !== undefined && verdict.dialled !== port.number) {
    const dialled = isKnown(verdict.dialled) ? String(verdict.dialled) : 'the port that the engine picks';
    return {
      kind: 'blocked',
      trace: verdict.trace,
      failure: 'no-route',
      by: `no way to ${to} takes ${port.toString()}; it is published on another port of the host`,
      fix: `dial host:${dialled}, or connect both to one network`,
    };
  }
  if (verdict.kind !== 'blocked') return verdict;
  const holder = topology.nodes.get(to);
  const published = holder?.bindings.find(
    ({ hostPort, protocol }) => hostPort === port.number && protocol === port.protocol,
  );
  if (!holder || !published) return verdict;
  const inside = bindingOf(holder, Port.of(published.containerPort, port.protocol));
  const byHost = inside && topology.reach({ ...flow, port: Port.of(published.containerPort, port.protocol) });
  return byHost?.kind === 'reachable' && byHost.dialled === port.number ? byHost : verdict;
}
