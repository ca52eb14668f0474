import { DOCKER_RULES } from '../../../../lib/core/rules/docker';
import { CATALOGUE } from './catalogue';

test('every row of the catalogue has the rules that were made from it, or a reason why there is none', () => {
  const made = new Map<string, string[]>();
  for (const { id, catalogue } of DOCKER_RULES) {
    for (const row of catalogue) made.set(row, [...(made.get(row) ?? []), id]);
  }
  const said = CATALOGUE.flatMap((one) => ('rules' in one ? [[one.row, [...one.rules].sort()] as const] : []));
  expect(new Map(said)).toEqual(new Map([...made].map(([row, ids]) => [row, ids.sort()])));
  expect(new Set(CATALOGUE.map(({ row }) => row)).size).toBe(CATALOGUE.length);
});

test('every rule cites the catalogue, a page, and what the engine does', () => {
  for (const { id, catalogue, sources, broken } of DOCKER_RULES) {
    expect([id, catalogue.length > 0, sources.length > 0, broken.length > 0]).toEqual([id, true, true, true]);
  }
});
