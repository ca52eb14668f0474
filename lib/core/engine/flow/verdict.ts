import { type BlockReason } from './block-reason';
import { type UnknownReason } from './unknown-reason';
import { behaviourOf, type BehaviourId } from '../definition/engine-behaviours';
import { type IpAddress, type IpFamily } from '../../values/address';
import { type Port } from '../../values/port';
import { type Knowable } from '../../values/unknown';

/** A process on the machine that the engine runs on, outside of every container. */
export const ENGINE_HOST = { kind: 'host' } as const;

/** Another machine, one hop away from the host. */
export const OTHER_MACHINE = { kind: 'outside' } as const;

/** What people call the machines that are not containers. */
const MACHINES: Readonly<Record<string, typeof ENGINE_HOST | typeof OTHER_MACHINE>> = {
  host: ENGINE_HOST,
  'host.docker.internal': ENGINE_HOST,
  outside: OTHER_MACHINE,
  internet: OTHER_MACHINE,
};

/** The machine that a word means: `host`, or `outside` and `internet`; undefined for any other. */
export function machineNamed(word: string): typeof ENGINE_HOST | typeof OTHER_MACHINE | undefined {
  return Object.hasOwn(MACHINES, word.toLowerCase()) ? MACHINES[word.toLowerCase()] : undefined;
}

/** Who sends: a container by name, the host, another machine. */
export type Origin = string | typeof ENGINE_HOST | typeof OTHER_MACHINE;

/**
 * Where to: a container by name (any way that works counts), the same without the ports that it publishes or at one of them
 * (the port is then that of the host), its address on one network, a name as a program would write it, an address, the host at its own address or at a network's gateway, another machine.
 */
export type Destination =
  | string
  | { readonly directly: string }
  | { readonly publishedBy: string }
  | { readonly container: string; readonly on: string; readonly family?: IpFamily }
  | { readonly name: string }
  | { readonly address: string }
  | { readonly gatewayOf: string }
  | typeof ENGINE_HOST
  | typeof OTHER_MACHINE;

/** What is sent. Without a port it is an ICMP echo: a ping. */
export interface Flow {
  /** Who sends. */
  readonly from: Origin;
  /** Who is dialled. */
  readonly to: Destination;
  /** @default - a ping */
  readonly port?: Port;
}

/**
 * How a program sees that a flow does not arrive.
 *
 * *no-such-name*: the name has no answer. *no-route*: there is no way out of the namespace. *timeout*: packets are dropped.
 * *refused*: the machine answers, nothing listens. *reset*: something in between accepted and then gave up.
 */
export type Failure = 'no-such-name' | 'no-route' | 'timeout' | 'refused' | 'reset';

/** One station of a flow. */
export interface Hop {
  /** A namespace, an interface or a rule: `container web`, `network back`, `host`, `userland proxy`. */
  readonly where: string;
  /** What happens there. */
  readonly what: string;
  /** The destination address from here on, when something translated it. */
  readonly address?: string;
  /** The engine behaviour that this rests on, where engines differ. */
  readonly relies?: Reliance;
}

/** The source of a hop that was not seen on an engine. */
export const FROM_DOCUMENTATION = 'from the documentation of swarm mode; the routing mesh was not observed';

/** What a hop rests on: a behaviour that engines have, or do not have yet, or documentation. */
export type Reliance = BehaviourId | `not ${BehaviourId}` | typeof FROM_DOCUMENTATION;

/** The answer to a flow. */
export type Verdict = Reachable | Blocked | Undecided;

/** The packets arrive, and the answers come back. */
export interface Reachable {
  /** Which of the verdicts it is. */
  readonly kind: 'reachable';
  /** The way that they take. */
  readonly trace: readonly Hop[];
  /** The address that was dialled. */
  readonly address?: Knowable<IpAddress>;
  /** The name that was dialled, when one was. */
  readonly name?: string;
  /** The port that was dialled, when it is not the one asked for: a host port. */
  readonly dialled?: Knowable<number>;
  /** Who answers: the name of a container, `host` or `outside`. Several when a name has several answers. */
  readonly by: readonly string[];
  /** False when nothing was said about what listens: the path is open, the process is assumed. */
  readonly listenerKnown: boolean;
}

/** The packets, or the answers to them, do not arrive. */
export interface Blocked {
  /** Which of the verdicts it is. */
  readonly kind: 'blocked';
  /** The way to where they are stopped. */
  readonly trace: readonly Hop[];
  /** What the caller sees. */
  readonly failure: Failure;
  /**
   * The address that was dialled.
   * @default - the name did not resolve
   */
  readonly address?: Knowable<IpAddress>;
  /** The name that was dialled, when one was. */
  readonly name?: string;
  /** What blocks, as data: a stable code with its facts. */
  readonly reason: BlockReason;
  /** The same in one clause. */
  readonly by: string;
  /** What would open the way. */
  readonly fix: string;
}

/** It depends on something that is not known. */
export interface Undecided {
  /** Which of the verdicts it is. */
  readonly kind: 'unknown';
  /** The way as far as it is known. */
  readonly trace: readonly Hop[];
  /** What would have to be known, as data: a stable code with its facts. */
  readonly reason: UnknownReason;
  /** The same in one clause. */
  readonly missing: string;
}

/** The answers to a name. */
export type Resolution =
  | {
      readonly kind: 'resolved';
      readonly answers: readonly NameAnswer[];
      /** Who answers the question: the hosts file of the container, the engine's resolver, a link. */
      readonly resolver: 'hosts file' | 'embedded DNS';
      /** How the order of several answers comes about. */
      readonly order: string;
    }
  | { readonly kind: 'no-such-name'; readonly why: string; readonly fix: string }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason; readonly missing: string };

/** One of the answers for a name. */
export interface NameAnswer {
  /** The address. */
  readonly address: Knowable<IpAddress>;
  /** The container it belongs to, when it is one of this host. */
  readonly container?: string;
  /** The network it was found on. */
  readonly network?: string;
}

/** Which engines behave as a hop says. */
export function relianceText(relies: Reliance): string {
  if (relies === FROM_DOCUMENTATION) return relies;
  const not = relies.startsWith('not ');
  const { since } = behaviourOf((not ? relies.slice(4) : relies) as BehaviourId);
  return not ? `engines before ${since}` : `engines from ${since} on`;
}

/** The origin as people call it. */
export function originText(from: Origin): string {
  if (typeof from === 'string') return from;
  return from.kind === 'host' ? 'the host' : 'another machine';
}

/** A verdict as lines of text: the outcome, then each hop. */
export function explainVerdict(verdict: Verdict): string {
  return verdictLines(verdict).join('\n');
}

/** How the line with the fix begins. */
export const FIX = '  fix: ';

/** The same, line by line. */
export function verdictLines(verdict: Verdict): string[] {
  const hops = verdict.trace.map(
    ({ where, what, address, relies }) =>
      `  ${where}: ${what}${address === undefined ? '' : ` -> ${address}`}${relies === undefined ? '' : ` (${relianceText(relies)})`}`,
  );
  return [headline(verdict), ...hops, ...(verdict.kind === 'blocked' ? [`${FIX}${verdict.fix}`] : [])];
}

function headline(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'reachable': {
      const name = verdict.name === undefined ? '' : ` as ${verdict.name}`;
      return `reachable${name}, answered by ${verdict.by.join(' or ')}${verdict.listenerKnown ? '' : ' if it listens'}`;
    }
    case 'blocked':
      return `blocked (${verdict.failure}): ${verdict.by}`;
    case 'unknown':
      return `unknown: ${verdict.missing}`;
  }
}
