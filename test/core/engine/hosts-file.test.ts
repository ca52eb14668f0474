import { type Action } from '../../../lib/core/engine/state/action';
import { Topology } from '../../../lib/core/engine/topology';
import { isKnown, type Knowable } from '../../../lib/core/values/unknown';
import { hostOf, topologyOf, type ContainerSketch, type NetworkSketch } from './topology';

const FRONT: NetworkSketch = { name: 'front', subnet: '10.70.0.0/24' };
const BACK: NetworkSketch = { name: 'back', subnet: '10.71.0.0/24' };
const listed = <T>(...items: T[]): { items: readonly T[]; complete: true } => ({ items, complete: true });
const links = (...items: string[]): Partial<ContainerSketch> => ({
  more: { links: listed<Knowable<string>>(...items) },
});

/** The lines of a hosts file, as `cat` prints them. */
function linesOf(topology: Topology, name: string): string[] {
  return (topology.node(name).sandbox?.hosts ?? []).map(
    ({ address, names }) => `${isKnown(address) ? address.toString() : '?'} ${names.join(' ')}`,
  );
}

function erasedIn(topology: Topology, name: string): readonly string[] {
  return topology.node(name).sandbox?.erased ?? [];
}

const inOrder = (
  containers: readonly ContainerSketch[],
  networks: readonly NetworkSketch[] = [FRONT, BACK],
  version = 29,
): Topology => topologyOf(networks, containers, { version }, { startsInOrder: true });
const leave = (container: string, network: string): Action => ({ do: 'disconnect', container, network });

describe('the hosts file of a container', () => {
  const both = [{ network: 'front' }, { network: 'back' }];

  test('has its host name at each of its addresses, in lower case', () => {
    const topology = inOrder([{ name: 'web', hostname: 'Site', on: both }]);
    expect(linesOf(topology, 'web')).toEqual(['10.70.0.2 site', '10.71.0.2 site']);
  });

  test('has its host name at the address of each family', () => {
    const dual = { ...FRONT, more: { ipv6: true, ipam: listed(...['10.70.0.0/24', 'fd70::/64'].map(blockOf)) } };
    const topology = inOrder([{ name: 'web', hostname: 'site', on: [{ network: 'front' }] }], [dual]);
    expect(linesOf(topology, 'web')).toEqual(['10.70.0.2 site', 'fd70::2 site']);
  });

  test('has the first part of a host name with dots as a name of its own', () => {
    const topology = inOrder([{ name: 'web', hostname: 'Site.example.org', on: [{ network: 'front' }] }]);
    expect(linesOf(topology, 'web')).toEqual(['10.70.0.2 site.example.org site']);
  });

  test('has its host name with the domain too, which others do not find', () => {
    const on = [{ network: 'front' }];
    const topology = inOrder([
      { name: 'mail', hostname: 'Mail', on, more: { domainname: 'Shop.example' } },
      { name: 'web', on },
    ]);
    expect(linesOf(topology, 'mail')).toEqual(['10.70.0.2 mail.shop.example mail']);
    expect(topology.resolve('mail', 'mail.shop.example').kind).toBe('resolved');
    expect(topology.resolve('web', 'mail').kind).toBe('resolved');
    expect(topology.resolve('web', 'mail.shop.example').kind).not.toBe('resolved');
  });

  test.each([
    [29, ['10.9.9.9'], 'no-such-name'],
    [20, ['fd99::9', '10.9.9.9'], 'resolved'],
  ])('on engine %s lacks lines of IPv6 where the container has none, from 27 on', (version, both, kind) => {
    const given = [
      { hostname: 'both', address: 'fd99::9' },
      { hostname: 'both', address: '10.9.9.9' },
      { hostname: 'six', address: 'fd99::9' },
    ];
    const more = { extraHosts: listed(...given), sysctls: { 'net.ipv6.conf.all.disable_ipv6': '1' } };
    const topology = inOrder([{ name: 'web', on: [{ network: 'front' }], more }], [FRONT], version);
    const answer = topology.resolve('web', 'both');
    expect(
      answer.kind === 'resolved' && answer.answers.map(({ address }) => (isKnown(address) ? address.toString() : '')),
    ).toEqual(both);
    expect(topology.resolve('web', 'six').kind).toBe(kind);
    expect(topology.resolve('web', 'ip6-localhost').kind).toBe(kind);
  });

  test.each([
    ['ip6-allnodes', 'ff02::1'],
    ['ip6-allrouters', 'ff02::2'],
    ['ip6-localnet', 'fe00::'],
    ['ip6-mcastprefix', 'ff00::'],
  ])('has the name %s of IPv6, which the file of a host may lack', (name, address) => {
    const topology = inOrder([{ name: 'web' }, { name: 'onhost', namespace: { kind: 'host' } }], []);
    const answers = topology.resolve('web', name);
    expect(
      answers.kind === 'resolved' &&
        answers.answers.map(({ address: one }) => (isKnown(one) ? one.toString() : one.why)),
    ).toEqual([address]);
    expect(topology.resolve('onhost', name).kind).not.toBe('resolved');
  });

  test('has no line for a host name that is not given', () => {
    expect(linesOf(inOrder([{ name: 'web', on: both }]), 'web')).toEqual([]);
  });

  test('loses the lines of a network that is left, from engine 25 on', () => {
    const topology = inOrder([{ name: 'web', hostname: 'site', on: both }]).after(leave('web', 'back'));
    expect(linesOf(topology, 'web')).toEqual(['10.70.0.2 site']);
  });

  test('loses every line with its host name when any network is left, before engine 25', () => {
    const topology = inOrder([{ name: 'web', hostname: 'site', on: both }], undefined, 24).after(leave('web', 'back'));
    expect(linesOf(topology, 'web')).toEqual([]);
  });

  test('keeps them before engine 25 where the engine looks for another spelling', () => {
    const topology = inOrder([{ name: 'web', hostname: 'Site', on: both }], undefined, 24).after(leave('web', 'back'));
    expect(linesOf(topology, 'web')).toEqual(['10.70.0.2 site', '10.71.0.2 site']);
  });

  test.each([
    ['loses an entry with the name of a neighbour when their network is left, before engine 25', 24, ['db']],
    ['keeps an entry with the name of a neighbour when their network is left, from engine 25 on', 25, []],
  ])('%s', (_, version, erased) => {
    const entries = listed({ hostname: 'db', address: '192.0.2.9' }, { hostname: 'other', address: '192.0.2.8' });
    const web = { name: 'web', on: both, more: { extraHosts: entries } };
    const topology = inOrder([web, { name: 'db', on: [{ network: 'back' }] }], undefined, version);
    expect(erasedIn(topology.after(leave('web', 'back')), 'web')).toEqual(erased);
    expect(erasedIn(topology.after(leave('web', 'front')), 'web')).toEqual([]);
  });
});

function blockOf(subnet: string): { at: { path: string }; subnet: string; auxiliary: Record<string, string> } {
  return { at: { path: 'local' }, subnet, auxiliary: {} };
}

describe('links on the default bridge', () => {
  const db: ContainerSketch = { name: 'db', hostname: 'Store' };
  const web: ContainerSketch = { name: 'web', ...links('db:Base') };

  test('are lines with alias, name and host name of the target, in lower case', () => {
    expect(linesOf(inOrder([db, web]), 'web')).toEqual(['172.17.0.2 base db store']);
    expect(linesOf(inOrder([{ name: 'db' }, web]), 'web')).toEqual(['172.17.0.2 base db']);
  });

  test('are there whatever the order of the definition', () => {
    expect(linesOf(inOrder([web, db]), 'web')).toEqual(['172.17.0.2 base db store']);
  });

  test('are no lines for containers on other networks alone', () => {
    const on = [{ network: 'front' }];
    expect(
      linesOf(
        inOrder([
          { ...db, on },
          { ...web, on },
        ]),
        'web',
      ),
    ).toEqual([]);
  });

  test('are no lines of whoever joins the namespace of another', () => {
    const beside: ContainerSketch = {
      name: 'beside',
      namespace: { kind: 'container', container: 'web' },
      ...links('db:second'),
    };
    expect(linesOf(inOrder([db, web, beside]), 'web')).toEqual(['172.17.0.2 base db store']);
  });

  test('follow a target that starts again with another address, and stay when it is gone', () => {
    const late = { do: 'create', spec: hostOf([], [{ name: 'late' }]).containers.items[0]! } as const;
    const topology = inOrder([db, web]);
    const moved = topology.after({ do: 'stop', container: 'db' }, late, { do: 'start', container: 'db' });
    expect(linesOf(moved, 'web')).toEqual(['172.17.0.4 base db store']);
    expect(linesOf(topology.after({ do: 'remove', container: 'db' }), 'web')).toEqual(['172.17.0.2 base db store']);
  });

  test.each([
    ['get the IPv6 address of a target that starts again, from engine 28 on', 28, 'fd17::2'],
    ['get the IPv4 address of a target that starts again, before engine 28', 27, '172.17.0.2'],
  ])('%s', (_, version, address) => {
    const defaultBridge = { ipv6: true, subnet6: 'fd17::/64' };
    const topology = topologyOf([], [web, db], { version, defaultBridge }, { startsInOrder: true });
    const again = topology.after({ do: 'restart', container: 'db' });
    const [first = '', second = ''] = linesOf(again, 'web').map((line) => line.split(' ')[0]);
    expect([first, second]).toEqual([address, address]);
  });

  test('of a target that is not there are none, and lines of other containers stay as they are', () => {
    const other: ContainerSketch = { name: 'other', ...links('db:base', 'nobody:far', 'web:site') };
    const topology = inOrder([db, web, other]);
    expect(linesOf(topology, 'other')).toEqual(['172.17.0.2 base db store', '172.17.0.3 site web']);
    const late = { do: 'create', spec: hostOf([], [{ name: 'late' }]).containers.items[0]! } as const;
    const moved = topology.after({ do: 'stop', container: 'db' }, late, { do: 'start', container: 'db' });
    expect(linesOf(moved, 'other')).toEqual(['172.17.0.5 base db store', '172.17.0.3 site web']);
    const renamed = topology.after({ do: 'rename', container: 'db', to: 'base2' });
    expect(renamed.node('other').sandbox?.hosts.map(({ container, link }) => [container, link?.target])).toEqual([
      ['base2', 'base2'],
      ['web', 'web'],
    ]);
  });

  test('stay when the default bridge is left, before engine 25 and later', () => {
    for (const version of [24, 25]) {
      const topology = inOrder([db, { ...web, hostname: 'site' }], [FRONT], version);
      const left = linesOf(topology.after(leave('web', 'bridge')), 'web');
      expect(left.filter((line) => line.endsWith('base db store'))).toEqual(['172.17.0.2 base db store']);
    }
  });

  test('do not follow a target that comes back on another network alone', () => {
    const on = [{ network: 'bridge' }, { network: 'front' }];
    const topology = inOrder([{ ...db, on }, web]);
    const away = topology.after(leave('db', 'bridge'), { do: 'restart', container: 'db' });
    expect(linesOf(away, 'web')).toEqual(['172.17.0.2 base db store']);
  });

  test('stay when another network is left, and when a container is renamed lead to it by the new name', () => {
    const joined: Action = { do: 'connect', container: 'web', network: 'front' };
    const topology = inOrder([db, web]);
    const left = topology.after(joined, leave('web', 'front'));
    expect(linesOf(left, 'web')).toEqual(['172.17.0.2 base db store']);
    const renamed = topology.after({ do: 'rename', container: 'db', to: 'base2' });
    expect(renamed.node('web').sandbox?.hosts.map(({ container, link }) => [container, link?.target])).toEqual([
      ['base2', 'base2'],
    ]);
  });
});

describe('a hosts file that was seen', () => {
  const seenOn = (
    hostsFile: readonly { address: string; names: readonly string[] }[],
    sketch: Partial<ContainerSketch> = {},
  ): Topology => {
    const on = [{ network: 'front', ipv4: '10.70.0.9' }];
    const { more = {}, ...rest } = sketch;
    const web = { name: 'web', hostname: 'site', on, ...rest, more: { ...more, hostsFile } };
    const host = { ...hostOf([FRONT, BACK], [web, { name: 'db', on: [{ network: 'front' }] }]), observed: true };
    return Topology.of(host);
  };

  test('counts line by line, with what the engine wrote told from what it did not', () => {
    const topology = seenOn([
      { address: '10.70.0.9', names: ['site'] },
      { address: '172.17.0.77', names: ['gone', 'old'] },
    ]);
    expect(linesOf(topology, 'web')).toEqual(['10.70.0.9 site', '172.17.0.77 gone old']);
    expect(topology.node('web').sandbox?.hosts.map(({ network }) => network)).toEqual(['front', undefined]);
  });

  test('counts what has all the names that the engine wrote, at the very address, and no line without one', () => {
    const networks = (...lines: readonly { address: string; names: readonly string[] }[]) =>
      seenOn(lines, { more: { domainname: 'shop.test' } })
        .node('web')
        .sandbox?.hosts.map(({ network }) => network);
    const own = ['site.shop.test', 'site'];
    expect(networks({ address: '10.70.0.9', names: own })).toEqual(['front']);
    expect(networks({ address: '10.70.0.9', names: ['site'] })).toEqual([undefined]);
    expect(networks({ address: '10.70.0.8', names: own })).toEqual([undefined]);
    expect(networks({ address: 'nowhere', names: own })).toEqual([]);
  });

  test('has no line that the engine would have written and that is not there', () => {
    expect(linesOf(seenOn([]), 'web')).toEqual([]);
  });

  test('has entries of the definition, unless they are missing or lead elsewhere', () => {
    const extraHosts = listed(
      { hostname: 'Host.Docker.Internal', address: 'host-gateway' },
      { hostname: 'api', address: '192.0.2.9' },
      { hostname: 'gone', address: '192.0.2.8' },
      { hostname: 'moved', address: '192.0.2.7' },
    );
    const topology = seenOn(
      [
        { address: '172.17.0.1', names: ['host.docker.internal'] },
        { address: '192.0.2.9', names: ['api'] },
        { address: '192.0.2.70', names: ['moved'] },
      ],
      { more: { extraHosts } },
    );
    expect(linesOf(topology, 'web')).toEqual(['192.0.2.70 moved']);
    expect(erasedIn(topology, 'web')).toEqual(['gone', 'moved']);
  });
});
