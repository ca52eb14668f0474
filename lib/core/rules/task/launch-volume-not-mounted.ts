import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE, inEach } from '../violations';
import { defineRule } from '../rule';
import { API_TASK, preflight } from '../sources';

export const launchVolumeNotMounted = defineRule<'task', { volume: string }>({
  id: 'launch-volume-not-mounted',
  subject: 'task',
  effect: 'cannot deploy',
  title: 'a volume that is described at launch, and that no container mounts',
  why: 'each task gets a volume of its own, which somebody has to use',
  broken: 'RegisterTaskDefinition refuses it: "Volumes [data] are not referenced by any of the containers"',
  fix: ({ containerField }) => `name the volume in ${containerField('mountPoints')} of a container, or leave it out`,
  sources: [API_TASK, preflight('pf-ecs-volume-not-referenced')],
  catalogue: ['§1.4 Container settings'],
  explain: ({ volume }) => `volume ${volume} is configured at launch, and no container mounts it`,
  check({ at, launchVolumes, containers }) {
    if (!launchVolumes || launchVolumes.items.length === 0 || !containers.complete) return FINE;
    const mounts = containers.items.map(({ mountedVolumes }) => mountedVolumes);
    if (!mounts.every(({ items, complete }) => complete && items.every(isKnown))) return FINE;
    const mounted = new Set(mounts.flatMap(({ items }) => items));
    return inEach(launchVolumes.items, (volume) =>
      !isKnown(volume) || mounted.has(volume) ? undefined : { at: atField(at, 'volumes'), facts: { volume } },
    );
  },
});
