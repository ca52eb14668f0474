import { BLOCK_CODES } from '../../../lib/core/engine/flow/block-reason';
import { UNKNOWN_CODES, unknownText } from '../../../lib/core/engine/flow/unknown-reason';
import { Port } from '../../../lib/core/values/port';
import { Unknown } from '../../../lib/core/values/unknown';
import { topologyOf } from './topology';

test('what is not known is a code with facts, and the sentence is made of them', () => {
  const topology = topologyOf(
    [{ name: 'front', more: { internal: new Unknown('parameter Inside has no value') } }],
    [
      { name: 'web', on: [{ network: 'front' }] },
      { name: 'db', on: [{ network: 'front' }] },
    ],
  );
  const verdict = topology.reach({ from: 'web', to: { container: 'db', on: 'front' }, port: Port.tcp(5432) });
  expect(verdict).toMatchObject({
    kind: 'unknown',
    reason: { code: 'network-settings-unknown', facts: { network: 'front', why: 'parameter Inside has no value' } },
  });
  if (verdict.kind !== 'unknown') throw new Error('it is not known');
  expect(verdict.missing).toBe(unknownText(verdict.reason));
});

test('no code is one of what blocks as well', () => {
  expect(UNKNOWN_CODES.filter((code) => BLOCK_CODES.includes(code))).toEqual([]);
});
