import { type Construct } from 'constructs';
import { type IpAddress } from '../../core/values/address';
import { addressText, assertResolvable, entryOf } from '../checks/checks';
import { hostsOf } from './docker-container';
import { EngineContainer, type EngineContainerProps } from './engine-container';

/** Props of HostContainer. */
export interface HostContainerProps extends EngineContainerProps {
  /**
   * Name that the container has for itself.
   * @default - the host's
   */
  readonly hostname?: string;
  /** @default - the host's */
  readonly dns?: readonly (string | IpAddress)[];
  /** @default - none */
  readonly extraHosts?: Readonly<Record<string, string | IpAddress>>;
}

/**
 * A container on the host's own network stack: what it listens on is a port of the host. There is nothing to publish and no
 * network to join.
 *
 * @see https://docs.docker.com/engine/network/drivers/host/
 */
export class HostContainer extends EngineContainer {
  /** @throws ModelError container-name-invalid, name-unresolvable, address-unreadable */
  constructor(scope: Construct, id: string, props: HostContainerProps) {
    const entry = entryOf(HostContainer);
    const { hostname, dns = [], extraHosts = {} } = props;
    if (hostname !== undefined) assertResolvable('a host name', hostname, entry);
    const servers = dns.map((one) => addressText('a DNS server', one, undefined, entry));
    super(
      scope,
      id,
      props,
      {
        state: {
          namespace: { kind: 'host' },
          attachments: [],
          publications: [],
          exposed: [],
          publishAll: false,
          hostname,
          dns: servers,
          extraHosts: hostsOf(extraHosts, entry),
        },
        config: {
          ...(hostname === undefined ? {} : { hostname }),
          ...(servers.length > 0 && { dns: servers }),
        },
      },
      entry,
    );
  }
}
