import { atField } from '../../values/place';
import { defineRule, type Violation } from '../rule';
import { type ContainerDefinition } from '../../ecs/task';
import { effectOf, nameOf } from '../../ecs/task-reading';
import { API_CONTAINER, preflight } from '../sources';
import { FINE, inContainers } from '../violations';

type Facts = { container: string };

export const disableNetworkingUnsupported = defineRule<'task', Facts>({
  id: 'disable-networking-unsupported',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'networking disabled for one container in awsvpc mode',
  why: 'its containers share the network stack of the task; Docker itself would take the container out of it',
  broken: `RegisterTaskDefinition refuses it: "Disable Networking is not supported on container when networkMode=awsvpc"`,
  fix: ({ containerField, mode }) => `leave ${containerField('disableNetworking')} out, or use ${mode('none')}`,
  sources: [API_CONTAINER, preflight('pf-ecs-fargate-disable-networking')],
  catalogue: ['CT-08'],
  explain: ({ container }) => `container ${container} disables networking, which awsvpc mode does not allow`,
  check: (task) => (effectOf(task, 'disableNetworking') === 'refused' ? inContainers(task, isCutOff) : FINE),
});

function isCutOff(container: ContainerDefinition): Violation<Facts> | undefined {
  if (container.disableNetworking !== true) return undefined;
  return { at: atField(container.at, 'disableNetworking'), facts: { container: nameOf(container) } };
}
