import { atOption, optionsOf } from '../../engine/definition/driver-options';
import { isFalse } from '../../engine/definition/driver';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { nameOf } from '../../engine/definition/docker-reading';
import { does } from '../../engine/definition/engine-version';
import { defineRule } from '../rule';

export const overlayWithoutIpv4 = defineRule<'dockerHost', { network: string }>({
  id: 'overlay-without-ipv4',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'overlay network without IPv4',
  why: 'a swarm gives its tasks IPv4 addresses on each network',
  broken: 'the engine refuses it: "IPv4 cannot be disabled in a Swarm scoped network"',
  fix: `leave ${OPTION.enableIpv4} out`,
  sources: ['https://docs.docker.com/engine/release-notes/28/'],
  catalogue: ['1.1 EnableIPv4'],
  explain: ({ network }) => `overlay network ${network} has IPv4 switched off, which a swarm cannot do without`,
  *check(host) {
    if (!does(host.engine, 'enable-ipv4')) return;
    for (const { network, key, value } of optionsOf(host, ({ needsSwarm }) => needsSwarm)) {
      if (key === OPTION.enableIpv4 && isFalse(value))
        yield { at: atOption(network, key), facts: { network: nameOf(network) } };
    }
  },
});
