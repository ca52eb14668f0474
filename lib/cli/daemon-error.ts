/** A Docker daemon that could not be asked, with what to do about it. */
export class DaemonError extends Error {
  /** What it is called where it is printed. */
  override readonly name = 'DaemonError';
}
