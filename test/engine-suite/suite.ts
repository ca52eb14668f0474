import { judge } from './judge';
import { AGREE, type Outcome } from './outcome';
import type { SuiteCase } from './suite-case';
import { casesForWords } from './words';

/** How the model does on a file of cases. */
export interface Tally {
  readonly cases: number;
  readonly agree: number;
  /** Of those that agree: judged by how the project states the same test. */
  readonly stated: number;
  /** Of those that agree: nothing is asserted, but all words that they had no meaning for have one by now, and it holds. */
  readonly byWords: readonly string[];
  readonly unknown: readonly string[];
  readonly disagree: readonly string[];
  readonly unexpressed: readonly string[];
}

/**
 * Judges every case.
 * @param own cases of the project's own, which state in full what those of elsewhere could not
 */
export function judgeAll(cases: readonly SuiteCase[], own: readonly SuiteCase[] = []): Tally {
  const byId = new Map(own.map((one) => [one.id, one]));
  const lists = { unknown: [] as string[], disagree: [] as string[], unexpressed: [] as string[] };
  const byWords: string[] = [];
  let agree = 0;
  let stated = 0;
  for (const one of cases) {
    const said = byId.get(one.id);
    let outcome = attempt(said?.corrected === undefined ? one : said);
    if (outcome.kind === 'cannot be expressed' && said) {
      outcome = attempt(said);
      if (outcome.kind === 'agree') stated++;
    }
    if (outcome.kind === 'cannot be expressed' && typeof one.cannotBeExpressed === 'string') {
      const meant = casesForWords(one.cannotBeExpressed, own);
      if (meant.length > 0 && meant.every((each) => attempt(each).kind === 'agree')) {
        outcome = AGREE;
        byWords.push(`${one.id}: ${one.cannotBeExpressed}: ${meant.map(({ id }) => id).join(', ')}`);
      }
    }
    if (outcome.kind === 'agree') agree++;
    else {
      const list = outcome.kind === 'cannot be expressed' ? lists.unexpressed : lists[outcome.kind];
      list.push(`${one.id}: ${outcome.why}`);
    }
  }
  return { cases: cases.length, agree, stated, byWords, ...lists };
}

/** A case that the model cannot be asked about is no reason to leave the others out. */
function attempt(one: SuiteCase): Outcome {
  try {
    return judge(one);
  } catch (error) {
    return { kind: 'disagree', why: (error as Error).message };
  }
}
