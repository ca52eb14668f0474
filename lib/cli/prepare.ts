import { prepareInputs, type InputFile } from '../formats/input';
import { type Files } from './files';

/** Loads what the files of a command line take to be read, before {@link main} reads them in one go. */
export async function prepare(argv: readonly string[], files: Files): Promise<void> {
  await prepareInputs(
    argv.filter((name) => name === '-' || !name.startsWith('-')).flatMap((name) => looked(name, files)),
  );
}

/** Of what is not there or not readable, the command itself speaks. */
function looked(name: string, files: Files): InputFile[] {
  try {
    return files.named(name).flatMap((file) => {
      if (file === '-') return [{ name: '-', text: files.read(file) }];
      const text = /\.tf\.json$/i.test(file) ? files.tryRead(file) : '';
      return text === undefined ? [] : [{ name: file, text }];
    });
  } catch {
    return [];
  }
}
