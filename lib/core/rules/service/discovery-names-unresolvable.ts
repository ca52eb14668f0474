import { atField } from '../../values/place';
import { defineRule } from '../rule';
import { GUIDE_DISCOVERY } from '../sources';
import { FINE, inEach, type NoFacts } from '../violations';

export const discoveryNamesUnresolvable = defineRule<'service', NoFacts>({
  id: 'discovery-names-unresolvable',
  subject: 'service',
  effect: 'may go wrong',
  title: 'private namespace in a VPC without DNS support or DNS host names',
  why: 'its resolver answers from a private hosted zone only with both; outside of CDK, a new VPC has host names off',
  broken: 'silently, the names of the service do not resolve',
  fix: ({ field }) => `set ${field('enableDnsSupport')} and ${field('enableDnsHostnames')} of the VPC to true`,
  sources: [
    GUIDE_DISCOVERY,
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html',
  ],
  catalogue: ['SD-07'],
  explain: () =>
    'the registry is in a private namespace of a VPC where DNS support or DNS host names are off, so its names do not resolve',
  check(service) {
    if (service.registries.items.length === 0) return FINE;
    return inEach(service.registries.items, ({ at, namesResolve }) =>
      namesResolve === false ? { at: atField(at, 'registryArn'), facts: {} } : undefined,
    );
  },
});
