import { ECS_SUBJECTS, rulesOf } from '../../../lib/core/rules';
import { type Finding } from '../../../lib/core/values/finding';
import { findingsOf, readCloudFormation } from '../../../lib/formats';
import { someOf } from '../../thoroughness';
import { PAIRS, titleOf, withoutNumbers, type PlainTemplate } from './pairs';

const found = (body: PlainTemplate): Finding[] => findingsOf(readCloudFormation({ body }));
const brief = (findings: readonly Finding[]): string[] =>
  [...new Set(findings.map(({ rule, severity }) => `${rule} ${severity}`))].sort();

const ECS_RULES = rulesOf(...ECS_SUBJECTS);

describe('every rule about ECS', () => {
  test('has a pair of a wrong and a right definition', () => {
    const paired = new Set(PAIRS.map(({ rule }) => rule));
    expect(ECS_RULES.map(({ id }) => id).filter((id) => !paired.has(id))).toEqual([]);
  });

  test.each(PAIRS.map((pair) => [titleOf(pair), pair] as const))(
    'finds the wrong one and nothing else: %s',
    (_, pair) => {
      expect(brief(found(pair.wrong))).toEqual([`${pair.rule} ${pair.severity}`]);
    },
  );

  test.each(PAIRS.map((pair) => [titleOf(pair), pair] as const))('is silent about the right one: %s', (_, pair) => {
    expect(brief(found(pair.right))).toEqual([]);
  });
});

describe('while numbers are parameters without a value', () => {
  const cases = PAIRS.map((pair) => [titleOf(pair), pair] as const);

  test.each(someOf(cases, 4))('the right one is no error: %s', (_, pair) => {
    expect(brief(found(withoutNumbers(pair.right)).filter(({ severity }) => severity === 'error'))).toEqual([]);
  });

  test.each(someOf(cases, 4, 2))('nothing is guessed about the wrong one: %s', (_, pair) => {
    const errors = found(withoutNumbers(pair.wrong)).filter(({ severity }) => severity === 'error');
    // what is wrong whatever the numbers are stays wrong
    const allowed = pair.restsOnNumber ? [] : [pair.rule];
    expect(errors.map(({ rule }) => rule).filter((rule) => !allowed.includes(rule))).toEqual([]);
  });
});
