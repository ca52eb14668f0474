import { nameOf } from '../../docker-reading';
import { defineRule } from '../../rule';
import { isKnown } from '../../unknown';
import { PROVIDER } from './sources';

export const publishedPortsUnsorted = defineRule<'dockerHost', { container: string; port: number; before: number }>({
  id: 'published-ports-unsorted',
  subject: 'dockerHost',
  severity: 'warning',
  title: 'under Terraform published ports come in ascending order',
  why: 'ports are a list, and the provider reads them back in the order of the container ports',
  broken: 'the engine does not mind; Terraform replaces the container at every apply',
  fix: 'write the ports in ascending order of the container port',
  sources: [`${PROVIDER}/issues/88`, `${PROVIDER}/issues/365`],
  catalogue: ['5.4 order of ports'],
  explain: ({ container, port, before }) =>
    `container ${container} lists port ${port} after ${before}, which Terraform reads back the other way round`,
  *check(host) {
    if (host.terraform === false) return;
    for (const container of host.containers.items) {
      let before = 0;
      for (const { at, containerPort } of container.published.items) {
        if (!isKnown(containerPort)) break;
        if (containerPort < before) {
          yield { at, facts: { container: nameOf(container), port: containerPort, before } };
          break;
        }
        before = containerPort;
      }
    }
  },
});
