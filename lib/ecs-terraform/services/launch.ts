import { type Construct } from 'constructs';
import { SecurityGroup } from '../network/security-group';
import { type InstanceGroup } from '../network/cluster';
import { type Arguments } from '../tree/aws-resource';
import { type Launch, type ServiceProps } from './service';

/** Props of services whose tasks are placed on machines that stay. */
export interface PlacementProps {
  /**
   * Whether one copy runs on each machine, in place of a number of copies.
   * @default false
   */
  readonly daemon?: boolean;
  /** @default - none; for tasks in host mode one copy to a machine */
  readonly placementConstraints?: readonly PlacementConstraint[];
}

/** Where copies may be placed. */
export interface PlacementConstraint {
  /** One copy to a machine, or machines that an expression picks. */
  readonly type: 'distinctInstance' | 'memberOf';
  /** In the cluster query language; with `memberOf`. */
  readonly expression?: string;
}

/** Props of services on container instances. */
export interface Ec2ServiceProps extends ServiceProps, PlacementProps {
  /**
   * Instances that the tasks are placed on.
   * @default - any of the cluster
   */
  readonly instances?: readonly InstanceGroup[];
}

/** Props of services whose tasks have a network interface of their own. */
export interface InterfaceProps {
  /** Id of the VPC that the interfaces are in. */
  readonly vpcId: string;
  /** Ids of the subnets that the interfaces stand in. */
  readonly subnets: readonly string[];
  /** @default - one of its own, which lets everything out and nothing in */
  readonly securityGroups?: readonly SecurityGroup[];
}

/** What a service on container instances adds to the resource, and which instances carry its traffic. */
export function onInstances({ instances = [], ...props }: Ec2ServiceProps): Pick<Launch, 'given' | 'carriedBy'> {
  const strategy = instances.map(({ capacityProvider }) => ({
    capacity_provider: capacityProvider.attribute('name'),
    weight: 1,
  }));
  return {
    carriedBy: (group) => (instances.length === 0 ? group.launchType === 'EC2' : instances.includes(group)),
    given: {
      ...(instances.length === 0 ? { launch_type: 'EC2' } : { capacity_provider_strategy: strategy }),
      ...placed(props),
    },
  };
}

/** Which instances tasks are placed on, and how many on each. */
export function placed({ placementConstraints = [], daemon = false }: PlacementProps): Arguments {
  return {
    ...(daemon && { scheduling_strategy: 'DAEMON' }),
    ...(placementConstraints.length > 0 && { placement_constraints: placementConstraints.map((one) => ({ ...one })) }),
  };
}

/** The groups of the interfaces, and what says where they stand. */
export function interfaces(
  self: Construct,
  { vpcId, subnets, securityGroups }: InterfaceProps,
  more: Arguments = {},
): { readonly groups: readonly SecurityGroup[]; readonly given: Arguments } {
  const groups = securityGroups ?? [new SecurityGroup(self, 'SecurityGroup', { vpcId })];
  const configuration = { subnets: [...subnets], security_groups: groups.map(({ id }) => id), ...more };
  return { groups, given: { network_configuration: [configuration] } };
}
