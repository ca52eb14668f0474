import fc from 'fast-check';
import { Draw } from './random-draw';
import { drawPhases } from './random-phases';
import { drawTopology } from './random-topology';
import type { PhaseAction, Question, Vector, VectorTopology } from './vector';

/** A vector whose answers nobody has recorded yet. */
export interface OpenVector extends Omit<Vector, 'phases'> {
  readonly topology: Required<VectorTopology>;
  readonly phases: readonly { readonly actions: readonly PhaseAction[]; readonly queries: readonly Question[] }[];
}

export interface RandomOptions {
  /** Addresses of the engine's host and of the other machine. */
  readonly host: string;
  readonly outside: string;
  /** An address of the host on its default bridge. @default 172.17.0.1 */
  readonly bridge?: string;
  /** Whether the engine finds IPv6 subnets by itself. */
  readonly automaticIpv6: boolean;
  /** What is left of a topology for whoever cannot build all of it. @default - all */
  readonly adapted?: (topology: Required<VectorTopology>) => Required<VectorTopology>;
  /**
   * Also what only some engines have or few people use: IPv6 on the LAN, networks without IPv4, gateway modes and
   * priorities, macvlan, more flags of the daemon, DNS settings, containers that come later or are renamed.
   * @default false
   */
  readonly wide?: boolean;
  /** Whether the network of the two machines has IPv6. @default false */
  readonly lan6?: boolean;
}

/** Topologies that an engine accepts, what happens to their containers, and questions about them. */
export function randomVectors(options: RandomOptions): fc.Arbitrary<OpenVector> {
  return fc.gen().map((value) => {
    const draw = new Draw(value);
    const daemon = drawFlags(draw, options);
    // what is filtered by nobody is forwarded where the host forwards
    const open = daemon.includes('--iptables=false') || draw.chance(0.2);
    // with a range of its own the bridge is elsewhere in its subnet
    const bridge = daemon.includes('--fixed-cidr=') ? { bridge: options.host } : {};
    const { topology: drawn, later } = drawTopology(draw, { ...options, ...bridge });
    const topology = options.adapted?.(drawn) ?? drawn;
    const lan6 = options.wide === true && draw.chance(0.5);
    return {
      id: 'random',
      ...(daemon === '' ? {} : { daemon }),
      ...(open ? { forward: 'ACCEPT' as const } : {}),
      ...(lan6 ? { lan6 } : {}),
      topology,
      phases: drawPhases(draw, topology, { ...options, lan6 }, later),
    };
  });
}

function drawFlags(draw: Draw, { wide, automaticIpv6: newer }: RandomOptions): string {
  const usual = [
    [6, ''],
    [1, '--icc=false'],
    [1, '--userland-proxy=false'],
  ] as const;
  if (wide !== true) return draw.weighted<string>(usual);
  return draw.weighted<string>([
    ...usual,
    [1, '--ip-masq=false'],
    [1, '--ip=127.0.0.1'],
    [1, '--iptables=false'],
    [1, newer ? '--ip6tables=false' : '--experimental --ip6tables'],
    [1, '--ipv6 --fixed-cidr-v6=fd00:17::/64'],
    [1, '--fixed-cidr=172.17.64.0/20'],
    [newer ? 1 : 0, '--allow-direct-routing'],
    [newer ? 1 : 0, '--default-network-opt=bridge=com.docker.network.bridge.enable_icc=false'],
    [1, '--dns-search=nb --dns-opt=ndots:2'],
    [1, '--icc=false --userland-proxy=false'],
  ]);
}

/** As many vectors as asked for; the same seed gives the same ones. */
export function sampleVectors(options: RandomOptions, seed: number, count: number): OpenVector[] {
  return fc
    .sample(randomVectors(options), { seed, numRuns: count })
    .map((vector, index) => ({ ...vector, id: `random-${seed}-${index}` }));
}
