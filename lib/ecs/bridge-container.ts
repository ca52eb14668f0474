import * as ecs from 'aws-cdk-lib/aws-ecs';
import { BridgePort } from '../core';
import { declarePort, type PortHandle } from './port-handle';
import { method } from './entry';

/** What a container behind the instance's bridge can be given; its ports come through `addPort`. */
export type BridgeContainerProps = Omit<ecs.ContainerDefinitionOptions, 'portMappings'>;

/** A container behind Docker's default bridge of the instance. */
export class BridgeContainer extends ecs.ContainerDefinition {
  readonly #ports: PortHandle[] = [];

  /** The ports declared so far. */
  get ports(): PortHandle[] {
    return [...this.#ports];
  }

  /**
   * Declares a port that the container listens on, and how it appears on the instance.
   * @throws ModelError port-of-another-mode, port-declared-twice, port-name-taken, protocol-not-on-ecs
   */
  addPort(mapping: BridgePort): PortHandle {
    const handle = declarePort(this, mapping, BridgePort.isBridgePort, method(this, 'addPort'));
    this.#ports.push(handle);
    return handle;
  }
}
