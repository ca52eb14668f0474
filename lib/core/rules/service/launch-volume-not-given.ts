import { nounOf, taskOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { FINE, inEach } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE } from '../sources';

export const launchVolumeNotGiven = defineRule<'service', { noun: string; volume: string; given: readonly string[] }>({
  id: 'launch-volume-not-given',
  subject: 'service',
  effect: 'may go wrong',
  title: 'a volume that is to be described at launch, and is not',
  why: 'the task definition says no more about it than its name',
  broken: 'the service is refused, or its tasks start without the volume',
  fix: ({ field }) => `describe the volume in ${field('volumeConfigurations')} of the service`,
  sources: [API_SERVICE, 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/configure-ebs-volume.html'],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ noun, volume, given }) =>
    `volume ${volume} of the task definition is configured at launch, and the ${noun} describes ${given.length === 0 ? 'no volume' : given.join(', ')}`,
  check(service) {
    const { volumes, kind = 'service', deploymentController } = service;
    const task = taskOf(service);
    if (kind !== 'service' || !volumes?.complete || !task?.launchVolumes) return FINE;
    // elsewhere task sets or CodeDeploy start the tasks
    if (deploymentController !== 'ECS') return FINE;
    const names = volumes.items.map(({ name }) => name);
    if (!names.every(isKnown)) return FINE;
    return inEach(task.launchVolumes.items, (volume) =>
      !isKnown(volume) || names.includes(volume)
        ? undefined
        : {
            at: volumes.items.length === 0 ? service.at : atField(service.at, 'volumeConfigurations'),
            facts: { noun: nounOf(service), volume, given: names },
            others: [task.at],
          },
    );
  },
});
