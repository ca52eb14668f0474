import fc from '../../../law';
import { type ContainerSpec, type NetworkDefinition } from '../../../../lib/core/engine/definition/docker-host';
import { findings } from '../../../../lib/core/rules/check';
import { Cidr } from '../../../../lib/core/values/address';
import { overlapFinder } from '../../../../lib/core/values/cidr-overlap';
import { box, hostOf, net, on, port } from './host';
import { testThoroughly } from '../../../thoroughness';

const block = fc
  .tuple(fc.integer({ min: 0, max: 63 }), fc.constantFrom(24, 25, 26, 28))
  .map(([third, prefix]) => Cidr.around(`10.60.${Math.floor(third / 8)}.${(third % 8) * 32}/${prefix}`)!);

test('subnets overlap exactly where one network after the other is refused', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), (blocks) => {
      const networks = blocks.map((cidr, at) => net(`n${at}`, { subnet: cidr.toString() }));
      const found = findings('dockerHost', [hostOf(networks)]).filter(({ rule }) => rule === 'subnets-overlap');
      const involved = new Set(found.flatMap(({ at, others }) => [at.path, ...others.map(({ path }) => path)]));
      const expected = blocks.flatMap((cidr, at) =>
        blocks.some((other, index) => index !== at && other.overlaps(cidr)) ? [`n${at}`] : [],
      );
      expect([...involved].sort()).toEqual(expected.sort());
    }),
  );
});

test('a block is found among others exactly when it overlaps one', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), block, (blocks, asked) => {
      const found = overlapFinder(blocks)(asked);
      expect(found !== undefined).toBe(blocks.some((one) => one.overlaps(asked)));
      expect(found === undefined || found.overlaps(asked)).toBe(true);
    }),
  );
});

const claim = fc.record({
  container: fc.integer({ min: 0, max: 3 }),
  address: fc.constantFrom(undefined, '0.0.0.0', '::', '127.0.0.1', '127.0.0.2', '::1'),
});

/** Whether two host addresses share a port, as both engines answered. */
function share(a: string | undefined, b: string | undefined): boolean {
  const families = (one: string | undefined): number[] => (one === undefined ? [4, 6] : [one.includes(':') ? 6 : 4]);
  const every = (one: string | undefined): boolean => one === undefined || one === '0.0.0.0' || one === '::';
  return families(a).some((family) => families(b).includes(family)) && (every(a) || every(b) || a === b);
}

test('a host port is taken exactly when two addresses share it', () => {
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 6 }), (claims) => {
      const containers = [0, 1, 2, 3].map((number) =>
        box(`c${number}`, {
          ports: claims
            .filter(({ container }) => container === number)
            .map(({ address }) => port(80, { host: 8080, ...(address === undefined ? {} : { at: address }) })),
        }),
      );
      const found = findings('dockerHost', [hostOf(containers)]).some(({ rule }) => rule === 'published-port-taken');
      const pairs = claims.flatMap((a, at) => claims.slice(at + 1).map((b) => [a.address, b.address] as const));
      expect(found).toBe(pairs.some(([a, b]) => share(a, b)));
    }),
  );
});

test('networks and containers in another order have the same faults', () => {
  const parts: (NetworkDefinition | ContainerSpec)[] = [
    net('web', { subnet: '10.60.0.0/24' }),
    net('back', { subnet: '10.60.0.0/25' }),
    box('c1', { on: [on('web', { ip: '10.60.0.1' })], ports: [port(80, { host: 8080 })] }),
    box('c2', { on: ['back'], ports: [port(80, { host: 8080 })] }),
    box('c3', { mode: 'container:c4' }),
    box('c4', { mode: 'container:c3' }),
  ];
  const rules = (some: readonly (NetworkDefinition | ContainerSpec)[]): string[] =>
    findings('dockerHost', [hostOf(some)])
      .map(({ rule, severity }) => `${rule} ${severity}`)
      .sort();
  fc.assert(
    fc.property(fc.shuffledSubarray(parts, { minLength: parts.length }), (shuffled) => {
      expect(rules(shuffled)).toEqual(rules(parts));
    }),
  );
});

testThoroughly('ten times as many networks and containers take about ten times as long', () => {
  const host = (size: number) =>
    hostOf([
      ...Array.from({ length: size / 10 }, (_, n) => net(`n${n}`, { subnet: `10.${n >> 8}.${n & 255}.0/24` })),
      ...Array.from({ length: size }, (_, n) =>
        box(`c${n}`, { on: [`n${n % (size / 10)}`], ports: [port(80, { host: n + 1 })] }),
      ),
    ]);
  const microsOf = (size: number): number => {
    const best = [0, 1, 2].map(() => {
      const subject = host(size);
      const begun = process.cpuUsage(); // the time on the clock is also that of others on the machine
      expect(findings('dockerHost', [subject])).toEqual([]);
      const { user, system } = process.cpuUsage(begun);
      return user + system;
    });
    return Math.min(...best);
  };
  microsOf(500);
  expect(microsOf(5000) / microsOf(500)).toBeLessThan(40);
});

describe('a program in host mode and a published port', () => {
  const asked = [undefined, '0.0.0.0', '::', '127.0.0.1', '::1'];

  // as both engines were seen to start the container or not, without the proxy for a container without IPv6
  test.each([
    [true, undefined, 'x x x x x'],
    [true, '0.0.0.0', 'x x - x -'],
    [true, '127.0.0.1', 'x x - x -'],
    [true, '127.0.0.2', 'x x - - -'],
    [true, '::1', 'x - x - x'],
    [false, undefined, 'x x - x -'],
    [false, '127.0.0.2', 'x x - - -'],
    [false, '::1', '- - - - -'],
  ])('with the proxy %s and a listener on %s want one address in cases %s', (userlandProxy, listensAt, clashes) => {
    const clashing = asked.map((at) => {
      const listener = box('c0', { mode: 'host', listens: [80], ...(listensAt === undefined ? {} : { listensAt }) });
      const publisher = box('c1', { ports: [port(80, { host: 80, ...(at === undefined ? {} : { at }) })] });
      const found = findings('dockerHost', [hostOf([listener, publisher], { userlandProxy })]);
      return found.some(({ rule }) => rule === 'published-port-listened-on') ? 'x' : '-';
    });
    expect(clashing.join(' ')).toBe(clashes);
  });
});

test('the address of a bridge is kept from containers, whatever its gateway mode but isolated', () => {
  const reserved = (mode: string): boolean => {
    const options = { 'com.docker.network.bridge.gateway_mode_ipv4': mode };
    const web = net('web', { subnet: '10.83.0.0/24', gateway: null, internal: true, options });
    const host = hostOf([web, box('c1', { on: [on('web', { ip: '10.83.0.1' })] })]);
    return findings('dockerHost', [host]).some(({ rule }) => rule === 'static-address-reserved');
  };
  expect(['nat', 'routed', 'nat-unprotected', 'isolated'].filter(reserved)).toEqual([
    'nat',
    'routed',
    'nat-unprotected',
  ]);
});

test('a container that joins a network twice is no rival of its own fixed address', () => {
  const web = net('web', { subnet: '10.60.0.0/24' });
  const twice = box('c1', { on: ['web', on('web', { ip: '10.60.0.9' })] });
  const rules = (...others: ContainerSpec[]): string[] =>
    findings('dockerHost', [hostOf([web, twice, ...others])]).map(({ rule }) => rule);
  expect(rules()).toEqual(['network-joined-twice']);
  expect(rules(box('c2', { on: ['web'] }))).toContain('static-address-in-dynamic-range');
});
