import { dockerFlows } from '../../intent/docker-flows';
import { dialledInVain, type DialledFacts, nameFacts, type NameFacts } from '../dialled';
import { defineRule } from '../rule';

export const dialledNameUnknown = defineRule<'dockerHost', DialledFacts & NameFacts>({
  id: 'dialled-name-unknown',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a name is dialled that does not exist',
  why: 'the engine answers for the names and aliases of containers on a network that both are on; the default bridge has no names, and a container in host mode asks the resolver of the host',
  broken: 'the program reports "no such host", "Name or service not known" or "getaddrinfo ENOTFOUND"',
  fix: 'dial the name or an alias of a container on a common network of your own, or add the name to the hosts file of the container',
  sources: [
    'https://docs.docker.com/engine/network/#dns-services',
    'https://docs.docker.com/compose/how-tos/networking/',
  ],
  catalogue: ['2.1 names that are dialled'],
  fixFor: ({ remedy }) => remedy,
  explain: ({ container, by, dialled, trouble }) => `container ${container} dials ${dialled} (${by}), but ${trouble}`,
  check: (host) => dialledInVain(dockerFlows(host), 'name-unknown', nameFacts),
});
