import { type Layout } from './geometry';
import { layeredLayout } from './layered-layout';
import { packedLayout } from './packed-layout';
import { type Picture } from './picture';

/** With more nodes than this, lines that avoid all nodes would make the picture too wide to be read. */
export const FEW = 60;

/** The part of a picture that is visible at once, in pixels. */
const SCREEN = { width: 1300, height: 1000 } as const;

/** The smallest scale at which a picture can still be read. */
const LEGIBLE = 0.7;

/** Lays out a picture: in columns, or in rows where columns would be too wide to be read. */
export function layoutOf(picture: Picture): Layout {
  if (picture.nodes.length > FEW) return packedLayout(picture, FEW);
  const columns = layeredLayout(picture);
  if (shareShown(columns) >= LEGIBLE) return columns;
  const rows = layeredLayout(picture, 'rows');
  return shareShown(rows) > shareShown(columns) ? rows : columns;
}

/** The scale at which all of a picture is visible at once. */
function shareShown({ width, height }: Layout): number {
  return Math.min(1, SCREEN.width / width, SCREEN.height / height);
}
