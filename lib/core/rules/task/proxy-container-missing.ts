import { containerOf, knowsContainers, nameOf } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { FINE } from '../violations';
import { defineRule } from '../rule';
import { API_TASK, preflight } from '../sources';

export const proxyContainerMissing = defineRule<'task', { container: string; containers: readonly string[] }>({
  id: 'proxy-container-missing',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'an App Mesh proxy container that the task does not have',
  why: 'the traffic of the task goes through that container',
  broken: 'RegisterTaskDefinition refuses it: "Proxy container [envoy] does not exist"',
  fix: 'name the container that runs the proxy, or leave the proxy configuration out',
  sources: [API_TASK, preflight('pf-ecs-proxy-configuration-container-missing')],
  catalogue: ['CT-15'],
  explain: ({ container, containers }) =>
    `the App Mesh proxy is to be container ${quoted(container)}, which the task does not have; it has ${containers.join(', ')}`,
  check(task) {
    const { proxy } = task;
    if (!proxy || !isKnown(proxy.container) || containerOf(task, proxy.container) || !knowsContainers(task))
      return FINE;
    const facts = { container: proxy.container, containers: task.containers.items.map(nameOf) };
    return [{ at: atField(proxy.at, 'containerName'), facts }];
  },
});
