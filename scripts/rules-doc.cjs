/** Writes docs/rules.md from the built rules: npm run docs. */
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');
const { rulesDocument } = require(join(root, 'dist/lib/report/rules-document.js'));
const facts = require(join(root, 'test/core/rules/catalogue-ids.json'));

writeFileSync(join(root, 'docs/rules.md'), rulesDocument(facts));
