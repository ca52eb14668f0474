import { sampleSequences, type Definition, type Sequence } from './change-sequence';
import { construct } from './constructed';
import { inventory } from './inventory';
import { type Generation, GENERATIONS, PrivateEngine } from './private-engine';
import { deployment } from './terraform';

/** `PORTWRIGHT_CHANGE_SEQUENCES` per engine; `PORTWRIGHT_RANDOM_SEED` repeats a run. */
const SEQUENCES = Number(process.env['PORTWRIGHT_CHANGE_SEQUENCES'] ?? 3);
const SEED = Number(process.env['PORTWRIGHT_RANDOM_SEED'] ?? 2026);
const ENGINES = (process.env['PORTWRIGHT_RANDOM_ENGINES']?.split(',') ?? GENERATIONS) as readonly Generation[];
/** Taken in turns. */
const PROVIDERS = process.env['PORTWRIGHT_CHANGE_PROVIDERS']?.split(',') ?? ['3.6.2', '4.5.0'];

describe.each(ENGINES)('a host that changes again and again, on engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`is not tried here: ${found.reason}`, () => undefined);
    return;
  }
  let engine: PrivateEngine;
  beforeAll(async () => {
    engine = await PrivateEngine.start({ generation, name: 'changes' });
  });
  afterAll(() => engine.stop());

  test(
    'is as defined after each apply, has nothing left to plan, and leaves nothing when destroyed',
    async () => {
      const { hostAddress: host, externalAddress: outside } = engine;
      const ways = new Map<string, number>();
      const failures: string[] = [];
      let applies = 0;
      for (const [at, sequence] of sampleSequences({ host, outside, automaticIpv6: true }, SEED, SEQUENCES).entries()) {
        const { way, applied, wrong } = await changed(engine, sequence, PROVIDERS[at % PROVIDERS.length] ?? '');
        ways.set(way, (ways.get(way) ?? 0) + 1);
        applies += applied;
        failures.push(...wrong);
      }
      const summary =
        `engine ${generation}: ${SEQUENCES} sequences, ${applies} applies, each with an empty second plan, ` +
        `${failures.length} failures, seed ${SEED}`;
      console.log([summary, ...[...ways].map(([way, times]) => `  ${times} by ${way}`), ...failures].join('\n'));
      expect(failures).toEqual([]);
      expect(applies).toBeGreaterThan(2 * SEQUENCES);
    },
    240_000 * SEQUENCES,
  );
});

/** Applies one definition after the other. */
async function changed(
  engine: PrivateEngine,
  { id, definitions }: Sequence,
  providerVersion: string,
): Promise<{ way: string; applied: number; wrong: string[] }> {
  const { dockerHost, docker } = engine;
  const before = await inventory(engine);
  const made = definitions.map((one) => ({ definition: one, ...construct(one, engine, one.details) }));
  const refused = made.filter(({ errors }) => errors !== undefined);
  // what our rules refuse is no definition
  const valid = made.filter(({ errors }) => errors === undefined);
  const [first] = valid;
  if (!first)
    return { way: 'nothing, for it was refused', applied: 0, wrong: refused.map(({ errors }) => `${id}: ${errors}`) };
  const way = await deployment({ stack: first.stack, dockerHost, docker, providerVersion });
  const wrong: string[] = [];
  let applied = 0;
  let step = '';
  try {
    for (const { definition, stack } of valid) {
      step = `${id} after ${definition.change}`;
      way.become(stack);
      await way.apply();
      applied++;
      const plan = await way.plan();
      if (plan.length > 0) wrong.push(`${step}: the second plan changes ${plan.join(', ')}`);
      const differences = await differencesTo(engine, definition);
      wrong.push(...differences.map((line) => `${step}: ${line}`));
    }
    step = `${id} at the end`;
    await way.destroy();
    const left = (await inventory(engine)).filter((name) => !before.includes(name));
    if (left.length > 0) wrong.push(`${step}: ${left.join(', ')} left behind`);
  } catch (error) {
    wrong.push(`${step}: ${String(error)}\n${JSON.stringify(definitions)}`);
  } finally {
    await engine.clear();
    way.close();
  }
  return { way: way.way, applied, wrong };
}

/** Where the engine does not have what was defined: containers, their networks, aliases and fixed addresses. */
async function differencesTo({ docker }: PrivateEngine, { topology }: Definition): Promise<string[]> {
  const running = (await docker.listContainers()).map(({ Names }) => Names[0]?.slice(1) ?? '').sort();
  const expected = topology.containers.map(({ name }) => name).sort();
  if (running.join() !== expected.join()) return [`running: ${running.join(', ')}; defined: ${expected.join(', ')}`];
  const lines: string[] = [];
  for (const { name, mode, attach = [{ network: 'bridge' }] } of topology.containers) {
    if (mode !== undefined) continue;
    const { NetworkSettings } = await docker.getContainer(name).inspect();
    const on = Object.keys(NetworkSettings.Networks).sort();
    const defined = attach.map(({ network }) => network).sort();
    if (on.join() !== defined.join()) lines.push(`${name} is on ${on.join(', ')}; defined: ${defined.join(', ')}`);
    for (const { network, ip, aliases = [] } of attach) {
      const there = NetworkSettings.Networks[network];
      if (ip !== undefined && there?.IPAddress !== ip) lines.push(`${name} has not ${ip} on ${network}`);
      const known = (there as { Aliases?: string[] | null } | undefined)?.Aliases ?? [];
      const missing = aliases.filter((alias) => !known.includes(alias));
      if (missing.length > 0) lines.push(`${name} has no alias ${missing.join(', ')} on ${network}`);
    }
  }
  return lines;
}
