import { exposures, type Exposure } from '../../../lib/core/engine/answers/exposure';
import { type PublishedPort } from '../../../lib/core/engine/definition/docker-host';
import { OTHER_MACHINE } from '../../../lib/core/engine/flow/verdict';
import { Topology } from '../../../lib/core/engine/topology';
import { IpAddress } from '../../../lib/core/values/address';
import { Port } from '../../../lib/core/values/port';
import { isKnown, Unknown } from '../../../lib/core/values/unknown';
import fc from '../../law';
import { draws } from '../../thoroughness';
import { drawn, run } from './drawn';
import { addressText, topologyOf } from './topology';

const ROUTED = {
  'com.docker.network.bridge.gateway_mode_ipv4': 'routed',
  'com.docker.network.bridge.gateway_mode_ipv6': 'routed',
};

describe('what is exposed', () => {
  test.each([
    [28, [8080]],
    [29, []],
  ])('of a routed network is no port of the host, on engine %i', (version, expected) => {
    const topology = topologyOf(
      [{ name: 'net', subnet: '10.60.0.0/24', options: ROUTED }],
      [{ name: 'web', on: [{ network: 'net' }], publish: [{ hostPort: 8080 }], listen: [80] }],
      { version },
    );
    const ports = exposures(topology).map(({ hostPort }) => hostPort);
    expect(ports).toEqual(expected);
  });

  test('of a routed network is the container at its own address, where others route there', () => {
    const topology = topologyOf(
      [{ name: 'net', subnet: '10.60.0.0/24', options: ROUTED }],
      [{ name: 'web', on: [{ network: 'net', ipv4: '10.60.0.9' }], publish: [{ hostPort: 8080 }], listen: [80, 81] }],
      { routedFromOutside: true },
    );
    expect(exposures(topology)).toMatchObject([
      { container: 'web', port: Port.tcp(80), hostPort: 80, to: 'other machines' },
    ]);
  });

  const shown = (topology: Topology): unknown[] =>
    exposures(topology).map(({ container, port, hostPort, hostAddress, to, because }) => [
      `${container} ${port?.toString() ?? 'any'} at ${hostAddress && !isKnown(hostAddress) ? 'one not known' : (addressText(hostAddress) ?? 'any address')}:${
        typeof hostPort === 'number' ? hostPort : hostPort === undefined ? 'the same' : 'a port not known'
      }`,
      to,
      because,
    ]);

  test('of a published port is reached by others, unless its address is the loopback or a bridge', () => {
    const at = (hostAddress: string, routedFromOutside = false): unknown[] =>
      shown(
        topologyOf([], [{ name: 'web', publish: [{ hostPort: 8080, hostAddress }], listen: [80] }], {
          routedFromOutside,
        }),
      );
    const others = ['other machines', 'published'];
    expect(at('0.0.0.0')).toEqual([['web 80/tcp at any address:8080', ...others]]);
    expect(at('192.0.2.1')).toEqual([['web 80/tcp at 192.0.2.1:8080', ...others]]);
    const host = 'the host itself';
    expect(at('127.0.0.1')).toEqual([['web 80/tcp at 127.0.0.1:8080', host, 'published on the loopback address']]);
    const bridge = ['web 80/tcp at 172.17.0.1:8080', 'published on the bridge of bridge'];
    expect(at('172.17.0.1')).toEqual([[bridge[0], host, bridge[1]]]);
    expect(at('172.17.0.1', true)).toContainEqual([bridge[0], 'other machines', bridge[1]]);
  });

  test('hangs on what is not known: the address, the port, whether it is published at all, whether it runs', () => {
    const why = 'variable PORT has no value';
    const open = new Unknown(why);
    const of = (more: Partial<PublishedPort>, container: object = {}): unknown[] =>
      shown(topologyOf([], [{ name: 'web', publish: [{ hostPort: 8080, ...more }], more: container }]));
    expect(of({ hostAddress: open })).toEqual([['web 80/tcp at one not known:8080', 'not known', why]]);
    expect(of({ hostPort: open })).toEqual([
      ['web 80/tcp at any address:a port not known', 'other machines', 'published'],
    ]);
    expect(of({ containerPort: open })).toEqual([['web any at any address:8080', 'not known', why]]);
    expect(of({ containerPort: open, hostPortLast: 8082 })).toEqual([
      ['web any at any address:a port not known', 'not known', why],
    ]);
    expect(of({ protocol: open })).toEqual([['web any at any address:8080', 'not known', why]]);
    expect(of({}, { running: open })).toEqual([['web 80/tcp at any address:8080', 'not known', why]]);
  });

  test('in host mode is what listens, on the loopback for the host itself, and anything where nothing is said', () => {
    const because = "it is on the host's own network stack";
    const listeners = [
      { port: 80, protocol: 'tcp' as const },
      { port: 53, protocol: 'udp' as const, address: '127.0.0.53' },
      { port: 81, protocol: 'tcp' as const, address: '::1' },
      { port: 82, protocol: 'tcp' as const, address: '192.0.2.1' },
    ];
    const namespace = { kind: 'host' } as const;
    expect(shown(topologyOf([], [{ name: 'web', namespace, more: { listeners } }]))).toEqual([
      ['web 80/tcp at any address:80', 'other machines', because],
      ['web 53/udp at 127.0.0.53:53', 'the host itself', because],
      ['web 81/tcp at ::1:81', 'the host itself', because],
      ['web 82/tcp at 192.0.2.1:82', 'other machines', because],
    ]);
    expect(shown(topologyOf([], [{ name: 'web', namespace }]))).toEqual([
      ['web any at any address:the same', 'other machines', because],
    ]);
  });

  test('on a LAN, or where others route to the containers, is what listens there, else any port, else the published ones', () => {
    const lan = { name: 'lan', driver: 'macvlan', subnet: '10.60.0.0/24', options: { parent: 'eth0' } } as const;
    const on = [{ network: 'lan', ipv4: '10.60.0.9' }];
    const because = 'it is on the LAN of network lan with an address of its own';
    expect(shown(topologyOf([lan], [{ name: 'web', on }]))).toEqual([
      ['web any at 10.60.0.9:the same', 'other machines', because],
    ]);
    expect(shown(topologyOf([lan], [{ name: 'web', on, listen: [80] }]))).toEqual([
      ['web 80/tcp at 10.60.0.9:80', 'other machines', because],
    ]);
    const routed = topologyOf(
      [{ name: 'net', subnet: '10.60.0.0/24', options: ROUTED }],
      [{ name: 'web', on: [{ network: 'net', ipv4: '10.60.0.9' }], publish: [{ containerPort: 1, hostPort: 8080 }] }],
      { routedFromOutside: true },
    );
    const way = 'others route to its address on network net';
    expect(shown(routed)).toEqual([['web 1/tcp at 10.60.0.9:1', 'other machines', way]]);
  });

  test('is what another machine reaches: at the address and port that are named, whoever listens', () => {
    fc.assert(
      fc.property(drawn, ({ host, options }) => {
        const topology = Topology.of(host, { ...options, startsInOrder: true });
        for (const { container, port, hostPort, hostAddress, to } of exposures(topology)) {
          if (to !== 'other machines' || !port || hostPort === undefined || !isKnown(hostPort)) continue;
          if (!(hostAddress instanceof IpAddress) || topology.node(container).sandbox?.kind === 'host') continue;
          const dialled = Port.of(hostPort, port.protocol);
          const verdict = topology.reach({
            from: OTHER_MACHINE,
            to: { address: hostAddress.toString() },
            port: dialled,
          });
          // a listener may be on another port or address, and what the host answers by may hang on what is not known
          if (verdict.kind === 'blocked') expect(['refused', 'reset', 'timeout']).toContain(verdict.failure);
        }
      }),
      { numRuns: draws(100) },
    );
  });

  test('is all that another machine reaches: whatever answers it at the host or at a container is named', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const topology = run(one);
        const exposed = exposures(topology);
        for (const address of addressesOf(topology)) {
          for (const number of [80, 81, 8080, 8081, 8082, 8083]) {
            for (const protocol of ['tcp', 'udp'] as const) {
              const port = Port.of(number, protocol);
              const verdict = topology.reach({ from: OTHER_MACHINE, to: { address }, port });
              if (verdict.kind !== 'reachable') continue;
              const by = verdict.by.filter((name) => topology.nodes.has(name));
              for (const name of by)
                expect(exposed.filter((each) => names(topology, each, name, port))).not.toEqual([]);
            }
          }
        }
      }),
      { numRuns: draws(150) },
    );
  });
});

/** Known addresses of the host and of its containers. */
function addressesOf(topology: Topology): string[] {
  const own = [...topology.nodes.values()].flatMap(({ sandbox }) =>
    (sandbox?.endpoints ?? []).flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6].filter((one) => one instanceof IpAddress)),
  );
  return [...new Set([...topology.hostAddresses, ...own].map(String))];
}

/**
 * Whether an exposure is of a container, or of who shares its network stack, and of what answers at a port: of one that is
 * open at the host and at the container, the host is named.
 */
function names(topology: Topology, one: Exposure, container: string, dialled: Port): boolean {
  if (one.to === 'the host itself') return false;
  if (topology.node(one.container).sandbox !== topology.node(container).sandbox) return false;
  if (one.port !== undefined && one.port.protocol !== dialled.protocol) return false;
  return (
    one.port?.number === dialled.number ||
    one.hostPort === undefined ||
    !isKnown(one.hostPort) ||
    one.hostPort === dialled.number
  );
}
