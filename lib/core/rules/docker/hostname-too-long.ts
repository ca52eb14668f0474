import { bytesOf, nameOf, namespaceOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { known } from '../../values/unknown';

export const hostnameTooLong = defineRule<'dockerHost', { container: string; hostname: string }>({
  id: 'hostname-too-long',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'hostname of more than 64 bytes',
  why: 'Linux takes no longer one',
  broken:
    'the container does not start: "sethostname: invalid argument" (20.10), or is refused: "hostname "…" is too long (maximum ' +
    '64 bytes)" (29)',
  fix: 'use a shorter hostname',
  sources: ['https://man7.org/linux/man-pages/man2/sethostname.2.html'],
  catalogue: ['2.3 hostname'],
  explain: ({ container, hostname }) => `hostname ${hostname} of container ${container} has more than 64 bytes`,
  *check(host) {
    for (const container of host.containers.items) {
      const hostname = known(container.hostname);
      if (hostname === undefined || bytesOf(hostname) <= 64 || namespaceOf(container) === 'container') continue;
      yield { at: atField(container.at, 'hostname'), facts: { container: nameOf(container), hostname } };
    }
  },
});
