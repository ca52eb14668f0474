import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../core/values/similar';
import { assemblyOf, MANIFEST } from '../formats/cloudformation/assembly';
import { filesOfFolder, type InputFile } from '../formats/input';
import { InputError } from '../formats/text/input-error';
import { MAX_LENGTH, tooLarge } from '../formats/text/document';
import { belowIt, contentOf } from './folder';
import { filesMatching, isGlob } from './glob';

const START = { line: 1, column: 1 } as const;

/** The name of standard input in places. */
const STANDARD_INPUT = '<stdin>';

const CHUNK = 64 * 1024;

/** The size of the largest text that is read, in words. */
const MAX = `${MAX_LENGTH.json / 1024 / 1024} MiB`;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder with none of the files that are read',
  EACCES: 'not readable for this user',
};

const NO_MATCH = 'no file of that name, and none that it matches as a pattern';

/** The files of the machine that the command runs on. */
export class Files {
  #input: string | undefined;
  readonly #answers = new Map<string, string | Error>();
  readonly #named = new Map<string, readonly string[]>();
  readonly #left = new Map<string, readonly string[]>();

  /** Stores an answer, such as that of a daemon, under its name on the command line, so that it can be read like a file. */
  keep(name: string, answer: string | Error): void {
    this.#answers.set(name, answer);
  }

  /**
   * The text of a file. Standard input can be read repeatedly.
   * @throws InputError
   */
  read(name: string): string {
    const answer = this.#answers.get(name);
    if (answer instanceof Error) throw answer;
    if (answer !== undefined) return answer;
    return name === '-' ? (this.#input ??= this.#read(name)) : this.#read(name);
  }

  #read(name: string): string {
    const descriptor = this.#open(name);
    try {
      const size = fstatSync(descriptor).size;
      if (size > MAX_LENGTH.json) throw tooLarge(name, size, MAX_LENGTH.json);
      return textOf(bytesOf(descriptor, shown(name)));
    } catch (error) {
      const below = codeOf(error) === 'EISDIR' ? belowIt(name, (file) => this.read(file)) : undefined;
      if (below !== undefined) throw new InputError(name, START, `${REASONS['EISDIR']}; ${below}`);
      throw reworded(shown(name), error);
    } finally {
      if (name !== '-') closeSync(descriptor);
    }
  }

  /**
   * Writes a text to a file.
   * @throws InputError when that fails
   */
  write(name: string, text: string): void {
    try {
      writeFileSync(name, text);
    } catch (error) {
      throw reworded(name, error, 'written');
    }
  }

  /**
   * Writes a file into a folder atomically; the folder is created where it does not exist.
   * @throws InputError
   */
  writeInto(folder: string, name: string, text: string): string {
    const path = join(folder, name);
    const unfinished = `${path}.${process.pid}`;
    try {
      mkdirSync(folder, { recursive: true });
      writeFileSync(unfinished, text);
      renameSync(unfinished, path);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw reworded(path, error, 'written');
    }
    return path;
  }

  /** The text of a file; undefined when there is none. */
  tryRead(name: string): string | undefined {
    return isFile(name) ? this.read(name) : undefined;
  }

  /** Whether there is a file or a folder of a name. */
  has(name: string): boolean {
    return name === '-' || isFile(name) || isFolder(name);
  }

  /** Names of the files in a folder; empty when there is no such folder. */
  list(folder: string): readonly string[] {
    if (!isFolder(folder)) return [];
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() || (entry.isSymbolicLink() && isFile(join(folder, entry.name))))
      .map(({ name }) => name)
      .sort();
  }

  /**
   * The files that an operand means: the file of that name, or in a folder those whose names belong to a format, and those
   * whose content does; other files in the folder are ignored. A pattern such as `stacks/*.json`, unless a file has that very
   * name, means all the files that it matches.
   */
  named(name: string): readonly string[] {
    const known = this.#named.get(name) ?? this.#meantBy(name);
    this.#named.set(name, known);
    return known;
  }

  /** Files in a folder that was given that could be read, and are not among those that it means. */
  leftIn(folder: string): readonly string[] {
    return this.#left.get(folder) ?? [];
  }

  #meantBy(name: string): readonly string[] {
    if (this.#answers.has(name) || this.has(name)) return this.#inFolder(name);
    const matches = isGlob(name) ? filesMatching(name) : [];
    return matches.length === 0 ? [name] : matches.flatMap((one) => this.#inFolder(one));
  }

  #inFolder(name: string): readonly string[] {
    if (name === '-' || this.#answers.has(name) || !isFolder(name)) return [name];
    const stacks = this.#inAssembly(name);
    if (stacks.length > 0) return stacks;
    const named = [name, ...foldersOfStacks(name)].flatMap((folder) =>
      filesOfFolder(this.list(folder)).map((file) => join(folder, file)),
    );
    const { read, left } = contentOf(
      named,
      this.list(name).map((file) => join(name, file)),
      (file) => this.read(file),
    );
    this.#left.set(name, left);
    return read.length === 0 ? [name] : read;
  }

  /** The templates in a folder that `cdk synth` wrote, including those of stages. */
  #inAssembly(folder: string): readonly string[] {
    const assembly = assemblyOf(this.tryRead(join(folder, MANIFEST)) ?? '');
    return [
      ...(assembly?.stacks ?? []).map(({ template }) => join(folder, template)),
      ...(assembly?.stages ?? []).flatMap((stage) => this.#inAssembly(join(folder, stage))),
    ];
  }

  /** @throws InputError */
  input(name: string): InputFile {
    return { name: shown(name), text: this.read(name) };
  }

  #open(name: string): number {
    if (name === '-') return 0;
    try {
      return openSync(name, 'r');
    } catch (error) {
      const meant = codeOf(error) === 'ENOENT' && !isGlob(name) ? this.#besides(name) : undefined;
      if (meant !== undefined) throw new InputError(name, START, `no such file; did you mean ${meant}?`);
      throw reworded(name, error);
    }
  }

  /** A file with a similar name in the same folder, to suggest. */
  #besides(name: string): string | undefined {
    const folder = dirname(name);
    const meant = nearest(basename(name), this.list(folder));
    return meant === undefined ? undefined : join(folder, meant);
  }
}

/** The folders that CDK for Terraform wrote, one for each stack. */
function foldersOfStacks(output: string): readonly string[] {
  const stacks = join(output, 'stacks');
  if (!isFolder(stacks)) return [];
  return readdirSync(stacks, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(stacks, name))
    .sort();
}

function isFile(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isFile() === true;
}

function isFolder(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
}

function shown(name: string): string {
  return name === '-' ? STANDARD_INPUT : name;
}

/** The content of a file, or of a pipe or a device, whose length is not known in advance. */
function bytesOf(descriptor: number, name: string): Buffer {
  const chunks: Buffer[] = [];
  for (let length = 0; ;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const read = readInto(descriptor, chunk);
    if (read === 0) return Buffer.concat(chunks, length);
    chunks.push(chunk.subarray(0, read));
    length += read;
    if (length > MAX_LENGTH.json) throw new InputError(name, START, `it goes on after ${MAX}, expected ${MAX} at most`);
  }
}

function readInto(descriptor: number, chunk: Buffer): number {
  try {
    return readSync(descriptor, chunk);
  } catch (error) {
    if (codeOf(error) === 'EOF') return 0; // the end of a pipe on Windows
    throw error;
  }
}

/** Decodes a text by its byte order mark: PowerShell redirects output as UTF-16. */
function textOf(bytes: Buffer): string {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xfffe) return new TextDecoder('utf-16le').decode(bytes);
  if (mark === 0xfeff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.toString('utf8');
}

function reworded(name: string, error: unknown, what: 'read' | 'written' = 'read'): unknown {
  const code = codeOf(error);
  if (typeof code !== 'string') return error;
  if (code === 'ENOENT' && isGlob(name)) return new InputError(name, START, NO_MATCH);
  return new InputError(name, START, (what === 'read' ? REASONS[code] : undefined) ?? `cannot be ${what}: ${code}`);
}

/** The code of a system error; its class says nothing, since it may be of another realm. */
function codeOf(error: unknown): unknown {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
