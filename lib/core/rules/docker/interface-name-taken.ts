import { attachmentsOf, givenInterface, nameOf } from '../../engine/definition/docker-reading';
import { type EndpointDefinition } from '../../engine/definition/docker-host';
import { does } from '../../engine/definition/engine-version';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const interfaceNameTaken = defineRule<
  'dockerHost',
  { container: string; name: string; network: string; other: string }
>({
  id: 'interface-name-taken',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'two interfaces of one name in one container',
  why: 'a network namespace has one interface of a name',
  broken: 'the container does not start: "error renaming interface "veth…" to "eth7": file exists"',
  fix: 'give each network of the container an interface name of its own, or leave the names to the engine',
  sources: ['https://docs.docker.com/reference/compose-file/services/#interface_name'],
  catalogue: ['2.6 interface names'],
  explain: ({ container, name, network, other }) =>
    `container ${container} gets interface ${name} on network ${network}, as on network ${other}`,
  *check(host) {
    if (!does(host.engine, 'interface-names')) return;
    for (const container of host.containers.items) {
      const named = new Map<string, EndpointDefinition>();
      for (const endpoint of attachmentsOf(container)) {
        const [name, network] = [known(givenInterface(endpoint)), known(endpoint.network)];
        if (name === undefined || name === '' || network === undefined) continue;
        const first = named.get(name);
        if (!first) named.set(name, endpoint);
        else if (first.network !== network) {
          const facts = { container: nameOf(container), name, network, other: known(first.network) ?? '' };
          yield { at: endpoint.at, facts, others: [first.at] };
        }
      }
    }
  },
});
