declare global {
  /** Makes a setting of the worker, which loads the frameworks for all test files. */
  var setInWorker: ((name: string, value: string) => void) | undefined;
}

/** Makes a setting that a framework looks for in the environment. */
export function framework(name: string, value: string): void {
  process.env[name] = value;
  globalThis.setInWorker?.(name, value);
}

/**
 * Makes such a setting for the tests of one file, and takes it back after them: in `npm test` the other files of its room run
 * beside it, and have settings of their own.
 */
export function frameworkInThisFile(name: string, value: string): void {
  const before = process.env[name];
  beforeAll(() => {
    framework(name, value);
  });
  afterAll(() => {
    framework(name, before ?? '');
  });
}
