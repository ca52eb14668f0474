import { hasDriver } from '../../engine/definition/driver';
import { nameOf } from '../../engine/definition/docker-reading';
import { ipamBlocks } from '../../engine/definition/ipam';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { DOCS, PROVIDER } from './sources';

export const overlayAuxiliaryDropped = defineRule<'dockerHost', { network: string; keys: string[] }>({
  id: 'overlay-auxiliary-dropped',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'auxiliary addresses on an overlay network',
  why: 'the swarm accepts them and does not report them afterwards',
  broken: 'inspect does not list them any more, so Terraform wants to replace the network at every apply',
  fix: 'leave the auxiliary addresses out and keep fixed addresses outside of the ip range',
  sources: [DOCS.create, `${PROVIDER}/issues/10`],
  catalogue: ['1.5 overlay', '5.4 aux on overlay'],
  explain: ({ network, keys }) =>
    `the engine does not keep the auxiliary ${keys.length === 1 ? 'address' : 'addresses'} ${keys.join(', ')} of overlay network ${network}`,
  *check(host) {
    for (const [network, block] of ipamBlocks(host)) {
      const keys = Object.keys(block.auxiliary);
      if (!hasDriver(network, ({ needsSwarm }) => needsSwarm) || keys.length === 0) continue;
      yield { at: atField(block.at, 'auxiliary'), facts: { network: nameOf(network), keys } };
    }
  },
});
