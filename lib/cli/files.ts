import { closeSync, fstatSync, openSync, readFileSync, statSync } from 'node:fs';
import { InputError, type InputFile } from '../formats';
import { MAX_LENGTH, tooLarge } from '../formats/text/document';

const START = { line: 1, column: 1 } as const;

/** What standard input is called in places. */
const STANDARD_INPUT = '<stdin>';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a directory, expected a file',
  EACCES: 'not readable for this user',
};

/** Files of the machine that the command runs on. */
export class Files {
  /**
   * The text of a file.
   * @throws InputError
   */
  read(name: string): string {
    const descriptor = this.#open(name);
    try {
      const size = fstatSync(descriptor).size;
      if (size > MAX_LENGTH.json) throw tooLarge(name, size, MAX_LENGTH.json);
      return textOf(readFileSync(descriptor));
    } catch (error) {
      throw reworded(name, error);
    } finally {
      if (name !== '-') closeSync(descriptor);
    }
  }

  /** The text of a file; undefined when there is none. */
  tryRead(name: string): string | undefined {
    return statSync(name, { throwIfNoEntry: false })?.isFile() === true ? this.read(name) : undefined;
  }

  /** @throws InputError */
  input(name: string): InputFile {
    return { name: name === '-' ? STANDARD_INPUT : name, text: this.read(name) };
  }

  #open(name: string): number {
    if (name === '-') return 0;
    try {
      return openSync(name, 'r');
    } catch (error) {
      throw reworded(name, error);
    }
  }
}

/** A text by the mark that it begins with: some shells write what a program prints as UTF-16. */
function textOf(bytes: Buffer): string {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xfffe) return new TextDecoder('utf-16le').decode(bytes);
  if (mark === 0xfeff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.toString('utf8');
}

function reworded(name: string, error: unknown): unknown {
  // by its code and not by its class: errors of the system may come from another realm
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (typeof code !== 'string') return error;
  return new InputError(name, START, REASONS[code] ?? `cannot be read: ${code}`);
}
