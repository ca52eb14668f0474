import { type Expression, type TemplatePart } from './expression';

/** A step of a template as it is read: a text, or what stands between `${` or `%{` and the closing brace. */
export type TemplateToken =
  /** At most one line, its escapes taken out. */
  | { readonly kind: 'text'; text: string }
  | (Marks &
      (
        | { readonly kind: 'value'; readonly expression: Expression }
        | { readonly kind: 'if'; readonly condition: Expression }
        | { readonly kind: 'for'; readonly names: readonly string[]; readonly in: Expression }
        | { readonly kind: 'else' | 'end' }
      ));

/** Whether blanks before and after are taken away: `${~ x ~}`. */
interface Marks {
  readonly before: boolean;
  readonly after: boolean;
}

/** The lines of a text, each with the line break that ends it. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** The parts of a template. What a mark takes away ends with the line. */
export function partsOfTemplate(tokens: readonly TemplateToken[], isIndented: boolean): TemplatePart[] {
  trim(tokens);
  if (isIndented) takeIndentation(tokens);
  return new Nesting(tokens).parts();
}

function trim(tokens: readonly TemplateToken[]): void {
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'text') continue;
    const [before, after] = [tokens[index - 1], tokens[index + 1]];
    if (token.after && after?.kind === 'text') after.text = after.text.trimStart();
    if (token.before && before?.kind === 'text') before.text = before.text.trimEnd();
  }
}

/** Takes away what all lines of a text behind `<<-` are indented by. Blank lines do not count, and stay as they are. */
function takeIndentation(tokens: readonly TemplateToken[]): void {
  const starts: (TemplateToken & { kind: 'text' })[] = [];
  let least = Infinity;
  let isStart = true;
  for (const token of tokens) {
    if (isStart) {
      const text = token.kind === 'text' ? token.text : '';
      if (token.kind !== 'text') least = 0;
      else if (text.trim() !== '' || !text.endsWith('\n')) {
        least = Math.min(least, text.length - text.trimStart().length);
        starts.push(token);
      }
    }
    isStart = token.kind === 'text' && token.text.endsWith('\n');
  }
  for (const token of starts) token.text = token.text.slice(least);
}

/** Puts what stands between `for` or `if` and its end into it. */
class Nesting {
  #at = 0;

  constructor(private readonly tokens: readonly TemplateToken[]) {}

  parts(): TemplatePart[] {
    const parts: TemplatePart[] = [];
    for (; this.#at < this.tokens.length; this.#at++) {
      const token = this.tokens[this.#at];
      if (!token) break;
      switch (token.kind) {
        case 'text':
          add(parts, token.text);
          break;
        case 'value':
          parts.push({ kind: 'value', expression: token.expression });
          break;
        case 'for':
          parts.push({ kind: 'for', names: token.names, in: token.in, parts: this.#inside() });
          break;
        case 'if': {
          const then = this.#inside();
          const otherwise = this.tokens[this.#at]?.kind === 'else' ? this.#inside() : [];
          parts.push({ kind: 'if', condition: token.condition, then, otherwise });
          break;
        }
        case 'else': // they end the part around it
        case 'end':
          return parts;
      }
    }
    return parts;
  }

  #inside(): TemplatePart[] {
    this.#at++;
    return this.parts();
  }
}

function add(parts: TemplatePart[], text: string): void {
  const last = parts.at(-1);
  if (typeof last === 'string') parts[parts.length - 1] = last + text;
  else if (text !== '') parts.push(text);
}

/** A template of nothing but text is the text; one of a lone expression is its value. */
export function asExpression(parts: readonly TemplatePart[]): Expression {
  const [only] = parts;
  if (only === undefined) return { kind: 'literal', value: '' };
  if (parts.length > 1) return { kind: 'template', parts };
  if (typeof only === 'string') return { kind: 'literal', value: only };
  return only.kind === 'value' ? only.expression : { kind: 'template', parts };
}
