import { knownOr } from '../../values/unknown';
import { nameOf } from '../../engine/definition/docker-reading';
import { defineRule } from '../rule';
import { SWARM } from './sources';

export const ingressPortWithoutAddress = defineRule<'dockerSwarm', { service: string; port: string }>({
  id: 'ingress-port-without-address',
  subject: 'dockerSwarm',
  effect: 'cannot deploy',
  title: 'a service in DNS round robin publishes a port in ingress mode',
  why: 'the routing mesh leads to the virtual address of a service, and in DNS round robin it has none',
  broken: `swarm refuses it: "EndpointSpec: port published with ingress mode can't be used with dnsrr mode"`,
  fix: 'publish the port in host mode, or use endpoint mode vip',
  sources: [`${SWARM}/networking/#configure-service-discovery`],
  catalogue: ['swarm endpoint mode'],
  explain: ({ service, port }) =>
    `service ${service} is in endpoint mode dnsrr and cannot publish port ${port} in ingress mode`,
  *check({ services }) {
    for (const service of services.items) {
      if (service.endpointMode !== 'dnsrr') continue;
      for (const { at, target, protocol, mode } of service.ports.items) {
        if (mode !== 'ingress') continue;
        yield { at, facts: { service: nameOf(service), port: `${knownOr<number | string>(target, '?')}/${protocol}` } };
      }
    }
  },
});
