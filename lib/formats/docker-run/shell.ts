import { HOLE } from '../../core/values/program';

/** A word of a command line. */
export interface Word {
  /** With a hole for each part that the script does not decide. */
  readonly text: string;
  /** What decides the holes. @default - there is none */
  readonly why?: string;
  /** Where it begins. */
  readonly offset: number;
}

/** Words between which the shell does something else than starting one program. */
const SEPARATORS = /^(?:\r?\n|;|&&|\|\||\||&|\(|\)|\{(?=\s)|\}(?=\s|;|$))/;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;

/** Values of variables; what a script sets is there as long as it sets one text. */
type Variables = Map<string, { readonly text: string; readonly why?: string }>;

/**
 * The commands of a shell script as lists of words. Quotes, comments, continued lines and variables that the script sets to a
 * plain text are worked out; what anything else decides is a hole.
 * @param given values of variables that are not set in the script
 */
export function commandsIn(text: string, given: Readonly<Record<string, string>>): Word[][] {
  const scan = new Scan(text, given);
  return scan.commands();
}

class Scan {
  #at = 0;
  readonly #variables: Variables = new Map();

  constructor(
    private readonly text: string,
    given: Readonly<Record<string, string>>,
  ) {
    for (const [name, value] of Object.entries(given)) this.#variables.set(name, { text: value });
  }

  commands(): Word[][] {
    const commands: Word[][] = [];
    let words: Word[] = [];
    const end = (): void => {
      const left = this.#withoutAssignments(words);
      if (left.length > 0) commands.push(left);
      words = [];
    };
    while (this.#at < this.text.length) {
      const rest = this.text.slice(this.#at, this.#at + 3);
      const separator = SEPARATORS.exec(rest);
      if (separator) {
        end();
        this.#at += separator[0].length;
      } else if (/^\\\r?\n/.test(rest)) this.#at += rest.startsWith('\\\r') ? 3 : 2;
      else if (/^\s/.test(rest)) this.#at++;
      else if (rest.startsWith('#')) this.#at = this.#endOfLine();
      else if (/^\d?[<>]/.test(rest)) this.#redirection();
      else words.push(this.#word());
    }
    end();
    return commands;
  }

  #endOfLine(): number {
    const end = this.text.indexOf('\n', this.#at);
    return end < 0 ? this.text.length : end;
  }

  /** Redirections are not words of the command; the content of a here-document is not examined. */
  #redirection(): void {
    const operator = /^\d?(?:<<-?|>>|[<>]&?)/.exec(this.text.slice(this.#at, this.#at + 4))?.[0] ?? '>';
    this.#at += operator.length;
    while (/[ \t]/.test(this.text.charAt(this.#at))) this.#at++;
    if (this.#at >= this.text.length || /\s/.test(this.text.charAt(this.#at))) return;
    const target = this.#word();
    if (!operator.includes('<<')) return;
    const body = new RegExp(`^\\s*${target.text.replace(/[^\w]/g, '\\$&')}\\s*$`, 'm');
    const from = this.#endOfLine();
    const found = body.exec(this.text.slice(from));
    this.#at = found ? from + found.index + found[0].length : this.text.length;
  }

  #withoutAssignments(words: readonly Word[]): Word[] {
    let start = 0;
    const exports = words[0]?.text === 'export' || words[0]?.text === 'readonly' || words[0]?.text === 'local';
    if (exports) start = 1;
    const assigned: Word[] = [];
    while (/^[A-Za-z_][A-Za-z0-9_]*\+?=/.test(words[start]?.text ?? '')) assigned.push(words[start++] as Word);
    // before a command they are for that command alone
    if (start === words.length || exports) for (const word of assigned) this.#assign(word);
    return exports ? [] : words.slice(start);
  }

  #assign({ text, why }: Word): void {
    const equals = text.indexOf('=');
    const name = text.slice(0, equals).replace(/\+$/, '');
    const value = text.slice(equals + 1);
    const before = this.#variables.get(name);
    const known = !text.slice(0, equals).endsWith('+') && (before === undefined || before.text === value);
    this.#variables.set(
      name,
      known
        ? { text: value, ...(why === undefined ? {} : { why }) }
        : { text: HOLE, why: `variable ${name} is set more than once` },
    );
  }

  #word(): Word {
    const offset = this.#at;
    let text = '';
    let why: string | undefined;
    const add = (part: { readonly text: string; readonly why?: string }): void => {
      text += part.text;
      why ??= part.why;
    };
    for (let quote = ''; this.#at < this.text.length;) {
      const char = this.text.charAt(this.#at);
      if (quote === '' && (/\s/.test(char) || SEPARATORS.test(this.text.slice(this.#at, this.#at + 2)))) {
        if (char !== '{' && char !== '}') break;
      }
      if (quote === '' && /[<>]/.test(char)) break;
      if (char === quote) {
        quote = '';
        this.#at++;
      } else if (quote === '' && (char === '"' || char === "'")) {
        quote = char;
        this.#at++;
      } else if (char === '\\' && quote !== "'") {
        const next = this.text.charAt(this.#at + 1);
        if (quote === '"' && !/["\\$`\n]/.test(next)) text += char;
        if (next !== '\n') text += next;
        this.#at += 2;
      } else if (quote !== "'" && char === '$') add(this.#variable());
      else if (quote !== "'" && char === '`') {
        const end = this.text.indexOf('`', this.#at + 1);
        this.#at = end < 0 ? this.text.length : end + 1;
        add({ text: HOLE, why: 'the output of a command' });
      } else {
        text += char;
        this.#at++;
      }
    }
    // what cannot be taken for a word must not be met for ever
    if (this.#at === offset) this.#at++;
    return { text, offset, ...(why === undefined ? {} : { why }) };
  }

  #variable(): { readonly text: string; readonly why?: string } {
    const rest = this.text.slice(this.#at + 1, this.#at + 256);
    if (rest.startsWith('(')) {
      this.#at = this.#closing(this.#at + 1, '(', ')');
      return { text: HOLE, why: 'the output of a command' };
    }
    if (rest.startsWith('{')) {
      const end = this.#closing(this.#at + 1, '{', '}');
      const inside = this.text.slice(this.#at + 2, end - 1);
      this.#at = end;
      const [, name, fallback] = /^([A-Za-z_][A-Za-z0-9_]*)(?::?-([^$`"'\\{}]*))?$/.exec(inside) ?? [];
      if (name === undefined) return { text: HOLE, why: `what \${${inside.slice(0, 40)}} stands for` };
      const known = this.#variables.get(name);
      if (known) return known;
      return fallback === undefined ? unset(name) : { text: fallback };
    }
    const name = NAME.exec(rest)?.[0];
    if (name === undefined) {
      // the text of a dollar sign, or an argument of the script
      const isArgument = /^[0-9@*#?!$-]/.test(rest);
      this.#at += isArgument ? 2 : 1;
      return isArgument ? { text: HOLE, why: 'an argument of the script' } : { text: '$' };
    }
    this.#at += name.length + 1;
    return this.#variables.get(name) ?? unset(name);
  }

  /** Behind the bracket that closes the one at an offset. */
  #closing(from: number, open: string, close: string): number {
    let depth = 0;
    for (let at = from; at < this.text.length; at++) {
      const char = this.text.charAt(at);
      if (char === open) depth++;
      else if (char === close && --depth === 0) return at + 1;
    }
    return this.text.length;
  }
}

function unset(name: string): { readonly text: string; readonly why: string } {
  return { text: HOLE, why: `variable ${name} has no value` };
}
