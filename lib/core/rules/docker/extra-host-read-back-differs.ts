import { nameOf } from '../../engine/definition/docker-reading';
import { IpAddress } from '../../values/address';
import { atField } from '../../values/place';
import { known, knownOr } from '../../values/unknown';
import { defineRule } from '../rule';
import { PROVIDER } from './sources';

type Facts = { container: string; hostname: string; address: string; stored: string };

export const extraHostReadBackDiffers = defineRule<'dockerHost', Facts>({
  id: 'extra-host-read-back-differs',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'IPv6 address of an extra host that Terraform reads back as a change',
  why: 'the provider divides what the engine answers at each colon, and takes what is between the first and the second as the address',
  broken: 'the engine does not mind, and the hosts file is right; Terraform replaces the container at every apply',
  fix: 'give the host an IPv4 address, or keep the plan quiet with lifecycle { ignore_changes = [host] }',
  sources: [`${PROVIDER}/blob/v4.5.0/internal/provider/resource_docker_container_structures.go`],
  catalogue: ['5.4 IPv6 extra host'],
  explain: ({ container, hostname, address, stored }) =>
    `address ${address} of extra host ${hostname} of container ${container} is read back as "${stored}", which Terraform sees as a change`,
  *check(host) {
    if (host.terraform === false) return;
    for (const container of host.containers.items) {
      for (const { hostname, address } of container.extraHosts.items) {
        const text = known(address);
        if (text === undefined || IpAddress.tryParse(text)?.family !== 6) continue;
        const facts = { hostname: knownOr(hostname, ''), address: text, stored: text.split(':')[0] ?? '' };
        yield { at: atField(container.at, 'extraHosts'), facts: { container: nameOf(container), ...facts } };
      }
    }
  },
});
