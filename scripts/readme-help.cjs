/** Writes the help of every command between the marks in README.md: npm run docs. */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const { helpDocument } = require(join(root, 'dist/lib/cli/help.js'));
const { SHAPES } = require(join(root, 'dist/lib/cli/main.js'));

const file = join(root, 'README.md');
const readme = readFileSync(file, 'utf8');
const [, before, after] = /^(.*<!-- help: npm run docs -->\n)[\s\S]*(<!-- end of help -->.*)$/s.exec(readme);
writeFileSync(file, `${before}\n${helpDocument(SHAPES)}\n${after}`);
