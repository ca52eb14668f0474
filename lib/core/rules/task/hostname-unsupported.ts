import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { effectOf, nameOf } from '../../ecs/task-reading';
import { API_CONTAINER, preflight } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string };

export const hostnameUnsupported = defineRule<'task', Facts>({
  id: 'hostname-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'host name of a container in awsvpc mode',
  why: 'its containers share the network stack of the task, and with it the name of the network interface',
  broken: `RegisterTaskDefinition refuses it: "hostname is not supported on container when networkMode=awsvpc."`,
  fix: 'leave hostname out',
  sources: [API_CONTAINER, preflight('pf-ecs-awsvpc-hostname')],
  catalogue: ['CT-04'],
  explain: ({ container }) => `container ${container} sets a host name, which awsvpc mode does not allow`,
  check: (task) => (effectOf(task, 'hostname') === 'refused' ? inContainers(task, hasHostname) : FINE),
});

function hasHostname(container: ContainerDefinition): Violation<Facts> | undefined {
  if (typeof container.hostname !== 'string' || container.hostname === '') return undefined;
  return { at: atField(container.at, 'hostname'), facts: { container: nameOf(container) } };
}
