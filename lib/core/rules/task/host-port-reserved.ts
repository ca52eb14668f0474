import { RESERVED_TCP_PORTS } from '../../ecs/capacity';
import { hostPortPlace } from '../host-port-place';
import { defineRule, type Violation } from '../rule';
import { hostPortClaims, modeOf, nameOf } from '../../ecs/task-reading';
import { agent, API_PORT_MAPPING } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; port: number; reservedFor: string };

const RESERVED_FOR: Readonly<Record<number, string>> = {
  22: 'ssh',
  53: 'the name service of Windows',
  2375: 'Docker',
  2376: 'Docker',
  3389: 'remote desktop',
  51678: 'the ECS agent',
  51679: 'the ECS agent',
};

/** The agent itself listens on these, whatever the instance reserves. */
const AGENT_PORTS = [51678, 51679];

export const hostPortReserved = defineRule<'task', Facts>({
  id: 'host-port-reserved',
  subject: 'task',
  effect: 'may go wrong',
  title: 'fixed host port that the instance keeps for itself',
  why: 'the agent registers some TCP ports of its instance as taken: 22, 2375, 2376, 51678 and 51679 on Linux, more on Windows',
  broken:
    'the task is never placed (RESOURCE:PORTS); where it reaches an instance it waits for ever, and every later task of that instance behind it',
  fix: ({ dynamicHostPort }) =>
    `choose another host port, or ${dynamicHostPort}; to give up a reserved port, set ECS_RESERVED_PORTS on the instance`,
  sources: [API_PORT_MAPPING, agent('agent/config/config_unix.go'), agent('agent/config/config_windows.go')],
  catalogue: ['PM-14', 'PLACE-06'],
  explain: ({ container, port, reservedFor }) =>
    `container ${container} claims host port ${port}/tcp, which the instance keeps for ${reservedFor}`,
  check(task) {
    const system = task.operatingSystem;
    if (!modeOf(task)?.claimsHostPorts || (system !== 'linux' && system !== 'windows')) return FINE;
    let found: Violation<Facts>[] | undefined;
    for (const { container, mapping, hostPort, protocol } of hostPortClaims(task)) {
      if (protocol !== 'tcp' || !RESERVED_TCP_PORTS[system].includes(hostPort)) continue;
      (found ??= []).push({
        at: hostPortPlace(mapping),
        facts: { container: nameOf(container), port: hostPort, reservedFor: RESERVED_FOR[hostPort] ?? 'the system' },
        ...(AGENT_PORTS.includes(hostPort) ? { effect: 'cannot work' } : {}),
      });
    }
    return found ?? FINE;
  },
});
