import { nameOf } from '../../engine/definition/docker-reading';
import { protocolOf } from '../../engine/definition/published-ports';
import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';

export const publishedProtocolUnknown = defineRule<'dockerHost', { container: string; protocol: string }>({
  id: 'published-protocol-unknown',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'port published for a protocol other than tcp, udp and sctp',
  why: 'these are the protocols that have ports and that the engine forwards',
  broken: 'the container does not start: "invalid transport protocol: 0" (20.10), "unknown protocol" (29)',
  fix: 'use tcp, udp or sctp',
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['4.3 protocol unknown', '4.4 protocol'],
  explain: ({ container, protocol }) => `container ${container} publishes a port for protocol ${quoted(protocol)}`,
  *check(host) {
    for (const container of host.containers.items) {
      for (const { at, protocol } of container.published.items) {
        if (!isKnown(protocol) || protocol === '' || protocolOf(protocol)) continue;
        yield { at: atField(at, 'protocol'), facts: { container: nameOf(container), protocol } };
      }
    }
  },
});
