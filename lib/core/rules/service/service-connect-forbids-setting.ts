import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { connectOf, serviceModeOf, taskOf } from '../../ecs/service-reading';
import { type ContainerDefinition } from '../../ecs/task';
import { nameOf } from '../../ecs/task-reading';
import { agent } from '../sources';
import { FINE } from '../violations';

type Facts = { container: string; setting: string };

export const serviceConnectForbidsSetting = defineRule<'service', Facts>({
  id: 'service-connect-forbids-setting',
  subject: 'service',
  effect: 'cannot work',
  title: 'links, host name, DNS servers or extra hosts in bridge mode with Service Connect',
  why: 'the agent puts each of them into the network stack of a pause container, and Docker refuses those settings there',
  broken:
    'the container cannot be created: "conflicting options: hostname and the network mode", "container type network can\'t be used with links"',
  fix: 'leave the setting out, or do without Service Connect',
  sources: [
    agent('agent/api/task/task.go'),
    'https://github.com/moby/moby/blob/master/daemon/internal/runconfig/hostconfig.go',
  ],
  catalogue: ['SC-14'],
  explain: ({ container, setting }) =>
    `container ${container} sets ${setting}, which Docker refuses in bridge mode with Service Connect`,
  check(service) {
    const connect = connectOf(service);
    if (!connect) return FINE;
    const mode = serviceModeOf(service);
    const task = taskOf(service);
    if (!task || mode?.namespace !== 'container' || mode.serviceConnect === 'none') return FINE;
    const found: Violation<Facts>[] = [];
    for (const container of task.containers.items) {
      for (const setting of forbidden(container)) {
        const facts = { container: nameOf(container), setting };
        found.push({ at: atField(container.at, setting), facts, others: [connect.at] });
      }
    }
    return found;
  },
});

function forbidden(container: ContainerDefinition): readonly string[] {
  const settings: string[] = [];
  if (container.links.items.length > 0) settings.push('links');
  if (typeof container.hostname === 'string' && container.hostname !== '') settings.push('hostname');
  if (container.dnsServers.items.length > 0) settings.push('dnsServers');
  if (container.extraHosts.items.length > 0) settings.push('extraHosts');
  return settings;
}
