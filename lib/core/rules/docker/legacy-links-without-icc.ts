import { hasDriver } from '../../engine/definition/driver';
import { does } from '../../engine/definition/engine-version';
import { type ContainerSpec, type DockerHost } from '../../engine/definition/docker-host';
import { attachmentsOf, containersIn, indexOf, nameOf } from '../../engine/definition/docker-reading';
import { defaultBridge, networkOf } from '../../engine/state/network';
import { type Place } from '../../values/place';
import { defineRule } from '../rule';
import { byPrecedence, type Precedence } from '../../engine/definition/precedence';
import { legacyLinksOf, type Network } from '../../engine/state/sandbox';
import { isKnown, knownOr } from '../../values/unknown';

export const legacyLinksWithoutIcc = defineRule<'dockerHost', { container: string; network: string; target: string }>({
  id: 'legacy-links-without-icc',
  subject: 'dockerHost',
  effect: 'cannot work',
  title: 'container with links on the default bridge and a network without icc',
  why:
    'without icc a link opens ports, and the engine looks for both ends of it on the network that is joined, where a link ' +
    'of the default bridge has none; engines before 29 look only on the network that is the way out of the container',
  broken:
    'the container does not start: "driver failed programming external connectivity on endpoint c1: invalid endpoint id: …" ' +
    '(20.10), "failed to set up container networking: invalid endpoint id: …" (29); from 28 on it is chance whether the ' +
    'default bridge is joined last and all is well, and after a refusal 29 starts the container without that network',
  fix: 'leave icc of the network on, or remove the links: put both containers on one user-defined network and use the name',
  sources: [
    'https://docs.docker.com/engine/network/links/',
    'https://docs.docker.com/engine/network/drivers/bridge/#options',
  ],
  catalogue: ['2.2 linker on a network without icc'],
  explain: ({ container, network, target }) =>
    `container ${container} links to ${target} on the default bridge and is on network ${network}, where icc is off`,
  *check(host) {
    for (const container of containersIn(host, 'own')) {
      const link = legacyLinksOf(container).find(({ target }) => target !== '');
      if (!link) continue;
      for (const { network, at, certain } of refusing(host, container)) {
        yield {
          at,
          facts: { container: nameOf(container), network: network.name, target: link.target },
          ...(certain && container.running === true ? {} : { effect: 'may go wrong' as const }),
        };
      }
    }
  },
});

interface Joined extends Precedence {
  readonly network: Network;
  readonly at: Place;
}

/** The networks of a container on which the engine may look for a link, and whether it does so whatever the order of joining. */
function* refusing(host: DockerHost, container: ContainerSpec): Generator<Joined & { readonly certain: boolean }> {
  const { engine } = host;
  const all = attachmentsOf(container);
  const joined = joinedBy(host, container).sort(byPrecedence(engine));
  const before = does(engine, 'links-on-every-network')
    ? joined.length
    : joined.findIndex(({ network }) => network.name === 'bridge');
  const known = container.endpoints.complete && joined.length === all.length;
  for (const [place, one] of joined.slice(0, before).entries()) {
    const { network } = one;
    if (network.name === 'bridge' || network.icc || (network.internal && !does(engine, 'links-on-every-network')))
      continue;
    // the first is the way out as soon as it is joined, any other until a network before it is; from 28 on the default
    // bridge is not joined first
    const first = place === 0 && known && joined.every(({ network: { undecided } }) => undecided === undefined);
    yield { ...one, certain: first && !does(engine, 'networks-joined-by-chance') };
  }
}

/** The networks of a container whose definition is there. */
function joinedBy(host: DockerHost, container: ContainerSpec): Joined[] {
  const { networks } = indexOf(host);
  return attachmentsOf(container).flatMap(({ network: name, at, gatewayPriority }) => {
    const definition = isKnown(name) ? networks.get(name) : undefined;
    if (definition ? !hasDriver(definition, ({ isBridged }) => isBridged) : name !== 'bridge') return [];
    const network = definition ? networkOf(definition, host.engine) : defaultBridge(host.engine);
    const priority = does(host.engine, 'gateway-priority') ? knownOr(gatewayPriority ?? 0, 0) : 0;
    return [{ network, at, priority, ipv6: network.ipv6 ? true : undefined }];
  });
}
