import { nameOf } from '../../engine/definition/docker-reading';
import { parametersOf } from '../../engine/definition/kernel-parameters';
import { isOfIpc } from '../../values/kernel-parameter';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { RUN } from './sources';

export const sysctlInHostIpc = defineRule<'dockerHost', { container: string; parameter: string }>({
  id: 'sysctl-in-host-ipc',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'kernel parameter of shared memory or message queues with the IPC of the host',
  why: 'these parameters belong to an IPC namespace, and with ipc host the namespace is the one of the host',
  broken: 'the container does not start: "sysctl "kernel.shmmax" is not allowed in the hosts ipc namespace"',
  fix: ({ field }) => `set it on the host, and take it out of ${field('sysctls')}`,
  sources: [RUN],
  catalogue: ['2.3 sysctl'],
  explain: ({ container, parameter }) =>
    `container ${container} uses the IPC namespace of the host and sets ${parameter}, which belongs to that namespace`,
  *check(host) {
    for (const container of host.containers.items) {
      if (container.hostIpc !== true) continue;
      const found = parametersOf(container).find(({ name }) => isOfIpc(name));
      if (!found) continue;
      yield {
        at: atField(container.at, 'sysctls'),
        facts: { container: nameOf(container), parameter: found.written },
      };
    }
  },
});
