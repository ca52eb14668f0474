import { DEFAULT_ENGINE, type DefaultBridge, type EngineSettings } from '../../core/engine/definition/docker-host';
import { Cidr } from '../../core/values/address';

/** What a setting of the daemon says to the analysis; a setting that the engine has and that does not touch networks says nothing. */
type Reading = (value: unknown, settings: EngineSettings) => Partial<EngineSettings>;

const NOTHING_OF_NETWORKS: Reading = () => ({});

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
  bridge: bridge((value) => (value === 'none' ? { exists: false } : {})),
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
  experimental: NOTHING_OF_NETWORKS,
  debug: NOTHING_OF_NETWORKS,
  'log-driver': NOTHING_OF_NETWORKS,
  'log-opts': NOTHING_OF_NETWORKS,
  'log-level': NOTHING_OF_NETWORKS,
  'storage-driver': NOTHING_OF_NETWORKS,
  'storage-opts': NOTHING_OF_NETWORKS,
  'data-root': NOTHING_OF_NETWORKS,
  'exec-root': NOTHING_OF_NETWORKS,
  'exec-opts': NOTHING_OF_NETWORKS,
  'registry-mirrors': NOTHING_OF_NETWORKS,
  'insecure-registries': NOTHING_OF_NETWORKS,
  hosts: NOTHING_OF_NETWORKS,
  tls: NOTHING_OF_NETWORKS,
  tlsverify: NOTHING_OF_NETWORKS,
  tlscacert: NOTHING_OF_NETWORKS,
  tlscert: NOTHING_OF_NETWORKS,
  tlskey: NOTHING_OF_NETWORKS,
  labels: NOTHING_OF_NETWORKS,
  'default-ulimits': NOTHING_OF_NETWORKS,
  'default-runtime': NOTHING_OF_NETWORKS,
  runtimes: NOTHING_OF_NETWORKS,
  features: NOTHING_OF_NETWORKS,
  builder: NOTHING_OF_NETWORKS,
  'max-concurrent-downloads': NOTHING_OF_NETWORKS,
  'max-concurrent-uploads': NOTHING_OF_NETWORKS,
  'metrics-addr': NOTHING_OF_NETWORKS,
  'userns-remap': NOTHING_OF_NETWORKS,
  'shutdown-timeout': NOTHING_OF_NETWORKS,
};

const NO_DNS = { servers: [], search: [], options: [] } as const;

/** What the settings of a daemon say, and those of which it is not known what they mean. */
export interface DaemonReading {
  readonly engine: EngineSettings;
  readonly notRead: readonly string[];
}

/**
 * What a `daemon.json` means to the analysis.
 *
 * @param json the settings by name
 * @param start what holds where they say nothing
 * @see https://docs.docker.com/reference/cli/dockerd/#daemon-configuration-file
 */
export function readDaemonSettings(
  json: Readonly<Record<string, unknown>>,
  start: EngineSettings = DEFAULT_ENGINE,
): DaemonReading {
  let engine = start;
  const notRead: string[] = [];
  for (const [key, value] of Object.entries(json)) {
    const reading = Object.hasOwn(SETTINGS, key) ? SETTINGS[key] : undefined;
    if (reading) engine = { ...engine, ...reading(value, engine) };
    else notRead.push(key);
  }
  return { engine, notRead };
}

/** Flags that are named otherwise in `daemon.json`, where they are lists. */
const LISTS: Readonly<Record<string, string>> = {
  dns: 'dns',
  'dns-search': 'dns-search',
  'dns-opt': 'dns-opts',
  'default-address-pool': 'default-address-pools',
};

/** The same of flags as they stand on the command line: `--icc=false`. */
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
