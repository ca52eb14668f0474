import { nameOf, namespaceOf } from '../../engine/definition/docker-reading';
import { isTakenByDocker, OF_HOST_NAME, parametersOf } from '../../engine/definition/kernel-parameters';
import { dotted, isOfNetwork } from '../../values/kernel-parameter';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { RUN } from './sources';

export const sysctlNotOfContainer = defineRule<'dockerHost', { container: string; parameter: string }>({
  id: 'sysctl-not-of-container',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'kernel parameter that a container cannot set',
  why: 'the others, such as vm.max_map_count, are one for the whole host',
  broken: 'the container does not start: "sysctl "vm.max_map_count" is not in a separate kernel namespace"',
  fix: ({ field }) => `set it on the host with sysctl -w, and take it out of ${field('sysctls')}`,
  fixFor: ({ parameter }) =>
    dotted(parameter) === OF_HOST_NAME
      ? ({ field }) => `set ${field('hostname')} in its place, and take it out of ${field('sysctls')}`
      : undefined,
  sources: [RUN],
  catalogue: ['2.3 sysctl'],
  explain: ({ container, parameter }) =>
    `container ${container} sets ${parameter}, which a container cannot have of its own`,
  *check(host) {
    for (const container of host.containers.items) {
      for (const { written: parameter, name } of parametersOf(container)) {
        const isTaken = isTakenByDocker(name);
        // those of the network belong to the host in host mode, which is another rule
        if (isTaken === true || (isOfNetwork(name) && namespaceOf(container) === 'host')) continue;
        const violation = { at: atField(container.at, 'sysctls'), facts: { container: nameOf(container), parameter } };
        yield isTaken === 'unsure' ? { ...violation, effect: 'may go wrong' } : violation;
      }
    }
  },
});
