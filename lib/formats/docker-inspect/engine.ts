import { Cidr } from '../../core/values/address';
import {
  type AddressBlocks,
  DEFAULT_ENGINE,
  type DefaultBridge,
  type EngineSettings,
} from '../../core/engine/definition/docker-host';
import { EngineVersion } from '../../core/engine/definition/engine-version';
import { isData, type Data } from '../../core/reading/field';
import { endpointsIn, subnetsOf } from './network';
import { type SeenHost } from './seen';

/** The engine that runs a host: as it says itself, else as what it printed shows. */
export function engineOf(seen: SeenHost): EngineSettings {
  const { snapshot } = seen;
  const bridge = seen.networks.find(({ data }) => data['Name'] === 'bridge')?.data;
  const { icc, ...settings } = bridge ? bridgeSettings(bridge) : glimpsedBridge(seen);
  return {
    ...DEFAULT_ENGINE,
    ...settings,
    version: snapshot ? versionOf(snapshot.version) : shownVersion(seen),
    icc: icc ?? DEFAULT_ENGINE.icc,
    ...(snapshot ? daemonSettings(snapshot.info, bridge !== undefined) : {}),
  };
}

/** Major versions of the engine by the first API version that each has, the newest first. */
const BY_API = [
  [52, 29],
  [48, 28],
  [46, 27],
  [45, 26],
  [44, 25],
  [43, 24],
  [42, 23],
] as const;

/** The version as the engine says it; one that was built from sources may only say the version of its API. */
function versionOf({ Version: version, ApiVersion: api }: Data): number | string {
  if (typeof version === 'string' && EngineVersion.isReadable(version)) return version;
  const minor = Number(/^1\.(\d+)$/.exec(typeof api === 'string' ? api : '')?.[1] ?? Infinity);
  return BY_API.find(([first]) => minor >= first)?.[1] ?? 20;
}

/** The newest engine that prints containers as these are: since 25 with their names, since 28 with a priority of gateways. */
function shownVersion({ containers }: SeenHost): number | string {
  const endpoints = containers.flatMap(({ data }) => endpointsIn(data).map(([, endpoint]) => endpoint));
  const has = (key: string): boolean => endpoints.some((endpoint) => Object.hasOwn(endpoint, key));
  if (endpoints.length === 0 || has('GwPriority')) return DEFAULT_ENGINE.version;
  return has('DNSNames') ? 27 : 24;
}

/** What the daemon says about its flags. */
function daemonSettings(info: Data, hasBridge: boolean): Partial<EngineSettings> {
  const { FirewallBackend: firewall, Swarm: swarm } = info;
  const details = isData(firewall) && Array.isArray(firewall['Info']) ? (firewall['Info'] as unknown[]) : [];
  const proxy = details.find((one): one is unknown[] => Array.isArray(one) && one[0] === 'EnableUserlandProxy')?.[1];
  const driver = isData(firewall) ? firewall['Driver'] : undefined;
  const pools = Array.isArray(info['DefaultAddressPools'])
    ? (info['DefaultAddressPools'] as unknown[]).filter(isData)
    : [];
  const manages = isData(swarm) ? swarm['ControlAvailable'] : undefined;
  return {
    ...(proxy === 'false' ? { userlandProxy: false } : {}),
    ...(typeof manages === 'boolean' ? { swarm: manages } : {}),
    ...(typeof driver === 'string' && driver.includes('nftables') ? { firewall: 'nftables' as const } : {}),
    ...(info['LiveRestoreEnabled'] === true ? { liveRestore: true } : {}),
    ...(pools.length > 0 ? { addressPools: pools.flatMap(poolIn) } : {}),
    // a daemon without a default bridge has none to show
    ...(hasBridge ? {} : { defaultBridge: { exists: false } }),
  };
}

function poolIn({ Base: base, Size: size }: Data): AddressBlocks[] {
  return typeof base === 'string' && typeof size === 'number' ? [{ base, size }] : [];
}

type BridgeSettings = Partial<Pick<EngineSettings, 'defaultBridgeSubnet' | 'defaultBridge' | 'icc'>>;

function bridgeSettings({ IPAM: ipam, Options: options, EnableIPv6: ipv6 }: Data): BridgeSettings {
  const config = isData(ipam) && Array.isArray(ipam['Config']) ? (ipam['Config'] as unknown[]) : [];
  const blocks = config.filter(isData);
  // what is no subnet says nothing
  const subnetOf = (block: Data | undefined): string | undefined => {
    const text = filledText(block?.['Subnet']);
    return text !== undefined && Cidr.tryParse(text) ? text : undefined;
  };
  const [four, six] = [false, true].map((isSix) => blocks.find((one) => subnetOf(one)?.includes(':') === isSix));
  const said = isData(options) ? options : {};
  const auxiliary = isData(four?.['AuxiliaryAddresses']) ? four['AuxiliaryAddresses'] : {};
  const mtu = Number(said['com.docker.network.driver.mtu']);
  const binding = filledText(said['com.docker.network.bridge.host_binding_ipv4']);
  const bridge = {
    address: filledText(four?.['Gateway'])?.split('/')[0],
    ipRange: filledText(four?.['IPRange']),
    gateway: filledText(auxiliary['DefaultGatewayIPv4']),
    subnet6: subnetOf(six),
    mtu: Number.isInteger(mtu) && mtu > 0 ? mtu : undefined,
    hostBinding: binding === '0.0.0.0' ? undefined : binding,
  };
  const subnet = subnetOf(four);
  return {
    icc: said['com.docker.network.bridge.enable_icc'] !== 'false',
    ...(subnet === undefined ? {} : { defaultBridgeSubnet: subnet }),
    defaultBridge: {
      ...(Object.fromEntries(Object.entries(bridge).filter(([, value]) => value !== undefined)) as DefaultBridge),
      ipv6: ipv6 === true,
      masquerade: said['com.docker.network.bridge.enable_ip_masquerade'] !== 'false',
    },
  };
}

/** Of a default bridge that was not seen, its containers know the subnet. */
function glimpsedBridge({ containers }: SeenHost): BridgeSettings {
  const endpoint = containers.flatMap(({ data }) => endpointsIn(data)).find(([name]) => name === 'bridge')?.[1];
  const [block] = endpoint ? subnetsOf(endpoint).filter(({ subnet }) => !subnet.includes(':')) : [];
  if (!block) return {};
  return {
    defaultBridgeSubnet: block.subnet,
    ...(block.gateway === undefined ? {} : { defaultBridge: { address: block.gateway } }),
  };
}

function filledText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
