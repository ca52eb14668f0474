import { type ListenerRule } from '../../../lib/core/ecs/load-balancing';
import { findings } from '../../../lib/core/rules/check';
import fc from '../../law';

const at = (path: string): { path: string } => ({ path });

const condition = fc
  .record({
    field: fc.constantFrom('path-pattern', 'host-header'),
    items: fc.uniqueArray(fc.constantFrom('/*', '*', '/a', '/b', 'a.example.com'), { minLength: 1, maxLength: 3 }),
    isRegex: fc.boolean(),
  })
  .map(({ field, items, isRegex }) => {
    const [some, none] = [
      { items, complete: true },
      { items: [], complete: true },
    ];
    return {
      at: at(field),
      field,
      header: undefined,
      values: isRegex ? none : some,
      regexValues: isRegex ? some : none,
    };
  });

const ruleSet = fc.array(fc.array(condition, { minLength: 1, maxLength: 3 }), { maxLength: 8 }).map((all) =>
  all.map((items, index): ListenerRule => ({
    at: at(`rule${index}`),
    key: `rule${index}`,
    listener: 'Listener',
    priority: index + 1,
    conditions: { items, complete: true },
    actions: { items: [], complete: true },
  })),
);

/** The rules that are never reached, each with the one that takes its requests. */
function neverReached(rules: readonly ListenerRule[]): readonly (readonly string[])[] {
  const subject = {
    balancers: [],
    listeners: [],
    rules,
    targetGroups: [],
    instanceTargets: [],
    classic: [],
    securityGroups: [],
  };
  return findings('loadBalancing', [subject])
    .filter(({ rule }) => rule === 'rule-never-reached')
    .map((finding) => [finding.at.path, ...finding.others.map(({ path }) => path)]);
}

test('a rule is never reached exactly where one before it, alone with it, leaves nothing for it: the first such one', () => {
  fc.assert(
    fc.property(ruleSet, (rules) => {
      const expected = rules.flatMap((rule, index) => {
        const first = rules.slice(0, index).find((earlier) => neverReached([earlier, rule]).length > 0);
        return first ? [[rule.at.path, first.at.path]] : [];
      });
      expect(neverReached(rules)).toEqual(expected);
    }),
  );
});
