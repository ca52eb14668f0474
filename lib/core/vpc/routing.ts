import { isKnown } from '../values/unknown';
import { atomsOf, type Addresses, type Atom } from './addresses';
import { mainTableKey, type Route, type RouteTable, type Subnet } from './aws-network';
import { type Cidr } from '../values/address';
import { type Element } from '../values/element';
import { find, type NetworkIndex } from './network-index';

/** What the route table of a subnet says about a destination. */
export type Routing =
  | { readonly kind: 'route'; readonly route: Route; readonly table: Element; readonly isPartial: boolean }
  /** Nothing leads there. `at` is the table, or the subnet where none is associated. */
  | { readonly kind: 'none'; readonly at: Element }
  | { readonly kind: 'unknown'; readonly at: Element; readonly why: string };

/**
 * The route that packets from a subnet to a destination outside of its VPC take: the longest prefix wins.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html
 */
export function routeTo(index: NetworkIndex, subnet: Subnet, destination: Addresses): Routing {
  const found = tableOf(index, subnet);
  if ('why' in found) return { kind: 'unknown', at: subnet, why: found.why };
  const { table } = found;
  const at = table ?? subnet;
  const routes = table?.routes.items ?? [];
  const atoms = atomsOf(
    destination,
    routes.flatMap((route) => blocksOf(index, route)),
  );
  const outside = destination.kind === 'internet' || destination.kind === 'somewhere';
  const rest = outside ? atoms.filter(({ isRest }) => isRest) : atoms;
  const looked = (rest.length > 0 ? rest : atoms).map((atom) => bestOf(index, routes, atom));
  const chosen = looked.map(({ route }) => route).filter((route) => route !== undefined);
  const [route] = chosen;
  const unsure = looked.find(({ unsure: one, route: known }) => one && (known === undefined || !outside))?.unsure;
  if (unsure) return { kind: 'unknown', at: unsure, why: 'what the route leads to is not known' };
  const tied = looked.find(({ isTied }) => isTied)?.route;
  if (tied) {
    const why = 'another prefix list holds the same block and leads elsewhere, and which of them is taken is not said';
    return { kind: 'unknown', at: tied, why };
  }
  const learnt = table?.propagation;
  if (route && learnt && !outside && atoms.some(({ block }, place) => isLonger(block, looked[place]?.prefix)))
    return { kind: 'unknown', at: learnt, why: 'what is propagated to the route table is not known' };
  if (route) return { kind: 'route', route, table: at, isPartial: chosen.length < looked.length };
  const open = whyOpen(index, subnet, table);
  if (open !== undefined) return { kind: 'unknown', at: table?.propagation ?? at, why: open };
  const other = outside
    ? atoms.map((atom) => bestOf(index, routes, atom).route).find((one) => one !== undefined)
    : undefined;
  if (!other) return { kind: 'none', at };
  if (destination.kind === 'internet') return { kind: 'route', route: other, table: at, isPartial: true };
  return {
    kind: 'unknown',
    at: other,
    why: 'the routes hold some public addresses only, and that of the destination is not known',
  };
}

/** Whether what is learnt while everything runs may be more specific than what is written. */
function isLonger(block: Cidr | undefined, written: number | undefined): boolean {
  return block !== undefined && (written ?? 0) < block.prefix;
}

/** The key of the table that a subnet takes while it names none: the main one of its VPC. */
export function mainTableOf({ vpc }: Subnet): string | undefined {
  return isKnown(vpc) ? mainTableKey(vpc) : undefined;
}

/** The route table of a subnet; none where the main one holds no more than the local routes. */
export function tableOf(
  index: NetworkIndex,
  subnet: Subnet,
): { readonly table: RouteTable | undefined } | { readonly why: string } {
  const main = find(index.tables, mainTableOf(subnet));
  if (subnet.table === undefined && main) return { table: main };
  if (subnet.table === undefined) {
    const vpc = find(index.vpcs, subnet.vpc);
    return vpc ? { table: undefined } : { why: 'it takes the main route table of a VPC that is not in sight' };
  }
  const table = find(index.tables, subnet.table);
  return table ? { table } : { why: 'its route table is not in sight' };
}

/** Why there may be more routes than those that were seen. */
function whyOpen(index: NetworkIndex, { vpc }: Subnet, table: RouteTable | undefined): string | undefined {
  if (table?.propagation) return 'what is propagated to the route table is not known';
  if (table && !table.routes.complete) return 'the routes of the table are not all in sight';
  return find(index.vpcs, vpc)?.open?.why;
}

function blocksOf(index: NetworkIndex, { destination }: Route): readonly Cidr[] {
  if (destination.kind === 'block') return isKnown(destination.block) ? [destination.block] : [];
  return (find(index.prefixLists, destination.list)?.blocks.items ?? []).filter(isKnown);
}

/** The route for some addresses, as far as it is decided. */
interface Choice {
  readonly route: Route | undefined;
  readonly prefix: number | undefined;
  /** One that may be for them. */
  readonly unsure: Route | undefined;
  /** Another prefix list holds the same block, and leads elsewhere. */
  readonly isTied: boolean;
}

function isSameTarget({ target: one }: Route, { target: other }: Route): boolean {
  return isKnown(one) && isKnown(other) && 'key' in one && 'key' in other && one.key === other.key;
}

function bestOf(index: NetworkIndex, routes: readonly Route[], atom: Atom): Choice {
  let best: { route: Route; prefix: number; isOfList: boolean } | undefined;
  let rival: Route | undefined;
  let unsure: Route | undefined;
  for (const route of routes) {
    const { destination } = route;
    const list = destination.kind === 'prefix-list' ? find(index.prefixLists, destination.list) : undefined;
    const isOpen = destination.kind === 'block' ? !isKnown(destination.block) : list?.blocks.complete !== true;
    if (isOpen) unsure ??= route;
    for (const block of blocksOf(index, route)) {
      const inside = atom.isIn(block);
      if (inside === undefined) unsure ??= route;
      if (inside !== true) continue;
      // of equal prefixes a block that is written wins over one of a list
      if (!best || block.prefix > best.prefix || (block.prefix === best.prefix && !list)) {
        best = { route, prefix: block.prefix, isOfList: list !== undefined };
        rival = undefined;
      } else if (block.prefix === best.prefix && best.isOfList && !isSameTarget(route, best.route)) rival = route;
    }
  }
  return { route: best?.route, prefix: best?.prefix, unsure, isTied: rival !== undefined };
}

/** A route inside of the VPC that is more specific than the local one: it leads packets to a middlebox first. */
export function detour(index: NetworkIndex, from: Subnet, to: Addresses | undefined): Route | undefined {
  const table = find(index.tables, from.table ?? mainTableOf(from));
  const local = (find(index.vpcs, from.vpc)?.blocks.items ?? []).filter(isKnown);
  if (!table || !to || to.kind !== 'blocks') return undefined;
  return table.routes.items.find(({ destination }) => {
    const block = destination.kind === 'block' && isKnown(destination.block) ? destination.block : undefined;
    if (!block || !to.blocks.some((one) => block.overlaps(one))) return false;
    return local.some((around) => around.contains(block) && block.prefix > around.prefix);
  });
}
