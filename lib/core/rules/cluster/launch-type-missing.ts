import { isKnown } from '../../values/unknown';
import { nounOf, taskOf } from '../../ecs/service-reading';
import { atField } from '../../values/place';
import { FINE, inEach } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE } from '../sources';

export const launchTypeMissing = defineRule<'cluster', { noun: string }>({
  id: 'launch-type-missing',
  subject: 'cluster',
  effect: 'may go wrong',
  title: 'tasks for Fargate without a launch type, in a cluster without a default strategy',
  why: 'without a launch type the default strategy of the cluster decides, and where there is none the tasks are for EC2 instances',
  broken: 'the tasks are never placed: "No Container Instances were found in your cluster."',
  fix: 'say launch type FARGATE, or give the cluster FARGATE as the default capacity provider strategy',
  sources: [
    API_SERVICE,
    'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service#launch_type',
  ],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ noun }) =>
    `the ${noun} says no launch type, its cluster has no default strategy, and its task definition is for Fargate only`,
  check(cluster) {
    const { defaultCapacityProviders: defaults, capacityProviders: providers } = cluster;
    if (!defaults?.complete || defaults.items.length > 0 || !providers?.complete) return FINE;
    return inEach(cluster.services.items, (service) => {
      if (service.launchType !== undefined || !service.capacityProviders.complete) return undefined;
      if (service.capacityProviders.items.length > 0) return undefined;
      const compatibilities = taskOf(service)?.compatibilities;
      if (!compatibilities || !isKnown(compatibilities)) return undefined;
      if (compatibilities.length !== 1 || compatibilities[0] !== 'FARGATE') return undefined;
      return { at: atField(service.at, 'launchType'), facts: { noun: nounOf(service) }, others: [cluster.at] };
    });
  },
});
