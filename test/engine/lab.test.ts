import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerLab } from '../../bin/docker-lab';
import { matrix } from '../../lib/core/engine/answers/matrix';
import { Topology } from '../../lib/core/engine/topology';
import { Port } from '../../lib/core/values/port';
import { nameQuestions, questionsOf } from './cells';
import { GENERATIONS, PrivateEngine } from './private-engine';
import { Prober } from './probe';
import { deployment, synthesized } from './terraform';

const WEB = Port.tcp(80);

describe.each(GENERATIONS)('the Docker lab on engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`does not run here: ${found.reason}`, () => undefined);
    return;
  }
  let engine: PrivateEngine;
  let outdir: string;
  beforeAll(async () => {
    engine = await PrivateEngine.start({ generation, name: 'lab' });
    outdir = mkdtempSync(join(tmpdir(), 'portwright-lab-'));
  });
  afterAll(async () => {
    rmSync(outdir, { recursive: true, force: true });
    await engine.stop();
  });

  test('does what every cell of its matrix says, plans nothing the second time, and leaves nothing', async () => {
    const { app, topology: planned } = dockerLab(outdir);
    app.synth();
    const { host } = planned;
    const topology = Topology.of({
      ...host,
      engine: {
        ...host.engine,
        version: generation === '29' ? 29 : 20,
        addresses: [engine.hostAddress],
        routedFromOutside: true,
      },
    });
    const stack = synthesized(outdir, 'docker-lab');
    const way = await deployment({ stack, dockerHost: `unix://${engine.socketPath}`, docker: engine.docker });
    const before = await inventory(engine);
    const prober = new Prober(engine);
    try {
      await way.apply();
      await prober.sync();
      const asked = [
        ...nameQuestions(topology),
        ...matrix(topology).flatMap((cell) => questionsOf(topology, cell, undefined)),
        ...matrix(topology, { port: WEB }).flatMap((cell) => questionsOf(topology, cell, WEB)),
      ];
      const outcomes = await prober.askAll(asked.map(({ question }) => question));
      const wrong = asked.flatMap(({ question, expected }, at) => {
        const seen = outcomes[at]!;
        const agrees = Object.entries(expected).every(([fact, value]) => seen[fact as keyof typeof seen] === value);
        return agrees ? [] : [{ question, expected, seen }];
      });
      console.log(`engine ${generation}, by ${way.way}: ${asked.length} asked, ${asked.length - wrong.length} agree`);
      expect(wrong).toEqual([]);
      expect(asked.length).toBeGreaterThan(400);
      expect(await way.plan()).toEqual([]);
    } finally {
      await prober.close();
      await way.destroy();
      way.close();
    }
    expect(await inventory(engine)).toEqual(before);
  });
});

async function inventory(engine: PrivateEngine): Promise<readonly string[]> {
  const containers = await engine.docker.listContainers({ all: true });
  const networks = await engine.docker.listNetworks();
  const { Volumes } = await engine.docker.listVolumes();
  return [
    ...containers.flatMap(({ Names }) => Names),
    ...networks.map(({ Name }) => Name),
    ...Volumes.map(({ Name }) => Name),
  ].sort();
}
