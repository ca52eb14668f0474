import { objectsIn, textIn } from './made';
import { type Thing, type ThingKind } from './sections';

/** An account in a region, as far as both are known. */
export interface Environment {
  readonly account: string | undefined;
  readonly region: string | undefined;
}

const ARN = /^arn:aws[\w-]*:[\w-]+:([a-z]{2}(?:-[a-z]+)+-\d+):(\d{12}):/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d+/;

/** Lists of the VPC: their ids are in no other account or region. */
const OF_VPC: ReadonlySet<ThingKind> = new Set([
  ...(['vpc', 'dhcpOptions', 'subnet', 'routeTable', 'networkAcl', 'securityGroup', 'groupRule', 'endpoint'] as const),
  ...(['natGateway', 'internetGateway', 'egressOnlyGateway', 'peering', 'prefixList', 'networkInterface'] as const),
  ...(['reservation', 'launchTemplate', 'launchVersion'] as const),
]);

/** What a thing says about where it is. */
function saidBy({ data }: Thing): Environment {
  for (const [key, value] of Object.entries(data)) {
    if (typeof value !== 'string' || !/arn$/i.test(key) || /role/i.test(key)) continue;
    const [, region, account] = ARN.exec(value) ?? [];
    if (region !== undefined) return { region, account };
  }
  const zone =
    textIn(data, 'AvailabilityZone') ??
    textIn(data, 'AvailabilityZones/0') ??
    textIn(data, 'Instances/0/Placement/AvailabilityZone');
  return { region: REGION.exec(zone ?? '')?.[0], account: textIn(data, 'OwnerId') };
}

/** The VPC that a thing is in, or that it is. */
function vpcOf({ data }: Thing): string | undefined {
  const attached = objectsIn(data['Attachments']);
  return textIn(data, 'VpcId') ?? textIn(attached[0], 'VpcId') ?? textIn(data, 'Instances/0/VpcId');
}

/** Groups things by account and region; those whose account or region is unknown form a group of their own. */
export interface Environments {
  readonly known: readonly { readonly environment: Environment; readonly things: readonly Thing[] }[];
  readonly unplaced: readonly Thing[];
}

/**
 * Puts things to the accounts and regions that they are in: by their ARNs, their zones, the VPC they are in, and what else
 * there is. What a VPC has may belong to the account that shares it, and goes with those who use it.
 */
export function environmentsOf(things: readonly Thing[]): Environments {
  const said = things.map((thing) => ({ thing, vpc: vpcOf(thing), ...saidBy(thing) }));
  const regionOfVpc = new Map<string, string>();
  for (const { vpc, region } of said) if (vpc !== undefined && region !== undefined) regionOfVpc.set(vpc, region);
  const regions = new Set(said.flatMap(({ region }) => region ?? []));
  const [onlyRegion] = regions.size === 1 ? regions : [];
  const placed = said.map(({ thing, vpc, account, region }) => ({
    thing,
    account,
    region: region ?? (vpc === undefined ? undefined : regionOfVpc.get(vpc)) ?? onlyRegion,
  }));
  const isOwn = (thing: Thing): boolean => !OF_VPC.has(thing.kind);
  const users = new Map<string, Set<string>>();
  for (const { thing, account, region } of placed) {
    if (!isOwn(thing) || account === undefined || region === undefined) continue;
    const known = users.get(region);
    if (known) known.add(account);
    else users.set(region, new Set([account]));
  }
  const accounts = new Set(placed.flatMap(({ account }) => account ?? []));
  const accountIn = (region: string, account: string | undefined): string | undefined => {
    const known = users.get(region);
    if (account !== undefined && (known === undefined || known.has(account))) return account;
    if (known?.size === 1) return [...known][0];
    return account ?? (accounts.size === 1 ? [...accounts][0] : undefined);
  };
  const groups = new Map<string, { environment: Environment; things: Thing[] }>();
  const unplaced: Thing[] = [];
  for (const { thing, account, region } of placed) {
    if (region === undefined && regions.size > 0) {
      unplaced.push(thing);
      continue;
    }
    const owner = region === undefined ? account : accountIn(region, account);
    const isShared = owner === undefined && accounts.size > 1;
    if (isShared) {
      unplaced.push(thing);
      continue;
    }
    const key = JSON.stringify([owner, region]);
    const group = groups.get(key);
    if (group) group.things.push(thing);
    else groups.set(key, { environment: { account: owner, region }, things: [thing] });
  }
  return { known: mergedGroups([...groups.values()]), unplaced };
}

/** Without regions there is nothing to tell accounts apart by but what owns parts of a VPC. */
function mergedGroups(groups: Environments['known'][number][]): Environments['known'] {
  const [open, ...others] = groups.filter(({ environment: { account } }) => account === undefined);
  const known = groups.filter(({ environment: { account } }) => account !== undefined);
  const [only, ...more] = known;
  if (!open || !only || more.length > 0 || others.length > 0) return groups;
  return [{ environment: only.environment, things: [...open.things, ...only.things] }];
}

/** An account in a region, for people. */
export function nameOfEnvironment({ account, region }: Environment): string {
  const where = region ?? 'a region that is not known';
  return account === undefined ? where : `account ${account} in ${where}`;
}
