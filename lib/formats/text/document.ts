import { JsonPlaces, parseJson } from './json-text';
import { InputError, type Position } from './input-error';
import { type FurtherDocument } from './further-document';
import { type Spelling } from './pointer';
import type * as Yaml from './yaml-text';

/** A parsed text that knows where its values stand. */
export interface TextDocument {
  readonly file: string;
  readonly data: unknown;
  /** Pointers of keys that stand in one object more than once; the last value is in the data. */
  readonly repeated: readonly string[];
  /** Documents of the same text behind this one. @default - none */
  readonly further?: readonly FurtherDocument[];
  /**
   * Place of the value of a JSON pointer, or of what is nearest above it.
   * @param spellings how steps of the pointer can be written; by default as they are
   */
  locate(pointer: string, spellings?: Spelling): Position;
}

/** The greatest length of a text that is read, in characters. */
export const MAX_LENGTH = { json: 64 * 1024 * 1024, yaml: 8 * 1024 * 1024 } as const;

const START: Position = { line: 1, column: 1 };

/**
 * Parses JSON or YAML; the YAML parser is only loaded for what is not JSON.
 * @throws InputError with the place
 */
export function parseText(text: string, file: string): TextDocument {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (body.includes('\0')) throw new InputError(file, START, 'a binary file, expected JSON or YAML');
  if (body.trim() === '') throw new InputError(file, START, 'the file is empty, expected JSON or YAML');
  const json = looksLikeJson(body, file);
  const most = MAX_LENGTH[json ? 'json' : 'yaml'];
  if (body.length > most) throw tooLarge(file, body.length, most);
  if (json) {
    const places = new JsonPlaces(body);
    return {
      file,
      data: parseJson(body, file),
      repeated: [],
      locate: (pointer, spellings) => places.locate(pointer, spellings),
    };
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on first use
  const { YamlText } = require('./yaml-text') as typeof Yaml;
  return new YamlText(body, file);
}

/**
 * A text in which a key may stand once in an object.
 * @throws InputError with the place
 */
export function withoutRepeats(document: TextDocument): TextDocument {
  const [pointer] = document.repeated;
  if (pointer === undefined) return document;
  throw new InputError(document.file, document.locate(pointer), 'this key stands twice in one object');
}

/**
 * A text of one document.
 * @throws InputError with the place of the second
 */
export function withoutFurther(document: TextDocument): TextDocument {
  const [second] = document.further ?? [];
  if (!second) return document;
  throw new InputError(
    document.file,
    document.locate(second.pointer),
    'a second document begins here, and one is read: put each into a file of its own, and give both',
  );
}

export function tooLarge(file: string, length: number, most: number): InputError {
  const size = (count: number): string => `${Math.round(count / 1024 / 1024)} MiB`;
  return new InputError(file, START, `the file has ${size(length)}, expected ${size(most)} at most`);
}

/** Flow style is YAML as well; a name that ends in .json, or a text that begins like JSON and not like a template, is JSON. */
function looksLikeJson(text: string, file: string): boolean {
  if (/\.ya?ml$/i.test(file)) return false;
  if (/\.json$/i.test(file)) return true;
  const first = text.trimStart().charAt(0);
  return first === '{' || first === '[';
}
