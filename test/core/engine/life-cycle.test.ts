import { type ContainerSpec } from '../../../lib/core/engine/definition/docker-host';
import { ENGINE_HOST, OTHER_MACHINE } from '../../../lib/core/engine/flow/verdict';
import { Port } from '../../../lib/core/values/port';
import { Unknown } from '../../../lib/core/values/unknown';
import { hostOf, topologyOf } from './topology';
import { type Topology } from '../../../lib/core/engine/topology';

const web = Port.tcp(80);
const net = { name: 'net', subnet: '10.1.0.0/24' };

describe('what happens to containers', () => {
  const pair = topologyOf(
    [net],
    [
      { name: 'a', on: [{ network: 'net' }], listen: [80], publish: [{ containerPort: 80, hostPort: 8080 }] },
      { name: 'b', on: [{ network: 'net' }] },
    ],
  );

  test('a paused one that may not run leaves open whether anything answers in the namespace that it shares', () => {
    const namespace = { kind: 'container' as const, container: 'a' };
    const answer = (running: ContainerSpec['running']) =>
      topologyOf(
        [],
        [{ name: 'a', listen: [] }, { name: 'b', namespace, listen: [80], more: { running } }, { name: 'c' }],
      )
        .after({ do: 'pause', container: 'b' })
        .reach({ from: 'c', to: 'a', port: web }).kind;
    expect([true, new Unknown('not known')].map(answer)).toEqual(['blocked', 'unknown']);
  });

  test('a paused one keeps its names and its address, and its programs answer nothing', () => {
    const paused = pair.after({ do: 'pause', container: 'a' });
    expect(paused.resolve('b', 'a').kind).toBe('resolved');
    expect(paused.reach({ from: 'b', to: { name: 'a' } }).kind).toBe('reachable');
    expect(paused.reach({ from: 'b', to: { name: 'a' }, port: web })).toMatchObject({ failure: 'timeout' });
    expect(paused.reach({ from: 'a', to: 'b' }).kind).toBe('blocked');
    expect(
      paused.after({ do: 'unpause', container: 'a' }).reach({ from: 'b', to: { name: 'a' }, port: web }).kind,
    ).toBe('reachable');
  });

  test('a renamed one has the new name and not the old one; a taken name is refused', () => {
    const renamed = pair.after({ do: 'rename', container: 'a', to: 'c' });
    expect(renamed.resolve('b', 'c').kind).toBe('resolved');
    expect(renamed.resolve('b', 'a').kind).toBe('no-such-name');
    expect([...pair.after({ do: 'rename', container: 'a', to: 'b' }).nodes.keys()]).toEqual(['a', 'b']);
  });

  test('a link of the default bridge follows its target to a new name', () => {
    const more = { links: { items: ['a:db'], complete: true } };
    const linked = topologyOf(
      [],
      [
        { name: 'a', listen: [80] },
        { name: 'b', more },
      ],
      { icc: false },
      { startsInOrder: true },
    );
    const renamed = linked.after({ do: 'rename', container: 'a', to: 'c' }, { do: 'restart', container: 'b' });
    expect(renamed.reach({ from: 'b', to: { name: 'db' } }).kind).toBe('blocked');
    expect(renamed.resolve('b', 'db').kind).toBe('resolved');
  });
});

describe('what happens to networks', () => {
  const topology = topologyOf(
    [net, { name: 'other', subnet: '10.2.0.0/24' }],
    [{ name: 'a', on: [{ network: 'net' }] }],
  );

  test('one with a running member stays, and goes once that has stopped; then it does not start', () => {
    expect(topology.after({ do: 'remove-network', network: 'net' }).networks.has('net')).toBe(true);
    const gone = topology.after({ do: 'stop', container: 'a' }, { do: 'remove-network', network: 'net' });
    expect(gone.networks.has('net')).toBe(false);
    expect(gone.after({ do: 'start', container: 'a' }).node('a').running).toBe(false);
  });

  test('one that is made later is joined as any other', () => {
    const definition = hostOf([{ name: 'late', subnet: '10.3.0.0/24' }], []).networks.items[0]!;
    const later = topology.after(
      { do: 'create-network', definition },
      { do: 'connect', container: 'a', network: 'late', ipv4: '10.3.0.9' },
    );
    expect(later.resolve('a', 'a')).toMatchObject({ kind: 'resolved' });
    expect(later.reach({ from: 'a', to: { container: 'a', on: 'late' } }).kind).toBe('reachable');
  });
});

describe('a restart of the daemon', () => {
  const sketches = ['no', 'always', 'unless-stopped', 'on-failure'].map((restart) => ({
    name: restart,
    more: { restart },
  }));
  const running = (topology: Topology): string[] =>
    [...topology.nodes.values()].filter((one) => one.running).map(({ name }) => name);

  test('ends what has no policy that says otherwise', () => {
    const topology = topologyOf([], sketches).after({ do: 'stop', container: 'unless-stopped' });
    expect(running(topology.after({ do: 'restart-engine' }))).toEqual(['always']);
    expect(running(topologyOf([], sketches).after({ do: 'restart-engine' }))).toEqual(['always', 'unless-stopped']);
  });

  test('starts one that was stopped where its policy is always', () => {
    const stopped = topologyOf([], sketches).after({ do: 'stop', container: 'always' }, { do: 'restart-engine' });
    expect(stopped.node('always').running).toBe(true);
  });

  test('changes nothing with live restore', () => {
    const live = topologyOf([], sketches, { liveRestore: true }).after({ do: 'restart-engine' });
    expect(running(live)).toHaveLength(4);
  });
});

describe('what the daemon is told', () => {
  const two = [net, { name: 'other', subnet: '10.2.0.0/24' }];
  const boxes = [
    { name: 'a', on: [{ network: 'net' }] },
    { name: 'b', on: [{ network: 'other' }], listen: [80], publish: [{ containerPort: 80, hostPort: 8080 }] },
  ];

  test('without iptables the policy of the host decides between networks, and a process stands in for published ports', () => {
    const open = topologyOf(two, boxes, { iptables: false, forwardPolicy: 'ACCEPT' });
    expect(open.reach({ from: 'a', to: { container: 'b', on: 'other' }, port: web }).kind).toBe('reachable');
    const shut = topologyOf(two, boxes, { iptables: false });
    expect(shut.reach({ from: 'a', to: { container: 'b', on: 'other' }, port: web }).kind).toBe('blocked');
    const published = shut.reach({ from: OTHER_MACHINE, to: ENGINE_HOST, port: Port.tcp(8080) });
    expect(published.trace.map(({ where }) => where)).toContain('userland proxy');
  });

  test('direct routing opens published ports at the addresses of containers', () => {
    const flow = { from: OTHER_MACHINE, to: { container: 'b', on: 'other' }, port: web } as const;
    expect(topologyOf(two, boxes, { routedFromOutside: true }).reach(flow).kind).toBe('blocked');
    const direct = topologyOf(two, boxes, { routedFromOutside: true, directRouting: true });
    expect(direct.reach(flow).kind).toBe('reachable');
    expect(direct.reach({ ...flow, port: Port.tcp(81) }).kind).toBe('blocked');
  });

  // as engine 29 answers it
  test('direct routing opens them to members of other networks too; what of it no engine was asked about is unknown', () => {
    const flow = { from: 'a', to: { container: 'b', on: 'other' }, port: web } as const;
    expect(topologyOf(two, boxes).reach(flow).kind).toBe('blocked');
    const direct = topologyOf(two, boxes, { directRouting: true });
    expect(direct.reach(flow)).toMatchObject({ kind: 'reachable', by: ['b'] });
    expect(direct.reach({ ...flow, port: Port.tcp(81) }).kind).toBe('blocked');
    expect(direct.reach({ from: 'a', to: flow.to }).kind).toBe('blocked');
    const local = boxes.map((box) => ({
      ...box,
      ...(box.publish ? { publish: [{ containerPort: 80, hostPort: 8080, hostAddress: '127.0.0.1' }] } : {}),
    }));
    expect(topologyOf(two, local, { directRouting: true }).reach(flow)).toMatchObject({
      kind: 'unknown',
      reason: { code: 'direct-routing-unobserved' },
    });
  });

  test('a firewall of the host is not judged, and published ports go past it', () => {
    const guarded = topologyOf(two, boxes, { hostFirewall: 'ufw', listeners: [{ port: 22, protocol: 'tcp' }] });
    expect(guarded.reach({ from: OTHER_MACHINE, to: ENGINE_HOST, port: Port.tcp(8080) }).kind).toBe('reachable');
    expect(guarded.reach({ from: OTHER_MACHINE, to: ENGINE_HOST, port: Port.tcp(22) })).toMatchObject({
      kind: 'unknown',
      missing: 'what ufw lets in to the host itself',
    });
  });

  test('a program of the host answers, and a container does not start on its port', () => {
    const listeners = [{ port: 8080, protocol: 'tcp' }] as const;
    const topology = topologyOf(two, boxes, { listeners });
    expect(topology.node('b').running).toBe(false);
    expect(topology.reach({ from: 'a', to: ENGINE_HOST, port: Port.tcp(8080) })).toMatchObject({ by: ['host'] });
  });
});

test('search domains are tried behind a name, before it where it has fewer dots than the resolver wants', () => {
  const on = [{ network: 'aa' }, { network: 'bb' }];
  const more = { dnsSearch: { items: ['bb'], complete: true } };
  const ndots = { ...more, dnsOptions: { items: ['ndots:1'], complete: true } };
  const topology = topologyOf(
    [
      { name: 'aa', subnet: '10.1.0.0/24' },
      { name: 'bb', subnet: '10.2.0.0/24' },
    ],
    [
      { name: 'db', on },
      { name: 'plain', on, more },
      { name: 'dots', on, more: ndots },
    ],
    {},
    { startsInOrder: true },
  );
  const networkOf = (from: string): unknown => {
    const resolution = topology.resolve(from, 'db');
    return resolution.kind === 'resolved' ? resolution.answers.map(({ network }) => network) : undefined;
  };
  expect(networkOf('plain')).toEqual(['aa']);
  expect(networkOf('dots')).toEqual(['bb']);
});
