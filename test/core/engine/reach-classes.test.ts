import fc from '../../law';
import { draws } from '../../thoroughness';
import { ReachClasses } from '../../../lib/core/engine/answers/reach-classes';
import { Topology } from '../../../lib/core/engine/topology';
import { Unknown } from '../../../lib/core/values/unknown';
import { drawn } from './drawn';
import { topologyOf } from './topology';

describe('classes of equals', () => {
  test('say that containers reach a network which lets others dial its container addresses', () => {
    const topology = topologyOf(
      [
        { name: 'front', subnet: '10.60.0.0/24' },
        {
          name: 'back',
          subnet: '10.61.0.0/24',
          options: { 'com.docker.network.bridge.gateway_mode_ipv4': 'nat-unprotected' },
        },
      ],
      [
        { name: 'aa', on: [{ network: 'front' }] },
        { name: 'bb', on: [{ network: 'back' }] },
      ],
    );
    const classes = ReachClasses.of(topology);
    const [aa, bb] = [classes.classOf('aa')!, classes.classOf('bb')!];
    expect(classes.between(aa, bb)).toEqual(['back']);
    expect(classes.between(bb, aa)).toEqual([]);
  });

  test('put together who differs in names and addresses only', () => {
    const subnets = ['10.60.0.0/24', '10.61.0.0/24'];
    const ipam = subnets.map((subnet) => ({ at: { path: 'net' }, subnet, auxiliary: {} }));
    const on = (ipv4?: string) => [{ network: 'net', ...(ipv4 === undefined ? {} : { ipv4 }) }];
    const doubtful = { running: new Unknown('not known') };
    const topology = topologyOf(
      [
        { name: 'net', more: { ipam: { items: ipam, complete: true } } },
        { name: 'inner', internal: true },
      ],
      [
        { name: 'one', on: on('10.60.0.2') },
        { name: 'two', on: on('10.60.0.3') },
        { name: 'other-subnet', on: on('10.61.0.2') },
        { name: 'any-address', on: on() },
        { name: 'doubtful', on: on('10.60.0.4'), more: doubtful },
        { name: 'owner', on: on('10.60.0.5') },
        { name: 'sharer', namespace: { kind: 'container', container: 'owner' } },
        { name: 'inside', on: [{ network: 'inner' }] },
        { name: 'alone', namespace: { kind: 'none' } },
        { name: 'apart', namespace: { kind: 'none' } },
        { name: 'host', namespace: { kind: 'host' } },
        { name: 'guest', namespace: { kind: 'host' } },
      ],
    );
    const classes = ReachClasses.of(topology);
    expect(classes.classes.map(({ members, leaves, kind }) => [members.join(), leaves, kind])).toEqual([
      ['one,two', true, 'own'],
      ['other-subnet', true, 'own'],
      ['any-address', true, 'own'],
      ['doubtful', true, 'own'],
      ['owner,sharer', true, 'own'],
      ['inside', false, 'own'],
      ['alone', false, 'own'],
      ['apart', false, 'own'],
      ['host,guest', true, 'host'],
    ]);
    expect(classes.groups.map(({ by, classes: some }) => [by, some.flatMap(({ members }) => members).join()])).toEqual([
      ['net', 'one,two,other-subnet,any-address,owner,sharer'],
    ]);
    expect(classes.between(classes.classOf('one')!, classes.classOf('doubtful')!)).toEqual([]);
  });

  test('say of each pair at each address what the model says of it', () => {
    fc.assert(
      fc.property(drawn, ({ host, options }) => {
        const topology = Topology.of(host, options);
        const classes = ReachClasses.of(topology);
        const names = [...topology.nodes.keys()];
        for (const from of names) {
          for (const to of names) {
            const [mine, theirs] = [classes.classOf(from), classes.classOf(to)];
            if (!mine || !theirs || from === to) continue;
            const asked = theirs.networks.filter(
              (on) => topology.reach({ from, to: { container: to, on } }).kind === 'reachable',
            );
            expect(classes.between(mine, theirs)).toEqual(asked);
          }
        }
      }),
      { numRuns: draws(150) },
    );
  });

  test('form groups in which everyone reaches everyone, and nobody is left out who does', () => {
    fc.assert(
      fc.property(drawn, ({ host, options }) => {
        const topology = Topology.of(host, options);
        const classes = ReachClasses.of(topology);
        for (const network of topology.networks.keys()) {
          const group = classes.groups.find(({ by }) => by === network)?.classes ?? [];
          const members = group.flatMap((one) => one.members);
          const reaches = (from: string, to: string): boolean =>
            from === to || topology.reach({ from, to: { container: to, on: network } }).kind === 'reachable';
          for (const from of members) for (const to of members) expect(reaches(from, to)).toBe(true);
          const others = classes.classes
            .filter((one) => one.networks.includes(network) && !group.includes(one))
            .flatMap((one) => one.members);
          for (const one of others) {
            const withAll = members.every((member) => reaches(one, member) && reaches(member, one));
            expect(members.length > 0 && withAll).toBe(false);
          }
        }
      }),
      { numRuns: draws(100) },
    );
  });
});
