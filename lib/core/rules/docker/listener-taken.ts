import { type ContainerSpec } from '../../engine/definition/docker-host';
import { nameOf, stackOf } from '../../engine/definition/docker-reading';
import { atField } from '../../values/place';
import { defineRule } from '../rule';

export const listenerTaken = defineRule<'dockerHost', { container: string; port: string; heldBy: string }>({
  id: 'listener-taken',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'two listeners on one port in one network stack',
  why: 'a stack has each port once, whichever container listens; in host mode it is the stack of the host',
  broken: 'the engine starts both, and the second program fails to bind: "address already in use"',
  fix: 'let one of them listen on another port, or give it a stack of its own',
  sources: ['https://docs.docker.com/engine/network/#container-networks'],
  catalogue: ['2.3 port conflicts inside a shared stack'],
  explain: ({ container, port, heldBy }) =>
    `container ${container} listens on ${port}, as container ${heldBy} in the same stack does`,
  *check(host) {
    const holders = new Map<string, ContainerSpec>();
    for (const container of host.containers.items) {
      const stack = stackOf(host, container);
      if (stack === undefined || container.running === false) continue;
      for (const { port, protocol, address } of container.listeners ?? []) {
        if (address !== undefined) continue;
        const key = `${stack} ${port}/${protocol}`;
        const holder = holders.get(key);
        if (!holder) holders.set(key, container);
        else if (holder !== container) {
          yield {
            at: atField(container.at, 'listeners'),
            facts: { container: nameOf(container), port: `${port}/${protocol}`, heldBy: nameOf(holder) },
            others: [holder.at],
          };
        }
      }
    }
  },
});
