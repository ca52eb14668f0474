import { type ContainerConfig } from '@cdktf/provider-docker/lib/container';
import { type Construct } from 'constructs';
import { assertResolvable, type Entry, entryOf } from '../checks/checks';
import { type Mount } from './docker-volume';
import { EngineContainer, type EngineContainerProps, type KindState } from './engine-container';

/** Props of IsolatedContainer. */
export interface IsolatedContainerProps extends EngineContainerProps {
  /**
   * Name that the container has for itself.
   * @default - the short id
   */
  readonly hostname?: string;
}

/**
 * A container with loopback only: no interface, no route, nobody reaches it and it reaches nobody. The way in is
 * `docker exec`.
 *
 * @see https://docs.docker.com/engine/network/drivers/none/
 */
export class IsolatedContainer extends EngineContainer {
  /** @throws ModelError container-name-invalid, name-unresolvable */
  constructor(scope: Construct, id: string, props: IsolatedContainerProps) {
    super(scope, id, props, isolated(props.hostname, entryOf(IsolatedContainer)), entryOf(IsolatedContainer));
  }
}

/** Props of VolumeContainer. */
export interface VolumeContainerProps extends IsolatedContainerProps {
  /** Files it works on: its only way to exchange anything. */
  readonly mounts: readonly [Mount, ...Mount[]];
}

/** A container that works on files only: backups, log rotation, conversions. It has no network. */
export class VolumeContainer extends EngineContainer {
  /** @throws ModelError container-name-invalid, name-unresolvable, mount-path-relative */
  constructor(scope: Construct, id: string, props: VolumeContainerProps) {
    super(scope, id, props, isolated(props.hostname, entryOf(VolumeContainer)), entryOf(VolumeContainer));
  }
}

/** Without `restart` and `healthCheck`: a job ends. */
export interface OneOffJobProps extends Omit<IsolatedContainerProps, 'restart' | 'healthCheck'> {
  /**
   * Whether what it prints is kept in Terraform's state.
   * @default true
   */
  readonly keepLogs?: boolean;
}

/**
 * A command that runs once, without a network, and ends: a test suite, a computation, something suspicious. Terraform waits
 * for its end, and leaves the ended container until it is destroyed.
 */
export class OneOffJob extends EngineContainer {
  /** @throws ModelError container-name-invalid, name-unresolvable */
  constructor(scope: Construct, id: string, props: OneOffJobProps) {
    const { keepLogs = true } = props;
    // the provider removes a container that ended although it must run
    const config = { mustRun: false, attach: true, ...(keepLogs && { logs: true }) };
    super(scope, id, props, isolated(props.hostname, entryOf(OneOffJob), config, false), entryOf(OneOffJob));
  }
}

function isolated(
  hostname: string | undefined,
  entry: Entry,
  config: Partial<ContainerConfig> = {},
  running = true,
): KindState {
  if (hostname !== undefined) assertResolvable('a host name', hostname, entry);
  return {
    state: {
      namespace: { kind: 'none' },
      attachments: [],
      publications: [],
      exposed: [],
      publishAll: false,
      hostname,
      dns: [],
      extraHosts: [],
      running,
    },
    config: { ...config, ...(hostname === undefined ? {} : { hostname }) },
  };
}
