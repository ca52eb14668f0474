import { DYNAMIC_PORTS } from '../../values/dynamic-ports';
import { RESERVED_TCP_PORTS } from '../../ecs/capacity';
import { hostPortPlace } from '../host-port-place';
import { defineRule, type Violation } from '../rule';
import { hostPortClaims, modeOf, nameOf } from '../../ecs/task-reading';
import { API_PORT_MAPPING, issue } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; port: string; window: string };

export const hostPortEphemeral = defineRule<'task', Facts>({
  id: 'host-port-ephemeral',
  subject: 'task',
  effect: 'may go wrong',
  title: 'fixed host port inside the ephemeral window of the instance',
  why: 'from that window the kernel takes source ports and the agent takes dynamic host ports, whenever they please',
  broken: 'a race: the container starts or fails with "address already in use", depending on who was first',
  fix: ({ dynamicHostPort }) => `choose a host port below 32768 on Linux (49152 on Windows), or ${dynamicHostPort}`,
  sources: [API_PORT_MAPPING, issue('aws/containers-roadmap', 681), issue('bottlerocket-os/bottlerocket', 4836)],
  catalogue: ['PM-15'],
  explain: ({ container, port, window }) =>
    `container ${container} claims host port ${port}, inside the ephemeral window ${window}`,
  check(task) {
    const system = task.operatingSystem;
    if (!modeOf(task)?.claimsHostPorts || (system !== 'linux' && system !== 'windows')) return FINE;
    const [first, last] = DYNAMIC_PORTS[system];
    let found: Violation<Facts>[] | undefined;
    for (const { container, mapping, hostPort, protocol } of hostPortClaims(task)) {
      if (hostPort < first || hostPort > last) continue;
      if (protocol === 'tcp' && RESERVED_TCP_PORTS[system].includes(hostPort)) continue;
      (found ??= []).push({
        at: hostPortPlace(mapping),
        facts: { container: nameOf(container), port: `${hostPort}/${protocol}`, window: `${first}-${last}` },
      });
    }
    return found ?? FINE;
  },
});
