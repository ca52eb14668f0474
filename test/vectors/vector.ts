/**
 * The format of the recorded vectors: topologies, actions, questions, and what engines answered. The model and the
 * engines read the same definition.
 */
export interface VectorFile {
  readonly format?: number;
  readonly vectors: readonly Vector[];
}

export interface Vector {
  readonly id: string;
  readonly title?: string;
  /** Flags of the daemon, such as `--icc=false`. @default - none */
  readonly daemon?: string | readonly string[];
  /** What a run needs beside an engine: `external`, another machine. */
  readonly requires?: string;
  /** Whether the network of the two machines has IPv6 too: fd00:200::1 is the host, fd00:200::2 the other. @default false */
  readonly lan6?: boolean;
  /** TCP ports on which programs of the host itself listen. */
  readonly hostListen?: readonly VectorListener[];
  /** Where the answer comes from, for people. */
  readonly cause?: string;
  /** Policy of the FORWARD chain of the engine's host. @default 'DROP' */
  readonly forward?: 'ACCEPT' | 'DROP';
  readonly topology: VectorTopology;
  readonly phases: readonly VectorPhase[];
}

export interface VectorTopology {
  readonly networks?: readonly VectorNetwork[];
  /** They start one after the other, in this order. */
  readonly containers?: readonly VectorContainer[];
}

export interface VectorPhase {
  /** What happens before the questions. */
  readonly actions?: readonly PhaseAction[];
  readonly queries?: readonly VectorQuery[];
}

export interface VectorNetwork {
  readonly name: string;
  /** @default 'bridge' */
  readonly driver?: string;
  readonly ipam?: readonly VectorSubnet[];
  readonly internal?: boolean;
  readonly ipv6?: boolean;
  readonly options?: Readonly<Record<string, string>>;
}

export interface VectorSubnet {
  readonly subnet?: string;
  readonly gateway?: string;
  readonly ipRange?: string;
  /** Addresses that nobody gets, by name. */
  readonly aux?: Readonly<Record<string, string>>;
}

export interface VectorEndpoint {
  readonly network: string;
  readonly ip?: string;
  readonly ip6?: string;
  readonly aliases?: readonly string[];
  readonly links?: readonly string[];
  /** Higher wins the default route. @default 0 */
  readonly gwPriority?: number;
  readonly mac?: string;
  readonly driverOpts?: Readonly<Record<string, string>>;
  readonly linkLocal?: readonly string[];
}

export interface VectorListener {
  readonly port: number;
  /** @default 'tcp' */
  readonly protocol?: 'tcp' | 'udp';
  /** @default - all addresses of its network namespace */
  readonly address?: string;
}

export interface VectorContainer {
  readonly name: string;
  /** In the order in which the container joins. @default - what the mode says, or the default bridge */
  readonly attach?: readonly VectorEndpoint[];
  readonly listen?: readonly VectorListener[];
  readonly hostname?: string;
  readonly domainname?: string;
  readonly links?: readonly string[];
  readonly extraHosts?: readonly string[];
  readonly publish?: readonly string[];
  /** Publishes what is exposed, each port on one that the engine picks. @default false */
  readonly publishAll?: boolean;
  readonly expose?: readonly string[];
  /** `host`, `none`, `container:x`, or the network that the container is made on. */
  readonly mode?: string;
  readonly dns?: readonly string[];
  readonly dnsSearch?: readonly string[];
  readonly dnsOptions?: readonly string[];
  readonly mac?: string;
  readonly sysctls?: Readonly<Record<string, string>>;
  /** @default 'no' */
  readonly restart?: string;
}

export interface VectorAction {
  readonly do: 'connect' | 'disconnect' | 'stop' | 'start' | 'restart' | 'rm' | 'kill' | 'pause' | 'unpause' | 'rename';
  readonly container: string;
  /** The new name, of `rename`. */
  readonly to?: string;
  readonly network?: string;
  readonly ip?: string;
  readonly ip6?: string;
  readonly aliases?: readonly string[];
  readonly links?: readonly string[];
  readonly gwPriority?: number;
}

/** A container that is made and started later: its definition, or its name with the rest beside it. */
export interface CreateAction extends Omit<VectorContainer, 'name'> {
  readonly do: 'create';
  readonly container: string | VectorContainer;
}

/** Time goes by. The model has no clock: nothing changes. */
export interface WaitAction {
  readonly do: 'wait';
  readonly seconds?: number;
}

/** What happens to a network as a whole. */
export interface NetworkAction {
  readonly do: 'network-create' | 'network-rm';
  readonly network: string | VectorNetwork;
}

/** What happens to the engine itself: its daemon ends and starts again. */
export interface EngineAction {
  readonly do: 'daemon-restart';
}

export type PhaseAction = VectorAction | CreateAction | WaitAction | NetworkAction | EngineAction;

/** The definition in an action that creates a container. */
export function createdBy({ container, do: _verb, ...rest }: CreateAction): VectorContainer {
  return typeof container === 'string' ? { ...rest, name: container } : container;
}

/** One question. */
export interface Question {
  /** Container name, or `host` (the engine host) or `external` (the other machine). */
  readonly from: string;
  readonly probe: 'ping' | 'tcp' | 'udp' | 'resolve' | 'exec';
  /** A name, an address, or a token: `@c`, `@c/n`, `@c/n#6`, `gw(n)`, `host`, `external`. */
  readonly target?: string;
  /** A number, or `port(c:80/tcp)`, the host port that the engine chose. */
  readonly port?: number | string;
  /** How often a name is asked for, to see the order of the answers change. @default 1 */
  readonly tries?: number;
  readonly command?: readonly string[];
  /** Whether the order of the answers does not count. @default true */
  readonly set?: boolean;
  /** What people should know. */
  readonly note?: string;
}

export interface VectorQuery extends Question {
  /** What the engine of the first recording answered. @default - nobody asked it */
  readonly observed?: Outcome;
  /** What newer engines answer, where that is something else. */
  readonly newer?: { readonly observed: Outcome; readonly since?: string; readonly why?: string };
}

/** What was seen, with the values that tokens of the question stood for on that engine. */
export interface Outcome {
  readonly reached?: boolean;
  readonly failure?: string;
  readonly by?: string;
  readonly seenFrom?: string;
  readonly via?: string;
  readonly answeredFrom?: string;
  readonly firstAnswerVaries?: boolean;
  readonly exit?: number;
  readonly output?: string;
  readonly address?: string;
  readonly resolved?: boolean;
  readonly addresses?: readonly string[];
  readonly target?: string;
  readonly port?: number;
}

/** The flags as a list. */
export function flagsOf({ daemon }: Pick<Vector, 'daemon'>): readonly string[] {
  return daemon === undefined ? [] : [daemon].flat().flatMap((flags) => flags.split(/\s+/));
}
