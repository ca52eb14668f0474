import { leadsTo } from '../core/values/graph';
import { ModelError, quoted } from '../core/values/model-error';
import { type Entry } from './entry';

/** A container at either end of a link. */
interface Linkable {
  readonly node: { readonly path: string };
}

/** A link that is about to be created. */
interface Link<Container extends Linkable> {
  readonly from: Container;
  readonly target: Container;
  /** The name under which the target is resolved. */
  readonly alias: string;
}

/** Access to facts about the containers of a link. */
interface LinkFacts<Container extends Linkable> {
  /** The task definition of a container. */
  readonly taskOf: (container: Container) => unknown;
  /** The links of a container so far. */
  readonly linksOf: (container: Container) => readonly { readonly target: Container; readonly alias: string }[];
}

/**
 * Asserts that Docker can create a link: within one task, without a circle, and with a free alias.
 * @throws ModelError link-outside-task, link-circle, link-alias-taken
 */
export function assertLinkable<Container extends Linkable>(
  { from, target, alias }: Link<Container>,
  { taskOf, linksOf }: LinkFacts<Container>,
  entry: Entry,
): void {
  if (taskOf(target) !== taskOf(from)) {
    throw new ModelError(
      'link-outside-task',
      `a link joins containers of one task definition, got ${quoted(target.node.path)} for ${quoted(from.node.path)}`,
      'add both containers to one task definition, or reach the other task through a load balancer or service discovery',
      entry,
    );
  }
  if (target === from || leadsTo<Container>(target, from, (one) => linksOf(one).map((link) => link.target))) {
    throw new ModelError(
      'link-circle',
      `the target of a link starts first, got a link from ${quoted(from.node.path)} to ${quoted(target.node.path)}, which ${target === from ? 'is the same' : 'links back'}`,
      'link one way only; have the other container wait for a call instead',
      entry,
    );
  }
  const taken = linksOf(from).find((link) => link.alias === alias);
  if (taken) {
    throw new ModelError(
      'link-alias-taken',
      `each link of a container has a name of its own, got ${quoted(alias)} again, which stands for ${quoted(taken.target.node.path)}`,
      'give the second link another alias',
      entry,
    );
  }
}
