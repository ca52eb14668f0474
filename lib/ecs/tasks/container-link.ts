import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { isDeferredNumber } from '../../core/values/port';
import { type Entry } from '../../constructs/entry';
import { assertLinkable } from '../../constructs/link';

/**
 * A one-way link between two containers of a task in bridge mode: a hosts entry, and environment variables about the target.
 *
 * @see https://docs.docker.com/engine/network/links/
 */
export class ContainerLink {
  /** The name under which the target is resolved. */
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
export function assertOwnLink(link: ContainerLink, entry: Entry): void {
  assertLinkable<ecs.ContainerDefinition>(
    link,
    {
      taskOf: ({ taskDefinition }) => taskDefinition,
      linksOf: (one) => ('links' in one ? (one as LinkedContainer).links : []),
    },
    entry,
  );
}
