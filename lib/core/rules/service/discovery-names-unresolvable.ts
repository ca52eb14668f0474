import { atField } from '../../values/place';
import { joined } from '../../values/phrase';
import { defineRule } from '../rule';
import { GUIDE_DISCOVERY } from '../sources';
import { FINE, inEach } from '../violations';

/** What the settings of a VPC are called. */
const NAMES = { enableDnsSupport: 'DNS support', enableDnsHostnames: 'DNS host names' } as const;

type Facts = { vpc: string; off: readonly (keyof typeof NAMES)[] };

export const discoveryNamesUnresolvable = defineRule<'service', Facts>({
  id: 'discovery-names-unresolvable',
  subject: 'service',
  effect: 'may go wrong',
  title: 'private namespace in a VPC without DNS support or DNS host names',
  why: 'its resolver answers from a private hosted zone only with both; outside of CDK, a new VPC has host names off',
  broken: 'silently, the names of the service do not resolve',
  fix: ({ field }) => `set ${field('enableDnsSupport')} and ${field('enableDnsHostnames')} of the VPC to true`,
  fixFor: ({ vpc, off }) =>
    off.length === 0
      ? undefined
      : ({ set }) =>
          `write ${joined(
            off.map((name) => set(name, true)),
            'and',
          )} in ${vpc}`,
  sources: [
    GUIDE_DISCOVERY,
    'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html',
  ],
  catalogue: ['SD-07'],
  explain: ({ vpc, off }) =>
    `the registry is in a private namespace of ${vpc}, where ${
      off.length === 0 ? 'DNS support or DNS host names' : namesOf(off)
    } ${off.length === 1 && off[0] === 'enableDnsSupport' ? 'is' : 'are'} off, so its names do not resolve`,
  check(service) {
    if (service.registries.items.length === 0) return FINE;
    return inEach(service.registries.items, ({ at, namesResolve, resolverOff }) =>
      namesResolve === false
        ? {
            at: atField(at, 'registryArn'),
            facts: { vpc: resolverOff?.vpc.path ?? 'its VPC', off: resolverOff?.settings ?? [] },
            ...(resolverOff && { others: [resolverOff.vpc] }),
          }
        : undefined,
    );
  },
});

function namesOf(settings: Facts['off']): string {
  return joined(
    settings.map((name) => NAMES[name]),
    'and',
  );
}
