import { OPTION } from '../../engine/definition/driver-option-keys';
import { atOption } from '../../engine/definition/driver-options';
import { indexOf } from '../../engine/definition/docker-reading';
import { type Blocked } from '../../intent/flow';
import { dockerFlows } from '../../intent/docker-flows';
import { dialledInVain } from '../dialled';
import { defineRule } from '../rule';

type Way = Extract<Blocked, { reason: 'way-blocked' }>;

type Facts = {
  container: string;
  by: string;
  dialled: string;
  obstacle: string;
  way: string;
  /** The network that keeps its containers apart, where that is it; else empty. */
  silent: string;
};

export const dialledWayBlocked = defineRule<'dockerHost', Facts>({
  id: 'dialled-way-blocked',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'an address is dialled that no packet reaches',
  why: 'networks keep containers apart: without communication between containers, across networks, or without a way out',
  broken: 'the connection times out, or there is no route to the host',
  fix: 'open the way, or dial a published port at an address of the host',
  fixFor:
    ({ way, silent }) =>
    ({ setOption, either }) =>
      silent === ''
        ? way
        : `${either('set icc: true', setOption(OPTION.icc, 'true'))} on network ${silent}, or publish the port and dial the host`,
  sources: ['https://docs.docker.com/engine/network/drivers/bridge/'],
  catalogue: ['3.1 ways that are dialled'],
  explain: ({ container, by, dialled, obstacle }) => `container ${container} dials ${dialled} (${by}), but ${obstacle}`,
  *check(host) {
    const facts = ({ by, fix, silent = '' }: Way): Pick<Facts, 'obstacle' | 'way' | 'silent'> => ({
      obstacle:
        silent === '' ? by : `network ${silent} has communication between containers switched off (${OPTION.icc})`,
      way: fix,
      silent,
    });
    // who listens on its loopback alone is found by a rule of its own
    const flows = dockerFlows(host).filter(({ verdict }) => !('isLoopback' in verdict));
    for (const found of dialledInVain(flows, 'way-blocked', facts)) {
      const network = indexOf(host).networks.get(found.facts.silent);
      yield network ? { ...found, others: [...(found.others ?? []), atOption(network, OPTION.icc)] } : found;
    }
  },
});
