import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { someOf } from '../../thoroughness';
import { type VpcVector } from '../../vectors/vpc';
import { changed, saidOf, type Changes } from './variations';

/** A recorded template with what differs and the answer. */
interface RecordedVariation {
  readonly id: string;
  readonly base: string;
  readonly title: string;
  readonly changes: Changes;
  readonly says: string;
  readonly question?: VpcVector['question'];
}

const variations = JSON.parse(
  readFileSync(join(__dirname, '../../vectors/vpc-variations.json'), 'utf8'),
) as readonly RecordedVariation[];

describe('templates that differ from the recorded ones', () => {
  test.each(someOf(variations, 3).map((variation) => [variation.id, variation.title, variation] as const))(
    '%s, %s: the answer is what AWS does',
    (_id, _title, { base, changes, says, question }) => {
      const vector = changed(base, changes);
      expect(saidOf(question ? { ...vector, question } : vector)).toBe(says);
    },
  );
});
