import * as ecs from 'aws-cdk-lib/aws-ecs';
import { HostPort } from '../../core/values/port-mapping';
import { refuseLink } from './none-container';
import { declarePort, type PortHandle } from './port-handle';
import { method } from '../../constructs/entry';

/** What a container on the instance's own network stack can be given; its ports come through `addPort`. */
export type HostContainerProps = Omit<ecs.ContainerDefinitionOptions, 'portMappings'>;

/** A container on the instance's own network stack: its ports are the instance's. */
export class HostContainer extends ecs.ContainerDefinition {
  readonly #ports: PortHandle[] = [];

  /** The ports declared so far. */
  get ports(): PortHandle[] {
    return [...this.#ports];
  }

  /**
   * Declares a port that the container listens on. An undeclared one works too, but the scheduler does not know of it, so two
   * copies may be placed on one instance and the second cannot bind it.
   * @throws ModelError port-of-another-mode, port-declared-twice, protocol-not-on-ecs
   */
  addPort(mapping: HostPort): PortHandle {
    const handle = declarePort(
      this,
      mapping,
      HostPort.isHostPort,
      'HostPort.same(Port.tcp(80))',
      method(this, 'addPort'),
    );
    this.#ports.push(handle);
    return handle;
  }

  /**
   * Refused: Docker does not link containers in host mode.
   * @throws ModelError link-outside-bridge
   */
  override addLink(container: never, alias?: never): never {
    return refuseLink(this, container, alias, method(this, 'addLink'));
  }
}
