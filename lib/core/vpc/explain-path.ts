import { elementName } from '../values/element';
import { type Facts } from '../values/finding';
import { type Words } from '../values/fix';
import { type Gap, type Obstacle, type ObstacleReason, type PathHop } from './path-verdict';

/** What an obstacle is, as data that can be written out and explained elsewhere. */
export interface ObstacleWords {
  /** What is wrong. */
  readonly reason: ObstacleReason;
  /** What carries the fault, as a person calls it. */
  readonly element: string;
  /** What the sentence is made from besides. */
  readonly facts: Facts;
}

/** What stops packets, in one sentence: lower case, no final period. */
export function explainObstacle({ reason, element, facts }: ObstacleWords): string {
  return SENTENCES[reason](element, facts);
}

/** What to do about it; settings are called as in the API of AWS, in lower camel case. */
export function fixObstacle({ reason, element, facts }: ObstacleWords): string {
  return FIXES[reason](element, facts, (name) => name);
}

/** The same in the language of an author. */
export function fixObstacleIn({ field }: Words, { reason, element, facts }: ObstacleWords): string {
  return FIXES[reason](element, facts, field);
}

/** Obstacles whose sentence names the caller. */
const ABOUT_CALLER: ReadonlySet<ObstacleReason> = new Set(['group-does-not-admit', 'groups-left-out']);

/**
 * An obstacle with the name by which a person knows what carries the fault.
 * @param caller the name of the caller, where it is known
 */
export function wordsOf({ reason, element, facts }: Obstacle, caller?: string): ObstacleWords {
  const isCalled = caller !== undefined && facts['caller'] === undefined && ABOUT_CALLER.has(reason);
  return { reason, element: elementName(element), facts: isCalled ? { ...facts, caller } : facts };
}

/** What would have to be known, in one sentence. */
export function explainGap({ element, why }: Gap): string {
  return `${elementName(element)}: ${why}`;
}

type Sentence = (element: string, facts: Facts) => string;
type Remedy = (element: string, facts: Facts, field: Words['field']) => string;

function said(facts: Facts, name: string): string {
  const fact = facts[name];
  return Array.isArray(fact) ? fact.join(', ') : String(fact ?? '');
}

/** Who has to be admitted: the caller, or the load balancer or proxy that covers the last stretch of the way. */
function callerIn(facts: Facts): string {
  return said(facts, 'caller') || 'the caller';
}

const SENTENCES: Readonly<Record<ObstacleReason, Sentence>> = {
  'dns-support-off': (vpc) => `the DNS support of ${vpc} is off: no name resolves in it`,
  'dns-names-off': (vpc) => `the DNS host names of ${vpc} are off: private names do not resolve in it`,
  'zone-of-other-vpc': (zone, facts) => `${said(facts, 'name')} is a name of ${zone}, which answers in other VPCs only`,
  'record-missing': (zone, facts) =>
    facts['has'] === undefined
      ? `${zone} has no record for ${said(facts, 'name')}, and no other zone is asked`
      : `${zone} has ${said(facts, 'has')} records only for ${said(facts, 'name')}, so the name has no address`,
  'namespace-without-dns': (namespace, facts) =>
    `${said(facts, 'name')} is a name of ${namespace}, which answers to calls of the Cloud Map API and not to DNS`,
  'mount-target-missing': (target, facts) =>
    `the file system has no mount target in the zone of ${said(facts, 'subnet')}, so its name does not resolve there; there is ${target}`,
  'dns64-off': (subnet) => `${subnet} has IPv6 only and its DNS64 is off: hosts with IPv4 get no address there`,
  'group-lets-nothing-out': (group, facts) =>
    `${group} has no outgoing rule for ${said(facts, 'ports')} to the destination`,
  'group-does-not-admit': (group, facts) =>
    `${group} has no incoming rule that admits ${callerIn(facts)} on ${said(facts, 'ports')}`,
  'groups-left-out': (owner) =>
    `${owner} has the default security group of its VPC, which admits members of that group only`,
  'acl-denies': (acl, facts) =>
    `${acl} of ${said(facts, 'subnet')} does not let ${said(facts, 'ports')} ${facts['direction'] === 'egress' ? 'out' : 'in'}`,
  'acl-denies-answers': (acl, facts) =>
    `${acl} of ${said(facts, 'subnet')} does not let the answers ${facts['direction'] === 'egress' ? 'out' : 'in'}, which go to ${said(facts, 'ports')}`,
  'route-missing': (table, facts) =>
    facts['endpoint'] === undefined
      ? `${table} has no route to ${said(facts, 'to') || 'the destination'}`
      : `${table} has no route there, and is not among the route tables of ${said(facts, 'endpoint')}`,
  'route-back-missing': (table) => `${table} has no route for the answers`,
  'route-not-for-family': (element, facts) => `${element} has no IPv${said(facts, 'family')}`,
  'route-elsewhere': (route, facts) => `${route} leads to ${said(facts, 'to')}, which does not lead there`,
  'gateway-unattached': (route, facts) =>
    `${route} leads to ${said(facts, 'gateway')}, which is not attached to the VPC`,
  'egress-only': (route) => `${route} leads to an egress-only gateway, which lets no connection in`,
  'peering-of-others': (route) => `${route} leads to a peering connection of other VPCs`,
  'peering-not-transitive': (route) =>
    `${route} leads to a peering connection that ends in another VPC, and goes no further`,
  'peering-not-accepted': (peering) => `${peering} is not accepted`,
  'transit-unattached': (route, facts) =>
    `${route} leads to ${said(facts, 'gateway')}, which one of the VPCs is not attached to`,
  'transit-zone-missing': (attachment, facts) => `${attachment} has no subnet in the zone of ${said(facts, 'subnet')}`,
  'transit-not-associated': (attachment) => `${attachment} is associated with no route table of its gateway`,
  'transit-tables-missing': (gateway) => `${gateway} gives its attachments no route table, and none is written`,
  'transit-route-missing': (table) => `${table} has no route to the attachment of the other VPC`,
  'transit-route-drops': (route) => `${route} drops packets there`,
  'instance-does-not-forward': (route) =>
    `${route} leads to an instance whose source/destination check is on, so it forwards nothing`,
  'address-private': (route, facts) =>
    `${route} leads to ${said(facts, 'to')}, and the internet has no private addresses`,
  'no-public-address': (owner, facts) =>
    facts['way'] === 'in'
      ? `${owner} has no public IPv4 address`
      : `the route leads to an internet gateway, and ${owner} gives no public IPv4 address`,
  'nat-without-way-out': (nat, facts) =>
    `${nat} stands in ${said(facts, 'subnet')}, which does not lead to an internet gateway`,
  'nat-without-gateway': (nat, facts) => `${nat} is in ${said(facts, 'vpc')}, which has no internet gateway`,
  'nat-zone-missing': (nat, facts) => `${nat} does not serve the zone of ${said(facts, 'subnet')}`,
  'nat-of-other-vpc': (nat, facts) =>
    `${nat} is not in the VPC of ${said(facts, 'subnet')}, and serves its own one only`,
  'nat-private': (nat) => `${nat} is a private NAT gateway, which has no way to the internet`,
  'endpoint-missing': (table, facts) =>
    `${table} has no route to the internet, and the VPC no endpoint for ${said(facts, 'missing')}`,
  'endpoint-name-unused': (endpoint) => `${endpoint} has private DNS off, so the name of the service leads past it`,
  'public-access-blocked': (block) => `${block} blocks public access`,
  'port-not-listened-on': (owner, facts) =>
    `${owner} does not listen on ${said(facts, 'port')}, but on ${said(facts, 'listens')}`,
  'not-called-over-network': (owner) => `${owner} is called by the API of its service, not over the network`,
  'balancer-internal': (balancer) => `${balancer} is internal`,
  'balancer-subnet-private': (subnet) =>
    `${subnet} has a node of an internet-facing load balancer and does not lead to an internet gateway`,
  'forwards-nowhere': (listener) => `${listener} forwards to no target group`,
  'zone-not-enabled': (balancer, facts) =>
    `${balancer} is not enabled in the zone of ${said(facts, 'subnet')}, where targets run`,
  hairpin: (group) => `${group} keeps the address of the client, so a target that reaches itself gets no answer`,
};

/** What a route is missing to, where the destination is in a VPC that was read. */
export const OTHER_VPC = 'the VPC of the destination';

const ROUTE_OUT =
  'add a default route to a NAT gateway, or to an internet gateway with public addresses, or use subnets that have one';

const FIXES: Readonly<Record<ObstacleReason, Remedy>> = {
  'dns-support-off': (vpc, _, field) => `set ${field('enableDnsSupport')} of ${vpc} to true`,
  'dns-names-off': (vpc, _, field) => `set ${field('enableDnsHostnames')} of ${vpc} to true`,
  'zone-of-other-vpc': (zone) => `associate ${zone} with the VPC of the caller`,
  'record-missing': (zone, facts) =>
    facts['has'] === undefined ? `add the record to ${zone}` : `register A records under ${said(facts, 'name')}`,
  'namespace-without-dns': (namespace) => `make ${namespace} a private DNS namespace of the VPC`,
  'mount-target-missing': () => 'add a mount target in each zone that tasks run in',
  'dns64-off': (subnet, _, field) =>
    `set ${field('enableDns64')} of ${subnet} to true, and route 64:ff9b::/96 to a NAT gateway`,
  'group-lets-nothing-out': (group, facts) => `add an outgoing rule for ${said(facts, 'ports')} to ${group}`,
  'group-does-not-admit': (group, facts) =>
    `add an incoming rule to ${group} that admits ${callerIn(facts)} on ${said(facts, 'ports')}`,
  'groups-left-out': (owner, facts) => `give ${owner} a security group that admits ${callerIn(facts)}`,
  'acl-denies': (acl, facts) => `add an entry for ${said(facts, 'ports')} to ${acl}`,
  'acl-denies-answers': (acl, facts) =>
    `add an entry for ${said(facts, 'ports')} to ${acl}: network ACLs are stateless, so answers need one of their own`,
  'route-missing': (_, facts) =>
    facts['endpoint'] !== undefined
      ? `add the route table to ${said(facts, 'endpoint')}`
      : facts['to'] === OTHER_VPC
        ? 'add a route to the blocks of that VPC, by a peering connection or a transit gateway that joins the two'
        : ROUTE_OUT,
  'route-back-missing': (table) => `add a route back to ${table}`,
  'route-not-for-family': (element) => `give ${element} an address of that family`,
  'route-elsewhere': (route) => `let ${route} lead to an internet gateway`,
  'gateway-unattached': (_, facts) => `attach ${said(facts, 'gateway')} to the VPC`,
  'egress-only': (route) => `let ${route} lead to an internet gateway`,
  'peering-of-others': (route) => `let ${route} lead to a peering connection of its VPC`,
  'peering-not-transitive': (route) => `let ${route} lead to a peering connection with the VPC of the destination`,
  'peering-not-accepted': (peering) => `accept ${peering}`,
  'transit-unattached': (_, facts) => `attach both VPCs to ${said(facts, 'gateway')}`,
  'transit-zone-missing': (attachment) => `add a subnet of that zone to ${attachment}`,
  'transit-not-associated': (attachment) => `associate ${attachment} with a route table`,
  'transit-tables-missing': (gateway) =>
    `let ${gateway} associate and propagate by default, or write a route table with associations and routes`,
  'transit-route-missing': (table) => `add a route to ${table}, or let the attachment propagate to it`,
  'transit-route-drops': (route) => `let ${route} lead to an attachment, or take it away`,
  'instance-does-not-forward': (_, _facts, field) => `set ${field('sourceDestCheck')} of the instance to false`,
  'address-private': () => 'add a route to the network that the address is in',
  'no-public-address': (_, facts) =>
    facts['way'] === 'in'
      ? 'dial the load balancer in front of it, or give it a public address'
      : 'ask for a public address, or take subnets that lead to a NAT gateway',
  'nat-without-way-out': (nat) => `put ${nat} into a public subnet`,
  'nat-without-gateway': (_, facts) => `attach an internet gateway to ${said(facts, 'vpc')}`,
  'nat-zone-missing': (nat) => `give ${nat} an address in that zone`,
  'nat-of-other-vpc': () => 'lead the route to a NAT gateway of its own VPC',
  'nat-private': () => 'take a public NAT gateway',
  'endpoint-missing': (_, facts) =>
    `add an endpoint for ${said(facts, 'missing')}, or a default route to a NAT gateway`,
  'endpoint-name-unused': (endpoint, _, field) => `set ${field('privateDnsEnabled')} of ${endpoint} to true`,
  'public-access-blocked': (block) => `exclude the VPC or the subnet from ${block}`,
  'port-not-listened-on': (_, facts) => `dial ${said(facts, 'listens')}`,
  'not-called-over-network': () => 'call it by the API, with an endpoint for lambda or a way to the internet',
  'balancer-internal': () => 'make it internet-facing',
  'balancer-subnet-private': (subnet) => `route ${subnet} to an internet gateway, or take public subnets`,
  'forwards-nowhere': (listener) => `add an action to ${listener} that forwards to a target group`,
  'zone-not-enabled': (balancer) => `add a subnet of that zone to ${balancer}`,
  hairpin: (group) => `switch preserve_client_ip.enabled of ${group} off, or dial the tasks by another name`,
};

/** A hop in a few words. */
export function explainHop({ step, element, by }: PathHop): string {
  const name = elementName(element);
  const rule = by && by.key !== element.key && elementName(by) !== name ? ` (${elementName(by)})` : '';
  return `${STEPS[step]} ${name}${rule}`;
}

const STEPS: Readonly<Record<PathHop['step'], string>> = {
  name: 'resolved by',
  'group-out': 'let out by',
  'acl-out': 'let out by',
  route: 'routed by',
  'local-route': 'routed inside the VPC by',
  'internet-gateway': 'through',
  'nat-gateway': 'translated by',
  'egress-only-gateway': 'through',
  'gateway-endpoint': 'through',
  peering: 'through',
  'transit-gateway': 'through',
  'acl-in': 'let in by',
  'group-in': 'admitted by',
  listener: 'accepted by',
  'acl-return': 'answers let through by',
  'route-back': 'answers routed by',
  target: 'arrives at',
};
