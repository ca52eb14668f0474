import { AddressPool } from '../../../lib/core/engine/state/address-pool';
import { Cidr, IpAddress } from '../../../lib/core/values/address';
import fc from '../../law';

const subnetOf = (text: string): Cidr => Cidr.parse(text);
const pool = (subnet: string, range?: string, ...reserved: readonly string[]): AddressPool =>
  new AddressPool(
    subnetOf(subnet),
    range === undefined ? undefined : subnetOf(range),
    reserved.map((one) => IpAddress.parse(one)),
  );
const allOf = (one: AddressPool): string[] => {
  const addresses: string[] = [];
  while (!one.isUsedUp) addresses.push(String(one.next()));
  expect(one.next()).toBeUndefined();
  return addresses;
};

describe('the addresses that an engine hands out', () => {
  test('are those of the subnet without both of its ends, and without what is reserved', () => {
    expect(allOf(pool('10.0.0.0/29'))).toEqual([
      '10.0.0.1',
      '10.0.0.2',
      '10.0.0.3',
      '10.0.0.4',
      '10.0.0.5',
      '10.0.0.6',
    ]);
    expect(allOf(pool('10.0.0.0/29', undefined, '10.0.0.1', '10.0.0.5'))).toEqual([
      '10.0.0.2',
      '10.0.0.3',
      '10.0.0.4',
      '10.0.0.6',
    ]);
  });

  test('are those of IPv6 but for the first, since nothing is broadcast there', () => {
    expect(allOf(pool('fd00::/126'))).toEqual(['fd00::1', 'fd00::2', 'fd00::3']);
    expect(allOf(pool('fd00::/127'))).toEqual(['fd00::1']);
  });

  test('are all of a subnet of two addresses, and of one', () => {
    expect(allOf(pool('10.0.0.0/31'))).toEqual(['10.0.0.0', '10.0.0.1']);
    expect(allOf(pool('10.0.0.7/32'))).toEqual(['10.0.0.7']);
    expect(allOf(pool('10.0.0.0/30'))).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('are those of the range, unless that is not in the subnet', () => {
    expect(allOf(pool('10.0.0.0/24', '10.0.0.8/30'))).toEqual(['10.0.0.8', '10.0.0.9', '10.0.0.10', '10.0.0.11']);
    expect(allOf(pool('10.0.0.0/30', '10.0.1.0/30'))).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  test('are no others when one below the range is given back, or one that nobody has', () => {
    const [whole, part] = [pool('10.0.0.0/28'), pool('10.0.0.0/28', '10.0.0.8/30')];
    part.shareWith(whole);
    whole.next();
    expect(part.next()?.toString()).toBe('10.0.0.8');
    whole.free(IpAddress.parse('10.0.0.1'));
    whole.free(IpAddress.parse('10.0.0.5'));
    expect([part, whole].map((one) => one.next()?.toString())).toEqual(['10.0.0.9', '10.0.0.1']);
    part.free(IpAddress.parse('10.0.0.8'));
    expect([part, part, whole].map((one) => one.next()?.toString())).toEqual(['10.0.0.8', '10.0.0.10', '10.0.0.2']);
  });

  test('are the lowest that is free, whatever was taken and given back, in all pools of one subnet together', () => {
    const all = Array.from({ length: 16 }, (_, at) => IpAddress.parse(`10.0.0.${at}`));
    const step = fc.record({
      what: fc.constantFrom('next', 'next', 'next', 'take', 'free'),
      of: fc.nat(1),
      offset: fc.nat(15),
    });
    const range = fc.constantFrom(undefined, '10.0.0.4/30', '10.0.0.8/29');
    fc.assert(
      fc.property(
        fc.tuple(range, range),
        fc.uniqueArray(fc.nat(15), { maxLength: 3 }),
        fc.array(step, { maxLength: 40 }),
        (ranges, reserved, steps) => {
          const kept = reserved.map((offset) => `10.0.0.${offset}`);
          const pools = ranges.map((one) => pool('10.0.0.0/28', one, ...kept));
          pools[1]?.shareWith(pools[0] as AddressPool);
          const taken = new Set<string>();
          for (const { what, of, offset } of steps) {
            const one = pools[of] as AddressPool;
            const address = all[offset] as IpAddress;
            if (what === 'take') {
              one.take(address);
              taken.add(address.toString());
            } else if (what === 'free') {
              one.free(address);
              taken.delete(address.toString());
            } else {
              const within = subnetOf(ranges[of] ?? '10.0.0.0/28');
              const free = all.find(
                (each, at) =>
                  at > 0 && at < 15 && within.contains(each) && ![...taken, ...kept].includes(each.toString()),
              );
              expect(one.isUsedUp).toBe(free === undefined);
              expect(one.next()?.toString()).toBe(free?.toString());
              if (free) taken.add(free.toString());
            }
          }
        },
      ),
    );
  });
});
