import { type OpenVector, type RandomOptions, sampleVectors } from '../vectors/random';
import { flagsOf } from '../vectors/vector';
import { Applier } from './applier';
import { construct, type Constructed, constructible } from './constructed';
import { type Generation, GENERATIONS, PrivateEngine } from './private-engine';
import { Prober } from './probe';
import { type Answers, confirmed, judge, observe, type Wrong } from './random';
import { type build } from './vectors';

/** `PORTWRIGHT_CONSTRUCTED_TOPOLOGIES` per engine; `PORTWRIGHT_RANDOM_SEED` repeats a run. */
const TOPOLOGIES = Number(process.env['PORTWRIGHT_CONSTRUCTED_TOPOLOGIES'] ?? 6);
const SEED = Number(process.env['PORTWRIGHT_RANDOM_SEED'] ?? 2026);
const ENGINES = (process.env['PORTWRIGHT_RANDOM_ENGINES']?.split(',') ?? GENERATIONS) as readonly Generation[];

/** What came of one topology. */
interface Result {
  readonly questions: number;
  readonly agree: number;
  readonly unknown: readonly string[];
  readonly failures: readonly string[];
}

describe.each(ENGINES)('random topologies made of constructs, on engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`are not asked here: ${found.reason}`, () => undefined);
    return;
  }
  const engines = new Map<string, Promise<PrivateEngine>>();
  const engineFor = (flags: readonly string[]): Promise<PrivateEngine> => {
    const key = flags.join(' ');
    const engine = engines.get(key) ?? PrivateEngine.start({ generation, name: 'constructs', flags });
    engines.set(key, engine);
    return engine;
  };
  afterAll(async () => {
    for (const engine of engines.values()) await (await engine).stop();
  });

  test(
    'are applied, planned empty, and answered as the constructs say',
    async () => {
      const { hostAddress, externalAddress } = await engineFor([]);
      const options: RandomOptions = {
        host: hostAddress,
        outside: externalAddress,
        automaticIpv6: true,
        adapted: constructible,
      };
      const results: Result[] = [];
      const refused: string[] = [];
      for (const vector of sampleVectors(options, SEED, TOPOLOGIES)) {
        const engine = await engineFor(flagsOf(vector));
        const constructed = construct(vector, engine);
        if (constructed.errors !== undefined) refused.push(`${vector.id}: ${constructed.errors}`);
        else results.push(await resultOf(engine, vector, constructed));
      }
      const unknown = results.flatMap((one) => one.unknown);
      const failures = results.flatMap((one) => one.failures);
      const sum = (what: 'questions' | 'agree'): number => results.reduce((total, one) => total + one[what], 0);
      const summary =
        `engine ${generation}, constructs by the project's applier: ${results.length} topologies, ` +
        `${sum('questions')} questions, ${sum('agree')} agree, ${unknown.length} unknown, ${failures.length} disagree, ` +
        `${refused.length} refused by our rules, seed ${SEED}`;
      const reasons = [...new Set(unknown)].map((why) => `  unknown: ${why}`);
      console.log([summary, ...reasons, ...refused, ...failures].join('\n'));
      expect(failures).toEqual([]);
      expect(results.length + refused.length).toBe(TOPOLOGIES);
      expect(results.length).toBeGreaterThan(refused.length);
    },
    15_000 * TOPOLOGIES + 300_000,
  );
});

async function resultOf(engine: PrivateEngine, vector: OpenVector, made: Constructed): Promise<Result> {
  const planned: string[] = [];
  const start = made.topology;
  const asked = async (): Promise<Answers> => {
    const applier = new Applier(engine.docker, made.stack);
    const bringUp: typeof build = async (_engine, { containers = [] }) => {
      await applier.apply();
      for (const { address, action } of await applier.plan()) {
        const name = nameOf(made, address);
        if (!made.neverSettled.has(name)) planned.push(`${vector.id}: the second plan would ${action} ${name}`);
      }
      const prober = new Prober(engine);
      await prober.listen(
        containers.flatMap(({ name, listen = [] }) => listen.map((one) => ({ container: name, ...one }))),
      );
      return prober;
    };
    return observe(engine, vector, { bringUp, start });
  };
  try {
    const { questions, agree, unknown, wrong } = judge(await confirmed(await asked(), asked, start), start);
    return { questions, agree, unknown, failures: [...planned, ...wrong.map((one) => lineOf(vector, one))] };
  } catch (error) {
    const failure = `${vector.id} was refused: ${String(error)}\n${JSON.stringify(vector)}`;
    return { questions: 0, agree: 0, unknown: [], failures: [failure] };
  }
}

function nameOf({ stack }: Constructed, address: string): string {
  const [type = '', id = ''] = address.split('.');
  const name = stack.resource?.[type]?.[id]?.['name'];
  return typeof name === 'string' ? name : address;
}

function lineOf({ id }: OpenVector, { phase, question, seen, why }: Wrong): string {
  return `${id} phase ${phase + 1}: ${JSON.stringify(question)} ${JSON.stringify(seen)}: ${why.join('; ')}`;
}
