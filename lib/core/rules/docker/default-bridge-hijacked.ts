import { isTrue } from '../../engine/definition/driver';
import { nameOf } from '../../engine/definition/docker-reading';
import { OPTION } from '../../engine/definition/driver-option-keys';
import { optionsOf, atOption } from '../../engine/definition/driver-options';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const defaultBridgeHijacked = defineRule<'dockerHost', { network: string; key: string }>({
  id: 'default-bridge-hijacked',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'docker0 as the bridge of another network',
  why: 'a second network on docker0 takes the default bridge over: its address changes and its rules go with the new network',
  broken:
    'engines before 25 accept it and destroy the default bridge until they restart ("network … does not exist" for every ' +
    'container on it); later ones refuse docker0: "networks have same bridge name"',
  fix: 'use another bridge name, or none',
  sources: ['https://docs.docker.com/engine/network/drivers/bridge/#configure-the-default-bridge-network'],
  catalogue: ['1.5 bridge.name docker0', '1.5 default_bridge'],
  explain: ({ network, key }) => `network ${network} would take over the default bridge by its option ${key}`,
  *check(host) {
    for (const { network, key, value } of optionsOf(host, ({ isBridged }) => isBridged)) {
      const text = known(value);
      const hijacks = key === OPTION.bridgeName ? text === 'docker0' : key === OPTION.defaultBridge && isTrue(text);
      if (hijacks) yield { at: atOption(network, key), facts: { network: nameOf(network), key } };
    }
  },
});
