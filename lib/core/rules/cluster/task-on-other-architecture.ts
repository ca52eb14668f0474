import { hostingOf } from '../../ecs/hosting';
import { architectureOf } from '../../ecs/instance-hardware';
import { taskOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { isKnown } from '../../values/unknown';
import { defineRule } from '../rule';
import { inEach } from '../violations';

export const taskOnOtherArchitecture = defineRule<'cluster', { made: string; types: readonly string[] }>({
  id: 'task-on-other-architecture',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'task for another processor than that of its instances',
  why: 'programs for ARM do not run on x86, nor the other way round',
  broken:
    'the task is never placed, or its program ends with "exec format error" where the image is for one processor only',
  fix: 'choose instances with the processor that the task is made for, or make it for theirs',
  sources: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html',
  ],
  catalogue: ['NM-04', 'NM-06'],
  explain: ({ made, types }) => `the task is made for ${made}, and its instances are ${types.join(', ')}`,
  check: (cluster) =>
    inEach(cluster.services.items, (service) => {
      const made = taskOf(service)?.architecture;
      if (typeof made !== 'string') return undefined;
      const hosting = hostingOf(cluster, service);
      const types = hosting?.capacity.map(({ instanceType }) => instanceType) ?? [];
      if (!hosting?.complete || types.length === 0 || !types.every(isKnown)) return undefined;
      const isOther = types.every((type) => ![made, undefined].includes(architectureOf(type)));
      if (!isOther) return undefined;
      const others = hosting.capacity.map(({ at }) => at);
      return { at: atField(service.at, 'taskDefinition'), facts: { made, types: [...new Set(types)] }, others };
    }),
});
