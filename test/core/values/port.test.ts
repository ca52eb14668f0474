import fc from '../../law';
import { ModelError } from '../../../lib/core/values/model-error';
import { Port, PortRange } from '../../../lib/core/values/port';

const number = fc.integer({ min: 1, max: 65535 });

/** The ModelError that a call throws. */
function refusal(call: () => unknown): ModelError {
  try {
    call();
  } catch (error) {
    if (ModelError.isModelError(error)) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('Port', () => {
  test('53/tcp and 53/udp are two ports', () => {
    expect(Port.tcp(53).equals(Port.udp(53))).toBe(false);
    expect(Port.tcp(53).equals(Port.parse('53'))).toBe(true);
  });

  test('reads what it writes', () => {
    fc.assert(
      fc.property(number, fc.constantFrom('tcp' as const, 'udp' as const, 'sctp' as const), (n, protocol) => {
        const port = Port.of(n, protocol);
        expect(Port.parse(port.toString()).equals(port)).toBe(true);
      }),
    );
  });

  test.each([0, -1, 65536, 80.5, NaN, '80' as unknown as number])('refuses %p at the line of the caller', (n) => {
    const error = refusal(() => Port.tcp(n));
    expect(error.code).toBe('port-out-of-range');
    expect(error.problem).toContain('an integer from 1 to 65535');
    expect(error.stack?.split('\n').find((line) => line.includes('    at '))).toContain('port.test.ts');
  });

  test.each(['', 'http', '80/', '80/tcp/', '-80', '80 /tcp'])('refuses to read %p', (text) => {
    expect(refusal(() => Port.parse(text)).code).toBe('port-unreadable');
  });

  test('refuses a protocol that cannot be published', () => {
    expect(refusal(() => Port.parse('80/icmp')).message).toMatchInlineSnapshot(`
     "the protocol of a port is one of tcp, udp, sctp, got "icmp"
       fix: use Port.tcp(), Port.udp() or Port.sctp()"
    `);
  });

  test('an object of the same shape does not compile as a port', () => {
    // @ts-expect-error only the factories make ports, so every port was checked
    const port: Port = { number: 70000, protocol: 'tcp', equals: () => true, toString: () => '', toJSON: () => '' };
    expect(port.number).toBe(70000);
  });
});

describe('PortRange', () => {
  test('contains exactly its ports, of its protocol', () => {
    fc.assert(
      fc.property(number, number, number, (a, b, n) => {
        fc.pre(a !== b);
        const range = PortRange.tcp(Math.min(a, b), Math.max(a, b));
        expect(range.contains(Port.tcp(n))).toBe(n >= range.first && n <= range.last);
        expect(range.contains(Port.udp(n))).toBe(false);
      }),
    );
  });

  test('overlap is mutual, and means a common port', () => {
    const range = fc.tuple(number, number).filter(([a, b]) => a !== b);
    fc.assert(
      fc.property(range, range, ([a, b], [c, d]) => {
        const one = PortRange.tcp(Math.min(a, b), Math.max(a, b));
        const other = PortRange.tcp(Math.min(c, d), Math.max(c, d));
        expect(one.overlaps(other)).toBe(other.overlaps(one));
        expect(one.overlaps(other)).toBe(Math.max(one.first, other.first) <= Math.min(one.last, other.last));
      }),
    );
  });

  test('has as many ports as it says', () => {
    expect([...PortRange.parse('8000-8003/udp').ports()].map(String)).toEqual([
      '8000/udp',
      '8001/udp',
      '8002/udp',
      '8003/udp',
    ]);
    expect(PortRange.parse('8000-8003').size).toBe(4);
  });

  test('refuses ends in the wrong order, and says how to write it', () => {
    expect(refusal(() => PortRange.tcp(9000, 8000)).message).toMatchInlineSnapshot(`
     "a port range goes from a lower to a higher port, got 9000 to 8000
       fix: write 8000 to 9000"
    `);
    expect(refusal(() => PortRange.udp(53, 53)).fix).toBe('use Port.udp(53) for a single port');
    expect(refusal(() => PortRange.tcp(0, 99999)).code).toBe('port-out-of-range');
    expect(refusal(() => PortRange.parse('80')).code).toBe('port-range-unreadable');
  });
});
