import { type LoopbackListener } from '../engine/definition/loopback-listener';
import { atField, type Place } from '../values/place';
import { type Program } from '../values/program';

/** A program that listens on its loopback, and who wants to reach it. */
export type LoopbackFacts = {
  readonly container: string;
  readonly address: string;
  readonly port: number;
  readonly written: string;
  readonly everywhere: string;
  readonly isUsual: boolean;
  /** Who does not reach it, such as `container web cannot reach it`. */
  readonly vain: string;
};

export const LISTEN_EVERYWHERE = 'let the program listen on 0.0.0.0 (or ::), such as with --host 0.0.0.0';

/** Where it listens and who does not reach it. */
export function explainLoopback({ container, address, port, written, isUsual, vain }: LoopbackFacts): string {
  return `container ${container} listens only on ${address}:${port} (${isUsual ? 'its default' : written}), so ${vain}`;
}

const VARIABLE = /^[A-Z][A-Z\d_]*=/;

/** What to write, so that it listens everywhere. */
export function listenEverywhere({ everywhere, isUsual }: LoopbackFacts): string {
  return `${!isUsual && VARIABLE.test(everywhere) ? 'set' : 'start it with'} ${everywhere}`;
}

/** The word or the variable that says where it listens. */
export function placeOfListener(
  at: Place,
  { environment, command, entryWords = 0 }: Program,
  { by, written }: LoopbackListener,
  entryPoint: string,
): Place {
  const set = environment.items.find(({ name }) => name === by);
  if (set) return set.at ?? at;
  const [flag = ''] = written.split(/[ =]/);
  const index = (command?.items ?? []).findIndex(
    (word) => typeof word === 'string' && flag !== '' && word.includes(flag),
  );
  if (index < 0) return command === undefined || command.items.length === entryWords ? at : atField(at, 'command');
  return index < entryWords
    ? atField(atField(at, entryPoint), index)
    : atField(atField(at, 'command'), index - entryWords);
}
