import { judge } from './judge';
import { AGREE, type Outcome } from './outcome';
import type { SuiteCase } from './suite-case';

/** How the model does on a file of cases. */
export interface Tally {
  readonly cases: number;
  readonly agree: number;
  readonly unknown: readonly string[];
  readonly disagree: readonly string[];
  readonly unexpressed: readonly string[];
}

/**
 * Judges every case.
 * @param stated cases of the project's own by id, which state in full what a case could not
 */
export function judgeAll(cases: readonly SuiteCase[], stated: ReadonlyMap<string, SuiteCase> = new Map()): Tally {
  const lists = { unknown: [] as string[], disagree: [] as string[], unexpressed: [] as string[] };
  let agree = 0;
  for (const one of cases) {
    const own = stated.get(one.id);
    let outcome = attempt(own?.corrected === undefined ? one : own);
    if (own && outcome.kind === 'cannot be expressed') outcome = attempt(own);
    if (outcome === AGREE) agree++;
    else if (outcome.kind !== 'agree') {
      const list = outcome.kind === 'cannot be expressed' ? lists.unexpressed : lists[outcome.kind];
      list.push(`${one.id}: ${outcome.why}`);
    }
  }
  return { cases: cases.length, agree, ...lists };
}

/** A case that the model cannot be asked about is no reason to leave the others out. */
function attempt(one: SuiteCase): Outcome {
  try {
    return judge(one);
  } catch (error) {
    return { kind: 'disagree', why: (error as Error).message };
  }
}
