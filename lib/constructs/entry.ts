/** The public function that the user called, so that the stack trace of an error starts at its caller. */
export type Entry = (...args: never[]) => unknown;

/** A method of an object as the entry of an error's stack. */
export function method<T extends object>(of: T, name: keyof T & string): Entry {
  return Reflect.get(of, name) as Entry;
}

/** A class whose constructor was called, as the entry of an error's stack. */
export function constructorOf(made: abstract new (...args: never[]) => unknown): Entry {
  return made as unknown as Entry;
}
