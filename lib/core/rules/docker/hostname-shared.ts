import { type ContainerSpec } from '../../engine/definition/docker-host';
import { nameOf, isPredefined, indexOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known, knownOr } from '../../values/unknown';

export const hostnameShared = defineRule<
  'dockerHost',
  { container: string; hostname: string; network: string; other: string }
>({
  id: 'hostname-shared',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'one hostname for two containers of a network',
  why: 'on a user-defined network the hostname is a name as well, so two containers with one answer for each other',
  broken: 'the engine accepts it; other members get the addresses of both, in changing order',
  fix: 'give each container a hostname of its own, or leave it out; for a common name use an alias',
  sources: ['https://docs.docker.com/engine/network/#dns-services'],
  catalogue: ['2.1 hostname is an alias'],
  explain: ({ container, hostname, network, other }) =>
    `hostname ${hostname} of container ${container} is also a name of container ${other} on network ${network}`,
  *check(host) {
    for (const [network, attachments] of indexOf(host).members) {
      if (isPredefined(network)) continue;
      const holders = new Map<string, ContainerSpec>();
      for (const { container } of attachments) holders.set(knownOr(container.name, '').toLowerCase(), container);
      for (const { container } of attachments) {
        const hostname = known(container.hostname);
        if (hostname === undefined || hostname === '') continue;
        const other = holders.get(hostname.toLowerCase());
        if (!other) holders.set(hostname.toLowerCase(), container);
        else if (other !== container) {
          yield {
            at: atField(container.at, 'hostname'),
            facts: { container: nameOf(container), hostname, network, other: nameOf(other) },
            others: [other.at],
          };
        }
      }
    }
  },
});
