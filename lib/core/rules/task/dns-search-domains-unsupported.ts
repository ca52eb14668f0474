import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { effectOf, nameOf } from '../../ecs/task-reading';
import { API_CONTAINER } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string };

export const dnsSearchDomainsUnsupported = defineRule<'task', Facts>({
  id: 'dns-search-domains-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'search domains of a container in awsvpc mode',
  why: 'its containers share the network stack of the task; Docker itself would take the setting and ignore it',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: ({ containerField }) =>
    `leave ${containerField('dnsSearchDomains')} out; set the domain through the DHCP options of the VPC`,
  sources: [API_CONTAINER],
  catalogue: ['CT-06'],
  explain: ({ container }) => `container ${container} sets DNS search domains, which awsvpc mode does not allow`,
  check: (task) => (effectOf(task, 'dnsSearchDomains') === 'refused' ? inContainers(task, hasDomains) : FINE),
});

function hasDomains(container: ContainerDefinition): Violation<Facts> | undefined {
  if (container.dnsSearchDomains.items.length === 0) return undefined;
  return { at: atField(container.at, 'dnsSearchDomains'), facts: { container: nameOf(container) } };
}
