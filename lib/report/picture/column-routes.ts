import { greatest, least, type Point, type Rectangle, type Route } from './geometry';

/** The greatest distance between two lines that leave a node at one side, and between two that bend in one gap. */
const APART = { side: 14, bend: 9 } as const;

/** Nodes laid out in columns, between which lines are drawn. */
export interface Columns {
  readonly nodes: ReadonlyMap<string, Rectangle>;
  /** Nodes, or groups of nodes laid out as one. The pieces of a column share one horizontal centre. */
  readonly pieces: readonly Rectangle[];
  /** Whether the sides of a node are half circles. */
  readonly isRound: (id: string) => boolean;
}

/** A line as the layout found it: from the centre of its first column to that of its last one, through free places between them. */
export interface FoundLine {
  readonly from: string;
  readonly to: string;
  /** Points in order from the first node to the second, without the ends at the nodes. */
  readonly between: readonly Point[];
  /** @default - none */
  readonly label?: Rectangle;
}

/** The horizontal extent of a column. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/**
 * Lines leave a node at the side that faces the other one, cross the columns in between where these are free, and bend only in
 * the gaps between columns, so that no line runs behind a node.
 */
export function columnRoutes(columns: Columns, lines: readonly FoundLine[]): Route[] {
  const extents = extentsOf(columns.pieces);
  const ways = lines.map((line) => wayOf(columns.nodes, line));
  const heights = sideHeights(columns, ways);
  const stops = ways.map((way, index): Stop[] => {
    const { label } = lines[index] ?? {};
    const [startY = 0, endY = 0] = [heights.get(endKey(index, 'start')), heights.get(endKey(index, 'end'))];
    return [
      stopAt(sideX(columns, way.left, 'right', startY), startY, extents, way.left.place),
      ...way.between.flatMap((point) => crossing(point, extents, label)),
      stopAt(sideX(columns, way.right, 'left', endY), endY, extents, way.right.place),
    ];
  });
  const bends = bendsOf(stops);
  return ways.map((way, index): Route => {
    const { label } = lines[index] ?? {};
    const points = bent(stops[index] ?? [], (at) => bends.get(bendKey(index, at)));
    const shown = label === undefined ? {} : { label: { x: middleX(label), y: middleY(label) } };
    return { points: way.isTurned ? points.reverse() : points, ...shown };
  });
}

interface End {
  readonly id: string;
  readonly place: Rectangle;
}

/** A line from its left end to its right one. */
interface Way {
  readonly left: End;
  readonly right: End;
  readonly between: readonly Point[];
  readonly isTurned: boolean;
}

function wayOf(nodes: Columns['nodes'], { from, to, between }: FoundLine): Way {
  const endOf = (id: string): End => ({ id, place: nodes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 } });
  const [first, second] = [endOf(from), endOf(to)];
  const isTurned = middleX(first.place) > middleX(second.place);
  return isTurned
    ? { left: second, right: first, between: [...between].reverse(), isTurned }
    : { left: first, right: second, between, isTurned };
}

function middleX({ x, width }: Rectangle): number {
  return x + width / 2;
}

/** The extents of the columns, by their centres. */
function extentsOf(pieces: readonly Rectangle[]): ReadonlyMap<number, Extent> {
  const extents = new Map<number, Extent>();
  for (const place of pieces) {
    const key = columnKey(middleX(place));
    const { start, end } = extents.get(key) ?? { start: Infinity, end: -Infinity };
    extents.set(key, { start: Math.min(start, place.x), end: Math.max(end, place.x + place.width) });
  }
  return extents;
}

/** Centres that differ by rounding errors alone have the same key. */
function columnKey(x: number): number {
  return Math.round(x);
}

/** The height at which a line crosses a column, and the extent over which it runs straight. */
interface Stop extends Extent {
  readonly y: number;
}

/** From the side of its node a line runs straight to the end of the column. */
function stopAt(x: number, y: number, extents: ReadonlyMap<number, Extent>, place: Rectangle): Stop {
  const { start, end } = extents.get(columnKey(middleX(place))) ?? { start: x, end: x };
  return x < middleX(place) ? { start: Math.min(start, x), end: x, y } : { start: x, end: Math.max(end, x), y };
}

/** The column that a line crosses at a point; none where nothing is in the column, so that the line need not stay at a height there. */
function crossing({ x, y }: Point, extents: ReadonlyMap<number, Extent>, label: Rectangle | undefined): Stop[] {
  const found = [extents.get(columnKey(x))];
  if (label !== undefined && columnKey(middleX(label)) === columnKey(x))
    found.push({ start: label.x, end: label.x + label.width });
  const all = found.filter((one) => one !== undefined);
  if (all.length === 0) return [];
  return [{ start: least(all.map(({ start }) => start)), end: greatest(all.map(({ end }) => end)), y }];
}

function bendKey(line: number, stop: number): string {
  return `${line} ${stop}`;
}

/** Where in the gap between two columns each line changes its height, in an order that causes few crossings. */
function bendsOf(lines: readonly (readonly Stop[])[]): ReadonlyMap<string, number> {
  const gaps = new Map<string, { readonly key: string; readonly from: Stop; readonly to: Stop }[]>();
  lines.forEach((stops, line) => {
    stops.forEach((from, at) => {
      const to = stops[at + 1];
      if (!to || to.y === from.y) return;
      const gap = `${columnKey(from.end)} ${columnKey(to.start)}`;
      const bend = { key: bendKey(line, at), from, to };
      const known = gaps.get(gap);
      if (known) known.push(bend);
      else gaps.set(gap, [bend]);
    });
  });
  const found = new Map<string, number>();
  for (const bends of gaps.values()) {
    // of lines that go up, the upper one bends first; of lines that go down, the lower one
    const order = ({ from, to }: { readonly from: Stop; readonly to: Stop }): number =>
      to.y < from.y ? from.y : -from.y;
    bends.sort((one, other) => order(one) - order(other));
    bends.forEach(({ key, from, to }, index) => {
      const apart = Math.min(APART.bend, (to.start - from.end) / (bends.length + 1));
      found.set(key, (from.end + to.start) / 2 + (index - (bends.length - 1) / 2) * apart);
    });
  }
  return found;
}

/** Straight through each column, and from one height to the next where the line bends between two columns. */
function bent(stops: readonly Stop[], bendAt: (stop: number) => number | undefined): Point[] {
  const points = stops.flatMap(({ start, end, y }, index): Point[] => {
    const next = stops[index + 1];
    const straight = [
      { x: start, y },
      { x: end, y },
    ];
    if (!next) return straight;
    const x = bendAt(index);
    return x === undefined ? straight : [...straight, { x, y }, { x, y: next.y }];
  });
  return points.filter(({ x, y }, index) => {
    const before = points[index - 1];
    return before?.x !== x || before.y !== y;
  });
}

function endKey(line: number, end: 'start' | 'end'): string {
  return `${line} ${end}`;
}

/** One end of a line, with the heights that follow along the line. */
interface LineEnd {
  readonly key: string;
  readonly id: string;
  readonly place: Rectangle;
  readonly towards: readonly number[];
  /** The end in the next column, where the line ends there and nothing is in between. */
  readonly facing: string | undefined;
}

/** Where each line begins and ends at the side of its node: sorted by where it leads, so that lines do not cross at the node. */
function sideHeights({ isRound }: Columns, ways: readonly Way[]): ReadonlyMap<string, number> {
  const sides = new Map<string, LineEnd[]>();
  const add = (side: string, end: LineEnd): void => {
    const known = sides.get(side);
    if (known) known.push(end);
    else sides.set(side, [end]);
  };
  ways.forEach(({ left, right, between }, index) => {
    const heights = between.map(({ y }) => y);
    const [start, end] = [endKey(index, 'start'), endKey(index, 'end')];
    const isNext = heights.length === 0;
    add(`right ${left.id}`, {
      ...{ key: start, ...left, towards: [...heights, middleY(right.place)] },
      facing: isNext ? end : undefined,
    });
    add(`left ${right.id}`, {
      ...{ key: end, ...right, towards: [...heights.reverse(), middleY(left.place)] },
      facing: isNext ? start : undefined,
    });
  });
  const roomOf = ({ id, place }: LineEnd): number => place.height * (isRound(id) ? 0.5 : 0.75);
  const found = new Map<string, number>();
  const single: LineEnd[] = [];
  for (const ends of sides.values()) {
    const [first, second] = ends;
    if (!first) continue;
    if (!second) single.push(first);
    ends.sort((one, other) => compared(one.towards, other.towards));
    const apart = Math.min(APART.side, roomOf(first) / ends.length);
    ends.forEach(({ key, place }, index) => {
      found.set(key, middleY(place) + (index - (ends.length - 1) / 2) * apart);
    });
  }
  // a line that is alone at its side runs straight to its other end, if that is at the height of the node
  for (const end of single) {
    const towards = (end.facing === undefined ? undefined : found.get(end.facing)) ?? end.towards[0] ?? 0;
    if (Math.abs(towards - middleY(end.place)) < roomOf(end) / 2) found.set(end.key, towards);
  }
  return found;
}

function middleY({ y, height }: Rectangle): number {
  return y + height / 2;
}

function compared(one: readonly number[], other: readonly number[]): number {
  for (const [index, height] of one.entries()) {
    const difference = height - (other[index] ?? height);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The side of a node at some height; half circles recede above and below their middle. */
function sideX({ isRound }: Columns, { id, place }: End, side: 'left' | 'right', height: number): number {
  const radius = place.height / 2;
  const inwards = isRound(id) ? radius - Math.sqrt(Math.max(0, radius ** 2 - (height - middleY(place)) ** 2)) : 0;
  return side === 'left' ? place.x + inwards : place.x + place.width - inwards;
}
