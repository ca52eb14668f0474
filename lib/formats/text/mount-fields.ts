/**
 * The fields of a mount in its short form, `SOURCE:TARGET:MODE`. A single letter before a colon is the drive of a Windows path, and
 * no field of its own: `C:\data:/data` has two fields.
 * @see https://docs.docker.com/reference/compose-file/services/#volumes
 */
export function mountFields(text: string): readonly string[] {
  return Array.from(`:${text}`.matchAll(/:((?:[a-z]:)?[^:]*)/gi), ([, field = '']) => field);
}

/** The path inside of the container: the second field of a mount, or the only one. */
export function mountTarget(text: string): string {
  const [first = '', second] = mountFields(text);
  return second ?? first;
}

/** Whether a field of a mount begins with the drive of a Windows path. */
export function hasDrive(field: string): boolean {
  return /^[a-z]:/i.test(field);
}
