import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpDocument } from '../../lib/cli/help';
import { SHAPES } from '../../lib/cli/main';

test('the help in the README is what `npm run docs` writes there', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const [, help] = /<!-- help: npm run docs -->\n([\s\S]*)<!-- end of help -->/.exec(readme) ?? [];
  expect(help).toBe(`\n${helpDocument(SHAPES)}\n`);
});
