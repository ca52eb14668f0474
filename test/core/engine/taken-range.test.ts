import { Port } from '../../../lib/core/values/port';
import { topologyOf } from './topology';

const RANGE = { containerPort: 80, hostPort: 8080, hostPortLast: 8081 };

function rangeWhere(version: number, ...taken: number[]): ReturnType<typeof topologyOf> {
  const listeners = taken.map((port) => ({ port, protocol: 'tcp' as const, address: '0.0.0.0' }));
  const web = { name: 'web', listen: [80], publish: [RANGE] };
  return topologyOf([], [web], { version, listeners }, { startsInOrder: true });
}

test('of a range the engine passes over a port that a program of the host has, before 27 the container does not start', () => {
  expect(rangeWhere(29, 8080).hostPortOf('web', Port.tcp(80))).toBe(8081);
  expect(rangeWhere(20, 8080).node('web').running).toBe(false);
  expect(rangeWhere(20).hostPortOf('web', Port.tcp(80))).toBe(8080);
});

test('a range of which every port is taken by programs of the host lets no container start', () => {
  for (const version of [20, 29]) expect(rangeWhere(version, 8080, 8081).node('web').running).toBe(false);
});

test('several ports of one container share a range in the order of the container ports', () => {
  const publish = [82, 80, 81].map((containerPort) => ({ containerPort, hostPort: 8080, hostPortLast: 8083 }));
  const topology = topologyOf([], [{ name: 'web', publish }], { version: 29 }, { startsInOrder: true });
  expect([80, 81, 82].map((port) => topology.hostPortOf('web', Port.tcp(port)))).toEqual([8080, 8081, 8082]);
});
