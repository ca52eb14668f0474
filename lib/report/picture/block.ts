import { boxOf } from './box';
import { type Point, type Rectangle, type Route } from './geometry';
import { type PictureNode } from './picture';

/** Space between neighbouring nodes in a grid, in pixels. */
const GAP = 18;

/** The preferred ratio of width to height, about that of a screen. */
export const SHAPE = 1.7;

/** A part of a picture that is laid out; positions are relative to its upper left corner. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly (readonly [id: string, place: Rectangle])[];
  readonly groups: readonly (readonly [id: string, place: Rectangle])[];
  /** Edges by their index in the picture. */
  readonly routes: readonly (readonly [edge: number, route: Route])[];
}

const EMPTY: Block = { width: 0, height: 0, nodes: [], groups: [], routes: [] };

/** Nodes in columns of one width. */
export function gridBlock(nodes: readonly PictureNode[]): Block {
  const boxes = nodes.map((node) => ({ id: node.id, ...boxOf(node) }));
  const width = Math.max(...boxes.map((one) => one.width)) + GAP;
  const height = Math.max(...boxes.map((one) => one.height)) + GAP;
  const columns = Math.max(1, Math.round(Math.sqrt((boxes.length * height * SHAPE) / width)));
  return joinedBlocks(
    boxes.map((box, index) =>
      movedBlock(nodeBlock(box), { x: (index % columns) * width, y: Math.floor(index / columns) * height }),
    ),
  );
}

/** Nodes one below the other. */
export function columnBlock(nodes: readonly PictureNode[], gap: number): Block {
  let y = 0;
  const cells = nodes.map((node) => {
    const box = boxOf(node);
    const cell = movedBlock(nodeBlock({ id: node.id, ...box }), { x: 0, y });
    y += box.height + gap;
    return cell;
  });
  return joinedBlocks(cells);
}

function nodeBlock(box: { readonly id: string; readonly width: number; readonly height: number }): Block {
  const { id, width, height } = box;
  return { ...EMPTY, width, height, nodes: [[id, { x: 0, y: 0, width, height }]] };
}

/** Joins blocks that are already positioned; the result is as large as its content. */
export function joinedBlocks(blocks: readonly Block[]): Block {
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

/** A block moved to the right and down. */
export function movedBlock({ width, height, nodes, groups, routes }: Block, { x, y }: Point): Block {
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
