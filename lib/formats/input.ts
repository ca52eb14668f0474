import { dirname, join } from 'node:path/posix';
import { type Place } from '../core/values/place';
import { parametersOf, readCloudFormation } from './cloudformation/reader';
import { readCompose } from './compose/reader';
import { parseEnvFile } from './compose/env-file';
import { isData } from './field';
import { type Reading, type UnknownPart } from './reading';
import { isApiInput, readTaskDefinitions } from './task-definition/reader';
import { readTerraform } from './terraform/reader';
import { parseText, withoutRepeats, type TextDocument } from './text/document';
import { InputError, type Position } from './text/input-error';
import { stepsOf } from './text/pointer';

/** The formats that are read. */
export const INPUT_TYPES = ['cloudformation', 'task-definition', 'terraform', 'compose'] as const;

export type InputType = (typeof INPUT_TYPES)[number];

/** A file as it came from disk or standard input. */
export interface InputFile {
  readonly name: string;
  readonly text: string;
}

export interface ReadOptions {
  /** @default - found out from the content, file by file */
  readonly type?: InputType;
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
   * Text of a file that an input refers to; undefined when there is none.
   * @default - nothing is read that was not given
   */
  readonly load?: (file: string) => string | undefined;
}

/** Files of one type, read together. */
export interface Input {
  readonly type: InputType;
  /** The files given, in their order. */
  readonly files: readonly string[];
  readonly reading: Reading;
  /** Names of the parameters that the files declare. @default - a parameter can have any name */
  readonly parameters?: readonly string[];
  /** Line and column of a place; undefined when it is not in a file. */
  readonly locate: (place: Place) => Position | undefined;
}

/**
 * Reads files of any of the formats. Those of one type are read together: templates that import from each other, services
 * and their task definitions, compose files that are merged.
 * @throws InputError with file, line, column and what was expected
 */
export function readInputs(files: readonly InputFile[], options: ReadOptions = {}): Input[] {
  const groups = new Map<InputType, TextDocument[]>();
  for (const { name, text } of files) {
    const document = parseText(text, name);
    const type = options.type ?? detect(document);
    if (type !== 'cloudformation') withoutRepeats(document);
    const group = groups.get(type);
    if (group) group.push(document);
    else groups.set(type, [document]);
  }
  return [...groups].map(([type, documents]) => {
    const more: TextDocument[] = [];
    const reading = READERS[type](documents, options, more);
    const byFile = new Map([...more, ...documents].map((document) => [document.file, document]));
    return {
      type,
      files: documents.map(({ file }) => file),
      reading,
      ...(type === 'cloudformation' ? { parameters: documents.flatMap(({ data }) => parametersOf(data)) } : {}),
      locate: ({ file, pointer }) =>
        file === undefined || pointer === undefined ? undefined : byFile.get(file)?.locate(pointer),
    };
  });
}

/** Reads parsed files of one type; further files that it had to read go to `more`. */
type Reader = (documents: readonly TextDocument[], options: ReadOptions, more: TextDocument[]) => Reading;

const READERS: Readonly<Record<InputType, Reader>> = {
  cloudformation: (documents, { parameters = {} }) => {
    const reading = readCloudFormation(
      documents.map(({ data, file }) => ({
        body: data,
        file,
        ...(documents.length > 1 ? { stack: stackOf(file) } : {}),
      })),
      { parameters },
    );
    return { ...reading, unknown: [...reading.unknown, ...documents.flatMap(repeatedKeys)] };
  },
  'task-definition': (documents) => readTaskDefinitions(documents),
  terraform: (documents, { parameters = {} }) => readTerraform(documents, { parameters }),
  compose: (documents, { parameters = {}, profiles = [], project, load }, more) => {
    const folder = documents[0] ? dirname(documents[0].file) : '.';
    return readCompose(documents, {
      variables: parseEnvFile(load?.(join(folder, '.env')) ?? '', parameters),
      profiles,
      ...(project === undefined ? {} : { project }),
      load: (file) => {
        const text = load?.(file);
        if (text === undefined) return undefined;
        const document = withoutRepeats(parseText(text, file));
        more.push(document);
        return document;
      },
      ...(load === undefined ? {} : { loadText: load }),
    });
  },
};

/** What an author may not have meant: AWS CloudFormation takes a key that stands twice, and the last value counts. */
function repeatedKeys({ file, repeated }: TextDocument): UnknownPart[] {
  return repeated.map((pointer) => {
    const [path = '', ...what] = stepsOf(pointer).slice(1);
    return {
      at: { path, file, pointer },
      what: what.join('.'),
      why: 'this key stands twice in one object, and the last value was taken',
    };
  });
}

/** The name of a stack from that of its template. */
function stackOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name.replace(/\.(?:json|ya?ml|template)$/i, '').replace(/\.template$/i, '');
}

const COMPOSE_NAME = /(?:^|[/\\])(?:docker-)?compose[^/\\]*\.ya?ml$/i;

/** The type of a file by what is in it. */
export function detect(document: TextDocument): InputType {
  const { data, file } = document;
  if (isApiInput(data)) return 'task-definition';
  if (isData(data)) {
    if (Object.hasOwn(data, 'AWSTemplateFormatVersion') || isTemplate(data['Resources'])) return 'cloudformation';
    if (Object.hasOwn(data, 'planned_values') || /\.tf\.json$/i.test(file)) return 'terraform';
    if (Object.hasOwn(data, 'format_version') && isData(data['values'])) return 'terraform';
    if (['terraform', 'resource', 'provider'].some((key) => isData(data[key]) || Array.isArray(data[key]))) {
      return 'terraform';
    }
    if (isData(data['services']) || COMPOSE_NAME.test(file)) return 'compose';
    if (Object.hasOwn(data, 'Resources')) return 'cloudformation';
    if (['networks', 'include'].some((key) => Object.hasOwn(data, key))) return 'compose';
  }
  throw new InputError(
    file,
    document.locate(''),
    'expected a CloudFormation template (Resources), a task definition (containerDefinitions), a service (taskDefinition), ' +
      'Terraform JSON (resource, planned_values) or a compose file (services); --type says which if it is one of them',
  );
}

function isTemplate(resources: unknown): boolean {
  return (
    isData(resources) &&
    Object.values(resources).some((resource) => isData(resource) && typeof resource['Type'] === 'string')
  );
}
