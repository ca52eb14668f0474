import { type Layout } from './geometry';
import { layeredLayout } from './layered-layout';
import { packedLayout } from './packed-layout';
import { type Picture } from './picture';

/** Of more nodes than this lines around everything would make the picture wider than anybody can read. */
export const FEW = 60;

/** Finds a place for everything. */
export function layoutOf(picture: Picture): Layout {
  return picture.nodes.length > FEW ? packedLayout(picture, FEW) : layeredLayout(picture);
}
