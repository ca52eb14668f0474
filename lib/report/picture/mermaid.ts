import { printable } from '../style';
import { OUTSIDE, type Picture, type PictureEdge, type PictureGroup, type PictureNode } from './picture';

/**
 * A picture as Mermaid text; Mermaid does the layout. A solid arrow is open, a dotted line with crosses is blocked, a dotted
 * line with a question mark is unknown, and a plain line is membership.
 */
export function mermaidPicture(picture: Picture): string {
  const ids = new Map(
    picture.nodes.map(({ id, kind }, index) => [id, id === OUTSIDE ? OUTSIDE : `${kind.charAt(0)}${index}`]),
  );
  const idOf = (id: string): string => ids.get(id) ?? 'nobody';
  const lines = ['flowchart LR'];
  const write = (node: PictureNode, indent: string): void => {
    lines.push(`${indent}${idOf(node.id)}${shapeOf(node)}`);
  };
  const box = (group: PictureGroup, indent: string): void => {
    const inside = picture.groups.filter((one) => one.inside === group.id);
    const nodes = picture.nodes.filter((one) => one.group === group.id);
    if (inside.length + nodes.length === 0) return;
    lines.push(`${indent}subgraph g${picture.groups.indexOf(group)}["${label(group.label)}"]`);
    for (const node of nodes) write(node, `${indent}  `);
    for (const one of inside) box(one, `${indent}  `);
    lines.push(`${indent}end`);
  };
  for (const group of picture.groups) if (group.inside === undefined) box(group, '  ');
  for (const node of picture.nodes) if (node.group === undefined) write(node, '  ');
  for (const edge of picture.edges) lines.push(`  ${idOf(edge.from)} ${arrow(edge)} ${idOf(edge.to)}`);
  for (const note of picture.notes) lines.push(`  %% ${note.replace(/[{}%]/g, ' ')}`);
  return `${lines.join('\n')}\n`;
}

function shapeOf({ kind, label: name }: PictureNode): string {
  const text = `"${label(name)}"`;
  if (kind === 'outside') return `((${text}))`;
  return kind === 'network' ? `([${text}])` : `[${text}]`;
}

function arrow({ kind, state, both, label: text }: PictureEdge): string {
  const isLine = kind === 'member' || kind === 'shares';
  if (isLine && state === 'open') return text === undefined ? '---' : `---|"${label(text)}"|`;
  if (state === 'open') return `${both ? '<' : ''}-->${text === undefined ? '' : `|"${label(text)}"|`}`;
  if (state === 'unknown') return both ? '<-. "?" .->' : '-. "?" .->';
  return `${both || isLine ? 'x' : ''}-.-x${text === undefined ? '' : `|"${label(text)}"|`}`;
}

/** Text escaped for a quoted label; two percent signs would begin a comment even there. */
function label(text: string): string {
  const escaped = printable(text.replace(/\s*\n\s*/g, ' '))
    .replaceAll('#', '#35;')
    .replaceAll('"', '#quot;')
    .replaceAll('%', '#37;');
  return escaped === '' ? ' ' : escaped;
}
