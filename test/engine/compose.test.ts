import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKnown } from '../../lib/core/values/unknown';
import { compare, ComposeProject, composeTool, type ComposeCase } from './compose';
import { GENERATIONS, PrivateEngine } from './private-engine';

const FOLDER = join(__dirname, 'compose');

/** What `docker compose` is told besides, for the files that need it. */
const TOLD: Readonly<Record<string, Partial<ComposeCase>>> = {
  'profiles-extends-variables.yaml': { profiles: ['debug'], variables: { WEB_PORT: '8085', BACK: '10.75.0' } },
};

const OWN: readonly ComposeCase[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml') && !name.startsWith('base-'))
  .map((name) => ({ file: join(FOLDER, name), ...TOLD[name] }));

/** Further compose files, one path a line: `PORTWRIGHT_COMPOSE_FILES` names the list. */
const LIST = process.env['PORTWRIGHT_COMPOSE_FILES'];
const MORE: readonly ComposeCase[] = (LIST === undefined ? '' : readFileSync(LIST, 'utf8'))
  .split('\n')
  .filter((line) => line !== '')
  .map((file) => ({ file }));

describe.each(GENERATIONS)('compose files on engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`are not asked here: ${found.reason}`, () => undefined);
    return;
  }
  const tool = composeTool();
  if (tool === undefined) {
    const reason = 'no docker-compose in PATH, no docker compose, no PORTWRIGHT_COMPOSE';
    console.log(`not run: ${reason}`);
    test.skip(`are not asked here: ${reason}`, () => undefined);
    return;
  }
  let engine: PrivateEngine;
  let asked = 0;
  let agree = 0;
  beforeAll(async () => {
    engine = await PrivateEngine.start({ generation, name: 'compose' });
  });
  afterAll(async () => {
    console.log(`engine ${generation}, compose files: ${asked} asked, ${agree} agree`);
    await engine.stop();
  });

  test.each([...OWN, ...MORE].map((what) => [what.file.replace(`${FOLDER}/`, ''), what] as const))(
    'do what the reader makes of %s',
    async (_, what) => {
      const project = new ComposeProject(tool, engine, what);
      const host = project.read();
      expect(host.containers.items.filter(({ name }) => !isKnown(name))).toEqual([]);
      try {
        await project.up();
        const { asked: here, wrong, unknown } = await compare(engine, host);
        asked += here;
        agree += here - wrong.length;
        console.log(`${what.file}: ${here} asked, ${here - wrong.length} agree, ${unknown} unknown`);
        expect(wrong).toEqual([]);
        if (!MORE.includes(what)) expect(unknown).toBe(0);
      } finally {
        await project.down();
      }
    },
  );
});
