import { does, type VersionedEngine } from './engine-version';

/** What decides which of two endpoints comes first. */
export interface Precedence {
  readonly priority: number;
  readonly network: { readonly name: string; readonly internal: boolean };
  /** Undefined: none. Left out: some, as every network has that does not say otherwise. */
  readonly ipv4?: unknown;
  /** Undefined: none. */
  readonly ipv6: unknown;
}

/**
 * Priority, then internal last, then gateways of both families before those of one, then the bytes of the network's name: the
 * engine's order, whatever was attached first.
 */
export function byPrecedence(engine: VersionedEngine): (a: Precedence, b: Precedence) => number {
  const bothFamilies = (one: Precedence): boolean => {
    const hasIpv4 = !('ipv4' in one) || one.ipv4 !== undefined;
    return hasIpv4 && one.ipv6 !== undefined && !(one.network.internal && does(engine, 'no-ipv6-gateway-inside'));
  };
  return (a, b) => {
    if (a.priority !== b.priority) return b.priority - a.priority;
    if (a.network.internal !== b.network.internal) return a.network.internal ? 1 : -1;
    if (bothFamilies(a) !== bothFamilies(b)) return bothFamilies(a) ? -1 : 1;
    return a.network.name < b.network.name ? -1 : a.network.name > b.network.name ? 1 : 0;
  };
}
