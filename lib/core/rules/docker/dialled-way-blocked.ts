import { dockerFlows } from '../../intent/docker-flows';
import { dialledInVain } from '../dialled';
import { defineRule } from '../rule';

export const dialledWayBlocked = defineRule<
  'dockerHost',
  { container: string; by: string; dialled: string; obstacle: string; way: string }
>({
  id: 'dialled-way-blocked',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'an address is dialled that no packet reaches',
  why: 'networks keep containers apart: without communication between containers, across networks, or without a way out',
  broken: 'the connection times out, or there is no route to the host',
  fix: 'open the way, or dial a published port at an address of the host',
  fixFor: ({ way }) => way,
  sources: ['https://docs.docker.com/engine/network/drivers/bridge/'],
  catalogue: ['3.1 ways that are dialled'],
  explain: ({ container, by, dialled, obstacle }) => `container ${container} dials ${dialled} (${by}), but ${obstacle}`,
  // who listens on its loopback alone is found by a rule of its own
  check: (host) =>
    dialledInVain(
      dockerFlows(host).filter(({ verdict }) => !('isLoopback' in verdict)),
      'way-blocked',
      ({ by, fix }) => ({ obstacle: by, way: fix }),
    ),
});
