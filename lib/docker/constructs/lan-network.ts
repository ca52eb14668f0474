import { Token } from 'cdktf';
import { type Construct } from 'constructs';
import { type Cidr } from '../../core/values/address';
import { ModelError, quoted } from '../../core/values/model-error';
import { type Entry, entryOf } from '../checks/checks';
import { type DockerNetworkProps, driverOptions, type DriverState, OwnNetwork } from './docker-network';
import { type Subnet, subnetList } from './subnet';
import { isDecidedLater } from '../../terraform/tokens';

/** A network that puts containers on a network of the host's. */
export interface LanNetworkProps extends DockerNetworkProps {
  /**
   * Interface of the host: `eth0`.
   * @default - a dummy interface of the engine's making: containers reach each other and nothing else
   */
  readonly parent?: string;
  /**
   * VLAN on the parent, 1 to 4094: the sub-interface `eth0.10` is made.
   * @default - the parent itself
   */
  readonly vlan?: number;
  /** Subnets of that network, one or several, each with the router as gateway. They are those of the LAN, so nobody chooses. */
  readonly subnets: readonly [Cidr | Subnet, ...(Cidr | Subnet)[]];
}

/** How members of a macvlan see each other. */
export type MacvlanMode = 'bridge' | 'private' | 'vepa' | 'passthru';

/** Props of MacvlanNetwork. */
export interface MacvlanNetworkProps extends LanNetworkProps {
  /** @default 'bridge' */
  readonly mode?: MacvlanMode;
}

/**
 * Containers as machines on the LAN, each with a MAC address. The host itself does not reach them, nor they the host, and
 * there is nothing to publish.
 *
 * @see https://docs.docker.com/engine/network/drivers/macvlan/
 */
export class MacvlanNetwork extends OwnNetwork {
  /**
   * @throws ModelError network-name-invalid, network-name-predefined, parent-invalid, vlan-out-of-range, subnet-too-small,
   * address-outside-subnet, range-outside-subnet, address-reserved-twice
   */
  constructor(scope: Construct, id: string, props: MacvlanNetworkProps) {
    const state = (entry: Entry): DriverState => lanState('macvlan', props, { macvlan_mode: props.mode }, entry);
    super(scope, id, props, state, entryOf(MacvlanNetwork));
  }
}

/** On which layer an ipvlan forwards: as a switch, as a router, as a router that keeps connection state (Docker 23). */
export type IpvlanMode = 'l2' | 'l3' | 'l3s';

/** Props of IpvlanNetwork. */
export interface IpvlanNetworkProps extends LanNetworkProps {
  /** @default 'l2' */
  readonly mode?: IpvlanMode;
  /**
   * How members see each other.
   * @default 'bridge'
   */
  readonly flag?: 'bridge' | 'private' | 'vepa';
}

/**
 * Containers on the LAN behind the host's MAC address.
 *
 * @see https://docs.docker.com/engine/network/drivers/ipvlan/
 */
export class IpvlanNetwork extends OwnNetwork {
  /**
   * @throws ModelError network-name-invalid, network-name-predefined, parent-invalid, vlan-out-of-range, subnet-too-small,
   * address-outside-subnet, range-outside-subnet, address-reserved-twice
   */
  constructor(scope: Construct, id: string, props: IpvlanNetworkProps) {
    const options = { ipvlan_mode: props.mode, ipvlan_flag: props.flag };
    super(scope, id, props, (entry) => lanState('ipvlan', props, options, entry), entryOf(IpvlanNetwork));
  }
}

function lanState(
  driver: 'macvlan' | 'ipvlan',
  { parent, vlan, subnets }: LanNetworkProps,
  options: Readonly<Record<string, string | undefined>>,
  entry: Entry,
): DriverState {
  if (parent !== undefined) assertParent(parent, entry);
  if (vlan !== undefined) assertVlan(vlan, parent, entry);
  const requests = subnetList(subnets, entry);
  return {
    driver,
    requests,
    ipv6: requests.some(({ family }) => family === 6),
    options: driverOptions({
      parent: vlan === undefined ? parent : `${parent ?? ''}.${isDecidedLater(vlan) ? Token.asString(vlan) : vlan}`,
      ...options,
    }),
  };
}

function assertParent(parent: string, entry: Entry): void {
  if (isDecidedLater(parent) || (/^[^\s/]{1,15}$/.test(parent) && parent !== 'lo')) return;
  throw new ModelError(
    'parent-invalid',
    parent === 'lo'
      ? "'lo' is the loopback interface, which nothing leaves"
      : `a parent is the name of an interface, 1 to 15 characters, got ${quoted(parent)}`,
    'use an interface of the host that is on the LAN, such as eth0',
    entry,
  );
}

function assertVlan(vlan: number, parent: string | undefined, entry: Entry): void {
  if (parent === undefined || (!isDecidedLater(vlan) && (!Number.isInteger(vlan) || vlan < 1 || vlan > 4094))) {
    throw new ModelError(
      'vlan-out-of-range',
      parent === undefined
        ? `VLAN ${quoted(vlan)} has no parent interface`
        : `a VLAN is an integer from 1 to 4094, got ${quoted(vlan)}`,
      "write it as parent: 'eth0', vlan: 10",
      entry,
    );
  }
  if (isDecidedLater(parent)) return;
  if (parent.includes('.')) {
    throw new ModelError(
      'parent-invalid',
      `an engine makes no VLAN on ${quoted(parent)}, which is named as a VLAN itself`,
      `leave vlan out for an interface that already exists, or use the one below: parent: ${quoted(parent.split('.')[0])}`,
      entry,
    );
  }
  const name = `${parent}.${vlan}`;
  if (isDecidedLater(vlan) || name.length <= 15) return;
  throw new ModelError(
    'parent-invalid',
    `the interface of a VLAN has a name of at most 15 characters, got ${quoted(name)}`,
    'use a parent with a shorter name',
    entry,
  );
}
