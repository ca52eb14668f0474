import { indexOf } from '../../engine/definition/docker-reading';
import { dockerFlows } from '../../intent/docker-flows';
import { dialledInVain } from '../dialled';
import { joined } from '../../values/phrase';
import { defineRule } from '../rule';

export const dialledNetworkNotShared = defineRule<
  'dockerHost',
  { container: string; by: string; dialled: string; target: string; networks: string[]; who: string; where: string[] }
>({
  id: 'dialled-network-not-shared',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a container is dialled by name from a network that it is not on',
  why: 'a name resolves only on the networks of the container that has it, and nothing gets from one network to another except through a published port',
  broken: 'the program reports "no such host", "Name or service not known" or "getaddrinfo ENOTFOUND"',
  fix: 'put both containers on one network',
  fixFor: ({ who, where }) =>
    where.length === 0 ? 'put both containers on one network' : `put ${who} on network ${joined(where, 'or')}`,
  sources: [
    'https://docs.docker.com/engine/network/#dns-services',
    'https://docs.docker.com/compose/how-tos/networking/',
  ],
  catalogue: ['2.1 names that are dialled'],
  explain: ({ container, by, dialled, target, networks }) =>
    `container ${container} dials ${dialled} (${by}), but container ${target} is on other networks: ${networks.join(', ') || 'none'}`,
  check(host) {
    const flows = dockerFlows(host);
    if (flows.length === 0) return [];
    const { containers, networks: defined } = indexOf(host);
    // the words of the file, in which the engine's names do not stand
    return dialledInVain(flows, 'network-not-shared', ({ to, networks }, from) => ({
      target: to,
      networks: [...networks],
      who: containers.get(from)?.at.path ?? from,
      where: networks.map((name) => defined.get(name)?.at.path ?? name),
    }));
  },
});
