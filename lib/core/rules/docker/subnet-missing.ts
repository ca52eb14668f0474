import { joined } from '../../values/phrase';
import { does } from '../../engine/definition/engine-version';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks } from '../../engine/definition/ipam';
import { defineRule } from '../rule';
import { DOCS } from './sources';

export const subnetMissing = defineRule<'dockerHost', { network: string; given: string[] }>({
  id: 'subnet-missing',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'IPAM block without a subnet',
  why: 'gateway, range and auxiliary addresses are parts of a subnet; the engine chooses one only where the block is left out entirely',
  broken:
    'the engine refuses it: "Invalid subnet  : invalid CIDR address: " (20.10), "invalid gateway 10.77.0.1: parent subnet ' +
    'invalid Prefix doesn\'t contain this address" (29, which takes an entry without anything)',
  fix: 'give the block its subnet, or leave the whole block out',
  sources: [DOCS.create],
  catalogue: ['1.3 entry without subnet'],
  explain: ({ network, given }) =>
    `an IPAM block of network ${network} has ${given.length === 0 ? 'nothing in it' : `${joined(given, 'and')} but no subnet`}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      if (block.subnet !== undefined && block.subnet !== '') continue;
      const given = [
        ...(block.gateway === undefined ? [] : ['a gateway']),
        ...(block.ipRange === undefined ? [] : ['an ip range']),
        ...(Object.keys(block.auxiliary).length === 0 ? [] : ['auxiliary addresses']),
      ];
      if (given.length === 0 && does(host.engine, 'empty-ipam-block')) continue;
      yield { at: block.at, facts: { network: nameOf(network), given } };
    }
  },
});
