/** A Docker daemon could not be asked; the message says what to do about it. */
export class DaemonError extends Error {
  /** Name of the error where it is printed. */
  override readonly name = 'DaemonError';
}
