import { dockerFlows } from '../../intent/docker-flows';
import { dialledInVain } from '../dialled';
import { defineRule } from '../rule';

export const dialledHostNameMissing = defineRule<'dockerHost', { container: string; by: string; dialled: string }>({
  id: 'dialled-host-name-missing',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a name of Docker Desktop is dialled that an engine on Linux does not have',
  why: 'Docker Desktop answers for host.docker.internal and its like; an engine on Linux only has what the hosts file of the container says',
  broken: 'on Linux the program reports "no such host", "Name or service not known" or "getaddrinfo ENOTFOUND"',
  fix: 'add "host.docker.internal:host-gateway" to the hosts entries of the container',
  sources: ['https://docs.docker.com/reference/cli/docker/container/run/#add-host'],
  catalogue: ['2.1 host.docker.internal'],
  explain: ({ container, by, dialled }) =>
    `container ${container} dials ${dialled} (${by}), a name that Docker Desktop provides and an engine on Linux does not`,
  check: (host) => dialledInVain(dockerFlows(host), 'host-name-missing', () => ({})),
});
