import { IpAddress } from '../values/address';
import { type Place } from '../values/place';
import { joined } from '../values/phrase';
import { unmarked } from '../values/program';
import { type ObstacleWords } from '../vpc/explain-path';
import { type Dial } from './dial';

/** A flow that a definition means, with what becomes of it. */
export interface IntendedFlow {
  /** Who dials, as people call it. */
  readonly from: string;
  /** The service whose tasks dial, where several services run the container. @default - nothing tells them apart */
  readonly service?: Place;
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
  /** Where that one is defined, where it is known. */
  readonly target?: Place;
}

export type Blocked = Obstacle & {
  readonly kind: 'blocked';
  /** The other end, where it is known. */
  readonly target?: Place;
};

/** Why a flow does not arrive: a code with its facts. */
export type Obstacle =
  /** The name has no answer where it is dialled. */
  | {
      readonly reason: 'name-unknown';
      readonly why: NameTrouble;
      /** Networks of the caller, or who else has to do with the name. */
      readonly networks: readonly string[];
      /** The name that would have an answer. @default - none is known */
      readonly meant?: string;
      /** Names that do have one there, of some containers. @default - none is known */
      readonly neighbours?: readonly string[];
      /** The name that is dialled. @default - that of the flow */
      readonly asked?: string;
      /** What would have to take part, and in which namespace. @default - not known */
      readonly client?: { readonly service: string; readonly namespace: string | undefined };
      /** What keeps the resolver of a VPC from answering, as data. */
      readonly words?: ObstacleWords;
    }
  /** The name is that of a container on other networks. */
  | { readonly reason: 'network-not-shared'; readonly to: string; readonly networks: readonly string[] }
  /** A proxy forwards by a network that it is not on. */
  | {
      readonly reason: 'proxy-network-not-shared';
      readonly to: string;
      /** Networks of the target. */
      readonly networks: readonly string[];
      /** Those of them by which the proxy would forward, or may, and which it is not on. */
      readonly missed: readonly string[];
      /** The network that it is told to take. @default - none */
      readonly named?: string;
      /** The only networks by which it forwards. @default - all */
      readonly among?: readonly string[];
      /** Whether the target has the network of the host, where the proxy finds no address of it. @default false */
      readonly isInHostMode?: boolean;
    }
  /** A broker answers, and sends its clients on to an address that the program does not reach. */
  | {
      readonly reason: 'advertised-elsewhere';
      readonly to: string;
      readonly advertised: string;
      /** The variable that says so, with a value in which the address is the one that was dialled. */
      readonly instead: string;
    }
  /** The target listens on other ports. */
  | {
      readonly reason: 'port-not-listened-on';
      readonly to: string;
      readonly listens: readonly number[];
      /** Whether the port is the one on the host by which the target is published. */
      readonly isHostPort: boolean;
    }
  /** The program dials itself where another container listens. */
  | {
      readonly reason: 'localhost';
      readonly to: string;
      /** The port on which the other one listens, where it has the dialled one on the host. @default - the dialled one */
      readonly published?: number;
      /** The port on which the other one listens, where none is dialled. @default - one is */
      readonly usual?: number;
    }
  /** A name of Docker Desktop that an engine on Linux does not have. */
  | { readonly reason: 'host-name-missing' }
  /** Something on the way, in the words of the model. */
  | {
      readonly reason: 'way-blocked';
      readonly to: string;
      readonly by: string;
      readonly fix: string;
      /** What `by` and `fix` say, as data, where it is an obstacle in a VPC: a fix can be said in another language. */
      readonly words?: ObstacleWords;
      /** Whether it is that the target listens on its loopback alone. @default false */
      readonly isLoopback?: boolean;
      /** The network that has communication between containers switched off, where that is it. */
      readonly silent?: string;
    };

export type NameTrouble =
  | 'nobody'
  | 'default bridge'
  | 'host mode'
  | 'no network'
  | 'target in host mode'
  | 'shared namespace'
  | 'same namespace'
  | 'localhost of the task'
  | 'no link'
  | 'no names in the mode'
  | 'not a client of Service Connect'
  | 'other Service Connect namespace'
  | 'another alias'
  | 'service without a name'
  | 'only with its namespace'
  | 'SRV only'
  | 'misspelt'
  | 'as the resolver says'
  | 'no search domain'
  | 'nobody offers';

export interface Undecided {
  readonly kind: 'unknown';
  readonly why: string;
}

/** The address that is dialled: `db:5432`, or `Shop/Db:5432` where it is decided elsewhere. */
export function addressText({ host, owner, port }: Pick<Dial, 'host' | 'owner' | 'port'>): string {
  const shown = owner ?? unmarked(host);
  if (port === undefined) return shown;
  return `${IpAddress.tryParse(host)?.family === 6 ? `[${shown}]` : shown}:${port.number}`;
}

/** Who dials: a container, with the service that runs it where several do. */
export function callerText({ from, service }: Pick<IntendedFlow, 'from' | 'service'>): string {
  return service === undefined ? from : `${from} of ${service.path}`;
}

/** What a flow is about: who dials what, by what it is told. */
export function flowText(flow: IntendedFlow): string {
  const { dial } = flow;
  return `${callerText(flow)} dials ${addressText(dial)} (${dial.by})`;
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
      return nameTrouble(obstacle);
    case 'network-not-shared':
      return `${obstacle.to} is on other networks (${obstacle.networks.join(', ') || 'none'})`;
    case 'advertised-elsewhere':
      return `${obstacle.to} sends its clients on to ${obstacle.advertised}, which it cannot reach`;
    case 'proxy-network-not-shared':
      return proxyTrouble(obstacle);
    case 'port-not-listened-on':
      return `${obstacle.to} ${listensText(obstacle.listens)}${obstacle.isHostPort ? '; the dialled port is its port on the host' : ''}`;
    case 'localhost':
      return `localhost is the container itself; ${whoListens(obstacle.to, obstacle)}`;
    case 'host-name-missing':
      return 'Docker Desktop has the name, an engine on Linux does not';
    case 'way-blocked':
      return obstacle.by;
  }
}

/** Who listens where a program dials itself: on the dialled port, or behind it as a port of the host. */
export function whoListens(
  who: string,
  { published, usual }: { readonly published?: number; readonly usual?: number },
): string {
  if (usual !== undefined) return `${who} is the one that listens on ${usual}`;
  return published === undefined
    ? `${who} is the one that listens on that port`
    : `${who} has that port on the host, and listens on ${published}`;
}

/** Why a proxy does not get to what it forwards to. */
export function proxyTrouble({
  to,
  networks,
  missed,
  named,
  among,
  isInHostMode,
}: Extract<Obstacle, { reason: 'proxy-network-not-shared' }>): string {
  const away = missed.join(', ');
  if (isInHostMode === true) return `${to} is in host mode, where it has no address of its own`;
  if (among) return `it forwards by ${among.join(', ')} alone, and ${to} is on ${networks.join(', ') || 'no network'}`;
  if (missed.length === 0) return `${to} is on no network`;
  if (named !== undefined && !networks.includes(named))
    return `${to} is on no network called ${named}, so the proxy takes any of ${networks.join(', ')}, and it is not on ${away}`;
  if (named !== undefined) return `it is told to take network ${named}, which it is not on`;
  return missed.length === networks.length
    ? `it is not on ${away}, where ${to} is`
    : `it may take any network of ${to}, and it is not on ${away}`;
}

/** `listens on 5432`. */
export function listensText(ports: readonly number[]): string {
  return ports.length === 0 ? 'listens on no port' : `listens on ${ports.join(', ')}`;
}

/** Why a name has no answer. */
export function nameTrouble({ why, networks, meant = '' }: Extract<Obstacle, { reason: 'name-unknown' }>): string {
  const others = networks.join(', ');
  switch (why) {
    case 'nobody':
      return `no container on ${networks.length === 1 ? 'network' : 'networks'} ${joined(networks, 'or')} has that name${meant === '' ? '' : `; did you mean ${meant}?`}`;
    case 'default bridge':
      return 'on the default bridge containers cannot find each other by name';
    case 'host mode':
      return "in host mode names are looked up by the host's resolver, which knows no containers";
    case 'no network':
      return 'it has no network';
    case 'target in host mode':
      return 'a container in host mode has no name on any network';
    case 'shared namespace':
      return `the container of that name is in the network namespace of ${others}; dial that name instead`;
    case 'same namespace':
      return `${others} shares its network namespace, where it is at ${meant}`;
    case 'localhost of the task':
      return `the containers of its task have no names for each other; ${others} is at ${meant}`;
    case 'no link':
      return `in bridge mode containers find each other by links, and it has none to ${others}`;
    case 'no names in the mode':
      return `in the network mode of the task containers have no names for each other, ${others} included`;
    case 'not a client of Service Connect':
      return `it is the Service Connect name of ${others}, which only tasks of services with Service Connect in the same namespace resolve`;
    case 'other Service Connect namespace':
      return `it is the Service Connect name of ${others} in another namespace`;
    case 'another alias':
      return `Service Connect offers ${others} as ${meant}`;
    case 'service without a name':
      return `Amazon ECS gives ${others} no name by itself: Service Connect, Cloud Map or a load balancer does`;
    case 'only with its namespace':
      return `the full name is ${meant}, with its namespace`;
    case 'SRV only':
      return `Cloud Map has only SRV records for ${others}, so the name has no address`;
    case 'misspelt':
      return `nothing has that name; did you mean ${meant}?`;
    case 'as the resolver says':
      return others;
    case 'nobody offers':
      return `no service here offers that name in namespace ${others} of Service Connect; it has ${meant === '' ? 'no names' : meant}`;
    case 'no search domain':
      return "the VPC's resolver does not answer names without a dot";
  }
}

/** What to do about a name without an answer, where its trouble says it; else undefined. */
export function nameRemedy({
  why,
  networks,
  meant = '',
  neighbours = [],
  asked = '',
  client,
}: Extract<Obstacle, { reason: 'name-unknown' }>): string | undefined {
  const others = networks.join(', ');
  switch (why) {
    case 'nobody':
      if (meant !== '' || neighbours.length === 0) return meant === '' ? undefined : `dial ${meant}`;
      return `dial ${joined(neighbours, 'or')}, or give the container that is meant the alias ${asked}`;
    case 'misspelt':
    case 'another alias':
    case 'only with its namespace':
    case 'same namespace':
    case 'localhost of the task':
      return meant === '' ? undefined : `dial ${meant}`;
    case 'shared namespace':
      return `dial ${others}`;
    case 'default bridge':
      return 'put both containers on one network of your own, where each has its name';
    case 'host mode':
      return 'publish the port of the other container and dial localhost, or leave the host mode';
    case 'no link':
      return `link the container to ${others}`;
    case 'not a client of Service Connect':
      return client === undefined
        ? 'turn on Service Connect for the service that dials, in the same namespace'
        : `turn on Service Connect for ${client.service}${client.namespace === undefined ? ', in the same namespace' : ` in namespace ${client.namespace}`}`;
    case 'SRV only':
      return 'ask for the SRV record, or use Service Connect or a load balancer, whose names have addresses';
    case 'no network':
    case 'target in host mode':
    case 'no names in the mode':
    case 'other Service Connect namespace':
    case 'service without a name':
    case 'as the resolver says':
    case 'nobody offers':
    case 'no search domain':
      return undefined;
  }
}

/** Blocked flows of a kind, for a rule. */
export function blockedFlows<R extends Blocked['reason']>(
  flows: readonly IntendedFlow[],
  reason: R,
): (IntendedFlow & { readonly verdict: Extract<Blocked, { reason: R }> })[] {
  return flows.filter(
    (flow): flow is IntendedFlow & { readonly verdict: Extract<Blocked, { reason: R }> } =>
      flow.verdict.kind === 'blocked' && flow.verdict.reason === reason,
  );
}
