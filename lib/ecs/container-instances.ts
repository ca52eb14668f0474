import { Token } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type Construct } from 'constructs';
import { type AmiFamily, ModelError, type PortRange, quoted, RESERVED_TCP_PORTS } from '../core';
import { cdkScope } from './cdk-root';
import { Synthesis } from './synthesis';
import { WindowsUserData } from './windows-user-data';
import { constructorOf } from './entry';

export interface ContainerInstancesProps extends Pick<
  ecs.AsgCapacityProviderProps,
  'capacityProviderName' | 'enableManagedScaling' | 'enableManagedTerminationProtection' | 'enableManagedDraining'
> {
  /** The cluster that the instances join; it gives the VPC. */
  readonly cluster: ecs.Cluster;
  readonly instanceType: ec2.InstanceType;
  /**
   * Instances to start with.
   * @default - what the Auto Scaling group decides, normally minCapacity
   */
  readonly desiredCapacity?: number;
  /** @default 1 */
  readonly minCapacity?: number;
  /** The most instances there can be: with fixed host ports also the most copies of a task. */
  readonly maxCapacity: number;
  /**
   * What the instances boot. The latest ECS-optimized image of the family is taken.
   * @default 'amazon-linux-2023'
   */
  readonly amiFamily?: Exclude<AmiFamily, 'other'>;
  /**
   * The host ports that dynamic mappings are taken from; set on the agent and opened in the security group.
   * @default - 20000 to 32767 on Amazon Linux, below the window that the kernel takes source ports from (32768 to 60999), so
   * that the two never race for a port; 32768 to 60999 on Bottlerocket and 49152 to 65535 on Windows, where nothing else can
   * be set
   */
  readonly dynamicPorts?: PortRange;
  /**
   * Whether tasks are kept from the instance role's credentials: hop limit 1 with session tokens (bridge), and
   * ECS_AWSVPC_BLOCK_IMDS (awsvpc). Tasks in host mode cannot be kept from them.
   * @default true
   */
  readonly blockInstanceMetadata?: boolean;
  /**
   * TCP host ports kept from tasks in addition to those of the agent.
   * @default - the agent's own: 22, 2375, 2376, 51678 and 51679
   */
  readonly reservedTcpPorts?: readonly number[];
  /** @default - the private subnets of the cluster's VPC */
  readonly vpcSubnets?: ec2.SubnetSelection;
  /** @default - a security group that lets everything out and nothing in */
  readonly securityGroup?: ec2.ISecurityGroup;
}

type Window = readonly [number, number];

/** What dynamic mappings are taken from unless told otherwise, and whether the agent can be told. */
const DYNAMIC_WINDOWS: Readonly<Record<Exclude<AmiFamily, 'other'>, { window: Window; settable: boolean }>> = {
  'amazon-linux-2': { window: [20000, 32767], settable: true },
  'amazon-linux-2023': { window: [20000, 32767], settable: true },
  bottlerocket: { window: [32768, 60999], settable: false },
  windows: { window: [49152, 65535], settable: false },
};

/**
 * The instances that host a cluster's tasks: an Auto Scaling group behind a capacity provider of the cluster.
 *
 * It knows what decides which ports and tasks fit: type, number, image family, reserved ports, dynamic range. Services of
 * this library open exactly that in its security group.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/asg-capacity-providers.html
 */
export class ContainerInstances extends ecs.AsgCapacityProvider implements ec2.IConnectable {
  readonly instanceType: ec2.InstanceType;
  readonly maxCapacity: number;
  readonly amiFamily: Exclude<AmiFamily, 'other'>;
  readonly reservedTcpPorts: readonly number[];
  /** First and last host port that dynamic mappings are taken from. */
  readonly dynamicPortWindow: Window;
  /** The security group of the instances: it filters tasks in bridge and host mode. */
  readonly connections: ec2.Connections;

  /** @throws ModelError foreign-root, dynamic-ports-fixed */
  constructor(scope: Construct, id: string, props: ContainerInstancesProps) {
    const { cluster, amiFamily = 'amazon-linux-2023', instanceType, blockInstanceMetadata: blocks = true } = props;
    const { window, settable } = DYNAMIC_WINDOWS[amiFamily];
    if (props.dynamicPorts && !settable) {
      throw new ModelError(
        'dynamic-ports-fixed',
        `dynamic ports of ${amiFamily} instances are ${window.join(' to ')}, got ${props.dynamicPorts.toString()}`,
        "leave dynamicPorts out, or use amiFamily 'amazon-linux-2023'",
        constructorOf(ContainerInstances),
      );
    }
    const template = new ec2.LaunchTemplate(cdkScope(scope, ContainerInstances), `${id}LaunchTemplate`, {
      instanceType,
      machineImage: machineImage(amiFamily, instanceType),
      userData: userData(amiFamily, blocks),
      role: new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
      securityGroup:
        props.securityGroup ??
        new ec2.SecurityGroup(scope, `${id}SecurityGroup`, { vpc: cluster.vpc, description: 'Container instances' }),
      requireImdsv2: true,
      ...(blocks && { httpPutResponseHopLimit: 1 }),
    });
    const group = new autoscaling.AutoScalingGroup(scope, `${id}Group`, {
      vpc: cluster.vpc,
      launchTemplate: template,
      minCapacity: props.minCapacity ?? 1,
      maxCapacity: props.maxCapacity,
      ...(props.desiredCapacity !== undefined && { desiredCapacity: props.desiredCapacity }),
      ...(props.vpcSubnets && { vpcSubnets: props.vpcSubnets }),
    });
    const { capacityProviderName, enableManagedScaling, enableManagedTerminationProtection, enableManagedDraining } =
      props;
    super(scope, id, {
      autoScalingGroup: group,
      machineImageType:
        amiFamily === 'bottlerocket' ? ecs.MachineImageType.BOTTLEROCKET : ecs.MachineImageType.AMAZON_LINUX_2,
      ...(capacityProviderName !== undefined && { capacityProviderName }),
      ...(enableManagedScaling !== undefined && { enableManagedScaling }),
      enableManagedTerminationProtection: enableManagedTerminationProtection ?? false,
      enableManagedDraining: enableManagedDraining ?? true,
    });
    this.instanceType = instanceType;
    this.maxCapacity = props.maxCapacity;
    this.amiFamily = amiFamily;
    this.connections = group.connections;
    this.dynamicPortWindow = props.dynamicPorts ? [props.dynamicPorts.first, props.dynamicPorts.last] : window;
    const os = amiFamily === 'windows' ? 'windows' : 'linux';
    this.reservedTcpPorts = [...RESERVED_TCP_PORTS[os], ...(props.reservedTcpPorts ?? [])];

    const settings: Record<string, string> = {};
    if (settable) settings['ECS_DYNAMIC_HOST_PORT_RANGE'] = this.dynamicPortWindow.join('-');
    // on Windows it is a switch of the agent's start
    if (blocks && amiFamily !== 'windows') settings['ECS_AWSVPC_BLOCK_IMDS'] = 'true';
    // the agent's own list is replaced, not extended
    if (props.reservedTcpPorts) settings['ECS_RESERVED_PORTS'] = JSON.stringify(this.reservedTcpPorts);
    tellAgent(group, amiFamily, settings);
    cluster.addAsgCapacityProvider(this);
    Synthesis.of(this);
  }

  /** The capacity provider strategy that places a service on these instances. */
  get strategy(): ecs.CapacityProviderStrategy[] {
    return [{ capacityProvider: this.capacityProviderName, weight: 1 }];
  }

  /** For people: type, number, image family and dynamic range. */
  describe(): string {
    const most = Token.isUnresolved(this.maxCapacity) ? 'a number of' : `up to ${this.maxCapacity}`;
    return `${most} ${this.instanceType.toString()} (${this.amiFamily}), dynamic host ports ${this.dynamicPortWindow.join('-')}`;
  }
}

function machineImage(family: Exclude<AmiFamily, 'other'>, type: ec2.InstanceType): ec2.IMachineImage {
  const arm = type.architecture === ec2.InstanceArchitecture.ARM_64;
  const hardware = arm ? ecs.AmiHardwareType.ARM : ecs.AmiHardwareType.STANDARD;
  switch (family) {
    case 'amazon-linux-2':
      return ecs.EcsOptimizedImage.amazonLinux2(hardware);
    case 'amazon-linux-2023':
      return ecs.EcsOptimizedImage.amazonLinux2023(hardware);
    case 'bottlerocket':
      return new ecs.BottleRocketImage({ architecture: type.architecture });
    case 'windows':
      return ecs.EcsOptimizedImage.windows(ecs.WindowsOptimizedVersion.SERVER_2022);
  }
}

function userData(family: Exclude<AmiFamily, 'other'>, blocks: boolean): ec2.UserData {
  if (family === 'windows') return new WindowsUserData(blocks);
  return family === 'bottlerocket' ? ec2.UserData.custom('') : ec2.UserData.forLinux();
}

/** Writes agent settings where the image family reads them. */
function tellAgent(
  group: autoscaling.AutoScalingGroup,
  family: Exclude<AmiFamily, 'other'>,
  settings: Readonly<Record<string, string>>,
): void {
  for (const [name, value] of Object.entries(settings)) {
    switch (family) {
      case 'amazon-linux-2':
      case 'amazon-linux-2023':
        group.addUserData(`echo ${quotedForShell(`${name}=${value}`)} >> /etc/ecs/ecs.config`);
        break;
      case 'windows':
        group.addUserData(`[Environment]::SetEnvironmentVariable("${name}", ${quoted(value)}, "Machine")`);
        break;
      case 'bottlerocket':
        // the settings API of Bottlerocket has none of these
        break;
    }
  }
}

function quotedForShell(text: string): string {
  return /^[\w=-]+$/.test(text) ? text : `'${text}'`;
}
