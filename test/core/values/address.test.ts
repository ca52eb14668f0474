import fc from '../../law';
import { Cidr, IpAddress } from '../../../lib/core/values/address';
import { ModelError } from '../../../lib/core/values/model-error';

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();

function code(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (ModelError.isModelError(error)) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('IpAddress', () => {
  test('reads what it writes, in both families', () => {
    fc.assert(
      fc.property(fc.oneof(ipv4, ipv6), (text) => {
        const address = IpAddress.parse(text);
        expect(IpAddress.parse(address.toString()).equals(address)).toBe(true);
        expect(address.plus(0).equals(address)).toBe(true);
      }),
    );
  });

  test('two spellings of one IPv6 address are equal', () => {
    expect(IpAddress.parse('FD00:0:0::0003').toString()).toBe('fd00::3');
    expect(IpAddress.parse('fd00::3').equals(IpAddress.parse('fd00:0:0:0:0:0:0:3'))).toBe(true);
  });

  test.each([
    '',
    '10.1',
    '010.0.0.1',
    '0x0a.0.0.1',
    '256.0.0.1',
    '10.0.0.1/24',
    '1.2.3.4:80',
    'fe80::1%eth0',
    ':::',
    '1.2.3.4.5',
    ' 1.2.3.4',
    '10.1.1)',
  ])('refuses %p', (text) => {
    expect(code(() => IpAddress.parse(text))).toBe('address-unreadable');
    expect(IpAddress.tryParse(text)).toBeUndefined();
  });

  test('knows the addresses with a meaning of their own', () => {
    expect(IpAddress.parse('127.8.9.10').isLoopback).toBe(true);
    expect(IpAddress.parse('::1').isLoopback).toBe(true);
    expect(IpAddress.parse('::').isUnspecified).toBe(true);
    expect(IpAddress.parse('128.0.0.1').isLoopback).toBe(false);
  });
});

describe('Cidr', () => {
  const block = fc
    .oneof(fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })), fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })))
    .map(([address, prefix]) => Cidr.of(IpAddress.parse(address), prefix));

  test('reads what it writes', () => {
    fc.assert(fc.property(block, (one) => expect(Cidr.parse(one.toString()).equals(one)).toBe(true)));
  });

  test('contains its ends and nothing next to them', () => {
    fc.assert(
      fc.property(block, (one) => {
        expect(one.contains(one.first) && one.contains(one.last)).toBe(true);
        expect(one.last.value - one.first.value + 1n).toBe(one.size);
        expect(one.at(one.size)).toBeUndefined();
      }),
    );
  });

  test('two blocks overlap exactly when one contains the other', () => {
    fc.assert(
      fc.property(block, block, (a, b) => {
        expect(a.overlaps(b)).toBe(a.contains(b) || b.contains(a));
      }),
    );
  });

  test('families never meet', () => {
    expect(Cidr.parse('0.0.0.0/0').overlaps(Cidr.parse('::/0'))).toBe(false);
  });

  test('a machine can have neither the first nor the last address of an IPv4 block', () => {
    expect([...Cidr.parse('10.0.0.0/29').hosts()].map(String)).toEqual([
      '10.0.0.1',
      '10.0.0.2',
      '10.0.0.3',
      '10.0.0.4',
      '10.0.0.5',
      '10.0.0.6',
    ]);
    expect([...Cidr.parse('10.0.0.0/31').hosts()]).toEqual([]);
  });

  test('refuses bits behind the prefix, and names the block that is meant', () => {
    expect(() => Cidr.parse('10.77.0.5/24')).toThrow(
      'a block starts at its first address, got "10.77.0.5/24"\n  fix: write "10.77.0.0/24", or a longer prefix for a smaller block',
    );
    expect(Cidr.tryParse('10.77.0.5/24')).toBeUndefined();
    expect(Cidr.around('10.77.0.5/24')?.toString()).toBe('10.77.0.0/24');
  });

  test.each([
    '10.77.0.0',
    '10.77.0.0/33',
    '999.0.0.0/8',
    '10.0.0.0/08',
    '10.0.0.0/-1',
    'fd00::/129',
    '10.0.0.0/8/8',
    '',
  ])('refuses %p', (text) => {
    expect(code(() => Cidr.parse(text))).toBe('cidr-unreadable');
  });
});
