/** The keys that an object may have, each with what is inside; `true` for what is taken as it is. */
export interface Shape {
  readonly [key: string]: true | Shape | readonly [Shape];
}

/** Every key of a type: a key that the model learns has to be written here, or it does not compile. */
type KeysOf<T> = { readonly [Key in keyof Required<T>]: true | Shape | readonly [Shape] };

export function keys<T>(shape: KeysOf<T>): Shape {
  return shape;
}

/** The keys of a value that have no meaning, each by the way to it. */
export function strangersIn(value: unknown, shape: Shape, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = path === '' ? key : `${path}.${key}`;
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (known === undefined) return [here];
    if (known === true) return [];
    if (!Array.isArray(known)) return strangersIn(inner, known as Shape, here);
    const items: readonly unknown[] = Array.isArray(inner) ? inner : [];
    return items.flatMap((item, index) => strangersIn(item, known[0] as Shape, `${here}.${index}`));
  });
}
