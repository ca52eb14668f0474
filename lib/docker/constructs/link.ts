import { type EngineContainer } from './engine-container';

/**
 * A name for another container that only the declaring container knows. Made by `container.as('alias')`.
 *
 * Docker's links cannot be sent by the provider. What comes out is an entry in the hosts file of the linking container and,
 * where it has none, a fixed address for the target on that network; docs/docker.md says what differs.
 */
export class Link {
  /** Use `container.as()`. */
  constructor(
    /** The container that the name leads to. */
    readonly target: EngineContainer,
    /** The name. */
    readonly alias: string,
  ) {}
}
