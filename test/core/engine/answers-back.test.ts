import { Port } from '../../../lib/core/values/port';
import { topologyOf } from './topology';

/** A network without an IPv4 address on its bridge. */
const BARE = { options: { 'com.docker.network.bridge.inhibit_ipv4': 'true' } };
const OPEN = { options: { 'com.docker.network.bridge.gateway_mode_ipv4': 'nat-unprotected' } };
const OUTSIDE = { kind: 'outside' } as const;

function dialled(...networks: readonly string[]): string {
  const topology = topologyOf(
    [
      { name: 'open', subnet: '10.1.0.0/24', ...OPEN },
      { name: 'bare', subnet: '10.2.0.0/24', ...BARE },
    ],
    [{ name: 'web', on: networks.map((network) => ({ network })), listen: [80] }],
    { version: 29, routedFromOutside: true },
  );
  const verdict = topology.reach({ from: OUTSIDE, to: { container: 'web', on: 'open' }, port: Port.tcp(80) });
  return verdict.kind === 'blocked' ? verdict.reason.code : verdict.kind;
}

test('an answer that leaves by a bridge without an address is lost, whichever network the question came by', () => {
  expect(dialled('open')).toBe('reachable');
  expect(dialled('open', 'bare')).toBe('bridge-without-ipv4'); // of two equal networks the name decides
});

const SIX = { complete: true, items: [{ at: { path: 'six' }, subnet: 'fd00:1::/64', auxiliary: {} }] } as const;

function between(internal: boolean, version: number | string, ip6tables: boolean): string {
  const topology = topologyOf(
    [{ name: 'six', internal, more: { ipv6: true, ipam: SIX } }],
    ['web', 'db'].map((name) => ({ name, on: [{ network: 'six' }], listen: [80] })),
    { version, ip6tables },
    { startsInOrder: true },
  );
  const verdict = topology.reach({ from: 'web', to: { container: 'db', on: 'six', family: 6 }, port: Port.tcp(80) });
  return verdict.kind === 'blocked' ? verdict.reason.code : verdict.kind;
}

test('IPv6 members of an internal network do not find each other where an engine before 25 filters IPv6', () => {
  expect(between(true, 20, true)).toBe('neighbours-dropped');
  expect([between(false, 20, true), between(true, 20, false), between(true, 29, true)]).toEqual([
    'reachable',
    'reachable',
    'reachable',
  ]);
});

function fromLan(ip6tables: boolean): string {
  const topology = topologyOf(
    [{ name: 'six', more: { ipv6: true, ipam: SIX } }],
    [{ name: 'web', on: [{ network: 'six' }], listen: [80] }],
    {
      version: 20,
      ip6tables,
      forwardPolicy: 'ACCEPT',
      routedFromOutside: true,
      addresses: ['192.0.2.1', 'fd00:200::1'],
    },
    { startsInOrder: true },
  );
  const verdict = topology.reach({ from: OUTSIDE, to: { container: 'web', on: 'six', family: 6 }, port: Port.tcp(80) });
  return verdict.kind === 'blocked' ? verdict.reason.code : verdict.kind;
}

test('an engine that filters IPv6 forwards none of its own accord, whatever the policy for IPv4', () => {
  expect(fromLan(true)).toBe('not-forwarded');
  expect(fromLan(false)).toBe('reachable');
});

const APART = { 'com.docker.network.bridge.enable_ip_masquerade': 'false' };

test.each([
  ['udp', 'false', 'answer-without-icc'],
  ['udp', 'true', 'reachable'],
  ['tcp', 'false', 'reachable'],
] as const)(
  'an answer by %s over a shared network with icc %s, to whom dialled the host: %s',
  (protocol, icc, verdict) => {
    const topology = topologyOf(
      [
        { name: 'front', subnet: '10.1.0.0/24' },
        { name: 'shared', subnet: '10.2.0.0/24', options: { ...APART, 'com.docker.network.bridge.enable_icc': icc } },
      ],
      [
        {
          name: 'dns',
          on: [{ network: 'front' }, { network: 'shared' }],
          more: { listeners: [{ port: 53, protocol }] },
          publish: [{ containerPort: 53, hostPort: 53, protocol }],
        },
        { name: 'web', on: [{ network: 'shared' }] },
      ],
      { version: 29 },
    );
    const asked = { from: 'web', to: { address: '10.1.0.1' }, port: Port.of(53, protocol) };
    const found = topology.reach(asked);
    expect(found.kind === 'blocked' ? found.reason.code : found.kind).toBe(verdict);
  },
);
