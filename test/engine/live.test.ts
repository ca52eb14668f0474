import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerLab } from '../../bin/docker-lab';
import { snapshotOf } from '../../lib/cli/docker-daemon';
import { matrix } from '../../lib/core/engine/answers/matrix';
import { type DockerHost, type Listener } from '../../lib/core/engine/definition/docker-host';
import { Topology } from '../../lib/core/engine/topology';
import { Port } from '../../lib/core/values/port';
import { isKnown } from '../../lib/core/values/unknown';
import { findingsOf, readInputs, type Input } from '../../lib/formats';
import { addressText } from '../core/engine/topology';
import { topologyOf } from '../vectors/model';
import { sampleVectors, type OpenVector } from '../vectors/random';
import { flagsOf, type VectorContainer } from '../vectors/vector';
import { nameQuestions, questionsOf } from './cells';
import { DaemonProxy } from './daemon-proxy';
import { applyHost } from './host-applier';
import { type Generation, GENERATIONS, PrivateEngine } from './private-engine';
import { Prober } from './probe';
import { askEach, closeLeftOpen, judge } from './random';
import { act, build, setForwardPolicy } from './vectors';

/** `PORTWRIGHT_LIVE_TOPOLOGIES` per engine; `PORTWRIGHT_RANDOM_SEED` repeats a run. */
const TOPOLOGIES = Number(process.env['PORTWRIGHT_LIVE_TOPOLOGIES'] ?? 4);
const SEED = Number(process.env['PORTWRIGHT_RANDOM_SEED'] ?? 2026);
const COMPOSE = join(__dirname, 'compose');
/** `PORTWRIGHT_LIVE_COMPOSE` names a folder of other compose files to bring up in their place. */
const OTHERS = process.env['PORTWRIGHT_LIVE_COMPOSE'];
const WEB = Port.tcp(80);

/** What a running engine says about its host, read as `docker:` is. */
async function readLive(url: string): Promise<Input> {
  const [input] = readInputs([{ name: 'docker:', text: JSON.stringify(await snapshotOf({ url })) }]);
  if (!input) throw new Error('nothing was read');
  return input;
}

/** What no API says: the addresses of the machine, its firewall, and the userland proxy of older engines. */
function told(host: DockerHost, engine: PrivateEngine, vector?: OpenVector): DockerHost {
  const proxy = vector && flagsOf(vector).includes('--userland-proxy=false');
  const addresses = [engine.hostAddress, ...(vector?.lan6 === true ? ['fd00:200::1'] : [])];
  return {
    ...host,
    engine: {
      ...host.engine,
      addresses,
      forwardPolicy: vector?.forward ?? 'DROP',
      routedFromOutside: true,
      ...(proxy === true ? { userlandProxy: false } : {}),
    },
  };
}

function withListeners(host: DockerHost, containers: readonly VectorContainer[]): DockerHost {
  const byName = new Map(
    containers.map(({ name, listen = [] }): [string, Listener[]] => [
      name,
      listen.map(({ port, protocol = 'tcp', address }) =>
        address === undefined ? { port, protocol } : { port, protocol, address },
      ),
    ]),
  );
  const items = host.containers.items.map((spec) => ({
    ...spec,
    listeners: (isKnown(spec.name) ? byName.get(spec.name) : undefined) ?? [],
  }));
  return { ...host, containers: { ...host.containers, items } };
}

/** Cells of the matrix, and those that say nothing. */
function cellsOf(topology: Topology): { readonly cells: number; readonly open: number } {
  const cells = [...matrix(topology), ...matrix(topology, { port: WEB })];
  return { cells: cells.length, open: cells.filter(({ verdict }) => verdict.kind === 'unknown').length };
}

describe.each(GENERATIONS)('a running engine %s', (generation) => {
  const found = PrivateEngine.available(generation);
  if (!found.available) {
    console.log(`not run: ${found.reason}`);
    test.skip(`is not asked here: ${found.reason}`, () => undefined);
    return;
  }

  test('is read as it is: the lab and compose files, every cell and every name', async () => {
    const engine = await PrivateEngine.start({ generation, name: 'live' });
    const proxy = await DaemonProxy.before(engine);
    const tally = { asked: 0, agree: 0, cells: 0, openBefore: 0, openAfter: 0 };
    const failures: unknown[] = [];
    try {
      for (const [name, host] of [...definitions()]) {
        const refusals = await applyHost(engine, host);
        expect({ name, refusals }).toEqual({ name, refusals: [] });
        const prober = new Prober(engine);
        await prober.sync();
        const live = await readLive(proxy.url);
        const [seen] = live.reading.dockerHosts;
        const topology = Topology.of(told(seen!, engine));
        const stacks = new Set([...topology.nodes.values()].flatMap(({ sandbox }) => sandbox ?? []));
        const listening = [...stacks].map(({ members }) => members[0]?.name ?? '');
        await prober.listen(listening.map((container) => ({ container, port: WEB.number })));
        const asked = [
          ...nameQuestions(topology),
          ...matrix(topology).flatMap((cell) => questionsOf(topology, cell, undefined)),
          ...matrix(topology, { port: WEB }).flatMap((cell) => questionsOf(topology, cell, WEB)),
        ];
        const outcomes = await prober.askAll(asked.map(({ question }) => question));
        const wrong = asked.flatMap(({ question, expected }, at) => {
          const answer = outcomes[at]!;
          const agrees = Object.entries(expected).every(
            ([fact, value]) => answer[fact as keyof typeof answer] === value,
          );
          return agrees ? [] : [{ name, question, expected, seen: answer }];
        });
        tally.asked += asked.length;
        tally.agree += asked.length - wrong.length;
        failures.push(...wrong, ...errorsIn(live).map((error) => ({ name, error })));
        const [before, after] = [cellsOf(Topology.of(told(host, engine))), cellsOf(topology)];
        tally.cells += after.cells;
        tally.openBefore += before.open;
        tally.openAfter += after.open;
        await prober.close();
        await engine.clear();
      }
    } finally {
      proxy.close();
      await engine.stop();
    }
    console.log(
      `engine ${generation}, live: ${tally.asked} asked, ${tally.agree} agree; of ${tally.cells} cells not known: ` +
        `${tally.openBefore} from the file, ${tally.openAfter} from the engine; ${proxy.asked.length} requests, all GET`,
    );
    expect(failures).toEqual([]);
    expect(tally.openAfter).toBe(0);
    expect(proxy.asked.filter((request) => !request.startsWith('GET '))).toEqual([]);
  }, 600_000);

  test('is read as it is: what links to containers leave behind that were removed', async () => {
    const engine = await PrivateEngine.start({ generation, name: 'live' });
    const proxy = await DaemonProxy.before(engine);
    try {
      const prober = await build(engine, {
        networks: [],
        containers: [{ name: 'c1' }, { name: 'c2' }, { name: 'c3', links: ['c1:gone', 'c2:stays'] }],
      });
      await act(prober, [{ do: 'rm', container: 'c1' }]);
      const topology = Topology.of(told((await readLive(proxy.url)).reading.dockerHosts[0]!, engine));
      const names = ['gone', 'c1', 'stays', 'c2', 'c3', 'c4'];
      const seen = await prober.askAll(names.map((target) => ({ from: 'c3', probe: 'resolve', target })));
      const addresses = names.map((name) => {
        const resolution = topology.resolve('c3', name);
        return resolution.kind === 'resolved' ? resolution.answers.map(({ address }) => addressText(address)) : [];
      });
      expect(addresses).toEqual(seen.map(({ addresses: answered = [] }) => answered));
      expect(addresses.slice(0, 2).every(({ length }) => length === 1)).toBe(true);
      expect(proxy.asked.filter((request) => !request.startsWith('GET '))).toEqual([]);
      await prober.close();
    } finally {
      proxy.close();
      await engine.stop();
    }
  }, 120_000);

  test(
    'is read as it is: random topologies after what happened to them',
    async () => {
      const tally = { asked: 0, agree: 0, openBefore: 0, openAfter: 0 };
      const failures: string[] = [];
      const options = { host: '10.200.0.1', outside: '10.200.0.2', automaticIpv6: generation === '29' };
      for (const vector of sampleVectors(options, SEED, TOPOLOGIES)) {
        const engine = await PrivateEngine.start({ generation, name: 'live', flags: flagsOf(vector) });
        try {
          const one = await compareLive(engine, generation, vector);
          tally.asked += one.asked;
          tally.agree += one.agree;
          tally.openBefore += one.openBefore;
          tally.openAfter += one.openAfter;
          failures.push(...one.failures);
        } finally {
          await engine.stop();
        }
      }
      console.log(
        `engine ${generation}, live: ${TOPOLOGIES} random topologies, ${tally.asked} asked, ${tally.agree} agree, ` +
          `${failures.length} disagree; not known: ${tally.openBefore} from the definition, ${tally.openAfter} from the engine, seed ${SEED}` +
          failures.map((failure) => `\n${failure}`).join(''),
      );
      expect(failures).toEqual([]);
    },
    30_000 * TOPOLOGIES + 120_000,
  );
});

/** The lab, and compose files as they are read. */
function* definitions(): Generator<[string, DockerHost]> {
  const outdir = mkdtempSync(join(tmpdir(), 'portwright-live-'));
  const { host } = dockerLab(outdir).topology;
  rmSync(outdir, { recursive: true });
  yield ['docker-lab', host];
  for (const name of readdirSync(OTHERS ?? COMPOSE).filter((file) => OTHERS !== undefined || isOneHost(file))) {
    const [input] = readInputs([{ name, text: String(readFileSync(join(OTHERS ?? COMPOSE, name))) }]);
    yield [name, input!.reading.dockerHosts[0]!];
  }
}

function isOneHost(file: string): boolean {
  return file.endsWith('network.yaml') || file === 'links.yaml';
}

/** An engine that runs something did not refuse it. */
function errorsIn({ reading }: Input): string[] {
  return findingsOf(reading)
    .filter(({ effect }) => effect === 'cannot deploy')
    .map(({ rule, at }) => `${rule} at ${at.path}`);
}

async function compareLive(
  engine: PrivateEngine,
  generation: Generation,
  vector: OpenVector,
): Promise<{ asked: number; agree: number; openBefore: number; openAfter: number; failures: string[] }> {
  await setForwardPolicy(engine, vector.forward);
  await closeLeftOpen(engine);
  const prober = await build(engine, vector.topology);
  const machines = { host: engine.hostAddress, outside: engine.externalAddress };
  const outside = {
    address: engine.externalAddress,
    ...(vector.lan6 === true ? { addresses: ['fd00:200::2'] } : {}),
    listeners: [{ port: 8499, protocol: 'tcp' as const }],
  };
  const total = { asked: 0, agree: 0, openBefore: 0, openAfter: 0, failures: [] as string[] };
  const containers = vector.topology.containers;
  try {
    for (const [phase, { actions, queries }] of vector.phases.entries()) {
      await act(prober, actions);
      await prober.settled();
      const live = await readLive(engine.dockerHost);
      const host = withListeners(told(live.reading.dockerHosts[0]!, engine, vector), containers);
      const answers = {
        generation,
        machines,
        vector: { ...vector, phases: [{ actions: [], queries }] },
        seen: [await askEach(prober, queries)],
      };
      const after = judge(answers, Topology.of(host, { outside }));
      if (phase === 0) {
        const defined = topologyOf({ ...vector, phases: [] }, generation, machines).host;
        total.openBefore += judge(answers, Topology.of(defined, { outside })).unknown.length;
        total.openAfter += after.unknown.length;
      }
      total.asked += after.questions - after.unknown.length;
      total.agree += after.agree;
      const errors = errorsIn(live).map((error) => `${vector.id} phase ${phase + 1}: ${error}`);
      const wrong = after.wrong.map(
        ({ question, seen, why }) =>
          `${vector.id} phase ${phase + 1}: ${JSON.stringify(question)} ${JSON.stringify(seen)}: ${why.join('; ')}`,
      );
      const reasons = [...new Set(after.unknown)].map((why) => `${vector.id} phase ${phase + 1} unknown: ${why}`);
      if (reasons.length > 0) console.log(reasons.join('\n'));
      total.failures.push(...wrong, ...errors);
    }
  } finally {
    await prober.close();
    await engine.clear();
  }
  return total;
}
