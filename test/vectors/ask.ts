import { actionOf, answer, disagreements, type Generation, topologyOf } from './model';
import type { VectorFile } from './vector';

/** How the model does on a file of vectors. */
export interface Tally {
  readonly questions: number;
  readonly agree: number;
  readonly unknown: readonly string[];
  readonly disagree: readonly string[];
}

/** Asks the model every question of a file, phase by phase. */
export function askAll(file: VectorFile, generation: Generation): Tally {
  let questions = 0;
  let agree = 0;
  const unknown: string[] = [];
  const disagree: string[] = [];
  for (const vector of file.vectors) {
    let topology = topologyOf(vector, generation);
    vector.phases.forEach((phase, index) => {
      topology = topology.after(...(phase.actions ?? []).map(actionOf));
      for (const query of phase.queries ?? []) {
        questions++;
        const where =
          `${vector.id} phase ${index + 1}: ${query.from} ${query.probe} ${query.target ?? ''} ${query.port ?? ''}`.trimEnd();
        const observed = (generation === '29' ? query.newer?.observed : undefined) ?? query.observed;
        const given = answer(topology, query);
        if (given.kind !== 'answer') {
          unknown.push(`${where}: ${given.why}`);
          continue;
        }
        const wrong = disagreements(observed, given.outcomes);
        if (wrong.length === 0) agree++;
        else disagree.push(`${where}: ${wrong.join('; ')}`);
      }
    });
  }
  return { questions, agree, unknown, disagree };
}
