import { nameOf } from '../../engine/definition/docker-reading';
import { type SwarmService } from '../../engine/swarm/swarm';
import { defineRule } from '../rule';
import { SWARM } from './sources';
import { known } from '../../values/unknown';

export const ingressPortTaken = defineRule<'dockerSwarm', { service: string; port: string; heldBy: string }>({
  id: 'ingress-port-taken',
  subject: 'dockerSwarm',
  effect: 'cannot deploy',
  title: 'two services publish one port of the swarm',
  why: 'a port in ingress mode is taken on every node, whichever of them run the tasks',
  broken: `swarm refuses the later one: "port '8080' is already in use by service 'web' (…) as an ingress port"`,
  fix: 'publish another port, or publish both in host mode and keep the services on different nodes',
  sources: [`${SWARM}/ingress/`],
  catalogue: ['swarm ingress ports'],
  explain: ({ service, port, heldBy }) =>
    `service ${service} publishes port ${port} in ingress mode, which service ${heldBy} has in the whole swarm`,
  *check({ services }) {
    const holders = new Map<string, SwarmService>();
    for (const service of services.items) {
      for (const { at, published, protocol, mode } of service.ports.items) {
        const number = known(published);
        if (mode !== 'ingress' || number === undefined) continue;
        const port = `${number}/${protocol}`;
        const holder = holders.get(port);
        if (!holder) holders.set(port, service);
        else if (holder !== service)
          yield { at, facts: { service: nameOf(service), port, heldBy: nameOf(holder) }, others: [holder.at] };
      }
    }
  },
});
