import { type Listed } from '../../core/values/listed';
import { quoted } from '../../core/values/model-error';
import { type Place } from '../../core/values/place';
import { HOLE } from '../../core/values/program';
import { Unknown, type Knowable } from '../../core/values/unknown';
import { type Problem, type UnknownPart } from '../reading';
import { type CommandWord, pointerOf } from './document';
import { type GivenOption } from './options';

/** What a reading of scripts gathers besides the host. */
export interface Notes {
  readonly unknown: UnknownPart[];
  readonly problems: Problem[];
}

/** One command with its options, on the way into the model. */
export class Command {
  constructor(
    private readonly words: readonly CommandWord[],
    private readonly options: readonly GivenOption[],
    private readonly index: number,
    private readonly file: string | undefined,
    private readonly notes: Notes,
  ) {}

  /** The place of the command, or of one of its words, for something of a name. */
  at(path: string, word?: number): Place {
    const pointer = pointerOf(this.index, word);
    return this.file === undefined ? { path, pointer } : { path, file: this.file, pointer };
  }

  refuse(path: string, word: number | undefined, message: string): void {
    this.notes.problems.push({ at: this.at(path, word), message });
  }

  /** A text, where the script decides all of it. */
  known(text: string, word: number, what: string, path = ''): Knowable<string> {
    if (!text.includes(HOLE)) return text;
    const unknown = new Unknown(this.why(word));
    this.notes.unknown.push({ at: this.at(path, word), what, why: unknown.why });
    return unknown;
  }

  /** What decides the holes of a word. */
  why(word: number): string {
    return this.words[word]?.why ?? 'it is decided when the script runs';
  }

  given(...names: readonly string[]): GivenOption[] {
    return this.options.filter(({ name }) => names.includes(name));
  }

  /** Whether a switch is on; undefined when it is not given. */
  switched(name: string): boolean | undefined {
    const last = this.given(name).at(-1);
    if (!last) return undefined;
    const { value = 'true' } = last;
    if (/^(?:1|t|true)$/i.test(value)) return true;
    if (/^(?:0|f|false)$/i.test(value)) return false;
    this.refuse('', last.word, `invalid argument ${quoted(value)} for "--${name}" flag`);
    return undefined;
  }

  /** The last value of an option; undefined when it is not given. */
  text(...names: readonly string[]): Knowable<string> | undefined {
    const last = this.given(...names).at(-1);
    return last && this.known(last.value ?? '', last.word, last.name);
  }

  /** All values of an option. */
  texts(...names: readonly string[]): Listed<Knowable<string>> {
    const items = this.given(...names).map(({ value = '', word, name }) => this.known(value, word, name));
    return { items, complete: true };
  }

  /** Options of the form `NAME=VALUE`. */
  pairs(...names: readonly string[]): Record<string, Knowable<string>> {
    return Object.fromEntries(
      this.given(...names).map(({ value = '', word, name }) => {
        const equals = value.indexOf('=');
        const [key, rest] = equals < 0 ? [value, ''] : [value.slice(0, equals), value.slice(equals + 1)];
        return [key, this.known(rest, word, name)];
      }),
    );
  }
}
