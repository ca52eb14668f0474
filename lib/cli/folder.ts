import { readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { filesOfFolder, recognized } from '../formats/input';
import { OF_MODULE } from '../formats/terraform/file-names';
import { InputError } from '../formats/text/input-error';

/** What lies in a folder and can be read. */
export interface FolderContent {
  /** Files that are read where the folder is given. */
  readonly read: readonly string[];
  /** Files beside them that would be another Docker host, or other parts of the one that they define. */
  readonly left: readonly string[];
}

/** Names of files that may be inputs of any format. */
const MAY_BE_INPUT = /\.(?:json|ya?ml|template)$/i;

/**
 * The files of a folder that have the names that a format takes there, with what is recognized beside them by its content. What
 * Docker runs is taken by names alone where there are such: other compose files are other stages of the same.
 */
export function contentOf(
  named: readonly string[],
  others: readonly string[],
  read: (file: string) => string,
): FolderContent {
  const beside = others
    .filter((file) => MAY_BE_INPUT.test(file) && !named.includes(file))
    .flatMap((file) => {
      const format = formatOf(file, read);
      return format === undefined ? [] : [{ file, isDocker: format.holds.docker !== undefined }];
    });
  if (named.length === 0) return { read: beside.map(({ file }) => file), left: [] };
  // files of Terraform read others by themselves, such as container definitions
  const texts = named.filter((file) => OF_MODULE.test(file)).map(read);
  const own = beside.filter(({ file }) => !texts.some((text) => text.includes(basename(file))));
  return {
    read: [...named, ...own.filter(({ isDocker }) => !isDocker).map(({ file }) => file)],
    left: own.filter(({ isDocker }) => isDocker).map(({ file }) => file),
  };
}

/** The format of a file that may be none at all; undefined also where it cannot be read. */
function formatOf(name: string, read: (file: string) => string): ReturnType<typeof recognized> {
  try {
    return recognized({ name, text: read(name) });
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

const MAX_FOLDERS = 2_000;
const MAX_DEPTH = 5;
/** How many files are opened to look for inputs, where their names do not say it. */
const MAX_OPENED = 300;
const SHOWN = 3;

/** Folders with what other programs install. */
const INSTALLED = /^(?:\..*|node_modules|vendor)$/;
/** Folders of the kernel. */
const OF_KERNEL: ReadonlySet<string> = new Set(['/dev', '/proc', '/sys']);

/** Says in which folders below one there are files that are read; undefined where there are none. */
export function belowIt(folder: string, read: (file: string) => string): string | undefined {
  let opened = 0;
  const isInput = (name: string): boolean =>
    MAY_BE_INPUT.test(name) && ++opened <= MAX_OPENED && formatOf(name, read) !== undefined;
  const found = foldersBelow(folder).filter((one) => {
    const names = namesIn(one, 'isFile');
    return filesOfFolder(names).length > 0 || names.some((name) => isInput(join(one, name)));
  });
  if (found.length === 0) return undefined;
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more folders` : '';
  return `below it there are some in ${found.slice(0, SHOWN).join(', ')}${more}: give one of them, or several that are deployed together`;
}

/** Folders below one, the nearest first, as far as it is worth to look. */
function foldersBelow(folder: string): readonly string[] {
  const found: string[] = [];
  let level = [folder];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0 && found.length < MAX_FOLDERS; depth++) {
    level = level.flatMap((one) =>
      found.length < MAX_FOLDERS
        ? namesIn(one, 'isDirectory')
            .filter((name) => !INSTALLED.test(name))
            .map((name) => join(one, name))
            .filter((below) => !OF_KERNEL.has(resolve(below)))
        : [],
    );
    found.push(...level);
  }
  return found.slice(0, MAX_FOLDERS);
}

function namesIn(folder: string, what: 'isFile' | 'isDirectory'): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry[what]())
      .map(({ name }) => name)
      .sort();
  } catch {
    return []; // not readable for this user
  }
}
