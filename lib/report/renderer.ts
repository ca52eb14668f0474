import { type ServiceFlow } from '../core/ecs/reach/service-reach';
import { type Cluster } from '../core/ecs/cluster';
import { type Verdict } from '../core/engine/flow/verdict';
import { type SwarmPath } from '../core/engine/swarm/swarm-paths';
import { type NamedTopology } from './named-topology';
import { type LocalPlan } from '../core/local/local-plan';
import { type Rule } from '../core/rules/rule';
import { type Port } from '../core/values/port';
import { type MessageMatch } from './message-search';
import { type NetworkPath } from '../core/vpc/network-paths';
import { type Change } from './change-report';
import { type FlowGroup } from './flow-report';
import { type Dials } from './dial-report';
import { type Entry } from './inventory-report';
import { type Drawing } from './picture/draw';
import { type Report } from './report';
import { type Style } from './style';

/** What commands print, by kind. */
export interface Answers {
  /** What a check found. */
  readonly findings: Report;
  /** Who reaches whom on Docker hosts, at a port or, without one, by a ping. */
  readonly hosts: { readonly hosts: readonly NamedTopology[]; readonly port: Port | undefined };
  /** Answers to questions about containers. */
  readonly dials: Dials;
  /** The answer to a question about the host or another machine. */
  readonly verdict: {
    readonly from: string;
    readonly to: string;
    readonly port: Port | undefined;
    readonly verdict: Verdict;
  };
  /** Which services reach which in ECS clusters. */
  readonly clusters: readonly Cluster[];
  /** Answers to a question about services of a cluster. */
  readonly flows: readonly ServiceFlow[];
  /** Which services reach which, and the paths through the VPCs that they are in. */
  readonly networks: { readonly clusters: readonly Cluster[]; readonly paths: readonly NetworkPath[] };
  /** Answers to a question about paths through VPCs. */
  readonly paths: readonly NetworkPath[];
  /** Paths between services of swarms. */
  readonly swarms: readonly SwarmPath[];
  /** What programs are told to dial, by host or cluster. */
  readonly intents: readonly FlowGroup[];
  /** What changed between two versions. */
  readonly change: Change;
  /** Rules in full, or as a list of all. */
  readonly rules: { readonly rules: readonly Rule[]; readonly list: boolean };
  /** The result of a search for an error message. */
  readonly message: MessageMatch;
  /** A picture of everything. */
  readonly drawing: Drawing;
  /** How a local run of tasks differs from ECS. */
  readonly fidelity: LocalPlan;
  /** What was read. */
  readonly inventory: readonly Entry[];
}

export type Answer = keyof Answers;

/** Settings of the output that hold for every kind of answer. */
export interface Look {
  readonly style: Style;
  /** Version of the package. */
  readonly version: string;
  /** Whether unknown values are listed; otherwise they are only counted. */
  readonly listsUnknown: boolean;
}

/** An output format: its name, and a function for each kind of answer that it can print. */
export interface Renderer {
  /** As `--format` takes it. */
  readonly name: string;
  readonly prints: { readonly [A in Answer]?: (answer: Answers[A], look: Look) => string };
}
