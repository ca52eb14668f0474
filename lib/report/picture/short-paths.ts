import { LABEL_LETTERS } from './box';

/**
 * Labels for things with these paths: a path that is too long for a label is cut to the shortest end that no other path has.
 */
export function shortPaths(paths: readonly string[]): (path: string) => string {
  const counts = new Map<string, number>();
  for (const end of [...new Set(paths)].flatMap(endsOf)) counts.set(end, (counts.get(end) ?? 0) + 1);
  return (path) => {
    if (path.length <= LABEL_LETTERS) return path;
    const end = endsOf(path).find((one) => counts.get(one) === 1);
    return end === undefined || end === path ? path : `…/${end}`;
  };
}

/** The last step of a path, the last two, and so on. */
function endsOf(path: string): string[] {
  const steps = path.split('/');
  return steps.map((_, index) => steps.slice(steps.length - 1 - index).join('/'));
}

/** The name of a resource of a template without the hash that the CDK appends. */
export function shortName(path: string): string {
  return path.replace(/(?:(?<=[a-z\d])|(?<=[A-Z])(?=[A-F]*\d))[\dA-F]{8}$/, '');
}

/** A name with its noun in front, unless the name already contains it. */
export function named(noun: string, path: string): string {
  const name = shortName(path);
  return name.toLowerCase().includes(noun.toLowerCase()) ? name : `${noun} ${name}`;
}
