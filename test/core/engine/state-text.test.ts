import { type DockerHost } from '../../../lib/core/engine/definition/docker-host';
import { stateTexts } from '../../../lib/core/engine/answers/state-text';
import { Topology } from '../../../lib/core/engine/topology';
import { Unknown } from '../../../lib/core/values/unknown';
import { hostOf, type ContainerSketch, type NetworkSketch } from './topology';

const NETWORKS: readonly NetworkSketch[] = [
  { name: 'front', subnet: '10.70.0.0/24' },
  { name: 'back', subnet: '10.71.0.0/24' },
];
const CONTAINERS: readonly ContainerSketch[] = [
  { name: 'web', on: [{ network: 'front', aliases: ['site'], ipv4: '10.70.0.9' }], publish: [{ hostPort: 8080 }] },
  { name: 'proxy', on: [{ network: 'front' }] },
  { name: 'beside', namespace: { kind: 'container', container: 'web' } },
  { name: 'store', on: [{ network: 'back' }] },
  { name: 'agent', namespace: { kind: 'host' }, listen: [9100] },
  { name: 'watch', namespace: { kind: 'host' }, listen: [9200] },
];

type Sketches = Parameters<typeof hostOf>;
const BASE: Sketches = [NETWORKS, CONTAINERS, {}];
const ALL = CONTAINERS.map(({ name }) => name);

/** Both as they are, with something else about one of them. */
const withNetwork = (name: string, more: Partial<NetworkSketch>): Sketches => [
  NETWORKS.map((one) => (one.name === name ? { ...one, ...more } : one)),
  CONTAINERS,
];
const withContainer = (name: string, more: Partial<ContainerSketch>): Sketches => [
  NETWORKS,
  CONTAINERS.map((one) => (one.name === name ? { ...one, ...more } : one)),
];
const topologyOf = (host: DockerHost): Topology => Topology.of(host, { startsInOrder: true });

/** The containers that are there in both, whose text is another one. */
function changed(was: Topology, is: Topology): string[] {
  const [before, after] = [stateTexts(was), stateTexts(is)];
  return [...was.nodes.keys()].filter((name) => is.nodes.has(name) && before(name) !== after(name));
}

describe('the state of a container as text', () => {
  const base = topologyOf(hostOf(...BASE));

  test.each<[string, Sketches, readonly string[]]>([
    ['is the same for what is defined the same way', BASE, []],
    ['does not say where something was written', withContainer('web', { more: { at: { path: 'other' } } }), []],
    [
      'says what the image is, by which it is known what listens',
      withContainer('web', { more: { image: 'nginx' } }),
      ['web', 'beside'],
    ],
    ['has the engine in it, which is that of all', [NETWORKS, CONTAINERS, { icc: false }], ALL],
    ['has the addresses of the host in it', [NETWORKS, CONTAINERS, { addresses: ['192.0.2.7'] }], ALL],
    [
      'has the networks in it that the container is on',
      withNetwork('front', { icc: false }),
      ['web', 'proxy', 'beside'],
    ],
    [
      'has an alias in it, of its own and of whose namespace it shares',
      withContainer('web', { on: [{ network: 'front', aliases: ['page'], ipv4: '10.70.0.9' }] }),
      ['web', 'beside'],
    ],
    [
      'has its address in it',
      withContainer('web', { on: [{ network: 'front', aliases: ['site'], ipv4: '10.70.0.8' }] }),
      ['web', 'beside'],
    ],
    ['has its published ports in it', withContainer('web', { publish: [{ hostPort: 8081 }] }), ['web', 'beside']],
    ['has in it what listens', withContainer('proxy', { listen: [80] }), ['proxy']],
    ['of one in the namespace of the host is its own', withContainer('agent', { listen: [9101] }), ['agent']],
    ['has no neighbours in it', [NETWORKS, [...CONTAINERS, { name: 'late', on: [{ network: 'front' }] }]], []],
    [
      'has in it who else is in the namespace',
      [NETWORKS, [...CONTAINERS, { name: 'late', namespace: { kind: 'container', container: 'web' } }]],
      ['web', 'beside'],
    ],
    [
      'of the namespace of the host has nobody else in it',
      [NETWORKS, [...CONTAINERS, { name: 'late', namespace: { kind: 'host' } }]],
      [],
    ],
    ['has in it whether it runs', withContainer('store', { more: { running: false } }), ['store']],
    [
      'has in it why something is not known',
      withContainer('store', { more: { running: new Unknown('not said') } }),
      ['store'],
    ],
  ])('%s', (_, sketches, expected) => {
    expect(changed(base, topologyOf(hostOf(...sketches)))).toEqual(expected);
  });

  test('tells values that are not known apart by what is missing', () => {
    const maybe = (why: string): Topology =>
      topologyOf(hostOf(...withContainer('store', { more: { running: new Unknown(why) } })));
    expect(changed(maybe('one'), maybe('other'))).toEqual(['store']);
    expect(changed(maybe('one'), maybe('one'))).toEqual([]);
  });

  test('has in it the address that the engine hands out, and tells apart what is one value and what are two', () => {
    const [one, two] = ['one', 'two'].map((name): ContainerSketch => ({ name, on: [{ network: 'front' }] }));
    const inOrder = (...containers: readonly ContainerSketch[]): Topology =>
      Topology.of(hostOf(NETWORKS, containers), { startsInOrder: true });
    expect(changed(inOrder(one!, two!), inOrder(two!, one!))).toEqual(['one', 'two']);
    const called = (...aliases: readonly string[]): Topology =>
      inOrder({ name: 'one', on: [{ network: 'front', aliases }] });
    expect(changed(called('a', 'b'), called('ab'))).toEqual(['one']);
    expect(changed(called('a', 'b'), called('a', 'b'))).toEqual([]);
  });

  test('has in it what is known beside the definition', () => {
    const host = hostOf(...BASE);
    const beside = Topology.of(host, { startsInOrder: true, outside: { address: '192.0.2.2' } });
    expect(changed(base, beside)).toEqual(ALL);
  });

  test('has the network in it that ports are left on when another one is left, before engine 25', () => {
    const [networks] = withNetwork('back', { internal: true });
    const web = { name: 'web', on: [{ network: 'front' }, { network: 'back' }], publish: [{ hostPort: 8080 }] };
    const joined = topologyOf(hostOf(networks, [web], { version: 24 }));
    const leave = { do: 'disconnect', container: 'web', network: 'front' } as const;
    const again = { do: 'restart', container: 'web' } as const;
    const [stranded, anew] = [joined.after(leave), joined.after(leave).after(again)];
    expect(changed(stranded, anew)).toEqual(['web']);
    expect(stateTexts(stranded)('web')).toContain('back');
  });
});
