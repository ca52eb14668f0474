import { GENERATIONS, PrivateEngine } from './private-engine';
import type { Prober, Question } from './probe';
import { act, build } from './vectors';

const NAMES = ['r-0', 'r-1', 'r-2', 'r-3'];

describe.each(GENERATIONS)('the prober on engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`does not run here: ${found.reason}`, () => undefined);
    return;
  }
  let engine: PrivateEngine;
  let prober: Prober;
  beforeAll(async () => {
    engine = await PrivateEngine.start({ generation, name: 'probe' });
    prober = await build(engine, {
      networks: [{ name: 'r-n' }, { name: 'r-in', internal: true }],
      containers: [
        ...NAMES.map((name) => ({ name, attach: [{ network: 'r-n' }], listen: [{ port: 80 }] })),
        { name: 'r-inside', attach: [{ network: 'r-in' }] },
      ],
    });
  });
  afterAll(async () => {
    await prober.close();
    await engine.stop();
  });

  test('asks fifty questions and more in a second', async () => {
    const questions = NAMES.flatMap((from) =>
      NAMES.flatMap((target): Question[] => [
        { from, probe: 'ping', target },
        { from, probe: 'tcp', target, port: 80 },
        { from, probe: 'tcp', target, port: 81 },
        { from, probe: 'resolve', target },
        { from, probe: 'tcp', target: 'r-nosuch', port: 80 },
      ]),
    );
    const many = Array.from({ length: 8 }, () => questions).flat();
    const begun = Date.now();
    const outcomes = await prober.askAll(many);
    const rate = Math.round((many.length * 1000) / (Date.now() - begun));
    console.log(`engine ${generation}: ${many.length} questions, ${rate} a second`);
    expect(outcomes.filter(({ failure }) => failure === 'timeout')).toEqual([]);
    expect(outcomes.filter(({ failure }) => failure === 'refused')).toHaveLength(many.length / 5);
    expect(outcomes.filter(({ failure }) => failure === 'no-such-name')).toHaveLength(many.length / 5);
    expect(rate).toBeGreaterThanOrEqual(50);
  });

  test('tells a name that is denied slowly from one that is denied at once', async () => {
    const question = { probe: 'ping', target: 'r-nosuch' } as const;
    expect(await prober.ask({ ...question, from: 'r-0' })).toEqual({ reached: false, failure: 'no-such-name' });
    expect(await prober.ask({ ...question, from: 'r-inside' })).toEqual({
      reached: false,
      failure: 'no-such-name',
      // The older engine asks upstream from inside the network, where nobody answers; the newer one sees no route.
      ...(generation === '20.10' ? { slow: true } : {}),
    });
  });

  test('follows a container through stop and start', async () => {
    const question = { from: 'host', probe: 'tcp', target: '@r-3', port: 80 } as const;
    await act(prober, [{ do: 'stop', container: 'r-3' }]);
    await expect(prober.ask({ ...question, from: 'r-3' })).rejects.toThrow(
      'container r-3 is not running, so nothing can be asked from it',
    );
    await act(prober, [{ do: 'start', container: 'r-3' }]);
    expect(await prober.ask(question)).toMatchObject({ reached: true, by: 'r-3' });
  });
});
