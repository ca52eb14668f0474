import * as ecs from 'aws-cdk-lib/aws-ecs';
import { AwsvpcPort } from '../../core/values/port-mapping';
import { refuseLink } from './none-container';
import { declarePort, type PortHandle } from './port-handle';
import { method } from '../../constructs/entry';

/**
 * What a container of a task with its own network interface can be given; its ports come through `addPort`.
 *
 * Host name, name servers and hosts entries belong to the task's interface: AWS refuses them on a container.
 */
export type AwsvpcContainerProps = Omit<
  ecs.ContainerDefinitionOptions,
  'portMappings' | 'hostname' | 'dnsServers' | 'dnsSearchDomains' | 'extraHosts' | 'disableNetworking'
>;

/** A container of a task with a network interface of its own. All containers of the task share its ports. */
export class AwsvpcContainer extends ecs.ContainerDefinition {
  readonly #ports: PortHandle[] = [];

  /** The ports declared so far. */
  get ports(): PortHandle[] {
    return [...this.#ports];
  }

  /**
   * Declares a port of the task's own address that the container listens on.
   * @throws ModelError port-of-another-mode, port-declared-twice, port-name-taken, protocol-not-on-ecs
   */
  addPort(mapping: AwsvpcPort): PortHandle {
    const handle = declarePort(
      this,
      mapping,
      AwsvpcPort.isAwsvpcPort,
      'AwsvpcPort.same(Port.tcp(80))',
      method(this, 'addPort'),
    );
    this.#ports.push(handle);
    return handle;
  }

  /**
   * Refused: containers of the task meet on localhost.
   * @throws ModelError link-outside-bridge
   */
  override addLink(container: never, alias?: never): never {
    return refuseLink(this, container, alias, method(this, 'addLink'));
  }
}
