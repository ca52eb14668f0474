import { InputError, type Position } from '../../text/input-error';
import { Lines } from '../../text/lines';
import { type TextDocument } from '../../text/document';
import { escaped } from '../../../core/values/place';
import { AS_WRITTEN, stepsOf, type Spelling } from '../../text/pointer';
import { type Body } from './expression';
import { isParserLoaded, withTree } from './parser';
import { SyntaxReader, type SyntaxProblem } from './syntax-tree';

/** A file of Terraform's own language, parsed. */
export class HclFile {
  constructor(
    readonly body: Body,
    /** Mistakes in its syntax; what stands around them was read. */
    readonly problems: readonly SyntaxProblem[],
  ) {}
}

/** The text of a `.tf` or `.tfvars` file, with the places of its values. */
export class HclDocument implements TextDocument {
  readonly data: HclFile;
  readonly repeated: readonly string[] = [];
  readonly #positions: ReadonlyMap<string, number>;
  readonly #lines: Lines;

  /** @throws InputError when the parser is not loaded */
  constructor(
    text: string,
    readonly file: string,
  ) {
    if (!isParserLoaded()) {
      throw new InputError(
        file,
        { line: 1, column: 1 },
        'a .tf file is read after prepareInputs() has loaded its parser',
      );
    }
    const whole = read(text, file, 0);
    const parts = whole.problems.length === 0 ? [whole] : parted(text, file);
    const found = parts.some(({ problems }) => problems.length > 0) ? parts : [whole];
    this.data = new HclFile(
      joined(
        found.map(({ body }) => body),
        file,
      ),
      found.flatMap(({ problems }) => problems),
    );
    this.#lines = new Lines(text);
    this.#positions = new Map(found.flatMap(({ positions }) => [...positions]));
  }

  /** Where the value of a pointer stands; what is not there is looked for as far as it goes. */
  locate(pointer: string, spellings: Spelling = AS_WRITTEN): Position {
    let found = '';
    const next = (step: string, from: string): string | undefined =>
      spellings(step)
        .map((name) => `${from}/${escaped(name)}`)
        .find((one) => this.#positions.has(one));
    for (const step of stepsOf(pointer)) {
      // of the first block of a type the number may be left out
      const one = next(step, found) ?? (this.#positions.has(`${found}/0`) ? next(step, `${found}/0`) : undefined);
      if (one === undefined) break;
      found = one;
    }
    return this.#lines.at(this.#positions.get(found) ?? 0);
  }
}

interface Part {
  readonly body: Body;
  readonly problems: readonly SyntaxProblem[];
  readonly positions: ReadonlyMap<string, number>;
}

function read(text: string, file: string, from: number): Part {
  const reader = new SyntaxReader(text, file, undefined, from);
  const body = withTree(text, (root) => reader.body(root));
  return { body: body ?? joined([], file), problems: reader.problems, positions: reader.positions };
}

/** A line on which a block of a configuration begins. */
const BLOCK = /^(?=(?:resource|data|module|variable|output|provider|locals|terraform|moved|import|check)\b[^\n=]*\{)/m;

/**
 * The blocks of a text, each by itself: a mistake in one keeps the parser from others. Of the one with the mistake nothing is
 * taken: what the parser makes of half a block is not what its author means.
 */
function parted(text: string, file: string): Part[] {
  let from = 0;
  return text.split(BLOCK).map((part) => {
    const made = read(part, file, from);
    const open = made.problems.length === 0 ? undefined : openQuote(part);
    const at = from + (open ?? 0);
    from += part.length;
    if (made.problems.length === 0) return made;
    const nothing = { ...made, body: joined([], file) };
    if (open === undefined) return nothing;
    const pointer = `/(syntax at ${at})`;
    return {
      ...nothing,
      problems: [{ pointer, message: 'the quotation mark is not closed on this line' }],
      positions: new Map([[pointer, at]]),
    };
  });
}

/** Where a text begins that its line does not end: the mistake behind whatever the parser stumbles over further on. */
function openQuote(part: string): number | undefined {
  let at = 0;
  for (const line of part.split('\n')) {
    const quotes = [...line.matchAll(/\\.|"/g)].filter(([mark]) => mark === '"');
    if (quotes.length % 2 === 1 && !/^\s*(?:#|\/\/)/.test(line)) return at + (quotes.at(-1)?.index ?? 0);
    at += line.length + 1;
  }
  return undefined;
}

function joined(bodies: readonly Body[], file: string): Body {
  const [only, ...more] = bodies;
  if (only && more.length === 0) return only;
  return {
    attributes: new Map(bodies.flatMap(({ attributes }) => [...attributes])),
    blocks: bodies.flatMap(({ blocks }) => blocks),
    written: { file, pointer: '' },
  };
}
