import { type Expression, type Written } from './expression';

class Unwritten extends Error {}

const MAX_DEPTH = 100;

/**
 * The part of the language that needs no parser: references, and values that are written out, as frameworks write both
 * into Terraform's JSON. Undefined for any other expression.
 */
export function writtenOut(
  text: string,
  written: Written,
  template: (text: string) => Expression,
): Expression | undefined {
  try {
    return new WrittenOut(text, written, template).whole();
  } catch (error) {
    if (error instanceof Unwritten) return undefined;
    throw error;
  }
}

class WrittenOut {
  #at = 0;
  #depth = 0;

  constructor(
    private readonly text: string,
    private readonly written: Written,
    private readonly template: (text: string) => Expression,
  ) {}

  whole(): Expression {
    const value = this.#value();
    this.#blank();
    if (this.#at < this.text.length) throw new Unwritten();
    return value;
  }

  #value(): Expression {
    if (++this.#depth > MAX_DEPTH) throw new Unwritten();
    this.#blank();
    const value = this.#any();
    this.#depth--;
    return value;
  }

  #any(): Expression {
    const call = this.#match(/([a-z]\w*)\s*\(/y);
    if (call) {
      const given = this.#items(')');
      return { kind: 'call', name: call[1] ?? '', given, spread: false };
    }
    switch (this.text.charAt(this.#at)) {
      case '"':
        return this.template(this.#string());
      case '[':
        this.#at++;
        return { kind: 'list', items: this.#items(']'), written: this.written };
      case '{':
        this.#at++;
        return { kind: 'object', entries: this.#entries(), written: this.written };
      default:
        return this.#word();
    }
  }

  #word(): Expression {
    const plain = this.#match(/(?:true|false|null)(?![\w.-])|-?\d+(?:\.\d+)?/y);
    if (plain) return { kind: 'literal', value: JSON.parse(plain[0]) as unknown };
    const name = this.#match(/[A-Za-z_][\w-]*/y);
    if (!name) throw new Unwritten();
    let value: Expression = { kind: 'name', name: name[0] };
    for (;;) {
      const step = this.#match(/\.([A-Za-z_][\w-]*)|\.(\d+)|\[/y);
      if (!step) return value;
      if (step[1] !== undefined) value = { kind: 'attribute', of: value, name: step[1] };
      else {
        const index: Expression = step[2] === undefined ? this.#value() : { kind: 'literal', value: Number(step[2]) };
        if (step[2] === undefined) this.#expect(']');
        value = { kind: 'index', of: value, index };
      }
    }
  }

  #string(): string {
    let end = this.#at + 1;
    for (let depth = 0; ; end++) {
      if (end >= this.text.length) throw new Unwritten();
      if (this.text.startsWith('${', end)) depth++;
      else if (depth > 0 && this.text.charAt(end) === '}') depth--;
      else if (this.text.charAt(end) === '\\') end++;
      else if (depth === 0 && this.text.charAt(end) === '"') break;
    }
    const raw = this.text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return raw.replace(/\\(.)/g, (_whole, character: string) => ESCAPES[character] ?? character);
  }

  #items(end: string): Expression[] {
    const items: Expression[] = [];
    while (!this.#takes(end)) {
      items.push(this.#value());
      if (!this.#takes(',')) {
        this.#expect(end);
        break;
      }
    }
    return items;
  }

  #entries(): (readonly [Expression, Expression])[] {
    const entries: (readonly [Expression, Expression])[] = [];
    while (!this.#takes('}')) {
      const key = this.#key();
      if (!this.#takes('=') && !this.#takes(':')) throw new Unwritten();
      entries.push([key, this.#value()]);
      this.#takes(',');
    }
    return entries;
  }

  #key(): Expression {
    this.#blank();
    if (this.text.charAt(this.#at) === '"') return this.template(this.#string());
    const match = this.#match(/[\w-]+/y);
    if (!match) throw new Unwritten();
    return { kind: 'literal', value: match[0] };
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match) this.#at += match[0].length;
    return match ?? undefined;
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
