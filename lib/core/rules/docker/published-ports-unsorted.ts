import { nameOf } from '../../engine/definition/docker-reading';
import { publishedProtocol } from '../../engine/definition/published-ports';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';
import { PROVIDER } from './sources';

export const publishedPortsUnsorted = defineRule<'dockerHost', { container: string; port: string; before: string }>({
  id: 'published-ports-unsorted',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'published ports out of order, which Terraform reads back as a change',
  why: 'ports are a list, and the provider reads them back in the order of the container ports, tcp before udp',
  broken: 'the engine does not mind; Terraform replaces the container at every apply',
  fix: 'write the ports in ascending order of container port and protocol',
  sources: [`${PROVIDER}/issues/88`, `${PROVIDER}/issues/365`],
  catalogue: ['5.4 order of ports'],
  explain: ({ container, port, before }) =>
    `container ${container} lists port ${port} after ${before}, which Terraform reads back the other way round`,
  *check(host) {
    if (host.terraform === false) return;
    for (const container of host.containers.items) {
      let before: Listed | undefined;
      for (const published of container.published.items) {
        const number = published.containerPort;
        if (!isKnown(number)) break;
        const protocol = publishedProtocol(published) ?? '';
        const isSameNumber = number === before?.number && protocol !== '';
        if (before && (number < before.number || (isSameNumber && protocol < before.protocol))) {
          const facts = {
            container: nameOf(container),
            port: portText({ number, protocol }),
            before: portText(before),
          };
          yield { at: published.at, facts };
          break;
        }
        before = { number, protocol };
      }
    }
  },
});

interface Listed {
  readonly number: number;
  /** Empty while it is not known, and where there is none of that name. */
  readonly protocol: string;
}

function portText({ number, protocol }: Listed): string {
  return `${number}${protocol && '/'}${protocol}`;
}
