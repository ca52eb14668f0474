import { Port } from '../../../lib/core/values/port';
import { explainVerdict } from '../../../lib/core/engine/flow/verdict';
import { topologyOf } from './topology';

const GATEWAY = { to: { gatewayOf: 'bridge' }, port: Port.tcp(8080) } as const;

function hostWithout(userlandProxy: boolean): ReturnType<typeof topologyOf> {
  return topologyOf(
    [],
    [
      { name: 'db', listen: [80], publish: [{ containerPort: 80, hostPort: 8080 }] },
      { name: 'web', more: { links: { items: ['db'], complete: true } } },
      { name: 'other' },
    ],
    { icc: false, userlandProxy },
  );
}

test('without icc and proxy a link opens the port that its target publishes, also by way of the host', () => {
  const topology = hostWithout(false);
  expect(topology.reach({ from: 'web', ...GATEWAY })).toMatchObject({ kind: 'reachable', by: ['db'] });
  expect(topology.reach({ from: 'other', ...GATEWAY }).kind).toBe('blocked');
});

test('with the proxy everybody on the bridge reaches a published port', () => {
  const topology = hostWithout(true);
  for (const from of ['web', 'other']) expect(topology.reach({ from, ...GATEWAY }).kind).toBe('reachable');
});

test('a trace by way of a host port that the engine picks speaks of a port, not of an address', () => {
  const topology = topologyOf(
    [{ name: 'net', subnet: '10.60.0.0/24' }],
    [
      { name: 'db', on: [{ network: 'net' }], listen: [80], publish: [{ containerPort: 80 }] },
      { name: 'web', listen: [] },
    ],
  );
  expect(explainVerdict(topology.reach({ from: 'web', to: 'db', port: Port.tcp(80) }))).toContain(
    'the host port that the engine picks is 80/tcp of db',
  );
});
