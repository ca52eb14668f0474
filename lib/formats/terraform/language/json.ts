import { escaped } from '../../../core/values/place';
import { isData, type Data } from '../../../core/reading/field';
import { type BlockSyntax, type Body, type Expression, type TemplatePart, type Written } from './expression';
import { isParserLoaded, withTree } from './parser';
import { SyntaxReader } from './syntax-tree';
import { unescapedTemplate } from './text';
import { writtenOut } from './written-out';

const MAX_DEPTH = 200;

/** The body that an object of Terraform's JSON stands for. */
export function bodyOfJson(data: Data, written: Written, depth = 0): Body {
  const attributes = new Map<string, Expression>();
  const blocks: BlockSyntax[] = [];
  for (const [name, value] of Object.entries(data)) {
    if (name === '//') {
      attributes.set(name, { kind: 'literal', value });
      continue;
    }
    const here = step(written, name);
    const dynamic = name === 'dynamic' ? dynamicBlocks(value, here, depth) : undefined;
    if (dynamic) blocks.push(...dynamic);
    else attributes.set(name, expressionOfJson(value, here, depth + 1));
  }
  return { attributes, blocks, written };
}

/** Undefined: it is a key of that name in something else. */
function dynamicBlocks(value: unknown, written: Written, depth: number): BlockSyntax[] | undefined {
  const found: BlockSyntax[] = [];
  for (const [group, at] of itemsOf(value, written)) {
    for (const [kind, blocks] of Object.entries(group)) {
      for (const [block, here] of itemsOf(blocks, step(at, kind))) {
        if (!Object.hasOwn(block, 'content')) return undefined;
        found.push({ type: 'dynamic', labels: [kind], body: bodyOfJson(block, here, depth + 1) });
      }
    }
  }
  return found.length === 0 ? undefined : found;
}

/** The objects of a list, or a lone one. */
export function* itemsOf(value: unknown, written: Written): Generator<[Data, Written]> {
  if (isData(value)) yield [value, written];
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) if (isData(item)) yield [item, step(written, index)];
  }
}

export function step(written: Written, name: string | number): Written {
  return { file: written.file, pointer: `${written.pointer}/${escaped(name)}` };
}

/** The expression that a value of Terraform's JSON stands for: texts are templates. */
export function expressionOfJson(value: unknown, written: Written, depth = 0): Expression {
  if (depth > MAX_DEPTH) return { kind: 'unread', why: `values are nested deeper than ${MAX_DEPTH}` };
  if (typeof value === 'string') return templateOf(value, written);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, index) => expressionOfJson(item, step(written, index), depth + 1));
    return { kind: 'list', items, written };
  }
  if (!isData(value)) return { kind: 'literal', value: value ?? null };
  if (Object.hasOwn(value, 'dynamic')) return { kind: 'body', body: bodyOfJson(value, written, depth + 1) };
  const entries = Object.entries(value).map(
    ([name, item]) => [templateOf(name, written), expressionOfJson(item, step(written, name), depth + 1)] as const,
  );
  return { kind: 'object', entries, written };
}

/** The expression of a text with `${expressions}` in it. */
export function templateOf(text: string, written: Written): Expression {
  if (!text.includes('${') && !text.includes('%{')) return { kind: 'literal', value: text };
  return isParserLoaded() ? byParser(text, written) : withoutParser(text, written);
}

/** Turned into what the parser reads: between these lines a text stands for itself. */
function byParser(text: string, written: Written): Expression {
  const mark = text.includes('PORTWRIGHT') ? 'PORTWRIGHT_'.padEnd(text.length, 'T') : 'PORTWRIGHT';
  const file = `x = <<${mark}\n${text}\n${mark}\n`;
  const read = withTree(file, (root) => new SyntaxReader(file, written.file, written.pointer).only(root));
  return withoutLastLine(read ?? { kind: 'unread', why: 'it is not an expression' });
}

/** An expression by itself, such as the value of a variable on a command line. */
export function expressionOfText(text: string, written: Written): Expression {
  const file = `x = ${text}\n`;
  const read = withTree(file, (root) => new SyntaxReader(file, written.file, written.pointer).only(root));
  return read ?? writtenOut(text, written, (inner) => templateOf(inner, written)) ?? NEEDS_PARSER;
}

/** The line break that ends the last line belongs to the lines around the text. */
function withoutLastLine(expression: Expression): Expression {
  if (expression.kind === 'literal') {
    return { kind: 'literal', value: typeof expression.value === 'string' ? expression.value.slice(0, -1) : '' };
  }
  if (expression.kind !== 'template') return expression;
  const last = expression.parts.at(-1);
  if (typeof last !== 'string') return expression;
  const parts = [...expression.parts.slice(0, -1), ...(last === '\n' ? [] : [last.slice(0, -1)])];
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object' && only.kind === 'value') return only.expression;
  return { kind: 'template', parts };
}

const NEEDS_PARSER: Expression = {
  kind: 'unread',
  why: 'expressions like it are read after prepareInputs() only',
};

function withoutParser(text: string, written: Written): Expression {
  if (text.includes('%{')) return NEEDS_PARSER;
  const parts: TemplatePart[] = [];
  for (const { plain, expression } of pieces(text)) {
    if (plain !== '') parts.push(unescapedTemplate(plain));
    if (expression === undefined) continue;
    const read = writtenOut(expression, written, (inner) => templateOf(inner, written));
    parts.push({ kind: 'value', expression: read ?? NEEDS_PARSER });
  }
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object' && only.kind === 'value') return only.expression;
  return { kind: 'template', parts };
}

/** Takes a text apart at its `${expressions}`; `$${` is a plain `${`. */
function* pieces(text: string): Generator<{ readonly plain: string; readonly expression?: string }> {
  let from = 0;
  for (let at = 0; ;) {
    const start = text.indexOf('${', at);
    if (start < 0) break;
    if (text.charAt(start - 1) === '$') {
      at = start + 2;
      continue;
    }
    const end = endOfExpression(text, start + 2);
    yield { plain: text.slice(from, start), expression: text.slice(start + 2, end) };
    from = at = end + 1;
  }
  if (from < text.length) yield { plain: text.slice(from) };
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
