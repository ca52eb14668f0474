import { type Construct } from 'constructs';
import { assertSameEngine, entryOf } from '../checks/checks';
import { engineFor } from './docker-engine';
import { containerState, EngineContainer, type EngineContainerProps } from './engine-container';

/** Props of SidecarContainer. */
export interface SidecarContainerProps extends EngineContainerProps {
  /** The container whose network stack it uses. */
  readonly of: EngineContainer;
}

/**
 * A container in the network stack of another one: they share addresses, ports and localhost. It has no name of its own; it
 * is reached as the other one, through the ports which that one publishes.
 *
 * @see https://docs.docker.com/engine/network/#container-networks
 */
export class SidecarContainer extends EngineContainer {
  /** @throws ModelError container-name-invalid, engine-foreign */
  constructor(scope: Construct, id: string, props: SidecarContainerProps) {
    const entry = entryOf(SidecarContainer);
    assertSameEngine(scope, props.of, [engineFor(scope, id, SidecarContainer), props.of.engine], entry);
    super(
      scope,
      id,
      props,
      {
        state: {
          namespace: { kind: 'container', owner: containerState(props.of) },
          attachments: [],
          publications: [],
          exposed: [],
          publishAll: false,
          hostname: undefined,
          dns: [],
          extraHosts: [],
        },
      },
      entry,
    );
  }
}
