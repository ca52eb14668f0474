import { type MatrixCell } from '../../lib/core/engine/answers/matrix';
import { ENGINE_HOST, originText, type Verdict } from '../../lib/core/engine/flow/verdict';
import { runningHostOf, type Topology } from '../../lib/core/engine/topology';
import { type Port } from '../../lib/core/values/port';
import { isKnown } from '../../lib/core/values/unknown';
import { type Question } from './probe';

/** A question to the engine, and what the printed cell says about it. */
export interface Asked {
  readonly question: Question;
  readonly expected: { readonly reached?: boolean; readonly resolved?: boolean; readonly failure?: string };
}

/** What one cell claims, as questions: the name, and each address or port that leads to the container. */
export function questionsOf(topology: Topology, cell: MatrixCell, port: Port | undefined): Asked[] {
  const from = { 'the host': 'host', 'another machine': 'external' }[originText(cell.from)] ?? originText(cell.from);
  const probe = port ? 'tcp' : 'ping';
  const dial = (target: string, dialled?: number | string): Question => ({
    from,
    probe,
    target,
    ...(port ? { port: dialled ?? port.number } : {}),
  });
  const { verdict } = cell;
  if (verdict.kind === 'reachable')
    return [{ question: dialled(topology, cell, verdict, dial), expected: { reached: true } }];
  if (verdict.kind === 'unknown')
    throw new Error(`the cell from ${from} to ${cell.to} says nothing: ${verdict.missing}`);
  const there = topology.node(cell.to).sandbox;
  const owner = there?.owner?.name;
  if (there?.kind === 'host') return [{ question: dial(hostAddress(topology, cell)), expected: { reached: false } }];
  return (there?.endpoints ?? []).map(({ network }, index) => ({
    question: dial(`@${owner ?? cell.to}/${network.name}`),
    expected:
      index === 0 && verdict.failure !== 'no-such-name'
        ? { reached: false, failure: verdict.failure }
        : { reached: false },
  }));
}

function dialled(
  topology: Topology,
  { to, from }: MatrixCell,
  verdict: Verdict & { kind: 'reachable' },
  dial: (target: string, port?: number | string) => Question,
): Question {
  if (verdict.dialled !== undefined) {
    const port = isKnown(verdict.dialled) ? verdict.dialled : `port(${to}:80/tcp)`;
    return dial(hostAddress(topology, { to, from, verdict }), port);
  }
  if (verdict.name !== undefined) return dial(verdict.name);
  const there = topology.node(to).sandbox;
  const host = from === ENGINE_HOST ? runningHostOf(topology).hostSandbox : undefined;
  const mine = typeof from === 'string' ? topology.node(from).sandbox : host;
  if (there === mine) return dial('127.0.0.1');
  if (there?.kind === 'host') return dial(hostAddress(topology, { to, from, verdict }));
  const shared = there?.endpoints.find(({ network }) => mine?.endpoints.some((one) => one.network === network));
  const network = shared ?? there?.endpoints[0];
  return dial(`@${there?.owner?.name ?? to}/${network?.network.name ?? ''}`);
}

/** The address of the host that a caller would dial: the gateway of its way out, or the host's own. */
export function hostAddress(topology: Topology, { from }: MatrixCell): string {
  const sandbox = typeof from === 'string' ? topology.node(from).sandbox : undefined;
  const network = sandbox?.endpoints[0]?.network.name;
  return network === undefined ? 'host' : `gw(${network})`;
}

/** Whether each name of a container is known to each other one. */
export function nameQuestions(topology: Topology): Asked[] {
  const running = [...topology.nodes.values()].filter((node) => node.running).map(({ name }) => name);
  const names = [...running, 'app', 'scoped-app', 'c4', 'c5', 'foo', 'bar'];
  return running.flatMap((from) =>
    names.map((name): Asked => {
      const resolution = topology.resolve(from, name);
      if (resolution.kind === 'unknown') throw new Error(`${from} ${name}: ${resolution.missing}`);
      return {
        question: { from, probe: 'resolve', target: name },
        expected: resolution.kind === 'resolved' ? { resolved: true } : { resolved: false, failure: 'no-such-name' },
      };
    }),
  );
}
