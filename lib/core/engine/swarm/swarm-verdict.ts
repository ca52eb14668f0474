import { type IpAddress, type IpFamily } from '../../values/address';
import { type Port } from '../../values/port';
import { type Knowable } from '../../values/unknown';
import { type Failure, type Hop, relianceText } from '../flow/verdict';
import { type SwarmBlock, swarmBlockText, type SwarmGap, swarmGapText } from './swarm-reason';

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
  /** `family` is that of the address that is dialled, of IPv4 where it is left out. */
  | (OnNode & { readonly on: string; readonly family?: IpFamily })
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
      /** What blocks, as data: a stable code with its facts. */
      readonly reason: SwarmBlock;
      /** The same in one clause. */
      readonly by: string;
    }
  | (SwarmUndecided & { readonly trace: readonly SwarmHop[] });

/** What something depends on that is not known. */
export interface SwarmUndecided {
  /** Which of the verdicts it is. */
  readonly kind: 'unknown';
  /** What is not known, as data: a stable code with its facts. */
  readonly reason: SwarmGap;
  /** The same in one clause. */
  readonly missing: string;
}

/** The answers to a name in a swarm. */
export type SwarmResolution =
  | { readonly kind: 'resolved'; readonly answers: readonly SwarmAnswer[] }
  | { readonly kind: 'no-such-name'; readonly why: string }
  | SwarmUndecided;

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
      return `blocked (${verdict.failure}): ${verdict.by}`;
    case 'unknown':
      return `unknown: ${verdict.missing}`;
  }
}

export function blocked(trace: readonly SwarmHop[], failure: Failure, reason: SwarmBlock): SwarmVerdict {
  return { kind: 'blocked', trace, failure, reason, by: swarmBlockText(reason) };
}

export function unknown(trace: readonly SwarmHop[], reason: SwarmGap): SwarmVerdict {
  return { trace, ...undecided(reason) };
}

export function undecided(reason: SwarmGap): SwarmUndecided {
  return { kind: 'unknown', reason, missing: swarmGapText(reason) };
}
