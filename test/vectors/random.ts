import fc from 'fast-check';
import { Draw } from './random-draw';
import { drawPhases } from './random-phases';
import { drawTopology } from './random-topology';
import type { Question, Vector, VectorAction, VectorTopology } from './vector';

/** A vector whose answers nobody has recorded yet. */
export interface OpenVector extends Omit<Vector, 'phases'> {
  readonly topology: Required<VectorTopology>;
  readonly phases: readonly { readonly actions: readonly VectorAction[]; readonly queries: readonly Question[] }[];
}

export interface RandomOptions {
  /** Addresses of the engine's host and of the other machine. */
  readonly host: string;
  readonly outside: string;
  /** Whether the engine finds IPv6 subnets by itself. */
  readonly automaticIpv6: boolean;
  /** What is left of a topology for whoever cannot build all of it. @default - all */
  readonly adapted?: (topology: Required<VectorTopology>) => Required<VectorTopology>;
}

/** Topologies that an engine accepts, what happens to their containers, and questions about them. */
export function randomVectors(options: RandomOptions): fc.Arbitrary<OpenVector> {
  return fc.gen().map((value) => {
    const draw = new Draw(value);
    const daemon = draw.weighted<string>([
      [6, ''],
      [1, '--icc=false'],
      [1, '--userland-proxy=false'],
    ]);
    const drawn = drawTopology(draw, options);
    const topology = options.adapted?.(drawn) ?? drawn;
    return {
      id: 'random',
      ...(daemon === '' ? {} : { daemon }),
      ...(draw.chance(0.2) ? { forward: 'ACCEPT' as const } : {}),
      topology,
      phases: drawPhases(draw, topology, options),
    };
  });
}

/** As many vectors as asked for; the same seed gives the same ones. */
export function sampleVectors(options: RandomOptions, seed: number, count: number): OpenVector[] {
  return fc
    .sample(randomVectors(options), { seed, numRuns: count })
    .map((vector, index) => ({ ...vector, id: `random-${seed}-${index}` }));
}
