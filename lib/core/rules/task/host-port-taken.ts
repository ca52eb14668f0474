import { hostPortPlace } from '../host-port-place';
import { defineRule, type Violation } from '../rule';
import { hostPortClaims, modeOf, nameOf, type HostPortClaim } from '../../ecs/task-reading';
import { API_PORT_MAPPING, issue } from '../sources';
import { FINE } from '../violations';

type Facts = { port: string; container: string; heldBy: string };

export const hostPortTaken = defineRule<'task', Facts>({
  id: 'host-port-taken',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'host port used twice in one task',
  why: 'the containers of a task run on one instance, which has each port once per protocol',
  broken: `RegisterTaskDefinition refuses it: "TCP host port '3000' is mapped multiple times in task."`,
  fix: ({ dynamicHostPort }) => `give one of them another host port, or ${dynamicHostPort} and let the instance pick`,
  sources: [API_PORT_MAPPING, issue('aws/amazon-ecs-agent', 1220)],
  catalogue: ['PM-04'],
  explain: ({ port, container, heldBy }) =>
    container === heldBy
      ? `container ${container} maps host port ${port} twice`
      : `host port ${port} of container ${container} is already taken by container ${heldBy}`,
  check(task) {
    if (!modeOf(task)?.claimsHostPorts) return FINE;
    const claims = hostPortClaims(task);
    if (claims.length < 2) return FINE;
    const holders = new Map<string, HostPortClaim>();
    const found: Violation<Facts>[] = [];
    for (const claim of claims) {
      const port = `${claim.hostPort}/${claim.protocol}`;
      const holder = holders.get(port);
      if (!holder) {
        holders.set(port, claim);
        continue;
      }
      found.push({
        at: hostPortPlace(claim.mapping),
        facts: { port, container: nameOf(claim.container), heldBy: nameOf(holder.container) },
        others: [holder.mapping.at],
      });
    }
    return found;
  },
});
