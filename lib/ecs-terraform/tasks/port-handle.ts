import { type Port, type PortRange, type Protocol } from '../../core/values/port';
import { type PortMapping } from '../../core/values/port-mapping';
import { type Construct } from 'constructs';

/**
 * A declared port of a container: what load balancers, service discovery and Service Connect take.
 *
 * It names the container and the port, so nothing is ever "the first mapping of the first container".
 */
export class PortHandle {
  readonly #text: string;

  /** @internal made by `addPort` */
  constructor(
    /** The container that has the port. */
    readonly container: Construct & { readonly containerName: string },
    /** How the port was asked to appear on the host. */
    readonly mapping: PortMapping,
  ) {
    this.#text = `${container.node.path} ${mapping.container.toString()}`;
  }

  /** The container port, or the range of them. */
  get port(): Port | PortRange {
    return this.mapping.container;
  }

  /** Protocol of the container port. */
  get protocol(): Protocol {
    return this.mapping.container.protocol;
  }

  /** Name for Service Connect; undefined when the port has none. */
  get name(): string | undefined {
    return this.mapping.name;
  }

  /** Construct path of the container and the port. */
  toString(): string {
    return this.#text;
  }
}
