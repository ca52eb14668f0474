import { walk } from '../../core/values/graph';
import { boxOf } from './box';
import { MARGIN, straight, type Layout, type Point, type Rectangle, type Route } from './geometry';
import { layeredLayout } from './layered-layout';
import { groupsInUse, type Picture, type PictureGroup, type PictureNode } from './picture';

/** Room between what stands beside each other. */
const GAP = { nodes: 18, boxes: 28, outside: 90 } as const;

/** Room for the title of a box. */
const TITLE = 24;

/** How much wider than high what is packed gets, about as a screen is. */
const SHAPE = 1.7;

/** A chain that is this much wider than high is folded into a grid. */
const LONG = 8;

/** Something with its place found inside, by its upper left corner. */
interface Block {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly (readonly [id: string, place: Rectangle])[];
  readonly groups: readonly (readonly [id: string, place: Rectangle])[];
  /** By their number in the picture. */
  readonly routes: readonly (readonly [edge: number, route: Route])[];
}

const EMPTY: Block = { width: 0, height: 0, nodes: [], groups: [], routes: [] };

/**
 * Boxes side by side in rows, as words in a paragraph: for many nodes. What is joined inside of a box is laid out in columns there,
 * if it is not more than `few` and no long chain; all else stands in a grid, and lines from box to box go straight.
 */
export function packedLayout(picture: Picture, few: number): Layout {
  const packing = new Packing(picture, few);
  const inside = packing.contents(undefined);
  const beyond = column(picture.nodes.filter(({ group }) => group === undefined));
  const block = moved(beside(beyond, inside, GAP.outside), { x: MARGIN, y: MARGIN });
  const nodes = new Map(block.nodes);
  const routes = new Map(block.routes);
  return {
    width: Math.ceil(block.width + 2 * MARGIN),
    height: Math.ceil(block.height + 2 * MARGIN),
    nodes,
    groups: new Map(block.groups),
    edges: picture.edges.map(({ from, to }, index) => routes.get(index) ?? straight(nodes.get(from), nodes.get(to))),
  };
}

class Packing {
  readonly #boxes: readonly PictureGroup[];
  /** Nodes by the box that they stand in; those that stand in none are placed by themselves. */
  readonly #nodes = new Map<string, PictureNode[]>();
  /** Lines between nodes of one box, by that box. */
  readonly #edges = new Map<string, number[]>();
  /** How many lines lead out of a box or into it, and how many there are in all. */
  readonly #crossing = new Map<string, number>();
  #crossings = 0;

  constructor(
    private readonly picture: Picture,
    private readonly few: number,
  ) {
    this.#boxes = groupsInUse(picture);
    for (const node of picture.nodes) if (node.group !== undefined) added(this.#nodes, node.group, node);
    const boxOfNode = new Map(picture.nodes.map(({ id, group }) => [id, group]));
    picture.edges.forEach(({ from, to }, index) => {
      const [box, other] = [boxOfNode.get(from), boxOfNode.get(to)];
      if (box === other) {
        if (box !== undefined) added(this.#edges, box, index);
        return;
      }
      this.#crossings += 1;
      for (const one of [box, other])
        if (one !== undefined) this.#crossing.set(one, (this.#crossing.get(one) ?? 0) + 1);
    });
  }

  /** What stands in a box, or in none. */
  contents(box: string | undefined): Block {
    const own = box === undefined ? [] : this.#joined(box);
    const boxes = this.#boxes
      .filter(({ inside }) => inside === box)
      .map(({ id }) => ({ isHub: this.#isHub(id), block: framed(id, this.contents(id)) }))
      .sort((one, other) => Number(other.isHub) - Number(one.isHub) || other.block.height - one.block.height)
      .map(({ block }) => block);
    return packed([...own, ...boxes], GAP.boxes);
  }

  /** Whether more than half of all lines from box to box begin or end in one: it stands before the others. */
  #isHub(box: string): boolean {
    return (this.#crossing.get(box) ?? 0) > this.#crossings / 2;
  }

  /** Nodes of a box: those that lines join in columns where that is no long chain, all others in grids. */
  #joined(box: string): Block[] {
    const nodes = this.#nodes.get(box) ?? [];
    const edges = this.#edges.get(box) ?? [];
    const neighbours = new Map<string, string[]>();
    for (const index of edges) {
      const edge = this.picture.edges[index];
      if (!edge) continue;
      added(neighbours, edge.from, edge.to);
      added(neighbours, edge.to, edge.from);
    }
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const blocks: Block[] = [];
    const alone: PictureNode[] = [];
    const seen = new Set<string>();
    for (const start of byId.keys()) {
      if (seen.has(start)) continue;
      const ids = [...walk([start], (id) => neighbours.get(id) ?? [])];
      for (const id of ids) seen.add(id);
      const members = ids.flatMap((id) => byId.get(id) ?? []);
      const columns = members.length === 1 || members.length > this.few ? undefined : this.#layered(members, edges);
      if (columns && columns.width < columns.height * LONG) blocks.push(columns);
      else if (members.length > 1) blocks.push(grid(members));
      else alone.push(...members);
    }
    // a network stands before those who are on it
    alone.sort((one, other) => Number(other.kind === 'network') - Number(one.kind === 'network'));
    return [...(alone.length === 0 ? [] : [grid(alone)]), ...blocks];
  }

  #layered(members: readonly PictureNode[], edges: readonly number[]): Block {
    const ids = new Set(members.map(({ id }) => id));
    const own = edges.filter((index) => ids.has(this.picture.edges[index]?.from ?? ''));
    const layout = layeredLayout({
      groups: [],
      nodes: members,
      edges: own.flatMap((index) => this.picture.edges[index] ?? []),
      notes: [],
    });
    const block = {
      width: layout.width - 2 * MARGIN,
      height: layout.height - 2 * MARGIN,
      nodes: [...layout.nodes],
      groups: [],
      routes: layout.edges.map((route, at) => [own[at] ?? 0, route] as const),
    };
    return moved(block, { x: -MARGIN, y: -MARGIN });
  }
}

function added<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

/** Nodes in columns of one width. */
function grid(nodes: readonly PictureNode[]): Block {
  const boxes = nodes.map((node) => ({ id: node.id, ...boxOf(node) }));
  const width = Math.max(...boxes.map((one) => one.width)) + GAP.nodes;
  const height = Math.max(...boxes.map((one) => one.height)) + GAP.nodes;
  const columns = Math.max(1, Math.round(Math.sqrt((boxes.length * height * SHAPE) / width)));
  const cells = boxes.map((box, index): Block => {
    const at = { x: (index % columns) * width, y: Math.floor(index / columns) * height };
    return moved(single(box), at);
  });
  return joined(cells);
}

function column(nodes: readonly PictureNode[]): Block {
  let y = 0;
  const cells = nodes.map((node) => {
    const box = boxOf(node);
    const cell = moved(single({ id: node.id, ...box }), { x: 0, y });
    y += box.height + GAP.boxes;
    return cell;
  });
  return joined(cells);
}

function single({
  id,
  width,
  height,
}: {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}): Block {
  return { ...EMPTY, width, height, nodes: [[id, { x: 0, y: 0, width, height }]] };
}

/** Blocks in rows, each as high as its highest: of some widths the one that comes nearest to the shape of a screen. */
function packed(blocks: readonly Block[], gap: number): Block {
  const area = blocks.reduce((sum, { width, height }) => sum + (width + gap) * (height + gap), 0);
  const widest = Math.max(0, ...blocks.map(({ width }) => width));
  const tries = [1, 1.3, 1.6, 2].map((times) => inRows(blocks, gap, Math.max(widest, Math.sqrt(area * SHAPE) * times)));
  return tries.reduce((best, one) => (awayFromShape(one) < awayFromShape(best) ? one : best));
}

function awayFromShape({ width, height }: Block): number {
  return Math.abs(Math.log(width / Math.max(1, height) / SHAPE));
}

function inRows(blocks: readonly Block[], gap: number, most: number): Block {
  let [x, y, high] = [0, 0, 0];
  const placed = blocks.map((block) => {
    if (x > 0 && x + block.width > most) [x, y, high] = [0, y + high + gap, 0];
    const at = moved(block, { x, y });
    x += block.width + gap;
    high = Math.max(high, block.height);
    return at;
  });
  return joined(placed);
}

function beside(left: Block, right: Block, gap: number): Block {
  return left.nodes.length === 0 ? right : joined([left, moved(right, { x: left.width + gap, y: 0 })]);
}

/** A box with its title around what stands in it. */
function framed(id: string, inside: Block): Block {
  const block = moved(inside, { x: MARGIN, y: MARGIN + TITLE });
  const [width, height] = [inside.width + 2 * MARGIN, inside.height + 2 * MARGIN + TITLE];
  return { ...block, width, height, groups: [[id, { x: 0, y: 0, width, height }], ...block.groups] };
}

/** Blocks that have their places, as one. Its size is that of what is in it. */
function joined(blocks: readonly Block[]): Block {
  const nodes = blocks.flatMap((one) => one.nodes);
  const groups = blocks.flatMap((one) => one.groups);
  const routes = blocks.flatMap((one) => one.routes);
  const places = [...nodes, ...groups].map(([, place]) => place);
  return {
    width: Math.max(0, ...places.map((one) => one.x + one.width)),
    height: Math.max(0, ...places.map((one) => one.y + one.height)),
    nodes,
    groups,
    routes,
  };
}

function moved({ width, height, nodes, groups, routes }: Block, { x, y }: Point): Block {
  const away = <P extends Point>(point: P): P => ({ ...point, x: point.x + x, y: point.y + y });
  return {
    width,
    height,
    nodes: nodes.map(([id, place]) => [id, away(place)]),
    groups: groups.map(([id, place]) => [id, away(place)]),
    routes: routes.map(([edge, { points, label }]) => [
      edge,
      { points: points.map(away), ...(label === undefined ? {} : { label: away(label) }) },
    ]),
  };
}
