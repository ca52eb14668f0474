import { IpAddress } from '../../values/address';
import { nameOf } from '../../engine/definition/docker-reading';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known, knownOr } from '../../values/unknown';

export const extraHostUnreadable = defineRule<'dockerHost', { container: string; hostname: string; address: string }>({
  id: 'extra-host-unreadable',
  subject: 'dockerHost',
  effect: 'cannot deploy',
  title: 'extra host without a readable address',
  why: 'the line goes into the hosts file, which knows addresses only; host-gateway stands for the address of the host',
  broken: 'the engine refuses the container: "invalid IP address in add-host: "nope""',
  fix: 'write an address, or host-gateway',
  sources: ['https://docs.docker.com/reference/cli/docker/container/run/#add-host'],
  catalogue: ['2.1 host entries'],
  explain: ({ container, hostname, address }) =>
    `extra host ${hostname} of container ${container} has ${quoted(address)}, which is not an address`,
  *check(host) {
    for (const container of host.containers.items) {
      for (const { hostname, address } of container.extraHosts.items) {
        const text = known(address);
        if (text === undefined || text === 'host-gateway' || IpAddress.tryParse(text)) continue;
        yield {
          at: atField(container.at, 'extraHosts'),
          facts: { container: nameOf(container), hostname: knownOr(hostname, ''), address: text },
        };
      }
    }
  },
});
