/** A rectangle by its upper left corner. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The course of an edge, from its first node to its second one. */
export interface Route {
  readonly points: readonly Point[];
  /** The centre of its label. @default - it has none */
  readonly label?: Point;
}

/** The position of everything in a picture, in pixels from its upper left corner. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: ReadonlyMap<string, Rectangle>;
  /** Outer boxes before those inside of them. */
  readonly groups: ReadonlyMap<string, Rectangle>;
  /** In the order of the edges of the picture. */
  readonly edges: readonly Route[];
}

/** Empty space around a picture, and around the content of a box. */
export const MARGIN = 16;

/** A line that avoids nothing: from the nearer side of each node, in an arc where both are in one column. */
export function straight(from: Rectangle | undefined, to: Rectangle | undefined): Route {
  if (!from || !to) return { points: [] };
  if (from === to) return loop(from);
  const [startY, endY] = [from.y + from.height / 2, to.y + to.height / 2];
  const isBack = to.x + to.width < from.x;
  const isForth = from.x + from.width < to.x;
  const startX = isBack ? from.x : from.x + from.width;
  const endX = isForth ? to.x : to.x + to.width;
  const bow = isBack || isForth ? (endX - startX) / 3 : 50;
  const last = isBack || isForth ? endX - bow : endX + bow;
  const points = [
    { x: startX, y: startY },
    { x: startX + bow, y: startY },
    { x: last, y: endY },
    { x: endX, y: endY },
  ];
  return { points };
}

/** A line from a node to itself: below the node, with its label beside it. */
function loop({ x, y, width, height }: Rectangle): Route {
  const [middle, bottom] = [x + width / 2, y + height];
  const points = [
    { x: middle - 16, y: bottom },
    { x: middle - 14, y: bottom + 16 },
    { x: middle + 14, y: bottom + 16 },
    { x: middle + 16, y: bottom },
  ];
  return { points, label: { x: middle + 36, y: bottom + 10 } };
}

/** The lowest of some numbers; of none, infinity. */
export function least(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.min(one, other), Infinity);
}

/** The highest of some numbers; of none, minus infinity. */
export function greatest(numbers: readonly number[]): number {
  return numbers.reduce((one, other) => Math.max(one, other), -Infinity);
}

/** A rectangle mirrored at the diagonal: columns become rows. */
export function turnedOver(place: Rectangle): Rectangle {
  return { x: place.y, y: place.x, width: place.height, height: place.width };
}

export function turnedPoint({ x, y }: Point): Point {
  return { x: y, y: x };
}
