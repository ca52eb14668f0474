import { nameOf } from '../../engine/definition/docker-reading';
import { isTakenByDocker, parametersOf } from '../../engine/definition/kernel-parameters';
import { type SwarmService } from '../../engine/swarm/swarm';
import { isOfNetwork } from '../../values/kernel-parameter';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { RUN } from '../docker/sources';

type Facts = { service: string; parameter: string; ownedBy: 'host' | 'network of the host' };

export const serviceSysctlUnusable = defineRule<'dockerSwarm', Facts>({
  id: 'service-sysctl-unusable',
  subject: 'dockerSwarm',
  effect: 'cannot work',
  title: 'kernel parameter that no task of a service can have',
  why: 'a task is a container: it has parameters of its network and of its shared memory of its own, the others are one for the whole node',
  broken:
    'the swarm takes the service, and every task fails to start, again and again: "sysctl "vm.max_map_count" is not in a ' +
    'separate kernel namespace", or "not allowed in host network namespace"',
  fix: 'set it on every node with sysctl -w, and take it out of the service',
  sources: [RUN, 'https://docs.docker.com/reference/cli/docker/service/create/'],
  catalogue: ['swarm service sysctl'],
  explain: ({ service, parameter, ownedBy }) =>
    `service ${service} sets ${parameter}, which belongs to the ${ownedBy}: none of its tasks starts`,
  *check({ services }) {
    for (const service of services.items) {
      const onHost = isOnHost(service);
      for (const { written, name } of parametersOf(service)) {
        const isTaken = isTakenByDocker(name);
        const isOfHost = onHost && isOfNetwork(name);
        if (isTaken === true && !isOfHost) continue;
        const ownedBy = isOfHost ? 'network of the host' : 'host';
        const facts = { service: nameOf(service), parameter: written, ownedBy } as const;
        const violation = { at: atField(service.at, 'sysctls'), facts };
        yield isTaken === 'unsure' && !isOfHost ? { ...violation, effect: 'may go wrong' } : violation;
      }
    }
  },
});

/** Whether its tasks are on the network of their node. */
function isOnHost({ networks }: SwarmService): boolean {
  return networks.items.some(({ network }) => network === 'host');
}
