import fc from '../../law';
import { draws } from '../../thoroughness';
import { difference, type Pair } from '../../../lib/core/engine/answers/difference';
import { exposures } from '../../../lib/core/engine/answers/exposure';
import { Topology } from '../../../lib/core/engine/topology';
import { type NetworkDefinition, type PublishedPort } from '../../../lib/core/engine/definition/docker-host';
import { Unknown } from '../../../lib/core/values/unknown';
import { changes } from './drawn';
import { hostOf } from './topology';

const containers = [
  { name: 'aa', on: [{ network: 'front' }] },
  { name: 'bb', on: [{ network: 'back' }] },
];

const withBack = (more: Partial<NetworkDefinition>): Topology =>
  Topology.of(
    hostOf(
      [
        { name: 'front', subnet: '10.60.0.0/24' },
        { name: 'back', subnet: '10.61.0.0/24', more },
      ],
      [...containers, { name: 'cc', on: [{ network: 'back' }] }],
    ),
  );

describe('the difference of two topologies', () => {
  const mode = (value: string): Partial<NetworkDefinition> => ({
    options: { 'com.docker.network.bridge.gateway_mode_ipv4': value },
  });

  test('that have another gateway mode names who is reached by it', () => {
    const change = difference(withBack(mode('nat')), withBack(mode('nat-unprotected')));
    expect(change.opened).toEqual([
      { from: 'aa', to: 'bb' },
      { from: 'aa', to: 'cc' },
    ]);
    expect(change.closed).toEqual([]);
  });

  test.each<[string, Partial<NetworkDefinition>]>([
    ['icc', { options: { 'com.docker.network.bridge.enable_icc': 'false' } }],
    ['the driver', { driver: 'macvlan', options: { parent: 'eth0', macvlan_mode: 'private' } }],
  ])('that differ in %s alone names the pairs that are lost', (_, more) => {
    expect(difference(withBack({}), withBack(more)).closed).toEqual([
      { from: 'bb', to: 'cc' },
      { from: 'cc', to: 'bb' },
    ]);
  });

  test('that differ in internal alone names who is not reached any more', () => {
    const change = difference(
      withBack(mode('nat-unprotected')),
      withBack({ ...mode('nat-unprotected'), internal: true }),
    );
    expect(change.closed).toEqual([
      { from: 'aa', to: 'bb' },
      { from: 'aa', to: 'cc' },
    ]);
  });

  test('names containers that are there in one of the two alone, and asks nothing of them', () => {
    const on = [{ network: 'net' }];
    const [was, is] = [
      ['aa', 'bb'],
      ['bb', 'cc'],
    ].map((names) =>
      Topology.of(
        hostOf(
          [{ name: 'net' }],
          names.map((name) => ({ name, on })),
        ),
      ),
    ) as [Topology, Topology];
    expect(difference(was, is)).toEqual({
      added: ['cc'],
      removed: ['aa'],
      opened: [],
      closed: [],
      exposed: [],
      hidden: [],
    });
  });

  test('names what is exposed another way: at another port, address or container, or to others', () => {
    const web = (publish: Partial<PublishedPort>, name = 'web'): Topology =>
      Topology.of(hostOf([], [{ name, publish: [{ hostPort: 8080, ...publish }], listen: [80, 81] }]));
    const all = [
      web({}),
      web({ hostPort: 8081 }),
      web({ hostAddress: '192.0.2.1' }),
      web({ hostAddress: '127.0.0.1' }),
      web({ containerPort: 81 }),
      web({ hostPort: new Unknown('not known') }),
      web({ containerPort: new Unknown('not known') }),
      web({}, 'other'),
    ];
    for (const was of all) {
      for (const is of all) {
        const { exposed, hidden } = difference(was, is);
        const expected = was === is ? [[], []] : [exposures(is), exposures(was)];
        expect([exposed, hidden]).toEqual(expected);
      }
    }
  });

  test('is what the model says of every pair before and after', () => {
    fc.assert(
      fc.property(changes, ({ before, after }) => {
        const [was, is] = [Topology.of(before.host, before.options), Topology.of(after.host, after.options)];
        const change = difference(was, is);
        expect(sorted(change.opened)).toEqual(sorted(pairs(was, is)));
        expect(sorted(change.closed)).toEqual(sorted(pairs(is, was)));
        if (JSON.stringify(exposures(was)) === JSON.stringify(exposures(is))) {
          expect([...change.exposed, ...change.hidden]).toEqual([]);
        }
      }),
      { numRuns: draws(150) },
    );
  });
});

/** Pairs that reach each other in the second topology and did not in the first, all asked. */
function pairs(was: Topology, is: Topology): Pair[] {
  const names = [...was.nodes.keys()].filter((name) => is.nodes.has(name));
  const reaches = (topology: Topology, pair: Pair): boolean => topology.reach(pair).kind === 'reachable';
  return names
    .flatMap((from) => names.map((to) => ({ from, to })))
    .filter((pair) => pair.from !== pair.to && reaches(is, pair) && !reaches(was, pair));
}

function sorted(some: readonly Pair[]): string[] {
  return some.map(({ from, to }) => `${from} ${to}`).sort();
}
