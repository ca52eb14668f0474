import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { someOf } from '../../thoroughness';
import { type VpcVector } from '../../vectors/vpc';
import { saidOf, withChanges, type Changes } from './variations';

/** A template of one of a few stacks with what differs, a question about it, and what AWS would do. */
interface FactVector {
  readonly id: string;
  readonly base: string;
  readonly title: string;
  readonly changes: Changes;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly question: VpcVector['question'];
  readonly says: string;
  readonly why: string;
}

interface FactVectors {
  readonly sections: Readonly<Record<'Parameters' | 'Mappings' | 'Conditions', Readonly<Record<string, unknown>>>>;
  readonly bases: Readonly<Record<string, VpcVector['resources']>>;
  readonly vectors: readonly FactVector[];
}

const file = join(__dirname, '../../vectors/vpc-facts.json');
const { sections, bases, vectors } = JSON.parse(readFileSync(file, 'utf8')) as FactVectors;

describe('stacks as people write them, with parameters, mappings and conditions', () => {
  test.each(someOf(vectors, 2).map((vector) => [vector.id, vector.title, vector] as const))(
    '%s, %s: the answer is what AWS does',
    (id, title, { base, changes, parameters = {}, question, says, why }) => {
      const resources = bases[base];
      if (!resources) throw new Error(`there is no stack ${base}`);
      const Parameters = { ...sections.Parameters, ...parameters };
      const asked = { id, title, kind: why, expect: { verdict: 'open' as const }, question };
      const vector = { ...asked, resources: withChanges(resources, changes), sections: { ...sections, Parameters } };
      expect(saidOf(vector)).toBe(says);
    },
  );
});
