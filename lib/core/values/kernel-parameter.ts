/** Parts of the kernel that Linux keeps apart for each container. */
const KERNEL = ['msgmax', 'msgmnb', 'msgmni', 'sem', 'shmall', 'shmmax', 'shmmni', 'shm_rmid_forced'];

/**
 * Whether a kernel parameter is one that a container has of its own, by what Linux keeps apart today: of other parts of
 * `kernel.` it may come to keep more apart, so that they are unsure.
 *
 * @see https://docs.docker.com/reference/cli/docker/container/run/#sysctl
 */
export function isOwnOfContainer(parameter: string): boolean | 'unsure' {
  if (isOfNetwork(parameter) || parameter.startsWith('fs.mqueue.')) return true;
  if (!parameter.startsWith('kernel.')) return false;
  return KERNEL.includes(parameter.slice('kernel.'.length)) || 'unsure';
}

/** Whether a kernel parameter belongs to a network stack. */
export function isOfNetwork(parameter: string): boolean {
  return parameter.startsWith('net.');
}

/** A kernel parameter with dots, which may be written with slashes as in `/proc/sys`. */
export function dotted(parameter: string): string {
  return parameter.includes('.') ? parameter : parameter.replaceAll('/', '.');
}
