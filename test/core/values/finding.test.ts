import { ruleOf } from '../../../lib/core/rules/check';
import { RULES_BY_SUBJECT } from '../../../lib/core/rules';
import { fixesOf } from '../../../lib/core/rules/rule';
import { type Finding, triage } from '../../../lib/core/values/finding';
import { ModelError } from '../../../lib/core/values/model-error';

const warning = (path: string): Finding => ({
  rule: 'host-port-in-window',
  effect: 'may go wrong',
  severity: 'warning',
  at: { path },
  facts: {},
  others: [],
});
const error: Finding = {
  rule: 'ports-on-none',
  effect: 'cannot deploy',
  severity: 'error',
  at: { path: 'App/Job' },
  facts: {},
  others: [],
};

describe('triage', () => {
  test('sets warnings apart at a path and below it, not beside it', () => {
    const findings = [warning('App/Web'), warning('App/Web/nginx'), warning('App/Website')];
    const by = { rule: 'host-port-in-window', path: 'App/Web', reason: 'the window is moved in user data' };
    const { open, acknowledged, unused } = triage(findings, [by]);
    expect(open.map(({ at }) => at.path)).toEqual(['App/Website']);
    expect(acknowledged.map(({ finding }) => finding.at.path)).toEqual(['App/Web', 'App/Web/nginx']);
    expect(unused).toEqual([]);
  });

  test('without a path holds everywhere', () => {
    const by = { rule: 'host-port-in-window', reason: 'known' };
    expect(triage([warning('a'), warning('b')], [by]).open).toEqual([]);
  });

  test('sets errors apart as well, with the reason', () => {
    const by = { rule: 'ports-on-none', reason: 'the ports are never registered' };
    expect(triage([error], [by])).toEqual({ open: [], acknowledged: [{ finding: error, by }], unused: [] });
  });

  test('reports acknowledgements that matched nothing', () => {
    const stale = { rule: 'host-port-in-window', path: 'App/Gone', reason: 'was there once' };
    expect(triage([warning('App/Web')], [stale]).unused).toEqual([stale]);
  });
});

describe('rules', () => {
  const all = Object.values(RULES_BY_SUBJECT).flat();

  test('have ids of kebab-case words, each used once', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id } of all) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test.each(all.map((rule) => [rule.id, rule] as const))(
    '%s says why, what happens, what to do and where it comes from',
    (_id, rule) => {
      const fixes = fixesOf(rule).map(({ text }) => text);
      for (const text of [rule.title, rule.why, rule.broken, ...fixes]) expect(text.length).toBeGreaterThan(15);
      for (const text of [rule.title, ...fixes]) expect(text).not.toMatch(/\.$/);
      expect(rule.sources.length + rule.catalogue.length).toBeGreaterThan(0);
    },
  );

  test('of another name are refused', () => {
    expect(() => ruleOf('port-on-none')).toThrow(ModelError);
  });
});
