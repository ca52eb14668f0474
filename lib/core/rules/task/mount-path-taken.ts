import { nameOf } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { inContainers } from '../violations';
import { defineRule } from '../rule';
import { API_CONTAINER, issue } from '../sources';

export const mountPathTaken = defineRule<'task', { container: string; path: string; volumes: readonly string[] }>({
  id: 'mount-path-taken',
  subject: 'task',
  effect: 'may go wrong',
  title: 'two volumes at one path of a container',
  why: 'one of them would hide the other',
  broken: 'on instances Docker makes no container: "Duplicate mount point"; on Fargate one of the two is not seen',
  fix: 'give each mount point a path of its own, or leave one out',
  sources: [
    API_CONTAINER,
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_MountPoint.html',
    issue('terraform-aws-modules/terraform-aws-ecs', 153),
  ],
  catalogue: ['§1.4 Container settings'],
  explain: ({ container, path, volumes }) => `container ${container} mounts ${volumes.join(' and ')} at ${path}`,
  check: (task) =>
    inContainers(task, (container) => {
      const volumes = new Map<string, string>();
      for (const { path, volume } of container.run?.mounts.items ?? []) {
        if (!isKnown(path) || path === '') continue;
        const name = isKnown(volume) ? volume : 'another volume';
        const place = path.length > 1 ? path.replace(/[/\\]+$/, '') : path;
        const first = volumes.get(place);
        volumes.set(place, name);
        if (first === undefined) continue;
        const facts = { container: nameOf(container), path, volumes: [first, name] };
        return { at: atField(container.at, 'mountPoints'), facts };
      }
      return undefined;
    }),
});
