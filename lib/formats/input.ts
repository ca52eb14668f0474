import { type Language } from '../core/values/fix';
import { joined } from '../core/values/phrase';
import { type Place } from '../core/values/place';
import { type Certainty, type Format, type ReadOptions } from './format';
import { FORMATS, type InputType } from './formats';
import { type Reading } from './reading';
import { parseText, withoutRepeats, type TextDocument } from './text/document';
import { InputError, type Position } from './text/input-error';

/** A file as it came from disk or standard input. */
export interface InputFile {
  /** Name of the file, as places say it. */
  readonly name: string;
  /** All of its text. */
  readonly text: string;
}

/** What is known besides the files. */
export interface InputOptions extends ReadOptions {
  /** @default - found out from the content, file by file */
  readonly type?: InputType;
}

/** Files of one format, read together. */
export interface Input {
  /** The format. */
  readonly type: InputType;
  /** What fixes call things in it. */
  readonly language: Language;
  /** The files given, in their order. */
  readonly files: readonly string[];
  /** What was read. */
  readonly reading: Reading;
  /** Names of the parameters that the files declare. @default - a parameter can have any name */
  readonly parameters?: readonly string[];
  /** Line and column of a place; undefined when it is not in a file. */
  readonly locate: (place: Place) => Position | undefined;
}

type AnyFormat = Format<InputType>;

const ALL: readonly AnyFormat[] = FORMATS;

/**
 * Loads what reading some files takes and is not there from the start: the parser of Terraform's own language. Files of
 * all other formats can be read without it.
 */
export async function prepareInputs(files: readonly InputFile[]): Promise<void> {
  for (const { name, text } of files) for (const format of ALL) await format.prepare?.(name, text);
}

/** Which files of a folder are read when the folder is given. */
export function filesOfFolder(names: readonly string[]): readonly string[] {
  return [...new Set(ALL.flatMap((format) => format.filesOf?.(names) ?? []))];
}

/**
 * Reads files of any of the formats. Those of one format are read together: templates that import from each other, services
 * and their task definitions, compose files that are merged.
 * @throws InputError with file, line, column and what was expected
 */
export function readInputs(files: readonly InputFile[], { type, ...options }: InputOptions = {}): Input[] {
  const groups = new Map<AnyFormat, TextDocument[]>();
  for (const file of files) {
    const { format, document } = parsed(file, type);
    const group = groups.get(format);
    if (group) group.push(document);
    else groups.set(format, [document]);
  }
  return [...groups].map(([format, documents]) => {
    const { reading, loaded = [], parameters } = format.read(documents, options);
    const byFile = new Map([...loaded, ...documents].map((document) => [document.file, document]));
    return {
      type: format.name,
      language: format.language,
      files: documents.map(({ file }) => file),
      reading,
      ...(parameters === undefined ? {} : { parameters }),
      locate: ({ file, pointer }) =>
        file === undefined || pointer === undefined ? undefined : byFile.get(file)?.locate(pointer, format.spellings),
    };
  });
}

function parsed(
  { name, text }: InputFile,
  type: InputType | undefined,
): { readonly format: AnyFormat; readonly document: TextDocument } {
  const formats: readonly AnyFormat[] = FORMATS.filter((format) => type === undefined || format.name === type);
  const own =
    formats.find(({ syntax }) => syntax?.files.test(name) === true) ??
    (name.includes('.') ? undefined : formats.find(({ syntax }) => syntax?.recognizes(text) === true));
  const document = own?.syntax ? own.syntax.parse(text, name) : parseText(text, name);
  const format = own ?? (type === undefined ? detect(document) : formats[0]);
  if (!format) throw unrecognized(document);
  return { format, document: format.allowsRepeatedKeys === true ? document : withoutRepeats(document) };
}

/**
 * The format of a file by what is in it.
 * @throws InputError when no format recognizes it
 */
export function detect(document: TextDocument): AnyFormat {
  const formats: readonly AnyFormat[] = FORMATS;
  const sure = (certainty: Certainty): AnyFormat | undefined =>
    formats.find((format) => format.recognize(document) === certainty);
  const format = sure('certain') ?? sure('likely');
  if (format) return format;
  throw unrecognized(document);
}

function unrecognized(document: TextDocument): InputError {
  const known = FORMATS.map(({ title, marks }) => `${title} (${marks})`);
  return new InputError(
    document.file,
    document.locate(''),
    `expected ${joined(known, 'or')}; --type says which if it is one of them`,
  );
}
