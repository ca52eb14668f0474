import { rulesOf } from '../core/rules';
import { type Rule } from '../core/rules/rule';
import { SYMPTOMS, type Symptom } from './symptoms';

/** What a message leads to: what it means in general, and the rules that know it word for word. */
export interface MessageMatch {
  /** The message that was looked for. */
  readonly text: string;
  readonly symptoms: readonly Symptom[];
  readonly rules: readonly Rule[];
}

/** Texts in quotation marks that stand on their own: not the ones within a message. */
const QUOTED = /(?<=^|[\s(])"([^"]*(?:"[^"\s]*"[^"]*)*)"(?=$|[\s,;.:)])/g;

/** How many words of a text are looked at: what matters of a log is seldom further on. */
const MOST_WORDS = 600;

/** The share of the words of a known message that a text has to have, in their order: names and numbers differ. */
const LIKE = 0.75;

/** Up to so many words, a message has to stand in the text as it is: they come together by chance otherwise. */
const SHORT = 5;

/** From so many letters on, a word stands in few messages. */
const RARE = 12;

/** The messages of AWS and Docker that a rule knows. */
export function messagesOf({ broken }: Pick<Rule, 'broken'>): string[] {
  return [...broken.matchAll(QUOTED)].map(([, message = '']) => message.trim()).filter((text) => text.length >= 12);
}

/** A known message, ready to be compared. */
interface Known {
  readonly words: readonly string[];
  /** Its parts word for word, with a few others in place of its dots. */
  readonly parts: RegExp;
}

let known: { readonly symptoms: Map<Symptom, Known[]>; readonly rules: Map<Rule, Known[]> } | undefined;

/** What a pasted message leads to, the best first; undefined when nobody knows it. */
export function findMessage(text: string): MessageMatch | undefined {
  known ??= {
    symptoms: new Map(SYMPTOMS.map((one) => [one, [one.message, ...(one.also ?? [])].map(knownOf)])),
    rules: new Map(rulesOf().map((rule) => [rule, messagesOf(rule).map(knownOf)])),
  };
  const words = wordsOf(text).slice(0, MOST_WORDS);
  const symptoms = best(known.symptoms, words);
  const rules = best(known.rules, words);
  return symptoms.length + rules.length === 0 ? undefined : { text, symptoms, rules };
}

function knownOf(message: string): Known {
  const parts = message.split('…').map((part) => wordsOf(part).join(' '));
  const pattern = parts.filter((part) => part !== '').join('(?: \\w+){0,12} ');
  return { words: wordsOf(message), parts: new RegExp(`\\b${pattern}\\b`) };
}

/** Those that know a text, the ones with the most words of it first. */
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
  // most messages have too few of their words in a text to be looked at in order
  if (words.filter((word) => within.has(word)).length < enough) return 0;
  const common = commonWords(words, text);
  return common >= enough ? common : 0;
}

/** Whether somebody remembered a few words in a row: one word is enough when it is no everyday word. */
function isPiece(piece: readonly string[], message: readonly string[]): boolean {
  if (piece.length === 1 && (piece[0] ?? '').length < RARE) return false;
  return message.some((_, at) => piece.every((word, index) => message[at + index] === word));
}

/** The length of the longest row of words that two texts have in common, with others between them or not. */
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

/** The words of a text without numbers, which differ from one time to the next. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z][a-z0-9_]*/g) ?? [];
}
