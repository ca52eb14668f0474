import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ModelError } from '../../core/values/model-error';
import { type Entry, method } from '../../constructs/entry';

/** What a container without a network can be given: no ports, and no settings of a network stack it does not have. */
export type NoneContainerProps = Omit<
  ecs.ContainerDefinitionOptions,
  'portMappings' | 'hostname' | 'dnsServers' | 'dnsSearchDomains' | 'extraHosts' | 'disableNetworking'
>;

/**
 * A container with a loopback interface only.
 *
 * It has no `addPort`. Image pull, log drivers and secrets work all the same: the instance does them.
 */
export class NoneContainer extends ecs.ContainerDefinition {
  /**
   * Refused: there is nothing a port could be mapped to.
   * @throws ModelError ports-on-none
   */
  override addPortMappings(...mappings: never[]): void {
    if (mappings.length === 0) return;
    throw new ModelError(
      'ports-on-none',
      `a container in network mode none has no ports, got ${mappings.length} for ${this.node.path}`,
      'leave the mapping out, or use BridgeTaskDefinition, HostTaskDefinition or AwsvpcTaskDefinition',
      method(this, 'addPortMappings'),
    );
  }

  /**
   * Refused: a link is a route between two network stacks.
   * @throws ModelError link-outside-bridge
   */
  override addLink(container: never, alias?: never): never {
    return refuseLink(this, container, alias, method(this, 'addLink'));
  }
}

/** Links exist on Docker's default bridge only. */
export function refuseLink(
  from: ecs.ContainerDefinition,
  target: ecs.ContainerDefinition,
  _alias: string | undefined,
  entry: Entry,
): never {
  throw new ModelError(
    'link-outside-bridge',
    `containers are linked in network mode bridge only, got a link from ${from.node.path} to ${target.node.path}`,
    'call the other container on localhost where the mode shares it, or use BridgeTaskDefinition',
    entry,
  );
}
