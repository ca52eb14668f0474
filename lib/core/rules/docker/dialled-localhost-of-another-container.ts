import { dockerFlows } from '../../intent/docker-flows';
import { whoListens } from '../../intent/flow';
import { dialledInVain } from '../dialled';
import { defineRule } from '../rule';

export const dialledLocalhost = defineRule<
  'dockerHost',
  { container: string; by: string; dialled: string; target: string; published?: number; usual?: number }
>({
  id: 'dialled-localhost-of-another-container',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'localhost is dialled for what another container listens on',
  why: 'localhost is the network namespace of the container itself, not the host and not its neighbours',
  broken: 'the program reports "connection refused"',
  fix: 'dial the name of the container that listens',
  fixFor: ({ published }) =>
    published === undefined
      ? 'dial the name of the container that listens'
      : `dial the name of the container that listens, and its port ${published}`,
  sources: ['https://docs.docker.com/compose/how-tos/networking/'],
  catalogue: ['2.1 localhost of a container'],
  explain: ({ container, by, dialled, target, ...ports }) =>
    `container ${container} dials ${dialled} (${by}), which is the container itself; container ${whoListens(target, ports)}`,
  check: (host) =>
    dialledInVain(dockerFlows(host), 'localhost', ({ to, published, usual }) => ({
      target: to,
      ...(published === undefined ? {} : { published }),
      ...(usual === undefined ? {} : { usual }),
    })),
});
