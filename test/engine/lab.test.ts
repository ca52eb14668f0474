import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerLab } from '../../bin/docker-lab';
import { matrix, type MatrixCell } from '../../lib/core/engine/answers/matrix';
import { originText, type Verdict } from '../../lib/core/engine/flow/verdict';
import { runningHostOf, Topology } from '../../lib/core/engine/topology';
import { Port } from '../../lib/core/values/port';
import { isKnown } from '../../lib/core/values/unknown';
import { GENERATIONS, PrivateEngine } from './private-engine';
import { Prober, type Question } from './probe';
import { deployment, synthesized } from './terraform';

const WEB = Port.tcp(80);

/** A question to the engine, and what the printed cell says about it. */
interface Asked {
  readonly question: Question;
  readonly expected: { readonly reached?: boolean; readonly resolved?: boolean; readonly failure?: string };
}

/** What one cell claims, as questions: the name, and each address or port that leads to the container. */
function questionsOf(topology: Topology, cell: MatrixCell, port: Port | undefined): Asked[] {
  const from = { 'the host': 'host', 'another machine': 'external' }[originText(cell.from)] ?? originText(cell.from);
  const probe = port ? 'tcp' : 'ping';
  const dial = (target: string, dialled?: number | string): Question => ({
    from,
    probe,
    target,
    ...(port ? { port: dialled ?? port.number } : {}),
  });
  const { verdict } = cell;
  if (verdict.kind === 'reachable')
    return [{ question: dialled(topology, cell, verdict, dial), expected: { reached: true } }];
  if (verdict.kind === 'unknown')
    throw new Error(`the cell from ${from} to ${cell.to} says nothing: ${verdict.missing}`);
  const there = topology.node(cell.to).sandbox;
  const owner = there?.owner?.name;
  if (there?.kind === 'host') return [{ question: dial(hostAddress(topology, cell)), expected: { reached: false } }];
  return (there?.endpoints ?? []).map(({ network }, index) => ({
    question: dial(`@${owner ?? cell.to}/${network.name}`),
    expected:
      index === 0 && verdict.failure !== 'no-such-name'
        ? { reached: false, failure: verdict.failure }
        : { reached: false },
  }));
}

function dialled(
  topology: Topology,
  { to, from }: MatrixCell,
  verdict: Verdict & { kind: 'reachable' },
  dial: (target: string, port?: number | string) => Question,
): Question {
  if (verdict.dialled !== undefined) {
    const port = isKnown(verdict.dialled) ? verdict.dialled : `port(${to}:80/tcp)`;
    return dial(hostAddress(topology, { to, from, verdict }), port);
  }
  if (verdict.name !== undefined) return dial(verdict.name);
  const there = topology.node(to).sandbox;
  const mine = typeof from === 'string' ? topology.node(from).sandbox : runningHostOf(topology).hostSandbox;
  if (there === mine) return dial('127.0.0.1');
  if (there?.kind === 'host') return dial(hostAddress(topology, { to, from, verdict }));
  const shared = there?.endpoints.find(({ network }) => mine?.endpoints.some((one) => one.network === network));
  const network = shared ?? there?.endpoints[0];
  return dial(`@${there?.owner?.name ?? to}/${network?.network.name ?? ''}`);
}

/** An address of the host that who asks would use: the gateway of its way out, or the host's own. */
function hostAddress(topology: Topology, { from }: MatrixCell): string {
  const sandbox = typeof from === 'string' ? topology.node(from).sandbox : undefined;
  const network = sandbox?.endpoints[0]?.network.name;
  return network === undefined ? 'host' : `gw(${network})`;
}

/** Whether each name of a container is known to each other one. */
function nameQuestions(topology: Topology): Asked[] {
  const running = [...topology.nodes.values()].filter((node) => node.running).map(({ name }) => name);
  const names = [...running, 'app', 'scoped-app', 'c4', 'c5', 'foo', 'bar'];
  return running.flatMap((from) =>
    names.map((name): Asked => {
      const resolution = topology.resolve(from, name);
      if (resolution.kind === 'unknown') throw new Error(`${from} ${name}: ${resolution.missing}`);
      return {
        question: { from, probe: 'resolve', target: name },
        expected: resolution.kind === 'resolved' ? { resolved: true } : { resolved: false, failure: 'no-such-name' },
      };
    }),
  );
}

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
