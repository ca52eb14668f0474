import { Unknown } from '../../core/values/unknown';
import { Reference } from '../field';

/** Whether an expression is a value that is written out, or `jsonencode` or `toset` of one. */
export function isLiteral(text: string): boolean {
  return /^(?:(?:jsonencode|toset)\s*\(|[[{"]|-?\d|true$|false$|null$)/.test(text);
}

class Unwritten extends Error {}

/**
 * The value of an expression that is written out: `jsonencode([{ "name" = "web" }])` gives its JSON.
 * Undefined when something in it is not written out.
 * @param resolve gives the value of a text with references in it
 */
export function literal(text: string, resolve: (text: string) => unknown): unknown {
  const parser = new LiteralParser(text, resolve);
  try {
    return parser.whole();
  } catch (error) {
    if (error instanceof Unwritten) return undefined;
    throw error;
  }
}

const MAX_DEPTH = 100;

/** The part of Terraform's expression language that writes values out. */
class LiteralParser {
  #at = 0;
  #depth = 0;

  constructor(
    private readonly text: string,
    private readonly resolve: (text: string) => unknown,
  ) {}

  whole(): unknown {
    const value = this.#value();
    this.#blank();
    if (this.#at < this.text.length) throw new Unwritten();
    return value;
  }

  #value(): unknown {
    if (++this.#depth > MAX_DEPTH) throw new Unwritten();
    this.#blank();
    const value = this.#any();
    this.#depth--;
    return value;
  }

  #any(): unknown {
    const call = /(jsonencode|toset)\s*\(/y;
    call.lastIndex = this.#at;
    const match = call.exec(this.text);
    if (match) {
      this.#at += match[0].length;
      const value = this.#value();
      this.#expect(')');
      return match[1] === 'toset' ? value : JSON.stringify(value);
    }
    switch (this.text.charAt(this.#at)) {
      case '"':
        return this.#resolved(this.#string());
      case '[':
        return this.#list();
      case '{':
        return this.#object();
      default:
        return this.#word();
    }
  }

  #word(): unknown {
    const word = /(?:true|false|null)\b|-?\d+(?:\.\d+)?|([a-z]\w*(?:\.[\w-]+|\[(?:\d+|"[^"]*")\])+)/iy;
    word.lastIndex = this.#at;
    const match = word.exec(this.text);
    if (!match) throw new Unwritten();
    this.#at += match[0].length;
    return match[1] === undefined ? JSON.parse(match[0]) : this.#resolved(`\${${match[1]}}`);
  }

  /** The value of a text with references; the text itself, for whoever reads on, where they are decided later. */
  #resolved(text: string): unknown {
    const value = this.resolve(text);
    return value instanceof Unknown || value instanceof Reference ? text : value;
  }

  #string(): string {
    let end = this.#at + 1;
    for (let depth = 0; end < this.text.length; end++) {
      if (this.text.startsWith('${', end)) depth++;
      else if (depth > 0 && this.text.charAt(end) === '}') depth--;
      else if (this.text.charAt(end) === '\\') end++;
      else if (depth === 0 && this.text.charAt(end) === '"') break;
    }
    const raw = this.text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return raw.replace(/\\(.)/g, (_whole, character: string) => ESCAPES[character] ?? character);
  }

  #list(): unknown[] {
    const items: unknown[] = [];
    this.#at++;
    while (!this.#takes(']')) {
      items.push(this.#value());
      if (!this.#takes(',')) {
        this.#expect(']');
        break;
      }
    }
    return items;
  }

  #object(): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.#at++;
    while (!this.#takes('}')) {
      const key = this.#key();
      if (!this.#takes('=') && !this.#takes(':')) throw new Unwritten();
      entries.push([key, this.#value()]);
      this.#takes(',');
    }
    return Object.fromEntries(entries);
  }

  #key(): string {
    this.#blank();
    if (this.text.charAt(this.#at) === '"') return this.#string();
    const word = /[\w-]+/y;
    word.lastIndex = this.#at;
    const match = word.exec(this.text);
    if (!match) throw new Unwritten();
    this.#at += match[0].length;
    return match[0];
  }

  #takes(character: string): boolean {
    this.#blank();
    if (this.text.charAt(this.#at) !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    if (!this.#takes(character)) throw new Unwritten();
  }

  #blank(): void {
    while (/\s/.test(this.text.charAt(this.#at))) this.#at++;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
