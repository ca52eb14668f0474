import { does, type VersionedEngine } from '../definition/engine-version';
import { Cidr, IpAddress, type IpFamily } from '../../values/address';
import { AddressPool } from './address-pool';
import { DEFAULT_ENGINE, type EngineSettings, type IpamBlock, type NetworkDefinition } from '../definition/docker-host';
import { DEFAULT_DRIVER, driverOf, isFalse, isTrue, type Driver } from '../definition/driver';
import { dynamicOf, gatewayOf, otherGatewayKey } from '../definition/ipam';
import { hasIpv4 } from '../definition/published-ports';
import { type LiveNetwork } from './live';
import { type Lan } from './sandbox';
import { isKnown, knownOr, Unknown } from '../../values/unknown';

const OPTION = {
  icc: 'com.docker.network.bridge.enable_icc',
  masquerade: 'com.docker.network.bridge.enable_ip_masquerade',
  hostBinding: 'com.docker.network.bridge.host_binding_ipv4',
  gatewayMode4: 'com.docker.network.bridge.gateway_mode_ipv4',
  gatewayMode6: 'com.docker.network.bridge.gateway_mode_ipv6',
  trustedInterfaces: 'com.docker.network.bridge.trusted_host_interfaces',
} as const;

/** The network that containers join when they name none. */
export function defaultBridge(engine: EngineSettings): LiveNetwork {
  return { ...networkOf(defaultBridgeDefinition(engine), engine), icc: engine.icc };
}

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
      ...(mtu === undefined ? {} : { 'com.docker.network.driver.mtu': String(mtu) }),
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
  const on = isTrue(given['com.docker.network.enable_ipv6']);
  return { ...definition, options: { ...given, ...options }, ipv6: ipv6 === false && on ? true : ipv6 };
}

/** What the definition of a network means to an engine. */
export function networkOf(
  written: NetworkDefinition,
  engine: VersionedEngine & Pick<EngineSettings, 'networkOptions'>,
): LiveNetwork {
  const definition = withDefaultOptions(written, engine);
  const { name, internal, ipv6, options } = definition;
  const given = driverOf(definition);
  const driver = isKnown(given) ? given : DEFAULT_DRIVER;
  const isBridged = isKnown(given) && given.isBridged;
  let undecided = [name, given, internal, ipv6, ...Object.values(options)].find((one) => one instanceof Unknown);
  const blocks = definition.ipam.items.flatMap((block) => {
    const subnet = typeof block.subnet === 'string' ? Cidr.around(block.subnet) : undefined;
    return subnet ? [{ block, subnet }] : [];
  });
  const option = (key: string): string | undefined => (typeof options[key] === 'string' ? options[key] : undefined);
  const mode = (key: string): string => (does(engine, 'gateway-modes') ? option(key) : undefined) ?? 'nat';
  const gatewayModes = { 4: mode(OPTION.gatewayMode4), 6: mode(OPTION.gatewayMode6) };
  const ipv4 = knownOr(hasIpv4(definition, engine), true);
  const inhibited = isBridged && isTrue(option('com.docker.network.bridge.inhibit_ipv4'));
  const trusted = option(OPTION.trustedInterfaces);
  const lan = isKnown(given) ? lanOf(given, definition) : undefined;
  // an interface of the engine's making leads nowhere, so the engine treats the network as an internal one
  const inside = internal === true || (lan !== undefined && !lan.parent && isKnown(options['parent']));
  const pools: AddressPool[] = [];
  const gateways: IpAddress[] = [];
  const defaultGateways: Record<IpFamily, IpAddress | undefined> = { 4: undefined, 6: undefined };
  for (const { block, subnet } of blocks) {
    const gateway = gatewayOf(definition, block, subnet, engine);
    const range = dynamicOf(block, subnet);
    if (!isKnown(gateway)) {
      if (isBridged) undecided ??= gateway;
      continue;
    }
    if (subnet.family === 4 && !ipv4) continue;
    const isolated = gatewayModes[subnet.family] === 'isolated' || (inhibited && subnet.family === 4);
    const cutOff = lan && inside && (internal === true || does(engine, 'no-route-inside'));
    if (gateway && !isolated && !cutOff && driver.usesGateway(definition)) gateways.push(gateway);
    const auxiliary = Object.values(block.auxiliary).flatMap((text) =>
      typeof text === 'string' ? (IpAddress.tryParse(text) ?? []) : [],
    );
    const other = otherGatewayKey(subnet);
    const otherGateway = block.auxiliary[other];
    if (isBridged && typeof otherGateway === 'string')
      defaultGateways[subnet.family] = IpAddress.tryParse(otherGateway);
    if (isBridged && otherGateway !== undefined)
      undecided ??= new Unknown(`what becomes of packets to ${other}, the default gateway of its containers`);
    if (isKnown(range)) pools.push(new AddressPool(subnet, range, [...(gateway ? [gateway] : []), ...auxiliary]));
  }
  const binding = option(OPTION.hostBinding);
  return {
    name: isKnown(name) ? name : definition.at.path,
    driver,
    internal: inside,
    icc: lan ? driver.meet(lan.mode) === true : !isFalse(option(OPTION.icc)),
    masquerade: !isFalse(option(OPTION.masquerade)),
    ipv4,
    ipv6: ipv6 === true,
    inhibited,
    gatewayModes,
    trustedInterfaces: does(engine, 'trusted-interfaces') && trusted ? trusted.split(':') : [],
    // as the option of a network 0.0.0.0 means all addresses, of both families
    hostBinding: binding === undefined || binding === '0.0.0.0' ? undefined : IpAddress.tryParse(binding)?.unmapped,
    subnets: blocks.map(({ subnet }) => subnet),
    gateways,
    defaultGateways,
    members: [],
    joined: false,
    undecided: undecided?.why,
    pools,
    interfacePrefix: option('com.docker.network.container_iface_prefix') ?? 'eth',
    lan,
  };
}

/** What a driver whose members are on the LAN makes of the options; an empty one is none. */
function lanOf(driver: Driver, definition: NetworkDefinition): Lan | undefined {
  const { isOnLan, meetingOption = '' } = driver;
  if (!isOnLan) return undefined;
  const { options } = definition;
  const text = (key: string): string | undefined =>
    typeof options[key] === 'string' && options[key] !== '' ? options[key] : undefined;
  return {
    parent: text('parent'),
    mode: text(meetingOption) ?? 'bridge',
    acrossSubnets: driver.meetAcrossSubnets(definition),
  };
}
