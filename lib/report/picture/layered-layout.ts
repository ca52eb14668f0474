import type * as Dagre from '@dagrejs/dagre';
import { gridBlock, movedBlock, type Block } from './block';
import { edgeLabelBox, hasRoundEnds, titleWidth } from './box';
import { columnRoutes, type FoundLine } from './column-routes';
import {
  greatest,
  least,
  MARGIN,
  straight,
  turnedOver,
  turnedPoint,
  type Layout,
  type Point,
  type Rectangle,
  type Route,
} from './geometry';
import { groupsInUse, OUTSIDE, type Picture, type PictureEdge, type PictureGroup, type PictureNode } from './picture';

/** Space for the title of a box, in addition to the margin above its first node. */
const TITLE = 9;

/** From this many on, nodes of a box without lines are laid out as a grid. */
const MANY_ALONE = 4;

/** Which way a picture goes: in columns from left to right, or in rows from top to bottom. */
export type Direction = 'columns' | 'rows';

/**
 * Columns (or rows) ordered by distance from the outside, with lines that avoid all nodes: for pictures that fit on a screen or
 * two. The time it takes grows faster than the size of the picture.
 */
export function layeredLayout(picture: Picture, direction: Direction = 'columns'): Layout {
  if (picture.nodes.length === 0)
    return { width: 2 * MARGIN, height: 2 * MARGIN, nodes: new Map(), groups: new Map(), edges: [] };
  const drawn = new LayeredLayout(picture, direction);
  return drawn.layout();
}

/** What is laid out as one: a node, or the nodes of a box that have no lines. */
interface Piece {
  readonly id: string;
  readonly block: Block;
  readonly group: string | undefined;
}

class LayeredLayout {
  readonly #used: readonly PictureGroup[];
  readonly #pieces: readonly Piece[];
  readonly #turned: readonly boolean[];

  constructor(
    private readonly picture: Picture,
    private readonly direction: Direction,
  ) {
    this.#used = groupsInUse(picture);
    this.#pieces = piecesOf(picture);
    const levels = levelsOf(picture);
    this.#turned = picture.edges.map((edge) => isTurned(edge, levels));
  }

  layout(): Layout {
    const first = this.#arranged(new Map());
    const wider = this.#missingWidth(first);
    return this.#framed(wider.size === 0 ? first : this.#arranged(wider));
  }

  #arranged(wider: ReadonlyMap<string, number>): Dagre.graphlib.Graph {
    const { graphlib, layout } = dagre();
    const graph = new graphlib.Graph({ multigraph: true, compound: true });
    const rankdir = this.direction === 'columns' ? 'LR' : 'TB';
    graph.setGraph({ rankdir, nodesep: 22, edgesep: 14, ranksep: 60, ranker: 'network-simplex' });
    for (const { id } of this.#used) graph.setNode(groupKey(id), {});
    for (const { id, inside } of this.#used) if (inside !== undefined) graph.setParent(groupKey(id), groupKey(inside));
    for (const { id, block, group } of this.#pieces) {
      graph.setNode(id, { width: block.width + (wider.get(id) ?? 0), height: block.height });
      if (group !== undefined) graph.setParent(id, groupKey(group));
    }
    this.picture.edges.forEach((edge, index) => {
      const { v, w } = this.#ends(edge, index);
      if (v === w) return;
      const size = edge.label === undefined ? {} : edgeLabelBox(edge.label);
      graph.setEdge(v, w, { ...size, labelpos: 'c', weight: edge.kind === 'flow' ? 1 : 2 }, String(index));
    });
    layout(graph);
    return graph;
  }

  #ends({ from, to }: PictureEdge, index: number): { readonly v: string; readonly w: string } {
    return this.#turned[index] === true ? { v: to, w: from } : { v: from, w: to };
  }

  /** How much wider the widest piece of each box must be for the title of the box to fit. */
  #missingWidth(graph: Dagre.graphlib.Graph): ReadonlyMap<string, number> {
    const missing = new Map<string, number>();
    for (const { id, label } of this.#used) {
      const room = titleWidth(label) - placeIn(graph, groupKey(id)).width;
      const own = this.#pieces.filter(({ group }) => group === id);
      const [widest] = [...own].sort((one, other) => other.block.width - one.block.width);
      if (room > 0 && widest) missing.set(widest.id, Math.ceil(room));
    }
    return missing;
  }

  /** The layout that was found, moved so that everything, titles of boxes included, is inside the picture. */
  #framed(graph: Dagre.graphlib.Graph): Layout {
    const { picture } = this;
    const nodes = new Map(
      this.#pieces.flatMap(({ id, block }) => {
        const { x, y, width } = placeIn(graph, id);
        return movedBlock(block, { x: x + (width - block.width) / 2, y }).nodes;
      }),
    );
    const heightOf = (id: string): number =>
      1 + Math.max(0, ...this.#used.filter(({ inside }) => inside === id).map((one) => heightOf(one.id)));
    const groups = new Map(
      this.#used.map(({ id }): [string, Rectangle] => {
        const { x, y, width, height } = placeIn(graph, groupKey(id));
        const room = TITLE * heightOf(id);
        return [id, { x, y: y - room, width, height: height + room }];
      }),
    );
    const edges = this.#routes(graph, nodes);
    const all = [...nodes.values(), ...groups.values()];
    const drawn = edges.flatMap(({ points }) => points);
    const xs = [...all.flatMap(({ x, width }) => [x, x + width]), ...drawn.map(({ x }) => x)];
    const ys = [...all.flatMap(({ y, height }) => [y, y + height]), ...drawn.map(({ y }) => y)];
    const [left, top] = [least(xs) - MARGIN, least(ys) - MARGIN];
    const moved = <P extends Point>(point: P): P => ({ ...point, x: point.x - left, y: point.y - top });
    const movedAll = (places: ReadonlyMap<string, Rectangle>): Map<string, Rectangle> =>
      new Map([...places].map(([id, one]) => [id, moved(one)]));
    return {
      width: Math.ceil(greatest(xs) - left + MARGIN),
      height: Math.ceil(greatest(ys) - top + MARGIN),
      nodes: movedAll(nodes),
      groups: movedAll(groups),
      edges: picture.edges.map((_edge, index): Route => {
        const { points, label } = edges[index] ?? { points: [] };
        return { points: points.map(moved), ...(label === undefined ? {} : { label: moved(label) }) };
      }),
    };
  }

  /** The routes of the edges; rows are columns mirrored at the diagonal. */
  #routes(graph: Dagre.graphlib.Graph, nodes: ReadonlyMap<string, Rectangle>): readonly Route[] {
    const isTall = this.direction === 'rows';
    const place = isTall ? turnedOver : (one: Rectangle): Rectangle => one;
    const point = isTall ? turnedPoint : (one: Point): Point => one;
    const kinds = new Map(this.picture.nodes.map(({ id, kind }) => [id, kind]));
    const columns = {
      nodes: new Map([...nodes].map(([id, one]) => [id, place(one)])),
      pieces: this.#pieces.map(({ id }) => place(placeIn(graph, id))),
      isRound: (id: string) => !isTall && hasRoundEnds(kinds.get(id) ?? 'container'),
    };
    const lines = this.picture.edges.flatMap((edge, index) => {
      const found = this.#found(graph, edge, index);
      if (!found) return [];
      const label = found.label && place(found.label);
      const { from, to } = edge;
      return [{ index, from, to, between: found.between.map(point), ...(label ? { label } : {}) }];
    });
    const routes = columnRoutes(columns, lines);
    const byEdge = new Map(lines.map(({ index }, at) => [index, routes[at]]));
    return this.picture.edges.map(({ from, to }, index) => {
      const route = byEdge.get(index);
      if (!route) return straight(nodes.get(from), nodes.get(to));
      const label = route.label && point(route.label);
      return { points: route.points.map(point), ...(label ? { label } : {}) };
    });
  }

  /** The course that was found for a line; undefined for a line that was not laid out. */
  #found(
    graph: Dagre.graphlib.Graph,
    edge: PictureEdge,
    index: number,
  ): Pick<FoundLine, 'between' | 'label'> | undefined {
    const { v, w } = this.#ends(edge, index);
    const name = String(index);
    if (!graph.hasEdge(v, w, name)) return undefined;
    const { points, x, y, width = 0, height = 0 } = graph.edge(v, w, name) as DrawnEdge;
    const inner = points.slice(1, -1);
    const between = this.#turned[index] === true ? inner.reverse() : inner;
    return edge.label === undefined || x === undefined || y === undefined
      ? { between }
      : { between, label: { x: x - width / 2, y: y - height / 2, width, height } };
  }
}

/** The pieces of a picture: its nodes, but where many nodes of a box have no lines these are one piece, since they would form one long column. */
function piecesOf({ nodes, edges }: Picture): Piece[] {
  const joined = new Set(edges.flatMap(({ from, to }) => (from === to ? [] : [from, to])));
  const alone = new Map<string | undefined, PictureNode[]>();
  for (const node of nodes) {
    if (joined.has(node.id)) continue;
    const known = alone.get(node.group);
    if (known) known.push(node);
    else alone.set(node.group, [node]);
  }
  const grids = [...alone].filter(([, members]) => members.length >= MANY_ALONE);
  const inGrids = new Set(grids.flatMap(([, members]) => members));
  return [
    ...nodes
      .filter((node) => !inGrids.has(node))
      .map((node) => ({ id: node.id, block: gridBlock([node]), group: node.group })),
    ...grids.map(([group, members]) => ({ id: `alone ${group ?? ''}`, block: gridBlock(members), group })),
  ];
}

function placeIn(graph: Dagre.graphlib.Graph, id: string): Rectangle {
  const { x, y, width, height } = graph.node(id) as Required<Rectangle>;
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** The layout library, loaded on first use. */
function dagre(): typeof Dagre {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded when it is needed
  return require('@dagrejs/dagre') as typeof Dagre;
}

/** A box and a node may have the same id, but must have different keys. */
function groupKey(id: string): string {
  return `box ${id}`;
}

/** How many steps each node is away from the outside, or from nodes that nothing dials. */
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

/** Whether a line is laid out in reverse: lines without a direction run away from the outside. */
function isTurned({ from, to, kind, both }: PictureEdge, levels: ReadonlyMap<string, number>): boolean {
  if (kind !== 'member' && kind !== 'shares' && !both) return false;
  return (levels.get(from) ?? 0) > (levels.get(to) ?? 0);
}

interface DrawnEdge {
  readonly points: readonly Point[];
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
}
