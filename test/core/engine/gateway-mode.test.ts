import { inspectContainer } from '../../../lib/core/engine/answers/docker-view';
import { exposures } from '../../../lib/core/engine/answers/exposure';
import { type EngineSettings } from '../../../lib/core/engine/definition/docker-host';
import { ENGINE_HOST, OTHER_MACHINE, type Flow } from '../../../lib/core/engine/flow/verdict';
import { type Topology } from '../../../lib/core/engine/topology';
import { Port } from '../../../lib/core/values/port';
import { addressText, topologyOf, type NetworkSketch } from './topology';

const BRIDGE = 'com.docker.network.bridge.';
const http = Port.tcp(80);
const at = { container: 'web', on: 'net' };

function made(
  options: NetworkSketch['options'],
  engine: Partial<EngineSettings> = {},
  internal = false,
  publish = [{ containerPort: 80, hostPort: 8080 }] as {
    containerPort: number;
    hostPort: number;
    hostAddress?: string;
  }[],
): Topology {
  return topologyOf(
    [
      { name: 'net', subnet: '10.150.0.0/24', internal, options: options ?? {} },
      { name: 'back', subnet: '10.151.0.0/24' },
    ],
    [
      { name: 'web', on: [{ network: 'net' }], listen: [80, 81], publish },
      { name: 'api', on: [{ network: 'back' }] },
      { name: 'on-host', namespace: { kind: 'host' }, listen: [82] },
    ],
    { routedFromOutside: true, ...engine },
    { startsInOrder: true, outside: { address: '192.0.2.9' } },
  );
}

const outcome = (topology: Topology, flow: Flow): string => {
  const verdict = topology.reach(flow);
  if (verdict.kind === 'unknown') return 'unknown';
  return verdict.kind === 'blocked' ? verdict.failure : verdict.by.join();
};

describe('an isolated network', () => {
  const options = { [`${BRIDGE}gateway_mode_ipv4`]: 'isolated' };

  test('has no address on the host: neither reaches the other', () => {
    const topology = made(options, {}, true);
    expect(outcome(topology, { from: 'web', to: { gatewayOf: 'net' } })).toBe('no-route');
    expect(outcome(topology, { from: 'web', to: { gatewayOf: 'net' }, port: Port.tcp(82) })).toBe('no-route');
    expect(outcome(topology, { from: 'api', to: { gatewayOf: 'net' } })).toBe('no-route');
    expect(outcome(topology, { from: ENGINE_HOST, to: at })).toBe('timeout');
  });

  test('of IPv6 is a way that a host without IPv6 does not have, to a free address either', () => {
    const isolated = { [`${BRIDGE}gateway_mode_ipv6`]: 'isolated' };
    const net = { name: 'net', subnet: 'fd00:150::/64', internal: true, options: isolated, more: { ipv6: true } };
    const ping = (engine: Partial<EngineSettings>): string =>
      outcome(topologyOf([net], [], engine), {
        ...{ from: ENGINE_HOST, to: { address: 'fd00:150::99' } },
      });
    expect(ping({ addresses: ['192.0.2.1'] })).toBe('no-route');
    expect(ping({ addresses: ['192.0.2.1', '2001:db8::1'] })).toBe('timeout');
  });

  test('gives the address that a bridge would have to its first container', () => {
    expect(inspectContainer(made(options, {}, true), 'web').NetworkSettings.Networks['net']?.IPAddress).toBe(
      '10.150.0.1',
    );
  });

  test('is like any other to an engine that does not know the mode', () => {
    const topology = made(options, { version: 20 }, true);
    expect(outcome(topology, { from: 'web', to: { gatewayOf: 'net' } })).toBe('host');
    expect(outcome(topology, { from: ENGINE_HOST, to: at, port: http })).toBe('web');
  });
});

describe('a routed network', () => {
  const options = { [`${BRIDGE}gateway_mode_ipv4`]: 'routed' };

  test('opens published ports at the address of the container, to other machines and networks', () => {
    const topology = made(options);
    for (const from of [OTHER_MACHINE, 'api'] as const) {
      expect(outcome(topology, { from, to: at, port: http })).toBe('web');
      expect(outcome(topology, { from, to: at })).toBe('web');
      expect(outcome(topology, { from, to: at, port: Port.tcp(81) })).toBe('timeout');
    }
  });

  test('publishes nothing on the host', () => {
    const topology = made(options);
    for (const from of [OTHER_MACHINE, 'api', ENGINE_HOST] as const)
      expect(outcome(topology, { from, to: ENGINE_HOST, port: Port.tcp(8080) })).toBe('refused');
    expect(inspectContainer(topology, 'web').NetworkSettings.Ports).toEqual({
      '80/tcp': [
        { HostIp: '::', HostPort: '8080' },
        { HostIp: '0.0.0.0', HostPort: '' },
      ],
    });
  });

  test('sends with the address of the container', () => {
    const verdict = made(options).reach({ from: 'web', to: OTHER_MACHINE });
    expect(verdict.trace.at(-1)).toMatchObject({ what: 'leaves with the address of the container' });
    expect(outcome(made(options, { routedFromOutside: false }), { from: 'web', to: OTHER_MACHINE })).toBe('unknown');
  });

  test('was not seen on engines 27 and 28, and 20.10 does not know the mode', () => {
    const asked: Flow = { from: OTHER_MACHINE, to: at, port: http };
    expect(outcome(made(options, { version: 28 }), asked)).toBe('unknown');
    expect(outcome(made(options, { version: 28 }), { ...asked, to: ENGINE_HOST, port: Port.tcp(8080) })).toBe(
      'unknown',
    );
    expect(outcome(made(options, { version: 20 }), { ...asked, to: ENGINE_HOST, port: Port.tcp(8080) })).toBe('web');
    expect(outcome(made(options, { version: 20 }), { ...asked, port: Port.tcp(81) })).toBe('timeout');
  });

  test('is one for the family that it says', () => {
    const topology = made({ [`${BRIDGE}gateway_mode_ipv6`]: 'routed' });
    expect(outcome(topology, { from: OTHER_MACHINE, to: at, port: http })).toBe('timeout');
    expect(outcome(topology, { from: OTHER_MACHINE, to: ENGINE_HOST, port: Port.tcp(8080) })).toBe('web');
  });
});

test('a network without protection opens every port of its containers', () => {
  const topology = made({ [`${BRIDGE}gateway_mode_ipv4`]: 'nat-unprotected' });
  expect(outcome(topology, { from: OTHER_MACHINE, to: at, port: Port.tcp(81) })).toBe('web');
  expect(outcome(topology, { from: 'api', to: at, port: Port.tcp(81) })).toBe('web');
  expect(exposures(topology).map(({ container, hostPort }) => [container, hostPort])).toEqual([
    ['web', 8080],
    ['on-host', 82],
    ['web', 81],
  ]);
});

test('by which interface another machine comes in is not known, so neither whether a network trusts it', () => {
  const trusting = made({ [`${BRIDGE}trusted_host_interfaces`]: 'eth0' });
  expect(outcome(trusting, { from: OTHER_MACHINE, to: at, port: http })).toBe('unknown');
  expect(outcome(trusting, { from: OTHER_MACHINE, to: at, port: Port.tcp(81) })).toBe('timeout');
  expect(outcome(made({}), { from: OTHER_MACHINE, to: at, port: http })).toBe('timeout');
});

test('a port of the loopback address that others dial at the container is exposed to them', () => {
  const published = [{ containerPort: 80, hostPort: 8080, hostAddress: '127.0.0.1' }];
  const topology = made({}, { version: 20 }, false, published);
  expect(outcome(topology, { from: OTHER_MACHINE, to: at, port: http })).toBe('web');
  const found = exposures(topology).filter(({ container }) => container === 'web');
  expect(found.map(({ hostAddress, hostPort, to }) => [addressText(hostAddress), hostPort, to])).toEqual([
    ['127.0.0.1', 8080, 'the host itself'],
    ['10.150.0.2', 80, 'other machines'],
  ]);
  const closed = exposures(made({}, { version: 20, routedFromOutside: false }, false, published));
  expect(closed.map(({ container, to }) => `${container} ${to}`)).toEqual([
    'web the host itself',
    'on-host other machines',
  ]);
});
