import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { effectOf, nameOf } from '../../ecs/task-reading';
import { API_CONTAINER, preflight } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string };

export const extraHostsUnsupported = defineRule<'task', Facts>({
  id: 'extra-hosts-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'extra hosts in awsvpc mode',
  why: 'its containers share the network stack of the task, hosts file included',
  broken: `RegisterTaskDefinition refuses it: "Extra hosts are not supported on container when networkMode=awsvpc"`,
  fix: ({ containerField }) =>
    `leave ${containerField('extraHosts')} out; put the name into a private hosted zone or a Cloud Map namespace`,
  sources: [API_CONTAINER, preflight('pf-ecs-awsvpc-extra-hosts')],
  catalogue: ['CT-07'],
  explain: ({ container }) => `container ${container} sets extra hosts, which awsvpc mode does not allow`,
  check: (task) => (effectOf(task, 'extraHosts') === 'refused' ? inContainers(task, hasHosts) : FINE),
});

function hasHosts(container: ContainerDefinition): Violation<Facts> | undefined {
  if (container.extraHosts.items.length === 0) return undefined;
  return { at: atField(container.at, 'extraHosts'), facts: { container: nameOf(container) } };
}
