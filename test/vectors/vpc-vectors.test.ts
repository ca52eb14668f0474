import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { differenceOf, type VpcVector } from './vpc';

const vectors = JSON.parse(readFileSync(join(__dirname, 'vpc-vectors.json'), 'utf8')) as readonly VpcVector[];

describe('the recorded questions about networks of AWS', () => {
  test('there are 152 of them', () => {
    expect(vectors).toHaveLength(152);
  });

  test.each(vectors.map((vector) => [vector.id, vector.title, vector] as const))(
    '%s, %s: verdict, kind, element and extent are what AWS does',
    (_id, _title, vector) => {
      expect(differenceOf(vector)).toBeUndefined();
    },
  );
});
