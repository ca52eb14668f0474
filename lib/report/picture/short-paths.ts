import { LABEL_LETTERS } from './box';

/**
 * What things with these paths are called in their boxes: a path that is too long for one begins with the step by which it differs
 * from all others.
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

/** What people call something of a template: its name without what the CDK appends to be unique. */
export function shortName(path: string): string {
  return path.replace(/(?:(?<=[a-z\d])|(?<=[A-Z])(?=[A-F]*\d))[\dA-F]{8}$/, '');
}

/** The name of something with what it is, once. */
export function named(noun: string, path: string): string {
  const name = shortName(path);
  return name.toLowerCase().includes(noun.toLowerCase()) ? name : `${noun} ${name}`;
}
