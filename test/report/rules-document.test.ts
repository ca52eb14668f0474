import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesDocument } from '../../lib/report/rules-document';
import FACTS from '../core/rules/catalogue-ids.json';

describe('docs/rules.md', () => {
  const document = readFileSync(join(__dirname, '../../docs/rules.md'), 'utf8');

  test('is what `npm run docs` makes of the rules', () => {
    expect(document).toBe(rulesDocument(FACTS));
  });

  test('has one anchor a rule', () => {
    const anchors = document.match(/^### .+$/gm) ?? [];
    expect(new Set(anchors).size).toBe(anchors.length);
  });
});
