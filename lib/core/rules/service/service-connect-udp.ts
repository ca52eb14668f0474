import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { connectOf, mappingNamed, taskOf } from '../../ecs/service-reading';
import { GUIDE_CONNECT, GUIDE_PARAMETERS } from '../sources';
import { FINE, inEach } from '../violations';

export const serviceConnectUdp = defineRule<'service', { port: string }>({
  id: 'service-connect-udp',
  subject: 'service',
  effect: 'cannot deploy',
  title: 'UDP port offered through Service Connect',
  why: 'its proxy knows TCP, HTTP, HTTP/2 and gRPC',
  broken: 'CreateService refuses the service',
  fix: 'use service discovery or a Network Load Balancer for UDP',
  sources: [GUIDE_CONNECT, GUIDE_PARAMETERS],
  catalogue: ['SC-05'],
  explain: ({ port }) => `the service offers port ${port} through Service Connect, which is a UDP port`,
  check(service) {
    const entries = connectOf(service)?.entries.items ?? [];
    const task = taskOf(service);
    if (entries.length === 0 || !task) return FINE;
    return inEach(entries, ({ at, portName: port }) => {
      if (typeof port !== 'string' || mappingNamed(task, port)?.protocol !== 'udp') return undefined;
      return { at: atField(at, 'portName'), facts: { port } };
    });
  },
});
