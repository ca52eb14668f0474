import type { Topology } from '../../lib/core/engine/topology';
import { actionsOf, type Answer, answer, disagreements, type Generation, topologyOf } from './model';
import { strangersIn } from './shape';
import { VECTOR_KEYS } from './vector-keys';
import type { Outcome, Question, Vector, VectorFile, VectorQuery } from './vector';

/** How the model does on a file of vectors. */
export interface Tally {
  readonly questions: number;
  readonly agree: number;
  readonly unknown: readonly string[];
  readonly disagree: readonly string[];
  /** Topologies that could not be read, of which no question was asked. */
  readonly unread: readonly string[];
}

/** Asks the model every question of a file, phase by phase. */
export function askAll(file: VectorFile, generation: Generation): Tally {
  const tally = { questions: 0, agree: 0, unknown: [] as string[], disagree: [] as string[], unread: [] as string[] };
  for (const [at, vector] of listOf(file.vectors).entries()) {
    let state = attempt(() => readable(vector, generation));
    if (state.kind === 'impossible') tally.unread.push(`${nameOf(vector, at)}: ${state.why}`);
    const phases = state.kind === 'impossible' ? listOf(objectOf(vector).phases).map(objectOf) : vector.phases;
    for (const [index, { actions = [], queries: asked = [] }] of phases.entries()) {
      const queries = listOf(asked).map(objectOf) as readonly VectorQuery[];
      const before = state;
      state = before.kind === 'impossible' ? before : attempt(() => before.topology.after(...actions.flatMap(actionsOf)));
      for (const query of queries) {
        tally.questions++;
        const where = describe(vector, index, query);
        const given = state.kind === 'impossible' ? state : ask(state.topology, query);
        const observed: Outcome | undefined = (generation === '29' ? query.newer?.observed : undefined) ?? query.observed;
        if (given.kind !== 'answer') tally.unknown.push(`${where}: ${given.why}`);
        else if (!observed) tally.unknown.push(`${where}: no outcome was recorded`);
        else {
          const wrong = compared(observed, given.outcomes);
          if (wrong === undefined) tally.unknown.push(`${where}: the outcome cannot be read`);
          else if (wrong.length === 0) tally.agree++;
          else tally.disagree.push(`${where}: ${wrong.join('; ')}`);
        }
      }
    }
  }
  return tally;
}

type State = { readonly kind: 'known'; readonly topology: Topology } | (Answer & { readonly kind: 'impossible' });

function compared(observed: Outcome, outcomes: readonly Outcome[]): readonly string[] | undefined {
  try {
    return disagreements(observed, outcomes);
  } catch {
    return undefined; // what was recorded has no form that is known
  }
}

/** What is no list has nothing in it. */
function listOf<T>(value: readonly T[] | undefined): readonly T[] {
  return Array.isArray(value) ? value : [];
}

/** What is no object has no keys. */
function objectOf<T extends object>(value: T): Partial<T> {
  return typeof value === 'object' && (value as T | null) !== null ? value : {};
}

function nameOf(vector: Vector, at: number): string {
  return objectOf(vector).id ?? `vector ${at + 1}`;
}

/** @throws Error when the vector has a key without a meaning, which would be left out without a word */
function readable(vector: Vector, generation: Generation): Topology {
  const strangers = strangersIn(vector, VECTOR_KEYS, '');
  if (strangers.length > 0) throw new Error(`unknown key ${strangers.join(', ')}`);
  if (!Array.isArray(objectOf(vector).phases)) throw new Error('phases is no list');
  return topologyOf(vector, generation);
}

/** What a definition or an action cannot be read as is no reason to leave the other vectors of a file out. */
function attempt(make: () => Topology): State {
  try {
    return { kind: 'known', topology: make() };
  } catch (error) {
    return { kind: 'impossible', why: `the topology cannot be read: ${(error as Error).message}` };
  }
}

function ask(topology: Topology, query: Question): Answer {
  try {
    return answer(topology, query);
  } catch (error) {
    return { kind: 'impossible', why: `the question cannot be read: ${(error as Error).message}` };
  }
}

function describe(vector: Vector, phase: number, { from, probe, target = '', port = '' }: Question): string {
  return `${objectOf(vector).id ?? ''} phase ${phase + 1}: ${from} ${probe} ${target} ${port}`.trimEnd();
}
