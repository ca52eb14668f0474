import { MAX_RESERVED_PORTS, RESERVED_TCP_PORTS } from '../../ecs/capacity';
import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { hostPortClaims, modeOf } from '../../ecs/task-reading';
import { API_PORT_MAPPING, GUIDE_EVENTS, issue } from '../sources';
import { FINE } from '../violations';

export const tooManyHostPorts = defineRule<'task', { ports: number; free: number }>({
  id: 'too-many-host-ports',
  subject: 'task',
  effect: 'cannot work',
  title: `more host ports in one task than the ${MAX_RESERVED_PORTS} that an instance can give`,
  why: 'fixed host ports of running tasks count as reserved ports of the instance; dynamic ones do not',
  broken: 'no instance can take the task: "Too many ports registered"',
  fix: ({ dynamicHostPort, portRange }) =>
    `use ${dynamicHostPort} or ${portRange}, or spread the ports over several tasks`,
  sources: [API_PORT_MAPPING, GUIDE_EVENTS, issue('aws/containers-roadmap', 194)],
  catalogue: ['PM-16'],
  explain: ({ ports, free }) => `the task claims ${ports} TCP host ports, but an instance has only ${free} to give`,
  check(task) {
    if (!modeOf(task)?.claimsHostPorts) return FINE;
    const claims = hostPortClaims(task);
    const free =
      MAX_RESERVED_PORTS - RESERVED_TCP_PORTS[task.operatingSystem === 'windows' ? 'windows' : 'linux'].length;
    if (claims.length <= free) return FINE;
    const ports = new Set(claims.filter(({ protocol }) => protocol === 'tcp').map(({ hostPort }) => hostPort)).size;
    if (ports <= free) return FINE;
    // between the two, an instance that reserves fewer ports of its own could take it
    const unsure = ports > MAX_RESERVED_PORTS ? {} : ({ effect: 'may go wrong' } as const);
    return [{ at: atField(task.at, 'containerDefinitions'), facts: { ports, free }, ...unsure }];
  },
});
