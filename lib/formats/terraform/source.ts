import { Unknown, type Knowable, type Place } from '../../core';
import { isData, Reference, type Data, type Source } from '../field';
import { type Problem, type UnknownPart } from '../reading';
import { isLiteral, literal } from './literal';

/** Marks a value of a plan that the apply decides, with the resources that it comes from. */
export class AfterApply {
  constructor(readonly references: readonly string[]) {}
}

/** A resource or data source of the input. */
export interface Block {
  readonly type: string;
  readonly name: string;
  /** As references write it, such as `docker_network.isolated`. */
  readonly address: string;
  readonly isData: boolean;
  readonly body: Data;
  /** `docker`, or `docker.remote` with an alias. */
  readonly provider: string;
  readonly place: Place;
  /** False when how often it exists is decided later. */
  readonly certain: boolean;
}

/** What the blocks of one configuration refer to. */
export interface Names {
  readonly blocks: ReadonlyMap<string, Block>;
  readonly variables: Data;
  readonly locals: Data;
}

interface SourceOptions {
  readonly unknown?: UnknownPart[];
  readonly problems?: Problem[];
  /** Whether the provider takes empty texts and lists for left out. @default false */
  readonly emptyIsLeftOut?: boolean;
}

const MAX_DEPTH = 32;

/** Terraform's JSON: texts hold `${references}`, names are in snake case, a single block may stand for a list. */
export class TerraformSource implements Source {
  readonly unknown: UnknownPart[];
  readonly problems: Problem[];
  readonly blocks = true;
  readonly interpolates = true;
  readonly keys = KEYS;
  hop = '';
  readonly #emptyIsLeftOut: boolean;
  #depth = 0;

  constructor(
    private readonly names: Names,
    { unknown = [], problems = [], emptyIsLeftOut = false }: SourceOptions = {},
  ) {
    this.unknown = unknown;
    this.problems = problems;
    this.#emptyIsLeftOut = emptyIsLeftOut;
  }

  /** The same for resources whose provider takes empty texts and lists for left out. */
  withEmptyLeftOut(): TerraformSource {
    return new TerraformSource(this.names, { ...this, emptyIsLeftOut: true });
  }

  spell(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  resolve(raw: unknown): unknown {
    const value = this.#resolve(raw);
    if (!this.#emptyIsLeftOut) return value;
    return value === '' || (Array.isArray(value) && value.length === 0) ? undefined : value;
  }

  #resolve(raw: unknown): unknown {
    if (typeof raw === 'string') return raw.includes('${') ? this.#template(raw) : raw;
    if (raw instanceof AfterApply) return this.#afterApply(raw);
    return raw ?? undefined;
  }

  identify(raw: unknown): Knowable<string> | undefined {
    const value = this.resolve(raw);
    if (typeof value === 'string' || value === undefined) return value;
    if (value instanceof Reference) return value.id;
    if (value instanceof Unknown) return typeof raw === 'string' ? raw : value;
    return typeof value === 'number' ? String(value) : new Unknown('it is not a name');
  }

  /** The value of an expression, without the braces. */
  evaluate(expression: string): unknown {
    const text = expression.trim();
    if (this.#depth >= MAX_DEPTH) return new Unknown(`references are nested deeper than ${MAX_DEPTH}`);
    this.#depth++;
    try {
      if (isLiteral(text)) return literal(text, (inner) => this.resolve(inner)) ?? this.#later(text);
      const steps = text.split('.');
      if (!steps.every((step) => /^[\w-]+(?:\[(?:\d+|"[^"]*")\])?$/.test(step))) return this.#later(text);
      return this.#traverse(steps, text);
    } finally {
      this.#depth--;
    }
  }

  #traverse(steps: readonly string[], text: string): unknown {
    const [root = '', name = ''] = steps;
    if (root === 'var' || root === 'local') {
      const values = root === 'var' ? this.names.variables : this.names.locals;
      let value = Object.hasOwn(values, name) ? this.#resolve(values[name]) : undefined;
      for (const step of steps.slice(2))
        value = isData(value) && Object.hasOwn(value, step) ? this.#resolve(value[step]) : undefined;
      if (value !== undefined) return value;
      return new Unknown(root === 'var' ? `variable ${name} has no value` : `${text} is worked out by Terraform`);
    }
    const plain = steps.map((step) => step.replace(/\[.*\]$/, ''));
    const count = root === 'data' ? 3 : 2;
    const block = this.names.blocks.get(plain.slice(0, count).join('.'));
    if (!block) return this.#later(text);
    const attribute = plain.slice(count).join('.');
    const own = attribute !== '' && Object.hasOwn(block.body, attribute) ? block.body[attribute] : undefined;
    const known = own === undefined || own instanceof AfterApply ? undefined : this.#resolve(own);
    if (typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean') return known;
    return new Reference(block.address, attribute === '' ? undefined : attribute, block.body, block);
  }

  #template(text: string): unknown {
    const parts = expressionsOf(text);
    const [only] = parts;
    if (parts.length === 1 && only?.expression !== undefined) return this.evaluate(only.expression);
    let result = '';
    for (const { text: plain, expression } of parts) {
      const value = expression === undefined ? plain : this.evaluate(expression);
      if (value instanceof Unknown) return value;
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
        return this.#later(expression ?? plain);
      result += String(value);
    }
    return result;
  }

  #afterApply({ references }: AfterApply): unknown {
    for (const reference of references) {
      const value = this.evaluate(reference);
      if (value instanceof Reference) return value;
    }
    return new Unknown('known after apply');
  }

  #later(expression: string): Unknown {
    return new Unknown(`${expression} is worked out by Terraform`);
  }
}

const KEYS = new Map<string, string>();

/** Takes a text apart at its `${expressions}`; `$${` is a plain `${`. */
export function expressionsOf(text: string): { readonly text: string; readonly expression?: string }[] {
  const parts: { text: string; expression?: string }[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    if (text.startsWith('$${', at)) {
      plain += '${';
      at += 3;
    } else if (text.startsWith('${', at)) {
      const end = endOfExpression(text, at + 2);
      if (plain !== '') parts.push({ text: plain });
      plain = '';
      parts.push({ text: text.slice(at, end + 1), expression: text.slice(at + 2, end) });
      at = end + 1;
    } else plain += text.charAt(at++);
  }
  if (plain !== '' || parts.length === 0) parts.push({ text: plain });
  return parts;
}

/** The closing brace of an expression, braces and texts inside of it skipped. */
function endOfExpression(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (quoted && character === '\\') at++;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '{') depth++;
    else if (character === '}' && depth-- === 0) return at;
  }
  return text.length;
}

/** The text of a value; what the value refers to by its id counts as that thing's name where `nameOf` knows it. */
export function nameOr(
  value: unknown,
  nameOf: (reference: Reference) => Knowable<string> | undefined,
): Knowable<string> | undefined {
  if (value instanceof Reference) return nameOf(value) ?? new Unknown(`${value.id} is decided when Terraform applies`);
  if (typeof value === 'string' || value === undefined) return value;
  if (value instanceof Unknown) return value;
  return typeof value === 'number' ? String(value) : new Unknown('it is not a name');
}
