/** A way in which engines behave since some version; before it they did otherwise. */
export interface EngineBehaviour {
  /** The first version with it: `27` is 27.0.0. */
  readonly since: string;
  /** What engines do since then. */
  readonly what: string;
  /** What engines did before. */
  readonly before: string;
  readonly source: string;
}

const RELEASES = 'https://docs.docker.com/engine/release-notes/';
const BRIDGE = 'https://docs.docker.com/engine/network/drivers/bridge/';
const PUBLISHING = 'https://docs.docker.com/engine/network/port-publishing/';
/** Seen when both generations were asked; see docs/docker.md. */
const OBSERVED = 'docs/docker.md';

/** What changed between engines, each change once. Everything that depends on the version of an engine asks for a row. */
const BEHAVIOURS = {
  'ipvlan-l3s': {
    since: '23',
    what: 'ipvlan has a mode l3s',
    before: 'the mode is refused',
    source: 'https://docs.docker.com/engine/network/drivers/ipvlan/',
  },
  'ipvlan-flag-checked': {
    since: '23',
    what: 'an ipvlan flag that the driver does not have is refused',
    before: 'the flag is not checked',
    source: 'https://docs.docker.com/engine/network/drivers/ipvlan/',
  },
  'default-network-options': {
    since: '24',
    what: 'the daemon has default options for networks that do not set them (--default-network-opt)',
    before: 'the flag is refused',
    source: `${RELEASES}24.0/`,
  },
  'ipam-checked': {
    since: '25',
    what: 'subnets and ranges with host bits are refused',
    before: 'they are taken as they are written',
    source: `${RELEASES}25.0/`,
  },
  'no-route-inside': {
    since: '25',
    what: 'an internal network gives no default route',
    before: 'it gives one to its bridge, and what leaves is dropped there',
    source: 'https://github.com/moby/moby/commit/cbc2a71c27',
  },
  'no-ipv6-gateway-inside': {
    since: '25',
    what: 'whether an internal network has IPv6 does not count for the order of networks',
    before: 'a network of both families comes first, internal or not',
    source: OBSERVED,
  },
  'neighbours-inside': {
    since: '25',
    what: 'where IPv6 is filtered, neighbour discovery passes between IPv6 members of an internal network',
    before: 'it is dropped',
    source: 'https://github.com/moby/moby/pull/45649',
  },
  'hosts-lines-by-network': {
    since: '25',
    what: 'leaving a network takes the lines of that network out of the hosts file',
    before: 'it takes out every line with a name that a member of the network has',
    source: OBSERVED,
  },
  'no-ports-inside': {
    since: '25',
    what: 'the ports of a container that leaves its way out are not published by an internal network that is left',
    before: 'they are published by it',
    source: OBSERVED,
  },
  'short-id-no-alias': {
    since: '25',
    what: 'the short id is a DNS name and no alias',
    before: 'inspection shows it among the aliases',
    source: `${RELEASES}25.0/`,
  },
  'default-gateway-shown': {
    since: '25',
    what: 'inspection shows the gateway of the default bridge',
    before: 'it shows the subnet only',
    source: OBSERVED,
  },
  'snat-ipv6-option': {
    since: '25',
    what: 'com.docker.network.host_ipv6 is read',
    before: 'it is stored and ignored',
    source: BRIDGE,
  },
  'names-kept-inside': {
    since: '26',
    what: 'for a container without a way out no resolver outside is asked',
    before: 'the resolvers of the host are asked, where those are on its loopback',
    source: 'https://github.com/moby/moby/security/advisories/GHSA-mq39-4gv4-mvpx',
  },
  'default-mode-is-bridge': {
    since: '26.1',
    what: 'network mode "default" is stored as "bridge"',
    before: 'it is stored as it is',
    source: 'https://github.com/moby/moby/commit/4eed3dcdfe',
  },
  'ipv6-filtered': {
    since: '27',
    what: 'IPv6 between networks is filtered as IPv4 is',
    before: 'nothing filters it',
    source: `${RELEASES}27/`,
  },
  'ipv6-translated': {
    since: '27',
    what: 'published ports of IPv6 addresses are translated to the IPv6 address of the container',
    before: 'the userland proxy forwards them',
    source: `${RELEASES}27/`,
  },
  'ipv6-everywhere': {
    since: '27',
    what: 'every namespace has IPv6 on its loopback',
    before: 'IPv6 is off until a network with IPv6 is joined',
    source: OBSERVED,
  },
  'ipv6-bridge-ready': {
    since: '27',
    what: 'a bridge has its IPv6 address from the start',
    before: 'it takes it with its first container',
    source: OBSERVED,
  },
  'ipv6-subnets-chosen': {
    since: '27',
    what: 'a network with IPv6 and no subnet gets a private one',
    before: 'it is refused',
    source: 'https://docs.docker.com/engine/daemon/ipv6/',
  },
  'way-out-of-family': {
    since: '27',
    what: 'each address family leaves by the first network that has it',
    before: 'one network is the way out of both, whether or not it has IPv6',
    source: OBSERVED,
  },
  'names-of-one-network': {
    since: '27',
    what: 'the first network that knows a name gives all answers',
    before: 'it is asked for each family on its own',
    source: OBSERVED,
  },
  'one-port-for-both-families': {
    since: '27',
    what: 'a picked host port is the same for all addresses of a container port',
    before: 'each address counts on its own',
    source: PUBLISHING,
  },
  'interface-sysctls-apart': {
    since: '28',
    what: 'a kernel parameter of one interface is set as an option of the attachment; a client of the same version that sets it on the container is refused',
    before: 'it is set on the container',
    source: 'https://docs.docker.com/engine/network/#per-interface-sysctls',
  },
  'ipv6-switched-off': {
    since: '27',
    what: 'an interface on which a kernel parameter switches IPv6 off has no IPv6 address, and no name leads to one',
    before: 'it was not observed',
    source: `${RELEASES}27/`,
  },
  'taken-port-of-range-passed-over': {
    since: '27',
    what: 'where a program of the host has a port of a published range, the next one is taken',
    before: 'the container does not start',
    source: 'https://github.com/moby/moby/blob/v27.0.1/libnetwork/drivers/bridge/port_mapping_linux.go',
  },
  'fixed-cidr-v6-checked': {
    since: '27',
    what: 'the daemon refuses an IPv6 subnet of its default bridge that is multicast or overlaps fe80::/64 without being it',
    before: 'it starts',
    source: 'https://github.com/moby/moby/blob/v27.0.1/libnetwork/drivers/bridge/bridge_linux.go',
  },
  'picked-ports-sorted': {
    since: '27',
    what: 'picked host ports of a container are taken in the order of its ports, one number for all addresses of a port',
    before: 'they are taken in any order',
    source: PUBLISHING,
  },
  'gateway-modes': {
    since: '27',
    what: 'a bridge has gateway modes nat and routed',
    before: 'the options are stored and ignored',
    source: BRIDGE,
  },
  'parent-shared': {
    since: '27',
    what: 'several macvlan networks may have one parent',
    before: 'a second one is refused',
    source: `${RELEASES}27/`,
  },
  'gateway-priority': {
    since: '28',
    what: 'endpoints have a priority for the default route',
    before: 'it is ignored',
    source: `${RELEASES}28/`,
  },
  'gateway-mode-isolated': {
    since: '28',
    what: 'there are gateway modes isolated and nat-unprotected',
    before: 'they are refused or ignored',
    source: `${RELEASES}28/`,
  },
  'ports-shown-inside': {
    since: '28',
    what: 'inspection shows the ports of a container on an internal network, without a port of the host',
    before: 'it shows none of them',
    source: OBSERVED,
  },
  'addresses-advertised': {
    since: '28',
    what: 'a container tells its neighbours of its addresses, as often as an option says',
    before: 'the options are stored and ignored',
    source: `${RELEASES}28/`,
  },
  'bridge-of-range': {
    since: '28',
    what: 'a range of the default bridge is its subnet, where no address is given',
    before: 'the subnet stays, and the bridge has the first address of the range',
    source: OBSERVED,
  },
  'host-gateway-of-both-families': {
    since: '28',
    what: 'host-gateway means the default bridge in each family that it has',
    before: 'it means its IPv4 address',
    source: OBSERVED,
  },
  'links-follow-to-ipv6': {
    since: '28',
    what: 'where a target of a link starts again, all lines of the link get its IPv6 address, if it has one',
    before: 'they get its IPv4 address',
    source: OBSERVED,
  },
  'loopback-guarded': {
    since: '28',
    what: 'what comes in from other machines for a port that is published on the loopback is dropped',
    before: 'it is handed on to the container',
    source: `${PUBLISHING}#publishing-ports`,
  },
  'enable-ipv4': {
    since: '28',
    what: 'a network may be without IPv4',
    before: 'the option is stored and ignored',
    source: `${RELEASES}28/`,
  },
  'trusted-interfaces': {
    since: '28.2',
    what: 'a network may trust interfaces of the host',
    before: 'the option is stored and ignored',
    source: `${RELEASES}28/`,
  },
  'direct-access-dropped': {
    since: '28',
    what: 'what other machines send to container addresses is dropped',
    before: 'published container ports are let through',
    source: `${RELEASES}28/`,
  },
  'default-bridge-ipv6-in-turn': {
    since: '28',
    what: 'the default bridge hands out IPv6 addresses in turn, as every other network does',
    before: 'where its IPv6 subnet has 48 bits to spare, the MAC address of a container is the end of its IPv6 address',
    source: 'https://github.com/moby/moby/commit/bc130f367d',
  },
  'mac-drawn': {
    since: '28',
    what: 'MAC addresses are random',
    before: 'they are derived from the IPv4 address',
    source: 'https://github.com/moby/moby/commit/bc130f367d',
  },
  'interface-names': {
    since: '28.1',
    what: 'an endpoint may say what its interface is called',
    before: 'the name is ignored',
    source: 'https://docs.docker.com/reference/compose-file/services/#interface_name',
  },
  'networks-joined-by-chance': {
    since: '28',
    what: 'the networks of a container are joined in any order',
    before: 'the default bridge is joined first',
    source: OBSERVED,
  },
  'gateway-of-family': {
    since: '29.4.1',
    what: 'each address family has its own gateway, and the network that has it publishes the ports of that family',
    before: 'one network publishes the ports of both families',
    source: 'https://docs.docker.com/engine/release-notes/29/',
  },
  'gateway-modes-observed': {
    since: '29',
    what: 'what gateway modes let through was observed',
    before: 'it was not observed',
    source: OBSERVED,
  },
  'translated-between-networks': {
    since: '29',
    what: 'a packet that was translated for a published port is let into another network',
    before: 'the isolation between networks drops it',
    source: 'https://github.com/moby/moby/pull/49981',
  },
  'links-on-every-network': {
    since: '29',
    what: 'links open ports on every network that is joined',
    before: 'they do on the network that is the way out',
    source: OBSERVED,
  },
  'picked-ports-bound-first': {
    since: '29',
    what: 'a picked port that cannot be bound to all its addresses is no port',
    before: 'it was not observed',
    source: PUBLISHING,
  },
  'lan-without-gateway': {
    since: '29',
    what: 'macvlan and ipvlan networks have the gateway that they are given, or none',
    before: 'they get the first address of their subnet',
    source: `${RELEASES}29/`,
  },
  'subnets-by-size': {
    since: '29',
    what: 'a subnet of 0.0.0.0 or :: asks for any one of that size',
    before: 'it is taken as it is written',
    source: 'https://docs.docker.com/engine/network/#subnet-allocation',
  },
  'smallest-subnets': {
    since: '29',
    what: 'subnets of one or two addresses are taken',
    before: 'a network needs four',
    source: OBSERVED,
  },
  'auxiliary-gateway-refused': {
    since: '29',
    what: 'a default gateway of an internal network is refused',
    before: 'it is taken',
    source: OBSERVED,
  },
  'empty-ipam-block': {
    since: '29',
    what: 'an IPAM entry without anything asks for what the engine chooses',
    before: 'it is refused',
    source: OBSERVED,
  },
  'gateway-read-back': {
    since: '29',
    what: 'inspection shows the gateway that the engine chose',
    before: 'it shows the one that was given',
    source: OBSERVED,
  },
  'container-network-refused': {
    since: '29',
    what: 'a network whose name begins with container: is refused',
    before: 'it cannot be joined by its name',
    source: OBSERVED,
  },
  'static-on-chosen-subnet': {
    since: '29',
    what: 'a fixed address is taken wherever a subnet holds it',
    before: 'the subnet has to be given',
    source: `${RELEASES}29/`,
  },
} as const satisfies Readonly<Record<string, EngineBehaviour>>;

/** Name of a behaviour that is not the same in every version of the engine. */
export type BehaviourId = keyof typeof BEHAVIOURS;

/** A row of the table. */
export function behaviourOf(id: BehaviourId): EngineBehaviour {
  return BEHAVIOURS[id];
}

/** All rows. */
export function engineBehaviours(): readonly (EngineBehaviour & { readonly id: BehaviourId })[] {
  return (Object.keys(BEHAVIOURS) as BehaviourId[]).map((id) => ({ id, ...BEHAVIOURS[id] }));
}
