/** The kind of thing that a node stands for. */
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
  /** Id of the box that it is in. @default - it is in none */
  readonly inside?: string;
}

/** A node of a picture: one thing, or several that are equal. */
export interface PictureNode {
  readonly id: string;
  readonly kind: NodeKind;
  /** Its title. */
  readonly label: string;
  /** The names of all the things that it stands for. */
  readonly members: readonly string[];
  /** Lines of text inside the node. */
  readonly lines: readonly string[];
  /** What else is known, shown on request. */
  readonly details: readonly string[];
  /**
   * Names of things that belong to it and that answers about it mention, such as its networks or security groups.
   * @default - none
   */
  readonly words?: readonly string[];
  /** Id of the box that it is in. @default - it is in none */
  readonly group?: string;
  /** Whether it does not run, or cannot be reached by anything. @default false */
  readonly isIdle?: boolean;
}

/**
 * The meaning of an edge. *member*: is on a network or in a security group; *shares*: uses the network stack of; *published*: is
 * reached by a published port or a listener; *flow*: reaches, or does not; *intent*: is configured to dial; *way out*: the way to
 * the internet.
 */
export type EdgeKind = 'member' | 'shares' | 'published' | 'flow' | 'intent' | 'way out';

/** A line between two nodes. */
export interface PictureEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly state: FlowState;
  /** Whether it holds in both directions. */
  readonly both: boolean;
  /** @default - none */
  readonly label?: string;
  /** The reasons, line by line. */
  readonly because: readonly string[];
}

/** An answer about two nodes of a picture: whether one reaches the other, and at which port. */
export interface PictureAnswer {
  /** Id of a node. */
  readonly from: string;
  /** Id of a node. */
  readonly to: string;
  /** The port, or `ping`. */
  readonly what: string;
  readonly state: FlowState;
  /** The verdict, then its trace, line by line. */
  readonly lines: readonly string[];
}

/**
 * What there is and what reaches what, as data. How it is drawn, and in which format, is left to renderers, which know nothing
 * of Docker or ECS.
 */
export interface Picture {
  readonly groups: readonly PictureGroup[];
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** Sentences about what the picture does not draw line by line. */
  readonly notes: readonly string[];
}

/** The state of a verdict of any of the models. */
export function stateOf(kind: 'reachable' | 'open' | 'blocked' | 'unknown'): FlowState {
  return kind === 'reachable' ? 'open' : kind;
}

/** More things than this are drawn as groups of equals. */
export const MAX_SINGLE = 20;

/** More lines of one kind than this are summed up in a note: as lines they would hide everything else. */
export const MAX_LINES = 12;

/** Boxes that are not empty, outer ones first. */
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

/** Id of the node for everything outside of the input, such as the internet. */
export const OUTSIDE = 'outside';

/** Joins pictures into one; they share the node for the outside. */
export function joinedPicture(pictures: readonly Picture[]): Picture {
  const nodes = new Map(pictures.flatMap((one) => one.nodes).map((node) => [node.id, node]));
  return {
    groups: pictures.flatMap(({ groups }) => groups),
    nodes: [...nodes.values()],
    edges: pictures.flatMap(({ edges }) => edges),
    notes: pictures.flatMap(({ notes }) => notes),
  };
}
