import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { ModelError, quoted } from '../../core/values/model-error';
import { isDeferredNumber } from '../../core/values/port';
import { type Entry } from '../../constructs/entry';

/**
 * A one-way link between two containers of a task in bridge mode: a hosts entry, and environment variables about the target.
 *
 * @see https://docs.docker.com/engine/network/links/
 */
export class ContainerLink {
  /** The name that the target is found by. */
  readonly alias: string;

  /** @internal made by `link` */
  constructor(
    /** The container that has the name. */
    readonly from: LinkedContainer,
    /** The container that the name leads to. */
    readonly target: ecs.ContainerDefinition,
    alias: string | undefined,
  ) {
    this.alias = alias ?? target.containerName;
  }

  /**
   * Environment variables that the linking container will see about the ports mapped so far. Each variable of the target comes
   * in addition, as `ALIAS_ENV_NAME`.
   */
  get environment(): string[] {
    const prefix = this.alias.replaceAll('-', '_').toUpperCase();
    const names = [`${prefix}_NAME`];
    for (const { containerPort, containerPortRange, protocol = 'tcp' } of this.target.portMappings) {
      if (containerPortRange !== undefined || isDeferredNumber(containerPort)) continue;
      const port = `${prefix}_PORT_${containerPort}_${protocol.toUpperCase()}`;
      if (names.length === 1) names.push(`${prefix}_PORT`);
      names.push(port, `${port}_ADDR`, `${port}_PORT`, `${port}_PROTO`);
    }
    return names;
  }
}

/** A container that knows its links. */
export interface LinkedContainer extends ecs.ContainerDefinition {
  readonly links: readonly ContainerLink[];
}

/** @throws ModelError link-outside-task, link-circle, link-alias-taken */
export function assertLinkable({ from, target, alias }: ContainerLink, entry: Entry): void {
  if (target.taskDefinition !== from.taskDefinition) {
    throw new ModelError(
      'link-outside-task',
      `a link joins containers of one task definition, got ${quoted(target.node.path)} for ${quoted(from.node.path)}`,
      'add both containers to one task definition, or reach the other task through a load balancer or service discovery',
      entry,
    );
  }
  if (leadsTo(target, from)) {
    throw new ModelError(
      'link-circle',
      `the target of a link starts first, got a link from ${quoted(from.node.path)} to ${quoted(target.node.path)}, which ${target === from ? 'is the same' : 'links back'}`,
      'link one way only; have the other container wait for a call instead',
      entry,
    );
  }
  const taken = from.links.find((link) => link.alias === alias);
  if (taken) {
    throw new ModelError(
      'link-alias-taken',
      `each link of a container has a name of its own, got ${quoted(alias)} again, which stands for ${quoted(taken.target.node.path)}`,
      'give the second link another alias',
      entry,
    );
  }
}

function leadsTo(from: ecs.ContainerDefinition, to: ecs.ContainerDefinition): boolean {
  if (from === to) return true;
  return 'links' in from && (from as LinkedContainer).links.some(({ target }) => leadsTo(target, to));
}
