import { walk } from '../../core/values/graph';
import { columnBlock, gridBlock, joinedBlocks, movedBlock, SHAPE, type Block } from './block';
import { titleWidth } from './box';
import { MARGIN, straight, type Layout } from './geometry';
import { layeredLayout } from './layered-layout';
import { groupsInUse, type Picture, type PictureGroup, type PictureNode } from './picture';

/** Space between boxes, and between nodes in no box and the first box. */
const GAP = { boxes: 28, outside: 90 } as const;

/** Space for the title of a box. */
const TITLE = 24;

/** A chain whose width exceeds its height by this factor is folded into a grid. */
const LONG = 8;

/**
 * Boxes side by side in rows, like words in a paragraph: for many nodes. Connected nodes of a box are laid out in columns, unless
 * they are more than `few` or a long chain; all others are in a grid, and lines from box to box are straight.
 */
export function packedLayout(picture: Picture, few: number): Layout {
  const packing = new Packing(picture, few);
  const inside = packing.contents(undefined);
  const beyond = columnBlock(
    picture.nodes.filter(({ group }) => group === undefined),
    GAP.boxes,
  );
  const block = movedBlock(beside(beyond, inside, GAP.outside), { x: MARGIN, y: MARGIN });
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
  /** Nodes by their box; those in no box are laid out by themselves. */
  readonly #nodes = new Map<string, PictureNode[]>();
  /** Indices of the edges between nodes of one box, by that box. */
  readonly #edges = new Map<string, number[]>();
  /** How many lines lead out of each box or into it. */
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

  /** The content of a box, or of no box. */
  contents(box: string | undefined): Block {
    const own = box === undefined ? [] : this.#joined(box);
    const boxes = this.#boxes
      .filter(({ inside }) => inside === box)
      .map((one) => ({ isHub: this.#isHub(one.id), block: framed(one, this.contents(one.id)) }))
      .sort((one, other) => Number(other.isHub) - Number(one.isHub) || other.block.height - one.block.height)
      .map(({ block }) => block);
    return packed([...own, ...boxes], GAP.boxes);
  }

  /** Whether more than half of all lines between boxes begin or end in this one; such a box comes first. */
  #isHub(box: string): boolean {
    return (this.#crossing.get(box) ?? 0) > this.#crossings / 2;
  }

  /** The nodes of a box: connected ones in columns unless they are a long chain, all others in grids. */
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
      else if (members.length > 1) blocks.push(gridBlock(members));
      else alone.push(...members);
    }
    // a network comes before its members
    alone.sort((one, other) => Number(other.kind === 'network') - Number(one.kind === 'network'));
    return [...(alone.length === 0 ? [] : [gridBlock(alone)]), ...blocks];
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
    return movedBlock(block, { x: -MARGIN, y: -MARGIN });
  }
}

function added<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

/** Blocks in rows; of several widths, the one whose result is nearest to the shape of a screen. */
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
    const at = movedBlock(block, { x, y });
    x += block.width + gap;
    high = Math.max(high, block.height);
    return at;
  });
  return joinedBlocks(placed);
}

function beside(left: Block, right: Block, gap: number): Block {
  return left.nodes.length === 0 ? right : joinedBlocks([left, movedBlock(right, { x: left.width + gap, y: 0 })]);
}

/** A box with its title around its content. */
function framed({ id, label }: PictureGroup, inside: Block): Block {
  const block = movedBlock(inside, { x: MARGIN, y: MARGIN + TITLE });
  const width = Math.max(inside.width + 2 * MARGIN, titleWidth(label));
  const height = inside.height + 2 * MARGIN + TITLE;
  return { ...block, width, height, groups: [[id, { x: 0, y: 0, width, height }], ...block.groups] };
}
