import { dockerFlows } from '../../intent/docker-flows';
import { dialledInVain } from '../dialled';
import { defineRule } from '../rule';

export const advertisedAddressUnreachable = defineRule<
  'dockerHost',
  { container: string; by: string; dialled: string; target: string; advertised: string; instead: string }
>({
  id: 'advertised-address-unreachable',
  subject: 'dockerHost',
  effect: 'may go wrong',
  title: 'a broker sends its clients on to an address that they cannot reach',
  why: 'a client of Kafka asks a broker once and goes on to the address that the broker advertises for the listener it came by; localhost there is the container of the client',
  broken:
    'the first connection works, then the client reports "Connection to node 1 (localhost/127.0.0.1:9092) could not be established"',
  fix: "add a listener for containers, advertise it by the name of the broker's container, and dial its port",
  fixFor: ({ target, advertised, instead }) =>
    `set ${instead} on ${target}; where others dial ${advertised} too, keep it and add a second listener with a port of its own`,
  sources: [
    'https://kafka.apache.org/documentation/#brokerconfigs_advertised.listeners',
    'https://docs.confluent.io/platform/current/installation/docker/config-reference.html',
  ],
  catalogue: ['2.1 localhost of a container'],
  explain: ({ container, by, dialled, target, advertised }) =>
    `container ${container} dials ${dialled} (${by}), and broker ${target} sends it on to ${advertised}, which it cannot reach`,
  check: (host) =>
    dialledInVain(dockerFlows(host), 'advertised-elsewhere', ({ to, advertised, instead }) => ({
      target: to,
      advertised,
      instead,
    })),
});
