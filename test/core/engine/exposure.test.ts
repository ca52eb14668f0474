import { exposures, type Exposure } from '../../../lib/core/engine/answers/exposure';
import { OTHER_MACHINE } from '../../../lib/core/engine/flow/verdict';
import { Topology } from '../../../lib/core/engine/topology';
import { IpAddress } from '../../../lib/core/values/address';
import { Port } from '../../../lib/core/values/port';
import { isKnown } from '../../../lib/core/values/unknown';
import fc from '../../law';
import { draws } from '../../thoroughness';
import { drawn, run } from './drawn';
import { topologyOf } from './topology';

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
