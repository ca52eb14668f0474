/** Parameters of the kernel that Linux keeps apart for each IPC namespace. */
const OF_IPC: ReadonlySet<string> = new Set(
  ['msgmax', 'msgmnb', 'msgmni', 'sem', 'shmall', 'shmmax', 'shmmni', 'shm_rmid_forced'].map(
    (name) => `kernel.${name}`,
  ),
);

/** Of the network, but one for the whole host on most kernels. */
const OF_ALL_STACKS: ReadonlySet<string> = new Set(
  ['rmem_max', 'rmem_default', 'wmem_max', 'wmem_default', 'netdev_max_backlog', 'netdev_budget', 'dev_weight'].map(
    (name) => `net.core.${name}`,
  ),
);

/** Parameters of one interface, which Docker calls `eth0` and so on: what is before it, its name, and what is behind it. */
const OF_INTERFACE = /^(net\.\w+\.\w+)\.(eth[^.]+)\.(.+)$/;

/**
 * Whether a kernel parameter is one that a container has of its own, by what Linux keeps apart today. Unsure are other parts
 * of `kernel.`, of which later versions may keep more apart, and buffers of the network, where it depends on the version.
 *
 * @see https://docs.docker.com/reference/cli/docker/container/run/#sysctl
 */
export function isOwnOfContainer(parameter: string): boolean | 'unsure' {
  if (OF_ALL_STACKS.has(parameter)) return 'unsure';
  if (isOfNetwork(parameter) || isOfIpc(parameter)) return true;
  return parameter.startsWith('kernel.') ? 'unsure' : false;
}

/** Whether a kernel parameter belongs to an IPC namespace: shared memory, semaphores and message queues. */
export function isOfIpc(parameter: string): boolean {
  return parameter.startsWith('fs.mqueue.') || OF_IPC.has(parameter);
}

/** Whether a kernel parameter belongs to a network stack. */
export function isOfNetwork(parameter: string): boolean {
  return parameter.startsWith('net.');
}

/** The interface that a parameter is of, and the parameter with `IFNAME` in its place; undefined where it is of none. */
export function interfaceIn(parameter: string): { readonly name: string; readonly pattern: string } | undefined {
  const [, stack, name, rest] = OF_INTERFACE.exec(parameter) ?? [];
  return name === undefined ? undefined : { name, pattern: `${stack}.IFNAME.${rest}` };
}

/** Whether a text can be the name of a kernel parameter; one that a variable stands in for is not known. */
export function isParameter(text: string): boolean {
  return /^[a-z]\w*[./][\w./:@-]+$/.test(text);
}

/** A kernel parameter with dots: written with slashes as in `/proc/sys`, the two change places. */
export function dotted(parameter: string): string {
  if (/[./]/.exec(parameter)?.[0] !== '/') return parameter;
  return parameter.replace(/[./]/g, (sign) => (sign === '/' ? '.' : '/'));
}
