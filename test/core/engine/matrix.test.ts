import { dialText, matrix } from '../../../lib/core/engine/answers/matrix';
import { ENGINE_HOST, originText, OTHER_MACHINE } from '../../../lib/core/engine/flow/verdict';
import { Port } from '../../../lib/core/values/port';
import { topologyOf } from './topology';

const topology = topologyOf(
  [{ name: 'net', subnet: '10.60.0.0/24' }, { name: 'far' }],
  [
    { name: 'web', on: [{ network: 'net' }] },
    { name: 'db', on: [{ network: 'net' }], listen: [80], publish: [{ hostPort: 8080 }] },
    { name: 'app', on: [{ network: 'far' }], listen: [81] },
    { name: 'stopped', more: { running: false } },
  ],
);
const cells = (...given: Parameters<typeof matrix> extends [unknown, ...infer Rest] ? Rest : never): string[] =>
  matrix(topology, ...given).map(
    ({ from, to, verdict }) => `${originText(from)} -> ${to}: ${dialText(verdict) ?? verdict.kind}`,
  );

test('a matrix asks every pair of running containers, the host and another machine', () => {
  expect(cells()).toEqual([
    'web -> db: db',
    'web -> app: blocked',
    'db -> web: web',
    'db -> app: blocked',
    'app -> web: blocked',
    'app -> db: blocked',
    'the host -> web: its address',
    'the host -> db: its address',
    'the host -> app: its address',
    'another machine -> web: blocked',
    'another machine -> db: blocked',
    'another machine -> app: blocked',
  ]);
});

test('a matrix of containers alone asks no outsiders, and of a port asks for that', () => {
  expect(cells({ outsiders: false, port: Port.tcp(80) })).toEqual([
    'web -> db: db',
    'web -> app: blocked',
    'db -> web: web',
    'db -> app: blocked',
    'app -> web: blocked',
    'app -> db: host:8080',
  ]);
});

test('what to dial is the port of the host, the name, the address, or who answers', () => {
  const reach = (...[flow]: Parameters<typeof topology.reach>): string | undefined => dialText(topology.reach(flow));
  expect(reach({ from: OTHER_MACHINE, to: 'db', port: Port.tcp(80) })).toBe('host:8080');
  expect(reach({ from: 'web', to: { name: 'db' } })).toBe('db');
  expect(reach({ from: 'web', to: { address: '10.60.0.1' } })).toBe('10.60.0.1');
  expect(reach({ from: 'web', to: OTHER_MACHINE })).toBe('outside');
  expect(reach({ from: ENGINE_HOST, to: 'app', port: Port.tcp(80) })).toBeUndefined();
  const picked = topologyOf([], [{ name: 'web', publish: [{}] }]);
  expect(dialText(picked.reach({ from: OTHER_MACHINE, to: 'web', port: Port.tcp(80) }))).toBe('host:(picked at start)');
});
