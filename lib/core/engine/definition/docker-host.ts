import { type Protocol } from '../../values/port';
import { type Place } from '../../values/place';
import { type Listed } from '../../values/listed';
import { type Program } from '../../values/program';
import { type Knowable } from '../../values/unknown';

/** Networks that every engine has from the start, by the name that containers use. */
export const PREDEFINED_NETWORKS = ['bridge', 'host', 'none'] as const;

/** One IPAM entry of a network, as written. */
export interface IpamBlock {
  /** Where it was written. */
  readonly at: Place;
  /** Undefined when the engine chooses. */
  readonly subnet?: Knowable<string>;
  /**
   * Address of the gateway.
   * @default - the engine picks one
   */
  readonly gateway?: Knowable<string>;
  /**
   * Block inside the subnet that addresses are given from.
   * @default - the subnet
   */
  readonly ipRange?: Knowable<string>;
  /** Addresses that the engine keeps free, by name. */
  readonly auxiliary: Readonly<Record<string, Knowable<string>>>;
}

/** A network of an engine as it is defined. */
export interface NetworkDefinition {
  /** Where it was defined. */
  readonly at: Place;
  /** Name of the network. */
  readonly name: Knowable<string>;
  /** `bridge` when left out. */
  readonly driver: Knowable<string>;
  /** @default - the engine's own */
  readonly ipamDriver?: Knowable<string>;
  /** Its subnets; none: the engine picks them. */
  readonly ipam: Listed<IpamBlock>;
  /** Whether it has IPv6. */
  readonly ipv6: Knowable<boolean>;
  /** Whether nothing gets out of it. */
  readonly internal: Knowable<boolean>;
  /** Whether plain containers may join, in a swarm. */
  readonly attachable: Knowable<boolean>;
  /** Whether it is the routing mesh of a swarm. */
  readonly ingress: Knowable<boolean>;
  /** Options of the driver. */
  readonly options: Readonly<Record<string, Knowable<string>>>;
  /** Whether the network already exists and is only looked up. */
  readonly existing: boolean;
}

/** A container's attachment to a network. */
export interface EndpointDefinition {
  /** Where it was written. */
  readonly at: Place;
  /** Name of the network. */
  readonly network: Knowable<string>;
  /** Names that the container has on the network, besides its own. */
  readonly aliases: Listed<Knowable<string>>;
  /**
   * Fixed address.
   * @default - the engine picks one
   */
  readonly ipv4?: Knowable<string>;
  /**
   * Fixed address.
   * @default - the engine picks one
   */
  readonly ipv6?: Knowable<string>;
  /** Links declared on this network: `target` or `target:alias`. */
  readonly links: Listed<Knowable<string>>;
  /** Higher wins the default route. 0 when left out. */
  readonly gatewayPriority?: Knowable<number>;
  /** @default - the engine makes one */
  readonly macAddress?: Knowable<string>;
  /** In which order Compose joins the networks, the highest first; the engine never sees it. */
  readonly joinPriority?: Knowable<number>;
  /**
   * Options of the driver for this attachment, such as `com.docker.network.endpoint.sysctls`.
   * @default - none
   */
  readonly driverOptions?: Readonly<Record<string, Knowable<string>>>;
  /**
   * What its interface is called inside.
   * @default - `eth` with a number, by the order in which networks are joined
   */
  readonly interfaceName?: Knowable<string>;
  /**
   * Further addresses, which count on the link only. No engine hands them to a neighbour, and nothing leads there from beyond.
   * @default - none
   */
  readonly linkLocal?: Listed<Knowable<string>>;
  /**
   * The addresses that a container has on a running engine, asked for or picked; an address that is left out it does not have.
   * @default - not seen
   */
  readonly assigned?: { readonly ipv4?: string; readonly ipv6?: string };
}

/** Where a running engine publishes a port. */
export interface AssignedPort {
  /** Address of the host; undefined: every one. */
  readonly address?: string;
  /** Port of the host. */
  readonly port: number;
}

/** A port published on the host. */
export interface PublishedPort {
  /** Where it was written. */
  readonly at: Place;
  /** Port of the container. */
  readonly containerPort: Knowable<number>;
  /** Undefined: the engine picks one. */
  readonly hostPort?: Knowable<number>;
  /** Last port of a range from `hostPort` on, of which the engine takes the first that is free. */
  readonly hostPortLast?: Knowable<number>;
  /**
   * The host port that the containers of one service are to share, as only a swarm can: on one engine it is taken.
   * @default - it is that of this container alone
   */
  readonly sharedHostPort?: number;
  /** Undefined: the network's default, normally every address. */
  readonly hostAddress?: Knowable<string>;
  /** `tcp` when left out; as written, so it may be none that exists. */
  readonly protocol: Knowable<string>;
  /**
   * Where a running engine publishes it, at a number that was asked for or picked; empty: nowhere.
   * @default - not seen
   */
  readonly assigned?: readonly AssignedPort[];
}

/** Which network stack a container has. */
export type Namespace =
  /** Its own, joined to networks through endpoints. */
  | { readonly kind: 'own' }
  | { readonly kind: 'host' }
  /** Its own, with loopback only. */
  | { readonly kind: 'none' }
  /** Another container's, by name. */
  | {
      readonly kind: 'container';
      readonly container: Knowable<string>;
      /** Whether what starts both starts the other one first. @default - not known */
      readonly isAwaited?: boolean;
    };

/** A port on which a process inside the container waits. */
export interface Listener {
  /** The port. */
  readonly port: number;
  /** Its protocol. */
  readonly protocol: Protocol;
  /** @default - every address of the container */
  readonly address?: string;
}

/** A line that was seen in the hosts file of a container. */
export interface SeenHostsLine {
  /** The address that the names lead to. */
  readonly address: string;
  /** In lower case. */
  readonly names: readonly string[];
}

/** A container of an engine as it is defined. */
export interface ContainerSpec {
  /** Where it was defined. */
  readonly at: Place;
  /** Name of the container. */
  readonly name: Knowable<string>;
  /**
   * What it is made from.
   * @default - not said
   */
  readonly image?: Knowable<string>;
  /** Whose network it has. */
  readonly namespace: Knowable<Namespace>;
  /**
   * The network mode as Terraform sends it where the text counts: `default`, or `container:` with a name.
   * @default - one that the engine stores as it is
   */
  readonly networkMode?: Knowable<string>;
  /** Attachments in the order given. Empty with a stack of its own: the default bridge. */
  readonly endpoints: Listed<EndpointDefinition>;
  /**
   * Its own name.
   * @default - the engine makes one
   */
  readonly hostname?: Knowable<string>;
  /**
   * The domain behind its own name, in its own hosts file only: others do not find it by that.
   * @default - none
   */
  readonly domainname?: Knowable<string>;
  /** Resolvers instead of those of the host. */
  readonly dns: Listed<Knowable<string>>;
  /** Domains that are tried behind a name. @default - those of the daemon, else of the host */
  readonly dnsSearch?: Listed<Knowable<string>>;
  /** Options of the resolver. @default - those of the daemon, else of the host */
  readonly dnsOptions?: Listed<Knowable<string>>;
  /** Of its first network, unless the endpoint says one. @default - the engine makes one */
  readonly macAddress?: Knowable<string>;
  /** Kernel parameters of its network stack, such as `net.ipv6.conf.all.disable_ipv6`. @default - none */
  readonly sysctls?: Readonly<Record<string, Knowable<string>>>;
  /** Whether it uses shared memory and message queues of the host. @default false */
  readonly hostIpc?: Knowable<boolean>;
  /**
   * When the engine starts it again by itself: `no`, `always`, `unless-stopped` or `on-failure`.
   * @default - never
   */
  readonly restart?: Knowable<string>;
  /** Links on the default bridge: `target` or `target:alias`. */
  readonly links: Listed<Knowable<string>>;
  /** Lines for its hosts file. */
  readonly extraHosts: Listed<{ readonly hostname: Knowable<string>; readonly address: Knowable<string> }>;
  /**
   * Its hosts file as it was seen, in the order of its lines, without those of its loopback.
   * @default - what the definition and the engine write
   */
  readonly hostsFile?: readonly SeenHostsLine[];
  /** Ports of the host that lead to it. */
  readonly published: Listed<PublishedPort>;
  /** Whether every exposed port is published on a port that the engine picks. */
  readonly publishAll: Knowable<boolean>;
  /** Ports the image or the definition exposes. */
  readonly exposed: Listed<{ readonly port: number; readonly protocol: Protocol }>;
  /**
   * What listens inside. Undefined: not known, so a flow to any port that nothing blocks counts as let through.
   */
  readonly listeners?: readonly Listener[];
  /** False for a container that is defined but meant to have ended: a one-off job, a stopped one. */
  readonly running: Knowable<boolean>;
  /** Whether it was seen paused. @default false */
  readonly paused?: boolean;
  /**
   * What the definition says about the program inside.
   * @default - nothing
   */
  readonly program?: Program;
  /**
   * The project that it belongs to, where several are on the host.
   * @default - there is one
   */
  readonly project?: string;
}

/** An engine and what it is told to run. */
export interface DockerHost {
  /** Where it was defined. */
  readonly at: Place;
  /** Version and configuration of the engine. */
  readonly engine: EngineSettings;
  /** The networks, besides those that every engine has. */
  readonly networks: Listed<NetworkDefinition>;
  /** In a definition for Terraform with the published ports in the order in which they are written. */
  readonly containers: Listed<ContainerSpec>;
  /**
   * Names of containers that are defined and switched off, as by a profile: who dials one of them may do so on other days.
   * @default - none
   */
  readonly switchedOff?: readonly string[];
  /**
   * Whether its definition is meant to be merged with others that are not given, so that there may be more containers.
   * @default false
   */
  readonly isPart?: boolean;
  /**
   * Whether the Terraform provider creates it: then rules also look for what it reads back otherwise than written.
   * @default true
   */
  readonly terraform?: boolean;
  /**
   * Whether it was seen running: then which containers run, at which addresses and behind which host ports, is as it stands
   * there, and not worked out.
   * @default false
   */
  readonly observed?: boolean;
}

/** Settings of the default bridge, which is not defined as other networks are. */
export interface DefaultBridge {
  /** False where the daemon runs with `--bridge none`: then containers that name no network have none. @default true */
  readonly exists?: boolean;
  /** `--bip`: the address of the bridge. @default - the first one of its subnet */
  readonly address?: string;
  /** `--fixed-cidr`: where addresses of containers come from. @default - the whole subnet */
  readonly ipRange?: string;
  /** `--default-gateway`: where containers send what leaves, when that is not the bridge. */
  readonly gateway?: string;
  /** `--ipv6`. @default false */
  readonly ipv6?: boolean;
  /** `--fixed-cidr-v6`. @default - one that the engine chooses */
  readonly subnet6?: string;
  /** `--default-gateway-v6`. */
  readonly gateway6?: string;
  /** `--ip-masq`. @default true */
  readonly masquerade?: boolean;
  /** `--mtu`. @default 1500 */
  readonly mtu?: number;
  /** `--ip`: where ports without an address of the host are published. @default - everywhere */
  readonly hostBinding?: string;
}

/** A block of addresses out of which networks that name no subnet get theirs. */
export interface AddressBlocks {
  /** All of it, such as `10.10.0.0/16`. */
  readonly base: string;
  /** Prefix length of each subnet. */
  readonly size: number;
}

/** Where names are looked for. */
export interface DnsSettings {
  /** Addresses of the DNS servers, in the order in which they are asked. */
  readonly servers: readonly string[];
  /** Domains that are tried behind a name. */
  readonly search: readonly string[];
  /** Options of the resolver, such as `ndots:2`. */
  readonly options: readonly string[];
}

/** What the daemon does by its version and flags. */
export interface EngineSettings {
  /**
   * Version of the engine: `29` is the newest of all 29s, `'29.4.1'` that one.
   * @default - 29, the newest whose behaviour was observed
   */
  readonly version: number | string;
  /** `--icc`: whether containers on the default bridge reach each other. */
  readonly icc: boolean;
  /** `--userland-proxy`: whether a process on the host forwards published ports where the kernel does not. */
  readonly userlandProxy: boolean;
  /** Addresses of the host on its own network. */
  readonly addresses: readonly string[];
  /**
   * Address blocks that the host reaches elsewhere, such as a VPN or VPC.
   * @default - none
   */
  readonly outsideRanges?: readonly string[];
  /**
   * Whether the engine is a swarm manager.
   * @default - not known
   */
  readonly swarm?: boolean;
  /** Subnet of the default bridge. */
  readonly defaultBridgeSubnet: string;
  /** What else the daemon is told about the default bridge. @default - IPv4 only, with masquerading */
  readonly defaultBridge?: DefaultBridge;
  /** `--dns`, `--dns-search`, `--dns-opt`: for containers that say none themselves. @default - those of the host */
  readonly dns?: DnsSettings;
  /** `--iptables`: whether the engine filters and translates IPv4. @default true */
  readonly iptables?: boolean;
  /** `--ip6tables`: the same of IPv6. @default - from engine 27 on */
  readonly ip6tables?: boolean;
  /** `--allow-direct-routing`: whether published ports may be dialled at the addresses of containers. @default false */
  readonly directRouting?: boolean;
  /** `--firewall-backend`: in which language the engine writes its rules. @default 'iptables' */
  readonly firewall?: 'iptables' | 'nftables';
  /**
   * A firewall on the host that is not the engine's, such as ufw or firewalld. What it lets in is not judged; published ports
   * go past one that only looks at what is for the host itself.
   * @default - none
   */
  readonly hostFirewall?: string;
  /** `--default-network-opt`: options of networks that do not say them, by driver. @default - none */
  readonly networkOptions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `--default-address-pool`. @default - those of the engine */
  readonly addressPools?: readonly AddressBlocks[];
  /** `--live-restore`: whether containers go on while the daemon is away. @default false */
  readonly liveRestore?: boolean;
  /** Programs of the host itself that listen, outside of every container. @default - not known */
  readonly listeners?: readonly Listener[];
  /** Policy of the FORWARD chain: DROP when the engine switched forwarding on itself. */
  readonly forwardPolicy: 'DROP' | 'ACCEPT';
  /** Whether another machine routes the container subnets to this host. */
  readonly routedFromOutside: boolean;
}

/** An engine of the newest observed generation with its default flags. */
export const DEFAULT_ENGINE: EngineSettings = {
  version: 29,
  icc: true,
  userlandProxy: true,
  addresses: [],
  defaultBridgeSubnet: '172.17.0.0/16',
  forwardPolicy: 'DROP',
  routedFromOutside: false,
};
