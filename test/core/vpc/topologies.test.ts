import fc from 'fast-check';
import { type PathVerdict } from '../../../lib/core/vpc/path-verdict';
import { reachInNetwork, type NetworkQuestion } from '../../../lib/core/vpc/reach';
import { startIn } from '../../../lib/core/vpc/start';
import { draws } from '../../thoroughness';
import { anyQuestion, networkOf, topology } from './random-network';
import { unfounded, unjustified } from './trace-checker';

/** How many are drawn; `PORTWRIGHT_TOPOLOGIES=1000 npx jest test/core/vpc/topologies` draws more. */
const DRAWN = Number(process.env['PORTWRIGHT_TOPOLOGIES'] ?? draws(240));
const SEED = 20261129;
const ASKED = 6;

function faultsOf(read: ReturnType<typeof networkOf>, verdict: PathVerdict, asked: NetworkQuestion): string[] {
  const hops = verdict.trace.map((hop) => unjustified(read, hop));
  const isFour = ![asked.from, asked.to].includes('internet6');
  const causes =
    verdict.kind === 'blocked' && isFour ? verdict.causes.map((cause) => unfounded(read, cause, asked)) : [];
  const empty =
    (verdict.kind === 'blocked' && verdict.causes.length === 0) ||
    (verdict.kind === 'unknown' && verdict.gaps.length === 0)
      ? [`${verdict.kind} without a reason`]
      : [];
  return [...hops, ...causes, ...empty].filter((fault) => fault !== undefined);
}

describe('random networks of AWS', () => {
  test('give verdicts whose hops and causes are what is written, for whatever is asked of them', () => {
    fc.assert(
      fc.property(topology, fc.array(anyQuestion, { minLength: ASKED, maxLength: ASKED }), (resources, questions) => {
        const read = networkOf(resources);
        for (const asked of questions) {
          const verdict = reachInNetwork(read, asked);
          expect(faultsOf(read, verdict, asked).map((fault) => `${asked.from} to ${asked.to}: ${fault}`)).toEqual([]);
        }
        for (const start of read.starts) {
          const { needs } = startIn(read, start);
          for (const { verdict } of needs) {
            const faults = faultsOf(read, verdict, { from: start.key, to: 'internet', port: 443 });
            expect(faults.map((fault) => `start of ${start.key}: ${fault}`)).toEqual([]);
          }
        }
      }),
      { numRuns: DRAWN, seed: SEED },
    );
  });
});
