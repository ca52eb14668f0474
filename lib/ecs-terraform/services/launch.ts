import { type Construct } from 'constructs';
import { SecurityGroup } from '../network/security-group';
import { type InstanceGroup } from '../network/cluster';
import { type Arguments } from '../tree/aws-resource';
import { type ServiceProps } from './service';

/** Props of services on container instances. */
export interface Ec2ServiceProps extends ServiceProps {
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

/** The capacity providers of some instances, or the launch type. */
export function onInstances({ instances = [] }: Ec2ServiceProps): Arguments {
  return instances.length === 0
    ? { launch_type: 'EC2' }
    : {
        capacity_provider_strategy: instances.map(({ capacityProvider }) => ({
          capacity_provider: capacityProvider.attribute('name'),
          weight: 1,
        })),
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
