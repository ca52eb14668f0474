import { type Place } from './place';

/** Something that a verdict can name: a resource of a template, or what stands for one. */
export interface Element {
  /** Where it was defined. */
  readonly at: Place;
  /** The key by which others refer to it. */
  readonly key: string;
}

/** What a person calls an element. */
export function elementName({ at: { path }, key }: Element): string {
  return path === '' ? key : path;
}

/**
 * Whether a person means a path: the whole of it, the end of it, the name in an address of Terraform, or a logical id
 * without what CDK appends.
 */
export function isPathCalled(path: string, text: string, anyCase = false): boolean {
  if (text === '') return false;
  const id = path.slice(path.lastIndexOf('/') + 1);
  const read = (one: string): string => (anyCase ? one.toLowerCase() : one);
  const wanted = read(text);
  return (
    [path, id, id.replace(/[0-9A-F]{8}$/, '')].some((one) => read(one) === wanted) ||
    read(path).endsWith(`/${wanted}`) ||
    read(id).endsWith(`.${wanted}`)
  );
}
