import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { effectOf, nameOf } from '../../ecs/task-reading';
import { API_CONTAINER, preflight } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string };

export const dnsServersUnsupported = defineRule<'task', Facts>({
  id: 'dns-servers-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'DNS servers of a container in awsvpc mode',
  why: 'its containers share the network stack of the task, which asks the resolver of the VPC',
  broken: `RegisterTaskDefinition refuses it: "DNS servers are not supported on container when networkMode=awsvpc"`,
  fix: ({ containerField }) =>
    `leave ${containerField('dnsServers')} out; set the resolver through the DHCP options of the VPC`,
  sources: [API_CONTAINER, preflight('pf-ecs-fargate-dns-servers')],
  catalogue: ['CT-05'],
  explain: ({ container }) => `container ${container} sets DNS servers, which awsvpc mode does not allow`,
  check: (task) => (effectOf(task, 'dnsServers') === 'refused' ? inContainers(task, hasServers) : FINE),
});

function hasServers(container: ContainerDefinition): Violation<Facts> | undefined {
  if (container.dnsServers.items.length === 0) return undefined;
  return { at: atField(container.at, 'dnsServers'), facts: { container: nameOf(container) } };
}
