import { isFalse } from '../../engine/definition/driver';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { does } from '../../engine/definition/engine-version';
import { nameOf } from '../../engine/definition/docker-reading';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { defineRule } from '../rule';

export const networkWithoutFamily = defineRule<'dockerHost', { network: string }>({
  id: 'network-without-family',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'network without IPv4 and without IPv6',
  why: 'without either there is nothing that an endpoint could be given',
  broken: 'the engine refuses it: "IPv4 or IPv6 must be enabled"',
  fix: `switch IPv6 on, or leave ${OPTION.enableIpv4} out`,
  sources: ['https://docs.docker.com/engine/release-notes/28/'],
  catalogue: ['1.1 EnableIPv4', '1.5 enable_ipv4'],
  explain: ({ network }) => `network ${network} has neither IPv4 nor IPv6`,
  *check(host) {
    if (!does(host.engine, 'enable-ipv4')) return;
    for (const { network, key, value } of optionsOf(host, ({ isBridged }) => isBridged)) {
      if (key !== OPTION.enableIpv4 || !isFalse(value) || network.ipv6 !== false) continue;
      if (OPTION.enableIpv6 in network.options) continue;
      yield { at: atOption(network, key), facts: { network: nameOf(network) } };
    }
  },
});
