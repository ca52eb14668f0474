import { inspectContainer, inspectNetwork, KNOWN_AFTER_APPLY } from '../../../lib/core/engine/answers/docker-view';
import { does } from '../../../lib/core/engine/definition/engine-version';
import { ENGINE_HOST } from '../../../lib/core/engine/flow/verdict';
import { type Topology } from '../../../lib/core/engine/topology';
import { Port, type Protocol } from '../../../lib/core/values/port';
import { isKnown } from '../../../lib/core/values/unknown';
import fc from '../../law';
import { draws } from '../../thoroughness';
import { drawn, run } from './drawn';
import { topologyOf } from './topology';

describe('inspection', () => {
  test.each([
    [24, ['db', KNOWN_AFTER_APPLY]],
    [25, ['db']],
  ])('of engine %i shows the aliases, with the short id until 25', (version, expected) => {
    const on = [{ network: 'net', aliases: ['db'] }, { network: 'bridge' }];
    const { Networks } = inspectContainer(
      topologyOf([{ name: 'net' }], [{ name: 'web', on }], { version }),
      'web',
    ).NetworkSettings;
    expect([Networks['net']?.Aliases, Networks['bridge']?.Aliases]).toEqual([expected, []]);
  });

  test('of a container and of its networks agree on who is where, at which address', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const topology = run(one);
        const byContainer = [...topology.nodes.keys()].flatMap((container) =>
          Object.entries(inspectContainer(topology, container).NetworkSettings.Networks).map(([network, shown]) =>
            [network, container, shown.IPAddress, shown.GlobalIPv6Address, shown.MacAddress].join(' '),
          ),
        );
        const byNetwork = [...topology.networks.keys()].flatMap((network) =>
          Object.entries(inspectNetwork(topology, network).Containers).map(([container, shown]) =>
            [network, container, bare(shown.IPv4Address), bare(shown.IPv6Address), shown.MacAddress].join(' '),
          ),
        );
        expect(byNetwork.sort()).toEqual(byContainer.sort());
      }),
      { numRuns: draws(100) },
    );
  });

  test('shows the names that resolve: each leads to those who have it on the first network where somebody has', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const topology = run(one);
        for (const from of topology.nodes.keys()) {
          for (const name of ['c0', 'c1', 'c2', 'c3', 'c4', 'C1', 'db', 'DB', 'api', 'box', 'nobody']) {
            if (isSaidElsewhere(topology, from, name)) continue;
            const found = topology.resolve(from, name);
            if (found.kind === 'unknown') continue;
            const answers = found.kind === 'resolved' ? found.answers : [];
            const places = answers.map(({ container, network }) => `${container} on ${network}`);
            expect([...new Set(places)].sort()).toEqual(shownAs(topology, from, name));
          }
        }
      }),
      { numRuns: draws(200) },
    );
  });

  test('shows the ports of the host that lead to a container, and no port leads there that is not shown', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const topology = run(one);
        for (const { name } of topology.nodes.values()) {
          for (const [port, hostPort] of shownPorts(topology, name)) {
            const found = topology.hostPortOf(name, port);
            expect(found).toBeDefined();
            const number = found !== undefined && isKnown(found) ? String(found) : KNOWN_AFTER_APPLY;
            const several = shownPorts(topology, name).filter(([other]) => other.equals(port)).length > 1;
            if (!several) expect(hostPort).toBe(number);
          }
        }
        for (const number of [8080, 8081, 8082, 8083]) {
          for (const protocol of ['tcp', 'udp'] as const) {
            const port = Port.of(number, protocol);
            const verdict = topology.reach({ from: ENGINE_HOST, to: { address: '127.0.0.1' }, port });
            const arrived = verdict.trace.some(({ what }) => what.startsWith(`host port ${number} is`));
            const shown = [...topology.nodes.keys()].some((name) =>
              shownPorts(topology, name).some(
                ([inside, hostPort, address]) =>
                  inside.protocol === protocol &&
                  hostPort === String(number) &&
                  ['', '0.0.0.0', '127.0.0.1'].includes(address),
              ),
            );
            if (verdict.kind !== 'unknown' && arrived) expect(shown).toBe(true);
          }
        }
      }),
      { numRuns: draws(200) },
    );
  });
});

/** An address without the length of its prefix. */
function bare(text: string): string {
  return text === KNOWN_AFTER_APPLY ? text : (text.split('/')[0] ?? '');
}

/** Whether a name is in the hosts file of a container, or an alias of one of its links: inspection shows neither. */
function isSaidElsewhere(topology: Topology, from: string, name: string): boolean {
  const { sandbox, spec } = topology.node(from);
  const owner = sandbox?.owner?.spec ?? spec;
  const lines = (sandbox?.hosts ?? []).flatMap(({ names }) => names);
  const links = (sandbox?.endpoints ?? []).flatMap((endpoint) => endpoint.links.map(({ alias }) => alias));
  return [...lines, ...links, owner.hostname].some((one) => one === name || one === name.toLowerCase());
}

/** Who has a name, on the network that answers: of each family before 27, by what is shown of the networks of who asks. */
function shownAs(topology: Topology, from: string, name: string): string[] {
  const owner = topology.node(from).sandbox?.owner?.name;
  if (owner === undefined) return [];
  const asked = name.toLowerCase();
  const networks = Object.keys(inspectContainer(topology, owner).NetworkSettings.Networks);
  const onEach = networks
    .filter((network) => network !== 'bridge')
    .map((network) =>
      Object.entries(inspectNetwork(topology, network).Containers).flatMap(([container, shown]) => {
        const { Config, NetworkSettings } = inspectContainer(topology, container);
        const names = [container, Config.Hostname, ...(NetworkSettings.Networks[network]?.Aliases ?? [])];
        const has = names.some((one) => one.toLowerCase() === asked);
        return has ? [{ place: `${container} on ${network}`, ...shown }] : [];
      }),
    );
  const one = (has: (member: (typeof onEach)[number][number]) => boolean): string[] =>
    (onEach.map((members) => members.filter(has)).find((members) => members.length > 0) ?? []).map(
      ({ place }) => place,
    );
  const places = does(topology.engine, 'names-of-one-network')
    ? one(({ IPv4Address, IPv6Address }) => IPv4Address !== '' || IPv6Address !== '')
    : [...one(({ IPv4Address }) => IPv4Address !== ''), ...one(({ IPv6Address }) => IPv6Address !== '')];
  return [...new Set(places)].sort();
}

/** The published ports that are shown of a container: its own, that of the host, and the address there. */
function shownPorts(topology: Topology, container: string): [port: Port, hostPort: string, address: string][] {
  return Object.entries(inspectContainer(topology, container).NetworkSettings.Ports).flatMap(([key, shown]) => {
    const [number = '', protocol = ''] = key.split('/');
    const port = Port.of(Number(number), protocol as Protocol);
    return shown
      .filter(({ HostPort }) => HostPort !== '')
      .map(({ HostPort, HostIp }): [Port, string, string] => [port, HostPort, HostIp]);
  });
}
