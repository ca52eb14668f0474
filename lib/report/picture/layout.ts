import { type Layout } from './geometry';
import { layeredLayout } from './layered-layout';
import { packedLayout } from './packed-layout';
import { type Picture } from './picture';

/** Of more nodes than this lines around everything would make the picture wider than anybody can read. */
export const FEW = 60;

/** What a reader sees at once, in pixels. */
const SCREEN = { width: 1300, height: 1000 } as const;

/** A picture that a screen shows at this share of its size is still read. */
const LEGIBLE = 0.7;

/** Finds a place for everything: in columns, or in rows where columns would be too wide to be read. */
export function layoutOf(picture: Picture): Layout {
  if (picture.nodes.length > FEW) return packedLayout(picture, FEW);
  const columns = layeredLayout(picture);
  if (shareShown(columns) >= LEGIBLE) return columns;
  const rows = layeredLayout(picture, 'rows');
  return shareShown(rows) > shareShown(columns) ? rows : columns;
}

/** The share of its size at which a screen shows all of a picture. */
function shareShown({ width, height }: Layout): number {
  return Math.min(1, SCREEN.width / width, SCREEN.height / height);
}
