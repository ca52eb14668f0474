/** Asks Mermaid's own parser: node mermaid-parse.mjs FOLDER, diagrams as a JSON list on standard input. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const fromFolder = (file) => import(pathToFileURL(join(process.argv[2], 'node_modules', file)).href);

// what cleans HTML wants a browser; parsing does not
const { default: purify } = await fromFolder('dompurify/dist/purify.es.mjs');
Object.assign(purify, { addHook: () => {}, sanitize: (text) => text });
const { default: mermaid } = await fromFolder('mermaid/dist/mermaid.core.mjs');

const answers = [];
for (const diagram of JSON.parse(readFileSync(0, 'utf8'))) {
  try {
    answers.push((await mermaid.parse(diagram)).diagramType);
  } catch (error) {
    answers.push(`refused: ${error.message}`);
  }
}
process.stdout.write(JSON.stringify(answers));
