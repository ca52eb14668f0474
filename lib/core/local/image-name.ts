/** A part of a name between slashes. */
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';

/** A registry: told from the first part of a name by its dot, its port, a capital letter, or by being localhost. */
const HOST =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])';

const TAG = '[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}';

const DIGEST = '[a-zA-Z][a-zA-Z0-9]*(?:[+._-][a-zA-Z][a-zA-Z0-9]*)*:[a-fA-F0-9]{32,}';

const NAME = new RegExp(`^(?:${HOST}(?::[0-9]+)?/)?${PART}(?:/${PART})*(?::${TAG})?(?:@${DIGEST})?$`);

/**
 * Whether an engine takes a text for the name of an image.
 * @see https://pkg.go.dev/github.com/distribution/reference
 */
export function isImageName(text: string): boolean {
  return NAME.test(text);
}
