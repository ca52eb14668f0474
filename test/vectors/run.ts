import { readFileSync } from 'node:fs';
import { askAll } from './ask';
import type { Generation } from './model';
import type { VectorFile } from './vector';

/** `run FILE [--engine 20.10|29]`: asks the model every question of a file of vectors. */
function main(args: readonly string[]): number {
  const engineAt = args.indexOf('--engine');
  const engine = engineAt < 0 ? '20.10' : args[engineAt + 1];
  const files = args.filter((arg, index) => !arg.startsWith('--') && (engineAt < 0 || index !== engineAt + 1));
  if (files.length !== 1 || (engine !== '20.10' && engine !== '29')) {
    console.error('usage: npm run vectors -- FILE [--engine 20.10|29]');
    return 2;
  }
  const file = JSON.parse(readFileSync(files[0] ?? '', 'utf8')) as VectorFile;
  const tally = askAll(file, engine);
  for (const line of tally.unknown) console.log(`unknown   ${line}`);
  for (const line of tally.disagree) console.log(`disagrees ${line}`);
  console.log(
    `${tally.questions} questions, ${tally.agree} agree, ${tally.unknown.length} unknown, ${tally.disagree.length} disagree`,
  );
  return tally.disagree.length === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
