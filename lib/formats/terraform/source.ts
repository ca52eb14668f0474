import { type Place } from '../../core/values/place';
import { Unknown, type Knowable } from '../../core/values/unknown';
import { isData, Reference, type Data, type Source } from '../field';
import { type Problem, type UnknownPart } from '../reading';
import { type Copy } from './copies';
import { isLiteral, literal } from './literal';

/** Marks a value of a plan that the apply decides, with the resources that it comes from. */
export class AfterApply {
  constructor(readonly references: readonly string[]) {}
}

/** A resource or data source of the input. */
export interface Block {
  readonly type: string;
  readonly name: string;
  /** The one of all modules and copies, such as `module.net["a"].docker_network.isolated[0]`. */
  readonly address: string;
  /** The address of its module, empty for the root. References are to what is in the same one. */
  readonly module: string;
  readonly isData: boolean;
  readonly body: Data;
  /** `docker`, or `docker.remote` with an alias. */
  readonly provider: string;
  readonly place: Place;
  /** Undefined when how many copies there are is decided later: then it stands for all of them. */
  readonly copy: Copy | undefined;
}

/** What the blocks of one configuration refer to. */
export interface Names {
  /** By address. */
  readonly blocks: ReadonlyMap<string, Block>;
  /** The copies of a resource by the address without the index of a copy. */
  readonly copies: ReadonlyMap<string, readonly Block[]>;
  /** By the id that a resource already has. */
  readonly made: ReadonlyMap<string, Block>;
  readonly variables: Data;
  readonly locals: Data;
}

/** Whose values are read. */
interface Within {
  readonly source: TerraformSource;
  readonly block: Block;
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
  readonly #nesting: { depth: number };

  constructor(
    readonly names: Names,
    private readonly within?: Within,
  ) {
    const outer = within?.source;
    this.unknown = outer?.unknown ?? [];
    this.problems = outer?.problems ?? [];
    this.#nesting = outer ? outer.#nesting : { depth: 0 };
  }

  /** The same for the values of a resource. */
  of(block: Block): TerraformSource {
    return new TerraformSource(this.names, { source: this, block });
  }

  /** Like {@link of}, for resources whose provider takes empty texts and lists for left out. */
  ofFilled(block: Block): TerraformSource {
    return new TerraformSource(this.names, { source: this, block, emptyIsLeftOut: true });
  }

  spell(name: string): string {
    return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  resolve(raw: unknown): unknown {
    const value = this.#resolve(raw);
    if (this.within?.emptyIsLeftOut !== true) return value;
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
    // what is the same for each copy has the same text in each copy
    if (value instanceof Unknown) return typeof raw === 'string' && !/\b(?:each|count)\./.test(raw) ? raw : value;
    return typeof value === 'number' ? String(value) : new Unknown('it is not a name');
  }

  /** The value of an expression, without the braces. */
  evaluate(expression: string): unknown {
    const text = expression.trim();
    if (this.#nesting.depth >= MAX_DEPTH) return new Unknown(`references are nested deeper than ${MAX_DEPTH}`);
    this.#nesting.depth++;
    try {
      if (isLiteral(text)) return literal(text, (inner) => this.resolve(inner)) ?? this.#later(text);
      const steps = stepsOf(text);
      return steps ? this.#traverse(steps, text) : this.#later(text);
    } finally {
      this.#nesting.depth--;
    }
  }

  #traverse(steps: readonly Step[], text: string): unknown {
    const root = steps[0]?.name;
    const name = steps[1]?.name ?? '';
    if (root === 'var' || root === 'local') {
      // of the root: what a module is given stands nowhere in a plan
      const all = root === 'var' ? this.names.variables : this.names.locals;
      const values = this.#module === '' ? all : {};
      const value = this.#inside(values, steps.slice(1));
      if (value !== undefined) return value;
      return new Unknown(root === 'var' ? `variable ${name} has no value` : `${text} is worked out by Terraform`);
    }
    if (root === 'count' || root === 'each') return this.#ofCopy(steps) ?? this.#later(text);
    const count = root === 'data' ? 3 : 2;
    const block = this.#block(steps.slice(0, count));
    if (!block) return this.#later(text);
    const attribute = steps
      .slice(count)
      .map((step) => step.name)
      .join('.');
    const own = attribute !== '' && Object.hasOwn(block.body, attribute) ? block.body[attribute] : undefined;
    const known = own === undefined || own instanceof AfterApply ? undefined : this.of(block).#resolve(own);
    if (typeof known === 'string' || typeof known === 'number' || typeof known === 'boolean') return known;
    return new Reference(block.address, attribute === '' ? undefined : attribute, block.body, block);
  }

  /** What an object holds under the names of some steps. */
  #inside(data: unknown, steps: readonly Step[]): unknown {
    let value = data;
    for (const { name } of steps)
      value = isData(value) && Object.hasOwn(value, name) ? this.#resolve(value[name]) : undefined;
    return value;
  }

  /** What `count.index`, `each.key` or `each.value` is in the copy whose values are read. */
  #ofCopy([root, ...steps]: readonly Step[]): unknown {
    const copy = this.within?.block.copy;
    return this.#inside(root?.name === 'count' ? copy?.count : copy?.each, steps);
  }

  get #module(): string {
    return this.within?.block.module ?? '';
  }

  /** What a reference means where it stands: an only copy is meant without its index as well. */
  #block(steps: readonly Step[]): Block | undefined {
    const { blocks, copies } = this.names;
    const path = steps.map((step) => step.name).join('.');
    const resource = this.#module === '' ? path : `${this.#module}.${path}`;
    const index = this.#index(steps.at(-1)?.index);
    if (index !== undefined) return blocks.get(resource + index) ?? uncounted(blocks.get(resource));
    const all = copies.get(resource) ?? [];
    return all.length === 1 ? all[0] : undefined;
  }

  /** The index of a copy as addresses write it. */
  #index(written: string | undefined): string | undefined {
    if (written === undefined || /^\[[\d"]/.test(written)) return written;
    const value = this.evaluate(written.slice(1, -1));
    return typeof value === 'string' || typeof value === 'number' ? `[${JSON.stringify(value)}]` : written;
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

  /** What decides the value where that is one resource; an expression over several says no more than that it has several. */
  #afterApply({ references }: AfterApply): unknown {
    let found: Reference | undefined;
    for (const reference of references) {
      // beside each reference stand those to what it is a part of
      if (references.some((other) => other.startsWith(`${reference}.`) || other.startsWith(`${reference}[`))) continue;
      if (/^(?:count|each)\./.test(reference)) continue;
      const value = this.evaluate(reference);
      if (value instanceof Unknown) return new Unknown('known after apply');
      if (!(value instanceof Reference)) continue;
      if (found && found.id !== value.id) return new Unknown('known after apply');
      found ??= value;
    }
    return found ?? new Unknown('known after apply');
  }

  #later(expression: string): Unknown {
    return new Unknown(`${expression} is worked out by Terraform`);
  }
}

/** Keys by the names of the ECS API, to begin with those that are not the same in snake case. */
const KEYS = new Map([
  ['loadBalancers', 'load_balancer'],
  ['placementStrategies', 'ordered_placement_strategy'],
]);

/** A part of a reference: `net["a"]`. */
interface Step {
  readonly name: string;
  /** As written, in its brackets. */
  readonly index: string | undefined;
}

/** The parts of a reference such as `module.net["a"].id`; undefined for any other expression. */
function stepsOf(text: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (const part of text.match(/(?:\[[^\]]*\]|[^.[])+/g) ?? []) {
    const match = /^([\w-]+)(\[(?:\d+|"[^"]*"|each\.[\w.]+|count\.index)\])?$/.exec(part);
    if (match?.[1] === undefined) return undefined;
    steps.push({ name: match[1], index: match[2] });
  }
  return steps;
}

/** A resource whose number of copies is not known stands for each of them. */
function uncounted(block: Block | undefined): Block | undefined {
  return block && !block.copy ? block : undefined;
}

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

/** The block that a reference of this format is to. */
export function blockOf(reference: Reference | undefined): Block | undefined {
  return reference?.scope as Block | undefined;
}
