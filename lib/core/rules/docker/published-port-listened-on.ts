import { IpAddress } from '../../values/address';
import { type ContainerSpec } from '../../engine/definition/docker-host';
import { nameOf, containersIn } from '../../engine/definition/docker-reading';
import { portsOnHost } from '../../engine/definition/published-ports';
import { collide, listenerPort, type HostPort } from '../../engine/definition/host-port';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const publishedPortListenedOn = defineRule<'dockerHost', { container: string; port: string; heldBy: string }>({
  id: 'published-port-listened-on',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'published port on which a container in host mode listens',
  why: 'a container in host mode listens on the ports of the host themselves, and one that listens on every address takes the port on each',
  broken: 'whoever comes second fails: "bind: address already in use"',
  fix: 'publish on another host port, or let the container in host mode listen on another',
  sources: ['https://docs.docker.com/engine/network/drivers/host/'],
  catalogue: ['4.3 host process on the port'],
  explain: ({ container, port, heldBy }) =>
    `host port ${port} of container ${container} is already listened on by container ${heldBy} in host mode`,
  *check(host) {
    const listeners = new Map<string, OnHost[]>();
    for (const container of containersIn(host, 'host')) {
      if (container.running === false) continue;
      for (const one of container.listeners ?? []) {
        if (one.address !== undefined && !IpAddress.tryParse(one.address)) continue;
        const key = `${one.port}/${one.protocol}`;
        const others = listeners.get(key);
        const claim = { container, taken: listenerPort(one) };
        if (others) others.push(claim);
        else listeners.set(key, [claim]);
      }
    }
    for (const { container, at, port, possible } of portsOnHost(host)) {
      if (container.running === false) continue;
      const holder = listeners.get(port)?.find(({ taken }) => collide(taken, possible));
      if (!holder) continue;
      yield {
        at: atField(at, 'hostPort'),
        facts: { container: nameOf(container), port, heldBy: nameOf(holder.container) },
        others: [holder.container.at],
      };
    }
  },
});

interface OnHost {
  readonly container: ContainerSpec;
  readonly taken: HostPort;
}
