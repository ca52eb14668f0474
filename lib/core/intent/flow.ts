import { type Place } from '../values/place';
import { type Dial } from './dial';

/** A flow that a definition means, with what becomes of it. */
export interface IntendedFlow {
  /** Who dials, as people call it. */
  readonly from: string;
  readonly dial: Dial;
  readonly verdict: FlowVerdict;
}

/** The answer to an intended flow. */
export type FlowVerdict = Arriving | Blocked | Undecided;

export interface Arriving {
  readonly kind: 'reachable';
  /** Who answers. */
  readonly to: string;
  /** Whether it is known that something listens on the port. */
  readonly listens: boolean;
}

export type Blocked = Obstacle & {
  readonly kind: 'blocked';
  /** The other end, where it is known. */
  readonly target?: Place;
};

/** Why a flow does not arrive: a code with its facts. */
export type Obstacle =
  /** Nobody has the name where it is asked for. */
  | { readonly reason: 'name-unknown'; readonly why: NameTrouble; readonly networks: readonly string[] }
  /** The name is that of a container on other networks. */
  | { readonly reason: 'network-not-shared'; readonly to: string; readonly networks: readonly string[] }
  /** The target listens on other ports. */
  | {
      readonly reason: 'port-not-listened-on';
      readonly to: string;
      readonly listens: readonly number[];
      /** Whether the port is the one on the host by which the target is published. */
      readonly isHostPort: boolean;
    }
  /** The program dials itself where another container listens. */
  | { readonly reason: 'localhost'; readonly to: string }
  /** A name of Docker Desktop that an engine on Linux does not have. */
  | { readonly reason: 'host-name-missing' }
  /** Something on the way, in the words of the model. */
  | { readonly reason: 'way-blocked'; readonly to: string; readonly by: string; readonly fix: string };

export type NameTrouble =
  | 'nobody'
  | 'default bridge'
  | 'host mode'
  | 'no network'
  | 'target in host mode'
  | 'shared namespace';

export interface Undecided {
  readonly kind: 'unknown';
  readonly why: string;
}

/** The address that is dialled: `db:5432`. */
export function addressText({ host, port }: Pick<Dial, 'host' | 'port'>): string {
  if (port === undefined) return host;
  return `${host.includes(':') ? `[${host}]` : host}:${port.number}`;
}

/** What a flow is about: who dials what, by what it is told. */
export function flowText({ from, dial }: IntendedFlow): string {
  return `${from} dials ${addressText(dial)} (${dial.by})`;
}

/** A verdict in one clause. */
export function explainFlow(verdict: FlowVerdict): string {
  switch (verdict.kind) {
    case 'reachable':
      return verdict.listens
        ? `${verdict.to} answers`
        : `the way to ${verdict.to} is open; nothing says what listens there`;
    case 'unknown':
      return verdict.why;
    case 'blocked':
      return explainObstacle(verdict);
  }
}

function explainObstacle(obstacle: Obstacle): string {
  switch (obstacle.reason) {
    case 'name-unknown':
      return nameTrouble(obstacle.why, obstacle.networks);
    case 'network-not-shared':
      return `${obstacle.to} is on other networks (${obstacle.networks.join(', ') || 'none'})`;
    case 'port-not-listened-on':
      return `${obstacle.to} ${listensText(obstacle.listens)}${obstacle.isHostPort ? '; the port dialled is the one on the host' : ''}`;
    case 'localhost':
      return `localhost is the container itself, and ${obstacle.to} is the one that listens`;
    case 'host-name-missing':
      return 'Docker Desktop has the name, an engine on Linux does not';
    case 'way-blocked':
      return obstacle.by;
  }
}

/** `listens on 5432`. */
export function listensText(ports: readonly number[]): string {
  return ports.length === 0 ? 'listens on no port' : `listens on ${ports.join(', ')}`;
}

/** Why a name has no answer. */
export function nameTrouble(why: NameTrouble, networks: readonly string[]): string {
  switch (why) {
    case 'nobody':
      return `nobody on ${networks.join(', ')} has the name`;
    case 'default bridge':
      return 'on the default bridge no container has a name';
    case 'host mode':
      return "in host mode names are asked of the host's resolver, which knows no container";
    case 'no network':
      return 'it has no network';
    case 'target in host mode':
      return 'a container in host mode has no name on any network';
    case 'shared namespace':
      return `who has the name is in the network namespace of ${networks.join(', ')}, by whose name it is found`;
  }
}
