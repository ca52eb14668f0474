import { type BlockReason, blockText } from '../flow/block-reason';
import { type UnknownReason, unknownText } from '../flow/unknown-reason';

/** What a reason says, in one clause. */
type Sentence<F> = (facts: F) => string;

const sentence = <F>(one: Sentence<F>): Sentence<F> => one;

/** Why a part of the swarm is not known, in the words of its reader. */
interface Why {
  readonly why: string;
}
interface OnNode {
  readonly node: string;
}
interface OnNetwork {
  readonly network: string;
}
interface OfContainer {
  readonly container: string;
}
interface OfService {
  readonly service: string;
}

const AS_IT_IS_OPEN = ({ why }: Why): string => why;

/** Everything that blocks a flow in a swarm, by its code; the codes are public contract. */
const BLOCKS = {
  'not-running': sentence<OfContainer & OnNode>(
    ({ container, node }) => `container ${container} does not run on ${node}`,
  ),
  'no-such-name': sentence<{ readonly name: string }>(({ name }) => `${name} has no answer`),
  'not-on-overlay': sentence<OnNetwork>(({ network }) => `overlay network ${network} leads to its members only`),
  'not-on-this-node': sentence<OnNetwork & OnNode>(
    ({ network, node }) => `network ${network} exists on node ${node} only, and no other machine has a route to it`,
  ),
  'no-address': sentence<OfContainer & OnNetwork>(
    ({ container, network }) => `container ${container} has no address on network ${network}`,
  ),
  'nothing-listens': sentence<{ readonly port: string; readonly at: string }>(
    ({ port, at }) => `nothing listens on ${port} in ${at}`,
  ),
  'no-way-to-service': sentence<
    OfService & { readonly member?: string; readonly port?: string; readonly instead?: number }
  >(({ service, member, port = 'port', instead }) => {
    const apart = member === undefined ? '' : `${member} and service ${service} share no network, and `;
    const join = member === undefined ? 'publish the port' : 'put both on one overlay network, or publish the port';
    const wayOut = instead === undefined ? join : `dial port ${instead} of a node`;
    return `${apart}service ${service} publishes no ${port}; ${wayOut}`;
  }),
  'no-way-out': sentence<OfService | OfContainer>(
    (of) => `the networks of ${'service' in of ? `service ${of.service}` : `container ${of.container}`} are internal`,
  ),
  'no-task': sentence<OfService>(({ service }) => `service ${service} runs no task`),
  'on-node': sentence<OnNode & { readonly reason: BlockReason }>(
    ({ node, reason }) => `${blockText(reason)} on ${node}`,
  ),
} as const;

/** Everything that keeps a flow in a swarm from being decided, by its code; the codes are public contract. */
const GAPS = {
  'container-state-unknown': sentence<OfContainer & OnNode & Why>(AS_IT_IS_OPEN),
  'containers-unknown': sentence<object>(() => 'not everything that runs in the swarm is known'),
  'names-unknown': sentence<OnNetwork & Why>(AS_IT_IS_OPEN),
  'answers-differ': sentence<{ readonly name: string; readonly answers: number }>(
    ({ name, answers }) => `which of the ${answers} answers to ${name} is taken`,
  ),
  'address-unknown': sentence<Why>(AS_IT_IS_OPEN),
  'address-maybe-given': sentence<OnNetwork & { readonly address: string }>(
    ({ network, address }) => `who has address ${address} on network ${network}`,
  ),
  'stranger-elsewhere': sentence<{ readonly address: string; readonly from: string }>(
    ({ address, from }) => `what ${from} finds at ${address}`,
  ),
  'endpoint-mode-unknown': sentence<OfService & Why>(AS_IT_IS_OPEN),
  'service-networks-unknown': sentence<OfService & Why>(AS_IT_IS_OPEN),
  'service-ports-unknown': sentence<OfService>(({ service }) => `not all ports of service ${service} are known`),
  'published-port-unknown': sentence<OfService & Why>(AS_IT_IS_OPEN),
  'published-port-picked': sentence<OfService>(({ service }) => `which port the swarm picks for ${service}`),
  'target-port-unknown': sentence<OfService & Why>(AS_IT_IS_OPEN),
  'tasks-unknown': sentence<OfService & Why>(AS_IT_IS_OPEN),
  'virtual-address-pinged': sentence<OfService>(
    ({ service }) => `whether the virtual address of ${service} answers a ping`,
  ),
  'overlay-ipv6-unobserved': sentence<{ readonly network: string }>(
    ({ network }) =>
      `which IPv6 addresses containers have on overlay network ${network}: every node of engine 20.10 picks them for itself, and on engine 29 the one that was asked could not join`,
  ),
  'way-out-unknown': sentence<OfService>(({ service }) => `whether tasks of ${service} have a way out`),
  'undecided-on-node': sentence<OnNode & { readonly reason: UnknownReason }>(({ reason }) => unknownText(reason)),
} as const;

type FactsOf<S> = S extends Sentence<infer F> ? F : never;
type Coded<T> = { readonly [C in keyof T]: { readonly code: C; readonly facts: FactsOf<T[C]> } }[keyof T];

/** What blocks a flow in a swarm, as data: a stable code with its facts. */
export type SwarmBlock = Coded<typeof BLOCKS>;

/** What keeps a flow in a swarm from being decided, as data: a stable code with its facts. */
export type SwarmGap = Coded<typeof GAPS>;

/** The codes of what blocks, and of what is not known. */
export const SWARM_CODES = { blocked: Object.keys(BLOCKS), unknown: Object.keys(GAPS) } as const;

/** What blocks, in one clause. */
export function swarmBlockText({ code, facts }: SwarmBlock): string {
  return (BLOCKS[code] as Sentence<never> as Sentence<unknown>)(facts);
}

/** What is not known, in one clause. */
export function swarmGapText({ code, facts }: SwarmGap): string {
  return (GAPS[code] as Sentence<never> as Sentence<unknown>)(facts);
}
