import { inspectContainer } from '../../../lib/core/engine/answers/docker-view';
import { exposures } from '../../../lib/core/engine/answers/exposure';
import { type EngineSettings } from '../../../lib/core/engine/definition/docker-host';
import { ENGINE_HOST, OTHER_MACHINE, type Flow } from '../../../lib/core/engine/flow/verdict';
import { type Topology } from '../../../lib/core/engine/topology';
import { Port } from '../../../lib/core/values/port';
import { Unknown } from '../../../lib/core/values/unknown';
import { addressText, topologyOf, type ContainerSketch, type NetworkSketch } from './topology';

const VERSIONS = [20, 29];
const lan: NetworkSketch = {
  name: 'lan',
  driver: 'macvlan',
  subnet: '192.0.2.0/24',
  gateway: '192.0.2.254',
  options: { parent: 'eth0' },
};
const back: NetworkSketch = { name: 'back', subnet: '10.150.0.0/24' };
const http = Port.tcp(80);
const web: ContainerSketch = {
  name: 'web',
  on: [{ network: 'lan' }],
  listen: [80],
  publish: [{ containerPort: 80, hostPort: 8080 }],
};
const api: ContainerSketch = {
  name: 'api',
  on: [{ network: 'back' }],
  listen: [80],
  publish: [{ containerPort: 80, hostPort: 9090 }],
};

function made(
  network: Partial<NetworkSketch> = {},
  containers: readonly ContainerSketch[] = [web, { ...web, name: 'other', publish: [] }, api],
  engine: Partial<EngineSettings> = {},
): Topology {
  const outside = { address: '192.0.2.9' };
  return topologyOf([{ ...lan, ...network }, back], containers, engine, { startsInOrder: true, outside });
}

const outcome = (topology: Topology, flow: Flow): string => {
  const verdict = topology.reach(flow);
  if (verdict.kind === 'unknown') return 'unknown';
  return verdict.kind === 'blocked' ? verdict.failure : verdict.by.join();
};

describe.each(VERSIONS)('a member of a macvlan network on engine %i', (version) => {
  const topology = made({}, undefined, { version });

  test.each<[string, Flow['to'], string]>([
    ['the host', ENGINE_HOST, 'timeout'],
    ['the bridge of another network', { gatewayOf: 'back' }, 'timeout'],
    ['a container on a bridge', { container: 'api', on: 'back' }, 'timeout'],
    ['another machine', OTHER_MACHINE, 'outside'],
    ['another machine by its address', { address: '192.0.2.9' }, 'outside'],
    ['who knows what on the LAN', { address: '192.0.2.77' }, 'unknown'],
    ['the router of the LAN', { gatewayOf: 'lan' }, 'unknown'],
    ['another member', 'other', 'other'],
  ])('reaches %s or not', (_, to, expected) => {
    expect(outcome(topology, { from: 'web', to })).toBe(expected);
  });

  test('publishes nothing on the host', () => {
    expect(outcome(topology, { from: ENGINE_HOST, to: ENGINE_HOST, port: Port.tcp(8080) })).toBe('refused');
    expect(outcome(topology, { from: OTHER_MACHINE, to: ENGINE_HOST, port: Port.tcp(8080) })).toBe('refused');
    expect(inspectContainer(topology, 'web').NetworkSettings.Ports).toEqual({});
  });

  test('does not reach a published port at an address of the host', () => {
    expect(outcome(topology, { from: 'web', to: ENGINE_HOST, port: Port.tcp(9090) })).toBe('timeout');
  });

  test('is reached by other machines, not by the host', () => {
    const to = { container: 'web', on: 'lan' };
    expect(outcome(topology, { from: OTHER_MACHINE, to, port: http })).toBe('web');
    expect(outcome(topology, { from: ENGINE_HOST, to, port: http })).toBe('timeout');
    expect(outcome(topology, { from: 'api', to, port: http })).toBe('timeout');
  });

  test('is exposed at its own address', () => {
    const found = exposures(topology).filter(({ container }) => container === 'web');
    expect(found.map(({ hostPort, hostAddress, to }) => [addressText(hostAddress), hostPort, to])).toEqual([
      ['192.0.2.1', 80, 'other machines'],
    ]);
  });

  test('is with its like alone where the network has no parent', () => {
    const alone = made({ options: {} }, undefined, { version });
    expect(outcome(alone, { from: OTHER_MACHINE, to: { container: 'web', on: 'lan' }, port: http })).toBe('timeout');
    expect(outcome(alone, { from: 'web', to: OTHER_MACHINE })).toBe('timeout');
    expect(outcome(alone, { from: 'web', to: 'other' })).toBe('other');
    expect(exposures(alone).map(({ container }) => container)).toEqual(['api']);
  });

  test('is on the LAN without a default route where the network is internal', () => {
    const inside = made({ internal: true }, undefined, { version });
    expect(outcome(inside, { from: 'web', to: OTHER_MACHINE })).toBe('outside');
    expect(outcome(inside, { from: 'web', to: { gatewayOf: 'back' } })).toBe('no-route');
  });

  test('sees no other member in private mode, and nobody knows in vepa mode', () => {
    const privately = made({ options: { parent: 'eth0', macvlan_mode: 'private' } }, undefined, { version });
    expect(outcome(privately, { from: 'web', to: 'other' })).toBe('timeout');
    const vepa = made({ options: { parent: 'eth0', macvlan_mode: 'vepa' } }, undefined, { version });
    expect(outcome(vepa, { from: 'web', to: 'other' })).toBe('unknown');
  });

  test('publishes through a bridge network only when that one is the way out', () => {
    const on = [{ network: 'lan' }, { network: 'back' }];
    const dialled: Flow = { from: 'api', to: ENGINE_HOST, port: Port.tcp(8080) };
    expect(outcome(made({}, [{ ...web, on }, api], { version }), dialled)).toBe('web');
    const renamed = made({ name: 'aaa' }, [{ ...web, on: [{ network: 'aaa' }, { network: 'back' }] }, api], {
      version,
    });
    expect(outcome(renamed, dialled)).toBe('refused');
  });

  test('answers an address of its LAN past the host, so a translated connection fails', () => {
    const both = made({}, [{ ...web, on: [{ network: 'lan' }, { network: 'back' }] }, api], { version });
    expect(outcome(both, { from: OTHER_MACHINE, to: ENGINE_HOST, port: Port.tcp(8080) })).toBe('timeout');
    expect(outcome(both, { from: 'web', to: ENGINE_HOST })).toBe('timeout');
    expect(outcome(both, { from: 'web', to: { gatewayOf: 'back' } })).toBe('host');
  });
});

test('engines from 29 on choose no gateway for a macvlan network', () => {
  const bare: NetworkSketch = { name: 'lan', driver: 'macvlan', subnet: '192.0.2.0/24', options: { parent: 'eth0' } };
  const far = { outside: { address: '198.51.100.9' } };
  const outcomes = VERSIONS.map((version) =>
    outcome(topologyOf([bare], [web], { version }, far), { from: 'web', to: OTHER_MACHINE }),
  );
  expect(outcomes).toEqual(['outside', 'no-route']);
});

test('of an ipvlan network nothing is said about the LAN that was not seen; members meet, as documented', () => {
  const topology = made({ driver: 'ipvlan' });
  expect(outcome(topology, { from: OTHER_MACHINE, to: { container: 'web', on: 'lan' }, port: http })).toBe('unknown');
  expect(outcome(topology, { from: 'web', to: OTHER_MACHINE })).toBe('unknown');
  expect(outcome(topology, { from: 'web', to: 'other' })).toBe('other');
  expect(outcome(topology, { from: ENGINE_HOST, to: ENGINE_HOST, port: Port.tcp(8080) })).toBe('refused');
});

test('a parent that is decided later leaves open whether the LAN is reached', () => {
  const topology = made({ options: { parent: new Unknown('a variable') } });
  expect(outcome(topology, { from: 'web', to: OTHER_MACHINE })).toBe('unknown');
  expect(outcome(topology, { from: OTHER_MACHINE, to: { container: 'web', on: 'lan' } })).toBe('unknown');
});
