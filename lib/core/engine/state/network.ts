import { does, type VersionedEngine } from '../definition/engine-version';
import { Cidr, IpAddress, type IpFamily } from '../../values/address';
import { AddressPool } from './address-pool';
import { defaultBridgeDefinition, withDefaultOptions } from '../definition/daemon-networks';
import { type EngineSettings, type NetworkDefinition } from '../definition/docker-host';
import { DEFAULT_DRIVER, driverOf, isFalse, isTrue, type Driver } from '../definition/driver';
import { dynamicOf, gatewayOf, otherGatewayKey } from '../definition/ipam';
import { OPTION } from '../definition/driver-option-keys';
import { hasIpv4, hostBindingOf } from '../definition/published-ports';
import { type LiveNetwork } from './live';
import { type Lan } from './sandbox';
import { isKnown, known, knownOr, Unknown } from '../../values/unknown';

/** The network that containers join when they name none. */
export function defaultBridge(engine: EngineSettings): LiveNetwork {
  return { ...networkOf(defaultBridgeDefinition(engine), engine), icc: engine.icc };
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
  const inhibited = isBridged && isTrue(option(OPTION.inhibitIpv4));
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
  const binding = known(hostBindingOf(definition));
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
    hostBinding: binding === undefined ? undefined : IpAddress.tryParse(binding)?.unmapped,
    subnets: blocks.map(({ subnet }) => subnet),
    gateways,
    defaultGateways,
    members: [],
    joined: false,
    undecided: undecided?.why,
    pools,
    interfacePrefix: option(OPTION.interfacePrefix) ?? 'eth',
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
