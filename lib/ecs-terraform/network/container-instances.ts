import { Fn, Token } from 'cdktf';
import { Construct } from 'constructs';
import { type PortRange } from '../../core/values/port';
import { dynamicPortsOf, type InstanceFamily } from '../../constructs/container-instances';
import { constructorOf } from '../../constructs/entry';
import { assertTerraformTree } from '../../terraform/root';
import { AwsData, AwsResource } from '../tree/aws-resource';
import { type Cluster, type InstanceGroup } from './cluster';
import { capacityProviderName } from '../tree/text';
import { SecurityGroup } from './security-group';

/** Props of ContainerInstances. */
export interface ContainerInstancesProps {
  /** The cluster that the instances join. */
  readonly cluster: Cluster;
  /** Id of the VPC that the subnets are in. */
  readonly vpcId: string;
  /** Ids of the subnets that instances are started in. */
  readonly subnets: readonly string[];
  /** The instance type, such as `t3.medium`. */
  readonly instanceType: string;
  /** The greatest number of instances; with fixed host ports also that of copies of a task. */
  readonly maxCapacity: number;
  /**
   * The fewest instances.
   * @default 1
   */
  readonly minCapacity?: number;
  /** @default - minCapacity */
  readonly desiredCapacity?: number;
  /**
   * The image of the instances: the latest ECS-optimized one of a family.
   * @default 'amazon-linux-2023'
   */
  readonly amiFamily?: InstanceFamily;
  /**
   * An image of your own, of the family that `amiFamily` says.
   * @default - the latest of the family for processors of Intel and AMD
   */
  readonly imageId?: string;
  /**
   * The host ports that dynamic mappings are taken from; set on the agent and opened to whoever is let in.
   * @default - 20000 to 32767 on Amazon Linux, below the window that the kernel takes source ports from; 32768 to 60999 on
   * Bottlerocket and 49152 to 65535 on Windows, where nothing else can be set
   */
  readonly dynamicPorts?: PortRange;
  /** @default - a security group that lets everything out and nothing in */
  readonly securityGroup?: SecurityGroup;
  /**
   * Name of an instance profile whose role may register instances with ECS.
   * @default - one is made
   */
  readonly instanceProfile?: string;
}

/** Parameters of Systems Manager with the newest image of each family. */
const IMAGES: Readonly<Record<InstanceFamily, string>> = {
  'amazon-linux-2023': '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
  'amazon-linux-2': '/aws/service/ecs/optimized-ami/amazon-linux-2/recommended/image_id',
  bottlerocket: '/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id',
  windows: '/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-ECS_Optimized/image_id',
};

const AGENT_POLICY = 'arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role';

/**
 * The instances that host a cluster's tasks: an Auto Scaling group behind a capacity provider of the cluster.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export class ContainerInstances extends Construct implements InstanceGroup {
  /** The capacity provider that places tasks on them. */
  readonly capacityProvider: AwsResource;
  /** The security group of the instances, which filters tasks in bridge and host mode. */
  readonly securityGroup: SecurityGroup;
  /** First and last port of the range that dynamic host ports are picked from. */
  readonly dynamicPorts: readonly [number, number];
  /** They are yours. */
  readonly launchType = 'EC2';

  /** @throws ModelError foreign-root, stack-missing, dynamic-ports-fixed */
  constructor(scope: Construct, id: string, props: ContainerInstancesProps) {
    assertTerraformTree(scope, id, ContainerInstances);
    super(scope, id);
    const { cluster, vpcId, minCapacity = 1, amiFamily = 'amazon-linux-2023' } = props;
    this.dynamicPorts = dynamicPortsOf(amiFamily, props.dynamicPorts, constructorOf(ContainerInstances));
    this.securityGroup =
      props.securityGroup ?? new SecurityGroup(this, 'SecurityGroup', { vpcId, description: 'Container instances' });
    const template = new AwsResource(this, 'LaunchTemplate', 'aws_launch_template', {
      image_id:
        props.imageId ??
        new AwsData(this, 'Image', 'aws_ssm_parameter', { name: IMAGES[amiFamily] }).attribute('value'),
      instance_type: props.instanceType,
      vpc_security_group_ids: [this.securityGroup.id],
      iam_instance_profile: [{ name: props.instanceProfile ?? this.#profile() }],
      metadata_options: [{ http_tokens: 'required', http_put_response_hop_limit: 1 }],
      user_data: encoded(userData(amiFamily, cluster, this.dynamicPorts)),
    });
    const group = new AwsResource(this, 'Group', 'aws_autoscaling_group', {
      min_size: minCapacity,
      max_size: props.maxCapacity,
      ...(props.desiredCapacity !== undefined && { desired_capacity: props.desiredCapacity }),
      vpc_zone_identifier: [...props.subnets],
      launch_template: [{ id: template.id, version: '$Latest' }],
      // ECS sets this tag, and the provider would remove it
      tag: [{ key: 'AmazonECSManaged', value: 'true', propagate_at_launch: true }],
    });
    this.capacityProvider = new AwsResource(this, 'CapacityProvider', 'aws_ecs_capacity_provider', {
      name: capacityProviderName(this),
      auto_scaling_group_provider: [
        { auto_scaling_group_arn: group.arn, managed_scaling: [{ status: 'ENABLED', target_capacity: 100 }] },
      ],
    });
    cluster._addGroup(this);
  }

  #profile(): string {
    const role = new AwsResource(this, 'Role', 'aws_iam_role', {
      assume_role_policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
      }),
    });
    new AwsResource(this, 'RolePolicy', 'aws_iam_role_policy_attachment', {
      role: role.attribute('name'),
      policy_arn: AGENT_POLICY,
    });
    return new AwsResource(this, 'Profile', 'aws_iam_instance_profile', { role: role.attribute('name') }).attribute(
      'name',
    );
  }
}

/** User data with the settings of the agent: its cluster, the range of dynamic ports, and the protection of instance metadata. */
function userData(family: InstanceFamily, { clusterName }: Cluster, [first, last]: readonly [number, number]): string {
  switch (family) {
    case 'windows':
      return [
        '<powershell>',
        'Import-Module ECSTools',
        `Initialize-ECSAgent -Cluster '${clusterName}' -EnableTaskIAMRole -EnableTaskENI -AwsvpcBlockIMDS`,
        '</powershell>',
        '',
      ].join('\n');
    case 'bottlerocket':
      return ['[settings.ecs]', `cluster = "${clusterName}"`, 'awsvpc-block-imds = true', ''].join('\n');
    case 'amazon-linux-2':
    case 'amazon-linux-2023':
      break;
  }
  const settings = [
    `ECS_CLUSTER=${clusterName}`,
    `ECS_DYNAMIC_HOST_PORT_RANGE=${first}-${last}`,
    'ECS_AWSVPC_BLOCK_IMDS=true',
  ];
  return ['#!/bin/bash', ...settings.map((one) => `echo ${one} >> /etc/ecs/ecs.config`), ''].join('\n');
}

/** Encoded at synth, so that it can be read by checks; by Terraform when it contains a token. */
function encoded(text: string): string {
  return Token.isUnresolved(text) ? Fn.base64encode(text) : Buffer.from(text).toString('base64');
}
