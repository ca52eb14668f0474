import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectedOf, hostOfPair, titleOf, type Pair, type Version } from '../core/rules/docker/pair';
import { PAIRS } from '../core/rules/docker/pairs';
import { applyHost, removeHost, type Refusal } from './host-applier';
import { IGNORED } from './ignored-definitions';
import { GENERATIONS, PrivateEngine, type Generation } from './private-engine';

/** What an engine said to the wrong definition of each rule, next to what we find in it. */
type Answers = Record<string, Partial<Record<Generation, { readonly found: string; readonly engine: string[] }>>>;

const FILE = join(__dirname, 'refusals.json');
const RECORDING = process.env['PORTWRIGHT_RECORD'] !== undefined;
const recorded = (existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {}) as Answers;
/** More than enough for what happens one time in eight. */
const TRIES = 100;
const VERSION: Readonly<Record<Generation, Version>> = { '20.10': 20, '29': 29 };

/** Ids, names of interfaces, times and the order of the families differ from run to run. */
function normalized({ step, of, message }: Refusal): string {
  const text = message
    .replace(/\b[0-9a-f]{64}\b/g, 'ID')
    .replace(/\bbr-[0-9a-f]{12}\b/g, 'br-ID')
    .replace(/\bveth[0-9a-f]+\b/g, 'vethID')
    .replace(/\bdm-[0-9a-f]{12}\b/g, 'dm-ID')
    .replace(/\btime="[^"]*"/g, 'time')
    .replace(/\bingress network \(\w+\)/g, 'ingress network (ID)')
    .replace(/container [0-9a-f]{63}\b/g, 'container ID')
    .replace(/(host port \S+):3\d{4}\b/, '$1:PICKED')
    // which of two auxiliary addresses an engine takes first is chance, and so is which family it binds first
    .replace('secondary ip address (b:', 'secondary ip address (a:')
    .replace(/Bind for (?:0\.0\.0\.0|::):/g, 'Bind for ANY:');
  return `${step} ${of}: ${text.trim()}`;
}

describe.each(GENERATIONS)('engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`does not run here: ${found.reason}`, () => undefined);
    return;
  }
  const version = VERSION[generation];
  const plain = PAIRS.filter(({ needs, notOnEngine }) => needs === undefined && notOnEngine === undefined);
  const swarm = PAIRS.filter(({ needs }) => needs === 'swarm');
  const withoutProxy = PAIRS.filter(({ needs }) => needs === 'no-proxy');
  const last = PAIRS.filter(({ needs }) => needs === 'last');
  let engine: PrivateEngine;
  let asked = 0;
  let agreed = 0;

  beforeAll(async () => {
    engine = await PrivateEngine.start({ generation, name: 'refusals' });
  });
  afterAll(async () => {
    await engine.stop();
    for (const { rule, notOnEngine } of PAIRS) {
      if (notOnEngine !== undefined) process.stderr.write(`not asked: ${rule}: ${notOnEngine}\n`);
    }
    process.stderr.write(`engine ${generation}: ${asked} definitions and their right ones, ${agreed} agree\n`);
    if (RECORDING) writeFileSync(FILE, `${JSON.stringify(recorded, undefined, 2)}\n`);
  });

  async function agrees(pair: Pair): Promise<void> {
    asked += 1;
    const expected = expectedOf(pair, version);
    const right = hostOfPair(pair, pair.right, version);
    const refused = await applyHost(engine, right);
    await removeHost(engine, right);
    expect(refused.map(normalized)).toEqual([]);

    const wrong = hostOfPair(pair, pair.wrong, version);
    let answer = (await applyHost(engine, wrong)).map(normalized);
    for (let left = pair.byChance?.includes(version) === true ? TRIES : 0; left > 0 && answer.length === 0; left--) {
      await removeHost(engine, wrong);
      answer = (await applyHost(engine, wrong)).map(normalized);
    }
    try {
      if (answer.length === 0) {
        const ignored = expected?.endsWith('error') === true ? IGNORED[pair.rule] : undefined;
        answer.push(ignored ? `accepted: ${await ignored(engine)}` : 'accepted');
      }
    } finally {
      await removeHost(engine, wrong);
    }
    if (RECORDING) (recorded[titleOf(pair)] ??= {})[generation] = { found: expected ?? 'nothing', engine: answer };
    expect({ found: expected ?? 'nothing', engine: answer }).toEqual(recorded[titleOf(pair)]?.[generation]);
    // an error is for what can never work: the engine refuses, or what was asked for does not come about
    if (expected?.endsWith('error') === true) expect(answer).not.toContain('accepted');
    if (expected === undefined) expect(answer).toEqual(['accepted']);
    agreed += 1;
  }

  test.each(plain.map((pair) => [titleOf(pair), pair] as const))(
    '%s: refused or ignored, and the right one starts',
    (_, pair) => agrees(pair),
  );

  describe('without the userland proxy', () => {
    let usual: PrivateEngine;
    beforeAll(async () => {
      usual = engine;
      engine = await PrivateEngine.start({ generation, name: 'noproxy', flags: ['--userland-proxy=false'] });
    });
    afterAll(async () => {
      await engine.stop();
      engine = usual;
    });
    test.each(withoutProxy.map((pair) => [titleOf(pair), pair] as const))(
      '%s: refused or ignored, and the right one starts',
      (_, pair) => agrees(pair),
    );
  });

  describe('as a swarm manager', () => {
    beforeAll(async () => {
      await engine.docker.swarmInit({ ListenAddr: '127.0.0.1:2377', AdvertiseAddr: engine.hostAddress });
    });
    test.each(swarm.map((pair) => [titleOf(pair), pair] as const))(
      '%s: refused or ignored, and the right one starts',
      (_, pair) => agrees(pair),
    );
  });

  test.each(last.map((pair) => [titleOf(pair), pair] as const))(
    '%s: refused or ignored, and the right one starts',
    (_, pair) => agrees(pair),
  );
});
