import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rulesOf } from '../../../../lib/core/rules';

const ROOT = join(__dirname, '..', '..', '..', '..');
const PAGE = readFileSync(join(ROOT, 'docs', 'docker.md'), 'utf8');
const FOLDERS = ['docker', 'bin', 'engine', 'core/rules/docker'];

/** Test files by name, with what is written in them. */
const FILES = new Map(
  FOLDERS.flatMap((folder) => {
    const path = join(ROOT, 'test', folder);
    const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts'));
    return names.map((name) => [basename(name), readFileSync(join(path, name), 'utf8')] as const);
  }),
);
const read = (path: string): unknown => JSON.parse(readFileSync(join(ROOT, 'test', path), 'utf8'));
const VECTORS = new Set(
  ['reachability', 'random', 'found'].flatMap((name) =>
    (read(`vectors/${name}-vectors.json`) as { vectors: { id: string }[] }).vectors.map(({ id }) => id),
  ),
);
const REFUSALS = new Set(Object.keys(read('engine/refusals.json') as object).map((title) => title.split(/[ :]/)[0]));

/** The words in backticks behind a word, singular or plural: "vectors `a`, `b`". */
function named(kind: string): string[] {
  const lists = PAGE.matchAll(new RegExp(`\\b${kind}s? ((?:\`[^\`]+\`(?:, )?)+)`, 'g'));
  return [...lists].flatMap(([, list = '']) => [...list.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word));
}

describe('the page about Docker networks', () => {
  it('names test files and tests that are there', () => {
    const tests = [...PAGE.replaceAll('\n', ' ').matchAll(/`([\w.-]+\.test\.ts)`(?:: "([^"]+)")?/g)];
    const missing = tests.flatMap(([, file = '', given]) => {
      const title = given?.replaceAll(/\s+/g, ' ');
      return title === undefined || FILES.get(file)?.includes(title) === true ? [] : [`${file}: ${title}`];
    });
    expect(missing).toEqual([]);
    expect(tests.filter(([, file = '']) => !FILES.has(file))).toEqual([]);
    expect(tests.length).toBeGreaterThan(60);
  });

  it('names vectors and refusals that are recorded', () => {
    expect(named('vector').filter((id) => !VECTORS.has(id))).toEqual([]);
    expect(named('refusal').filter((id) => !REFUSALS.has(id))).toEqual([]);
    expect(named('vector').length).toBeGreaterThan(25);
    expect(named('refusal').length).toBeGreaterThan(30);
  });

  it('names findings that exist, and leads to pages that are there', () => {
    const ids = new Set(rulesOf().map(({ id }) => id));
    expect(named('finding').filter((id) => !ids.has(id))).toEqual([]);
    const links = [...PAGE.matchAll(/\]\(([^)#]+)/g)].map(([, path = '']) => path);
    expect(links.filter((path) => !existsSync(join(ROOT, 'docs', path)))).toEqual([]);
  });
});
