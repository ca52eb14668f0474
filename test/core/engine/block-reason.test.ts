import { blockFix, blockReason, blockText, generalBlockText } from '../../../lib/core/engine/flow/block-reason';
import { Port } from '../../../lib/core/values/port';
import { topologyOf } from './topology';

test('what blocks is a code with facts, and the sentence is made of them', () => {
  const topology = topologyOf(
    [{ name: 'front' }, { name: 'back' }],
    [
      { name: 'web', on: [{ network: 'front' }] },
      { name: 'db', on: [{ network: 'back' }] },
    ],
  );
  const verdict = topology.reach({ from: 'web', to: 'db', port: Port.tcp(5432) });
  expect(verdict).toMatchObject({
    kind: 'blocked',
    reason: { code: 'no-shared-network', facts: { from: 'web', to: 'db', publishable: true } },
  });
  if (verdict.kind !== 'blocked') throw new Error('it is blocked');
  expect([verdict.by, verdict.fix]).toEqual([blockText(verdict.reason), blockFix(verdict.reason)]);
});

test('a list of pairs names the reason without the names of the pair', () => {
  const reason = blockReason('no-shared-network', { from: 'web', to: 'db', publishable: true });
  expect(blockText(reason)).toBe('web and db share no network');
  expect(generalBlockText(reason)).toBe('they share no network');
  const elsewhere = blockReason('icc-off', { network: 'back' });
  expect(generalBlockText(elsewhere)).toBe(blockText(elsewhere));
});
