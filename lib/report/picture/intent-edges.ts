import { explainFlow, flowText, type IntendedFlow } from '../../core/intent/flow';
import { stateOf, type PictureEdge } from './picture';

/** What a program is configured to dial, between two nodes of a picture. */
export interface DrawnFlow {
  readonly from: string;
  readonly to: string;
  readonly flow: IntendedFlow;
}

const OUTCOMES = { reachable: 'arrives', blocked: 'blocked', unknown: 'not known' } as const;

/** The edges for what programs dial: one for all flows with the same verdict between two nodes, with their ports. */
export function intentEdges(flows: readonly DrawnFlow[]): readonly PictureEdge[] {
  const found = new Map<string, { edge: PictureEdge; ports: Set<number> }>();
  for (const { from, to, flow } of flows) {
    const { verdict, dial } = flow;
    const state = stateOf(verdict.kind);
    const key = JSON.stringify([from, to, state]);
    const known = found.get(key) ?? {
      edge: { from, to, kind: 'intent', state, both: false, because: [] } as const,
      ports: new Set<number>(),
    };
    const because = [...known.edge.because, `${flowText(flow)}: ${OUTCOMES[verdict.kind]}: ${explainFlow(verdict)}`];
    if (dial.port !== undefined) known.ports.add(dial.port.number);
    found.set(key, { ...known, edge: { ...known.edge, because } });
  }
  return [...found.values()].map(({ edge, ports }) => {
    const label = [...ports].map((port) => `:${port}`).join(' ');
    return label === '' ? edge : { ...edge, label };
  });
}
