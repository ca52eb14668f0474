import type { Topology } from '../../lib/core/engine/topology';
import { actionsOf, answer, disagreements, topologyOf } from '../vectors/model';
import type { OpenVector } from '../vectors/random';
import { shrink } from '../vectors/shrink';
import type { Outcome as Recorded, Question, Vector, VectorNetwork, VectorQuery } from '../vectors/vector';
import type { Generation, PrivateEngine } from './private-engine';
import type { Outcome, Prober } from './probe';
import { run, runToEnd } from './run';
import { act, build, setForwardPolicy } from './vectors';

/** A question to which the engine and the model do not say the same. */
export interface Wrong {
  readonly phase: number;
  readonly question: Question;
  readonly seen: Recorded | undefined;
  readonly why: readonly string[];
}

export interface Comparison {
  readonly questions: number;
  readonly agree: number;
  /** Reasons. */
  readonly unknown: readonly string[];
  readonly wrong: readonly Wrong[];
  /** The vector with the answers of this engine, and the subnets that it chose. */
  readonly recorded: Vector;
}

/** What an engine answers: an outcome, or that the question names something that is not there. */
export type Seen = { readonly outcome: Outcome } | { readonly missing: string };

/** Answers of one engine, so that a model can be judged without asking again. */
export interface Answers {
  readonly generation: Generation;
  readonly machines: { readonly host: string; readonly outside: string };
  /** With the subnets that the engine chose. */
  readonly vector: OpenVector;
  readonly seen: readonly (readonly Seen[])[];
  /** Questions that were answered only when they were asked again. @default 0 */
  readonly late?: number;
}

export interface Observing {
  /** How the networks and containers come about. @default - as the vector says */
  readonly bringUp?: typeof build;
  /** The topology before the first action, for the model. @default - of the vector */
  readonly start?: Topology;
}

const AT_ONCE = 100;
/** Time that a silent target gets, and where the model says that it answers. */
const [USUAL_MS, PATIENT_MS] = [1000, 4000];

/** Builds a vector on an engine, asks everything, and compares with what the model says. */
export async function compare(engine: PrivateEngine, vector: OpenVector): Promise<Comparison> {
  return judge(await observe(engine, vector));
}

/**
 * Builds a vector on an engine and asks everything. A busy machine answers some questions too late, so where silence is
 * what speaks against the model the question is asked once more, with patience.
 * @throws Error when the engine refuses it
 */
export async function observe(
  engine: PrivateEngine,
  vector: OpenVector,
  { bringUp = build, start }: Observing = {},
): Promise<Answers> {
  let prober: Prober | undefined;
  const seen: Seen[][] = [];
  let late = 0;
  try {
    await setForwardPolicy(engine, vector.forward);
    await closeLeftOpen(engine);
    prober = await bringUp(engine, vector.topology);
    const networks = await withChosenSubnets(engine, vector.topology.networks);
    const answers = (): Answers => ({
      generation: engine.generation,
      machines: { host: engine.hostAddress, outside: engine.externalAddress },
      vector: { ...vector, topology: { ...vector.topology, networks } },
      seen,
      late,
    });
    for (const [phase, { actions, queries }] of vector.phases.entries()) {
      await act(prober, actions);
      await prober.settled();
      const outcomes = await askEach(prober, queries, USUAL_MS);
      seen.push(outcomes);
      const silent = silentAt(answers(), phase, start);
      const again = await askEach(
        prober,
        silent.map((at) => queries[at]!),
        PATIENT_MS,
      );
      for (const [index, at] of silent.entries()) outcomes[at] = again[index]!;
      late += again.filter((one) => !isTimeout(one)).length;
    }
    return answers();
  } finally {
    await prober?.close();
    await engine.clear();
  }
}

/** The questions of a phase where silence is all that speaks against the model. */
function silentAt(answers: Answers, phase: number, start?: Topology): number[] {
  const phases = answers.vector.phases.slice(0, phase + 1);
  const { wrong } = judge({ ...answers, vector: { ...answers.vector, phases } }, start);
  const silent = wrong.filter((one) => one.phase === phase && one.seen?.failure === 'timeout');
  return silent.map(({ question }) => phases[phase]!.queries.indexOf(question));
}

/**
 * Compares answers with what the model says.
 * @param start the topology before the first action; of the vector when left out
 */
export function judge({ generation, machines, vector, seen }: Answers, start?: Topology): Comparison {
  const wrong: Wrong[] = [];
  const unknown: string[] = [];
  const phases: Vector['phases'][number][] = [];
  let questions = 0;
  let topology = start ?? topologyOf({ ...vector, phases: [] }, generation, machines);
  for (const [phase, { actions, queries }] of vector.phases.entries()) {
    topology = topology.after(...actions.flatMap(actionsOf));
    const recorded: VectorQuery[] = [];
    for (const [at, question] of queries.entries()) {
      questions++;
      const one = seen[phase]?.[at];
      const outcome = one && 'outcome' in one ? recordable(one.outcome, question, machines) : undefined;
      if (outcome) recorded.push({ ...question, observed: outcome });
      const given = answer(topology, question);
      if (given.kind === 'unknown') unknown.push(given.why);
      else if (given.kind === 'impossible') {
        if (outcome)
          wrong.push({ phase, question, seen: outcome, why: [`the model finds it impossible: ${given.why}`] });
      } else {
        const why = outcome
          ? disagreements(outcome, given.outcomes)
          : [`the engine has no such thing: ${missing(one)}`];
        if (why.length > 0) wrong.push({ phase, question, seen: outcome, why });
      }
    }
    phases.push({ actions, queries: recorded });
  }
  const agree = questions - unknown.length - wrong.length;
  return { questions, agree, unknown, wrong, recorded: { ...vector, phases } };
}

/** Answers where silence is no longer all that speaks against the model, or was silence when all was built anew too. */
export async function confirmed(first: Answers, again: () => Promise<Answers>, start?: Topology): Promise<Answers> {
  const silent = first.vector.phases.map((_, phase) => silentAt(first, phase, start));
  if (silent.every((some) => some.length === 0)) return first;
  const second = await again();
  const seen = first.seen.map((outcomes, phase) =>
    outcomes.map((one, at) => (silent[phase]?.includes(at) === true ? (second.seen[phase]?.[at] ?? one) : one)),
  );
  const late = silent.flatMap((some, phase) => some.filter((at) => !isTimeout(seen[phase]?.[at]))).length;
  return { ...first, seen, late: (first.late ?? 0) + late };
}

function missing(seen: Seen | undefined): string {
  return seen && 'missing' in seen ? seen.missing : '';
}

/** What was seen as vectors say it: without how long it took, with what the tokens of the machines stood for. */
function recordable(seen: Outcome, { target }: Question, machines: { host: string; outside: string }): Recorded {
  const outcome = Object.fromEntries(Object.entries(seen).filter(([fact]) => fact !== 'slow'));
  const token = target === 'host' ? machines.host : target === 'external' ? machines.outside : undefined;
  return token === undefined ? outcome : { target: token, ...outcome };
}

/** Asks many questions at once; one that makes no sense is answered with the reason. */
export async function askEach(prober: Prober, questions: readonly Question[], timeoutMs?: number): Promise<Seen[]> {
  const all: Seen[] = [];
  for (let at = 0; at < questions.length; at += AT_ONCE) {
    const some = questions.slice(at, at + AT_ONCE).map(async (question): Promise<Seen> => {
      try {
        return { outcome: await prober.ask(question, timeoutMs) };
      } catch (error) {
        return { missing: (error as Error).message };
      }
    });
    all.push(...(await Promise.all(some)));
  }
  return all;
}

function isTimeout(seen: Seen | undefined): boolean {
  return seen !== undefined && 'outcome' in seen && seen.outcome.failure === 'timeout';
}

/**
 * Engine 20.10 forgets to remove what a link opened when its containers are removed by force; the next topology would
 * find its addresses let through.
 */
export async function closeLeftOpen(engine: PrivateEngine): Promise<void> {
  const inside = ['nsenter', `--net=/run/netns/${engine.hostNetns}`, 'iptables'] as const;
  const { stdout } = await runToEnd(inside[0], [...inside.slice(1), '-S', 'DOCKER']);
  const left = stdout.split('\n').filter((rule) => / -s \S+ -d \S+ -i docker0 -o docker0 /.test(rule));
  for (const rule of left) await run(inside[0], ...inside.slice(1), ...rule.replace('-A', '-D').trim().split(' '));
}

/** An engine that chose a subnet is asked which one; the model cannot know it and does not claim to. */
async function withChosenSubnets(engine: PrivateEngine, networks: readonly VectorNetwork[]): Promise<VectorNetwork[]> {
  return Promise.all(
    networks.map(async (network) => {
      const { IPAM } = await engine.docker.getNetwork(network.name).inspect();
      const given = network.ipam ?? [];
      const chosen = (IPAM?.Config ?? []).flatMap(({ Subnet: subnet = '', Gateway: gateway }) => {
        if (subnet === '' || given.some((one) => one.subnet === subnet)) return [];
        return [{ subnet, ...(gateway === undefined ? {} : { gateway: gateway.split('/')[0] ?? gateway }) }];
      });
      return chosen.length === 0 ? network : { ...network, ipam: [...given, ...chosen] };
    }),
  );
}

/** The smallest vector in which one question is still answered differently, with nothing else asked. */
export async function shrunk(
  engine: PrivateEngine,
  vector: OpenVector,
  { phase, question }: Wrong,
): Promise<OpenVector> {
  const wanted = JSON.stringify(question);
  const phases = vector.phases
    .slice(0, phase + 1)
    .map(({ actions }, at) => ({ actions, queries: at === phase ? [question] : [] }));
  const disagrees = async (candidate: OpenVector): Promise<boolean> => {
    if (!candidate.phases.some(({ queries }) => queries.some((one) => JSON.stringify(one) === wanted))) return false;
    if (JSON.stringify(candidate.daemon) !== JSON.stringify(vector.daemon) || candidate.lan6 !== vector.lan6)
      return false;
    try {
      return (await compare(engine, candidate)).wrong.length > 0;
    } catch {
      return false; // not a vector that an engine accepts
    }
  };
  const alone = { ...vector, phases };
  return (await disagrees(alone)) ? shrink(alone, disagrees, 80) : alone;
}

/** A vector with the answers of two engines, in the recorded format. */
export function merged(older: Vector, newer: Vector): Vector {
  const phases = older.phases.map(({ actions, queries = [] }, phase) => ({
    ...(actions && actions.length > 0 ? { actions } : {}),
    queries: queries.map((query): VectorQuery => {
      const other = newer.phases[phase]?.queries?.find((one) => same(one, query))?.observed;
      const { observed } = query;
      const differs = other !== undefined && JSON.stringify(other) !== JSON.stringify(observed);
      return differs ? { ...query, newer: { observed: other } } : query;
    }),
  }));
  return { ...older, phases };
}

function same(a: VectorQuery, b: VectorQuery): boolean {
  return a.from === b.from && a.probe === b.probe && a.target === b.target && a.port === b.port;
}
