declare global {
  /** Makes a setting of the worker, which loads the frameworks for all test files. */
  var setInWorker: ((name: string, value: string) => void) | undefined;
}

/** Makes a setting that a framework looks for in the environment. */
export function framework(name: string, value: string): void {
  process.env[name] = value;
  globalThis.setInWorker?.(name, value);
}
