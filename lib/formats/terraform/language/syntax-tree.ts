import { escaped } from '../../../core/values/place';
import { NULL, type BlockSyntax, type Body, type Expression, type SplatStep } from './expression';
import { type SyntaxNode } from './parser';
import { asExpression, linesOf, partsOfTemplate, type TemplateToken } from './template';
import { unescapedQuoted, unescapedTemplate } from './text';

/** A mistake in the syntax of a text. */
export interface SyntaxProblem {
  readonly pointer: string;
  readonly message: string;
}

const MAX_DEPTH = 200;

/** Turns a syntax tree into bodies and expressions, and remembers where they stand. */
export class SyntaxReader {
  /** Offsets by pointer. */
  readonly positions = new Map<string, number>();
  readonly problems: SyntaxProblem[] = [];
  #depth = 0;

  constructor(
    private readonly text: string,
    private readonly file: string | undefined,
    /** Where the text stands; undefined: it is a file. */
    private readonly inside?: string,
    /** Where in its file the text begins. */
    private readonly from = 0,
  ) {}

  /** The body of a file. */
  body(root: SyntaxNode): Body {
    this.#noteProblems(root);
    const body = partsOf(root).find(({ type }) => type === 'body');
    return this.#body(body, '');
  }

  /** The expression of an only attribute. */
  only(root: SyntaxNode): Expression {
    if (root.hasError) return { kind: 'unread', why: 'it is not an expression' };
    const body = partsOf(root).find(({ type }) => type === 'body');
    const value = body && partsOf(body).map((attribute) => partsOf(attribute)[1])[0];
    return value?.type === 'expression' ? this.#expression(value, this.inside ?? '') : NULL;
  }

  #noteProblems(node: SyntaxNode): void {
    if (!node.hasError || this.problems.length >= MAX_PROBLEMS) return;
    if (node.isMissing) {
      const what = MISSING[node.type] ?? JSON.stringify(node.type);
      this.#problem(node.startIndex, `expected ${what}, got ${this.#there(node.startIndex)}`);
      return;
    }
    if (node.isError) {
      this.#problem(node.startIndex, `this is not Terraform's syntax: ${this.#there(node.startIndex)}`);
      return;
    }
    for (const child of node.children) this.#noteProblems(child);
  }

  #problem(offset: number, message: string): void {
    const pointer = `/(syntax at ${this.from + offset})`;
    this.positions.set(pointer, this.from + offset);
    this.problems.push({ pointer, message });
  }

  #there(offset: number): string {
    const line = this.text.slice(offset, offset + 24).split('\n')[0] ?? '';
    return line.trim() === '' ? 'the end of the line' : JSON.stringify(line);
  }

  #body(node: SyntaxNode | undefined, pointer: string): Body {
    const attributes = new Map<string, Expression>();
    const blocks: BlockSyntax[] = [];
    const counts = new Map<string, number>();
    for (const part of node ? partsOf(node) : []) {
      if (part.type === 'attribute') {
        const [name, value] = partsOf(part);
        if (!name || value?.type !== 'expression') continue;
        const here = `${pointer}/${escaped(name.text)}`;
        this.#note(here, name);
        attributes.set(name.text, this.#expression(value, here));
      } else if (part.type === 'block') blocks.push(this.#block(part, pointer, counts));
    }
    return { attributes, blocks, written: { file: this.file, pointer } };
  }

  #block(node: SyntaxNode, pointer: string, counts: Map<string, number>): BlockSyntax {
    const [first, ...rest] = partsOf(node);
    const type = first?.text ?? '';
    const labels = rest
      .filter((part) => part.type === 'string_lit' || part.type === 'identifier')
      .map((part) => (part.type === 'identifier' ? part.text : this.#quoted(part)));
    const body = rest.find((part) => part.type === 'body');
    // blocks of a configuration are found by their names, those inside of one by their number
    const steps = pointer === '' && type !== 'locals' ? labels : [];
    let here = pointer;
    for (const step of [type, ...steps]) {
      here += `/${escaped(step)}`;
      this.#note(here, node);
    }
    if (pointer !== '') {
      const key = [type, ...labels].join(' ');
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      if (count === 0) this.#note(here, node);
      here = `${here}${labels.map((label) => `/${escaped(label)}`).join('')}/${count}`;
    }
    this.#note(here, node);
    return { type, labels, body: this.#body(body, here) };
  }

  #note(pointer: string, node: SyntaxNode): void {
    if (!this.positions.has(pointer)) this.positions.set(pointer, this.from + node.startIndex);
  }

  #quoted(node: SyntaxNode): string {
    return unescapedQuoted(this.text.slice(node.startIndex + 1, Math.max(node.endIndex - 1, node.startIndex + 1)));
  }

  #expression(node: SyntaxNode, pointer: string): Expression {
    return this.#term(partsOf(node), pointer);
  }

  /** A term with what stands behind it: names, indexes and splats. */
  #term(nodes: readonly SyntaxNode[], pointer: string): Expression {
    if (++this.#depth > MAX_DEPTH) {
      this.#depth--;
      return { kind: 'unread', why: `expressions are nested deeper than ${MAX_DEPTH}` };
    }
    try {
      const [first, ...behind] = nodes;
      if (!first) return NULL;
      let value = this.#base(first, pointer);
      for (const node of behind) value = this.#behind(value, node, pointer);
      return value;
    } finally {
      this.#depth--;
    }
  }

  #behind(value: Expression, node: SyntaxNode, pointer: string): Expression {
    if (node.type === 'splat') return { kind: 'splat', of: value, steps: this.#steps(node, pointer) };
    const [step] = this.#stepOf(node, pointer);
    if (!step) return value;
    return 'name' in step
      ? { kind: 'attribute', of: value, name: step.name }
      : { kind: 'index', of: value, index: step.index };
  }

  #steps(splat: SyntaxNode, pointer: string): SplatStep[] {
    const [kind] = partsOf(splat);
    return kind ? partsOf(kind).flatMap((node) => this.#stepOf(node, pointer)) : [];
  }

  #stepOf(node: SyntaxNode, pointer: string): SplatStep[] {
    const [inner] = partsOf(node);
    if (node.type === 'get_attr' && inner) return [{ name: inner.text }];
    if (node.type !== 'index' || !inner) return [];
    if (inner.type === 'legacy_index')
      return [{ index: { kind: 'literal', value: Number(inner.text.slice(1).trim()) } }];
    const [index] = partsOf(inner);
    return index ? [{ index: this.#expression(index, pointer) }] : [];
  }

  #base(node: SyntaxNode, pointer: string): Expression {
    const [inner] = partsOf(node);
    switch (node.type) {
      case 'expression': // in parentheses
        return this.#expression(node, pointer);
      case 'literal_value':
        return inner ? this.#literal(inner) : NULL;
      case 'template_expr':
        return inner ? this.#template(inner, pointer) : NULL;
      case 'collection_value':
        return inner?.type === 'tuple' ? this.#list(inner, pointer) : inner ? this.#object(inner, pointer) : NULL;
      case 'variable_expr':
        return { kind: 'name', name: node.text };
      case 'function_call':
        return this.#call(node, pointer);
      case 'for_expr':
        return inner ? this.#for(inner, pointer) : NULL;
      case 'operation':
        return inner ? this.#operation(inner, pointer) : NULL;
      case 'conditional':
        return this.#conditional(node, pointer);
      default:
        return { kind: 'unread', why: 'it is not an expression' };
    }
  }

  /** `a ? b : c ? d : e` means `a ? b : (c ? d : e)`; its tree has the first one inside of the second one's condition. */
  #conditional(node: SyntaxNode, pointer: string): Expression {
    const choices: (readonly [SyntaxNode | undefined, SyntaxNode | undefined])[] = [];
    let condition: SyntaxNode | undefined;
    for (let inner: SyntaxNode | undefined = node; inner;) {
      const [first, then, otherwise]: (SyntaxNode | undefined)[] = partsOf(inner);
      choices.unshift([then, otherwise]);
      condition = first;
      const parts: readonly SyntaxNode[] = first ? partsOf(first) : [];
      inner = parts.length === 1 && parts[0]?.type === 'conditional' ? parts[0] : undefined;
    }
    const read = (part: SyntaxNode | undefined): Expression => (part ? this.#expression(part, pointer) : NULL);
    let last = read(choices.at(-1)?.[1]);
    for (let index = choices.length - 1; index >= 0; index--) {
      const own = index === 0 ? condition : choices[index - 1]?.[1];
      last = { kind: 'conditional', condition: read(own), then: read(choices[index]?.[0]), otherwise: last };
    }
    return last;
  }

  #literal(node: SyntaxNode): Expression {
    switch (node.type) {
      case 'string_lit':
        return { kind: 'literal', value: this.#quoted(node) };
      case 'numeric_lit':
        return numberOf(this.text.slice(node.startIndex, node.endIndex));
      case 'bool_lit':
        return { kind: 'literal', value: node.text === 'true' };
      default:
        return NULL;
    }
  }

  #list(node: SyntaxNode, pointer: string): Expression {
    const nodes = partsOf(node).filter(({ type }) => type === 'expression');
    const items = nodes.map((item, index) => {
      const here = `${pointer}/${index}`;
      this.#note(here, item);
      return this.#expression(item, here);
    });
    const [only] = items;
    const isWrapped = only !== undefined && nodes.length === 1 && nodes[0]?.text.startsWith('"${') === true && only.kind !== 'template'; // prettier-ignore
    return { kind: 'list', items, written: { file: this.file, pointer }, ...(isWrapped && { isWrapped }) };
  }

  #object(node: SyntaxNode, pointer: string): Expression {
    const entries: (readonly [Expression, Expression])[] = [];
    for (const element of partsOf(node)) {
      if (element.type !== 'object_elem') continue;
      const [key, value] = partsOf(element);
      if (!key || !value) continue;
      const name = this.#key(key, pointer);
      const here = `${pointer}/${name.kind === 'literal' ? escaped(String(name.value)) : `(${entries.length})`}`;
      this.#note(here, element);
      entries.push([name, this.#expression(value, here)]);
    }
    return { kind: 'object', entries, written: { file: this.file, pointer } };
  }

  /** A key: a bare word is its own name. */
  #key(node: SyntaxNode, pointer: string): Expression {
    const parts = partsOf(node);
    const [only] = parts;
    const isWord = only?.type === 'variable_expr' || only?.text === 'null';
    if (parts.length === 1 && only && isWord) return { kind: 'literal', value: only.text };
    return this.#expression(node, pointer);
  }

  #call(node: SyntaxNode, pointer: string): Expression {
    const [name, list] = partsOf(node);
    const parts = list ? partsOf(list) : [];
    const given = parts
      .filter(({ type }) => type === 'expression')
      .map((part, index) => {
        // what is turned into a text stands where the text stands
        const here = TRANSPARENT.has(name?.text ?? '') ? pointer : `${pointer}/${name?.text}(${index})`;
        if (here !== pointer) this.#note(here, part);
        return this.#expression(part, here);
      });
    return { kind: 'call', name: name?.text ?? '', given, spread: parts.some(({ type }) => type === 'ellipsis') };
  }

  #for(node: SyntaxNode, pointer: string): Expression {
    const parts = partsOf(node);
    const { names, from } = this.#intro(
      parts.find(({ type }) => type === 'for_intro'),
      pointer,
    );
    const results = parts
      .filter(({ type }) => type === 'expression')
      .map((part, index) => {
        const here = `${pointer}/for(${index})`;
        this.#note(here, part);
        return this.#expression(part, here);
      });
    const condition = parts.find(({ type }) => type === 'for_cond');
    const [test] = condition ? partsOf(condition) : [];
    const isObject = node.type === 'for_object_expr';
    return {
      kind: 'for',
      names,
      in: from,
      key: isObject ? results[0] : undefined,
      value: (isObject ? results[1] : results[0]) ?? NULL,
      grouped: parts.some(({ type }) => type === 'ellipsis'),
      if: test && this.#expression(test, pointer),
      written: { file: this.file, pointer },
    };
  }

  #intro(node: SyntaxNode | undefined, pointer: string): { names: readonly string[]; from: Expression } {
    const parts = node ? partsOf(node) : [];
    const from = parts.find(({ type }) => type === 'expression');
    return {
      names: parts.filter(({ type }) => type === 'identifier').map(({ text }) => text),
      from: from ? this.#expression(from, pointer) : NULL,
    };
  }

  #operation(node: SyntaxNode, pointer: string): Expression {
    const all = node.children.filter(({ type }) => type !== 'comment');
    if (node.type === 'unary_operation') {
      const [operator, ...operand] = all;
      return { kind: 'unary', operator: operator?.type ?? '', operand: this.#term(named(operand), pointer) };
    }
    const at = all.findIndex(({ type, isNamed }) => !isNamed && OPERATORS.has(type));
    return {
      kind: 'binary',
      operator: all[at]?.type ?? '',
      left: this.#term(named(all.slice(0, at)), pointer),
      right: this.#term(named(all.slice(at + 1)), pointer),
    };
  }

  #template(node: SyntaxNode, pointer: string): Expression {
    if (node.type === 'quoted_template') {
      const end = node.children.at(-1);
      const to = end?.type === 'quoted_template_end' ? end.startIndex : node.endIndex;
      return asExpression(
        partsOfTemplate(this.#tokens(node, node.startIndex + 1, to, pointer, unescapedQuoted), false),
      );
    }
    const identifiers = node.children.filter(({ type }) => type === 'heredoc_identifier');
    const [open, close] = identifiers;
    const from = this.text.indexOf('\n', open?.endIndex ?? node.startIndex) + 1;
    const to = this.text.lastIndexOf('\n', close ? close.startIndex : node.endIndex) + 1;
    const tokens = this.#tokens(node, from, Math.max(from, to), pointer, unescapedTemplate);
    const isIndented = node.children.some(({ type, text }) => type === 'heredoc_start' && text === '<<-');
    return asExpression(partsOfTemplate(tokens, isIndented));
  }

  /** A template step by step. What stands between its expressions is text, blanks too. */
  #tokens(
    node: SyntaxNode,
    from: number,
    to: number,
    pointer: string,
    unescaped: (text: string) => string,
  ): TemplateToken[] {
    const tokens: TemplateToken[] = [];
    let at = from;
    const plain = (end: number): void => {
      const raw = this.text.slice(at, Math.max(at, end));
      for (const line of linesOf(raw)) tokens.push({ kind: 'text', text: unescaped(line) });
    };
    for (const mark of marksOf(node)) {
      plain(mark.startIndex);
      const token = this.#token(mark, pointer);
      if (token) tokens.push(token);
      at = mark.endIndex;
    }
    plain(to);
    return tokens;
  }

  #token(mark: SyntaxNode, pointer: string): TemplateToken | undefined {
    const edges = edgesOf(mark);
    const expression = partsOf(mark).find(({ type }) => type === 'expression');
    switch (mark.type) {
      case 'template_interpolation':
        return expression && { kind: 'value', expression: this.#expression(expression, pointer), ...edges };
      case 'template_for_start': {
        const { names, from } = this.#intro(mark, pointer);
        return { kind: 'for', names, in: from, ...edges };
      }
      case 'template_if_intro':
        return { kind: 'if', condition: expression ? this.#expression(expression, pointer) : NULL, ...edges };
      case 'template_else_intro':
        return { kind: 'else', ...edges };
      default:
        return { kind: 'end', ...edges };
    }
  }
}

function numberOf(text: string): Expression {
  const value = Number(text);
  const isExact = !/^\d{16,}$/.test(text) || BigInt(value) === BigInt(text);
  return isExact ? { kind: 'literal', value } : { kind: 'unread', why: `${text} has too many digits` };
}

const MAX_PROBLEMS = 20;

/** Functions whose argument is found by the pointer of the whole. */
const TRANSPARENT: ReadonlySet<string> = new Set(['jsonencode', 'tolist', 'toset', 'sensitive', 'nonsensitive']);

const OPERATORS: ReadonlySet<string> = new Set(['*', '/', '%', '+', '-', '>', '>=', '<', '<=', '==', '!=', '&&', '||']);

const MISSING: Readonly<Record<string, string>> = {
  quoted_template_end: 'a closing double quote',
  tuple_end: '"]"',
  object_end: '"}"',
  block_end: '"}"',
  template_interpolation_end: '"}"',
  identifier: 'a name',
  heredoc_identifier: 'the end of the text that << begins',
};

/** The named children without comments. */
function partsOf(node: SyntaxNode): SyntaxNode[] {
  return named(node.children);
}

function named(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  return nodes.filter((node) => node.isNamed && node.type !== 'comment');
}

/** Everything in a template that is no text, in its order: what a `for` or an `if` holds stands between its marks. */
function marksOf(node: SyntaxNode): SyntaxNode[] {
  return node.children.flatMap((child) => {
    if (MARKS.has(child.type)) return [child];
    return DIRECTIVES.has(child.type) ? marksOf(child) : [];
  });
}

const DIRECTIVES: ReadonlySet<string> = new Set(['template_directive', 'template_for', 'template_if']);

const MARKS: ReadonlySet<string> = new Set([
  ...['template_interpolation', 'template_for_start', 'template_for_end'],
  ...['template_if_intro', 'template_else_intro', 'template_if_end'],
]);

/** Whether blanks before and after are taken away: `${~ x ~}`. */
function edgesOf({ text }: SyntaxNode): { readonly before: boolean; readonly after: boolean } {
  return { before: text.charAt(2) === '~', after: text.charAt(text.length - 2) === '~' };
}
