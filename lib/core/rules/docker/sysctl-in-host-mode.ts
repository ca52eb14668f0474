import { containersIn, nameOf } from '../../engine/definition/docker-reading';
import { parametersOf } from '../../engine/definition/kernel-parameters';
import { isOfNetwork } from '../../values/kernel-parameter';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { RUN } from './sources';

export const sysctlInHostMode = defineRule<'dockerHost', { container: string; parameter: string }>({
  id: 'sysctl-in-host-mode',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'kernel parameter of the network in host mode',
  why: 'parameters of net. belong to a network stack, and in host mode the stack is the one of the host',
  broken: 'the container does not start: "sysctl "net.ipv4.ip_forward" not allowed in host network namespace"',
  fix: ({ field }) => `set it on the host, and take it out of ${field('sysctls')}`,
  sources: [RUN],
  catalogue: ['2.3 sysctl'],
  explain: ({ container, parameter }) =>
    `container ${container} uses the network of the host and sets ${parameter}, which belongs to that network`,
  *check(host) {
    for (const container of containersIn(host, 'host')) {
      const found = parametersOf(container).find(({ name }) => isOfNetwork(name));
      if (!found) continue;
      yield {
        at: atField(container.at, 'sysctls'),
        facts: { container: nameOf(container), parameter: found.written },
      };
    }
  },
});
