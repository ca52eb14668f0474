import { type ContainerSpec } from '../../engine/definition/docker-host';
import { nameOf, namespaceOf, indexOf, attachmentsOf } from '../../engine/definition/docker-reading';
import { linksOf } from '../../engine/definition/links';
import { defineRule } from '../rule';
import { isKnown } from '../../values/unknown';

export const linkTargetElsewhere = defineRule<'dockerHost', { container: string; target: string; network: string }>({
  id: 'link-target-elsewhere',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'link to a container that is not on the same network',
  why: 'a link is a name for an address, and there is none on this network',
  broken:
    'default bridge: the container does not start: "Cannot link to /db, as it does not belong to the default network" (20.10), ' +
    '"container … not attached to default bridge network" (29); other networks: accepted, and the name never resolves',
  fix: 'put both on one network; for a target in host mode use an extra host with host-gateway as its address',
  sources: ['https://docs.docker.com/engine/network/links/'],
  catalogue: ['2.2 target elsewhere', '2.2 target in host mode', '2.1 links are scoped to a network'],
  explain: ({ container, target, network }) =>
    `container ${container} links to ${target}, which is not on network ${network}`,
  *check(host) {
    const { containers } = indexOf(host);
    for (const { container, target, network: given, at } of linksOf(host)) {
      const network = given ?? 'bridge';
      const other = containers.get(target ?? '');
      if (!other || other === container || namespaceOf(container) !== 'own') continue;
      if (!isAway(other, network) && !(given !== undefined && namespaceOf(other) === 'host')) continue;
      yield { at, facts: { container: nameOf(container), target: nameOf(other), network }, others: [other.at] };
    }
  },
});

/** Whether a container is certainly not on a network. Host mode on the default bridge has a rule of its own, a shared stack is its owner's. */
function isAway(container: ContainerSpec, network: string): boolean {
  const kind = namespaceOf(container);
  if (kind === 'none') return true;
  if (kind !== 'own' || !container.endpoints.complete) return false;
  return attachmentsOf(container).every((one) => isKnown(one.network) && one.network !== network);
}
