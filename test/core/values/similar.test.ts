import fc from '../../law';
import { nearest } from '../../../lib/core/values/similar';

describe('the nearest of some texts', () => {
  test('is the one with a letter left out, put in, replaced or swapped', () => {
    const rules = ['host-port-differs', 'host-port-taken', 'ports-on-none'];
    expect(nearest('host-port-difers', rules)).toBe('host-port-differs');
    expect(nearest('Host-Port-Taken', rules)).toBe('host-port-taken');
    expect(nearest('bd', ['db', 'web'])).toBe('db');
  });

  test('is none where nothing is near', () => {
    expect(nearest('frontend', ['db', 'web'])).toBeUndefined();
    expect(nearest('anything', [])).toBeUndefined();
  });

  test('is the text itself where it is among them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z-]{1,12}$/), { minLength: 1 }), (texts) => {
        for (const text of texts) expect(nearest(text, texts)).toBe(text);
      }),
    );
  });
});
