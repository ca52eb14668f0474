import { isDefinite } from '../../ecs/service-reading';
import { FINE, inEach } from '../violations';
import { defineRule } from '../rule';
import { API_SERVICE, preflight } from '../sources';

export const capacityProviderNotOfCluster = defineRule<'cluster', { provider: string; providers: readonly string[] }>({
  id: 'capacity-provider-not-of-cluster',
  subject: 'cluster',
  effect: 'cannot deploy',
  title: 'a capacity provider that the cluster does not have',
  why: 'services, schedules and single runs choose among the providers that are associated with their cluster',
  broken:
    'CreateService and RunTask refuse it: "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster."',
  fix: 'associate the capacity provider with the cluster, and make the association first where it is a resource of its own',
  sources: [API_SERVICE, preflight('pf-ecs-cluster-default-strategy-provider-not-listed')],
  catalogue: ['§1.4 Load balancers'],
  explain: ({ provider, providers }) =>
    `the strategy names capacity provider ${provider}, which the cluster does not have; it has ${providers.length === 0 ? 'none' : providers.join(', ')}`,
  check(cluster) {
    const own = cluster.capacityProviders;
    if (!own?.complete || !own.items.every(isDefinite)) return FINE;
    const providers = own.items;
    return inEach([...cluster.services.items, ...(cluster.launches ?? [])], ({ strategy }) => {
      const other = strategy.items.find(({ provider }) => isDefinite(provider) && !providers.includes(provider));
      if (!other || !isDefinite(other.provider)) return undefined;
      const facts = { provider: other.provider, providers };
      return { at: other.at, facts, others: [cluster.at] };
    });
  },
});
