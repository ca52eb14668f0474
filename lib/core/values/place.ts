/**
 * Where something was written.
 *
 * Constructs know their construct path; what was read from a file also knows where in the file.
 */
export interface Place {
  /** What a person calls it: a construct path, a resource address, the name of a container. */
  readonly path: string;
  /** The input it was read from: a file name, or the template of a stack. */
  readonly file?: string;
  /** JSON pointer (RFC 6901) of the element inside that input. */
  readonly pointer?: string;
}

/** The place of a part of something: its path and pointer with one more step. */
export function within(place: Place, name: string | number, step: string | number = name): Place {
  const path = place.path === '' ? String(name) : `${place.path}/${name}`;
  if (place.pointer === undefined) return place.file === undefined ? { path } : { path, file: place.file };
  const pointer = `${place.pointer}/${escaped(step)}`;
  return place.file === undefined ? { path, pointer } : { path, file: place.file, pointer };
}

/** The same thing, seen at one of its fields: the path stays, the pointer goes one step deeper. */
export function atField(place: Place, field: string | number): Place {
  return place.pointer === undefined ? place : { ...place, pointer: `${place.pointer}/${escaped(field)}` };
}

/** A step of a JSON pointer (RFC 6901), with the two characters escaped that have a meaning there. */
export function escaped(step: string | number): string {
  if (typeof step === 'number') return String(step);
  return step.includes('~') || step.includes('/') ? step.replaceAll('~', '~0').replaceAll('/', '~1') : step;
}
