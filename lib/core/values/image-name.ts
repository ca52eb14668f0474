/** A part of a name between slashes. */
const PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';

/** A registry with or without a port; what tells it from the first part of a path is in `registryOf`. */
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

/**
 * The registry that an image is pulled from. The first part of a name is one where it has a dot, a port or a capital letter, or is
 * `localhost`; every other name is of Docker Hub.
 * @see https://pkg.go.dev/github.com/distribution/reference
 */
export function registryOf(image: string): string {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  return /[.:A-Z]/.test(first) || first === 'localhost' ? first : DOCKER_HUB;
}

const DOCKER_HUB = 'docker.io';
