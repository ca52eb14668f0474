import { inspectContainer, KNOWN_AFTER_APPLY } from '../../../lib/core/engine/answers/docker-view';
import { exposures } from '../../../lib/core/engine/answers/exposure';
import { byPrecedence } from '../../../lib/core/engine/definition/precedence';
import { OTHER_MACHINE } from '../../../lib/core/engine/flow/verdict';
import { Topology } from '../../../lib/core/engine/topology';
import { IpAddress } from '../../../lib/core/values/address';
import { Port } from '../../../lib/core/values/port';
import { isKnown } from '../../../lib/core/values/unknown';
import fc from '../../law';
import { draws } from '../../thoroughness';
import { drawn } from './drawn';
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
});

describe('the order of networks', () => {
  const of = (name: string, internal: boolean, ipv6: boolean) => ({
    priority: 0,
    network: { name, internal },
    ipv6: ipv6 ? true : undefined,
  });

  test.each([
    [24, true, ['zz', 'aa']],
    [25, true, ['aa', 'zz']],
    [24, false, ['zz', 'aa']],
    [29, false, ['zz', 'aa']],
  ])(
    'of engine %i, internal %s: both families come first, of internal ones until 25',
    (version, internal, expected) => {
      const sorted = [of('aa', internal, false), of('zz', internal, true)].sort(byPrecedence({ version }));
      expect(sorted.map(({ network }) => network.name)).toEqual(expected);
    },
  );
});

describe('host ports that the engine picks', () => {
  const picked = (...publish: Parameters<typeof topologyOf>[1][number]['publish'] & object) => {
    const topology = topologyOf([], [{ name: 'web', publish }], { version: 20 }, { startsInOrder: true });
    return topology.node('web').bindings.map(({ hostPort }) => isKnown(hostPort));
  };

  test('for two ports of one container come in any order, unless they are looked for in different numbers', () => {
    expect(picked({ containerPort: 80 }, { containerPort: 81 })).toEqual([false, false]);
    expect(picked({ containerPort: 80 }, { containerPort: 80, protocol: 'udp' })).toEqual([true, true]);
    expect(picked({ containerPort: 80 }, { containerPort: 81, hostPort: 9000, hostPortLast: 9001 })).toEqual([
      true,
      true,
    ]);
    expect(picked({ containerPort: 80 }, { containerPort: 81, hostPort: 9000 })).toEqual([true, true]);
  });
});

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
});
