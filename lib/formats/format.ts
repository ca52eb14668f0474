import { type EngineSettings } from '../core/engine/definition/docker-host';
import { type Language } from '../core/values/fix';
import { type Place } from '../core/values/place';
import { type Reading } from './reading';
import { type TextDocument } from './text/document';
import { type Spelling } from './text/pointer';

/** How sure a format is of a file: `certain` has precedence over `likely`, whichever format comes first. */
export type Certainty = 'certain' | 'likely';

/** What a format may need besides the text of its files. */
export interface ReadOptions {
  /** Values of template parameters, and of variables in compose files. @default - none */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Profiles of compose services that are on. @default - those of `COMPOSE_PROFILES` */
  readonly profiles?: readonly string[];
  /**
   * Name of a compose project, unless `COMPOSE_PROJECT_NAME` or the file says it.
   * @default - the name of the folder of its first file
   */
  readonly project?: string;
  /**
   * Whether compose files are one project of that name, whatever they and their folders are called.
   * @default false - files of different names or folders are several projects on one host
   */
  readonly isOneProject?: boolean;
  /**
   * What is known of the engine that will run Docker hosts: its version, settings of its daemon, addresses of its machine.
   * @default - the newest engine that was observed, with default flags; of a running host, what it says itself
   */
  readonly engine?: Partial<EngineSettings>;
  /**
   * Text of a file that an input refers to; undefined when there is none.
   * @default - nothing is read that was not given
   */
  readonly load?: (file: string) => string | undefined;
  /**
   * Names of the files in a folder, without the folder.
   * @default - nothing is read that was not given
   */
  readonly list?: (folder: string) => readonly string[];
  /**
   * The environment, for formats that take values from it.
   * @default - nothing is taken from it
   */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** A text of a format that is neither JSON nor YAML. */
export interface Syntax {
  /** Names of the files that are written in it. */
  readonly files: RegExp;
  /** Whether files of any name are examined for this format. @default false */
  readonly anyName?: boolean;
  /** Whether a text without a telling name is written in it. */
  recognizes(text: string): boolean;
  /** @throws InputError with the place */
  parse(text: string, file: string): TextDocument;
}

/** What was made of the files of one format. */
export interface FormatReading {
  readonly reading: Reading;
  /** Files that had to be read besides those given. @default - none */
  readonly loaded?: readonly TextDocument[];
  /** Names of the parameters that the files declare. @default - a parameter can have any name */
  readonly parameters?: readonly string[];
  /** The line of a program that made what stands at a place; undefined where it is not recorded. @default - no program did */
  readonly madeAt?: (place: Place) => string | undefined;
}

/** A format of input files: its names, and how a file of it is recognized, read and pointed into. */
export interface Format<N extends string = string> {
  /** As options and reports name it. */
  readonly name: N;
  /** The words that fixes use for what is written in it. */
  readonly language: Language;
  /** One file of it in a sentence, such as `a compose file`. */
  readonly title: string;
  /** Several of them, such as `compose files`. */
  readonly plural: string;
  /** The keys by which it is recognized, for the error about a file that no format recognizes. */
  readonly marks: string;
  /** What several files of it are together, such as `compose files that are merged`. */
  readonly together: string;
  /** Files of it that define Docker hosts or ECS services, for commands that work on one of them. */
  readonly holds: { readonly docker?: string; readonly ecs?: string };
  /** @default - JSON and YAML only */
  readonly syntax?: Syntax;
  /** Loads what reading a file takes; undefined: nothing that is not there. @default - nothing ever is */
  prepare?(name: string, text: string): Promise<void> | undefined;
  /** Which of the files of a folder are read when the folder is given. @default - none */
  filesOf?(names: readonly string[]): readonly string[];
  /** Whether a key may stand twice in one object. @default false */
  readonly allowsRepeatedKeys?: boolean;
  /** Whether the further documents of a YAML file are merged over the first, as further files are. @default false */
  readonly mergesDocuments?: boolean;
  /** Whether a parsed file is of this format; undefined: it is not. */
  recognize(document: TextDocument): Certainty | undefined;
  /**
   * Whether a file of another format is read together with those of this one, where both are given.
   * @default - each format reads its own
   */
  takes?(document: TextDocument, format: string): boolean;
  /** Reads parsed files of this format together. */
  read(documents: readonly TextDocument[], options: ReadOptions): FormatReading;
  /** How a field that the model names can be written in a file, so that a place is found by the names of the model. */
  readonly spellings: Spelling;
  /** For a pointer into something that has a name: where it is called by that, and the part of it that says only what follows. @default - none */
  readonly namedBy?: (pointer: string) => { readonly name: string; readonly body: string } | undefined;
  /** The pointer of a field that the model names, where it stands deeper than that. @default - it does not */
  wayOf?(pointer: string): string;
}

/** Declares a format; its name becomes one of the values of `--type`. */
export function defineFormat<N extends string>(format: Format<N>): Format<N> {
  return format;
}
