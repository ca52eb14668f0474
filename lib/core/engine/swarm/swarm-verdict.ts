import { type IpAddress } from '../../values/address';
import { type Port } from '../../values/port';
import { type Knowable } from '../../values/unknown';
import { type Blocked, type Failure, type Hop, relianceText } from '../flow/verdict';

/** A container by its node, since two nodes may have containers of one name. */
export interface OnNode {
  /** Name of the container. */
  readonly container: string;
  /** @default - the only node that has a container of that name */
  readonly node?: string;
}

/** Who sends: a container, any task of a service, a node itself, another machine. */
export type SwarmOrigin =
  | OnNode
  | { readonly service: string }
  | { readonly node: string }
  | { readonly kind: 'outside' };

/** Where to: a container or its address on one network, a name as a program would write it, an address, a node. */
export type SwarmDestination =
  | (OnNode & { readonly on: string })
  | { readonly name: string }
  | { readonly address: string }
  | { readonly node: string }
  /** By any way that works: by its name on a network that both are on, else by a port that it publishes. */
  | { readonly service: string }
  | { readonly kind: 'outside' };

/** What is sent. Without a port it is an ICMP echo: a ping. */
export interface SwarmFlow {
  /** Who sends. */
  readonly from: SwarmOrigin;
  /** Who is dialled. */
  readonly to: SwarmDestination;
  /**
   * The port that is dialled.
   * @default - a ping
   */
  readonly port?: Port;
}

/** One station of a flow, and the node that it is on. */
export interface SwarmHop extends Hop {
  /** Undefined between nodes. */
  readonly node?: string;
}

/** What blocks a flow. */
export type SwarmBlock =
  | { readonly code: 'not-running'; readonly container: string; readonly node: string }
  | { readonly code: 'no-such-name'; readonly name: string }
  | { readonly code: 'not-on-overlay'; readonly network: string }
  | { readonly code: 'not-on-this-node'; readonly network: string; readonly node: string }
  | { readonly code: 'no-address'; readonly container: string; readonly network: string }
  | { readonly code: 'nothing-listens'; readonly port: string; readonly at: string }
  | {
      readonly code: 'no-way-to-service';
      readonly service: string;
      readonly port: string | undefined;
      readonly instead: number | undefined;
    }
  | { readonly code: 'no-way-out'; readonly service: string }
  | { readonly code: 'no-task'; readonly service: string; readonly node?: string }
  /** On one of the nodes, as a single engine would block it. */
  | { readonly code: 'on-node'; readonly node: string; readonly verdict: Blocked };

/** Whether packets arrive and the answers come back. */
export type SwarmVerdict =
  | {
      readonly kind: 'reachable';
      readonly trace: readonly SwarmHop[];
      /** Names of containers or services, `host` or `outside`. Several when a name has several answers. */
      readonly by: readonly string[];
      /** False when nothing was said about what listens. */
      readonly listenerKnown: boolean;
    }
  | {
      readonly kind: 'blocked';
      readonly trace: readonly SwarmHop[];
      readonly failure: Failure;
      readonly reason: SwarmBlock;
    }
  | { readonly kind: 'unknown'; readonly trace: readonly SwarmHop[]; readonly missing: string };

/** The answers to a name in a swarm. */
export type SwarmResolution =
  | { readonly kind: 'resolved'; readonly answers: readonly SwarmAnswer[] }
  | { readonly kind: 'no-such-name'; readonly why: string }
  | { readonly kind: 'unknown'; readonly missing: string };

/** One of the answers for a name. */
export interface SwarmAnswer {
  /** The address. */
  readonly address: Knowable<IpAddress>;
  /** The network that it was found on. */
  readonly network?: string;
  /** Whose address it is. */
  readonly of?: { readonly container: string; readonly node: string } | { readonly service: string };
  /** Whether it is the virtual address of a service, behind which any task may answer. */
  readonly virtual?: true;
}

/** A verdict as lines of text: the outcome, then each hop with its node. */
export function explainSwarmVerdict(verdict: SwarmVerdict): string {
  const hops = verdict.trace.map(({ node, where, what, address, relies }) => {
    const place = node === undefined ? where : `${where} on ${node}`;
    return `  ${place}: ${what}${address === undefined ? '' : ` -> ${address}`}${relies === undefined ? '' : ` (${relianceText(relies)})`}`;
  });
  return [headlineOf(verdict), ...hops].join('\n');
}

function headlineOf(verdict: SwarmVerdict): string {
  switch (verdict.kind) {
    case 'reachable':
      return `reachable, answered by ${verdict.by.join(' or ')}${verdict.listenerKnown ? '' : ' if it listens'}`;
    case 'blocked':
      return `blocked (${verdict.failure}): ${blockText(verdict.reason)}`;
    case 'unknown':
      return `unknown: ${verdict.missing}`;
  }
}

/** What blocks, in one clause. */
function blockText(reason: SwarmBlock): string {
  switch (reason.code) {
    case 'not-running':
      return `container ${reason.container} does not run on ${reason.node}`;
    case 'no-such-name':
      return `${reason.name} has no answer`;
    case 'not-on-overlay':
      return `overlay network ${reason.network} leads to its members only`;
    case 'not-on-this-node':
      return `network ${reason.network} is of node ${reason.node}, and no machine leads there`;
    case 'no-address':
      return `container ${reason.container} has no address on network ${reason.network}`;
    case 'nothing-listens':
      return `nothing listens on ${reason.port} in ${reason.at}`;
    case 'no-way-to-service':
      return (
        `service ${reason.service} shares no network with who asks and publishes no ${reason.port ?? 'port'}` +
        (reason.instead === undefined ? '' : `; dial port ${reason.instead} of a node`)
      );
    case 'no-way-out':
      return `the networks of service ${reason.service} are internal`;
    case 'no-task':
      return `service ${reason.service} runs no task${reason.node === undefined ? '' : ` on ${reason.node}`}`;
    case 'on-node':
      return `${reason.verdict.by} on ${reason.node}`;
  }
}
