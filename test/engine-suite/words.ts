import type { SuiteCase } from './suite-case';

/** Words that say nothing about what is missing. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    'a an and or of the in to by is are as at on for from with without that what it its ' +
    'action actions container containers daemon endpoint endpoints engine field flag flags key keys network networks ' +
    'nobody option options read reads says setting settings'
  ).split(' '),
);

/** The name of a flag, a setting or an option: `--ipv6`, `mac_address`, `com.docker.network.endpoint.ifname`. */
const TECHNICAL = /(?:^|\s)-{1,2}[a-z]|[a-z][_.][a-z]/;

/**
 * Cases of the project's own that together give a meaning to all that a case had no word for. Empty: a part of it has none.
 * @param gap what a case could not express, in the words of whoever wrote it; what stands in brackets explains it
 */
export function casesForWords(gap: string, own: readonly SuiteCase[]): readonly SuiteCase[] {
  const meanings = new Map<string, SuiteCase[]>();
  for (const one of own) {
    for (const word of (one.words ?? []).map(plain)) meanings.set(word, [...(meanings.get(word) ?? []), one]);
  }
  const longestFirst = [...meanings.keys()].sort((a, b) => b.length - a.length);
  const [head = '', ...explained] = gap.replace(/\([^)]*\)/g, ' ').split(/[;:](?:\s|$)/);
  const told = new Set<SuiteCase>();
  const saysNothing = plain(head)
    .split(' ')
    .every((word) => FILLERS.has(word));
  for (const part of [head, ...explained.filter((each) => saysNothing || TECHNICAL.test(each))]) {
    let left = ` ${plain(part)} `;
    for (const word of longestFirst) {
      const without = left.replaceAll(` ${word} `, '  ');
      if (without !== left) for (const one of meanings.get(word) ?? []) told.add(one);
      left = without;
    }
    if (left.split(' ').some((word) => word !== '' && !FILLERS.has(word))) return [];
  }
  return [...told];
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[`'",/|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
