/** Blocks of a tar archive, each header one of them. */
const BLOCK = 512;

/** The text of the first regular file in a tar archive; undefined: there is none, or it is not all there. */
export function fileInTar(bytes: Buffer): string | undefined {
  for (let at = 0; at + BLOCK <= bytes.length;) {
    const header = bytes.subarray(at, at + BLOCK);
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8);
    if (!Number.isSafeInteger(size) || size < 0) return undefined;
    const kind = header.toString('latin1', 156, 157);
    const start = at + BLOCK;
    if (kind === '0' || kind === '\0') {
      return start + size <= bytes.length ? bytes.toString('utf8', start, start + size) : undefined;
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return undefined;
}
