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

/** What commands have to print, by kind. */
export interface Answers {
  /** What a check found. */
  readonly findings: Report;
  /** Who reaches whom on Docker hosts; without a port, by a ping. */
  readonly hosts: { readonly hosts: readonly NamedTopology[]; readonly port: Port | undefined };
  /** Questions about containers with their answers. */
  readonly dials: Dials;
  /** A question about the host or another machine, with its answer. */
  readonly verdict: {
    readonly from: string;
    readonly to: string;
    readonly port: Port | undefined;
    readonly verdict: Verdict;
  };
  /** Who gets through to whom in ECS clusters. */
  readonly clusters: readonly Cluster[];
  /** A few of these ways. */
  readonly flows: readonly ServiceFlow[];
  /** Who gets through to whom in clusters and in the networks of AWS that they stand in. */
  readonly networks: { readonly clusters: readonly Cluster[]; readonly paths: readonly NetworkPath[] };
  /** A few ways through networks of AWS. */
  readonly paths: readonly NetworkPath[];
  /** Ways between the services of swarms. */
  readonly swarms: readonly SwarmPath[];
  /** What programs are told to dial, by host or cluster. */
  readonly intents: readonly FlowGroup[];
  /** What changed between two versions. */
  readonly change: Change;
  /** Rules in full, or as a list of all. */
  readonly rules: { readonly rules: readonly Rule[]; readonly list: boolean };
  /** What an error message leads to. */
  readonly message: MessageMatch;
  /** A picture of everything. */
  readonly drawing: Drawing;
  /** What a local run of tasks has of ECS, and what not. */
  readonly fidelity: LocalPlan;
  /** What was read. */
  readonly inventory: readonly Entry[];
}

export type Answer = keyof Answers;

/** How something is printed, whatever it is. */
export interface Look {
  readonly style: Style;
  /** Version of the package. */
  readonly version: string;
  /** Whether values that are not known are listed, and not counted only. */
  readonly listsUnknown: boolean;
}

/** One format of output: what it is called, and how it prints the answers that it has a form for. */
export interface Renderer {
  /** As `--format` takes it. */
  readonly name: string;
  readonly prints: { readonly [A in Answer]?: (answer: Answers[A], look: Look) => string };
}
