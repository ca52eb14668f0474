import { quoted } from '../../values/model-error';
import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { effectOf, nameOf } from '../../ecs/task-reading';
import { API_CONTAINER } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string; domain: string };

export const dnsSearchDomainMalformed = defineRule<'task', Facts>({
  id: 'dns-search-domain-malformed',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'search domain that is not a plain domain name',
  why: 'the API takes letters, digits, dashes and dots, with a letter or digit at the end',
  broken: 'RegisterTaskDefinition refuses the task definition',
  fix: "write it without a final dot, such as 'corp.example'",
  sources: [API_CONTAINER],
  catalogue: ['CT-06'],
  explain: ({ container, domain }) =>
    `the search domain ${quoted(domain)} of container ${container} is not a plain domain name`,
  check: (task) => (effectOf(task, 'dnsSearchDomains') === 'refused' ? FINE : inContainers(task, malformed)),
});

function malformed(container: ContainerDefinition): Violation<Facts> | undefined {
  for (const domain of container.dnsSearchDomains.items) {
    if (typeof domain !== 'string' || /^[a-zA-Z0-9-.]{0,253}[a-zA-Z0-9]$/.test(domain)) continue;
    return { at: atField(container.at, 'dnsSearchDomains'), facts: { container: nameOf(container), domain } };
  }
  return undefined;
}
