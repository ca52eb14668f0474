/** Where a node of a graph leads. */
export type Next<T> = (node: T) => Iterable<T>;

/** All nodes that can be reached from some, these first, each once: also where there are circles, and however long a chain is. */
export function* walk<T>(starts: Iterable<T>, next: Next<T>): Generator<T> {
  const seen = new Set<T>();
  const ahead: Iterator<T>[] = [starts[Symbol.iterator]()];
  for (let level = ahead.at(-1); level; level = ahead.at(-1)) {
    const step = level.next();
    if (step.done === true) ahead.pop();
    else if (!seen.has(step.value)) {
      seen.add(step.value);
      yield step.value;
      ahead.push(next(step.value)[Symbol.iterator]());
    }
  }
}

/** Whether one node leads to another, by one step or more: to itself only in a circle. */
export function leadsTo<T>(from: T, to: T, next: Next<T>): boolean {
  for (const node of walk(next(from), next)) if (node === to) return true;
  return false;
}

/** The nodes and all that they lead to in an order in which each comes after those it leads to, as far as circles allow. */
export function inOrder<T>(nodes: Iterable<T>, next: Next<T>): T[] {
  const order: T[] = [];
  descend(nodes, next, { leave: (node) => order.push(node) });
  return order;
}

/** Circles among nodes, each as the nodes on it in their order: at least one wherever there is any, and none twice. */
export function circlesOf<T>(nodes: Iterable<T>, next: Next<T>): T[][] {
  const circles: T[][] = [];
  descend(nodes, next, { meet: (circle) => circles.push(circle) });
  return circles;
}

interface Visitor<T> {
  /** A node whose descendants are done. */
  readonly leave?: (node: T) => void;
  /** An edge that closes a circle: the nodes of the circle. */
  readonly meet?: (circle: T[]) => void;
}

/** Depth first, without recursion: a chain may be as long as the list of nodes. */
function descend<T>(nodes: Iterable<T>, next: Next<T>, { leave, meet }: Visitor<T>): void {
  const done = new Set<T>();
  const path: { readonly node: T; readonly rest: Iterator<T> }[] = [];
  const onPath = new Map<T, number>();
  const enter = (node: T): void => {
    onPath.set(node, path.length);
    path.push({ node, rest: next(node)[Symbol.iterator]() });
  };
  for (const start of nodes) {
    if (!done.has(start)) enter(start);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const step = top.rest.next();
      if (step.done === true) {
        path.pop();
        onPath.delete(top.node);
        done.add(top.node);
        leave?.(top.node);
      } else if (onPath.has(step.value)) meet?.(path.slice(onPath.get(step.value)).map(({ node }) => node));
      else if (!done.has(step.value)) enter(step.value);
    }
  }
}
