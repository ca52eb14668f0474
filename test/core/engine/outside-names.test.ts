import { ENGINE_HOST } from '../../../lib/core/engine/flow/verdict';
import { Port } from '../../../lib/core/values/port';
import { topologyOf } from './topology';

const topology = topologyOf(
  [{ name: 'net' }, { name: 'in', internal: true }],
  [
    { name: 'web', on: [{ network: 'net' }] },
    { name: 'db.local', on: [{ network: 'in' }] },
    { name: 'plain' },
    { name: 'onhost', namespace: { kind: 'host' } },
    { name: 'alone', namespace: { kind: 'none' } },
  ],
);

describe('a name', () => {
  test.each(['web', 'plain', 'onhost'])('outside of Docker is for the resolvers of the host, asked by %s', (from) => {
    expect(topology.resolve(from, 'example.com')).toMatchObject({
      kind: 'unknown',
      missing: 'what the resolvers of the host know of example.com',
    });
    expect(topology.reach({ from, to: { name: 'example.com' }, port: Port.tcp(443) }).kind).toBe('unknown');
  });

  test('outside of Docker is asked for by nobody inside of an internal network, from engine 26 on', () => {
    expect(topology.resolve('db.local', 'example.com').kind).toBe('no-such-name');
    const older = topologyOf([{ name: 'in', internal: true }], [{ name: 'db', on: [{ network: 'in' }] }], {
      version: 25,
    });
    expect(older.resolve('db', 'example.com').kind).toBe('unknown');
  });

  test('that a server inside may know is for that server', () => {
    const inside = topologyOf(
      [{ name: 'in', internal: true, subnet: '10.9.0.0/24' }],
      [{ name: 'db', on: [{ network: 'in' }], more: { dns: { items: ['10.9.0.7'], complete: true } } }],
    );
    expect(inside.resolve('db', 'example.com')).toMatchObject({
      kind: 'unknown',
      missing: 'what the server at 10.9.0.7 knows of example.com',
    });
  });

  test('outside of Docker is no name without a network; the host has resolvers of its own', () => {
    expect(topology.resolve('alone', 'example.com').kind).toBe('no-such-name');
    expect(topology.resolve(ENGINE_HOST, 'example.com').kind).toBe('unknown');
  });

  test.each(['db.local', 'db.local.in', 'ghost.net', 'ghost'])(
    'that could only be one of a container is %s: no such name',
    (name) => {
      expect(topology.resolve('web', name).kind).toBe('no-such-name');
    },
  );

  test('may end with a dot; no hosts file has it so', () => {
    expect(topology.resolve('web', 'web.').kind).toBe('resolved');
    expect(topology.resolve('web', 'localhost.').kind).not.toBe('resolved');
    expect(topology.resolve('web', 'ip6-loopback')).toMatchObject({ kind: 'resolved', resolver: 'hosts file' });
  });
});

test('the resolver of the engine answers where there is a network of its own', () => {
  const dns = { to: { address: '127.0.0.11' }, port: Port.udp(53) };
  expect(topology.reach({ from: 'web', ...dns }).kind).toBe('reachable');
  expect(topologyOf([], [{ name: 'plain', listen: [] }]).reach({ from: 'plain', ...dns }).kind).toBe('blocked');
});
