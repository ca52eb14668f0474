/**
 * The modules of each folder of dist/lib as one file, its pack: to find and read hundreds of small files takes longer than to
 * check most apps. A pack gives out a module by its name, which is run when it is first asked for, so that what is loaded late
 * in the code is loaded late here too. The entries stay files of their own: Node reads their exports from their text.
 */
const { transformSync } = require('esbuild');
const { existsSync, readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { basename, dirname, join, relative, resolve, sep } = require('node:path');
const { exports: entries } = require('../package.json');

const ROOT = join(__dirname, '..');
const DIST = join(ROOT, 'dist/lib');
const ENTRIES = new Set(Object.values(entries).flatMap((entry) => (entry.default ? [join(ROOT, entry.default)] : [])));
const PACK = 'pack.js';

/** The folder of dist as it is in the sources, whatever an earlier build left there. */
const sourcesOf = (folder) => readdirSync(join(ROOT, 'lib', relative(DIST, folder)), { withFileTypes: true });

const modulesIn = (folder) =>
  sourcesOf(folder)
    .filter(({ name }) => name.endsWith('.ts'))
    .map(({ name }) => join(folder, `${basename(name, '.ts')}.js`));

/** A folder with all below it. */
const foldersIn = (folder) => [
  folder,
  ...sourcesOf(folder)
    .filter((one) => one.isDirectory())
    .flatMap(({ name }) => foldersIn(join(folder, name))),
];

/** Modules that another one imports. */
const imported = new Set();

/** The text of a module, with each import of another one taken from its pack. */
function taken(file) {
  const folder = dirname(file);
  return readFileSync(file, 'utf8').replaceAll(/\brequire\((['"])(\.[^'"]*)\1\)/g, (asWritten, _, path) => {
    const at = resolve(folder, path);
    const other = [`${at}.js`, join(at, 'index.js')].find(existsSync);
    if (!other) return asWritten;
    imported.add(other);
    const pack = relative(folder, join(dirname(other), PACK))
      .split(sep)
      .join('/');
    const from =
      dirname(other) === folder && !ENTRIES.has(file)
        ? 'pack'
        : `require("${pack.startsWith('.') ? pack : `./${pack}`}")`;
    return `${from}("${basename(other, '.js')}")`;
  });
}

/** Parentheses around a function tell V8 that it will be called, so that it is not read twice. */
const packOf = (files) => `"use strict";
const run = {};
const modules = {
${files.map((file) => `"${basename(file, '.js')}": (function (exports) {\n${transformSync(taken(file)).code}})`).join(',\n')}
};
module.exports = pack;
function pack(name) {
  if (run[name] === undefined) {
    const exports = {};
    modules[name](exports);
    run[name] = exports;
  }
  return run[name];
}
`;

/** The files of a folder with what they are to hold. */
function textsIn(folder) {
  const files = modulesIn(folder);
  const modules = files.filter((file) => !ENTRIES.has(file));
  const texts = files.filter((file) => ENTRIES.has(file)).map((file) => [file, taken(file)]);
  if (modules.length === 0) return texts;
  return [
    ...texts,
    [join(folder, PACK), packOf(modules)],
    ...modules.map((file) => [file, `module.exports = require("./${PACK}")("${basename(file, '.js')}");\n`]),
  ];
}

const texts = foldersIn(DIST).flatMap(textsIn);
const RULES = join(DIST, 'core/rules');
const forgotten = foldersIn(RULES)
  .filter((folder) => folder !== RULES)
  .flatMap(modulesIn)
  .find((file) => !imported.has(file));
if (forgotten) {
  console.error(`nobody registered ${relative(RULES, forgotten).replace(/js$/, 'ts')}`);
  process.exitCode = 1;
} else for (const [file, text] of texts) writeFileSync(file, text);
