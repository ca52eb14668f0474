import { readFileSync } from 'node:fs';
import { type AgentVector, differencesOf, localComparison, modelOf } from './agent';
import { unknownKeyOf } from './agent-keys';

const USAGE = 'usage: npm run agent-vectors -- FILE [--verbose]';

/**
 * `agent-run FILE`: what the ECS agent told Docker, held against the model of the agent and against a local run of the
 * same task. A key of the records that nobody knows is named, and the rest judged. The agent's plugins (`cni`), its proxy's variables, and what programs and probes did are not asked.
 */
function main(args: readonly string[]): number {
  const [path, ...more] = args.filter((arg) => arg !== '--verbose');
  if (path === undefined || more.length > 0) {
    console.error(USAGE);
    return 2;
  }
  let vectors: readonly AgentVector[];
  try {
    vectors = read(path);
  } catch (error) {
    console.error(`${path}: ${(error as Error).message}`);
    return 2;
  }
  const tally = { equal: 0, stated: 0, disagree: 0 };
  const reasons = new Map<string, number>();
  const passedOver = new Map<string, number>();
  for (const vector of vectors) {
    const unknown = unknownKeyOf({ ...vector });
    if (unknown !== undefined) passedOver.set(unknown, (passedOver.get(unknown) ?? 0) + 1);
    const { disagrees, claims } = judge(vector);
    for (const text of disagrees) console.log(`disagrees ${vector.id}: ${text}`);
    if (disagrees.length > 0) tally.disagree++;
    else if (claims.size > 0) {
      tally.stated++;
      if (args.includes('--verbose')) console.log(`differs   ${vector.id}: ${[...claims].join(', ')}`);
      for (const claim of claims) reasons.set(claim, (reasons.get(claim) ?? 0) + 1);
    } else tally.equal++;
  }
  for (const [key, count] of passedOver) console.log(`not looked at: ${key}, in ${count}`);
  for (const [reason, count] of reasons) console.log(`stated: ${reason}, in ${count}`);
  console.log('left out in all: the variables that the agent sets (claim agent-variables)');
  console.log(
    `${vectors.length} vectors, ${tally.equal} equal, ${tally.stated} differ as stated, ${tally.disagree} disagree`,
  );
  return tally.disagree === 0 ? 0 : 1;
}

/** One vector that cannot be asked is one that disagrees. */
function judge(vector: AgentVector): { readonly disagrees: readonly string[]; readonly claims: ReadonlySet<string> } {
  try {
    const { tasks, differences } = modelOf(vector);
    const local = tasks.map(localComparison);
    return {
      disagrees: [
        ...differences,
        ...tasks.flatMap(differencesOf),
        ...local.flatMap(({ unstated }) => unstated.map((text) => `a local run: ${text}, and no claim says so`)),
      ],
      claims: new Set(local.flatMap(({ stated }) => [...stated])),
    };
  } catch (error) {
    return { disagrees: [(error as Error).message], claims: new Set() };
  }
}

function read(path: string): readonly AgentVector[] {
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const vectors = Array.isArray(json) ? json : (json as { vectors?: unknown } | null)?.vectors;
  if (!Array.isArray(vectors)) throw new Error('a file of vectors is a list of them');
  for (const [at, vector] of (vectors as unknown[]).entries()) {
    if (typeof vector !== 'object' || vector === null) throw new Error(`vector ${at + 1} is no object`);
    const { id, input, inputs, observed } = vector as Partial<AgentVector>;
    const name = typeof id === 'string' ? id : `vector ${at + 1}`;
    if (input === undefined && inputs === undefined) throw new Error(`${name} has neither input nor inputs`);
    if (typeof observed !== 'object') throw new Error(`${name} has no observed`);
  }
  return vectors as AgentVector[];
}

process.exitCode = main(process.argv.slice(2));
