import { registered } from '../core/values/registered';
import { type Answer, type Answers, type Look, type Renderer } from './renderer';
import { HTML } from './renderers/html';
import { JSON_RENDERER } from './renderers/json';
import { MARKDOWN } from './renderers/markdown';
import { MERMAID } from './renderers/mermaid';
import { SARIF } from './renderers/sarif';
import { SVG } from './renderers/svg';
import { TEXT } from './renderers/text';

/** The formats of output; the first is the default. */
export const RENDERERS: readonly Renderer[] = [TEXT, JSON_RENDERER, SARIF, MARKDOWN, MERMAID, SVG, HTML];

const BY_NAME = registered('report format', RENDERERS, ({ name }) => name);

/** The names of the formats that can print at least one of these kinds of answers. */
export function formatsOf(...answers: readonly Answer[]): readonly string[] {
  return RENDERERS.filter(({ prints }) => answers.some((answer) => prints[answer])).map(({ name }) => name);
}

/** An answer printed in a format; undefined when the format cannot print that kind. */
export function rendered<A extends Answer>(
  format: string,
  kind: A,
  answer: Answers[A],
  look: Look,
): string | undefined {
  return BY_NAME.get(format)?.prints[kind]?.(answer, look);
}
