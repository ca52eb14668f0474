import { type IpFamily } from '../../values/address';
import { registered } from '../../values/registered';
import { isKnown, knownOr, Unknown, type Knowable } from '../../values/unknown';
import { PREDEFINED_NETWORKS, type NetworkDefinition } from './docker-host';
import { OPTION } from './driver-option-keys';
import { type BehaviourId } from './engine-behaviours';
import { does, type VersionedEngine } from './engine-version';

/** A value that an option of a driver may have. */
export interface Choice {
  readonly value: string;
  /** @default - every engine has it */
  readonly since?: BehaviourId;
}

/** The values that an option of a driver may have. */
export interface Choices {
  readonly values: readonly Choice[];
  /** The behaviour since which another value is refused; before, it is taken and ignored. @default - every engine refuses it */
  readonly checkedSince?: BehaviourId;
}

/** A network driver, as something that answers. Nobody else compares the names of drivers. */
export interface Driver {
  /** Such as `bridge`, or that of a plugin. */
  readonly name: string;
  /** Whether members are behind a bridge of the host, which forwards their ports. */
  readonly isBridged: boolean;
  /** Whether members are on a network of the host's, each with an address of its own there. */
  readonly isOnLan: boolean;
  /** Whether a network of it spans the engines of a swarm. */
  readonly needsSwarm: boolean;
  /** Whether the engine brings it; otherwise it is a plugin. */
  readonly isBuiltIn: boolean;
  /** Whether an engine has one network of it, and takes no other. */
  readonly isPredefined: boolean;
  /** The network mode by which a container has that one network. @default - an engine makes networks of it */
  readonly mode?: 'host' | 'none';
  /** Whether what its members reach was observed on an engine. */
  readonly isObserved: boolean;
  /** Options that it looks for; undefined where that is not known. */
  readonly options: readonly string[] | undefined;
  /** Options of which it takes certain values only. */
  readonly choices: Readonly<Record<string, Choices>>;
  /** The option that says how members meet; undefined where there is none. */
  readonly meetingOption: string | undefined;
  /** Whether members meet in a mode of the meeting option. */
  meet(mode: string): Knowable<boolean>;
  /** Whether members send by a gateway at all. */
  usesGateway(network: NetworkDefinition): boolean;
  /** Whether members in different subnets of a network meet. */
  meetAcrossSubnets(network: NetworkDefinition): boolean;
  /** Whether a network that asks for no gateway gets one. */
  hasGatewayUnasked(network: NetworkDefinition, family: IpFamily, engine: VersionedEngine): Knowable<boolean>;
}

const COMMON = [
  OPTION.mtu,
  OPTION.enableIpv4,
  OPTION.enableIpv6,
  'com.docker.network.advertise_addr_nmsgs',
  'com.docker.network.advertise_addr_ms',
];

/** Booleans of driver options are read as Go reads them. */
export function isTrue(text: Knowable<string> | undefined): boolean {
  return typeof text === 'string' && ['1', 't', 'T', 'true', 'TRUE', 'True'].includes(text);
}

/** See {@link isTrue}. */
export function isFalse(text: Knowable<string> | undefined): boolean {
  return typeof text === 'string' && ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(text);
}

const NEITHER = { isBridged: false, isOnLan: false, needsSwarm: false };
const ALWAYS_MEET = { meetingOption: undefined, meet: (): Knowable<boolean> => true };
const BY_GATEWAY = { usesGateway: (): boolean => true, meetAcrossSubnets: (): boolean => false };

function unobservedGateway(name: string): Driver['hasGatewayUnasked'] {
  return () => new Unknown(`whether a network of driver ${name} has a gateway was not observed`);
}

const bridge: Driver = {
  ...NEITHER,
  ...ALWAYS_MEET,
  ...BY_GATEWAY,
  name: 'bridge',
  isBridged: true,
  isBuiltIn: true,
  isPredefined: false,
  isObserved: true,
  options: [
    ...COMMON,
    OPTION.bridgeName,
    OPTION.masquerade,
    OPTION.icc,
    OPTION.hostBinding,
    OPTION.inhibitIpv4,
    OPTION.defaultBridge,
    OPTION.gatewayMode4,
    OPTION.gatewayMode6,
    OPTION.trustedInterfaces,
    OPTION.interfacePrefix,
    'com.docker.network.host_ipv4',
    'com.docker.network.host_ipv6',
  ],
  choices: {},
  hasGatewayUnasked({ options, internal }, family, engine) {
    const isolates = does(engine, 'gateway-mode-isolated');
    const inhibited = family === 4 && isTrue(options[OPTION.inhibitIpv4]);
    const mode = inhibited ? 'isolated' : (options[family === 4 ? OPTION.gatewayMode4 : OPTION.gatewayMode6] ?? '');
    if (!isolates || internal === false || (isKnown(mode) && mode !== 'isolated')) return true;
    return !isKnown(mode) ? mode : isKnown(internal) ? false : internal;
  },
};

const macvlan: Driver = {
  ...NEITHER,
  ...BY_GATEWAY,
  name: 'macvlan',
  isOnLan: true,
  isBuiltIn: true,
  isPredefined: false,
  isObserved: true,
  options: [...COMMON, 'parent', 'macvlan_mode'],
  choices: { macvlan_mode: { values: ['', 'bridge', 'private', 'vepa', 'passthru'].map((value) => ({ value })) } },
  meetingOption: 'macvlan_mode',
  meet(mode) {
    if (mode === 'bridge' || mode === 'private') return mode === 'bridge';
    return new Unknown('whether the switch sends back what members send to each other');
  },
  hasGatewayUnasked: (_network, _family, engine) => !does(engine, 'lan-without-gateway'),
};

/** Whether an ipvlan network routes instead of bridging: then there are no gateways, given ones included. */
function isLayer3({ options }: NetworkDefinition): boolean {
  return options['ipvlan_mode'] === 'l3' || options['ipvlan_mode'] === 'l3s';
}

const ipvlan: Driver = {
  ...NEITHER,
  name: 'ipvlan',
  isOnLan: true,
  isBuiltIn: true,
  isPredefined: false,
  isObserved: false,
  options: [...COMMON, 'parent', 'ipvlan_mode', 'ipvlan_flag'],
  choices: {
    ipvlan_mode: {
      values: [{ value: '' }, { value: 'l2' }, { value: 'l3' }, { value: 'l3s', since: 'ipvlan-l3s' }],
    },
    ipvlan_flag: {
      values: ['', 'bridge', 'private', 'vepa'].map((value) => ({ value })),
      checkedSince: 'ipvlan-flag-checked',
    },
  },
  meetingOption: 'ipvlan_flag',
  // from the documentation: the kernels here have no ipvlan
  meet(flag) {
    if (flag === 'bridge' || flag === 'private') return flag === 'bridge';
    return new Unknown('whether the switch sends back what members send to each other');
  },
  usesGateway: (network) => !isLayer3(network),
  meetAcrossSubnets: isLayer3,
  hasGatewayUnasked({ options }, _family, engine) {
    if (!does(engine, 'lan-without-gateway')) return true;
    // in layer 3 there is no gateway, in layer 2 the one that is given
    const mode = options['ipvlan_mode'] ?? '';
    if (isKnown(mode) && ['', 'l2', 'l3', 'l3s'].includes(mode)) return false;
    return new Unknown(`whether a network of ipvlan mode ${knownOr(mode, '?')} has a gateway was not observed`);
  },
};

const overlay: Driver = {
  ...NEITHER,
  ...ALWAYS_MEET,
  ...BY_GATEWAY,
  name: 'overlay',
  needsSwarm: true,
  isBuiltIn: true,
  isPredefined: false,
  isObserved: true,
  options: [...COMMON, 'encrypted', 'com.docker.network.driver.overlay.vxlanid_list'],
  choices: {},
  hasGatewayUnasked: unobservedGateway('overlay'),
};

/** The driver whose networks reach over all machines of a swarm. */
export const SWARM_DRIVER = 'overlay';

/** The drivers of the networks `host` and `none`. */
const predefined = (['host', 'none'] as const).map((mode): Driver => ({
  ...plugin(predefinedDriver(mode)),
  ...{ isBuiltIn: true, isPredefined: true, mode },
}));

/** The name of the driver of a network that every engine has. */
function predefinedDriver(network: (typeof PREDEFINED_NETWORKS)[number]): string {
  return network === 'none' ? 'null' : network;
}

/** A driver of which nothing is known but its name. */
function plugin(name: string): Driver {
  return {
    ...NEITHER,
    ...ALWAYS_MEET,
    ...BY_GATEWAY,
    name,
    isBuiltIn: false,
    isPredefined: false,
    isObserved: false,
    options: undefined,
    choices: {},
    hasGatewayUnasked: unobservedGateway(name),
  };
}

const DRIVERS = registered('driver', [bridge, macvlan, ipvlan, overlay, ...predefined], ({ name }) => name);

/** The names of the drivers that the engine brings, for networks that it is asked to make. */
export const BUILT_IN_DRIVERS: readonly string[] = [...DRIVERS.values()]
  .filter(({ isPredefined }) => !isPredefined)
  .map(({ name }) => name);

/** The driver of networks that name none. */
export const DEFAULT_DRIVER = bridge;

/** Networks that every engine has from the start. */
export const PREDEFINED = PREDEFINED_NETWORKS.map((name) => ({ name, driver: predefinedDriver(name) }));

/** The driver of a name: the default one where the text is empty, a plugin where the engine brings none of that name. */
export function driverNamed(name: string): Driver {
  return name === '' ? DEFAULT_DRIVER : (DRIVERS.get(name) ?? plugin(name));
}

/** The modes of a driver in which members are known to meet. */
export function meetingModesOf(driver: Driver): readonly string[] {
  const values = driver.choices[driver.meetingOption ?? '']?.values ?? [];
  return values.map(({ value }) => value).filter((mode) => mode !== '' && driver.meet(mode) === true);
}

/** The driver of a network. */
export function driverOf({ driver }: Pick<NetworkDefinition, 'driver'>): Knowable<Driver> {
  return isKnown(driver) ? driverNamed(driver) : driver;
}

/** Whether the driver of a network is known and has a property. */
export function hasDriver(network: Pick<NetworkDefinition, 'driver'>, has: (driver: Driver) => boolean): boolean {
  const driver = driverOf(network);
  return isKnown(driver) && has(driver);
}
