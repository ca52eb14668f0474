import { containerOf, knowsContainers, nameOf } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { quoted } from '../../values/model-error';
import { inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER, preflight } from '../sources';

export const volumeMissing = defineRule<'task', { container: string; what: string; names: readonly string[] }>({
  id: 'volume-missing',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a container mounts a volume that its task does not have',
  why: 'volumes belong to the task, and volumes of another container to one of the same task',
  broken: `RegisterTaskDefinition refuses it: "Unknown volume 'data'"`,
  fix: 'declare the volume in the task definition, or name one that it has',
  sources: [
    API_CONTAINER,
    preflight('pf-ecs-mountpoint-source-volume-missing'),
    preflight('pf-ecs-volumesfrom-source-container-missing'),
  ],
  catalogue: ['§1.4 Container settings'],
  explain: ({ container, what, names }) =>
    `container ${container} mounts ${what}; the task has ${names.length === 0 ? 'none' : names.join(', ')}`,
  check: (task) =>
    inContainers(task, (container) => {
      const facts = { container: nameOf(container) };
      const { items: volumes, complete } = task.volumes;
      const names = volumes.filter(isKnown);
      const volume = container.mountedVolumes.items.find((name) => isKnown(name) && !names.includes(name));
      if (volume !== undefined && isKnown(volume) && complete && names.length === volumes.length) {
        return {
          at: atField(container.at, 'mountPoints'),
          facts: { ...facts, what: `volume ${quoted(volume)}`, names },
        };
      }
      const source = container.volumesFrom.items.find((name) => isKnown(name) && !containerOf(task, name));
      if (source === undefined || !isKnown(source) || !knowsContainers(task)) return undefined;
      const what = `the volumes of container ${quoted(source)}`;
      return {
        at: atField(container.at, 'volumesFrom'),
        facts: { ...facts, what, names: task.containers.items.map(nameOf) },
      };
    }),
});
