import { rulesOf } from '../core/rules';
import { type Rule } from '../core/rules/rule';
import { SYMPTOMS, type Symptom } from './symptoms';

/** The result of a search: the symptoms that a message belongs to, and the rules that quote it. */
export interface MessageMatch {
  /** The message that was looked for. */
  readonly text: string;
  readonly symptoms: readonly Symptom[];
  readonly rules: readonly Rule[];
}

/** Quotations of a text, without quotation marks inside of a message. */
const QUOTED = /(?<=^|[\s(])"([^"]*(?:"[^"\s]*"[^"]*)*)"(?=$|[\s,;.:)])/g;

/** How many words of a text are compared; what matters in a log seldom comes later. */
const MAX_WORDS = 600;

/** The share of the words of a known message that a text must contain in order; the rest are names and numbers that differ. */
const LIKE = 0.75;

/** A message of at most so many words must appear literally, since so few words occur together by chance. */
const SHORT = 5;

/** A word of at least so many letters is taken to identify a message. */
const RARE = 12;

/** The messages of AWS and Docker that a rule knows. */
export function messagesOf({ broken }: Pick<Rule, 'broken'>): string[] {
  return [...broken.matchAll(QUOTED)].map(([, message = '']) => message.trim()).filter((text) => text.length >= 12);
}

/** A known message, ready to be compared. */
interface Known {
  readonly words: readonly string[];
  /** Matches its literal parts, with a few words in place of each ellipsis. */
  readonly parts: RegExp;
}

let known: { readonly symptoms: Map<Symptom, Known[]>; readonly rules: Map<Rule, Known[]> } | undefined;

/** What a pasted message matches, the best match first; undefined when it matches nothing. */
export function findMessage(text: string): MessageMatch | undefined {
  known ??= {
    symptoms: new Map(SYMPTOMS.map((one) => [one, [one.message, ...(one.also ?? [])].map(knownOf)])),
    rules: new Map(rulesOf().map((rule) => [rule, messagesOf(rule).map(knownOf)])),
  };
  const words = wordsOf(text).slice(0, MAX_WORDS);
  const symptoms = best(known.symptoms, words);
  const rules = best(known.rules, words);
  return symptoms.length + rules.length === 0 ? undefined : { text, symptoms, rules };
}

function knownOf(message: string): Known {
  const parts = message.split('…').map((part) => wordsOf(part).join(' '));
  const pattern = parts.filter((part) => part !== '').join('(?: \\w+){0,12} ');
  return { words: wordsOf(message), parts: new RegExp(`\\b${pattern}\\b`) };
}

/** The entries that match a text, those that share the most words with it first. */
function best<T>(all: ReadonlyMap<T, readonly Known[]>, words: readonly string[]): T[] {
  const joined = words.join(' ');
  const within = new Set(words);
  return [...all]
    .map(([one, messages]) => ({
      one,
      score: Math.max(0, ...messages.map((message) => likeness(message, words, joined, within))),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}

/**
 * How many words a known message and a text have in common; 0 unless the text has nearly all of the message in its order,
 * or is itself a piece of it.
 */
function likeness(
  { words, parts }: Known,
  text: readonly string[],
  joined: string,
  within: ReadonlySet<string>,
): number {
  if (words.length === 0 || text.length === 0) return 0;
  if (isPiece(text, words)) return text.length;
  if (words.length <= SHORT) return parts.test(joined) ? words.length : 0;
  const enough = words.length * LIKE;
  // cheap test first: most messages share too few words with a text for the comparison in order
  if (words.filter((word) => within.has(word)).length < enough) return 0;
  const common = commonWords(words, text);
  return common >= enough ? common : 0;
}

/** Whether a text is an excerpt of a message: several consecutive words, or a single rare one. */
function isPiece(piece: readonly string[], message: readonly string[]): boolean {
  if (piece.length === 1 && (piece[0] ?? '').length < RARE) return false;
  return message.some((_, at) => piece.every((word, index) => message[at + index] === word));
}

/** The length of the longest common subsequence of two lists of words. */
function commonWords(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const next = [0];
    for (const [index, other] of b.entries())
      next.push(word === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The words of a text, without numbers, which differ from one occurrence to the next. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z][a-z0-9_]*/g) ?? [];
}
