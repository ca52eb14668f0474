import { type SwarmPath } from '../core/engine/swarm/swarm-paths';
import { explainSwarmVerdict } from '../core/engine/swarm/swarm-verdict';
import { printable } from './style';

/** Ways between the services of a swarm, for people; with one of them, the way itself too. */
export function swarmPathsText(paths: readonly SwarmPath[]): string {
  const lines = paths.flatMap(({ from, to, port, verdict }) => {
    const [head = '', ...trace] = explainSwarmVerdict(verdict).split('\n');
    return [`${from} -> ${to} ${port?.toString() ?? 'ping'}: ${head}`, ...(paths.length === 1 ? trace : [])];
  });
  return lines.map((line) => `${printable(line)}\n`).join('');
}

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
