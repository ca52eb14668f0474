import { Network, type NetworkIpamConfig } from '@cdktf/provider-docker/lib/network';
import { type DataDockerNetwork } from '@cdktf/provider-docker/lib/data-docker-network';
import { Construct } from 'constructs';
import { type NetworkDefinition } from '../../core/engine/definition/docker-host';
import { type Cidr, type IpAddress } from '../../core/values/address';
import { ModelError, quoted } from '../../core/values/model-error';
import { ipamConfig, labelBlocks } from '../write/attributes';
import { addressText, assertList, assertNetworkName, assertResolvable, type Entry, methodOf } from '../checks/checks';
import { type DockerEngine, engineFor, stateOf } from './docker-engine';
import { type Link } from './link';
import { networkDefinition } from '../plan/host-model';
import { writeLate } from '../write/late';
import { type NetworkState, type SubnetRequest } from '../plan/state';
import { type Subnet, subnetList } from './subnet';

/** What every network has. */
export interface DockerNetworkProps {
  /**
   * Name on the engine: unique there, a DNS suffix, and its byte order decides which of several networks is the way out.
   * @default - the id
   */
  readonly name?: string;
  /**
   * Whether the network has no way out: no internet, no published ports.
   * @default false
   */
  readonly internal?: boolean;
  /** @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Subnets of a network that may leave the choice to the library. */
export interface AddressedNetworkProps extends DockerNetworkProps {
  /**
   * Subnets: blocks, or blocks with gateway, range and reserved addresses.
   * @default - an IPv4 subnet of /24 out of 10.128.0.0/9, chosen by the name of the network, clear of everything else in the
   * app, of Docker's default pools, of the engine's `outsideRanges` and of the known addresses of the host; the engine gives
   * out its lower half. Of two names that stand for the same one the later moves, with a warning
   */
  readonly subnets?: readonly (Cidr | Subnet)[];
  /**
   * Whether containers get IPv6 addresses too.
   * @default - when an IPv6 subnet is given. Without one, true chooses a unique local /64 by the name of the network,
   * clear of the same
   */
  readonly ipv6?: boolean;
}

/** What a driver hands to the common part. */
export interface DriverState {
  readonly driver: string;
  readonly requests: readonly SubnetRequest[] | undefined;
  readonly ipv6: boolean;
  readonly options: Readonly<Record<string, string>>;
  readonly attachable?: boolean;
  readonly ingress?: boolean;
  readonly hostBinding?: string | undefined;
  /** Options that the driver adds by itself. */
  readonly addedOptions?: readonly string[];
}

const STATES = new WeakMap<DockerNetwork, NetworkState>();

/** What a network holds. For the constructs of this folder. */
export function networkState(network: DockerNetwork): NetworkState {
  const state = STATES.get(network);
  if (state) return state;
  throw new ModelError(
    'network-foreign',
    'this network was made by another copy of the library',
    'load the library once',
  );
}

/** A network of an engine: containers on it reach each other, by name. */
export abstract class DockerNetwork extends Construct {
  /** The engine that it belongs to. */
  readonly engine: DockerEngine;
  /** Name on the engine. */
  readonly networkName: string;

  protected constructor(scope: Construct, id: string, name: string | undefined, entry: Entry) {
    const engine = engineFor(scope, id, new.target);
    super(scope, id);
    this.engine = engine;
    this.networkName = name ?? id;
    assertNetworkName(this.networkName, entry);
  }

  /** The Terraform resource; what is changed there is checked as well. */
  abstract readonly resource: Network | DataDockerNetwork;

  /** The network as the core's model has it, automatic subnets included. */
  get definition(): NetworkDefinition {
    return networkDefinition(networkState(this), stateOf(this.engine).plan);
  }

  /**
   * A container's place on this network, for the `networks` of a container.
   * @throws ModelError name-unresolvable, address-unreadable
   */
  endpoint(options: EndpointOptions = {}): Endpoint {
    return new Endpoint(this, options, methodOf(DockerNetwork, 'endpoint'));
  }

  /** Writes the state down, once the resource is there. */
  protected register(state: NetworkState): void {
    STATES.set(this, state);
    stateOf(this.engine).addNetwork(state);
  }
}

/** A network that this app makes. */
export abstract class OwnNetwork extends DockerNetwork {
  readonly resource: Network;

  protected constructor(
    scope: Construct,
    id: string,
    props: DockerNetworkProps,
    driver: (entry: Entry) => DriverState,
    entry: Entry,
  ) {
    super(scope, id, props.name, entry);
    const { internal = false, labels = {} } = props;
    const made = driver(entry);
    const { attachable = false, ingress = false, options, ipv6, hostBinding, addedOptions } = made;
    const resource = new Network(this, 'Resource', {
      provider: this.engine.provider,
      name: this.networkName,
      driver: made.driver,
      ...(internal && { internal }),
      ...(attachable && { attachable }),
      ...(ingress && { ingress }),
      ...(ipv6 && { ipv6 }),
      ...(Object.keys(options).length > 0 && { options }),
      ...(Object.keys(options).length > 0 && addedOptions && { lifecycle: ignoring(addedOptions) }),
      ...(Object.keys(labels).length === 0 ? {} : { labels: labelBlocks(labels) }),
    });
    this.resource = resource;
    writeLate(resource, [
      {
        input: 'ipamConfigInput',
        put: (value) => {
          resource.putIpamConfig(value as NetworkIpamConfig[]);
        },
        produce: () => ipamConfig(state, stateOf(this.engine).plan),
      },
    ]);
    const state: NetworkState = {
      construct: this,
      name: this.networkName,
      internal,
      attachable,
      ingress,
      hostBinding,
      driver: made.driver,
      requests: made.requests,
      ipv6,
      options,
      existing: false,
      resource: this.resource,
      given: new Map<string, unknown>([
        ['nameInput', this.resource.nameInput],
        ['driverInput', this.resource.driverInput],
        ['internalInput', this.resource.internalInput],
        ['attachableInput', this.resource.attachableInput],
        ['ingressInput', this.resource.ingressInput],
        ['ipamDriverInput', this.resource.ipamDriverInput],
        ['ipv6Input', this.resource.ipv6Input],
        ['optionsInput', this.resource.optionsInput],
        ['ipamConfigInput', this.resource.ipamConfigInput],
      ]),
    };
    this.register(state);
  }
}

/** What the driver adds would be read back as a change, and replace the network. */
function ignoring(options: readonly string[]): { ignoreChanges: string[] } {
  return { ignoreChanges: options.map((option) => `options["${option}"]`) };
}

/** The subnets that were asked for, and those that have to be chosen. */
export function subnetRequests(
  props: AddressedNetworkProps,
  entry: Entry,
): { requests: SubnetRequest[]; ipv6: boolean } {
  const requests = subnetList(props.subnets ?? [], entry);
  const given6 = requests.some(({ family }) => family === 6);
  const ipv6 = props.ipv6 ?? given6;
  if (given6 && !ipv6) {
    throw new ModelError(
      'ipv6-disabled',
      'an IPv6 subnet is given, but ipv6 is false',
      'leave ipv6 out, or remove the subnet: the engine would keep it and not use it',
      entry,
    );
  }
  const automatic = (family: 4 | 6): SubnetRequest => ({ family, auxiliary: {} });
  // the engine adds what is missing and reads it back as a change, so both families are always written
  if (!requests.some(({ family }) => family === 4)) requests.push(automatic(4));
  if (ipv6 && !given6) requests.push(automatic(6));
  return { requests, ipv6 };
}

/** Refuses a second subnet of one family. */
export function assertOnePerFamily(requests: readonly SubnetRequest[], driver: string, entry: Entry): void {
  for (const family of [4, 6] as const) {
    const several = requests.filter((one) => one.family === family);
    if (several.length < 2) continue;
    throw new ModelError(
      'subnet-repeated',
      `a ${driver} network has one IPv${family} subnet, got ${several.map(({ subnet }) => String(subnet)).join(', ')}`,
      'make a network for each, and connect containers to both',
      entry,
    );
  }
}

/** Options that are set, as the driver reads them. */
export function driverOptions(
  options: Readonly<Record<string, string | number | boolean | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(options).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}

/** @throws ModelError mtu-out-of-range */
export function assertMtu(mtu: number | undefined, entry: Entry): void {
  if (mtu === undefined || (Number.isInteger(mtu) && mtu >= 68 && mtu <= 65535)) return;
  throw new ModelError(
    'mtu-out-of-range',
    `the MTU of a network is an integer from 68 to 65535, got ${quoted(mtu)}`,
    'outside of it the network is made and no container starts; 1500 is the usual one',
    entry,
  );
}

/** How a container appears on one network. */
export interface EndpointOptions {
  /**
   * Further names of the container, for members of this network only. Several containers may share one.
   * @default - the container's name, its short id and its host name
   */
  readonly aliases?: readonly string[];
  /**
   * Fixed IPv4 address, inside the network's subnet and better outside its range.
   * @default - the engine picks one at each start
   */
  readonly ipv4?: string | IpAddress;
  /**
   * Fixed IPv6 address.
   * @default - the engine picks one at each start, if the network has IPv6
   */
  readonly ipv6?: string | IpAddress;
  /**
   * Names for other members of this network that only this container knows: `[db.as('database')]`.
   * @default - none
   */
  readonly links?: readonly Link[];
}

/** A container's place on a network, before it is known whose it is. Made by `network.endpoint()`. */
export class Endpoint {
  /** Names of the container there, besides its own. */
  readonly aliases: readonly string[];
  /** Fixed address; undefined: the engine picks one. */
  readonly ipv4: string | undefined;
  /** Fixed address; undefined: the engine picks one. */
  readonly ipv6: string | undefined;
  /** Names that the container alone has for others there. */
  readonly links: readonly Link[];

  /** Use `network.endpoint()`. */
  constructor(
    /** The network that is joined. */
    readonly network: DockerNetwork,
    options: EndpointOptions,
    entry: (...args: never[]) => unknown,
  ) {
    const { aliases = [], ipv4, ipv6, links = [] } = options;
    assertList('aliases', aliases, "['db']", entry);
    assertList('links', links, "[db.as('database')]", entry);
    for (const alias of aliases) assertResolvable('an alias', alias, entry);
    this.aliases = [...new Set(aliases)];
    this.ipv4 = ipv4 === undefined ? undefined : addressText('ipv4 of an endpoint', ipv4, 4, entry);
    this.ipv6 = ipv6 === undefined ? undefined : addressText('ipv6 of an endpoint', ipv6, 6, entry);
    this.links = [...links];
  }
}
