import { IpAddress, Cidr } from '../values/address';
import { isKnown } from '../values/unknown';
import { type Addresses } from './addresses';
import { isAmazonName, serviceAt, type NamedAwsService } from './amazon-names';
import { type DnsRecord, type DnsZone } from './dns-zone';
import { find, isNoneOf, type NetworkIndex } from './network-index';
import { PathRecord } from './path-record';
import { privateNamesIn, resolverOf } from './resolver';
import { type PathResult } from './path-verdict';
import { type Station } from './station';

/** What a name leads to for a caller, or why it leads nowhere. */
export type Resolution =
  | { readonly kind: 'host'; readonly key: string; readonly zone: DnsZone }
  | { readonly kind: 'addresses'; readonly addresses: Addresses }
  | { readonly kind: 'service'; readonly service: NamedAwsService }
  | { readonly kind: 'public' }
  | { readonly kind: 'failed'; readonly result: PathResult };

/**
 * The answer of Amazon's resolver in the VPC of a caller: of the private zones that fit, the most specific one answers,
 * and it alone.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
 */
export function resolveName(index: NetworkIndex, station: Station, asked: string): Resolution {
  return resolved(index, station, asked, 0);
}

/** Names that stand for other names, one after the other. */
const LONGEST_CHAIN = 8;

function resolved(index: NetworkIndex, station: Station, asked: string, followed: number): Resolution {
  const { vpc: key } = station;
  const name = plain(asked);
  const zones = index.network.zones.filter(({ name: zone }) => isKnown(zone) && isWithin(name, plain(zone)));
  const record = new PathRecord();
  const failed: Resolution = { kind: 'failed', result: record };
  const resolver = resolverOf(index, station, { name });
  if (resolver.obstacles.length > 0) return { kind: 'failed', result: resolver };
  const [zone] = zones
    .filter(({ vpcs }) => isKnown(key) && vpcs.items.includes(key))
    // a rule of the resolver comes before a zone of the same name
    .sort((one, other) => lengthOf(other) - lengthOf(one) || Number(isForward(other)) - Number(isForward(one)));
  if (zone && isForward(zone)) {
    record.lack('dns', zone, 'queries for it are forwarded to other servers, whose answers are not known');
    return failed;
  }
  if (!zone)
    return (
      withoutZone(
        index,
        record,
        zones.filter((one) => !isForward(one)),
        name,
        key,
      ) ?? outside(index, record, name, key)
    );
  const vpc = find(index.vpcs, key);
  const names = vpc ? privateNamesIn(vpc) : 'work';
  if (vpc && names === 'off') {
    record.stop('dns', 'dns-names-off', vpc, { name });
    return failed;
  }
  if (typeof names === 'object') {
    record.lack('dns', names.unsureOf, 'whether its resolver answers from private zones is not known');
    return failed;
  }
  const answer = answerOf(zone, name, record);
  if (answer === undefined) return failed;
  if (answer.kind !== 'name') return answer;
  if (followed < LONGEST_CHAIN) return resolved(index, station, answer.name, followed + 1);
  record.lack('dns', zone, 'its records lead from name to name');
  return failed;
}

/** A name that no zone in sight has. */
function outside(index: NetworkIndex, record: PathRecord, name: string, vpc: Station['vpc']): Resolution {
  const service = serviceAt(name);
  if (service) return { kind: 'service', service };
  if (!isAmazonName(name)) return { kind: 'public' };
  const at = find(index.vpcs, vpc) ?? index.network;
  record.lack('dns', at, `whether ${name} has a private address is not known`);
  return { kind: 'failed', result: record };
}

function isForward({ isForwarded = false }: DnsZone): boolean {
  return isForwarded;
}

function withoutZone(
  index: NetworkIndex,
  record: PathRecord,
  zones: readonly DnsZone[],
  name: string,
  vpc: Station['vpc'],
): Resolution | undefined {
  const [zone] = [...zones].sort((one, other) => lengthOf(other) - lengthOf(one));
  if (!zone) {
    if (!isOfNobody(name)) return undefined;
    const at = find(index.vpcs, vpc) ?? index.network;
    record.lack('dns', at, `what answers for ${name} is not in sight: it is no name of the internet`);
    return { kind: 'failed', result: record };
  }
  if (zone.isWithoutDns === true) record.stop('dns', 'namespace-without-dns', zone, { name });
  else if (!isKnown(vpc)) record.lack('dns', zone, 'the VPC of the caller is not in sight');
  else if (isNoneOf(index, zone.vpcs, vpc)) record.stop('dns', 'zone-of-other-vpc', zone, { name });
  else record.lack('dns', zone, 'the VPCs that it answers in are not all known');
  return { kind: 'failed', result: record };
}

/** Whether a name is one that the internet never has. @see https://www.iana.org/assignments/special-use-domain-names */
function isOfNobody(name: string): boolean {
  return /\.(?:internal|local|localhost|test|invalid)$/.test(name);
}

type Answer = Resolution | { readonly kind: 'name'; readonly name: string };

function answerOf(zone: DnsZone, name: string, record: PathRecord): Answer | undefined {
  const { items, complete } = zone.records;
  const own = items.find(({ name: one }) => isKnown(one) && plain(one) === name);
  const found = own ?? wildcardFor(items, name);
  if (!found) {
    if (complete && items.every(({ name: one }) => isKnown(one))) record.stop('dns', 'record-missing', zone, { name });
    else record.lack('dns', zone, 'its records are not all known');
    return undefined;
  }
  if (!isKnown(found.answer)) {
    record.lack('dns', zone, found.answer.why);
    return undefined;
  }
  if ('host' in found.answer) return { kind: 'host', key: found.answer.host, zone };
  if ('name' in found.answer) return { kind: 'name', name: found.answer.name };
  const blocks = found.answer.addresses.map((text) => blockOf(text)).filter((block) => block !== undefined);
  const [first] = blocks;
  if (!first) {
    if (found.answer.addresses.length === 0) record.stop('dns', 'record-missing', zone, { name, has: 'SRV' });
    else record.lack('dns', zone, 'its record holds no address');
    return undefined;
  }
  return { kind: 'addresses', addresses: { kind: 'blocks', family: first.family, blocks } };
}

/** The block of one address; undefined for what is none. */
export function blockOf(text: string): Cidr | undefined {
  const address = IpAddress.tryParse(text);
  return address && Cidr.of(address, address.family === 4 ? 32 : 128);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function isWithin(name: string, zone: string): boolean {
  return zone === '' || name === zone || name.endsWith(`.${zone}`);
}

/** The wildcard record that answers for a name: of several the most specific one. */
function wildcardFor(records: readonly DnsRecord[], name: string): DnsRecord | undefined {
  let best: { readonly record: DnsRecord; readonly length: number } | undefined;
  for (const record of records) {
    const pattern = isKnown(record.name) ? plain(record.name) : '';
    if (!pattern.startsWith('*.') || !name.endsWith(pattern.slice(1))) continue;
    if (!best || pattern.length > best.length) best = { record, length: pattern.length };
  }
  return best?.record;
}

function lengthOf({ name }: DnsZone): number {
  return isKnown(name) ? name.length : 0;
}
