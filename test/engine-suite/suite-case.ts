import { type DockerHost, type EngineSettings } from '../../lib/core/engine/definition/docker-host';
import { type Destination, type Origin } from '../../lib/core/engine/flow/verdict';
import { type DockerSwarm } from '../../lib/core/engine/swarm/swarm';
import { type SwarmDestination, type SwarmOrigin } from '../../lib/core/engine/swarm/swarm-verdict';
import { type Action } from '../../lib/core/engine/state/action';
import { type TopologyOptions } from '../../lib/core/engine/state/topology-options';

/** What a test of an engine, or of a tool that talks to one, asserts about a definition. */
export interface SuiteCase {
  readonly id: string;
  /** Repository, file and test that it was taken from. */
  readonly source: string;
  /** What is asserted, in words. */
  readonly asserts?: string;
  /** Major versions of the engine that it holds for. @default - those of `hosts` */
  readonly versions?: readonly number[];
  /** The definition by version of the engine. */
  readonly hosts?: Readonly<Record<string, DockerHost>>;
  /** Engines that are joined, with what they run together; checks then name nodes and services. */
  readonly swarm?: DockerSwarm;
  /** The text of a compose file, for a project named `p`. */
  readonly compose?: string;
  /** Values of the variables of the compose file. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The engine that the compose file is for, where it is not the newest with its defaults. */
  readonly engine?: Partial<EngineSettings>;
  readonly actions?: readonly Action[];
  readonly topologyOptions?: TopologyOptions;
  readonly checks?: readonly SuiteCheck[];
  /** Why the case as others state it is wrong: what the engines said when they were asked. @default - it is right */
  readonly corrected?: string;
  /** What whoever wrote the case had no word for. */
  readonly cannotBeExpressed?: string;
  /** Words of the kind that stand in `cannotBeExpressed` of others, and to which this case of the project's own gives a meaning. */
  readonly words?: readonly string[];
}

export type SuiteCheck = ReachCheck | ResolveCheck | RefuseCheck | AcceptCheck | ReaderCheck | DescribedCheck;

interface Checked {
  /** What happens before the question, after the actions of the case. */
  readonly after?: readonly Action[];
}

/** Whether a flow arrives. */
export interface ReachCheck extends Checked {
  readonly kind: 'reach';
  readonly from: Origin | SwarmOrigin;
  readonly to: Destination | SwarmDestination;
  /** `80`, `53/udp`. @default - a ping */
  readonly port?: string;
  /** `yes`, `no`, or `no:` and the failures that count. */
  readonly want: string;
  /** Who answers. */
  readonly by?: string;
}

/** What a name is answered with. */
export interface ResolveCheck extends Checked {
  readonly kind: 'resolve';
  readonly from: Origin | SwarmOrigin;
  readonly name: string;
  readonly want: 'yes' | 'no' | readonly string[];
}

/** The engine, or the tool, refuses the definition: a finding of severity error. */
export interface RefuseCheck {
  readonly kind: 'refuse';
  /** Any of them will do. @default - every rule */
  readonly rules?: readonly string[];
}

export interface AcceptCheck {
  readonly kind: 'accept';
}

/** Whether a compose file is taken. */
export interface ReaderCheck {
  readonly kind: 'reader-refuses' | 'reader-accepts';
}

/** A fact that is none of the above. */
export interface DescribedCheck extends Checked {
  readonly kind: 'described';
  readonly label: string;
  readonly want: unknown;
}
