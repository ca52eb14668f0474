import { readFileSync } from 'node:fs';
import { differenceOf, type VpcVector } from './vpc';

const USAGE = 'usage: npm run vpc-vectors -- FILE';

/** `vpc-run FILE`: asks the model every question of a file of templates. */
function main(args: readonly string[]): number {
  const [path, ...more] = args;
  if (path === undefined || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  let vectors: readonly VpcVector[];
  try {
    vectors = read(path);
  } catch (error) {
    console.error(`${path}: ${(error as Error).message}`);
    return 2;
  }
  let asExpected = 0;
  for (const vector of vectors) {
    const difference = judge(vector);
    if (difference === undefined) asExpected++;
    else console.log(`differs  ${vector.id}: ${vector.title}: ${difference}`);
  }
  const differing = vectors.length - asExpected;
  console.log(`${vectors.length} vectors, ${asExpected} as expected, ${differing} not`);
  return differing === 0 ? 0 : 1;
}

/** One vector that cannot be asked is one that differs. */
function judge(vector: VpcVector): string | undefined {
  try {
    return differenceOf(vector);
  } catch (error) {
    return (error as Error).message;
  }
}

function read(path: string): readonly VpcVector[] {
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const vectors = Array.isArray(json) ? json : (json as { vectors?: unknown } | null)?.vectors;
  if (!Array.isArray(vectors)) throw new Error('a file of vectors is a list of them');
  for (const [at, vector] of (vectors as unknown[]).entries()) {
    const { id, resources, question, expect } = (vector ?? {}) as Partial<Record<keyof VpcVector, unknown>>;
    const name = typeof id === 'string' ? id : `vector ${at + 1}`;
    for (const [field, value] of Object.entries({ resources, question, expect })) {
      if (typeof value !== 'object' || value === null) throw new Error(`${name} has no ${field}`);
    }
  }
  return vectors as VpcVector[];
}

process.exitCode = main(process.argv.slice(2));
