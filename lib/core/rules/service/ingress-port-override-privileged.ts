import { MAX_PORT } from '../../values/port';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { connectOf } from '../../ecs/service-reading';
import { API_CONNECT, issue } from '../sources';
import { FINE, inEach } from '../violations';

const FIRST = 1025;

export const ingressPortOverridePrivileged = defineRule<'service', { port: number }>({
  id: 'ingress-port-override-privileged',
  subject: 'service',
  effect: 'cannot deploy',
  title: `Service Connect proxy on a port outside of ${FIRST} to ${MAX_PORT}`,
  why: 'it does not run as root',
  broken: 'CreateService refuses it: "IngressPortOverride cannot use ports <= 1024."',
  fix: ({ field }) => `set ${field('ingressPortOverride')} to ${FIRST} or above, or leave it out`,
  sources: [API_CONNECT, issue('hashicorp/terraform-provider-aws', 28293)],
  catalogue: ['SC-09'],
  explain: ({ port }) => `the Service Connect proxy cannot listen on port ${port}: it needs ${FIRST} to ${MAX_PORT}`,
  check(service) {
    const entries = connectOf(service)?.entries.items ?? [];
    if (entries.length === 0) return FINE;
    return inEach(entries, ({ at, ingressPortOverride: port }) => {
      if (typeof port !== 'number' || (Number.isInteger(port) && port >= FIRST && port <= MAX_PORT)) return undefined;
      return { at: atField(at, 'ingressPortOverride'), facts: { port } };
    });
  },
});
