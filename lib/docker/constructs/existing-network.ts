import { DataDockerNetwork } from '@cdktf/provider-docker/lib/data-docker-network';
import { type Construct } from 'constructs';
import { type Cidr } from '../../core/values/address';
import { entryOf } from '../checks/checks';
import { DockerNetwork } from './docker-network';
import { type NetworkState } from '../plan/state';
import { type Subnet, subnetList } from './subnet';

/** What is known about a network that already exists; what is left out is unknown to the analysis. */
export interface ExistingNetworkProps {
  /** Name on the engine. */
  readonly name: string;
  /** @default - not known */
  readonly driver?: 'bridge' | 'overlay' | 'macvlan' | 'ipvlan';
  /** @default - not known */
  readonly subnets?: readonly (Cidr | Subnet)[];
  /**
   * Whether it has no way out.
   * @default - not known
   */
  readonly internal?: boolean;
  /**
   * Whether containers that are no part of a swarm service can join.
   * @default - not known
   */
  readonly attachable?: boolean;
}

/**
 * A network that somebody else made, looked up by name when Terraform plans.
 *
 * @see https://registry.terraform.io/providers/kreuzwerker/docker/latest/docs/data-sources/network
 */
export class ExistingNetwork extends DockerNetwork {
  /**
   * The network of that name.
   * @throws ModelError network-name-invalid, network-name-predefined
   */
  static fromName(scope: Construct, id: string, name: string): ExistingNetwork {
    return new ExistingNetwork(scope, id, { name });
  }

  /** The data source that reads it. */
  readonly resource: DataDockerNetwork;

  /** @throws ModelError network-name-invalid, network-name-predefined */
  constructor(scope: Construct, id: string, props: ExistingNetworkProps) {
    const entry = entryOf(ExistingNetwork);
    super(scope, id, props.name, entry);
    const { driver = '', internal, attachable } = props;
    this.resource = new DataDockerNetwork(this, 'Resource', { provider: this.engine.provider, name: this.networkName });
    const requests = props.subnets && subnetList(props.subnets, entry, true);
    const state: NetworkState = {
      construct: this,
      name: this.networkName,
      driver,
      requests,
      ipv6: requests?.some(({ family }) => family === 6),
      internal,
      attachable,
      ingress: false,
      options: {},
      hostBinding: undefined,
      existing: true,
      resource: this.resource,
      given: new Map([['nameInput', this.resource.nameInput]]),
    };
    this.register(state);
  }
}
