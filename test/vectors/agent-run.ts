import { readFileSync } from 'node:fs';
import { type AgentVector, differencesOf, modelOf } from './agent';
const vectors = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as AgentVector[];
let bad = 0;
for (const vector of vectors) {
  const { tasks, differences } = modelOf(vector);
  const all = [...differences, ...tasks.flatMap(differencesOf)];
  if (all.length > 0) { bad++; console.log(vector.id, all.join('\n    ')); }
}
console.log(vectors.length, bad);
