import { nameOf, runTogether, portsOnHost, type PortOnHost } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const publishedPortTaken = defineRule<'dockerHost', { container: string; port: string; heldBy: string }>({
  id: 'published-port-taken',
  subject: 'dockerHost',
  severity: 'error',
  title: 'a host port is published once',
  why: 'each address of the host has a port once per protocol, and 0.0.0.0 stands for all IPv4 addresses',
  broken:
    'whoever starts second does not: "Bind for 0.0.0.0:8080 failed: port is already allocated"; 20.10 says of two addresses ' +
    '"listen tcp4 0.0.0.0:8080: bind: address already in use"',
  fix: 'take another host port or host address, or let the engine pick the port',
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['4.3 same address, protocol and port', '4.3 0.0.0.0 and a specific address', '0.20'],
  explain: ({ container, port, heldBy }) =>
    container === heldBy
      ? `container ${container} is published on host port ${port} twice`
      : `host port ${port} of container ${container} is already taken by container ${heldBy}`,
  *check(host) {
    const holders = new Map<string, PortOnHost>();
    const hold = (key: string, claim: PortOnHost): PortOnHost | undefined => {
      const holder = holders.get(key);
      if (!holder) holders.set(key, claim);
      return holder;
    };
    for (const claim of portsOnHost(host)) {
      const { container, at, port, address } = claim;
      let holder: PortOnHost | undefined;
      for (const family of address ? [address.family] : ([4, 6] as const)) {
        const key = `${port} ${family}`;
        const every = !address || address.isUnspecified;
        const same = every ? undefined : hold(`${port} ${address}`, claim);
        const rival = every ? holders.get(`${key} one`) : (same ?? holders.get(`${key} every`));
        holder ??= rival;
        holder ??= every ? hold(`${key} every`, claim) : undefined;
        hold(`${key} one`, claim);
      }
      if (!holder) continue;
      const together =
        container === holder.container ? container.running === true : runTogether(container, holder.container);
      yield {
        at: atField(at, 'hostPort'),
        facts: { container: nameOf(container), port, heldBy: nameOf(holder.container) },
        others: [holder.at],
        severity: together && claim.certain && holder.certain ? 'error' : 'warning',
      };
    }
  },
});
