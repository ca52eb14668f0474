import { DEFAULT_ENGINE, type EngineSettings, type IpamBlock, type NetworkDefinition } from './docker-host';
import { DEFAULT_DRIVER, isTrue } from './driver';
import { OPTION } from './driver-option-keys';
import { does, type VersionedEngine } from './engine-version';
import { Cidr } from '../../values/address';
import { isKnown } from '../../values/unknown';

/** What the daemon is told about the default bridge, as one would define a network. */
export function defaultBridgeDefinition({
  version,
  defaultBridgeSubnet,
  defaultBridge: told = {},
}: EngineSettings): NetworkDefinition {
  const at = { path: 'bridge' };
  const { address, ipRange, gateway, ipv6 = false, subnet6, gateway6, masquerade = true, mtu, hostBinding } = told;
  const six: IpamBlock = {
    at,
    ...(subnet6 === undefined ? {} : { subnet: subnet6 }),
    auxiliary: gateway6 === undefined ? {} : { DefaultGatewayIPv6: gateway6 },
  };
  // a subnet of its own comes with the address of the bridge
  const chosen = defaultBridgeSubnet === DEFAULT_ENGINE.defaultBridgeSubnet && ipRange !== undefined;
  const own = address ?? (chosen ? undefined : Cidr.parse(defaultBridgeSubnet).first.plus(1).toString());
  // without one the bridge has the first address of its range; newer engines make the range its subnet
  const whole = own === undefined && ipRange !== undefined && does({ version }, 'bridge-of-range');
  const four: IpamBlock = {
    at,
    subnet: whole ? ipRange : defaultBridgeSubnet,
    ...(own === undefined ? {} : { gateway: own }),
    ...(ipRange === undefined ? {} : { ipRange }),
    auxiliary: gateway === undefined ? {} : { DefaultGatewayIPv4: gateway },
  };
  return {
    at,
    name: 'bridge',
    driver: DEFAULT_DRIVER.name,
    ipam: { items: ipv6 && subnet6 !== undefined ? [four, six] : [four], complete: true },
    ipv6,
    internal: false,
    attachable: false,
    ingress: false,
    options: {
      [OPTION.masquerade]: String(masquerade),
      ...(mtu === undefined ? {} : { [OPTION.mtu]: String(mtu) }),
      ...(hostBinding === undefined ? {} : { [OPTION.hostBinding]: hostBinding }),
    },
    existing: true,
  };
}

/** A definition with the options that the daemon gives to networks that do not say them. */
export function withDefaultOptions(
  definition: NetworkDefinition,
  engine: VersionedEngine & Pick<EngineSettings, 'networkOptions'>,
): NetworkDefinition {
  const { driver, existing, options, ipv6 } = definition;
  const given = isKnown(driver) ? engine.networkOptions?.[driver] : undefined;
  if (existing || given === undefined || !does(engine, 'default-network-options')) return definition;
  const on = isTrue(given[OPTION.enableIpv6]);
  return { ...definition, options: { ...given, ...options }, ipv6: ipv6 === false && on ? true : ipv6 };
}
