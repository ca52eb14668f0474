import { attachmentsOf, givenInterface, nameOf } from '../../engine/definition/docker-reading';
import { does } from '../../engine/definition/engine-version';
import { quoted } from '../../values/model-error';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';
import { interfaceNameFault } from './interface-name';

export const interfaceNameInvalid = defineRule<'dockerHost', { container: string; name: string; network: string }>({
  id: 'interface-name-invalid',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'interface name that Linux does not take',
  why: 'a name of an interface has up to 15 bytes, and neither blanks nor slashes nor colons',
  broken: 'the container does not start: "error renaming interface "veth…" to "front/back": invalid argument"',
  fix: 'use a name of up to 15 letters, digits and hyphens, or leave the name to the engine',
  sources: ['https://docs.docker.com/reference/compose-file/services/#interface_name'],
  catalogue: ['2.6 interface names'],
  explain: ({ container, name, network }) =>
    `interface name ${quoted(name)} of container ${container} on network ${network} is none: up to 15 bytes without blanks, slashes and colons`,
  *check(host) {
    if (!does(host.engine, 'interface-names')) return;
    for (const container of host.containers.items) {
      for (const endpoint of attachmentsOf(container)) {
        const name = known(givenInterface(endpoint));
        if (name === undefined || name === '' || interfaceNameFault(name) === undefined) continue;
        yield {
          at: endpoint.at,
          facts: { container: nameOf(container), name, network: known(endpoint.network) ?? '' },
        };
      }
    }
  },
});
