import { nameOf, runTogether } from '../../engine/definition/docker-reading';
import { portsOnHost, type PortOnHost } from '../../engine/definition/published-ports';
import { collide } from '../../engine/definition/host-port';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const publishedPortTaken = defineRule<'dockerHost', { container: string; port: string; heldBy: string }>({
  id: 'published-port-taken',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'host port published twice',
  why: 'each address of the host has a port once per protocol, and 0.0.0.0 stands for all IPv4 addresses',
  broken:
    'whoever starts second does not: "Bind for 0.0.0.0:8080 failed: port is already allocated"; 20.10 says of two addresses ' +
    '"listen tcp4 0.0.0.0:8080: bind: address already in use"',
  fix: 'use another host port or host address, or let the engine pick the port',
  sources: ['https://docs.docker.com/engine/network/port-publishing/'],
  catalogue: ['4.3 same address, protocol and port', '4.3 0.0.0.0 and a specific address', '0.20'],
  explain: ({ container, port, heldBy }) =>
    container === heldBy
      ? `container ${container} is published on host port ${port} twice`
      : `host port ${port} of container ${container} is already taken by container ${heldBy}`,
  *check(host) {
    const claims = new Map<string, Map<string, PortOnHost>>();
    for (const claim of portsOnHost(host)) {
      const { container, at, port } = claim;
      let earlier = claims.get(port);
      if (!earlier) claims.set(port, (earlier = new Map<string, PortOnHost>()));
      const rivals = [...earlier.values()].filter((one) => collide(one.possible, claim.possible));
      const sure = rivals.find((one) => isSure(one, claim));
      const holder = sure ?? rivals[0];
      const kind = kindOf(claim);
      if (!earlier.has(kind)) earlier.set(kind, claim);
      if (!holder) continue;
      yield {
        at: atField(at, 'hostPort'),
        facts: { container: nameOf(container), port, heldBy: nameOf(holder.container) },
        others: [holder.at],
        effect: sure ? 'cannot work' : 'may go wrong',
      };
    }
  },
});

/** Whether two claims on one port can never both be met. */
function isSure(a: PortOnHost, b: PortOnHost): boolean {
  const together = a.container === b.container ? a.container.running === true : runTogether(a.container, b.container);
  return together && a.certain && b.certain && collide(a.sure, b.sure);
}

/** What others find out about a claim: of several that are alike in it the first stands for all. */
function kindOf({ container, possible, sure, certain }: PortOnHost): string {
  const { address } = possible;
  const text = address?.toString() ?? 'every';
  return [text, possible.families, sure.families, certain, container.running === true].join(' ');
}
