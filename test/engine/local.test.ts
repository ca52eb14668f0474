import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ecsLab } from '../../bin/ecs-lab';
import { LOCAL_FORMATS } from '../../lib/local/local-format';
import { composeTool } from './compose';
import { IMAGE, PROBED, Running, SAME, type Way } from './local';
import { GENERATIONS, PrivateEngine } from './private-engine';

const FOLDER = join(__dirname, 'local');

/** Definitions with everything that a claim of sameness is about. */
const CASES = readdirSync(FOLDER).map(
  (name) => [name, JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as object] as const,
);

/** Sleeps until it is told to end, so that nobody waits for it. */
const SLEEPER = ['sh', '-c', 'trap exit TERM; sleep 1000000 & wait'];

/** The lab as an app: its template, with all tasks and services. */
function labApp(): object {
  const folder = mkdtempSync(join(tmpdir(), 'portwright-lab-'));
  try {
    return ecsLab(folder).assembly.getStackByName('EcsLab').template as object;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

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
  const ways: readonly Way[] = ['run', ...LOCAL_FORMATS.filter((format) => format !== 'compose' || tool !== undefined)];
  if (tool === undefined) console.log('not run: compose files, as there is no docker compose');
  let engine: PrivateEngine;
  const probed = new Set<string>();
  let [claims, hold] = [0, 0];

  beforeAll(async () => {
    engine = await PrivateEngine.start({ generation, name: 'local' });
    const container = await engine.docker.createContainer({ Image: 'busybox:latest' });
    const [repo, tag] = IMAGE.split(':');
    await container.commit({ repo, tag, changes: `CMD ${JSON.stringify(SLEEPER)}` });
    await container.remove();
  });
  afterAll(async () => {
    console.log(`engine ${generation}: ${claims} claims, ${claims} probed, ${hold} hold`);
    await engine.stop();
  });

  describe.each(ways)('by way of %s', (way) => {
    // what is started by other tools waits by their rules, and says so
    const cases = CASES.filter(([name]) => way === 'run' || name !== 'conditions.json');
    test.each([...cases, ['the lab app', labApp()] as const])(
      '%s: what is said to be the same as on ECS is so',
      async (_name, definition) => {
        const running = new Running(engine, way, definition, tool);
        try {
          await running.up();
          const { probed: ids, broken } = await running.probe();
          for (const id of ids) probed.add(id);
          claims += ids.length;
          hold += ids.length - new Set(broken.map((text) => text.split(':')[0])).size;
          expect(broken).toEqual([]);
        } finally {
          await running.down();
        }
      },
    );
  });

  test('a plain proxy hands connections on to tasks of either mode', async () => {
    const template = JSON.parse(readFileSync(join(__dirname, 'local-balancer.json'), 'utf8')) as object;
    const running = new Running(engine, 'run', template, tool, 'busybox:latest');
    try {
      await running.up();
      const dialled = [8090, 8091].map((port) => ({
        from: 'host',
        probe: 'tcp' as const,
        target: '127.0.0.1',
        port,
      }));
      await expect(running.prober.askAll(dialled)).resolves.toEqual([
        expect.objectContaining({ reached: true, by: 'web-1-server' }),
        expect.objectContaining({ reached: true, by: 'shop-1-server' }),
      ]);
    } finally {
      await running.down();
    }
  });

  test('each of these claims was made of some task, and so was probed', () => {
    expect([...probed].sort()).toEqual([...SAME].sort());
  });
});
