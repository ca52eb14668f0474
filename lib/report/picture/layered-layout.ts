import type * as Dagre from '@dagrejs/dagre';
import { boxOf, edgeLabelBox } from './box';
import { least, MARGIN, straight, type Layout, type Point, type Rectangle, type Route } from './geometry';
import { groupsInUse, OUTSIDE, type Picture, type PictureEdge } from './picture';

/** Room for the title of a box, besides what is left free above its first node. */
const TITLE = 9;

/**
 * Columns from what stands outside on the left to what is furthest from it on the right, with lines that go around everything:
 * for what fits on a screen or two. How long it takes grows faster than the picture.
 */
export function layeredLayout(picture: Picture): Layout {
  const { nodes, edges } = picture;
  if (nodes.length === 0)
    return { width: 2 * MARGIN, height: 2 * MARGIN, nodes: new Map(), groups: new Map(), edges: [] };
  const { graphlib, layout } = dagre();
  const graph = new graphlib.Graph({ multigraph: true, compound: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 22, edgesep: 14, ranksep: 60, ranker: 'network-simplex' });
  const used = groupsInUse(picture);
  for (const { id } of used) graph.setNode(groupKey(id), {});
  for (const { id, inside } of used) if (inside !== undefined) graph.setParent(groupKey(id), groupKey(inside));
  for (const node of nodes) {
    const { width, height } = boxOf(node);
    graph.setNode(node.id, { width, height });
    if (node.group !== undefined) graph.setParent(node.id, groupKey(node.group));
  }
  const levels = levelsOf(picture);
  const turned = edges.map((edge) => isTurned(edge, levels));
  edges.forEach((edge, index) => {
    const [from, to] = turned[index] === true ? [edge.to, edge.from] : [edge.from, edge.to];
    if (from === to) return;
    const size = edge.label === undefined ? {} : edgeLabelBox(edge.label);
    graph.setEdge(from, to, { ...size, labelpos: 'c', weight: edge.kind === 'flow' ? 1 : 2 }, String(index));
  });
  layout(graph);
  return framed(picture, graph, turned);
}

/** The way things are laid out is loaded by those who draw, and by nobody else. */
function dagre(): typeof Dagre {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is needed
  return require('@dagrejs/dagre') as typeof Dagre;
}

/** Ids of nodes and boxes are apart. */
function groupKey(id: string): string {
  return `box ${id}`;
}

/** How many steps each node is from what stands outside, or from those whom nobody dials. */
function levelsOf({ nodes, edges }: Picture): ReadonlyMap<string, number> {
  const neighbours = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  const dialled = new Set<string>();
  for (const { from, to, kind, state } of edges) {
    if (kind === 'flow' && state !== 'open') continue;
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
    if (kind === 'intent' || kind === 'published' || kind === 'flow') dialled.add(to);
  }
  const levels = new Map<string, number>();
  const starts = [
    nodes.filter(({ id }) => id === OUTSIDE),
    nodes.filter(({ kind }) => kind === 'host'),
    nodes.filter(({ id, kind }) => kind !== 'network' && !dialled.has(id)),
    nodes,
  ];
  for (const start of starts.flat()) {
    if (levels.has(start.id)) continue;
    levels.set(start.id, 0);
    const queue = [start.id];
    for (let at = 0; at < queue.length; at++) {
      const id = queue[at] ?? '';
      for (const next of neighbours.get(id) ?? []) {
        if (levels.has(next)) continue;
        levels.set(next, (levels.get(id) ?? 0) + 1);
        queue.push(next);
      }
    }
  }
  return levels;
}

/** Lines without a direction run from what is nearer to the outside. */
function isTurned({ from, to, kind, both }: PictureEdge, levels: ReadonlyMap<string, number>): boolean {
  if (kind !== 'member' && kind !== 'shares' && !both) return false;
  return (levels.get(from) ?? 0) > (levels.get(to) ?? 0);
}

/** The places that were found, moved such that everything, titles of boxes included, is inside of the picture. */
function framed(picture: Picture, graph: Dagre.graphlib.Graph, turned: readonly boolean[]): Layout {
  const place = (id: string): Rectangle => {
    const { x, y, width, height } = graph.node(id) as Required<Rectangle>;
    return { x: x - width / 2, y: y - height / 2, width, height };
  };
  const used = groupsInUse(picture);
  const heightOf = (id: string): number =>
    1 + Math.max(0, ...used.filter(({ inside }) => inside === id).map((one) => heightOf(one.id)));
  const nodes = new Map(picture.nodes.map(({ id }) => [id, place(id)]));
  const groups = new Map(
    used.map(({ id }): [string, Rectangle] => {
      const { x, y, width, height } = place(groupKey(id));
      const room = TITLE * heightOf(id);
      return [id, { x, y: y - room, width, height: height + room }];
    }),
  );
  const edges = picture.edges.map(({ from, to, label }, index): Route => {
    const [v, w] = turned[index] === true ? [to, from] : [from, to];
    const name = String(index);
    if (!graph.hasEdge(v, w, name)) return straight(nodes.get(from), nodes.get(to));
    const { points, x, y } = graph.edge(v, w, name) as DrawnEdge;
    const way = turned[index] === true ? [...points].reverse() : points;
    return label === undefined || x === undefined || y === undefined
      ? { points: way }
      : { points: way, label: { x, y } };
  });
  const all = [...nodes.values(), ...groups.values()];
  const xs = [
    ...all.flatMap(({ x, width }) => [x, x + width]),
    ...edges.flatMap(({ points }) => points.map(({ x }) => x)),
  ];
  const ys = [
    ...all.flatMap(({ y, height }) => [y, y + height]),
    ...edges.flatMap(({ points }) => points.map(({ y }) => y)),
  ];
  const [left, top] = [least(xs) - MARGIN, least(ys) - MARGIN];
  const moved = <P extends Point>(point: P): P => ({ ...point, x: point.x - left, y: point.y - top });
  const movedAll = (places: ReadonlyMap<string, Rectangle>): Map<string, Rectangle> =>
    new Map([...places].map(([id, one]) => [id, moved(one)]));
  return {
    width: Math.ceil(-least(xs.map((x) => -x)) - left + MARGIN),
    height: Math.ceil(-least(ys.map((y) => -y)) - top + MARGIN),
    nodes: movedAll(nodes),
    groups: movedAll(groups),
    edges: edges.map(({ points, label }) => ({
      points: points.map(moved),
      ...(label === undefined ? {} : { label: moved(label) }),
    })),
  };
}

interface DrawnEdge {
  readonly points: readonly Point[];
  readonly x?: number;
  readonly y?: number;
}
