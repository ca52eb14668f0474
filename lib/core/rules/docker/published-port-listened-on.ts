import { type ContainerSpec } from '../../docker-host';
import { nameOf, containersIn, portsOnHost } from '../../docker-reading';
import { atField } from '../../place';
import { defineRule } from '../../rule';

export const publishedPortListenedOn = defineRule<'dockerHost', { container: string; port: string; heldBy: string }>({
  id: 'published-port-listened-on',
  subject: 'dockerHost',
  severity: 'warning',
  title: 'a published port is not one that a container in host mode listens on',
  why: 'a container in host mode listens on the ports of the host themselves',
  broken: 'whoever comes second fails: "bind: address already in use"',
  fix: 'publish on another host port, or let the container in host mode listen on another',
  sources: ['https://docs.docker.com/engine/network/drivers/host/'],
  catalogue: ['4.3 host process on the port'],
  explain: ({ container, port, heldBy }) =>
    `host port ${port} of container ${container} is one that container ${heldBy} listens on in host mode`,
  *check(host) {
    const listeners = new Map<string, ContainerSpec>();
    for (const container of containersIn(host, 'host')) {
      if (container.running === false) continue;
      for (const { port, protocol } of container.listeners ?? []) listeners.set(`${port}/${protocol}`, container);
    }
    for (const { container, at, port, address } of portsOnHost(host)) {
      const holder = listeners.get(port);
      if (!holder || container.running === false || (address && !address.isUnspecified)) continue;
      yield {
        at: atField(at, 'hostPort'),
        facts: { container: nameOf(container), port, heldBy: nameOf(holder) },
        others: [holder.at],
      };
    }
  },
});
