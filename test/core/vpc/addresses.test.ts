import { areAllPrivate, placeText, type Addresses } from '../../../lib/core/vpc/addresses';
import { Cidr } from '../../../lib/core/values/address';

const at = (block: string, family: 4 | 6): Addresses => ({ kind: 'blocks', family, blocks: [Cidr.parse(block)] });

describe('a destination', () => {
  test.each([
    ['10.0.0.7/32', 4],
    ['fd00:1::7/128', 6],
    ['fe80::1/128', 6],
  ] as const)('%s is none of the internet', (block, family) => {
    expect(areAllPrivate(at(block, family))).toBe(true);
    expect(placeText(at(block, family))).toBe(block);
  });

  test.each([
    ['203.0.113.7/32', 4],
    ['2001:db8::7/128', 6],
  ] as const)('%s is in the internet', (block, family) => {
    expect(areAllPrivate(at(block, family))).toBe(false);
  });
});
