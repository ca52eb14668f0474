import { readdirSync, statSync, type Dirent } from 'node:fs';
import { join, sep } from 'node:path';

/** Whether a name contains wildcards. */
export function isGlob(name: string): boolean {
  return /[*?[{]/.test(name);
}

/**
 * The files and folders that match a pattern, sorted, as in a shell: `*` and `?` match within one folder and skip hidden names,
 * `[a-z]` and `{one,two}` are alternatives. `**` matches all folders below, without following links; with it only files are
 * returned, since a matching folder would contribute its files a second time.
 */
export function filesMatching(pattern: string): readonly string[] {
  const found = alternativesOf(pattern.replaceAll(sep, '/')).flatMap((one) => {
    const [root, rest] = one.startsWith('/') ? ['/', one.slice(1)] : ['', one];
    const parts = rest.split('/').filter((part) => part !== '');
    const matches = parts.reduce(
      (paths, part, index) => paths.flatMap((path) => step(path, part, index, parts)),
      [root],
    );
    return parts.includes('**') ? matches.filter((path) => statOf(path)?.isFile()) : matches;
  });
  return [...new Set(found)].sort();
}

/** The paths that one part of a pattern matches below a path. */
function step(path: string, part: string, index: number, parts: readonly string[]): readonly string[] {
  const isLast = index === parts.length - 1;
  if (part === '**') return isLast ? foldersBelow(path).flatMap((folder) => namesIn(folder, '*')) : foldersBelow(path);
  const found = isGlob(part) ? namesIn(path, part) : [join(path, unescaped(part))].filter((one) => statOf(one));
  return isLast ? found : found.filter((one) => statOf(one)?.isDirectory());
}

function namesIn(folder: string, part: string): readonly string[] {
  const pattern = patternOf(part);
  return entriesOf(folder)
    .filter(({ name }) => pattern.test(name) && (part.startsWith('.') || !name.startsWith('.')))
    .map(({ name }) => join(folder, name));
}

/** A folder and all below it. */
function foldersBelow(folder: string): readonly string[] {
  const inside = entriesOf(folder).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
  return [folder, ...inside.flatMap(({ name }) => foldersBelow(join(folder, name)))];
}

/** The entries of a folder; none when it cannot be read. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function statOf(path: string): ReturnType<typeof statSync> | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** Expands `{one,two}` into one pattern for each alternative. */
function alternativesOf(pattern: string): readonly string[] {
  // innermost braces first
  const [all, before = '', inner = '', after = ''] = /^(.*)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(pattern) ?? [];
  if (all === undefined) return [pattern];
  return inner.split(',').flatMap((one) => alternativesOf(`${before}${one}${after}`));
}

const TOKEN = /\\(.)|\[([!^]?)(\]?[^\]]*)\]|\*+|\?|[^]/gsu;

/** The regular expression for one part of a pattern. */
function patternOf(part: string): RegExp {
  const source = part.replace(TOKEN, (token, escaped?: string, not?: string, letters?: string) => {
    if (escaped !== undefined) return literal(escaped);
    if (letters !== undefined) return `[${not ? '^' : ''}${letters.replace(/[\\\][^]/g, '\\$&')}]`;
    if (token.startsWith('*')) return '.*';
    return token === '?' ? '.' : literal(token);
  });
  try {
    return new RegExp(`^${source}$`, 'su');
  } catch {
    return /(?!)/; // a range that runs backwards, such as [z-a], has nothing in it
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function unescaped(part: string): string {
  return part.replace(/\\(.)/gs, '$1');
}
