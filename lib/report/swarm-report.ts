import { type SwarmPath } from '../core/engine/swarm/swarm-paths';
import { explainSwarmVerdict } from '../core/engine/swarm/swarm-verdict';
import { printable } from './style';

/** Paths between services of a swarm as text; a single path with its trace. */
export function swarmPathsText(paths: readonly SwarmPath[]): string {
  const lines = paths.flatMap(({ from, to, port, verdict }) => {
    const [head = '', ...trace] = explainSwarmVerdict(verdict).split('\n');
    return [`${from} -> ${to} ${port?.toString() ?? 'ping'}: ${head}`, ...(paths.length === 1 ? trace : [])];
  });
  return lines.map((line) => `${printable(line)}\n`).join('');
}

/** A path between services of a swarm as plain data. */
export function swarmPathData({ from, to, port, verdict }: SwarmPath): object {
  const base = { from, to, port: port?.toString() ?? 'ping', verdict: verdict.kind, trace: verdict.trace };
  switch (verdict.kind) {
    case 'reachable':
      return { ...base, by: verdict.by, listenerKnown: verdict.listenerKnown };
    case 'blocked':
      return { ...base, failure: verdict.failure, reason: verdict.reason, by: verdict.by };
    case 'unknown':
      return { ...base, reason: verdict.reason, missing: verdict.missing };
  }
}
