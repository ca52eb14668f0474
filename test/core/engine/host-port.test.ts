import fc from '../../law';
import { explain, findings } from '../../../lib/core/rules/check';
import { IpAddress } from '../../../lib/core/values/address';
import { Port } from '../../../lib/core/values/port';
import { runningHostOf, Topology } from '../../../lib/core/engine/topology';
import { hostOf, type ContainerSketch, type NetworkSketch } from './topology';

const NETWORKS: readonly NetworkSketch[] = [
  { name: 'four', subnet: '10.60.0.0/24' },
  {
    name: 'both',
    subnet: '10.61.0.0/24',
    more: {
      ipv6: true,
      ipam: {
        complete: true,
        items: ['10.61.0.0/24', 'fd61::/64'].map((subnet) => ({ at: { path: 'both' }, subnet, auxiliary: {} })),
      },
    },
  },
];

const ADDRESSES = [undefined, '0.0.0.0', '::', '127.0.0.1', '127.0.0.2', '::1'] as const;

const publisher = fc.record({
  address: fc.constantFrom(...ADDRESSES),
  network: fc.constantFrom('four', 'both', 'bridge'),
});

/** What the daemon says about the ports of its networks. */
const daemon = fc.record({
  defaultBridge: fc.constantFrom(
    {},
    { ipv6: true, subnet6: 'fd17::/64' },
    { hostBinding: '127.0.0.1' },
    { exists: false },
  ),
  networkOptions: fc.constantFrom({}, { bridge: { 'com.docker.network.bridge.host_binding_ipv4': '127.0.0.2' } }),
});

function containersOf(publishers: readonly { readonly address: string | undefined; readonly network: string }[]) {
  return publishers.map(({ address, network }, at): ContainerSketch => ({
    name: `c${at}`,
    on: [{ network }],
    publish: [{ hostPort: 8080, ...(address === undefined ? {} : { hostAddress: address }) }],
  }));
}

describe('a host port that two containers ask for', () => {
  test.each([
    [true, 'four', true],
    [true, 'both', true],
    [false, 'four', false],
    [false, 'both', true],
  ])(
    'with the proxy %s, on network %s, once at every address and once at ::, is taken: %s',
    (userlandProxy, network, taken) => {
      const publishers = [
        { address: undefined, network },
        { address: '::', network },
      ];
      const host = hostOf(NETWORKS, containersOf(publishers), { userlandProxy });
      const second = Topology.of(host, { startsInOrder: true }).node('c1');
      const found = findings('dockerHost', [host]).filter(({ rule }) => rule === 'published-port-taken');
      expect(found.map(({ severity }) => severity)).toEqual(taken ? ['error'] : []);
      expect(second.running).toBe(!taken);
    },
  );

  test('is taken for the rule exactly when one of them does not start, and then it is on the host once', () => {
    fc.assert(
      fc.property(
        fc.array(publisher, { maxLength: 4 }),
        fc.boolean(),
        fc.constantFrom(20, 26, 29),
        daemon,
        (publishers, userlandProxy, version, settings) => {
          const host = hostOf(NETWORKS, containersOf(publishers), { userlandProxy, version, ...settings });
          const topology = Topology.of(host, { startsInOrder: true });
          const stopped = [...topology.nodes.values()].filter(({ running }) => !running);
          const found = findings('dockerHost', [host]).filter(({ rule }) => rule === 'published-port-taken');
          expect(found.some(({ severity }) => severity === 'error')).toBe(stopped.length > 0);
          expect(found.every(({ severity }) => severity === 'error')).toBe(true);
          for (const address of ['127.0.0.1', '127.0.0.2', '192.0.2.1', '::1'].map((text) => IpAddress.parse(text))) {
            const there = runningHostOf(topology)
              .bindingsOn(Port.tcp(8080))
              .filter(({ hostAddress, families }) => families.includes(address.family) && isAt(hostAddress, address));
            expect(there.length).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});

test('a port of a container on the default bridge leads nowhere where the daemon has none, and the finding says so', () => {
  const host = hostOf([], [{ name: 'web', publish: [{ hostPort: 8080 }] }], { defaultBridge: { exists: false } });
  const found = findings('dockerHost', [host]).filter(({ rule }) => rule === 'ports-without-way-in');
  expect(found.map(explain)).toEqual([expect.stringContaining('the daemon has no default bridge ("bridge": "none")')]);
  expect([...Topology.of(host).bindings()]).toEqual([]);
});

function isAt(hostAddress: unknown, address: IpAddress): boolean {
  return !(hostAddress instanceof IpAddress) || hostAddress.isUnspecified || hostAddress.equals(address);
}
