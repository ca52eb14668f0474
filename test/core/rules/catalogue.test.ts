import { coverageOf } from '../../../lib/core/rules/catalogue';
import { rulesOf } from '../../../lib/core/rules';
import { fixesOf } from '../../../lib/core/rules/rule';
import IDS from './catalogue-ids.json';

describe('the catalogue of facts about ECS', () => {
  test('leaves no fact without a rule or a reason', () => {
    expect(IDS.filter((id) => coverageOf(id) === undefined)).toEqual([]);
  });

  test('is not cited for facts that it does not have', () => {
    const cited = rulesOf()
      .filter(({ subject }) => subject !== 'dockerHost' && subject !== 'dockerSwarm')
      .flatMap(({ catalogue }) => catalogue.filter((id) => !id.startsWith('§')));
    expect(cited.filter((id) => !IDS.includes(id))).toEqual([]);
  });

  test('says for a fact without a rule why nothing decides it', () => {
    const bare = IDS.map(coverageOf).filter((coverage) => coverage?.rules.length === 0);
    expect(bare.map((coverage) => `${coverage?.id ?? ''}: ${coverage?.reason?.kind ?? ''}`)).toMatchInlineSnapshot(`
     [
       "PM-06: fact",
       "PM-12: not in the template",
       "PM-17: fact",
       "PM-20: not in the template",
       "LB-11: not in the template",
       "LB-13: not in the template",
       "LB-14: choice",
       "SD-06: choice",
       "NW-07: choice",
       "NW-08: not in the template",
       "NW-09: not in the template",
       "PLACE-04: not in the template",
       "PLACE-05: fact",
     ]
    `);
  });
});

describe('each rule', () => {
  test.each(rulesOf().map((rule) => [rule.id, rule] as const))('%s says what, why and the way out', (id, rule) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    for (const text of [rule.title, rule.why, rule.broken, ...fixesOf(rule).map(({ text }) => text)]) {
      expect(text.length).toBeGreaterThan(10);
      expect(text).not.toMatch(/\.$/);
    }
    expect(rule.catalogue.length).toBeGreaterThan(0);
    expect(rule.sources.length).toBeGreaterThan(0);
    for (const source of rule.sources) expect(new URL(source).protocol).toBe('https:');
  });
});
