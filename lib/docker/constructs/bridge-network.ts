import { type Construct } from 'constructs';
import { type IpAddress } from '../../core/values/address';
import { ModelError, quoted } from '../../core/values/model-error';
import { addressText, type Entry, entryOf } from '../checks/checks';
import {
  type AddressedNetworkProps,
  assertMtu,
  assertOnePerFamily,
  driverOptions,
  type DriverState,
  OwnNetwork,
  subnetRequests,
} from './docker-network';

/**
 * How a bridge forwards. *nat*: behind the address of the host. *routed*: with the addresses of the containers. *nat-unprotected*:
 * as nat, and ports that are not published can be reached from outside too. *isolated*: the host has no address on the bridge.
 * @see https://docs.docker.com/engine/network/packet-filtering-firewalls/#gateway-modes
 */
export type GatewayMode = 'nat' | 'routed' | 'nat-unprotected' | 'isolated';

/** Props of BridgeNetwork. */
export interface BridgeNetworkProps extends AddressedNetworkProps {
  /**
   * Whether containers on it reach each other (`--icc`).
   * @default true
   */
  readonly icc?: boolean;
  /**
   * Whether containers leave with the host's address (`--ip-masq`).
   * @default true
   */
  readonly masquerade?: boolean;
  /**
   * Name of the Linux bridge on the host, at most 15 characters.
   * @default - br- and the first 12 characters of the network's id
   */
  readonly bridgeName?: string;
  /**
   * Host address that ports of containers on this network are published on (`--ip`).
   *
   * The provider sends an address with every port, so the engine never looks at this option; it is written into the ports.
   * Of several bridges of a container one carries its ports: of those that are not internal the first with IPv6, or else the
   * first by name.
   * @default - every IPv4 address of the host
   */
  readonly hostBinding?: string | IpAddress;
  /**
   * Largest packet in bytes, 68 to 65535 (`--mtu`).
   * @default - 1500
   */
  readonly mtu?: number;
  /**
   * Prefix of the interfaces in containers, at most 13 characters.
   * @default - eth
   */
  readonly interfacePrefix?: string;
  /**
   * How IPv4 traffic is forwarded. Needs Docker 27; `nat-unprotected` and `isolated` need 28, `isolated` needs `internal`.
   * @default - nat
   */
  readonly gatewayMode?: GatewayMode;
  /**
   * How IPv6 traffic is forwarded; the modes need the same versions and settings.
   * @default - nat
   */
  readonly ipv6GatewayMode?: GatewayMode;
  /**
   * IPv4 address that containers leave with instead of that of the outgoing interface. Docker 20.10 and later.
   * @default - the address of the outgoing interface
   */
  readonly outgoingAddress?: string | IpAddress;
  /**
   * Interfaces of the host through which other machines may dial container addresses. Needs Docker 28.2.
   * @default - none
   */
  readonly trustedHostInterfaces?: readonly string[];
}

/**
 * A network on one host: its containers reach each other by address and by name, and nobody on another network does.
 *
 * @see https://docs.docker.com/engine/network/drivers/bridge/
 */
export class BridgeNetwork extends OwnNetwork {
  /**
   * @throws ModelError network-name-invalid, network-name-predefined, subnet-repeated, subnet-too-small,
   * address-outside-subnet, range-outside-subnet, address-reserved-twice, ipv6-disabled, mtu-out-of-range,
   * bridge-name-invalid, interface-prefix-invalid, gateway-mode-needs-internal, address-unreadable
   */
  constructor(scope: Construct, id: string, props: BridgeNetworkProps = {}) {
    super(scope, id, props, (entry) => bridgeState(props, entry), entryOf(BridgeNetwork));
  }
}

function bridgeState(props: BridgeNetworkProps, entry: Entry): DriverState {
  const { requests, ipv6 } = subnetRequests(props, entry);
  assertOnePerFamily(requests, 'bridge', entry);
  assertMtu(props.mtu, entry);
  const { bridgeName, interfacePrefix, trustedHostInterfaces } = props;
  if (bridgeName !== undefined) assertBridgeName(bridgeName, entry);
  if (interfacePrefix !== undefined && !/^[a-zA-Z][a-zA-Z0-9_.-]{0,12}$/.test(interfacePrefix)) {
    throw new ModelError(
      'interface-prefix-invalid',
      `an interface prefix is 1 to 13 characters and starts with a letter, got ${quoted(interfacePrefix)}`,
      'a longer one leaves no room for the number, and no container would start',
      entry,
    );
  }
  if ([props.gatewayMode, props.ipv6GatewayMode].includes('isolated') && props.internal !== true) {
    throw new ModelError(
      'gateway-mode-needs-internal',
      "gateway mode 'isolated' is for internal networks only",
      'add internal: true, or use another mode',
      entry,
    );
  }
  const address = (what: string, value: string | IpAddress | undefined, family?: 4): string | undefined =>
    value === undefined ? undefined : addressText(what, value, family, entry);
  const hostBinding = address('hostBinding', props.hostBinding);
  return {
    driver: 'bridge',
    requests,
    ipv6,
    hostBinding,
    options: driverOptions({
      'com.docker.network.bridge.enable_icc': props.icc,
      'com.docker.network.bridge.enable_ip_masquerade': props.masquerade,
      'com.docker.network.bridge.name': bridgeName,
      'com.docker.network.bridge.host_binding_ipv4': hostBinding,
      'com.docker.network.driver.mtu': props.mtu,
      'com.docker.network.container_iface_prefix': interfacePrefix,
      'com.docker.network.bridge.gateway_mode_ipv4': props.gatewayMode,
      'com.docker.network.bridge.gateway_mode_ipv6': props.ipv6GatewayMode,
      'com.docker.network.host_ipv4': address('outgoingAddress', props.outgoingAddress, 4),
      'com.docker.network.bridge.trusted_host_interfaces': trustedHostInterfaces?.join(':'),
    }),
  };
}

function assertBridgeName(name: string, entry: Entry): void {
  if (name === 'docker0') {
    throw new ModelError(
      'bridge-name-invalid',
      "'docker0' is the default bridge: engines before 25 take the name and destroy the default bridge",
      'leave bridgeName out, or use another name',
      entry,
    );
  }
  if (/^[a-zA-Z0-9_.-]{1,15}$/.test(name)) return;
  throw new ModelError(
    'bridge-name-invalid',
    `the name of a Linux bridge is 1 to 15 of a-z, A-Z, 0-9, "_", "." and "-", got ${quoted(name)}`,
    'shorten it',
    entry,
  );
}
