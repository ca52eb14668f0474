/** What a node of a picture stands for. */
export type NodeKind =
  | 'outside'
  | 'host'
  | 'container'
  | 'network'
  | 'service'
  | 'load balancer'
  | 'security group'
  | 'resource'
  | 'gateway'
  | 'missing';

/** Whether packets get through. */
export type FlowState = 'open' | 'blocked' | 'unknown';

/** A box around nodes: a Docker host, a VPC, a cluster. */
export interface PictureGroup {
  readonly id: string;
  readonly kind: 'host' | 'network' | 'vpc' | 'cluster';
  readonly label: string;
  /** The box that it stands in. @default - it stands in none */
  readonly inside?: string;
}

/** Something in a picture; several things that are equal are one node. */
export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** What people call it. */
  readonly label: string;
  /** The names of all that it stands for. */
  readonly members: readonly string[];
  /** What is worth a line in its box. */
  readonly lines: readonly string[];
  /** What else is known of it, for those who ask. */
  readonly details: readonly string[];
  /**
   * Names of what belongs to it, which answers about it mention: its networks, its security groups.
   * @default - none
   */
  readonly words?: readonly string[];
  /** The box that it stands in. @default - it stands in none */
  readonly group?: string;
  /** Whether it does not run, or nobody gets to it. @default false */
  readonly isIdle?: boolean;
}

/**
 * What an edge says. *member*: on a network, in a security group; *shares*: has the network stack of; *published*: gets there
 * by a published port or a listener; *flow*: gets through, or does not; *intent*: is told to dial; *way out*: the way to the internet.
 */
export type EdgeKind = 'member' | 'shares' | 'published' | 'flow' | 'intent' | 'way out';

/** A line between two nodes. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly state: FlowState;
  /** Whether the same holds the other way round. */
  readonly both: boolean;
  /** @default - none */
  readonly label?: string;
  /** What it rests on, line by line. */
  readonly because: readonly string[];
}

/** An answer to a question that a picture can be asked: who gets to whom, on what. */
export interface PictureAnswer {
  /** Id of a node. */
  readonly from: string;
  /** Id of a node. */
  readonly to: string;
  /** The port, or `ping`. */
  readonly what: string;
  readonly state: FlowState;
  /** The outcome, then the way, line by line. */
  readonly lines: readonly string[];
}

/**
 * Who is there and who gets through to whom, as data. What is drawn, and in which format, is left to renderers; they need
 * know nothing of Docker or ECS.
 */
export interface Picture {
  readonly groups: readonly PictureGroup[];
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** What the picture does not draw line by line, in sentences. */
  readonly notes: readonly string[];
}

/** The state of a verdict of any of the models. */
export function stateOf(kind: 'reachable' | 'open' | 'blocked' | 'unknown'): FlowState {
  return kind === 'reachable' ? 'open' : kind;
}

/** More things than this are drawn as groups of equals. */
export const MOST_SINGLE = 20;

/** More lines of one kind than this are told in a sentence: as lines they would hide everything else. */
export const MOST_LINES = 12;

/** Boxes with something in them, outer ones first. */
export function groupsInUse({ groups, nodes }: Picture): PictureGroup[] {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const used = new Set<PictureGroup>();
  for (const { group } of nodes) {
    const around: PictureGroup[] = [];
    for (let at = group; at !== undefined; at = byId.get(at)?.inside) {
      const one = byId.get(at);
      if (!one) break;
      around.unshift(one);
    }
    for (const one of around) used.add(one);
  }
  return [...used];
}

/** What stands beyond everything that was read. */
export const OUTSIDE = 'outside';

/** Pictures as one, with what stands beyond all of them once. */
export function joinedPicture(pictures: readonly Picture[]): Picture {
  const nodes = new Map(pictures.flatMap((one) => one.nodes).map((node) => [node.id, node]));
  return {
    groups: pictures.flatMap(({ groups }) => groups),
    nodes: [...nodes.values()],
    edges: pictures.flatMap(({ edges }) => edges),
    notes: pictures.flatMap(({ notes }) => notes),
  };
}
