import { type Language } from '../core/values/fix';
import { joined } from '../core/values/phrase';
import { type Place } from '../core/values/place';
import { hintByName, hintByText } from './foreign';
import { type Certainty, type Format, type ReadOptions } from './format';
import { FORMATS, type InputType } from './formats';
import { type InputFile } from './input-file';
import { onEngine, type Reading } from './reading';
import { parseText, withoutFurther, withoutRepeats, type TextDocument } from './text/document';
import { ForeignFileError, InputError, type Position } from './text/input-error';

export { type InputFile } from './input-file';

/** What is known besides the files. */
export interface InputOptions extends ReadOptions {
  /** @default - found out from the content, file by file */
  readonly type?: InputType;
  /**
   * Is told of each file that cannot be read; the others are read without it.
   * @default - the first such file ends the reading, with its error
   */
  readonly onUnread?: (error: InputError) => void;
}

/** Files of one format, read together. */
export interface Input {
  /** The format. */
  readonly type: InputType;
  /** What fixes call things in it. */
  readonly language: Language;
  /** Languages of files of other formats that were read with it. @default - all have the one of the format */
  readonly languages?: ReadonlyMap<string, Language>;
  /** The files given, in their order. */
  readonly files: readonly string[];
  /** What was read. */
  readonly reading: Reading;
  /** Names of the parameters that the files declare. @default - a parameter can have any name */
  readonly parameters?: readonly string[];
  /** Line and column of a place, and the line of the program that created it; undefined when it is not in a file. */
  readonly locate: (place: Place) => Spot | undefined;
}

/** Where something stands in a file. */
export interface Spot extends Position {
  /**
   * The line of a program that made it, such as `app.ts:12:3`, as `cdk synth` keeps it.
   * @default - not recorded
   */
  readonly madeAt?: string;
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
export function readInputs(
  files: readonly InputFile[],
  { type, onUnread = thrown, ...options }: InputOptions = {},
): Input[] {
  const each = <T, R>(items: Iterable<T>, read: (item: T) => R): R[] =>
    [...items].flatMap((item) => tried(() => read(item), onUnread));
  const groups = grouped(
    each(files, (file) => parsed(file, type)),
    each,
  );
  return each(groups, ([format, members]) => {
    const documents = members.map(({ document }) => document);
    const { reading: read, loaded = [], parameters, madeAt } = format.read(documents, options);
    const reading = onEngine({ ...read, unknown: eachOnce(read.unknown) }, options.engine);
    const byFile = new Map([...loaded, ...documents].map((document) => [document.file, document]));
    const own = new Map(members.map((member) => [member.document.file, member.format]));
    return {
      type: format.name,
      language: format.language,
      ...(members.every((member) => member.format === format) ? {} : { languages: languagesOf(members) }),
      files: documents.map(({ file }) => file),
      reading,
      ...(parameters === undefined ? {} : { parameters }),
      locate: (place) => {
        const { file, pointer } = place;
        if (file === undefined || pointer === undefined) return undefined;
        const written = own.get(file) ?? format;
        const document = byFile.get(file);
        const position = document && positionIn(document, written, written.wayOf?.(pointer) ?? pointer);
        const line = madeAt?.(place);
        return position === undefined || line === undefined ? position : { ...position, madeAt: line };
      },
    };
  });
}

/** Values that could not be known, each once, however often they were asked for. */
function eachOnce(unknown: Reading['unknown']): Reading['unknown'] {
  const seen = new Set<string>();
  return unknown.filter(({ at: { path, file = '', pointer = '' }, what, why }) => {
    const key = [path, file, pointer, what, why].join('\0');
    return !seen.has(key) && seen.add(key);
  });
}

/** Does something with each of several things, and leaves out those for which it cannot be done. */
type Each = <T, R>(items: Iterable<T>, read: (item: T) => R) => R[];

function tried<R>(read: () => R, onUnread: (error: InputError) => void): R[] {
  try {
    return [read()];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    onUnread(error);
    return [];
  }
}

function thrown(error: InputError): never {
  throw error;
}

/** Where a pointer leads in a text; what has a name is shown at its name. */
function positionIn(document: TextDocument, { spellings, namedBy }: AnyFormat, pointer: string): Position {
  const position = document.locate(pointer, spellings);
  const named = namedBy?.(pointer);
  if (!named) return position;
  const { line, column } = document.locate(named.body, spellings);
  const isBody = line === position.line && column === position.column;
  return isBody ? document.locate(named.name, spellings) : position;
}

/** A file with the format that it is of by itself; undefined while that depends on the others. */
interface Parsed<F = AnyFormat | undefined> {
  readonly format: F;
  readonly document: TextDocument;
  readonly text: string;
}

/** Files by the format that reads them: their own, or one that takes them where its own files are given too. */
function grouped(files: readonly Parsed[], each: Each): ReadonlyMap<AnyFormat, readonly Parsed<AnyFormat>[]> {
  const certain = new Set(files.flatMap(({ format }) => format ?? []));
  const takers = [...certain].filter((format) => format.takes !== undefined);
  const groups = new Map<AnyFormat, Parsed<AnyFormat>[]>();
  each(files, (file) => {
    const { document, text } = file;
    const format = file.format ?? takers.find((one) => one.recognize(document) !== undefined) ?? detect(document, text);
    const reader = takers.find((one) => one !== format && one.takes?.(document, format.name) === true) ?? format;
    const whole = format.mergesDocuments === true && reader === format ? document : withoutFurther(document);
    const strict = format.allowsRepeatedKeys === true ? whole : withoutRepeats(whole);
    const member = { format, document: strict, text };
    const group = groups.get(reader);
    if (group) group.push(member);
    else groups.set(reader, [member]);
  });
  return groups;
}

function languagesOf(members: readonly Parsed<AnyFormat>[]): ReadonlyMap<string, Language> {
  return new Map(members.map(({ format: { language }, document: { file } }) => [file, language]));
}

function parsed({ name, text }: InputFile, type: InputType | undefined): Parsed {
  const formats: readonly AnyFormat[] = FORMATS.filter((format) => type === undefined || format.name === type);
  const own =
    formats.find(({ syntax }) => syntax?.files.test(name) === true) ??
    formats.find(
      ({ syntax }) => (syntax?.anyName === true || !name.includes('.')) && syntax?.recognizes(text) === true,
    );
  const document = own?.syntax ? own.syntax.parse(text, name) : parsedOrHint({ name, text });
  return { format: own ?? (type === undefined ? certainFormat(document) : formats[0]), document, text };
}

const START: Position = { line: 1, column: 1 };

/** @throws InputError with the place, or for a file that is not meant to be JSON or YAML with what to give in its place */
function parsedOrHint({ name, text }: InputFile): TextDocument {
  try {
    return parseText(text, name);
  } catch (error) {
    const hint = error instanceof InputError ? (hintByName(name) ?? hintByText(text)) : undefined;
    throw hint === undefined ? error : new ForeignFileError(name, START, hint);
  }
}

/** The format that is certain of a file, unless its name says that it is not read. */
function certainFormat(document: TextDocument): AnyFormat | undefined {
  return hintByName(document.file) === undefined ? recognizing(document, 'certain') : undefined;
}

/**
 * The format of a file of which none is certain.
 * @throws InputError when no format recognizes it
 */
function detect(document: TextDocument, text: string): AnyFormat {
  const hint = hintByName(document.file) ?? hintByText(text);
  if (hint !== undefined) throw new ForeignFileError(document.file, START, hint);
  const likely = recognizing(document, 'likely');
  if (likely) return likely;
  throw unrecognized(document);
}

function recognizing(document: TextDocument, certainty: Certainty): AnyFormat | undefined {
  return ALL.find((format) => format.recognize(document) === certainty);
}

/** What stands only in files of a format, so that one with a mistake in its syntax is not passed over for it. */
const MARKS: readonly (readonly [mark: RegExp, format: InputType])[] = [
  [/\bAWSTemplateFormatVersion\b|\bAWS::ECS::/, 'cloudformation'],
  [/"containerDefinitions"/, 'task-definition'],
];

/** The format that a file is certainly of, for those that were not named one by one; undefined: of none that is known. */
export function recognized({ name, text }: InputFile): AnyFormat | undefined {
  try {
    return certainFormat(parseText(text, name));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (hintByName(name) !== undefined || hintByText(text) !== undefined) return undefined;
    const [, marked] = MARKS.find(([mark]) => mark.test(text)) ?? [];
    return ALL.find((format) => format.name === marked);
  }
}

function unrecognized(document: TextDocument): ForeignFileError {
  const known = FORMATS.map(({ title, marks }) => `${title} (${marks})`);
  return new ForeignFileError(
    document.file,
    document.locate(''),
    `expected ${joined(known, 'or')}; --type says which if it is one of them`,
  );
}
