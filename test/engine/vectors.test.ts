import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATIONS, PrivateEngine } from './private-engine';
import { flagsOf, type Vector } from '../vectors/vector';
import { runVectors } from './vectors';

/** Some of every kind; `PORTWRIGHT_VECTORS=all` asks every question of both files, which takes some ten minutes. */
const CHOSEN = [
  ...['user-bridge-basic', 'alias-scoped-to-network', 'alias-shared', 'internal-network', 'internal-external'],
  ...['publish-static', 'publish-protocols', 'publish-listener-on-loopback', 'container-mode', 'default-route-choice'],
  ...[
    'external-direct-routing',
    'masquerade-off',
    'default-bridge-self',
    'icc-false-default-bridge',
    'awsvpc-emulation',
  ],
  ...['random-2026-5', 'random-2026-6'],
];

const vectors = ['reachability', 'random', 'found']
  .flatMap((name) => {
    const text = readFileSync(join(__dirname, '..', 'vectors', `${name}-vectors.json`), 'utf8');
    return (JSON.parse(text) as { vectors: Vector[] }).vectors;
  })
  .filter(({ id }) => process.env['PORTWRIGHT_VECTORS'] === 'all' || CHOSEN.includes(id) || id.startsWith('found-'));

describe.each(GENERATIONS)('recorded outcomes on engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`are not asked again here: ${found.reason}`, () => undefined);
    return;
  }
  const daemons = new Map(
    vectors.map((vector): [string, readonly [string, boolean]] => {
      const [flags, lan6 = false] = [flagsOf(vector).join(' '), vector.lan6];
      return [`${flags} ${lan6}`, [flags, lan6]];
    }),
  );

  test.each([...daemons.values()])(
    "are seen again with daemon flags '%s', IPv6 between the machines: %s",
    async (joined, lan6) => {
      const flags = joined === '' ? [] : joined.split(' ');
      const engine = await PrivateEngine.start({
        generation,
        name: 'vectors',
        flags,
        lan6,
      });
      try {
        const { asked, disagreements, again = [] } = await runVectors(engine, vectors, flags);
        const twice = again.length > 0 ? `; a second time, because of:\n${again.join('\n')}` : '';
        console.log(`engine ${generation} ${joined}: ${asked} questions asked again${twice}`);
        expect(asked).toBeGreaterThan(0);
        expect(disagreements).toEqual([]);
      } finally {
        await engine.stop();
      }
    },
    1_200_000,
  );
});
