import { exposures } from '../core/engine/answers/exposure';
import { matrix, type MatrixCell } from '../core/engine/answers/matrix';
import { originText } from '../core/engine/flow/verdict';
import { type Topology } from '../core/engine/topology';
import { type Port } from '../core/values/port';
import { isKnown } from '../core/values/unknown';
import { MATRIX_SIZE } from './reach-report';
import { printable } from './style';

/**
 * A diagram for Mermaid: containers and their networks, what is published, and which pairs are open or blocked.
 * A solid arrow is open, a dotted line with crosses is blocked.
 */
export function mermaidReach(name: string, topology: Topology, port?: Port): string {
  const ids = new Map<string, string>();
  const id = (kind: string, key: string): string => {
    const known = ids.get(`${kind} ${key}`);
    if (known !== undefined) return known;
    const fresh = `${kind}${ids.size}`;
    ids.set(`${kind} ${key}`, fresh);
    return fresh;
  };
  const lines = ['flowchart LR', `  subgraph host["${label(name)}"]`];
  for (const container of topology.nodes.keys()) lines.push(`    ${id('c', container)}["${label(container)}"]`);
  const used = new Set<string>();
  for (const node of topology.nodes.values())
    for (const { network } of node.sandbox?.endpoints ?? []) used.add(network.name);
  for (const network of used) lines.push(`    ${id('n', network)}(["${label(network)}"])`);
  for (const node of topology.nodes.values()) {
    if (node.sandbox?.owner !== node) continue;
    for (const { network } of node.sandbox.endpoints)
      lines.push(`    ${id('c', node.name)} --- ${id('n', network.name)}`);
  }
  lines.push('  end');
  const published = exposures(topology).filter(({ to }) => to !== 'the host itself');
  if (published.length > 0) lines.push('  outside(("other machines"))');
  for (const { container, hostPort, to } of published) {
    if (to === 'not known') {
      lines.push(`  outside -. "?" .-> ${id('c', container)}`);
      continue;
    }
    const text = hostPort === undefined ? 'any' : isKnown(hostPort) ? String(hostPort) : 'picked at start';
    lines.push(`  outside -->|"${text}"| ${id('c', container)}`);
  }
  if (topology.nodes.size <= MATRIX_SIZE) lines.push(...flows(topology, port, id));
  return `${lines.join('\n')}\n`;
}

function flows(topology: Topology, port: Port | undefined, id: (kind: string, key: string) => string): string[] {
  const cells = matrix(topology, { outsiders: false, ...(port ? { port } : {}) });
  const kinds = new Map(cells.map(({ from, to, verdict }) => [`${originText(from)}\n${to}`, verdict.kind]));
  const lines: string[] = [];
  const done = new Set<string>();
  for (const { from, to, verdict } of cells) {
    const key = `${originText(from)}\n${to}`;
    if (done.has(key)) continue;
    const back = kinds.get(`${to}\n${originText(from)}`);
    if (back === verdict.kind) done.add(`${to}\n${originText(from)}`);
    lines.push(`  ${id('c', originText(from))} ${arrow(verdict.kind, back === verdict.kind)} ${id('c', to)}`);
  }
  return lines;
}

const ARROWS = {
  reachable: ['-->', '<-->'],
  blocked: ['-.-x', 'x-.-x'],
  unknown: ['-. "?" .->', '<-. "?" .->'],
} as const;

function arrow(kind: MatrixCell['verdict']['kind'], both: boolean): string {
  return ARROWS[kind][both ? 1 : 0];
}

/** Text inside of a quoted label; a percent sign twice would begin a directive or a comment, even there. */
function label(text: string): string {
  const escaped = printable(text.replace(/\s*\n\s*/g, ' '))
    .replaceAll('#', '#35;')
    .replaceAll('"', '#quot;')
    .replaceAll('%', '#37;');
  return escaped === '' ? ' ' : escaped;
}
