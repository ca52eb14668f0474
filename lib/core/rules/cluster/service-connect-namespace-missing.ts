import { defineRule } from '../rule';
import { connectOf } from '../../ecs/service-reading';
import { GUIDE_CONNECT, preflight } from '../sources';
import { FINE, inEach, type NoFacts } from '../violations';

export const serviceConnectNamespaceMissing = defineRule<'cluster', NoFacts>({
  id: 'service-connect-namespace-missing',
  subject: 'cluster',
  effect: 'cannot deploy',
  title: 'Service Connect without a namespace',
  why: 'names are offered and looked up in a namespace',
  broken: 'CreateService refuses it: "Namespace is missing"',
  fix: 'name the namespace in the configuration of the service, or give the cluster a default one',
  sources: [GUIDE_CONNECT, preflight('pf-ecs-svc-connect-without-namespace')],
  catalogue: ['SC-06'],
  explain: () => 'the service uses Service Connect, but neither it nor its cluster names a namespace',
  check(cluster) {
    if (cluster.hasDefaultNamespace !== false) return FINE;
    return inEach(cluster.services.items, (service) => {
      const connect = connectOf(service);
      return connect && connect.namespace === undefined
        ? { at: connect.at, facts: {}, others: [cluster.at] }
        : undefined;
    });
  },
});
