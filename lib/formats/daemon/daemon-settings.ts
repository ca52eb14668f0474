import { firstSubnetOf } from '../../core/engine/definition/address-pools';
import { DEFAULT_ENGINE, type DefaultBridge, type EngineSettings } from '../../core/engine/definition/docker-host';
import { Cidr } from '../../core/values/address';

/** What the value of a setting of the daemon says about the engine; undefined: something that is not modelled. */
type Reading = (value: unknown, settings: EngineSettings) => Partial<EngineSettings> | undefined;

const NOT_MODELLED: Reading = () => undefined;

function bridge(part: (value: unknown) => DefaultBridge): Reading {
  return (value, { defaultBridge }) => ({ defaultBridge: { ...defaultBridge, ...part(value) } });
}

/** By the name in `daemon.json`. */
const SETTINGS: Readonly<Record<string, Reading>> = {
  icc: (value) => ({ icc: isOn(value) }),
  'userland-proxy': (value) => ({ userlandProxy: isOn(value) }),
  iptables: (value) => ({ iptables: isOn(value) }),
  ip6tables: (value) => ({ ip6tables: isOn(value) }),
  'allow-direct-routing': (value) => ({ directRouting: isOn(value) }),
  'firewall-backend': (value) => ({ firewall: value === 'nftables' ? 'nftables' : 'iptables' }),
  'live-restore': (value) => ({ liveRestore: isOn(value) }),
  'ip-forward-no-drop': (value) => (isOn(value) ? { forwardPolicy: 'ACCEPT' } : {}),
  'ip-masq': bridge((value) => ({ masquerade: isOn(value) })),
  ip: bridge((value) => ({ hostBinding: String(value) })),
  ipv6: bridge((value) => ({ ipv6: isOn(value) })),
  'fixed-cidr': bridge((value) => ({ ipRange: String(value) })),
  'fixed-cidr-v6': bridge((value) => ({ subnet6: String(value) })),
  'default-gateway': bridge((value) => ({ gateway: String(value) })),
  'default-gateway-v6': bridge((value) => ({ gateway6: String(value) })),
  mtu: bridge((value) => ({ mtu: Number(value) })),
  // on a bridge of one's own, addresses are what that bridge has
  bridge(value, { defaultBridge }) {
    if (value === 'none') return { defaultBridge: { ...defaultBridge, exists: false } };
    return value === '' || value === 'docker0' ? {} : undefined;
  },
  bip(value, { defaultBridge }) {
    const text = String(value);
    const address = text.split('/')[0] ?? text;
    const subnet = Cidr.around(text);
    return {
      defaultBridge: { ...defaultBridge, address },
      ...(subnet === undefined ? {} : { defaultBridgeSubnet: subnet.toString() }),
    };
  },
  dns: (value, { dns }) => ({ dns: { ...NO_DNS, ...dns, servers: textsOf(value) } }),
  'dns-search': (value, { dns }) => ({ dns: { ...NO_DNS, ...dns, search: textsOf(value) } }),
  'dns-opts': (value, { dns }) => ({ dns: { ...NO_DNS, ...dns, options: textsOf(value) } }),
  'default-address-pools': (value) => ({
    addressPools: listOf(value).flatMap((one) => {
      const { base, size } = one as { base?: unknown; size?: unknown };
      return typeof base === 'string' ? [{ base, size: Number(size) }] : [];
    }),
  }),
  'default-network-opts': (value) => ({ networkOptions: value as EngineSettings['networkOptions'] & object }),
  // by default the daemon switches forwarding on; otherwise it is as the host has it
  'ip-forward': (value) => (isOn(value) ? {} : undefined),
  bip6: NOT_MODELLED,
  'bridge-accept-fwmark': NOT_MODELLED,
  'host-gateway-ip': NOT_MODELLED,
  'host-gateway-ips': NOT_MODELLED,
  'resolv-conf': NOT_MODELLED,
  rootless: NOT_MODELLED,
};

/** Settings that change nothing about networks. */
const WITHOUT_NETWORKS: ReadonlySet<string> = new Set(
  `allow-nondistributable-artifacts api-cors-header authorization-plugins builder cdi-spec-dirs cgroup-parent containerd
  containerd-namespace containerd-plugin-namespace containerd-plugins-namespace cpu-rt-period cpu-rt-runtime cri-containerd
  data-root debug default-cgroupns-mode default-init default-ipc-mode default-runtime default-shm-size default-ulimits
  deprecated-key-path exec-opts exec-root experimental features group hosts http-proxy https-proxy init init-path
  insecure-registries labels log-driver log-format log-level log-opts max-concurrent-downloads max-concurrent-uploads
  max-download-attempts metrics-addr min-api-version network-control-plane-mtu network-diagnostic-port no-new-privileges
  no-proxy node-generic-resources oom-score-adjust pidfile proxies raw-logs registry-mirrors runtimes seccomp-profile
  selinux-enabled shutdown-timeout storage-driver storage-opts swarm-default-advertise-addr swarm-raft-election-tick
  swarm-raft-heartbeat-tick tls tlscacert tlscert tlskey tlsverify userland-proxy-path userns-remap`.split(/\s+/),
);

/** The settings that the daemon has, by their names in `daemon.json`. */
export const DAEMON_SETTINGS: readonly string[] = [...Object.keys(SETTINGS), ...WITHOUT_NETWORKS];

const NO_DNS = { servers: [], search: [], options: [] } as const;

/** What the settings of a daemon say, and the names of those that are not in it. */
export interface DaemonReading {
  readonly engine: EngineSettings;
  /** Settings that are not modelled, or that no daemon has. */
  readonly notRead: readonly string[];
}

/**
 * The engine that a `daemon.json` describes.
 *
 * @param json the settings by name
 * @param start the settings of the engine without them
 * @see https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file
 */
export function readDaemonSettings(
  json: Readonly<Record<string, unknown>>,
  start: EngineSettings = DEFAULT_ENGINE,
): DaemonReading {
  let engine = start;
  const notRead: string[] = [];
  for (const [key, value] of Object.entries(json)) {
    if (WITHOUT_NETWORKS.has(key)) continue;
    const said = Object.hasOwn(SETTINGS, key) ? SETTINGS[key]?.(value, engine) : undefined;
    if (said) engine = { ...engine, ...said };
    else notRead.push(key);
  }
  return { engine: withPooledBridge(engine, start), notRead };
}

/** Without an address of its own the default bridge gets a subnet of the pools that the daemon is told of. */
function withPooledBridge(engine: EngineSettings, start: EngineSettings): EngineSettings {
  const { addressPools = [], defaultBridge: { address, ipRange } = {}, defaultBridgeSubnet } = engine;
  if (address !== undefined || ipRange !== undefined || defaultBridgeSubnet !== start.defaultBridgeSubnet)
    return engine;
  const first = firstSubnetOf(addressPools);
  return first === undefined ? engine : { ...engine, defaultBridgeSubnet: first };
}

/** Flags that are named otherwise in `daemon.json`, where they are lists. */
const LISTS: Readonly<Record<string, string>> = {
  dns: 'dns',
  'dns-search': 'dns-search',
  'dns-opt': 'dns-opts',
  'default-address-pool': 'default-address-pools',
};

/** What the flags of a daemon mean, as they stand on its command line: `--icc=false`. */
export function readDaemonFlags(flags: readonly string[], start: EngineSettings = DEFAULT_ENGINE): DaemonReading {
  const json: Record<string, unknown> = {};
  for (const flag of flags) {
    const [, key = flag, value = 'true'] = /^--([\w-]+)(?:=(.*))?$/.exec(flag) ?? [];
    const list = Object.hasOwn(LISTS, key) ? LISTS[key] : undefined;
    if (key === 'default-network-opt') json['default-network-opts'] = withOption(json['default-network-opts'], value);
    else if (list === undefined) json[key] = value;
    else json[list] = [...listOf(json[list]), list === 'default-address-pools' ? poolOf(value) : value];
  }
  return readDaemonSettings(json, start);
}

/** `bridge=com.docker.network.driver.mtu=1400` beside those that were read before. */
function withOption(before: unknown, text: string): Record<string, Record<string, string>> {
  const all = (before ?? {}) as Record<string, Record<string, string>>;
  const [driver = '', key = '', ...value] = text.split('=');
  return { ...all, [driver]: { ...all[driver], [key]: value.join('=') } };
}

/** `base=10.10.0.0/16,size=24` */
function poolOf(text: string): Record<string, string> {
  return Object.fromEntries(text.split(',').map((part) => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']));
}

function isOn(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textsOf(value: unknown): string[] {
  return listOf(value).map(String);
}
