import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Everything that people read. */
const PAGES = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pagesIn('docs')];

function pagesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? pagesIn(path) : path.endsWith('.md') ? [path] : [];
  });
}

const texts = new Map<string, string>();
const anchors = new Map<string, ReadonlySet<string>>();

function textOf(page: string): string {
  let text = texts.get(page);
  if (text === undefined) texts.set(page, (text = readFileSync(join(ROOT, page), 'utf8')));
  return text;
}

/** What a page can be opened at: its headings as GitHub numbers them, and anchors that were written. */
function anchorsOf(page: string): ReadonlySet<string> {
  let known = anchors.get(page);
  if (!known) anchors.set(page, (known = new Set(anchorsIn(textOf(page)))));
  return known;
}

function anchorsIn(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');
  const seen = new Map<string, number>();
  const headings = [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
  return [...headings, ...[...prose.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id = '']) => id)];
}

/** Links of a page that lead nowhere. */
function deadLinks(page: string): string[] {
  const prose = textOf(page).replace(/^```[\s\S]*?^```$/gm, '');
  const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : normalize(join(dirname(page), path));
    if (!existsSync(join(ROOT, target))) return true;
    const isFolder = statSync(join(ROOT, target)).isDirectory();
    return anchor !== undefined && (isFolder || !anchorsOf(target).has(anchor));
  });
}

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  expect(deadLinks(page)).toEqual([]);
});

test('every page of docs is named in docs/README.md', () => {
  const linked = [...textOf('docs/README.md').matchAll(/\]\(([^)#\s]+)/g)].map(([, path]) => `docs/${path}`);
  const own = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md') && name !== 'README.md');
  expect(own.filter((name) => !linked.includes(`docs/${name}`))).toEqual([]);
});

test('every page of the API reference belongs to an entry of the package, and every entry has one', () => {
  const { exports: entries } = JSON.parse(textOf('package.json')) as {
    exports: Readonly<Record<string, { readonly types?: string }>>;
  };
  const names = Object.keys(entries).filter((entry) => entries[entry]?.types?.startsWith('./dist/') === true);
  const pages = names.map((entry) => `${entry === '.' ? 'portwright' : entry.slice('./'.length)}.md`);
  expect(readdirSync(join(ROOT, 'docs/api-reference')).sort()).toEqual(pages.sort());
});
