import { joined } from '../../values/phrase';
import { type IpFamily } from '../../values/address';

/** One way in which a flow is blocked: what blocks, and what would open the way. */
interface Reason<F> {
  /** The element that blocks, and why, in one clause. */
  readonly by: (facts: F) => string;
  readonly fix: (facts: F) => string;
  /** The same without the names of sender and target, for lists of pairs. @default - by */
  readonly general?: (facts: F) => string;
}

const reason = <F>(one: Reason<F>): Reason<F> => one;

interface From {
  readonly from: string;
}
interface OnNetwork {
  readonly network: string;
}
interface OfContainer {
  readonly container: string;
}
interface ToContainer {
  /** Whether the container is on a network that ports can be published on: one that is not internal. */
  readonly publishable: boolean;
}
/** What another machine sends to a container. */
interface FromOutside extends ToContainer {
  readonly outside: true;
}

const PUBLISH = 'publish the port and dial the host';
/** From elsewhere a container is reached by a port of the host, for which it needs a network that is not internal. */
const publish = ({ publishable }: ToContainer): string =>
  publishable ? PUBLISH : 'connect the container to a network that is not internal, publish the port and dial the host';
const UNMASQUERADED = ({ network }: OnNetwork): string =>
  `network ${network} does not masquerade, and answers to container addresses are dropped`;

/** Everything that blocks a flow on one Docker host, by its code; the codes are public contract. */
const REASONS = {
  'not-running': reason<OfContainer>({
    by: ({ container }) => `container ${container} does not run`,
    fix: ({ container }) => `start ${container}`,
    general: () => 'the container does not run',
  }),
  'does-not-start': reason<OfContainer & { readonly why: string }>({
    by: ({ container, why }) => `container ${container} does not start: ${why}`,
    fix: () => 'change what keeps it from starting',
    general: () => 'the container does not start',
  }),
  'no-network': reason<From>({
    by: ({ from }) => `${from} has no network`,
    fix: () => 'connect it to a network',
    general: () => 'the sender has no network',
  }),
  'target-without-network': reason<OfContainer & { readonly inNone: boolean }>({
    by: ({ container }) => `container ${container} has no network`,
    fix: ({ container, inNone }) =>
      inNone ? `give ${container} a network in place of mode none` : `connect ${container} to a network`,
    general: () => 'the target has no network',
  }),
  'no-such-name': reason<{ readonly name: string; readonly why: string; readonly fix: string }>({
    by: ({ name, why }) => `${name} has no answer: ${why}`,
    fix: ({ fix }) => fix,
  }),
  'name-without-address': reason<{ readonly name: string }>({
    by: ({ name }) => `${name} has no address`,
    fix: () => 'connect the container to a network',
  }),
  'no-address': reason<OfContainer & OnNetwork & { readonly family: number }>({
    by: ({ container, network, family }) => `container ${container} has no IPv${family} address on network ${network}`,
    fix: ({ container, network }) => `connect ${container} to ${network}`,
    general: ({ network, family }) => `the target has no IPv${family} address on network ${network}`,
  }),
  'free-address': reason<OnNetwork & { readonly outside: boolean }>({
    by: ({ network, outside }) => `${outside ? 'nothing' : 'no container'} has that address on ${network}`,
    fix: ({ outside }) =>
      outside ? 'dial a container or the host' : 'use a name, or give the container a static address',
  }),
  'no-shared-network': reason<From & ToContainer & { readonly to: string }>({
    by: ({ from, to }) => `${from} and ${to} share no network`,
    fix: ({ to, publishable }) =>
      `connect both to one network${publishable ? `, or publish the port of ${to} and dial the host` : ''}`,
    general: () => 'they share no network',
  }),
  'icc-off': reason<OnNetwork>({
    by: ({ network }) => `network ${network} has communication between containers switched off`,
    fix: () => 'switch icc on, or publish the port and dial the host',
  }),
  'icc-off-without-proxy': reason<OnNetwork>({
    by: ({ network }) => `network ${network} has communication between containers switched off`,
    fix: () => 'switch icc on, or the userland proxy',
  }),
  'neighbours-dropped': reason<OnNetwork>({
    by: ({ network }) =>
      `network ${network} is internal, and this engine drops IPv6 neighbour discovery between its members`,
    fix: () => 'dial the IPv4 address, or use engine 25 or later',
  }),
  'internal-only': reason<From>({
    by: ({ from }) => `${from} is on internal networks only`,
    fix: () => 'connect it to a network that is not internal',
    general: () => 'the sender is on internal networks only',
  }),
  'no-ipv4': reason<From>({
    by: ({ from }) => `${from} has no IPv4`,
    fix: () => 'dial an IPv6 address, or connect it to a network with IPv4',
    general: () => 'the sender has no IPv4',
  }),
  'no-ipv6-loopback': reason<From>({
    by: ({ from }) => `${from} has no IPv6, not even on its loopback`,
    fix: () => 'connect it to a network with IPv6, or dial 127.0.0.1',
    general: () => 'the sender has no IPv6, not even on its loopback',
  }),
  'no-ipv6-route': reason<From & { readonly way: string }>({
    by: ({ from }) => `${from} has no default route for IPv6`,
    fix: ({ way }) => `give ${way} IPv6, or dial an IPv4 address`,
    general: () => 'the sender has no default route for IPv6',
  }),
  'no-route-back': reason<OfContainer & { readonly family: IpFamily } & (FromOutside | { readonly outside: false })>({
    by: ({ container, family }) => `${container} has no IPv${family} route back`,
    fix: (facts) => (facts.outside ? publish(facts) : 'connect both to one network'),
  }),
  'host-without-ipv6': reason<object>({
    by: () => 'the host has no IPv6 address on its own network',
    fix: () => 'dial an IPv4 address',
  }),
  'bridge-without-ipv4': reason<OnNetwork>({
    by: ({ network }) => `the bridge of network ${network} has no IPv4 address`,
    fix: () => 'leave com.docker.network.bridge.inhibit_ipv4 out',
  }),
  'bridge-without-carrier': reason<OnNetwork>({
    by: ({ network }) => `the bridge of ${network} has no IPv6 address until its first container joins`,
    fix: () => 'connect a container to it',
  }),
  'no-gateway': reason<OnNetwork>({
    by: ({ network }) => `network ${network} has no gateway`,
    fix: () => 'give the network a gateway, or dial an address',
  }),
  'no-default-route': reason<OnNetwork & { readonly answers: boolean }>({
    by: ({ network, answers }) =>
      `network ${network} gives no default route${answers ? ', so no answer leaves its subnet' : ''}`,
    fix: () => 'give the network a gateway',
  }),
  'not-on-host': reason<OnNetwork>({
    by: ({ network }) => `network ${network} has no address on the host`,
    fix: () => 'use another gateway mode',
  }),
  'routed-unpublished': reason<OnNetwork & OfContainer>({
    by: ({ network, container }) => `network ${network} is routed: of ${container} only published ports are open`,
    fix: () => 'publish the port',
  }),
  'routed-past-host': reason<OnNetwork>({
    by: ({ network }) => `network ${network} is routed: its ports are not published on the host`,
    fix: () => 'dial the address of the container',
  }),
  'answer-without-icc': reason<OnNetwork>({
    by: ({ network }) =>
      `both are members of network ${network}, so the answer comes over it, and communication between containers is switched off there`,
    fix: () => 'switch icc or masquerading on',
  }),
  'answers-dropped': reason<OnNetwork>({ by: UNMASQUERADED, fix: () => 'switch masquerading on' }),
  'own-packets-back': reason<OnNetwork & { readonly routed: boolean }>({
    by: ({ network, routed }) =>
      `network ${network} ${routed ? 'is routed' : 'does not masquerade'}, so the container gets its own packets back`,
    fix: () => 'dial its own address',
  }),
  'translated-between-networks': reason<OnNetwork>({
    by: ({ network }) =>
      `network ${network} does not masquerade, so published ports are translated into another network`,
    fix: () => 'switch masquerading on, or share a network',
  }),
  'published-behind-internal': reason<OnNetwork>({
    by: ({ network }) => `from internal network ${network} no published port is reached`,
    fix: () => 'connect both containers to one network',
  }),
  'proxy-off-between-networks': reason<object>({
    by: () => 'without the userland proxy a published port is not reached from another network',
    fix: () => 'switch the userland proxy on, or share a network',
  }),
  'proxy-off': reason<{ readonly stranded: boolean }>({
    by: () => 'the engine holds the port, but nothing forwards it: the userland proxy is off',
    fix: ({ stranded }) => (stranded ? 'start the container again' : 'dial an IPv4 address'),
  }),
  'not-published-any-more': reason<object>({
    by: () => 'the port is no longer published',
    fix: () => 'connect the container to a network',
  }),
  'not-published-as': reason<OfContainer & { readonly port: string }>({
    by: ({ container, port }) => `container ${container} publishes nothing as ${port}`,
    fix: () => 'dial a port that it publishes',
  }),
  'published-elsewhere': reason<{ readonly port: number; readonly address: string }>({
    by: ({ port, address }) => `port ${port} is published on ${address} only`,
    fix: ({ port, address }) =>
      `publish it on an address that others reach: leave ${address} out, or dial ${address}:${port} on the host itself`,
  }),
  'no-route-from-outside': reason<OnNetwork & ((ToContainer & { readonly toHost: false }) | { readonly toHost: true })>(
    {
      by: ({ network }) => `another machine has no route to network ${network}`,
      fix: (facts) => (facts.toHost ? 'dial the address of the host' : publish(facts)),
    },
  ),
  'loopback-from-outside': reason<{ readonly address: string }>({
    by: ({ address }) => `the host drops what other machines send to ${address}`,
    fix: () => 'publish the port on an address of the host',
  }),
  'direct-access-dropped': reason<ToContainer>({
    by: () => 'the engine drops what other machines send to container addresses',
    fix: publish,
  }),
  'not-forwarded': reason<OnNetwork & ToContainer & { readonly internal: boolean }>({
    by: ({ network, internal }) => (internal ? `network ${network} is internal` : 'only published ports are forwarded'),
    fix: publish,
  }),
  'lan-to-host': reason<OnNetwork & { readonly driver: string }>({
    by: ({ network, driver }) => `members of ${driver} network ${network} do not reach the host`,
    fix: () => 'connect it to a bridge network as well, and dial the gateway of that',
  }),
  'host-to-lan': reason<OnNetwork & { readonly driver: string }>({
    by: ({ network, driver }) => `the host does not reach members of ${driver} network ${network}`,
    fix: () => 'ask from another machine of that LAN, or use a bridge network',
  }),
  'members-apart': reason<OnNetwork & { readonly mode: string; readonly meetingModes: readonly string[] }>({
    by: ({ network, mode }) => `members of network ${network} do not reach each other: its mode is ${mode}`,
    fix: ({ meetingModes }) => `use mode ${joined(meetingModes, 'or')}`,
  }),
  'leads-nowhere': reason<OnNetwork>({
    by: ({ network }) => `network ${network} has no parent interface, so it leads to its members only`,
    fix: () => 'give it an interface of the host as parent',
  }),
  'answer-astray': reason<From & OnNetwork & OfContainer>({
    by: ({ container, from, network }) =>
      `the answer of ${container} to ${from} leaves by network ${network} and bypasses the host`,
    fix: () => 'take the container off that network, or dial its address there',
  }),
  'nothing-listens': reason<OfContainer & { readonly port: string }>({
    by: ({ container, port }) => `nothing listens on ${port} in ${container}`,
    fix: () => 'dial the port that the program listens on',
  }),
  'listens-on-loopback': reason<OfContainer & { readonly port: number; readonly by: string }>({
    by: ({ container, port, by }) =>
      `the program of ${container} listens on its loopback only (${by}), so port ${port} does not answer at any other address`,
    fix: () => 'let it listen on 0.0.0.0 (or ::)',
    general: () => 'the program listens on its loopback only',
  }),
  paused: reason<OfContainer>({
    by: ({ container }) => `container ${container} is paused: its programs stand still`,
    fix: ({ container }) => `unpause ${container}`,
  }),
  'nothing-on-host': reason<{ readonly port: string }>({
    by: ({ port }) => `nothing is published or listens on ${port} of the host`,
    fix: () => 'publish the port, or dial one that is published',
  }),
  'nothing-listens-outside': reason<{ readonly port: string }>({
    by: ({ port }) => `nothing listens on ${port} there`,
    fix: () => 'check the port',
  }),
} as const;

type Reasons = typeof REASONS;

/** What blocks a flow: a stable code, such as `no-shared-network`. */
export type BlockCode = keyof Reasons;

/** All of the codes. */
export const BLOCK_CODES: readonly string[] = Object.keys(REASONS);

/** What a reason says: names of containers and networks, ports, families. */
export type BlockFacts<C extends BlockCode = BlockCode> = Reasons[C] extends Reason<infer F> ? F : never;

/** What blocks, as data: a code with its facts. */
export type BlockReason = { readonly [C in BlockCode]: { readonly code: C; readonly facts: BlockFacts<C> } }[BlockCode];

/** A reason with its code; the compiler holds the facts to it. */
export function blockReason<C extends BlockCode>(code: C, facts: BlockFacts<C>): BlockReason {
  return { code, facts } as BlockReason;
}

/** The element that blocks, and why, in one clause. */
export function blockText({ code, facts }: BlockReason): string {
  return sentencesOf(code).by(facts);
}

/** The same without the names of sender and target, so that pairs with the same reason can be grouped. */
export function generalBlockText({ code, facts }: BlockReason): string {
  const { by, general = by } = sentencesOf(code);
  return general(facts);
}

/** What would open the way. */
export function blockFix({ code, facts }: BlockReason): string {
  return sentencesOf(code).fix(facts);
}

function sentencesOf(code: BlockCode): Reason<unknown> {
  return REASONS[code] as Reason<never> as Reason<unknown>;
}
