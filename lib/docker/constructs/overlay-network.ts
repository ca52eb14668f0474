import { type Construct } from 'constructs';
import { ModelError } from '../../core/values/model-error';
import { type Entry, entryOf } from '../checks/checks';
import {
  type AddressedNetworkProps,
  assertMtu,
  driverOptions,
  type DriverState,
  OwnNetwork,
  subnetRequests,
} from './docker-network';
import { type Subnet } from './subnet';

/** A subnet of an overlay: the engine takes reserved addresses there and forgets them. */
export type OverlaySubnet = Omit<Subnet, 'auxiliary'>;

/** Props of OverlayNetwork. */
export interface OverlayNetworkProps extends Omit<AddressedNetworkProps, 'subnets'> {
  /**
   * Subnets, several if need be; each has a gateway.
   * @default - an IPv4 subnet of /24, chosen as for a bridge network
   */
  readonly subnets?: readonly (Subnet['subnet'] | OverlaySubnet)[];
  /**
   * Whether containers that are no part of a swarm service can join. Containers of this app are none.
   * @default true
   */
  readonly attachable?: boolean;
  /**
   * Whether it is the network through which the swarm publishes ports. There is one in a swarm, and no container joins it.
   * @default false
   */
  readonly ingress?: boolean;
  /**
   * Whether traffic between hosts is encrypted.
   * @default false
   */
  readonly encrypted?: boolean;
  /**
   * Largest packet in bytes, 68 to 65535.
   * @default - the driver's
   */
  readonly mtu?: number;
}

/**
 * A network that spans the hosts of a swarm. The engine has to be a manager of one: say so with `settings: { swarm: true }`.
 *
 * @see https://docs.docker.com/engine/network/drivers/overlay/
 */
export class OverlayNetwork extends OwnNetwork {
  /**
   * @throws ModelError network-name-invalid, network-name-predefined, subnet-too-small, address-outside-subnet,
   * range-outside-subnet, ipv6-disabled, mtu-out-of-range, ingress-attachable
   */
  constructor(scope: Construct, id: string, props: OverlayNetworkProps = {}) {
    super(scope, id, props, (entry) => overlayState(props, entry), entryOf(OverlayNetwork));
  }
}

function overlayState(props: OverlayNetworkProps, entry: Entry): DriverState {
  const { ingress = false, attachable = !ingress, encrypted = false, mtu } = props;
  if (ingress && props.attachable === true) {
    throw new ModelError(
      'ingress-attachable',
      'the network through which a swarm publishes ports is not attachable',
      'leave attachable out, or make a network of its own for containers',
      entry,
    );
  }
  assertMtu(mtu, entry);
  return {
    driver: 'overlay',
    ...subnetRequests(props, entry),
    attachable,
    ingress,
    addedOptions: ['com.docker.network.driver.overlay.vxlanid_list'],
    options: driverOptions({
      // the option counts as soon as it is there, whatever it says
      ...(encrypted && { encrypted: '' }),
      'com.docker.network.driver.mtu': mtu,
    }),
  };
}
