import { readFileSync } from 'node:fs';
import { askAll } from './ask';
import { askTwoHosts, isTwoHostFile, type TwoHostFile } from './two-host';
import type { VectorFile } from './vector';

const USAGE = 'usage: npm run vectors -- FILE [--engine 20.10|29]';

class Unusable extends Error {}

/** `run FILE [--engine 20.10|29]`: asks the model every question of a file of vectors. */
function main(args: readonly string[]): number {
  const engineAt = args.findIndex((arg) => arg === '--engine' || arg.startsWith('--engine='));
  const joined = args[engineAt]?.split('=')[1];
  const engine = engineAt < 0 ? '20.10' : (joined ?? args[engineAt + 1]);
  const engineValueAt = engineAt >= 0 && joined === undefined ? engineAt + 1 : -1;
  const files = args.filter((arg, index) => !arg.startsWith('--') && index !== engineValueAt);
  const options = args.filter((arg, index) => arg.startsWith('--') && index !== engineAt);
  const [path] = files;
  if (path === undefined || files.length > 1 || options.length > 0 || (engine !== '20.10' && engine !== '29')) {
    console.error(USAGE);
    return 2;
  }
  let file: VectorFile | TwoHostFile;
  try {
    file = read(path);
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(`${path}: ${error.message}`);
    return 2;
  }
  const tally = isTwoHostFile(file) ? askTwoHosts(file, engine) : askAll(file, engine);
  for (const line of tally.unread) console.log(`cannot be read ${line}`);
  for (const line of tally.unknown) console.log(`unknown   ${line}`);
  for (const line of tally.disagree) console.log(`disagrees ${line}`);
  console.log(
    `${tally.questions} questions, ${tally.agree} agree, ${tally.unknown.length} unknown, ${tally.disagree.length} disagree`,
  );
  return tally.disagree.length === 0 && tally.unread.length === 0 ? 0 : 1;
}

function read(path: string): VectorFile | TwoHostFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Unusable(`cannot be read: ${(error as Error).message}`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Unusable(`is not JSON: ${(error as Error).message}`);
  }
  if (isTwoHostFile(json)) return json;
  const vectors = Array.isArray(json) ? json : (json as { vectors?: unknown } | null)?.vectors;
  if (!Array.isArray(vectors)) throw new Unusable('has no list of vectors; a file of vectors is { "vectors": [ … ] }');
  for (const [at, vector] of (vectors as unknown[]).entries()) {
    const { topology, phases, id } = (vector ?? {}) as { topology?: unknown; phases?: unknown; id?: unknown };
    const name = typeof id === 'string' ? id : `vector ${at + 1}`;
    if (typeof topology !== 'object' || topology === null) throw new Unusable(`${name} has no topology`);
    if (!Array.isArray(phases)) throw new Unusable(`${name} has no list of phases`);
  }
  return { vectors: vectors as VectorFile['vectors'] };
}

process.exitCode = main(process.argv.slice(2));
