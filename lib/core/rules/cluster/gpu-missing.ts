import { hostingOf } from '../../ecs/hosting';
import { hasGpus } from '../../ecs/instance-hardware';
import { taskOf } from '../../ecs/service-reading';
import { nameOf } from '../../ecs/task-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { defineRule } from '../rule';
import { inEach } from '../violations';

export const gpuMissing = defineRule<'cluster', { container: string; types: readonly string[] }>({
  id: 'gpu-missing',
  subject: 'cluster',
  effect: 'cannot work',
  title: 'task that asks for a GPU on instances without one',
  why: 'ECS places it where a GPU is free',
  broken: 'no task is placed: "RESOURCE:GPU"',
  fix: 'choose instances of the families p or g, or leave out the GPU',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-gpu.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ResourceRequirement.html',
  ],
  catalogue: ['§1.4 Container settings'],
  explain: ({ container, types }) => `container ${container} asks for a GPU, and its instances are ${types.join(', ')}`,
  check: (cluster) =>
    inEach(cluster.services.items, (service) => {
      const container = taskOf(service)?.containers.items.find(({ gpus }) => gpus !== undefined);
      if (!container) return undefined;
      const hosting = hostingOf(cluster, service);
      const types = hosting?.capacity.map(({ instanceType }) => instanceType) ?? [];
      if (!hosting?.complete || types.length === 0 || !types.every(isKnown)) return undefined;
      if (!types.every((type) => hasGpus(type) === false)) return undefined;
      const others = [container.at, ...hosting.capacity.map(({ at }) => at)];
      const facts = { container: nameOf(container), types: [...new Set(types)] };
      return { at: atField(service.at, 'taskDefinition'), facts, others };
    }),
});
