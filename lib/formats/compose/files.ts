import { dirname, join } from 'node:path/posix';
import { quoted } from '../../core/values/model-error';
import { type Place } from '../../core/values/place';
import { emptyRecord, isData, type Data } from '../../core/reading/field';
import { type Problem } from '../reading';
import { type FurtherDocument } from '../text/further-document';
import { parseEnvFile } from './env-file';
import { interpolate, interpolated } from './interpolate';
import { asList, type Origins } from './merge';
import { ShapeCheck } from './shape';

/** One compose file, already parsed. */
export interface ComposeInput {
  /** The file, parsed. */
  readonly data: unknown;
  /** Name of the file. */
  readonly file: string;
  /** Where it stands in the file. @default - it is the whole of it, or its first document */
  readonly pointer?: string;
  /** Documents of the same file behind it, which are merged over it. @default - none */
  readonly further?: readonly FurtherDocument[];
}

/** Gives further files; undefined: there is none of that name. */
export interface Loader {
  /** Another compose file. */
  readonly load: (file: string) => ComposeInput | undefined;
  /** The text of an env file. */
  readonly loadText: (file: string) => string | undefined;
}

type Variables = Readonly<Record<string, string>>;

/** A compose file with the variables that it is interpolated with. */
export interface ComposeFile {
  readonly data: Data;
  readonly file: string;
  readonly variables: Variables;
}

const MAX_FILES = 1000;

/** The files of a project, those that are given and those that they name. */
export class ComposeFiles {
  readonly #loaded = new Map<string, Data | undefined>();
  /** The same files with the variables of an include in them. */
  readonly #filled = new Map<Variables, Map<Data, Data>>();

  constructor(
    private readonly loader: Loader,
    private readonly variables: Variables,
    private readonly origins: Origins,
    private readonly problems: Problem[],
  ) {}

  given({ data, file, pointer }: ComposeInput): ComposeFile {
    return { data: this.#noted(data, file, this.variables, pointer), file, variables: this.variables };
  }

  /** Another file, by a path relative to the one that names it. */
  open(path: unknown, from: ComposeFile, at: Place, variables = from.variables): ComposeFile | undefined {
    const file = pathOf(path, from);
    if (file === undefined) return undefined;
    if (!this.#loaded.has(file)) {
      const found = this.#loaded.size < MAX_FILES ? this.loader.load(file) : undefined;
      if (found?.further !== undefined && found.further.length > 0)
        this.problems.push({ at, message: `file ${quoted(file)} has several documents, and the first is read here` });
      this.#loaded.set(file, found && isData(found.data) ? this.#noted(found.data, file, variables) : undefined);
    }
    const data = this.#loaded.get(file);
    if (data) return { data: this.#with(variables, data), file, variables };
    this.problems.push({ at, message: `file ${quoted(file)} is not there or not readable` });
    return undefined;
  }

  /** The variables of what is included: those of the project, and those of its env files that the project does not set. */
  variablesOf(include: Data, from: ComposeFile, at: Place): Variables {
    const named = asList(include['env_file'], this.origins).flatMap((name) => pathOf(name, from) ?? []);
    let found = from.variables;
    for (const file of named.length > 0 ? named : this.#envFiles(include, from)) {
      const text = this.loader.loadText(file);
      if (text !== undefined) found = parseEnvFile(text, found);
      else if (named.length > 0)
        this.problems.push({ at, message: `env file ${quoted(file)} is not there or not readable` });
    }
    return found;
  }

  /** The env file that an include uses when it names none: that of its folder. */
  #envFiles(include: Data, from: ComposeFile): string[] {
    const [first] = asList(include['path'], this.origins);
    const folder = pathOf(include['project_directory'], from);
    const main = pathOf(first, from);
    return folder === undefined && main === undefined ? [] : [join(folder ?? dirname(main ?? ''), '.env')];
  }

  #noted(data: unknown, file: string, variables: Variables, pointer = ''): Data {
    this.origins.note(data, file, pointer);
    if (!isData(data)) {
      this.problems.push({
        at: { path: file, file, pointer },
        message: `a compose file is an object, got ${Array.isArray(data) ? 'a list' : quoted(data)}`,
      });
      return {};
    }
    new ShapeCheck(this.origins, this.problems, variables).file(data, file);
    return data;
  }

  /** A file with the values of variables that the rest of the project does not have. */
  #with(variables: Variables, data: Data): Data {
    if (variables === this.variables) return data;
    const known = this.#filled.get(variables) ?? new Map<Data, Data>();
    this.#filled.set(variables, known);
    const filled = known.get(data) ?? (this.#fill(data, variables) as Data);
    known.set(data, filled);
    return filled;
  }

  #fill(value: unknown, variables: Variables): unknown {
    if (typeof value === 'string') {
      const { text, unknown } = interpolate(value, variables);
      // dollars of a text that is known are not examined again
      return unknown ? value : text.replaceAll('$', '$$$$');
    }
    if (!isData(value) && !Array.isArray(value)) return value;
    const filled = Array.isArray(value) ? [] : emptyRecord();
    for (const [key, inner] of Object.entries(value)) Reflect.set(filled, key, this.#fill(inner, variables));
    return this.origins.made(filled, value, new Map());
  }
}

/** A path that a file names, from where the command runs. */
function pathOf(path: unknown, { file, variables }: ComposeFile): string | undefined {
  const text = typeof path === 'string' ? interpolated(path, variables) : undefined;
  if (typeof text !== 'string') return undefined;
  return text.startsWith('/') ? text : join(dirname(file), text);
}
