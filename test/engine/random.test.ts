import { sampleVectors, type OpenVector } from '../vectors/random';
import { flagsOf } from '../vectors/vector';
import { type Generation, GENERATIONS, PrivateEngine } from './private-engine';
import { appendFileSync } from 'node:fs';
import { type Answers, compare, confirmed, judge, merged, observe, shrunk, type Wrong } from './random';

/** `PORTWRIGHT_RANDOM_TOPOLOGIES` per engine; `PORTWRIGHT_RANDOM_SEED` repeats a run. */
const TOPOLOGIES = Number(process.env['PORTWRIGHT_RANDOM_TOPOLOGIES'] ?? 12);
const SEED = Number(process.env['PORTWRIGHT_RANDOM_SEED'] ?? 2026);
/** Draws what only some engines have or few people use as well, unless it is `narrow`. */
const WIDE = process.env['PORTWRIGHT_RANDOM_KIND'] !== 'narrow';
/** Disagreements that are shrunk, of each engine. */
const SHRUNK = Number(process.env['PORTWRIGHT_RANDOM_SHRUNK'] ?? 2);
/** A file that keeps every answer as a line of JSON, so that a changed model can be judged again without an engine. */
const ANSWERS = process.env['PORTWRIGHT_RANDOM_ANSWERS'];
const ENGINES = (process.env['PORTWRIGHT_RANDOM_ENGINES']?.split(',') ?? GENERATIONS) as readonly Generation[];

describe.each(ENGINES)('random topologies on engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`are not asked here: ${found.reason}`, () => undefined);
    return;
  }

  test(
    'are answered as the model says',
    async () => {
      const engines = new Engines();
      const tally = { topologies: 0, questions: 0, agree: 0, late: 0 };
      const unknown = new Map<string, number>();
      const failures: string[] = [];
      try {
        const options = await engines.options(generation);
        for (const vector of byFlags(sampleVectors(options, SEED, TOPOLOGIES))) {
          tally.topologies++;
          const { engine, answers } = await engines.observe(generation, vector);
          if (typeof answers === 'string') {
            failures.push(`${vector.id} was refused: ${answers}\n${JSON.stringify(vector)}`);
            continue;
          }
          const asked = await confirmed(answers, () => observe(engine, vector));
          const final = judge(asked).wrong.length === 0 ? asked : await engines.observeAnew(generation, vector);
          if (ANSWERS !== undefined) appendFileSync(ANSWERS, `${JSON.stringify(final)}\n`);
          const { questions, agree, unknown: reasons, wrong } = judge(final);
          tally.questions += questions;
          tally.agree += agree;
          tally.late += final.late ?? 0;
          for (const reason of reasons) unknown.set(reason, (unknown.get(reason) ?? 0) + 1);
          for (const one of wrong) failures.push(`${vector.id} ${lineOf(one)}`);
          const [first] = wrong;
          if (first && failures.length <= SHRUNK) await report(engines, engine, vector, first);
        }
      } finally {
        await engines.stop();
      }
      const count = [...unknown.values()].reduce((sum, one) => sum + one, 0);
      const summary =
        `engine ${generation}: ${tally.topologies} topologies, ${tally.questions} questions, ${tally.agree} agree, ` +
        `${count} unknown, ${failures.length} disagree, seed ${SEED}` +
        (tally.late > 0 ? `; ${tally.late} agree when asked again` : '');
      const reasons = [...unknown].map(([reason, times]) => `  unknown ${times} times: ${reason}`);
      console.log([summary, ...reasons, ...failures].join('\n'));
      expect(failures).toEqual([]);
      expect(tally.topologies).toBe(TOPOLOGIES);
    },
    30_000 * TOPOLOGIES + 300_000,
  );
});

/** Prints the vector, as small as it gets, with the answers of every engine that is there. */
async function report(engines: Engines, engine: PrivateEngine, vector: OpenVector, wrong: Wrong): Promise<void> {
  const small = await shrunk(engine, vector, wrong);
  const [older, newer] = await Promise.all(
    GENERATIONS.map(async (generation) => {
      if (!PrivateEngine.available(generation).available) return undefined;
      const other = await engines.of(generation, vector);
      return compare(other, small).then(
        ({ recorded }) => recorded,
        () => undefined,
      );
    }),
  );
  const kept = older && newer ? merged(older, newer) : (older ?? newer);
  console.log(`${vector.id} ${lineOf(wrong)}\nto be kept:\n${JSON.stringify(kept ?? small)}`);
}

function lineOf({ phase, question, seen, why }: Wrong): string {
  return `phase ${phase + 1}: ${JSON.stringify(question)} ${JSON.stringify(seen)}: ${why.join('; ')}`;
}

function keyOf(generation: Generation, vector: Pick<OpenVector, 'daemon' | 'lan6'>): string {
  return [generation, vector.lan6 === true, ...flagsOf(vector)].join(' ');
}

/** An engine takes seconds to start, so those of one kind come one after the other. */
function byFlags(vectors: readonly OpenVector[]): OpenVector[] {
  const key = ({ lan6, ...vector }: OpenVector): string => [lan6 === true, ...flagsOf(vector)].join(' ');
  return [...vectors].sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
}

/** Engines that run at a time: each has a handful of processes, and topologies have dozens of combinations of flags. */
const RUNNING = 2;

/** Engines by generation and flags, started when a topology needs one; those that were not used for longest are stopped. */
class Engines {
  /** The one that was used last comes last. */
  readonly #started = new Map<string, Promise<PrivateEngine>>();

  async options(generation: Generation): Promise<Parameters<typeof sampleVectors>[0]> {
    const { hostAddress, externalAddress } = await this.of(generation, {});
    return { host: hostAddress, outside: externalAddress, automaticIpv6: generation === '29', wide: WIDE };
  }

  async of(generation: Generation, vector: Pick<OpenVector, 'daemon' | 'lan6'>): Promise<PrivateEngine> {
    const key = keyOf(generation, vector);
    const { lan6 = false } = vector;
    const engine =
      this.#started.get(key) ?? PrivateEngine.start({ generation, name: 'random', flags: flagsOf(vector), lan6 });
    this.#started.delete(key);
    this.#started.set(key, engine);
    for (const [idle, one] of [...this.#started].slice(0, -RUNNING)) {
      this.#started.delete(idle);
      await (await one).stop();
    }
    return engine;
  }

  /**
   * The answers of an engine, or why it refuses the vector. An engine that refused one holds what it made of it, such as
   * ports, and may have picked a port that a connection had; so a fresh one has the last word.
   */
  async observe(
    generation: Generation,
    vector: OpenVector,
  ): Promise<{ engine: PrivateEngine; answers: Answers | string }> {
    for (let tries = 1; ; tries++) {
      const engine = await this.of(generation, vector);
      const answers = await observe(engine, vector).catch((error: unknown) => String(error));
      if (typeof answers !== 'string') return { engine, answers };
      await engine.stop();
      this.#started.delete(keyOf(generation, vector));
      if (tries === 2) return { engine, answers };
    }
  }

  /**
   * The answers of an engine that has just begun, of which the model speaks: one that ran before picks host ports from where
   * it was, at each of its addresses on its own.
   */
  async observeAnew(generation: Generation, vector: OpenVector): Promise<Answers> {
    await (await this.of(generation, vector)).stop();
    this.#started.delete(keyOf(generation, vector));
    const engine = await this.of(generation, vector);
    const answers = await observe(engine, vector);
    return confirmed(answers, () => observe(engine, vector));
  }

  async stop(): Promise<void> {
    for (const engine of this.#started.values()) await (await engine).stop();
  }
}
