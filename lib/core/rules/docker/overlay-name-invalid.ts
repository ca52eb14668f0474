import { hasDriver } from '../../engine/definition/driver';
import { createdNetworks } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

const COMPONENT = /^[a-zA-Z0-9](?:[-_.]*[A-Za-z0-9]+)*$/;

export const overlayNameInvalid = defineRule<'dockerHost', { name: string }>({
  id: 'overlay-name-invalid',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'overlay network whose name is not a valid DNS name',
  why: 'the swarm, which keeps overlay networks, is stricter about names than the engine',
  broken: 'the swarm refuses it: "rpc error: code = InvalidArgument desc = name must be valid as a DNS name component"',
  fix: 'use letters and digits, with dots, dashes and underscores between them',
  sources: ['https://github.com/moby/swarmkit/blob/master/manager/controlapi/common.go'],
  catalogue: ['1.2 overlay'],
  explain: ({ name }) => `a swarm does not accept ${quoted(name)} as the name of an overlay network`,
  *check(host) {
    for (const network of createdNetworks(host)) {
      const name = known(network.name);
      if (
        !hasDriver(network, ({ needsSwarm }) => needsSwarm) ||
        name === undefined ||
        name.trim() === '' ||
        COMPONENT.test(name)
      )
        continue;
      yield { at: atField(network.at, 'name'), facts: { name } };
    }
  },
});
