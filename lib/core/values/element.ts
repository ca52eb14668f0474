import { type Place } from './place';

/** Something that a verdict can name: a resource of a template, or what stands for one. */
export interface Element {
  /** Where it was defined. */
  readonly at: Place;
  /** By which others name it. */
  readonly key: string;
}

/** What a person calls an element. */
export function elementName({ at: { path }, key }: Element): string {
  return path === '' ? key : path;
}
