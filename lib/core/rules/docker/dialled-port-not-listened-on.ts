import { dockerFlows } from '../../intent/docker-flows';
import { listensText } from '../../intent/flow';
import { dialledInVain } from '../dialled';
import { defineRule } from '../rule';

export const dialledPortNotListenedOn = defineRule<
  'dockerHost',
  { container: string; by: string; dialled: string; target: string; listens: number[]; isHostPort: boolean }
>({
  id: 'dialled-port-not-listened-on',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a port is dialled on which the target does not listen',
  why: 'from container to container the port is the one that the process listens on; the published port is one of the host',
  broken: 'the program reports "connection refused"',
  fix: 'dial the port that the target listens on, or let it listen on the one that is dialled',
  fixFor: ({ by, target }) =>
    by === 'VIRTUAL_HOST'
      ? `set VIRTUAL_PORT on ${target} to the port that it serves on: of several ports the proxy takes 80`
      : undefined,
  sources: [
    'https://docs.docker.com/compose/how-tos/networking/',
    'https://docs.docker.com/engine/network/port-publishing/',
  ],
  catalogue: ['4.3 ports that are dialled'],
  explain: ({ container, by, dialled, target, listens, isHostPort }) =>
    `container ${container} dials ${dialled} (${by}), but ${target === container ? '' : `container ${target} `}${listensText(listens)}${isHostPort ? '; the dialled port is its port on the host' : ''}`,
  check: (host) =>
    dialledInVain(dockerFlows(host), 'port-not-listened-on', ({ to, listens, isHostPort }) => ({
      target: to,
      listens: [...listens],
      isHostPort,
    })),
});
