/**
 * The reference of the API, a page for each entry of the package, from the declarations that are shipped and their docstrings:
 * `npm run docs:api` writes docs/api-reference, `-- --check` fails where a page is not what the code says. Both fail where a docstring
 * links to something that no page has.
 */
const { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const { exports: entries } = require('../package.json');
const check = process.argv.includes('--check');
const made = join(root, 'build/api-reference');
const kept = join(root, 'docs/api-reference');

/** Declarations of the entries that are there to be imported; the others only hook the matchers into a test runner. */
const declarations = Object.values(entries)
  .map(({ types }) => types)
  .filter((types) => types?.startsWith('./dist/'));

/** A page is called as its entry is imported: `portwright` and the names behind its slash. */
const pageOf = (module) => (module === 'core' ? 'portwright' : module);

async function writePages() {
  const { Application } = await import('typedoc');
  const tsconfig = join(root, 'build/tsconfig.reference.json');
  mkdirSync(join(root, 'build'), { recursive: true });
  writeFileSync(
    tsconfig,
    JSON.stringify({
      extends: '../tsconfig.build.json',
      compilerOptions: { noEmit: true, declaration: false, rootDir: '..' },
      include: [],
      files: declarations.map((types) => join('..', types)),
    }),
  );
  rmSync(made, { recursive: true, force: true });
  const application = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    tsconfig,
    entryPoints: declarations.map((types) => join(root, types)),
    out: made,
    readme: 'none',
    outputFileStrategy: 'modules',
    logLevel: 'Warn',
    treatWarningsAsErrors: true,
    validation: { notExported: false, invalidLink: true, invalidPath: true },
    // what CDK and cdktf have is in their own references
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    disableSources: true,
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    classPropertiesFormat: 'table',
    typeAliasPropertiesFormat: 'table',
    propertyMembersFormat: 'table',
    typeDeclarationFormat: 'table',
    tableColumnSettings: { hideInherited: true, hideOverrides: true },
  });
  const project = await application.convert();
  if (!project) throw new Error('the declarations could not be read: npm run build');
  for (const module of project.children) module.name = pageOf(module.name);
  application.validate(project);
  await application.generateOutputs(project);
  rmSync(join(made, 'README.md'));
  const pages = new Map(readdirSync(made).map((page) => [page, readPage(page)]));
  const anchorsByPage = new Map([...pages].map(([page, text]) => [page, membersOf(text)]));
  for (const [page, text] of pages) writeFileSync(join(made, page), linkedByName(text, page, anchorsByPage));
  return !application.logger.hasErrors() && !application.logger.hasWarnings();
}

/** A page as it was generated, with contents; a parameter that is taken apart at once has no name. */
function readPage(page) {
  const text = readFileSync(join(made, page), 'utf8').replaceAll('__namedParameters', 'value');
  return withContents(text, page.replace(/\.md$/, ''));
}

/** What is on a page, by kind, and what to import. */
function withContents(text, page) {
  const entry = page === 'portwright' ? page : `portwright/${page}`;
  const [, about = ''] = /^# [^\n]+\n\n([\s\S]*?)(?=^## )/m.exec(text) ?? [];
  const body = text.slice(text.indexOf('\n## ') + 1);
  const anchorOf = anchors();
  const lines = [];
  for (const [, marks, name] of body.matchAll(/^(#+) (.+)$/gm)) {
    const anchor = anchorOf(name);
    if (marks === '##') lines.push({ kind: name, names: [] });
    else if (marks === '###') lines.at(-1).names.push(`[${plainName(name)}](#${anchor})`);
  }
  const contents = lines.map(({ kind, names }) => `**${kind}**: ${names.join(', ')}`).join('\n\n');
  return `# ${entry}\n\n${about}\`\`\`ts\nimport { … } from '${entry}';\n\`\`\`\n\n${contents}\n\n${body}`;
}

/** What a page has, by name, with the anchor of each. */
function membersOf(text) {
  const anchorOf = anchors();
  return new Map(
    [...text.matchAll(/^(#+) (.+)$/gm)].flatMap(([, marks, heading]) => {
      const anchor = anchorOf(heading);
      return marks === '###' ? [[plainName(heading), anchor]] : [];
    }),
  );
}

/** A page whose links lead to what they name: the generator numbers anchors by its own count, which is not that of the page. */
const linkedByName = (text, page, anchorsByPage) =>
  text.replace(/\[`(\w+)`\]\(([\w.-]*)#[\w-]+\)/g, (all, name, path) => {
    const anchor = anchorsByPage.get(path === '' ? page : path)?.get(name);
    return anchor === undefined ? all : `[\`${name}\`](${path}#${anchor})`;
  });

/** A heading without what is not the name. */
const plainName = (heading) => heading.replace(/^(abstract )|\(\)$/gi, '').replace(/\\?<.*$/, '');

/** Anchors of the headings of a page, one after the other, as GitHub makes them. */
function anchors() {
  const seen = new Map();
  return (heading) => {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  };
}

function isFresh() {
  const pages = readdirSync(made);
  const known = readdirSync(kept);
  const read = (folder, page) => readFileSync(join(folder, page), 'utf8');
  const stale = pages.filter((page) => !known.includes(page) || read(kept, page) !== read(made, page));
  const left = known.filter((page) => !pages.includes(page));
  for (const page of [...stale, ...left])
    console.error(`docs/api-reference/${page} is not what the code says: npm run docs:api`);
  return stale.length + left.length === 0;
}

async function main() {
  const isClean = await writePages();
  if (check) return isClean && isFresh();
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept, { recursive: true });
  for (const page of readdirSync(made)) writeFileSync(join(kept, page), readFileSync(join(made, page)));
  console.log(`${readdirSync(kept).length} pages in docs/api-reference`);
  return isClean;
}

void main().then((isWell) => {
  process.exitCode = isWell ? 0 : 1;
});
