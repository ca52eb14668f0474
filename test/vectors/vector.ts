/** The format of the recorded vectors: topologies, actions, questions, and what engines answered. */
export interface VectorFile {
  readonly format: number;
  readonly vectors: readonly Vector[];
}

export interface Vector {
  readonly id: string;
  readonly title?: string;
  /** Flags of the daemon, such as `--icc=false`. */
  readonly daemon?: string | readonly string[];
  readonly requires?: string;
  readonly topology: VectorTopology;
  readonly phases: readonly { readonly actions?: readonly VectorAction[]; readonly queries: readonly VectorQuery[] }[];
}

export interface VectorTopology {
  readonly networks?: readonly VectorNetwork[];
  readonly containers: readonly VectorContainer[];
}

export interface VectorNetwork {
  readonly name: string;
  readonly driver?: string;
  readonly ipam?: readonly {
    readonly subnet?: string;
    readonly gateway?: string;
    readonly ipRange?: string;
    readonly aux?: Readonly<Record<string, string>>;
  }[];
  readonly internal?: boolean;
  readonly ipv6?: boolean;
  readonly options?: Readonly<Record<string, string>>;
}

export interface VectorContainer {
  readonly name: string;
  readonly attach?: readonly {
    readonly network: string;
    readonly ip?: string;
    readonly ip6?: string;
    readonly aliases?: readonly string[];
    readonly links?: readonly string[];
  }[];
  readonly listen?: readonly { readonly port: number; readonly protocol?: 'tcp' | 'udp'; readonly address?: string }[];
  readonly hostname?: string;
  readonly links?: readonly string[];
  readonly extraHosts?: readonly string[];
  readonly publish?: readonly string[];
  readonly expose?: readonly string[];
  readonly mode?: string;
}

export interface VectorAction {
  readonly do: 'connect' | 'disconnect' | 'stop' | 'start' | 'restart' | 'rm';
  readonly container: string;
  readonly network?: string;
  readonly ip?: string;
  readonly ip6?: string;
  readonly aliases?: readonly string[];
  readonly links?: readonly string[];
}

export interface VectorQuery {
  readonly from: string;
  readonly probe: 'ping' | 'tcp' | 'udp' | 'resolve' | 'exec';
  readonly target?: string;
  readonly port?: number | string;
  readonly observed: Outcome;
  readonly newer?: { readonly observed: Outcome; readonly since?: string; readonly why?: string };
}

export interface Outcome {
  readonly reached?: boolean;
  readonly failure?: string;
  readonly by?: string;
  readonly address?: string;
  readonly resolved?: boolean;
  readonly addresses?: readonly string[];
  readonly target?: string;
}
