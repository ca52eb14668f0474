import { quoted } from '../../values/model-error';
import { isKnown, Unknown, type Knowable } from '../../values/unknown';
import { type DockerSwarm, type SwarmNode, type SwarmService } from './swarm';

/** A constraint on nodes, taken apart. */
export interface Constraint {
  readonly key: string;
  readonly equal: boolean;
  readonly value: string;
}

/** `KEY == VALUE` or `KEY != VALUE`; undefined when it is neither. */
export function parseConstraint(text: string): Constraint | undefined {
  const match = /^\s*([\w.-]+)\s*(==|!=)\s*(\S.*?)\s*$/.exec(text);
  if (!match) return undefined;
  const [, key = '', operator, value = ''] = match;
  return { key, equal: operator === '==', value };
}

const LABELS = { node: 'node.labels.', engine: 'engine.labels.' } as const;

/** What constraints may ask for besides labels, by the key in lower case. */
const ATTRIBUTES: ReadonlyMap<string, (node: SwarmNode) => Knowable<string>> = new Map([
  ['node.hostname', ({ name }: SwarmNode) => name],
  ['node.role', ({ role }) => role],
  [
    'node.platform.os',
    ({ name, platform }) => platform?.os ?? new Unknown(`the operating system of node ${name} is not known`),
  ],
  [
    'node.platform.arch',
    ({ name, platform }) => platform?.arch ?? new Unknown(`the architecture of node ${name} is not known`),
  ],
  ['node.id', ({ name }) => new Unknown(`the swarm gives node ${name} its id`)],
  ['node.ip', ({ name }) => new Unknown(`which address node ${name} has in the swarm is not known`)],
] as const satisfies readonly (readonly [string, (node: SwarmNode) => Knowable<string>])[]);

/** What a node has where a constraint looks; an absent label is an empty text. Undefined: swarm does not know the key. */
function attributeOf(node: SwarmNode, key: string): Knowable<string> | undefined {
  const lower = key.toLowerCase();
  if (lower.startsWith(LABELS.node)) return node.labels[key.slice(LABELS.node.length)] ?? '';
  if (lower.startsWith(LABELS.engine)) return node.engineLabels[key.slice(LABELS.engine.length)] ?? '';
  return ATTRIBUTES.get(lower)?.(node);
}

/** Whether a node may run tasks of a service; unknown where that is not decided. */
export function admits(node: SwarmNode, { constraints }: SwarmService): Knowable<boolean> {
  let open: Unknown | undefined;
  if (!isKnown(node.availability)) open = node.availability;
  else if (node.availability !== 'active') return false;
  if (!constraints.complete) open ??= new Unknown('not all of its constraints are known');
  for (const text of constraints.items) {
    const constraint = isKnown(text) ? parseConstraint(text) : undefined;
    if (!constraint) {
      open ??= isKnown(text) ? new Unknown(`constraint ${quoted(text)} cannot be read`) : text;
      continue;
    }
    const given = attributeOf(node, constraint.key);
    if (given === undefined) return false;
    if (!isKnown(given)) open ??= given;
    else if ((given.toLowerCase() === constraint.value.toLowerCase()) !== constraint.equal) return false;
  }
  return open ?? true;
}

const ROLES: readonly SwarmNode['role'][] = ['manager', 'worker'];

/** Constraints that no node meets, whatever nodes there are: one that is never met, or some that exclude each other. */
export function excludedBy({ constraints }: SwarmService): readonly string[] | undefined {
  const read = constraints.items.flatMap((text) => {
    const constraint = isKnown(text) ? parseConstraint(text) : undefined;
    return isKnown(text) && constraint ? [{ text, ...constraint, key: keyOf(constraint.key) }] : [];
  });
  const never = read.find(({ key, equal, value }) => {
    if (key === 'node.role' && equal) return !ROLES.some((role) => isSame(role, value));
    return !isKnownKey(key);
  });
  if (never) return [never.text];
  for (const one of read) {
    const other = read.find(({ key, equal, value }) => {
      if (key !== one.key || !one.equal) return false;
      return isSame(value, one.value) ? !equal : equal;
    });
    if (other) return [one.text, other.text];
  }
  const roles = read.filter(({ key, equal }) => key === 'node.role' && !equal);
  const left = ROLES.filter((role) => !roles.some(({ value }) => isSame(role, value)));
  return left.length === 0 ? roles.map(({ text }) => text) : undefined;
}

/** The keys of labels count as they are written, others in any case. */
function keyOf(key: string): string {
  const prefix = Object.values(LABELS).find((one) => isSame(key.slice(0, one.length), one));
  return prefix === undefined ? key.toLowerCase() : prefix + key.slice(prefix.length);
}

function isKnownKey(key: string): boolean {
  return ATTRIBUTES.has(key) || Object.values(LABELS).some((prefix) => key.startsWith(prefix));
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Where the tasks of a service are. */
export interface Placement {
  /** Nodes that may run one. */
  readonly nodes: readonly SwarmNode[];
  /** How many tasks run in all. */
  readonly tasks: Knowable<number>;
  /** Whether one runs at all. */
  readonly some: Knowable<boolean>;
  /** Whether a node runs one. */
  readonly on: (node: SwarmNode) => Knowable<boolean>;
}

/**
 * The swarm spreads tasks evenly: no node has a second one while another, that may have one, has none. Where no node is
 * known, as in a stack file, each task counts as placed.
 */
export function placementOf(swarm: DockerSwarm, service: SwarmService): Placement {
  if (swarm.nodes.items.length === 0 && !swarm.nodes.complete) return placementSomewhere(service);
  const open = swarm.nodes.items.map((node) => admits(node, service)).find((one) => one instanceof Unknown);
  const nodes = swarm.nodes.items.filter((node) => admits(node, service) === true);
  const missing = open ?? (swarm.nodes.complete ? undefined : new Unknown('not all nodes of the swarm are known'));
  const tasks = missing ?? tasksOn(nodes.length, service);
  const on = (node: SwarmNode): Knowable<boolean> => {
    const admitted = admits(node, service);
    if (admitted !== true) return admitted;
    if (!isKnown(tasks)) return tasks;
    if (tasks === 0) return false;
    if (tasks >= nodes.length) return true;
    return new Unknown(`on which ${tasks} of ${nodes.length} nodes the swarm runs the tasks`);
  };
  return { nodes, tasks, some: isKnown(tasks) ? tasks > 0 : tasks, on };
}

function placementSomewhere({ mode }: SwarmService): Placement {
  const tasks = mode.kind === 'global' ? new Unknown('how many nodes the swarm has is not known') : mode.replicas;
  const some = mode.kind === 'global' ? true : isKnown(tasks) ? tasks > 0 : tasks;
  return { nodes: [], tasks, some, on: () => new Unknown('the nodes of the swarm are not known') };
}

function tasksOn(nodes: number, { mode, maxPerNode }: SwarmService): Knowable<number> {
  if (mode.kind === 'global') return nodes;
  const { replicas } = mode;
  if (!isKnown(replicas) || nodes === 0) return isKnown(replicas) ? 0 : replicas;
  if (maxPerNode === undefined || maxPerNode === 0) return replicas;
  return isKnown(maxPerNode) ? Math.min(replicas, nodes * maxPerNode) : maxPerNode;
}
