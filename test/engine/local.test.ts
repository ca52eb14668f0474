import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL_FORMATS } from '../../lib/local/local-run';
import { composeTool } from './compose';
import { IMAGE, PROBED, Running, SAME } from './local';
import { GENERATIONS, PrivateEngine } from './private-engine';

const FOLDER = join(__dirname, 'local');

/** Definitions with everything that a claim of sameness is about. */
const CASES = readdirSync(FOLDER).map(
  (name) => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as object] as const,
);

test('every claim that something is the same has a probe', () => {
  expect([...PROBED].sort()).toEqual([...SAME].sort());
});

describe.each(GENERATIONS)('local runs on engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`are not probed here: ${found.reason}`, () => undefined);
    return;
  }
  const tool = composeTool();
  const formats = LOCAL_FORMATS.filter((format) => format === 'terraform' || tool !== undefined);
  if (tool === undefined) console.log('not run: compose files, as there is no docker compose');
  let engine: PrivateEngine;
  const probed = new Set<string>();
  let [claims, hold] = [0, 0];

  beforeAll(async () => {
    engine = await PrivateEngine.start({ generation, name: 'local' });
    const container = await engine.docker.createContainer({ Image: 'busybox:latest' });
    const [repo, tag] = IMAGE.split(':');
    await container.commit({ repo, tag, changes: 'CMD ["sleep", "1000000"]' });
    await container.remove();
  });
  afterAll(async () => {
    console.log(`engine ${generation}: ${claims} claims, ${claims} probed, ${hold} hold`);
    await engine.stop();
  });

  describe.each(formats)('written as %s', (format) => {
    test.each(CASES)('%s: what is said to be the same as on ECS is so', async (_name, definition) => {
      const running = new Running(engine, format, definition, tool);
      try {
        await running.up();
        for (const task of running.plan.tasks) {
          const { probed: ids, broken } = await running.probe(task);
          for (const id of ids) probed.add(id);
          claims += ids.length;
          const wrong = new Set(broken.map((text) => text.split(':')[0]));
          hold += ids.filter((id) => !wrong.has(id)).length;
          expect(broken).toEqual([]);
        }
      } finally {
        await running.down();
      }
    });
  });

  test('each of these claims was made of some task, and so was probed', () => {
    expect([...probed].sort()).toEqual([...SAME].sort());
  });
});
