/** What would have to be known to answer, in one clause. */
type Sentence<F> = (facts: F) => string;

const sentence = <F>(one: Sentence<F>): Sentence<F> => one;

/** Why a part of the model is not known, in the words of whatever left it open: a reader, or the start of a container. */
interface Why {
  readonly why: string;
}
interface OnNetwork {
  readonly network: string;
}
interface OfContainer {
  readonly container: string;
}
interface OfDriver extends OnNetwork {
  readonly driver: string;
}

const AS_IT_IS_OPEN = ({ why }: Why): string => why;

/** Everything that keeps a flow on one Docker host from being decided, by its code; the codes are public contract. */
const REASONS = {
  'container-state-unknown': sentence<OfContainer & Why>(AS_IT_IS_OPEN),
  'container-networks-unknown': sentence<OfContainer & Why>(AS_IT_IS_OPEN),
  'containers-unknown': sentence<object>(() => 'not all containers of the host are known'),
  'network-settings-unknown': sentence<OnNetwork & Why>(AS_IT_IS_OPEN),
  'gateway-unknown': sentence<OfDriver>(({ driver, network }) => `the gateway of ${driver} network ${network}`),
  'address-unknown': sentence<Why>(AS_IT_IS_OPEN),
  'address-maybe-given': sentence<OnNetwork & { readonly address: string }>(
    ({ network, address }) => `whether the engine gives ${address} to a member of ${network}`,
  ),
  'names-unknown': sentence<OnNetwork & Why>(AS_IT_IS_OPEN),
  'links-unknown': sentence<OnNetwork & Why>(AS_IT_IS_OPEN),
  'hosts-file-unknown': sentence<OfContainer & Why>(AS_IT_IS_OPEN),
  'name-for-other-resolvers': sentence<{ readonly name: string; readonly of: string }>(
    ({ name, of }) => `what the resolvers of ${of} know of ${name}`,
  ),
  'name-for-a-server': sentence<{ readonly name: string; readonly server: string }>(
    ({ name, server }) => `what the server at ${server} knows of ${name}`,
  ),
  'host-firewall-not-judged': sentence<{ readonly firewall: string }>(
    ({ firewall }) => `what ${firewall} lets in to the host itself`,
  ),
  'name-maybe-container-id': sentence<{ readonly name: string }>(
    ({ name }) => `whether ${name} is the id of a container`,
  ),
  'network-has-others': sentence<OnNetwork>(
    ({ network }) => `which other containers are on network ${network}, which already exists`,
  ),
  'answers-differ': sentence<{ readonly name: string; readonly answers: number }>(
    ({ name, answers }) => `which of the ${answers} answers to ${name} the program takes`,
  ),
  'published-port-unknown': sentence<{ readonly port: string } & Why>(
    ({ port, why }) => `whether ${port} is published: ${why}`,
  ),
  'host-port-unknown': sentence<{ readonly port: string } & Why>(
    ({ port, why }) => `whether the engine publishes a port as ${port}: ${why}`,
  ),
  'host-address-unknown': sentence<Why>(AS_IT_IS_OPEN),
  'listener-unknown': sentence<OfContainer & { readonly port: string; readonly inside: string }>(
    ({ container, port, inside }) =>
      `whether ${container} listens on ${port}: that is its port on the host, which leads to ${inside}`,
  ),
  'gateway-mode-unobserved': sentence<OnNetwork & { readonly mode: string }>(
    ({ mode }) => `gateway mode ${mode} was not observed before engine 29`,
  ),
  'publisher-unobserved': sentence<OnNetwork>(
    ({ network }) => `whether ports are open on ${network} without a network that publishes them`,
  ),
  'direct-routing-unobserved': sentence<OnNetwork>(
    ({ network }) =>
      `whether the published ports of a container on ${network} are open to other networks at its own address, with ` +
      '--allow-direct-routing',
  ),
  'trusted-interface': sentence<OnNetwork & { readonly interfaces: readonly string[] }>(
    ({ network, interfaces }) =>
      `whether another machine comes in by ${interfaces.join(', ')}, which network ${network} trusts`,
  ),
  'way-to-host-unknown': sentence<{ readonly from: string }>(({ from }) => `which way ${from} takes to the host`),
  'way-to-container-unknown': sentence<OfContainer & { readonly from: string }>(
    ({ from, container }) => `which way ${from} takes to ${container}`,
  ),
  'lan-way-unknown': sentence<OnNetwork & { readonly from: string }>(
    ({ from, network }) => `whether the LAN leads from ${from} to network ${network}`,
  ),
  'host-way-unknown': sentence<OfDriver>(({ driver, network }) => `how the host reaches ${driver} network ${network}`),
  'host-route-unknown': sentence<OfDriver>(
    ({ driver, network }) => `how the host routes to ${driver} network ${network}`,
  ),
  'machine-maybe-near': sentence<{ readonly network?: string }>(
    ({ network }) =>
      `whether the other machine is in the subnet of ${network === undefined ? 'a network that the container is on' : `network ${network}`}`,
  ),
  'machine-route-back-unknown': sentence<OnNetwork>(
    ({ network }) => `whether the other machine routes ${network} back to this host`,
  ),
  'answer-way-unknown': sentence<OnNetwork & OfContainer>(
    ({ container, network }) => `how an answer of ${container} gets back to network ${network}`,
  ),
  'answer-maybe-astray': sentence<OfContainer>(
    ({ container }) => `whether the answer of ${container} leaves by another of its networks and bypasses the host`,
  ),
  'stranger-on-lan': sentence<OnNetwork & { readonly address: string }>(
    ({ network, address }) => `what has address ${address} on the LAN of network ${network}`,
  ),
  'stranger-elsewhere': sentence<{ readonly address: string }>(
    ({ address }) => `what has address ${address}, which is on no network of this host`,
  ),
  'switch-unknown': sentence<OnNetwork>(
    ({ network }) => `whether the switch sends back what members of network ${network} send to each other`,
  ),
  'router-unknown': sentence<OnNetwork>(
    ({ network }) => `whether a router leads from one subnet of network ${network} to the other`,
  ),
  'bridge-filtering-unknown': sentence<OnNetwork>(
    () => 'whether the kernel of the host filters what crosses a bridge (net.bridge.bridge-nf-call-iptables)',
  ),
  'driver-unobserved': sentence<OfDriver>(
    ({ driver, network }) => `what members of ${driver} network ${network} reach on the LAN`,
  ),
} as const;

type Reasons = typeof REASONS;

/** What keeps a flow from being decided: a stable code, such as `network-settings-unknown`. */
export type UnknownCode = keyof Reasons;

/** All of the codes. */
export const UNKNOWN_CODES: readonly string[] = Object.keys(REASONS);

/** What a reason says: names of containers and networks, ports, and why something is open. */
export type UnknownFacts<C extends UnknownCode = UnknownCode> = Reasons[C] extends Sentence<infer F> ? F : never;

/** What would have to be known, as data: a code with its facts. */
export type UnknownReason = {
  readonly [C in UnknownCode]: { readonly code: C; readonly facts: UnknownFacts<C> };
}[UnknownCode];

/** A reason with its code; the compiler holds the facts to it. */
export function unknownReason<C extends UnknownCode>(code: C, facts: UnknownFacts<C>): UnknownReason {
  return { code, facts } as UnknownReason;
}

/** What would have to be known, in one clause. */
export function unknownText({ code, facts }: UnknownReason): string {
  return (REASONS[code] as Sentence<never> as Sentence<unknown>)(facts);
}
