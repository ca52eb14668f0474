import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AgentVector, differencesOf, localComparison, modelOf } from './agent';
import { unknownKeyOf } from './agent-keys';

const read = (name: string): readonly AgentVector[] =>
  JSON.parse(readFileSync(join(__dirname, name), 'utf8')) as readonly AgentVector[];

const vectors = read('agent-vectors.json');
/** Settings in combination, drawn at random; the same code of the agent was asked, without its engine around it. */
const combinations = read('agent-combinations.json');

function named(id: string): AgentVector {
  const vector = vectors.find((one) => one.id === id);
  if (!vector) throw new Error(`there is no vector ${id}`);
  return vector;
}

/** What the model has against a vector after a text of it was changed. */
function disagreements(id: string, from: string, to: string): readonly string[] {
  const text = JSON.stringify(named(id));
  const changed = JSON.parse(text.replace(from, to)) as AgentVector;
  expect(JSON.stringify(changed)).not.toBe(text);
  const { tasks, differences } = modelOf(changed);
  return [...differences, ...tasks.flatMap(differencesOf)];
}

describe('what the ECS agent told Docker', () => {
  test('there are 247 records, and 115 of combinations', () => {
    expect(vectors).toHaveLength(247);
    expect(combinations).toHaveLength(115);
  });

  test.each([...vectors, ...combinations].map((vector) => [vector.id, vector] as const))(
    '%s: the model of the agent says the same, and a local run the same or what its claims state',
    (_id, vector) => {
      const { tasks, differences } = modelOf(vector);
      expect([...differences, ...tasks.flatMap(differencesOf)]).toEqual([]);
      expect(tasks.flatMap((task) => localComparison(task).unstated)).toEqual([]);
    },
  );

  test.each([
    ['bridge-static-tcp', '{"hostPort":8080}', '{"hostPort":8081}'],
    ['bridge-dynamic-unset', '"example":32768', '"example":32769'],
    ['bridge-link-alias', '"links":["db:database"],"env"', '"links":["db:db"],"env"'],
    ['awsvpc-no-ports', '"hostname":"ip-10-0-1-23', '"hostname":"ip-10-0-1-24'],
    ['tasks-waiting-blocks-queue', '"waiting":2', '"waiting":1'],
    ['bridge-depends-self', '"validDependencies":false', '"validDependencies":true'],
    ['bridge-sc-one', '"<listener egress>/tcp","<listener', '"<listener'],
  ])('a record %s that says otherwise is found', (id, from, to) => {
    expect(disagreements(id, from, to)).not.toEqual([]);
  });

  test('a key that nobody looks at is refused', () => {
    expect(unknownKeyOf({ ...named('bridge-static-tcp'), wish: 1 })).toMatch(/"wish"/);
    expect(unknownKeyOf({ ...named('bridge-static-tcp'), given: { wish: 1 } })).toMatch(/"wish"/);
    expect(vectors.map((vector) => unknownKeyOf({ ...vector }))).toEqual(vectors.map(() => undefined));
  });
});
