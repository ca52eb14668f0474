import { Construct } from 'constructs';
import { assertTerraformTree } from '../../terraform/root';
import { AwsResource } from '../tree/aws-resource';
import { capacityProviderName } from '../tree/text';
import { type Cluster, type InstanceGroup } from './cluster';
import { SecurityGroup } from './security-group';

/** A range of numbers, with or without an upper limit. */
export interface Span {
  /** The lower limit. */
  readonly min: number;
  /** The upper limit. @default - none */
  readonly max?: number;
}

/** Props of ManagedInstances. */
export interface ManagedInstancesProps {
  /** The cluster that they are for. */
  readonly cluster: Cluster;
  /** Id of the VPC that the subnets are in. */
  readonly vpcId: string;
  /** Ids of the subnets that ECS starts instances in. */
  readonly subnets: readonly string[];
  /** Memory of an instance, in MiB. */
  readonly memoryMiB: Span;
  /** Virtual processors of an instance. */
  readonly vcpus: Span;
  /**
   * Instance types that may be started, such as `m7i.*`.
   * @default - any with the memory and the processors
   */
  readonly instanceTypes?: readonly string[];
  /** ARN of the role with which ECS starts and ends instances. */
  readonly infrastructureRoleArn: string;
  /** ARN of the instance profile that the instances have. */
  readonly instanceProfileArn: string;
  /** @default - a security group that lets everything out and nothing in */
  readonly securityGroup?: SecurityGroup;
}

/**
 * Instances that ECS starts and ends by itself, as a capacity provider of a cluster.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ManagedInstances.html
 */
export class ManagedInstances extends Construct implements InstanceGroup {
  /** The capacity provider that places tasks on them. */
  readonly capacityProvider: AwsResource;
  /** The security group of the instances, which filters tasks in host mode. */
  readonly securityGroup: SecurityGroup;
  /** No port: in the modes that they take, awsvpc and host, there are no dynamic ports. */
  readonly dynamicPorts: readonly [number, number] = [0, 0];
  /** ECS manages them. */
  readonly launchType = 'MANAGED_INSTANCES';

  /** @throws ModelError foreign-root, stack-missing */
  constructor(scope: Construct, id: string, props: ManagedInstancesProps) {
    assertTerraformTree(scope, id, ManagedInstances);
    super(scope, id);
    const { cluster, vpcId, subnets, memoryMiB, vcpus, instanceTypes = [] } = props;
    this.securityGroup =
      props.securityGroup ?? new SecurityGroup(this, 'SecurityGroup', { vpcId, description: 'Managed instances' });
    this.capacityProvider = new AwsResource(this, 'CapacityProvider', 'aws_ecs_capacity_provider', {
      name: capacityProviderName(this),
      cluster: cluster.resource.attribute('name'),
      managed_instances_provider: [
        {
          infrastructure_role_arn: props.infrastructureRoleArn,
          instance_launch_template: [
            {
              ec2_instance_profile_arn: props.instanceProfileArn,
              network_configuration: [{ subnets: [...subnets], security_groups: [this.securityGroup.id] }],
              instance_requirements: [
                {
                  memory_mib: [{ ...memoryMiB }],
                  vcpu_count: [{ ...vcpus }],
                  ...(instanceTypes.length > 0 && { allowed_instance_types: [...instanceTypes] }),
                },
              ],
            },
          ],
        },
      ],
    });
    cluster._addGroup(this);
  }
}
