import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeAll } from './suite';
import type { SuiteCase } from './suite-case';

const USAGE = 'usage: npm run engine-suite -- FILE';

/** Cases that the project states itself, with what those of elsewhere had no words for. */
const OWN = join('test', 'vectors', 'engine-suite.json');

class Unusable extends Error {}

/** `run FILE`: what engines are asserted to do, against what the model says. */
function main(args: readonly string[]): number {
  const [path] = args;
  if (path === undefined || args.length > 1 || path.startsWith('--')) {
    console.error(USAGE);
    return 2;
  }
  try {
    const own = existsSync(OWN) ? read(OWN) : [];
    const { cases, agree, stated, byWords, unknown, disagree, unexpressed } = judgeAll(read(path), own);
    for (const line of byWords) console.log(`by words  ${line}`);
    for (const line of unexpressed) console.log(`cannot be expressed ${line}`);
    for (const line of unknown) console.log(`unknown   ${line}`);
    for (const line of disagree) console.log(`disagrees ${line}`);
    console.log(
      `${stated} of those that agree are judged as the project states them, ${byWords.length} by their words alone`,
    );
    console.log(
      `${cases} cases, ${agree} agree, ${unknown.length} unknown, ${disagree.length} disagree, ${unexpressed.length} cannot be expressed`,
    );
    return disagree.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Unusable)) throw error;
    console.error(error.message);
    return 2;
  }
}

function read(path: string): SuiteCase[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Unusable(`${path}: cannot be read as JSON: ${(error as Error).message}`);
  }
  if (!Array.isArray(json)) throw new Unusable(`${path}: is not a list of cases`);
  return json as SuiteCase[];
}

process.exitCode = main(process.argv.slice(2));
